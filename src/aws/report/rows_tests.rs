//! Differences inside values.

use super::*;
use serde_json::json;

/// A body as short lines.
fn told(path: &str, before: Value, after: Value) -> String {
    match body(path, &Shown::Value(before), &Shown::Value(after)) {
        Body::Values { before, after } => {
            let side = |side: Option<String>| side.unwrap_or("-".to_owned());
            format!("{} → {}", side(before), side(after))
        }
        Body::Entries(entries) => {
            let line = |entry: Entry| match (entry.before, entry.after) {
                (Some(before), Some(after)) => format!("~ {} {before} → {after}", entry.key),
                (Some(before), None) => format!("- {} {before}", entry.key),
                (_, after) => format!("+ {} {}", entry.key, after.unwrap_or_default()),
            };
            entries.into_iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Body::Lines { note, lines } => {
            let line = |line: &Line| format!("{}{}", if line.added { "+" } else { "-" }, line.text);
            let lines: Vec<String> = lines.iter().map(line).collect();
            format!("{note}\n{}", lines.join("\n"))
        }
    }
}

#[test]
fn lists_tell_what_came_and_went() {
    insta::assert_snapshot!(told("x", json!(["a", "b"]), json!(["b", "c"])), @r"
    -  a
    +  c
    ");
    // Another order is all that differs.
    insta::assert_snapshot!(told("x", json!(["a", "b"]), json!(["b", "a"])), @"[a, b] → [b, a]");
    insta::assert_snapshot!(told("x.command", json!(["a", "b"]), json!(["a", "c"])), @"[a, b] → [a, c]");
}

#[test]
fn named_elements_are_compared_inside() {
    let before =
        json!([{"name": "main", "image": "a:1", "cpu": 1}, {"name": "side", "image": "b"}]);
    let after = json!([{"name": "main", "image": "a:2", "cpu": 1}, {"name": "log", "image": "c"}]);
    insta::assert_snapshot!(told("containers", before, after), @r"
    ~ [main].image a:1 → a:2
    -  {name: side, image: b}
    +  {name: log, image: c}
    ");
}

#[test]
fn objects_are_compared_key_by_key() {
    let before = json!({"a": {"b": 1, "c": 2}, "d": [1, 2]});
    let after = json!({"a": {"b": 1, "c": 3}, "d": [2], "e": true});
    insta::assert_snapshot!(told("x", before, after), @r"
    ~ a.c 2 → 3
    - d 1
    + e true
    ");
}

#[test]
fn long_texts_are_compared_by_lines() {
    insta::assert_snapshot!(told("x", json!("a\nb\nc\n"), json!("a\nx\nc\nd\n")), @r"
    1 line removed, 2 added
    -b
    +x
    +d
    ");
    insta::assert_snapshot!(told("x", json!("a\nb"), json!("a\nb\n")), @"line ends changed");
    let mime = |text: &str| json!({"\u{E000}base64": text});
    insta::assert_snapshot!(told("x", mime("one\ntwo"), mime("one\nthree")), @r"
    1 line changed
    -two
    +three
    ");
}

#[test]
fn an_enormous_text_takes_no_enormous_time() {
    let text = |salt: u32| {
        let lines: Vec<String> = (0..20_000).map(|n| format!("{n} {salt}")).collect();
        json!(lines.join("\n"))
    };
    assert!(told("x", text(1), text(2)).starts_with("20000 lines changed"));
}

#[test]
fn kinds_that_differ_are_shown_whole() {
    insta::assert_snapshot!(told("x", json!("12"), json!(12)), @r#""12" → 12"#);
    insta::assert_snapshot!(told("x", json!([1]), json!({"a": 1})), @"[1] → {a: 1}");
}
