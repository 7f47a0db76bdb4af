//! Two descriptions of the same thing in the same words: what AWS fills in, reorders or spells
//! otherwise is no difference.
//!
//! Both sides of a comparison go through [`canonical`]; what it makes is for comparing and showing
//! only. Lists of named pairs become objects, so that a change names the one entry that changed.

mod definition;

use super::model::ItemKind;
use super::resolve::stable;
use serde_json::{Map, Value, json};

/// The canonical form of a kind's properties.
pub fn canonical(kind: ItemKind, properties: &Value) -> Value {
    let mut value = properties.clone();
    match kind {
        ItemKind::ComputeEnvironment => environment(&mut value),
        ItemKind::JobQueue => queue(&mut value),
        ItemKind::JobDefinition => definition::definition(&mut value),
        ItemKind::SchedulingPolicy => policy(&mut value),
        ItemKind::ConsumableResource => {
            keep(&mut value, &["totalQuantity", "resourceType"]);
            drop_default(&mut value, "resourceType", &json!("REPLENISHABLE"));
        }
        ItemKind::ServiceEnvironment => {
            keep(
                &mut value,
                &["serviceEnvironmentType", "state", "capacityLimits"],
            );
            drop_default(&mut value, "state", &json!("ENABLED"));
        }
        ItemKind::QuotaShare => {
            let fields = [
                "jobQueue",
                "capacityLimits",
                "resourceSharingConfiguration",
                "preemptionConfiguration",
                "state",
            ];
            keep(&mut value, &fields);
            drop_default(&mut value, "state", &json!("ENABLED"));
        }
        ItemKind::Role => role(&mut value),
        ItemKind::SecurityGroupRules => rules(&mut value),
        ItemKind::VpcEndpoint => endpoint(&mut value),
        ItemKind::LaunchTemplate => template(&mut value),
        ItemKind::RouteTable => {
            sort(&mut value, "Routes");
            sort(&mut value, "Associations");
        }
        ItemKind::Subnet => drop_default(&mut value, "MapPublicIpOnLaunch", &json!(false)),
        _ => {}
    }
    let batch = kind >= ItemKind::ComputeEnvironment;
    tidy(&mut value, !batch && kind != ItemKind::Role);
    value
}

/// Drops nulls and what is empty; numbers and, where `text`, all scalars in one spelling (EC2
/// answers in XML, where everything is text).
fn tidy(value: &mut Value, text: bool) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(|value| tidy(value, text));
            entries.retain(|_, value| !is_empty(value));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| tidy(item, text)),
        Value::Number(number) => {
            if let Some(whole) = number
                .as_f64()
                .filter(|n| n.fract() == 0.0 && n.abs() < 9e15)
            {
                *value = json!(whole as i64);
            }
            if text {
                *value = Value::String(value.to_string());
            }
        }
        Value::Bool(flag) if text => *value = Value::String(flag.to_string()),
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn keep(value: &mut Value, fields: &[&str]) {
    if let Some(object) = value.as_object_mut() {
        object.retain(|key, _| fields.contains(&key.as_str()));
    }
}

fn at<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    path.split('.')
        .try_fold(value, |value, part| value.get_mut(part))
}

/// Drops a field that says what AWS assumes without it.
fn drop_default(value: &mut Value, path: &str, default: &Value) {
    let (parent, field) = match path.rsplit_once('.') {
        Some((parent, field)) => (at(value, parent), field),
        None => (Some(value), path),
    };
    if let Some(object) = parent.and_then(Value::as_object_mut) {
        let same =
            object
                .get(field)
                .is_some_and(|value| match (value.as_f64(), default.as_f64()) {
                    (Some(a), Some(b)) => a == b,
                    _ => value == default,
                });
        if same {
            object.remove(field);
        }
    }
}

fn drop_field(value: &mut Value, path: &str) {
    let (parent, field) = match path.rsplit_once('.') {
        Some((parent, field)) => (at(value, parent), field),
        None => (Some(value), path),
    };
    if let Some(object) = parent.and_then(Value::as_object_mut) {
        object.remove(field);
    }
}

/// A list whose order AWS does not keep.
fn sort(value: &mut Value, path: &str) {
    if let Some(items) = at(value, path).and_then(Value::as_array_mut) {
        items.sort_by_key(stable);
        items.dedup();
    }
}

/// `[{name, value}]` as `{NAME: value}`.
fn keyed(value: &mut Value, path: &str, key: &str, content: &str) {
    let Some(list) = at(value, path) else { return };
    let Some(items) = list.as_array() else { return };
    let mut entries = Map::new();
    for item in items {
        let Some(name) = item.get(key).and_then(Value::as_str) else {
            return;
        };
        entries.insert(
            name.to_owned(),
            item.get(content).cloned().unwrap_or(json!("")),
        );
    }
    *list = Value::Object(entries);
}

const ENVIRONMENT: &[&str] = &[
    "type",
    "state",
    "serviceRole",
    "unmanagedvCpus",
    "ecsSettings",
    "eksConfiguration",
    "computeResources",
    "updatePolicy",
];
const COMPUTE: &[&str] = &[
    "type",
    "allocationStrategy",
    "minvCpus",
    "maxvCpus",
    "instanceTypes",
    "imageId",
    "subnets",
    "securityGroupIds",
    "ec2KeyPair",
    "instanceRole",
    "tags",
    "placementGroup",
    "bidPercentage",
    "spotIamFleetRole",
    "launchTemplate",
    "ec2Configuration",
    "scalingPolicy",
    "managedInstancesProvider",
    "capacityTags",
];

/// AWS's own role for Batch, which stands for "none of mine".
pub fn is_service_linked(role: &str) -> bool {
    role.contains("/aws-service-role/batch.amazonaws.com/") || role == "AWSServiceRoleForBatch"
}

fn environment(value: &mut Value) {
    keep(value, ENVIRONMENT);
    if let Some(compute) = value.get_mut("computeResources") {
        keep(compute, COMPUTE);
    }
    if value
        .get("serviceRole")
        .and_then(Value::as_str)
        .is_some_and(is_service_linked)
    {
        drop_field(value, "serviceRole");
    }
    drop_default(value, "state", &json!("ENABLED"));
    drop_default(value, "computeResources.minvCpus", &json!(0));
    drop_default(value, "computeResources.bidPercentage", &json!(100));
    drop_default(
        value,
        "computeResources.launchTemplate.version",
        &json!("$Default"),
    );
    drop_default(
        value,
        "computeResources.launchTemplate.userdataType",
        &json!("EKS_BOOTSTRAP_SH"),
    );
    drop_default(value, "updatePolicy.terminateJobsOnUpdate", &json!(false));
    drop_default(value, "updatePolicy.jobExecutionTimeoutMinutes", &json!(30));
    if let Some(version) = at(value, "computeResources.launchTemplate.version")
        && version.is_number()
    {
        *version = Value::String(version.to_string());
    }
    if let Some(images) =
        at(value, "computeResources.ec2Configuration").and_then(Value::as_array_mut)
    {
        for image in images {
            drop_field(image, "batchImageStatus");
        }
    }
    let ordered = at(value, "computeResources.allocationStrategy")
        .and_then(|strategy| strategy.as_str())
        .is_some_and(|strategy| {
            strategy.ends_with("_ORDERED") || strategy.ends_with("_PRIORITIZED")
        });
    if !ordered {
        sort(value, "computeResources.instanceTypes");
    }
    let network =
        "computeResources.managedInstancesProvider.instanceLaunchTemplate.networkConfiguration";
    sort(value, "computeResources.subnets");
    sort(value, "computeResources.securityGroupIds");
    sort(value, &format!("{network}.subnets"));
    sort(value, &format!("{network}.securityGroups"));
}

fn queue(value: &mut Value) {
    let fields = [
        "state",
        "priority",
        "schedulingPolicyArn",
        "computeEnvironmentOrder",
        "serviceEnvironmentOrder",
        "jobStateTimeLimitActions",
        "jobQueueType",
    ];
    keep(value, &fields);
    drop_default(value, "state", &json!("ENABLED"));
    for (list, field) in [
        ("computeEnvironmentOrder", "computeEnvironment"),
        ("serviceEnvironmentOrder", "serviceEnvironment"),
    ] {
        let Some(entries) = value.get_mut(list).and_then(Value::as_array_mut) else {
            continue;
        };
        entries.sort_by_key(|entry| entry.get("order").and_then(Value::as_i64));
        let names = entries
            .iter()
            .filter_map(|entry| entry.get(field).cloned())
            .collect();
        value[list] = Value::Array(names);
    }
    sort(value, "jobStateTimeLimitActions");
}

fn policy(value: &mut Value) {
    keep(value, &["fairsharePolicy", "quotaSharePolicy"]);
    drop_default(value, "fairsharePolicy.shareDecaySeconds", &json!(0));
    drop_default(value, "fairsharePolicy.computeReservation", &json!(0));
    if let Some(shares) =
        at(value, "fairsharePolicy.shareDistribution").and_then(Value::as_array_mut)
    {
        for share in shares.iter_mut() {
            let default = share.get("weightFactor").is_none();
            if default && share.is_object() {
                share["weightFactor"] = json!(1);
            }
        }
    }
    keyed(
        value,
        "fairsharePolicy.shareDistribution",
        "shareIdentifier",
        "weightFactor",
    );
    // A policy without shares is still fair share.
    if value
        .get("fairsharePolicy")
        .is_some_and(|policy| policy == &json!({}))
    {
        value["fairsharePolicy"] = json!("the default");
    }
}

fn role(value: &mut Value) {
    drop_default(value, "MaxSessionDuration", &json!(3600));
    drop_default(value, "Description", &json!(""));
    sort(value, "ManagedPolicies");
    if let Some(trust) = value.get_mut("AssumeRolePolicyDocument") {
        document(trust);
    }
    if let Some(policies) = value.get_mut("Policies").and_then(Value::as_object_mut) {
        policies.values_mut().for_each(document);
    }
}

/// A policy document: one and a list of one are the same, and the order in lists is free.
pub fn document(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                document(value);
                if key == "Statement" && value.is_object() {
                    *value = json!([value.take()]);
                }
            }
            entries.retain(|key, value| !(key == "Sid" && value == ""));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(document);
            if items.iter().all(Value::is_string) {
                items.sort_by_key(Value::to_string);
                items.dedup();
                if let [one] = items.as_mut_slice() {
                    *value = one.take();
                }
            }
        }
        _ => {}
    }
}

fn rules(value: &mut Value) {
    for way in ["Ingress", "Egress"] {
        let Some(rules) = value.get_mut(way).and_then(Value::as_array_mut) else {
            continue;
        };
        for rule in rules.iter_mut() {
            if rule.get("IpProtocol").and_then(Value::as_str) == Some("-1") {
                drop_field(rule, "FromPort");
                drop_field(rule, "ToPort");
            }
            drop_default(rule, "Description", &json!(""));
            tidy(rule, true);
        }
        sort(value, way);
    }
}

fn endpoint(value: &mut Value) {
    for list in ["RouteTableIds", "SubnetIds", "SecurityGroupIds"] {
        sort(value, list);
    }
    drop_default(value, "PrivateDnsEnabled", &json!(false));
    if value.get("VpcEndpointType") == Some(&json!("Gateway")) {
        // It has no DNS; moto answers true.
        drop_field(value, "PrivateDnsEnabled");
    }
    if let Some(policy) = value.get_mut("PolicyDocument") {
        if let Some(Ok(parsed)) = policy.as_str().map(serde_json::from_str::<Value>) {
            *policy = parsed;
        }
        document(policy);
        if stable(policy).contains(
            "\"Action\":\"*\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"",
        ) {
            drop_field(value, "PolicyDocument");
        }
    }
}

fn template(value: &mut Value) {
    // Tags of the template itself are none of what it says; moto puts them there.
    let own = |tags: &Value| tags.get("ResourceType") == Some(&json!("launch-template"));
    if let Some(tags) =
        at(value, "LaunchTemplateData.TagSpecifications").and_then(Value::as_array_mut)
    {
        tags.retain(|tags| !own(tags));
    }
    drop_field(value, "LaunchTemplateData.MetadataOptions.State");
    drop_default(
        value,
        "LaunchTemplateData.MetadataOptions.HttpProtocolIpv6",
        &json!("disabled"),
    );
    drop_default(
        value,
        "LaunchTemplateData.MetadataOptions.InstanceMetadataTags",
        &json!("disabled"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_batch_fills_in_is_no_difference() {
        let sent = json!({
            "type": "container",
            "platformCapabilities": ["EC2"],
            "retryStrategy": {"attempts": 3, "evaluateOnExit": [{"onReason": "*", "action": "EXIT"}]},
            "containerProperties": {"image": "a", "resourceRequirements": [{"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "512"}],
                "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]},
        });
        let answered = json!({
            "type": "container",
            "jobDefinitionArn": "arn",
            "revision": 3,
            "retryStrategy": {"attempts": 3, "evaluateOnExit": [{"onReason": "*", "action": "exit"}]},
            "containerProperties": {"image": "a", "command": [], "volumes": [], "mountPoints": [], "ulimits": [], "secrets": [],
                "resourceRequirements": [{"type": "MEMORY", "value": "512"}, {"type": "VCPU", "value": "1.0"}],
                "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]},
        });
        let kind = ItemKind::JobDefinition;
        assert_eq!(
            stable(&canonical(kind, &sent)),
            stable(&canonical(kind, &answered))
        );
    }

    #[test]
    fn environments_as_aws_tells_them() {
        let sent = json!({"type": "MANAGED", "state": "ENABLED", "computeResources": {"type": "SPOT", "minvCpus": 0, "maxvCpus": 4,
            "subnets": ["b", "a"], "instanceTypes": ["m5.large", "c5.large"], "launchTemplate": {"launchTemplateId": "lt", "version": "2"}}});
        let answered = json!({"type": "MANAGED", "state": "ENABLED", "status": "VALID", "serviceRole": "arn:aws:iam::1:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
            "updatePolicy": {"terminateJobsOnUpdate": false, "jobExecutionTimeoutMinutes": 30},
            "computeResources": {"type": "SPOT", "minvCpus": 0, "maxvCpus": 4, "desiredvCpus": 2, "subnets": ["a", "b"],
            "instanceTypes": ["c5.large", "m5.large"], "bidPercentage": 100, "tags": {}, "launchTemplate": {"launchTemplateId": "lt", "version": "2"}}});
        let kind = ItemKind::ComputeEnvironment;
        assert_eq!(
            stable(&canonical(kind, &sent)),
            stable(&canonical(kind, &answered))
        );
    }

    #[test]
    fn policies_with_one_action() {
        let mut a = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["b", "a"]}});
        let mut b = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["a", "b"]}]});
        document(&mut a);
        document(&mut b);
        assert_eq!(stable(&a), stable(&b));
    }
}
