//! The checker's own fixes, all of them at once, and leave to ignore a warning.

use super::place::above_comments;
use super::{Action, Sort};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity, fix};
use crate::lsp::engine::View;
use crate::lsp::positions::difference;
use crate::syntax::outline::{Member, Shape, outline};
use crate::syntax::source::{FileId, Range, Span};

/// Stands for the reason of an `allow` until somebody writes it.
const REASON: &str = "why this is right here";

/// The actions for what was found in a range.
pub fn fixes(view: &View, range: Range) -> Vec<Action<'_>> {
    let mut actions = Vec::new();
    let touching = |span: Span| span.start <= range.end && range.start <= span.end;
    let here: Vec<&Diagnostic> = view.findings().filter(|one| touching(one.span)).collect();
    for finding in &here {
        for fix in &finding.fixes {
            actions.push(Action {
                title: sentence(&fix.title),
                edits: fix.edits.clone(),
                finding: Some(finding),
                sort: Sort::Fix,
                preferred: fix.applicability == Applicability::Safe && finding.fixes.len() == 1,
                placeholder: None,
            });
        }
    }
    for finding in here {
        if finding.severity == Severity::Warning && finding.code.severity != Severity::Error {
            actions.push(Action {
                title: format!("Allow {} here", finding.code.name),
                edits: vec![allow(view, finding)],
                finding: Some(finding),
                sort: Sort::Fix,
                preferred: false,
                placeholder: Some(REASON),
            });
        }
    }
    actions
}

/// Every certain fix of the file at once.
pub fn fix_all(view: &View) -> Option<Action<'static>> {
    let findings: Vec<Diagnostic> = view.findings().cloned().collect();
    let sources = &view.analysis.checked.sources;
    let fixed = fix::apply(&findings, sources, Applicability::Safe);
    let edits: Vec<Edit> = fixed
        .texts
        .iter()
        .filter_map(|(file, text)| {
            let before = &sources.get(*file).text;
            let (range, text) = difference(before, text)?;
            let span = range.at(*file, 0);
            Some(Edit { span, text })
        })
        .collect();
    (!edits.is_empty()).then(|| Action {
        title: "Fix all that can be fixed with certainty".into(),
        edits,
        finding: None,
        sort: Sort::FixAll,
        preferred: false,
        placeholder: None,
    })
}

fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `// allow(code): ` above the attribute or declaration the finding lies in.
fn allow(view: &View, finding: &Diagnostic) -> Edit {
    let text = view.text();
    let outline = outline(FileId(0), text);
    let at = innermost(&outline.members, finding.span.start).unwrap_or(finding.span.start);
    // Above its doc comment, which must stay where it is.
    let start = above_comments(view, at, "///");
    let rest = text.get(start as usize..).unwrap_or("");
    let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let indent = rest.get(..indent).unwrap_or("");
    Edit {
        span: Span::new(view.file, start, start),
        text: format!("{indent}// allow({}): {REASON}\n", finding.code.name),
    }
}

/// Where the innermost member that holds a byte begins.
fn innermost(members: &[Member], at: u32) -> Option<u32> {
    let member = members.iter().find(|one| one.range.contains(at))?;
    match &member.shape {
        Shape::Block { members, body, .. } if body.start < at => {
            innermost(members, at).or(Some(member.range.start))
        }
        _ => Some(member.range.start),
    }
}
