//! `job_queue`: where jobs wait.

use super::common::{DAY, MANY, STATE, TAGS, duration, int, list, name};
use super::kind::Kind;
use super::types::{Attribute, Encode, Type, Word, attr, word};

pub static ATTRIBUTES: &[Attribute] = &[
    name("jobQueueName"),
    attr(
        "priority",
        int(0, 1000),
        "Which queue goes first where several share an environment: the higher number. Equal \
         numbers leave it to chance.",
    )
    .required()
    .to("priority", "priority")
    .example("10"),
    attr(
        "compute_environments",
        list!(Type::Ref(&[Kind::ComputeEnvironment]), 1, MANY),
        "Where the queue's jobs run, tried in this order: the next takes over when the one before \
         is full. Up to three, all EC2 and Spot or all Fargate, of one processor architecture.",
    )
    .to("computeEnvironmentOrder", "compute_environment_order")
    .encode(Encode::Ordered("computeEnvironment"))
    .example("[spot-pool, on-demand-pool]"),
    attr(
        "service_environments",
        list!(Type::Ref(&[Kind::ServiceEnvironment]), 1, 1),
        "Where the queue's service jobs (SageMaker training) run, instead of compute environments.",
    )
    .aws_only("serviceEnvironmentOrder")
    .encode(Encode::Ordered("serviceEnvironment"))
    .since("2025-08")
    .example("[training]"),
    attr(
        "state",
        STATE,
        "Whether jobs can be submitted. `DISABLED` refuses new ones and lets those in it finish. \
         Left out, it is `ENABLED`.",
    )
    .default("ENABLED")
    .to("state", "state")
    .example("ENABLED"),
    attr(
        "scheduling_policy",
        Type::Ref(&[Kind::SchedulingPolicy]),
        "Divides the queue fairly among the shares jobs name when they are submitted. Left out, \
         first come, first served. It can be swapped later, but neither added to nor taken from a \
         queue that exists.",
    )
    .to("schedulingPolicyArn", "scheduling_policy_arn")
    .since("2021-11")
    .example("fair"),
    attr(
        "job_state_time_limit_actions",
        list!(Type::Object(TIME_LIMIT), 1, MANY),
        "What becomes of a job that heads the queue and cannot start. Left out, it waits in RUNNABLE \
         for ever, and those behind it with it.",
    )
    .to("jobStateTimeLimitActions", "job_state_time_limit_action")
    .since("2024")
    .example("[{ reason = \"MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT\", max_time = 1 h }]"),
    attr(
        "job_queue_type",
        Type::Enum(TYPES),
        "What the queue is for. Left out, AWS takes it from the environments.",
    )
    .default_described("as the environments are")
    .aws_only("jobQueueType")
    .since("2025-08")
    .example("SAGEMAKER_TRAINING"),
    TAGS,
];

static TYPES: &[Word] = &[
    word("ECS", "Jobs on EC2 instances."),
    word("ECS_FARGATE", "Jobs on Fargate."),
    word("EKS", "Pods on EKS."),
    word(
        "ECS_MANAGED_INSTANCES",
        "Jobs on instances Amazon ECS manages.",
    ),
    word("SAGEMAKER_TRAINING", "SageMaker training jobs."),
];

/// What AWS calls the ways a job at the head of a queue is stuck. They are match keys: AWS takes
/// any text and a misspelt one never matches (reference: CreateJobQueue).
pub static TIME_LIMIT_REASONS: &[(&str, &str)] = &[
    (
        "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
        "AWS has none of the instance types.",
    ),
    (
        "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
        "The job asks for more vCPUs than `max_vcpus`.",
    ),
    (
        "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
        "No instance type has what the job asks for.",
    ),
    (
        "MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED",
        "EC2 refuses the combination of type, image and settings.",
    ),
];

/// The same for service jobs.
pub static SERVICE_TIME_LIMIT_REASONS: &[(&str, &str)] = &[
    (
        "MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE",
        "A service job asks for more than its environment's limits.",
    ),
    (
        "MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED",
        "A service job asks for more than its quota share.",
    ),
];

static TIME_LIMIT: &[Attribute] = &[
    attr(
        "reason",
        super::common::TEXT,
        "Why the job is stuck, in AWS's words: `CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY`, \
         `MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE`, \
         `MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT` or \
         `MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED`; for service jobs \
         `MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE` or \
         `MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED`.",
    )
    .required()
    .to("reason", "reason")
    .example("\"MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT\""),
    attr(
        "max_time",
        duration(600, DAY),
        "How long it may be stuck so: 10 minutes to a day.",
    )
    .required()
    .to("maxTimeSeconds", "max_time_seconds")
    .seconds()
    .example("1 h"),
    attr(
        "state",
        Type::Enum(&[word("RUNNABLE", "Ready to run, and waiting for a place.")]),
        "The state it is stuck in. Left out, it is `RUNNABLE`, the only one AWS knows.",
    )
    .default("RUNNABLE")
    .to("state", "state")
    .example("RUNNABLE"),
    attr(
        "action",
        Type::Enum(&[
            word(
                "CANCEL",
                "Takes the job off the queue; for jobs on ECS, Fargate and EKS.",
            ),
            word("TERMINATE", "Ends the service job; for SageMaker queues."),
        ]),
        "What to do with it. Left out, it is `CANCEL`, or `TERMINATE` for service environments.",
    )
    .default_described("`CANCEL`, or `TERMINATE` with service environments")
    .to("action", "action")
    .example("CANCEL"),
];
