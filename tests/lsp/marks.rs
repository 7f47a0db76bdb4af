//! What tests of the language server ask of a text with marks in it: `$0` is where the cursor stands
//! (or the selection begins, which `$1` ends).

#![allow(dead_code)] // not every test that shares this file needs all of it

use super::client::Client;
use serde_json::{Value, json};

pub const URI: &str = "untitled:a.batch";

/// A position of a text without wide characters.
pub fn position(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line = before.matches('\n').count() as u32;
    let column = at - before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, column as u32)
}

/// The text without its marks, and where they stood.
pub fn marked(text: &str) -> (String, (u32, u32), (u32, u32)) {
    let start = text.find("$0").expect("the text has a cursor");
    let text = text.replacen("$0", "", 1);
    let end = text.find("$1").unwrap_or(start);
    let text = text.replacen("$1", "", 1);
    let places = (position(&text, start), position(&text, end));
    (text, places.0, places.1)
}

pub fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    json!({
        "start": { "line": start.0, "character": start.1 },
        "end": { "line": end.0, "character": end.1 },
    })
}

/// What is offered at the cursor, the best first.
pub fn offered(text: &str) -> Vec<Value> {
    let (text, at, _) = marked(text);
    let mut client = Client::start("utf-8", true);
    client.open(URI, &text);
    let list = client.at("textDocument/completion", URI, at);
    let mut items = list["items"].as_array().cloned().unwrap_or_default();
    items.sort_by_key(|item| item["sortText"].to_string());
    items
}

pub fn labels(text: &str) -> Vec<String> {
    let items = offered(text);
    let names = items.iter().filter_map(|item| item["label"].as_str());
    names.map(str::to_owned).collect()
}

pub fn offers(text: &str, wanted: &[&str], unwanted: &[&str]) {
    let labels = labels(text);
    for name in wanted {
        let found = labels.iter().any(|one| one == name);
        assert!(found, "{name} in {text}: {labels:?}");
    }
    for name in unwanted {
        let found = labels.iter().any(|one| one == name);
        assert!(!found, "no {name} in {text}: {labels:?}");
    }
}

/// The text after the edits of a change.
pub fn applied(text: &str, edits: &Value) -> String {
    let lines: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let byte = |place: &Value| {
        let number = |name: &str| place[name].as_u64().expect("a number") as usize;
        let line = lines.get(number("line")).copied();
        line.map_or(text.len(), |line| line + number("character"))
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("edits")
        .iter()
        .map(|edit| {
            let text = edit["newText"].as_str().expect("a text");
            let range = &edit["range"];
            (byte(&range["start"]), byte(&range["end"]), text)
        })
        .collect();
    edits.sort();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

pub fn actions(client: &mut Client, uri: &str, range: Value, only: &[&str]) -> Vec<Value> {
    let params = json!({
        "textDocument": { "uri": uri },
        "range": range,
        "context": { "diagnostics": [], "only": only },
    });
    let found = client.request("textDocument/codeAction", params);
    found.as_array().cloned().unwrap_or_default()
}

/// Takes the action whose title begins so, and compares the text it makes.
pub fn becomes(before: &str, title: &str, after: &str) {
    let (text, start, end) = marked(before);
    let mut client = Client::start("utf-8", true);
    client.open(URI, &text);
    let found = actions(&mut client, URI, range(start, end), &["refactor"]);
    let titles: Vec<&str> = found
        .iter()
        .filter_map(|one| one["title"].as_str())
        .collect();
    let at = titles.iter().position(|one| one.starts_with(title));
    let at = at.unwrap_or_else(|| panic!("{title} in {titles:?}"));
    let new = applied(&text, &found[at]["edit"]["changes"][URI]);
    assert_eq!(new, after, "{title}");
}

pub fn says(text: &str, wanted: &[&str]) {
    let (text, at, _) = marked(text);
    let mut client = Client::start("utf-8", true);
    client.open(URI, &text);
    let said = client.at("textDocument/hover", URI, at);
    let said = said["contents"]["value"].as_str().unwrap_or("").to_owned();
    for one in wanted {
        assert!(said.contains(one), "{one} in {said}\nof {text}");
    }
}
