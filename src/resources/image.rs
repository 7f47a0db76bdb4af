//! Machine images: which of AWS's own a compute environment's instances start from.

use crate::catalog::{self, Arch, InstanceType};

/// The instance family of a type: `g5` of `g5.xlarge`.
fn family(instance_type: &str) -> &str {
    instance_type.split('.').next().unwrap_or(instance_type)
}

/// Every type an entry of `instance_types` stands for has NVIDIA GPUs that the AL2023 GPU image
/// drives: not p2, p3 and g3, whose GPUs are too old for it, nor g5g, which is ARM.
fn has_supported_gpu(entry: &str) -> bool {
    let too_old = matches!(family(entry), "p2" | "p3" | "p3dn" | "g3" | "g3s");
    let supported = |one: &&InstanceType| one.gpus() > 0 && one.arch == Arch::X86_64;
    let types = catalog::expand(entry).unwrap_or_default();
    !too_old && !types.is_empty() && types.iter().all(supported)
}

/// The image types for a list of instance types; two where some have GPUs and some do not, for
/// then AWS Batch picks by the instance.
pub(super) fn defaults(instance_types: &[&str], eks: bool) -> Vec<&'static str> {
    let (plain, gpu) = match eks {
        true => ("EKS_AL2023", "EKS_AL2023_NVIDIA"),
        // The kernel of AL2023 does not start on A1.
        false if instance_types.iter().any(|one| family(one) == "a1") => return vec!["ECS_AL2"],
        false => ("ECS_AL2023", "ECS_AL2023_NVIDIA"),
    };
    let with_gpu = instance_types
        .iter()
        .filter(|one| has_supported_gpu(one))
        .count();
    match with_gpu {
        0 => vec![plain],
        all if all == instance_types.len() => vec![gpu],
        _ => vec![plain, gpu],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_follow_the_instance_types() {
        assert_eq!(defaults(&["m5.large"], false), ["ECS_AL2023"]);
        assert_eq!(
            defaults(&["p5.48xlarge", "g6e"], false),
            ["ECS_AL2023_NVIDIA"]
        );
        assert_eq!(
            defaults(&["g5g.xlarge", "g4ad.xlarge", "p3.2xlarge"], false),
            ["ECS_AL2023"]
        );
        assert_eq!(
            defaults(&["m5", "g5"], true),
            ["EKS_AL2023", "EKS_AL2023_NVIDIA"]
        );
        assert_eq!(defaults(&["a1.xlarge"], false), ["ECS_AL2"]);
    }
}
