//! The one table of blocks, attributes, types, defaults, docs, AWS and Terraform names, as data.
//!
//! The checker, the lowering, `explain`, the reference page and the editors all read it; an
//! attribute stands here once and nowhere else.

mod common;
mod compute_environment;
mod existing;
mod explain;
mod formats;
mod functions;
pub mod highlight;
mod job_definition;
mod job_queue;
mod kind;
mod kinds;
mod nearest;
mod network;
mod others;
mod project;
pub mod reference;
mod role;
mod scheduling_policy;
mod suggested;
mod type_names;
mod types;
mod values;

pub use explain::{explain_attribute, first_sentence};
pub use formats::format_problem;
pub use functions::{Function, Gives, Parameter, function, functions};
pub use job_queue::{SERVICE_TIME_LIMIT_REASONS, TIME_LIMIT_REASONS};
pub use kind::{Form, Kind};
pub use kinds::{KeywordDoc, KindDoc, keywords, kind_doc};
pub use nearest::{directly_here, near, nearest, nearest_attribute, nearest_kind, several_meant};
pub use suggested::{log_options, nearest_suggested, suggested};
pub use type_names::type_name;
pub use types::{Attribute, Default, Encode, Format, Presence, Type, Word, attr, word};
pub use values::values_of;

/// The attributes of a block of this kind, in the order the reference and the formatter have them;
/// `existing`: of the declaration behind `existing`.
pub fn attributes(kind: Kind, existing: bool) -> &'static [Attribute] {
    match (kind, existing) {
        (Kind::Project, _) => project::ATTRIBUTES,
        (Kind::Network, _) => network::ATTRIBUTES,
        (Kind::QuotaShare, _) => others::QUOTA_SHARE,
        (Kind::JobDefinition, _) => job_definition::ATTRIBUTES,
        (Kind::Role, false) => role::ATTRIBUTES,
        (Kind::ComputeEnvironment, false) => compute_environment::ATTRIBUTES,
        (Kind::SchedulingPolicy, false) => scheduling_policy::ATTRIBUTES,
        (Kind::JobQueue, false) => job_queue::ATTRIBUTES,
        (Kind::ConsumableResource, false) => others::CONSUMABLE_RESOURCE,
        (Kind::ServiceEnvironment, false) => others::SERVICE_ENVIRONMENT,
        (Kind::Role, true) => existing::ROLE,
        (Kind::ComputeEnvironment, true) => existing::COMPUTE_ENVIRONMENT,
        (Kind::SchedulingPolicy, true) => existing::SCHEDULING_POLICY,
        (Kind::JobQueue, true) => existing::JOB_QUEUE,
        (Kind::ConsumableResource, true) => existing::CONSUMABLE_RESOURCE,
        (Kind::ServiceEnvironment, true) => existing::SERVICE_ENVIRONMENT,
        (Kind::Vpc, _) => existing::VPC,
        (Kind::SecurityGroup, _) => existing::SECURITY_GROUP,
        (Kind::EcrRepository, _) => existing::ECR_REPOSITORY,
        (Kind::Secret, _) => existing::SECRET,
        (Kind::InstanceProfile, _) => existing::INSTANCE_PROFILE,
    }
}

/// One attribute of a kind by its name.
pub fn attribute(kind: Kind, existing: bool, name: &str) -> Option<&'static Attribute> {
    attributes(kind, existing)
        .iter()
        .find(|attribute| attribute.name == name)
}
