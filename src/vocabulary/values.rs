//! What only AWS knows of a declaration, written `KIND.LABEL.ATTRIBUTE`.

use super::kind::Kind;

type Values = &'static [(&'static str, &'static str)];

const ARN: (&str, &str) = ("arn", "Its ARN.");
const NAME: (&str, &str) = ("name", "Its name in AWS, prefix and all.");
const ID: (&str, &str) = ("id", "Its id.");

/// Attributes of a kind that can stand in text, each with a line about it.
pub fn values_of(kind: Kind) -> Values {
    match kind {
        Kind::Project => &[],
        Kind::Network => &[
            ("vpc_id", "The VPC's id."),
            ("subnet_ids", "The subnets' ids, a list."),
            ("security_group_id", "The first security group's id."),
            ("security_group_ids", "The security groups' ids, a list."),
        ],
        Kind::ComputeEnvironment => &[
            ARN,
            NAME,
            (
                "ecs_cluster_arn",
                "The ARN of the ECS cluster Batch makes for it.",
            ),
        ],
        Kind::JobDefinition => &[
            ("arn", "The ARN of the newest revision: `…:7`."),
            (
                "arn_prefix",
                "The ARN without a revision: always the newest active one.",
            ),
            NAME,
            ("revision", "The number of the newest revision."),
        ],
        Kind::Role
        | Kind::SchedulingPolicy
        | Kind::JobQueue
        | Kind::ConsumableResource
        | Kind::ServiceEnvironment
        | Kind::QuotaShare
        | Kind::InstanceProfile => &[ARN, NAME],
        Kind::Vpc | Kind::SecurityGroup => &[ID],
        Kind::EcrRepository => &[
            (
                "url",
                "Its address, without a tag: what `image` begins with.",
            ),
            ARN,
            NAME,
        ],
        Kind::Secret => &[ARN, NAME],
    }
}
