//! Values the grammar refuses. A list or a map is taken apart, so that each element is judged
//! alone; what is left is one mistake, named after what people write who come from elsewhere.

mod brackets;

use brackets::{bare_list, closes_last, list, loops, map, trim, wrong_brackets};

use super::ast::*;
use super::grammar::{Refusal, Rule};
use super::lex::{Token, TokenKind};
use super::parse::Reader;
use super::recover::{after_name, range};
use super::source::Range;
use super::{codes, habits, text};

/// The value that stands in `tokens`, which follow `after`.
pub fn value(reader: &mut Reader, tokens: &[Token], after: u32) -> Expr {
    let tokens = trim(tokens);
    let tokens = match tokens.split_last() {
        Some((last, rest))
            if matches!(last.kind, TokenKind::Semicolon | TokenKind::Comma) && !rest.is_empty() =>
        {
            let span = reader.span(range(*last));
            reader.report(codes::separator_at_end(last.text(reader.text), span));
            trim(rest)
        }
        _ => tokens,
    };
    element(reader, tokens, after)
}

fn element(reader: &mut Reader, tokens: &[Token], after: u32) -> Expr {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        let span = reader.span(Range::new(after.saturating_sub(1), after));
        reader.report(codes::expected_value(span));
        let range = reader.relative(Range::new(after, after));
        return Expr {
            kind: ExprKind::Missing,
            range,
        };
    };
    let whole = Range::new(first.start, last.end);
    let found = reader.read(Rule::expression, whole, |builder, node| {
        Some(builder.expr(node.into_inner().next()?, 0))
    });
    let refusal = match found {
        Ok(expr) => return expr,
        Err(refusal) => refusal,
    };
    let relative = reader.relative(whole);
    if let Some(list) = wrong_brackets(reader, tokens) {
        let found = habits::wrong_brackets(reader.slice(whole), list, reader.span(whole));
        reader.report(found);
        return Expr {
            kind: ExprKind::Error,
            range: relative,
        };
    }
    let kind = match first.text(reader.text) {
        "[" if closes_last(reader, tokens) && !loops(reader, tokens) => list(reader, tokens),
        "{" if closes_last(reader, tokens) && !loops(reader, tokens) => map(reader, tokens),
        _ => {
            let span = reader.span(whole);
            let text = reader.slice(whole);
            match habits::value(text, span).or_else(|| bare_list(reader, tokens, whole)) {
                Some(found) => reader.report(found),
                None => report(reader, tokens, whole, refusal),
            }
            ExprKind::Error
        }
    };
    Expr {
        kind,
        range: relative,
    }
}

struct Part<'t> {
    tokens: &'t [Token],
    /// What ends it; absent at the end and where a newline does.
    comma: Option<Token>,
}

/// Reports the one mistake in `tokens`, which the grammar refused.
pub fn report(reader: &mut Reader, tokens: &[Token], whole: Range, refusal: Refusal) {
    let diagnostic = habit(reader, tokens).unwrap_or_else(|| unexpected(reader, whole, refusal));
    reader.report(diagnostic);
}

/// Reports what the grammar would have taken where it stopped.
pub fn report_place(reader: &mut Reader, whole: Range, refusal: Refusal) {
    let diagnostic = unexpected(reader, whole, refusal);
    reader.report(diagnostic);
}

/// The first thing in `tokens` that is written so elsewhere, and not here.
fn habit(reader: &Reader, tokens: &[Token]) -> Option<crate::diagnostic::Diagnostic> {
    let word = |token: Token| token.text(reader.text);
    for (at, &token) in tokens.iter().enumerate() {
        let span = reader.span(range(token));
        let next = tokens.get(at + 1).copied();
        match token.kind {
            TokenKind::SmartString => return Some(codes::smart_quotes(word(token), span)),
            TokenKind::Heredoc => return Some(codes::heredoc(word(token), span)),
            TokenKind::Stray => return Some(codes::stray_text(word(token), span)),
            TokenKind::Semicolon if next.is_some() => return Some(codes::semicolon_between(span)),
            TokenKind::Semicolon => return Some(codes::separator_at_end(";", span)),
            TokenKind::Operator => {
                let foreign = codes::foreign_operator(word(token), span);
                if foreign.is_some() {
                    return foreign;
                }
            }
            _ => {}
        }
        let first = word(tokens[0]);
        if token.kind == TokenKind::Equals && first == "if" {
            return Some(codes::comparison(span));
        }
        if first == "for"
            && let Some(of) = next.filter(|next| at > 0 && word(*next) == "of")
            && !tokens[..at].iter().any(|token| word(*token) == "in")
        {
            return Some(codes::loop_word("of", reader.span(range(of))));
        }
        let waits = matches!(token.kind, TokenKind::Operator | TokenKind::Equals);
        match next {
            None if waits => return Some(codes::expected_value(span)),
            Some(next) if waits && ends(next) => return Some(codes::expected_value(span)),
            Some(next) if token.kind == TokenKind::Comma && next.kind == TokenKind::Comma => {
                return Some(codes::empty_item(reader.span(range(next))));
            }
            Some(next) if stands_beside(reader, &tokens[at..]) => {
                let both = reader.span(Range::new(token.start, next.end));
                let here = reader.span(range(next));
                let named = tokens
                    .get(at + 2)
                    .is_some_and(|t| t.kind == TokenKind::Equals);
                return Some(codes::two_values(
                    word(token),
                    word(next),
                    named,
                    both,
                    here,
                ));
            }
            _ => {}
        }
    }
    None
}

fn ends(token: Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Close | TokenKind::Comma | TokenKind::Newline
    )
}

/// Two values with nothing between them.
fn stands_beside(reader: &Reader, tokens: &[Token]) -> bool {
    let &[token, next, ..] = tokens else {
        return false;
    };
    let word = |token: Token| token.text(reader.text);
    let keyword =
        |token: Token| super::build::RESERVED.contains(&word(token)) || word(token) == "template";
    if !token.kind.ends_value() || !next.kind.starts_value() || keyword(token) || keyword(next) {
        return false;
    }
    let touches = token.end == next.start;
    let unit = token.kind == TokenKind::Number
        && next.kind == TokenKind::Word
        && !super::regions::assigns(tokens, 1);
    let heads = matches!(
        word(token),
        "existing" | "param" | "let" | "output" | "import"
    );
    !(unit || heads || touches && matches!(word(next), "(" | "["))
}

/// Where the grammar stopped, what stands there and what it would have taken.
fn unexpected(reader: &Reader, whole: Range, refusal: Refusal) -> crate::diagnostic::Diagnostic {
    let at = whole.start + refusal.at as u32;
    let rest = reader.slice(Range::new(at.min(whole.end), whole.end));
    let blank = rest.len() - rest.trim_start().len();
    let start = at.min(whole.end) + blank as u32;
    let token = super::lex::lex(rest.trim_start()).tokens.first().copied();
    match token {
        Some(token) if token.kind != TokenKind::Newline => {
            let found = Range::new(start, start + token.end);
            let text = reader.slice(found);
            codes::unexpected(text, &refusal.expected, reader.span(found))
        }
        _ => {
            let last = reader
                .slice(whole)
                .chars()
                .next_back()
                .map_or(0, char::len_utf8);
            let end = Range::new(whole.end - last as u32, whole.end);
            codes::unfinished(&refusal.expected, reader.span(end))
        }
    }
}
