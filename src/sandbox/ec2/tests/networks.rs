//! VPCs and what lies in them.

use super::Sandbox;

#[test]
fn blocks_are_checked() {
    let mut s = Sandbox::new();
    s.refused("CreateVpc", "", "MissingParameter");
    s.refused("CreateVpc", "CidrBlock=10.0.0.0", "InvalidParameterValue");
    s.refused("CreateVpc", "CidrBlock=10.0.0.0/8", "InvalidVpc.Range");
    let vpc = s.vpc();
    s.subnet(&vpc, "10.0.0.0/24", "us-east-1a");
    let make = |cidr: &str| format!("VpcId={vpc}&CidrBlock={cidr}");
    let (code, message) = s.fails("CreateSubnet", &make("10.0.0.128/25"));
    assert_eq!(
        (code, message.as_str()),
        (
            "InvalidSubnet.Conflict",
            "The CIDR '10.0.0.128/25' conflicts with another subnet"
        )
    );
    s.refused("CreateSubnet", &make("10.1.0.0/24"), "InvalidSubnet.Range");
    s.refused("CreateSubnet", &make("10.0.9.0/29"), "InvalidSubnet.Range");
    s.refused(
        "CreateSubnet",
        &format!("{}&AvailabilityZone=us-east-1z", make("10.0.9.0/24")),
        "InvalidParameterValue",
    );
    s.refused(
        "CreateSubnet",
        "VpcId=vpc-0&CidrBlock=10.0.0.0/24",
        "InvalidVpcID.NotFound",
    );
}

#[test]
fn attributes_are_set_one_at_a_time() {
    let mut s = Sandbox::new();
    let vpc = s.vpc();
    let asked = format!("VpcId={vpc}&Attribute=enableDnsHostnames");
    assert_eq!(
        s.get("DescribeVpcAttribute", &asked, "enableDnsHostnames/value"),
        "false"
    );
    s.ok(
        "ModifyVpcAttribute",
        &format!("VpcId={vpc}&EnableDnsHostnames.Value=true"),
    );
    assert_eq!(
        s.get("DescribeVpcAttribute", &asked, "enableDnsHostnames/value"),
        "true"
    );
    s.refused(
        "ModifyVpcAttribute",
        &format!("VpcId={vpc}&EnableDnsHostnames.Value=true&EnableDnsSupport.Value=true"),
        "InvalidParameterCombination",
    );
    let subnet = s.subnet(&vpc, "10.0.0.0/24", "us-east-1a");
    s.ok(
        "ModifySubnetAttribute",
        &format!("SubnetId={subnet}&MapPublicIpOnLaunch.Value=true"),
    );
    assert_eq!(
        s.get(
            "DescribeSubnets",
            &format!("SubnetId.1={subnet}"),
            "subnetSet/item/mapPublicIpOnLaunch"
        ),
        "true"
    );
}

/// A VPC with a public subnet, its gateway and a NAT gateway.
struct Network {
    vpc: String,
    subnet: String,
    gateway: String,
    address: String,
    nat: String,
}

fn network(s: &mut Sandbox) -> Network {
    let vpc = s.vpc();
    let subnet = s.subnet(&vpc, "10.0.0.0/24", "us-east-1a");
    let gateway = s.get(
        "CreateInternetGateway",
        "",
        "internetGateway/internetGatewayId",
    );
    s.ok(
        "AttachInternetGateway",
        &format!("InternetGatewayId={gateway}&VpcId={vpc}"),
    );
    let address = s.get("AllocateAddress", "Domain=vpc", "allocationId");
    let fields = format!("SubnetId={subnet}&AllocationId={address}&ClientToken=t");
    let nat = s.get("CreateNatGateway", &fields, "natGateway/natGatewayId");
    assert_eq!(
        s.get("CreateNatGateway", &fields, "natGateway/natGatewayId"),
        nat
    );
    Network {
        vpc,
        subnet,
        gateway,
        address,
        nat,
    }
}

#[test]
fn a_nat_gateway_lives_and_dies() {
    let mut s = Sandbox::new();
    let n = network(&mut s);
    let asked = format!("NatGatewayId.1={}", n.nat);
    let state = |s: &mut Sandbox| s.get("DescribeNatGateways", &asked, "natGatewaySet/item/state");
    assert_eq!(state(&mut s), "pending");
    s.now += s.options.state_ms;
    assert_eq!(state(&mut s), "available");
    s.refused(
        "ReleaseAddress",
        &format!("AllocationId={}", n.address),
        "InvalidIPAddress.InUse",
    );
    s.refused(
        "DeleteSubnet",
        &format!("SubnetId={}", n.subnet),
        "DependencyViolation",
    );
    s.refused(
        "DetachInternetGateway",
        &format!("InternetGatewayId={}&VpcId={}", n.gateway, n.vpc),
        "DependencyViolation",
    );
    let held = s.each(
        "DescribeAddresses",
        &format!("Filter.1.Name=allocation-id&Filter.1.Value.1={}", n.address),
        "addressesSet",
        "associationId",
    );
    assert_eq!(held.len(), 1);
    let table = s.get(
        "CreateRouteTable",
        &format!("VpcId={}", n.vpc),
        "routeTable/routeTableId",
    );
    s.ok(
        "CreateRoute",
        &format!(
            "RouteTableId={table}&DestinationCidrBlock=0.0.0.0/0&NatGatewayId={}",
            n.nat
        ),
    );
    s.ok("DeleteNatGateway", &format!("NatGatewayId={}", n.nat));
    assert_eq!(state(&mut s), "deleting");
    s.refused(
        "ReleaseAddress",
        &format!("AllocationId={}", n.address),
        "InvalidIPAddress.InUse",
    );
    s.now += s.options.state_ms;
    assert_eq!(state(&mut s), "deleted");
    let route =
        format!("RouteTableId.1={table}&Filter.1.Name=route.state&Filter.1.Value.1=blackhole");
    assert_eq!(
        s.each(
            "DescribeRouteTables",
            &route,
            "routeTableSet",
            "routeTableId"
        )
        .len(),
        1
    );
    s.ok("ReleaseAddress", &format!("AllocationId={}", n.address));
    s.ok(
        "DetachInternetGateway",
        &format!("InternetGatewayId={}&VpcId={}", n.gateway, n.vpc),
    );
    s.ok("DeleteSubnet", &format!("SubnetId={}", n.subnet));
    s.now += 3_600_000;
    s.refused("DescribeNatGateways", &asked, "NatGatewayNotFound");
}

#[test]
fn a_nat_gateway_without_a_way_out_fails() {
    let mut s = Sandbox::new();
    let vpc = s.vpc();
    let subnet = s.subnet(&vpc, "10.0.0.0/24", "us-east-1a");
    let address = s.get("AllocateAddress", "", "allocationId");
    s.refused(
        "CreateNatGateway",
        &format!("SubnetId={subnet}"),
        "MissingParameter",
    );
    s.refused(
        "CreateNatGateway",
        &format!("SubnetId={subnet}&AllocationId=eipalloc-0"),
        "InvalidAllocationID.NotFound",
    );
    let nat = s.get(
        "CreateNatGateway",
        &format!("SubnetId={subnet}&AllocationId={address}"),
        "natGateway/natGatewayId",
    );
    s.now += s.options.state_ms;
    let answer = s.ok("DescribeNatGateways", &format!("NatGatewayId.1={nat}"));
    let item = answer.find("natGatewaySet/item").unwrap();
    assert_eq!(
        (item.at("state"), item.at("failureCode")),
        (Some("failed"), Some("Gateway.NotAttached"))
    );
    // Nothing is held by it.
    s.ok("ReleaseAddress", &format!("AllocationId={address}"));
    s.ok("DeleteSubnet", &format!("SubnetId={subnet}"));
}

#[test]
fn routes_and_associations() {
    let mut s = Sandbox::new();
    let n = network(&mut s);
    let fields = format!(
        "VpcId={}&ClientToken=t&TagSpecification.1.ResourceType=route-table&TagSpecification.1.Tag.1.Key=k",
        n.vpc
    );
    let table = s.get("CreateRouteTable", &fields, "routeTable/routeTableId");
    assert_eq!(
        s.get("CreateRouteTable", &fields, "routeTable/routeTableId"),
        table
    );
    let route = format!("RouteTableId={table}&DestinationCidrBlock=0.0.0.0/0");
    s.refused("CreateRoute", &route, "MissingParameter");
    s.refused(
        "CreateRoute",
        &format!("{route}&GatewayId=igw-0"),
        "InvalidInternetGatewayID.NotFound",
    );
    s.refused(
        "CreateRoute",
        &format!("{route}&NatGatewayId=nat-0"),
        "InvalidNatGatewayID.NotFound",
    );
    s.refused(
        "ReplaceRoute",
        &format!("{route}&GatewayId={}", n.gateway),
        "InvalidParameterValue",
    );
    s.ok("CreateRoute", &format!("{route}&GatewayId={}", n.gateway));
    let (code, message) = s.fails("CreateRoute", &format!("{route}&NatGatewayId={}", n.nat));
    assert_eq!(
        (code, message.as_str()),
        (
            "RouteAlreadyExists",
            "The route identified by 0.0.0.0/0 already exists."
        )
    );
    s.ok("ReplaceRoute", &format!("{route}&NatGatewayId={}", n.nat));
    let found = s.each(
        "DescribeRouteTables",
        &format!(
            "Filter.1.Name=route.nat-gateway-id&Filter.1.Value.1={}",
            n.nat
        ),
        "routeTableSet",
        "routeTableId",
    );
    assert_eq!(found, std::slice::from_ref(&table));
    s.refused(
        "DeleteRoute",
        &format!("RouteTableId={table}&DestinationCidrBlock=10.0.0.0/16"),
        "InvalidParameterValue",
    );
    s.ok("DeleteRoute", &route);
    s.refused("DeleteRoute", &route, "InvalidRoute.NotFound");

    let both = format!("RouteTableId={table}&SubnetId={}", n.subnet);
    let association = s.get("AssociateRouteTable", &both, "associationId");
    s.refused("AssociateRouteTable", &both, "Resource.AlreadyAssociated");
    s.refused(
        "DeleteRouteTable",
        &format!("RouteTableId={table}"),
        "DependencyViolation",
    );
    let other = s.get(
        "CreateRouteTable",
        &format!("VpcId={}", n.vpc),
        "routeTable/routeTableId",
    );
    let moved = s.get(
        "ReplaceRouteTableAssociation",
        &format!("AssociationId={association}&RouteTableId={other}"),
        "newAssociationId",
    );
    s.refused(
        "DisassociateRouteTable",
        &format!("AssociationId={association}"),
        "InvalidAssociationID.NotFound",
    );
    s.ok("DeleteRouteTable", &format!("RouteTableId={table}"));
    let found = s.each(
        "DescribeRouteTables",
        &format!(
            "Filter.1.Name=association.subnet-id&Filter.1.Value.1={}",
            n.subnet
        ),
        "routeTableSet",
        "routeTableId",
    );
    assert_eq!(found, [other]);
    s.ok("DisassociateRouteTable", &format!("AssociationId={moved}"));
    let main = s.get("DescribeRouteTables", &format!("Filter.1.Name=association.main&Filter.1.Value.1=true&Filter.2.Name=vpc-id&Filter.2.Value.1={}", n.vpc), "routeTableSet/item/routeTableId");
    s.refused(
        "DeleteRouteTable",
        &format!("RouteTableId={main}"),
        "DependencyViolation",
    );
}

#[test]
fn gateways_attach_once() {
    let mut s = Sandbox::new();
    let n = network(&mut s);
    let other = s.get(
        "CreateInternetGateway",
        "",
        "internetGateway/internetGatewayId",
    );
    s.refused(
        "AttachInternetGateway",
        &format!("InternetGatewayId={other}&VpcId={}", n.vpc),
        "InvalidParameterValue",
    );
    let vpc = s.vpc();
    s.refused(
        "AttachInternetGateway",
        &format!("InternetGatewayId={}&VpcId={vpc}", n.gateway),
        "Resource.AlreadyAssociated",
    );
    s.refused(
        "DetachInternetGateway",
        &format!("InternetGatewayId={other}&VpcId={vpc}"),
        "Gateway.NotAttached",
    );
    s.refused(
        "DeleteInternetGateway",
        &format!("InternetGatewayId={}", n.gateway),
        "DependencyViolation",
    );
    s.ok(
        "DeleteInternetGateway",
        &format!("InternetGatewayId={other}"),
    );
}

#[test]
fn a_vpc_is_deleted_when_it_is_empty() {
    let mut s = Sandbox::new();
    let vpc = s.vpc();
    let delete = format!("VpcId={vpc}");
    let subnet = s.subnet(&vpc, "10.0.0.0/24", "us-east-1b");
    let (code, message) = s.fails("DeleteVpc", &delete);
    assert_eq!(
        (code, message),
        (
            "DependencyViolation",
            format!("The vpc '{vpc}' has dependencies and cannot be deleted.")
        )
    );
    s.ok("DeleteSubnet", &format!("SubnetId={subnet}"));
    let group = s.group(&vpc, "g");
    s.refused("DeleteVpc", &delete, "DependencyViolation");
    s.ok("DeleteSecurityGroup", &format!("GroupId={group}"));
    let table = s.get(
        "CreateRouteTable",
        &format!("VpcId={vpc}"),
        "routeTable/routeTableId",
    );
    s.refused("DeleteVpc", &delete, "DependencyViolation");
    s.ok("DeleteRouteTable", &format!("RouteTableId={table}"));
    s.ok("DeleteVpc", &delete);
    let left = format!("Filter.1.Name=vpc-id&Filter.1.Value.1={vpc}");
    assert!(
        s.each(
            "DescribeSecurityGroups",
            &left,
            "securityGroupInfo",
            "groupId"
        )
        .is_empty()
    );
    assert!(
        s.each(
            "DescribeRouteTables",
            &left,
            "routeTableSet",
            "routeTableId"
        )
        .is_empty()
    );
    s.refused("DeleteVpc", &delete, "InvalidVpcID.NotFound");
}

#[test]
fn gateway_endpoints_are_routes() {
    let mut s = Sandbox::new();
    let vpc = s.vpc();
    let table = s.get(
        "CreateRouteTable",
        &format!("VpcId={vpc}"),
        "routeTable/routeTableId",
    );
    let fields = format!(
        "VpcId={vpc}&ServiceName=com.amazonaws.us-east-1.s3&VpcEndpointType=Gateway&RouteTableId.1={table}&ClientToken=t"
    );
    let answer = s.ok("CreateVpcEndpoint", &fields);
    assert_eq!(answer.at("vpcEndpoint/state"), Some("available"));
    let id = answer.at("vpcEndpoint/vpcEndpointId").unwrap().to_owned();
    assert_eq!(
        s.get("CreateVpcEndpoint", &fields, "vpcEndpoint/vpcEndpointId"),
        id
    );
    s.refused(
        "CreateVpcEndpoint",
        &fields.replace("=t", "=u"),
        "RouteAlreadyExists",
    );
    s.refused(
        "CreateVpcEndpoint",
        &format!("VpcId={vpc}&ServiceName=com.amazonaws.us-east-1.nothing"),
        "InvalidServiceName",
    );
    let list = s.get(
        "DescribePrefixLists",
        "Filter.1.Name=prefix-list-name&Filter.1.Value.1=com.amazonaws.us-east-1.s3",
        "prefixListSet/item/prefixListId",
    );
    assert_eq!(
        s.get(
            "DescribeManagedPrefixLists",
            &format!("PrefixListId.1={list}"),
            "prefixListSet/item/prefixListName"
        ),
        "com.amazonaws.us-east-1.s3"
    );
    let asked = format!("Filter.1.Name=route.destination-prefix-list-id&Filter.1.Value.1={list}");
    assert_eq!(
        s.each(
            "DescribeRouteTables",
            &asked,
            "routeTableSet",
            "routeTableId"
        ),
        std::slice::from_ref(&table)
    );
    s.refused(
        "DeleteRoute",
        &format!("RouteTableId={table}&DestinationPrefixListId={list}"),
        "InvalidParameterValue",
    );
    s.ok(
        "ModifyVpcEndpoint",
        &format!("VpcEndpointId={id}&RemoveRouteTableId.1={table}"),
    );
    assert!(
        s.each(
            "DescribeRouteTables",
            &asked,
            "routeTableSet",
            "routeTableId"
        )
        .is_empty()
    );
    s.refused("DeleteVpc", &format!("VpcId={vpc}"), "DependencyViolation");
    let answer = s.ok(
        "DeleteVpcEndpoints",
        &format!("VpcEndpointId.1={id}&VpcEndpointId.2=vpce-0"),
    );
    assert_eq!(answer.each("unsuccessful", "resourceId"), ["vpce-0"]);
    s.refused(
        "DescribeVpcEndpoints",
        &format!("VpcEndpointId.1={id}"),
        "InvalidVpcEndpointId.NotFound",
    );
}

#[test]
fn interface_endpoints_are_interfaces() {
    let mut s = Sandbox::new();
    let vpc = s.vpc();
    let a = s.subnet(&vpc, "10.0.0.0/24", "us-east-1a");
    let b = s.subnet(&vpc, "10.0.1.0/24", "us-east-1b");
    let c = s.subnet(&vpc, "10.0.2.0/24", "us-east-1a");
    let group = s.group(&vpc, "g");
    let fields = format!(
        "VpcId={vpc}&ServiceName=com.amazonaws.us-east-1.ecr.api&VpcEndpointType=Interface&SubnetId.1={a}&SecurityGroupId.1={group}"
    );
    let (code, message) = s.fails("CreateVpcEndpoint", &fields);
    assert_eq!(code, "InvalidParameter");
    assert!(message.starts_with("Enabling private DNS requires both"));
    s.ok(
        "ModifyVpcAttribute",
        &format!("VpcId={vpc}&EnableDnsHostnames.Value=true"),
    );
    s.refused(
        "CreateVpcEndpoint",
        &format!("{fields}&SubnetId.2={c}"),
        "DuplicateSubnetsInSameZone",
    );
    let id = s.get("CreateVpcEndpoint", &fields, "vpcEndpoint/vpcEndpointId");
    s.refused("CreateVpcEndpoint", &fields, "InvalidParameter");
    let asked = format!("VpcEndpointId.1={id}");
    assert_eq!(
        s.get("DescribeVpcEndpoints", &asked, "vpcEndpointSet/item/state"),
        "pending"
    );
    s.now += s.options.state_ms;
    assert_eq!(
        s.get("DescribeVpcEndpoints", &asked, "vpcEndpointSet/item/state"),
        "available"
    );
    s.ok(
        "ModifyVpcEndpoint",
        &format!("VpcEndpointId={id}&AddSubnetId.1={b}&RemoveSubnetId.1={a}"),
    );
    let interfaces = s.each(
        "DescribeNetworkInterfaces",
        &format!("Filter.1.Name=group-id&Filter.1.Value.1={group}"),
        "networkInterfaceSet",
        "subnetId",
    );
    assert_eq!(interfaces, std::slice::from_ref(&b));
    s.ok("DeleteSubnet", &format!("SubnetId={a}"));
    s.refused(
        "DeleteSecurityGroup",
        &format!("GroupId={group}"),
        "DependencyViolation",
    );
    s.ok("DeleteVpcEndpoints", &format!("VpcEndpointId.1={id}"));
    assert_eq!(
        s.get("DescribeVpcEndpoints", &asked, "vpcEndpointSet/item/state"),
        "deleting"
    );
    s.refused(
        "DeleteSubnet",
        &format!("SubnetId={b}"),
        "DependencyViolation",
    );
    s.now += s.options.state_ms;
    s.ok("DeleteSubnet", &format!("SubnetId={b}"));
    s.ok("DeleteSecurityGroup", &format!("GroupId={group}"));
}

#[test]
fn what_batch_asks_of_ec2() {
    let mut s = Sandbox::new();
    let vpc = s.vpc();
    let subnet = s.subnet(&vpc, "10.0.0.0/24", "us-east-1a");
    let group = s.group(&vpc, "g");
    let text = serde_json::to_string(&s.account).unwrap();
    s.account = serde_json::from_str(&text).unwrap();
    let ec2 = &s.account.regions["us-east-1"].ec2;
    assert_eq!(ec2.vpc_of_subnet(&subnet), Some(vpc.as_str()));
    assert_eq!(ec2.vpc_of_group(&group), Some(vpc.as_str()));
    assert_eq!(ec2.vpc_of_subnet("subnet-0"), None);
}
