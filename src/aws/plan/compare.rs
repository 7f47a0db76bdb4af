//! Two canonical values, field by field, as a plan shows them.

use super::{FieldChange, Shown};
use crate::aws::desired::Item;
use crate::aws::model::{Live, TAG_DIGEST, Tags};
use crate::aws::resolve::is_unknown;
use serde_json::Value;

/// Where two values differ: the path of the smallest thing that does, and both sides of it.
/// Lists are compared as wholes.
pub fn differences<'v>(before: &'v Value, after: &'v Value) -> Vec<Difference<'v>> {
    let mut out = Vec::new();
    walk(String::new(), Some(before), Some(after), &mut out);
    out
}

/// A path and both sides; `None`: not there.
pub type Difference<'v> = (String, Option<&'v Value>, Option<&'v Value>);

fn walk<'v>(
    path: String,
    before: Option<&'v Value>,
    after: Option<&'v Value>,
    out: &mut Vec<Difference<'v>>,
) {
    if before == after {
        return;
    }
    let (old, new) = (
        before.and_then(Value::as_object),
        after.and_then(Value::as_object),
    );
    let descend = match (before, after) {
        (Some(_), Some(_)) => old.is_some() && new.is_some(),
        (Some(_), None) => old.is_some(),
        (None, Some(_)) => new.is_some(),
        (None, None) => false,
    };
    if !descend {
        out.push((path, before, after));
        return;
    }
    let inner = |key: &str| match path.as_str() {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    for (key, value) in new.into_iter().flatten() {
        walk(
            inner(key),
            old.and_then(|old| old.get(key)),
            Some(value),
            out,
        );
    }
    for (key, value) in old.into_iter().flatten() {
        if !new.is_some_and(|new| new.contains_key(key)) {
            walk(inner(key), Some(value), None, out);
        }
    }
}

/// The differences as the plan shows them; `before` is `None` for what is not there yet.
pub fn fields(item: &Item, before: Option<&Value>, after: &Value) -> Vec<FieldChange> {
    let nothing = Value::Null;
    let before = before.unwrap_or(&nothing);
    let found = if before.is_null() {
        let mut out = Vec::new();
        walk(String::new(), None, Some(after), &mut out);
        out
    } else {
        differences(before, after)
    };
    let shown = |(path, before, after): Difference| FieldChange {
        attribute: attribute(item, &path),
        before: show(&path, before),
        after: show(&path, after),
        decisive: false,
        path,
    };
    found.into_iter().map(shown).collect()
}

/// Tags that differ. AWS's own and the digest are none of the user's business.
pub fn tags(wanted: &Tags, live: &Live) -> Vec<FieldChange> {
    let hidden = |key: &str| key == TAG_DIGEST || key.starts_with("aws:");
    let text = |value: &String| Shown::Value(Value::String(value.clone()));
    let change = |key: &String, before, after| FieldChange {
        path: format!("tags.{key}"),
        attribute: Some(format!("tags.{key}")),
        before,
        after,
        decisive: false,
    };
    let mut out = Vec::new();
    for (key, value) in wanted.iter().filter(|(key, _)| !hidden(key)) {
        match live.tags.get(key) {
            Some(old) if old == value => {}
            Some(old) => out.push(change(key, text(old), text(value))),
            None => out.push(change(key, Shown::Absent, text(value))),
        }
    }
    for (key, value) in live.tags.iter().filter(|(key, _)| !hidden(key)) {
        if !wanted.contains_key(key) {
            out.push(change(key, text(value), Shown::Absent));
        }
    }
    out
}

/// What the language calls the field.
fn attribute(item: &Item, path: &str) -> Option<String> {
    for (tail, name) in [
        ("resourceRequirements.VCPU", "vcpus"),
        ("resourceRequirements.MEMORY", "memory"),
        ("resourceRequirements.GPU", "gpus"),
    ] {
        if path.ends_with(tail) {
            return Some(name.to_owned());
        }
    }
    let mut end = path.len();
    loop {
        if let Some(name) = item.attributes.get(&path[..end]) {
            return Some(format!("{name}{}", &path[end..]));
        }
        end = path[..end].rfind('.')?;
    }
}

/// A value as it may be shown: secrets masked, user data readable.
fn show(path: &str, value: Option<&Value>) -> Shown {
    let Some(value) = value else {
        return Shown::Absent;
    };
    if is_unknown(value) {
        return Shown::KnownAfterApply;
    }
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let in_environment = parent.ends_with("environment") || parent.ends_with("env");
    let secret_name = in_environment && crate::analysis::names_a_secret(name);
    let secret_value = value.as_str().is_some_and(|text| {
        text.split_whitespace()
            .any(crate::analysis::looks_like_secret_key)
    });
    if secret_name || (secret_value && in_environment) {
        return Shown::Masked;
    }
    if name == "UserData"
        && let Some(text) = value.as_str().and_then(decoded)
    {
        return Shown::Value(Value::String(text));
    }
    Shown::Value(masked(value))
}

fn decoded(text: &str) -> Option<String> {
    let bytes = aws_smithy_types::base64::decode(text).ok()?;
    String::from_utf8(bytes).ok()
}

/// Inside lists (the containers of a task) environments are not told apart by path.
fn masked(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(masked).collect()),
        Value::Object(entries) => {
            let one = |(key, inner): (&String, &Value)| {
                let environment = key == "environment" || key == "env";
                let value = match inner {
                    Value::Object(variables) if environment => Value::Object(
                        variables
                            .iter()
                            .map(|(name, value)| {
                                let secret = crate::analysis::names_a_secret(name);
                                let hidden = Value::String("(secret)".to_owned());
                                (name.clone(), if secret { hidden } else { value.clone() })
                            })
                            .collect(),
                    ),
                    inner => masked(inner),
                };
                (key.clone(), value)
            };
            Value::Object(entries.iter().map(one).collect())
        }
        other => other.clone(),
    }
}
