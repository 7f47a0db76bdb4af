//! A project's VPCs and what is in them, but for security groups.

use super::ec2::ours;
use super::{fields, list, many, tags, text};
use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::{ItemKind, Live};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All kinds at once, one list each.
pub async fn read(aws: &Aws, project: &str) -> Result<Vec<Live>, CallError> {
    let all = |op, set| aws.all(op, ours(project), set);
    let (vpcs, subnets, gateways, addresses, nats, tables, endpoints) = tokio::try_join!(
        vpcs(aws, project),
        all(Op::DescribeSubnets, "subnetSet"),
        all(Op::DescribeInternetGateways, "internetGatewaySet"),
        all(Op::DescribeAddresses, "addressesSet"),
        all(Op::DescribeNatGateways, "natGatewaySet"),
        all(Op::DescribeRouteTables, "routeTableSet"),
        endpoints(aws, project),
    )?;
    let mut found = vpcs;
    found.extend(subnets.iter().filter_map(subnet));
    found.extend(gateways.iter().filter_map(internet_gateway));
    found.extend(addresses.iter().filter_map(address));
    found.extend(nats.iter().filter_map(nat));
    found.extend(tables.iter().filter_map(table));
    found.extend(endpoints);
    Ok(found)
}

/// Something of EC2's, by the field its id is in, with its properties and status.
fn thing(kind: ItemKind, from: &Value, id: &str, properties: Map<String, Value>) -> Option<Live> {
    let id = text(from, id)?;
    let mut live = Live::new(kind, id.clone()).with_tags(tags(from, "tagSet", "key", "value"));
    live.status = text(from, "state");
    live.properties = Value::Object(properties);
    live.attributes = BTreeMap::from([("id".to_owned(), json!(id))]);
    if let Some(vpc) = text(from, "vpcId") {
        let name = if kind == ItemKind::Vpc {
            "id"
        } else {
            "vpc_id"
        };
        live.attributes.insert(name.to_owned(), json!(vpc));
    }
    Some(live)
}

/// What is left of something for a while after it was deleted.
fn is_gone(from: &Value) -> bool {
    from["state"]
        .as_str()
        .is_some_and(|state| state.eq_ignore_ascii_case("deleted"))
}

async fn vpcs(aws: &Aws, project: &str) -> Result<Vec<Live>, CallError> {
    let vpcs = aws.all(Op::DescribeVpcs, ours(project), "vpcSet").await?;
    const ATTRIBUTES: [(&str, &str, &str); 2] = [
        ("enableDnsSupport", "EnableDnsSupport", "enable_dns_support"),
        (
            "enableDnsHostnames",
            "EnableDnsHostnames",
            "enable_dns_hostnames",
        ),
    ];
    let inputs = vpcs.iter().flat_map(|vpc| {
        ATTRIBUTES.map(|(attribute, ..)| json!({"VpcId": vpc["vpcId"], "Attribute": attribute}))
    });
    let answers = many::calls(aws, Op::DescribeVpcAttribute, inputs.collect()).await;
    let mut answers = answers.into_iter();
    let mut found = Vec::new();
    for vpc in &vpcs {
        let mut properties = fields(vpc, &[("cidrBlock", "CidrBlock")]);
        let mut gone = false;
        for (theirs, ours, _) in ATTRIBUTES {
            match answers.next() {
                Some(Ok(answer)) => {
                    properties.extend(fields(&answer[theirs], &[("value", ours)]));
                }
                Some(Err(error)) if error.is_not_found() => gone = true,
                Some(Err(error)) => return Err(error),
                None => {}
            }
        }
        if let (false, Some(mut live)) = (gone, thing(ItemKind::Vpc, vpc, "vpcId", properties)) {
            live.attributes
                .insert("cidr_block".to_owned(), vpc["cidrBlock"].clone());
            found.push(live);
        }
    }
    Ok(found)
}

fn subnet(from: &Value) -> Option<Live> {
    let properties = fields(
        from,
        &[
            ("vpcId", "VpcId"),
            ("cidrBlock", "CidrBlock"),
            ("availabilityZone", "AvailabilityZone"),
            ("mapPublicIpOnLaunch", "MapPublicIpOnLaunch"),
        ],
    );
    let mut live = thing(ItemKind::Subnet, from, "subnetId", properties)?;
    let zone = from["availabilityZone"].clone();
    live.attributes.insert("availability_zone".to_owned(), zone);
    Some(live)
}

fn internet_gateway(from: &Value) -> Option<Live> {
    let attachment = list(from, "attachmentSet")
        .iter()
        .find(|one| one["state"] != "detached");
    let properties = attachment.map(|one| fields(one, &[("vpcId", "VpcId")]));
    let properties = properties.unwrap_or_default();
    thing(
        ItemKind::InternetGateway,
        from,
        "internetGatewayId",
        properties,
    )
}

fn address(from: &Value) -> Option<Live> {
    let properties = fields(from, &[("domain", "Domain")]);
    let mut live = thing(ItemKind::ElasticIp, from, "allocationId", properties)?;
    let (id, ip) = (json!(live.id), from["publicIp"].clone());
    live.attributes.insert("allocation_id".to_owned(), id);
    live.attributes.insert("public_ip".to_owned(), ip);
    live.extra = json!({ "AssociationId": from["associationId"] });
    Some(live)
}

fn nat(from: &Value) -> Option<Live> {
    if is_gone(from) {
        return None;
    }
    let mut properties = fields(from, &[("subnetId", "SubnetId")]);
    let addresses = list(from, "natGatewayAddressSet");
    let allocation = addresses.iter().find_map(|one| text(one, "allocationId"));
    if let Some(allocation) = allocation {
        properties.insert("AllocationId".to_owned(), json!(allocation));
    }
    let mut live = thing(ItemKind::NatGateway, from, "natGatewayId", properties)?;
    live.status_reason = text(from, "failureMessage");
    Some(live)
}

/// Without the route within the VPC and those gateway endpoints make.
fn table(from: &Value) -> Option<Live> {
    let routes = list(from, "routeSet").iter().filter(|route| {
        let target = route["gatewayId"].as_str().unwrap_or_default();
        target != "local" && !target.starts_with("vpce-")
    });
    let routes: Vec<Value> = routes
        .map(|route| {
            Value::Object(fields(
                route,
                &[
                    ("destinationCidrBlock", "DestinationCidrBlock"),
                    ("destinationIpv6CidrBlock", "DestinationIpv6CidrBlock"),
                    ("destinationPrefixListId", "DestinationPrefixListId"),
                    ("gatewayId", "GatewayId"),
                    ("natGatewayId", "NatGatewayId"),
                    ("transitGatewayId", "TransitGatewayId"),
                    ("vpcPeeringConnectionId", "VpcPeeringConnectionId"),
                    ("egressOnlyInternetGatewayId", "EgressOnlyInternetGatewayId"),
                    ("networkInterfaceId", "NetworkInterfaceId"),
                ],
            ))
        })
        .collect();
    let associations = list(from, "associationSet").iter().filter(|one| {
        let state = one["associationState"]["state"].as_str();
        one["subnetId"].is_string() && !matches!(state, Some("disassociated" | "disassociating"))
    });
    let (subnets, ids): (Vec<Value>, Vec<Value>) = associations
        .map(|one| {
            let id = one["routeTableAssociationId"].clone();
            (one["subnetId"].clone(), id)
        })
        .unzip();
    let mut properties = fields(from, &[("vpcId", "VpcId")]);
    properties.insert("Routes".to_owned(), json!(routes));
    properties.insert("Associations".to_owned(), json!(subnets));
    let mut live = thing(ItemKind::RouteTable, from, "routeTableId", properties)?;
    live.extra = json!({ "AssociationIds": ids });
    Some(live)
}

async fn endpoints(aws: &Aws, project: &str) -> Result<Vec<Live>, CallError> {
    let op = Op::DescribeVpcEndpoints;
    let found = aws.all(op, ours(project), "vpcEndpointSet").await?;
    let mut endpoints: Vec<Live> = found.iter().filter_map(endpoint).collect();
    let gateways: Vec<Value> = endpoints
        .iter()
        .filter(|one| one.properties["VpcEndpointType"] == "Gateway")
        .map(|one| one.properties["ServiceName"].clone())
        .collect();
    if gateways.is_empty() {
        return Ok(endpoints);
    }
    // Rules to a gateway's service name its address list.
    let input = json!({"Filters": [{"Name": "prefix-list-name", "Values": gateways}]});
    let lists = aws
        .all(Op::DescribePrefixLists, input, "prefixListSet")
        .await?;
    for live in &mut endpoints {
        let service = &live.properties["ServiceName"];
        let list = lists.iter().find(|one| one["prefixListName"] == *service);
        if let Some(id) = list.and_then(|one| text(one, "prefixListId")) {
            live.attributes
                .insert("prefix_list_id".to_owned(), json!(id));
        }
    }
    Ok(endpoints)
}

fn endpoint(from: &Value) -> Option<Live> {
    if is_gone(from) {
        return None;
    }
    let mut properties = fields(
        from,
        &[
            ("vpcId", "VpcId"),
            ("serviceName", "ServiceName"),
            ("vpcEndpointType", "VpcEndpointType"),
            ("policyDocument", "PolicyDocument"),
            ("routeTableIdSet", "RouteTableIds"),
            ("subnetIdSet", "SubnetIds"),
            ("privateDnsEnabled", "PrivateDnsEnabled"),
        ],
    );
    let groups = list(from, "groupSet").iter();
    let groups: Vec<Value> = groups.map(|group| group["groupId"].clone()).collect();
    if !groups.is_empty() {
        properties.insert("SecurityGroupIds".to_owned(), json!(groups));
    }
    if let Some(policy) = properties.get_mut("PolicyDocument")
        && let Some(Ok(parsed)) = policy.as_str().map(serde_json::from_str::<Value>)
    {
        *policy = parsed;
    }
    let mut live = thing(ItemKind::VpcEndpoint, from, "vpcEndpointId", properties)?;
    live.status_reason = text(&from["lastError"], "message");
    Some(live)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_its_own_routes_only() {
        let answer = json!({
            "routeTableId": "rtb-1", "vpcId": "vpc-1",
            "routeSet": [
                {"destinationCidrBlock": "10.0.0.0/16", "gatewayId": "local", "state": "active"},
                {"destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-1", "state": "active"},
                {"destinationPrefixListId": "pl-1", "gatewayId": "vpce-1"},
            ],
            "associationSet": [
                {"routeTableAssociationId": "rtbassoc-1", "main": "true", "subnetId": null},
                {"routeTableAssociationId": "rtbassoc-2", "main": "false", "subnetId": "subnet-1"},
            ],
        });
        let live = table(&answer).unwrap_or_else(|| Live::new(ItemKind::Vpc, ""));
        assert_eq!(
            live.properties,
            json!({
                "VpcId": "vpc-1",
                "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}],
                "Associations": ["subnet-1"],
            })
        );
        assert_eq!(live.extra, json!({"AssociationIds": ["rtbassoc-2"]}));
    }

    #[test]
    fn deleted_gateways_are_not_there_deleting_ones_are() {
        let gateway = |state: &str| nat(&json!({"natGatewayId": "nat-1", "state": state}));
        assert!(gateway("deleted").is_none());
        let status = gateway("deleting").and_then(|live| live.status);
        assert_eq!(status.as_deref(), Some("deleting"));
    }
}
