//! A `let` to its value, wherever it is used.

use super::place::{Here, has_comment, lines_of};
use super::{Draft, Sort, replace};
use crate::lsp::index::{Symbol, What};
use crate::syntax::ast::{Expr, ExprKind, ItemKind, Let, StringPart};
use crate::syntax::source::Span;

pub fn offer(here: &Here, drafts: &mut Vec<Draft>) {
    if let Some(draft) = draft(here) {
        drafts.push(draft);
    }
}

fn draft(here: &Here) -> Option<Draft> {
    let index = here.view.analysis.index();
    let found = index.at(here.view.file, here.range.start)?;
    let Symbol::Global(name) = &found.symbol else {
        return None;
    };
    let declared = here.view.analysis.declaration(&found.symbol)?;
    if declared.what != What::Let || declared.docs.is_some() {
        return None;
    }
    let (whole, binding, value) = declaration(here, declared.span)?;
    let sources = &here.view.analysis.checked.sources;
    let source = sources.get(value.file);
    let text = source.slice(value);
    let lines = lines_of(&source.text, whole)?;
    let above = source.text.get(..lines.start as usize)?;
    let commented = above
        .lines()
        .next_back()
        .is_some_and(|line| line.trim().starts_with("//"));
    // What was bound there may be bound otherwise where it is used.
    let shadowed = names(&binding.value).iter().any(|name| {
        let mut locals = index.occurrences.iter().filter(|one| one.declares);
        locals.any(|one| matches!(one.symbol, Symbol::Local(_)) && sources.slice(one.span) == *name)
    });
    if commented || shadowed || has_comment(text) {
        return None;
    }
    let uses: Vec<Span> = index
        .of_symbol(&found.symbol)
        .filter(|one| !one.declares)
        .map(|one| one.span)
        .collect();
    if uses.is_empty() {
        return None;
    }
    let mut edits = vec![replace(lines, "")];
    for span in uses {
        edits.push(used(
            &sources.get(span.file).text,
            span,
            &binding.value,
            text,
        )?);
    }
    Some(Draft::new(format!("Inline `{name}`"), Sort::Inline, edits))
}

/// The whole declaration, its tree and where its value stands.
fn declaration<'v>(here: &Here<'v>, name: Span) -> Option<(Span, &'v Let, Span)> {
    let mut files = here.view.analysis.checked.files.iter();
    let read = files.find(|read| read.id == name.file)?;
    read.parsed.items.iter().find_map(|placed| {
        let item = &placed.parsed.item;
        let ItemKind::Let(binding) = &item.kind else {
            return None;
        };
        let at = |range: crate::syntax::source::Range| range.at(read.id, placed.start);
        (at(binding.name.range) == name).then(|| (at(item.range), binding, at(binding.value.range)))
    })
}

/// The value in place of a name, which stands by itself or alone in an interpolation.
fn used(whole: &str, span: Span, value: &Expr, text: &str) -> Option<crate::diagnostic::Edit> {
    let before = whole.get(..span.start as usize)?;
    let after = whole.get(span.end as usize..)?;
    if after.starts_with(['.', '[']) {
        return None;
    }
    if before.ends_with("${") && after.starts_with('}') {
        let ExprKind::String(parts) = &value.kind else {
            return None;
        };
        let [StringPart::Text(plain)] = parts.as_slice() else {
            return None;
        };
        let simple = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let fits = !plain.is_empty() && plain.chars().all(simple);
        let span = Span::new(span.file, span.start - 2, span.end + 1);
        return fits.then(|| replace(span, plain.as_str()));
    }
    let alone = !matches!(
        value.kind,
        ExprKind::Binary(..) | ExprKind::Unary(..) | ExprKind::If(_)
    );
    let start = before.trim_end().chars().next_back();
    let end = after.trim_start_matches([' ', '\t']).chars().next();
    let framed = start.is_some_and(|c| "=[(,{:\n".contains(c))
        && end.is_none_or(|c| "\r\n,])}/".contains(c));
    match (framed, alone) {
        (true, true) => Some(replace(span, text)),
        // Inside a longer expression, or in a longer interpolation's quotes.
        _ if text.contains(['"', '\'', '\n']) => None,
        (_, true) => Some(replace(span, text)),
        _ => Some(replace(span, format!("({text})"))),
    }
}

/// The bare names of an expression.
fn names(value: &Expr) -> Vec<&str> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect<'e>(value: &'e Expr, found: &mut Vec<&'e str>) {
    match &value.kind {
        ExprKind::Name(name) => found.push(name),
        ExprKind::String(parts) | ExprKind::Label(parts) => {
            for part in parts {
                if let StringPart::Expr(expr) = part {
                    collect(expr, found);
                }
            }
        }
        ExprKind::List(items) | ExprKind::Call(_, items) => {
            items.iter().for_each(|one| collect(one, found));
        }
        ExprKind::Map(entries) => entries.iter().for_each(|one| collect(&one.value, found)),
        ExprKind::Access(base, _) | ExprKind::Unary(_, base) => collect(base, found),
        ExprKind::Index(left, right) | ExprKind::Binary(_, left, right) => {
            collect(left, found);
            collect(right, found);
        }
        ExprKind::If(parts) => {
            let (condition, yes, no) = &**parts;
            [condition, yes, no]
                .into_iter()
                .for_each(|one| collect(one, found));
        }
        ExprKind::ListFor(list) => {
            collect(&list.iter, found);
            collect(&list.value, found);
        }
        ExprKind::MapFor(map) => {
            collect(&map.iter, found);
            collect(&map.key, found);
            collect(&map.value, found);
        }
        _ => {}
    }
}
