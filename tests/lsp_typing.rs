//! Examples typed from an empty file, a key at a time, as a person sees it in an editor: at every
//! keystroke what `check` says and no more, nothing that comes and goes elsewhere, and at the
//! places a person would ask the word that comes next.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/model.rs"]
mod model;
#[path = "lsp/typist.rs"]
mod typist;
#[path = "lsp/words.rs"]
mod words;

use batchlang::syntax::parse;
use batchlang::syntax::source::FileId;
use client::Client;
use model::{Change, Shelf, Told, byte, position, told};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use typist::Typist;
use words::{Sort, Word};

const URI: &str = "untitled:typed.batch";

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    std::fs::read_to_string(path).expect("the example is there")
}

/// A document in the server and the same text here.
struct Editor {
    client: Client,
    text: String,
    version: i64,
}

impl Editor {
    fn new(text: &str) -> Editor {
        let mut client = Client::start("utf-16", true);
        client.open(URI, text);
        Editor {
            client,
            text: text.to_owned(),
            version: 1,
        }
    }

    /// Makes the text `after` by the one edit it differs in.
    fn become_text(&mut self, after: &str) {
        let before = &self.text;
        let same = |pair: &(char, char)| pair.0 == pair.1;
        let head = before.chars().zip(after.chars()).take_while(same);
        let head: usize = head.map(|(c, _)| c.len_utf8()).sum();
        let tails = before[head..]
            .chars()
            .rev()
            .zip(after[head..].chars().rev());
        let tail: usize = tails.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let place = |at| position(before, at, "utf-16");
        let change = Change {
            range: Some((place(head), place(before.len() - tail))),
            text: after[head..after.len() - tail].to_owned(),
        };
        self.version += 1;
        self.client
            .change(URI, self.version, json!([change.json()]));
        self.text = after.to_owned();
    }

    /// What the server says of the text, which must be what a check says. Beside each finding the
    /// last place it points at.
    fn findings(&mut self) -> Vec<(Told, usize)> {
        let pulled = self.client.pull(URI);
        let reach = |one: &Value| {
            let related = one["relatedInformation"].as_array().into_iter().flatten();
            let places = related.map(|other| &other["location"]["range"]["end"]);
            let places = places.chain([&one["range"]["end"]]);
            let number = |place: &Value, name: &str| place[name].as_u64().expect("a number") as u32;
            let bytes = places.map(|at| {
                byte(
                    &self.text,
                    number(at, "line"),
                    number(at, "character"),
                    "utf-16",
                )
            });
            bytes.max().expect("its own")
        };
        let each = pulled.as_array().into_iter().flatten();
        let mut reaching: Vec<(Told, usize)> = each
            .map(|one| (told(&json!([one])).remove(0), reach(one)))
            .collect();
        reaching.sort();
        let found: Vec<Told> = reaching.iter().map(|(one, _)| one.clone()).collect();
        let checked = Shelf::of(URI, &self.text).findings(URI, URI, "utf-16");
        assert_eq!(found, checked, "after {:?}", self.text);
        reaching
    }

    /// The items offered at a byte, filtered by the word before it and in the editor's order.
    fn offered(&mut self, at: usize, typed: &str) -> Vec<Value> {
        let place = position(&self.text, at, "utf-16");
        let list = self.client.at("textDocument/completion", URI, place);
        let mut items = list["items"].as_array().cloned().unwrap_or_default();
        let name = |item: &Value| {
            let name = item["filterText"].as_str().or(item["label"].as_str());
            name.unwrap_or("").to_lowercase()
        };
        items.retain(|item| name(item).starts_with(&typed.to_lowercase()));
        items.sort_by_key(|item| (item["sortText"].to_string(), name(item)));
        items
    }
}

/// Where the items of a text end, in order.
fn ends(text: &str) -> Vec<usize> {
    let items = parse(FileId(0), text).items;
    items
        .iter()
        .map(|placed| (placed.start + placed.parsed.item.range.end) as usize)
        .collect()
}

/// Whether the item a byte lies in is typed or pasted: a check of every keystroke of the longer
/// examples takes minutes, so that most of their items are pasted unless `BATCHLANG_SOAK` is set.
fn is_typed(ends: &[usize], at: usize) -> bool {
    let item = ends.iter().filter(|end| **end < at).count();
    ends.len() < 6 || item.is_multiple_of(5) || at_length()
}

fn at_length() -> bool {
    std::env::var_os("BATCHLANG_SOAK").is_some()
}

/// Types a text and gives what flickered and which completions were not as they should be.
///
/// *Flicker* is a finding on a finished item (one the cursor has left by at least its line's end)
/// that was not there a keystroke ago and that the whole text does not have: the writer did nothing
/// to that item, and a later keystroke clears it. What is said of an item at the moment it is
/// finished is no flicker (nothing uses the environment yet: true, and news), nor is what goes.
///
/// That nothing uses something (`unused-…`, which editors show as faded text) is true whenever it is
/// said, and kept back while a fault elsewhere may hide the use. It may come back when that fault is
/// gone; nothing else may. A value that is wrong where it is used is shown where it stands; that is
/// news of the item being typed as long as the finding points there too.
fn type_it(text: &str, closes: bool) -> Vec<String> {
    let mut editor = Editor::new("");
    let mut typist = Typist::new(closes);
    let (ends, words) = (ends(text), words::of(text));
    let whole: BTreeSet<Told> = Shelf::of(URI, text)
        .findings(URI, URI, "utf-16")
        .into_iter()
        .collect();
    let (mut last, mut problems) = (BTreeSet::new(), Vec::new());
    let ask = |editor: &mut Editor, typist: &Typist, problems: &mut Vec<String>| {
        let at = typist.typed().len();
        let near = words
            .iter()
            .filter(|word| word.start <= at && at < word.start + word.text.len());
        for word in near.filter(|word| at - word.start < 3) {
            complete(editor, typist, word, at, problems);
        }
    };
    ask(&mut editor, &typist, &mut problems);
    for c in text.chars() {
        let done = ends.iter().filter(|end| **end < typist.typed().len()).max();
        let done = done.copied().unwrap_or(0);
        let at = typist.typed().len();
        typist.press(c);
        if !is_typed(&ends, at) && at + 1 < text.len() {
            continue;
        }
        editor.become_text(&typist.text());
        let found = editor.findings();
        for (news, reach) in &found {
            let faded = news.code.starts_with("unused-") && !news.error;
            let known = last.contains(news) || whole.contains(news);
            if *reach <= done && !faded && !known && is_typed(&ends, at.saturating_sub(2)) {
                let line = typist.typed().lines().last().unwrap_or("");
                problems.push(format!(
                    "flicker at {line:?}: {}: {}",
                    news.code, news.message
                ));
            }
        }
        let now = found.into_iter().map(|(one, _)| one).collect();
        last = now;
        ask(&mut editor, &typist, &mut problems);
    }
    assert_eq!(editor.text, text, "typed to the end");
    assert_eq!(last, whole);
    assert_eq!(editor.client.end(true), Some(0));
    problems
}

/// Whether the word at the cursor is among the first things offered, and nothing there is wrong.
fn complete(
    editor: &mut Editor,
    typist: &Typist,
    word: &Word,
    at: usize,
    problems: &mut Vec<String>,
) {
    let typed = &word.text[..at - word.start];
    // What is still to be written cannot be offered, nor all of a catalog.
    let declared = format!(" {} ", word.text);
    if word.sort == Sort::Reference && !typist.typed().contains(&declared)
        || word.sort == Sort::Catalog && typed.len() < 2
    {
        return;
    }
    let offered = editor.offered(at, typed);
    let found = offered
        .iter()
        .position(|item| item["label"] == word.text.as_str());
    let line = typist.typed().lines().last().unwrap_or("");
    // With nothing typed it must be there; there are blocks of more than twenty attributes.
    let most = if typed.is_empty() { offered.len() } else { 20 };
    if found.is_none_or(|at| at >= most) {
        let first: Vec<&str> = offered
            .iter()
            .take(20)
            .filter_map(|item| item["label"].as_str())
            .collect();
        problems.push(format!(
            "no {:?} behind {line:?} ({found:?}): {first:?}",
            word.text
        ));
    }
    for item in offered.iter().take(if typed.is_empty() { 20 } else { 0 }) {
        if let Some(fault) = fault(typist, word, item) {
            problems.push(format!(
                "{} offered behind {line:?}: {fault}",
                item["label"]
            ));
        }
    }
}

/// What a check says of an item where it is put in; `None` where that is right.
fn fault(typist: &Typist, word: &Word, item: &Value) -> Option<String> {
    let label = item["label"].as_str()?;
    // A call or a declaration to be filled in; a variable whose value is not known yet.
    let variable = item["kind"] == 6;
    if (item["insertTextFormat"] == 2 || variable) && word.sort != Sort::Key {
        return None;
    }
    let new = match word.sort == Sort::Key {
        true => label,
        false => item["textEdit"]["newText"].as_str()?,
    };
    if new.ends_with('.') {
        return None;
    }
    let behind = if word.sort == Sort::Key {
        " = null"
    } else {
        ""
    };
    let text = format!(
        "{}{new}{behind}{}",
        &typist.typed()[..word.start],
        typist.closers()
    );
    let found = Shelf::of(URI, &text).findings(URI, URI, "utf-16");
    let at = |place: (u32, u32)| byte(&text, place.0, place.1, "utf-16");
    let wrong = found.iter().find(|one| {
        one.error
            && at(one.start) >= word.start
            && at(one.end) <= word.start + new.len()
            && at(one.end) > at(one.start)
            && !((word.sort == Sort::Key) && NULL.contains(&one.code.as_str()))
    });
    wrong.map(|one| format!("{}: {}", one.code, one.message))
}

/// What is said of `name = null` beyond that there is no such name.
const NULL: [&str; 1] = ["missing-attribute"];

fn typed_without_a_problem(name: &str, ways: &[bool]) {
    let ways = if at_length() { &[false, true] } else { ways };
    for closes in ways.iter().copied() {
        let problems = type_it(&example(name), closes);
        let said: BTreeSet<&String> = problems.iter().collect();
        assert!(problems.is_empty(), "{name}, closing {closes}: {said:#?}");
    }
}

#[test]
fn the_first_example() {
    typed_without_a_problem("first.batch", &[false, true]);
}

#[test]
fn jobs_on_fargate() {
    typed_without_a_problem("fargate-etl.batch", &[true]);
}

#[test]
fn training_on_gpus() {
    typed_without_a_problem("gpu-training.batch", &[true]);
}

#[test]
fn teams_with_fair_shares() {
    typed_without_a_problem("shared-platform.batch", &[true]);
}
