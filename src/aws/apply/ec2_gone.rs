//! Waiting for EC2, and deleting what is there.

use super::context::{Context, Failed, Step, text_at};
use super::ec2::sort;
use super::{rules, wait};
use crate::aws::client::Op;
use crate::aws::model::{ItemKind, Live};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::Instant;

/// Waits until a NAT gateway or an endpoint works.
pub(super) async fn available(cx: &Context, kind: ItemKind, id: &str) -> Step {
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
