//! What lives in EC2: made with its tags, changed, deleted.

use super::context::{Context, Step, tag_changes, text_at};
use super::ec2_gone::available;
use super::endpoints::{endpoint, prefix_list};
use crate::aws::client::Op;
use crate::aws::desired::Item;
use crate::aws::model::{ItemKind, Live, TAG_ADDRESS, TAG_PROJECT, Tags};
use serde_json::{Value, json};

/// Kind in `TagSpecification`, the call that lists it, the list in its answer, the id in there.
pub(super) struct Sort {
    resource: &'static str,
    pub describe: Op,
    pub list: &'static str,
    id: &'static str,
}

pub(super) fn sort(kind: ItemKind) -> Option<Sort> {
    let sort = |resource, describe, list, id| Sort {
        resource,
        describe,
        list,
        id,
    };
    Some(match kind {
        ItemKind::Vpc => sort("vpc", Op::DescribeVpcs, "vpcSet", "vpcId"),
        ItemKind::Subnet => sort("subnet", Op::DescribeSubnets, "subnetSet", "subnetId"),
        ItemKind::InternetGateway => sort(
            "internet-gateway",
            Op::DescribeInternetGateways,
            "internetGatewaySet",
            "internetGatewayId",
        ),
        ItemKind::ElasticIp => sort(
            "elastic-ip",
            Op::DescribeAddresses,
            "addressesSet",
            "allocationId",
        ),
        ItemKind::NatGateway => sort(
            "natgateway",
            Op::DescribeNatGateways,
            "natGatewaySet",
            "natGatewayId",
        ),
        ItemKind::RouteTable => sort(
            "route-table",
            Op::DescribeRouteTables,
            "routeTableSet",
            "routeTableId",
        ),
        ItemKind::SecurityGroup => sort(
            "security-group",
            Op::DescribeSecurityGroups,
            "securityGroupInfo",
            "groupId",
        ),
        ItemKind::VpcEndpoint => sort(
            "vpc-endpoint",
            Op::DescribeVpcEndpoints,
            "vpcEndpointSet",
            "vpcEndpointId",
        ),
        ItemKind::LaunchTemplate => sort(
            "launch-template",
            Op::DescribeLaunchTemplates,
            "launchTemplates",
            "launchTemplateId",
        ),
        _ => return None,
    })
}

fn tag_list(tags: &Tags) -> Value {
    let one = |(key, value): (&String, &String)| json!({"Key": key, "Value": value});
    tags.iter().map(one).collect()
}

/// Makes it with its tags; where the answer is lost, looks for what carries them. `path` leads to
/// the id in the answer.
async fn make(
    cx: &Context,
    item: &Item,
    op: Op,
    mut input: Value,
    path: &str,
) -> Step<(String, Value)> {
    let Some(sort) = sort(item.address.kind) else {
        return Err(super::events::Problem::new("it is nothing of EC2's").into());
    };
    input["TagSpecification"] =
        json!([{"ResourceType": sort.resource, "Tag": tag_list(&item.tags)}]);
    let found = || async {
        let input = json!({"Filter": [
            {"Name": format!("tag:{TAG_PROJECT}"), "Value": [cx.work.desired.project]},
            {"Name": format!("tag:{TAG_ADDRESS}"), "Value": [item.address.to_string()]},
        ]});
        let all = cx.aws.all(sort.describe, input, sort.list).await?;
        let new = |one: &&Value| {
            text_at(one, sort.id).is_some_and(|id| !cx.is_old(id))
                && !matches!(
                    text_at(one, "state"),
                    Some("deleted" | "deleting" | "failed")
                )
        };
        Ok(all.iter().find(new).cloned())
    };
    let answer = cx.once(op, input, found).await?;
    let id = text_at(&answer, path).or_else(|| text_at(&answer, sort.id));
    match id {
        Some(id) => Ok((id.to_owned(), answer.clone())),
        None => Err(super::events::Problem::new(format!(
            "AWS answered `{}` without an id",
            op.name()
        ))
        .into()),
    }
}

fn with_id(id: &str) -> Vec<(String, Value)> {
    vec![("id".to_owned(), json!(id))]
}

fn pick(properties: &Value, fields: &[&str]) -> Value {
    let mut out = json!({});
    for field in fields {
        if let Some(value) = properties.get(*field).filter(|value| !value.is_null()) {
            out[*field] = value.clone();
        }
    }
    out
}

pub async fn create(cx: &Context, item: &Item, name: Option<&str>) -> Step<Vec<(String, Value)>> {
    let properties = cx.properties(item)?;
    match item.address.kind {
        ItemKind::Vpc => {
            let input = pick(&properties, &["CidrBlock"]);
            let (id, _) = make(cx, item, Op::CreateVpc, input, "vpc.vpcId").await?;
            dns(cx, &id, &properties).await?;
            Ok(with_id(&id))
        }
        ItemKind::Subnet => {
            let input = pick(&properties, &["VpcId", "CidrBlock", "AvailabilityZone"]);
            let (id, _) = make(cx, item, Op::CreateSubnet, input, "subnet.subnetId").await?;
            public_addresses(cx, &id, &properties).await?;
            Ok(with_id(&id))
        }
        ItemKind::InternetGateway => {
            let (id, _) = make(
                cx,
                item,
                Op::CreateInternetGateway,
                json!({}),
                "internetGateway.internetGatewayId",
            )
            .await?;
            attach(cx, &id, &properties).await?;
            Ok(with_id(&id))
        }
        ItemKind::ElasticIp => {
            let input = pick(&properties, &["Domain"]);
            let (id, _) = make(cx, item, Op::AllocateAddress, input, "allocationId").await?;
            Ok(vec![
                ("id".into(), json!(id)),
                ("allocation_id".into(), json!(id)),
            ])
        }
        ItemKind::NatGateway => {
            let mut input = pick(&properties, &["AllocationId", "SubnetId"]);
            input["ClientToken"] = json!(cx.token(item, "create"));
            let (id, _) = make(
                cx,
                item,
                Op::CreateNatGateway,
                input,
                "natGateway.natGatewayId",
            )
            .await?;
            cx.waiting(&item.address, "until it is available");
            available(cx, item.address.kind, &id).await?;
            Ok(with_id(&id))
        }
        ItemKind::RouteTable => {
            let mut input = pick(&properties, &["VpcId"]);
            input["ClientToken"] = json!(cx.token(item, "create"));
            let (id, _) = make(
                cx,
                item,
                Op::CreateRouteTable,
                input,
                "routeTable.routeTableId",
            )
            .await?;
            super::routes::sync(cx, &id, &properties).await?;
            Ok(with_id(&id))
        }
        ItemKind::SecurityGroup => {
            let mut input = pick(&properties, &["VpcId"]);
            input["GroupName"] = json!(name);
            input["GroupDescription"] = properties
                .get("Description")
                .cloned()
                .unwrap_or(json!("AWS Batch"));
            let (id, _) = make(cx, item, Op::CreateSecurityGroup, input, "groupId").await?;
            Ok(with_id(&id))
        }
        ItemKind::VpcEndpoint => {
            let mut input = endpoint(&properties, None);
            input["ClientToken"] = json!(cx.token(item, "create"));
            let (id, _) = make(
                cx,
                item,
                Op::CreateVpcEndpoint,
                input,
                "vpcEndpoint.vpcEndpointId",
            )
            .await?;
            cx.waiting(&item.address, "until it is available");
            available(cx, item.address.kind, &id).await?;
            let mut out = with_id(&id);
            if let Some(list) = prefix_list(cx, &properties).await? {
                out.push(("prefix_list_id".into(), json!(list)));
            }
            Ok(out)
        }
        ItemKind::LaunchTemplate => {
            let mut input = pick(&properties, &["LaunchTemplateData"]);
            input["LaunchTemplateName"] = json!(name);
            input["ClientToken"] = json!(cx.token(item, "create"));
            let (id, answer) = make(
                cx,
                item,
                Op::CreateLaunchTemplate,
                input,
                "launchTemplate.launchTemplateId",
            )
            .await?;
            let version = text_at(&answer, "launchTemplate.latestVersionNumber")
                .or_else(|| text_at(&answer, "latestVersionNumber"))
                .unwrap_or("1");
            Ok(vec![
                ("id".into(), json!(id)),
                ("latest_version".into(), json!(version)),
            ])
        }
        _ => Ok(Vec::new()),
    }
}

pub async fn update(
    cx: &Context,
    item: &Item,
    live: &Live,
    content: bool,
) -> Step<Vec<(String, Value)>> {
    let properties = cx.properties(item)?;
    let mut out = Vec::new();
    if content {
        match item.address.kind {
            ItemKind::Vpc => dns(cx, &live.id, &properties).await?,
            ItemKind::Subnet => public_addresses(cx, &live.id, &properties).await?,
            ItemKind::InternetGateway => attach(cx, &live.id, &properties).await?,
            ItemKind::RouteTable => super::routes::sync(cx, &live.id, &properties).await?,
            ItemKind::VpcEndpoint => {
                let mut input = endpoint(&properties, Some(&live.properties));
                input["VpcEndpointId"] = json!(live.id);
                cx.call(Op::ModifyVpcEndpoint, input).await?;
                available(cx, item.address.kind, &live.id).await?;
            }
            ItemKind::LaunchTemplate => {
                let version = new_version(cx, item, live, &properties).await?;
                out.push(("latest_version".to_owned(), json!(version)));
            }
            _ => {}
        }
    }
    sync_tags(cx, item, live).await?;
    Ok(out)
}

pub async fn sync_tags(cx: &Context, item: &Item, live: &Live) -> Step {
    let (set, gone) = tag_changes(&item.tags, live);
    if !set.is_empty() {
        cx.call(
            Op::CreateTags,
            json!({"ResourceId": [live.id], "Tag": tag_list(&set)}),
        )
        .await?;
    }
    if !gone.is_empty() {
        let keys: Vec<Value> = gone.iter().map(|key| json!({"Key": key})).collect();
        cx.call(
            Op::DeleteTags,
            json!({"ResourceId": [live.id], "Tag": keys}),
        )
        .await?;
    }
    Ok(())
}

async fn dns(cx: &Context, id: &str, properties: &Value) -> Step {
    // AWS takes one attribute a call.
    for field in ["EnableDnsSupport", "EnableDnsHostnames"] {
        if let Some(value) = properties.get(field) {
            cx.call(
                Op::ModifyVpcAttribute,
                json!({"VpcId": id, field: {"Value": value}}),
            )
            .await?;
        }
    }
    Ok(())
}

async fn public_addresses(cx: &Context, id: &str, properties: &Value) -> Step {
    let wanted = properties
        .get("MapPublicIpOnLaunch")
        .cloned()
        .unwrap_or(json!(false));
    let input = json!({"SubnetId": id, "MapPublicIpOnLaunch": {"Value": wanted}});
    cx.call(Op::ModifySubnetAttribute, input).await?;
    Ok(())
}

async fn attach(cx: &Context, id: &str, properties: &Value) -> Step {
    let Some(vpc) = text_at(properties, "VpcId") else {
        return Ok(());
    };
    let found = || async {
        let input = json!({"InternetGatewayId": [id]});
        let all = cx
            .aws
            .all(Op::DescribeInternetGateways, input, "internetGatewaySet")
            .await?;
        let attached = |one: &&Value| {
            let list = one.get("attachmentSet").and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|one| text_at(one, "vpcId") == Some(vpc)))
        };
        Ok(all.iter().find(attached).cloned())
    };
    if found().await?.is_some() {
        return Ok(());
    }
    let input = json!({"InternetGatewayId": id, "VpcId": vpc});
    cx.once(Op::AttachInternetGateway, input, found).await?;
    Ok(())
}

async fn new_version(cx: &Context, item: &Item, live: &Live, properties: &Value) -> Step<String> {
    let mut input = pick(properties, &["LaunchTemplateData"]);
    input["LaunchTemplateId"] = json!(live.id);
    input["ClientToken"] = json!(cx.token(item, "version"));
    // The token makes a second request of the same run the same request.
    let answer = cx.call(Op::CreateLaunchTemplateVersion, input).await?;
    let version = text_at(&answer, "launchTemplateVersion.versionNumber")
        .unwrap_or("$Latest")
        .to_owned();
    let input = json!({"LaunchTemplateId": live.id, "SetDefaultVersion": version});
    cx.call(Op::ModifyLaunchTemplate, input).await?;
    Ok(version)
}
