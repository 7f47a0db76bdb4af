//! Compute environments: made, updated as little as AWS wants, emptied and deleted.

use super::context::{Context, Failed, Step, tags_of, text_at};
use super::events::Problem;
use super::{batch, trouble, wait};
use crate::aws::canonical::canonical;
use crate::aws::client::Op;
use crate::aws::desired::Item;
use crate::aws::invalid::{self, Kind};
use crate::aws::model::{Address, ItemKind, Live};
use crate::aws::plan::{Action, Change};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// IAM needs seconds, rarely a minute, for what this run has changed; what fails longer than this
/// fails for another reason.
const IAM_PATIENCE: Duration = Duration::from_secs(5 * 60);
/// Where this run has changed no role, an earlier one may just have.
const SHORT_PATIENCE: Duration = Duration::from_secs(60);

/// Fields CreateComputeEnvironment does not take: they concern updates.
const UPDATE_ONLY: &[&str] = &["updatePolicy"];

pub async fn create(cx: &Context, item: &Item, name: &str) -> Step<Vec<(String, Value)>> {
    let mut input = cx.properties(item)?;
    let later = take(&mut input, UPDATE_ONLY);
    if let Some(compute) = input
        .get_mut("computeResources")
        .and_then(Value::as_object_mut)
    {
        compute.remove("updateToLatestImageVersion");
    }
    input["computeEnvironmentName"] = json!(name);
    input["tags"] = json!(item.tags);
    gone_first(cx, item, name).await?;
    let found = || async {
        let seen = describe(cx, name).await?;
        Ok(seen.filter(|seen| {
            seen.get("tags")
                .is_some_and(|tags| cx.is_ours(&item.address, &tags_of(tags)))
        }))
    };
    cx.once(Op::CreateComputeEnvironment, input.clone(), found)
        .await?;
    cx.waiting(&item.address, "until it is VALID");
    let mut seen = valid(cx, item, name).await?;
    if !later.is_empty() {
        let mut update = Value::Object(later);
        update["computeEnvironment"] = json!(name);
        add_maximum(&mut update, &input);
        call_when_settled(cx, item, name, Op::UpdateComputeEnvironment, update).await?;
        seen = valid(cx, item, name).await?;
    }
    Ok(attributes(&seen))
}

/// An older one of the same name may still be on its way out.
async fn gone_first(cx: &Context, item: &Item, name: &str) -> Step {
    let going = |live: &Live| {
        live.kind == ItemKind::ComputeEnvironment
            && live.name.as_deref() == Some(name)
            && live.status.as_deref() == Some("DELETING")
    };
    if cx.work.live.iter().any(going) {
        cx.waiting(&item.address, "until the old one of its name is gone");
        wait::gone(cx, &item.address, name).await?;
    }
    Ok(())
}

fn attributes(seen: &Value) -> Vec<(String, Value)> {
    [
        ("arn", "computeEnvironmentArn"),
        ("ecs_cluster_arn", "ecsClusterArn"),
        ("status", "status"),
    ]
    .iter()
    .filter_map(|(name, field)| Some(((*name).to_owned(), seen.get(*field)?.clone())))
    .collect()
}

pub async fn describe(cx: &Context, name: &str) -> Step<Option<Value>> {
    let input = json!({"computeEnvironments": [name]});
    let answer = cx.call(Op::DescribeComputeEnvironments, input).await?;
    Ok(answer
        .get("computeEnvironments")
        .and_then(|list| list.get(0))
        .filter(|seen| text_at(seen, "status") != Some("DELETED"))
        .cloned())
}

/// Waits until it is VALID; has Batch look again while IAM may not have spread.
pub async fn valid(cx: &Context, item: &Item, name: &str) -> Step<Value> {
    let start = Instant::now();
    let mut pause = Duration::from_secs(6);
    loop {
        let Some(seen) = wait::done(cx, &item.address, name).await? else {
            if start.elapsed() > Duration::from_secs(60) {
                return Err(Problem::new("it went away while it was made").into());
            }
            cx.sleep(Duration::from_secs(1)).await?;
            continue;
        };
        if text_at(&seen, "status") != Some("INVALID") {
            return Ok(seen);
        }
        let reason = text_at(&seen, "statusReason").unwrap_or("").to_owned();
        let may_pass = invalid::explain(&reason).is_some_and(|known| known.kind == Kind::MayPass);
        let roles = [ItemKind::Role, ItemKind::InstanceProfile];
        let changed = |need: &&Address| roles.contains(&need.kind) && cx.plan_touches(need);
        let patience = match item.needs.iter().find(changed) {
            Some(_) => IAM_PATIENCE,
            None => SHORT_PATIENCE,
        };
        let patience = patience.min(cx.options.timeout);
        if !may_pass || start.elapsed() > patience {
            return Err(trouble::of_invalid(&reason).into());
        }
        cx.waiting(&item.address, "until its roles have spread through IAM");
        cx.sleep(pause).await?;
        pause = (pause * 2).min(Duration::from_secs(20));
        revalidate(cx, item, name, &seen).await?;
    }
}

/// Any update makes Batch look again; this one changes nothing.
async fn revalidate(cx: &Context, item: &Item, name: &str, seen: &Value) -> Step {
    let mut input = json!({"computeEnvironment": name});
    match seen
        .get("computeResources")
        .and_then(|compute| compute.get("maxvCpus"))
    {
        Some(most) => input["computeResources"] = json!({"maxvCpus": most}),
        None => input["state"] = seen.get("state").cloned().unwrap_or(json!("ENABLED")),
    }
    call_when_settled(cx, item, name, Op::UpdateComputeEnvironment, input).await?;
    Ok(())
}

/// A call that AWS refuses while an earlier one is still being carried out.
async fn call_when_settled(
    cx: &Context,
    item: &Item,
    name: &str,
    op: Op,
    input: Value,
) -> Step<Value> {
    batch::when_settled(cx, &item.address, name, op, input).await
}

/// AWS wants a field of the compute resources in every update of a managed environment.
fn add_maximum(update: &mut Value, properties: &Value) {
    let has = update
        .get("computeResources")
        .and_then(Value::as_object)
        .is_some_and(|c| !c.is_empty());
    let most = properties
        .get("computeResources")
        .and_then(|c| c.get("maxvCpus"));
    if let (false, Some(most)) = (has, most) {
        update["computeResources"] = json!({"maxvCpus": most});
    }
}

fn take(input: &mut Value, fields: &[&str]) -> Map<String, Value> {
    let mut taken = Map::new();
    if let Some(object) = input.as_object_mut() {
        for field in fields {
            if let Some(value) = object.remove(*field) {
                taken.insert((*field).to_owned(), value);
            }
        }
    }
    taken
}

pub async fn update(
    cx: &Context,
    item: &Item,
    change: &Change,
    live: &Live,
) -> Step<Vec<(String, Value)>> {
    let name = live.name.clone().unwrap_or_else(|| live.id.clone());
    let properties = cx.properties(item)?;
    let input = update_input(change, live, &properties, &name);
    if let Some(input) = input {
        call_when_settled(cx, item, &name, Op::UpdateComputeEnvironment, input).await?;
        let what = match change.action {
            Action::InfrastructureUpdate => "until its instances are replaced",
            _ => "until it is VALID",
        };
        cx.waiting(&item.address, what);
    }
    batch::sync_tags(cx, item, live).await?;
    let seen = valid(cx, item, &name).await?;
    Ok(attributes(&seen))
}

/// The smallest request that makes the change: Fargate environments refuse fields they do not
/// have even if they are empty ("The following parameters can't be updated for Fargate compute
/// environment"). `None`: only tags differ.
fn update_input(change: &Change, live: &Live, properties: &Value, name: &str) -> Option<Value> {
    let mut input = Map::new();
    let mut compute = Map::new();
    let wanted = canonical(ItemKind::ComputeEnvironment, properties);
    let have = canonical(ItemKind::ComputeEnvironment, &live.properties);
    let paths: BTreeSet<&str> = change
        .fields
        .iter()
        .map(|field| field.path.as_str())
        .collect();
    let mut repair = false;
    for path in paths {
        let mut parts = path.split('.');
        match (parts.next(), parts.next()) {
            (Some("tags"), _) => {}
            (Some("status"), _) => repair = true,
            (Some("computeResources"), Some(field)) => {
                let value = properties
                    .get("computeResources")
                    .and_then(|wanted| wanted.get(field))
                    .cloned()
                    .unwrap_or_else(|| cleared(field));
                compute.insert(field.to_owned(), value);
            }
            (Some("eksConfiguration"), _) => {
                // Only how Batch gets in can change in place.
                if let Some(entry) = properties
                    .get("eksConfiguration")
                    .and_then(|eks| eks.get("accessEntry"))
                {
                    input.insert("eksConfiguration".into(), json!({"accessEntry": entry}));
                }
            }
            (Some("updatePolicy"), _) => {
                let policy = properties.get("updatePolicy").cloned();
                let default =
                    json!({"terminateJobsOnUpdate": false, "jobExecutionTimeoutMinutes": 30});
                input.insert("updatePolicy".into(), policy.unwrap_or(default));
            }
            (Some(field), _) => {
                let default = if field == "state" {
                    json!("ENABLED")
                } else {
                    json!("")
                };
                let value = properties.get(field).cloned().unwrap_or(default);
                input.insert(field.to_owned(), value);
            }
            _ => {}
        }
    }
    if change.action == Action::InfrastructureUpdate {
        if let Some(policy) = properties.get("updatePolicy") {
            input.insert("updatePolicy".into(), policy.clone());
        }
        let latest = properties
            .get("computeResources")
            .and_then(|c| c.get("updateToLatestImageVersion"));
        if let Some(latest) = latest {
            compute.insert("updateToLatestImageVersion".into(), latest.clone());
        }
    }
    // What refers to something that was not known when the plan was made may be the same after all.
    compute.retain(|field, _| {
        let of = |side: &Value| {
            side.get("computeResources")
                .and_then(|c| c.get(field))
                .cloned()
        };
        of(&wanted) != of(&have) || field == "updateToLatestImageVersion"
    });
    if input.is_empty() && compute.is_empty() && !repair {
        return None;
    }
    let managed = properties.get("type").and_then(Value::as_str) != Some("UNMANAGED");
    let mut input = Value::Object(input);
    if !compute.is_empty() {
        input["computeResources"] = Value::Object(compute);
    }
    if managed {
        add_maximum(&mut input, properties);
    } else if repair {
        input["state"] = properties.get("state").cloned().unwrap_or(json!("ENABLED"));
    }
    input["computeEnvironment"] = json!(name);
    Some(input)
}

/// What an update says to take a setting away.
fn cleared(field: &str) -> Value {
    match field {
        "imageId" | "ec2KeyPair" | "placementGroup" => json!(""),
        "launchTemplate" => json!({"launchTemplateId": "", "version": ""}),
        "bidPercentage" => json!(100),
        "minvCpus" => json!(0),
        "tags" => json!({}),
        "scalingPolicy" => json!({"minScaleDownDelayMinutes": 0}),
        _ => json!([]),
    }
}

/// Switches it off, lets its jobs end where others go on, deletes it.
pub async fn delete(cx: &Context, live: &Live, drain: bool) -> Step {
    let Some(address) = &live.address else {
        return Ok(());
    };
    let name = live.name.clone().unwrap_or_else(|| live.id.clone());
    let Some(seen) = wait::settled(cx, address, &name).await? else {
        return Ok(());
    };
    if text_at(&seen, "state") != Some("DISABLED") {
        let input = json!({"computeEnvironment": name, "state": "DISABLED"});
        let input = without_minimum(input, &seen);
        batch::when_settled(cx, address, &name, Op::UpdateComputeEnvironment, input).await?;
        cx.waiting(address, "until it is switched off");
        if wait::settled(cx, address, &name).await?.is_none() {
            return Ok(());
        }
    }
    if drain {
        drained(cx, live, &name).await?;
    }
    cx.waiting(address, "until it is gone");
    let deadline = cx.deadline();
    let input = json!({"computeEnvironment": name});
    loop {
        // "Cannot delete, found existing JobQueue relationship" lingers after the queue has let go.
        match batch::call_or_gone(cx, Op::DeleteComputeEnvironment, input.clone()).await {
            Ok(()) => {}
            Err(Failed::Problem(problem))
                if batch::is_relation(&problem) && Instant::now() < deadline =>
            {
                cx.sleep(Duration::from_secs(2)).await?;
                continue;
            }
            Err(other) => return Err(other),
        }
        match wait::gone(cx, address, &name).await? {
            None => return Ok(()),
            // One of Fargate with jobs on it turns INVALID; it can go once they have ended.
            Some(seen) if is_fargate(&seen) && Instant::now() < deadline => {
                cx.waiting(address, "until jobs on it have ended");
                cx.sleep(Duration::from_secs(10)).await?;
            }
            Some(seen) if text_at(&seen, "status") == Some("INVALID") => {
                let reason = text_at(&seen, "statusReason").unwrap_or("");
                return Err(trouble::of_invalid(reason)
                    .help("an environment whose role is gone can be deleted once a role of that name is there again: make it, then apply again")
                    .into());
            }
            Some(_) if Instant::now() > deadline => return Err(wait::late(cx, "gone")),
            Some(_) => cx.sleep(Duration::from_secs(2)).await?,
        }
    }
}

fn is_fargate(seen: &Value) -> bool {
    text_at(seen, "status") == Some("INVALID")
        && text_at(seen, "computeResources.type").is_some_and(|kind| kind.starts_with("FARGATE"))
}

/// The minimum is kept running even while it is switched off, so it goes with it; Fargate has none.
fn without_minimum(mut input: Value, seen: &Value) -> Value {
    let compute = seen.get("computeResources");
    let kept = compute
        .and_then(|c| c.get("minvCpus"))
        .and_then(Value::as_i64)
        .unwrap_or(0);
    if kept > 0 {
        input["computeResources"] = json!({"minvCpus": 0});
    }
    input
}

/// Waits until the instances of a switched-off environment have finished their jobs, as long as
/// the time allows; then it is deleted all the same, as the plan said.
async fn drained(cx: &Context, live: &Live, name: &str) -> Step {
    let Some(address) = &live.address else {
        return Ok(());
    };
    let start = Instant::now();
    let deadline = cx.deadline();
    loop {
        let seen = match cx.poller.look(ItemKind::ComputeEnvironment, name).await {
            Ok(seen) => seen,
            Err(error) => {
                wait::pass(error)?;
                continue;
            }
        };
        let busy = seen
            .as_ref()
            .and_then(|seen| seen.get("computeResources"))
            .and_then(|compute| compute.get("desiredvCpus"))
            .and_then(Value::as_i64)
            .unwrap_or(0);
        if busy == 0 {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(Problem::new(format!("jobs still run on it ({busy} vCPUs)"))
                .help("it takes no new ones; apply again later, and it is deleted when they have ended")
                .into());
        }
        cx.waiting(
            address,
            format!("until jobs on the old one have ended ({busy} vCPUs)"),
        );
        cx.sleep(wait::pause(start.elapsed()).max(Duration::from_secs(1)))
            .await?;
    }
}
