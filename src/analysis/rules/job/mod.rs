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
mod policies;
mod resources;
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

/// One entry a rule file.
pub const RULES: &[Rule] = &[
    definition_size::check,
    fargate::check,
    leaks::check,
    multi_container::check,
    multi_node::check,
    parameters::check,
    placement::check,
    pods::check,
    policies::check,
    resources::check,
    retry::check,
    roles::check,
    scheduling::check,
    secrets::check,
    security::check,
    settings::check,
    variables::check,
    volumes::check,
    windows::check,
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
