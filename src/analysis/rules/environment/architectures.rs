//! One processor architecture in a compute environment, and in the environments of a queue.

use super::super::facts::Facts;
use super::compute;
use super::entries;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Typed};

codes! {
    MIXED_ARCHITECTURES = "mixed-architectures", Error, "x86 and Arm instance types in one environment or queue";
}

/// Instance types pointed at in one finding; the rest are only counted.
const SHOWN: usize = 6;

/// An instance type with its place and whether it is Arm.
type Listed<'a> = (&'a str, &'a Typed, bool);

fn listed(environment: &Block) -> Vec<Listed<'_>> {
    compute::instance_types(environment)
        .filter_map(|(name, place)| Some((name, place, entries::find(name)?.is_arm())))
        .collect()
}

const fn word(arm: bool) -> &'static str {
    if arm { "arm64" } else { "x86_64" }
}

pub fn in_environment(_: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    let types = listed(environment);
    let Some(&(first_name, first, arm)) = types.first() else {
        return;
    };
    let Some(&(name, place, other)) = types.iter().find(|entry| entry.2 != arm) else {
        return;
    };
    let mut found = Diagnostic::new(
        &MIXED_ARCHITECTURES,
        place.span,
        format!(
            "`{name}` has {} processors and `{first_name}` {}",
            processor(other),
            processor(arm)
        ),
    )
    .label(word(other))
    .also(first.span, word(arm));
    for (_, rest, arm) in types
        .iter()
        .skip(1)
        .filter(|entry| entry.1.span != place.span)
        .take(SHOWN)
    {
        found = found.also(rest.span, word(*arm));
    }
    out.push(
        found
            .why("AWS Batch refuses the environment: \"arm-based instance type cannot be used with other instance types.\"")
            .help("make an environment for each architecture, and a queue for each: a container image runs on one unless it was built for both"),
    );
}

const fn processor(arm: bool) -> &'static str {
    if arm { "Arm" } else { "x86" }
}

/// The architecture of all of an environment's types, and the first of them; `None` where it is
/// mixed (reported there) or not known.
fn architecture(environment: &Block) -> Option<Listed<'_>> {
    let types = listed(environment);
    let first = *types.first()?;
    types
        .iter()
        .all(|entry| entry.2 == first.2)
        .then_some(first)
}

pub fn in_queue(program: &Facts, queue: &Block, out: &mut Vec<Diagnostic>) {
    let known: Vec<_> = queue
        .references("compute_environments")
        .filter_map(|(id, place)| {
            let environment = program.block(id);
            Some((environment, place, architecture(environment)?))
        })
        .collect();
    let Some((first, first_place, (first_type, first_span, arm))) = known.first() else {
        return;
    };
    let other = known.iter().find(|(_, _, (_, _, other))| other != arm);
    let Some((environment, place, (name, span, other))) = other else {
        return;
    };
    out.push(
        Diagnostic::new(
            &MIXED_ARCHITECTURES,
            *place,
            format!(
                "the queue `{}` mixes {} and {} environments",
                queue.label,
                processor(*arm),
                processor(*other)
            ),
        )
        .label(word(*other))
        .also(*first_place, word(*arm))
        .also(first_span.span, format!("`{}`: `{first_type}` is {}", first.label, word(*arm)))
        .also(span.span, format!("`{}`: `{name}` is {}", environment.label, word(*other)))
        .why("all compute environments of a job queue must share one architecture, for a job may be started in any of them")
        .help("make a queue for each architecture"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::samples::{environment, queue};
    use crate::analysis::testing::{check, codes_of};

    fn types(list: &str) -> String {
        environment("EC2", &format!("instance_types = [{list}]"))
    }

    #[test]
    fn keywords_have_an_architecture() {
        assert_eq!(
            codes_of(&types("\"default_x86_64\", \"m6g\"")),
            ["mixed-architectures"]
        );
        assert!(codes_of(&types("\"default_arm64\", \"m6g.metal\"")).is_empty());
    }

    #[test]
    fn every_type_is_labelled() {
        let found = check(&types("\"m6i\", \"c6g.large\", \"c6i\", \"r6g\"")).diagnostics;
        let mixed = found
            .iter()
            .find(|f| f.code.name == "mixed-architectures")
            .expect("reported");
        let labels: Vec<&str> = mixed
            .labels
            .iter()
            .map(|label| label.text.as_str())
            .collect();
        assert_eq!(mixed.label.as_deref(), Some("arm64"));
        assert_eq!(labels, ["x86_64", "x86_64", "arm64"]);
    }

    #[test]
    fn a_mixed_environment_is_not_reported_in_its_queue_again() {
        let arm = types("\"m6g\"")
            .replace("workers", "graviton")
            .replace("main", "arm");
        let text = types("\"m6i\", \"m6g\"")
            + &arm
            + &queue("workers, graviton", "").replace("main", "both");
        assert_eq!(codes_of(&text), ["mixed-architectures"]);
    }

    #[test]
    fn unknown_types_have_no_architecture() {
        assert_eq!(
            codes_of(&types("\"m6i\", \"m99g\"")),
            ["unknown-instance-type"]
        );
    }
}
