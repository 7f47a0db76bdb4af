//! The protocol's side of the language server: settings, folders, files on disk, and requests
//! beside those of `lsp.rs`. The real program over its pipes; `$0` is where the cursor stands.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;

use client::{Client, URI, opened, place};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn uri_of(path: &Path) -> String {
    format!("file://{}", path.to_string_lossy())
}

/// A folder with these files; it goes away with the first.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().canonicalize().expect("a path");
    for (name, text) in files {
        let file = path.join(name);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    (folder, path)
}

/// What a client says that has this folder open and can do all of this.
fn in_folder(path: &Path, capabilities: Value, options: Value) -> Value {
    json!({
        "processId": null,
        "rootUri": null,
        "workspaceFolders": [{ "uri": uri_of(path), "name": "folder" }],
        "initializationOptions": options,
        "capabilities": capabilities,
    })
}

fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

const PROGRAM: &str = "project p {\n  region = \"us-east-1\"\n}\n\nimport \"parts/pool.batch\"\n\njob_queue q {\n  priority             = 1\n  compute_environments = [pool]\n}\n";
const POOL: &str = "compute_environment pool {\n  type           = SPOT\n  instance_types = [\"m6i\"]\n  max_vcpus      = 4\n  max_vcpus      = 5\n}\n";

/// File, code and place of what `batchlang check` says of a folder.
fn checked(folder: &Path) -> Vec<(String, String, u64, u64)> {
    let output = Command::new(env!("CARGO_BIN_EXE_batchlang"))
        .args(["check", "--format", "json"])
        .arg(folder)
        .output()
        .expect("check runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let mut found: Vec<_> = found
        .map(|one| {
            let start = &one["range"]["start"];
            let number = |name: &str| start[name].as_u64().expect("a number") - 1;
            let text = |name: &str| one[name].as_str().unwrap_or("").to_owned();
            let file = std::fs::canonicalize(text("file")).expect("a file");
            let place = (number("line"), number("column"));
            (uri_of(&file), text("code"), place.0, place.1)
        })
        .collect();
    found.sort();
    found
}

fn told(report: &Value) -> Vec<(String, String, u64, u64)> {
    let mut found = Vec::new();
    for file in report["items"].as_array().expect("a list") {
        for one in file["items"].as_array().into_iter().flatten() {
            let start = &one["range"]["start"];
            let number = |name: &str| start[name].as_u64().expect("a number");
            let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
            let place = (number("line"), number("character"));
            found.push((text(&file["uri"]), text(&one["code"]), place.0, place.1));
        }
    }
    found.sort();
    found
}

#[test]
fn the_findings_of_a_folder_are_those_of_check() {
    let deep = "job_queue lost {\n  priority = \"x\"\n}\n";
    let (_folder, path) = folder(&[
        ("main.batch", PROGRAM),
        ("other.batch", &PROGRAM.replace("pool]", "pool, pool]")),
        ("parts/pool.batch", POOL),
        ("a/b/c/deep.batch", deep),
        ("a/uses.batch", "import \"b/c/deep.batch\"\n"),
    ]);
    let mut client = Client::greeting(in_folder(&path, pulls(), Value::Null), &[]);
    let first = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let expected = checked(&path);
    assert!(expected.len() > 2, "{expected:?}");
    assert_eq!(told(&first), expected);

    // What the client has already is not sent again; what is mended is.
    let known = first["items"].as_array().expect("a list").iter();
    let known: Vec<Value> = known
        .map(|one| json!({ "uri": one["uri"], "value": one["resultId"] }))
        .collect();
    std::fs::write(path.join("a/b/c/deep.batch"), "// nothing\n").expect("written");
    let params = json!({ "previousResultIds": known });
    let second = client.request("workspace/diagnostic", params);
    for one in second["items"].as_array().expect("a list") {
        let mended = one["uri"]
            .as_str()
            .is_some_and(|uri| uri.ends_with("deep.batch"));
        let kind = if mended { "full" } else { "unchanged" };
        assert_eq!(one["kind"], kind, "{one}");
    }
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn findings_of_one_document_are_not_sent_twice() {
    let (mut client, _) = opened("job_queue q {\n$0  priority = \"x\"\n}\n");
    let mut params = json!({ "textDocument": { "uri": URI } });
    let first = client.request("textDocument/diagnostic", params.clone());
    assert_eq!(first["kind"], "full");
    params["previousResultId"] = first["resultId"].clone();
    let second = client.request("textDocument/diagnostic", params.clone());
    assert_eq!(second["kind"], "unchanged");
    client.replace(URI, 2, "// nothing\n");
    let third = client.request("textDocument/diagnostic", params);
    assert_eq!(
        (&third["kind"], &third["items"]),
        (&json!("full"), &json!([]))
    );
}

#[test]
fn findings_of_closed_files_are_pushed_and_taken_back() {
    let (_folder, path) = folder(&[("main.batch", PROGRAM), ("parts/pool.batch", POOL)]);
    let (main, part) = (path.join("main.batch"), path.join("parts/pool.batch"));
    let mut client = Client::greeting(in_folder(&path, json!({}), Value::Null), &[]);
    client.open(&uri_of(&main), PROGRAM);
    let closed = |client: &mut Client| loop {
        let told = client.heard("textDocument/publishDiagnostics");
        if told["uri"] == uri_of(&part) {
            return told;
        }
    };
    let found = closed(&mut client);
    assert!(found["version"].is_null(), "{found}");
    assert!(found["diagnostics"][0]["code"].is_string(), "{found}");
    // It is mended on disk, and the client says so.
    std::fs::write(&part, POOL.replace("  max_vcpus      = 5\n", "")).expect("written");
    let change = json!({ "changes": [{ "uri": uri_of(&part), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", change);
    assert_eq!(closed(&mut client)["diagnostics"], json!([]));
}

#[test]
fn files_are_watched_where_the_client_does_it() {
    let (_folder, path) = folder(&[("main.batch", PROGRAM)]);
    let watches = |relative: bool| {
        let watched = json!({ "dynamicRegistration": true, "relativePatternSupport": relative });
        json!({
            "workspace": { "didChangeWatchedFiles": watched, "diagnostics": { "refreshSupport": true } },
            "textDocument": { "diagnostic": {} },
        })
    };
    let mut client = Client::greeting(in_folder(&path, watches(false), Value::Null), &[]);
    let asked = client.heard("client/registerCapability");
    let options = &asked["registrations"][0]["registerOptions"];
    assert_eq!(options["watchers"][0]["globPattern"], "**/*.batch");
    let mut client = Client::greeting(in_folder(&path, watches(true), Value::Null), &[]);
    let asked = client.heard("client/registerCapability");
    let options = &asked["registrations"][0]["registerOptions"];
    let pattern = &options["watchers"][0]["globPattern"];
    assert_eq!(pattern["pattern"], "**/*.batch", "{asked}");
    assert_eq!(pattern["baseUri"], uri_of(&path));
    // An import that appears is found again.
    client.open(&uri_of(&path.join("main.batch")), PROGRAM);
    let before = client.pull(&uri_of(&path.join("main.batch")));
    assert!(before.to_string().contains("pool.batch"), "{before}");
    std::fs::create_dir(path.join("parts")).expect("made");
    std::fs::write(path.join("parts/pool.batch"), POOL).expect("written");
    let change = json!({ "uri": uri_of(&path.join("parts/pool.batch")), "type": 1 });
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [change] }),
    );
    let after = client.pull(&uri_of(&path.join("main.batch")));
    assert!(!after.to_string().contains("import"), "{after}");
}

#[test]
fn imports_follow_renamed_files() {
    let (_folder, path) = folder(&[("main.batch", PROGRAM), ("parts/pool.batch", POOL)]);
    let mut client = Client::greeting(in_folder(&path, pulls(), Value::Null), &[]);
    let file = |name: &str| uri_of(&path.join(name));
    let mut rename = |from: &str, to: &str| {
        let files = json!([{ "oldUri": file(from), "newUri": file(to) }]);
        client.request("workspace/willRenameFiles", json!({ "files": files }))["changes"].take()
    };
    let edit = |changes: Value, name: &str| changes[file(name)][0]["newText"].clone();
    let moved = rename("parts/pool.batch", "workers.batch");
    assert_eq!(edit(moved, "main.batch"), "\"workers.batch\"");
    let moved = rename("main.batch", "programs/main.batch");
    assert_eq!(edit(moved, "main.batch"), "\"../parts/pool.batch\"");
    let moved = rename("parts", "blocks");
    assert_eq!(edit(moved, "main.batch"), "\"blocks/pool.batch\"");
    assert!(rename("main.batch", "first.batch").is_null());
}

#[test]
fn settings_are_taken_from_wherever_they_come() {
    let text = "param size: int\nproject p {\n  region = \"us-east-1\"\n}\njob_queue q {\n  priority = size\n}\n";
    let options = json!({ "params": { "size": 20000 } });
    // At the start, from a client that cannot be asked.
    let params =
        json!({ "processId": null, "capabilities": pulls(), "initializationOptions": options });
    let mut client = Client::greeting(params, &[]);
    client.open(URI, text);
    let found = client.pull(URI).to_string();
    assert!(found.contains("priority"), "{found}");
    // Sent.
    let settings = json!({ "batchlang": { "params": { "size": 5 } } });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings }),
    );
    let found = client.pull(URI).to_string();
    assert!(!found.contains("between"), "{found}");
    // Asked for.
    let capabilities = json!({ "workspace": { "configuration": true, "diagnostics": { "refreshSupport": true }, "diagnostic": { "refreshSupport": true } }, "textDocument": { "diagnostic": {} } });
    let params = json!({ "processId": null, "capabilities": capabilities });
    let answers = [("workspace/configuration", json!([options]))];
    let mut client = Client::greeting(params, &answers);
    let asked = client.heard("workspace/configuration");
    assert_eq!(asked["items"][0]["section"], "batchlang");
    client.heard("workspace/diagnostic/refresh");
    client.open(URI, text);
    let found = client.pull(URI).to_string();
    assert!(found.contains("priority"), "{found}");
}

#[test]
fn a_setting_that_cannot_be_taken_is_told_once() {
    let (mut client, _) = opened("$0");
    for _ in 0..2 {
        let settings = json!({ "batchlang": { "inlayHint": true, "live": 3 } });
        client.notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": settings }),
        );
    }
    let settings = json!({ "batchlang": [] });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings }),
    );
    let first = client.heard("window/showMessage");
    let text = first["message"].as_str().unwrap_or("");
    assert!(
        text.contains("did you mean `batchlang.inlayHints`?"),
        "{text}"
    );
    assert!(
        text.contains("`batchlang.live` must be true or false"),
        "{text}"
    );
    let second = client.heard("window/showMessage");
    assert_eq!(
        second["message"],
        "batchlang: the setting `batchlang` must be an object"
    );
}

#[test]
fn hints_can_be_switched_off() {
    let text = "job_definition j {\n  image  = \"a\"\n  vcpus  = 1\n  memory = 2 GiB\n}\n$0";
    let (mut client, _) = opened(text);
    let range =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    let shown = client.request("textDocument/inlayHint", params.clone());
    assert_ne!(shown, json!([]));
    let settings = json!({ "batchlang": { "inlayHints": false } });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings }),
    );
    assert_eq!(client.request("textDocument/inlayHint", params), json!([]));
}

/// Five numbers a token.
fn numbers(value: &Value) -> Vec<u64> {
    let list = value.as_array().expect("a list").iter();
    list.map(|one| one.as_u64().expect("a number")).collect()
}

#[test]
fn a_delta_of_tokens_makes_the_new_ones_of_the_old() {
    let text = "let a = 1\n\njob_queue q {\n  priority = a\n}\n";
    let (mut client, _) = opened(&format!("{text}$0"));
    let document = json!({ "uri": URI });
    let params = json!({ "textDocument": document });
    let first = client.request("textDocument/semanticTokens/full", params.clone());
    let mut tokens = numbers(&first["data"]);
    client.replace(
        URI,
        2,
        &text.replace("let a = 1\n", "let b = 2\nlet a = 1\n"),
    );
    let mut params = json!({ "textDocument": document, "previousResultId": first["resultId"] });
    let delta = client.request("textDocument/semanticTokens/full/delta", params.clone());
    for edit in delta["edits"].as_array().expect("edits") {
        let start = edit["start"].as_u64().expect("a number") as usize;
        let end = start + edit["deleteCount"].as_u64().expect("a number") as usize;
        tokens.splice(start..end, numbers(&edit["data"]));
    }
    let whole = json!({ "textDocument": document });
    let now = client.request("textDocument/semanticTokens/full", whole);
    assert_eq!(tokens, numbers(&now["data"]));
    // Of an id nobody knows: all of them.
    params["previousResultId"] = json!("old");
    let all = client.request("textDocument/semanticTokens/full/delta", params);
    assert_eq!(all["data"], now["data"]);
    let range =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } });
    let params = json!({ "textDocument": document, "range": range });
    let part = client.request("textDocument/semanticTokens/range", params);
    let part = numbers(&part["data"]);
    assert_eq!(part[..], numbers(&now["data"])[..part.len()]);
    assert!(part.len() < tokens.len());
}

#[test]
fn signatures_of_half_written_calls() {
    let active = |text: &str| {
        let (mut client, at) = opened(text);
        let help = client.at("textDocument/signatureHelp", URI, at);
        (
            help["signatures"][0]["label"].clone(),
            help["activeParameter"].clone(),
        )
    };
    assert_eq!(
        active("let a = join($0"),
        (json!("join(separator, list)"), json!(0))
    );
    assert_eq!(
        active("let a = join(\",\", $0"),
        (json!("join(separator, list)"), json!(1))
    );
    assert_eq!(active("let a = \"x-${join(\",\", $0}\"\n").1, json!(1));
    assert_eq!(active("let a = 1$0\n"), (Value::Null, Value::Null));
}

#[test]
fn names_that_change_together() {
    let linked = |text: &str| {
        let (mut client, at) = opened(text);
        let found = client.at("textDocument/linkedEditingRange", URI, at);
        found["ranges"].as_array().map(Vec::len)
    };
    let text =
        "compute_environment po$0ol {\n}\njob_queue q {\n  compute_environments = [pool]\n}\n";
    assert_eq!(linked(text), Some(2));
    assert_eq!(linked("let a = [for $0x in [1]: x + 1]\n"), Some(2));
    assert_eq!(linked("let a = $01\n"), None);
}

#[test]
fn a_tree_of_who_names_whom() {
    let text = "compute_environment pool {\n}\njob_queue q$0 {\n  compute_environments = [pool]\n}\njob_definition j {\n  runs_on = [q]\n}\n";
    let (mut client, at) = opened(text);
    let item = client.at("textDocument/prepareCallHierarchy", URI, at)[0].take();
    assert_eq!(
        (&item["name"], &item["detail"]),
        (&json!("q"), &json!("job_queue"))
    );
    let params = json!({ "item": item });
    let out = client.request("callHierarchy/outgoingCalls", params.clone());
    assert_eq!(out[0]["to"]["name"], "pool");
    assert_eq!(
        out[0]["fromRanges"][0]["start"],
        json!({ "line": 3, "character": 26 })
    );
    let into = client.request("callHierarchy/incomingCalls", params);
    assert_eq!(into[0]["from"]["name"], "j");
    assert_eq!(into[0]["fromRanges"][0]["start"]["line"], 6);
}

#[test]
fn a_block_leads_to_its_template() {
    let text = "template job_queue base {\n  priority = 1\n}\njob_queue q$0 : base {\n}\n";
    let (mut client, at) = opened(text);
    let line = |found: Value| found[0]["range"]["start"]["line"].clone();
    assert_eq!(line(client.at("textDocument/typeDefinition", URI, at)), 0);
    assert_eq!(line(client.at("textDocument/declaration", URI, at)), 3);
}

#[test]
fn links_lead_out_of_the_file() {
    let text = "// https://example.com/a.\nexisting role r {\n  arn = \"arn:aws:iam::123456789012:role/r\"\n}\n$0";
    let (mut client, _) = opened(text);
    let links = client.request(
        "textDocument/documentLink",
        json!({ "textDocument": { "uri": URI } }),
    );
    assert_eq!(links[0]["target"], "https://example.com/a");
    assert_eq!(
        links[1]["target"],
        "https://console.aws.amazon.com/go/view?arn=arn:aws:iam::123456789012:role/r"
    );
}

/// The text of the page a code's address leads to, by way of a file or of the web.
fn page(address: &Value) -> String {
    let address = address.as_str().expect("an address");
    match address.strip_prefix("file://") {
        Some(path) => std::fs::read_to_string(path).expect("the page is there"),
        None => address.to_owned(),
    }
}

#[test]
fn codes_lead_to_their_pages() {
    let text = "project p {\n  region = \"us-east-1\"\n}\nlet a = 1\n// allow(unused-let): later\nlet b = 1\n$0";
    let (mut client, _) = opened(text);
    let document = json!({ "textDocument": { "uri": URI } });
    let found = client.request("textDocument/diagnostic", document.clone());
    let described = &found["items"][0]["codeDescription"]["href"];
    assert!(page(described).contains("unused-let"), "{found}");
    let links = client.request("textDocument/documentLink", document);
    assert!(page(&links[0]["target"]).contains("unused-let"), "{links}");
}

#[test]
fn of_a_text_that_is_gone_nothing_is_said() {
    let (mut client, _) = opened("job_queue q {\n}\n$0");
    let document = json!({ "textDocument": { "uri": URI } });
    client.notify("textDocument/didClose", document.clone());
    let found = client.request("textDocument/diagnostic", document);
    assert_eq!(found["items"], json!([]), "{found}");
}

#[test]
fn lines_stand_right_as_they_are_typed() {
    let edits = |text: &str, character: &str| {
        let (mut client, at) = opened(text);
        let mut params = place(URI, at);
        params["ch"] = json!(character);
        params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        client.request("textDocument/onTypeFormatting", params)
    };
    assert_eq!(edits("job_queue q {\n$0\n}\n", "\n")[0]["newText"], "  ");
    assert_eq!(edits("job_queue q {\n  }$0", "}")[0]["newText"], "");
    assert!(edits("let a = \"\"\"\n$0\n\"\"\"\n", "\n").is_null());
}

/// A result, or the error's code and words.
fn command(client: &mut Client, name: &str, arguments: Value) -> Result<Value, (i64, String)> {
    let params = json!({ "command": name, "arguments": [arguments] });
    let mut answer = client.ask("workspace/executeCommand", params);
    match &answer["error"] {
        Value::Null => Ok(answer["result"].take()),
        error => Err((
            error["code"].as_i64().unwrap_or_default(),
            error["message"].as_str().unwrap_or("").to_owned(),
        )),
    }
}

#[test]
fn a_program_is_compiled_and_drawn_as_it_stands_in_the_editor() {
    let good = POOL.replace("  max_vcpus      = 5\n", "");
    let (_folder, path) = folder(&[("main.batch", PROGRAM), ("parts/pool.batch", POOL)]);
    let part = uri_of(&path.join("parts/pool.batch"));
    let mut client = Client::greeting(in_folder(&path, pulls(), Value::Null), &[]);
    let (code, text) = command(&mut client, "batchlang.compile", json!({ "uri": part }))
        .expect_err("there is an error in it");
    assert_eq!(code, -32803);
    assert!(text.contains("pool.batch, line 5"), "{text}");
    // Mended in the editor, and not saved. The command is of the program the part belongs to.
    client.open(&part, &good);
    let done =
        command(&mut client, "batchlang.compile", json!({ "uri": part })).expect("it compiles");
    assert_eq!(done["folder"], uri_of(&path.join("terraform")));
    let main = std::fs::read_to_string(path.join("terraform/main.tf")).expect("written");
    assert!(main.contains("aws_batch_job_queue"), "{main}");
    let argument = json!({ "uri": part, "output": "elsewhere" });
    command(&mut client, "batchlang.compile", argument).expect("it compiles");
    assert!(path.join("elsewhere/main.tf").is_file());

    for (format, begins) in [
        ("svg", "<?xml"),
        ("dot", "digraph"),
        ("mermaid", "flowchart"),
    ] {
        let argument = json!({ "uri": part, "format": format });
        let drawn = command(&mut client, "batchlang.graph", argument).expect("a picture");
        let text = drawn["text"].as_str().unwrap_or("");
        assert!(text.starts_with(begins), "{format}: {text}");
    }
    let argument = json!({ "uri": part, "format": "png" });
    let (code, _) = command(&mut client, "batchlang.graph", argument).expect_err("no such form");
    assert_eq!(code, -32602);
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn codes_and_attributes_are_explained() {
    let (mut client, _) = opened("$0");
    let page = |client: &mut Client, topic: &str| {
        command(client, "batchlang.explain", json!({ "topic": topic }))
    };
    let code = page(&mut client, "mixed-architectures").expect("a page");
    assert!(
        code["text"]
            .as_str()
            .is_some_and(|text| text.starts_with('#')),
        "{code}"
    );
    assert!(page(&mut client, "job_queue.priority").is_ok());
    let (_, text) = page(&mut client, "job_queu").expect_err("there is no such thing");
    assert!(text.contains("did you mean `job_queue`"), "{text}");
    let (_, text) = command(&mut client, "batchlang.nothing", json!({})).expect_err("no command");
    assert!(text.contains("batchlang.compile"), "{text}");
}

#[test]
fn lenses_are_filled_when_they_are_looked_at() {
    let text = "compute_environment pool {\n  type           = SPOT\n  instance_types = [\"m6i.large\"]\n  max_vcpus      = 4\n}\njob_queue q {\n  priority             = 1\n  compute_environments = [pool]\n}\njob_definition j {\n  image   = \"busybox\"\n  vcpus   = 1\n  memory  = 2 GiB\n  runs_on = [q]\n}\nlet nobody = 1\n$0";
    let (mut client, _) = opened(text);
    let params = json!({ "textDocument": { "uri": URI } });
    let lenses = client.request("textDocument/codeLens", params.clone());
    let lenses = lenses.as_array().expect("a list").clone();
    assert!(lenses.iter().all(|lens| lens["command"].is_null()));
    let mut said = Vec::new();
    for lens in lenses {
        let command = client.request("codeLens/resolve", lens)["command"].take();
        let title = command["title"].as_str().unwrap_or("").to_owned();
        let places = command["arguments"][2].as_array().map_or(0, Vec::len);
        said.push((title, places));
    }
    let expected = [
        ("1 reference", 1),
        ("1 job, 1 queue", 2),
        ("1 reference", 1),
        ("0 references", 0),
        ("runs on m6i.large", 1),
        ("0 references", 0),
    ];
    assert_eq!(
        said,
        expected.map(|(title, places)| (title.to_owned(), places))
    );
    let settings = json!({ "batchlang": { "codeLens": false } });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings }),
    );
    assert_eq!(client.request("textDocument/codeLens", params), json!([]));
}

#[test]
fn nothing_a_client_says_ends_the_server() {
    let (mut client, _) = opened("job_queue q {\n}\n$0");
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    let wrong = json!({ "nothing": 1 });
    assert_eq!(code(&client.ask("textDocument/hover", wrong)), Some(-32602));
    assert_eq!(
        code(&client.ask("textDocument/nothing", json!({}))),
        Some(-32601)
    );
    // No JSON, a batch, no message, a length that is none: each is answered with an error.
    for bytes in [
        "Content-Length: 5\r\n\r\n{bad}",
        "Content-Length: 2\r\n\r\n[]",
        "Content-Length: 7\r\n\r\n{\"x\":1}",
        "Content-Length: x\r\n\r\n",
    ] {
        client.write(bytes.as_bytes());
        assert_eq!(code(&client.answer(Value::Null)), Some(-32700), "{bytes}");
    }
    client.notify("textDocument/didOpen", json!({ "nothing": 1 }));
    client.notify("$/cancelRequest", json!({ "id": 999 }));
    let edit = json!([{ "range": { "start": { "line": 50, "character": 0 }, "end": { "line": 3, "character": 9 } }, "text": "" }]);
    client.change(URI, 2, edit);
    let far = client.at("textDocument/hover", URI, (99_999, 99_999));
    assert!(far.is_null());
    let gone = client.pull("file:///nowhere/none.batch");
    assert!(gone.is_array(), "{gone}");
    assert!(!client.at("textDocument/hover", URI, (0, 2)).is_null());
    client.request("shutdown", Value::Null);
    assert_eq!(
        code(&client.ask("textDocument/hover", json!({}))),
        Some(-32600)
    );
    assert_eq!(client.end(false), Some(0));
}

#[test]
fn nothing_is_answered_before_the_start() {
    let mut client = Client::bare();
    let answer = client.ask("textDocument/hover", place(URI, (0, 0)));
    assert_eq!(answer["error"]["code"], -32002);
    assert_eq!(client.end(false), Some(1));
}
