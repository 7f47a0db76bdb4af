//! IAM: roles, their policies, instance profiles, service-linked roles. One for all regions.

use super::account::Millis;
use super::query::Form;
use super::xml::Element;
use super::{Context, Fault};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Iam {}

/// Answers one call; the element is the whole response document.
pub fn handle(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let _ = (cx, action, form);
    todo!("H3")
}

impl Iam {
    /// Whether a role (name or ARN) exists and other services can see it yet.
    pub fn sees_role(&self, name_or_arn: &str, now: Millis, lag: u64) -> bool {
        let _ = (name_or_arn, now, lag);
        todo!("H3")
    }

    /// Whether a role has a policy attached (by the last part of its ARN) that other services see.
    pub fn sees_policy(&self, role: &str, policy: &str, now: Millis, lag: u64) -> bool {
        let _ = (role, policy, now, lag);
        todo!("H3")
    }

    /// Whether an instance profile (name or ARN) exists with a role in it, seen by other services.
    pub fn sees_profile(&self, name_or_arn: &str, now: Millis, lag: u64) -> bool {
        let _ = (name_or_arn, now, lag);
        todo!("H3")
    }

    /// Makes the service-linked role of a service where it is missing, as Batch does with its own.
    pub fn ensure_service_linked_role(&mut self, service: &str, account: &str, now: Millis) {
        let _ = (service, account, now);
        todo!("H3")
    }
}
