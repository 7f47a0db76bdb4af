//! What to make of a member the grammar refuses: one diagnostic that says what people who write
//! that mean, and a node that keeps what can be known, so that nothing follows from the mistake.

mod attributes;
mod choices;
mod heads;
mod labels;
mod layout;

pub use attributes::{attribute, broken_attribute, nested};
pub use heads::{head, is_foreign, lose_foreign, otherwise};
use labels::label;
pub use layout::value_below;

use super::ast::*;
use super::grammar::{Refusal, Rule};
use super::lex::{Token, TokenKind, lex};
use super::outline::{Member, Shape};
use super::parse::{Reader, first_word, no_body};
use super::source::Range;
use super::{codes, mend};

/// A declaration as far as its head could be read.
pub enum Head {
    Block(Block),
    Template(TemplateItem),
    Items(ItemKind),
    /// Another language's; the words in it were noted as lost names.
    Foreign,
}

/// The tokens of an absolute range at absolute offsets, newlines among them, without comments.
pub fn tokens(reader: &Reader, range: Range) -> Vec<Token> {
    let mut tokens = lex(reader.slice(range)).tokens;
    tokens.retain(|token| !token.kind.is_comment());
    for token in &mut tokens {
        token.start += range.start;
        token.end += range.start;
    }
    tokens
}

pub fn range(token: Token) -> Range {
    Range::new(token.start, token.end)
}

fn name(reader: &Reader, token: Token) -> Name {
    Name {
        text: token.text(reader.text).into(),
        range: reader.relative(range(token)),
    }
}

fn error(reader: &Reader, range: Range) -> Expr {
    Expr {
        kind: ExprKind::Error,
        range: reader.relative(range),
    }
}

/// `let`, `param`, `output` that hold a fault of the outline: their names are known.
pub fn broken_line(reader: &mut Reader, whole: Range) -> ItemKind {
    let tokens = tokens(reader, whole);
    named_line(reader, &tokens, whole, None)
}

/// A line whose value is `value`, or unreadable.
fn named_line(reader: &Reader, tokens: &[Token], whole: Range, value: Option<Expr>) -> ItemKind {
    let (Some(keyword), Some(second)) = (tokens.first(), tokens.get(1)) else {
        return ItemKind::Error;
    };
    if second.kind != TokenKind::Word {
        return ItemKind::Error;
    }
    let name = name(reader, *second);
    let value = value.unwrap_or_else(|| error(reader, whole));
    match keyword.text(reader.text) {
        "let" => ItemKind::Let(Let { name, value }),
        "output" => ItemKind::Output(Output { name, value }),
        "param" => ItemKind::Param(Param {
            name,
            ty: ParamType::Error,
            ty_range: value.range,
            default: Some(value),
        }),
        _ => ItemKind::Error,
    }
}

/// `let`, `param`, `output` or `import` the grammar refused.
pub fn line(reader: &mut Reader, whole: Range, refusal: Refusal) -> ItemKind {
    let tokens = tokens(reader, whole);
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(reader.text));
    let named = tokens
        .get(1)
        .is_some_and(|token| token.kind == TokenKind::Word);
    if text(0) == "import" && tokens.len() > 1 {
        let path = Range::new(tokens[1].start, whole.end);
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        if reader.slice(path).chars().all(plain) {
            let span = reader.span(path);
            reader.report(codes::unquoted_path(reader.slice(path), span));
            return ItemKind::Import(Import {
                path: reader.slice(path).into(),
                path_range: reader.relative(path),
                reported: true,
            });
        }
    }
    let typed = tokens
        .get(2)
        .is_some_and(|token| token.kind == TokenKind::Colon);
    let equals = tokens
        .iter()
        .position(|token| token.kind == TokenKind::Equals);
    if let (true, "let", true, Some(equals)) = (named, text(0), typed, equals) {
        let span = reader.span(Range::new(tokens[1].end, tokens[equals - 1].end));
        let value = quiet_value(reader, &tokens[equals + 1..], whole);
        let found = codes::typed_constant(text(1), span);
        reader.report(certain_if_read(found, &value));
        return named_line(reader, &tokens, whole, Some(value));
    }
    if matches!(text(0), "let" | "output") && named {
        let value = after_name(reader, &tokens, 1);
        return named_line(reader, &tokens, whole, Some(value));
    }
    if text(0) == "param"
        && named
        && let Some(item) = choices::param(reader, &tokens)
    {
        return item;
    }
    if text(0) == "param"
        && named
        && let Some(equals) = tokens
            .iter()
            .position(|token| token.kind == TokenKind::Equals)
    {
        return param(reader, &tokens, equals, whole, refusal);
    }
    mend::report(reader, &tokens, whole, refusal);
    named_line(reader, &tokens, whole, None)
}

/// `param NAME: TYPE = value`: reads what stands before `=` and recovers the value.
fn param(
    reader: &mut Reader,
    tokens: &[Token],
    equals: usize,
    whole: Range,
    refusal: Refusal,
) -> ItemKind {
    if equals == 2 {
        let span = reader.span(range(tokens[1]));
        reader.report(codes::param_without_type(tokens[1].text(reader.text), span));
        return named_line(reader, tokens, whole, None);
    }
    let declared = Range::new(whole.start, tokens[equals - 1].end);
    let found = reader.read(Rule::param, declared, |builder, node| {
        let mut parts = super::build::significant(node);
        let name = builder.name(&parts.next()?);
        let ty = parts.next()?;
        let ty_range = builder.range(&ty);
        Some(Param {
            name,
            ty: builder.param_type(ty),
            ty_range,
            default: None,
        })
    });
    match found {
        Ok(mut param) => {
            param.default = Some(mend::value(
                reader,
                &tokens[equals + 1..],
                tokens[equals].end,
            ));
            ItemKind::Param(param)
        }
        Err(_) => {
            mend::report(reader, tokens, whole, refusal);
            named_line(reader, tokens, whole, None)
        }
    }
}

/// What stands outside any block and is no declaration.
pub fn stray_line(reader: &mut Reader, whole: Range) -> ItemKind {
    let tokens = tokens(reader, whole);
    let kinds: Vec<TokenKind> = tokens.iter().map(|token| token.kind).collect();
    let source = reader.text;
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(source));
    use TokenKind::*;
    if let Some((found, import)) = foreign_import(reader, &tokens, whole) {
        reader.report(found);
        return ItemKind::Import(import);
    }
    match kinds.as_slice() {
        [Word, .., Colon] if matches!(text(0), "for" | "if") => {
            let span = reader.span(range(tokens[tokens.len() - 1]));
            reader.report(codes::body_by_layout(text(0), span));
            let names = tokens[1..].iter().map_while(|token| match token.kind {
                Word if token.text(source) != "in" => Some(token.text(source)),
                Comma => Some(""),
                _ => None,
            });
            if text(0) == "for" {
                names.for_each(|name| reader.lose_variable(name));
            }
            ItemKind::Error
        }
        [Word, Equals, ..] => {
            let span = reader.span(range(tokens[0]));
            reader.report(codes::stray_attribute(text(0), span));
            reader.lose_variable(text(0));
            ItemKind::Error
        }
        [Word, Word | Label] | [Word, Word, Colon, Word] if text(0) != "template" => {
            let span = reader.span(whole);
            reader.report(codes::no_body(reader.slice(whole), span));
            let label = (kinds.len() > 1).then(|| label(reader, tokens[1]));
            ItemKind::Block(Block {
                existing: None,
                kind: name(reader, tokens[0]),
                label,
                base: None,
                body: no_body(),
            })
        }
        [Word] | [Word, Word, ..] => {
            let span = reader.span(whole);
            reader.report(codes::no_body(reader.slice(whole), span));
            ItemKind::Error
        }
        _ => {
            let refusal = Refusal {
                at: 0,
                expected: vec!["a declaration"],
            };
            mend::report(reader, &tokens, whole, refusal);
            ItemKind::Error
        }
    }
}

/// `include "x.batch"`: an import by another language's word.
fn foreign_import(
    reader: &Reader,
    tokens: &[Token],
    whole: Range,
) -> Option<(crate::diagnostic::Diagnostic, Import)> {
    let [word, rest @ ..] = tokens else {
        return None;
    };
    let text = word.text(reader.text);
    let first = rest.first()?;
    if !matches!(first.kind, TokenKind::Word | TokenKind::String) {
        return None;
    }
    let written = Range::new(first.start, whole.end);
    let path = reader.slice(written);
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let inner = match rest {
        [only] if only.kind == TokenKind::String => path.get(1..path.len() - 1)?,
        _ if path.contains(['.', '/']) => path,
        _ => return None,
    };
    let words = [
        "include", "require", "use", "using", "source", "load", "from",
    ];
    if !words.contains(&text) || !inner.chars().all(plain) {
        return None;
    }
    let found = codes::foreign_import(text, inner, reader.span(range(*word)), reader.span(whole));
    let import = Import {
        path: inner.into(),
        path_range: reader.relative(written),
        reported: true,
    };
    Some((found, import))
}

/// `= value` after the name at `tokens[at]`, with all that people write for `=`.
pub fn after_name(reader: &mut Reader, tokens: &[Token], at: usize) -> Expr {
    let name = tokens[at];
    let Some(&next) = tokens.get(at + 1) else {
        let span = reader.span(range(name));
        reader.report(codes::no_value(name.text(reader.text), span));
        let end = Range::new(name.end, name.end);
        return Expr {
            kind: ExprKind::Missing,
            range: reader.relative(end),
        };
    };
    let rest = &tokens[at + 2..];
    let text = next.text(reader.text);
    let span = reader.span(range(next));
    let whole = Range::new(next.start, tokens[tokens.len() - 1].end);
    match next.kind {
        TokenKind::Equals => mend::value(reader, rest, next.end),
        TokenKind::Colon | TokenKind::Operator if matches!(text, ":" | "=>" | ":=" | "==") => {
            let value = quiet_value(reader, rest, whole);
            reader.report(certain_if_read(codes::wrong_equals(text, span), &value));
            value
        }
        TokenKind::Semicolon | TokenKind::Comma if rest.is_empty() => {
            let span = reader.span(range(name));
            reader.report(codes::no_value(name.text(reader.text), span));
            error(reader, whole)
        }
        kind if kind.starts_value() => {
            let text = name.text(reader.text);
            let span = reader.span(range(name));
            let value = quiet_value(reader, &tokens[at + 1..], whole);
            reader.report(certain_if_read(codes::missing_equals(text, span), &value));
            value
        }
        _ => {
            let expected = vec!["`=`"];
            let refusal = Refusal { at: 0, expected };
            mend::report(reader, &tokens[at + 1..], whole, refusal);
            error(reader, whole)
        }
    }
}

/// `=` is the only mistake where what follows it can be read; else its fix is a guess.
fn certain_if_read(
    mut finding: crate::diagnostic::Diagnostic,
    value: &Expr,
) -> crate::diagnostic::Diagnostic {
    if value.kind == ExprKind::Error {
        for fix in &mut finding.fixes {
            fix.applicability = crate::diagnostic::Applicability::Unsafe;
        }
    }
    finding
}

/// A value after a mistake that was reported: nothing more is said of it.
fn quiet_value(reader: &mut Reader, tokens: &[Token], whole: Range) -> Expr {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return error(reader, whole);
    };
    let range = Range::new(first.start, last.end);
    let known = reader.diagnostics.len();
    let found = reader.read(Rule::expression, range, |builder, node| {
        Some(builder.expr(node.into_inner().next()?, 0))
    });
    reader.diagnostics.truncate(known);
    found.unwrap_or_else(|_| error(reader, range))
}
