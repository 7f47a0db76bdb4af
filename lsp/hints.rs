//! Inlay hints: an amount in the unit AWS counts in.

use super::engine::View;
use crate::syntax::ast::{Body, ExprKind, Item, ItemKind};
use crate::syntax::source::Range;
use crate::vocabulary::{self, Encode, Kind, Type};

/// Hints within a range: where each stands, and its text.
pub fn hints(view: &View, range: Range) -> Vec<(u32, String)> {
    let mut hints = Vec::new();
    for placed in &view.parsed().items {
        let item = &placed.parsed.item;
        let (start, end) = (placed.start, placed.start + item.range.end);
        if start <= range.end && range.start <= end {
            of_item(view, item, placed.start, &mut hints);
        }
    }
    hints.retain(|(at, _)| range.contains(*at));
    hints
}

fn of_item(view: &View, item: &Item, base: u32, hints: &mut Vec<(u32, String)>) {
    match &item.kind {
        ItemKind::Block(block) => {
            let existing = block.existing.is_some();
            of_body(view, &block.kind.text, existing, &block.body, base, hints);
        }
        ItemKind::Template(template) => {
            of_body(
                view,
                &template.kind.text,
                false,
                &template.body,
                base,
                hints,
            );
        }
        ItemKind::For(one) => {
            let items = one.items.iter();
            items.for_each(|item| of_item(view, item, base, hints));
        }
        ItemKind::If(one) => {
            let items = one.items.iter();
            items.for_each(|item| of_item(view, item, base, hints));
        }
        _ => {}
    }
}

fn of_body(
    view: &View,
    kind: &str,
    existing: bool,
    body: &Body,
    base: u32,
    hints: &mut Vec<(u32, String)>,
) {
    let Some(kind) = Kind::from_name(kind) else {
        return;
    };
    for attribute in &body.attributes {
        let known = vocabulary::attribute(kind, existing, &attribute.name.text);
        let Some(known) = known else { continue };
        let range = attribute.value.range;
        let span = range.at(view.file, base);
        let written = view.source().slice(span);
        let hint = match (&attribute.value.kind, known.encode, &known.ty) {
            (ExprKind::Size(bytes), Encode::Gib, _) => amount(*bytes, 1 << 30, "GiB"),
            (ExprKind::Size(bytes), _, Type::Size { .. }) => amount(*bytes, 1 << 20, "MiB"),
            (ExprKind::Duration(seconds), Encode::Minutes, _) => amount(*seconds, 60, "min"),
            (ExprKind::Duration(seconds), _, Type::Duration { .. }) => amount(*seconds, 1, "s"),
            (ExprKind::Int(_), _, Type::Size { bare_mib: true, .. }) => Some("MiB".into()),
            _ => None,
        };
        if let Some(hint) = hint.filter(|hint| hint.split(' ').next_back() != unit(written)) {
            let text = match hint.as_str() {
                "MiB" => hint,
                amount => format!("= {amount}"),
            };
            hints.push((base + range.end, text));
        }
    }
}

fn unit(written: &str) -> Option<&str> {
    let digits = written.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    (!digits.is_empty()).then_some(digits)
}

fn amount(value: u64, unit: u64, name: &str) -> Option<String> {
    value
        .is_multiple_of(unit)
        .then(|| format!("{} {name}", value / unit))
}
