//! Allocation strategies, and what keeps an environment from being changed in place.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, Field, Program};
use crate::vocabulary::Form;

codes! {
    STRATEGY_MISMATCH = "strategy-mismatch", Error, "the allocation strategy does not go with the environment's type";
    BEST_FIT = "best-fit", Warning, "BEST_FIT waits for one instance type and bars changes in place";
    NOTHING_TO_ORDER = "nothing-to-order", Warning, "a strategy that goes by the order of the instance types has one entry only";
    CUSTOM_SERVICE_ROLE = "custom-service-role", Advice, "with a service role of its own an environment cannot be changed in place";
    USELESS_UPDATE_POLICY = "useless-update-policy", Warning, "update_policy on an environment that is never changed in place";
    UNUSED_SPOT_ROLE = "unused-spot-role", Advice, "spot_iam_fleet_role serves BEST_FIT only";
}

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    if let Some(field) = environment.field("allocation_strategy") {
        mismatch(program, environment, field, out);
        best_fit(program, environment, field, out);
        nothing_to_order(environment, field, out);
    }
    custom_role(program, environment, out);
    update_policy(program, environment, out);
    spot_role(program, environment, out);
}

/// What an expert would write in its place.
pub fn replacement(form: Option<Form>, strategy: &str) -> &'static str {
    match (form, strategy) {
        (Some(Form::Spot), "BEST_FIT_PROGRESSIVE_ORDERED") => "SPOT_CAPACITY_OPTIMIZED_PRIORITIZED",
        (Some(Form::Spot), _) => "SPOT_PRICE_CAPACITY_OPTIMIZED",
        (_, "SPOT_CAPACITY_OPTIMIZED_PRIORITIZED") => "BEST_FIT_PROGRESSIVE_ORDERED",
        _ => "BEST_FIT_PROGRESSIVE",
    }
}

/// Why an environment of that form cannot have the strategy, and the attribute that decides it.
pub fn refused(
    form: Option<Form>,
    eks: bool,
    strategy: &str,
) -> Option<(&'static str, &'static str)> {
    Some(match form {
        Some(Form::Ec2) if strategy.starts_with("SPOT_") => (
            "the SPOT_ strategies choose between pools of Spot capacity, which an EC2 environment does not use",
            "type",
        ),
        Some(Form::Spot) if strategy == "BEST_FIT_PROGRESSIVE_ORDERED" => (
            "BEST_FIT_PROGRESSIVE_ORDERED is for EC2 environments; AWS Batch refuses it on Spot",
            "type",
        ),
        Some(Form::Ec2 | Form::Spot) if eks && strategy == "BEST_FIT" => (
            "BEST_FIT isn't supported for compute environments on Amazon EKS",
            "eks_configuration",
        ),
        _ => return None,
    })
}

fn mismatch(program: &Program, environment: &Block, field: &Field, out: &mut Vec<Diagnostic>) {
    let Some(strategy) = field.value.as_word() else {
        return;
    };
    let eks = compute::platform(environment) == Some(Platform::Eks);
    let Some((why, other)) = refused(environment.form(), eks, strategy) else {
        return;
    };
    let better = replacement(environment.form(), strategy);
    let name = if eks && strategy == "BEST_FIT" {
        "on EKS".to_owned()
    } else {
        format!(
            "in {}",
            environment.form().map_or("this environment", Form::noun)
        )
    };
    let mut found = Diagnostic::new(
        &STRATEGY_MISMATCH,
        field.value.span,
        format!("`{strategy}` cannot be used {name}"),
    )
    .label("does not go with it")
    .why(why)
    .help(format!(
        "write `{better}`, or leave the attribute out: it is the default"
    ));
    if better.ends_with("ORDERED") || better.ends_with("PRIORITIZED") {
        found = found.help(format!(
            "write `{better}`: it goes by the order of the list in the same way"
        ));
    }
    if let Some(other) = environment.field(other) {
        found = found.also(other.name_span.to(other.value.span), "decided here");
    }
    if let Some(edit) = edits::replace_word(program, &field.value, better) {
        // The type may be what is wrong.
        found = found.fix_with(
            format!("write `{better}`"),
            vec![edit],
            Applicability::Unsafe,
        );
    }
    out.push(found);
}

fn best_fit(program: &Program, environment: &Block, field: &Field, out: &mut Vec<Diagnostic>) {
    if field.value.as_word() != Some("BEST_FIT")
        || compute::platform(environment) == Some(Platform::Eks)
    {
        return;
    }
    let better = replacement(environment.form(), "BEST_FIT");
    let mut found = Diagnostic::new(
        &BEST_FIT,
        field.value.span,
        "`BEST_FIT` waits for the one cheapest type, and bars changing the environment in place",
    )
    .label("the strategy of 2016")
    .why(
        "where AWS has no capacity of that type, jobs stay in RUNNABLE although another type is free; and a later \
         change of types, image or network replaces the environment, which a queue that uses it obstructs: \
         \"Cannot delete, found existing JobQueue relationship\"",
    )
    .help(format!("`{better}` takes the next best type and can be updated in place"));
    if let Some(edit) = edits::replace_word(program, &field.value, better) {
        found = found.fix_with(
            format!("write `{better}`"),
            vec![edit],
            Applicability::Unsafe,
        );
    }
    out.push(found);
}

fn nothing_to_order(environment: &Block, field: &Field, out: &mut Vec<Diagnostic>) {
    // One that cannot be used at all is told of once.
    if out
        .last()
        .is_some_and(|last| last.code == &STRATEGY_MISMATCH && last.span == field.value.span)
    {
        return;
    }
    let Some(strategy) = field.value.as_word() else {
        return;
    };
    let ordered = strategy.ends_with("_ORDERED") || strategy.ends_with("_PRIORITIZED");
    let Some(types) = environment.field("instance_types").filter(|_| ordered) else {
        return;
    };
    let Some([only]) = types.value.as_list() else {
        return;
    };
    let Some(entry) = only.as_str() else { return };
    out.push(
        Diagnostic::new(
            &NOTHING_TO_ORDER,
            field.value.span,
            format!("`{strategy}` goes by the order of `instance_types`, which has one entry"),
        )
        .label("tries the types in the order listed")
        .also(only.span, format!("`{entry}` is first and last"))
        .why("within one entry AWS Batch chooses as the plain strategy does")
        .help("list the types or families from the most to the least wanted, or take the plain strategy"),
    );
}

fn custom_role(program: &Program, environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = environment.field("service_role") else {
        return;
    };
    // Beside an `update_policy` the role is that one's mistake.
    if environment.form() == Some(Form::Unmanaged)
        || environment.has("update_policy")
        || !compute::has_custom_service_role(program, environment)
    {
        return;
    }
    out.push(
        Diagnostic::new(
            &CUSTOM_SERVICE_ROLE,
            field.value.span,
            format!("with a service role of its own, `{}` cannot be changed in place", environment.label),
        )
        .label("not the service-linked role")
        .why(
            "AWS Batch updates types, image, launch template or network in place only with its service-linked role \
             AWSServiceRoleForBatch; with any other such a change replaces the environment",
        )
        .help("leave `service_role` out unless your organisation forbids service-linked roles"),
    );
}

fn update_policy(program: &Program, environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = environment.field("update_policy") else {
        return;
    };
    let strategy = environment.field("allocation_strategy");
    let (cause, place) = if strategy.is_some_and(|s| s.value.as_word() == Some("BEST_FIT")) {
        ("BEST_FIT", strategy)
    } else if compute::has_custom_service_role(program, environment) {
        (
            "a service role of its own",
            environment.field("service_role"),
        )
    } else {
        return;
    };
    let mut found = Diagnostic::new(
        &USELESS_UPDATE_POLICY,
        field.name_span,
        "`update_policy` says what happens to jobs in an update in place, which this environment never gets",
    )
    .label("never used")
    .why(format!("an environment with {cause} is replaced, not updated, when its instances change"))
    .help(format!("remove `update_policy`, or what bars the update: {cause}"));
    if let Some(place) = place {
        found = found.also(place.value.span, "bars updates in place");
    }
    out.push(found);
}

fn spot_role(program: &Program, environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = environment.field("spot_iam_fleet_role") else {
        return;
    };
    let strategy = environment.field("allocation_strategy");
    if strategy.is_some_and(|s| s.value.as_word().is_none_or(|word| word == "BEST_FIT"))
        || environment.form() != Some(Form::Spot)
        || field.value.is_unknown()
    {
        return;
    }
    let mut found = Diagnostic::new(
        &UNUSED_SPOT_ROLE,
        field.name_span,
        "`spot_iam_fleet_role` serves the strategy BEST_FIT only",
    )
    .label("not used")
    .why("the other Spot strategies launch through EC2 Fleet, which needs no role; a later change of it replaces the environment")
    .help("leave it out");
    if let Some(edit) = edits::remove_field(program, field) {
        found = found.fix_with(
            "remove `spot_iam_fleet_role`",
            vec![edit],
            Applicability::Safe,
        );
    }
    out.push(found);
}

#[cfg(test)]
mod tests {
    use super::super::samples::{codes, environment};
    use crate::analysis::testing::{check, codes_of};

    #[test]
    fn strategies_of_the_other_type_are_refused() {
        assert_eq!(
            codes("allocation_strategy = SPOT_CAPACITY_OPTIMIZED"),
            ["strategy-mismatch"]
        );
        let spot = |strategy: &str| {
            let types = "instance_types = [\"m6i\", \"c6i\"]";
            codes_of(&environment(
                "SPOT",
                &format!("{types}\nallocation_strategy = {strategy}"),
            ))
        };
        assert_eq!(spot("BEST_FIT_PROGRESSIVE_ORDERED"), ["strategy-mismatch"]);
        assert!(spot("SPOT_CAPACITY_OPTIMIZED_PRIORITIZED").is_empty());
        assert!(spot("BEST_FIT_PROGRESSIVE").is_empty());
    }

    #[test]
    fn the_replacement_goes_with_the_type() {
        let text =
            super::super::samples::ec2("allocation_strategy = SPOT_CAPACITY_OPTIMIZED_PRIORITIZED");
        let found = check(&text).diagnostics;
        let mismatch = found
            .iter()
            .find(|f| f.code.name == "strategy-mismatch")
            .expect("reported");
        assert_eq!(
            mismatch.fixes[0].edits[0].text,
            "BEST_FIT_PROGRESSIVE_ORDERED"
        );
    }

    #[test]
    fn best_fit_on_eks_is_one_mistake() {
        let eks = "eks_configuration = {\n\
                   eks_cluster_arn = \"arn:aws:eks:us-east-1:123456789012:cluster/main\"\n\
                   kubernetes_namespace = \"batch\"\n}\nallocation_strategy = BEST_FIT";
        assert_eq!(codes(eks), ["strategy-mismatch"]);
    }

    #[test]
    fn the_service_linked_role_is_no_custom_role() {
        let role = |name: &str| {
            let existing = format!("existing role batch {{ name = \"{name}\" }}\n");
            let rest = super::super::samples::ec2(
                "service_role = batch\nupdate_policy = { terminate_jobs_on_update = true }",
            );
            codes_of(&(existing + &rest))
        };
        assert!(role("AWSServiceRoleForBatch").is_empty());
        assert_eq!(role("batch-service"), ["useless-update-policy"]);
    }
}
