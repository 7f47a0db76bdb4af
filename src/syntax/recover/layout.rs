//! A map or a list written by indentation, as in YAML, where brackets belong.

use super::*;
use crate::diagnostic::{Applicability, Edit};

/// `environment =` or `environment:` with `A: b` or `- a` in the lines below it.
pub fn value_below(reader: &mut Reader, whole: Range) -> Option<(Name, Expr)> {
    let tokens = tokens(reader, whole);
    let [head, joint, below @ ..] = tokens.as_slice() else {
        return None;
    };
    let lines: Vec<&[Token]> = below
        .split(|token| token.kind == TokenKind::Newline)
        .filter(|line| !line.is_empty())
        .collect();
    let first = lines.first()?;
    let list = first[0].text(reader.text) == "-";
    let value = Range::new(first[0].start, whole.end);
    let span = reader.span(Range::new(first[0].start, first[first.len() - 1].end));
    let mut found = codes::value_by_layout(head.text(reader.text), list, span);
    if let Some((text, certain)) = written(reader, whole, &lines, list) {
        let (start, text) = match joint.kind {
            TokenKind::Equals => (joint.start, text),
            _ => (head.end, format!(" {text}")),
        };
        let edit = Edit {
            span: reader.span(Range::new(start, whole.end)),
            text,
        };
        let (title, applicability) = match (list, certain) {
            (true, true) => ("write it in `[ … ]`", Applicability::Safe),
            (true, false) => ("write it in `[ … ]`", Applicability::Unsafe),
            (false, true) => ("write it in `{ … }`", Applicability::Safe),
            (false, false) => ("write it in `{ … }`", Applicability::Unsafe),
        };
        found = found.fix_with(title, vec![edit], applicability);
    }
    reader.report(found);
    Some((name(reader, *head), error(reader, value)))
}

/// The value in brackets, with its `=`, and whether nothing else can be meant. `None` where the
/// lines hold more than one value each.
fn written(
    reader: &mut Reader,
    whole: Range,
    lines: &[&[Token]],
    list: bool,
) -> Option<(String, bool)> {
    let comments = lex(reader.slice(whole)).tokens;
    if comments.iter().any(|token| token.kind.is_comment()) {
        return None;
    }
    let mut certain = true;
    let mut items = Vec::new();
    for line in lines {
        let (key, value) = match (list, line) {
            (true, [dash, value @ ..]) if dash.text(reader.text) == "-" => (None, value),
            (false, [key, joint, value @ ..])
                if matches!(joint.kind, TokenKind::Colon | TokenKind::Equals)
                    && matches!(key.kind, TokenKind::Word | TokenKind::String) =>
            {
                (Some(key.text(reader.text)), value)
            }
            _ => return None,
        };
        let (text, sure) = scalar(reader, value)?;
        certain &= sure;
        items.push(match key {
            Some(key) => format!("{key} = {text}"),
            None => text,
        });
    }
    if list {
        return Some((format!("= [{}]", items.join(", ")), certain));
    }
    let outer = indentation(reader, whole.start);
    let inner = indentation(reader, lines[0][0].start);
    let entries: String = { items.iter() }
        .map(|item| format!("{inner}{item}\n"))
        .collect();
    Some((format!("= {{\n{entries}{outer}}}"), certain))
}

/// What the line at a byte begins with.
fn indentation<'a>(reader: &Reader<'a>, at: u32) -> &'a str {
    let before = reader.text.get(..at as usize).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

/// One value of YAML's as it is written here, and whether it is surely that: a bare word may be
/// text, or the name of a variable.
fn scalar(reader: &mut Reader, tokens: &[Token]) -> Option<(String, bool)> {
    let whole = Range::new(tokens.first()?.start, tokens.last()?.end);
    let text = reader.slice(whole);
    let known = match quiet_value(reader, tokens, whole).kind {
        ExprKind::String(_) | ExprKind::Int(_) | ExprKind::Bool(_) => true,
        ExprKind::Error | ExprKind::Binary(..) | ExprKind::Access(..) => {
            let plain = |c: char| c.is_ascii_alphanumeric() || "._-:/@+ ".contains(c);
            return { text.chars().all(plain) }.then(|| (format!("\"{text}\""), false));
        }
        _ => false,
    };
    Some((text.to_owned(), known))
}
