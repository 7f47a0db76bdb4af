//! Behind a dot: labels of a kind, what AWS knows of a declaration, keys of a map.

use super::values::labels;
use super::{Item, Sort};
use crate::lsp::engine::View;
use crate::lsp::index::Symbol;
use crate::syntax::ast::{self, Expr, ExprKind, ItemKind, LoopVars};
use crate::syntax::source::Span;
use crate::vocabulary::{Kind, values_of};
use std::collections::HashSet;

/// What may stand behind the words of a path and a dot.
pub fn behind(view: &View, offset: u32, path: &[String], items: &mut Vec<Item>) {
    let [first, rest @ ..] = path else { return };
    if let Some(value) = named(view, offset, first) {
        let value = rest.iter().try_fold(value, |value, key| {
            entries(view, value).find_map(|(name, value)| (name == key).then_some(value))
        });
        let keys = value.into_iter().flat_map(|value| entries(view, value));
        items.extend(keys.enumerate().map(|(at, (name, _))| {
            let item = Item::new(name, Sort::Variable, at as u32);
            item.detail(format!("of `{}`", path.join(".")))
        }));
        return;
    }
    let Some(kind) = Kind::from_name(first) else {
        return;
    };
    match rest {
        [] => {
            labels(view, &[kind], &[], items);
            items.iter_mut().for_each(|item| item.dotted = true);
        }
        [_] => items.extend(values_of(kind).iter().enumerate().map(|(at, (name, doc))| {
            let path = format!("{}.{name}", kind.name());
            Item::new(*name, Sort::Value, at as u32)
                .detail(*doc)
                .docs(path)
        })),
        _ => {}
    }
}

/// The expression a name in scope stands for: of a `let` or `param`; of a loop's variable the
/// first thing the loop goes over.
fn named<'v>(view: &'v View, offset: u32, name: &str) -> Option<&'v Expr> {
    let files = &view.analysis.checked.files;
    let local = view.parsed().items.iter().find_map(|placed| {
        let range = placed.parsed.item.range;
        let at = offset.checked_sub(placed.start)?;
        (range.start <= at && at <= range.end)
            .then(|| of_loop(view, &placed.parsed.item, name, at))?
    });
    local.or_else(|| {
        let items = files.iter().flat_map(|read| &read.parsed.items);
        items
            .filter_map(|placed| match &placed.parsed.item.kind {
                ItemKind::Let(one) if one.name.text == name => Some(&one.value),
                ItemKind::Param(one) if one.name.text == name => one.default.as_ref(),
                _ => None,
            })
            .next()
    })
}

fn of_loop<'v>(view: &'v View, item: &'v ast::Item, name: &str, at: u32) -> Option<&'v Expr> {
    let within = |item: &&ast::Item| item.range.start <= at && at <= item.range.end;
    match &item.kind {
        ItemKind::For(one) => {
            let inner = one.items.iter().filter(within);
            let mut inner = inner.filter_map(|item| of_loop(view, item, name, at));
            inner
                .next()
                .or_else(|| of_vars(view, &one.vars, &one.iter, name))
        }
        ItemKind::If(one) => {
            let inner = one.items.iter().filter(within);
            inner
                .filter_map(|item| of_loop(view, item, name, at))
                .next()
        }
        _ => None,
    }
}

fn of_vars<'v>(view: &'v View, vars: &LoopVars, iter: &'v Expr, name: &str) -> Option<&'v Expr> {
    let wanted = vars.second.as_ref().unwrap_or(&vars.first);
    if wanted.text != name {
        return None;
    }
    match &resolved(view, iter).kind {
        ExprKind::List(items) => items.first(),
        ExprKind::Map(entries) => entries.first().map(|entry| &entry.value),
        _ => None,
    }
}

/// What a name written in place of a value stands for.
fn resolved<'v>(view: &'v View, expr: &'v Expr) -> &'v Expr {
    match &expr.kind {
        ExprKind::Name(name) => named(view, u32::MAX, name).unwrap_or(expr),
        _ => expr,
    }
}

fn entries<'v>(view: &'v View, value: &'v Expr) -> impl Iterator<Item = (&'v str, &'v Expr)> {
    let entries = match &resolved(view, value).kind {
        ExprKind::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    entries
        .iter()
        .map(|entry| (entry.key.text.as_str(), &entry.value))
}

/// The names whose values are maps, which a dot may follow.
pub fn maps(view: &View) -> HashSet<&str> {
    let files = view.analysis.checked.files.iter();
    let items = files.flat_map(|read| &read.parsed.items);
    let named = items.filter_map(|placed| match &placed.parsed.item.kind {
        ItemKind::Let(one) => Some((one.name.text.as_str(), &one.value)),
        ItemKind::Param(one) => Some((one.name.text.as_str(), one.default.as_ref()?)),
        _ => None,
    });
    let map = |value: &Expr| matches!(value.kind, ExprKind::Map(_) | ExprKind::MapFor(_));
    named
        .filter(|(_, value)| map(value))
        .map(|(name, _)| name)
        .collect()
}

/// The names loops around a byte bind.
pub fn locals(view: &View, offset: u32) -> Vec<Span> {
    let item = view.parsed().items.iter().map(|placed| {
        let range = placed.parsed.item.range;
        (placed.start + range.start, placed.start + range.end)
    });
    let mut around = item.filter(|(start, end)| *start <= offset && offset <= *end);
    let Some((start, _)) = around.next() else {
        return Vec::new();
    };
    let occurrences = view.analysis.index().occurrences.iter();
    occurrences
        .filter(|one| {
            one.declares
                && matches!(one.symbol, Symbol::Local(_))
                && one.span.file == view.file
                && (start..offset).contains(&one.span.start)
        })
        .map(|one| one.span)
        .collect()
}
