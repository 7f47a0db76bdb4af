//! Rules about what jobs run on: compute environments, instance types, queues, networks, names.

mod compute;
mod disks;
mod edits;
mod entries;
mod launch_templates;
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
mod unused;
mod vcpus;

use super::Rule;
use crate::diagnostic::Code;

/// One entry a rule file.
pub const RULES: &[Rule] = &[
    disks::check,
    launch_templates::check,
    names::check,
    networks::check,
    queues::check,
    scheduling::check,
    strategy::check,
    tags::check,
    time_limits::check,
    traffic::check,
    unused::check,
    vcpus::check,
];

/// The codes of each rule file.
pub static CODES: &[&[&Code]] = &[
    disks::CODES,
    launch_templates::CODES,
    names::CODES,
    networks::CODES,
    queues::CODES,
    scheduling::CODES,
    strategy::CODES,
    tags::CODES,
    time_limits::CODES,
    traffic::CODES,
    unused::CODES,
    vcpus::CODES,
];
