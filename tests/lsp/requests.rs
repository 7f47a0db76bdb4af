//! Every request a server can announce, with parameters for a place, and what must hold of any
//! answer: it is no internal error, and its ranges lie in the text they speak of.

use super::model::position;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A place to ask at.
#[derive(Clone, Debug)]
pub struct At {
    pub uri: String,
    pub start: (u32, u32),
    pub end: (u32, u32),
    /// For rename, a name; for symbols, what is searched for.
    pub word: String,
}

/// What each capability makes it possible to ask.
const REQUESTS: &[(&str, &[&str])] = &[
    (
        "callHierarchyProvider",
        &["textDocument/prepareCallHierarchy"],
    ),
    ("codeActionProvider", &["textDocument/codeAction"]),
    ("codeLensProvider", &["textDocument/codeLens"]),
    ("completionProvider", &["textDocument/completion"]),
    ("declarationProvider", &["textDocument/declaration"]),
    ("definitionProvider", &["textDocument/definition"]),
    ("diagnosticProvider", &["textDocument/diagnostic"]),
    ("documentFormattingProvider", &["textDocument/formatting"]),
    (
        "documentHighlightProvider",
        &["textDocument/documentHighlight"],
    ),
    ("documentLinkProvider", &["textDocument/documentLink"]),
    (
        "documentOnTypeFormattingProvider",
        &["textDocument/onTypeFormatting"],
    ),
    (
        "documentRangeFormattingProvider",
        &["textDocument/rangeFormatting"],
    ),
    ("documentSymbolProvider", &["textDocument/documentSymbol"]),
    ("foldingRangeProvider", &["textDocument/foldingRange"]),
    ("hoverProvider", &["textDocument/hover"]),
    ("implementationProvider", &["textDocument/implementation"]),
    ("inlayHintProvider", &["textDocument/inlayHint"]),
    (
        "linkedEditingRangeProvider",
        &["textDocument/linkedEditingRange"],
    ),
    ("referencesProvider", &["textDocument/references"]),
    (
        "renameProvider",
        &["textDocument/prepareRename", "textDocument/rename"],
    ),
    ("selectionRangeProvider", &["textDocument/selectionRange"]),
    (
        "semanticTokensProvider",
        &[
            "textDocument/semanticTokens/full",
            "textDocument/semanticTokens/full/delta",
            "textDocument/semanticTokens/range",
        ],
    ),
    ("signatureHelpProvider", &["textDocument/signatureHelp"]),
    ("typeDefinitionProvider", &["textDocument/typeDefinition"]),
    ("workspaceSymbolProvider", &["workspace/symbol"]),
    // Commands change things outside the editor; they have tests of their own.
    ("executeCommandProvider", &[]),
];

/// The requests a server takes, by its capabilities. One that is announced and not in the table
/// fails: it would never be asked for.
pub fn announced(capabilities: &Value) -> Vec<&'static str> {
    let given = capabilities.as_object().expect("capabilities");
    let providers = given.iter().filter(|(name, value)| {
        name.ends_with("Provider") && **value != json!(false) && !value.is_null()
    });
    let mut methods = Vec::new();
    for (name, value) in providers {
        let known = REQUESTS.iter().find(|(provider, _)| provider == name);
        let (_, all) = known.unwrap_or_else(|| panic!("nothing here asks for {name}"));
        methods.extend(all.iter().filter(|method| {
            (!method.ends_with("/delta") || value["full"]["delta"] == true)
                && (!method.ends_with("semanticTokens/range") || value["range"] == true)
                && (!method.ends_with("prepareRename") || value["prepareProvider"] == true)
        }));
        if name == "diagnosticProvider" && value["workspaceDiagnostics"] == true {
            methods.push("workspace/diagnostic");
        }
    }
    methods
}

/// What is asked further with a part of an answer: the rest of an item.
pub fn follow_up(method: &str, result: &Value, which: usize) -> Option<(&'static str, Value)> {
    let list = match method {
        "textDocument/completion" => &result["items"],
        _ => result,
    };
    let list = list.as_array().filter(|list| !list.is_empty())?;
    let item = list[which % list.len()].clone();
    match method {
        "textDocument/completion" => Some(("completionItem/resolve", item)),
        "textDocument/prepareCallHierarchy" if which.is_multiple_of(2) => {
            Some(("callHierarchy/incomingCalls", json!({ "item": item })))
        }
        "textDocument/prepareCallHierarchy" => {
            Some(("callHierarchy/outgoingCalls", json!({ "item": item })))
        }
        _ => None,
    }
}

pub fn params(method: &str, at: &At) -> Value {
    let place = |(line, character)| json!({ "line": line, "character": character });
    let document = json!({ "uri": at.uri });
    let range = json!({ "start": place(at.start), "end": place(at.end) });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let mut params = match method.rsplit_once('/').map_or(method, |(_, name)| name) {
        _ if method == "workspace/symbol" => return json!({ "query": at.word }),
        _ if method == "workspace/diagnostic" => return json!({ "previousResultIds": [] }),
        "completion" => json!({ "context": { "triggerKind": 1 } }),
        "codeAction" => json!({ "range": range, "context": { "diagnostics": [] } }),
        "formatting" => json!({ "options": options }),
        "rangeFormatting" => json!({ "options": options, "range": range }),
        "onTypeFormatting" => {
            json!({ "options": options, "ch": if at.start.1 == 0 { "\n" } else { "}" } })
        }
        "inlayHint" | "range" => json!({ "range": range }),
        "references" => json!({ "context": { "includeDeclaration": true } }),
        "rename" => json!({ "newName": at.word }),
        "selectionRange" => json!({ "positions": [place(at.start), place(at.end)] }),
        "delta" => json!({ "previousResultId": "0" }),
        _ => json!({}),
    };
    params["textDocument"] = document;
    params["position"] = place(at.start);
    params
}

/// Errors that say no to a request rather than that something broke: wrong parameters, cancelled,
/// out of date, and refused.
const REFUSALS: [i64; 4] = [-32602, -32800, -32801, -32803];

/// Panics where an answer is not one. With `texts` (by URI) its ranges are looked at too.
pub fn judge(
    method: &str,
    answer: &Value,
    own: &str,
    texts: Option<&HashMap<String, String>>,
    encoding: &str,
) {
    let error = &answer["error"];
    if !error.is_null() {
        let code = error["code"].as_i64().unwrap_or(0);
        assert!(REFUSALS.contains(&code), "{method}: {answer}");
        return;
    }
    assert!(answer.get("result").is_some(), "{method}: {answer}");
    if let Some(texts) = texts {
        walk(&answer["result"], own, &mut |uri, start, end| {
            let Some(text) = texts.get(uri) else { return };
            assert!(start <= end, "{method}: {start:?} to {end:?}");
            for place in [start, end] {
                assert!(
                    exists(text, place, encoding),
                    "{method}: no {place:?} in {text:?}: {answer}"
                );
            }
        });
    }
}

fn exists(text: &str, (line, character): (u32, u32), encoding: &str) -> bool {
    let mut lines = text.split('\n');
    let Some(line) = lines.nth(line as usize) else {
        return false;
    };
    position(line, line.len(), encoding).1 >= character
}

type Seen<'a> = dyn FnMut(&str, (u32, u32), (u32, u32)) + 'a;

/// Every range of an answer, with the file it lies in.
fn walk(value: &Value, uri: &str, seen: &mut Seen) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, uri, seen)),
        Value::Object(fields) => {
            let named = [
                &value["uri"],
                &value["targetUri"],
                &value["textDocument"]["uri"],
            ];
            let uri = named.iter().find_map(|one| one.as_str()).unwrap_or(uri);
            let place = |of: &Value| {
                Some((
                    of["line"].as_u64()? as u32,
                    of["character"].as_u64()? as u32,
                ))
            };
            if let (Some(start), Some(end)) = (place(&value["start"]), place(&value["end"])) {
                return seen(uri, start, end);
            }
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    // What a client hands back as it got it.
                    ("data", _) => {}
                    // The place a link leads from.
                    ("originSelectionRange", _) => {}
                    ("changes", Value::Object(files)) => {
                        files.iter().for_each(|(uri, edits)| walk(edits, uri, seen));
                    }
                    _ => walk(inner, uri, seen),
                }
            }
        }
        _ => {}
    }
}

/// The text after edits none of which may lie over another.
pub fn edited(text: &str, edits: &Value, encoding: &str) -> String {
    let place = |of: &Value| {
        let number = |name: &str| of[name].as_u64().expect("a number") as u32;
        super::model::byte(text, number("line"), number("character"), encoding)
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .into_iter()
        .flatten()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().expect("a text");
            (place(&range["start"]), place(&range["end"]), new)
        })
        .collect();
    edits.sort();
    let (mut out, mut at) = (String::new(), 0);
    for (start, end, new) in edits {
        assert!(start >= at, "two edits of one place in {text:?}");
        out.push_str(&text[at..start]);
        out.push_str(new);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}
