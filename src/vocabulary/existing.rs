//! What an `existing` declaration says of something this program refers to and never touches.

use super::common::{ARN, INT_MAX, MANY, TEXT, int, list};
use super::types::{Attribute, Format, Type, attr, word};

const fn name(example: &'static str) -> Attribute {
    attr(
        "name",
        TEXT,
        "Its name in AWS, just as it is there: no prefix is added. Left out, with no `arn` either, \
         it is the label.",
    )
    .default_described("the label")
    .own()
    .example(example)
}

const fn arn(example: &'static str) -> Attribute {
    attr(
        "arn",
        ARN,
        "Its ARN, for something in another account or region. Left out, it follows from the name.",
    )
    .default_described("from the name")
    .own()
    .example(example)
}

pub static JOB_QUEUE: &[Attribute] = &[
    name("\"shared\""),
    arn("\"arn:aws:batch:us-east-1:123456789012:job-queue/shared\""),
];

pub static COMPUTE_ENVIRONMENT: &[Attribute] = &[
    name("\"pool\""),
    arn("\"arn:aws:batch:us-east-1:123456789012:compute-environment/pool\""),
    attr(
        "type",
        Type::Enum(&[
            word("EC2", "On-Demand EC2 instances."),
            word("SPOT", "Spot instances."),
            word("FARGATE", "Fargate."),
            word("FARGATE_SPOT", "Fargate Spot."),
            word("ECS_MANAGED_INSTANCES", "Instances Amazon ECS manages."),
            word("UNMANAGED", "Instances you run yourself."),
        ]),
        "What it is made of, for the checker. Left out, nothing is assumed.",
    )
    .own()
    .example("SPOT"),
    attr(
        "instance_types",
        list!(Type::String(Format::InstanceType), 1, MANY),
        "Its instance types, so that it can be checked which jobs fit. Left out, all are taken to fit.",
    )
    .own()
    .example("[\"m6i\"]"),
    attr(
        "max_vcpus",
        int(1, INT_MAX),
        "Its limit, so that it can be checked which jobs fit. Left out, all are taken to fit.",
    )
    .own()
    .example("256"),
];

pub static SCHEDULING_POLICY: &[Attribute] = &[
    name("\"fair\""),
    arn("\"arn:aws:batch:us-east-1:123456789012:scheduling-policy/fair\""),
];

pub static CONSUMABLE_RESOURCE: &[Attribute] = &[
    name("\"licences\""),
    arn("\"arn:aws:batch:us-east-1:123456789012:consumable-resource/licences\""),
];

pub static SERVICE_ENVIRONMENT: &[Attribute] = &[
    name("\"training\""),
    arn("\"arn:aws:batch:us-east-1:123456789012:service-environment/training\""),
];

pub static ROLE: &[Attribute] = &[
    name("\"job\""),
    arn("\"arn:aws:iam::123456789012:role/team/job\""),
];

pub static INSTANCE_PROFILE: &[Attribute] = &[
    name("\"ecsInstanceRole\""),
    arn("\"arn:aws:iam::123456789012:instance-profile/ecsInstanceRole\""),
];

pub static VPC: &[Attribute] = &[attr("id", Type::String(Format::VpcId), "Its id.")
    .required()
    .own()
    .example("\"vpc-0123456789abcdef0\"")];

pub static SECURITY_GROUP: &[Attribute] =
    &[attr("id", Type::String(Format::SecurityGroupId), "Its id.")
        .required()
        .own()
        .example("\"sg-0123456789abcdef0\"")];

pub static ECR_REPOSITORY: &[Attribute] = &[
    name("\"genomics/align\""),
    attr(
        "account",
        Type::String(Format::Account),
        "The account whose registry it is in. Left out, the project's.",
    )
    .default_described("the project's account")
    .own()
    .example("\"123456789012\""),
    attr(
        "region",
        Type::String(Format::Region),
        "The region it is in. Left out, the project's.",
    )
    .default_described("the project's region")
    .own()
    .example("\"us-east-1\""),
];

pub static SECRET: &[Attribute] = &[
    name("\"prod/db\""),
    arn("\"arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf\""),
    attr(
        "json_key",
        TEXT,
        "One key of a secret that holds a JSON object. Left out, the whole secret.",
    )
    .own()
    .example("\"password\""),
];
