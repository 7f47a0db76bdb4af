//! Values: words, references, names, functions, regions, and what `Ref::` may stand for.

use super::{
    Item, Sort, amounts, each, iam, instance_types, members, parameters, paths, strategies, used,
    variables,
};
use crate::catalog;
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::lsp::index::What;
use crate::vocabulary::{Attribute, Format, Kind, Type, Word, first_sentence, suggested};

/// What may stand as the value.
pub fn all(view: &View, offset: u32, value: &Value, incomplete: &mut bool) -> Vec<Item> {
    let mut items = Vec::new();
    let types: Vec<&'static Type> = value.types.iter().flat_map(|ty| each(ty)).collect();
    if let Some(number) = value.number.as_ref().filter(|_| value.quoted.is_none()) {
        *incomplete = true;
        if number.ended || !amounts::fargate(view, offset, value, &mut items) {
            amounts::units(number, &types, &mut items);
        }
        items.extend(super::keywords(value.next));
        return items;
    }
    if !value.behind.is_empty() {
        if value.is_instance_type() {
            let typed = format!("{}.{}", value.behind.join("."), value.typed);
            for ty in types {
                of_type(view, offset, value, ty, &typed, incomplete, &mut items);
            }
            return items;
        }
        members::behind(view, offset, value, &mut items);
        return items;
    }
    variables::choices(view, offset, value, &mut items);
    if let Some(typed) = &value.quoted {
        quoted(view, offset, value, typed, incomplete, &mut items);
        return items;
    }
    if !value.computed {
        for ty in &types {
            of_type(
                view,
                offset,
                value,
                ty,
                &value.typed,
                incomplete,
                &mut items,
            );
        }
        if !amounts::fargate(view, offset, value, &mut items) {
            example(value, &mut items);
        }
    }
    if let Some(("ecr", 0)) = value.call.as_ref().map(|(name, at)| (name.as_str(), *at)) {
        labels(view, &[Kind::EcrRepository], &[], &mut items);
    }
    variables::all(view, offset, value, &types, &mut items);
    items
}

fn of_type(
    view: &View,
    offset: u32,
    value: &Value,
    ty: &'static Type,
    typed: &str,
    incomplete: &mut bool,
    items: &mut Vec<Item>,
) {
    match ty {
        Type::Bool => items.extend(["true", "false"].map(|word| Item::new(word, Sort::Word, 0))),
        Type::Enum(words) => enumerated(view, offset, value, words, items),
        Type::Ref(kinds) => labels(view, kinds, &value.siblings, items),
        Type::Secret => {
            for name in ["secret", "ssm"] {
                let item = Item::new(name, Sort::Function, 5).docs(name);
                items.push(item.snippet(format!("{name}(\"$1\")$0")));
            }
            labels(view, &[Kind::Secret], &value.siblings, items);
        }
        Type::String(format) => {
            let mut strings = Vec::new();
            of_format(
                view,
                offset,
                value,
                *format,
                typed,
                incomplete,
                &mut strings,
            );
            if let Some(attribute) = value.attribute.filter(|_| !value.is_instance_type()) {
                used::texts(view, offset, attribute, &mut strings);
            }
            items.extend(strings.into_iter().map(|item| {
                let text = format!("\"{}\"", item.insert);
                item.insert(text)
            }));
        }
        // In a list still to be opened, what goes into it.
        Type::List { of, .. } if !value.listed => {
            let mut inner = Vec::new();
            for ty in each(of) {
                of_type(view, offset, value, ty, typed, incomplete, &mut inner);
            }
            items.extend(inner.into_iter().filter(|item| !item.snippet).map(|item| {
                let text = format!("[{}]", item.insert);
                item.insert(text)
            }));
        }
        _ => {}
    }
}

/// AWS's words but those it refuses for anything new or, beside what is written, at all.
fn enumerated(
    view: &View,
    offset: u32,
    value: &Value,
    words: &'static [Word],
    items: &mut Vec<Item>,
) {
    let current = words.iter().filter(|word| word.retired.is_none());
    items.extend(current.enumerate().filter_map(|(at, word)| {
        let item = Item::new(word.name, Sort::Word, at as u32)
            .detail(word.doc)
            .docs(word.name);
        match value.path == "compute_environment.allocation_strategy" {
            true => strategies::ranked(view, offset, value, item),
            false => Some(item),
        }
    }));
}

/// The labels of declarations of these kinds that are not listed yet.
pub fn labels(view: &View, kinds: &[Kind], listed: &[String], items: &mut Vec<Item>) {
    for one in view.analysis.declared() {
        let What::Block { kind, existing } = &one.what else {
            continue;
        };
        let fits = kinds.iter().any(|known| known.name() == kind.as_str());
        if !fits || one.name.is_empty() || listed.iter().any(|known| *known == one.name) {
            continue;
        }
        let first = one.docs.as_deref().map_or("", first_sentence);
        let existing = if *existing { "existing " } else { "" };
        let detail = match first {
            "" => format!("{existing}{kind}"),
            first => format!("{existing}{kind}: {first}"),
        };
        items.push(Item::new(one.name.as_str(), Sort::Reference, 0).detail(detail));
    }
    computed_labels(view, kinds, listed, items);
}

/// Labels that loops made.
fn computed_labels(view: &View, kinds: &[Kind], listed: &[String], items: &mut Vec<Item>) {
    let program = &view.analysis.checked.program;
    let turned = program
        .blocks
        .iter()
        .filter(|block| !block.turns.is_empty());
    for block in turned.filter(|block| kinds.contains(&block.kind)).take(500) {
        if !listed.iter().any(|known| *known == block.label) {
            let detail = format!("{}, made by a loop", block.kind.name());
            items.push(Item::new(block.label.as_str(), Sort::Reference, 1).detail(detail));
        }
    }
}

/// The table's example, and the default, of a value that is neither word nor name.
fn example(value: &Value, items: &mut Vec<Item>) {
    let Some(Attribute { example, ty, .. }) = value.attribute.filter(|_| !value.listed) else {
        return;
    };
    let plain = matches!(
        ty,
        Type::Int { .. } | Type::Decimal { .. } | Type::Size { .. } | Type::Duration { .. }
    );
    if plain && !example.is_empty() {
        let item = Item::new(*example, Sort::Value, 50).docs(value.path.as_str());
        items.push(item.detail("for example"));
    }
}

fn quoted(
    view: &View,
    offset: u32,
    value: &Value,
    typed: &str,
    incomplete: &mut bool,
    items: &mut Vec<Item>,
) {
    if let Some((function, 0)) = value.call.as_ref().map(|(name, at)| (name.as_str(), *at)) {
        match function {
            "file" => paths::all(view, typed, items),
            "secret" => used::secrets(view, false, items),
            "ssm" => used::secrets(view, true, items),
            _ => {}
        }
        return;
    }
    if parameters::stand_in(value) {
        items.extend(parameters::all(view, offset));
    }
    for ty in value.types.iter().flat_map(|ty| each(ty)) {
        if let Type::String(format) = ty {
            of_format(view, offset, value, *format, typed, incomplete, items);
        }
    }
    // The catalogue has every instance type there is.
    if let Some(attribute) = value.attribute.filter(|_| !value.is_instance_type()) {
        let mut known = Vec::new();
        used::texts(view, offset, attribute, &mut known);
        let new = |item: &Item| {
            !value
                .siblings
                .iter()
                .any(|one| one.trim_matches('"') == item.label)
        };
        items.extend(known.into_iter().filter(new));
    }
}

fn of_format(
    view: &View,
    offset: u32,
    value: &Value,
    format: Format,
    typed: &str,
    incomplete: &mut bool,
    items: &mut Vec<Item>,
) {
    match format {
        Format::Region => {
            let regions = catalog::regions().iter().filter(|region| region.batch);
            items.extend(regions.map(|region| {
                let rank = u32::from(region.partition != "aws");
                Item::new(region.name, Sort::Value, rank).detail(region.long_name)
            }));
        }
        Format::InstanceType | Format::SingleInstanceType => {
            let single = format == Format::SingleInstanceType;
            instance_types::all(view, offset, value, typed, single, incomplete, items);
        }
        Format::AvailabilityZone => {
            let region = view.analysis.checked.program.region().unwrap_or("");
            if !region.is_empty() {
                let zones = ["a", "b", "c"].map(|letter| format!("{region}{letter}"));
                items.extend(zones.map(|zone| Item::new(zone, Sort::Value, 0)));
            }
        }
        _ => {
            let words = suggested(format).iter().enumerate();
            items.extend(words.map(|(at, word)| {
                Item::new(word.name, Sort::Value, at as u32)
                    .detail(word.doc)
                    .docs(word.name)
            }));
            iam::of_format(format, typed, incomplete, items);
        }
    }
}
