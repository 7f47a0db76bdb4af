//! Security groups and their rules.

use super::Sandbox;

#[test]
fn a_group_comes_with_a_way_out() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    let id = s.group(&vpc, "g");
    let answer = s.ok("DescribeSecurityGroups", &format!("GroupId.1={id}"));
    let item = answer.find("securityGroupInfo/item").unwrap();
    assert_eq!(item.at("groupName"), Some("g"));
    assert_eq!(item.at("vpcId"), Some(vpc.as_str()));
    assert!(item.find("ipPermissions").unwrap().children.is_empty());
    let out = item.find("ipPermissionsEgress/item").unwrap();
    assert_eq!(out.at("ipProtocol"), Some("-1"));
    assert_eq!(out.at("fromPort"), None);
    assert_eq!(out.at("ipRanges/item/cidrIp"), Some("0.0.0.0/0"));
    let rule = s.ok(
        "DescribeSecurityGroupRules",
        &format!("Filter.1.Name=group-id&Filter.1.Value.1={id}"),
    );
    let rule = rule.find("securityGroupRuleSet/item").unwrap();
    assert_eq!(rule.at("isEgress"), Some("true"));
    assert_eq!(
        (rule.at("fromPort"), rule.at("cidrIpv4")),
        (Some("-1"), Some("0.0.0.0/0"))
    );
}

#[test]
fn names_and_descriptions_have_rules() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    s.group(&vpc, "g");
    let (code, message) = s.fails(
        "CreateSecurityGroup",
        &format!("VpcId={vpc}&GroupName=g&GroupDescription=d"),
    );
    assert_eq!(code, "InvalidGroup.Duplicate");
    assert_eq!(
        message,
        format!("The security group 'g' already exists for VPC '{vpc}'")
    );
    s.refused("CreateSecurityGroup", "GroupName=h", "MissingParameter");
    for broken in [
        "GroupName=sg-1&GroupDescription=d",
        "GroupName=default&GroupDescription=d",
        "GroupName=h%C3%A4&GroupDescription=d",
        "GroupName=h&GroupDescription=%3F",
    ] {
        s.refused("CreateSecurityGroup", broken, "InvalidParameterValue");
    }
    s.refused(
        "CreateSecurityGroup",
        "VpcId=vpc-0&GroupName=h&GroupDescription=d",
        "InvalidVpcID.NotFound",
    );
    // The same name in another VPC is another group.
    let other = s.vpc();
    s.group(&other, "g");
}

#[test]
fn rules_come_and_go() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    let (a, b) = (s.group(&vpc, "a"), s.group(&vpc, "b"));
    let ssh = format!(
        "GroupId={a}&IpPermissions.1.IpProtocol=6&IpPermissions.1.FromPort=22&IpPermissions.1.ToPort=22\
        &IpPermissions.1.IpRanges.1.CidrIp=10.0.0.9/8&IpPermissions.1.IpRanges.1.Description=ssh\
        &IpPermissions.1.Ipv6Ranges.1.CidrIpv6=2001:DB8::/32&IpPermissions.1.Groups.1.GroupId={b}\
        &TagSpecification.1.ResourceType=security-group-rule&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v"
    );
    let answer = s.ok("AuthorizeSecurityGroupIngress", &ssh);
    let made = answer.each("securityGroupRuleSet", "securityGroupRuleId");
    assert_eq!(made.len(), 3);
    assert_eq!(
        answer.each("securityGroupRuleSet", "cidrIpv4"),
        ["10.0.0.0/8"]
    );
    assert_eq!(
        answer.at("securityGroupRuleSet/item/tagSet/item/value"),
        Some("v")
    );
    let (code, message) = s.fails("AuthorizeSecurityGroupIngress", &ssh);
    assert_eq!(code, "InvalidPermission.Duplicate");
    assert_eq!(
        message,
        "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 22, to port: 22, ALLOW\" already exists"
    );

    let shown = s.ok(
        "DescribeSecurityGroups",
        &format!("Filter.1.Name=ip-permission.group-id&Filter.1.Value.1={b}"),
    );
    let permission = shown
        .find("securityGroupInfo/item/ipPermissions/item")
        .unwrap();
    assert_eq!(permission.at("ipProtocol"), Some("tcp"));
    assert_eq!(permission.at("groups/item/groupId"), Some(b.as_str()));
    assert_eq!(permission.at("ipRanges/item/description"), Some("ssh"));
    assert_eq!(
        permission.at("ipv6Ranges/item/cidrIpv6"),
        Some("2001:db8::/32")
    );

    let (code, message) = s.fails("DeleteSecurityGroup", &format!("GroupId={b}"));
    assert_eq!(
        (code, message),
        (
            "DependencyViolation",
            format!("resource {b} has a dependent object")
        )
    );
    let revoke = format!(
        "GroupId={a}&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=22&IpPermissions.1.ToPort=22&IpPermissions.1.Groups.1.GroupId={b}"
    );
    let answer = s.ok("RevokeSecurityGroupIngress", &revoke);
    assert_eq!(
        answer.at("revokedSecurityGroupRuleSet/item/referencedGroupId"),
        Some(b.as_str())
    );
    s.refused(
        "RevokeSecurityGroupIngress",
        &revoke,
        "InvalidPermission.NotFound",
    );
    s.ok("DeleteSecurityGroup", &format!("GroupId={b}"));
    let (code, message) = s.fails("DescribeSecurityGroups", &format!("GroupId.1={b}"));
    assert_eq!(
        (code, message),
        (
            "InvalidGroup.NotFound",
            format!("The security group '{b}' does not exist")
        )
    );

    let left = s.each(
        "DescribeSecurityGroupRules",
        &format!("Filter.1.Name=group-id&Filter.1.Value.1={a}"),
        "securityGroupRuleSet",
        "securityGroupRuleId",
    );
    assert_eq!(left.len(), 3);
    let egress = s.ok("DescribeSecurityGroupRules", "");
    let egress = egress
        .find("securityGroupRuleSet")
        .unwrap()
        .children
        .iter()
        .find(|rule| rule.at("groupId") == Some(&a) && rule.at("isEgress") == Some("true"))
        .and_then(|rule| rule.at("securityGroupRuleId"))
        .unwrap()
        .to_owned();
    s.refused(
        "RevokeSecurityGroupIngress",
        &format!("GroupId={a}&SecurityGroupRuleId.1={egress}"),
        "InvalidSecurityGroupRuleId.NotFound",
    );
    s.ok(
        "RevokeSecurityGroupEgress",
        &format!("GroupId={a}&SecurityGroupRuleId.1={egress}"),
    );
}

#[test]
fn refuses_broken_rules() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    let a = s.group(&vpc, "a");
    let other = s.vpc();
    let far = s.group(&other, "far");
    for (rule, code) in [
        ("", "MissingParameter"),
        ("&IpPermissions.1.IpProtocol=-1", "MissingParameter"),
        (
            "&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0",
            "MissingParameter",
        ),
        (
            "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0",
            "InvalidParameterValue",
        ),
        (
            "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=80&IpPermissions.1.ToPort=22&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0",
            "InvalidParameterValue",
        ),
        (
            "&IpPermissions.1.IpProtocol=xyz&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0",
            "InvalidParameterValue",
        ),
        (
            "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0",
            "InvalidParameterValue",
        ),
        (
            "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.IpRanges.1.CidrIp=1.0.0.0/8&IpPermissions.1.IpRanges.2.CidrIp=1.0.0.0/8",
            "InvalidParameterValue",
        ),
        (
            "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.IpRanges.1.CidrIp=1.0.0.0/8&IpPermissions.1.IpRanges.1.Description=%3F",
            "InvalidParameterValue",
        ),
        (
            "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.Groups.1.GroupId=sg-0",
            "InvalidGroup.NotFound",
        ),
        (
            "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.PrefixListIds.1.PrefixListId=pl-0",
            "InvalidPrefixListID.NotFound",
        ),
    ] {
        s.refused(
            "AuthorizeSecurityGroupIngress",
            &format!("GroupId={a}{rule}"),
            code,
        );
    }
    let far =
        format!("GroupId={a}&IpPermissions.1.IpProtocol=-1&IpPermissions.1.Groups.1.GroupId={far}");
    let (code, message) = s.fails("AuthorizeSecurityGroupIngress", &far);
    assert_eq!(
        (code, message.as_str()),
        (
            "InvalidGroup.NotFound",
            "You have specified two resources that belong to different networks."
        )
    );
    // The way out that is there already.
    let out = format!(
        "GroupId={a}&IpPermissions.1.IpProtocol=-1&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0"
    );
    let (code, message) = s.fails("AuthorizeSecurityGroupEgress", &out);
    assert_eq!(
        (code, message.as_str()),
        (
            "InvalidPermission.Duplicate",
            "the specified rule \"peer: 0.0.0.0/0, ALL, ALLOW\" already exists"
        )
    );
}

#[test]
fn rules_change_in_place() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    let a = s.group(&vpc, "a");
    let rule = s.get(
        "AuthorizeSecurityGroupIngress",
        &format!("GroupId={a}&IpProtocol=tcp&FromPort=22&ToPort=22&CidrIp=10.0.0.0/8"),
        "securityGroupRuleSet/item/securityGroupRuleId",
    );
    let change = format!(
        "GroupId={a}&SecurityGroupRule.1.SecurityGroupRuleId={rule}&SecurityGroupRule.1.SecurityGroupRule.IpProtocol=udp\
        &SecurityGroupRule.1.SecurityGroupRule.FromPort=1&SecurityGroupRule.1.SecurityGroupRule.ToPort=2"
    );
    s.refused("ModifySecurityGroupRules", &change, "InvalidParameterValue");
    s.ok("ModifySecurityGroupRules", &format!("{change}&SecurityGroupRule.1.SecurityGroupRule.CidrIpv4=11.0.0.0/8&SecurityGroupRule.1.SecurityGroupRule.Description=d"));
    s.ok("UpdateSecurityGroupRuleDescriptionsIngress", &format!("GroupId={a}&SecurityGroupRuleDescription.1.SecurityGroupRuleId={rule}&SecurityGroupRuleDescription.1.Description=e"));
    let answer = s.ok(
        "DescribeSecurityGroupRules",
        &format!("SecurityGroupRuleId.1={rule}"),
    );
    let shown = answer.find("securityGroupRuleSet/item").unwrap();
    assert_eq!(
        (shown.at("ipProtocol"), shown.at("toPort")),
        (Some("udp"), Some("2"))
    );
    assert_eq!(
        (shown.at("cidrIpv4"), shown.at("description")),
        (Some("11.0.0.0/8"), Some("e"))
    );
}

#[test]
fn default_groups_stay() {
    let mut s = Sandbox::new();
    let vpc = s.default_vpc();
    let id = s.get("DescribeSecurityGroups", &format!("Filter.1.Name=group-name&Filter.1.Value.1=default&Filter.2.Name=vpc-id&Filter.2.Value.1={vpc}"), "securityGroupInfo/item/groupId");
    s.refused(
        "DeleteSecurityGroup",
        &format!("GroupId={id}"),
        "CannotDelete",
    );
    assert_eq!(
        s.get(
            "DescribeSecurityGroups",
            "GroupName.1=default",
            "securityGroupInfo/item/groupId"
        ),
        id
    );
    s.refused(
        "DescribeSecurityGroups",
        "GroupName.1=none",
        "InvalidGroup.NotFound",
    );
    s.refused("DeleteSecurityGroup", "", "MissingParameter");
}
