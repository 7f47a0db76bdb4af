//! `role`: what jobs, instances and the agent may do.

use super::common::{ANY_TEXT, MANY, TAGS, duration, list, map};
use super::types::{Attribute, Format, Type, attr};

pub static ATTRIBUTES: &[Attribute] = &[
    attr(
        "name",
        Type::String(Format::RoleName),
        "The name in IAM, behind the project's `name_prefix`. Left out, it is the \
         label. Names are the account's, whatever the region. At most 64 characters.",
    )
    .default_described("the label")
    .own()
    .example("\"genomics-job\""),
    attr(
        "assumed_by",
        list!(Type::String(Format::ServicePrincipal), 1, MANY),
        "The AWS services that may take the role. Left out, it follows from where the role is used: \
         a `job_role` is for ECS tasks, an `instance_role` for EC2.",
    )
    .default_described("from where the role is used")
    .own()
    .example("[\"ecs-tasks.amazonaws.com\"]"),
    attr(
        "managed_policies",
        list!(Type::String(Format::ManagedPolicy), 0, 20),
        "Policies that exist, by name (AWS's own) or ARN. Left out, none.",
    )
    .own()
    .example("[\"AmazonS3ReadOnlyAccess\"]"),
    attr(
        "allow",
        list!(Type::Object(STATEMENT), 0, MANY),
        "What the role may do. Left out, only what `managed_policies` let it.",
    )
    .own()
    .example("[{ actions = [\"s3:GetObject\"], resources = [\"arn:aws:s3:::data/*\"] }]"),
    attr(
        "deny",
        list!(Type::Object(STATEMENT), 0, MANY),
        "What the role may not do, whatever else allows it. Left out, nothing is denied.",
    )
    .own()
    .example("[{ actions = [\"s3:DeleteObject\"], resources = [\"*\"] }]"),
    attr(
        "permissions_boundary",
        Type::String(Format::Arn),
        "A policy that limits what the role can ever do, by ARN; some companies require one. Left \
         out, there is none.",
    )
    .to("PermissionsBoundary", "permissions_boundary")
    .example("\"arn:aws:iam::123456789012:policy/boundary\""),
    attr(
        "max_session_duration",
        duration(3600, 12 * 3600),
        "How long credentials of the role last at most: 1 to 12 hours. Left out, one hour; jobs get \
         theirs renewed in any case.",
    )
    .default_described("1 h")
    .to("MaxSessionDuration", "max_session_duration")
    .seconds()
    .example("4 h"),
    attr(
        "description",
        Type::String(Format::Max(1000)),
        "What the role is for; it shows in IAM. Left out, the `///` comment above it.",
    )
    .to("Description", "description")
    .example("\"What alignment jobs may do\""),
    TAGS,
];

static STATEMENT: &[Attribute] = &[
    attr(
        "actions",
        list!(Type::String(Format::Action), 1, MANY),
        "The actions: `s3:GetObject`, `s3:Get*`.",
    )
    .required()
    .own()
    .example("[\"s3:GetObject\", \"s3:PutObject\"]"),
    attr(
        "resources",
        list!(Type::String(Format::PolicyResource), 1, MANY),
        "What they apply to: ARNs, with `*` for any characters; `job_queue.main.arn` for something \
         of this program. Left out, everything.",
    )
    .default("[\"*\"]")
    .own()
    .example("[\"arn:aws:s3:::genomics-data/*\"]"),
    attr(
        "conditions",
        map!(
            map!(Type::OneOf(&[ANY_TEXT, list!(ANY_TEXT, 1, MANY)]), 1, MANY),
            1,
            MANY
        ),
        "When it holds: IAM's operator, then the key, then the value or values. Left out, always.",
    )
    .own()
    .example("{ StringEquals = { \"aws:ResourceTag/team\" = \"genomics\" } }"),
];
