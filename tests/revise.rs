//! A program revised after an edit is what a fresh check of the new text makes of it: the same
//! findings, the same blocks, references and items at the same places. Edits are random, of the
//! examples and of the files with one mistake; each goes on from the result of the one before.

mod common;

use batchlang::analysis::{Checked, Inputs, Revision, check_cached, check_program, revise};
use batchlang::syntax::ItemCache;
use batchlang::syntax::source::{FileId, Source};
use common::OneFile;
use common::pieces::PIECES;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

/// An edit, made of numbers that are taken modulo what there is.
#[derive(Clone, Debug)]
enum Edit {
    /// A piece in some place.
    Insert(usize, usize),
    Delete(usize, usize),
    /// A line taken out.
    Line(usize),
    /// A line of this text again, in another place.
    Copy(usize, usize),
    /// A word in the place of another.
    Word(usize, usize),
    /// A line joined with the next.
    Join(usize),
    /// Other digits.
    Number(usize, u32),
}

fn edits() -> impl Strategy<Value = (usize, Vec<Edit>)> {
    let at = 0..1_000_000usize;
    let edit = prop_oneof![
        2 => (at.clone(), 0..PIECES.len()).prop_map(|(at, what)| Edit::Insert(at, what)),
        2 => (at.clone(), 1..12usize).prop_map(|(at, n)| Edit::Delete(at, n)),
        2 => at.clone().prop_map(Edit::Line),
        2 => (at.clone(), at.clone()).prop_map(|(from, to)| Edit::Copy(from, to)),
        4 => (at.clone(), at.clone()).prop_map(|(from, to)| Edit::Word(from, to)),
        1 => at.clone().prop_map(Edit::Join),
        3 => (at.clone(), 0..100_000u32).prop_map(|(at, number)| Edit::Number(at, number)),
    ];
    (at, prop::collection::vec(edit, 1..8))
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The ranges of the text's words, numbers included.
fn words(text: &str, want: impl Fn(char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| want(*c)) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => found.push(at..at + c.len_utf8()),
        }
    }
    found
}

fn edited(text: &str, edit: &Edit) -> String {
    let mut after = text.to_owned();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let start = |line: usize| lines[..line].iter().map(|line| line.len()).sum::<usize>();
    match *edit {
        Edit::Insert(at, what) => {
            after.insert_str(boundary(text, at % (text.len() + 1)), PIECES[what]);
        }
        Edit::Delete(at, n) => {
            let from = boundary(text, at % (text.len() + 1));
            after.replace_range(from..boundary(text, from + n), "");
        }
        Edit::Line(at) if !lines.is_empty() => {
            let at = at % lines.len();
            after.replace_range(start(at)..start(at) + lines[at].len(), "");
        }
        Edit::Copy(from, to) if !lines.is_empty() => {
            after.insert_str(start(to % lines.len()), lines[from % lines.len()]);
        }
        Edit::Join(at) if text.contains('\n') => {
            let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            after.remove(ends[at % ends.len()]);
        }
        Edit::Word(from, to) => {
            let words = words(text, |c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            if let Some(last) = words.len().checked_sub(1) {
                let word = &text[words[from % (last + 1)].clone()];
                after.replace_range(words[to % (last + 1)].clone(), word);
            }
        }
        Edit::Number(at, number) => {
            let numbers = words(text, |c| c.is_ascii_digit());
            if let Some(last) = numbers.len().checked_sub(1) {
                after.replace_range(numbers[at % (last + 1)].clone(), &number.to_string());
            }
        }
        _ => {}
    }
    after
}

fn same(revised: &Checked, fresh: &Checked) -> Result<(), TestCaseError> {
    prop_assert_eq!(&revised.diagnostics, &fresh.diagnostics);
    prop_assert_eq!(&revised.program.blocks, &fresh.program.blocks);
    prop_assert_eq!(&revised.program.outputs, &fresh.program.outputs);
    prop_assert_eq!(&revised.program.references, &fresh.program.references);
    prop_assert_eq!(&revised.params, &fresh.params);
    prop_assert_eq!(&revised.paths, &fresh.paths);
    prop_assert_eq!(revised.files.len(), fresh.files.len());
    for (one, other) in revised.files.iter().zip(&fresh.files) {
        prop_assert_eq!(&one.parsed.allows, &other.parsed.allows);
        prop_assert_eq!(one.parsed.items.len(), other.parsed.items.len());
        for (one, other) in one.parsed.items.iter().zip(&other.parsed.items) {
            prop_assert_eq!(one.start, other.start);
            prop_assert_eq!(&one.parsed.item, &other.parsed.item);
        }
    }
    let text = |checked: &Checked| checked.sources.get(FileId(0)).text.clone();
    prop_assert_eq!(text(revised), text(fresh));
    Ok(())
}

fn first(text: &str) -> Checked {
    let inputs = Inputs::default();
    let mut cache = ItemCache::default();
    check_cached("main.batch", &OneFile(text), &inputs, &mut cache)
}

#[test]
fn a_revised_program_is_a_fresh_one() {
    let cases = std::env::var("BATCHLANG_FUZZ_CASES").ok();
    let cases: u32 = cases.and_then(|cases| cases.parse().ok()).unwrap_or(150);
    let config = Config {
        cases: cases * 4,
        failure_persistence: None,
        ..Config::default()
    };
    let seeds = common::programs(&["examples", "tests/fixtures/one-mistake"]);
    let (revised, all) = (Cell::new(0u32), Cell::new(0u32));
    let outcome = TestRunner::new(config).run(&edits(), |(seed, edits)| {
        let mut text = seeds[seed % seeds.len()].clone();
        let mut now = first(&text);
        for edit in &edits {
            text = edited(&text, edit);
            let files = OneFile(&text);
            let inputs = Inputs::default();
            let revision = Revision {
                file: FileId(0),
                source: Source::new("main.batch", text.as_str()),
            };
            all.set(all.get() + 1);
            now = match revise(now, revision, &files, &inputs) {
                Some(revised_now) => {
                    revised.set(revised.get() + 1);
                    same(&revised_now, &check_program("main.batch", &files, &inputs))?;
                    revised_now
                }
                None => first(&text),
            };
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    // Most edits lie in bodies and leave them readable: else the test would try little.
    let (revised, all) = (revised.get(), all.get());
    assert!(revised * 3 > all, "{revised} of {all} edits were revised");
}

/// One edit, revised and fresh.
fn tried(before: &str, after: &str) {
    let files = OneFile(after);
    let inputs = Inputs::default();
    let revision = Revision {
        file: FileId(0),
        source: Source::new("main.batch", after),
    };
    if let Some(revised) = revise(first(before), revision, &files, &inputs) {
        let fresh = check_program("main.batch", &files, &inputs);
        same(&revised, &fresh).unwrap_or_else(|fault| panic!("{before}\n→\n{after}: {fault}"));
    }
}

#[test]
fn what_ends_or_begins_elsewhere_is_read_again() {
    let queue = "job_queue\nmain {\n  priority = 1\n}\n";
    for text in [
        "let z =\n1\n",
        "le\nt z = 1\n",
        "let z = 1\n+ 2\n",
        "let a = 1\nlet b = a\n",
        "output o = 1\nlet q = 1\n",
        "let z = 1\nimport \"x\"\n",
        queue,
        "existing\nrole b {\n  name = \"b\"\n}\n",
    ] {
        for (at, _) in text.match_indices('\n') {
            for between in ["", " "] {
                let mut joined = text.to_owned();
                joined.replace_range(at..=at, between);
                tried(text, &joined);
                tried(&joined, text);
            }
        }
    }
}

#[test]
fn a_name_that_is_written_elsewhere_is_told_there() {
    let text = |name: &str| {
        format!(
            "project p {{\n  region = \"us-east-1\"\n}}\n\nlet n = \"same\"\n\nrole a {{\n  name = \"same\"\n  \
             assumed_by = [\"ecs-tasks.amazonaws.com\"]\n}}\n\nrole b {{\n  name = {name}\n  \
             assumed_by = [\"ecs-tasks.amazonaws.com\"]\n}}\n\noutput o = n\n"
        )
    };
    let ways = ["\"same\"", "n", "if true then \"same\" else \"x\""];
    for one in ways {
        for other in ways {
            tried(&text(one), &text(other));
        }
    }
}
