//! Job definitions: revisions are registered, tagged and deregistered, never changed.

use super::batch::{call_or_gone, sync_tags};
use super::context::{Context, Step, tags_of, text_at};
use crate::aws::client::Op;
use crate::aws::desired::Item;
use crate::aws::model::{Live, TAG_DIGEST};
use crate::aws::plan::{Action, Change};
use serde_json::{Value, json};

/// Registers a revision, or tags the one there is.
pub async fn define(
    cx: &Context,
    item: &Item,
    change: &Change,
    live: Option<&Live>,
    name: &str,
) -> Step<Vec<(String, Value)>> {
    if let (Action::Update, Some(live)) = (change.action, live) {
        sync_tags(cx, item, live).await?;
        return Ok(Vec::new());
    }
    let mut input = cx.properties(item)?;
    input["jobDefinitionName"] = json!(name);
    input["tags"] = json!(item.tags);
    let newest_before = live
        .and_then(|live| live.attributes.get("revision"))
        .and_then(|revision| {
            revision
                .as_i64()
                .or_else(|| revision.as_str()?.parse().ok())
        })
        .unwrap_or(0);
    let found = || async {
        let all = revisions(cx, name).await?;
        Ok(all.into_iter().find(|one| {
            let tags = one.get("tags").map(tags_of).unwrap_or_default();
            let newer = one.get("revision").and_then(Value::as_i64).unwrap_or(0) > newest_before;
            newer && cx.is_ours(&item.address, &tags) && tags.get(TAG_DIGEST) == Some(&item.digest)
        }))
    };
    let answer = cx.once(Op::RegisterJobDefinition, input, found).await?;
    let revision = answer.get("revision").and_then(Value::as_i64).unwrap_or(0);
    forget_old(cx, item, live, revision).await?;
    let mut attributes = Vec::new();
    for (attribute, field) in [("arn", "jobDefinitionArn"), ("revision", "revision")] {
        if let Some(value) = answer.get(field) {
            attributes.push((attribute.to_owned(), value.clone()));
        }
    }
    Ok(attributes)
}

/// The active revisions of a name, the newest first.
async fn revisions(cx: &Context, name: &str) -> Step<Vec<Value>> {
    let input = json!({"jobDefinitionName": name, "status": "ACTIVE"});
    let mut all = cx
        .aws
        .all(Op::DescribeJobDefinitions, input, "jobDefinitions")
        .await?;
    all.sort_by_key(|one| std::cmp::Reverse(one.get("revision").and_then(Value::as_i64)));
    Ok(all)
}

/// Deregisters the project's active revisions beyond those that stay.
async fn forget_old(cx: &Context, item: &Item, live: Option<&Live>, newest: i64) -> Step {
    let Some(keep) = item.keep_revisions else {
        return Ok(());
    };
    let known = live
        .and_then(|live| live.extra.get("Revisions"))
        .and_then(Value::as_array);
    let older = known
        .into_iter()
        .flatten()
        .filter(|one| one.get("revision").and_then(Value::as_i64).unwrap_or(0) < newest);
    // The new one is the first of those that stay.
    for old in older.skip((keep.max(1) as usize).saturating_sub(1)) {
        if let Some(arn) = text_at(old, "arn") {
            deregister(cx, arn).await?;
        }
    }
    Ok(())
}

/// Deregisters every active revision of the project's.
pub async fn undefine(cx: &Context, live: &Live) -> Step {
    let known = live.extra.get("Revisions").and_then(Value::as_array);
    let mut arns: Vec<&str> = known
        .into_iter()
        .flatten()
        .filter_map(|one| text_at(one, "arn"))
        .collect();
    if arns.is_empty() {
        arns.push(
            live.attributes
                .get("arn")
                .and_then(Value::as_str)
                .unwrap_or(&live.id),
        );
    }
    for arn in arns {
        deregister(cx, arn).await?;
    }
    Ok(())
}

/// Deregisters one revision.
async fn deregister(cx: &Context, arn: &str) -> Step {
    let revision = json!({"jobDefinition": arn});
    call_or_gone(cx, Op::DeregisterJobDefinition, revision)
        .await
        .map(|_| ())
}
