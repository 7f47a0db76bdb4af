//! SubmitJob.

use super::super::super::{Context, Fault};
use super::super::definitions;
use super::super::queues;
use super::super::state::Thing;
use super::super::values::{
    Object, arn, does_not_exist, executing, int, list, tags, text, uuid, within,
};
use super::Job;
use serde_json::{Value, json};

pub fn submit(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = text(input, "jobName").unwrap_or_default().to_owned();
    let first = name
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphanumeric());
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !first || !plain || name.len() > 128 {
        return Err(executing(format!("Invalid jobName '{name}'")));
    }
    let tags = tags(input)?;
    let (queue, fair) = queue(cx, input)?;
    let definition = definition(cx, text(input, "jobDefinition").unwrap_or_default())?;
    share(input, fair, &definition)?;
    if let Some(array) = input.get("arrayProperties") {
        within(array, "size", 2, 10_000)?;
    }
    let depends = list(input, "dependsOn");
    if depends.len() > 20 {
        return Err(executing("A job can depend on at most 20 jobs."));
    }
    let depends: Vec<String> = depends
        .iter()
        .filter_map(|one| text(one, "jobId"))
        .map(str::to_owned)
        .collect();
    if let Some(missing) = depends
        .iter()
        .find(|id| !cx.here().batch.jobs.contains_key(*id))
    {
        return Err(does_not_exist(format!("Job {missing}")));
    }
    let id = uuid(cx);
    let mut job = Job {
        arn: arn(cx, "job", &id),
        id: id.clone(),
        name: name.clone(),
        queue,
        definition: definition.arn.clone(),
        status: "SUBMITTED".to_owned(),
        created: cx.now,
        until: Some(cx.now + cx.options.state_ms),
        depends,
        array: input
            .get("arrayProperties")
            .and_then(|array| int(array, "size")),
        platform: platform(&definition),
        detail: detail(input, &definition),
        tags,
        ..Job::default()
    };
    measure(&mut job, input, &definition);
    let answer = json!({"jobArn": job.arn, "jobName": name, "jobId": id});
    cx.here().batch.jobs.insert(id, job);
    Ok(answer)
}

/// The queue's ARN, and whether it shares fairly. Only an enabled queue takes jobs.
fn queue(cx: &mut Context, input: &Value) -> Result<(String, bool), Fault> {
    let given = text(input, "jobQueue").unwrap_or_default();
    let queue = queues::find(cx, given)?;
    if !queue.enabled || queue.status == super::super::Status::Deleting {
        return Err(executing(format!("Job Queue {} is not ENABLED", queue.arn)));
    }
    Ok((
        queue.arn.clone(),
        queue.detail.contains_key("schedulingPolicyArn"),
    ))
}

/// The revision asked for, or the newest active one.
fn definition(cx: &mut Context, given: &str) -> Result<Thing, Fault> {
    let (name, revision) = definitions::parts(cx, given);
    let all = cx.here().batch.job_definitions.get(&name);
    let all = all.map_or(&[] as &[Thing], Vec::as_slice);
    let fits = |one: &&Thing| {
        one.enabled && revision.is_none_or(|revision| definitions::number(one) == revision)
    };
    let found = all.iter().rev().find(fits).cloned();
    found.ok_or_else(|| executing(format!("JobDefinition {given} is not found or not ACTIVE")))
}

fn share(input: &Value, fair: bool, definition: &Thing) -> Result<(), Fault> {
    let identifier = text(input, "shareIdentifier");
    if !fair {
        if identifier.is_some() {
            return Err(executing(
                "shareIdentifier is only applicable for fair-share queues.",
            ));
        }
        return Ok(());
    }
    if identifier.is_none() {
        return Err(executing(
            "shareIdentifier is required for fair-share queues.",
        ));
    }
    let given = definition.detail.contains_key("schedulingPriority")
        || input.get("schedulingPriorityOverride").is_some();
    if !given {
        return Err(executing(
            "Either schedulingPriority in job definition or schedulingPriorityOverride is required.",
        ));
    }
    Ok(())
}

fn platform(definition: &Thing) -> String {
    if definition.detail.contains_key("eksProperties") {
        return "EKS".to_owned();
    }
    let first = definition
        .field("platformCapabilities")
        .get(0)
        .and_then(Value::as_str);
    first.unwrap_or("EC2").to_owned()
}

/// What it needs, over all containers and nodes of one machine.
fn measure(job: &mut Job, input: &Value, definition: &Thing) {
    let containers = match definition.field("containerProperties") {
        Value::Null => definition
            .field("ecsProperties")
            .pointer("/taskProperties/0/containers")
            .or(definition
                .field("nodeProperties")
                .pointer("/nodeRangeProperties"))
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default(),
        one => vec![one.clone()],
    };
    for container in &containers {
        let container = container.get("container").unwrap_or(container);
        for (kind, value) in needs(container) {
            add(job, &kind, value);
        }
    }
    // An override replaces what the definition says.
    if let Some(overrides) = input.get("containerOverrides") {
        for (kind, value) in needs(overrides) {
            match kind.as_str() {
                "VCPU" => job.vcpus = value,
                "MEMORY" => job.memory = value,
                _ => job.gpus = value,
            }
        }
    }
}

fn add(job: &mut Job, kind: &str, value: f64) {
    match kind {
        "VCPU" => job.vcpus += value,
        "MEMORY" => job.memory += value,
        _ => job.gpus += value,
    }
}

fn needs(container: &Value) -> Vec<(String, f64)> {
    let mut needs: Vec<(String, f64)> = Vec::new();
    for (field, kind) in [("vcpus", "VCPU"), ("memory", "MEMORY")] {
        if let Some(value) = container.get(field).and_then(Value::as_f64) {
            needs.push((kind.to_owned(), value));
        }
    }
    for one in list(container, "resourceRequirements") {
        let value = text(one, "value").and_then(|value| value.parse().ok());
        if let (Some(kind), Some(value)) = (text(one, "type"), value) {
            needs.retain(|(other, _)| other != kind);
            needs.push((kind.to_owned(), value));
        }
    }
    needs
}

/// What DescribeJobs shows of the request and the definition.
fn detail(input: &Value, definition: &Thing) -> Object {
    let mut detail = Object::new();
    let mut parameters = definition
        .field("parameters")
        .as_object()
        .cloned()
        .unwrap_or_default();
    if let Some(Value::Object(given)) = input.get("parameters") {
        parameters.extend(given.clone());
    }
    detail.insert("parameters".to_owned(), Value::Object(parameters));
    for field in [
        "shareIdentifier",
        "timeout",
        "retryStrategy",
        "propagateTags",
    ] {
        let value = input.get(field).or(definition.detail.get(field));
        if let Some(value) = value {
            detail.insert(field.to_owned(), value.clone());
        }
    }
    if let Value::Object(container) = definition.field("containerProperties") {
        let mut container = container.clone();
        let overrides = input.get("containerOverrides").and_then(Value::as_object);
        for (field, value) in overrides.into_iter().flatten() {
            container.insert(field.clone(), value.clone());
        }
        detail.insert("container".to_owned(), Value::Object(container));
    }
    detail.insert(
        "platformCapabilities".to_owned(),
        definition.field("platformCapabilities").clone(),
    );
    detail.retain(|_, value| !value.is_null());
    detail
}
