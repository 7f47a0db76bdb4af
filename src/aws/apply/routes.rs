//! Routes and subnets of a route table.

use super::context::{Context, Step, text_at};
use crate::aws::client::Op;
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn table(cx: &Context, id: &str) -> Step<Option<Value>> {
    match cx
        .aws
        .all(
            Op::DescribeRouteTables,
            json!({"RouteTableId": [id]}),
            "routeTableSet",
        )
        .await
    {
        Ok(list) => Ok(list.into_iter().next()),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Target by destination, of what somebody made: not the local route, nor an endpoint's.
fn routes(table: &Value) -> BTreeMap<String, (String, String)> {
    let list = table.get("routeSet").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter(|route| text_at(route, "origin") != Some("CreateRouteTable"))
        .filter_map(|route| {
            let destination = text_at(route, "destinationCidrBlock")?.to_owned();
            let nat = text_at(route, "natGatewayId").map(|id| ("NatGatewayId", id));
            let gateway = || text_at(route, "gatewayId").map(|id| ("GatewayId", id));
            let (field, id) = nat.or_else(gateway).unwrap_or(("", ""));
            (!id.starts_with("vpce-") && id != "local")
                .then(|| (destination, (field.to_owned(), id.to_owned())))
        })
        .collect()
}

/// The association by subnet.
fn associations(table: &Value) -> BTreeMap<String, String> {
    let list = table.get("associationSet").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|one| {
            let subnet = text_at(one, "subnetId")?.to_owned();
            Some((subnet, text_at(one, "routeTableAssociationId")?.to_owned()))
        })
        .collect()
}

/// Makes a table's routes and subnets the wanted ones.
pub async fn sync(cx: &Context, id: &str, properties: &Value) -> Step {
    let now = table(cx, id).await?.unwrap_or_default();
    let mut have = routes(&now);
    let wanted = properties.get("Routes").and_then(Value::as_array);
    for route in wanted.into_iter().flatten() {
        let destination = text_at(route, "DestinationCidrBlock").unwrap_or("0.0.0.0/0");
        let mut input = route.clone();
        input["RouteTableId"] = json!(id);
        let target = ["NatGatewayId", "GatewayId"]
            .into_iter()
            .find_map(|field| Some((field.to_owned(), text_at(route, field)?.to_owned())));
        match (have.remove(destination), target) {
            (Some(old), Some(new)) if old == new => {}
            (Some(_), _) => {
                cx.call(Op::ReplaceRoute, input).await?;
            }
            (None, new) => {
                let found = || async {
                    let now = table(cx, id).await?.unwrap_or_default();
                    let there = routes(&now).get(destination).cloned();
                    Ok((there.is_some() && there == new).then_some(Value::Null))
                };
                cx.once(Op::CreateRoute, input, found).await?;
            }
        }
    }
    for destination in have.keys() {
        let input = json!({"RouteTableId": id, "DestinationCidrBlock": destination});
        super::batch::call_or_gone(cx, Op::DeleteRoute, input).await?;
    }
    let mut have = associations(&now);
    let wanted = properties.get("Associations").and_then(Value::as_array);
    for subnet in wanted.into_iter().flatten().filter_map(Value::as_str) {
        if have.remove(subnet).is_none() {
            associate(cx, id, subnet).await?;
        }
    }
    for association in have.values() {
        let input = json!({"AssociationId": association});
        super::batch::call_or_gone(cx, Op::DisassociateRouteTable, input).await?;
    }
    Ok(())
}

/// Gives the subnet this table, in the place of the one it may have.
async fn associate(cx: &Context, id: &str, subnet: &str) -> Step {
    let by_subnet = || async {
        let input = json!({"Filter": [{"Name": "association.subnet-id", "Value": [subnet]}]});
        let tables = cx
            .aws
            .all(Op::DescribeRouteTables, input, "routeTableSet")
            .await?;
        Ok::<_, super::context::Failed>(tables.into_iter().next())
    };
    let there = |table: &Value| text_at(table, "routeTableId") == Some(id);
    let found = || async { Ok(by_subnet().await?.filter(there)) };
    match by_subnet().await? {
        Some(table) if there(&table) => {}
        Some(table) => {
            if let Some(association) = associations(&table).get(subnet) {
                let input = json!({"AssociationId": association, "RouteTableId": id});
                cx.once(Op::ReplaceRouteTableAssociation, input, found)
                    .await?;
            }
        }
        None => {
            let input = json!({"RouteTableId": id, "SubnetId": subnet});
            cx.once(Op::AssociateRouteTable, input, found).await?;
        }
    }
    Ok(())
}

/// Takes the table from its subnets, so that it can be deleted.
pub async fn release(cx: &Context, id: &str) -> Step {
    let Some(now) = table(cx, id).await? else {
        return Ok(());
    };
    for association in associations(&now).values() {
        let input = json!({"AssociationId": association});
        super::batch::call_or_gone(cx, Op::DisassociateRouteTable, input).await?;
    }
    Ok(())
}
