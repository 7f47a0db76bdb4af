//! Retries: which endings are tried again, and jobs that Spot may take away at any time.

use super::super::facts::Facts;
use super::containers::place;
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, Object, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Form;

codes! {
    RETRY_WITHOUT_ATTEMPTS = "retry-without-attempts", Error, "retry rules without a number of attempts";
    EMPTY_RETRY_RULE = "empty-retry-rule", Error, "a retry rule that says no condition";
    UNREACHABLE_RETRY_RULE = "unreachable-retry-rule", Warning, "a retry rule behind one that matches everything";
    RETRY_WITHOUT_CATCH_ALL = "retry-without-catch-all", Warning, "retry rules that leave the rest to be retried";
    RETRY_NEVER = "retry-never", Warning, "retry rules of a job that has one attempt";
    SPOT_WITHOUT_RETRY = "spot-without-retry", Warning, "a job on Spot that is not tried again";
}

/// The conditions of a rule, all of which must hold.
const CONDITIONS: [&str; 3] = ["status_reason", "reason", "exit_code"];

/// What to write for a job that Spot may interrupt.
const SPOT_IDIOM: &str = "retry = {
    attempts = 3
    on = [
      { status_reason = \"Host EC2*\", action = RETRY },
      { reason = \"*\", action = EXIT },
    ]
  }";

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(form) = definition.form() else {
        return;
    };

    match definition.object("retry") {
        Some(retry) => rules(retry, definition, out),
        None if !definition.has("retry") => spot(program, definition, form, None, out),
        None => {}
    }
    let once = definition
        .object("retry")
        .filter(|retry| retry.int("attempts") == Some(1));
    if let Some(retry) = once.filter(|retry| !retry.has("on")) {
        let span = retry.field("attempts").map(place);
        spot(program, definition, form, span, out);
    }
}

fn rules(retry: &Object, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(on) = retry.field("on") else { return };
    let rules: Vec<&Object> = retry.objects("on").collect();
    if !retry.has("attempts") && !retry.broken && !rules.is_empty() {
        out.push(
            Diagnostic::new(&RETRY_WITHOUT_ATTEMPTS, on.name_span, "retry rules without `attempts`")
                .label("how many attempts in all?")
                .why("AWS refuses `evaluateOnExit` without `attempts`: if it is specified, the attempts parameter must be specified too")
                .help("say how often the job may run in all, 1 to 10")
                .maybe_fix("add `attempts = 3`", on.name_span.before(), "attempts = 3, "),
        );
    }
    for rule in rules.iter().filter(|rule| !rule.broken) {
        if !CONDITIONS.iter().any(|condition| rule.has(condition)) {
            out.push(
                Diagnostic::new(&EMPTY_RETRY_RULE, rule.span, "a retry rule without a condition")
                    .label("when?")
                    .why("AWS wants at least one of `onReason`, `onStatusReason` and `onExitCode` in every `evaluateOnExit` rule")
                    .help("for everything that no rule before it matched, write `reason = \"*\"`")
                    .maybe_fix("match everything", after_brace(rule.span), " reason = \"*\","),
            );
        }
    }
    order(&rules, on.name_span, out);
    never(retry, &rules, definition, out);
}

/// Just behind the opening brace.
fn after_brace(span: Span) -> Span {
    Span::new(span.file, span.start + 1, span.start + 1)
}

/// A rule whose every condition matches any text.
fn catches_all(rule: &Object) -> bool {
    let mut conditions = CONDITIONS
        .iter()
        .filter_map(|name| rule.get(name))
        .peekable();
    conditions.peek().is_some() && conditions.all(|value| value.as_str() == Some("*"))
}

fn order(rules: &[&Object], on: Span, out: &mut Vec<Diagnostic>) {
    let certain = rules.iter().all(|rule| {
        !rule.broken
            && rule.word("action").is_some()
            && CONDITIONS.iter().any(|condition| rule.has(condition))
    });
    if let Some(at) = rules.iter().position(|rule| catches_all(rule)) {
        if let Some(after) = rules.get(at + 1) {
            out.push(
                Diagnostic::new(&UNREACHABLE_RETRY_RULE, after.span, "this retry rule is never reached")
                    .label("never reached")
                    .also(rules[at].span, "matches everything")
                    .why("Batch takes the first rule that matches, and this one stands behind a rule that matches every ending")
                    .help("move the rule that matches everything to the end"),
            );
        }
        return;
    }
    let mut exits = rules
        .iter()
        .filter(|rule| rule.word("action") == Some("EXIT"));
    let (Some(exit), true) = (exits.next_back(), certain) else {
        return;
    };
    let last = rules.last().map_or(on, |rule| rule.span);
    out.push(
        Diagnostic::new(&RETRY_WITHOUT_CATCH_ALL, on, "endings that no retry rule matches are still retried")
            .label("no rule for the rest")
            .also(exit.span, "only this ends the job")
            .why("where no `evaluateOnExit` rule matches, Batch retries; an EXIT rule by itself stops only what it names")
            .help("end with `{ reason = \"*\", action = EXIT }`, or with `action = RETRY` if retrying the rest is meant")
            .maybe_fix("end the job for the rest", last.after(), ", { reason = \"*\", action = EXIT }"),
    );
}

fn never(retry: &Object, rules: &[&Object], definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = retry
        .field("attempts")
        .filter(|field| field.value.as_int() == Some(1))
    else {
        return;
    };
    let Some(rule) = rules
        .iter()
        .find(|rule| rule.word("action") == Some("RETRY"))
    else {
        return;
    };
    out.push(
        Diagnostic::new(
            &RETRY_NEVER,
            place(field),
            format!(
                "`{}` has one attempt, so nothing is retried",
                definition.label
            ),
        )
        .label("the first run counts")
        .also(rule.span, "has no effect")
        .why("`attempts` counts all runs of the job, the first included")
        .help("write `attempts = 2` for one retry"),
    );
}

/// An on-demand fallback does not help: what Spot took away is not tried again by itself.
fn spot(
    program: &Program,
    definition: &Block,
    form: Form,
    attempts: Option<Span>,
    out: &mut Vec<Diagnostic>,
) {
    if definition.broken || form == Form::MultiNode {
        return;
    }
    let found = definition.references("runs_on").find_map(|(queue, span)| {
        let mut environments = program.environments_of(program.block(queue));
        let spot = environments.find(|environment| is_spot(environment))?;
        Some((spot, span))
    });
    let Some((environment, queue)) = found else {
        return;
    };
    let fargate = environment.form() == Some(Form::FargateSpot);
    let reason = if fargate {
        "Your Spot Task was interrupted"
    } else {
        "Host EC2 (instance i-…) terminated"
    };
    let message = format!(
        "`{}` runs on Spot and is not retried when it is interrupted",
        definition.label
    );
    let mut finding = Diagnostic::new(&SPOT_WITHOUT_RETRY, definition.head_span, message)
        .label("no `retry`")
        .also(queue, "this queue uses Spot")
        .also(environment.head_span, "Spot capacity")
        .why(format!("AWS takes Spot capacity back with two minutes' notice; the job ends FAILED with the status reason \"{reason}\", and without a retry strategy that is final"));
    let idiom = if fargate {
        SPOT_IDIOM.replace("Host EC2*", "Your Spot Task*")
    } else {
        SPOT_IDIOM.to_owned()
    };
    finding = finding.help(format!("retry interruptions and nothing else:\n  {idiom}"));
    if let Some(span) = attempts {
        finding.span = span;
        finding.label = Some("one attempt: no retry".to_owned());
    } else {
        if let Some(edit) = edits::append(program, definition, &idiom) {
            let title = "add a retry strategy for interruptions";
            finding = finding.fix_with(title, vec![edit], Applicability::Unsafe);
        }
    }
    out.push(finding);
}

fn is_spot(environment: &Block) -> bool {
    match environment.form() {
        Some(Form::Spot | Form::FargateSpot) => true,
        Some(Form::ManagedInstances) => environment
            .object("managed_instances_provider")
            .is_some_and(|provider| provider.word("capacity_option_type") == Some("SPOT")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::{check, codes_of};

    const SPOT: &str = "compute_environment workers {
  type = SPOT
  instance_types = [\"m6i.large\"]
  max_vcpus = 16
}
job_queue main {
  priority = 1
  compute_environments = [workers]
}
job_definition align {
  image = \"busybox:1.36\"
  vcpus = 1
  memory = 2 GiB
  runs_on = [main]
}
";

    #[test]
    fn the_idiom_for_spot_can_be_inserted() {
        let found = check(SPOT).diagnostics;
        let finding = found
            .iter()
            .find(|finding| finding.code.name == "spot-without-retry");
        let edit = &finding.expect("told").fixes[0].edits[0];
        let mut mended = SPOT.to_owned();
        mended.insert_str(edit.span.start as usize, &edit.text);
        assert_eq!(codes_of(&mended), [] as [&str; 0], "{mended}");
    }

    #[test]
    fn a_single_attempt_is_no_retry() {
        let once = SPOT.replace("  runs_on", "  retry = { attempts = 1 }\n  runs_on");
        assert_eq!(codes_of(&once), ["spot-without-retry"]);
        let twice = SPOT.replace("  runs_on", "  retry = { attempts = 2 }\n  runs_on");
        assert_eq!(codes_of(&twice), [] as [&str; 0]);
    }

    #[test]
    fn rules_are_read_in_order() {
        let with = |rules: &str| {
            codes_of(&format!(
                "job_definition a {{\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memory = 1 GiB\n  retry = {{ attempts = 3, on = [{rules}] }}\n}}\n"
            ))
        };
        assert_eq!(
            with("{ exit_code = 1, action = EXIT }"),
            ["retry-without-catch-all"]
        );
        assert_eq!(with("{ exit_code = 1, action = RETRY }"), [] as [&str; 0]);
        let behind = "{ reason = \"*\", action = EXIT }, { exit_code = 1, action = RETRY }";
        assert_eq!(with(behind), ["unreachable-retry-rule"]);
        // Both conditions must hold, so the second rule is reached.
        let narrow =
            "{ reason = \"*\", exit_code = 1, action = EXIT }, { reason = \"*\", action = RETRY }";
        assert_eq!(with(narrow), [] as [&str; 0]);
    }
}
