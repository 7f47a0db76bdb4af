//! VPC endpoints.

use super::Sandbox;

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
