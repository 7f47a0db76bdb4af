//! `node_ranges`: what runs on which nodes of a multi-node job.
//!
//! A range has a form of its own: one container (`image`), several (`containers`) or a pod
//! (`pod_properties`); [`Form`](crate::vocabulary::Form) says so for its attributes as for those of
//! a job definition.

use super::super::common::{join, list, only_in};
use super::super::types::{Attribute, Encode, Format, Type, attr};
use super::{
    CONSUMABLE_RESOURCES, CONTAINER, CONTAINERS, POD, TASK, container, containers, pod, task,
};

pub(super) static RANGE: &[Attribute] = &join::<7, 23, 30>(
    [
        attr(
            "target_nodes",
            Type::String(Format::NodeRange),
            "The nodes, counted from 0: `\"0:3\"`, `\":3\"` from the first, `\"4:\"` to the last, `\"0\"` \
             alone.",
        )
        .required()
        .json("targetNodes")
        .example("\"0:\""),
        attr(
            "instance_type",
            Type::String(Format::SingleInstanceType),
            "The instance type of these nodes, one of the environment's. Left out, Batch chooses.",
        )
        .json("@container.instanceType")
        .encode(Encode::Custom)
        .example("\"p4d.24xlarge\""),
        CONSUMABLE_RESOURCES,
        attr(
            "containers",
            list!(Type::Object(containers::CONTAINER), 1, 10),
            "Several containers that run together on each of these nodes. Left out, there is one \
             container, said by `image`.",
        )
        .only(CONTAINERS)
        .json("ecsProperties.taskProperties.containers")
        .encode(Encode::Custom)
        .since("2024")
        .example("[{ name = \"main\", image = \"mpi:4.1\", vcpus = 8, memory = 30 GiB }]"),
        containers::IPC_MODE,
        containers::PID_MODE,
        attr(
            "pod_properties",
            Type::Object(pod::POD),
            "A pod on each of these nodes, which are those of an EKS cluster; the other ranges are \
             pods then, too. Left out, they run on ECS.",
        )
        .only(POD)
        .json("eksProperties.podProperties")
        .encode(Encode::Custom)
        .since("2024")
        .example("{ containers = [{ image = \"mpi:4.1\", cpu = 8, memory = 30 GiB }] }"),
    ],
    join::<15, 8, 23>(
        only_in(container::ATTRIBUTES, CONTAINER),
        only_in(task::ATTRIBUTES, TASK),
    ),
);
