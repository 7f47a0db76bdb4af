//! What to make of a member the grammar refuses: one diagnostic that says what people who write
//! that mean, and a node that keeps what can be known, so that nothing follows from the mistake.

use super::ast::*;
use super::grammar::{Refusal, Rule};
use super::lex::{Token, TokenKind, lex};
use super::outline::{Member, Shape};
use super::parse::{Reader, no_body};
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
        reader.report(codes::typed_constant(text(1), span));
        let value = quiet_value(reader, &tokens[equals + 1..], whole);
        return named_line(reader, &tokens, whole, Some(value));
    }
    if matches!(text(0), "let" | "output") && named {
        let value = after_name(reader, &tokens, 1);
        return named_line(reader, &tokens, whole, Some(value));
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
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text(reader.text));
    use TokenKind::*;
    match kinds.as_slice() {
        [Word, Equals, ..] => {
            let span = reader.span(range(tokens[0]));
            reader.report(codes::stray_attribute(text(0), span));
            reader.lost.push(text(0).into());
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

/// A label of one token; interpolations in it are not read.
fn label(reader: &Reader, token: Token) -> Label {
    let range = reader.relative(range(token));
    let part = match token.kind {
        TokenKind::Label => StringPart::Expr(Expr {
            kind: ExprKind::Error,
            range,
        }),
        _ => StringPart::Text(token.text(reader.text).trim_matches('"').into()),
    };
    Label {
        parts: vec![part],
        range,
    }
}

/// The head of a declaration the grammar refused.
pub fn head(reader: &mut Reader, whole: Range, refusal: Refusal) -> Head {
    let tokens = tokens(reader, whole);
    let first = tokens.first().map_or("", |token| token.text(reader.text));
    if let Some(found) = foreign_head(reader, &tokens, whole) {
        reader.report(found);
        lose(reader, &tokens[1..]);
        return Head::Foreign;
    }
    match first {
        "for" | "if" => {
            let of = tokens.iter().any(|token| token.text(reader.text) == "of");
            match refusal.expected.contains(&"`in`") && !of {
                true => mend::report_place(reader, whole, refusal),
                false => mend::report(reader, &tokens, whole, refusal),
            }
            Head::Items(items_head(reader, &tokens, whole))
        }
        "template" => {
            let (kind, label, base) = block_parts(reader, &tokens, 1, whole, refusal);
            let plain = label
                .as_ref()
                .and_then(Label::plain)
                .cloned()
                .unwrap_or_default();
            let at = Range::new(whole.end, whole.end);
            let range = label.map_or(reader.relative(at), |label| label.range);
            Head::Template(TemplateItem {
                kind,
                name: Name { text: plain, range },
                base,
                body: no_body(),
            })
        }
        _ => {
            let meant = misspelt_existing(reader, &tokens);
            if let Some(found) = meant {
                reader.report(found);
                let existing = Some(reader.relative(range(tokens[0])));
                return Head::Block(Block {
                    existing,
                    kind: name(reader, tokens[1]),
                    label: Some(label(reader, tokens[2])),
                    base: None,
                    body: no_body(),
                });
            }
            let existing = first == "existing";
            let from = usize::from(existing);
            let (kind, label, base) = block_parts(reader, &tokens, from, whole, refusal);
            let existing = existing.then(|| reader.relative(range(tokens[0])));
            Head::Block(Block {
                existing,
                kind,
                label,
                base,
                body: no_body(),
            })
        }
    }
}

/// `else { … }` around declarations, which the language does not have.
pub fn otherwise(
    reader: &mut Reader,
    head: Range,
    items: impl FnOnce(&mut Reader) -> Vec<Item>,
) -> ItemKind {
    let span = reader.span(Range::new(head.start, head.start + "else".len() as u32));
    reader.report(codes::otherwise(span));
    ItemKind::If(If {
        condition: error(reader, head),
        items: items(reader),
        broken: true,
    })
}

/// Notes the words and strings of a head as names it may have declared.
fn lose(reader: &mut Reader, tokens: &[Token]) {
    for token in tokens {
        if matches!(token.kind, TokenKind::Word | TokenKind::String) {
            let text = token.text(reader.text).trim_matches(['"', '\'']);
            reader.lost.push(text.into());
        }
    }
}

/// `resource "aws_batch_job_queue" "main" {`, `variable "x" {`, `locals {`: Terraform's.
fn foreign_head(
    reader: &Reader,
    tokens: &[Token],
    whole: Range,
) -> Option<crate::diagnostic::Diagnostic> {
    let strings = tokens[1.min(tokens.len())..]
        .iter()
        .filter(|token| token.kind == TokenKind::String)
        .count();
    let word = tokens.first()?.text(reader.text);
    let theirs = match word {
        "resource" | "data" => strings == 2,
        "variable" | "output" | "provider" | "module" | "param" | "let" => strings == 1,
        "locals" | "terraform" => strings == 0,
        _ => return None,
    };
    if !theirs || tokens.len() != strings + 1 {
        return None;
    }
    let text = |at: usize| {
        let token = tokens.get(at);
        token.map_or("", |token| token.text(reader.text).trim_matches('"'))
    };
    let span = reader.span(whole);
    Some(codes::foreign_declaration(word, text(1), text(2), span))
}

/// `exisitng job_queue main {`
fn misspelt_existing(reader: &Reader, tokens: &[Token]) -> Option<crate::diagnostic::Diagnostic> {
    let [first, second, third] = tokens else {
        return None;
    };
    let words = [first, second, third]
        .iter()
        .all(|token| token.kind == TokenKind::Word);
    let found = first.text(reader.text);
    let near = strsim::osa_distance(found, "existing") <= 2;
    (words && near && found != "existing")
        .then(|| codes::misspelt_existing(found, reader.span(range(*first))))
}

fn items_head(reader: &Reader, tokens: &[Token], whole: Range) -> ItemKind {
    let failed = error(reader, whole);
    if tokens
        .first()
        .is_some_and(|token| token.text(reader.text) == "if")
    {
        return ItemKind::If(If {
            condition: failed,
            items: Vec::new(),
            broken: true,
        });
    }
    let mut words = tokens[1..]
        .iter()
        .filter(|token| token.kind == TokenKind::Word);
    let first = match words.next() {
        Some(token) => name(reader, *token),
        None => Name {
            text: "".into(),
            range: failed.range,
        },
    };
    let second = match tokens
        .get(2)
        .is_some_and(|token| token.kind == TokenKind::Comma)
    {
        true => words.next().map(|token| name(reader, *token)),
        false => None,
    };
    let vars = LoopVars { first, second };
    ItemKind::For(For {
        vars,
        iter: failed,
        items: Vec::new(),
        broken: true,
    })
}

/// `KIND LABEL : BASE` from token `from` on; reports the one thing that is wrong with it.
fn block_parts(
    reader: &mut Reader,
    tokens: &[Token],
    from: usize,
    whole: Range,
    refusal: Refusal,
) -> (Name, Option<Label>, Option<Name>) {
    use TokenKind::*;
    let end = Range::new(whole.end, whole.end);
    let kind = match tokens.get(from) {
        Some(token) => name(reader, *token),
        None => Name {
            text: "".into(),
            range: reader.relative(end),
        },
    };
    let found = tokens.get(from + 1).copied();
    let rest: Vec<TokenKind> = tokens
        .iter()
        .skip(from + 2)
        .map(|token| token.kind)
        .collect();
    let base = match rest.as_slice() {
        [Colon, Word] => tokens.get(from + 3).map(|token| name(reader, *token)),
        _ => None,
    };
    match found {
        None => {
            let span = reader.span(whole);
            reader.report(codes::missing_label(&kind.text, span));
            (kind, None, None)
        }
        Some(token) if token.kind == Colon => {
            let span = reader.span(range(token)).before();
            reader.report(codes::missing_label(&kind.text, span));
            let base = tokens.get(from + 2).map(|token| name(reader, *token));
            (kind, None, base)
        }
        Some(token) if token.kind == String => {
            let last = tokens
                .last()
                .filter(|last| last.kind == String)
                .unwrap_or(&token);
            let quoted = Range::new(token.start, last.end);
            let text = reader.slice(quoted);
            let span = reader.span(quoted);
            reader.report(codes::quoted_label(&kind.text, text, span));
            (kind, Some(label(reader, token)), base)
        }
        Some(token) if matches!(token.kind, Word | Label) && rest == [Colon] => {
            let span = reader.span(range(tokens[from + 2]));
            reader.report(codes::no_template(span));
            (kind, Some(label(reader, token)), None)
        }
        Some(token) if matches!(token.kind, Word | Label) && rest.first() == Some(&Colon) => {
            mend::report_place(reader, whole, refusal);
            (kind, Some(label(reader, token)), base)
        }
        Some(token) if matches!(token.kind, Word | Label) && !rest.is_empty() => {
            let extra = Range::new(tokens[from + 2].start, whole.end);
            let span = reader.span(extra);
            reader.report(codes::two_labels(&kind.text, reader.slice(extra), span));
            lose(reader, &tokens[from..]);
            (kind, Some(label(reader, token)), base)
        }
        Some(token) => {
            mend::report_place(reader, whole, refusal);
            lose(reader, &tokens[from..]);
            let known = matches!(token.kind, Word | Label);
            (kind, known.then(|| label(reader, token)), base)
        }
    }
}

/// A block inside a block, where only `name = value` may stand: an object without its `=`.
pub fn nested(
    reader: &mut Reader,
    head: Range,
    body: Range,
    members: &[Member],
    torn: bool,
) -> Option<(Name, Expr)> {
    let tokens = tokens(reader, head);
    let text = reader.slice(head);
    let span = reader.span(head);
    let [token] = tokens.as_slice() else {
        reader.report(codes::nested_declaration(text, span));
        return None;
    };
    if token.kind != TokenKind::Word {
        reader.report(codes::nested_declaration(text, span));
        return None;
    }
    reader.report(codes::nested_block(text, span));
    let mut entries = Vec::new();
    for member in members {
        if let Some(Attribute {
            docs, name, value, ..
        }) = reader.attribute(member)
        {
            entries.push(Entry {
                docs,
                key: name,
                quoted: false,
                value,
            });
        }
    }
    let range = reader.relative(body);
    let whole = !torn && members.iter().all(sound) && entries.len() == members.len();
    let kind = if whole {
        ExprKind::Map(entries)
    } else {
        ExprKind::Error
    };
    Some((name(reader, *token), Expr { kind, range }))
}

fn sound(member: &Member) -> bool {
    !member.broken && matches!(member.shape, Shape::Line)
}

/// An attribute that holds a fault of the outline: its name is known, its value is not.
pub fn broken_attribute(reader: &mut Reader, whole: Range) -> Option<(Name, Expr)> {
    let tokens = tokens(reader, whole);
    let first = tokens
        .first()
        .filter(|token| token.kind == TokenKind::Word)?;
    let second = tokens
        .get(1)
        .filter(|token| token.kind == TokenKind::Equals)?;
    let value = Range::new(second.end.min(whole.end), whole.end);
    Some((name(reader, *first), error(reader, value)))
}

/// An attribute the grammar refused.
pub fn attribute(reader: &mut Reader, whole: Range, refusal: Refusal) -> Option<(Name, Expr)> {
    use TokenKind::*;
    let tokens = tokens(reader, whole);
    let kinds: Vec<TokenKind> = tokens.iter().take(3).map(|token| token.kind).collect();
    let first = *tokens.first()?;
    let text = first.text(reader.text);
    match kinds.as_slice() {
        [Word, Word, Equals | Colon] if matches!(text, "let" | "param" | "output") => {
            let span = reader.span(Range::new(first.start, tokens[1].end));
            reader.report(codes::nested_declaration(reader.slice(whole), span));
            None
        }
        [Word, Word, Equals] => {
            let both = Range::new(first.start, tokens[1].end);
            let span = reader.span(both);
            reader.report(codes::two_word_name(
                text,
                tokens[1].text(reader.text),
                span,
            ));
            None
        }
        [Word, Dot, Word] if tokens.get(3).is_some_and(|token| token.kind == Equals) => {
            let inner = reader.slice(Range::new(tokens[2].start, whole.end));
            let span = reader.span(whole);
            reader.report(codes::dotted_name(text, inner, span));
            None
        }
        [Word, Open, String | Word]
            if tokens.get(3).is_some_and(|token| token.kind == Close)
                && tokens.get(4).is_some_and(|token| token.kind == Equals) =>
        {
            let key = reader.slice(range(tokens[2])).trim_matches('"');
            let rest = reader.slice(Range::new(tokens[4].start, whole.end));
            let span = reader.span(whole);
            let inner = format!("{key} {rest}");
            reader.report(codes::dotted_name(text, &inner, span));
            None
        }
        [Word, ..] => {
            let value = after_name(reader, &tokens, 0);
            Some((name(reader, first), value))
        }
        [String, Equals | Colon, ..] => {
            let span = reader.span(range(first));
            reader.report(codes::quoted_name(text, span));
            let name = Name {
                text: text.trim_matches('"').into(),
                range: reader.relative(range(first)),
            };
            Some((name, quiet_value(reader, &tokens[2..], whole)))
        }
        _ => {
            mend::report(reader, &tokens, whole, refusal);
            None
        }
    }
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
