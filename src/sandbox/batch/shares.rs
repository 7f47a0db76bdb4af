//! Quota shares of SageMaker queues.

use super::super::{Context, Fault};
use super::page::page;
use super::queues;
use super::state::{Status, Thing};
use super::values::{Object, does_not_exist, executing, exists, new_name, tags, text, within};
use serde_json::{Map, Value, json};

const FIELDS: [&str; 3] = [
    "capacityLimits",
    "resourceSharingConfiguration",
    "preemptionConfiguration",
];

pub fn create(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "quotaShareName")?.to_owned();
    let tags = tags(input)?;
    let queue = queues::find(cx, text(input, "jobQueue").unwrap_or_default())?;
    if queue.field("jobQueueType") != "SAGEMAKER_TRAINING" {
        return Err(executing(
            "Quota shares are only applicable for SAGEMAKER_TRAINING queues.",
        ));
    }
    let (queue_arn, key) = (queue.arn.clone(), format!("{}/{name}", queue.name));
    let mut detail = Object::new();
    detail.insert("jobQueueArn".to_owned(), json!(queue_arn));
    configure(&mut detail, input)?;
    let batch = &cx.here().batch;
    if batch.quota_shares.contains_key(&key) {
        return Err(exists());
    }
    let shares = batch.quota_shares.values();
    if shares
        .filter(|share| share.field("jobQueueArn") == queue_arn.as_str())
        .count()
        >= 20
    {
        return Err(executing("A job queue can have at most 20 quota shares."));
    }
    let mut share = Thing {
        arn: format!("{queue_arn}/quota-share/{name}"),
        enabled: text(input, "state") != Some("DISABLED"),
        name,
        tags,
        detail,
        ..Thing::default()
    };
    share.enter(Status::Creating, cx.now + cx.options.state_ms);
    let answer = named(&share);
    cx.here().batch.quota_shares.insert(key, share);
    Ok(answer)
}

pub fn update(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let until = cx.now + cx.options.state_ms;
    let share = find(cx, input)?;
    if share.status.passes() {
        return Err(Fault::client("Cannot update, resource is being modified"));
    }
    configure(&mut share.detail, input)?;
    if let Some(state) = text(input, "state") {
        share.enabled = state == "ENABLED";
    }
    share.enter(Status::Updating, until);
    Ok(named(share))
}

pub fn delete(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let until = cx.now + cx.options.state_ms;
    let share = find(cx, input)?;
    if share.status.passes() {
        return Err(Fault::client("Cannot delete, resource is being modified"));
    }
    if share.enabled {
        return Err(Fault::client(
            "Cannot delete, quota share state must be DISABLED",
        ));
    }
    share.enter(Status::Deleting, until);
    Ok(json!({}))
}

pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    find(cx, input).map(|share| show(share))
}

pub fn list_all(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let queue = queues::find(cx, text(input, "jobQueue").unwrap_or_default())?;
    let arn = queue.arn.clone();
    let shares = &cx.account.regions[cx.region].batch.quota_shares;
    let these = shares
        .iter()
        .filter(|(_, share)| share.field("jobQueueArn") == arn.as_str())
        .map(|(key, share)| (key.clone(), share));
    page(cx, input, "quotaShares", these, show)
}

fn configure(detail: &mut Object, input: &Value) -> Result<(), Fault> {
    if let Some(sharing) = input.get("resourceSharingConfiguration") {
        within(sharing, "borrowLimit", -1, i64::from(i32::MAX))?;
    }
    for field in FIELDS {
        if let Some(value) = input.get(field) {
            detail.insert(field.to_owned(), value.clone());
        }
    }
    Ok(())
}

fn named(share: &Thing) -> Value {
    json!({"quotaShareName": share.name, "quotaShareArn": share.arn})
}

fn show(share: &Thing) -> Value {
    let mut shown: Map<String, Value> = Map::new();
    shown.insert("quotaShareName".to_owned(), json!(share.name));
    shown.insert("quotaShareArn".to_owned(), json!(share.arn));
    shown.extend(share.detail.clone());
    shown.insert("state".to_owned(), json!(share.state()));
    shown.insert("status".to_owned(), json!(share.status.word()));
    shown.insert("tags".to_owned(), Value::Object(share.tags.clone()));
    Value::Object(shown)
}

fn find<'a>(cx: &'a mut Context, input: &Value) -> Result<&'a mut Thing, Fault> {
    let arn = text(input, "quotaShareArn").unwrap_or_default();
    let mut shares = cx.here().batch.quota_shares.values_mut();
    let found = shares.find(|share| share.arn == arn);
    found.ok_or_else(|| does_not_exist(arn))
}
