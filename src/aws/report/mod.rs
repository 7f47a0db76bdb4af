//! A plan as people and programs read it. Pure: no terminal, no clock, no files.
//!
//! [`rows`] turns the fields of a change into rows of text, element by element; [`human`],
//! [`markdown`] and [`json`] set them.

#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod markdown;
pub mod rows;
#[cfg(test)]
mod samples;
mod telling;
pub mod value;

use super::plan::{Action, Change, Plan};

/// What a change does, as one character: `+ ~ ± ↻ -`.
pub fn symbol(action: Action, unicode: bool) -> &'static str {
    match action {
        Action::NoChange => " ",
        Action::Adopt => "^",
        Action::Create => "+",
        Action::Update | Action::InfrastructureUpdate => "~",
        Action::Replace if unicode => "±",
        Action::Replace => "%",
        Action::NewRevision if unicode => "↻",
        Action::NewRevision => "@",
        Action::Delete => "-",
    }
}

/// How many changes of each sort there are, in the words of the summary: `("create", 3)`.
pub fn counts(plan: &Plan) -> Vec<(&'static str, usize)> {
    let of = |actions: &[Action]| actions.iter().map(|&action| plan.count(action)).sum();
    [
        ("adopt", of(&[Action::Adopt])),
        ("create", of(&[Action::Create])),
        (
            "update",
            of(&[Action::Update, Action::InfrastructureUpdate]),
        ),
        ("revise", of(&[Action::NewRevision])),
        ("replace", of(&[Action::Replace])),
        ("delete", of(&[Action::Delete])),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .collect()
}

/// "Plan: 3 to create, 1 to update." or "No changes: the account is as the file says."
pub fn summary(plan: &Plan) -> String {
    let counts = counts(plan);
    if counts.is_empty() {
        return match plan.destroy {
            true => format!(
                "Nothing to delete: nothing in {} carries the tag of project {}.",
                plan.region, plan.project
            ),
            false => "No changes: the account is as the file says.".to_owned(),
        };
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{count} to {word}"))
        .collect();
    format!("Plan: {}.", parts.join(", "))
}

/// The name of a change, `old → new` where it changes.
pub fn name(change: &Change, unicode: bool) -> Option<String> {
    let arrow = arrow(unicode);
    match (&change.old, &change.name) {
        (Some(old), Some(new)) if old != new => Some(format!("{old} {arrow} {new}")),
        (old, new) => new.clone().or_else(|| old.clone()),
    }
}

pub fn arrow(unicode: bool) -> &'static str {
    if unicode { "→" } else { "->" }
}

/// The reasons as sentences that begin with "because".
pub fn reasons(change: &Change) -> impl Iterator<Item = String> {
    change.why.iter().map(|why| {
        let why = why.trim().trim_end_matches('.');
        match why.starts_with("because ") {
            true => why.to_owned(),
            false => format!("because {why}"),
        }
    })
}

/// What drift is called wherever it is shown.
pub const DRIFT: &str = "changed by hand outside this file";
