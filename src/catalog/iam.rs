//! AWS's managed policies and the actions of the services jobs call, by name, for an editor to
//! offer: the lists are AWS's of one day, so a name that is not among them is no mistake.

use super::iam_generated::{ACTIONS, POLICIES};

/// The managed policies a role may hold, by name, with their path: `AmazonS3ReadOnlyAccess`,
/// `service-role/AWSBatchServiceRole`.
pub fn managed_policies() -> impl Iterator<Item = &'static str> {
    POLICIES.split_ascii_whitespace()
}

/// The prefixes of actions that are known: `s3`.
pub fn action_services() -> impl Iterator<Item = &'static str> {
    ACTIONS.iter().map(|(service, _)| *service)
}

/// The actions of a service, without its prefix: `GetObject`.
pub fn actions_of(service: &str) -> impl Iterator<Item = &'static str> {
    let found = ACTIONS.binary_search_by(|(name, _)| (*name).cmp(service));
    let names = found.ok().and_then(|at| ACTIONS.get(at));
    names
        .map_or("", |(_, names)| names)
        .split_ascii_whitespace()
}
