//! The language server as an editor sees it: the real program over its pipes. In the texts `$0`
//! is where the cursor stands.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;

use client::{Client, URI, opened, place};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// The labels offered at the cursor, the best first.
fn labels(text: &str) -> Vec<String> {
    let (mut client, at) = opened(text);
    let list = client.at("textDocument/completion", URI, at);
    let mut items: Vec<Value> = list["items"].as_array().cloned().unwrap_or_default();
    items.sort_by_key(|item| item["sortText"].to_string());
    let names = items.iter().filter_map(|item| item["label"].as_str());
    names.map(str::to_owned).collect()
}

fn offers(text: &str, wanted: &[&str], unwanted: &[&str]) {
    let labels = labels(text);
    for name in wanted {
        assert!(
            labels.iter().any(|one| one == name),
            "{name} in {text}: {labels:?}"
        );
    }
    for name in unwanted {
        assert!(
            labels.iter().all(|one| one != name),
            "no {name} in {text}: {labels:?}"
        );
    }
}

/// What `batchlang check` says of a file: code, line and column from 0.
fn checked(path: &Path) -> Vec<(String, u64, u64)> {
    let output = Command::new(env!("CARGO_BIN_EXE_batchlang"))
        .args(["check", "--format", "json"])
        .arg(path)
        .output()
        .expect("check runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let own = path.to_string_lossy();
    let found = report["diagnostics"].as_array().expect("a list");
    found
        .iter()
        .filter(|one| one["file"] == *own)
        .map(|one| {
            let start = &one["range"]["start"];
            let number = |name: &str| start[name].as_u64().expect("a number") - 1;
            let code = one["code"].as_str().unwrap_or("").to_owned();
            (code, number("line"), number("column"))
        })
        .collect()
}

fn told(diagnostics: &Value) -> Vec<(String, u64, u64)> {
    let found = diagnostics.as_array().expect("a list");
    found
        .iter()
        .map(|one| {
            let start = &one["range"]["start"];
            let number = |name: &str| start[name].as_u64().expect("a number");
            let code = one["code"].as_str().unwrap_or("").to_owned();
            (code, number("line"), number("character"))
        })
        .collect()
}

fn uri_of(path: &Path) -> String {
    format!("file://{}", path.to_string_lossy())
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).expect("the example is there")
}

#[test]
fn it_ends_when_it_is_told_to() {
    assert_eq!(Client::start("utf-8", true).end(true), Some(0));
    assert_eq!(Client::start("utf-8", true).end(false), Some(1));
    assert_eq!(Client::start("utf-8", true).leave(), Some(1));
}

#[test]
fn the_encoding_is_the_client_s() {
    let text = "let a = \"日𝒎\" == nothing\n";
    let ends = [("utf-8", 21), ("utf-16", 17), ("utf-32", 16)];
    for (encoding, column) in ends {
        let mut client = Client::start(encoding, true);
        assert_eq!(client.capabilities["positionEncoding"], encoding);
        client.open(URI, text);
        let found = client.pull(URI);
        assert_eq!(
            found[0]["range"]["start"]["character"], column,
            "{encoding}: {found}"
        );
        // An edit behind the wide characters lands where it was meant.
        let at = json!({ "line": 0, "character": column });
        let end = json!({ "line": 0, "character": column + 7 });
        client.change(
            URI,
            2,
            json!([{ "range": { "start": at, "end": end }, "text": "\"x\"" }]),
        );
        assert_eq!(client.pull(URI), json!([]), "{encoding}");
    }
}

#[test]
fn findings_are_those_of_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a path");
    for name in ["nine-faults.batch", "every-form.batch"] {
        let path = folder.join(name);
        std::fs::write(&path, example(&format!("tests/fixtures/{name}"))).expect("written");
        let mut client = Client::start("utf-32", true);
        client.open(&uri_of(&path), &example(&format!("tests/fixtures/{name}")));
        assert_eq!(told(&client.pull(&uri_of(&path))), checked(&path), "{name}");
    }
}

#[test]
fn a_finding_says_all_there_is_to_say() {
    let text = "job_queue q {\n  priority = 1\n  priority = 2\n}\n";
    let mut client = Client::start("utf-16", false);
    client.open(URI, text);
    let found = client.pushed(URI, 1);
    let double = found.as_array().into_iter().flatten();
    let double = double
        .into_iter()
        .find(|one| !one["relatedInformation"].is_null());
    let double = double.unwrap_or_else(|| panic!("{found}"));
    assert_eq!(double["source"], "batchlang");
    assert!(
        double["code"].is_string() && double["severity"] == 1,
        "{double}"
    );
    client.replace(URI, 2, "// nothing\n");
    assert_eq!(client.pushed(URI, 2), json!([]));
}

#[test]
fn imports_are_read_from_open_buffers_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a path");
    let (main, part) = (folder.join("main.batch"), folder.join("part.batch"));
    let program = "project p {\n  region = \"us-east-1\"\n}\n\nimport \"part.batch\"\n\njob_queue q {\n  priority             = 1\n  compute_environments = [pool]\n}\n";
    let pool = "compute_environment pool {\n  type           = SPOT\n  instance_types = [\"m6i\"]\n  max_vcpus      = 4\n}\n";
    std::fs::write(&main, program).expect("written");
    std::fs::write(&part, "").expect("written");
    let mut client = Client::start("utf-16", true);
    client.open(&uri_of(&main), program);
    let before = told(&client.pull(&uri_of(&main)));
    assert!(
        before
            .iter()
            .any(|(code, ..)| code == "unresolved-reference"),
        "{before:?}"
    );
    client.open(&uri_of(&part), pool);
    let after = told(&client.pull(&uri_of(&main)));
    assert!(
        after
            .iter()
            .all(|(code, ..)| code != "unresolved-reference"),
        "{after:?}"
    );
    // From the part too: it is checked as part of the program that imports it.
    let found = client.at("textDocument/definition", &uri_of(&main), (8, 27));
    assert_eq!(found[0]["uri"], uri_of(&part));
    let mut params = place(&uri_of(&part), (0, 22));
    params["newName"] = json!("workers");
    let changes = client.request("textDocument/rename", params)["changes"].take();
    assert_eq!(
        changes.as_object().map(|files| files.len()),
        Some(2),
        "{changes}"
    );
}

#[test]
fn completion_of_declarations_and_attributes() {
    offers(
        "job_q$0",
        &["job_queue", "job_definition", "let", "existing"],
        &["vpc"],
    );
    offers("existing $0", &["vpc", "job_queue"], &["project"]);
    offers(
        "job_queue q {\n  priority = 1\n  $0\n}\n",
        &["compute_environments", "state"],
        &["priority", "image"],
    );
    offers(
        "job_definition j {\n  image = \"a\"\n  retry = { $0 }\n}\n",
        &["attempts", "on"],
        &["image"],
    );
    offers("job_queue q {\n  pri$0", &["priority"], &[]);
    offers(
        "compute_environment c {\n  type = FARGATE\n  $0\n}\n",
        &["max_vcpus"],
        &["instance_types"],
    );
    offers(
        "template job_definition base {\n}\njob_definition j : $0",
        &["base"],
        &[],
    );
    offers("param p: $0", &["string", "duration"], &[]);
}

#[test]
fn completion_of_values() {
    offers(
        "compute_environment c {\n  type = $0\n}\n",
        &["SPOT", "FARGATE"],
        &["CANCEL"],
    );
    let program = "compute_environment pool {\n}\nlet names = []\nrole r {\n}\n";
    for end in ["[$0]", "[\n    $0\n  ]", "[$0", "[a, $0"] {
        let text = format!("{program}job_queue q {{\n  compute_environments = {end}\n}}\n");
        offers(&text, &["pool", "names"], &["r", "q"]);
    }
    offers("let a = 1\nlet b = $0", &["a", "join"], &["b"]);
    offers("let a = 1\nlet b = \"x${$0\n", &["a"], &[]);
    offers("job_queue q {\n}\nlet b = job_queue.$0\n", &["q"], &[]);
    offers("job_queue q {\n}\nlet b = job_queue.q.$0\n", &["arn"], &[]);
    offers("project p {\n  region = \"eu$0\"\n}\n", &["eu-west-1"], &[]);
    offers(
        "for t in [\"a\"] {\n  role ${t} {\n    name = \"${$0}\"\n  }\n}\n",
        &["t"],
        &[],
    );
    let text = "job_definition j {\n  image = \"a\"\n  parameters = { input = \"x\" }\n  command = [\"$0\"]\n}\n";
    offers(text, &["Ref::input"], &[]);
    offers("// a $0\n", &[], &["job_queue"]);
}

#[test]
fn completion_of_instance_types() {
    let block = |value: &str| {
        format!("compute_environment c {{\n  type = SPOT\n  instance_types = {value}\n}}\n")
    };
    offers(
        &block("[\"$0\"]"),
        &["m6i", "optimal", "m6i.large"],
        &["mac1.metal"],
    );
    offers(&block("[\"m5.$0"), &["m5.large"], &["m6i.large", "m5"]);
    // One Graviton type, then only Graviton.
    offers(
        &block("[\"m7g.large\", \"c$0\"]"),
        &["c7g.large"],
        &["c6i.large", "optimal"],
    );
    let first = labels(&block("[\"m$0\"]"));
    assert_eq!(first[0], "m6i", "{first:?}");
}

#[test]
fn an_item_is_explained_when_it_is_looked_at() {
    let (mut client, at) = opened("job_queue q {\n  $0\n}\n");
    let list = client.at("textDocument/completion", URI, at);
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let item = items.iter().find(|item| item["label"] == "priority");
    let item = item.cloned().unwrap_or_else(|| panic!("{list}"));
    assert_eq!(items[0]["label"], "priority");
    let item = client.request("completionItem/resolve", item);
    let docs = item["documentation"]["value"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    assert!(docs.contains("Which queue goes first"), "{docs}");
}

#[test]
fn hover_says_what_it_is() {
    let says = |text: &str, wanted: &str| {
        let (mut client, at) = opened(text);
        let said = client.at("textDocument/hover", URI, at);
        let said = said["contents"]["value"].as_str().unwrap_or("").to_owned();
        assert!(said.contains(wanted), "{text}: {said}");
    };
    says(
        "job_queue q {\n  prio$0rity = 1\n}\n",
        "Which queue goes first",
    );
    says(
        "compute_environment c {\n  instance_types = [\"m5.l$0arge\"]\n}\n",
        "8 GiB",
    );
    says("compute_environment c {\n  type = SP$0OT\n}\n", "SPOT");
    says(
        "/// Cheap.\njob_queue q {\n  priority = 7\n}\noutput o = job_queue.q$0.arn\n",
        "priority = 7",
    );
    says("job_qu$0eue q {\n}\n", "Where jobs wait");
    says("let a = jo$0in(\",\", [])\n", "join");
}

#[test]
fn names_are_found_and_renamed() {
    let text = "let size = 1\n\njob_queue q {\n  priority = si$0ze\n  state = ENABLED\n}\n\nfor t in [\"a\"] {\n  job_queue q-${t} {\n    priority = 1\n  }\n}\n";
    let (mut client, at) = opened(text);
    let found = client.at("textDocument/definition", URI, at);
    assert_eq!(
        found[0]["range"]["start"],
        json!({ "line": 0, "character": 4 })
    );
    let highlights = client.at("textDocument/documentHighlight", URI, at);
    assert_eq!(highlights.as_array().map(Vec::len), Some(2));
    let placeholder = client.at("textDocument/prepareRename", URI, at);
    assert_eq!(placeholder["placeholder"], "size");
    let mut params = place(URI, at);
    params["newName"] = json!("weight");
    let edit = client.request("textDocument/rename", params.clone());
    assert_eq!(
        edit["changes"][URI].as_array().map(Vec::len),
        Some(2),
        "{edit}"
    );
    let bad = [
        "two words",
        "if",
        "9",
        "",
        "q",
        "_x",
        "concat",
        "job_queue",
        "project",
        "q-a",
        "ENABLED",
        "t",
    ];
    for bad in bad {
        params["newName"] = json!(bad);
        let answer = client.ask("textDocument/rename", params.clone());
        assert!(answer["error"]["message"].is_string(), "{bad}: {answer}");
    }
}

#[test]
fn fixes_are_offered_and_mend() {
    let text = "compute_environment c {\n  tpye$0 = SPOT\n  instance_types = [\"m6i\"]\n  max_vcpus = 4\n}\n";
    let (mut client, (line, character)) = opened(text);
    let at = json!({ "line": line, "character": character });
    let mut params = json!({
        "textDocument": { "uri": URI },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [] },
    });
    let actions = client.request("textDocument/codeAction", params.clone());
    let edit = &actions[0]["edit"]["changes"][URI][0];
    assert_eq!(edit["newText"], "type", "{actions}");
    params["context"]["only"] = json!(["source.fixAll"]);
    let all = client.request("textDocument/codeAction", params);
    assert_eq!(all[0]["kind"], "source.fixAll.batchlang", "{all}");
}

#[test]
fn a_warning_can_be_allowed_where_it_is() {
    let text = example("examples/first.batch")
        .replace("// allow(latest-tag): any busybox says hello\n", "");
    let mut client = Client::start("utf-16", true);
    client.open(URI, &text);
    let found = client.pull(URI);
    let range = &found[0]["range"];
    assert_eq!(found[0]["code"], "latest-tag", "{found}");
    let context = json!({ "diagnostics": [] });
    let document = json!({ "uri": URI });
    let params = json!({ "textDocument": document, "range": range, "context": context });
    let actions = client.request("textDocument/codeAction", params);
    let actions = actions.as_array().cloned().unwrap_or_default();
    let allow = actions
        .iter()
        .find(|one| one["title"] == "Allow latest-tag here");
    let edit = &allow.expect("it is offered")["edit"]["changes"][URI][0];
    let change = json!([{ "range": edit["range"], "text": edit["newText"] }]);
    client.change(URI, 2, change);
    assert_eq!(client.pull(URI), json!([]));
}

#[test]
fn the_reason_of_an_allow_is_selected_where_the_client_can() {
    let text = example("examples/first.batch")
        .replace("// allow(latest-tag): any busybox says hello\n", "");
    let mut client = Client::with(json!({
        "textDocument": { "diagnostic": {} },
        "experimental": { "snippetTextEdit": true },
    }));
    client.open(URI, &text);
    let everything = json!({
        "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 },
    });
    let params = json!({
        "textDocument": { "uri": URI }, "range": everything, "context": { "diagnostics": [] },
    });
    let actions = client.request("textDocument/codeAction", params);
    let actions = actions.as_array().cloned().unwrap_or_default();
    let mut allow = actions
        .iter()
        .filter(|one| one["title"] == "Allow latest-tag here");
    let change = &allow.next().expect("it is offered")["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
    let edit = &change["edits"][0];
    assert_eq!(edit["insertTextFormat"], 2);
    let text = edit["newText"].as_str().unwrap_or("");
    assert!(
        text.ends_with("// allow(latest-tag): ${0:why this is right here}\n"),
        "{text}"
    );
}

#[test]
fn the_shape_of_a_file() {
    let text = example("examples/everything.batch");
    let mut client = Client::start("utf-16", true);
    client.open(URI, &text);
    let document = json!({ "textDocument": { "uri": URI } });
    for method in ["documentSymbol", "foldingRange", "documentLink"] {
        let found = client.request(&format!("textDocument/{method}"), document.clone());
        assert!(found.is_array(), "{method}: {found}");
    }
    let tokens = client.request("textDocument/semanticTokens/full", document.clone());
    let data = tokens["data"].as_array().cloned().unwrap_or_default();
    assert!(data.len() > 100 && data.len().is_multiple_of(5));
    let symbols = client.request("textDocument/documentSymbol", document.clone());
    assert!(symbols.as_array().is_some_and(|all| all.len() > 10));
    let everywhere = client.request("workspace/symbol", json!({ "query": "" }));
    assert!(everywhere.as_array().is_some_and(|all| all.len() > 10));
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let mut format = document;
    format["options"] = options;
    assert_eq!(client.request("textDocument/formatting", format), json!([]));
    let mut params = json!({ "textDocument": { "uri": URI } });
    params["positions"] = json!([{ "line": 5, "character": 4 }]);
    let chain = client.request("textDocument/selectionRange", params);
    assert!(chain[0]["parent"].is_object(), "{chain}");
}

#[test]
fn requests_about_nothing_are_answered() {
    let mut client = Client::start("utf-16", true);
    for uri in ["untitled:none", "file:///nowhere/at/all.batch"] {
        for method in ["hover", "definition", "completion", "documentHighlight"] {
            client.at(&format!("textDocument/{method}"), uri, (7, 9));
        }
        let answer = client.ask("textDocument/prepareRename", place(uri, (0, 0)));
        assert!(answer["error"].is_object());
    }
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn typing_a_file_from_nothing() {
    let text = example("examples/first.batch");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder
        .path()
        .canonicalize()
        .expect("a path")
        .join("typed.batch");
    let uri = uri_of(&path);
    let mut client = Client::start("utf-32", true);
    client.open(&uri, "");
    let (mut line, mut column) = (0, 0);
    for (version, (at, c)) in text.char_indices().enumerate() {
        let here = json!({ "line": line, "character": column });
        let change = json!([{ "range": { "start": here, "end": here }, "text": c.to_string() }]);
        client.change(&uri, version as i64 + 2, change);
        (line, column) = if c == '\n' {
            (line + 1, 0)
        } else {
            (line, column + 1)
        };
        let found = client.at("textDocument/completion", &uri, (line, column));
        assert!(found["items"].is_array(), "after {at}: {found}");
        client.at("textDocument/hover", &uri, (line, column.saturating_sub(1)));
        // A process for each keystroke would take minutes: every seventh, and the last.
        if at % 7 == 0 || at + 1 == text.len() {
            let typed = &text[..at + c.len_utf8()];
            std::fs::write(&path, typed).expect("written");
            assert_eq!(told(&client.pull(&uri)), checked(&path), "after {typed:?}");
        }
    }
    assert_eq!(client.end(true), Some(0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// However a text came about, what is said of it is what is said of it when it is opened.
    #[test]
    fn edits_come_to_the_same_as_opening(
        edits in prop::collection::vec(
            (0u32..45, 0u32..60, 0u32..3, 0u32..20, "[a-z{}\\[\\]\"=\n\u{e9}\u{1d48e} ]{0,6}"),
            1..20,
        ),
        which in 0usize..3,
    ) {
        let encoding = ["utf-8", "utf-16", "utf-32"][which];
        let text = example("examples/first.batch");
        let mut client = Client::start(encoding, true);
        client.open(URI, &text);
        for (version, (line, column, lines, columns, new)) in edits.iter().enumerate() {
            let range = json!({
                "start": { "line": line, "character": column },
                "end": { "line": line + lines, "character": column + columns },
            });
            client.change(URI, version as i64 + 2, json!([{ "range": range, "text": new }]));
            client.at("textDocument/completion", URI, (*line, *column));
        }
        let incremental = client.pull(URI);
        // The text as the server has it: formatting nothing away, folding tells its lines; the
        // whole of it comes back by selecting everything.
        let model = model(&text, &edits, encoding);
        let mut fresh = Client::start(encoding, true);
        fresh.open(URI, &model);
        prop_assert_eq!(incremental, fresh.pull(URI), "{:?}", model);
        let tokens = json!({ "textDocument": { "uri": URI } });
        prop_assert_eq!(
            client.request("textDocument/semanticTokens/full", tokens.clone()),
            fresh.request("textDocument/semanticTokens/full", tokens)
        );
    }
}

/// The edits carried out by other code than the server's: character by character.
fn model(text: &str, edits: &[(u32, u32, u32, u32, String)], encoding: &str) -> String {
    let mut text = text.to_owned();
    for (line, column, lines, columns, new) in edits {
        let start = byte(&text, *line, *column, encoding);
        let end = byte(&text, line + lines, column + columns, encoding).max(start);
        text = format!("{}{new}{}", &text[..start], &text[end..]);
    }
    text
}

fn byte(text: &str, line: u32, column: u32, encoding: &str) -> usize {
    let (mut at_line, mut units) = (0, 0);
    for (at, c) in text.char_indices() {
        if at_line == line {
            units += match encoding {
                "utf-8" => c.len_utf8(),
                "utf-16" => c.len_utf16(),
                _ => 1,
            } as u32;
            if c == '\n' || units > column {
                return at;
            }
        }
        at_line += u32::from(c == '\n');
    }
    text.len()
}
