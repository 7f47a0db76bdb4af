//! EC2's Query API numbers its lists in the singular where its documentation and the vocabulary
//! have the plural: `SubnetIds` goes as `SubnetId.1`. Either may be written here.

use super::operations::Op;
use serde_json::{Map, Value};

/// Lists by their documented name and by that on the wire.
const LISTS: &[(&str, &str)] = &[
    ("AddRouteTableIds", "AddRouteTableId"),
    ("AddSecurityGroupIds", "AddSecurityGroupId"),
    ("AddSubnetIds", "AddSubnetId"),
    ("AllocationIds", "AllocationId"),
    ("BlockDeviceMappings", "BlockDeviceMapping"),
    ("Filters", "Filter"),
    ("GroupIds", "GroupId"),
    ("GroupNames", "GroupName"),
    ("InternetGatewayIds", "InternetGatewayId"),
    ("LaunchTemplateIds", "LaunchTemplateId"),
    ("LaunchTemplateNames", "LaunchTemplateName"),
    ("LicenseSpecifications", "LicenseSpecification"),
    ("NatGatewayIds", "NatGatewayId"),
    ("NetworkInterfaces", "NetworkInterface"),
    ("PublicIps", "PublicIp"),
    ("RemoveRouteTableIds", "RemoveRouteTableId"),
    ("RemoveSecurityGroupIds", "RemoveSecurityGroupId"),
    ("RemoveSubnetIds", "RemoveSubnetId"),
    ("Resources", "ResourceId"),
    ("RouteTableIds", "RouteTableId"),
    ("SecurityGroupIds", "SecurityGroupId"),
    ("SecurityGroupRuleIds", "SecurityGroupRuleId"),
    ("SubnetIds", "SubnetId"),
    ("TagSpecifications", "TagSpecification"),
    ("Tags", "Tag"),
    ("UserIdGroupPairs", "Groups"),
    ("Values", "Value"),
    ("Versions", "LaunchTemplateVersion"),
    ("VpcEndpointIds", "VpcEndpointId"),
    ("VpcIds", "VpcId"),
    ("ZoneNames", "ZoneName"),
];

/// The input as it goes over the wire.
pub(super) fn on_the_wire(op: Op, input: Value) -> Value {
    let mut input = renamed(input);
    // Two calls have a name of their own for what others call otherwise.
    let (from, to) = match op {
        Op::CreateSecurityGroup => ("Description", "GroupDescription"),
        Op::ModifyLaunchTemplate => ("DefaultVersion", "SetDefaultVersion"),
        Op::DescribePrefixLists => ("PrefixListIds", "PrefixListId"),
        _ => return input,
    };
    if let Some(members) = input.as_object_mut()
        && let Some(value) = members.remove(from)
    {
        members.insert(to.to_owned(), value);
    }
    input
}

fn renamed(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(renamed).collect(),
        Value::Object(members) => {
            let mut out = Map::with_capacity(members.len());
            for (name, value) in members {
                // A policy has names of its own.
                if name.ends_with("PolicyDocument") {
                    out.insert(name, value);
                    continue;
                }
                let wire = match value.is_array() {
                    true => LISTS.iter().find(|(plural, _)| *plural == name),
                    false => None,
                };
                let name = wire.map_or(name, |(_, wire)| (*wire).to_owned());
                out.insert(name, renamed(value));
            }
            Value::Object(out)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn either_name_goes() {
        let documented = json!({"Filters": [{"Name": "n", "Values": ["v"]}], "SubnetIds": ["s"]});
        let wire = json!({"Filter": [{"Name": "n", "Value": ["v"]}], "SubnetId": ["s"]});
        assert_eq!(on_the_wire(Op::DescribeSubnets, documented), wire);
        assert_eq!(on_the_wire(Op::DescribeSubnets, wire.clone()), wire);
        let single = json!({"EnableDnsSupport": {"Value": true}, "GroupId": "g"});
        assert_eq!(on_the_wire(Op::ModifyVpcAttribute, single.clone()), single);
    }

    #[test]
    fn names_of_two_calls() {
        assert_eq!(
            on_the_wire(Op::CreateSecurityGroup, json!({"Description": "d"})),
            json!({"GroupDescription": "d"})
        );
        assert_eq!(
            on_the_wire(Op::ModifyLaunchTemplate, json!({"DefaultVersion": "2"})),
            json!({"SetDefaultVersion": "2"})
        );
    }
}
