//! Inlay hints: an amount in the unit AWS counts in, what an environment can hold, the labels a loop
//! makes, the name a declaration gets in AWS.

use super::engine::View;
use super::hover::capacity;
use crate::syntax::ast::{Body, ExprKind, Item, ItemKind};
use crate::syntax::source::Range;
use crate::vocabulary::{self, Encode, Kind, Type};
use std::collections::BTreeMap;

/// A hint behind a byte.
#[derive(Clone, Debug)]
pub struct Hint {
    pub at: u32,
    pub text: String,
    pub sort: Sort,
}

/// The sort of a hint, each of which can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Unit,
    Capacity,
    Label,
    Name,
}

impl Sort {
    pub const ALL: [Sort; 4] = [Sort::Unit, Sort::Capacity, Sort::Label, Sort::Name];

    /// What the setting calls it.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Unit => "units",
            Sort::Capacity => "capacity",
            Sort::Label => "labels",
            Sort::Name => "names",
        }
    }

    /// A line on what it says.
    pub fn tooltip(self) -> &'static str {
        match self {
            Sort::Unit => "As AWS counts it.",
            Sort::Capacity => "What the environment can grow to.",
            Sort::Label => "The declarations the loop makes.",
            Sort::Name => "The name in AWS.",
        }
    }
}

/// Hints within a range.
pub fn hints(view: &View, range: Range) -> Vec<Hint> {
    let mut hints = Vec::new();
    for placed in &view.parsed().items {
        let item = &placed.parsed.item;
        let (start, end) = (placed.start, placed.start + item.range.end);
        if start <= range.end && range.start <= end {
            of_item(view, item, placed.start, &mut hints);
        }
    }
    of_labels(view, &mut hints);
    hints.retain(|hint| range.contains(hint.at));
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// Behind labels: what a loop makes of them, or the name in AWS where that is another.
fn of_labels(view: &View, hints: &mut Vec<Hint>) {
    let program = &view.analysis.checked.program;
    let prefix = program
        .project()
        .and_then(|project| project.str("name_prefix"));
    let own = program.blocks.iter().filter(|block| {
        block.label_span.file == view.file && !block.existing && !block.label.is_empty()
    });
    let own: Vec<_> = own.collect();
    // The turns of a loop follow each other only where its body holds one block.
    let mut turned: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for block in own {
        if !block.turns.is_empty() {
            turned
                .entry(block.label_span.end)
                .or_default()
                .push(&block.label);
            continue;
        }
        if block.kind == Kind::ComputeEnvironment
            && let (Some(max), Some(text)) = (block.field("max_vcpus"), capacity(program, block))
            && let Some((_, machines)) = text.split_once(": ")
            && max.value.span.file == view.file
        {
            hints.push(Hint {
                at: max.value.span.end,
                text: format!("= {machines}"),
                sort: Sort::Capacity,
            });
        }
        let name = prefix
            .zip(block.base_name())
            .filter(|_| is_named(block.kind));
        if let Some((prefix, name)) = name.filter(|(prefix, _)| !prefix.is_empty()) {
            hints.push(Hint {
                at: block.label_span.end,
                text: format!("= {prefix}{name}"),
                sort: Sort::Name,
            });
        }
    }
    for (at, labels) in turned {
        let shown = labels
            .iter()
            .take(4)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        let more = if labels.len() > 4 { ", …" } else { "" };
        let text = format!("= {shown}{more}");
        let sort = Sort::Label;
        hints.push(Hint { at, text, sort });
    }
}

/// Whether a kind's declarations get a name behind the project's prefix.
fn is_named(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ComputeEnvironment
            | Kind::JobQueue
            | Kind::JobDefinition
            | Kind::SchedulingPolicy
            | Kind::Role
    )
}

fn of_item(view: &View, item: &Item, base: u32, hints: &mut Vec<Hint>) {
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

fn of_body(view: &View, kind: &str, existing: bool, body: &Body, base: u32, hints: &mut Vec<Hint>) {
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
            hints.push(Hint {
                at: base + range.end,
                text,
                sort: Sort::Unit,
            });
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
