//! What the parser found and the vocabulary settles. Units that mean several things, `512m`: what is
//! meant is told by the attribute they stand in, which the parser does not know; it offers every
//! reading, and here one is kept, or none. An attribute written as a block: whether there is one.

use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::syntax::ast::{Body, Expr, ExprKind, Item, ItemKind, ParamType};
use crate::syntax::codes::{NESTED_BLOCK, UNKNOWN_UNIT};
use crate::syntax::source::Range;
use crate::syntax::units::{DURATIONS, SIZES};
use crate::vocabulary::{self, Attribute, Kind, Type};

/// What a place takes.
#[derive(Clone, Copy)]
enum Amount {
    Size,
    Duration,
    /// A number within these bounds; `step` is 1 where it is whole.
    Number {
        min: f64,
        max: f64,
        step: Option<f64>,
    },
    Other,
}

/// A finding of the parser in `item`; one about a unit with the fix that suits its place. `alone`:
/// nothing else is wrong with how the item is written.
pub fn settled(finding: &Diagnostic, item: &Item, alone: bool) -> Diagnostic {
    let mut finding = finding.clone();
    if alone && finding.code == &NESTED_BLOCK && is_object(item, finding.span.start) {
        for fix in &mut finding.fixes {
            fix.applicability = Applicability::Safe;
        }
    }
    if finding.code != &UNKNOWN_UNIT || finding.fixes.is_empty() {
        return finding;
    }
    let Some((name, amount)) = place(item, finding.span.start) else {
        return finding;
    };
    finding.fixes.retain(|fix| suits(fix, amount));
    finding.fixes.truncate(1);
    finding.label = match (finding.fixes.first_mut(), amount) {
        (Some(fix), Amount::Number { .. }) => {
            fix.applicability = Applicability::Safe;
            Some(format!("`{name}` takes a number without a unit"))
        }
        (Some(fix), _) if fix.applicability == Applicability::Unsafe => {
            fix.applicability = Applicability::Safe;
            fix.edits
                .first()
                .map(|edit| format!("written `{}`", edit.text))
        }
        (Some(_), _) => finding.label,
        (None, Amount::Number { .. }) => Some(format!("`{name}` takes a number without a unit")),
        (None, Amount::Size) => Some(format!("`{name}` is a size: in `MiB`, `GiB` or `TiB`")),
        (None, Amount::Duration) => {
            Some(format!("`{name}` is a duration: in `s`, `min`, `h` or `d`"))
        }
        (None, Amount::Other) => None,
    };
    finding
}

/// Whether what a fix writes is of the kind a place takes.
fn suits(fix: &Fix, amount: Amount) -> bool {
    let Some(text) = fix.edits.first().map(|edit| edit.text.as_str()) else {
        return false;
    };
    let one_of = |units: &[(&str, u64)]| units.iter().any(|(name, _)| *name == text);
    match amount {
        Amount::Size => one_of(&SIZES),
        Amount::Duration => one_of(&DURATIONS),
        Amount::Number { min, max, step } => text.parse().is_ok_and(|number: f64| {
            (min..=max).contains(&number) && step.is_none_or(|step| number % step == 0.0)
        }),
        Amount::Other => false,
    }
}

/// The attribute or parameter at a byte of the item, and what it takes.
fn place(item: &Item, at: u32) -> Option<(&str, Amount)> {
    match &item.kind {
        ItemKind::Block(block) => {
            let kind = Kind::from_name(&block.kind.text)?;
            in_body(&block.body, kind, block.existing.is_some(), at)
        }
        ItemKind::Template(template) => {
            let kind = Kind::from_name(&template.kind.text)?;
            in_body(&template.body, kind, false, at)
        }
        ItemKind::Param(param) => {
            let default = param.default.as_ref()?;
            let amount = match param.ty {
                ParamType::Size => Amount::Size,
                ParamType::Duration => Amount::Duration,
                ParamType::Int => number(f64::MIN, f64::MAX, Some(1.0)),
                ParamType::Decimal => number(f64::MIN, f64::MAX, None),
                _ => return None,
            };
            holds(default.range, at).then_some((param.name.text.as_str(), amount))
        }
        ItemKind::For(inner) => inner.items.iter().find_map(|item| place(item, at)),
        ItemKind::If(inner) => inner.items.iter().find_map(|item| place(item, at)),
        _ => None,
    }
}

/// Whether the attribute whose name stands at a byte takes an object, or a map.
fn is_object(item: &Item, at: u32) -> bool {
    let (body, kind, existing) = match &item.kind {
        ItemKind::Block(block) => (&block.body, &block.kind, block.existing.is_some()),
        ItemKind::Template(template) => (&template.body, &template.kind, false),
        ItemKind::For(inner) => return inner.items.iter().any(|item| is_object(item, at)),
        ItemKind::If(inner) => return inner.items.iter().any(|item| is_object(item, at)),
        _ => return false,
    };
    let Some(kind) = Kind::from_name(&kind.text) else {
        return false;
    };
    let mut written = body.attributes.iter();
    let written = written.find(|attribute| attribute.block && holds(attribute.name.range, at));
    let known = written.and_then(|one| vocabulary::attribute(kind, existing, &one.name.text));
    known.is_some_and(|known| matches!(known.ty, Type::Object(_) | Type::Map { .. }))
}

fn holds(range: Range, at: u32) -> bool {
    (range.start..range.end).contains(&at)
}

fn number(min: f64, max: f64, step: Option<f64>) -> Amount {
    Amount::Number { min, max, step }
}

fn in_body(body: &Body, kind: Kind, existing: bool, at: u32) -> Option<(&str, Amount)> {
    let written = body.attributes.iter();
    let mut written = written.filter(|attribute| holds(attribute.value.range, at));
    let attribute = written.next()?;
    let known = named(vocabulary::attributes(kind, existing), &attribute.name.text)?;
    in_value(&attribute.value, &attribute.name.text, &known.ty, at)
}

fn named(attributes: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    attributes.iter().find(|attribute| attribute.name == name)
}

/// Follows the value of `name` down to the byte.
fn in_value<'a>(
    value: &'a Expr,
    name: &'a str,
    ty: &'static Type,
    at: u32,
) -> Option<(&'a str, Amount)> {
    let here = |inner: &&Expr| holds(inner.range, at);
    match (&value.kind, ty) {
        (ExprKind::Error, _) => Some((name, amount(ty))),
        (_, Type::OneOf(types)) => {
            let mut found = types.iter().filter_map(|ty| in_value(value, name, ty, at));
            let first = found.next()?;
            Some(match first.1 {
                Amount::Other => found.next().unwrap_or(first),
                _ => first,
            })
        }
        (ExprKind::List(items), Type::List { of, .. }) => {
            in_value(items.iter().find(here)?, name, of, at)
        }
        (ExprKind::ListFor(each), Type::List { of, .. }) => {
            in_value(Some(&each.value).filter(here)?, name, of, at)
        }
        (ExprKind::Map(entries), Type::Object(attributes)) => {
            let entry = entries.iter().find(|entry| here(&&entry.value))?;
            let known = named(attributes, &entry.key.text)?;
            in_value(&entry.value, &entry.key.text, &known.ty, at)
        }
        (ExprKind::Map(entries), Type::Map { of, .. }) => {
            let entry = entries.iter().find(|entry| here(&&entry.value))?;
            in_value(&entry.value, &entry.key.text, of, at)
        }
        (ExprKind::If(parts), _) => {
            let inner = [&parts.1, &parts.2].into_iter().find(here)?;
            in_value(inner, name, ty, at)
        }
        // What is reckoned with a size or a duration and makes one.
        (ExprKind::Binary(_, left, right), Type::Size { .. } | Type::Duration { .. }) => {
            let inner = [left.as_ref(), right].into_iter().find(here)?;
            in_value(inner, name, ty, at)
        }
        _ => None,
    }
}

fn amount(ty: &Type) -> Amount {
    match *ty {
        Type::Size { .. } => Amount::Size,
        Type::Duration { .. } => Amount::Duration,
        Type::Int { min, max } => number(min as f64, max as f64, Some(1.0)),
        Type::Decimal { min, max } => number(min, max, None),
        _ => Amount::Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::check;
    use crate::diagnostic::{Applicability, Diagnostic};

    /// What is found about the unit in an attribute of a job.
    fn finding(attribute: &str) -> Diagnostic {
        let text = format!("job_definition j {{\n  {attribute}\n}}\n");
        let found = check(&text).diagnostics;
        let found = found
            .into_iter()
            .find(|one| ["unknown-unit", "wrong-type", "nested-block"].contains(&one.code.name));
        found.unwrap_or_else(|| panic!("nothing of {attribute}"))
    }

    fn fixes(attribute: &str) -> Vec<String> {
        let fixes = finding(attribute).fixes.into_iter().map(|fix| {
            let sure = if fix.applicability == Applicability::Safe {
                ""
            } else {
                "?"
            };
            format!("{}{sure}", fix.edits[0].text)
        });
        fixes.collect()
    }

    #[test]
    fn an_object_written_as_a_block_lacks_its_equals_sign() {
        assert_eq!(fixes("retry {\n    attempts = 3\n  }"), [" ="]);
        assert_eq!(fixes("environment {\n    A = \"b\"\n  }"), [" ="]);
        // A list, and nothing.
        assert_eq!(fixes("volumes {\n    name = \"a\"\n  }"), [" =?"]);
        assert_eq!(fixes("retrying {\n    attempts = 3\n  }"), [" =?"]);
    }

    #[test]
    fn the_attribute_says_what_a_unit_means() {
        for (attribute, fix) in [
            ("memory = 512m", "MiB"),
            ("memory = 512M", "MiB"),
            ("memory = if true then 2m else 4 GiB", "MiB"),
            ("memory = 2 * 512m", "MiB"),
            (
                "linux_parameters = { shared_memory_size = \"64m\" }",
                "64 MiB",
            ),
            (
                "linux_parameters = { tmpfs = [{ container_path = \"/t\", size = 64m }] }",
                "MiB",
            ),
            ("timeout = 90m", "min"),
            ("timeout = \"90m\"", "90 min"),
            ("vcpus = 500m", "0.5"),
            ("pod_properties = { containers = [{ cpu = 500m }] }", "0.5"),
            ("memory = 2G", "GiB"),
        ] {
            assert_eq!(fixes(attribute), [fix], "{attribute}");
        }
    }

    #[test]
    fn what_takes_no_unit_gets_none() {
        for attribute in ["vcpus = 64M", "gpus = 1G", "vcpus = 100m", "vcpus = 2m"] {
            assert!(fixes(attribute).is_empty(), "{attribute}");
            let label = finding(attribute).label.unwrap_or_default();
            assert!(label.ends_with("takes a number without a unit"), "{label}");
        }
        assert!(fixes("timeout = 2G").is_empty());
    }

    #[test]
    fn what_nothing_tells_is_for_the_user_to_choose() {
        let found = check("let mem = 512m\n").diagnostics;
        let unit = found.iter().find(|one| one.code.name == "unknown-unit");
        let fixes = &unit.expect("reported").fixes;
        assert_eq!(fixes.len(), 3);
        let sure = |fix: &crate::diagnostic::Fix| fix.applicability == Applicability::Safe;
        assert!(!fixes.iter().any(sure));
    }

    #[test]
    fn a_parameter_says_its_type() {
        let fix = |text: &str| {
            let found = check(text).diagnostics;
            let unit = found.iter().find(|one| one.code.name == "unknown-unit");
            unit.and_then(|unit| Some(unit.fixes.first()?.edits[0].text.clone()))
        };
        assert_eq!(fix("param m: size = 512m\n").as_deref(), Some("MiB"));
        assert_eq!(fix("param t: duration = 5m\n").as_deref(), Some("min"));
        assert_eq!(fix("param n: int = 5M\n"), None);
    }
}
