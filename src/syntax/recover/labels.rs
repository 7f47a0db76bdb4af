//! What stands behind the kind in a head the grammar refused: a label, and the template it takes
//! from, as other languages write them.

use super::*;

/// A label of one token. What it interpolates is known where it can be read.
pub(super) fn label(reader: &mut Reader, token: Token) -> Label {
    let whole = range(token);
    let parts = match token.kind {
        TokenKind::Word => vec![StringPart::Text(token.text(reader.text).into())],
        _ => match quiet_value(reader, &[token], whole).kind {
            ExprKind::String(parts) if parts.is_empty() => vec![StringPart::Text("".into())],
            ExprKind::String(parts) | ExprKind::Label(parts) => parts,
            _ => return unreadable(reader, whole),
        },
    };
    Label {
        parts,
        range: reader.relative(whole),
    }
}

/// A label of which only its place is known.
fn unreadable(reader: &Reader, whole: Range) -> Label {
    Label {
        parts: vec![StringPart::Expr(error(reader, whole))],
        range: reader.relative(whole),
    }
}

/// A label in quotes; `last` is the last of several such strings.
pub(super) fn quoted(reader: &mut Reader, kind: &str, token: Token, last: Token) -> Label {
    let span = reader.span(Range::new(token.start, last.end));
    let text = last.text(reader.text);
    let inner = text.get(1..text.len() - 1).unwrap_or("");
    let written = interpolated(inner);
    let meant = written.as_deref().unwrap_or(inner);
    reader.report(codes::quoted_label(kind, meant, is_label(meant), span));
    match written {
        Some(_) => unreadable(reader, range(token)),
        None => label(reader, token),
    }
}

/// `j-{x}`, `j-$x` at the start of `tokens`: the label, and how many tokens it takes.
pub(super) fn with_variable(reader: &mut Reader, tokens: &[Token]) -> Option<(Label, usize)> {
    let touching = tokens
        .windows(2)
        .take_while(|pair| pair[0].end == pair[1].start && pair[1].kind != TokenKind::Colon)
        .count();
    let whole = Range::new(tokens.first()?.start, tokens[touching].end);
    let written = interpolated(reader.slice(whole))?;
    let span = reader.span(whole);
    reader.report(codes::label_variable(&written, span));
    Some((unreadable(reader, whole), touching + 1))
}

/// A text with `{x}`, `$x` and `$(x)` in it as the label that is meant by it.
fn interpolated(text: &str) -> Option<String> {
    let mut written = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['$', '{']) {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let tail = rest.strip_prefix('$').unwrap_or(rest);
        let close = match tail.chars().next() {
            Some('{') => "}",
            Some('(') => ")",
            _ => "",
        };
        let inner = tail.get(close.len()..)?;
        let name = super::super::parse::first_word(inner);
        let after = inner[name.len()..].strip_prefix(close)?;
        if !super::super::print::is_word(name) {
            return None;
        }
        written.push_str(&format!("${{{name}}}"));
        rest = after;
    }
    written.push_str(rest);
    (written != text && is_label(&written)).then_some(written)
}

/// Whether a text is one label, with interpolations or without.
fn is_label(text: &str) -> bool {
    match lex(text).tokens.as_slice() {
        [only] => {
            let kinds = [TokenKind::Word, TokenKind::Label];
            kinds.contains(&only.kind) && only.text(text) == text && !text.starts_with('_')
        }
        _ => false,
    }
}

/// The template a head takes from, as other languages write it, from the tokens behind the label:
/// `extends base`, `(base)`, `: base, other`. The second is whether there are others beside it.
pub(super) fn base(reader: &mut Reader, tokens: &[Token], label: Token) -> Option<(Name, bool)> {
    let text = |token: &Token| token.text(reader.text);
    let takes = |token: &Token| {
        matches!(
            text(token),
            "extends" | "from" | "inherits" | "uses" | "using" | "is" | "with" | "template"
        )
    };
    let rest = match tokens {
        [colon, rest @ ..] if matches!(text(colon), ":" | "<") => rest,
        _ => tokens,
    };
    let marked = rest.len() < tokens.len();
    let rest = match rest {
        [open, inner @ .., close]
            if matches!(text(open), "(" | "[") && close.kind == TokenKind::Close =>
        {
            inner
        }
        _ => rest,
    };
    let marked = marked || rest.len() < tokens.len();
    let rest = match rest {
        [word, inner @ ..] if takes(word) && !inner.is_empty() => inner,
        _ if marked => rest,
        _ => return None,
    };
    let mut names: Vec<&Token> = Vec::new();
    for token in rest {
        match token.kind {
            TokenKind::Word | TokenKind::String => names.push(token),
            TokenKind::Comma | TokenKind::Colon => {}
            TokenKind::Operator if matches!(text(token), "+" | "&") => {}
            _ => return None,
        }
    }
    let plain = |token: &Token| text(token).trim_matches(['"', '\'']);
    let first = **names.first()?;
    let meant = plain(&first);
    if !names
        .iter()
        .all(|token| super::super::print::is_word(plain(token)))
    {
        return None;
    }
    let several = names.iter().any(|token| plain(token) != meant);
    let span = reader.span(Range::new(tokens.first()?.start, tokens.last()?.end));
    let gap = reader.span(Range::new(label.end, tokens.first()?.start));
    let found = Name {
        text: meant.into(),
        range: reader.relative(range(first)),
    };
    reader.report(match several {
        true => codes::several_templates(span),
        false => codes::foreign_base(meant, gap, span),
    });
    Some((found, several))
}
