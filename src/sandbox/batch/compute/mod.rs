//! Compute environments.

pub mod create;
pub mod health;
pub mod instances;
pub mod rules;
pub mod show;
pub mod update;

use super::super::{Context, Fault};
use super::page::{at_most_100, page};
use super::state::{Batch, Status, Thing};
use super::values::{arn, does_not_exist, executing, name_in, text, texts};
use serde_json::{Map, Value, json};

pub const KIND: &str = "compute-environment";

/// The security groups and subnets a compute environment's `computeResources` name, wherever.
pub fn network(resources: &Value) -> Vec<String> {
    let managed = resources
        .pointer("/managedInstancesProvider/instanceLaunchTemplate/networkConfiguration")
        .unwrap_or(&Value::Null);
    [
        (resources, "subnets"),
        (resources, "securityGroupIds"),
        (managed, "subnets"),
        (managed, "securityGroups"),
    ]
    .into_iter()
    .flat_map(|(value, field)| texts(value, field))
    .map(str::to_owned)
    .collect()
}

/// Whether a type runs on Fargate.
pub fn is_fargate(kind: &str) -> bool {
    matches!(kind, "FARGATE" | "FARGATE_SPOT")
}

/// Whether a service role is Batch's service-linked one.
pub fn is_service_linked(role: &str) -> bool {
    role.rsplit('/').next() == Some("AWSServiceRoleForBatch")
}

/// The kind of queue a compute environment can serve: a queue mixes none of them.
pub fn platform(environment: &Thing) -> &'static str {
    if environment.detail.contains_key("eksConfiguration") {
        return "EKS";
    }
    match text(environment.field("computeResources"), "type") {
        Some("FARGATE" | "FARGATE_SPOT") => "ECS_FARGATE",
        Some("ECS_MANAGED_INSTANCES") => "ECS_MANAGED_INSTANCES",
        _ => "ECS",
    }
}

/// DescribeComputeEnvironments.
pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let names = texts(input, "computeEnvironments");
    at_most_100(&names, "compute environments")?;
    cx.here();
    let batch = &cx.account.regions[cx.region].batch;
    if names.is_empty() {
        let all = batch.compute_environments.iter();
        let all = all.map(|(name, environment)| (name.clone(), environment));
        return page(cx, input, "computeEnvironments", all, |one| {
            show::environment(one, batch)
        });
    }
    let mut shown: Map<String, Value> = Map::new();
    for name in names {
        let name = name_in(cx, KIND, name);
        if let Some(environment) = batch.compute_environments.get(name) {
            shown.insert(name.to_owned(), show::environment(environment, batch));
        }
    }
    let shown: Vec<Value> = shown.into_iter().map(|(_, value)| value).collect();
    Ok(json!({ "computeEnvironments": shown }))
}

/// DeleteComputeEnvironment: disabled, at rest, and in no queue.
pub fn delete(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let given = text(input, "computeEnvironment").unwrap_or_default();
    let name = name_in(cx, KIND, given).to_owned();
    let wanted = arn(cx, KIND, &name);
    let (now, until) = (cx.now, cx.now + cx.options.state_ms);
    let batch: &mut Batch = &mut cx.here().batch;
    let Some(environment) = batch.compute_environments.get(&name) else {
        return Err(does_not_exist(if given.starts_with("arn:") {
            given
        } else {
            &wanted
        }));
    };
    if environment.status.passes() {
        return Err(Fault::client("Cannot delete, resource is being modified"));
    }
    if environment.enabled {
        return Err(Fault::client(
            "Cannot delete, compute environment state must be DISABLED",
        ));
    }
    if batch.related(&environment.arn, now) {
        return Err(Fault::client(
            "Cannot delete, found existing JobQueue relationship",
        ));
    }
    let fargate = platform(environment) == "ECS_FARGATE";
    let arn = environment.arn.clone();
    let busy = batch
        .jobs
        .values()
        .any(|job| job.environment.as_deref() == Some(&arn) && !job.ended());
    if let Some(environment) = batch.compute_environments.get_mut(&name) {
        environment.enter(Status::Deleting, until);
        if fargate && busy {
            // Its tasks hold the cluster: AWS leaves such an environment INVALID.
            environment.set("busy", true);
        }
    }
    Ok(json!({}))
}

/// The environment a caller names, or the refusal AWS gives.
pub fn find<'a>(cx: &'a mut Context, given: &str) -> Result<&'a mut Thing, Fault> {
    let name = name_in(cx, KIND, given).to_owned();
    let missing = if given.starts_with("arn:") {
        given.to_owned()
    } else {
        arn(cx, KIND, given)
    };
    let found = cx.here().batch.compute_environments.get_mut(&name);
    found.ok_or_else(|| does_not_exist(missing))
}

/// Forces an environment INVALID, as when AWS cannot use it any more.
pub fn invalidate(cx: &mut Context, name: &str, reason: &str) -> Result<(), Fault> {
    let environment = find(cx, name)?;
    if environment.status == Status::Deleting {
        return Err(executing("the compute environment is being deleted"));
    }
    environment.status = Status::Invalid;
    environment.until = None;
    environment.reason = reason.to_owned();
    Ok(())
}
