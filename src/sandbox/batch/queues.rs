//! Job queues.

use super::super::{Context, Fault};
use super::compute;
use super::page::{at_most_100, page};
use super::state::{Batch, Status, Thing};
use super::values::{
    Object, arn, does_not_exist, executing, exists, int, list, name_in, new_name, tags, text,
    texts, within,
};
use serde_json::{Map, Value, json};

pub const KIND: &str = "job-queue";

pub fn create(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "jobQueueName")?.to_owned();
    let tags = tags(input)?;
    let mut detail = Object::new();
    if let Some(policy) = text(input, "schedulingPolicyArn") {
        policy_exists(cx, policy)?;
        detail.insert("schedulingPolicyArn".to_owned(), json!(policy));
    }
    let service = !list(input, "serviceEnvironmentOrder").is_empty();
    let both = service && !list(input, "computeEnvironmentOrder").is_empty();
    if both || (!service && list(input, "computeEnvironmentOrder").is_empty()) {
        return Err(executing(
            "Either computeEnvironmentOrder or serviceEnvironmentOrder must be given.",
        ));
    }
    within(input, "priority", 0, 1000)?;
    detail.insert("priority".to_owned(), input["priority"].clone());
    let kind = orders(cx, input, &mut detail)?;
    if let Some(wanted) = text(input, "jobQueueType")
        && wanted != kind
    {
        return Err(executing(format!(
            "jobQueueType {wanted} does not match the environments of the queue: {kind}"
        )));
    }
    detail.insert("jobQueueType".to_owned(), json!(kind));
    limits(input, &kind, &mut detail)?;
    let batch = &cx.here().batch;
    if batch.job_queues.contains_key(&name) {
        return Err(exists());
    }
    let mut queue = Thing {
        arn: arn(cx, KIND, &name),
        enabled: text(input, "state") != Some("DISABLED"),
        reason: "JobQueue Creating".to_owned(),
        tags,
        detail,
        name: name.clone(),
        ..Thing::default()
    };
    queue.enter(Status::Creating, cx.now + cx.options.state_ms);
    let answer = json!({"jobQueueName": queue.name, "jobQueueArn": queue.arn});
    cx.here().batch.job_queues.insert(name, queue);
    Ok(answer)
}

pub fn update(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let given = text(input, "jobQueue").unwrap_or_default();
    let now = cx.now;
    let mut queue = find(cx, given)?.clone();
    if queue.status.passes() {
        return Err(Fault::client("Cannot update, resource is being modified"));
    }
    if let Some(policy) = text(input, "schedulingPolicyArn") {
        if !queue.detail.contains_key("schedulingPolicyArn") {
            return Err(Fault::client(
                "Only fairshare queue can have scheduling policy",
            ));
        }
        if policy.is_empty() {
            return Err(executing(
                "The scheduling policy can be replaced but not removed.",
            ));
        }
        policy_exists(cx, policy)?;
        queue.set("schedulingPolicyArn", policy);
    }
    within(input, "priority", 0, 1000)?;
    if let Some(priority) = input.get("priority") {
        queue.set("priority", priority.clone());
    }
    if let Some(state) = text(input, "state") {
        queue.enabled = state == "ENABLED";
    }
    let before: Vec<String> = environments(&queue)
        .iter()
        .map(|&arn| arn.to_owned())
        .collect();
    let old = queue
        .field("jobQueueType")
        .as_str()
        .unwrap_or("ECS")
        .to_owned();
    let kind = orders(cx, input, &mut queue.detail)?;
    if !kind.is_empty() && kind != old {
        return Err(executing(format!(
            "A queue of type {old} can't take environments of type {kind}."
        )));
    }
    limits(input, &old, &mut queue.detail)?;
    let until = now + cx.options.state_ms;
    let lingers = until + cx.options.linger_ms;
    queue.enter(Status::Updating, until);
    queue.reason = "JobQueue Updating".to_owned();
    let let_go: Vec<String> = before
        .into_iter()
        .filter(|arn| !environments(&queue).contains(&arn.as_str()))
        .collect();
    let answer = json!({"jobQueueName": queue.name, "jobQueueArn": queue.arn});
    let batch = &mut cx.here().batch;
    for arn in let_go {
        batch.relations.insert(arn, lingers);
    }
    batch.job_queues.insert(queue.name.clone(), queue);
    Ok(answer)
}

/// DeleteJobQueue: disabled and at rest. What still waits in it is terminated.
pub fn delete(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let until = cx.now + cx.options.state_ms;
    let queue = find(cx, text(input, "jobQueue").unwrap_or_default())?;
    if queue.status.passes() {
        return Err(Fault::client("Cannot delete, resource is being modified"));
    }
    if queue.enabled {
        return Err(Fault::client(
            "Cannot delete, job queue state must be DISABLED",
        ));
    }
    queue.enter(Status::Deleting, until);
    let (arn, now) = (queue.arn.clone(), cx.now);
    let batch = &mut cx.here().batch;
    for job in batch.jobs.values_mut().filter(|job| job.queue == arn) {
        job.end("FAILED", "Job queue was deleted", now);
    }
    Ok(json!({}))
}

pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let names = texts(input, "jobQueues");
    at_most_100(&names, "job queues")?;
    cx.here();
    let queues = &cx.account.regions[cx.region].batch.job_queues;
    if names.is_empty() {
        let all = queues.iter().map(|(name, queue)| (name.clone(), queue));
        return page(cx, input, "jobQueues", all, show);
    }
    let mut names: Vec<_> = names.iter().map(|name| name_in(cx, KIND, name)).collect();
    names.sort_unstable();
    names.dedup();
    let shown: Vec<Value> = names
        .iter()
        .filter_map(|name| queues.get(*name))
        .map(show)
        .collect();
    Ok(json!({ "jobQueues": shown }))
}

fn show(queue: &Thing) -> Value {
    let mut shown = Map::new();
    shown.insert("jobQueueName".to_owned(), json!(queue.name));
    shown.insert("jobQueueArn".to_owned(), json!(queue.arn));
    shown.insert("state".to_owned(), json!(queue.state()));
    shown.insert("status".to_owned(), json!(queue.status.word()));
    shown.insert("statusReason".to_owned(), json!(queue.reason));
    shown.extend(queue.detail.clone());
    shown.insert("tags".to_owned(), Value::Object(queue.tags.clone()));
    Value::Object(shown)
}

pub fn find<'a>(cx: &'a mut Context, given: &str) -> Result<&'a mut Thing, Fault> {
    let name = name_in(cx, KIND, given).to_owned();
    let missing = if given.starts_with("arn:") {
        given.to_owned()
    } else {
        arn(cx, KIND, given)
    };
    let found = cx.here().batch.job_queues.get_mut(&name);
    found.ok_or_else(|| does_not_exist(missing))
}

fn environments(queue: &Thing) -> Vec<&str> {
    Batch::members(queue, "computeEnvironmentOrder", "computeEnvironment")
}

fn policy_exists(cx: &mut Context, policy: &str) -> Result<(), Fault> {
    let name = name_in(cx, "scheduling-policy", policy).to_owned();
    if cx.here().batch.scheduling_policies.contains_key(&name) {
        return Ok(());
    }
    Err(does_not_exist(policy))
}

/// Reads both orders into the detail; the kind of queue they make, empty where none is given.
fn orders(cx: &mut Context, input: &Value, detail: &mut Object) -> Result<String, Fault> {
    let mut kind = String::new();
    if let Some(Value::Array(items)) = input.get("computeEnvironmentOrder") {
        let (order, platform) = compute_order(cx, items)?;
        detail.insert("computeEnvironmentOrder".to_owned(), Value::Array(order));
        kind = platform;
    }
    if let Some(Value::Array(items)) = input.get("serviceEnvironmentOrder") {
        if items.len() > 1 {
            return Err(executing(
                "A job queue can have at most 1 service environment.",
            ));
        }
        let mut order = Vec::new();
        for item in items {
            let given = text(item, "serviceEnvironment").unwrap_or_default();
            let name = name_in(cx, "service-environment", given).to_owned();
            let Some(found) = cx.here().batch.service_environments.get(&name) else {
                return Err(does_not_exist(given));
            };
            let (arn, wanted) = (found.arn.clone(), found.field("serviceEnvironmentType"));
            kind = wanted.as_str().unwrap_or_default().to_owned();
            order.push(json!({"order": item["order"], "serviceEnvironment": arn}));
        }
        detail.insert("serviceEnvironmentOrder".to_owned(), Value::Array(order));
    }
    for field in ["computeEnvironmentOrder", "serviceEnvironmentOrder"] {
        detail.entry(field).or_insert_with(|| json!([]));
    }
    Ok(kind)
}

fn compute_order(cx: &mut Context, items: &[Value]) -> Result<(Vec<Value>, String), Fault> {
    if items.is_empty() {
        return Err(executing("At least one compute environment is required."));
    }
    if items.len() > 3 {
        return Err(executing(
            "A job queue can have at most 3 compute environments.",
        ));
    }
    let mut order: Vec<(i64, String)> = Vec::new();
    let (mut platform, mut architecture) = (None, None);
    for item in items {
        let given = text(item, "computeEnvironment").unwrap_or_default();
        let environment = compute::find(cx, given)?;
        if !matches!(environment.status, Status::Valid | Status::Updating) {
            return Err(executing(format!(
                "Compute environment {} must be VALID before it is attached to a job queue; it is {}.",
                environment.arn,
                environment.status.word()
            )));
        }
        let this = compute::platform(environment);
        if *platform.get_or_insert(this) != this {
            return Err(executing(
                "All compute environments of a job queue must be of the same kind: EC2 and \
                 Fargate compute environments can't be mixed.",
            ));
        }
        let types = texts(environment.field("computeResources"), "instanceTypes");
        let this = types
            .first()
            .and_then(|entry| compute::instances::architecture(entry));
        if this.is_some() && *architecture.get_or_insert(this) != this {
            return Err(executing(
                "All compute environments of a job queue must have the same architecture.",
            ));
        }
        let number = int(item, "order").unwrap_or_default();
        if order
            .iter()
            .any(|(other, arn)| *other == number || *arn == environment.arn)
        {
            return Err(executing(
                "computeEnvironmentOrder must have each order and compute environment once.",
            ));
        }
        order.push((number, environment.arn.clone()));
    }
    order.sort();
    let order = order
        .into_iter()
        .map(|(order, arn)| json!({"order": order, "computeEnvironment": arn}));
    Ok((order.collect(), platform.unwrap_or("ECS").to_owned()))
}

/// `jobStateTimeLimitActions`: `reason` is only a word to match with, so any is taken.
fn limits(input: &Value, kind: &str, detail: &mut Object) -> Result<(), Fault> {
    let service = kind == "SAGEMAKER_TRAINING";
    for action in list(input, "jobStateTimeLimitActions") {
        within(action, "maxTimeSeconds", 600, 86_400)?;
        let wanted = if service { "TERMINATE" } else { "CANCEL" };
        if text(action, "action") != Some(wanted) {
            return Err(executing(format!(
                "The action of a time limit must be {wanted} for a queue of type {kind}."
            )));
        }
    }
    if let Some(actions) = input.get("jobStateTimeLimitActions") {
        detail.insert("jobStateTimeLimitActions".to_owned(), actions.clone());
    }
    detail
        .entry("jobStateTimeLimitActions")
        .or_insert_with(|| json!([]));
    Ok(())
}
