//! Launch templates: the one an environment names, its overrides, and the one the tool makes.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use crate::catalog;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::program::{Block, Object, Typed};
use crate::syntax::source::Span;
use rustc_hash::FxHashMap;

codes! {
    TEMPLATE_IDENTITY = "template-identity", Error, "a launch template is named by both its id and its name, or by neither";
    TWO_LAUNCH_TEMPLATES = "two-launch-templates", Error, "a launch template is named where the tool would make one";
    OVERRIDE_TARGET = "override-target", Error, "a launch template's override is for a type the environment does not use";
    OVERLAPPING_OVERRIDES = "overlapping-overrides", Error, "two overrides of a launch template are for the same type";
    USERDATA_TYPE = "userdata-type", Error, "userdata_type does not go with the environment's image";
    USER_DATA_FORMAT = "user-data-format", Warning, "user_data of a kind that would be run as a shell script";
}

/// Attributes that make a launch template.
const MAKERS: [&str; 3] = ["disk", "user_data", "metadata_options"];
/// How the kinds of cloud-init's begin that are neither a script, nor cloud-config, nor MIME parts.
const OTHER_KINDS: [&str; 5] = [
    "#cloud-boothook",
    "#include",
    "#part-handler",
    "## template:",
    "#upstart-job",
];

pub fn check(_: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    user_data(environment, out);
    let Some(template) = compute::launch_template(environment) else {
        return;
    };
    identity(template, "the launch template", out);
    two_templates(environment, out);
    userdata_type(environment, template, out);
    for entry in template.objects("overrides") {
        identity(entry, "the override", out);
        userdata_type_of_ecs(environment, entry, out);
        for target in entry.list("target_instance_types") {
            target_in_list(environment, target, out);
        }
    }
    overlapping(template, out);
}

fn identity(template: &Object, what: &str, out: &mut Vec<Diagnostic>) {
    match (template.field("id"), template.field("name")) {
        (Some(id), Some(name)) => out.push(
            Diagnostic::new(
                &TEMPLATE_IDENTITY,
                name.name_span,
                format!("{what} is named twice, by `id` and by `name`"),
            )
            .label("and by name")
            .also(id.name_span, "by id")
            .why("AWS Batch takes one of the two")
            .help("keep `id`: a name may be given to another template later"),
        ),
        (None, None) if !template.broken => out.push(
            Diagnostic::new(
                &TEMPLATE_IDENTITY,
                template.span,
                format!("{what} is not named"),
            )
            .label("needs `id` or `name`")
            .why("AWS Batch takes one of the two")
            .help("add `id = \"lt-...\"`, or `name`"),
        ),
        _ => {}
    }
}

fn two_templates(environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(template) = environment.field("launch_template") else {
        return;
    };
    for field in MAKERS.iter().filter_map(|name| environment.field(name)) {
        let name = field.attribute.name;
        out.push(
            Diagnostic::new(
                &TWO_LAUNCH_TEMPLATES,
                field.name_span,
                format!(
                    "`{name}` goes into a launch template that is made, but `{}` names its own",
                    environment.label
                ),
            )
            .label("would make a launch template")
            .also(template.name_span, "names one")
            .why("an environment has one launch template")
            .help(format!(
                "say it in that template and remove `{name}`, or remove `launch_template`"
            )),
        );
    }
}

/// An entry of `instance_types` that takes in `target`: the same, or the family it belongs to.
fn includes(entry: &str, target: &str) -> bool {
    entry == target
        || target
            .split_once('.')
            .is_some_and(|(family, _)| family == entry)
}

fn target_in_list(environment: &Block, target: &Typed, out: &mut Vec<Diagnostic>) {
    let Some(name) = target.as_str() else { return };
    let Some(types) = environment.field("instance_types") else {
        return;
    };
    let found = |message: String, label: &str| {
        Diagnostic::new(&OVERRIDE_TARGET, target.span, message).label(label)
    };
    if catalog::keyword(name).is_some() {
        out.push(
            found(format!("an override cannot be for `{name}`"), "not a type or family")
                .why("AWS Batch takes no optimal or default_* as the target of a launch template's override")
                .help("name the types or families it is for; the environment must list them too"),
        );
        return;
    }
    let Some(entries) = types.value.as_list() else {
        return;
    };
    let all_known = entries.iter().all(|entry| entry.as_str().is_some());
    if !all_known
        || entries
            .iter()
            .filter_map(Typed::as_str)
            .any(|entry| includes(entry, name))
    {
        return;
    }
    out.push(
        found(
            format!(
                "`{name}` is not among the instance types of `{}`",
                environment.label
            ),
            "never launched here",
        )
        .also(types.value.span, "does not list it")
        .why("AWS Batch refuses an override for types the environment does not use")
        .help(format!(
            "add `{name}` to `instance_types`, or remove it here"
        )),
    );
}

fn overlapping(template: &Object, out: &mut Vec<Diagnostic>) {
    // Each target under its own name, and the first size of each family under the family's.
    let mut seen: FxHashMap<&str, (&str, Span)> = FxHashMap::default();
    let targets = template
        .objects("overrides")
        .flat_map(|entry| entry.list("target_instance_types"));
    for target in targets {
        let Some(name) = target.as_str() else {
            continue;
        };
        let family = name.split_once('.').map(|(family, _)| family);
        let clash = seen.get(name).or_else(|| {
            let whole = |(other, _): &&(&str, Span)| family == Some(other);
            seen.get(family?).filter(whole)
        });
        if let Some((other, place)) = clash {
            let message = if *other == name {
                format!("`{name}` is the target of two overrides")
            } else {
                format!("the overrides for `{other}` and `{name}` overlap")
            };
            out.push(
                Diagnostic::new(&OVERLAPPING_OVERRIDES, target.span, message)
                    .label("again")
                    .also(*place, format!("`{other}`"))
                    .why("an instance is launched from one template, so AWS Batch refuses overrides that overlap")
                    .help("name each type, or its family, once"),
            );
        }
        seen.insert(name, (name, target.span));
        if let Some(family) = family {
            seen.entry(family).or_insert((name, target.span));
        }
    }
}

fn userdata_type(environment: &Block, template: &Object, out: &mut Vec<Diagnostic>) {
    if compute::platform(environment) != Some(Platform::Eks) {
        userdata_type_of_ecs(environment, template, out);
        return;
    }
    if template.broken {
        return;
    }
    // AWS Batch's own image starts as it should. One in the template itself cannot be seen from
    // here, so where none is named beside it the answer is a warning.
    let own_image = compute::has_own_image(environment);
    let al2023 = environment
        .objects("ec2_configuration")
        .filter_map(|image| image.get("image_type"))
        .find(|image| {
            image
                .as_word()
                .is_some_and(|word| word.starts_with("EKS_AL2023"))
        });
    let written = environment
        .get("ec2_configuration")
        .filter(|value| !value.is_unknown());
    let place = match template.get("userdata_type") {
        None => template.span,
        Some(value) if value.as_word() == Some("EKS_BOOTSTRAP_SH") => value.span,
        Some(_) => return,
    };
    let explicit = template.has("userdata_type");
    let mut found = Diagnostic::new(
        &USERDATA_TYPE,
        place,
        "a node of an image made from EKS AL2023 starts by nodeadm, not by bootstrap.sh",
    )
    .label("needs `userdata_type = EKS_NODEADM`")
    .why("the default is EKS_BOOTSTRAP_SH, a script AL2023 does not have, so no node would join the cluster")
    .help("set `userdata_type = EKS_NODEADM` in the launch template");
    found = match (al2023, written) {
        (Some(image), _) => found.also(image.span, "made from AL2023"),
        // Left out, the image is AL2023's.
        (None, None) => found,
        (None, Some(_)) => return,
    };
    if !own_image && !explicit {
        found.severity = Severity::Warning;
        found = found.help(
            "if the template names an image or has user data, set `userdata_type = EKS_NODEADM`; \
             it does no harm if it has neither",
        );
    }
    out.push(found);
}

fn userdata_type_of_ecs(environment: &Block, template: &Object, out: &mut Vec<Diagnostic>) {
    let Some(field) = template.field("userdata_type") else {
        return;
    };
    if compute::platform(environment) != Some(Platform::Ecs) {
        return;
    }
    let mut found = Diagnostic::new(
        &USERDATA_TYPE,
        field.name_span,
        "`userdata_type` says how a node joins an EKS cluster, and this environment runs on ECS",
    )
    .label("for EKS only")
    .why("AWS Batch writes the user data of ECS instances in one way only")
    .help("remove it");
    found.severity = Severity::Warning;
    out.push(found);
}

fn user_data(environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(value) = environment.get("user_data") else {
        return;
    };
    let Some(text) = value.as_str() else { return };
    let first = text.trim_start();
    let kind = OTHER_KINDS.iter().find(|kind| first.starts_with(**kind));
    let found = if let Some(kind) = kind {
        Diagnostic::new(
            &USER_DATA_FORMAT,
            value.span,
            format!("`user_data` begins with `{kind}`, and would be run as a shell script"),
        )
        .label("taken for a script")
        .why("AWS Batch wants MIME parts, which are written around a script or a `#cloud-config` only; to bash the rest is a comment")
        .help("write the MIME parts yourself, with the content type of that kind: the text is then taken as it stands")
    } else if first.len() < text.len()
        && ["#!", "#cloud-config"].iter().any(|s| first.starts_with(s))
    {
        Diagnostic::new(&USER_DATA_FORMAT, value.span, "`user_data` has white space before its first line")
            .label("begins with white space")
            .why("cloud-init and the kernel look at the first characters only, so the text would not be run as what it is")
            .help("remove what stands before the `#`")
    } else {
        return;
    };
    out.push(found);
}

#[cfg(test)]
mod tests {
    use super::super::samples::codes;
    use super::includes;

    #[test]
    fn a_family_takes_in_its_sizes() {
        assert!(includes("m6i", "m6i.large"));
        assert!(includes("m6i.large", "m6i.large"));
        assert!(!includes("m6i.large", "m6i"));
        assert!(!includes("m6", "m6i.large"));
    }

    #[test]
    fn scripts_and_settings_are_taken_as_they_are() {
        for text in [
            "#!/bin/sh",
            "#cloud-config",
            "dnf install -y htop",
            "MIME-Version: 1.0",
        ] {
            assert!(codes(&format!("user_data = '{text}'")).is_empty(), "{text}");
        }
        for text in ["#cloud-boothook", "#include", " #!/bin/sh"] {
            assert_eq!(
                codes(&format!("user_data = '{text}'")),
                ["user-data-format"],
                "{text}"
            );
        }
    }

    #[test]
    fn overrides_overlap_in_either_order() {
        let with = |first: &str, second: &str| {
            let target =
                |types: &str| format!("{{ name = \"x\", target_instance_types = [{types}] }}");
            codes(&format!(
                "launch_template = {{ name = \"x\", overrides = [{}, {}] }}",
                target(first),
                target(second)
            ))
        };
        assert_eq!(with("\"m6i\"", "\"m6i.large\""), ["overlapping-overrides"]);
        assert_eq!(with("\"m6i.large\"", "\"m6i\""), ["overlapping-overrides"]);
        assert_eq!(
            with("\"m6i.large\"", "\"m6i.large\""),
            ["overlapping-overrides"]
        );
        assert!(with("\"m6i.large\"", "\"m6i.xlarge\"").is_empty());
    }

    #[test]
    fn each_maker_of_a_template_is_told() {
        let found =
            codes("disk = 100 GiB\nuser_data = \"#!/bin/sh\"\nlaunch_template = { name = \"x\" }");
        assert_eq!(found, ["two-launch-templates", "two-launch-templates"]);
    }
}
