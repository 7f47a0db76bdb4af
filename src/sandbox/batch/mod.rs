//! AWS Batch itself.

use super::account::Millis;
use super::{Context, Fault};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Batch {}

/// Answers one call of the REST-JSON protocol: `CreateJobQueue` and its body. `TagResource`,
/// `UntagResource` and `ListTagsForResource` have `resourceArn` (and `tagKeys`) put in from the URI.
pub fn handle(cx: &mut Context, operation: &str, input: &Value) -> Result<Value, Fault> {
    let _ = (cx, operation, input);
    todo!("H2")
}

impl Batch {
    /// Whether instances or tasks of a compute environment may still use a security group, subnet
    /// or launch template: EC2 then refuses to delete it (`DependencyViolation`).
    pub fn uses(&self, id: &str, now: Millis) -> bool {
        let _ = (id, now);
        todo!("H2")
    }
}
