//! What a program looks up in an account: the default VPC, zones, subnets that are there.

use super::{DiscoverError, text};
use crate::aws::client::{Aws, Op};
use crate::resources::ResourceKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The attributes of what is looked up, by the names references ask for. `input` is what
/// [`crate::aws::desired::fold::lookup_input`] makes of the resource.
pub async fn lookup(
    aws: &Aws,
    kind: ResourceKind,
    input: &Value,
) -> Result<BTreeMap<String, Value>, DiscoverError> {
    match kind {
        ResourceKind::AvailabilityZones => zones(aws, input).await,
        ResourceKind::VpcSubnets => subnets(aws, input).await,
        ResourceKind::ExistingSubnet => existing_subnet(aws, input).await,
        _ => default_vpc(aws).await,
    }
}

async fn default_vpc(aws: &Aws) -> Result<BTreeMap<String, Value>, DiscoverError> {
    let input = json!({"Filters": [{"Name": "is-default", "Values": ["true"]}]});
    let vpcs = aws.all(Op::DescribeVpcs, input, "vpcSet").await?;
    let vpc = vpcs.first().and_then(|vpc| text(vpc, "vpcId"));
    let vpc = vpc.ok_or_else(|| DiscoverError::NoDefaultVpc {
        region: aws.region().to_owned(),
    })?;
    Ok(BTreeMap::from([("id".to_owned(), json!(vpc))]))
}

async fn zones(aws: &Aws, input: &Value) -> Result<BTreeMap<String, Value>, DiscoverError> {
    let mut filters = input["Filters"].as_array().cloned().unwrap_or_default();
    let state = text(input, "State").unwrap_or_else(|| "available".to_owned());
    filters.push(json!({"Name": "state", "Values": [state]}));
    let asked = json!({ "Filters": filters });
    let zones = aws.all(Op::DescribeAvailabilityZones, asked, "availabilityZoneInfo");
    let zones = zones.await?;
    let mut names: Vec<String> = zones
        .iter()
        .filter_map(|zone| text(zone, "zoneName"))
        .collect();
    names.sort();
    if names.is_empty() {
        let region = aws.region().to_owned();
        return Err(DiscoverError::NoZones { region });
    }
    Ok(BTreeMap::from([("names".to_owned(), json!(names))]))
}

async fn subnets(aws: &Aws, input: &Value) -> Result<BTreeMap<String, Value>, DiscoverError> {
    let asked = json!({ "Filters": input["Filters"] });
    let found = aws.all(Op::DescribeSubnets, asked, "subnetSet").await?;
    let mut ids: Vec<String> = found
        .iter()
        .filter_map(|one| text(one, "subnetId"))
        .collect();
    ids.sort();
    if ids.is_empty() {
        return Err(DiscoverError::NoSubnets {
            region: aws.region().to_owned(),
            filters: words(&input["Filters"]),
        });
    }
    Ok(BTreeMap::from([("ids".to_owned(), json!(ids))]))
}

/// `vpc-id vpc-1, default-for-az true`.
fn words(filters: &Value) -> String {
    let filters = filters.as_array().into_iter().flatten();
    let one = |filter: &Value| {
        let values = filter["Values"].as_array().into_iter().flatten();
        let values: Vec<&str> = values.filter_map(Value::as_str).collect();
        let name = filter["Name"].as_str().unwrap_or_default();
        format!("{name} {}", values.join(" or "))
    };
    let all: Vec<String> = filters.map(one).collect();
    all.join(", ")
}

async fn existing_subnet(
    aws: &Aws,
    input: &Value,
) -> Result<BTreeMap<String, Value>, DiscoverError> {
    let id = text(input, "SubnetId").unwrap_or_default();
    let missing = || DiscoverError::NoSubnet {
        region: aws.region().to_owned(),
        id: id.clone(),
    };
    let asked = json!({ "SubnetIds": [id] });
    let subnet = match aws.all(Op::DescribeSubnets, asked, "subnetSet").await {
        Ok(subnets) => subnets.into_iter().next().ok_or_else(missing)?,
        Err(error) if error.is_not_found() || error.code().starts_with("InvalidSubnetI") => {
            return Err(missing());
        }
        Err(error) => return Err(error.into()),
    };
    let mut found = BTreeMap::from([("id".to_owned(), json!(id))]);
    for (theirs, ours) in [
        ("vpcId", "vpc_id"),
        ("availabilityZone", "availability_zone"),
        ("cidrBlock", "cidr_block"),
    ] {
        if let Some(value) = text(&subnet, theirs) {
            found.insert(ours.to_owned(), json!(value));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_in_words() {
        let filters = json!([
            {"Name": "vpc-id", "Values": ["vpc-1"]},
            {"Name": "default-for-az", "Values": ["true"]},
        ]);
        assert_eq!(words(&filters), "vpc-id vpc-1, default-for-az true");
    }
}
