//! IAM: roles, their policies, instance profiles, service-linked roles. One for all regions.
//!
//! A read in IAM sees every change at once. Other services see it later, so each change that
//! matters to them carries its moment, and [`Iam::sees_role`] and its like ask for their lag.

mod check;
mod customer;
mod document;
mod inline;
mod linked;
mod managed;
mod page;
mod profile;
mod role;
mod role_policy;
mod tags;
#[cfg(test)]
mod tests;

use super::account::Millis;
use super::query::Form;
use super::xml::{Element, request_id};
use super::{Context, Fault};
use profile::Profile;
use role::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Iam {
    /// By their names in lower case: IAM takes no two names that differ in case only.
    roles: BTreeMap<String, Role>,
    profiles: BTreeMap<String, Profile>,
    /// Policies of the account's own, by ARN.
    policies: BTreeMap<String, customer::Policy>,
}

/// What a call answers: the content of its result, or nothing at all.
type Answer = Result<Option<Element>, Fault>;

/// Answers one call; the element is the whole response document.
pub fn handle(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let result = dispatch(cx, action, form)?;
    let metadata = Element::new("ResponseMetadata").set("RequestId", request_id(cx, action));
    let response = Element::new(format!("{action}Response")).set("@xmlns", NAMESPACE);
    let response = match result {
        Some(result) => response.with(result.named(&format!("{action}Result"))),
        None => response,
    };
    Ok(response.with(metadata))
}

fn dispatch(cx: &mut Context, action: &str, form: &Form) -> Answer {
    match action {
        "CreateRole" => role::create(cx, form),
        "GetRole" => role::get(cx, form),
        "ListRoles" => role::list(cx, form),
        "UpdateRole" => role::update(cx, form),
        "UpdateRoleDescription" => role::update_description(cx, form),
        "UpdateAssumeRolePolicy" => role::update_trust(cx, form),
        "DeleteRole" => role::delete(cx, form),
        "PutRolePermissionsBoundary" => role::put_boundary(cx, form),
        "DeleteRolePermissionsBoundary" => role::delete_boundary(cx, form),
        "TagRole" => tags::tag_role(cx, form),
        "UntagRole" => tags::untag_role(cx, form),
        "ListRoleTags" => tags::list_role(cx, form),
        "TagInstanceProfile" => tags::tag_profile(cx, form),
        "UntagInstanceProfile" => tags::untag_profile(cx, form),
        "ListInstanceProfileTags" => tags::list_profile(cx, form),
        "AttachRolePolicy" => role_policy::attach(cx, form),
        "DetachRolePolicy" => role_policy::detach(cx, form),
        "ListAttachedRolePolicies" => role_policy::list(cx, form),
        "PutRolePolicy" => inline::put(cx, form),
        "GetRolePolicy" => inline::get(cx, form),
        "ListRolePolicies" => inline::list(cx, form),
        "DeleteRolePolicy" => inline::delete(cx, form),
        "CreateInstanceProfile" => profile::create(cx, form),
        "GetInstanceProfile" => profile::get(cx, form),
        "ListInstanceProfiles" => profile::list(cx, form),
        "ListInstanceProfilesForRole" => profile::list_for_role(cx, form),
        "AddRoleToInstanceProfile" => profile::add_role(cx, form),
        "RemoveRoleFromInstanceProfile" => profile::remove_role(cx, form),
        "DeleteInstanceProfile" => profile::delete(cx, form),
        "CreateServiceLinkedRole" => linked::create(cx, form),
        "DeleteServiceLinkedRole" => linked::delete(cx, form),
        "GetServiceLinkedRoleDeletionStatus" => linked::deletion_status(cx, form),
        "CreatePolicy" => customer::create(cx, form),
        "GetPolicy" => customer::get(cx, form),
        "GetPolicyVersion" => customer::version(cx, form),
        "ListPolicies" => customer::list(cx, form),
        "DeletePolicy" => customer::delete(cx, form),
        _ => Err(Fault::new(
            400,
            "InvalidAction",
            format!("Could not find operation {action} for version 2010-05-08"),
        )),
    }
}

/// The map key of a name.
fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn no_such(message: String) -> Fault {
    Fault::new(404, "NoSuchEntity", message)
}

fn taken(message: String) -> Fault {
    Fault::new(409, "EntityAlreadyExists", message)
}

fn conflict(message: &str) -> Fault {
    Fault::new(409, "DeleteConflict", message)
}

fn limit(message: String) -> Fault {
    Fault::new(409, "LimitExceeded", message)
}

/// An id as IAM has them: `AROA` and seventeen letters and digits.
fn entity_id(prefix: &str, name: &str, now: Millis) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ now.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in prefix.bytes().chain(name.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut id = prefix.to_owned();
    for turn in 0..17 {
        hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(17) ^ turn;
        let letter = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(hash >> 40) as usize & 31];
        id.push(char::from(letter));
    }
    id
}

impl Iam {
    fn role(&self, name: &str) -> Result<&Role, Fault> {
        let role = self.roles.get(&key(name)).filter(|role| role.name == name);
        role.ok_or_else(|| no_such(format!("The role with name {name} cannot be found.")))
    }

    fn role_mut(&mut self, name: &str) -> Result<&mut Role, Fault> {
        let role = self.roles.get_mut(&key(name));
        role.filter(|role| role.name == name)
            .ok_or_else(|| no_such(format!("The role with name {name} cannot be found.")))
    }

    fn profile(&self, name: &str) -> Result<&Profile, Fault> {
        let profile = self.profiles.get(&key(name));
        profile
            .filter(|profile| profile.name == name)
            .ok_or_else(|| no_such(format!("Instance Profile {name} cannot be found.")))
    }

    fn profile_mut(&mut self, name: &str) -> Result<&mut Profile, Fault> {
        let profile = self.profiles.get_mut(&key(name));
        profile
            .filter(|profile| profile.name == name)
            .ok_or_else(|| no_such(format!("Instance Profile {name} cannot be found.")))
    }

    /// Whether a role (name or ARN) exists and other services can see it yet.
    pub fn sees_role(&self, name_or_arn: &str, now: Millis, lag: u64) -> bool {
        let role = self.role(last_part(name_or_arn));
        role.is_ok_and(|role| means(name_or_arn, &role.arn) && role.created + lag <= now)
    }

    /// Whether a role has a policy attached (by the last part of its ARN) that other services see.
    pub fn sees_policy(&self, role: &str, policy: &str, now: Millis, lag: u64) -> bool {
        let policy = last_part(policy);
        self.sees_role(role, now, lag)
            && self.role(last_part(role)).is_ok_and(|role| {
                let attached = role.attached.iter();
                let mut seen = attached.filter(|(_, since)| **since + lag <= now);
                seen.any(|(arn, _)| last_part(arn) == policy)
            })
    }

    /// Whether an instance profile (name or ARN) exists with a role in it, seen by other services.
    pub fn sees_profile(&self, name_or_arn: &str, now: Millis, lag: u64) -> bool {
        let profile = self.profile(last_part(name_or_arn));
        profile.is_ok_and(|profile| {
            let role = profile.role.as_ref();
            means(name_or_arn, &profile.arn)
                && profile.created + lag <= now
                && role.is_some_and(|held| {
                    held.since + lag <= now && self.sees_role(&held.name, now, lag)
                })
        })
    }

    /// Whether a service may take on a role by its trust policy, as other services see it.
    pub fn trusts(&self, role: &str, service: &str, now: Millis, lag: u64) -> bool {
        self.sees_role(role, now, lag)
            && self.role(last_part(role)).is_ok_and(|role| {
                let trust = match &role.trust_before {
                    Some(before) if role.trusted + lag > now => before,
                    _ => &role.trust,
                };
                document::services(trust).iter().any(|name| name == service)
            })
    }

    /// Makes the service-linked role of a service where it is missing, as Batch does with its own.
    pub fn ensure_service_linked_role(&mut self, service: &str, account: &str, now: Millis) {
        linked::ensure(self, service, account, now);
    }
}

/// The name at the end of an ARN, or the name itself.
fn last_part(name_or_arn: &str) -> &str {
    match name_or_arn.starts_with("arn:") {
        true => name_or_arn.rsplit('/').next().unwrap_or(name_or_arn),
        false => name_or_arn,
    }
}

/// Whether a name or ARN means the thing of that ARN. Where a thing has a path, its ARN has it.
fn means(name_or_arn: &str, arn: &str) -> bool {
    let resource = |arn: &str| arn.splitn(6, ':').skip(4).collect::<Vec<_>>().join(":");
    !name_or_arn.starts_with("arn:") || resource(name_or_arn) == resource(arn)
}
