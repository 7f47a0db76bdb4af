//! Fair share and consumable resources: what a definition has to say to its queues.

use super::super::facts::Facts;
use super::containers::place;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, BlockId, Object, Program};
use crate::syntax::source::Span;
use rustc_hash::FxHashMap;

codes! {
    NO_SCHEDULING_PRIORITY = "no-scheduling-priority", Warning, "a job for a fair-share queue without a scheduling priority";
    USELESS_SCHEDULING_PRIORITY = "useless-scheduling-priority", Warning, "a scheduling priority for queues without fair share";
    REPEATED_CONSUMABLE = "repeated-consumable", Error, "one consumable resource asked for twice";
    CONSUMABLE_BEYOND_TOTAL = "consumable-beyond-total", Error, "a job asks for more of a resource than there is";
}

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    priority(program, definition, out);
    consumables(program, definition, out);
}

fn priority(program: &Program, definition: &Block, out: &mut Vec<Diagnostic>) {
    let queues: Vec<_> = definition
        .references("runs_on")
        .map(|(id, span)| (program.block(id), span))
        .collect();
    let fair = queues.iter().find(|(queue, _)| shares(program, queue));
    match (fair, definition.field("scheduling_priority")) {
        (Some((queue, span)), None) if !definition.broken => {
            let mut finding = Diagnostic::new(&NO_SCHEDULING_PRIORITY, *span, format!("`{}` runs on a fair-share queue without a scheduling priority", definition.label))
                .label("a fair-share queue")
                .why("SubmitJob to such a queue fails unless every caller gives one: \"Either schedulingPriority in job definition or schedulingPriorityOverride is required.\"")
                .help("add `scheduling_priority = 0` (0 to 9999, the higher the sooner within its share); each SubmitJob names its `shareIdentifier`");
            if let Some(policy) = queue.field("scheduling_policy") {
                finding = finding.also(place(policy), "by this policy");
            }
            if let Some(edit) = super::edits::append(program, definition, "scheduling_priority = 0") {
                finding = finding.fix_with("add `scheduling_priority = 0`", vec![edit], crate::diagnostic::Applicability::Unsafe);
            }
            out.push(finding);
        }
        (None, Some(field)) if !queues.is_empty() && all_known(definition, &queues) => out.push(
            Diagnostic::new(&USELESS_SCHEDULING_PRIORITY, place(field), "a scheduling priority without a fair-share queue")
                .label("has no effect")
                .also(queues[0].1, "first in, first out")
                .why("`schedulingPriority` orders the jobs of one share; a queue without a scheduling policy takes jobs in the order they come")
                .help("remove it, or give the queue a `scheduling_policy`"),
        ),
        _ => {}
    }
}

/// The queue has a fair-share policy. A quota-share policy is for service jobs.
fn shares(program: &Program, queue: &Block) -> bool {
    queue
        .reference("scheduling_policy")
        .is_some_and(|policy| !program.block(policy).has("quota_share_policy"))
}

fn all_known(definition: &Block, queues: &[(&Block, Span)]) -> bool {
    queues.len() == definition.list("runs_on").len()
        && queues
            .iter()
            .all(|(queue, _)| !queue.existing && !queue.broken && !queue.has("scheduling_policy"))
}

fn consumables(program: &Program, definition: &Block, out: &mut Vec<Diagnostic>) {
    let mut asked: FxHashMap<BlockId, Span> = FxHashMap::default();
    for entry in definition.objects("consumable_resources") {
        let value = entry.get("consumable_resource");
        let Some((id, span)) = value.and_then(|value| Some((value.as_reference()?, value.span)))
        else {
            continue;
        };
        let resource = program.block(id);
        if let Some(first) = asked.insert(id, span) {
            let message = format!("`{}` is asked for twice", resource.label);
            out.push(
                Diagnostic::new(&REPEATED_CONSUMABLE, span, message)
                    .label("again")
                    .also(first, "first")
                    .why("each consumable resource stands once in a definition, with the whole quantity")
                    .help("add up the quantities in one entry"),
            );
        }
        beyond(entry, resource, out);
    }
}

fn beyond(entry: &Object, resource: &Block, out: &mut Vec<Diagnostic>) {
    let (Some(quantity), Some(total)) = (entry.get("quantity"), resource.field("total_quantity"))
    else {
        return;
    };
    let (Some(wanted), Some(there)) = (quantity.as_int(), total.value.as_int()) else {
        return;
    };
    if wanted <= there {
        return;
    }
    let message = format!(
        "{wanted} of `{}`, of which there are {there}",
        resource.label
    );
    out.push(
        Diagnostic::new(&CONSUMABLE_BEYOND_TOTAL, quantity.span, message)
            .label("more than there is")
            .also(place(total), "all there is")
            .why("the job would wait in RUNNABLE for a quantity that can never be free")
            .help("ask for less, or raise `total_quantity`"),
    );
}
