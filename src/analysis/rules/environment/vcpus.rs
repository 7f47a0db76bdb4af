//! How many vCPUs an environment keeps, wants and may grow to.

use super::super::facts::Facts;
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::program::{Block, Field, Program};
use crate::vocabulary::Form;

codes! {
    VCPUS_OUT_OF_ORDER = "vcpus-out-of-order", Error, "min_vcpus, desired_vcpus and max_vcpus do not rise";
    DESIRED_VCPUS = "desired-vcpus", Warning, "desired_vcpus is set, which AWS Batch moves by itself";
    IDLE_VCPUS = "idle-vcpus", Advice, "min_vcpus keeps instances running while there is nothing to do";
    SCALE_DOWN_DELAY = "scale-down-delay", Error, "a delay of scaling down that AWS Batch does not take";
    FARGATE_QUOTA = "fargate-quota", Advice, "max_vcpus is above the default quota of Fargate vCPUs";
}

/// Fargate vCPUs an account may use at once, On-Demand or Spot, until it asks for more.
const FARGATE_VCPU_QUOTA: i64 = 6;

/// The shortest `min_scale_down_delay` other than none, in seconds.
const SHORTEST_DELAY: u64 = 20 * 60;

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    order(environment, out);
    desired(program, environment, out);
    idle(environment, out);
    fargate_quota(environment, out);
    scale_down(environment, out);
}

fn number(field: Option<&Field>) -> Option<(&Field, i64)> {
    field.and_then(|field| Some((field, field.value.as_int()?)))
}

fn order(environment: &Block, out: &mut Vec<Diagnostic>) {
    let fields = ["min_vcpus", "desired_vcpus", "max_vcpus"];
    let set: Vec<(&Field, i64)> = fields
        .iter()
        .filter_map(|name| number(environment.field(name)))
        .collect();
    for pair in set.windows(2) {
        let [(low, low_value), (high, high_value)] = pair else {
            continue;
        };
        if low_value <= high_value {
            continue;
        }
        let (low_name, high_name) = (low.attribute.name, high.attribute.name);
        out.push(
            Diagnostic::new(
                &VCPUS_OUT_OF_ORDER,
                low.value.span,
                format!("`{low_name}` is {low_value}, more than `{high_name}`, which is {high_value}"),
            )
            .label(format!("more than {high_value}"))
            .also(high.value.span, format!("`{high_name}` is {high_value}"))
            .why("AWS Batch refuses a compute environment unless min_vcpus ≤ desired_vcpus ≤ max_vcpus")
            .help(format!("raise `{high_name}` to at least {low_value}, or lower `{low_name}`")),
        );
        // A second pair would only repeat it.
        return;
    }
}

fn desired(program: &Program, environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = environment.field("desired_vcpus") else {
        return;
    };
    if field.value.is_unknown() {
        return;
    }
    let mut found = Diagnostic::new(
        &DESIRED_VCPUS,
        field.name_span,
        "`desired_vcpus` is moved by AWS Batch itself as jobs come and go",
    )
    .label("Batch's own number")
    .why(
        "what stands here holds for a moment only, and a later deployment that would lower it fails: \
         \"Manually scaling down compute environment is not supported. Disconnecting job queues from \
         compute environment will cause it to scale-down to minvCpus.\"",
    )
    .help("leave it out; `min_vcpus` is what stays running, `max_vcpus` what it may grow to");
    if let Some(edit) = edits::remove_field(program, field) {
        found = found.fix_with("remove `desired_vcpus`", vec![edit], Applicability::Safe);
    }
    out.push(found);
}

fn idle(environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some((min, value)) = number(environment.field("min_vcpus")) else {
        return;
    };
    if value <= 0 {
        return;
    }
    let disabled = environment
        .field("state")
        .filter(|s| s.value.as_word() == Some("DISABLED"));
    let mut found = Diagnostic::new(
        &IDLE_VCPUS,
        min.value.span,
        format!("{value} vCPUs of `{}` run, and cost, while there is nothing to do", environment.label),
    )
    .label("always running")
    .why("AWS Batch keeps min_vcpus running at all times, even while the environment is DISABLED")
    .help("0 stops every instance when the queue is empty; a job then waits some minutes for the first");
    if let Some(state) = disabled {
        found.severity = Severity::Warning;
        found.message = format!(
            "`{}` is DISABLED, and still {value} vCPUs of it would run and cost",
            environment.label
        );
        found = found.also(state.value.span, "takes no jobs");
    }
    out.push(found);
}

fn fargate_quota(environment: &Block, out: &mut Vec<Diagnostic>) {
    if !matches!(environment.form(), Some(Form::Fargate | Form::FargateSpot)) {
        return;
    }
    let Some((max, value)) = number(environment.field("max_vcpus")) else {
        return;
    };
    if value <= FARGATE_VCPU_QUOTA {
        return;
    }
    out.push(
        Diagnostic::new(
            &FARGATE_QUOTA,
            max.value.span,
            format!("an account starts with a quota of {FARGATE_VCPU_QUOTA} Fargate vCPUs, less than the {value} here"),
        )
        .label("above the default quota")
        .why("jobs above the account's quota wait in RUNNABLE, whatever max_vcpus says")
        .help("ask for more under Service Quotas, AWS Fargate, if the account has not done so yet"),
    );
}

fn scale_down(environment: &Block, out: &mut Vec<Diagnostic>) {
    let policy = environment.object("scaling_policy");
    let Some(value) = policy.and_then(|policy| policy.get("min_scale_down_delay")) else {
        return;
    };
    let Some(seconds) = value.as_duration().filter(|seconds| *seconds > 0) else {
        return;
    };
    if seconds >= SHORTEST_DELAY {
        return;
    }
    out.push(
        Diagnostic::new(
            &SCALE_DOWN_DELAY,
            value.span,
            "a delay of scaling down is none, or 20 minutes to 7 days",
        )
        .label("shorter than AWS Batch takes")
        .why("AWS Batch refuses a minScaleDownDelayMinutes between 1 and 19")
        .help("write `0 min`, or `20 min` or more"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::samples::{codes, environment};
    use crate::analysis::testing::{check, codes_of};
    use crate::diagnostic::Severity;

    #[test]
    fn one_finding_for_three_numbers_out_of_order() {
        let found = codes("min_vcpus = 9\nmax_vcpus = 4");
        assert_eq!(found, ["vcpus-out-of-order"]);
        assert!(codes("min_vcpus = 4\nmax_vcpus = 4").is_empty());
    }

    #[test]
    fn desired_vcpus_can_be_removed_by_the_machine() {
        let text = super::super::samples::ec2("desired_vcpus = 8");
        let found = check(&text).diagnostics;
        let found = found
            .iter()
            .find(|f| f.code.name == "desired-vcpus")
            .expect("reported");
        let edit = &found.fixes[0].edits[0];
        let line = &text[edit.span.start as usize..edit.span.end as usize];
        assert_eq!(line, "desired_vcpus = 8\n");
    }

    #[test]
    fn idle_vcpus_are_advice_until_the_environment_is_disabled() {
        let severity = |attributes: &str| {
            let checked = check(&super::super::samples::ec2(attributes));
            let found = checked
                .diagnostics
                .into_iter()
                .find(|f| f.code.name == "idle-vcpus");
            found.map(|f| f.severity)
        };
        assert_eq!(severity("min_vcpus = 4"), Some(Severity::Advice));
        assert_eq!(
            severity("min_vcpus = 4\nstate = DISABLED"),
            Some(Severity::Warning)
        );
        assert_eq!(severity("min_vcpus = 0"), None);
    }

    #[test]
    fn fargate_above_the_quota_is_no_more_than_advice() {
        assert!(codes_of(&environment("FARGATE", "max_vcpus = 64")).is_empty());
    }
}
