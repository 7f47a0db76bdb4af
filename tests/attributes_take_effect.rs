//! Nothing a person writes is lost on the way to Terraform: each attribute of the vocabulary
//! changes the compiled configuration, or is reported as one Terraform's provider lacks.

mod common;

use batchlang::vocabulary::{Attribute, Form, Kind, Type, attributes};
use batchlang::{resources, terraform};
use std::collections::BTreeSet;

/// Attributes that rightly leave the configuration as it is, and why.
const WITHOUT_EFFECT: &[(&str, &str)] = &[
    (
        "job_queue.job_state_time_limit_actions.state",
        "AWS has one word for it, which is written out anyhow",
    ),
    (
        "job_definition.runs_on",
        "queues are named at submission; the checker and the platform's default read it",
    ),
];

/// Values to try where the example is what holds without it.
const OTHER_VALUES: &[(&str, &str)] = &[
    (
        "job_definition.node_ranges.ipc_mode",
        "[{ target_nodes = \"0:\", containers = [{ name = \"a\", image = \"busybox:1.36\" }], ipc_mode = host }]",
    ),
    (
        "job_definition.node_ranges.pid_mode",
        "[{ target_nodes = \"0:\", containers = [{ name = \"a\", image = \"busybox:1.36\" }], pid_mode = task }]",
    ),
    ("role.assumed_by", "[\"lambda.amazonaws.com\"]"),
    ("compute_environment.min_vcpus", "2"),
    (
        "compute_environment.disk.device_name",
        "{ device_name = \"/dev/sda1\" }",
    ),
    ("job_definition.main_node", "1"),
    // Terraform keeps one revision or all.
    ("job_definition.keep_revisions", "1"),
];

/// What examples and minimal blocks refer to.
const SURROUNDINGS: &str = "
network lab { cidr = \"10.9.0.0/16\" }
existing role worker { name = \"w\" }
existing role batch-service { name = \"b\" }
existing role spot-fleet { name = \"s\" }
existing role genomics-job { name = \"j\" }
existing role batch-execution { name = \"e\" }
existing compute_environment spot-pool { name = \"s\" }
existing compute_environment on-demand-pool { name = \"o\" }
existing service_environment training { name = \"t\" }
existing scheduling_policy fair {
  arn = \"arn:aws:batch:eu-central-1:123456789012:scheduling-policy/fair\"
}
existing job_queue mainqueue { name = \"m\" }
existing consumable_resource licences { name = \"l\" }
";

/// The files a program compiles to and how many things Terraform cannot say.
fn compiled(text: &str) -> (String, usize) {
    let checked = common::check(text);
    let resources = resources::lower(&checked.program);
    let target = terraform::Target::Hcl;
    let written = terraform::write(&checked.program, &resources, target, "main.batch");
    let files = written.files.iter().map(terraform::File::text);
    (files.collect(), written.diagnostics.len())
}

/// A kind of block, how it is opened, and the attributes its form cannot do without.
struct Place {
    kind: Kind,
    form: Option<Form>,
    minimum: &'static str,
}

const fn place(kind: Kind, form: Option<Form>, minimum: &'static str) -> Place {
    Place {
        kind,
        form,
        minimum,
    }
}

const PLACES: &[Place] = &[
    place(Kind::Project, None, ""),
    place(Kind::Network, None, "cidr = \"10.0.0.0/16\""),
    place(
        Kind::Network,
        None,
        "subnets = [\"subnet-00000000000000000\"]",
    ),
    place(Kind::Role, None, ""),
    place(
        Kind::ComputeEnvironment,
        Some(Form::Ec2),
        "type = EC2\ninstance_types = [\"m5.large\"]\nmax_vcpus = 8",
    ),
    place(
        Kind::ComputeEnvironment,
        Some(Form::Spot),
        "type = SPOT\ninstance_types = [\"m5.large\"]\nmax_vcpus = 8",
    ),
    place(
        Kind::ComputeEnvironment,
        Some(Form::Fargate),
        "type = FARGATE\nmax_vcpus = 8",
    ),
    place(
        Kind::ComputeEnvironment,
        Some(Form::FargateSpot),
        "type = FARGATE_SPOT\nmax_vcpus = 8",
    ),
    place(
        Kind::ComputeEnvironment,
        Some(Form::Unmanaged),
        "type = UNMANAGED",
    ),
    place(Kind::SchedulingPolicy, None, ""),
    place(Kind::JobQueue, None, "priority = 1"),
    place(
        Kind::JobDefinition,
        Some(Form::Container),
        "image = \"busybox:1.36\"",
    ),
    place(
        Kind::JobDefinition,
        Some(Form::Containers),
        "containers = [{ name = \"main\", image = \"busybox:1.36\" }]",
    ),
    place(
        Kind::JobDefinition,
        Some(Form::MultiNode),
        "node_ranges = [{ target_nodes = \"0:\", image = \"busybox:1.36\" }]",
    ),
    place(
        Kind::JobDefinition,
        Some(Form::Pod),
        "pod_properties = { containers = [{ image = \"busybox:1.36\" }] }",
    ),
];

/// The block with this minimum and, over it, the attribute set to this value.
fn program(place: &Place, name: &str, value: Option<&str>) -> String {
    let kept = place.minimum.lines().filter(|line| {
        let (own, _) = line.split_once(' ').unwrap_or_default();
        own != name
    });
    let mut body: Vec<String> = kept.map(str::to_owned).collect();
    body.extend(value.map(|value| format!("{name} = {value}")));
    let body = body.join("\n");
    let project = match place.kind {
        Kind::Project => "",
        _ => "project subject { region = \"eu-central-1\" }\n",
    };
    let user = match place.kind {
        // A network nothing stands in is not made.
        Kind::Network => {
            "compute_environment user {\ntype = EC2\ninstance_types = [\"m5.large\"]\nmax_vcpus = 8\nnetwork = subject\n}\n"
        }
        Kind::Project => {
            "compute_environment user {\ntype = EC2\ninstance_types = [\"m5.large\"]\nmax_vcpus = 8\n}\n"
        }
        _ => "",
    };
    let kind = place.kind.name();
    format!("{project}{SURROUNDINGS}{user}{kind} subject {{\n{body}\n}}\n")
}

/// Values to try: the example, and for words and truths, which may be the default, all of them.
fn values(attribute: &Attribute) -> Vec<String> {
    let mut values = vec![attribute.example.to_owned()];
    match attribute.ty {
        Type::Bool => values.extend(["true".to_owned(), "false".to_owned()]),
        Type::Enum(words) => values.extend(words.iter().map(|word| word.name.to_owned())),
        _ => {}
    }
    values
}

/// The attributes inside an object or a list of objects, and whether it is a list.
fn inner(ty: &Type) -> Option<(&'static [Attribute], bool)> {
    match ty {
        Type::Object(fields) => Some((fields, false)),
        Type::List { of, .. } => inner(of).map(|(fields, _)| (fields, true)),
        Type::OneOf(types) => types.iter().find_map(inner),
        _ => None,
    }
}

/// Paths below and including this attribute: the value of the outermost with it and without it.
fn pairs(attribute: &Attribute) -> Vec<(String, Vec<String>, Option<String>)> {
    let mut all = vec![(attribute.name.to_owned(), values(attribute), None)];
    let Some((fields, in_list)) = inner(&attribute.ty) else {
        return all;
    };
    let within = |content: &str| match in_list {
        true => format!("[{{ {content} }}]"),
        false => format!("{{ {content} }}"),
    };
    for field in fields {
        for (path, values, without) in pairs(field) {
            let with = values
                .iter()
                .map(|value| within(&format!("{} = {value}", field.name)))
                .collect();
            let without = match without {
                Some(value) => within(&format!("{} = {value}", field.name)),
                None => within(""),
            };
            all.push((format!("{}.{path}", attribute.name), with, Some(without)));
        }
    }
    all
}

/// Whether one of the values changes what is compiled, or is reported.
fn shows(place: &Place, outermost: &str, values: &[String], without: Option<&str>) -> bool {
    let (before, _) = compiled(&program(place, outermost, without));
    values.iter().any(|value| {
        let (after, reported) = compiled(&program(place, outermost, Some(value)));
        reported > 0 || after != before
    })
}

#[test]
fn every_attribute_shows_in_terraform_or_is_reported() {
    let mut shown = BTreeSet::new();
    let mut lost = Vec::new();
    for place in PLACES {
        assert_eq!(compiled(&program(place, "", None)).1, 0, "{:?}", place.form);
        for attribute in attributes(place.kind, false) {
            let forms = attribute.forms;
            if place
                .form
                .is_some_and(|form| !forms.is_empty() && !forms.contains(&form))
            {
                continue;
            }
            for (path, mut values, without) in pairs(attribute) {
                let path = format!("{}.{path}", place.kind.name());
                let other = OTHER_VALUES.iter().filter(|(of, _)| *of == path);
                values.extend(other.map(|(_, value)| (*value).to_owned()));
                if shows(place, attribute.name, &values, without.as_deref()) {
                    shown.insert(path);
                } else {
                    lost.push((path, place.form));
                }
            }
        }
    }
    // A network is made here or was there before: an attribute need only show in one of the two.
    lost.retain(|(path, form)| form.is_some() || !shown.contains(path));
    for (excuse, why) in WITHOUT_EFFECT {
        let needed = lost.iter().any(|(path, _)| path == excuse);
        assert!(needed, "{excuse} has an effect, although {why}");
    }
    lost.retain(|(path, _)| !WITHOUT_EFFECT.iter().any(|(excuse, _)| excuse == path));
    assert!(shown.len() > 250, "only {} attributes tried", shown.len());
    assert!(lost.is_empty(), "{lost:#?}");
}
