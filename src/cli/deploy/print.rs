//! Outputs as people, programs and shells take them.

use crate::aws::report::value;
use crate::diagnostic::printable;
use serde_json::{Map, Value};

/// Outputs with maps opened: `job_queue_arns.main`.
pub fn leaves(outputs: &[(String, Value)]) -> Vec<(String, &Value)> {
    let mut out = Vec::new();
    for (name, value) in outputs {
        walk(name.clone(), value, &mut out);
    }
    out
}

fn walk<'v>(name: String, value: &'v Value, out: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                walk(format!("{name}.{key}"), value, out);
            }
        }
        value => out.push((name, value)),
    }
}

/// Names and values in two columns.
pub fn table(outputs: &[(String, Value)]) -> String {
    let leaves = leaves(outputs);
    let width = leaves.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or(0).min(60);
    leaves
        .iter()
        .map(|(name, value)| {
            let name = printable::line(name);
            let value = match value {
                Value::Null => "(not there)".to_owned(),
                value => raw(value),
            };
            format!("{name:<width$}  {}\n", printable::line(&value))
        })
        .collect()
}

/// A value on its own, as a script wants it: text without quotes, all else as JSON.
pub fn raw(value: &Value) -> String {
    match value {
        Value::String(text) => value::references(text),
        value => value.to_string(),
    }
}

pub fn json(outputs: &[(String, Value)]) -> Value {
    Value::Object(outputs.iter().cloned().collect::<Map<_, _>>())
}

/// `KEY='value'`, a line each, and the names left out because an earlier one has the same key.
/// What is not there is left out too: an empty variable would look as if it were.
pub fn env(outputs: &[(String, Value)]) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut keys = Vec::new();
    let mut doubles = Vec::new();
    for (name, value) in leaves(outputs) {
        if value.is_null() {
            continue;
        }
        let key = key(&name);
        if keys.contains(&key) {
            doubles.push(name);
            continue;
        }
        text.push_str(&format!("{key}={}\n", quoted(&raw(value))));
        keys.push(key);
    }
    (text, doubles)
}

/// A name a shell takes as a variable's.
fn key(name: &str) -> String {
    let plain = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_uppercase(),
        false => '_',
    };
    let key: String = name.chars().map(plain).collect();
    match key.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("_{key}"),
        false => key,
    }
}

/// A word of the shell's: bare where nothing in it means anything, else in single quotes.
pub fn quoted(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+%".contains(c);
    match !text.is_empty() && text.chars().all(bare) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn outputs() -> Vec<(String, Value)> {
        let maps = json!({"main": "arn:aws:batch:eu-central-1:1:job-queue/main", "a-b": null});
        vec![
            ("queue".to_owned(), json!("it's $HOME")),
            ("job_queue_arns".to_owned(), maps),
            ("sizes".to_owned(), json!([1, 2])),
            ("job-queue-arns".to_owned(), json!({"main": "x"})),
            ("none".to_owned(), json!({})),
        ]
    }

    #[test]
    fn a_table_opens_maps() {
        insta::assert_snapshot!(table(&outputs()), @r"
    queue                it's $HOME
    job_queue_arns.main  arn:aws:batch:eu-central-1:1:job-queue/main
    job_queue_arns.a-b   (not there)
    sizes                [1,2]
    job-queue-arns.main  x
    none                 {}
    ");
    }

    #[test]
    fn variables_are_quoted_for_a_shell() {
        let (text, doubles) = env(&outputs());
        insta::assert_snapshot!(text, @r"
    QUEUE='it'\''s $HOME'
    JOB_QUEUE_ARNS_MAIN=arn:aws:batch:eu-central-1:1:job-queue/main
    SIZES='[1,2]'
    NONE='{}'
    ");
        assert_eq!(doubles, ["job-queue-arns.main"]);
    }
}
