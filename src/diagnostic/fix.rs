//! Carries out the fixes findings offer: collects them, drops what overlaps, edits the texts.
//!
//! One round is one call of [`apply`]. A fix may bring another to light, so the caller checks the
//! new texts and calls again until nothing changes, at most [`MAX_ROUNDS`] times.

use super::report::best_fix;
use super::{Applicability, Diagnostic, Edit};
use crate::syntax::source::{FileId, SourceMap, with_line_ends_of};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// After this many rounds two fixes are undoing each other: stop.
pub const MAX_ROUNDS: usize = 10;

/// What one round changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fixed {
    /// The new text of every file that changed.
    pub texts: BTreeMap<FileId, String>,
    /// How many findings were mended.
    pub applied: usize,
}

/// Applies the best fix of every finding, up to `most` in boldness. Of two that overlap the first
/// wins; a fix is carried out whole or not at all; one whose edits lie outside their file or
/// inside a character is skipped.
pub fn apply(diagnostics: &[Diagnostic], sources: &SourceMap, most: Applicability) -> Fixed {
    let mut plan = Plan::default();
    let mut applied = 0;
    for fix in diagnostics.iter().filter_map(best_fix) {
        if fix.applicability <= most && plan.accept(&fix.edits, sources) {
            applied += 1;
        }
    }
    let texts = plan
        .edits
        .iter()
        // All that was accepted lies in its text and apart.
        .filter_map(|(&file, edits)| Some((file, edited(&sources.get(file).text, edits)?)));
    Fixed {
        texts: texts.collect(),
        applied,
    }
}

/// The edits accepted so far, by file, sorted and apart from each other.
#[derive(Default)]
struct Plan {
    edits: BTreeMap<FileId, Vec<Edit>>,
}

impl Plan {
    /// Takes all edits of one fix, or none.
    fn accept(&mut self, edits: &[Edit], sources: &SourceMap) -> bool {
        if edits.is_empty() || !edits.iter().all(|edit| is_possible(edit, sources)) {
            return false;
        }
        let apart = |edit: &Edit, others: &[Edit]| others.iter().all(|other| is_apart(edit, other));
        for (at, edit) in edits.iter().enumerate() {
            if !apart(edit, &edits[..at]) || self.clashes(edit) {
                return false;
            }
        }
        for edit in edits {
            let list = self.edits.entry(edit.span.file).or_default();
            let at = list.partition_point(|other| other.span.start < edit.span.start);
            let text = &sources.get(edit.span.file).text;
            let text = with_line_ends_of(&edit.text, text).into_owned();
            let span = edit.span;
            list.insert(at, Edit { span, text });
        }
        true
    }

    /// Whether an edit overlaps an accepted one; only its neighbours can, as the list is sorted.
    fn clashes(&self, edit: &Edit) -> bool {
        let Some(list) = self.edits.get(&edit.span.file) else {
            return false;
        };
        let at = list.partition_point(|other| other.span.start < edit.span.start);
        let before = at.checked_sub(1).and_then(|at| list.get(at));
        [before, list.get(at)]
            .into_iter()
            .flatten()
            .any(|other| !is_apart(edit, other))
    }
}

fn is_possible(edit: &Edit, sources: &SourceMap) -> bool {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    (edit.span.file.0 as usize) < sources.len()
        && sources
            .get(edit.span.file)
            .text
            .get(start..end)
            .is_some_and(|old| old != edit.text)
}

/// Whether two edits can both be made, in either order, with the same result. Two that touch may,
/// unless one inserts there: then it would matter which comes first.
fn is_apart(a: &Edit, b: &Edit) -> bool {
    if a.span.file != b.span.file {
        return true;
    }
    let (first, second) = if (a.span.start, a.span.end) <= (b.span.start, b.span.end) {
        (a, b)
    } else {
        (b, a)
    };
    let touch = first.span.end == second.span.start;
    let inserts = first.span.start == first.span.end || second.span.start == second.span.end;
    first.span.end < second.span.start || (touch && !inserts)
}

/// The text with sorted edits carried out; `None` where two of them overlap or one lies outside it.
pub fn edited(text: &str, edits: &[impl Borrow<Edit>]) -> Option<String> {
    let edits = edits.iter().map(Borrow::borrow);
    let added: usize = edits.clone().map(|edit: &Edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize)?);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ERROR, Sample};
    use super::super::{Applicability::*, Diagnostic};
    use super::*;
    use crate::syntax::source::Span;
    use proptest::prelude::*;

    fn fix(start: u32, end: u32, text: &str) -> Diagnostic {
        let span = Span::new(FileId(0), start, end);
        Diagnostic::new(&ERROR, span, "wrong").fix("mend it", span, text)
    }

    fn mended(text: &str, diagnostics: &[Diagnostic]) -> (String, usize) {
        let sample = Sample::new(&[("a.batch", text)]);
        let fixed = apply(diagnostics, &sample.sources, Safe);
        (
            fixed.texts.get(&FileId(0)).cloned().unwrap_or(text.into()),
            fixed.applied,
        )
    }

    #[test]
    fn independent_fixes_are_all_made() {
        let found = [fix(6, 9, "three"), fix(0, 3, "1"), fix(4, 4, "!")];
        assert_eq!(mended("one - two", &found), ("1 !- three".into(), 3));
    }

    #[test]
    fn of_two_that_overlap_the_first_wins() {
        assert_eq!(
            mended("abcdef", &[fix(1, 4, "X"), fix(3, 5, "Y")]),
            ("aXef".into(), 1)
        );
        assert_eq!(
            mended("abcdef", &[fix(2, 2, "X"), fix(2, 2, "Y")]),
            ("abXcdef".into(), 1)
        );
        assert_eq!(
            mended("abcdef", &[fix(0, 2, "X"), fix(2, 4, "Y")]),
            ("XYef".into(), 2)
        );
    }

    #[test]
    fn a_fix_is_made_whole_or_not_at_all() {
        let both = Diagnostic::new(&ERROR, Span::default(), "wrong").fix_with(
            "mend both",
            vec![
                Edit {
                    span: Span::new(FileId(0), 0, 1),
                    text: "X".into(),
                },
                Edit {
                    span: Span::new(FileId(0), 90, 91),
                    text: "Y".into(),
                },
            ],
            Safe,
        );
        assert_eq!(mended("abc", &[both]), ("abc".into(), 0));
    }

    #[test]
    fn likely_fixes_wait_to_be_asked_for() {
        let span = Span::new(FileId(0), 0, 1);
        let found = [Diagnostic::new(&ERROR, span, "wrong").maybe_fix("try", span, "X")];
        let sample = Sample::new(&[("a.batch", "abc")]);
        assert_eq!(apply(&found, &sample.sources, Safe), Fixed::default());
        assert_eq!(
            apply(&found, &sample.sources, Unsafe).texts[&FileId(0)],
            "Xbc"
        );
    }

    proptest! {
        /// Whatever the edits, every character of the old text is either inside an accepted edit
        /// or still there in its order, and nothing but the edits' own texts is added.
        #[test]
        fn what_no_fix_touches_is_kept(
            text in "[aé日𝒎\n ]{0,40}",
            edits in prop::collection::vec((0u32..60, 0u32..60, "[XY]{0,3}"), 0..8),
        ) {
            let found: Vec<Diagnostic> = edits.iter().map(|(a, b, t)| fix(*a, *b, t)).collect();
            let (after, applied) = mended(&text, &found);
            prop_assert!(applied <= found.len());
            let kept: String = after.chars().filter(|c| !"XY".contains(*c)).collect();
            let mut rest = text.chars();
            prop_assert!(kept.chars().all(|c| rest.any(|old| old == c)), "{text:?} -> {after:?}");
            let removed = text.chars().count() - kept.chars().count();
            let longest: usize = found.iter().map(|d| (d.span.end.saturating_sub(d.span.start)) as usize).sum();
            prop_assert!(removed <= longest);
            if applied == 0 {
                prop_assert_eq!(after, text);
            }
        }
    }
}
