//! The rules of a security group.

use super::context::{Context, Step, text_at};
use crate::aws::canonical::canonical;
use crate::aws::client::Op;
use crate::aws::model::ItemKind;
use crate::aws::resolve::stable;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The ways a rule may lead, with their calls.
const WAYS: [(&str, Op, Op); 2] = [
    (
        "Ingress",
        Op::AuthorizeSecurityGroupIngress,
        Op::RevokeSecurityGroupIngress,
    ),
    (
        "Egress",
        Op::AuthorizeSecurityGroupEgress,
        Op::RevokeSecurityGroupEgress,
    ),
];

/// Rule ids of a group as it is now, by way and by what the rule says.
async fn now(
    cx: &Context,
    group: &str,
) -> Step<BTreeMap<&'static str, BTreeMap<String, Vec<String>>>> {
    let input = json!({"Filter": [{"Name": "group-id", "Value": [group]}]});
    let all = match cx
        .aws
        .all(
            Op::DescribeSecurityGroupRules,
            input,
            "securityGroupRuleSet",
        )
        .await
    {
        Ok(all) => all,
        Err(error) if error.is_not_found() => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let mut out: BTreeMap<&'static str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for rule in &all {
        let way = match text_at(rule, "isEgress") {
            Some("true") => "Egress",
            _ => "Ingress",
        };
        if let Some(id) = text_at(rule, "securityGroupRuleId") {
            let says = stable(&plain(&rule_of(rule)));
            out.entry(way)
                .or_default()
                .entry(says)
                .or_default()
                .push(id.to_owned());
        }
    }
    Ok(out)
}

/// One rule in the words of a comparison.
fn plain(rule: &Value) -> Value {
    let one = canonical(ItemKind::SecurityGroupRules, &json!({"Ingress": [rule]}));
    one.get("Ingress")
        .and_then(|list| list.get(0))
        .cloned()
        .unwrap_or_default()
}

/// Makes the rules the wanted ones. New ones come first, so that nothing that goes on being
/// allowed is cut off.
pub async fn sync(cx: &Context, properties: &Value) -> Step {
    let Some(group) = text_at(properties, "GroupId") else {
        return Ok(());
    };
    let mut have = now(cx, group).await?;
    for (way, authorize, revoke) in WAYS {
        let mut there = have.remove(way).unwrap_or_default();
        let wanted = properties.get(way).and_then(Value::as_array);
        for rule in wanted.into_iter().flatten() {
            let says = stable(&plain(rule));
            if there.remove(&says).is_some() {
                continue;
            }
            let input = json!({"GroupId": group, "IpPermissions": [permission(rule)]});
            let found = || async {
                let now = now(cx, group).await?;
                let made = now.get(way).is_some_and(|rules| rules.contains_key(&says));
                Ok(made.then_some(Value::Null))
            };
            cx.once(authorize, input, found).await?;
        }
        let old: Vec<String> = there.into_values().flatten().collect();
        if !old.is_empty() {
            let input = json!({"GroupId": group, "SecurityGroupRuleId": old});
            super::batch::call_or_gone(cx, revoke, input).await?;
        }
    }
    Ok(())
}

/// Groups that name each other can only be deleted once neither does.
pub async fn revoke_all(cx: &Context, group: &str) -> Step {
    let mut have = now(cx, group).await?;
    for (way, _, revoke) in WAYS {
        let ids: Vec<String> = have
            .remove(way)
            .into_iter()
            .flatten()
            .flat_map(|(_, ids)| ids)
            .collect();
        if !ids.is_empty() {
            let input = json!({"GroupId": group, "SecurityGroupRuleId": ids});
            super::batch::call_or_gone(cx, revoke, input).await?;
        }
    }
    Ok(())
}

/// A rule as the Authorize calls take it.
fn permission(rule: &Value) -> Value {
    let mut out = json!({"IpProtocol": rule.get("IpProtocol").cloned().unwrap_or(json!("-1"))});
    for field in ["FromPort", "ToPort"] {
        if let Some(port) = rule.get(field) {
            out[field] = port.clone();
        }
    }
    for (field, list, name) in [
        ("CidrIp", "IpRanges", "CidrIp"),
        ("CidrIpv6", "Ipv6Ranges", "CidrIpv6"),
        ("ReferencedGroupId", "Groups", "GroupId"),
        ("PrefixListId", "PrefixListIds", "PrefixListId"),
    ] {
        if let Some(value) = rule.get(field) {
            let mut peer = json!({name: value});
            if let Some(description) = rule.get("Description") {
                peer["Description"] = description.clone();
            }
            out[list] = json!([peer]);
        }
    }
    out
}

/// A rule of DescribeSecurityGroupRules in the fields of a request.
fn rule_of(rule: &Value) -> Value {
    let mut out = json!({});
    for (field, path) in [
        ("IpProtocol", "ipProtocol"),
        ("FromPort", "fromPort"),
        ("ToPort", "toPort"),
        ("CidrIp", "cidrIpv4"),
        ("CidrIpv6", "cidrIpv6"),
        ("ReferencedGroupId", "referencedGroupInfo.groupId"),
        ("PrefixListId", "prefixListId"),
        ("Description", "description"),
    ] {
        if let Some(text) = text_at(rule, path).filter(|text| !text.is_empty()) {
            out[field] = json!(text);
        }
    }
    out
}
