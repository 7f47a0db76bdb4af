//! ARNs of things whose name is known before they exist.

use super::node::{Part, Text};

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`; IAM's have no region.
pub fn arn(service: &str, resource: Text) -> Text {
    let mut text = start(service);
    if service != "iam" {
        text.push(Part::Region);
    }
    text.push(Part::Literal(":".into()));
    text.push(Part::Account);
    text.then(":").append(&resource)
}

/// `arn:PARTITION:iam::aws:policy/PATH`: a policy AWS keeps. A bare name of one that lives under
/// `service-role/` gets its path.
pub fn managed_policy(name: &str) -> Text {
    let path = if in_service_role(name) {
        "service-role/"
    } else {
        ""
    };
    start("iam").then(":aws:policy/").then(path).then(name)
}

/// Whether a bare name is known to live under `service-role/`.
pub fn in_service_role(name: &str) -> bool {
    SERVICE_ROLE_POLICIES.contains(&name)
}

fn start(service: &str) -> Text {
    let head = [Part::Literal("arn:".into()), Part::Partition];
    Text::from_parts(head).then(":").then(service).then(":")
}

/// The managed policies a Batch set-up meets that live under `service-role/`.
const SERVICE_ROLE_POLICIES: &[&str] = &[
    "AWSBatchServiceEventTargetRole",
    "AWSBatchServiceRole",
    "AmazonEC2ContainerServiceAutoscaleRole",
    "AmazonEC2ContainerServiceEventsRole",
    "AmazonEC2ContainerServiceforEC2Role",
    "AmazonEC2SpotFleetTaggingRole",
    "AmazonECSInfrastructureRolePolicyForVolumes",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonEBSCSIDriverPolicy",
];
