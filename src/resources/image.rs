//! Machine images: which of AWS's own a compute environment's instances start from.

use crate::catalog;

/// The image types for a list of instance types; two where some have GPUs and some do not, for
/// then AWS Batch picks by the instance. For what none of AWS's images runs on there is one of
/// the user's own, or the checker has said so.
pub(super) fn defaults(instance_types: &[&str], eks: bool) -> Vec<&'static str> {
    let mut images: Vec<&'static str> = Vec::new();
    for entry in instance_types {
        let image = catalog::image_for(entry, eks).unwrap_or_else(|none| none.like);
        if !images.contains(&image) {
            images.push(image);
        }
    }
    if images.is_empty() {
        images.push(if eks { "EKS_AL2023" } else { "ECS_AL2023" });
    }
    // An environment takes two at most: one plain, one for GPUs.
    let old = images.contains(&"ECS_AL2");
    images.retain(|image| !old || *image != "ECS_AL2023");
    images.sort_by_key(|image| image.ends_with("_NVIDIA"));
    images
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
            defaults(&["g5", "m5"], true),
            ["EKS_AL2023", "EKS_AL2023_NVIDIA"]
        );
        assert_eq!(defaults(&["a1.xlarge", "m6g"], false), ["ECS_AL2"]);
        assert_eq!(defaults(&[], false), ["ECS_AL2023"]);
    }
}
