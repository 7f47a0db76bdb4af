//! VPC endpoints: what their requests say.

use super::context::{Context, Step, text_at};
use crate::aws::client::Op;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The fields of an endpoint's create request, or what a modification adds and takes away.
pub(super) fn endpoint(properties: &Value, live: Option<&Value>) -> Value {
    let lists = [
        ("RouteTableIds", "RouteTableId"),
        ("SubnetIds", "SubnetId"),
        ("SecurityGroupIds", "SecurityGroupId"),
    ];
    let ids = |side: &Value, field: &str| -> BTreeSet<String> {
        let list = side.get(field).and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(|id| id.as_str().map(str::to_owned))
            .collect()
    };
    let mut input = json!({});
    for (field, name) in lists {
        let wanted = ids(properties, field);
        match live {
            None if wanted.is_empty() => {}
            None => input[name] = json!(wanted),
            Some(live) => {
                let have = ids(live, field);
                let new: Vec<_> = wanted.difference(&have).collect();
                let old: Vec<_> = have.difference(&wanted).collect();
                if !new.is_empty() {
                    input[format!("Add{name}")] = json!(new);
                }
                if !old.is_empty() {
                    input[format!("Remove{name}")] = json!(old);
                }
            }
        }
    }
    if let Some(private) = properties.get("PrivateDnsEnabled") {
        input["PrivateDnsEnabled"] = private.clone();
    }
    match properties.get("PolicyDocument") {
        Some(Value::String(text)) => input["PolicyDocument"] = json!(text),
        Some(policy) if !policy.is_null() => input["PolicyDocument"] = json!(policy.to_string()),
        _ if live.is_some_and(|live| live.get("PolicyDocument").is_some()) => {
            input["ResetPolicy"] = json!(true);
        }
        _ => {}
    }
    if live.is_none() {
        for field in ["VpcId", "ServiceName", "VpcEndpointType"] {
            if let Some(value) = properties.get(field) {
                input[field] = value.clone();
            }
        }
    }
    input
}

/// The list of addresses behind a gateway endpoint.
pub(super) async fn prefix_list(cx: &Context, properties: &Value) -> Step<Option<String>> {
    if text_at(properties, "VpcEndpointType") != Some("Gateway") {
        return Ok(None);
    }
    let service = text_at(properties, "ServiceName").unwrap_or_default();
    let input = json!({"Filter": [{"Name": "prefix-list-name", "Value": [service]}]});
    let lists = cx
        .aws
        .all(Op::DescribePrefixLists, input, "prefixListSet")
        .await?;
    Ok(lists
        .first()
        .and_then(|list| text_at(list, "prefixListId"))
        .map(str::to_owned))
}
