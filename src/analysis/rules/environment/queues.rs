//! Which environments a queue may put together, and in which order.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, BlockId, Program};
use crate::syntax::source::Span;
use crate::vocabulary::{Form, Kind};
use rustc_hash::FxHashMap;

codes! {
    QUEUE_WITHOUT_ENVIRONMENTS = "queue-without-environments", Error, "a queue has no environment to run jobs in";
    TOO_MANY_ENVIRONMENTS = "too-many-environments", Error, "a queue lists more environments than AWS Batch takes";
    TWO_KINDS_OF_ENVIRONMENT = "two-kinds-of-environment", Error, "a queue has compute environments and service environments";
    REPEATED_ENVIRONMENT = "repeated-environment", Error, "a queue lists an environment twice";
    MIXED_PLATFORMS = "mixed-platforms", Error, "a queue mixes EC2, Fargate, EKS or Managed Instances";
    SPOT_BEFORE_ON_DEMAND = "spot-before-on-demand", Error, "a Managed Instances queue lists Spot before On-Demand";
    DISABLED_ENVIRONMENTS = "disabled-environments", Warning, "every environment of a queue is DISABLED";
    QUEUE_TYPE_MISMATCH = "queue-type-mismatch", Error, "job_queue_type does not go with the queue's environments";
    EQUAL_PRIORITIES = "equal-priorities", Advice, "queues that share an environment have the same priority";
}

/// Compute environments a queue may list. Support has raised it for some accounts.
const MAX_COMPUTE_ENVIRONMENTS: usize = 3;

pub fn check(program: &Facts, queue: &Block, out: &mut Vec<Diagnostic>) {
    without_environments(queue, out);
    two_kinds(queue, out);
    too_many(queue, out);
    repeated(program, queue, "compute_environments", out);
    repeated(program, queue, "service_environments", out);
    mixed_platforms(program, queue, out);
    managed_order(program, queue, out);
    all_disabled(program, queue, out);
    queue_type(program, queue, out);
}

/// The compute environments of a queue with the place of each reference.
fn environments<'a>(
    program: &'a Program,
    queue: &'a Block,
) -> impl Iterator<Item = (&'a Block, Span)> {
    queue
        .references("compute_environments")
        .map(|(id, span)| (program.block(id), span))
}

fn without_environments(queue: &Block, out: &mut Vec<Diagnostic>) {
    // An empty list is the attribute's own error.
    if queue.broken || queue.has("compute_environments") || queue.has("service_environments") {
        return;
    }
    out.push(
        Diagnostic::new(
            &QUEUE_WITHOUT_ENVIRONMENTS,
            queue.head_span,
            format!(
                "the queue `{}` has no environment to run jobs in",
                queue.label
            ),
        )
        .label("needs at least one")
        .why("AWS Batch refuses a job queue without a compute environment or service environment")
        .help("add `compute_environments = [...]`, the first to be filled first"),
    );
}

fn two_kinds(queue: &Block, out: &mut Vec<Diagnostic>) {
    let (Some(compute), Some(service)) = (
        queue.field("compute_environments"),
        queue.field("service_environments"),
    ) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &TWO_KINDS_OF_ENVIRONMENT,
            service.name_span,
            format!(
                "the queue `{}` lists both compute and service environments",
                queue.label
            ),
        )
        .label("jobs of SageMaker")
        .also(compute.name_span, "container jobs")
        .why("AWS Batch takes one of the two: a queue runs container jobs or service jobs")
        .help("make a queue for each"),
    );
}

fn too_many(queue: &Block, out: &mut Vec<Diagnostic>) {
    let list = queue.list("compute_environments");
    let Some(over) = list.get(MAX_COMPUTE_ENVIRONMENTS) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &TOO_MANY_ENVIRONMENTS,
            over.span,
            format!(
                "the queue `{}` lists {} compute environments; AWS Batch takes {MAX_COMPUTE_ENVIRONMENTS}",
                queue.label,
                list.len()
            ),
        )
        .label(format!("number {}", MAX_COMPUTE_ENVIRONMENTS + 1))
        .why("three compute environments for a queue is a fixed limit of AWS Batch")
        .help("merge environments that differ in their instance types only: one environment may list many"),
    );
}

fn repeated(program: &Program, queue: &Block, attribute: &str, out: &mut Vec<Diagnostic>) {
    let Some(list) = queue.get(attribute) else {
        return;
    };
    let mut seen: FxHashMap<BlockId, Span> = FxHashMap::default();
    for (index, item) in list.as_list().unwrap_or_default().iter().enumerate() {
        let Some(id) = item.as_reference() else {
            continue;
        };
        let Some(first) = seen.get(&id).copied() else {
            seen.insert(id, item.span);
            continue;
        };
        let mut found = Diagnostic::new(
            &REPEATED_ENVIRONMENT,
            item.span,
            format!(
                "`{}` is listed twice in the queue `{}`",
                program.block(id).label,
                queue.label
            ),
        )
        .label("again")
        .also(first, "first here")
        .why("each environment of a queue has one place in its order; AWS Batch refuses a second")
        .help("remove one of the two");
        if let Some(edit) = edits::remove_element(program, list, index) {
            found = found.fix_with("remove the second", vec![edit], Applicability::Safe);
        }
        out.push(found);
    }
}

fn mixed_platforms(program: &Program, queue: &Block, out: &mut Vec<Diagnostic>) {
    let known = environments(program, queue).filter_map(|(environment, span)| {
        let platform = compute::platform(environment)?;
        (platform != Platform::Unmanaged).then_some((environment, span, platform))
    });
    let known: Vec<_> = known.collect();
    let Some(&(first, first_span, platform)) = known.first() else {
        return;
    };
    let Some(&(other, span, other_platform)) = known.iter().find(|entry| entry.2 != platform)
    else {
        return;
    };
    let mut found = Diagnostic::new(
        &MIXED_PLATFORMS,
        span,
        format!(
            "the queue `{}` mixes {} and {}",
            queue.label,
            platform.noun(),
            other_platform.noun()
        ),
    )
    .label(format!("runs on {}", other_platform.noun()))
    .also(first_span, format!("runs on {}", platform.noun()))
    .why("a job is made for one of them, and any job of a queue must fit each of its environments, so AWS Batch refuses the mix")
    .help("make one queue for each kind");
    for environment in [first, other] {
        if let Some(kind) = environment.get("type") {
            found = found.also(
                kind.span,
                format!("`{}` is of this type", environment.label),
            );
        }
    }
    out.push(found);
}

fn managed_order(program: &Program, queue: &Block, out: &mut Vec<Diagnostic>) {
    let managed: Vec<_> = environments(program, queue)
        .filter(|(environment, _)| environment.form() == Some(Form::ManagedInstances))
        .collect();
    let Some(&(spot, spot_span)) = managed.iter().find(|(e, _)| compute::is_spot(e)) else {
        return;
    };
    let late = managed
        .iter()
        .skip_while(|(e, _)| !compute::is_spot(e))
        .find(|(environment, _)| !compute::is_spot(environment));
    let Some(&(on_demand, span)) = late else {
        return;
    };
    out.push(
        Diagnostic::new(
            &SPOT_BEFORE_ON_DEMAND,
            span,
            format!(
                "`{}` (On-Demand) stands behind `{}` (Spot)",
                on_demand.label, spot.label
            ),
        )
        .label("On-Demand")
        .also(spot_span, "Spot")
        .why("in a queue of ECS Managed Instances AWS Batch wants the On-Demand environments first")
        .help("list the On-Demand environment before the Spot one"),
    );
}

fn all_disabled(program: &Program, queue: &Block, out: &mut Vec<Diagnostic>) {
    let Some(list) = queue.field("compute_environments") else {
        return;
    };
    let places: Option<Vec<_>> = list
        .value
        .as_list()
        .unwrap_or_default()
        .iter()
        .map(|item| {
            let state = program.block(item.as_reference()?).field("state")?;
            (state.value.as_word() == Some("DISABLED")).then_some(state.value.span)
        })
        .collect();
    let Some(places) = places.filter(|places| !places.is_empty()) else {
        return;
    };
    // A queue that is itself switched off is meant to rest.
    if queue.word("state") == Some("DISABLED") {
        return;
    }
    let mut found = Diagnostic::new(
        &DISABLED_ENVIRONMENTS,
        list.value.span,
        format!("every environment of the queue `{}` is DISABLED", queue.label),
    )
    .label("none takes jobs")
    .why("the queue accepts jobs, and they wait in RUNNABLE until an environment is enabled")
    .help("enable one, or set `state = DISABLED` on the queue so that a submission is refused at once");
    for place in places {
        found = found.also(place, "switched off here");
    }
    out.push(found);
}

fn queue_type(program: &Program, queue: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = queue.field("job_queue_type") else {
        return;
    };
    let Some(written) = field.value.as_word() else {
        return;
    };
    let (right, place, what) = if let Some(service) = queue.field("service_environments") {
        (
            "SAGEMAKER_TRAINING",
            service.name_span,
            "service environments".to_owned(),
        )
    } else {
        let first = environments(program, queue).find_map(|(environment, span)| {
            let platform = compute::platform(environment)?;
            Some((platform.queue_type()?, span, platform.noun().to_owned()))
        });
        let Some(first) = first else { return };
        first
    };
    if right == written {
        return;
    }
    let mut found = Diagnostic::new(
        &QUEUE_TYPE_MISMATCH,
        field.value.span,
        format!("a queue of {what} is of type `{right}`, not `{written}`"),
    )
    .label("does not go with its environments")
    .also(place, what.clone())
    .why("AWS Batch refuses a queue whose type is not that of its environments")
    .help("leave `job_queue_type` out: it follows from the environments");
    if let Some(edit) = edits::replace_word(program, &field.value, right) {
        found = found.fix_with(format!("write `{right}`"), vec![edit], Applicability::Safe);
    }
    out.push(found);
}

pub fn equal_priorities(program: &Program, out: &mut Vec<Diagnostic>) {
    let queues: Vec<&Block> = program
        .declared(Kind::JobQueue)
        .filter(|queue| queue.int("priority").is_some() && queue.word("state") != Some("DISABLED"))
        .collect();
    let mut earliest: FxHashMap<(BlockId, i64), &Block> = FxHashMap::default();
    for queue in queues {
        let Some(priority) = queue.get("priority") else {
            continue;
        };
        let Some(number) = priority.as_int() else {
            continue;
        };
        let mut told = false;
        for (id, span) in queue.references("compute_environments") {
            let first = *earliest.entry((id, number)).or_insert(queue);
            if told || first.id == queue.id {
                continue;
            }
            told = true;
            let mut found = Diagnostic::new(
                &EQUAL_PRIORITIES,
                priority.span,
                format!("`{}` and `{}` have the same priority", first.label, queue.label),
            )
            .label(format!("{number}, as the other"))
            .also(span, format!("both use `{}`", program.block(id).label))
            .why("where queues share an environment, AWS Batch serves the higher priority first; between equals nobody is first")
            .help("give the more urgent queue the higher number");
            if let Some(other) = first.get("priority") {
                found = found.also(other.span, format!("`{}`", first.label));
            }
            out.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::queue;
    use crate::analysis::testing::codes_of;

    fn environment(name: &str, attributes: &str) -> String {
        format!("compute_environment {name} {{\nmax_vcpus = 64\n{attributes}\n}}\n")
    }

    const EC2: &str = "type = EC2\ninstance_types = [\"m6i\"]";

    #[test]
    fn spot_behind_on_demand_is_the_usual_thing() {
        let text = environment("a", EC2)
            + &environment("b", "type = SPOT\ninstance_types = [\"m6i\", \"c6i\"]")
            + &queue("b, a", "");
        assert!(codes_of(&text).is_empty(), "{:?}", codes_of(&text));
    }

    #[test]
    fn fargate_beside_ec2_is_refused_once() {
        let text = environment("a", EC2)
            + &environment("b", "type = FARGATE")
            + &environment("c", "type = FARGATE_SPOT")
            + &queue("a, b, c", "");
        assert_eq!(codes_of(&text), ["mixed-platforms"]);
    }

    #[test]
    fn an_unresolved_environment_is_not_reported_again() {
        let text = queue("nothing", "");
        assert_eq!(codes_of(&text).len(), 1, "{:?}", codes_of(&text));
    }

    #[test]
    fn one_enabled_environment_is_enough() {
        let text = environment("a", &format!("{EC2}\nstate = DISABLED"))
            + &environment("b", EC2)
            + &queue("a, b", "");
        assert!(codes_of(&text).is_empty());
    }

    #[test]
    fn three_environments_are_taken_and_four_are_not() {
        let all: String = ["a", "b", "c", "d"]
            .iter()
            .map(|name| environment(name, EC2))
            .collect();
        assert!(codes_of(&(all.clone() + &queue("a, b, c", ""))).is_empty());
        assert_eq!(
            codes_of(&(all + &queue("a, b, c, d", ""))),
            ["too-many-environments"]
        );
    }
}
