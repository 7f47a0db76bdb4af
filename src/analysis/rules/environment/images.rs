//! Machine images: `ami_id` and `ec2_configuration`, and which types they run on.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use super::edits;
use super::entries::{self, Gpu};
use crate::catalog;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::program::{Block, Object, Program, Typed};
use crate::vocabulary::Type;

codes! {
    RETIRED_IMAGE_TYPE = "retired-image-type", Error, "an image type AWS takes for nothing new";
    IMAGE_PLATFORM = "image-platform", Error, "an image of EKS on ECS, or of ECS on EKS";
    TWO_IMAGES = "two-images", Error, "two settings name the image of the same instances";
    IMAGE_TYPE_MISMATCH = "image-type-mismatch", Error, "an instance type the image does not run on";
}

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    two_images(environment, out);
    let before = out.len();
    for image in environment.objects("ec2_configuration") {
        retired(program, image, out);
        platform(program, environment, image, out);
    }
    // A wrong image is one mistake; which types it fits is asked of a right one.
    if out.len() == before {
        mismatch(environment, out);
    }
}

/// Why AWS refuses the word an image's type has, if it does.
fn retirement(image: &Object) -> Option<(&Typed, &'static str, &'static str)> {
    let field = image.field("image_type")?;
    let written = field.value.as_word()?;
    let Type::Enum(words) = field.attribute.ty else {
        return None;
    };
    let word = words.iter().find(|word| word.name == written)?;
    Some((&field.value, written, word.retired?))
}

fn retired(program: &Program, image: &Object, out: &mut Vec<Diagnostic>) {
    // With an image of the user's own the word only says what that one was made from.
    if image.has("image_id_override") {
        return;
    }
    let Some((value, written, why)) = retirement(image) else {
        return;
    };
    let newer = written.replace("_AL2", "_AL2023");
    let mut found = Diagnostic::new(
        &RETIRED_IMAGE_TYPE,
        value.span,
        format!("AWS makes no new environment from `{written}`"),
    )
    .label("end of life")
    .why(why)
    .help(format!("write `{newer}`; user data that installs packages with `yum` or `amazon-linux-extras` needs a look"));
    if let Some(edit) = edits::replace_word(program, value, &newer) {
        found = found.fix_with(
            format!("write `{newer}`"),
            vec![edit],
            Applicability::Unsafe,
        );
    }
    out.push(found);
}

fn platform(program: &Program, environment: &Block, image: &Object, out: &mut Vec<Diagnostic>) {
    let (on, other, noun) = match compute::platform(environment) {
        Some(Platform::Eks) => ("EKS_", "ECS_", "an EKS cluster"),
        Some(Platform::Ecs) => ("ECS_", "EKS_", "ECS"),
        _ => return,
    };
    if let Some(value) = image.get("image_type")
        && let Some(rest) = value.as_word().and_then(|word| word.strip_prefix(other))
        && retirement(image).is_none()
    {
        let right = format!("{on}{rest}");
        let mut found = Diagnostic::new(
            &IMAGE_PLATFORM,
            value.span,
            format!(
                "`{}` runs its jobs on {noun}, which this image is not for",
                environment.label
            ),
        )
        .label("of the other kind")
        .why("AWS Batch refuses it: \"Invalid imageType in ComputeResources.ec2Configuration\"")
        .help(format!("write `{right}`"));
        if let Some(eks) = environment.field("eks_configuration") {
            found = found.also(eks.name_span, "on EKS");
        }
        if let Some(edit) = edits::replace_word(program, value, &right) {
            found = found.fix_with(format!("write `{right}`"), vec![edit], Applicability::Safe);
        }
        out.push(found);
    } else if on == "ECS_"
        && let Some(version) = image.field("image_kubernetes_version")
    {
        out.push(
            Diagnostic::new(
                &IMAGE_PLATFORM,
                version.name_span,
                format!(
                    "`{}` runs its jobs on ECS, which has no Kubernetes version",
                    environment.label
                ),
            )
            .label("for EKS only")
            .why("AWS Batch refuses a Kubernetes version without an EKS cluster")
            .help("remove it, or add `eks_configuration`"),
        );
    }
}

fn two_images(environment: &Block, out: &mut Vec<Diagnostic>) {
    let images: Vec<&Object> = environment.objects("ec2_configuration").collect();
    if let Some(old) = environment.field("image_id") {
        let other = images
            .iter()
            .find_map(|image| image.field("image_id_override"));
        if let Some(other) = environment.field("ami_id").or(other) {
            let mut found = Diagnostic::new(
                &TWO_IMAGES,
                other.name_span,
                "two settings name an image, and AWS does not say which of them holds",
            )
            .label("an image")
            .also(old.name_span, "and another, the deprecated way")
            .why("`imageId` and `imageIdOverride` are separate fields of the request")
            .help("remove `image_id`");
            found.severity = Severity::Warning;
            out.push(found);
            return;
        }
    }
    if let Some(ami) = environment.field("ami_id") {
        let other = images
            .iter()
            .find_map(|image| image.field("image_id_override"));
        let second = images.get(1).map(|image| image.span);
        let (place, label, help) = match (other, second) {
            (Some(other), _) => (other.name_span, "and another", "keep one of the two"),
            (None, Some(second)) => (
                second,
                "for which of the two?",
                "write `image_id_override` in the one it is for, in place of `ami_id`",
            ),
            (None, None) => return,
        };
        out.push(
            Diagnostic::new(
                &TWO_IMAGES,
                ami.name_span,
                "it cannot be told which instances this image is for",
            )
            .label("an image")
            .also(place, label)
            .why("`ami_id` is the image_id_override of the environment's one ec2Configuration")
            .help(help),
        );
        return;
    }
    if let [first, second] = images.as_slice()
        && let (Some(one), Some(two)) = (first.get("image_type"), second.get("image_type"))
        && one.as_word().is_some()
        && one.as_word() == two.as_word()
    {
        out.push(
            Diagnostic::new(
                &TWO_IMAGES,
                two.span,
                format!(
                    "`{}` stands in both entries of `ec2_configuration`",
                    two.as_word().unwrap_or_default()
                ),
            )
            .label("again")
            .also(one.span, "first here")
            .why("an environment has one image for plain instances and one for NVIDIA GPUs")
            .help("remove one, or give it the type with `_NVIDIA`"),
        );
    }
}

/// Compares each type with the image it would start from: with one image, that one; with two, the
/// plain for plain types and the NVIDIA one for GPUs; with none, what is chosen for it.
fn mismatch(environment: &Block, out: &mut Vec<Diagnostic>) {
    if compute::platform(environment) != Some(Platform::Ecs)
        || compute::has_own_image(environment)
        || environment
            .get("ec2_configuration")
            .is_some_and(|list| list.as_list().is_none())
    {
        return;
    }
    let images: Vec<&Typed> = environment
        .objects("ec2_configuration")
        .filter_map(|image| image.get("image_type"))
        .collect();
    for (name, place) in compute::instance_types(environment) {
        let Some(entry) = entries::find(name) else {
            continue;
        };
        let wants_nvidia = entry.gpu() == Gpu::Nvidia;
        let chosen = match images.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => several
                .iter()
                .find(|image| {
                    image
                        .as_word()
                        .is_some_and(|w| w.ends_with("_NVIDIA") == wants_nvidia)
                })
                .copied(),
        };
        if images.is_empty() {
            out.extend(no_image(environment, name, place));
            continue;
        }
        let Some((image, word)) = chosen.and_then(|image| Some((image, image.as_word()?))) else {
            continue;
        };
        let Some(why) = catalog::unfit_for(word, name) else {
            continue;
        };
        out.push(
            Diagnostic::new(
                &IMAGE_TYPE_MISMATCH,
                place.span,
                format!("`{name}` does not run on the image `{word}`"),
            )
            .label("cannot start from it")
            .why(why)
            .also(image.span, "the image")
            .help("take another type, or another image"),
        );
    }
}

/// A type that none of the images runs on that AWS makes and still takes.
fn no_image(environment: &Block, name: &str, place: &Typed) -> Option<Diagnostic> {
    // A template and the deprecated setting may name one of the user's own.
    if environment.has("launch_template") || environment.has("image_id") {
        return None;
    }
    let none = catalog::image_for(name, false).err()?;
    let (message, help) = if none.without_gpus {
        (
            format!("AWS has no image with a driver for the GPUs of `{name}`"),
            format!(
                "take another type, or set `ami_id` to an image that has the driver; without its \
                 GPUs it runs on `ec2_configuration = [{{ image_type = {} }}]`",
                none.like
            ),
        )
    } else {
        (
            format!("AWS has no image any more that `{name}` starts from"),
            "take another type, or set `ami_id` to an image of your own".to_owned(),
        )
    };
    Some(
        Diagnostic::new(&IMAGE_TYPE_MISMATCH, place.span, message)
            .label("no image for it")
            .why(none.why)
            .help(help),
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples::environment;
    use crate::analysis::testing::{check, codes_of};
    use crate::diagnostic::Severity;

    fn with(types: &str, rest: &str) -> String {
        environment("EC2", &format!("instance_types = [{types}]\n{rest}"))
    }

    fn images(types: &str, images: &str) -> Vec<String> {
        codes_of(&with(types, &format!("ec2_configuration = [{images}]")))
    }

    #[test]
    fn with_two_images_each_type_has_its_own() {
        let both = "{ image_type = ECS_AL2023 }, { image_type = ECS_AL2023_NVIDIA }";
        assert!(images("\"g5\"", both).is_empty());
        assert!(images("\"m6i\"", both).is_empty());
        assert_eq!(images("\"a1\"", both), ["image-type-mismatch"]);
    }

    #[test]
    fn what_no_image_runs_on_is_an_error() {
        for entry in ["a1", "g5g.xlarge", "p3.2xlarge"] {
            let found = check(&with(&format!("\"{entry}\""), "")).diagnostics;
            let found = found
                .iter()
                .find(|f| f.code.name == "image-type-mismatch")
                .unwrap_or_else(|| panic!("{entry}"));
            assert_eq!(found.severity, Severity::Error, "{entry}");
        }
        assert!(images("\"g5g.xlarge\"", "{ image_type = ECS_AL2023 }").is_empty());
    }

    #[test]
    fn an_image_of_ones_own_runs_on_what_it_was_made_for() {
        assert!(codes_of(&with("\"a1\"", "ami_id = \"ami-0a1b2c3d4e5f60718\"")).is_empty());
        let own = "{ image_type = ECS_AL2, image_id_override = \"ami-0a1b2c3d4e5f60718\" }";
        assert!(images("\"m6i\"", own).is_empty());
    }

    #[test]
    fn retired_and_of_eks_is_one_mistake() {
        assert_eq!(
            images("\"m6i\"", "{ image_type = EKS_AL2 }"),
            ["retired-image-type"]
        );
    }

    #[test]
    fn kubernetes_has_no_version_on_ecs() {
        let image = "{ image_type = ECS_AL2023, image_kubernetes_version = \"1.33\" }";
        assert_eq!(images("\"m6i\"", image), ["image-platform"]);
    }
}
