//! Whether a fix that is certain by itself is certain where it stands: `=` between a name and its
//! value mends a line, unless a bracket further down swallows it.

use super::ast::{ParsedFile, ParsedItem};
use super::codes::{HASH_COMMENT, NEEDS_QUOTES, STRAY_BRACKET, UNCLOSED_BRACKET};
use crate::diagnostic::fix::edited;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};

/// Where brackets do not match, what belongs to what is a guess, and so is every fix of the outline
/// that moves it; but for comments, which are none of its business.
pub fn doubt_layout(found: &mut [Diagnostic]) {
    let brackets = [&STRAY_BRACKET, &UNCLOSED_BRACKET];
    if !found.iter().any(|found| brackets.contains(&found.code)) {
        return;
    }
    let layout = found.iter_mut().filter(|found| *found.code != HASH_COMMENT);
    for fix in layout.flat_map(|found| &mut found.fixes) {
        fix.applicability = fix.applicability.max(Applicability::Unsafe);
    }
}

/// So many fixes of one item are tried alone; whoever has more mistakes reads them one by one.
const MOST: usize = 16;

/// Tries the certain fixes of an item of this text; those that leave it worse to read become guesses.
/// `read` reads a text as a file of its own. Linear in the text: a few readings at most.
pub fn settle(item: &mut ParsedItem, text: &str, read: impl Fn(&str) -> ParsedFile) {
    let faults = |text: &str| count(&read(text));
    let certain = |found: &Diagnostic| found.fixes.iter().any(is_certain);
    if !item.diagnostics.iter().any(certain) {
        return;
    }
    let before = faults(text);
    let mended = |mut edits: Vec<&Edit>| {
        edits.sort_by_key(|edit| edit.span.start);
        Some(faults(&edited(text, &edits)?))
    };
    // All at once first: most often they stand apart, and each mends what it belongs to.
    let fixes = item.diagnostics.iter().flat_map(|found| &found.fixes);
    let (all, several) =
        fixes
            .filter(|fix| is_certain(fix))
            .fold((Vec::new(), 0), |(mut edits, several), fix| {
                edits.extend(&fix.edits);
                (edits, several + 1)
            });
    if mended(all).is_some_and(|now| now + several <= before) {
        return;
    }
    let fixes = item
        .diagnostics
        .iter_mut()
        .flat_map(|found| &mut found.fixes);
    for (tried, fix) in fixes.filter(|fix| is_certain(fix)).enumerate() {
        let edits: Vec<&Edit> = fix.edits.iter().collect();
        if tried >= MOST || mended(edits).is_none_or(|now| now > before) {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

fn is_certain(fix: &Fix) -> bool {
    fix.applicability == Applicability::Safe
}

/// What is wrong with a text, but for words that want quotes: those show once the rest of their
/// line can be read.
fn count(file: &ParsedFile) -> usize {
    let inner = file.items.iter().flat_map(|item| &item.parsed.diagnostics);
    let all = file.diagnostics.iter().chain(inner);
    all.filter(|found| found.code.name != NEEDS_QUOTES.name)
        .count()
}
