//! What AWS Batch holds in a region, and how time moves it.

use super::super::account::Millis;
use super::values::Object;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything of AWS Batch in one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Batch {
    /// By name, as are the others unless they say otherwise.
    pub compute_environments: BTreeMap<String, Thing>,
    pub job_queues: BTreeMap<String, Thing>,
    /// The revisions of a name, the first at the front; `enabled` means ACTIVE.
    pub job_definitions: BTreeMap<String, Vec<Thing>>,
    pub scheduling_policies: BTreeMap<String, Thing>,
    pub consumable_resources: BTreeMap<String, Thing>,
    pub service_environments: BTreeMap<String, Thing>,
    /// By `queue/share`.
    pub quota_shares: BTreeMap<String, Thing>,
    /// By id.
    pub jobs: BTreeMap<String, super::jobs::Job>,
    /// Until when a compute environment (by ARN) still seems to belong to a queue that let it go.
    pub relations: BTreeMap<String, Millis>,
    /// Until when the network interfaces of a deleted compute environment hold on to their
    /// security groups and subnets.
    pub interfaces: BTreeMap<String, Millis>,
    /// The client tokens seen by UpdateConsumableResource, and what they were used for.
    pub tokens: BTreeMap<String, Value>,
}

/// A resource: what all of them have, and the rest as a Describe shows it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Thing {
    pub name: String,
    pub arn: String,
    #[serde(default)]
    pub enabled: bool,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub reason: String,
    /// When the present status ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Millis>,
    pub tags: Object,
    pub detail: Object,
}

/// Where a compute environment, a queue, a service environment or a quota share is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    Creating,
    Updating,
    Deleting,
    #[default]
    Valid,
    Invalid,
}

impl Status {
    /// AWS's word.
    pub fn word(self) -> &'static str {
        match self {
            Status::Creating => "CREATING",
            Status::Updating => "UPDATING",
            Status::Deleting => "DELETING",
            Status::Valid => "VALID",
            Status::Invalid => "INVALID",
        }
    }

    /// Whether it passes by itself; meanwhile AWS accepts no change.
    pub fn passes(self) -> bool {
        matches!(self, Status::Creating | Status::Updating | Status::Deleting)
    }
}

impl Thing {
    /// AWS's word for whether it takes work.
    pub fn state(&self) -> &'static str {
        if self.enabled { "ENABLED" } else { "DISABLED" }
    }

    /// Takes on a status that passes at a time.
    pub fn enter(&mut self, status: Status, until: Millis) {
        self.status = status;
        self.until = Some(until);
    }

    /// When the present status has ended, that moment.
    pub fn ended(&self, now: Millis) -> Option<Millis> {
        self.until.filter(|until| *until <= now)
    }

    /// A field of the detail.
    pub fn field(&self, name: &str) -> &Value {
        self.detail.get(name).unwrap_or(&Value::Null)
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.detail.insert(name.to_owned(), value.into());
    }
}

impl Batch {
    /// The ARNs of the compute environments (or service environments) a queue refers to, in order.
    pub fn members<'q>(queue: &'q Thing, list: &str, field: &str) -> Vec<&'q str> {
        let items = queue.field(list).as_array();
        let items = items.map_or(&[] as &[Value], Vec::as_slice);
        items
            .iter()
            .filter_map(|item| item.get(field)?.as_str())
            .collect()
    }

    /// Whether a queue refers to a compute environment, or still seems to.
    pub fn related(&self, arn: &str, now: Millis) -> bool {
        let lingers = self.relations.get(arn).is_some_and(|until| *until > now);
        lingers
            || self.job_queues.values().any(|queue| {
                Batch::members(queue, "computeEnvironmentOrder", "computeEnvironment")
                    .contains(&arn)
            })
    }

    /// Whether instances or tasks of a compute environment may still use a security group, subnet
    /// or launch template: EC2 then refuses to delete it (`DependencyViolation`).
    pub fn uses(&self, id: &str, now: Millis) -> bool {
        let lingers = self.interfaces.get(id).is_some_and(|until| *until > now);
        lingers
            || self
                .compute_environments
                .values()
                .any(|environment| mentions(environment.field("computeResources"), id))
    }
}

/// Whether a text stands anywhere in a value.
pub fn mentions(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text == id,
        Value::Array(items) => items.iter().any(|item| mentions(item, id)),
        Value::Object(object) => object.values().any(|value| mentions(value, id)),
        _ => false,
    }
}
