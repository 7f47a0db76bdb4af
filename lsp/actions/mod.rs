//! What may be done at a place: the checker's own fixes, and refactorings, each in a file of its
//! own. A refactoring is offered only where the program means the same afterwards (or gains what
//! its title says), and leaves a formatted file formatted.

mod create;
mod extract;
mod fixes;
mod inline;
mod loops;
mod middles;
mod place;
mod required;
mod sort;
mod template;
mod units;

use super::engine::View;
use super::layout;
use crate::diagnostic::fix::edited;
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::format;
use crate::syntax::source::{FileId, Range, Span};
pub use fixes::{fix_all, fixes};
use place::at;
use std::collections::BTreeMap;

/// Something an editor offers.
pub struct Action<'v> {
    pub title: String,
    pub edits: Vec<Edit>,
    /// The finding it mends.
    pub finding: Option<&'v Diagnostic>,
    /// The one to take where only one is asked for.
    pub preferred: bool,
    pub sort: Sort,
    /// What of the text is the user's to write: an editor that can selects it.
    pub placeholder: Option<&'static str>,
}

/// The sort of an action, by which editors group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Fix,
    FixAll,
    Extract,
    Inline,
    Rewrite,
}

/// A refactoring before it is formatted.
struct Draft {
    title: String,
    sort: Sort,
    edits: Vec<Edit>,
}

impl Draft {
    fn new(title: impl Into<String>, sort: Sort, edits: Vec<Edit>) -> Draft {
        Draft {
            title: title.into(),
            sort,
            edits,
        }
    }
}

/// The refactorings for a cursor or a selection.
pub fn refactorings(view: &View, range: Range) -> Vec<Action<'static>> {
    let mut drafts = Vec::new();
    template::extract(view, range, &mut drafts);
    loops::offer(view, range, &mut drafts);
    if let Some(here) = at(view, range) {
        extract::offer(&here, &mut drafts);
        inline::offer(&here, &mut drafts);
        template::inline(&here, &mut drafts);
        required::offer(&here, &mut drafts);
        sort::offer(&here, &mut drafts);
        units::offer(&here, &mut drafts);
        create::offer(&here, &mut drafts);
    }
    let formatted = |file: FileId| {
        let text = &view.analysis.checked.sources.get(file).text;
        format(text) == **text
    };
    // Once for all of them, and only where there is one.
    let own = !drafts.is_empty() && formatted(view.file);
    let drafts = drafts.into_iter();
    drafts
        .map(|draft| Action {
            edits: laid_out(view, draft.edits, |file| {
                if file == view.file {
                    own
                } else {
                    formatted(file)
                }
            }),
            title: draft.title,
            finding: None,
            preferred: false,
            sort: draft.sort,
            placeholder: None,
        })
        .collect()
}

/// The edits with what the formatter makes of them, where the file was formatted before.
fn laid_out(view: &View, edits: Vec<Edit>, formatted: impl Fn(FileId) -> bool) -> Vec<Edit> {
    let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let mut out = Vec::new();
    for (file, mut edits) in by_file {
        if !formatted(file) {
            out.append(&mut edits);
            continue;
        }
        let before = &view.analysis.checked.sources.get(file).text;
        edits.sort_by_key(|edit| edit.span.start);
        let Some(after) = edited(before, &edits) else {
            out.append(&mut edits);
            continue;
        };
        let changes = layout::changes(before, &format(&after));
        out.extend(changes.into_iter().map(|(range, text)| Edit {
            span: range.at(file, 0),
            text,
        }));
    }
    out
}

/// An edit that replaces a span.
fn replace(span: Span, text: impl Into<String>) -> Edit {
    Edit {
        span,
        text: text.into(),
    }
}

/// An edit that inserts at a byte of the file.
fn insert(view: &View, at: u32, text: impl Into<String>) -> Edit {
    replace(Span::new(view.file, at, at), text)
}
