//! `node_ranges`: what runs on which nodes of a multi-node job.

use super::super::common::join;
use super::super::types::{Attribute, Format, Type, attr};
use super::{CONSUMABLE_RESOURCES, container, task};

pub(super) static RANGE: &[Attribute] = &join::<3, 23, 26>(
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
        .example("\"p4d.24xlarge\""),
        CONSUMABLE_RESOURCES,
    ],
    join::<15, 8, 23>(container::ATTRIBUTES, task::ATTRIBUTES),
);
