//! Whether a fix that is certain by itself is certain where it stands: `=` between a name and its
//! value mends a line, unless a bracket further down swallows it.

use super::ast::{ParsedFile, ParsedItem};
use super::codes::{HASH_COMMENT, NEEDS_QUOTES, STRAY_BRACKET, UNCLOSED_BRACKET};
use crate::diagnostic::fix::edited;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};

/// Where brackets do not match, what belongs to what is a guess, and so is every fix of the outline
/// that moves it; but for comments, which are none of its business.
pub fn doubt_layout(found: &mut [Diagnostic]) {
    if !is_torn(found) {
        return;
    }
    let layout = found.iter_mut().filter(|found| *found.code != HASH_COMMENT);
    for fix in layout.flat_map(|found| &mut found.fixes) {
        fix.applicability = fix.applicability.max(Applicability::Unsafe);
    }
}

/// Whether there are brackets that do not match.
pub fn is_torn(found: &[Diagnostic]) -> bool {
    let brackets = [&STRAY_BRACKET, &UNCLOSED_BRACKET];
    found.iter().any(|found| brackets.contains(&found.code))
}

/// Whether a fix is certain.
pub fn any(found: &[Diagnostic]) -> bool {
    let mut fixes = found.iter().flat_map(|found| &found.fixes);
    fixes.any(|fix| fix.applicability == Applicability::Safe)
}

/// How many readings the fixes of one item may cost, and those of all items of a file with broken
/// brackets. Whoever has more mistakes than that reads their fixes one by one.
pub const TRIES: usize = 16;

/// Texts larger than this, in bytes, are read once only: nothing a person writes by hand.
const LONGEST: usize = 256 * 1024;

/// Where an item stands whose fixes are tried: in a text by itself, or in its file.
pub struct Place<'a> {
    pub text: &'a str,
    /// The item's first byte in it.
    pub start: u32,
    /// How many readings are left.
    pub tries: &'a mut usize,
}

/// Tries the certain fixes of an item; those that leave its text worse to read become guesses.
/// `read` reads a text as a file of its own.
pub fn settle(item: &mut ParsedItem, place: Place, read: impl Fn(&str) -> ParsedFile) {
    let Place { text, start, tries } = place;
    if !any(&item.diagnostics) {
        return;
    }
    if text.len() > LONGEST {
        *tries = 0;
    }
    let mut faults = |text: &str| {
        *tries = tries.checked_sub(1)?;
        Some(count(&read(text)))
    };
    let before = faults(text);
    let mut helps = |mut edits: Vec<Edit>, by: usize| {
        edits.sort_by_key(|edit| edit.span.start);
        for edit in &mut edits {
            edit.span.start += start;
            edit.span.end += start;
        }
        let now = edited(text, &edits).and_then(|text| faults(&text));
        now.zip(before)
            .is_some_and(|(now, before)| now + by <= before)
    };
    let fixes: Vec<&mut Fix> = certain_fixes(&mut item.diagnostics).collect();
    // A body written with `:` throughout: together they are tried once.
    if fixes.len() >= TRIES {
        let all = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
        if helps(all, fixes.len()) {
            return;
        }
    }
    for fix in fixes {
        if !helps(fix.edits.clone(), 0) {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

fn certain_fixes(found: &mut [Diagnostic]) -> impl Iterator<Item = &mut Fix> {
    let fixes = found.iter_mut().flat_map(|found| &mut found.fixes);
    fixes.filter(|fix| fix.applicability == Applicability::Safe)
}

/// What is wrong with a text, but for words that want quotes: those show once the rest of their
/// line can be read.
fn count(file: &ParsedFile) -> usize {
    let inner = file.items.iter().flat_map(|item| &item.parsed.diagnostics);
    let all = file.diagnostics.iter().chain(inner);
    all.filter(|found| found.code.name != NEEDS_QUOTES.name)
        .count()
}
