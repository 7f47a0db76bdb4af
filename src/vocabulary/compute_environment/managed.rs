//! ECS Managed Instances: what replaces instance types, image and role in such an environment.

use super::super::common::{
    ANY_TEXT, ARN, GIB, MANY, ROLE, ROLE_OR_PROFILE, SIZE_MAX, TEXT, duration, int, list, map, size,
};
use super::super::types::{Attribute, Encode, Type, attr, word};
use crate::vocabulary::kind::Form;

const MI: &[Form] = &[Form::ManagedInstances];

pub(super) const PROVIDER: Attribute = attr(
    "managed_instances_provider",
    Type::Object(FIELDS),
    "How Amazon ECS chooses and runs the instances of an `ECS_MANAGED_INSTANCES` environment. Left \
     out, ECS chooses by the jobs' sizes alone, under roles made for it.",
)
.only(MI)
.default_described("roles made for it, any instance types")
.aws_only("computeResources.managedInstancesProvider")
.since("2026-08")
.example("{ capacity_option_type = SPOT, storage_size = 100 GiB }");

pub(super) const CAPACITY_TAGS: Attribute = attr(
    "capacity_tags",
    map!(ANY_TEXT, 0, 50),
    "Tags of the instances ECS starts. Left out, `propagate_tags` decides what they get. Whoever \
     applies this needs `batch:SetCapacityTags`.",
)
.only(MI)
.aws_only("computeResources.capacityTags")
.since("2026-08")
.example("{ team = \"genomics\" }");

static FIELDS: &[Attribute] = &[
    attr(
        "infrastructure_role",
        ROLE,
        "The role ECS starts and stops the instances under. Left out, one is made that \
         `ecs.amazonaws.com` may assume.",
    )
    .default_described("a role made for it")
    .aws_only("infrastructureRoleArn")
    .example("ecs-infrastructure"),
    attr(
        "instance_role",
        ROLE_OR_PROFILE,
        "The role of the instances themselves. Left out, one is made.",
    )
    .default_described("a role made for it")
    .aws_only("instanceLaunchTemplate.ec2InstanceProfileArn")
    .example("worker"),
    attr(
        "allowed_instance_types",
        list!(TEXT, 1, MANY),
        "The instance types ECS may choose from; `*` stands for any characters. Left out, it may \
         take any that fits.",
    )
    .aws_only("instanceLaunchTemplate.instanceRequirements.allowedInstanceTypes")
    .example("[\"m7i*\", \"c7i*\"]"),
    attr(
        "capacity_option_type",
        Type::Enum(&[
            word("ON_DEMAND", "Always there, at full price."),
            word("SPOT", "Spare capacity, cheaper, taken back with two minutes' notice."),
            word("RESERVED", "Capacity you have reserved."),
        ]),
        "How the instances are bought. Left out, On-Demand. It cannot be changed later.",
    )
    .default_described("`ON_DEMAND`")
    .aws_only("instanceLaunchTemplate.capacityOptionType")
    .example("SPOT"),
    attr(
        "storage_size",
        size(GIB, SIZE_MAX),
        "How large each instance's data volume is. Left out, ECS decides. Whole GiB.",
    )
    .aws_only("instanceLaunchTemplate.storageConfiguration.storageSizeGiB")
    .encode(Encode::Gib)
    .example("100 GiB"),
    attr(
        "local_storage_configuration",
        Type::Object(&[attr(
            "use_local_storage",
            Type::Bool,
            "Whether the disks built into an instance hold the containers' files.",
        )
        .aws_only("useLocalStorage")
        .example("true")]),
        "What becomes of disks built into the instance. Left out, they are not used.",
    )
    .aws_only("instanceLaunchTemplate.localStorageConfiguration")
    .example("{ use_local_storage = true }"),
    attr(
        "monitoring",
        Type::Enum(&[
            word("BASIC", "Metrics every five minutes."),
            word("DETAILED", "Metrics every minute, for a fee."),
        ]),
        "How often CloudWatch measures the instances. Left out, every five minutes.",
    )
    .default_described("`BASIC`")
    .aws_only("instanceLaunchTemplate.monitoring")
    .example("DETAILED"),
    attr(
        "fips_enabled",
        Type::Bool,
        "Starts the instances in FIPS mode, where cryptography is limited to what FIPS 140 allows. \
         Left out, ECS decides by region. It cannot be changed later.",
    )
    .aws_only("instanceLaunchTemplate.fipsEnabled")
    .example("true"),
    attr(
        "capacity_reservations",
        Type::Object(&[
            attr("reservation_group_arn", ARN, "The resource group of the reservations.")
                .aws_only("reservationGroupArn")
                .example("\"arn:aws:resource-groups:us-east-1:123456789012:group/reserved\""),
            attr(
                "reservation_preference",
                Type::Enum(&[
                    word("RESERVATIONS_ONLY", "Reserved capacity or none."),
                    word("RESERVATIONS_FIRST", "Reserved capacity, then On-Demand."),
                    word("RESERVATIONS_EXCLUDED", "Never reserved capacity."),
                ]),
                "Whether reserved capacity comes first, alone or never.",
            )
            .aws_only("reservationPreference")
            .example("RESERVATIONS_FIRST"),
        ]),
        "Which capacity reservations to use. Left out, none is aimed at.",
    )
    .aws_only("instanceLaunchTemplate.capacityReservations")
    .example("{ reservation_preference = RESERVATIONS_FIRST }"),
    attr(
        "instance_metadata_tags_propagation",
        Type::Bool,
        "Whether the instances can read their tags from the metadata service. Left out, they cannot.",
    )
    .aws_only("instanceLaunchTemplate.instanceMetadataTagsPropagation")
    .example("true"),
    attr(
        "propagate_tags",
        Type::Enum(&[
            word("CAPACITY_PROVIDER", "Instances get the capacity provider's tags."),
            word("NONE", "They get none."),
        ]),
        "Whether the instances inherit tags. Left out, they do not.",
    )
    .aws_only("propagateTags")
    .example("CAPACITY_PROVIDER"),
    attr(
        "scale_in_after",
        Type::OneOf(&[int(-1, -1), duration(0, 3600)]),
        "How long an idle instance waits before ECS stops it or packs its tasks elsewhere, up to an \
         hour; -1 is for ever. Left out, ECS decides.",
    )
    .aws_only("infrastructureOptimization.scaleInAfter")
    .encode(Encode::Seconds)
    .example("10 min"),
];
