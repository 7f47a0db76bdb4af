//! Rules about what jobs run on: compute environments, instance types, queues, networks, names.

mod architectures;
mod compute;
mod disks;
mod edits;
mod entries;
mod images;
mod instance_types;
mod launch_templates;
mod metadata;
mod names;
mod networks;
mod queues;
#[cfg(test)]
mod samples;
mod scheduling;
mod strategy;
mod tags;
mod time_limits;
mod traffic;
mod type_lists;
mod unused;
mod vcpus;

use super::Rule;
use crate::diagnostic::Code;

/// One entry a rule file.
pub const RULES: &[Rule] = &[
    architectures::check,
    disks::check,
    images::check,
    instance_types::check,
    launch_templates::check,
    metadata::check,
    names::check,
    networks::check,
    queues::check,
    scheduling::check,
    strategy::check,
    tags::check,
    time_limits::check,
    traffic::check,
    type_lists::check,
    unused::check,
    vcpus::check,
];

/// The codes of each rule file.
pub static CODES: &[&[&Code]] = &[
    architectures::CODES,
    disks::CODES,
    images::CODES,
    instance_types::CODES,
    launch_templates::CODES,
    metadata::CODES,
    names::CODES,
    networks::CODES,
    queues::CODES,
    scheduling::CODES,
    strategy::CODES,
    tags::CODES,
    time_limits::CODES,
    traffic::CODES,
    type_lists::CODES,
    unused::CODES,
    vcpus::CODES,
];
