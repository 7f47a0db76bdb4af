//! What is generated from the vocabulary and committed is fresh. `BATCHLANG_BLESS=1` writes it again.

use batchlang::vocabulary::highlight::{alternatives, fill, lists};
use std::path::Path;

fn fresh(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BATCHLANG_BLESS").is_some() {
        std::fs::write(&file, text).expect("the repository is writable");
        return;
    }
    let committed = std::fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let differs = committed
        .lines()
        .zip(text.lines())
        .position(|(old, new)| old != new);
    assert!(
        committed == text,
        "{path} is stale, from line {}: run BATCHLANG_BLESS=1 cargo test --test generated",
        differs.map_or(0, |line| line + 1),
    );
}

#[test]
fn the_reference_is_fresh() {
    fresh(
        "grammar/reference.md",
        &batchlang::vocabulary::reference::markdown(),
    );
}

/// A syntax file of an editor: what is written, what it is made from, and how that file parts words.
type Syntax = (&'static str, &'static str, fn(&[&str]) -> String);

const SYNTAXES: [Syntax; 1] = [(
    "editors/vscode/syntaxes/batchlang.tmLanguage.json",
    "editors/vscode/syntaxes/batchlang.template.json",
    alternatives,
)];

#[test]
fn the_syntax_files_of_editors_are_fresh() {
    for (path, template, join) in SYNTAXES {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(template);
        let template_text = std::fs::read_to_string(&file).expect("the template is there");
        let text = fill(&template_text, join);
        assert!(!text.contains("{{"), "{template} has a list nobody knows");
        fresh(path, &text);
    }
}

/// Words that would end up in a regular expression or a list of keywords as something else.
#[test]
fn every_word_that_is_coloured_is_a_plain_word() {
    for (name, words) in lists() {
        assert!(!words.is_empty(), "{name} is empty");
        for word in words {
            let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
            assert!(word.chars().all(plain), "{name}: {word:?}");
        }
    }
}
