//! Machine images: which of AWS's own an entry of `instance_types` starts from. The checker and
//! what compiles ask the same here.

use super::{Arch, Family, InstanceType, expand};

/// Why none of AWS's images that it still takes runs on an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoImage {
    /// It starts from the plain image, its GPUs without a driver.
    pub without_gpus: bool,
    pub why: &'static str,
    /// The image type that one of the user's own for it goes by.
    pub like: &'static str,
}

const TOO_OLD_FOR_AL2023: &str =
    "Amazon Linux 2023 needs a newer Arm processor than the first Graviton of a1";
const GPU_TOO_OLD: &str =
    "the NVIDIA driver of `ECS_AL2023_NVIDIA` no longer knows the GPUs of p3 and g3";
const GPU_ON_ARM: &str =
    "AWS makes its NVIDIA images for x86 only; GPU types with Arm processors need one of your own";
const NO_GPU: &str = "the NVIDIA images are for types with NVIDIA GPUs";

/// The image type for an entry; of a list that needs two, AWS Batch takes each for its own. What
/// the catalogue does not know is taken for a plain type.
pub fn image_for(entry: &str, eks: bool) -> Result<&'static str, NoImage> {
    let (plain, gpu) = match eks {
        true => ("EKS_AL2023", "EKS_AL2023_NVIDIA"),
        false => ("ECS_AL2023", "ECS_AL2023_NVIDIA"),
    };
    let types = expand(entry).unwrap_or_default();
    if !eks && let Some(why) = unfit(plain, &types) {
        return Err(NoImage {
            without_gpus: false,
            why,
            like: "ECS_AL2",
        });
    }
    if types.is_empty() || !types.iter().any(|one| is_nvidia(one)) {
        return Ok(plain);
    }
    match unfit("ECS_AL2023_NVIDIA", &types) {
        None => Ok(gpu),
        Some(why) => Err(NoImage {
            without_gpus: true,
            why,
            like: plain,
        }),
    }
}

/// Why an entry does not run on an image.
pub fn unfit_for(image: &str, entry: &str) -> Option<&'static str> {
    unfit(image, &expand(entry)?)
}

fn is_nvidia(one: &InstanceType) -> bool {
    one.gpu.is_some_and(|gpu| gpu.vendor == "NVIDIA")
}

fn unfit(image: &str, types: &[&'static InstanceType]) -> Option<&'static str> {
    let families = || types.iter().map(|one| one.family());
    let lacks = |runs: fn(&Family) -> bool| families().any(|family| !runs(family));
    match image {
        "ECS_AL2023" => lacks(|family| family.al2023).then_some(TOO_OLD_FOR_AL2023),
        _ if !image.ends_with("_NVIDIA") || types.is_empty() => None,
        _ if !types.iter().any(|one| is_nvidia(one)) => Some(NO_GPU),
        _ if types.iter().any(|one| one.arch != Arch::X86_64) => Some(GPU_ON_ARM),
        "ECS_AL2023_NVIDIA" => lacks(|family| family.al2023_nvidia).then_some(GPU_TOO_OLD),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_follows_the_type() {
        for (entry, image) in [
            ("m5.large", "ECS_AL2023"),
            ("m6g", "ECS_AL2023"),
            ("g4ad.xlarge", "ECS_AL2023"),
            ("default_x86_64", "ECS_AL2023"),
            ("p5.48xlarge", "ECS_AL2023_NVIDIA"),
            ("g6e", "ECS_AL2023_NVIDIA"),
        ] {
            assert_eq!(image_for(entry, false), Ok(image), "{entry}");
        }
        assert_eq!(image_for("g5", true), Ok("EKS_AL2023_NVIDIA"));
    }

    #[test]
    fn some_have_none() {
        for (entry, without_gpus) in [
            ("a1", false),
            ("a1.xlarge", false),
            ("g5g.xlarge", true),
            ("p3.2xlarge", true),
        ] {
            let none = image_for(entry, false).expect_err(entry);
            assert_eq!(none.without_gpus, without_gpus, "{entry}");
        }
    }
}
