//! What goes with a declaration: a queue for an environment, a job definition for a queue.

use super::place::{Block, Here};
use super::{Draft, Sort, insert};
use crate::analysis::rules::job::platform::{Platform, of_environment};
use crate::lsp::index::What;
use crate::vocabulary::Kind;

pub fn offer(here: &Here, drafts: &mut Vec<Draft>) {
    let Some(block) = here
        .block
        .as_ref()
        .filter(|one| !one.template && !one.nested)
    else {
        return;
    };
    let (Some(label), true) = (block.label, here.in_head()) else {
        return;
    };
    match Kind::from_name(&block.kind.text) {
        Some(Kind::ComputeEnvironment) => {
            let name = free_label(here, Kind::JobQueue, label);
            let text = format!(
                "job_queue {name} {{\n  priority = 1\n  compute_environments = [{label}]\n}}"
            );
            let title = format!("Make a queue for `{label}`");
            drafts.push(behind(here, block, title, &text));
        }
        Some(Kind::JobQueue) => {
            let Some(needed) = of_queue(here, label) else {
                return;
            };
            let name = free_label(here, Kind::JobDefinition, label);
            let text = format!(
                "job_definition {name} {{\n  image = \"busybox:1.36\"\n  command = [\"echo\", \"hello\"]\n  vcpus = 1\n  memory = 2 GiB\n  retry = {{ attempts = 3 }}\n{needed}  runs_on = [{label}]\n}}"
            );
            let title = format!("Make a job definition for `{label}`");
            drafts.push(behind(here, block, title, &text));
        }
        _ => {}
    }
}

/// What a job definition of one container must say beside the usual to run on the queue; `None`
/// where it would need another form.
fn of_queue(here: &Here, label: &str) -> Option<&'static str> {
    let program = &here.view.analysis.checked.program;
    let Some(queue) = program
        .of(Kind::JobQueue)
        .find(|queue| queue.label == label)
    else {
        return Some("");
    };
    let mut platforms = program.environments_of(queue).filter_map(of_environment);
    if platforms.any(|one| matches!(one, Platform::Eks | Platform::ManagedInstances)) {
        return None;
    }
    let shared = queue.has("scheduling_policy");
    Some(if shared {
        "  scheduling_priority = 1\n"
    } else {
        ""
    })
}

fn behind(here: &Here, block: &Block, title: String, text: &str) -> Draft {
    let end = here.start + block.item.range.end;
    let edit = insert(here.view, end, format!("\n\n{text}"));
    Draft::new(title, Sort::Rewrite, vec![edit])
}

/// The label itself, or with a number, as long as no declaration of the kind has it.
fn free_label(here: &Here, kind: Kind, label: &str) -> String {
    let taken = |name: &str| {
        let mut declared = here.view.analysis.declared().iter();
        declared.any(|one| {
            let same = match &one.what {
                What::Block { kind: own, .. } => own == kind.name(),
                _ => false,
            };
            same && one.name == name
        })
    };
    let numbered = (2..).map(|at| format!("{label}-{at}"));
    let mut names = std::iter::once(label.to_owned()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or_default()
}
