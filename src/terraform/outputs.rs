//! Outputs: a map by label for each kind, the ARNs people need, and the program's own.

use super::convert::Converter;
use super::hcl::{Block, Body, Expr, Path};
use crate::resources::{Resource, ResourceKind};

/// Name, what is in it, which resources, which attribute (the whole resource where empty).
const MAPS: &[(&str, &str, ResourceKind, &str)] = &[
    (
        "security_groups",
        "Security groups, by network.",
        ResourceKind::SecurityGroup,
        "",
    ),
    ("roles", "IAM roles, by label.", ResourceKind::Role, ""),
    (
        "instance_profiles",
        "Instance profiles, by label.",
        ResourceKind::InstanceProfile,
        "",
    ),
    (
        "compute_environments",
        "Compute environments, by label.",
        ResourceKind::ComputeEnvironment,
        "",
    ),
    (
        "compute_environment_arns",
        "ARNs of the compute environments, by label.",
        ResourceKind::ComputeEnvironment,
        "arn",
    ),
    (
        "scheduling_policies",
        "Scheduling policies, by label.",
        ResourceKind::SchedulingPolicy,
        "",
    ),
    (
        "job_queues",
        "Job queues, by label.",
        ResourceKind::JobQueue,
        "",
    ),
    (
        "job_queue_arns",
        "ARNs of the job queues, by label.",
        ResourceKind::JobQueue,
        "arn",
    ),
    (
        "job_definitions",
        "Job definitions, by label.",
        ResourceKind::JobDefinition,
        "",
    ),
    (
        "job_definition_arns",
        "ARNs of the job definitions' newest revisions, by label.",
        ResourceKind::JobDefinition,
        "arn",
    ),
    (
        "job_definition_arn_prefixes",
        "ARNs of the job definitions without a revision, by label: a job submitted with one takes the newest.",
        ResourceKind::JobDefinition,
        "arn_prefix",
    ),
];

pub(super) fn body<'a>(converter: &mut Converter<'a>) -> Body<'a> {
    let mut body = Body::default();
    let resources = converter.resources;
    let own = |name: &str| resources.outputs.iter().any(|output| output.name == name);
    for &(name, description, kind, attribute) in MAPS {
        let entries = entries(converter, kind, attribute);
        // An output of that name in the program wins.
        if entries.is_empty() || own(name) {
            continue;
        }
        body.block(output(name, Some(description), Expr::Object(entries)));
    }
    for one in &resources.outputs {
        let value = match &one.value {
            Some(node) => converter.node(node),
            None => Expr::path("null"),
        };
        body.block(output(&one.name, one.docs.as_deref(), value));
    }
    body
}

fn output<'a>(name: &'a str, description: Option<&'a str>, value: Expr<'a>) -> Block<'a> {
    let mut inner = Body::default();
    if let Some(description) = description {
        inner.attribute("description", Expr::String(description.trim()));
    }
    inner.attribute("value", value);
    Block::new("output", &[name], inner)
}

fn entries<'a>(
    converter: &Converter<'a>,
    kind: ResourceKind,
    attribute: &'a str,
) -> Vec<(&'a str, Expr<'a>)> {
    let of = |resource: &'a Resource| {
        let path = Path {
            address: converter.labels.address(resource.id),
            attribute,
        };
        (resource.label.as_str(), Expr::Traversal(path))
    };
    converter.resources.of(kind).map(of).collect()
}
