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
        Some(retry) => {
            rules(retry, definition, out);
            exits(program, retry, definition, form, out);
        }
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
    let Some((environment, queue)) = on_spot(program, definition, form) else {
        return;
    };
    let reason = reclaim(environment);
    let message = format!(
        "`{}` runs on Spot and is not retried when it is interrupted",
        definition.label
    );
    let mut finding = Diagnostic::new(&SPOT_WITHOUT_RETRY, definition.head_span, message)
        .label("no `retry`")
        .also(queue, "this queue uses Spot")
        .also(environment.head_span, "Spot capacity")
        .why(format!("AWS takes Spot capacity back with two minutes' notice; the job ends FAILED with the status reason \"{reason}\", and without a retry strategy that is final"));
    let idiom = SPOT_IDIOM.replace("Host EC2*", pattern(environment));
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

/// The first environment on Spot capacity a job runs in, and where its queue is named.
fn on_spot<'a>(program: &'a Program, definition: &Block, form: Form) -> Option<(&'a Block, Span)> {
    if definition.broken || form == Form::MultiNode {
        return None;
    }
    definition.references("runs_on").find_map(|(queue, span)| {
        let mut environments = program.environments_of(program.block(queue));
        let spot = environments.find(|environment| is_spot(environment))?;
        Some((spot, span))
    })
}

/// The status reason of a job whose Spot capacity was taken back.
fn reclaim(environment: &Block) -> &'static str {
    match environment.form() {
        Some(Form::FargateSpot) => "Your Spot Task was interrupted",
        _ => "Host EC2 (instance i-…) terminated",
    }
}

/// What a rule writes to match that.
fn pattern(environment: &Block) -> &'static str {
    match environment.form() {
        Some(Form::FargateSpot) => "Your Spot Task*",
        _ => "Host EC2*",
    }
}

/// Rules that end a job whose Spot capacity was taken back, instead of trying it again.
fn exits(
    program: &Program,
    retry: &Object,
    definition: &Block,
    form: Form,
    out: &mut Vec<Diagnostic>,
) {
    if retry.int("attempts").is_none_or(|attempts| attempts < 2) {
        return;
    }
    let Some((environment, queue)) = on_spot(program, definition, form) else {
        return;
    };
    let reason = reclaim(environment);
    let rules: Vec<&Object> = retry.objects("on").collect();
    let first = rules
        .iter()
        .find(|rule| matches(rule, reason) != Some(false));
    // Where no rule matches, or one that may, the job is or may be tried again.
    let Some(rule) = first
        .filter(|rule| matches(rule, reason) == Some(true) && rule.word("action") == Some("EXIT"))
    else {
        return;
    };
    let written = format!(
        "{{ status_reason = \"{}\", action = RETRY }}",
        pattern(environment)
    );
    let message = format!(
        "`{}` runs on Spot, and its retry rules end it when it is interrupted",
        definition.label
    );
    let before = rules.first().map_or(rule.span, |first| first.span).before();
    out.push(
        Diagnostic::new(&SPOT_WITHOUT_RETRY, rule.span, message)
            .label("this ends it")
            .also(queue, "this queue uses Spot")
            .also(environment.head_span, "Spot capacity")
            .why(format!("AWS takes Spot capacity back with two minutes' notice; the job fails with the status reason \"{reason}\", of which the first rule that matches is this one"))
            .help(format!("put `{written}` in front of it"))
            .maybe_fix("retry interruptions first", before, format!("{written}, ")),
    );
}

/// Whether a rule matches the end of a job by that status reason; `None` where it cannot be told:
/// what the container's reason and exit code are then depends on how far it came.
fn matches(rule: &Object, reason: &str) -> Option<bool> {
    let begins = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => reason.starts_with(start),
        None => reason == pattern,
    };
    let status = match rule.get("status_reason") {
        Some(value) => value.as_str().map(begins),
        None => Some(true),
    };
    let own = match rule.get("reason").map(|value| value.as_str()) {
        None | Some(Some("*")) => Some(true),
        Some(Some(pattern)) if !begins(pattern) => Some(false),
        Some(_) => None,
    };
    let code = match rule.get("exit_code").map(|value| value.as_str()) {
        None => Some(true),
        Some(Some("*")) | Some(None) => None,
        Some(Some(_)) => Some(false),
    };
    let all = [status, own, code];
    if all.contains(&Some(false)) {
        return Some(false);
    }
    let conditions = CONDITIONS.iter().any(|condition| rule.has(condition));
    (conditions && !rule.broken && all.iter().all(Option::is_some)).then_some(true)
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

    /// The text with the first fix of `spot-without-retry` carried out.
    fn mended(text: &str) -> String {
        let found = check(text).diagnostics;
        let finding = found
            .iter()
            .find(|finding| finding.code.name == "spot-without-retry");
        let edit = &finding.expect("told").fixes[0].edits[0];
        let mut mended = text.to_owned();
        mended.insert_str(edit.span.start as usize, &edit.text);
        mended
    }

    #[test]
    fn the_idiom_for_spot_can_be_inserted() {
        let mended = mended(SPOT);
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
    fn rules_that_end_an_interrupted_job_are_told() {
        let with = |rules: &str| {
            let retry = format!("  retry = {{ attempts = 3, on = [{rules}] }}\n  runs_on");
            codes_of(&SPOT.replace("  runs_on", &retry))
        };
        let end = "{ reason = \"*\", action = EXIT }";
        let killed = format!("{{ exit_code = \"137\", action = RETRY }}, {end}");
        assert_eq!(with(&killed), ["spot-without-retry"]);
        let fargate = format!("{{ status_reason = \"Your Spot Task*\", action = RETRY }}, {end}");
        assert_eq!(with(&fargate), ["spot-without-retry"]);
        for first in ["status_reason = \"Host EC2*\"", "reason = \"Host*\""] {
            let rules = format!("{{ {first}, action = RETRY }}, {end}");
            assert_eq!(with(&rules), [] as [&str; 0], "{first}");
        }
    }

    #[test]
    fn the_rule_for_interruptions_can_be_inserted() {
        let end = "  retry = { attempts = 3, on = [{ reason = \"*\", action = EXIT }] }\n  runs_on";
        let text = SPOT.replace("  runs_on", end);
        let mended = mended(&text);
        assert_eq!(codes_of(&mended), [] as [&str; 0], "{mended}");
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
