//! The real program under random edits and requests: it must neither die nor grow, and what it
//! says must stay what a check from nothing says. `BATCHLANG_SOAK` sets the number of steps,
//! `BATCHLANG_SOAK_SEED` repeats a run that failed.

use super::client::Client;
use super::engine::{MAIN, PART};
use super::model::{
    Change, Random, Shelf, Told, declares_project, position, random_byte, random_change, seeds,
    told,
};
use super::requests::{At, announced, edited, follow_up, judge, params};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A file of the session: on the disk, and open or not.
struct File {
    uri: String,
    /// Its path, or the URI of what has none.
    name: String,
    disk: Option<String>,
    open: Option<String>,
    version: i64,
}

struct Soak {
    client: Client,
    random: Random,
    seed: u64,
    step: usize,
    encoding: &'static str,
    pulls: bool,
    methods: Vec<&'static str>,
    seeds: Vec<String>,
    files: Vec<File>,
    _folder: tempfile::TempDir,
    /// Requests whose answers are still to come.
    begun: Vec<(i64, &'static str)>,
    /// What was last pushed of each document.
    pushed: HashMap<String, (Value, Vec<Told>)>,
    /// The last things done, told when something fails.
    log: VecDeque<String>,
    counts: BTreeMap<&'static str, usize>,
}

impl Drop for Soak {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let lines: Vec<&String> = self.log.iter().collect();
            eprintln!("the last steps:\n{lines:#?}");
            eprintln!("server: {}", self.client.complaints());
            eprintln!(
                "again with BATCHLANG_SOAK_SEED={}, step {}",
                self.seed, self.step
            );
        }
    }
}

const BETWEEN_CHECKS: usize = 20;

fn steps(short: usize) -> usize {
    let set = std::env::var("BATCHLANG_SOAK").ok();
    set.map_or(short, |number| number.parse().expect("a number"))
}

fn seed() -> u64 {
    let set = std::env::var("BATCHLANG_SOAK_SEED").or_else(|_| std::env::var("PROPTEST_RNG_SEED"));
    set.map_or_else(
        |_| {
            std::time::UNIX_EPOCH
                .elapsed()
                .map_or(1, |since| since.as_nanos() as u64)
        },
        |number| number.parse().expect("a number"),
    )
}

#[test]
fn a_client_that_asks_for_findings() {
    Soak::start(seed(), "utf-16", true).run(steps(500));
}

#[test]
fn a_client_that_is_told_of_findings() {
    Soak::start(seed(), "utf-8", false).run(steps(1500) / 3);
}

#[test]
fn a_client_that_counts_characters() {
    Soak::start(seed(), "utf-32", true).run(steps(600) / 5);
}

impl Soak {
    fn start(seed: u64, encoding: &'static str, pulls: bool) -> Soak {
        let client = Client::start(encoding, pulls);
        let methods = announced(&client.capabilities);
        assert!(methods.len() > 10, "{methods:?}");
        let folder = tempfile::tempdir().expect("a folder");
        let real = folder.path().canonicalize().expect("a path");
        let disk = |name: &str, text: &str| {
            let path: PathBuf = real.join(name);
            std::fs::write(&path, text).expect("written");
            let name = path.to_string_lossy().into_owned();
            File {
                uri: format!("file://{name}"),
                name,
                disk: Some(text.to_owned()),
                open: None,
                version: 0,
            }
        };
        let loose = |uri: &str| File {
            uri: uri.to_owned(),
            name: uri.to_owned(),
            disk: None,
            open: None,
            version: 0,
        };
        let files = vec![
            disk("main.batch", MAIN),
            disk("part.batch", PART),
            loose("untitled:one.batch"),
            loose("untitled:two"),
        ];
        Soak {
            client,
            random: Random::new(seed),
            seed,
            step: 0,
            encoding,
            pulls,
            methods,
            seeds: seeds(),
            files,
            _folder: folder,
            begun: Vec::new(),
            pushed: HashMap::new(),
            log: VecDeque::new(),
            counts: BTreeMap::new(),
        }
    }

    fn run(mut self, steps: usize) {
        let start = Instant::now();
        let mut early = None;
        for step in 0..steps {
            self.step = step;
            let file = self.random.below(self.files.len());
            match self.random.below(100) {
                _ if self.files[file].open.is_none() => self.open(file),
                0..55 => self.edit(file),
                55..95 => self.ask(file),
                95..97 => self.close(file),
                97 => self.save(file),
                98 => self.ask_elsewhere(),
                _ => self.remark(),
            }
            if step % BETWEEN_CHECKS == BETWEEN_CHECKS - 1 {
                self.settle();
                self.check(file);
            }
            if step == steps / 5 {
                early = Some(self.resident());
            }
        }
        self.settle();
        for file in 0..self.files.len() {
            self.check(file);
        }
        let late = self.resident();
        let early = early.unwrap_or(late);
        println!(
            "{} steps in {:.1?}, {} resident KiB after a fifth of them, {late} at the end, {:?}",
            steps,
            start.elapsed(),
            early,
            self.counts
        );
        assert!(
            late < early + early / 4 + 4096,
            "it grew from {early} KiB to {late} KiB"
        );
        let complaints = self.client.complaints();
        assert!(!complaints.contains("panicked"), "{complaints}");
        let again = std::mem::replace(&mut self.client, Client::start("utf-8", true));
        assert_eq!(again.end(true), Some(0));
    }

    fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.client.pid()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    fn note(&mut self, kind: &'static str, what: String) {
        *self.counts.entry(kind).or_default() += 1;
        self.log.push_back(format!("{} {kind} {what}", self.step));
        if self.log.len() > 40 {
            self.log.pop_front();
        }
    }

    fn open(&mut self, file: usize) {
        let disk = self.files[file].disk.clone();
        let text = disk.unwrap_or_else(|| self.random.pick(&self.seeds).clone());
        let at = &mut self.files[file];
        at.version += 1;
        let document = json!({
            "uri": at.uri, "languageId": "batch", "version": at.version, "text": text,
        });
        at.open = Some(text);
        let uri = at.uri.clone();
        self.client
            .notify("textDocument/didOpen", json!({ "textDocument": document }));
        self.note("open", uri);
    }

    fn close(&mut self, file: usize) {
        let at = &mut self.files[file];
        at.open = None;
        let uri = at.uri.clone();
        let document = json!({ "textDocument": { "uri": uri } });
        self.client.notify("textDocument/didClose", document);
        self.note("close", uri);
    }

    fn save(&mut self, file: usize) {
        let at = &mut self.files[file];
        if let (Some(disk), Some(text)) = (&mut at.disk, &at.open) {
            std::fs::write(&at.name, text).expect("written");
            disk.clone_from(text);
        }
        let uri = at.uri.clone();
        let document = json!({ "textDocument": { "uri": uri } });
        self.client.notify("textDocument/didSave", document);
        self.note("save", uri);
    }

    fn edit(&mut self, file: usize) {
        let mut text = self.files[file].open.clone().expect("it is open");
        let own = [MAIN.to_owned(), PART.to_owned()];
        let seeds = if file < 2 { &own[..] } else { &self.seeds[..] };
        let mut changes: Vec<Change> = Vec::new();
        for _ in 0..[1, 1, 1, 2, 3][self.random.below(5)] {
            let change = random_change(&mut self.random, &text, self.encoding, seeds);
            text = change.apply(&text, self.encoding);
            changes.push(change);
        }
        let at = &mut self.files[file];
        at.version += 1;
        at.open = Some(text);
        let changes: Vec<Value> = changes.iter().map(Change::json).collect();
        let (uri, version) = (at.uri.clone(), at.version);
        let what = format!("{uri} {changes:?}");
        self.client.change(&uri, version, Value::from(changes));
        self.note("edit", what);
    }

    fn place(&mut self, file: usize) -> At {
        let text = self.files[file].open.clone().unwrap_or_default();
        let start = random_byte(&mut self.random, &text);
        let end = start.max(random_byte(&mut self.random, &text));
        let mut at = At {
            uri: self.files[file].uri.clone(),
            start: position(&text, start, self.encoding),
            end: position(&text, end, self.encoding),
            word: (*self
                .random
                .pick(&["a", "pool2", "", "job_queue", "x y", "日"]))
            .to_owned(),
        };
        match self.random.below(30) {
            0 => at.start.1 += 100,
            1 => at.end = (u32::MAX >> 1, 7),
            2 => std::mem::swap(&mut at.start, &mut at.end),
            _ => {}
        }
        at
    }

    /// Begins a request; some are waited for and looked at, some are cancelled.
    fn ask(&mut self, file: usize) {
        let at = self.place(file);
        let method = *self.random.pick(&self.methods);
        let id = self.client.begin(method, params(method, &at));
        self.note(method, format!("{at:?}"));
        match self.random.below(8) {
            0 => self.client.notify("$/cancelRequest", json!({ "id": id })),
            1..4 => {}
            _ => {
                let answer = self.client.answer(id);
                let own = self.files[file].uri.clone();
                let texts = self.open_texts();
                judge(method, &answer, &own, Some(&texts), self.encoding);
                self.look_closer(method, &answer["result"], file);
                return;
            }
        }
        self.begun.push((id, method));
        if self.begun.len() > 8 {
            self.settle();
        }
    }

    /// What can be said of an answer beyond its form.
    fn look_closer(&mut self, method: &'static str, result: &Value, file: usize) {
        let text = self.files[file].open.clone().expect("it is open");
        if method == "textDocument/formatting" {
            let after = edited(&text, result, self.encoding);
            assert_eq!(
                after,
                batchlang::syntax::format(&text),
                "formatting {text:?}"
            );
        }
        let which = self.random.below(1000);
        if let Some((method, params)) = follow_up(method, result, which) {
            let answer = self.client.ask(method, params);
            judge(method, &answer, "", None, self.encoding);
        }
    }

    /// About documents nobody opened, and in words nobody knows.
    fn ask_elsewhere(&mut self) {
        let mut at = self.place(0);
        at.uri = (*self
            .random
            .pick(&["file:///nowhere/at/all.batch", "untitled:?", "http://x/y"]))
        .to_owned();
        let method = *self.random.pick(&self.methods);
        let answer = self.client.ask(method, params(method, &at));
        self.note("elsewhere", format!("{method} {at:?}"));
        judge(method, &answer, "", None, self.encoding);
        let answer = self.client.ask("textDocument/nothing", json!({}));
        assert_eq!(answer["error"]["code"], -32601, "{answer}");
        let document = json!({ "uri": at.uri, "version": 4 });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": "x" }] });
        self.client.notify("textDocument/didChange", params);
    }

    /// Notifications that say little.
    fn remark(&mut self) {
        let (method, params) = match self.random.below(4) {
            0 => (
                "workspace/didChangeConfiguration",
                json!({ "settings": {} }),
            ),
            1 => ("workspace/didChangeWatchedFiles", json!({ "changes": [] })),
            2 => ("$/setTrace", json!({ "value": "off" })),
            _ => ("$/cancelRequest", json!({ "id": 999_999_999 })),
        };
        self.client.notify(method, params);
        self.note("remark", method.to_owned());
    }

    /// Waits for all that was begun: each is answered, once.
    fn settle(&mut self) {
        for (id, method) in std::mem::take(&mut self.begun) {
            let answer = self.client.answer(id);
            // The text has gone on since: only the form can be judged.
            judge(method, &answer, "", None, self.encoding);
        }
        while let Some(message) = self.client.next_message(Duration::ZERO) {
            self.hear(message);
        }
    }

    fn hear(&mut self, mut message: Value) {
        assert!(
            message["method"].is_string(),
            "an answer nobody waits for: {message}"
        );
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = message["params"].take();
            assert!(!self.pulls, "pushed to a client that asks: {params}");
            let uri = params["uri"].as_str().expect("a URI").to_owned();
            let findings = told(&params["diagnostics"]);
            self.pushed
                .insert(uri, (params["version"].clone(), findings));
        }
    }

    fn open_texts(&self) -> HashMap<String, String> {
        let open = self
            .files
            .iter()
            .filter_map(|file| Some((file.uri.clone(), file.open.clone()?)));
        open.collect()
    }

    /// What a check from nothing says of a file now.
    fn expected(&self, file: usize) -> Vec<Told> {
        let mut shelf = Shelf::default();
        for file in &self.files {
            if let Some(text) = file.open.as_ref().or(file.disk.as_ref()) {
                shelf.0.insert(file.name.clone(), text.clone());
            }
        }
        let own = &self.files[file].name;
        let mut root = own.as_str();
        // In the folder, a file without a project is part of the program that imports it.
        if self.files[file].disk.is_some() && !declares_project(&shelf.0[own]) {
            let others = self
                .files
                .iter()
                .filter(|one| one.disk.is_some() && one.name != *own);
            for other in others.filter(|one| declares_project(&shelf.0[&one.name])) {
                if shelf
                    .check(&other.name)
                    .paths
                    .iter()
                    .any(|path| path == own)
                {
                    root = &other.name;
                }
            }
        }
        shelf.findings(root, own, self.encoding)
    }

    fn check(&mut self, file: usize) {
        let Some(text) = self.files[file].open.clone() else {
            return;
        };
        let expected = self.expected(file);
        let uri = self.files[file].uri.clone();
        if self.pulls {
            let found = told(&self.client.pull(&uri));
            assert_eq!(found, expected, "{uri}: {text:?}");
        } else {
            self.wait_for(file, &expected);
        }
        self.note("check", uri);
        if self.files[file].disk.is_none() && self.random.one_in(3) {
            self.compare_with_fresh(file, &text);
        }
    }

    /// Reads what is pushed until it is what it must be.
    fn wait_for(&mut self, file: usize, expected: &[Told]) {
        let (uri, version) = (self.files[file].uri.clone(), self.files[file].version);
        let start = Instant::now();
        loop {
            let last = self.pushed.get(&uri);
            if last.is_some_and(|(at, found)| *at == version && found == expected) {
                return;
            }
            let late = start.elapsed() > Duration::from_secs(20);
            assert!(
                !late,
                "{uri} {version}: {last:?}, and a check says {expected:?}"
            );
            if let Some(message) = self.client.next_message(Duration::from_millis(100)) {
                self.hear(message);
            }
        }
    }

    /// The text in a document of its own, opened this moment, is answered about alike.
    fn compare_with_fresh(&mut self, file: usize, text: &str) {
        let own = self.files[file].uri.clone();
        let fresh = format!("untitled:fresh-{}", self.step);
        self.client.open(&fresh, text);
        for _ in 0..3 {
            let method = *self.random.pick(&self.methods);
            if method.starts_with("workspace/") || method.ends_with("/delta") {
                continue;
            }
            let mut at = self.place(file);
            let mut answers = [&own, &fresh].map(|uri| {
                at.uri.clone_from(uri);
                self.client.ask(method, params(method, &at))
            });
            for answer in &mut answers {
                let error = answer["error"].clone();
                let plain = answer["result"].to_string().replace(&fresh, &own);
                *answer = json!([without_result_ids(&plain), error]);
            }
            assert_eq!(answers[0], answers[1], "{method} {at:?} of {text:?}");
        }
        let document = json!({ "textDocument": { "uri": fresh } });
        self.client.notify("textDocument/didClose", document);
    }
}

/// An answer without the numbers by which later answers refer to it.
fn without_result_ids(answer: &str) -> Value {
    let mut answer: Value = serde_json::from_str(answer).expect("JSON");
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("resultId");
    }
    answer
}
