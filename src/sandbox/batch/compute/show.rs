//! A compute environment as DescribeComputeEnvironments shows it.

use super::super::clock::desired;
use super::super::state::{Batch, Thing};
use serde_json::{Map, Value, json};

pub fn environment(thing: &Thing, batch: &Batch) -> Value {
    let mut shown = Map::new();
    let mut put = |field: &str, value: Value| shown.insert(field.to_owned(), value);
    put("computeEnvironmentName", json!(thing.name));
    put("computeEnvironmentArn", json!(thing.arn));
    put("tags", Value::Object(thing.tags.clone()));
    put("state", json!(thing.state()));
    put("status", json!(thing.status.word()));
    put("statusReason", json!(thing.reason));
    for (field, value) in &thing.detail {
        if field == "busy" {
            continue;
        }
        put(field, value.clone());
    }
    if let Some(vcpus) = desired(thing, batch)
        && let Some(Value::Object(resources)) = shown.get_mut("computeResources")
    {
        resources.insert("desiredvCpus".to_owned(), json!(vcpus));
    }
    Value::Object(shown)
}
