//! All attributes a block cannot do without, with the table's examples as values to write over.

use super::place::Here;
use super::{Draft, Sort, insert};
use crate::analysis::rules::environment::queues::QUEUE_WITHOUT_ENVIRONMENTS;
use crate::analysis::rules::job::resources::MISSING_RESOURCES;
use crate::program::Program;
use crate::syntax::source::Span;
use crate::vocabulary::{self, Attribute, Kind};

pub fn offer(here: &Here, drafts: &mut Vec<Draft>) {
    let Some(block) = here.block.as_ref().filter(|block| !block.template) else {
        return;
    };
    let Some(kind) = Kind::from_name(&block.kind.text) else {
        return;
    };
    let start = here.start + block.item.range.start;
    let program: &Program = &here.view.analysis.checked.program;
    let mut typed = program.of(kind);
    let typed = typed.find(|one| one.span.file == here.view.file && one.span.start == start);
    // Of a form that cannot be told nothing is known to be missing.
    let Some(typed) = typed.filter(|one| !one.object.broken) else {
        return;
    };
    let form = typed.form();
    let fields = vocabulary::attributes(kind, block.existing).iter();
    let asked = asked_for(here, block.item.range.at(here.view.file, here.start));
    let missing: Vec<&Attribute> = fields
        .filter(|field| field.is_required(form) || asked.contains(&field.name))
        .filter(|field| !typed.has(field.name))
        .collect();
    let close = here.start + block.body.range.end.saturating_sub(1);
    let whole = here.slice(block.body.range);
    if missing.is_empty() || !whole.ends_with('}') {
        return;
    }
    let ended = whole
        .trim_end_matches('}')
        .trim_end_matches([' ', '\t'])
        .ends_with('\n');
    let mut text = String::from(if ended { "" } else { "\n" });
    for field in &missing {
        text.push_str(&format!("  {} = {}\n", field.name, field.example));
    }
    let title = match missing.as_slice() {
        [one] => format!("Add `{}`", one.name),
        all => format!("Add the {} attributes it needs", all.len()),
    };
    drafts.push(Draft::new(
        title,
        Sort::Rewrite,
        vec![insert(here.view, close, text)],
    ));
}

/// What rules ask of a block though not every block of its kind needs it: a template or another
/// attribute may give it.
fn asked_for(here: &Here, block: Span) -> Vec<&'static str> {
    let asked = [
        (&MISSING_RESOURCES, ["vcpus", "memory"].as_slice()),
        (&QUEUE_WITHOUT_ENVIRONMENTS, &["compute_environments"]),
    ];
    let findings = here.view.findings();
    let own = findings.filter(|one| block.start <= one.span.start && one.span.end <= block.end);
    own.filter_map(|one| asked.iter().find(|(code, _)| *code == one.code))
        .flat_map(|(_, names)| names.iter().copied())
        .collect()
}
