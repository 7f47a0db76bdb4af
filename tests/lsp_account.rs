//! The language server beside an account: plan and apply from an editor, and live names, against
//! the sandbox. The real program over its pipes.

#![cfg(all(feature = "lsp", feature = "aws", feature = "sandbox"))]

#[path = "lsp/client.rs"]
mod client;

use client::{Client, place};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const URI: &str = "untitled:a.batch";

const PROGRAM: &str = r#"project lab {
  region = "us-east-1"
}

compute_environment pool {
  type           = SPOT
  instance_types = ["m6i"]
  max_vcpus      = 4
}

job_queue main {
  priority             = 1
  compute_environments = [pool]
}
"#;

/// A running `batchlang sandbox`.
struct Sandbox {
    process: Child,
    url: String,
}

impl Sandbox {
    fn start() -> Sandbox {
        let mut process = Command::new(env!("CARGO_BIN_EXE_batchlang"))
            .args(["sandbox", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the sandbox starts");
        let output = process.stdout.take().expect("its output is a pipe");
        let mut url = String::new();
        BufReader::new(output)
            .read_line(&mut url)
            .expect("it says where it is");
        let url = url.trim().to_owned();
        Sandbox { process, url }
    }

    /// The calls it has had, as text.
    fn log(&self) -> String {
        let host = self.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).expect("it listens");
        write!(
            stream,
            "GET /_sandbox/log HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .expect("it reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        let (_, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        body.to_owned()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn client(url: &str, live: bool) -> Client {
    Client::greeting(
        json!({
            "processId": null,
            "capabilities": {
                "textDocument": { "diagnostic": {} },
                "window": { "workDoneProgress": true },
            },
            "initializationOptions": { "endpointUrl": url, "live": live },
        }),
        &[],
    )
}

fn folder_with(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder
        .path()
        .canonicalize()
        .expect("a path")
        .join("main.batch");
    std::fs::write(&path, text).expect("written");
    (folder, format!("file://{}", path.to_string_lossy()))
}

fn run(client: &mut Client, name: &str, uri: &str) -> Value {
    let params = json!({ "command": name, "arguments": [{ "uri": uri }] });
    client.request("workspace/executeCommand", params)
}

#[test]
fn a_program_is_planned_and_applied_after_a_question() {
    let sandbox = Sandbox::start();
    let (_folder, uri) = folder_with(PROGRAM);
    let mut client = client(&sandbox.url, false);
    let plan = run(&mut client, "batchlang.plan", &uri);
    let text = plan["text"].as_str().unwrap_or("");
    assert!(text.contains("job_queue.main"), "{text}");
    assert_eq!(plan["empty"], false);
    assert_eq!(
        client.heard("$/progress")["value"]["title"],
        "batchlang plan"
    );

    // The answer is no.
    let done = run(&mut client, "batchlang.apply", &uri);
    assert_eq!(
        (&done["applied"], &done["complete"]),
        (&json!(false), &json!(false))
    );
    let question = client.heard("window/showMessageRequest");
    let text = question["message"].as_str().unwrap_or("");
    assert!(
        text.contains("123456789012") && text.contains("create"),
        "{text}"
    );
    assert!(!sandbox.log().contains("CreateJobQueue"));

    // The answer is yes; hovers are answered meanwhile.
    client.will_answer("window/showMessageRequest", json!({ "title": "Apply" }));
    client.open(&uri, PROGRAM);
    let params = json!({ "command": "batchlang.apply", "arguments": [{ "uri": uri }] });
    let apply = json!({ "jsonrpc": "2.0", "id": "apply", "method": "workspace/executeCommand", "params": params });
    client.send(&apply);
    client.heard("window/showMessageRequest");
    let hover = client.at("textDocument/hover", &uri, (10, 2));
    assert!(!hover.is_null());
    let done = client.answer("apply");
    assert_eq!(done["result"]["complete"], true, "{done}");
    assert!(sandbox.log().contains("CreateJobQueue"));
    let again = run(&mut client, "batchlang.apply", &uri);
    assert_eq!(again["complete"], true);
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn an_apply_can_be_stopped() {
    let sandbox = Sandbox::start();
    let (_folder, uri) = folder_with(PROGRAM);
    let mut client = client(&sandbox.url, false);
    client.will_answer("window/showMessageRequest", json!({ "title": "Apply" }));
    let params = json!({ "command": "batchlang.apply", "arguments": [{ "uri": uri }], "workDoneToken": "mine" });
    client.send(&json!({ "jsonrpc": "2.0", "id": "apply", "method": "workspace/executeCommand", "params": params }));
    client.heard("window/showMessageRequest");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "mine" }));
    let done = client.answer("apply");
    // It was stopped before its first call, or between two.
    assert_eq!(done["result"]["complete"], false, "{done}");
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn what_cannot_be_planned_is_said() {
    let (_folder, uri) = folder_with(PROGRAM);
    // Nobody listens there.
    let mut client = client("http://127.0.0.1:9", false);
    let params =
        json!({ "command": "batchlang.plan", "arguments": [{ "uri": "file:///nowhere.batch" }] });
    let error = client.ask("workspace/executeCommand", params);
    assert_eq!(error["error"]["code"], -32803, "{error}");
    let params = json!({ "command": "batchlang.plan", "arguments": [{ "uri": uri }] });
    client.send(&json!({ "jsonrpc": "2.0", "id": "plan", "method": "workspace/executeCommand", "params": params }));
    // The SDK tries again and again; the user need not wait for that.
    client.notify("$/cancelRequest", json!({ "id": "plan" }));
    assert_eq!(client.answer("plan")["error"]["code"], -32800);
}

/// The labels and details offered at the place behind the first `name = "`.
fn names(client: &mut Client, text: &str) -> Vec<(String, String)> {
    let before = &text[..text.find("name = \"").expect("a name") + 8];
    let line = before.matches('\n').count() as u32;
    let list = client.request("textDocument/completion", place(URI, (line, 10)));
    let items = list["items"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    items
        .map(|item| (text(&item["label"]), text(&item["detail"])))
        .collect()
}

#[test]
fn names_of_the_account_are_offered_where_the_user_allowed_it() {
    let sandbox = Sandbox::start();
    let (_folder, uri) = folder_with(PROGRAM);
    let mut first = client(&sandbox.url, false);
    first.will_answer("window/showMessageRequest", json!({ "title": "Apply" }));
    assert_eq!(run(&mut first, "batchlang.apply", &uri)["complete"], true);

    let text =
        "project p {\n  region = \"us-east-1\"\n}\nexisting job_queue q {\n  name = \"\"\n}\n";
    let calls = sandbox.log();
    let mut shy = client(&sandbox.url, false);
    shy.open(URI, text);
    assert_eq!(names(&mut shy, text), []);
    std::thread::sleep(Duration::from_millis(300));
    assert!(sandbox.log() == calls, "nothing is asked without consent");

    let mut client = client(&sandbox.url, true);
    client.open(URI, text);
    let start = Instant::now();
    loop {
        let found = names(&mut client, text);
        if let Some((name, detail)) = found.first() {
            assert!(name.ends_with("main"), "{name}");
            assert!(
                detail.contains("from account 123456789012, just now"),
                "{detail}"
            );
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "no names came");
        std::thread::sleep(Duration::from_millis(20));
    }
    // Once it is known it is not asked for again.
    let calls = sandbox.log();
    assert_eq!(names(&mut client, text).len(), 1);
    assert!(sandbox.log() == calls, "it is asked for again");
}

#[test]
fn an_account_that_does_not_answer_is_told_of_once() {
    let text = "project p {\n  region  = \"us-east-1\"\n  account = \"999999999999\"\n}\nexisting job_queue q {\n  name = \"\"\n}\n";
    let sandbox = Sandbox::start();
    let mut client = client(&sandbox.url, true);
    client.open(URI, text);
    assert_eq!(names(&mut client, text), []);
    let told = client.heard("window/showMessage");
    let told = told["message"].as_str().unwrap_or("");
    assert!(
        told.contains("the file is for account 999999999999"),
        "{told}"
    );
    assert!(!sandbox.log().contains("DescribeJobQueues"));
}

/// A client whose setting names a profile, of a file that has `lab` alone. Keys of another account
/// stand in the environment.
fn client_of(profile: &str, folder: &Path, url: &str) -> Client {
    let file = folder.join("config");
    let text = "[profile lab]\nregion = eu-central-1\naws_access_key_id = LAB\naws_secret_access_key = lab\n";
    std::fs::write(&file, text).expect("written");
    let (file, none) = (file.to_string_lossy(), folder.join("none"));
    let none = none.to_string_lossy();
    Client::greeting_in(
        &[
            ("AWS_CONFIG_FILE", &file),
            ("AWS_SHARED_CREDENTIALS_FILE", &none),
        ],
        json!({
            "processId": null,
            "capabilities": { "textDocument": { "diagnostic": {} } },
            "initializationOptions": { "endpointUrl": url, "live": true, "profile": profile },
        }),
        &[],
    )
}

#[test]
fn the_profile_of_the_settings_says_whose_names_are_asked_for() {
    let sandbox = Sandbox::start();
    let folder = tempfile::tempdir().expect("a folder");
    // No project says a region: it is the profile's.
    let text = "existing job_queue q {\n  name = \"\"\n}\n";
    let mut client = client_of("lab", folder.path(), &sandbox.url);
    client.open(URI, text);
    assert_eq!(names(&mut client, text), []);
    let start = Instant::now();
    while !sandbox.log().contains("DescribeJobQueues") {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "nothing is asked"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    let log: Value = serde_json::from_str(&sandbox.log()).expect("JSON");
    let calls = log["calls"].as_array().expect("a list");
    assert!(
        calls.iter().all(|call| call["region"] == "eu-central-1"),
        "{log}"
    );
}

#[test]
fn a_profile_that_is_not_there_is_said_and_no_other_is_taken() {
    let sandbox = Sandbox::start();
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "project p {\n  region = \"us-east-1\"\n}\nexisting job_queue q {\n  name = \"\"\n}\n";
    let mut client = client_of("lap", folder.path(), &sandbox.url);
    client.open(URI, text);
    assert_eq!(names(&mut client, text), []);
    let told = client.heard("window/showMessage");
    let told = told["message"].as_str().unwrap_or("");
    assert!(told.contains("there is no profile `lap`"), "{told}");
    assert!(told.contains("have `lab`"), "{told}");
    // A plan says it, too.
    let (_folder, uri) = folder_with(PROGRAM);
    let params = json!({ "command": "batchlang.plan", "arguments": [{ "uri": uri }] });
    let error = client.ask("workspace/executeCommand", params);
    let said = error["error"]["message"].as_str().unwrap_or("");
    assert!(said.contains("there is no profile `lap`"), "{error}");
    assert!(
        !sandbox.log().contains("GetCallerIdentity"),
        "the keys of the environment were taken"
    );
}
