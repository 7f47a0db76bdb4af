//! Tags of whatever has an ARN.

use super::super::{Context, Fault};
use super::values::arn as arn_of;
use super::values::{Object, check_tags, does_not_exist, text, texts};
use super::{compute, consumables, definitions, policies, queues, services};
use serde_json::{Value, json};

pub fn tag(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let new = input.get("tags").and_then(Value::as_object);
    let new = new.cloned().unwrap_or_default();
    let tags = find(cx, input)?;
    let mut merged = tags.clone();
    merged.extend(new);
    check_tags(&merged)?;
    *tags = merged;
    Ok(json!({}))
}

pub fn untag(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let tags = find(cx, input)?;
    for key in texts(input, "tagKeys") {
        tags.shift_remove(key);
    }
    Ok(json!({}))
}

pub fn list_all(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let tags = find(cx, input)?.clone();
    Ok(json!({ "tags": tags }))
}

fn find<'a>(cx: &'a mut Context, input: &Value) -> Result<&'a mut Object, Fault> {
    let arn = text(input, "resourceArn").unwrap_or_default().to_owned();
    let here = arn_of(cx, "", "");
    let here = here.trim_end_matches('/').to_owned();
    let Some((kind, name)) = arn
        .strip_prefix(&here)
        .and_then(|rest| rest.split_once('/'))
    else {
        return Err(Fault::client(format!("Invalid ARN: {arn}")));
    };
    let batch = &mut cx.here().batch;
    let thing = match kind {
        compute::KIND => batch.compute_environments.get_mut(name),
        queues::KIND if name.contains('/') => batch
            .quota_shares
            .values_mut()
            .find(|share| share.arn == arn),
        queues::KIND => batch.job_queues.get_mut(name),
        policies::KIND => batch.scheduling_policies.get_mut(name),
        consumables::KIND => batch.consumable_resources.get_mut(name),
        services::KIND => batch.service_environments.get_mut(name),
        definitions::KIND => {
            let name = name.split(':').next().unwrap_or(name);
            let all = batch.job_definitions.get_mut(name);
            all.and_then(|all| all.iter_mut().find(|one| one.arn == arn))
        }
        "job" => {
            return match batch.jobs.get_mut(name) {
                Some(job) => Ok(&mut job.tags),
                None => Err(does_not_exist(arn)),
            };
        }
        _ => None,
    };
    thing
        .map(|thing| &mut thing.tags)
        .ok_or_else(|| does_not_exist(arn))
}
