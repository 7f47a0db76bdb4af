//! What only environments of EC2 instances have: types, images, roles, disks.

use super::super::common::{
    ANY_TEXT, GIB, MANY, ROLE, ROLE_OR_PROFILE, SIZE_MAX, TEXT, int, list, size,
};
use super::super::types::{Attribute, Encode, Format, Type, Word, attr, word};
use super::{EC2, INSTANCE_TAGS, LAUNCH_TEMPLATE, SCALING};
use crate::vocabulary::kind::Form;

pub(super) const ATTRIBUTES: [Attribute; 16] = [
    attr(
        "instance_types",
        list!(Type::String(Format::InstanceType), 1, MANY),
        "Which EC2 instances may be started: types (`m5.large`), whole families (`m5`), or the \
         keywords `optimal`, `default_x86_64` and `default_arm64`. All of one processor \
         architecture. The more there are, the likelier AWS has one, above all on Spot; the order \
         matters to the `…_ORDERED` and `…_PRIORITIZED` strategies only.",
    )
    .required_in(EC2)
    .only(EC2)
    .to("computeResources.instanceTypes", "compute_resources.instance_type")
    .example("[\"m6i.large\", \"m6i.xlarge\"]"),
    attr(
        "allocation_strategy",
        Type::Enum(STRATEGIES),
        "How Batch chooses among the instance types. Left out, it is \
         `SPOT_PRICE_CAPACITY_OPTIMIZED` for `SPOT` and `BEST_FIT_PROGRESSIVE` for `EC2`; AWS itself \
         would take `BEST_FIT`, with which the environment can never be changed in place.",
    )
    .only(EC2)
    .default_described("`SPOT_PRICE_CAPACITY_OPTIMIZED` for `SPOT`, `BEST_FIT_PROGRESSIVE` for `EC2`")
    .to("computeResources.allocationStrategy", "compute_resources.allocation_strategy")
    .example("SPOT_PRICE_CAPACITY_OPTIMIZED"),
    attr(
        "bid_percentage",
        int(1, 100),
        "The most to pay for a Spot instance, in percent of its On-Demand price. Left out, it is \
         100: you always pay the current Spot price, and a lower limit only makes instances scarcer.",
    )
    .only(&[Form::Spot])
    .default_described("100 (the On-Demand price)")
    .to("computeResources.bidPercentage", "compute_resources.bid_percentage")
    .example("80"),
    attr(
        "ec2_configuration",
        list!(Type::Object(IMAGES), 1, 2),
        "Which machine image the instances start from. Left out, it is Amazon Linux 2023 with ECS or \
         EKS, with NVIDIA's drivers where the instance types have GPUs. Two entries are for an \
         environment with and without GPUs.",
    )
    .only(EC2)
    .default_described("Amazon Linux 2023, the NVIDIA variant for GPU types")
    .to("computeResources.ec2Configuration", "compute_resources.ec2_configuration")
    .example("[{ image_type = ECS_AL2023_NVIDIA }]"),
    attr(
        "ami_id",
        Type::String(Format::AmiId),
        "A machine image of your own, by its id. It must have the ECS agent and fit the instance \
         types' architecture. Left out, AWS's newest image of the `image_type` is taken.",
    )
    .only(EC2)
    .default_described("AWS's newest image of the `image_type`")
    .to(
        "computeResources.ec2Configuration.imageIdOverride",
        "compute_resources.ec2_configuration.image_id_override",
    )
    .encode(Encode::Custom)
    .example("\"ami-0123456789abcdef0\""),
    attr(
        "instance_role",
        ROLE_OR_PROFILE,
        "The role of the instances: what the ECS agent, and a job without a `job_role`, may do. \
         Left out, one is made with `AmazonEC2ContainerServiceforEC2Role`. A role is wrapped in \
         the instance profile EC2 asks for.",
    )
    .only(EC2)
    .default_described("a role made with `AmazonEC2ContainerServiceforEC2Role`")
    .to("computeResources.instanceRole", "compute_resources.instance_role")
    .example("worker"),
    attr(
        "spot_iam_fleet_role",
        ROLE,
        "The role EC2 Spot Fleet works under; only `BEST_FIT` on `SPOT` uses it. Left out, one is \
         made where it is needed.",
    )
    .only(&[Form::Spot])
    .default_described("made for `BEST_FIT`; else none")
    .to("computeResources.spotIamFleetRole", "compute_resources.spot_iam_fleet_role")
    .example("spot-fleet"),
    attr(
        "disk",
        Type::OneOf(SIZE_OR_DISK),
        "The root volume of each instance, where images and the containers' files go: a size, or an \
         object for the rest. It is encrypted gp3 unless you say otherwise. Left out, the machine \
         image decides (30 GiB for Amazon Linux 2023, shared by all jobs on the instance).",
    )
    .only(EC2)
    .default_described("as large as the machine image says")
    .own()
    .example("200 GiB"),
    attr(
        "user_data",
        ANY_TEXT,
        "A script the instances run as root when they start: mounts, drivers, agents. A plain shell \
         script or cloud-config will do; it is wrapped in the MIME parts Batch asks for. Left out, \
         nothing is run.",
    )
    .only(EC2)
    .own()
    .example("\"dnf install -y amazon-efs-utils\""),
    attr(
        "metadata_options",
        Type::Object(METADATA),
        "Access to the instance metadata service, which hands out the instance role's credentials. \
         Left out, only version 2 with its session tokens is answered.",
    )
    .only(EC2)
    .default_described("version 2 only, two hops")
    .own()
    .example("{ http_tokens = required, http_put_response_hop_limit = 1 }"),
    attr(
        "launch_template",
        Type::Object(LAUNCH_TEMPLATE),
        "An EC2 launch template of your own, for what has no attribute here: EFA interfaces, extra \
         volumes. Left out, one is made from `disk`, `user_data` and `metadata_options`, which \
         cannot stand beside it.",
    )
    .only(EC2)
    .default_described("made from `disk`, `user_data` and `metadata_options`")
    .to("computeResources.launchTemplate", "compute_resources.launch_template")
    .example("{ name = \"p4d-efa\", version = \"3\" }"),
    attr(
        "key_pair",
        Type::String(Format::Max(255)),
        "The EC2 key pair to log in to the instances with. Left out, nobody can by SSH; Session \
         Manager needs none.",
    )
    .only(EC2)
    .to("computeResources.ec2KeyPair", "compute_resources.ec2_key_pair")
    .example("\"ops\""),
    attr(
        "placement_group",
        Type::String(Format::Max(255)),
        "The EC2 placement group the instances stand in, by its name; it must exist. A `cluster` \
         group brings nodes of a multi-node job close together. Left out, AWS places them anywhere.",
    )
    .only(EC2)
    .to("computeResources.placementGroup", "compute_resources.placement_group")
    .example("\"training\""),
    attr(
        "scaling_policy",
        Type::Object(SCALING),
        "When idle instances are stopped. Left out, Batch stops them soon after the last job.",
    )
    .only(EC2)
    .aws_only("computeResources.scalingPolicy")
    .since("2026")
    .example("{ min_scale_down_delay = 1 h }"),
    attr(
        "image_id",
        Type::String(Format::AmiId),
        "A machine image of your own, the way AWS has deprecated.",
    )
    .only(EC2)
    .deprecated("ami_id")
    .to("computeResources.imageId", "compute_resources.image_id")
    .example("\"ami-0123456789abcdef0\""),
    INSTANCE_TAGS,
];

static STRATEGIES: &[Word] = &[
    word(
        "BEST_FIT",
        "The cheapest type that fits, and waiting when it is not to be had. The environment can \
         never be changed in place.",
    ),
    word(
        "BEST_FIT_PROGRESSIVE",
        "Types that fit the jobs well, cheaper ones first; others when those run out. For `EC2`.",
    ),
    word(
        "BEST_FIT_PROGRESSIVE_ORDERED",
        "The types in the order you list them. For `EC2` only; Terraform's provider loses the order.",
    ),
    word(
        "SPOT_CAPACITY_OPTIMIZED",
        "Spot pools least likely to be interrupted, whatever they cost.",
    ),
    word(
        "SPOT_PRICE_CAPACITY_OPTIMIZED",
        "Spot pools with both a low price and few interruptions: the one to take for Spot.",
    ),
    word(
        "SPOT_CAPACITY_OPTIMIZED_PRIORITIZED",
        "Spot pools least likely to be interrupted, with your order as a hint. Terraform's provider \
         loses the order.",
    ),
];

const AL2_ECS: &str = "AWS creates no environments on its Amazon Linux 2 images since 2026-06-30";
const AL2_EKS: &str = "AWS's Amazon Linux 2 images for EKS ended in November 2025";

static IMAGES: &[Attribute] = &[
    attr(
        "image_type",
        Type::Enum(&[
            word("ECS_AL2023", "Amazon Linux 2023 for ECS; not for A1 instances."),
            word("ECS_AL2023_NVIDIA", "The same with NVIDIA's drivers; not for P3 and G3."),
            word("ECS_AL2", "Amazon Linux 2 for ECS.").retired(AL2_ECS),
            word("ECS_AL2_NVIDIA", "Amazon Linux 2 for ECS with NVIDIA's drivers.").retired(AL2_ECS),
            word("EKS_AL2023", "Amazon Linux 2023 for EKS."),
            word("EKS_AL2023_NVIDIA", "The same with NVIDIA's drivers."),
            word("EKS_AL2", "Amazon Linux 2 for EKS.").retired(AL2_EKS),
            word("EKS_AL2_NVIDIA", "Amazon Linux 2 for EKS with NVIDIA's drivers.").retired(AL2_EKS),
        ]),
        "The family of machine images. Left out, it is Amazon Linux 2023 for ECS or EKS, the NVIDIA \
         variant where the instance types have GPUs.",
    )
    .default_described("Amazon Linux 2023, the NVIDIA variant for GPU types")
    .to("imageType", "image_type")
    .example("ECS_AL2023"),
    attr(
        "image_id_override",
        Type::String(Format::AmiId),
        "An image of your own for this family, by its id. Left out, AWS's newest is taken.",
    )
    .to("imageIdOverride", "image_id_override")
    .example("\"ami-0123456789abcdef0\""),
    attr(
        "image_kubernetes_version",
        TEXT,
        "The Kubernetes version of the nodes, for EKS. Left out, it is the cluster's.",
    )
    .to("imageKubernetesVersion", "image_kubernetes_version")
    .example("\"1.33\""),
];

static SIZE_OR_DISK: &[Type] = &[size(GIB, SIZE_MAX), Type::Object(DISK)];

static DISK: &[Attribute] = &[
    attr(
        "size",
        size(GIB, SIZE_MAX),
        "How large the volume is. Left out, the image decides.",
    )
    .own()
    .example("200 GiB"),
    attr(
        "type",
        Type::Enum(&[
            word(
                "gp3",
                "General SSD; speed is set apart from size. The one to take.",
            ),
            word("gp2", "The older general SSD: speed grows with size."),
            word("io1", "SSD with guaranteed IOPS, for databases."),
            word("io2", "The newer io1: more durable, up to 64 TiB."),
            word(
                "st1",
                "Hard disk for large sequential reads; not for a root volume.",
            ),
            word("sc1", "The cheapest hard disk; not for a root volume."),
        ]),
        "The kind of volume. Left out, it is gp3.",
    )
    .default("gp3")
    .own()
    .example("gp3"),
    attr(
        "iops",
        int(100, 256_000),
        "Input/output operations a second: 3,000 to 80,000 for gp3, needed for io1 and io2. Left \
         out, gp3 gives 3,000.",
    )
    .own()
    .example("6000"),
    attr(
        "throughput",
        int(125, 2000),
        "MiB a second, for gp3 only. Left out, it is 125.",
    )
    .own()
    .example("500"),
    attr(
        "encrypted",
        Type::Bool,
        "Whether the volume is encrypted; it costs nothing. Left out, it is.",
    )
    .default("true")
    .own()
    .example("true"),
    attr(
        "kms_key_id",
        TEXT,
        "The KMS key to encrypt with, by id, alias or ARN. Left out, it is AWS's own key for EBS.",
    )
    .own()
    .example("\"alias/batch\""),
    attr(
        "device_name",
        TEXT,
        "The device; the image must know it. Left out, it is `/dev/xvda`, the root device of \
         Amazon Linux 2023.",
    )
    .default("\"/dev/xvda\"")
    .own()
    .example("\"/dev/xvda\""),
    attr(
        "delete_on_termination",
        Type::Bool,
        "Whether the volume goes with its instance. Left out, it does; what stays costs money \
         until somebody finds it.",
    )
    .default("true")
    .own()
    .example("true"),
];

static METADATA: &[Attribute] = &[
    attr(
        "http_tokens",
        Type::Enum(&[
            word("required", "Version 2 only: a request needs a session token."),
            word("optional", "Version 1 too, which a tricked web client can read."),
        ]),
        "Whether a request to the metadata service needs a token. Left out, it does.",
    )
    .default("required")
    .own()
    .example("required"),
    attr(
        "http_put_response_hop_limit",
        int(1, 64),
        "How many network hops the token may travel: 1 keeps containers away from the instance's \
         credentials, 2 lets them in. Left out, it is 2.",
    )
    .default("2")
    .own()
    .example("1"),
    attr(
        "instance_metadata_tags",
        Type::Enum(&[
            word("enabled", "The instance's tags can be read there."),
            word("disabled", "They cannot."),
        ]),
        "Whether the instance's tags can be read from the metadata service. Left out, they cannot.",
    )
    .own()
    .example("enabled"),
    attr(
        "http_endpoint",
        Type::Enum(&[
            word("enabled", "The service answers."),
            word("disabled", "It does not; the ECS agent then gets no credentials."),
        ]),
        "Whether the metadata service answers at all. Left out, it does, and the ECS agent needs it.",
    )
    .default("enabled")
    .own()
    .example("enabled"),
];
