//! Rules about what runs: job definitions, placement, roles, secrets.

pub mod asks;
pub mod containers;
mod definition_size;
mod edits;
mod fargate;
mod fargate_sizes;
pub mod fits;
mod leaks;
mod multi_container;
mod multi_node;
mod nearest;
mod parameters;
pub mod placement;
mod placement_report;
pub mod platform;
mod pods;
pub mod policies;
pub mod resources;
mod retry;
mod rights;
mod role_uses;
mod roles;
mod scheduling;
mod secrets;
mod security;
mod settings;
mod variables;
mod volumes;
mod windows;

pub use leaks::looks_like_secret_key;
pub use variables::names_a_secret;

use super::Rule;
use crate::diagnostic::Code;
use crate::vocabulary::Kind;

/// By file; what a rule is about decides when it is asked again.
pub const RULES: &[Rule] = &[
    Rule::Each(Kind::JobDefinition, definition_size::check),
    Rule::Each(Kind::JobDefinition, fargate::check),
    Rule::Every(leaks::check),
    Rule::Each(Kind::JobDefinition, multi_container::check),
    Rule::Each(Kind::JobDefinition, multi_node::check),
    Rule::Each(Kind::JobDefinition, parameters::check),
    Rule::Each(Kind::JobDefinition, placement::check),
    Rule::Each(Kind::JobDefinition, pods::check),
    Rule::Each(Kind::Role, policies::check),
    Rule::Each(Kind::JobDefinition, resources::check),
    Rule::Each(Kind::JobDefinition, retry::check),
    Rule::Each(Kind::ComputeEnvironment, roles::check),
    Rule::Each(Kind::JobDefinition, roles::check),
    Rule::Whole(roles::unused),
    Rule::Each(Kind::JobDefinition, scheduling::check),
    Rule::Each(Kind::JobDefinition, secrets::check),
    Rule::Each(Kind::JobDefinition, security::check),
    Rule::Each(Kind::JobDefinition, settings::check),
    Rule::Each(Kind::JobDefinition, variables::check),
    Rule::Each(Kind::JobDefinition, volumes::check),
    Rule::Each(Kind::JobDefinition, windows::check),
];

/// The codes of each rule file.
pub static CODES: &[&[&Code]] = &[
    definition_size::CODES,
    fargate::CODES,
    fargate_sizes::CODES,
    leaks::CODES,
    multi_container::CODES,
    multi_node::CODES,
    parameters::CODES,
    placement::CODES,
    pods::CODES,
    policies::CODES,
    resources::CODES,
    retry::CODES,
    roles::CODES,
    scheduling::CODES,
    secrets::CODES,
    security::CODES,
    settings::CODES,
    variables::CODES,
    volumes::CODES,
    windows::CODES,
];
