//! Queues, job definitions, and the kinds of Batch whose calls have one pattern.

use super::context::{Context, Failed, Step, tag_changes, tags_of, text_at};
use super::events::Problem;
use super::{environment, wait};
use crate::aws::canonical::canonical;
use crate::aws::client::Op;
use crate::aws::desired::Item;
use crate::aws::model::{Address, ItemKind, Live};
use crate::aws::plan::Change;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// The calls of a kind and the fields that name it in them.
struct Calls {
    create: Op,
    update: Op,
    delete: Op,
    /// In the create request and in descriptions.
    name: &'static str,
    /// In the update and delete requests.
    handle: &'static str,
    arn: &'static str,
}

fn calls(kind: ItemKind) -> Option<Calls> {
    let calls = |create, update, delete, name, handle, arn| Calls {
        create,
        update,
        delete,
        name,
        handle,
        arn,
    };
    Some(match kind {
        ItemKind::JobQueue => calls(
            Op::CreateJobQueue,
            Op::UpdateJobQueue,
            Op::DeleteJobQueue,
            "jobQueueName",
            "jobQueue",
            "jobQueueArn",
        ),
        ItemKind::SchedulingPolicy => calls(
            Op::CreateSchedulingPolicy,
            Op::UpdateSchedulingPolicy,
            Op::DeleteSchedulingPolicy,
            "name",
            "arn",
            "arn",
        ),
        ItemKind::ConsumableResource => calls(
            Op::CreateConsumableResource,
            Op::UpdateConsumableResource,
            Op::DeleteConsumableResource,
            "consumableResourceName",
            "consumableResource",
            "consumableResourceArn",
        ),
        ItemKind::ServiceEnvironment => calls(
            Op::CreateServiceEnvironment,
            Op::UpdateServiceEnvironment,
            Op::DeleteServiceEnvironment,
            "serviceEnvironmentName",
            "serviceEnvironment",
            "serviceEnvironmentArn",
        ),
        ItemKind::QuotaShare => calls(
            Op::CreateQuotaShare,
            Op::UpdateQuotaShare,
            Op::DeleteQuotaShare,
            "quotaShareName",
            "quotaShareArn",
            "quotaShareArn",
        ),
        _ => return None,
    })
}

fn has_states(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::JobQueue | ItemKind::ServiceEnvironment)
}

pub async fn create(cx: &Context, item: &Item, name: &str) -> Step<Vec<(String, Value)>> {
    let Some(calls) = calls(item.address.kind) else {
        return Ok(Vec::new());
    };
    let mut input = cx.properties(item)?;
    ready(cx, &input).await?;
    input[calls.name] = json!(name);
    input["tags"] = json!(item.tags);
    let found = || async {
        let seen = find(cx, item, name, &calls).await?;
        Ok(seen.filter(|seen| {
            seen.get("tags")
                .is_some_and(|tags| cx.is_ours(&item.address, &tags_of(tags)))
        }))
    };
    let answer = cx.once(calls.create, input, found).await?;
    if has_states(item.address.kind) {
        cx.waiting(&item.address, "until it is VALID");
        wait::valid(cx, &item.address, name).await?;
    }
    Ok(attributes(&answer, &calls))
}

/// Waits for what this needs and an earlier apply, which was interrupted, has only begun: a queue
/// takes environments that are VALID, a quota share such a queue.
async fn ready(cx: &Context, properties: &Value) -> Step {
    let list = |field: &str| properties.get(field).and_then(Value::as_array);
    let order = |field: &str, inner: &'static str| {
        let entries = list(field).into_iter().flatten();
        entries.filter_map(move |entry| text_at(entry, inner))
    };
    let arns = order("computeEnvironmentOrder", "computeEnvironment")
        .chain(order("serviceEnvironmentOrder", "serviceEnvironment"))
        .chain(text_at(properties, "jobQueue"));
    for arn in arns {
        let begun = cx.work.live.iter().find(|live| {
            live.id == arn && matches!(live.status.as_deref(), Some("CREATING" | "UPDATING"))
        });
        let Some((live, address)) = begun.and_then(|live| Some((live, live.address.as_ref()?)))
        else {
            continue;
        };
        cx.waiting(address, "until it is VALID");
        let name = live.name.as_deref().unwrap_or_default();
        match cx.work.desired.item(address) {
            Some(item) if live.kind == ItemKind::ComputeEnvironment => {
                environment::valid(cx, item, name).await?;
            }
            _ => {
                wait::valid(cx, address, name).await?;
            }
        }
    }
    Ok(())
}

fn attributes(answer: &Value, calls: &Calls) -> Vec<(String, Value)> {
    let arn = answer.get(calls.arn).cloned();
    arn.map(|arn| ("arn".to_owned(), arn)).into_iter().collect()
}

/// One of the kind by name, with its tags.
async fn find(cx: &Context, item: &Item, name: &str, calls: &Calls) -> Step<Option<Value>> {
    let kind = item.address.kind;
    if has_states(kind) {
        return Ok(cx.poller.look(kind, name).await?);
    }
    let arn = match kind {
        ItemKind::QuotaShare => {
            let queue = cx.resolve(item.properties.get("jobQueue").unwrap_or(&Value::Null));
            let input = json!({"jobQueue": queue});
            let all = cx
                .aws
                .all(Op::ListQuotaShares, input, "quotaShares")
                .await?;
            let same = all
                .iter()
                .find(|one| text_at(one, calls.name) == Some(name));
            same.and_then(|one| text_at(one, calls.arn))
                .map(str::to_owned)
        }
        _ => {
            let desired = &cx.work.desired;
            let named = Item {
                name: Some(name.to_owned()),
                ..item.clone()
            };
            crate::aws::desired::attributes::known_from_name(desired, &named)
                .into_iter()
                .find(|(attribute, _)| attribute == "arn")
                .and_then(|(_, arn)| arn.as_str().map(str::to_owned))
        }
    };
    let Some(arn) = arn else { return Ok(None) };
    let tags = match cx
        .aws
        .call(Op::ListTagsForResource, json!({"resourceArn": arn}))
        .await
    {
        Ok(answer) => answer.get("tags").cloned().unwrap_or_default(),
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(json!({calls.arn: arn, "tags": tags})))
}

pub async fn update(
    cx: &Context,
    item: &Item,
    change: &Change,
    live: &Live,
) -> Step<Vec<(String, Value)>> {
    let Some(calls) = calls(item.address.kind) else {
        return Ok(Vec::new());
    };
    let properties = cx.properties(item)?;
    let name = live.name.clone().unwrap_or_default();
    let fields: BTreeSet<&str> = change
        .fields
        .iter()
        .filter_map(|field| field.path.split('.').next())
        .filter(|field| !matches!(*field, "tags" | "name"))
        .collect();
    let mut input = json!({calls.handle: live.id});
    if item.address.kind == ItemKind::JobQueue {
        input[calls.handle] = json!(name);
    }
    let mut changed = false;
    for field in fields {
        changed = true;
        match field {
            // A repair: any update makes AWS look again.
            "status" => {
                if let Some(priority) = properties.get("priority") {
                    input["priority"] = priority.clone();
                }
            }
            "totalQuantity" => {
                input["operation"] = json!("SET");
                input["quantity"] = properties.get(field).cloned().unwrap_or(json!(0));
            }
            "state" => {
                input["state"] = properties.get("state").cloned().unwrap_or(json!("ENABLED"));
            }
            field => {
                let empty = || match canonical(live.kind, &live.properties).get(field) {
                    Some(Value::Array(_)) => json!([]),
                    _ => json!({}),
                };
                input[field] = properties.get(field).cloned().unwrap_or_else(empty);
            }
        }
    }
    if changed {
        ready(cx, &properties).await?;
        when_settled(cx, &item.address, &name, calls.update, input).await?;
    }
    sync_tags(cx, item, live).await?;
    if changed && has_states(item.address.kind) {
        cx.waiting(&item.address, "until it is VALID");
        wait::valid(cx, &item.address, &name).await?;
    }
    Ok(Vec::new())
}

/// Makes the tags what the program says.
pub async fn sync_tags(cx: &Context, item: &Item, live: &Live) -> Step {
    let arn = live
        .attributes
        .get("arn")
        .and_then(Value::as_str)
        .unwrap_or(&live.id);
    let (set, gone) = tag_changes(&item.tags, live);
    if !set.is_empty() {
        cx.call(Op::TagResource, json!({"resourceArn": arn, "tags": set}))
            .await?;
    }
    if !gone.is_empty() {
        cx.call(
            Op::UntagResource,
            json!({"resourceArn": arn, "tagKeys": gone}),
        )
        .await?;
    }
    Ok(())
}

/// A call that AWS refuses while an earlier one is still being carried out: it waits for that.
pub async fn when_settled(
    cx: &Context,
    address: &Address,
    name: &str,
    op: Op,
    input: Value,
) -> Step<Value> {
    let deadline = cx.deadline();
    loop {
        match cx.aws.call(op, input.clone()).await {
            Ok(answer) => return Ok(answer),
            Err(error) if Instant::now() > deadline => return Err(error.into()),
            Err(error) if error.is_conflict() => {
                if has_states(address.kind) || address.kind == ItemKind::ComputeEnvironment {
                    wait::settled(cx, address, name).await?;
                }
                cx.sleep(Duration::from_millis(500)).await?;
            }
            Err(error) if error.may_pass() => cx.sleep(Duration::from_secs(1)).await?,
            Err(error) => return Err(error.into()),
        }
    }
}

/// A deletion; what is not there any more is deleted.
pub async fn call_or_gone(cx: &Context, op: Op, input: Value) -> Step {
    let mut pause = Duration::from_millis(300);
    for _ in 0..8 {
        match cx.aws.call(op, input.clone()).await {
            Ok(_) => return Ok(()),
            Err(error) if error.is_not_found() => return Ok(()),
            Err(error) if error.may_pass() && !error.is_conflict() => {
                cx.sleep(pause).await?;
                pause = (pause * 2).min(Duration::from_secs(10));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::new(format!("AWS kept failing on `{}`", op.name()))
        .help("apply again: it goes on from here")
        .into())
}

/// The relation AWS still sees between an environment and a queue that has let go of it.
pub fn is_relation(problem: &Problem) -> bool {
    problem.aws.as_deref().is_some_and(|text| {
        text.contains("JobQueue relationship") || text.contains("being modified")
    })
}

pub async fn delete(cx: &Context, live: &Live) -> Step {
    let (Some(calls), Some(address)) = (calls(live.kind), &live.address) else {
        return Ok(());
    };
    let name = live.name.clone().unwrap_or_default();
    let by_name = matches!(live.kind, ItemKind::JobQueue | ItemKind::ServiceEnvironment);
    let handle = if by_name { &name } else { &live.id };
    let input = json!({calls.handle: handle});
    if has_states(live.kind) {
        let Some(seen) = wait::settled(cx, address, &name).await? else {
            return Ok(());
        };
        if text_at(&seen, "state") != Some("DISABLED") {
            let mut disable = input.clone();
            disable["state"] = json!("DISABLED");
            when_settled(cx, address, &name, calls.update, disable).await?;
            cx.waiting(address, "until it takes no more jobs");
            if wait::settled(cx, address, &name).await?.is_none() {
                return Ok(());
            }
        }
    } else if live.kind == ItemKind::QuotaShare {
        let mut disable = input.clone();
        disable["state"] = json!("DISABLED");
        call_or_gone(cx, calls.update, disable).await?;
    }
    let deadline = cx.deadline();
    loop {
        match call_or_gone(cx, calls.delete, input.clone()).await {
            Ok(()) => break,
            // A queue that is gone is still seen for a moment.
            Err(Failed::Problem(problem)) if in_use(&problem) && Instant::now() < deadline => {
                cx.sleep(Duration::from_secs(1)).await?;
            }
            Err(other) => return Err(other),
        }
    }
    if has_states(live.kind) {
        cx.waiting(address, "until it is gone");
        while let Some(seen) = wait::gone(cx, address, &name).await? {
            if Instant::now() > deadline {
                return Err(wait::late(cx, "gone"));
            }
            if text_at(&seen, "status") == Some("INVALID") {
                let reason = text_at(&seen, "statusReason").unwrap_or("");
                return Err(super::trouble::of_invalid(reason).into());
            }
            cx.sleep(Duration::from_secs(1)).await?;
        }
    }
    Ok(())
}

fn in_use(problem: &Problem) -> bool {
    let text = problem
        .aws
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    [
        "in use",
        "relationship",
        "being used",
        "being modified",
        "attached",
        "associated",
    ]
    .iter()
    .any(|part| text.contains(part))
}
