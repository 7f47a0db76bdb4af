//! Which instance types a compute environment may name.

use super::super::super::Fault;
use super::super::values::executing;
use crate::catalog::{self, Arch};

/// Refuses what Batch cannot launch and mixed architectures (reference I1 to I3). Batch looks at
/// types before anything else of a request.
pub fn check(entries: &[&str]) -> Result<(), Fault> {
    if let Some(bad) = entries.iter().find(|entry| !accepted(entry)) {
        return Err(executing(format!(
            "Instance type can only be one of [{}]. Value given: {bad}",
            all().join(", ")
        )));
    }
    let mut architectures = entries.iter().filter_map(|entry| architecture(entry));
    let first = architectures.next();
    if architectures.any(|other| Some(other) != first) {
        return Err(executing(
            "arm-based instance type cannot be used with other instance types.",
        ));
    }
    Ok(())
}

/// Whether Batch takes an entry: a keyword, a family or a type that no report says it refuses.
pub fn accepted(entry: &str) -> bool {
    if catalog::keyword(entry).is_some() {
        return true;
    }
    let family = entry.split_once('.').map_or(entry, |(family, _)| family);
    match catalog::family(family) {
        Some(known) => {
            !known.batch.is_refused()
                && (family == entry || catalog::instance_type(entry).is_some() || named(entry))
        }
        None => named(entry),
    }
}

/// A type EC2 has a name for though nothing describes it.
fn named(entry: &str) -> bool {
    catalog::named_only(entry)
}

/// The architecture of an entry's types.
pub fn architecture(entry: &str) -> Option<Arch> {
    let types = catalog::expand(entry)?;
    types.first().map(|kind| kind.arch)
}

fn all() -> Vec<&'static str> {
    let keywords = catalog::keywords().iter().map(|keyword| keyword.name);
    let families = catalog::families()
        .iter()
        .filter(|family| !family.batch.is_refused());
    let families = families.flat_map(|family| {
        std::iter::once(family.name).chain(family.types().iter().map(|kind| kind.name))
    });
    keywords.chain(families).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn burstable_and_unknown_types_are_refused_with_the_list() {
        for bad in [
            "t3.micro",
            "t2",
            "t4g.small",
            "m5.enormous",
            "default-x86-64",
        ] {
            let fault = check(&["m5.large", bad]).unwrap_err();
            assert!(
                fault
                    .message
                    .contains("Instance type can only be one of [default_arm64, "),
                "{bad}"
            );
            assert!(fault.message.contains("m5.large, "), "{bad}");
        }
        check(&["optimal", "m5", "c6i.large", "default_x86_64"]).unwrap();
    }

    #[test]
    fn architectures_do_not_mix() {
        let fault = check(&["m5.large", "m6g.large"]).unwrap_err();
        assert!(
            fault
                .message
                .contains("arm-based instance type cannot be used")
        );
        assert!(check(&["optimal", "m6g"]).is_err());
        check(&["m6g", "default_arm64"]).unwrap();
    }
}
