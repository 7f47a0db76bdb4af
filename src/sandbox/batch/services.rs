//! Service environments: where SageMaker training jobs run.

use super::super::{Context, Fault};
use super::page::{at_most_100, page};
use super::state::{Batch, Status, Thing};
use super::values::{
    Object, arn, does_not_exist, executing, exists, name_in, new_name, tags, text, texts,
};
use serde_json::{Map, Value, json};

pub const KIND: &str = "service-environment";

pub fn create(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "serviceEnvironmentName")?.to_owned();
    let tags = tags(input)?;
    let mut detail = Object::new();
    for field in ["serviceEnvironmentType", "capacityLimits"] {
        detail.insert(field.to_owned(), input[field].clone());
    }
    let mut thing = Thing {
        arn: arn(cx, KIND, &name),
        enabled: text(input, "state") != Some("DISABLED"),
        name: name.clone(),
        tags,
        detail,
        ..Thing::default()
    };
    thing.enter(Status::Creating, cx.now + cx.options.state_ms);
    let all = &mut cx.here().batch.service_environments;
    if all.contains_key(&name) {
        return Err(exists());
    }
    let answer = named(&thing);
    all.insert(name, thing);
    Ok(answer)
}

pub fn update(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let until = cx.now + cx.options.state_ms;
    let thing = find(cx, input)?;
    if thing.status.passes() {
        return Err(Fault::client("Cannot update, resource is being modified"));
    }
    if let Some(state) = text(input, "state") {
        thing.enabled = state == "ENABLED";
    }
    if let Some(limits) = input.get("capacityLimits") {
        thing.set("capacityLimits", limits.clone());
    }
    thing.enter(Status::Updating, until);
    Ok(named(thing))
}

/// DeleteServiceEnvironment: disabled, at rest, in no queue.
pub fn delete(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let until = cx.now + cx.options.state_ms;
    let thing = find(cx, input)?;
    if thing.status.passes() {
        return Err(Fault::client("Cannot delete, resource is being modified"));
    }
    if thing.enabled {
        return Err(Fault::client(
            "Cannot delete, service environment state must be DISABLED",
        ));
    }
    let arn = thing.arn.clone();
    let used = cx.here().batch.job_queues.values().any(|queue| {
        Batch::members(queue, "serviceEnvironmentOrder", "serviceEnvironment")
            .contains(&arn.as_str())
    });
    if used {
        return Err(Fault::client(
            "Cannot delete, found existing JobQueue relationship",
        ));
    }
    find(cx, input)?.enter(Status::Deleting, until);
    Ok(json!({}))
}

pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let names = texts(input, "serviceEnvironments");
    at_most_100(&names, "service environments")?;
    cx.here();
    let things = &cx.account.regions[cx.region].batch.service_environments;
    if names.is_empty() {
        let all = things.iter().map(|(name, thing)| (name.clone(), thing));
        return page(cx, input, "serviceEnvironments", all, show);
    }
    let found = names
        .iter()
        .filter_map(|name| things.get(name_in(cx, KIND, name)));
    let shown: Vec<Value> = found.map(show).collect();
    Ok(json!({ "serviceEnvironments": shown }))
}

fn named(thing: &Thing) -> Value {
    json!({"serviceEnvironmentName": thing.name, "serviceEnvironmentArn": thing.arn})
}

fn show(thing: &Thing) -> Value {
    let mut shown: Map<String, Value> = Map::new();
    shown.insert("serviceEnvironmentName".to_owned(), json!(thing.name));
    shown.insert("serviceEnvironmentArn".to_owned(), json!(thing.arn));
    shown.extend(thing.detail.clone());
    shown.insert("state".to_owned(), json!(thing.state()));
    shown.insert("status".to_owned(), json!(thing.status.word()));
    shown.insert("tags".to_owned(), Value::Object(thing.tags.clone()));
    Value::Object(shown)
}

fn find<'a>(cx: &'a mut Context, input: &Value) -> Result<&'a mut Thing, Fault> {
    let given = text(input, "serviceEnvironment").unwrap_or_default();
    if given.is_empty() {
        return Err(executing("serviceEnvironment is required."));
    }
    let name = name_in(cx, KIND, given).to_owned();
    let found = cx.here().batch.service_environments.get_mut(&name);
    found.ok_or_else(|| does_not_exist(given))
}
