//! The words editors colour before the server has spoken. Their syntax files are templates with
//! `{{kinds}}`, `{{attributes}}` … in them, filled in from the table.

use super::explain::{every_attribute, words};
use super::{Kind, functions, keywords};
use crate::syntax::units::{DURATIONS, SIZES};
use crate::syntax::{PLAIN_TYPES, RESERVED};
use std::collections::BTreeSet;

/// The names a template may have in double braces, with their words in order and without repeats.
pub fn lists() -> [(&'static str, Vec<&'static str>); 8] {
    let attributes = every_attribute();
    let constants = attributes.iter().flat_map(|attribute| words(&attribute.ty));
    let units = SIZES.iter().chain(&DURATIONS);
    [
        ("kinds", sorted(Kind::ALL.into_iter().map(Kind::name))),
        ("keywords", sorted(keywords().iter().map(|one| one.name))),
        ("reserved", sorted(RESERVED)),
        ("attributes", sorted(attributes.iter().map(|one| one.name))),
        ("constants", sorted(constants.map(|word| word.name))),
        ("functions", sorted(functions().iter().map(|one| one.name))),
        ("units", sorted(units.map(|(name, _)| *name))),
        (
            "types",
            sorted(PLAIN_TYPES.into_iter().chain(["list", "map"])),
        ),
    ]
}

/// Whether some attribute takes this word.
pub fn is_constant(word: &str) -> bool {
    let attributes = every_attribute();
    let mut words = attributes.iter().flat_map(|attribute| words(&attribute.ty));
    words.any(|one| one.name == word)
}

fn sorted<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let words: BTreeSet<&str> = words.into_iter().collect();
    words.into_iter().collect()
}

/// The template with its lists filled in, the words of each put together by `join`.
pub fn fill(template: &str, join: fn(&[&str]) -> String) -> String {
    let mut text = template.to_owned();
    for (name, words) in lists() {
        let mark = format!("{{{{{name}}}}}");
        if text.contains(&mark) {
            text = text.replace(&mark, &join(&words));
        }
    }
    text
}

/// For regular expressions: `a|b`; a dot is a dot there.
pub fn alternatives(words: &[&str]) -> String {
    words.join("|").replace('.', "[.]")
}
