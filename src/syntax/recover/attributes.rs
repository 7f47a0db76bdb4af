//! Attributes the grammar refused, and blocks where an attribute should stand.

use super::*;

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
    let terraforms = [
        "lifecycle",
        "provisioner",
        "connection",
        "timeouts",
        "dynamic",
    ];
    if terraforms.contains(&text) {
        reader.report(codes::foreign_block(text, span));
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

pub(super) fn sound(member: &Member) -> bool {
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
