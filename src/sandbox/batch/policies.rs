//! Scheduling policies.

use super::super::{Context, Fault};
use super::page::{at_most_100, page};
use super::state::Thing;
use super::values::{
    Object, arn, does_not_exist, executing, exists, list, name_in, new_name, tags, text, texts,
    within,
};
use serde_json::{Map, Value, json};

pub const KIND: &str = "scheduling-policy";

const BODIES: [&str; 2] = ["fairsharePolicy", "quotaSharePolicy"];

pub fn create(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "name")?.to_owned();
    let tags = tags(input)?;
    let given: Vec<_> = BODIES
        .iter()
        .filter(|body| input.get(**body).is_some())
        .collect();
    if given.len() > 1 {
        return Err(executing(
            "A policy has either fairsharePolicy or quotaSharePolicy.",
        ));
    }
    let mut detail = Object::new();
    if input.get("quotaSharePolicy").is_none() {
        detail.insert("fairsharePolicy".to_owned(), fair(input)?);
    } else {
        detail.insert(
            "quotaSharePolicy".to_owned(),
            input["quotaSharePolicy"].clone(),
        );
    }
    let arn = arn(cx, KIND, &name);
    let policies = &mut cx.here().batch.scheduling_policies;
    if policies.contains_key(&name) {
        return Err(exists());
    }
    let answer = json!({"name": name, "arn": arn});
    let policy = Thing {
        name: name.clone(),
        arn,
        tags,
        detail,
        ..Thing::default()
    };
    policies.insert(name, policy);
    Ok(answer)
}

/// UpdateSchedulingPolicy replaces the body whole.
pub fn update(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let given = text(input, "arn").unwrap_or_default().to_owned();
    let name = name_in(cx, KIND, &given).to_owned();
    let Some(policy) = cx.here().batch.scheduling_policies.get_mut(&name) else {
        return Err(does_not_exist(given));
    };
    for (body, other) in [(BODIES[0], BODIES[1]), (BODIES[1], BODIES[0])] {
        if input.get(body).is_some() {
            if policy.detail.contains_key(other) {
                return Err(executing(format!("{other} can't be changed to {body}.")));
            }
            let value = if body == BODIES[0] {
                fair(input)?
            } else {
                input[body].clone()
            };
            policy.set(body, value);
        }
    }
    Ok(json!({}))
}

pub fn delete(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let given = text(input, "arn").unwrap_or_default().to_owned();
    let name = name_in(cx, KIND, &given).to_owned();
    let batch = &mut cx.here().batch;
    let Some(policy) = batch.scheduling_policies.get(&name) else {
        return Err(does_not_exist(given));
    };
    let used = batch
        .job_queues
        .values()
        .any(|queue| queue.field("schedulingPolicyArn") == policy.arn.as_str());
    if used {
        return Err(executing(format!(
            "Scheduling policy {} cannot be deleted, it is used by a job queue",
            policy.arn
        )));
    }
    batch.scheduling_policies.remove(&name);
    Ok(json!({}))
}

pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let arns = texts(input, "arns");
    at_most_100(&arns, "scheduling policies")?;
    cx.here();
    let policies = &cx.account.regions[cx.region].batch.scheduling_policies;
    let found = arns
        .iter()
        .filter_map(|arn| policies.get(name_in(cx, KIND, arn)));
    let shown: Vec<Value> = found.map(show).collect();
    Ok(json!({ "schedulingPolicies": shown }))
}

pub fn list_all(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    cx.here();
    let policies = &cx.account.regions[cx.region].batch.scheduling_policies;
    let all = policies.iter().map(|(name, policy)| (name.clone(), policy));
    page(
        cx,
        input,
        "schedulingPolicies",
        all,
        |policy| json!({"arn": policy.arn}),
    )
}

fn show(policy: &Thing) -> Value {
    let mut shown = Map::new();
    shown.insert("name".to_owned(), json!(policy.name));
    shown.insert("arn".to_owned(), json!(policy.arn));
    shown.extend(policy.detail.clone());
    shown.insert("tags".to_owned(), Value::Object(policy.tags.clone()));
    Value::Object(shown)
}

/// The fair-share body with its defaults: decay and reservation 0, weights 1.
fn fair(input: &Value) -> Result<Value, Fault> {
    let empty = json!({});
    let given = input.get("fairsharePolicy").unwrap_or(&empty);
    within(given, "shareDecaySeconds", 0, 604_800)?;
    within(given, "computeReservation", 0, 99)?;
    let mut shares = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for share in list(given, "shareDistribution") {
        let identifier = text(share, "shareIdentifier").unwrap_or_default();
        let fixed = identifier.strip_suffix('*').unwrap_or(identifier);
        let plain = fixed.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if identifier.is_empty() || identifier.len() > 255 || !plain {
            return Err(executing(format!(
                "Invalid share identifier '{identifier}'"
            )));
        }
        if seen.iter().any(|other| overlap(other, identifier)) {
            return Err(executing(format!(
                "Share identifiers overlap: '{identifier}'"
            )));
        }
        seen.push(identifier);
        let weight = share
            .get("weightFactor")
            .and_then(Value::as_f64)
            .unwrap_or(1.0);
        if !(0.0001..=999.9999).contains(&weight) {
            return Err(executing(format!(
                "weightFactor must be between 0.0001 and 999.9999: {weight}"
            )));
        }
        shares.push(json!({"shareIdentifier": identifier, "weightFactor": weight}));
    }
    let number = |field: &str| given.get(field).cloned().unwrap_or_else(|| json!(0));
    Ok(json!({
        "shareDecaySeconds": number("shareDecaySeconds"),
        "computeReservation": number("computeReservation"),
        "shareDistribution": shares,
    }))
}

fn overlap(one: &str, other: &str) -> bool {
    let covers = |wide: &str, narrow: &str| {
        let narrow = narrow.strip_suffix('*').unwrap_or(narrow);
        wide.strip_suffix('*')
            .is_some_and(|prefix| narrow.starts_with(prefix))
    };
    one == other || covers(one, other) || covers(other, one)
}
