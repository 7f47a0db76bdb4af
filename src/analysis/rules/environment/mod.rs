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
pub mod queues;
#[cfg(test)]
mod samples;
mod scheduling;
pub mod strategy;
mod tags;
mod time_limits;
mod traffic;
mod type_lists;
mod unused;
mod vcpus;

use super::Rule;
use crate::diagnostic::Code;
use crate::vocabulary::Kind;

/// By file; what a rule is about decides when it is asked again.
pub const RULES: &[Rule] = &[
    Rule::Each(Kind::ComputeEnvironment, architectures::in_environment),
    Rule::Each(Kind::JobQueue, architectures::in_queue),
    Rule::Each(Kind::ComputeEnvironment, disks::check),
    Rule::Each(Kind::ComputeEnvironment, images::check),
    Rule::Each(Kind::ComputeEnvironment, instance_types::check),
    Rule::Each(Kind::ComputeEnvironment, launch_templates::check),
    Rule::Each(Kind::ComputeEnvironment, metadata::check),
    Rule::Every(names::too_long),
    Rule::Names(names::check),
    Rule::Each(Kind::Network, networks::check),
    Rule::Each(Kind::ComputeEnvironment, networks::fargate),
    Rule::Each(Kind::ComputeEnvironment, networks::cluster),
    Rule::Each(Kind::JobQueue, queues::check),
    Rule::Whole(queues::equal_priorities),
    Rule::Each(Kind::SchedulingPolicy, scheduling::check),
    Rule::Each(Kind::QuotaShare, scheduling::quota_share_queue),
    Rule::Each(Kind::ComputeEnvironment, strategy::check),
    Rule::Every(tags::check),
    Rule::Each(Kind::JobQueue, time_limits::check),
    Rule::Each(Kind::Network, traffic::check),
    Rule::Whole(traffic::isolation),
    Rule::Each(Kind::ComputeEnvironment, type_lists::check),
    Rule::Whole(unused::check),
    Rule::Each(Kind::ComputeEnvironment, vcpus::check),
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
