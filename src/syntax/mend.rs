//! Values the grammar refuses. A list or a map is taken apart, so that each element is judged
//! alone; what is left is one mistake, named after what people write who come from elsewhere.

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

/// Whether the brackets around `tokens` are not those of what stands in them, which is a list
/// (`Some(true)`) or an object.
fn wrong_brackets(reader: &Reader, tokens: &[Token]) -> Option<bool> {
    if tokens.len() < 3 || !closes_last(reader, tokens) || loops(reader, tokens) {
        return None;
    }
    let parts = split(&tokens[1..tokens.len() - 1], |_, _| false);
    let parts = || {
        parts
            .iter()
            .map(|part| trim(part.tokens))
            .filter(|part| !part.is_empty())
    };
    let single = |part: &[Token]| part.len() == 1 && part[0].kind.ends_value();
    let entry = |part: &[Token]| part.len() > 2 && part[1].kind == TokenKind::Equals;
    match tokens[0].text(reader.text) {
        "{" if parts().count() > 1 && parts().all(single) => Some(true),
        "(" if parts().count() > 1 && parts().all(single) => Some(true),
        "[" if parts().count() > 0 && parts().all(entry) => Some(false),
        _ => None,
    }
}

/// `"a", "b"`: values and commas, and nothing around them.
fn bare_list(
    reader: &Reader,
    tokens: &[Token],
    whole: Range,
) -> Option<crate::diagnostic::Diagnostic> {
    let parts = split(tokens, |_, _| false);
    let values = parts.iter().all(|part| match part.tokens {
        [only] => only.kind.ends_value() && only.kind.starts_value(),
        _ => false,
    });
    (values && parts.len() > 1).then(|| habits::bare_list(reader.slice(whole), reader.span(whole)))
}

/// Whether the bracket at the first token is closed by the last.
fn closes_last(reader: &Reader, tokens: &[Token]) -> bool {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= usize::from(depth > 0),
            _ => {}
        }
        if depth == 0 {
            return at + 1 == tokens.len() && reader.slice(range(*token)).len() == 1;
        }
    }
    false
}

fn loops(reader: &Reader, tokens: &[Token]) -> bool {
    let mut inner = tokens[1..]
        .iter()
        .filter(|token| token.kind != TokenKind::Newline);
    let first = inner.next().map_or("", |token| token.text(reader.text));
    first == "for"
        && inner
            .next()
            .is_some_and(|token| token.kind == TokenKind::Word)
}

fn list(reader: &mut Reader, tokens: &[Token]) -> ExprKind {
    let inner = &tokens[1..tokens.len() - 1];
    let mut elements = Vec::new();
    let mut after = tokens[0].end;
    let parts = split(inner, |before, next| {
        before.kind.ends_value() && next.kind.starts_value() && !keyword(reader, before, next)
    });
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        let tokens = trim(part.tokens);
        if let (Some(first), Some(end)) = (tokens.first(), tokens.last()) {
            if part.comma.is_none() && at < last {
                let before = reader.span(Range::new(first.start, end.end));
                reader.report(codes::missing_comma(before, before.after(), "elements"));
            }
            let tokens = side_by_side(reader, tokens, &mut elements);
            elements.push(element(reader, tokens, after));
        } else if let Some(comma) = part.comma {
            let span = reader.span(range(comma));
            reader.report(codes::empty_item(span));
        }
        after = part.comma.map_or(after, |comma| comma.end);
    }
    ExprKind::List(elements)
}

/// Elements on one line with no comma between them; the last is left.
fn side_by_side<'t>(
    reader: &mut Reader,
    mut tokens: &'t [Token],
    elements: &mut Vec<Expr>,
) -> &'t [Token] {
    loop {
        let mut depth = 0usize;
        let parted = (0..tokens.len().saturating_sub(1)).find(|&at| {
            match tokens[at].kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && stands_beside(reader, &tokens[at..])
        });
        let Some(at) = parted else {
            return tokens;
        };
        let (before, rest) = tokens.split_at(at + 1);
        let (first, last) = (before[0], before[at]);
        let span = reader.span(Range::new(first.start, last.end));
        let here = reader.span(range(rest[0]));
        reader.report(codes::missing_comma(span, here, "elements"));
        elements.push(element(reader, before, first.start));
        tokens = rest;
    }
}

/// Whether two tokens on two lines are one value: `if c⏎ then a`.
fn keyword(reader: &Reader, before: Token, next: Token) -> bool {
    let joins = |token: Token| {
        matches!(
            token.text(reader.text),
            "if" | "then" | "else" | "and" | "or" | "not" | "in"
        )
    };
    joins(before) || joins(next)
}

fn map(reader: &mut Reader, tokens: &[Token]) -> ExprKind {
    let inner = &tokens[1..tokens.len() - 1];
    let parts = split(inner, |before, next| match before.kind {
        TokenKind::Operator => false,
        TokenKind::Equals => next.kind != TokenKind::Open,
        _ => next.kind != TokenKind::Operator && !keyword(reader, before, next),
    });
    let mut entries = Vec::new();
    for part in parts {
        let tokens = trim(part.tokens);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            if let Some(comma) = part.comma.filter(|comma| !follows_newline(inner, *comma)) {
                let span = reader.span(range(comma));
                reader.report(codes::empty_item(span));
            }
            continue;
        };
        let whole = Range::new(first.start, last.end);
        let found = reader.read(Rule::map_entry, whole, |builder, node| {
            builder.entry(node.into_inner().next()?, None, 0)
        });
        entries.extend(match found {
            Ok(entry) => Some(entry),
            Err(refusal) => entry(reader, tokens, whole, refusal),
        });
    }
    ExprKind::Map(entries)
}

/// `a = 1⏎, b = 2`: the comma begins the line after the entry it ends.
fn follows_newline(tokens: &[Token], comma: Token) -> bool {
    let at = tokens.partition_point(|token| token.start < comma.start);
    let before = tokens[..at]
        .iter()
        .rfind(|token| token.kind != TokenKind::Newline);
    before.is_some_and(|token| token.kind != TokenKind::Comma)
        && tokens[..at]
            .last()
            .is_some_and(|token| token.kind == TokenKind::Newline)
}

fn entry(reader: &mut Reader, tokens: &[Token], whole: Range, refusal: Refusal) -> Option<Entry> {
    let key = tokens[0];
    let quoted = key.kind == TokenKind::String;
    if key.kind != TokenKind::Word && !quoted {
        report(reader, tokens, whole, refusal);
        return None;
    }
    let source = key.text(reader.text);
    let text = match quoted {
        true => text::raw(source.trim_matches('"')),
        false => source,
    };
    let name = Name {
        text: text.into(),
        range: reader.relative(range(key)),
    };
    let value = after_name(reader, tokens, 0);
    Some(Entry {
        docs: None,
        key: name,
        quoted,
        value,
    })
}

struct Part<'t> {
    tokens: &'t [Token],
    /// What ends it; absent at the end and where a newline does.
    comma: Option<Token>,
}

/// Cuts at commas outside brackets and at those newlines `parts` says part two tokens.
fn split(tokens: &[Token], parts: impl Fn(Token, Token) -> bool) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, &token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::Comma if depth == 0 => {
                found.push(Part {
                    tokens: &tokens[start..at],
                    comma: Some(token),
                });
                start = at + 1;
            }
            TokenKind::Newline
                if depth == 0 && start < at && tokens[at - 1].kind != TokenKind::Newline =>
            {
                let before = tokens[at - 1];
                let next = tokens[at..]
                    .iter()
                    .find(|token| token.kind != TokenKind::Newline);
                if let Some(&next) = next
                    && next.kind != TokenKind::Comma
                    && parts(before, next)
                {
                    found.push(Part {
                        tokens: &tokens[start..at],
                        comma: None,
                    });
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    found.push(Part {
        tokens: &tokens[start..],
        comma: None,
    });
    found
}

fn trim(mut tokens: &[Token]) -> &[Token] {
    while let [
        Token {
            kind: TokenKind::Newline,
            ..
        },
        rest @ ..,
    ] = tokens
    {
        tokens = rest;
    }
    while let [
        rest @ ..,
        Token {
            kind: TokenKind::Newline,
            ..
        },
    ] = tokens
    {
        tokens = rest;
    }
    tokens
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
