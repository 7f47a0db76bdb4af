//! What lives in EC2: made with its tags, changed, deleted.

use super::context::{Context, Failed, Step, tag_changes, text_at};
use super::{rules, wait};
use crate::aws::client::Op;
use crate::aws::desired::Item;
use crate::aws::model::{ItemKind, Live, TAG_ADDRESS, TAG_PROJECT, Tags};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// Kind in `TagSpecification`, the call that lists it, the list in its answer, the id in there.
struct Sort {
    resource: &'static str,
    describe: Op,
    list: &'static str,
    id: &'static str,
}

fn sort(kind: ItemKind) -> Option<Sort> {
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

/// The fields of an endpoint's create request, or what a modification adds and takes away.
fn endpoint(properties: &Value, live: Option<&Value>) -> Value {
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

async fn prefix_list(cx: &Context, properties: &Value) -> Step<Option<String>> {
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

/// Waits until a NAT gateway or an endpoint works.
async fn available(cx: &Context, kind: ItemKind, id: &str) -> Step {
    let start = Instant::now();
    let deadline = cx.deadline();
    loop {
        match state(cx, kind, id).await?.as_deref() {
            Some("available") => return Ok(()),
            Some(state @ ("failed" | "rejected" | "deleted")) => {
                return Err(
                    super::events::Problem::new(format!("AWS made it, but it is {state}"))
                        .help("look at it in the VPC console; apply again to make another")
                        .into(),
                );
            }
            _ => {}
        }
        if Instant::now() > deadline {
            return Err(wait::late(cx, "available"));
        }
        cx.sleep(wait::pause(start.elapsed()).max(Duration::from_millis(500)))
            .await?;
    }
}

async fn state(cx: &Context, kind: ItemKind, id: &str) -> Step<Option<String>> {
    let Some(sort) = sort(kind) else {
        return Ok(None);
    };
    let field = match kind {
        ItemKind::NatGateway => "NatGatewayId",
        _ => "VpcEndpointId",
    };
    match cx
        .aws
        .all(sort.describe, json!({field: [id]}), sort.list)
        .await
    {
        Ok(list) => Ok(list
            .first()
            .and_then(|one| text_at(one, "state"))
            .map(str::to_ascii_lowercase)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => wait::pass(error).map(|()| Some("pending".to_owned())),
    }
}

pub async fn delete(cx: &Context, live: &Live) -> Step {
    let id = &live.id;
    match live.kind {
        ItemKind::Vpc => gone(cx, Op::DeleteVpc, json!({"VpcId": id})).await,
        ItemKind::Subnet => gone(cx, Op::DeleteSubnet, json!({"SubnetId": id})).await,
        ItemKind::InternetGateway => {
            if let Some(vpc) = text_at(&live.properties, "VpcId") {
                gone(
                    cx,
                    Op::DetachInternetGateway,
                    json!({"InternetGatewayId": id, "VpcId": vpc}),
                )
                .await?;
            }
            gone(
                cx,
                Op::DeleteInternetGateway,
                json!({"InternetGatewayId": id}),
            )
            .await
        }
        ItemKind::ElasticIp => gone(cx, Op::ReleaseAddress, json!({"AllocationId": id})).await,
        ItemKind::NatGateway => {
            gone(cx, Op::DeleteNatGateway, json!({"NatGatewayId": id})).await?;
            deleted(cx, live).await
        }
        ItemKind::RouteTable => {
            super::routes::release(cx, id).await?;
            gone(cx, Op::DeleteRouteTable, json!({"RouteTableId": id})).await
        }
        ItemKind::SecurityGroup => gone(cx, Op::DeleteSecurityGroup, json!({"GroupId": id})).await,
        ItemKind::SecurityGroupRules => rules::revoke_all(cx, id).await,
        ItemKind::VpcEndpoint => {
            gone(cx, Op::DeleteVpcEndpoints, json!({"VpcEndpointId": [id]})).await?;
            deleted(cx, live).await
        }
        ItemKind::LaunchTemplate => {
            gone(
                cx,
                Op::DeleteLaunchTemplate,
                json!({"LaunchTemplateId": id}),
            )
            .await
        }
        _ => Ok(()),
    }
}

/// Deletes; waits out what still hangs on it (network interfaces linger after an environment).
async fn gone(cx: &Context, op: Op, input: Value) -> Step {
    let deadline = cx.deadline();
    let mut pause = Duration::from_millis(500);
    loop {
        match super::batch::call_or_gone(cx, op, input.clone()).await {
            Err(Failed::Problem(problem)) if lingers(&problem) && Instant::now() < deadline => {
                cx.sleep(pause).await?;
                pause = (pause * 3 / 2).min(Duration::from_secs(15));
            }
            other => return other,
        }
    }
}

fn lingers(problem: &super::events::Problem) -> bool {
    let text = problem
        .aws
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    [
        "dependent object",
        "dependencies",
        "in use",
        "mapped public address",
        "still associated",
        "being used",
    ]
    .iter()
    .any(|part| text.contains(part))
}

async fn deleted(cx: &Context, live: &Live) -> Step {
    if let Some(address) = &live.address {
        cx.waiting(address, "until it is gone");
    }
    let start = Instant::now();
    let deadline = cx.deadline();
    loop {
        match state(cx, live.kind, &live.id).await?.as_deref() {
            None | Some("deleted") => return Ok(()),
            _ if Instant::now() > deadline => return Err(wait::late(cx, "gone")),
            _ => {
                cx.sleep(wait::pause(start.elapsed()).max(Duration::from_millis(500)))
                    .await?
            }
        }
    }
}
