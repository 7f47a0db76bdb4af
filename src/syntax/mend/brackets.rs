//! Lists and maps, taken apart.

use super::*;
use crate::diagnostic::Edit;

/// Whether the brackets around `tokens` are not those of what stands in them, which is a list
/// (`Some(true)`) or an object.
pub(super) fn wrong_brackets(reader: &Reader, tokens: &[Token]) -> Option<bool> {
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
pub(super) fn bare_list(
    reader: &Reader,
    tokens: &[Token],
    whole: Range,
) -> Option<crate::diagnostic::Diagnostic> {
    let parts = split(tokens, |_, _| false);
    let values = parts.iter().all(|part| match part.tokens {
        [only] => matches!(
            only.kind,
            TokenKind::Word | TokenKind::Number | TokenKind::String
        ),
        _ => false,
    });
    (values && parts.len() > 1).then(|| habits::bare_list(reader.slice(whole), reader.span(whole)))
}

/// Whether the bracket at the first token is closed by the last.
pub(super) fn closes_last(reader: &Reader, tokens: &[Token]) -> bool {
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

pub(super) fn loops(reader: &Reader, tokens: &[Token]) -> bool {
    let mut inner = tokens[1..]
        .iter()
        .filter(|token| token.kind != TokenKind::Newline);
    let first = inner.next().map_or("", |token| token.text(reader.text));
    first == "for"
        && inner
            .next()
            .is_some_and(|token| token.kind == TokenKind::Word)
}

pub(super) fn list(reader: &mut Reader, tokens: &[Token]) -> ExprKind {
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
pub(super) fn side_by_side<'t>(
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
pub(super) fn keyword(reader: &Reader, before: Token, next: Token) -> bool {
    let joins = |token: Token| {
        matches!(
            token.text(reader.text),
            "if" | "then" | "else" | "and" | "or" | "not" | "in"
        )
    };
    joins(before) || joins(next)
}

pub(super) fn map(reader: &mut Reader, tokens: &[Token]) -> ExprKind {
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
pub(super) fn follows_newline(tokens: &[Token], comma: Token) -> bool {
    let at = tokens.partition_point(|token| token.start < comma.start);
    let before = tokens[..at]
        .iter()
        .rfind(|token| token.kind != TokenKind::Newline);
    before.is_some_and(|token| token.kind != TokenKind::Comma)
        && tokens[..at]
            .last()
            .is_some_and(|token| token.kind == TokenKind::Newline)
}

pub(super) fn entry(
    reader: &mut Reader,
    tokens: &[Token],
    whole: Range,
    refusal: Refusal,
) -> Option<Entry> {
    if let Some(entry) = unquoted_key(reader, tokens) {
        return entry;
    }
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

/// `acme:team = "x"`, `kubernetes.io/name = "x"`: a key that is no word and not in quotes. The
/// inner `None` where it may be meant as a path into an object.
fn unquoted_key(reader: &mut Reader, tokens: &[Token]) -> Option<Option<Entry>> {
    let touching = tokens
        .windows(2)
        .take_while(|pair| pair[0].end == pair[1].start && pair[1].kind != TokenKind::Equals)
        .count();
    // The `:` that stands for `=` touches the key: `acme:team: "x"`.
    let colon = tokens[touching].kind == TokenKind::Colon;
    let last = touching.checked_sub(usize::from(colon))?;
    let joint = if colon { touching } else { touching + 1 };
    let equals = tokens
        .get(joint)
        .is_some_and(|token| colon || token.kind == TokenKind::Equals);
    let whole = Range::new(tokens[0].start, tokens[last].end);
    let text = reader.slice(whole);
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-:/@+".contains(c);
    let begins = tokens[0].kind == TokenKind::Word;
    if last == 0 || !equals || !begins || !text.chars().all(plain) {
        return None;
    }
    let mut edits = vec![Edit {
        span: reader.span(whole),
        text: format!("\"{text}\""),
    }];
    if colon {
        let span = reader.span(range(tokens[joint]));
        let text = " =".to_owned();
        edits.push(Edit { span, text });
    }
    let span = reader.span(whole);
    reader.report(codes::unquoted_key(text, span, edits));
    let key = Name {
        text: text.into(),
        range: reader.relative(whole),
    };
    let value = value(reader, &tokens[joint + 1..], tokens[joint].end);
    let path = !text.contains([':', '/', '@']);
    Some((!path).then_some(Entry {
        docs: None,
        key,
        quoted: true,
        value,
    }))
}

/// Cuts at commas outside brackets and at those newlines `parts` says part two tokens.
pub(super) fn split(tokens: &[Token], parts: impl Fn(Token, Token) -> bool) -> Vec<Part<'_>> {
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

pub(super) fn trim(mut tokens: &[Token]) -> &[Token] {
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
