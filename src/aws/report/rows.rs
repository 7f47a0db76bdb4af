//! The fields of a change as rows: what was, what will be, element by element where it is a list
//! or an object.

use super::telling;
use super::value::{base64, plain, references, text};
use crate::aws::plan::{Action, Change, FieldChange, Shown};
use serde_json::Value;

/// One attribute of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The language's name, else AWS's path.
    pub label: String,
    /// AWS's path where the label is not the same.
    pub path: Option<String>,
    pub body: Body,
    /// It makes the action as heavy as it is.
    pub decisive: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A value for another; `None`: not set.
    Values {
        before: Option<String>,
        after: Option<String>,
    },
    /// What came, went and changed inside.
    Entries(Vec<Entry>),
    /// A text of several lines.
    Lines { note: String, lines: Vec<Line> },
}

/// Something inside a list or an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its key; empty for an element of a list.
    pub key: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A line of a text that differs: whether it comes, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub added: bool,
    pub text: String,
}

/// What a report shows of a change, and how many fields it leaves out.
pub fn rows(change: &Change, verbose: bool) -> (Vec<Row>, usize) {
    let created = matches!(change.action, Action::Create);
    if !created || verbose {
        let shown = change.fields.iter().filter(|field| verbose || !ours(field));
        let rows = match created {
            true => shown.flat_map(leaves).map(|field| row(&field)).collect(),
            false => shown.map(row).collect(),
        };
        return (rows, 0);
    }
    let leaves: Vec<FieldChange> = change.fields.iter().flat_map(leaves).collect();
    telling::pick(change.address.kind, &leaves)
}

/// The tags by which batchlang finds its own say nothing to a reader.
fn ours(field: &FieldChange) -> bool {
    field
        .path
        .strip_prefix("tags.")
        .is_some_and(|tag| tag.starts_with("batchlang:"))
}

/// A new object as its fields, each with its whole path.
fn leaves(field: &FieldChange) -> Vec<FieldChange> {
    let (Shown::Absent, Shown::Value(Value::Object(object))) = (&field.before, &field.after) else {
        return vec![field.clone()];
    };
    if object.is_empty() || base64(object).is_some() {
        return vec![field.clone()];
    }
    let mut out = Vec::new();
    for (key, value) in object {
        out.extend(leaves(&FieldChange {
            path: format!("{}.{key}", field.path),
            attribute: None,
            before: Shown::Absent,
            after: Shown::Value(value.clone()),
            decisive: field.decisive,
        }));
    }
    out
}

pub fn row(field: &FieldChange) -> Row {
    let label = field.attribute.clone().unwrap_or(field.path.clone());
    Row {
        path: (label != field.path).then(|| field.path.clone()),
        label,
        body: body(&field.path, &field.before, &field.after),
        decisive: field.decisive,
    }
}

fn body(path: &str, before: &Shown, after: &Shown) -> Body {
    if let (Shown::Value(before), Shown::Value(after)) = (before, after) {
        return difference(path, before, after);
    }
    if let (Shown::Masked, Shown::Masked) = (before, after) {
        return Body::Values {
            before: Some("(secret)".to_owned()),
            after: Some("(another secret)".to_owned()),
        };
    }
    if let (Shown::Absent, Shown::Value(value)) | (Shown::Value(value), Shown::Absent) =
        (before, after)
        && let Some(all) = long_text(value)
    {
        let added = matches!(before, Shown::Absent);
        let lines: Vec<Line> = all.lines().map(|text| line(added, text)).collect();
        let what = if added { "added" } else { "removed" };
        let note = format!("{} lines {what}", lines.len());
        return Body::Lines { note, lines };
    }
    Body::Values {
        before: shown(path, before),
        after: shown(path, after),
    }
}

/// A value as a report shows it; `None` where it is not set.
pub fn shown(path: &str, value: &Shown) -> Option<String> {
    match value {
        Shown::Absent => None,
        Shown::Value(value) => Some(text(&plain(path, value))),
        Shown::KnownAfterApply => Some("(known after apply)".to_owned()),
        Shown::Masked => Some("(secret)".to_owned()),
    }
}

fn difference(path: &str, before: &Value, after: &Value) -> Body {
    if let (Some(before), Some(after)) = (any_text(before), any_text(after))
        && before.lines().count().max(after.lines().count()) > 1
    {
        return changed_lines(&before, &after);
    }
    let (before, after) = (plain(path, before), plain(path, after));
    if !is_sequence(path) {
        let mut entries = Vec::new();
        compare("", &before, &after, &mut entries);
        // A list in another order has no entry that comes or goes.
        let compound = before.is_object() || before.is_array();
        if compound && !entries.is_empty() && entries.iter().all(|entry| !is_whole(entry)) {
            return Body::Entries(entries);
        }
    }
    let (mut old, mut new) = (text(&before), text(&after));
    if old == new {
        // A number and its text: the quotes are the difference.
        (old, new) = (before.to_string(), after.to_string());
    }
    Body::Values {
        before: Some(old),
        after: Some(new),
    }
}

/// An entry that stands for the whole value: nothing was compared inside.
fn is_whole(entry: &Entry) -> bool {
    entry.key.is_empty() && entry.before.is_some() && entry.after.is_some()
}

/// Lists whose order is all they mean are shown whole: an argument alone says nothing.
fn is_sequence(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    matches!(last, "command" | "args" | "entryPoint")
}

fn compare(key: &str, before: &Value, after: &Value, out: &mut Vec<Entry>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(old), Value::Object(new)) if base64(old).is_none() => {
            for (name, value) in old {
                let key = join(key, name);
                match new.get(name) {
                    Some(other) => {
                        compare(&key, &plain(&key, value), &plain(&key, other), out);
                    }
                    None => out.push(entry(&key, Some(value), None)),
                }
            }
            for (name, value) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
                out.push(entry(&join(key, name), None, Some(value)));
            }
        }
        (Value::Array(old), Value::Array(new)) if !is_sequence(key) => lists(key, old, new, out),
        _ => out.push(entry(key, Some(before), Some(after))),
    }
}

/// Elements are told apart by their name where they have one, else by their value.
fn lists(key: &str, old: &[Value], new: &[Value], out: &mut Vec<Entry>) {
    let mut left: Vec<&Value> = new.iter().collect();
    let mut gone = Vec::new();
    for item in old {
        match left.iter().position(|other| *other == item) {
            Some(at) => drop(left.remove(at)),
            None => gone.push(item),
        }
    }
    if gone.is_empty() && left.is_empty() {
        let whole = |items: &[Value]| Value::Array(items.to_vec());
        out.push(entry(key, Some(&whole(old)), Some(&whole(new))));
        return;
    }
    for item in gone {
        let same = |other: &&Value| identity(item).is_some_and(|id| identity(other) == Some(id));
        match left.iter().position(same) {
            Some(at) => {
                let other = left.remove(at);
                let name = identity(item).unwrap_or_default();
                compare(&format!("{key}[{name}]"), item, other, out);
            }
            None => out.push(entry(key, Some(item), None)),
        }
    }
    for item in left {
        out.push(entry(key, None, Some(item)));
    }
}

/// What names an element among its like.
fn identity(item: &Value) -> Option<&str> {
    const NAMES: &[&str] = &[
        "name",
        "containerName",
        "DeviceName",
        "shareIdentifier",
        "Sid",
        "sourceVolume",
        "targetNodes",
        "imageType",
    ];
    let object = item.as_object()?;
    NAMES.iter().find_map(|name| object.get(*name)?.as_str())
}

fn entry(key: &str, before: Option<&Value>, after: Option<&Value>) -> Entry {
    let text = |value: &Value| text(&plain(key, value));
    Entry {
        key: key.to_owned(),
        before: before.map(text),
        after: after.map(text),
    }
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    }
}

fn any_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(references(text)),
        Value::Object(object) => base64(object).map(references),
        _ => None,
    }
}

fn long_text(value: &Value) -> Option<String> {
    any_text(value).filter(|text| text.lines().count() > 1)
}

fn line(added: bool, text: &str) -> Line {
    Line {
        added,
        text: text.to_owned(),
    }
}

/// The lines that differ between two texts. Long ones are compared from both ends only.
fn changed_lines(before: &str, after: &str) -> Body {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[front..], &new[front..]);
    let pairs = old.iter().rev().zip(new.iter().rev());
    let back = pairs.take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - back], &new[..new.len() - back]);
    let lines = match old.len() * new.len() <= 250_000 {
        true => edits(old, new),
        false => {
            let gone = old.iter().map(|text| line(false, text));
            gone.chain(new.iter().map(|text| line(true, text)))
                .collect()
        }
    };
    let added = lines.iter().filter(|line| line.added).count();
    let removed = lines.len() - added;
    let count = |count: usize| format!("{count} line{}", if count == 1 { "" } else { "s" });
    let note = match (removed, added) {
        (0, 0) => "line ends changed".to_owned(),
        (0, added) => format!("{} added", count(added)),
        (removed, 0) => format!("{} removed", count(removed)),
        (removed, added) if removed == added => format!("{} changed", count(added)),
        (removed, added) => format!("{} removed, {added} added", count(removed)),
    };
    Body::Lines { note, lines }
}

/// The shortest way from one list of lines to the other.
fn edits(old: &[&str], new: &[&str]) -> Vec<Line> {
    let width = new.len() + 1;
    // common[i * width + j]: the longest common part of what follows i and j.
    let mut common = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = match old[i] == new[j] {
                true => common[(i + 1) * width + j + 1] + 1,
                false => common[(i + 1) * width + j].max(common[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len()
            || i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]
        {
            out.push(line(false, old[i]));
            i += 1;
        } else {
            out.push(line(true, new[j]));
            j += 1;
        }
    }
    out
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
