//! Consumable resources: counted things that jobs take.

use super::super::{Context, Fault};
use super::page::page;
use super::state::Thing;
use super::values::{
    Object, arn, does_not_exist, executing, exists, int, name_in, new_name, tags, text,
};
use serde_json::{Value, json};

pub const KIND: &str = "consumable-resource";

pub fn create(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "consumableResourceName")?.to_owned();
    let tags = tags(input)?;
    let total = int(input, "totalQuantity").unwrap_or(0);
    if total < 0 {
        return Err(executing("totalQuantity must not be negative."));
    }
    let kind = text(input, "resourceType").unwrap_or("REPLENISHABLE");
    if !matches!(kind, "REPLENISHABLE" | "NON_REPLENISHABLE") {
        return Err(executing(format!("Invalid resourceType '{kind}'")));
    }
    let mut detail = Object::new();
    detail.insert("totalQuantity".to_owned(), json!(total));
    detail.insert("resourceType".to_owned(), json!(kind));
    detail.insert("createdAt".to_owned(), json!(cx.now));
    let arn = arn(cx, KIND, &name);
    let all = &mut cx.here().batch.consumable_resources;
    if all.contains_key(&name) {
        return Err(exists());
    }
    let answer = json!({"consumableResourceName": name, "consumableResourceArn": arn});
    all.insert(
        name.clone(),
        Thing {
            name,
            arn,
            tags,
            detail,
            ..Thing::default()
        },
    );
    Ok(answer)
}

/// UpdateConsumableResource: SET, ADD or REMOVE. A client token makes a repetition harmless.
pub fn update(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let token = text(input, "clientToken").map(str::to_owned);
    if let Some(seen) = token
        .as_ref()
        .and_then(|token| cx.here().batch.tokens.get(token))
    {
        if seen != input {
            return Err(executing("clientToken was used with other parameters."));
        }
        return quantity(find(cx, input)?);
    }
    let thing = find(cx, input)?;
    let now = thing.field("totalQuantity").as_i64().unwrap_or(0);
    let by = int(input, "quantity").unwrap_or(0);
    let total = match text(input, "operation").unwrap_or("SET") {
        _ if by < 0 => return Err(executing("quantity must not be negative.")),
        "SET" => by,
        "ADD" => now.saturating_add(by),
        "REMOVE" => now - by,
        other => return Err(executing(format!("Invalid operation '{other}'"))),
    };
    if total < 0 {
        return Err(executing("The total quantity must not become negative."));
    }
    thing.set("totalQuantity", total);
    let answer = quantity(thing);
    if let Some(token) = token {
        cx.here().batch.tokens.insert(token, input.clone());
    }
    answer
}

pub fn delete(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = find(cx, input)?.name.clone();
    cx.here().batch.consumable_resources.remove(&name);
    Ok(json!({}))
}

pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let thing = find(cx, input)?;
    let mut shown = quantity(thing)?;
    let total = shown["totalQuantity"].clone();
    shown["inUseQuantity"] = json!(0);
    shown["availableQuantity"] = total;
    shown["resourceType"] = thing.field("resourceType").clone();
    shown["createdAt"] = thing.field("createdAt").clone();
    shown["tags"] = Value::Object(thing.tags.clone());
    Ok(shown)
}

pub fn list_all(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    cx.here();
    let things = &cx.account.regions[cx.region].batch.consumable_resources;
    let all = things.iter().map(|(name, thing)| (name.clone(), thing));
    page(cx, input, "consumableResources", all, |thing| {
        json!({
            "consumableResourceArn": thing.arn,
            "consumableResourceName": thing.name,
            "totalQuantity": thing.field("totalQuantity"),
            "inUseQuantity": 0,
            "resourceType": thing.field("resourceType"),
        })
    })
}

fn quantity(thing: &mut Thing) -> Result<Value, Fault> {
    Ok(json!({
        "consumableResourceName": thing.name,
        "consumableResourceArn": thing.arn,
        "totalQuantity": thing.field("totalQuantity"),
    }))
}

fn find<'a>(cx: &'a mut Context, input: &Value) -> Result<&'a mut Thing, Fault> {
    let given = text(input, "consumableResource").unwrap_or_default();
    let name = name_in(cx, KIND, given).to_owned();
    let found = cx.here().batch.consumable_resources.get_mut(&name);
    found.ok_or_else(|| does_not_exist(given))
}
