//! A harness that throws broken programs at every room: no panic, no hang, no lost text, and a
//! formatter that is idempotent and keeps every word. `BATCHLANG_FUZZ_CASES` sets how many.
//!
//! Inputs are the examples and the pages' programs, cut, doubled, swapped and sprinkled with
//! what people and machines mistype, so that most of a program stays meaningful.

mod common;

use batchlang::diagnostic::{Applicability, Diagnostic, Severity};
use batchlang::syntax;
use batchlang::syntax::source::FileId;
use common::pieces::PIECES;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::OnceLock;

/// Whole programs to begin from.
fn seeds() -> &'static [String] {
    static SEEDS: OnceLock<Vec<String>> = OnceLock::new();
    SEEDS.get_or_init(|| common::programs(&["examples"]))
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, usize),
    Delete(usize, usize),
    Double(usize, usize),
    Swap(usize, usize, usize),
}

fn edits() -> impl Strategy<Value = (usize, Vec<Edit>)> {
    let place = 0..1_000_000usize;
    let edit = prop_oneof![
        4 => (place.clone(), 0..PIECES.len()).prop_map(|(at, what)| Edit::Insert(at, what)),
        3 => (place.clone(), 1..40usize).prop_map(|(at, n)| Edit::Delete(at, n)),
        1 => (place.clone(), 1..200usize).prop_map(|(at, n)| Edit::Double(at, n)),
        1 => (place.clone(), place, 1..60usize).prop_map(|(a, b, n)| Edit::Swap(a, b, n)),
    ];
    (0..1000usize, prop::collection::vec(edit, 0..6))
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mutated(seed: usize, edits: &[Edit]) -> String {
    let seeds = seeds();
    let mut text = seeds[seed % seeds.len()].clone();
    for edit in edits {
        let length = text.len().max(1);
        match *edit {
            Edit::Insert(at, what) => text.insert_str(boundary(&text, at % length), PIECES[what]),
            Edit::Delete(at, n) => {
                let start = boundary(&text, at % length);
                let end = boundary(&text, start + n);
                text.replace_range(start..end, "");
            }
            Edit::Double(at, n) => {
                let start = boundary(&text, at % length);
                let end = boundary(&text, start + n);
                let piece = text[start..end].to_owned();
                text.insert_str(start, &piece);
            }
            Edit::Swap(a, b, n) => {
                let from = boundary(&text, a % length);
                let end = boundary(&text, from + n);
                let piece = text[from..end].to_owned();
                text.replace_range(from..end, "");
                let to = boundary(&text, b % text.len().max(1));
                text.insert_str(to, &piece);
            }
        }
    }
    text
}

fn cases() -> u32 {
    std::env::var("BATCHLANG_FUZZ_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(150)
}

fn run(test: impl Fn(&str) -> Result<(), TestCaseError>) {
    let config = Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome =
        TestRunner::new(config).run(&edits(), |(seed, edits)| test(&mutated(seed, &edits)));
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// A finding's places lie in the text, on character boundaries.
fn well_placed(text: &str, finding: &Diagnostic) -> Result<(), TestCaseError> {
    let spans = std::iter::once(finding.span)
        .chain(finding.labels.iter().map(|label| label.span))
        .chain(
            finding
                .fixes
                .iter()
                .flat_map(|fix| &fix.edits)
                .map(|edit| edit.span),
        );
    for span in spans.filter(|span| span.file == FileId(0)) {
        let inside = text.get(span.start as usize..span.end as usize).is_some();
        prop_assert!(
            inside,
            "{}: {:?} is outside the text",
            finding.code.name,
            span
        );
    }
    Ok(())
}

#[test]
fn checking_and_compiling_never_panics() {
    run(|text| {
        let checked = common::check(text);
        for finding in &checked.diagnostics {
            well_placed(text, finding)?;
            prop_assert!(!finding.message.is_empty());
        }
        // A program with errors too: compiling begins before the last rule has been checked.
        let resources = batchlang::resources::lower(&checked.program);
        let target = batchlang::terraform::Target::Hcl;
        let written =
            batchlang::terraform::write(&checked.program, &resources, target, "main.batch");
        if !checked.has_errors() {
            let refused = written
                .diagnostics
                .iter()
                .any(|finding| finding.severity == Severity::Error);
            prop_assert!(refused || !written.files.is_empty());
        }
        Ok(())
    });
}

/// The words of a text: everything but white space and the commas layout decides.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != ',' && *c != '\u{feff}')
        .collect()
}

#[test]
fn formatting_is_idempotent_and_keeps_every_word() {
    run(|text| {
        let once = syntax::format(text);
        prop_assert_eq!(words(text), words(&once));
        let twice = syntax::format(&once);
        prop_assert_eq!(&once, &twice);
        Ok(())
    });
}

#[test]
fn formatting_keeps_the_meaning() {
    run(|text| {
        let before = common::check(text);
        let formatted = syntax::format(text);
        let after = common::check(&formatted);
        let codes = |found: &[Diagnostic]| -> Vec<&str> {
            let mut codes: Vec<&str> = found.iter().map(|finding| finding.code.name).collect();
            codes.sort_unstable();
            codes
        };
        let (before, after) = (codes(&before.diagnostics), codes(&after.diagnostics));
        prop_assert_eq!(before, after, "{}\n--- formatted:\n{}", text, formatted);
        Ok(())
    });
}

#[test]
fn a_certain_fix_never_makes_a_text_unreadable() {
    run(|text| {
        let checked = common::check(text);
        let syntax_faults = |found: &[Diagnostic]| {
            let codes = syntax::codes::CODES;
            found
                .iter()
                // The types ask for quotes too, once the rest of the line can be read.
                .filter(|finding| finding.code.name != "needs-quotes")
                .filter(|finding| codes.contains(&finding.code))
                .count()
        };
        let before = syntax_faults(&checked.diagnostics);
        for finding in checked.diagnostics.iter().take(5) {
            for fix in finding
                .fixes
                .iter()
                .filter(|f| f.applicability == Applicability::Safe)
            {
                let mut edits = fix.edits.clone();
                edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
                let mut mended = text.to_owned();
                for edit in edits {
                    mended.replace_range(
                        edit.span.start as usize..edit.span.end as usize,
                        &edit.text,
                    );
                }
                let after = common::check(&mended);
                let now = syntax_faults(&after.diagnostics);
                prop_assert!(
                    now <= before,
                    "the fix `{}` of {} made {before} syntax faults {now}:\n{mended}",
                    fix.title,
                    finding.code.name
                );
            }
        }
        Ok(())
    });
}
