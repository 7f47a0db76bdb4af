//! `compute_environment`: where jobs run.

mod instances;
mod managed;

use super::common::{
    ANY_TEXT, ARN, DAY, INT_MAX, MANY, MINUTE, ROLE, STATE, TAGS, TEXT, duration, int, join, list,
    map, name,
};
use super::kind::{Form, Kind};
use super::types::{Attribute, Encode, Format, Type, attr, word};

/// Those with EC2 instances Batch starts itself.
const EC2: &[Form] = &[Form::Ec2, Form::Spot];
const MANAGED: &[Form] = &[
    Form::Ec2,
    Form::Spot,
    Form::Fargate,
    Form::FargateSpot,
    Form::ManagedInstances,
];
const ON_ECS: &[Form] = MANAGED;

pub static ATTRIBUTES: &[Attribute] = &ALL;

const ALL: [Attribute; HEAD.len() + instances::ATTRIBUTES.len() + TAIL.len()] = join(
    join::<
        { HEAD.len() },
        { instances::ATTRIBUTES.len() },
        { HEAD.len() + instances::ATTRIBUTES.len() },
    >(HEAD, instances::ATTRIBUTES),
    TAIL,
);

const HEAD: [Attribute; 6] = [
    name("computeEnvironmentName"),
    attr(
        "type",
        Type::Enum(&[
            word("EC2", "On-Demand EC2 instances: always there, at full price."),
            word(
                "SPOT",
                "EC2 instances from spare capacity, up to 90 % cheaper; AWS takes them back with \
                 two minutes' notice, so give the jobs a `retry`.",
            ),
            word(
                "FARGATE",
                "No instances to look after: each job gets a virtual machine of its size, up to 32 \
                 vCPUs, no GPUs.",
            ),
            word(
                "FARGATE_SPOT",
                "Fargate from spare capacity: cheaper, and a job may be stopped with two minutes' \
                 notice.",
            ),
            word(
                "ECS_MANAGED_INSTANCES",
                "EC2 instances that Amazon ECS chooses, patches and replaces. Not in Terraform's \
                 provider yet.",
            ),
            word(
                "UNMANAGED",
                "Instances you start yourself and register with the environment's ECS cluster.",
            ),
        ]),
        "What the environment is made of: EC2 instances, Spot instances, Fargate, or instances you \
         run yourself. It decides which other attributes may stand here and cannot be changed \
         later, except between `EC2` and `SPOT`.",
    )
    .required()
    .to("computeResources.type", "compute_resources.type")
    .encode(Encode::Custom)
    .example("SPOT"),
    attr(
        "state",
        STATE,
        "Whether the environment takes jobs. `DISABLED` starts no more instances for queues, but \
         `min_vcpus` are kept running and paid for. Left out, it is `ENABLED`.",
    )
    .default("ENABLED")
    .to("state", "state")
    .example("ENABLED"),
    attr(
        "max_vcpus",
        int(1, INT_MAX),
        "The most vCPUs the environment grows to: the brake on the bill. Batch may go over it by \
         up to one instance, except with `BEST_FIT` on EC2.",
    )
    .required_in(MANAGED)
    .only(MANAGED)
    .to("computeResources.maxvCpus", "compute_resources.max_vcpus")
    .example("64"),
    attr(
        "min_vcpus",
        int(0, INT_MAX),
        "vCPUs that keep running when there is nothing to do. They cost money day and night, even \
         while the environment is `DISABLED`. Left out, it is 0 and the last instance stops \
         with the last job.",
    )
    .only(EC2)
    .default("0")
    .to("computeResources.minvCpus", "compute_resources.min_vcpus")
    .example("0"),
    attr(
        "desired_vcpus",
        int(0, INT_MAX),
        "vCPUs to start with. Batch moves the number itself as jobs come and go, so it is best left \
         out; Terraform is told to ignore later changes.",
    )
    .only(EC2)
    .to("computeResources.desiredvCpus", "compute_resources.desired_vcpus")
    .example("0"),
];

const TAIL: [Attribute; 10] = [
    attr(
        "network",
        Type::Ref(&[Kind::Network]),
        "Where the instances or tasks stand: subnets and security groups. Left out, it is the \
         project's network, else the region's default VPC with all its subnets and a security group \
         that lets everything out and nothing in.",
    )
    .only(MANAGED)
    .default_described("the project's `network`, else the default VPC")
    .own()
    .example("lab"),
    attr(
        "service_role",
        ROLE,
        "The role AWS Batch itself works under. Left out, it is the service-linked role \
         `AWSServiceRoleForBatch`, which is what you want: with a role of your own, later changes to \
         instance types, images or networks replace the environment. An `UNMANAGED` environment \
         needs one.",
    )
    .required_in(&[Form::Unmanaged])
    .default_described("the service-linked role `AWSServiceRoleForBatch`")
    .to("serviceRole", "service_role")
    .example("batch-service"),
    managed::PROVIDER,
    managed::CAPACITY_TAGS,
    attr(
        "unmanaged_vcpus",
        int(0, INT_MAX),
        "How many vCPUs your own instances have together, which fair-share scheduling needs for \
         reservations. Left out, nothing can be reserved.",
    )
    .only(&[Form::Unmanaged])
    .aws_only("unmanagedvCpus")
    .example("256"),
    attr(
        "ecs_settings",
        Type::Object(&[attr(
            "container_insights",
            Type::Enum(&[
                word("ENABLED", "Metrics of the cluster, its tasks and instances."),
                word("ENHANCED", "These, and metrics of every single container."),
                word("DISABLED", "No metrics beyond the free ones."),
            ]),
            "How much CloudWatch Container Insights measures; it is paid for by the metric. Left \
             out, the account's default decides.",
        )
        .required()
        .aws_only("containerInsights")
        .example("ENHANCED")]),
        "Settings of the ECS cluster Batch makes for the environment. Left out, the account's \
         defaults decide.",
    )
    .only(ON_ECS)
    .aws_only("ecsSettings")
    .since("2026")
    .example("{ container_insights = ENHANCED }"),
    attr(
        "eks_configuration",
        Type::Object(EKS),
        "Runs the jobs as pods on an EKS cluster that exists, on nodes Batch adds to it. Left out, \
         jobs run on ECS. The cluster must let Batch in; the namespace must exist.",
    )
    .only(EC2)
    .to("eksConfiguration", "eks_configuration")
    .since("2022-10")
    .example(
        "{ eks_cluster_arn = \"arn:aws:eks:us-west-2:123456789012:cluster/platform\", \
         kubernetes_namespace = \"batch\" }",
    ),
    attr(
        "update_policy",
        Type::Object(UPDATE),
        "What becomes of running jobs when a later change replaces instances. Left out, they may run \
         on for 30 minutes and are then stopped. AWS takes it on updates only.",
    )
    .only(EC2)
    .to("updatePolicy", "update_policy")
    .since("2022-04")
    .example("{ job_execution_timeout = 2 h }"),
    attr(
        "update_to_latest_image_version",
        Type::Bool,
        "Moves to the newest machine image whenever a change replaces instances anyway. Left out, \
         the environment stays on the image it was made with. AWS takes it on updates only.",
    )
    .only(EC2)
    .aws_only("computeResources.updateToLatestImageVersion")
    .example("true"),
    TAGS,
];

static EKS: &[Attribute] = &[
    attr("eks_cluster_arn", ARN, "The cluster, by its ARN.")
        .required()
        .to("eksClusterArn", "eks_cluster_arn")
        .example("\"arn:aws:eks:us-west-2:123456789012:cluster/platform\""),
    attr(
        "kubernetes_namespace",
        Type::String(Format::KubernetesNamespace),
        "The namespace the pods run in. It must exist, and may be neither `default` nor one that \
         begins with `kube-`.",
    )
    .required()
    .to("kubernetesNamespace", "kubernetes_namespace")
    .example("\"batch\""),
    attr(
        "access_entry",
        Type::Object(&[attr(
            "desired_state",
            Type::Enum(&[
                word("ENABLED", "Batch makes an access entry for its nodes."),
                word(
                    "DISABLED",
                    "The nodes are let in by the `aws-auth` map, which you keep.",
                ),
                word(
                    "INHERIT_FROM_CLUSTER",
                    "As the cluster's authentication mode has it.",
                ),
            ]),
            "Who lets Batch's nodes into the cluster.",
        )
        .required()
        .aws_only("desiredState")
        .example("INHERIT_FROM_CLUSTER")]),
        "Whether Batch makes the EKS access entry its nodes join the cluster with. Left out, the \
         cluster's authentication mode decides.",
    )
    .aws_only("accessEntry")
    .since("2026")
    .example("{ desired_state = ENABLED }"),
];

static UPDATE: &[Attribute] = &[
    attr(
        "terminate_jobs_on_update",
        Type::Bool,
        "Stops running jobs at once when instances are replaced. Left out, it is `false`: they get \
         `job_execution_timeout` to finish.",
    )
    .default("false")
    .to("terminateJobsOnUpdate", "terminate_jobs_on_update")
    .example("false"),
    attr(
        "job_execution_timeout",
        duration(MINUTE, 7200 * MINUTE),
        "How long running jobs may go on when instances are replaced. Left out, it is 30 minutes. \
         Whole minutes; Terraform's provider takes up to 6 hours.",
    )
    .default("30 min")
    .to(
        "jobExecutionTimeoutMinutes",
        "job_execution_timeout_minutes",
    )
    .encode(Encode::Minutes)
    .example("2 h"),
];

/// What a launch template of the user's own is named by.
const TEMPLATE_IDENTITY: [Attribute; 3] = [
    attr(
        "id",
        Type::String(Format::LaunchTemplateId),
        "The template by its id. Either this or `name`.",
    )
    .to("launchTemplateId", "launch_template_id")
    .example("\"lt-0123456789abcdef0\""),
    attr(
        "name",
        Type::String(Format::Max(128)),
        "The template by its name. Either this or `id`.",
    )
    .to("launchTemplateName", "launch_template_name")
    .example("\"p4d-efa\""),
    attr(
        "version",
        TEXT,
        "The version: a number, `$Latest` or `$Default`. Batch resolves the latter two once and \
         does not notice newer versions by itself. Left out, it is `$Default`.",
    )
    .default("\"$Default\"")
    .to("version", "version")
    .example("\"3\""),
];

/// As [`TEMPLATE_IDENTITY`], where Terraform's provider does not have the object around it.
const fn without_terraform<const N: usize>(mut attributes: [Attribute; N]) -> [Attribute; N] {
    let mut at = 0;
    while at < N {
        attributes[at].terraform = None;
        at += 1;
    }
    attributes
}

const USERDATA_TYPE: Attribute = attr(
    "userdata_type",
    Type::Enum(&[
        word("EKS_BOOTSTRAP_SH", "User data for the `bootstrap.sh` of Amazon Linux 2."),
        word("EKS_NODEADM", "User data for the `nodeadm` of Amazon Linux 2023."),
    ]),
    "How the template's user data starts an EKS node. Left out, AWS takes `EKS_BOOTSTRAP_SH`, which \
     nodes on Amazon Linux 2023 do not understand.",
)
.only(EC2)
.aws_only("userdataType")
.since("2025")
.example("EKS_NODEADM");

static LAUNCH_TEMPLATE: &[Attribute] = &join::<3, 2, 5>(
    TEMPLATE_IDENTITY,
    [
        USERDATA_TYPE,
        attr(
            "overrides",
            list!(Type::Object(OVERRIDE), 1, 10),
            "Other templates for some of the instance types. Left out, all use the one template.",
        )
        .aws_only("overrides")
        .since("2025")
        .example("[{ name = \"big-disks\", target_instance_types = [\"m6i.16xlarge\"] }]"),
    ],
);

static OVERRIDE: &[Attribute] = &join::<3, 2, 5>(
    without_terraform(TEMPLATE_IDENTITY),
    [
        attr(
            "target_instance_types",
            list!(Type::String(Format::InstanceType), 1, MANY),
            "The types or families this template is for: some of the environment's own, each in \
             one override at most.",
        )
        .required()
        .aws_only("targetInstanceTypes")
        .example("[\"m6i.16xlarge\"]"),
        USERDATA_TYPE,
    ],
);

/// `scaling_policy`
static SCALING: &[Attribute] = &[attr(
    "min_scale_down_delay",
    duration(0, 7 * DAY),
    "How long an instance stays after its last job, so that the next finds it warm: 0, or 20 minutes \
     to 7 days, whole minutes.",
)
.required()
.aws_only("minScaleDownDelayMinutes")
.encode(Encode::Minutes)
.example("1 h")];

const INSTANCE_TAGS: Attribute = attr(
    "instance_tags",
    map!(ANY_TEXT, 0, 50),
    "Tags of the EC2 instances, which the environment's own `tags` do not reach. Left out, they get \
     the project's tags and the environment's name as `Name`.",
)
.only(EC2)
.default_described("the project's tags, and `Name`")
.to("computeResources.tags", "compute_resources.tags")
.example("{ Name = \"genomics-worker\" }");
