//! What a region comes with; filters, pages, tags.

use super::Sandbox;

#[test]
fn a_region_comes_with_a_vpc() {
    for (region, zones) in [("us-east-1", 6), ("us-west-2", 4), ("eu-north-1", 3)] {
        let mut s = Sandbox::of(region);
        let vpc = s.default_vpc();
        let filter = format!(
            "Filter.1.Name=vpc-id&Filter.1.Value.1={vpc}&Filter.2.Name=default-for-az&Filter.2.Value.1=true"
        );
        let subnets = s.each("DescribeSubnets", &filter, "subnetSet", "availabilityZone");
        assert_eq!(subnets.len(), zones, "{region}");
        let names = s.each("DescribeAvailabilityZones", "Filter.1.Name=opt-in-status&Filter.1.Value.1=opt-in-not-required&Filter.2.Name=state&Filter.2.Value.1=available", "availabilityZoneInfo", "zoneName");
        assert_eq!(names.len(), zones);
        assert_eq!(names[0], format!("{region}a"));
        let table = s.ok(
            "DescribeRouteTables",
            "Filter.1.Name=association.main&Filter.1.Value.1=true",
        );
        let routes = table.find("routeTableSet/item/routeSet").unwrap();
        assert_eq!(routes.children.len(), 2);
        assert_eq!(routes.children[1].at("state"), Some("active"));
        let gateway = s.get(
            "DescribeInternetGateways",
            "",
            "internetGatewaySet/item/attachmentSet/item/vpcId",
        );
        assert_eq!(gateway, vpc);
    }
    let mut s = Sandbox::of("ap-southeast-2");
    let id = s.get(
        "DescribeAvailabilityZones",
        "ZoneName.1=ap-southeast-2b",
        "availabilityZoneInfo/item/zoneId",
    );
    assert_eq!(id, "apse2-az2");
}

#[test]
fn unknown_filters_and_ids_are_refused() {
    let mut s = Sandbox::new();
    for action in [
        "DescribeVpcs",
        "DescribeSubnets",
        "DescribeSecurityGroups",
        "DescribeLaunchTemplates",
        "DescribeRouteTables",
        "DescribeNatGateways",
        "DescribeAddresses",
        "DescribeVpcEndpoints",
        "DescribeInternetGateways",
        "DescribeSecurityGroupRules",
        "DescribeAvailabilityZones",
        "DescribeTags",
        "DescribeNetworkInterfaces",
        "DescribeManagedPrefixLists",
        "DescribePrefixLists",
        "DescribeInstanceTypes",
        "DescribeInstanceTypeOfferings",
    ] {
        let (code, message) = s.fails(action, "Filter.1.Name=colour&Filter.1.Value.1=red");
        assert_eq!(
            (code, message.as_str()),
            ("InvalidParameterValue", "The filter 'colour' is invalid"),
            "{action}"
        );
    }
    for (action, ids, code, message) in [
        (
            "DescribeVpcs",
            "VpcId.1=vpc-x",
            "InvalidVpcID.NotFound",
            "The vpc ID 'vpc-x' does not exist",
        ),
        (
            "DescribeSubnets",
            "SubnetId.1=subnet-x",
            "InvalidSubnetID.NotFound",
            "The subnet ID 'subnet-x' does not exist",
        ),
        (
            "DescribeRouteTables",
            "RouteTableId.1=rtb-x",
            "InvalidRouteTableID.NotFound",
            "The routeTable ID 'rtb-x' does not exist",
        ),
        (
            "DescribeInternetGateways",
            "InternetGatewayId.1=igw-x",
            "InvalidInternetGatewayID.NotFound",
            "The internetGateway ID 'igw-x' does not exist",
        ),
        (
            "DescribeNatGateways",
            "NatGatewayId.1=nat-x",
            "NatGatewayNotFound",
            "The Nat Gateway nat-x was not found",
        ),
        (
            "DescribeAddresses",
            "AllocationId.1=eipalloc-x",
            "InvalidAllocationID.NotFound",
            "The allocation ID 'eipalloc-x' does not exist",
        ),
        (
            "DescribeVpcEndpoints",
            "VpcEndpointId.1=vpce-x",
            "InvalidVpcEndpointId.NotFound",
            "The Vpc Endpoint Id 'vpce-x' does not exist",
        ),
    ] {
        assert_eq!(s.fails(action, ids), (code, message.to_owned()));
    }
    s.refused("RunInstances", "", "InvalidAction");
    let many: String = (0..201)
        .map(|at| format!("&Filter.1.Value.{}=v{at}", at + 1))
        .collect();
    s.refused(
        "DescribeVpcs",
        &format!("Filter.1.Name=vpc-id{many}"),
        "FilterLimitExceeded",
    );
}

#[test]
fn pages_follow_each_other() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    for number in 0..12 {
        s.group(&vpc, &format!("g{number}"));
    }
    s.options.page_size = 5;
    let (mut token, mut ids) = (String::new(), Vec::new());
    loop {
        let answer = s.ok(
            "DescribeSecurityGroups",
            &format!("MaxResults=100&NextToken={token}"),
        );
        let page = answer.each("securityGroupInfo", "groupId");
        assert!(page.len() <= 5);
        ids.extend(page.into_iter().map(str::to_owned));
        match answer.at("nextToken") {
            Some(next) => token = next.to_owned(),
            None => break,
        }
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 13);
    s.refused(
        "DescribeSecurityGroups",
        "MaxResults=4",
        "InvalidParameterValue",
    );
    s.refused(
        "DescribeSecurityGroups",
        "MaxResults=1001",
        "InvalidParameterValue",
    );
    s.refused(
        "DescribeSecurityGroups",
        "NextToken=zzz",
        "InvalidNextToken",
    );
    s.ok("DescribeLaunchTemplates", "MaxResults=1");
    s.refused(
        "DescribeLaunchTemplates",
        "MaxResults=201",
        "InvalidParameterValue",
    );
}

#[test]
fn tags_of_everything() {
    let mut s = Sandbox::new();
    let vpc = s.get("CreateVpc", "CidrBlock=10.0.0.0/16&TagSpecification.1.ResourceType=vpc&TagSpecification.1.Tag.1.Key=batchlang:project&TagSpecification.1.Tag.1.Value=p", "vpc/vpcId");
    let group = s.group(&vpc, "g");
    s.ok(
        "CreateTags",
        &format!("ResourceId.1={vpc}&ResourceId.2={group}&Tag.1.Key=a&Tag.1.Value=b*c"),
    );
    assert_eq!(
        s.each(
            "DescribeVpcs",
            "Filter.1.Name=tag:batchlang:project&Filter.1.Value.1=p",
            "vpcSet",
            "vpcId"
        ),
        std::slice::from_ref(&vpc)
    );
    assert_eq!(
        s.each(
            "DescribeSecurityGroups",
            "Filter.1.Name=tag-key&Filter.1.Value.1=a",
            "securityGroupInfo",
            "groupId"
        ),
        std::slice::from_ref(&group)
    );
    assert_eq!(
        s.each(
            "DescribeVpcs",
            "Filter.1.Name=tag:a&Filter.1.Value.1=b?c",
            "vpcSet",
            "vpcId"
        )
        .len(),
        1
    );
    assert_eq!(
        s.each(
            "DescribeVpcs",
            "Filter.1.Name=tag:a&Filter.1.Value.1=B*",
            "vpcSet",
            "vpcId"
        )
        .len(),
        0
    );
    let kinds = s.each(
        "DescribeTags",
        "Filter.1.Name=key&Filter.1.Value.1=a",
        "tagSet",
        "resourceType",
    );
    assert_eq!(kinds.len(), 2);
    s.ok(
        "DeleteTags",
        &format!("ResourceId.1={group}&Tag.1.Key=a&Tag.1.Value=other"),
    );
    assert_eq!(
        s.each(
            "DescribeTags",
            "Filter.1.Name=key&Filter.1.Value.1=a",
            "tagSet",
            "key"
        )
        .len(),
        2
    );
    s.ok("DeleteTags", &format!("ResourceId.1={group}&Tag.1.Key=a"));
    assert_eq!(
        s.each(
            "DescribeTags",
            "Filter.1.Name=resource-id&Filter.1.Value.1=sg-*",
            "tagSet",
            "key"
        )
        .len(),
        0
    );
    s.refused(
        "CreateTags",
        "ResourceId.1=vpc-0&Tag.1.Key=a",
        "InvalidVpcID.NotFound",
    );
    s.refused("CreateTags", "ResourceId.1=what&Tag.1.Key=a", "InvalidID");
    s.refused(
        "CreateTags",
        &format!("ResourceId.1={vpc}&Tag.1.Key=aws:x"),
        "InvalidParameterValue",
    );
    s.refused("CreateVpc", "CidrBlock=10.0.0.0/16&TagSpecification.1.ResourceType=subnet&TagSpecification.1.Tag.1.Key=a", "InvalidParameterValue");
    let many: String = (1..=50).map(|at| format!("&Tag.{at}.Key=k{at}")).collect();
    s.refused(
        "CreateTags",
        &format!("ResourceId.1={vpc}{many}"),
        "TagLimitExceeded",
    );
}

#[test]
fn a_dry_run_changes_nothing() {
    let mut s = Sandbox::new();
    let before = s.each("DescribeVpcs", "", "vpcSet", "vpcId");
    let (code, _) = s.fails("CreateVpc", "CidrBlock=10.0.0.0/16&DryRun=true");
    assert_eq!(code, "DryRunOperation");
    s.refused(
        "CreateVpc",
        "CidrBlock=10&DryRun=true",
        "InvalidParameterValue",
    );
    assert_eq!(s.each("DescribeVpcs", "", "vpcSet", "vpcId"), before);
}

#[test]
fn instance_types_of_a_region() {
    let mut s = Sandbox::new();
    let answer = s.ok("DescribeInstanceTypes", "InstanceType.1=g5.xlarge");
    let item = answer.find("instanceTypeSet/item").unwrap();
    assert_eq!(
        (
            item.at("vCpuInfo/defaultVCpus"),
            item.at("memoryInfo/sizeInMiB")
        ),
        (Some("4"), Some("16384"))
    );
    assert_eq!(item.at("gpuInfo/gpus/item/manufacturer"), Some("NVIDIA"));
    let (code, message) = s.fails("DescribeInstanceTypes", "InstanceType.1=m5.huge");
    assert_eq!(
        (code, message.as_str()),
        (
            "InvalidInstanceType",
            "The following supplied instance types do not exist: [m5.huge]"
        )
    );
    let answer = s.ok("DescribeInstanceTypes", "");
    assert!(answer.at("nextToken").is_some());
    assert_eq!(answer.find("instanceTypeSet").unwrap().children.len(), 100);
    let places = s.each(
        "DescribeInstanceTypeOfferings",
        "LocationType=availability-zone&Filter.1.Name=instance-type&Filter.1.Value.1=m5.large",
        "instanceTypeOfferingSet",
        "location",
    );
    assert_eq!(places.len(), 6);
}
