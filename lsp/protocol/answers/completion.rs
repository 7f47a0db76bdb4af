//! Completion as the protocol has it since 3.17, which the crate's types have not: what all items
//! share is said once, where the client can take it so. Two hundred items, each with its range,
//! take longer to write down than to find.

use super::markdown;
use crate::lsp::complete::{self, Completion, Item, Sort};
use crate::lsp::protocol::here::Here;
use crate::lsp::protocol::session::{Abilities, Session};
use crate::syntax::source::Range as Bytes;
use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::*;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct List {
    is_incomplete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_defaults: Option<Defaults>,
    items: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Defaults {
    edit_range: EditRange,
}

/// What an item takes the place of.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum EditRange {
    Word(Range),
    /// The user decides: what stands behind the cursor stays, or goes.
    Either {
        insert: Range,
        replace: Range,
    },
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    label: String,
    kind: Option<CompletionItemKind>,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    sort_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    insert_text_format: Option<InsertTextFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_edit: Option<CompletionTextEdit>,
    /// The text, where the range is that of the list and the text is not the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_edit_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit_characters: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<bool>,
    /// What the documentation is asked for by.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<String>,
}

/// `more` adds what is not in the program.
pub fn completion(here: &Here, offset: u32, more: impl FnOnce(&mut Completion)) -> Option<List> {
    let mut found = complete::complete(here.view, &here.session.documents, offset);
    more(&mut found);
    let client = here.session.client;
    let range = edit_range(here, &found);
    let items = found.items.into_iter();
    Some(List {
        is_incomplete: found.incomplete,
        item_defaults: client
            .default_edit_range
            .then_some(Defaults { edit_range: range }),
        items: items.map(|one| entry(one, range, here.session)).collect(),
    })
}

/// The item with its documentation, and everything else as the client sent it.
pub fn resolve(mut item: Value) -> Value {
    let path = item.get("data").and_then(Value::as_str);
    let docs = path.and_then(complete::docs);
    if let (Some(docs), Some(item)) = (docs, item.as_object_mut()) {
        item.insert("documentation".into(), json!(markdown(docs)));
    }
    item
}

fn edit_range(here: &Here, found: &Completion) -> EditRange {
    let replace = here.range(found.replace);
    if !here.session.client.inserts_or_replaces || found.cursor == found.replace.end {
        return EditRange::Word(replace);
    }
    let insert = here.range(Bytes::new(found.replace.start, found.cursor));
    EditRange::Either { insert, replace }
}

fn entry(item: Item, range: EditRange, session: &Session) -> Entry {
    let client: Abilities = session.client;
    let snippet = item.snippet && session.snippets;
    let text = match item.snippet && !session.snippets {
        true => plain(&item.insert),
        false => item.insert,
    };
    let dotted = item.dotted && client.commit_characters;
    let mut entry = Entry {
        kind: Some(kind(item.sort)),
        detail: item.detail,
        sort_text: format!("{:05}", item.rank),
        filter_text: item.filter,
        insert_text_format: snippet.then_some(InsertTextFormat::SNIPPET),
        commit_characters: dotted.then_some(["."]),
        deprecated: item.deprecated.then_some(true),
        data: item.docs,
        ..Entry::default()
    };
    match client.default_edit_range {
        true => entry.text_edit_text = (text != item.label).then_some(text),
        false => entry.text_edit = Some(edit(range, text)),
    }
    entry.label = item.label;
    entry
}

fn edit(range: EditRange, new_text: String) -> CompletionTextEdit {
    match range {
        EditRange::Word(range) => TextEdit { range, new_text }.into(),
        EditRange::Either { insert, replace } => InsertReplaceEdit {
            new_text,
            insert,
            replace,
        }
        .into(),
    }
}

fn kind(sort: Sort) -> CompletionItemKind {
    match sort {
        Sort::Keyword => CompletionItemKind::KEYWORD,
        Sort::Kind => CompletionItemKind::CLASS,
        Sort::Attribute => CompletionItemKind::PROPERTY,
        Sort::Word => CompletionItemKind::ENUM_MEMBER,
        Sort::Reference => CompletionItemKind::REFERENCE,
        Sort::Variable => CompletionItemKind::VARIABLE,
        Sort::Function => CompletionItemKind::FUNCTION,
        Sort::InstanceType => CompletionItemKind::CONSTANT,
        Sort::Value => CompletionItemKind::VALUE,
        Sort::File => CompletionItemKind::FILE,
    }
}

/// What a snippet comes to for a client that has none: its first line, up to the first stop.
fn plain(snippet: &str) -> String {
    let line = snippet.lines().next().unwrap_or("");
    let end = line.find('$').unwrap_or(line.len());
    line.get(..end).unwrap_or("").to_owned()
}
