//! Security groups and their rules.

use super::{Wanted, concerns, fields, many, tags, text};
use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::{Address, ItemKind, Live, TAG_DIGEST, TAG_PROJECT};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The project's groups with their rules, and the groups of wanted names.
pub async fn security_groups(
    aws: &Aws,
    project: &str,
    wanted: &Wanted,
) -> Result<Vec<Live>, CallError> {
    let names = wanted.of(ItemKind::SecurityGroup);
    let named: Vec<&str> = names.iter().copied().collect();
    let mut inputs = vec![ours(project)];
    // EC2 takes 200 values in a filter.
    inputs.extend(
        named
            .chunks(200)
            .map(|names| json!({"Filters": [{"Name": "group-name", "Values": names}]})),
    );
    let answers = many::lists(aws, Op::DescribeSecurityGroups, inputs, "securityGroupInfo").await;
    let mut groups: BTreeMap<String, Live> = BTreeMap::new();
    for answer in answers {
        for group in answer? {
            if let Some(live) = group_of(&group)
                && concerns(&live, project, &names)
            {
                groups.insert(live.id.clone(), live);
            }
        }
    }
    let ids: Vec<&str> = groups
        .values()
        .filter(|live| live.project.as_deref() == Some(project))
        .map(|live| live.id.as_str())
        .collect();
    let inputs = ids
        .chunks(200)
        .map(|ids| json!({"Filters": [{"Name": "group-id", "Values": ids}]}))
        .collect();
    let op = Op::DescribeSecurityGroupRules;
    let mut rules: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for answer in many::lists(aws, op, inputs, "securityGroupRuleSet").await {
        for rule in answer? {
            let group = text(&rule, "groupId").unwrap_or_default();
            rules.entry(group).or_default().push(rule);
        }
    }
    let of_rules: Vec<Live> = ids
        .iter()
        .filter_map(|id| {
            Some(rules_of(
                groups.get(*id)?,
                rules.get(*id).map_or(&[], |v| v),
            ))
        })
        .collect();
    Ok(groups.into_values().chain(of_rules).collect())
}

/// What carries the project's tag.
pub fn ours(project: &str) -> Value {
    json!({"Filters": [{"Name": format!("tag:{TAG_PROJECT}"), "Values": [project]}]})
}

fn group_of(group: &Value) -> Option<Live> {
    let id = text(group, "groupId")?;
    let mut live = Live::new(ItemKind::SecurityGroup, id.clone())
        .with_tags(tags(group, "tagSet", "key", "value"));
    live.name = text(group, "groupName");
    live.properties = json!({
        "VpcId": group["vpcId"],
        "Description": group["groupDescription"],
    });
    live.attributes = BTreeMap::from([
        ("id".to_owned(), json!(id)),
        ("name".to_owned(), json!(live.name)),
        ("vpc_id".to_owned(), group["vpcId"].clone()),
    ]);
    if let Some(arn) = text(group, "securityGroupArn") {
        live.attributes.insert("arn".to_owned(), json!(arn));
    }
    Some(live)
}

/// All rules of a group as one thing; they carry no tags of their own.
fn rules_of(group: &Live, rules: &[Value]) -> Live {
    let mut live = Live::new(ItemKind::SecurityGroupRules, group.id.clone());
    live.project = group.project.clone();
    live.address = group
        .address
        .as_ref()
        .map(|address| Address::new(ItemKind::SecurityGroupRules, address.label.clone()));
    // The group's digest is of both: it tells whether the file is as it was when it was applied.
    let digest = group.tags.get_key_value(TAG_DIGEST);
    live.tags
        .extend(digest.map(|(key, value)| (key.clone(), value.clone())));
    live.attributes = BTreeMap::from([("id".to_owned(), json!(group.id))]);
    let mut lists: [(Vec<Value>, Vec<Value>); 2] = Default::default();
    for rule in rules {
        let (rules, ids) = &mut lists[usize::from(rule["isEgress"] == "true")];
        rules.push(rule_of(rule));
        ids.push(rule["securityGroupRuleId"].clone());
    }
    let [(ingress, ingress_ids), (egress, egress_ids)] = lists;
    live.properties = json!({"GroupId": group.id, "Ingress": ingress, "Egress": egress});
    live.extra = json!({"IngressIds": ingress_ids, "EgressIds": egress_ids});
    live
}

fn rule_of(rule: &Value) -> Value {
    let mut out: Map<String, Value> = Map::new();
    out.insert("IpProtocol".to_owned(), rule["ipProtocol"].clone());
    out.extend(fields(
        rule,
        &[("fromPort", "FromPort"), ("toPort", "ToPort")],
    ));
    // Texts even where they look like numbers.
    for (theirs, ours) in [
        ("cidrIpv4", "CidrIp"),
        ("cidrIpv6", "CidrIpv6"),
        ("prefixListId", "PrefixListId"),
        ("description", "Description"),
    ] {
        if let Some(value) = text(rule, theirs) {
            out.insert(ours.to_owned(), json!(value));
        }
    }
    if let Some(group) = text(&rule["referencedGroupInfo"], "groupId") {
        out.insert("ReferencedGroupId".to_owned(), json!(group));
    }
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_both_ways() {
        let group = Live::new(ItemKind::SecurityGroup, "sg-1");
        let rules = [
            json!({"isEgress": "true", "ipProtocol": "-1", "fromPort": "-1", "toPort": "-1",
                "cidrIpv4": "0.0.0.0/0", "securityGroupRuleId": "sgr-1"}),
            json!({"isEgress": "false", "ipProtocol": "tcp", "fromPort": "443", "toPort": "443",
                "referencedGroupInfo": {"groupId": "sg-2"}, "description": "42",
                "securityGroupRuleId": "sgr-2"}),
        ];
        let live = rules_of(&group, &rules);
        assert_eq!(
            live.properties,
            json!({
                "GroupId": "sg-1",
                "Ingress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                    "Description": "42", "ReferencedGroupId": "sg-2"}],
                "Egress": [{"IpProtocol": "-1", "FromPort": -1, "ToPort": -1,
                    "CidrIp": "0.0.0.0/0"}],
            })
        );
        assert_eq!(
            live.extra,
            json!({"IngressIds": ["sgr-2"], "EgressIds": ["sgr-1"]})
        );
    }
}
