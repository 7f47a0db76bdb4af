//! A job definition as DescribeJobDefinitions shows it: with the server's defaults.

use super::super::state::Thing;
use super::super::values::Object;
use serde_json::{Map, Value, json};

/// `ACTIVE`, or `INACTIVE` once deregistered.
pub fn status(one: &Thing) -> &'static str {
    if one.enabled { "ACTIVE" } else { "INACTIVE" }
}

pub fn definition(one: &Thing) -> Value {
    let mut shown = Map::new();
    shown.insert("jobDefinitionName".to_owned(), json!(one.name));
    shown.insert("jobDefinitionArn".to_owned(), json!(one.arn));
    shown.insert("revision".to_owned(), one.field("revision").clone());
    shown.insert("status".to_owned(), json!(status(one)));
    shown.extend(one.detail.clone());
    shown.insert("tags".to_owned(), Value::Object(one.tags.clone()));
    Value::Object(shown)
}

/// What is kept of a registration.
pub fn detail(input: &Value) -> Object {
    let mut detail = input.as_object().cloned().unwrap_or_default();
    detail.shift_remove("jobDefinitionName");
    detail.shift_remove("tags");
    detail.entry("parameters").or_insert_with(|| json!({}));
    let kubernetes = detail.contains_key("eksProperties");
    let fargate = detail
        .get("platformCapabilities")
        .and_then(Value::as_array)
        .is_some_and(|words| words.contains(&json!("FARGATE")));
    if !kubernetes && !detail.contains_key("nodeProperties") {
        detail
            .entry("platformCapabilities")
            .or_insert_with(|| json!(["EC2"]));
    }
    if let Some(strategy) = detail
        .get_mut("retryStrategy")
        .and_then(Value::as_object_mut)
    {
        retry(strategy);
    }
    containers(&mut detail, fargate);
    let nodes = detail
        .get_mut("nodeProperties")
        .and_then(|nodes| nodes.get_mut("nodeRangeProperties"))
        .and_then(Value::as_array_mut);
    for range in nodes.into_iter().flatten() {
        if let Some(range) = range.as_object_mut() {
            containers(range, false);
        }
    }
    let orchestration = if kubernetes { "EKS" } else { "ECS" };
    detail.insert(
        "containerOrchestrationType".to_owned(),
        json!(orchestration),
    );
    detail
}

/// AWS answers `RETRY` as `retry`, and a list where none was given.
fn retry(strategy: &mut Object) {
    let rules = strategy
        .entry("evaluateOnExit")
        .or_insert_with(|| json!([]));
    for rule in rules.as_array_mut().into_iter().flatten() {
        if let Some(Value::String(action)) = rule.get_mut("action") {
            action.make_ascii_lowercase();
        }
    }
}

fn containers(holder: &mut Object, fargate: bool) {
    for field in ["containerProperties", "container"] {
        if let Some(Value::Object(container)) = holder.get_mut(field) {
            one(container, fargate);
        }
    }
    let tasks = holder
        .get_mut("ecsProperties")
        .and_then(|properties| properties.get_mut("taskProperties"))
        .and_then(Value::as_array_mut);
    for task in tasks.into_iter().flatten() {
        let Some(task) = task.as_object_mut() else {
            continue;
        };
        task.entry("volumes").or_insert_with(|| json!([]));
        let containers = task.get_mut("containers").and_then(Value::as_array_mut);
        for container in containers
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
        {
            one(container, fargate);
            container.shift_remove("volumes");
            container.shift_remove("fargatePlatformConfiguration");
            container.entry("dependsOn").or_insert_with(|| json!([]));
            container.entry("essential").or_insert_with(|| json!(true));
        }
    }
}

fn one(container: &mut Object, fargate: bool) {
    for field in [
        "command",
        "volumes",
        "environment",
        "mountPoints",
        "ulimits",
        "resourceRequirements",
        "secrets",
    ] {
        container.entry(field).or_insert_with(|| json!([]));
    }
    if let Some(Value::Array(environment)) = container.get_mut("environment") {
        // An empty value is dropped, and AWS does not keep the order.
        environment.retain(|pair| pair["value"] != "");
        environment.reverse();
    }
    if let Some(Value::Object(log)) = container.get_mut("logConfiguration") {
        log.entry("options").or_insert_with(|| json!({}));
        log.entry("secretOptions").or_insert_with(|| json!([]));
    }
    if fargate {
        container
            .entry("fargatePlatformConfiguration")
            .or_insert_with(|| json!({"platformVersion": "LATEST"}));
    }
}
