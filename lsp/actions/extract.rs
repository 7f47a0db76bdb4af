//! A value to a `let`, or to a `param` with that default.

use super::place::{Here, above, free_name, is_portable};
use super::{Draft, Sort, insert, replace};
use crate::syntax::ast::{Expr, ExprKind, ItemKind, StringPart};

pub fn offer(here: &Here, drafts: &mut Vec<Draft>) {
    if matches!(here.top.kind, ItemKind::Let(_)) {
        return;
    }
    // What is selected, else the innermost value.
    let exact = here.values.iter().rev().find(|(_, value)| {
        let span = here.span(value.range);
        span.start == here.range.start && span.end == here.range.end
    });
    let Some((key, value)) = exact.or(here.values.last()) else {
        return;
    };
    let empty = matches!(&value.kind, ExprKind::List(items) if items.is_empty());
    if empty || matches!(value.kind, ExprKind::Name(_) | ExprKind::Map(_)) {
        return;
    }
    // The project is read before any name is known.
    let project = here
        .block
        .as_ref()
        .is_some_and(|block| block.kind.text == "project");
    if project || !is_portable(here, value) {
        return;
    }
    let wanted: String = key
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let wanted = wanted.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let name = free_name(here.view, if wanted.is_empty() { "value" } else { wanted });
    let text = here.slice(value.range);
    let before = above(here.view, here.start + here.top.range.start);
    let edits = |declaration: String| {
        vec![
            insert(here.view, before, format!("{declaration} = {text}\n\n")),
            replace(here.span(value.range), name.as_str()),
        ]
    };
    let title = format!("Extract to `let {name}`");
    drafts.push(Draft::new(
        title,
        Sort::Extract,
        edits(format!("let {name}")),
    ));
    if let Some(ty) = param_type(value) {
        let title = format!("Extract to `param {name}`");
        let declaration = format!("param {name}: {ty}");
        drafts.push(Draft::new(title, Sort::Extract, edits(declaration)));
    }
}

/// The type a parameter with this default has.
fn param_type(value: &Expr) -> Option<String> {
    let plain = match &value.kind {
        ExprKind::String(parts) => {
            let text = |part: &StringPart| matches!(part, StringPart::Text(_));
            parts.iter().all(text).then_some("string")?
        }
        ExprKind::Int(_) => "int",
        ExprKind::Decimal(_) => "decimal",
        ExprKind::Bool(_) => "bool",
        ExprKind::Size(_) => "size",
        ExprKind::Duration(_) => "duration",
        ExprKind::List(items) => {
            let first = param_type(items.first()?)?;
            let same = items
                .iter()
                .all(|item| param_type(item).as_ref() == Some(&first));
            return (same && !first.contains('(')).then(|| format!("list({first})"));
        }
        _ => return None,
    };
    Some(plain.to_owned())
}
