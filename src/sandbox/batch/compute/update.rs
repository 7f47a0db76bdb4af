//! UpdateComputeEnvironment: what may change in place, and what AWS makes of it (reference §4.1,
//! §4.2).

use super::super::super::{Context, Fault};
use super::super::clock::desired;
use super::super::state::{Status, Thing};
use super::super::values::{Object, executing, int, text};
use super::create::defaults;
use super::{find, is_fargate, is_service_linked, rules};
use serde_json::{Map, Value, json};

/// Fields whose change replaces instances.
const INFRASTRUCTURE: [&str; 15] = [
    "allocationStrategy",
    "bidPercentage",
    "ec2Configuration",
    "ec2KeyPair",
    "imageId",
    "instanceRole",
    "instanceTypes",
    "launchTemplate",
    "placementGroup",
    "securityGroupIds",
    "subnets",
    "tags",
    "type",
    "scalingPolicy",
    "updateToLatestImageVersion",
];

const FARGATE: [&str; 3] = ["maxvCpus", "subnets", "securityGroupIds"];

pub fn update(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let given = text(input, "computeEnvironment").unwrap_or_default();
    let now = cx.now;
    let environment = find(cx, given)?.clone();
    let vcpus = desired(&environment, &cx.here().batch);
    if environment.status.passes() {
        return Err(Fault::client("Cannot update, resource is being modified"));
    }
    let sent = input.get("computeResources").and_then(Value::as_object);
    refuse(&environment, input, sent, vcpus)?;
    let merged = merge(&environment, input, sent);
    // The rules look at a request; what is merged reads like one.
    let mut whole = merged.detail.clone();
    if sent.is_some_and(|sent| !sent.contains_key("ec2Configuration")) {
        forgive_old_image(&mut whole);
    }
    if sent.is_some() || input.get("unmanagedvCpus").is_some() {
        rules::check(cx, &Value::Object(whole))?;
    }
    let infrastructure = sent.is_some_and(|sent| {
        INFRASTRUCTURE.iter().any(|field| sent.contains_key(*field))
            && !is_fargate(kind(&environment))
    });
    let span = cx.options.state_ms * if infrastructure { 2 } else { 1 };
    let place = find(cx, given)?;
    *place = merged;
    place.enter(Status::Updating, now + span);
    place.reason = "ComputeEnvironment Updating".to_owned();
    Ok(json!({
        "computeEnvironmentName": place.name,
        "computeEnvironmentArn": place.arn,
    }))
}

fn kind(environment: &Thing) -> &str {
    text(environment.field("computeResources"), "type").unwrap_or_default()
}

fn refuse(
    environment: &Thing,
    input: &Value,
    sent: Option<&Object>,
    vcpus: Option<i64>,
) -> Result<(), Fault> {
    let role = environment
        .field("serviceRole")
        .as_str()
        .unwrap_or_default();
    let managed = environment.field("type") == "MANAGED";
    let custom = !is_service_linked(role);
    if let Some(new) = text(input, "serviceRole")
        && is_service_linked(new) == custom
    {
        return Err(executing(
            "serviceRole can't be changed between the service-linked role and another role.",
        ));
    }
    if sent.is_some() && !managed {
        return Err(executing(
            "computeResources is not applicable for UNMANAGED compute environments.",
        ));
    }
    if input.get("eksConfiguration").is_some()
        && !environment.detail.contains_key("eksConfiguration")
    {
        return Err(executing(
            "eksConfiguration can't be added to a compute environment.",
        ));
    }
    let empty = Map::new();
    let sent = sent.unwrap_or(&empty);
    if is_fargate(kind(environment)) {
        return refuse_fargate(input, sent);
    }
    if managed {
        refuse_infrastructure(environment, sent, custom)?;
        refuse_type(environment, sent)?;
        scaling_down(vcpus, sent)?;
    }
    Ok(())
}

/// Whatever is sent is refused, changed or not (CDK#27054).
fn refuse_fargate(input: &Value, sent: &Object) -> Result<(), Fault> {
    let mut bad: Vec<&str> = sent
        .keys()
        .map(String::as_str)
        .filter(|field| !FARGATE.contains(field))
        .collect();
    if input.get("updatePolicy").is_some() {
        bad.push("updatePolicy");
    }
    if bad.is_empty() {
        return Ok(());
    }
    Err(executing(format!(
        "The following parameters can't be updated for Fargate compute environment: {}",
        bad.join(", ")
    )))
}

fn refuse_infrastructure(environment: &Thing, sent: &Object, custom: bool) -> Result<(), Fault> {
    let fields: Vec<&str> = INFRASTRUCTURE
        .into_iter()
        .filter(|field| sent.contains_key(*field))
        .collect();
    if fields.is_empty() {
        return Ok(());
    }
    let resources = environment.field("computeResources");
    let best_fit = text(resources, "allocationStrategy") == Some("BEST_FIT");
    let why = if best_fit {
        "its allocation strategy is BEST_FIT"
    } else if custom {
        "its service role is not the service-linked role AWSServiceRoleForBatch"
    } else {
        return Ok(());
    };
    Err(executing(format!(
        "The following parameters can't be updated for compute environment {} because {why}: {}",
        environment.name,
        fields.join(", ")
    )))
}

fn refuse_type(environment: &Thing, sent: &Object) -> Result<(), Fault> {
    let Some(new) = sent.get("type").and_then(Value::as_str) else {
        return Ok(());
    };
    let machines = |kind: &str| matches!(kind, "EC2" | "SPOT");
    let old = kind(environment);
    if new == old || machines(new) && machines(old) {
        return Ok(());
    }
    Err(executing(format!(
        "type can't be updated from {old} to {new}."
    )))
}

/// Neither desired nor maximum vCPUs may go below what is running (AWS's text).
fn scaling_down(vcpus: Option<i64>, sent: &Object) -> Result<(), Fault> {
    let Some(current) = vcpus else {
        return Ok(());
    };
    let below = |field: &str| {
        let new = sent.get(field).and_then(Value::as_i64);
        new.is_some_and(|new| new < current)
    };
    if below("desiredvCpus") || below("maxvCpus") {
        return Err(executing(
            "Manually scaling down compute environment is not supported. Disconnecting job queues \
             from compute environment will cause it to scale-down to minvCpus.",
        ));
    }
    Ok(())
}

fn merge(environment: &Thing, input: &Value, sent: Option<&Object>) -> Thing {
    let mut merged = environment.clone();
    if let Some(state) = text(input, "state") {
        merged.enabled = state == "ENABLED";
    }
    for field in ["serviceRole", "unmanagedvCpus", "ecsSettings", "context"] {
        if let Some(value) = input.get(field) {
            merged.set(field, value.clone());
        }
    }
    for field in ["updatePolicy", "eksConfiguration"] {
        if let Some(Value::Object(new)) = input.get(field) {
            let mut whole = merged.field(field).as_object().cloned().unwrap_or_default();
            whole.extend(new.clone());
            merged.set(field, whole);
        }
    }
    let old = merged.field("computeResources").as_object().cloned();
    if let (Some(mut resources), Some(sent)) = (old, sent) {
        let fargate = is_fargate(kind(environment));
        for (field, value) in sent {
            put(&mut resources, field, value, fargate);
        }
        if resources.get("type").and_then(Value::as_str) == Some("EC2") {
            resources.shift_remove("bidPercentage");
        }
        raise_desired(&mut resources, sent);
        defaults(
            &mut resources,
            merged.detail.contains_key("eksConfiguration"),
        );
        merged.set("computeResources", resources);
    }
    merged
}

/// One field: what is empty clears, except on Fargate, where it is ignored.
fn put(resources: &mut Object, field: &str, value: &Value, fargate: bool) {
    let empty = match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(template) if field == "launchTemplate" => {
            ["launchTemplateId", "launchTemplateName"]
                .iter()
                .all(|name| {
                    let text = template.get(*name).and_then(Value::as_str);
                    text.is_none_or(str::is_empty)
                })
        }
        _ => false,
    };
    match field {
        "updateToLatestImageVersion" => {}
        _ if empty && fargate => {}
        _ if empty => {
            resources.shift_remove(field);
        }
        _ => {
            resources.insert(field.to_owned(), value.clone());
        }
    }
}

/// A new minimum takes the desired vCPUs with it.
fn raise_desired(resources: &mut Object, sent: &Object) {
    let value = Value::Object(resources.clone());
    let (least, most) = (int(&value, "minvCpus"), int(&value, "maxvCpus"));
    if let (Some(least), Some(most), Some(desired)) = (least, most, int(&value, "desiredvCpus"))
        && !sent.contains_key("desiredvCpus")
    {
        let bounded = desired.min(most).max(least);
        resources.insert("desiredvCpus".to_owned(), Value::from(bounded));
    }
}

/// An environment made when Batch still gave out Amazon Linux 2 may keep it.
fn forgive_old_image(whole: &mut Object) {
    if let Some(Value::Object(resources)) = whole.get_mut("computeResources")
        && let Some(Value::Array(images)) = resources.get_mut("ec2Configuration")
    {
        images.retain(|image| {
            let kind = text(image, "imageType").unwrap_or_default();
            !matches!(kind, "ECS_AL2" | "ECS_AL2_NVIDIA")
        });
    }
}
