//! Random edits through the documents and the engine, without the protocol: text, tree and
//! findings must be those of the text opened afresh.

use super::model::{Change, Random, Shelf, Told, declares_project, position, random_change, seeds};
use batchlang::analysis::Files;
use batchlang::diagnostic::Severity;
use batchlang::lsp::documents::{Document, Documents};
use batchlang::lsp::engine::{Engine, View};
use batchlang::lsp::positions::{self, Encoding, Place};
use batchlang::syntax::parse;
use batchlang::syntax::source::FileId;
use proptest::prelude::*;

const ENCODINGS: [(&str, Encoding); 3] = [
    ("utf-8", Encoding::Utf8),
    ("utf-16", Encoding::Utf16),
    ("utf-32", Encoding::Utf32),
];

/// Open files of one program and their texts as the model has them.
struct Pair {
    documents: Documents,
    engine: Engine,
    shelf: Shelf,
    version: i32,
    encoding: usize,
}

impl Pair {
    fn open(&mut self, name: &str, text: &str) {
        let document = Document::new(&format!("file://{name}"), name, self.version, text);
        self.documents.insert(document);
        self.shelf.0.insert(name.to_owned(), text.to_owned());
    }

    fn edit(&mut self, name: &str, changes: &[Change]) {
        let (name_of_encoding, encoding) = ENCODINGS[self.encoding];
        self.version += 1;
        let place = |(line, character)| Place { line, character };
        let given: Vec<positions::Change> = changes
            .iter()
            .map(|change| positions::Change {
                range: change.range.map(|(start, end)| (place(start), place(end))),
                text: change.text.clone(),
            })
            .collect();
        let before = self.documents.get(name).expect("it is open");
        let after = before.edited(self.version, &given, encoding);
        self.documents.insert(after);
        let text = self.shelf.0.get_mut(name).expect("it is open");
        for change in changes {
            *text = change.apply(text, name_of_encoding);
        }
    }

    fn told(&self, view: &View) -> Vec<Told> {
        let encoding = ENCODINGS[self.encoding].0;
        let findings = view
            .findings()
            .filter(|one| one.severity > Severity::Advice);
        let mut told: Vec<Told> = findings
            .map(|one| Told {
                start: position(view.text(), one.span.start as usize, encoding),
                end: position(view.text(), one.span.end as usize, encoding),
                code: one.code.name.to_owned(),
                error: one.severity == Severity::Error,
                message: one.message.lines().next().unwrap_or("").to_owned(),
            })
            .collect();
        told.sort();
        told
    }

    /// Text, tree and findings of a file against those of a fresh start.
    fn compare(&mut self, root: &str, name: &str) -> Result<(), TestCaseError> {
        let view = self.engine.view(&self.documents, name);
        let text = &self.shelf.0[name];
        prop_assert_eq!(view.text(), text.as_str(), "the text of {}", name);
        let fresh = parse(FileId(0), text);
        let kept = view.parsed();
        prop_assert_eq!(kept.items.len(), fresh.items.len(), "items of {:?}", text);
        for (kept, fresh) in kept.items.iter().zip(&fresh.items) {
            prop_assert_eq!(kept.start, fresh.start, "in {:?}", text);
            prop_assert_eq!(&kept.parsed.item, &fresh.parsed.item, "in {:?}", text);
        }
        let expected = self.shelf.findings(root, name, ENCODINGS[self.encoding].0);
        prop_assert_eq!(self.told(&view), expected, "findings of {:?}", text);
        Ok(())
    }
}

fn pair(encoding: usize) -> Pair {
    Pair {
        documents: Documents::default(),
        engine: Engine::default(),
        shelf: Shelf::default(),
        version: 1,
        encoding,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whole examples and broken files, edited anywhere.
    #[test]
    fn edits_of_one_file_come_to_a_fresh_check(seed: u64, edits in 1usize..25, encoding in 0usize..3) {
        let seeds = seeds();
        let mut random = Random::new(seed);
        let name = "/nowhere/one.batch";
        let mut pair = pair(encoding);
        pair.open(name, random.pick(&seeds).as_str());
        for _ in 0..edits {
            let mut text = pair.shelf.0[name].clone();
            let mut changes = Vec::new();
            for _ in 0..1 + random.below(3) {
                let change = random_change(&mut random, &text, ENCODINGS[encoding].0, &seeds);
                text = change.apply(&text, ENCODINGS[encoding].0);
                changes.push(change);
            }
            pair.edit(name, &changes);
            if random.one_in(2) {
                pair.compare(name, name)?;
            }
        }
        pair.compare(name, name)?;
    }

    /// A program of two open files, each edited in turn: what is said of one follows the other.
    #[test]
    fn edits_of_two_files_of_a_program(seed: u64, edits in 1usize..20, encoding in 0usize..3) {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().canonicalize().expect("a path");
        let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let (main, part) = (path("main.batch"), path("part.batch"));
        let mut random = Random::new(seed);
        let mut pair = pair(encoding);
        pair.open(&main, MAIN);
        pair.open(&part, PART);
        // The server looks on the disk for programs that import a file.
        std::fs::write(&main, MAIN).expect("written");
        std::fs::write(&part, PART).expect("written");
        let few = [MAIN.to_owned(), PART.to_owned()];
        for _ in 0..edits {
            let name = if random.one_in(2) { &main } else { &part };
            let text = pair.shelf.0[name].clone();
            let change = random_change(&mut random, &text, ENCODINGS[encoding].0, &few);
            pair.edit(name, &[change]);
            let root = pair.root(&part, &main);
            pair.compare(&root, &part)?;
            let root = pair.root(&main, &part);
            pair.compare(&root, &main)?;
        }
    }
}

impl Pair {
    /// Of which program a check takes `name` to be part: its own where it declares a project.
    fn root(&self, name: &str, other: &str) -> String {
        let declares = |name: &str| declares_project(&self.shelf.0[name]);
        let imported = || {
            let imports = |from: &str| {
                self.shelf
                    .check(from)
                    .paths
                    .iter()
                    .skip(1)
                    .any(|path| path == name)
            };
            declares(other) && imports(other)
        };
        match !declares(name) && imported() {
            true => other.to_owned(),
            false => name.to_owned(),
        }
    }
}

pub const MAIN: &str = "project p {\n  region = \"us-east-1\"\n}\n\nimport \"part.batch\"\n\njob_queue mainqueue {\n  priority             = 1\n  compute_environments = [pool]\n}\n\njob_definition job {\n  image   = image\n  vcpus   = 1\n  memory  = 512 MiB\n  runs_on = [mainqueue]\n  retry   = { attempts = 3 }\n}\n";
pub const PART: &str = "let image = \"tools/bwa:0.7.17\"\n\n/// Cheap workers.\ncompute_environment pool {\n  type           = SPOT\n  instance_types = [\"m5.large\"]\n  max_vcpus      = 2\n}\n";

#[test]
fn a_program_that_is_right_has_no_findings() {
    let mut shelf = Shelf::of("/p/main.batch", MAIN);
    shelf.0.insert("/p/part.batch".to_owned(), PART.to_owned());
    assert_eq!(shelf.canonical("/p"), "/p");
    assert_eq!(
        shelf.findings("/p/main.batch", "/p/main.batch", "utf-8"),
        []
    );
    assert_eq!(
        shelf.findings("/p/main.batch", "/p/part.batch", "utf-8"),
        []
    );
}
