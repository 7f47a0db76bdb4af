//! A client of the real program: speaks the protocol to `batchlang lsp` over its pipes.

use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications nobody has asked for yet.
    waiting: VecDeque<Value>,
    next: i64,
    pub capabilities: Value,
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
        Client::begin(
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities }),
            &[],
        )
    }

    /// A client that says all this at the start, and answers the server's requests so.
    pub fn begin(params: Value, answers: &[(&str, Value)]) -> Client {
        let mut client = Client::silent();
        for (method, answer) in answers {
            client.answer(method, answer.clone());
        }
        client.capabilities = client.request("initialize", params)["capabilities"].take();
        client.notify("initialized", json!({}));
        client
    }

    /// A client that has not said anything yet.
    pub fn silent() -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_batchlang"))
            .args(["lsp", "--stdio"])
            // No test calls AWS as whoever runs it.
            .env("AWS_ACCESS_KEY_ID", "sandbox")
            .env("AWS_SECRET_ACCESS_KEY", "sandbox")
            .env_remove("AWS_PROFILE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
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
            answers: HashMap::new(),
        }
    }

    /// From now on the server's requests of that method are answered so.
    pub fn answer(&mut self, method: &str, answer: Value) {
        self.answers.insert(method.to_owned(), answer);
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(&format!("Content-Length: {}\r\n\r\n{text}", text.len()));
    }

    /// Sends what may be no message at all.
    pub fn send_bytes(&mut self, bytes: &str) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes.as_bytes()).expect("it reads");
        input.flush().expect("it reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The whole answer to a request, errors too.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.answered(id)
    }

    /// The whole answer to a request that was sent before.
    pub fn answered(&mut self, id: impl Into<Value>) -> Value {
        let id = id.into();
        let answers = |message: &Value| message["id"] == id && message["method"].is_null();
        let known = self.waiting.iter().position(answers);
        if let Some(message) = known.and_then(|at| self.waiting.remove(at)) {
            return message;
        }
        loop {
            let message = self.receive();
            if answers(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// The result of a request that must succeed.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.ask(method, params.clone());
        assert!(answer["error"].is_null(), "{method} {params}: {answer}");
        answer["result"].take()
    }

    fn receive(&mut self) -> Value {
        let message = self
            .messages
            .recv_timeout(PATIENCE)
            .expect("the server answers");
        if let (Some(method), false) = (message["method"].as_str(), message["id"].is_null()) {
            let result = self.answers.get(method).cloned().unwrap_or_default();
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
        message
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

    fn wait(&mut self) -> Option<i32> {
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

pub fn place(uri: &str, (line, character): (u32, u32)) -> Value {
    json!({
        "textDocument": { "uri": uri },
        "position": { "line": line, "character": character },
    })
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
