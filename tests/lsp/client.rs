//! A client of the real program: speaks the protocol to `batchlang lsp` over its pipes.
//! `BATCHLANG_BINARY` names another build of it to try.

#![allow(dead_code)] // not every test that shares this file needs all of it

use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications nobody has asked for yet.
    waiting: VecDeque<Value>,
    next: i64,
    pub capabilities: Value,
    complaints: Arc<Mutex<String>>,
    /// What the server's own requests are answered with, by method; else null.
    answers: HashMap<String, Value>,
}

/// As long as a busy machine may take.
const PATIENCE: Duration = Duration::from_secs(20);

impl Client {
    /// A client that counts characters in `encoding` and has everything else a modern editor has.
    pub fn start(encoding: &str, pulls: bool) -> Client {
        let mut text_document = json!({
            "completion": { "completionItem": { "snippetSupport": true } },
        });
        if pulls {
            text_document["diagnostic"] = json!({});
        }
        Client::with(json!({
            "general": { "positionEncodings": [encoding] },
            "textDocument": text_document,
        }))
    }

    pub fn with(capabilities: Value) -> Client {
        Client::greeting(
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities }),
            &[],
        )
    }

    /// A client that says all this at the start, and answers the server's requests so.
    pub fn greeting(params: Value, answers: &[(&str, Value)]) -> Client {
        Client::greeting_in(&[], params, answers)
    }

    /// The same of a server with these variables in its environment.
    pub fn greeting_in(
        environment: &[(&str, &str)],
        params: Value,
        answers: &[(&str, Value)],
    ) -> Client {
        let mut client = Client::bare_in(environment);
        for (method, answer) in answers {
            client.will_answer(method, answer.clone());
        }
        client.capabilities = client.request("initialize", params)["capabilities"].take();
        client.notify("initialized", json!({}));
        client
    }

    /// From now on the server's requests of that method are answered so.
    pub fn will_answer(&mut self, method: &str, answer: Value) {
        self.answers.insert(method.to_owned(), answer);
    }

    /// A client that has said nothing yet.
    pub fn bare() -> Client {
        Client::bare_in(&[])
    }

    fn bare_in(environment: &[(&str, &str)]) -> Client {
        let own = env!("CARGO_BIN_EXE_batchlang").to_owned();
        let mut child = Command::new(std::env::var("BATCHLANG_BINARY").unwrap_or(own))
            .args(["lsp", "--stdio"])
            // No test calls AWS as whoever runs it.
            .env("AWS_ACCESS_KEY_ID", "sandbox")
            .env("AWS_SECRET_ACCESS_KEY", "sandbox")
            .env_remove("AWS_PROFILE")
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let complaints = listen(child.stderr.take().expect("its errors are a pipe"));
        let output = child.stdout.take().expect("its output is a pipe");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            input: child.stdin.take(),
            child,
            messages,
            waiting: VecDeque::new(),
            next: 0,
            capabilities: Value::Null,
            complaints,
            answers: HashMap::new(),
        }
    }

    /// What it wrote to its standard error.
    pub fn complaints(&self) -> String {
        self.complaints.lock().expect("nobody panicked").clone()
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Bytes as they stand, whatever the server makes of them.
    pub fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).expect("it reads");
        input.flush().expect("it reads");
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.input.as_mut().expect("the input is open");
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it reads");
        input.flush().expect("it reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait for its answer.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request begun before.
    pub fn answer(&mut self, id: impl Into<Value>) -> Value {
        let id = id.into();
        let is_it = |message: &Value| message["id"] == id && message["method"].is_null();
        if let Some(at) = self.waiting.iter().position(is_it) {
            return self.waiting.remove(at).expect("it was found");
        }
        loop {
            let message = self.receive();
            if is_it(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// The whole answer to a request, errors too.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        self.answer(id)
    }

    /// The next message that is no answer being waited for; `None` after a while without one.
    pub fn next_message(&mut self, patience: Duration) -> Option<Value> {
        if let Some(kept) = self.waiting.pop_front() {
            return Some(kept);
        }
        let message = self.messages.recv_timeout(patience).ok()?;
        self.comply(&message);
        Some(message)
    }

    /// The result of a request that must succeed.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.ask(method, params.clone());
        assert!(answer["error"].is_null(), "{method} {params}: {answer}");
        answer["result"].take()
    }

    fn receive(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE);
        let message = message.expect("the server answers");
        self.comply(&message);
        message
    }

    /// Answers what the server asks of its client: as it was told to, else as one that has
    /// nothing to add.
    fn comply(&mut self, message: &Value) {
        if let (Some(method), false) = (message["method"].as_str(), message["id"].is_null()) {
            let result = self.answers.get(method).cloned().unwrap_or_default();
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }

    /// The parameters of the next message of a method the server sends by itself.
    pub fn heard(&mut self, method: &str) -> Value {
        let known = self.waiting.iter().position(|one| one["method"] == method);
        if let Some(mut message) = known.and_then(|at| self.waiting.remove(at)) {
            return message["params"].take();
        }
        loop {
            let mut message = self.receive();
            if message["method"] == method {
                return message["params"].take();
            }
            self.waiting.push_back(message);
        }
    }

    /// The diagnostics of a version of a document, as they are pushed.
    pub fn pushed(&mut self, uri: &str, version: i64) -> Value {
        loop {
            let mut message = match self.waiting.pop_front() {
                Some(message) => message,
                None => self.receive(),
            };
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
            {
                return message["params"]["diagnostics"].take();
            }
        }
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "batch", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i64, text: &str) {
        self.change(uri, version, json!([{ "text": text }]));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    pub fn at(&mut self, method: &str, uri: &str, (line, character): (u32, u32)) -> Value {
        self.request(method, place(uri, (line, character)))
    }

    pub fn pull(&mut self, uri: &str) -> Value {
        let params = json!({ "textDocument": { "uri": uri } });
        self.request("textDocument/diagnostic", params)["items"].take()
    }

    /// Says goodbye and gives the exit code.
    pub fn end(mut self, shut_down: bool) -> Option<i32> {
        if shut_down {
            self.request("shutdown", Value::Null);
        }
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        self.wait()
    }

    /// Closes its input without a word.
    pub fn leave(mut self) -> Option<i32> {
        self.input = None;
        self.wait()
    }

    pub fn wait(&mut self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The document most tests open.
pub const URI: &str = "untitled:a.batch";

/// The text without its `$0`, and the line and (ASCII) column that stood at.
pub fn cursor(text: &str) -> (String, (u32, u32)) {
    let at = text.find("$0").expect("the text has a cursor");
    let before = &text[..at];
    let line = before.matches('\n').count() as u32;
    let column = at - before.rfind('\n').map_or(0, |newline| newline + 1);
    (text.replacen("$0", "", 1), (line, column as u32))
}

/// A client that has opened the text, and where the cursor stands.
pub fn opened(text: &str) -> (Client, (u32, u32)) {
    let (text, at) = cursor(text);
    let mut client = Client::start("utf-16", true);
    client.open(URI, &text);
    (client, at)
}

pub fn place(uri: &str, (line, character): (u32, u32)) -> Value {
    json!({
        "textDocument": { "uri": uri },
        "position": { "line": line, "character": character },
    })
}

/// Collects what is written to a pipe.
fn listen(mut pipe: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let heard = Arc::new(Mutex::new(String::new()));
    let kept = heard.clone();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count) = pipe.read(&mut bytes) {
            if count == 0 {
                return;
            }
            let text = String::from_utf8_lossy(&bytes[..count]);
            kept.lock().expect("nobody panicked").push_str(&text);
        }
    });
    heard
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
