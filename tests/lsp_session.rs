//! How a session of the language server goes on and ends: messages take effect in their order,
//! requests can be cancelled, and the process ends when it is told to or left alone.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/model.rs"]
mod model;

use client::{Client, place};
use model::{Shelf, byte, told};
use serde_json::{Value, json};
use std::time::Duration;

const URI: &str = "untitled:a.batch";

#[test]
fn the_last_of_many_changes_is_what_is_answered_about() {
    for pulls in [true, false] {
        let mut client = Client::start("utf-16", pulls);
        client.open(URI, "");
        let last = 3_000;
        for version in 2..=last {
            client.replace(URI, version, &format!("let a = {version}\noutput o = a\n"));
        }
        let said = client.at("textDocument/hover", URI, (1, 11));
        let said = said["contents"]["value"].as_str().unwrap_or("").to_owned();
        assert!(said.contains(&format!("{last}")), "{said}");
        if pulls {
            continue;
        }
        // What is pushed never goes back, and ends with the last.
        client.replace(URI, last + 1, "let let = 1\n");
        let mut versions: Vec<i64> = Vec::new();
        while versions.last() != Some(&(last + 1)) {
            let message = client
                .next_message(Duration::from_secs(20))
                .expect("it is pushed");
            versions.extend(message["params"]["version"].as_i64());
        }
        assert!(versions.is_sorted(), "{versions:?}");
    }
}

#[test]
fn edits_and_requests_in_one_write_are_taken_in_order() {
    let mut client = Client::start("utf-16", true);
    client.open(URI, "");
    let frame = |message: Value| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    };
    let mut bytes = String::new();
    for number in 1..=200 {
        let document = json!({ "uri": URI, "version": number + 1 });
        let text = format!("{}priority = 1\n", "\n".repeat(number));
        let change = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        bytes += &frame(
            json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": change }),
        );
        let asked = json!({ "textDocument": { "uri": URI } });
        bytes += &frame(json!({
            "jsonrpc": "2.0", "id": 10_000 + number, "method": "textDocument/diagnostic", "params": asked,
        }));
    }
    client.write(bytes.as_bytes());
    for number in 1..=200 {
        let answer = client.answer(10_000 + number);
        let found = told(&answer["result"]["items"]);
        assert!(
            found.iter().all(|one| one.start.0 as i64 == number),
            "{number}: {answer}"
        );
        assert!(!found.is_empty(), "{number}");
    }
}

#[test]
fn a_cancelled_request_is_answered_once_and_the_rest_goes_on() {
    let mut client = Client::start("utf-16", true);
    client.open(URI, &"job_queue q {\n  priority = 1\n}\n".repeat(300));
    let asked: Vec<i64> = (0..100)
        .map(|number| {
            let params = place(URI, (number * 3 + 1, 3));
            let id = client.begin("textDocument/completion", params);
            if number % 2 == 0 {
                client.notify("$/cancelRequest", json!({ "id": id }));
            }
            id
        })
        .collect();
    for (number, id) in asked.into_iter().enumerate() {
        let answer = client.answer(id);
        let cancelled = answer["error"]["code"] == -32800;
        assert!(
            answer["result"]["items"].is_array() || (cancelled && number % 2 == 0),
            "{answer}"
        );
    }
    // Nobody asked for these.
    client.notify("$/cancelRequest", json!({ "id": 77_777 }));
    client.notify("$/cancelRequest", json!({ "id": "text" }));
    assert!(client.at("textDocument/hover", URI, (0, 3))["contents"].is_object());
    let more = client.next_message(Duration::from_millis(50));
    assert_eq!(more, None, "an answer too many");
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn what_comes_too_early_or_too_late_is_refused() {
    let mut client = Client::bare();
    let early = client.ask("textDocument/hover", place(URI, (0, 0)));
    assert_eq!(early["error"]["code"], -32002, "{early}");
    let mut client = Client::start("utf-8", true);
    let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    let twice = client.ask("initialize", params);
    assert!(twice["error"].is_object(), "{twice}");
    client.request("shutdown", json!({}));
    let late = client.ask("textDocument/hover", place(URI, (0, 0)));
    assert_eq!(late["error"]["code"], -32600, "{late}");
    client.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(client.wait(), Some(0));
}

#[test]
fn the_end_comes_whatever_was_under_way() {
    let busy = || {
        let mut client = Client::start("utf-16", true);
        client.open(URI, &"job_queue q {\n  priority = 1\n}\n".repeat(2_000));
        for line in 0..20 {
            client.begin("textDocument/completion", place(URI, (line, 2)));
        }
        client
    };
    assert_eq!(busy().end(true), Some(0));
    assert_eq!(busy().end(false), Some(1));
    // The client is gone: its end of the pipes is closed.
    assert_eq!(busy().leave(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_client_leaves_no_server_behind() {
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};
    // A shell is the client: it starts the server, says which it is, hands it what we write, and is killed.
    let script = "\"$0\" lsp <&0 >/dev/null & echo $!; wait";
    let mut shell = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_batchlang")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("there is a shell");
    let mut number = [0; 16];
    let mut output = shell.stdout.take().expect("a pipe");
    let count = output.read(&mut number).expect("it says so");
    let pid = String::from_utf8_lossy(&number[..count]).trim().to_owned();
    let mut input = shell.stdin.take().expect("a pipe");
    input
        .write_all(b"Content-Length: 99\r\n\r\n{")
        .expect("half a message");
    assert!(std::path::Path::new(&format!("/proc/{pid}")).exists());
    shell.kill().expect("it is killed");
    shell.wait().expect("it is gone");
    drop(input);
    let gone = |_: &i32| {
        std::thread::sleep(Duration::from_millis(20));
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"));
        status.map_or(true, |status| status.contains("State:\tZ"))
    };
    assert!((0..500).find(gone).is_some(), "{pid} is still there");
}

#[test]
fn headers_are_read_as_the_protocol_allows_them() {
    let mut client = Client::start("utf-8", true);
    let body = json!({ "jsonrpc": "2.0", "id": 4_001, "method": "workspace/symbol", "params": { "query": "" } });
    let body = body.to_string();
    let head = format!(
        "Content-Length: {}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        body.len()
    );
    // In pieces, as a slow pipe hands them on.
    let bytes = format!("{head}{body}").into_bytes();
    for piece in bytes.chunks(7) {
        client.write(piece);
    }
    assert!(client.answer(4_001)["result"].is_array());
    // JSON that is no message is passed over.
    client.write(b"Content-Length: 17\r\n\r\n{\"jsonrpc\":\"2.0\"}");
    let found = client.request("workspace/symbol", json!({ "query": "" }));
    assert!(found.is_array(), "{found}");
    assert_eq!(client.end(true), Some(0));
}

/// Lines of every width and end, edited and asked about in each encoding.
#[test]
fn places_in_every_encoding() {
    let text = "// é\r\nlet wide = \"日𝒎é\" + nothing\r\n\r\nlet last = \"𝒎\"";
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::start(encoding, true);
        client.open(URI, text);
        let expected = Shelf::of(URI, text).findings(URI, URI, encoding);
        assert!(expected.iter().any(|one| one.start.0 == 1), "{expected:?}");
        assert_eq!(told(&client.pull(URI)), expected, "{encoding}");
        // Past the end of a line is its end, past the last line the end of the text.
        let mut now = text.to_owned();
        for (version, place) in [(0, 99), (1, 4_000), (2, 1), (3, 12), (3, 13), (9, 9)]
            .into_iter()
            .enumerate()
        {
            let change = model::Change {
                range: Some((place, place)),
                text: "\u{1d48e}".to_owned(),
            };
            now = change.apply(&now, encoding);
            client.change(URI, version as i64 + 2, json!([change.json()]));
            let expected = Shelf::of(URI, &now).findings(URI, URI, encoding);
            assert_eq!(
                told(&client.pull(URI)),
                expected,
                "{encoding} {place:?}: {now:?}"
            );
        }
        let end = byte(&now, 9, 9, encoding);
        assert_eq!(end, now.len());
    }
}

/// The codes found in a document now.
fn codes(client: &mut Client, uri: &str) -> Vec<String> {
    let report = client.pull(uri);
    let items = report.as_array().cloned().expect("a list");
    let code = |one: &Value| one["code"].as_str().unwrap_or("").to_owned();
    items.iter().map(code).collect()
}

fn close(client: &mut Client, uri: &str) {
    let document = json!({ "uri": uri });
    client.notify("textDocument/didClose", json!({ "textDocument": document }));
}

#[cfg(unix)]
#[test]
fn an_open_text_stays_open_while_its_file_comes_and_goes() {
    let scratch = tempfile::tempdir().expect("a folder");
    let (real, link) = (scratch.path().join("real"), scratch.path().join("link"));
    std::fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    let file = link.join("new.batch");
    let uri = format!("file://{}", file.display());
    let mut client = Client::start("utf-16", true);
    client.open(&uri, "let a = 1\noutput o = a\n");
    assert_eq!(codes(&mut client, &uri), [""; 0]);
    std::fs::write(&file, "let a = 1\noutput o = a\n").expect("written");
    client.replace(&uri, 2, "output o = \n");
    assert_eq!(codes(&mut client, &uri), ["expected-value"]);
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(codes(&mut client, &uri), ["expected-value"]);
    client.replace(&uri, 3, "output o = 1\n");
    assert_eq!(codes(&mut client, &uri), [""; 0]);
}

#[test]
fn what_is_open_under_two_names_is_closed_under_one() {
    let scratch = tempfile::tempdir().expect("a folder");
    let path = scratch.path().join("m.batch");
    std::fs::write(&path, "output o = 1\n").expect("written");
    let name = path.display();
    let (file, untitled) = (format!("file://{name}"), format!("untitled:{name}"));
    let mut client = Client::start("utf-16", true);
    client.open(&untitled, "output o = \n");
    client.open(&file, "output o = 1\n");
    assert_eq!(codes(&mut client, &file), [""; 0]);
    close(&mut client, &untitled);
    client.replace(&file, 2, "output o = \n");
    assert_eq!(codes(&mut client, &file), ["expected-value"]);
    // An older state of a file is no other text of it.
    let old = format!("git:{name}?ref=HEAD");
    client.replace(&file, 3, "output o = 1\n");
    client.open(&old, "output o = \n");
    assert_eq!(codes(&mut client, &file), [""; 0]);
    close(&mut client, &old);
    assert_eq!(codes(&mut client, &file), [""; 0]);
}

#[test]
fn a_file_that_is_read_and_imported_is_read_again_after_every_edit() {
    let scratch = tempfile::tempdir().expect("a folder");
    let at = |name: &str| format!("file://{}", scratch.path().join(name).display());
    let root = |end: &str| {
        format!(
            "import \"lib.batch\"\nlet n = length(file(\"lib.batch\")){end}\noutput o = n + a\n"
        )
    };
    let lib = |comment: &str| format!("// {comment}\nlet a = 1\n");
    for (name, text) in [("main.batch", root("")), ("lib.batch", lib(""))] {
        std::fs::write(scratch.path().join(name), text).expect("written");
    }
    let mut client = Client::start("utf-16", true);
    client.open(&at("main.batch"), &root(""));
    client.open(&at("lib.batch"), &lib(""));
    let mut lengths = Vec::new();
    for (version, comment) in (2..).zip(["a", "ab", "abc"]) {
        client.replace(
            &at("main.batch"),
            version,
            &format!("// {comment}\n{}", root("")),
        );
        assert_eq!(codes(&mut client, &at("main.batch")), [""; 0]);
        client.replace(&at("lib.batch"), version, &lib(comment));
        let said = client.at("textDocument/hover", &at("main.batch"), (3, 11));
        lengths.push(said["contents"]["value"].to_string());
    }
    lengths.dedup();
    assert_eq!(lengths.len(), 3, "{lengths:?}");
}
