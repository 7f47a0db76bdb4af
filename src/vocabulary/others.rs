//! Kinds that AWS has and Terraform's provider has not: consumable resources, service environments
//! and quota shares.

use super::common::{INT_MAX, MANY, ON_OFF, STATE, TAGS, TEXT, int, list};
use super::kind::Kind;
use super::types::{Attribute, Format, Type, attr, word};

const fn name(aws: &'static str) -> Attribute {
    attr(
        "name",
        Type::String(Format::BatchName),
        super::common::NAME_DOC,
    )
    .default_described("the label")
    .aws_only(aws)
    .example("\"licences\"")
}

const fn tags() -> Attribute {
    let mut tags = TAGS;
    tags.terraform = None;
    tags
}

pub static CONSUMABLE_RESOURCE: &[Attribute] = &[
    name("consumableResourceName"),
    attr(
        "total_quantity",
        int(0, INT_MAX),
        "How many there are. A job that asks for some waits until they are free.",
    )
    .required()
    .aws_only("totalQuantity")
    .since("2025-02")
    .example("20"),
    attr(
        "resource_type",
        Type::Enum(&[
            word(
                "REPLENISHABLE",
                "Given back when the job ends: licences, database connections.",
            ),
            word(
                "NON_REPLENISHABLE",
                "Used up by the job: a budget of API calls.",
            ),
        ]),
        "Whether a job gives back what it took. Left out, it does.",
    )
    .default("REPLENISHABLE")
    .aws_only("resourceType")
    .since("2025-02")
    .example("REPLENISHABLE"),
    tags(),
];

pub static SERVICE_ENVIRONMENT: &[Attribute] = &[
    name("serviceEnvironmentName"),
    attr(
        "type",
        Type::Enum(&[word("SAGEMAKER_TRAINING", "SageMaker training jobs.")]),
        "The service whose jobs run here.",
    )
    .required()
    .aws_only("serviceEnvironmentType")
    .since("2025-08")
    .example("SAGEMAKER_TRAINING"),
    attr(
        "capacity_limits",
        list!(Type::Object(LIMIT), 1, MANY),
        "The most that runs at a time.",
    )
    .required()
    .aws_only("capacityLimits")
    .since("2025-08")
    .example("[{ max_capacity = 10, capacity_unit = \"NUM_INSTANCES\" }]"),
    attr(
        "state",
        STATE,
        "Whether the environment takes jobs. Left out, it is `ENABLED`.",
    )
    .default("ENABLED")
    .aws_only("state")
    .example("ENABLED"),
    tags(),
];

pub static QUOTA_SHARE: &[Attribute] = &[
    name("quotaShareName"),
    attr(
        "job_queue",
        Type::Ref(&[Kind::JobQueue]),
        "The queue it is a share of; one of type `SAGEMAKER_TRAINING` whose policy has a \
         `quota_share_policy`.",
    )
    .required()
    .aws_only("jobQueue")
    .since("2026")
    .example("training"),
    attr(
        "capacity_limits",
        list!(Type::Object(LIMIT), 1, MANY),
        "The most that runs at a time for this share.",
    )
    .required()
    .aws_only("capacityLimits")
    .since("2026")
    .example("[{ max_capacity = 4, capacity_unit = \"ml.p5.48xlarge\" }]"),
    attr(
        "resource_sharing",
        Type::Object(SHARING),
        "Whether idle capacity is lent to other shares, and borrowed from them.",
    )
    .required()
    .aws_only("resourceSharingConfiguration")
    .since("2026")
    .example("{ strategy = LEND_AND_BORROW, borrow_limit = 2 }"),
    attr(
        "preemption",
        Type::Object(&[attr(
            "in_share_preemption",
            ON_OFF,
            "Whether a job of higher priority stops one of lower priority in the same share.",
        )
        .required()
        .aws_only("inSharePreemption")
        .example("ENABLED")]),
        "Which jobs may be stopped for others.",
    )
    .required()
    .aws_only("preemptionConfiguration")
    .since("2026")
    .example("{ in_share_preemption = ENABLED }"),
    attr(
        "state",
        STATE,
        "Whether the share takes jobs. Left out, it is `ENABLED`.",
    )
    .default("ENABLED")
    .aws_only("state")
    .example("ENABLED"),
    tags(),
];

static LIMIT: &[Attribute] = &[
    attr("max_capacity", int(0, INT_MAX), "How many at a time.")
        .required()
        .aws_only("maxCapacity")
        .example("10"),
    attr(
        "capacity_unit",
        TEXT,
        "What is counted: `NUM_INSTANCES`, or an instance type of SageMaker's in a quota share.",
    )
    .required()
    .aws_only("capacityUnit")
    .example("\"NUM_INSTANCES\""),
];

static SHARING: &[Attribute] = &[
    attr(
        "strategy",
        Type::Enum(&[
            word("RESERVE", "Keeps idle capacity to itself."),
            word("LEND", "Lends idle capacity, borrows none."),
            word("LEND_AND_BORROW", "Lends and borrows."),
        ]),
        "What happens with idle capacity.",
    )
    .required()
    .aws_only("strategy")
    .example("LEND_AND_BORROW"),
    attr(
        "borrow_limit",
        int(-1, INT_MAX),
        "The most to borrow, in percent of the share's own; -1 is without limit. Left out, AWS \
         decides.",
    )
    .aws_only("borrowLimit")
    .example("50"),
];
