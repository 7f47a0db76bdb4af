//! The AMI types a compute environment may ask for.

use super::super::Fault;
use super::values::{executing, list, text};
use crate::catalog;
use serde_json::Value;

const ECS: [&str; 4] = [
    "ECS_AL2",
    "ECS_AL2_NVIDIA",
    "ECS_AL2023",
    "ECS_AL2023_NVIDIA",
];
const EKS: [&str; 4] = [
    "EKS_AL2",
    "EKS_AL2_NVIDIA",
    "EKS_AL2023",
    "EKS_AL2023_NVIDIA",
];

/// `ec2Configuration`: known words of the right orchestration (Batch's own text), no Amazon Linux
/// 2 from Batch any more (since 30 June 2026), and types the image boots on (reference I12, I13).
pub fn check(resources: &Value, types: &[&str], eks: bool) -> Result<(), Fault> {
    let images = list(resources, "ec2Configuration");
    if images.len() > 2 {
        return Err(executing("ec2Configuration can have at most 2 entries."));
    }
    let known = if eks { EKS } else { ECS };
    for image in images {
        let kind = text(image, "imageType").unwrap_or_default();
        if !known.contains(&kind) {
            return Err(executing(
                "Invalid imageType in ComputeResources.ec2Configuration",
            ));
        }
        if image.get("imageKubernetesVersion").is_some() && !eks {
            return Err(executing(
                "imageKubernetesVersion is only applicable for EKS.",
            ));
        }
        let own = text(image, "imageIdOverride").is_some() || text(resources, "imageId").is_some();
        if matches!(kind, "ECS_AL2" | "ECS_AL2_NVIDIA") && !own {
            return Err(executing(format!(
                "Compute environments with the Batch-provided {kind} AMI can no longer be created. \
                 Use ECS_AL2023."
            )));
        }
        boots(kind, types)?;
    }
    if images.is_empty() {
        boots("ECS_AL2023", types)?;
    }
    Ok(())
}

fn boots(image: &str, types: &[&str]) -> Result<(), Fault> {
    for entry in types {
        let Some(kinds) = catalog::expand(entry) else {
            continue;
        };
        let Some(family) = kinds.first().map(|kind| kind.family()) else {
            continue;
        };
        let unfit = match image {
            "ECS_AL2023" | "EKS_AL2023" => !family.al2023,
            "ECS_AL2023_NVIDIA" | "EKS_AL2023_NVIDIA" => {
                !family.al2023_nvidia || family.arch == catalog::Arch::Arm64
            }
            _ => false,
        };
        if unfit {
            return Err(executing(format!(
                "{image} does not support instance type {entry}."
            )));
        }
    }
    Ok(())
}
