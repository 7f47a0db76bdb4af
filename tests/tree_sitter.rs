//! The tree-sitter grammar agrees with the parser: over everything of `.batch` in the repository
//! the same declarations, labels, attributes and values at the same bytes, where the text is sound;
//! where it is not, what is sound around the mistake is kept.
//!
//! The parser in grammar/tree-sitter-batchlang/src is compiled by `cc` as editors do it.

#[path = "tree_sitter/inputs.rs"]
mod inputs;
#[path = "tree_sitter/ours.rs"]
mod ours;
#[path = "tree_sitter/theirs.rs"]
mod theirs;

use batchlang::syntax::ast::ParsedFile;
use batchlang::syntax::parse;
use batchlang::syntax::source::FileId;
use inputs::Input;
use std::path::Path;
use tree_sitter::{Parser, Query, Tree};

/// A tree as lines, each with its depth, bytes and kind: what both parsers are brought to.
#[derive(Debug, Default)]
pub struct Shape(Vec<String>);

impl Shape {
    fn push(&mut self, depth: usize, (start, end): (usize, usize), kind: &str) {
        let indent = "  ".repeat(depth);
        self.0.push(format!("{indent}{kind} {start}..{end}"));
    }

    /// Where two begin to differ, with a few lines before.
    fn difference(&self, other: &Shape) -> Option<String> {
        if self.0 == other.0 {
            return None;
        }
        let same = self.0.iter().zip(&other.0).take_while(|(a, b)| a == b);
        let at = same.count();
        let shown = |shape: &Shape| {
            let to = shape.0.len().min(at + 3);
            shape.0[at.saturating_sub(3).min(to)..to].join("\n")
        };
        Some(format!("ours\n{}\ntheirs\n{}", shown(self), shown(other)))
    }
}

fn read(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser
        .set_language(theirs::language())
        .expect("the runtime reads this parser");
    parser.parse(text, None).expect("nothing cancels it")
}

/// No fault of the syntax anywhere in it.
fn is_sound(file: &ParsedFile) -> bool {
    let mut items = file.items.iter();
    file.diagnostics.is_empty() && items.all(|item| item.parsed.diagnostics.is_empty())
}

#[test]
fn sound_texts_have_the_same_tree() {
    let (mut compared, mut differ) = (0, String::new());
    for Input { name, text } in inputs::all() {
        let file = parse(FileId(0), &text);
        if !is_sound(&file) {
            continue;
        }
        let tree = read(&text);
        compared += 1;
        let (ours, theirs) = (ours::file(&file), theirs::file(&tree, &text));
        if let Some(difference) = ours.difference(&theirs) {
            differ.push_str(&format!("--- {name}\n{difference}\n"));
        }
        if theirs::holds_an_error(&tree) {
            differ.push_str(&format!("--- {name}: holds an error\n"));
        }
    }
    assert!(differ.is_empty(), "{differ}");
    assert!(compared > 400, "only {compared} texts were compared");
}

#[test]
fn a_mistake_costs_what_is_around_it_and_no_more() {
    let (mut kept, mut all, mut lost) = (0, 0, String::new());
    for Input { name, text } in inputs::all() {
        let file = parse(FileId(0), &text);
        if is_sound(&file) {
            continue;
        }
        let tree = read(&text);
        let root = tree.root_node();
        assert_eq!(
            root.end_byte(),
            text.len(),
            "{name}: not all of it was read"
        );
        let theirs = theirs::items(&tree, &text);
        for item in &file.items {
            let spot = ours::range(item);
            let sound = |at: u32| !(spot.0..=spot.1).contains(&(at as usize));
            let mut faults = file.diagnostics.iter();
            if !item.parsed.diagnostics.is_empty() || !faults.all(|found| sound(found.span.start)) {
                continue;
            }
            all += 1;
            let ours = ours::placed(item);
            if theirs.iter().any(|shape| shape.0 == ours.0) {
                kept += 1;
            } else {
                lost.push_str(&format!("{name}: {}\n", ours.0[0]));
            }
        }
    }
    assert!(all > 20, "only {all} sound declarations beside faulty ones");
    println!("{kept} of {all} sound declarations beside faulty ones are kept\n{lost}");
    assert!(kept * 100 >= all * 98, "{kept} of {all} are kept\n{lost}");
}

#[test]
fn edits_give_the_tree_of_a_fresh_read() {
    let text = include_str!("fixtures/every-form.batch");
    let mut parser = Parser::new();
    parser.set_language(theirs::language()).expect("as above");
    let fresh = read(text);
    for at in (0..text.len())
        .step_by(7)
        .filter(|&at| text.is_char_boundary(at))
    {
        for inserted in ["\n", "}", "\"", " x = 1\n", "${", "/*"] {
            let edited = format!("{}{inserted}{}", &text[..at], &text[at..]);
            let mut tree = fresh.clone();
            tree.edit(&theirs::insertion(text, at, inserted));
            let tree = parser.parse(&edited, Some(&tree)).expect("as above");
            // And back again, by a second edit.
            let mut back = tree.clone();
            back.edit(&theirs::removal(text, at, inserted));
            let back = parser.parse(text, Some(&back)).expect("as above");
            assert_eq!(
                back.root_node().to_sexp(),
                fresh.root_node().to_sexp(),
                "{inserted:?} at {at} and away again"
            );
        }
    }
}

/// Queries editors take with them, and where each comes from.
const COPIES: [(&str, &str, &[&str]); 5] = [
    (
        "",
        "editors/neovim/queries/batchlang",
        &["highlights", "folds", "indents", "injections", "locals"],
    ),
    (
        "",
        "editors/zed/languages/batchlang",
        &["highlights", "injections"],
    ),
    (
        "zed/",
        "editors/zed/languages/batchlang",
        &["brackets", "indents", "outline", "textobjects"],
    ),
    (
        "helix/",
        "editors/helix/runtime/queries/batchlang",
        &["highlights", "indents", "textobjects"],
    ),
    (
        "",
        "editors/helix/runtime/queries/batchlang",
        &["injections", "locals"],
    ),
];

#[test]
fn editors_have_the_queries_of_the_grammar() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bless = std::env::var_os("BATCHLANG_BLESS").is_some();
    for (part, folder, names) in COPIES {
        for name in names {
            let source = format!("grammar/tree-sitter-batchlang/queries/{part}{name}.scm");
            let wanted = std::fs::read_to_string(root.join(&source)).expect("it is there");
            let copy = root.join(folder).join(format!("{name}.scm"));
            if bless {
                std::fs::create_dir_all(root.join(folder)).expect("the repository is writable");
                std::fs::write(&copy, &wanted).expect("the repository is writable");
            }
            let found = std::fs::read_to_string(&copy).unwrap_or_default();
            assert!(
                found.replace("\r\n", "\n") == wanted.replace("\r\n", "\n"),
                "{} is not {source}: run BATCHLANG_BLESS=1 cargo test --test tree_sitter",
                copy.display()
            );
        }
    }
}

#[test]
fn queries_name_what_the_grammar_has() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/tree-sitter-batchlang/queries");
    let mut read = 0;
    for part in ["", "helix", "zed"] {
        let entries = std::fs::read_dir(folder.join(part)).expect("it is there");
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("it is there");
            if let Err(fault) = Query::new(theirs::language(), &text) {
                panic!("{}: {fault}", path.display());
            }
            read += 1;
        }
    }
    assert!(read >= 13, "only {read} queries");
}
