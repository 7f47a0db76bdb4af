//! What AWS refuses of a compute environment as soon as it is asked for (reference §3.2, §3.3).

use super::super::super::{Context, Fault};
use super::super::values::{executing, int, list, text, texts, within};
use super::{instances, is_fargate};
use serde_json::Value;

/// Fields of `computeResources` that mean nothing on Fargate.
pub const NOT_FARGATE: [&str; 14] = [
    "minvCpus",
    "desiredvCpus",
    "instanceTypes",
    "allocationStrategy",
    "bidPercentage",
    "ec2Configuration",
    "imageId",
    "ec2KeyPair",
    "instanceRole",
    "launchTemplate",
    "placementGroup",
    "spotIamFleetRole",
    "tags",
    "scalingPolicy",
];

/// Checks a Create's input, or what an Update would make of one.
pub fn check(cx: &mut Context, input: &Value) -> Result<(), Fault> {
    let managed = text(input, "type") == Some("MANAGED");
    let eks = input.get("eksConfiguration");
    if let Some(eks) = eks {
        kubernetes(eks)?;
    }
    if !managed {
        if text(input, "serviceRole").is_none() {
            return Err(Fault::client("ServiceRole is required."));
        }
        return within(input, "unmanagedvCpus", 0, i64::from(i32::MAX));
    }
    if input.get("unmanagedvCpus").is_some() {
        return Err(executing(
            "unmanagedvCpus is only applicable for UNMANAGED compute environments.",
        ));
    }
    let Some(resources) = input.get("computeResources") else {
        return Err(executing(
            "computeResources is required for MANAGED compute environments.",
        ));
    };
    let kind = text(resources, "type").unwrap_or_default();
    if int(resources, "maxvCpus").is_none_or(|most| most < 1) {
        return Err(executing("maxvCpus must be greater than 0."));
    }
    match kind {
        kind if is_fargate(kind) => fargate(cx, resources),
        "ECS_MANAGED_INSTANCES" => managed_instances(cx, resources),
        _ => machines(cx, resources, eks.is_some()),
    }
}

fn kubernetes(eks: &Value) -> Result<(), Fault> {
    let namespace = text(eks, "kubernetesNamespace").unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = |byte: Option<u8>| byte.is_some_and(plain);
    let good = namespace.len() < 64
        && namespace.bytes().all(|byte| plain(byte) || byte == b'-')
        && ends(namespace.bytes().next())
        && ends(namespace.bytes().last())
        && namespace != "default"
        && !namespace.starts_with("kube-");
    if good {
        return Ok(());
    }
    Err(executing(format!(
        "Unable to validate Kubernetes Namespace: {namespace}"
    )))
}

fn fargate(cx: &mut Context, resources: &Value) -> Result<(), Fault> {
    let foreign = NOT_FARGATE
        .iter()
        .chain(["managedInstancesProvider", "capacityTags"].iter());
    for field in foreign {
        if resources.get(*field).is_some() {
            return Err(executing(format!("{field} is not applicable for Fargate.")));
        }
    }
    count(resources, "subnets", 1, 16)?;
    count(resources, "securityGroupIds", 1, 5)?;
    network(
        cx,
        &texts(resources, "subnets"),
        &texts(resources, "securityGroupIds"),
    )
}

fn managed_instances(cx: &mut Context, resources: &Value) -> Result<(), Fault> {
    for field in [
        "allocationStrategy",
        "instanceTypes",
        "spotIamFleetRole",
        "bidPercentage",
    ] {
        if resources.get(field).is_some() {
            return Err(executing(format!(
                "{field} is not applicable for ECS Managed Instances."
            )));
        }
    }
    let Some(provider) = resources.get("managedInstancesProvider") else {
        return Err(executing(
            "managedInstancesProvider is required for ECS_MANAGED_INSTANCES.",
        ));
    };
    let network_configuration = provider
        .pointer("/instanceLaunchTemplate/networkConfiguration")
        .unwrap_or(&Value::Null);
    let subnets = texts(network_configuration, "subnets");
    let groups = texts(network_configuration, "securityGroups");
    network(cx, &subnets, &groups)
}

fn machines(cx: &mut Context, resources: &Value, eks: bool) -> Result<(), Fault> {
    let types = texts(resources, "instanceTypes");
    instances::check(&types)?;
    for field in ["managedInstancesProvider", "capacityTags"] {
        if resources.get(field).is_some() {
            return Err(executing(format!(
                "{field} is only applicable for ECS_MANAGED_INSTANCES."
            )));
        }
    }
    if text(resources, "instanceRole").is_none_or(str::is_empty) {
        return Err(executing("Instance role is required."));
    }
    if int(resources, "minvCpus").is_none() {
        return Err(executing("Resource minvCpus is required."));
    }
    if types.is_empty() {
        return Err(executing("Instance types are required."));
    }
    vcpus(resources)?;
    strategy(resources, eks)?;
    super::super::images::check(resources, &types, eks)?;
    if let Some(minutes) = resources
        .get("scalingPolicy")
        .and_then(|policy| int(policy, "minScaleDownDelayMinutes"))
        && minutes != 0
        && !(20..=10_080).contains(&minutes)
    {
        return Err(executing(
            "minScaleDownDelayMinutes must be 0 or between 20 and 10080.",
        ));
    }
    let template_groups = template(cx, resources, &types)?;
    let groups = texts(resources, "securityGroupIds");
    if groups.is_empty() && !template_groups {
        return Err(executing(
            "securityGroupIds is required where the launch template has no security groups.",
        ));
    }
    count(resources, "subnets", 1, usize::MAX)?;
    network(cx, &texts(resources, "subnets"), &groups)
}

fn vcpus(resources: &Value) -> Result<(), Fault> {
    let least = int(resources, "minvCpus").unwrap_or(0);
    let most = int(resources, "maxvCpus").unwrap_or(0);
    let desired = int(resources, "desiredvCpus").unwrap_or(least);
    if least < 0 {
        return Err(executing("minvCpus must not be negative."));
    }
    if least > most {
        return Err(executing(
            "minvCpus must be less than or equal to maxvCpus.",
        ));
    }
    if !(least..=most).contains(&desired) {
        return Err(executing(
            "desiredvCpus must be between minvCpus and maxvCpus.",
        ));
    }
    Ok(())
}

fn strategy(resources: &Value, eks: bool) -> Result<(), Fault> {
    let spot = text(resources, "type") == Some("SPOT");
    let strategy = text(resources, "allocationStrategy");
    match strategy {
        None | Some("BEST_FIT") if eks => {
            return Err(executing(
                "allocationStrategy is required for EKS compute environments, and not BEST_FIT.",
            ));
        }
        Some(word) if word.starts_with("SPOT_") && !spot => {
            return Err(executing(format!("{word} is only applicable for SPOT.")));
        }
        Some("BEST_FIT_PROGRESSIVE_ORDERED") if spot => {
            return Err(executing(
                "BEST_FIT_PROGRESSIVE_ORDERED is only applicable for EC2.",
            ));
        }
        _ => {}
    }
    let needs_role = spot && matches!(strategy, None | Some("BEST_FIT"));
    if needs_role && text(resources, "spotIamFleetRole").is_none() {
        return Err(executing(
            "spotIamFleetRole is required for SPOT with the BEST_FIT allocation strategy.",
        ));
    }
    if resources.get("bidPercentage").is_some() && !spot {
        return Err(executing("bidPercentage is only applicable for SPOT."));
    }
    within(resources, "bidPercentage", 1, 100)
}

/// Checks the launch template; whether it brings security groups.
fn template(cx: &mut Context, resources: &Value, types: &[&str]) -> Result<bool, Fault> {
    let Some(template) = resources.get("launchTemplate") else {
        return Ok(false);
    };
    let groups = one_template(cx, template)?;
    let overrides = list(template, "overrides");
    if overrides.len() > 10 {
        return Err(executing("launchTemplate can have at most 10 overrides."));
    }
    let mut seen: Vec<&str> = Vec::new();
    for item in overrides {
        one_template(cx, item)?;
        for target in texts(item, "targetInstanceTypes") {
            let keyword = crate::catalog::keyword(target).is_some();
            if keyword || !types.contains(&target) || seen.contains(&target) {
                return Err(executing(format!(
                    "targetInstanceTypes must be instance types of the compute environment, each \
                     in one override: {target}"
                )));
            }
            seen.push(target);
        }
    }
    Ok(groups)
}

fn one_template(cx: &mut Context, template: &Value) -> Result<bool, Fault> {
    let id = text(template, "launchTemplateId");
    let name = text(template, "launchTemplateName");
    let wanted = match (id, name) {
        (Some(one), None) | (None, Some(one)) => one,
        _ => {
            return Err(executing(
                "Either launchTemplateId or launchTemplateName must be given, not both.",
            ));
        }
    };
    let version = text(template, "version").filter(|version| !version.is_empty());
    let version = version.unwrap_or("$Default");
    let ec2 = &cx.here().ec2;
    if ec2.launch_template_version(wanted, version).is_none() {
        return Err(executing(format!(
            "The launch template or version does not exist: {wanted}, {version}"
        )));
    }
    Ok(ec2.launch_template_has_groups(wanted, version))
}

/// Subnets and groups are there and in one VPC.
fn network(cx: &mut Context, subnets: &[&str], groups: &[&str]) -> Result<(), Fault> {
    let ec2 = &cx.here().ec2;
    let mut vpc: Option<&str> = None;
    for subnet in subnets {
        let Some(of) = ec2.vpc_of_subnet(subnet) else {
            return Err(executing(format!(
                "The subnet ID '{subnet}' does not exist"
            )));
        };
        if *vpc.get_or_insert(of) != of {
            return Err(executing("All subnets must be in the same VPC."));
        }
    }
    for group in groups {
        let Some(of) = ec2.vpc_of_group(group) else {
            return Err(executing(format!(
                "The security group '{group}' does not exist"
            )));
        };
        if *vpc.get_or_insert(of) != of {
            return Err(executing(format!(
                "Security group {group} and subnets belong to different networks."
            )));
        }
    }
    Ok(())
}

fn count(value: &Value, field: &str, low: usize, high: usize) -> Result<(), Fault> {
    let given = list(value, field).len();
    if given < low {
        return Err(executing(format!("{field} is required.")));
    }
    if given > high {
        return Err(executing(format!(
            "{field} can have at most {high} entries."
        )));
    }
    Ok(())
}
