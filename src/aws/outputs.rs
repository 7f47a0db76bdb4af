//! What a program puts out: maps by label for every kind, and its own outputs.

use super::desired::Desired;
use super::model::ItemKind;
use super::resolve::{is_unknown, reference};
use serde_json::{Map, Value, json};

/// The same outputs as the compiled Terraform has: name, kind, attribute.
const MAPS: &[(&str, ItemKind, &str)] = &[
    ("security_groups", ItemKind::SecurityGroup, "id"),
    ("roles", ItemKind::Role, "arn"),
    ("instance_profiles", ItemKind::InstanceProfile, "arn"),
    ("compute_environments", ItemKind::ComputeEnvironment, "name"),
    (
        "compute_environment_arns",
        ItemKind::ComputeEnvironment,
        "arn",
    ),
    ("scheduling_policies", ItemKind::SchedulingPolicy, "arn"),
    ("job_queues", ItemKind::JobQueue, "name"),
    ("job_queue_arns", ItemKind::JobQueue, "arn"),
    ("job_definitions", ItemKind::JobDefinition, "name"),
    ("job_definition_arns", ItemKind::JobDefinition, "arn"),
    (
        "job_definition_arn_prefixes",
        ItemKind::JobDefinition,
        "arn_prefix",
    ),
];

/// The outputs, with what `resolve` knows put in; what nobody knows is null.
pub fn of(desired: &Desired, resolve: impl Fn(&Value) -> Value) -> Vec<(String, Value)> {
    let value = |wanted: &Value| {
        let value = resolve(wanted);
        if is_unknown(&value) {
            Value::Null
        } else {
            value
        }
    };
    let mut out = Vec::new();
    for &(name, kind, attribute) in MAPS {
        let entries: Map<String, Value> = desired
            .items
            .iter()
            .filter(|item| item.address.kind == kind)
            .map(|item| {
                let wanted = json!(reference(&item.address, attribute));
                (item.address.label.clone(), value(&wanted))
            })
            .collect();
        // An output of that name in the program wins.
        if !entries.is_empty() && !desired.outputs.iter().any(|(own, _)| own == name) {
            out.push((name.to_owned(), Value::Object(entries)));
        }
    }
    let own = desired.outputs.iter();
    out.extend(own.map(|(name, wanted)| (name.clone(), value(wanted))));
    out
}
