//! What names and strings come to: the value of a `let` or `param`, what a loop's variable takes,
//! a string with its interpolations carried out.

use crate::analysis::LoadedFile;
use crate::lsp::engine::View;
use crate::program::{Object, Typed, TypedKind};
use crate::syntax::ast::{Expr, Item, ItemKind};
use crate::syntax::source::{FileId, Span};

/// The value of the `let`, `param` or loop's variable that is declared at a span.
pub fn of_name(view: &View, declared: Span) -> Option<String> {
    let files = view.analysis.checked.files.iter();
    let LoadedFile { id: file, parsed } =
        files.into_iter().find(|read| read.id == declared.file)?;
    let found = parsed
        .items
        .iter()
        .find_map(|placed| search(&placed.parsed.item, *file, placed.start, declared))?;
    let (expr, base, each) = found;
    let value = view.analysis.evaluate(expr, *file, base)?;
    if !each {
        return Some(format!("= `{}`", value.text));
    }
    let (shown, more) = (value.items.iter().take(12), value.items.len() > 12);
    let shown: Vec<String> = shown.map(|one| format!("`{one}`")).collect();
    let more = if more { ", …" } else { "" };
    Some(format!("Takes in turn: {}{more}", shown.join(", ")))
}

/// The expression behind a declared name; whether it is each of its elements.
fn search(item: &Item, file: FileId, base: u32, declared: Span) -> Option<(&Expr, u32, bool)> {
    let is = |range: crate::syntax::source::Range| range.at(file, base) == declared;
    match &item.kind {
        ItemKind::Let(one) if is(one.name.range) => Some((&one.value, base, false)),
        ItemKind::Param(one) if is(one.name.range) => Some((one.default.as_ref()?, base, false)),
        ItemKind::For(one) => {
            let wanted = one.vars.second.as_ref().unwrap_or(&one.vars.first);
            if is(wanted.range) {
                return Some((&one.iter, base, true));
            }
            one.items
                .iter()
                .find_map(|item| search(item, file, base, declared))
        }
        ItemKind::If(one) => one
            .items
            .iter()
            .find_map(|item| search(item, file, base, declared)),
        _ => None,
    }
}

/// What a string of a block comes to: once for each turn of the loops around it.
pub fn of_string(view: &View, span: Span) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for block in &view.analysis.checked.program.blocks {
        let around = block.object.span;
        if around.file == span.file && around.start <= span.start && span.end <= around.end {
            in_object(&block.object, span, &mut found);
        }
    }
    found.dedup();
    let shown: Vec<String> = found
        .iter()
        .take(8)
        .map(|one| format!("`\"{one}\"`"))
        .collect();
    let more = if found.len() > 8 { ", …" } else { "" };
    (!shown.is_empty()).then(|| format!("= {}{more}", shown.join(", ")))
}

fn in_object(object: &Object, span: Span, found: &mut Vec<String>) {
    for field in &object.fields {
        in_value(&field.value, span, found);
    }
}

fn in_value(value: &Typed, span: Span, found: &mut Vec<String>) {
    match &value.kind {
        TypedKind::Text(text) if value.span == span => found.push(text.display()),
        TypedKind::List(values) => values.iter().for_each(|one| in_value(one, span, found)),
        TypedKind::Map(entries) => {
            entries
                .iter()
                .for_each(|(_, one)| in_value(one, span, found));
        }
        TypedKind::Object(object) => in_object(object, span, found),
        _ => {}
    }
}
