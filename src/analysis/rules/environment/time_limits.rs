//! `job_state_time_limit_actions`: what a queue does with jobs that cannot start.

use super::super::facts::Facts;
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, Object, Program, Typed};
use crate::vocabulary::{SERVICE_TIME_LIMIT_REASONS, TIME_LIMIT_REASONS};
use rustc_hash::FxHashMap;

codes! {
    UNKNOWN_TIME_LIMIT_REASON = "unknown-time-limit-reason", Error, "a time-limit action waits for a reason AWS Batch never gives";
    TIME_LIMIT_ACTION = "time-limit-action", Error, "the action does not go with the kind of queue";
    REPEATED_TIME_LIMIT = "repeated-time-limit", Warning, "two time-limit actions wait for the same reason";
    NO_TIME_LIMITS = "no-time-limits", Advice, "nothing ends jobs of this queue that can never start";
}

/// The reason to act upon first.
const NEVER_FITS: &str = "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT";
/// Reasons it shows, and never acts upon.
const SHOWN_ONLY: [&str; 3] = [
    "MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS",
    "ACTION_REQUIRED",
    "UNDETERMINED",
];

pub fn check(program: &Facts, queue: &Block, out: &mut Vec<Diagnostic>) {
    let service = queue.has("service_environments");
    for action in queue.objects("job_state_time_limit_actions") {
        reason(program, queue, action, service, out);
        kind_of_action(program, queue, action, service, out);
    }
    repeated(queue, out);
    none(queue, out);
}

/// Reasons AWS Batch acts upon, in a queue for service jobs or for others.
fn reasons(service: bool) -> Vec<&'static str> {
    let known = if service {
        SERVICE_TIME_LIMIT_REASONS
    } else {
        TIME_LIMIT_REASONS
    };
    known.iter().map(|(reason, _)| *reason).collect()
}

fn reason(
    program: &Program,
    queue: &Block,
    action: &Object,
    service: bool,
    out: &mut Vec<Diagnostic>,
) {
    let Some(value) = action.get("reason") else {
        return;
    };
    let Some(written) = value.as_str() else {
        return;
    };
    let known = reasons(service);
    if known.contains(&written) {
        return;
    }
    let found = Diagnostic::new(&UNKNOWN_TIME_LIMIT_REASON, value.span, "").why(
        "the reason is a key that AWS Batch compares with a job's status reason; one that never comes up \
         switches the action off without a word",
    );
    out.push(
        if SHOWN_ONLY.iter().any(|shown| written.starts_with(shown)) {
            let mut found = found.label("shown, never acted upon");
            found.message = format!("AWS Batch shows `{written}` but takes no action on it");
            found.help(one_of(&known))
        } else if reasons(!service).contains(&written) {
            let mut found = found.label("of the other kind of queue");
            let other = if service {
                "container jobs"
            } else {
                "service jobs"
            };
            found.message = format!(
                "`{written}` is a reason of {other}, which `{}` does not run",
                queue.label
            );
            found.help(one_of(&known))
        } else {
            misspelt(program, value, written, &known, found)
        },
    );
}

fn misspelt(
    program: &Program,
    value: &Typed,
    written: &str,
    known: &[&'static str],
    mut found: Diagnostic,
) -> Diagnostic {
    found.message = format!("AWS Batch knows no reason `{written}`");
    found.label = Some("would never come up".to_owned());
    let wanted = written.to_ascii_uppercase().replace(['-', ' '], "_");
    let near = known
        .iter()
        .map(|reason| {
            (
                strsim::normalized_damerau_levenshtein(&wanted, reason),
                *reason,
            )
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.7);
    let Some((_, near)) = near else {
        return found.help(one_of(known));
    };
    found = found.help(format!("did you mean `{near}`?"));
    match edits::replace_string(program, value, near) {
        Some(edit) => found.fix_with(
            format!("write `\"{near}\"`"),
            vec![edit],
            Applicability::Safe,
        ),
        None => found,
    }
}

fn one_of(known: &[&str]) -> String {
    format!("one of `{}`", known.join("`, `"))
}

fn kind_of_action(
    program: &Program,
    queue: &Block,
    action: &Object,
    service: bool,
    out: &mut Vec<Diagnostic>,
) {
    let Some(value) = action.get("action") else {
        return;
    };
    let Some(written) = value.as_word() else {
        return;
    };
    let right = if service { "TERMINATE" } else { "CANCEL" };
    if written == right {
        return;
    }
    let jobs = if service {
        "service jobs"
    } else {
        "container jobs"
    };
    let place = queue.field(if service {
        "service_environments"
    } else {
        "compute_environments"
    });
    let mut found = Diagnostic::new(
        &TIME_LIMIT_ACTION,
        value.span,
        format!("a queue of {jobs} can only `{right}` a job that does not start"),
    )
    .label(format!("not for {jobs}"))
    .why("CANCEL is the action for jobs on ECS, Fargate and EKS, TERMINATE the one for SageMaker jobs; AWS Batch refuses the other")
    .help(format!("write `{right}`, or leave `action` out"));
    if let Some(place) = place {
        found = found.also(place.name_span, format!("runs {jobs}"));
    }
    if let Some(edit) = edits::replace_word(program, value, right) {
        found = found.fix_with(format!("write `{right}`"), vec![edit], Applicability::Safe);
    }
    out.push(found);
}

fn repeated(queue: &Block, out: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<&str, &Typed> = FxHashMap::default();
    for action in queue.objects("job_state_time_limit_actions") {
        let Some(value) = action.get("reason") else {
            continue;
        };
        let Some(written) = value.as_str() else {
            continue;
        };
        match seen.get(written) {
            None => {
                seen.insert(written, value);
            }
            Some(first) => out.push(
                Diagnostic::new(
                    &REPEATED_TIME_LIMIT,
                    value.span,
                    format!("`{}` has two actions for `{written}`", queue.label),
                )
                .label("again")
                .also(first.span, "first here")
                .why("a job is ended by whichever time runs out first; the other action never comes to pass")
                .help("keep the one with the time that is meant"),
            ),
        }
    }
}

fn none(queue: &Block, out: &mut Vec<Diagnostic>) {
    if queue.broken || queue.has("job_state_time_limit_actions") {
        return;
    }
    out.push(
        Diagnostic::new(
            &NO_TIME_LIMITS,
            queue.head_span,
            format!("nothing ends jobs of `{}` that can never start", queue.label),
        )
        .label("no `job_state_time_limit_actions`")
        .why("a job that asks for more than any environment has waits in RUNNABLE for ever, and blocks those behind it")
        .help(format!(
            "add `job_state_time_limit_actions = [{{ reason = \"{}\", max_time = 30 min }}]`",
            NEVER_FITS
        )),
    );
}

#[cfg(test)]
mod tests {
    use super::super::samples::ec2;
    use crate::analysis::testing::{check, codes_of};

    fn with(actions: &str) -> String {
        let text = ec2("");
        let end = text.rfind('}').expect("a queue");
        format!(
            "{}job_state_time_limit_actions = [{actions}]\n}}\n",
            &text[..end]
        )
    }

    #[test]
    fn a_typo_in_a_reason_is_mended() {
        let text =
            with("{ reason = \"CAPACITY:INSUFFICIENT_INSTANCE_CAPACTY\", max_time = 30 min }");
        let found = check(&text).diagnostics;
        let reason = found
            .iter()
            .find(|f| f.code.name == "unknown-time-limit-reason")
            .expect("reported");
        assert_eq!(
            reason.fixes[0].edits[0].text,
            "\"CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY\""
        );
    }

    #[test]
    fn every_reason_acted_upon_is_known() {
        assert!(super::reasons(false).contains(&super::NEVER_FITS));
        for reason in super::reasons(false) {
            let text = with(&format!("{{ reason = \"{reason}\", max_time = 30 min }}"));
            assert!(codes_of(&text).is_empty(), "{reason}");
        }
    }

    #[test]
    fn reasons_only_shown_and_of_other_queues_are_told_apart() {
        for reason in super::SHOWN_ONLY.into_iter().chain(super::reasons(true)) {
            let text = with(&format!("{{ reason = \"{reason}\", max_time = 30 min }}"));
            assert_eq!(codes_of(&text), ["unknown-time-limit-reason"], "{reason}");
        }
    }
}
