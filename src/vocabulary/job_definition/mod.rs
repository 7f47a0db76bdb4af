//! `job_definition`: what a job runs, and how much it needs.

mod container;
mod containers;
mod linux;
mod nodes;
mod pod;
mod pod_security;
mod task;

use super::common::{
    ANY_TEXT, DURATION_MAX, INT_MAX, MANY, TAGS, duration, int, join, list, map, name, only_in,
};
use super::kind::{Form, Kind};
use super::types::{Attribute, Encode, Format, Type, attr, word};

const CONTAINER: &[Form] = &[Form::Container];
const CONTAINERS: &[Form] = &[Form::Containers];
const MULTI_NODE: &[Form] = &[Form::MultiNode];
const POD: &[Form] = &[Form::Pod];
/// One task on ECS.
const TASK: &[Form] = &[Form::Container, Form::Containers];
const NO_POD: &[Form] = &[Form::Container, Form::Containers, Form::MultiNode];

pub static ATTRIBUTES: &[Attribute] = &ALL;

const CONTAINER_LEVEL: [Attribute; 15] = only_in(container::ATTRIBUTES, CONTAINER);
const TASK_LEVEL: [Attribute; 8] = only_in(task::ATTRIBUTES, TASK);
const ALL: [Attribute; 2 + 15 + 8 + 8 + 9] = join(
    join::<2, 23, 25>(HEAD, join(CONTAINER_LEVEL, TASK_LEVEL)),
    join::<8, 9, 17>(FORMS, TAIL),
);

const HEAD: [Attribute; 2] = [
    name("jobDefinitionName"),
    attr(
        "runs_on",
        list!(Type::Ref(&[Kind::JobQueue]), 1, MANY),
        "The queues its jobs are meant for. AWS knows no such tie, a job is submitted to any queue; \
         here it tells the platform (EC2 or Fargate) and lets it be checked that a job fits. Left \
         out, none of that is known.",
    )
    .own()
    .example("[mainqueue]"),
];

/// What makes the other forms.
const FORMS: [Attribute; 8] = [
    attr(
        "containers",
        list!(Type::Object(containers::CONTAINER), 1, 10),
        "Several containers that run together, each with an image, vCPUs and memory of its own. Left \
         out, there is one container, said by `image`.",
    )
    .only(CONTAINERS)
    .to("ecsProperties.taskProperties.containers", "ecs_properties")
    .encode(Encode::Custom)
    .since("2024")
    .example("[{ name = \"main\", image = \"busybox:1.36\", vcpus = 1, memory = 512 MiB }]"),
    containers::IPC_MODE,
    containers::PID_MODE,
    containers::NETWORK_MODE,
    attr(
        "num_nodes",
        int(1, 1000),
        "How many machines a multi-node job takes, all at the same time.",
    )
    .required_in(MULTI_NODE)
    .only(MULTI_NODE)
    .to("nodeProperties.numNodes", "node_properties")
    .encode(Encode::Custom)
    .example("8"),
    attr(
        "main_node",
        int(0, 999),
        "The node that decides: when it ends, the job ends. Left out, node 0.",
    )
    .only(MULTI_NODE)
    .default("0")
    .to("nodeProperties.mainNode", "node_properties")
    .encode(Encode::Custom)
    .example("0"),
    attr(
        "node_ranges",
        list!(Type::Object(nodes::RANGE), 1, 5),
        "Makes it a multi-node job: what runs on which nodes. The ranges cover all nodes; where two \
         overlap, the inner one wins. On-Demand EC2 only.",
    )
    .only(MULTI_NODE)
    .to("nodeProperties.nodeRangeProperties", "node_properties")
    .encode(Encode::Custom)
    .example("[{ target_nodes = \"0:\", image = \"mpi:4.1\", vcpus = 8, memory = 30 GiB }]"),
    attr(
        "pod_properties",
        Type::Object(pod::POD),
        "Makes it a pod on EKS. Left out, it runs on ECS.",
    )
    .only(POD)
    .to("eksProperties.podProperties", "eks_properties.pod_properties")
    .since("2022-10")
    .example("{ containers = [{ image = \"busybox:1.36\", cpu = 1, memory = 512 MiB }] }"),
];

const TAIL: [Attribute; 9] = [
    attr(
        "parameters",
        map!(ANY_TEXT, 0, MANY),
        "Defaults for the `Ref::name` in `command`, which a job may override when it is submitted. \
         Left out, each must be given then.",
    )
    .to("parameters", "parameters")
    .example("{ sample = \"s3://data/na12878.bam\" }"),
    attr(
        "retry",
        Type::Object(RETRY),
        "What to do when a job fails. Left out, it is not tried again.",
    )
    .to("retryStrategy", "retry_strategy")
    .example("{ attempts = 3, on = [{ status_reason = \"Host EC2*\", action = RETRY }, { reason = \"*\", action = EXIT }] }"),
    attr(
        "timeout",
        duration(60, DURATION_MAX),
        "How long one attempt may run before Batch stops it: a minute or more; 14 days is the most \
         on Fargate. Left out, a job that hangs runs, and costs, for ever.",
    )
    .to("timeout.attemptDurationSeconds", "timeout.attempt_duration_seconds")
    .seconds()
    .example("90 min"),
    attr(
        "platform_capabilities",
        list!(
            Type::Enum(&[
                word("EC2", "EC2 instances."),
                word("FARGATE", "Fargate."),
                word("MANAGED_INSTANCES", "Instances Amazon ECS manages."),
            ]),
            1,
            1
        ),
        "Where jobs may run. Left out, it follows from the queues in `runs_on`, and is `EC2` where \
         there are none.",
    )
    .only(NO_POD)
    .default_described("from `runs_on`; else `[EC2]`")
    .to("platformCapabilities", "platform_capabilities")
    .since("2020-12")
    .example("[FARGATE]"),
    attr(
        "scheduling_priority",
        int(0, 9999),
        "Orders the jobs of one share in a fair-share queue: the higher number first. Such a queue \
         wants one, here or when the job is submitted. Left out, it must be given then.",
    )
    .to("schedulingPriority", "scheduling_priority")
    .since("2021-11")
    .example("10"),
    attr(
        "propagate_tags",
        Type::Bool,
        "Whether the ECS task gets the tags of job and definition, so that its cost shows under \
         them. Left out, it does not. Together no more than 50 tags, or the job fails.",
    )
    .only(NO_POD)
    .default_described("`false`")
    .to("propagateTags", "propagate_tags")
    .since("2021")
    .example("true"),
    CONSUMABLE_RESOURCES,
    attr(
        "keep_revisions",
        int(1, INT_MAX),
        "How many revisions stay active. Each change registers a new one; jobs and schedules that \
         name an older one break when it goes. Left out, five. Terraform can keep only one or all: \
         any number above 1 keeps all there.",
    )
    .default("5")
    .own()
    .example("10"),
    TAGS,
];

/// Also in the ranges of a multi-node job.
const CONSUMABLE_RESOURCES: Attribute = attr(
    "consumable_resources",
    list!(Type::Object(CONSUMED), 1, MANY),
    "Things a job takes while it runs, such as licences; it waits until they are free. Left out, \
     none.",
)
.aws_only("consumableResourceProperties.consumableResourceList")
.since("2025-02")
.example("[{ consumable_resource = licences, quantity = 1 }]");

static CONSUMED: &[Attribute] = &[
    attr(
        "consumable_resource",
        Type::OneOf(&[
            Type::Ref(&[Kind::ConsumableResource]),
            Type::String(Format::NonEmpty),
        ]),
        "Which one: declared here, or its name or ARN as text.",
    )
    .required()
    .aws_only("consumableResource")
    .example("licences"),
    attr("quantity", int(1, INT_MAX), "How many of it.")
        .required()
        .aws_only("quantity")
        .example("1"),
];

static RETRY: &[Attribute] = &[
    attr(
        "attempts",
        int(1, 10),
        "How often the job is tried in all. 1 means no second try.",
    )
    .to("attempts", "attempts")
    .example("3"),
    attr(
        "on",
        list!(Type::Object(RETRY_RULE), 0, 5),
        "Which failures are worth another try. The first rule that matches decides, and what \
         matches none is tried again, so end with `{ reason = \"*\", action = EXIT }`. Left out, \
         every failure is tried again.",
    )
    .to("evaluateOnExit", "evaluate_on_exit")
    .since("2020-10")
    .example(
        "[{ status_reason = \"Host EC2*\", action = RETRY }, { reason = \"*\", action = EXIT }]",
    ),
];

static RETRY_RULE: &[Attribute] = &[
    attr(
        "status_reason",
        Type::String(Format::RetryPattern),
        "Pattern for why Batch ended the job: `Host EC2*` is a Spot reclaim. `*` may stand at the \
         end. Left out, any will do.",
    )
    .to("onStatusReason", "on_status_reason")
    .example("\"Host EC2*\""),
    attr(
        "reason",
        Type::String(Format::RetryPattern),
        "Pattern for what the container's end was put down to: `CannotPullContainer*`, \
         `OutOfMemoryError*`, `*`. Left out, any will do.",
    )
    .to("onReason", "on_reason")
    .example("\"CannotPullContainer*\""),
    attr(
        "exit_code",
        Type::OneOf(&[int(0, 255), Type::String(Format::ExitCodePattern)]),
        "The container's exit code, or a pattern such as `\"13*\"`. Left out, any will do.",
    )
    .to("onExitCode", "on_exit_code")
    .encode(Encode::Text)
    .example("137"),
    attr(
        "action",
        Type::Enum(&[
            word("RETRY", "Try again, while attempts are left."),
            word("EXIT", "Give up."),
        ]),
        "What to do when the rule matches.",
    )
    .required()
    .to("action", "action")
    .example("RETRY"),
];
