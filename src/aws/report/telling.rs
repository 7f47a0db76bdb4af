//! What a report shows of something new: the fields that tell what it is, a few for each kind.

use super::rows::{Row, row};
use super::value::last_part;
use crate::aws::model::ItemKind;
use crate::aws::plan::{FieldChange, Shown};
use serde_json::Value;
use std::collections::BTreeSet;

/// AWS's path, the language's name, and the value not worth a line.
type Telling = (&'static str, &'static str, &'static str);

fn table(kind: ItemKind) -> &'static [Telling] {
    match kind {
        ItemKind::Vpc => &[("CidrBlock", "cidr", "")],
        ItemKind::Subnet => &[
            ("CidrBlock", "cidr", ""),
            ("AvailabilityZone", "zone", ""),
            ("MapPublicIpOnLaunch", "public", "false"),
        ],
        ItemKind::NatGateway => &[("SubnetId", "subnet", "")],
        ItemKind::RouteTable => &[("Routes", "routes", "[]")],
        ItemKind::SecurityGroup => &[("Description", "description", "")],
        ItemKind::SecurityGroupRules => &[("Ingress", "ingress", "[]"), ("Egress", "egress", "")],
        ItemKind::VpcEndpoint => &[("ServiceName", "service", "")],
        ItemKind::InstanceProfile => &[("RoleName", "role", "")],
        ItemKind::LaunchTemplate => &[
            ("LaunchTemplateData.ImageId", "image", ""),
            ("LaunchTemplateData.UserData", "user_data", ""),
        ],
        ItemKind::ComputeEnvironment => &[
            ("type", "management", "MANAGED"),
            ("computeResources.type", "type", ""),
            ("computeResources.instanceTypes", "instance_types", ""),
            ("computeResources.minvCpus", "min_vcpus", "0"),
            ("computeResources.maxvCpus", "max_vcpus", ""),
            ("eksConfiguration.eksClusterArn", "eks_cluster_arn", ""),
            ("serviceRole", "service_role", ""),
            ("state", "state", "ENABLED"),
        ],
        ItemKind::SchedulingPolicy => &[
            ("fairsharePolicy", "fairshare_policy", ""),
            ("quotaSharePolicy", "quota_share_policy", ""),
        ],
        ItemKind::JobQueue => &[
            ("priority", "priority", ""),
            ("computeEnvironmentOrder", "compute_environments", ""),
            ("serviceEnvironmentOrder", "service_environments", ""),
            ("schedulingPolicyArn", "scheduling_policy", ""),
            ("state", "state", "ENABLED"),
        ],
        ItemKind::JobDefinition => &[
            ("type", "type", "container"),
            ("platformCapabilities", "platform_capabilities", "[EC2]"),
            ("containerProperties.image", "image", ""),
            ("containerProperties.command", "command", ""),
            ("containerProperties.resourceRequirements", "resources", ""),
            ("ecsProperties.taskProperties", "containers", ""),
            ("eksProperties.podProperties.containers", "containers", ""),
            ("nodeProperties.numNodes", "nodes", ""),
            ("retryStrategy.attempts", "retry.attempts", "1"),
            ("timeout.attemptDurationSeconds", "timeout", ""),
        ],
        ItemKind::ConsumableResource => &[
            ("totalQuantity", "total_quantity", ""),
            ("resourceType", "resource_type", ""),
        ],
        ItemKind::ServiceEnvironment => &[
            ("serviceEnvironmentType", "type", ""),
            ("capacityLimits", "capacity_limits", ""),
        ],
        ItemKind::QuotaShare => &[
            ("jobQueue", "job_queue", ""),
            ("capacityLimits", "capacity_limits", ""),
        ],
        ItemKind::Role => &[("ManagedPolicies", "policies", "[]")],
        ItemKind::InternetGateway | ItemKind::ElasticIp => &[],
    }
}

/// The telling ones of these fields, and how many others there are.
pub fn pick(kind: ItemKind, leaves: &[FieldChange]) -> (Vec<Row>, usize) {
    let mut used = BTreeSet::new();
    let mut rows = Vec::new();
    for &(path, name, dull) in table(kind) {
        for (at, field) in leaves.iter().enumerate() {
            let below = field.path.strip_prefix(path);
            let Some(rest) = below.filter(|rest| rest.is_empty() || rest.starts_with('.')) else {
                continue;
            };
            used.insert(at);
            let field = short(field);
            if super::rows::shown(&field.path, &field.after).as_deref() == Some(dull) {
                continue;
            }
            let mut row = row(&field);
            row.label = match &field.attribute {
                Some(attribute) if !name.ends_with(attribute.as_str()) => attribute.clone(),
                _ => format!("{name}{rest}"),
            };
            row.path = None;
            rows.push(row);
        }
    }
    if kind == ItemKind::Role {
        rows.extend(own_policies(leaves, &mut used));
    }
    let hidden = leaves
        .iter()
        .enumerate()
        .filter(|(at, field)| !used.contains(at) && !field.path.starts_with("tags."))
        .count();
    (rows, hidden)
}

/// Containers by their names and images; seconds with their unit.
fn short(field: &FieldChange) -> FieldChange {
    let Shown::Value(value) = &field.after else {
        return field.clone();
    };
    let after = match value {
        Value::Array(items) if field.path.ends_with("taskProperties") => {
            let containers = items.iter().filter_map(|task| task.get("containers"));
            images(containers.filter_map(Value::as_array).flatten())
        }
        Value::Array(items) if field.path.ends_with("containers") => images(items.iter()),
        Value::String(memory) if field.path.ends_with(".MEMORY") => {
            Some(Value::String(format!("{memory} MiB")))
        }
        Value::Number(seconds) if field.path.ends_with("Seconds") => {
            seconds.as_u64().map(|seconds| Value::String(span(seconds)))
        }
        Value::String(arn) if field.path == "schedulingPolicyArn" => {
            Some(Value::String(last_part(arn).to_owned()))
        }
        _ => None,
    };
    match after {
        Some(after) => FieldChange {
            after: Shown::Value(after),
            ..field.clone()
        },
        None => field.clone(),
    }
}

/// Seconds in the largest unit that takes them whole.
fn span(seconds: u64) -> String {
    let units = [("d", 86400), ("h", 3600), ("min", 60)];
    let fits = |(_, length): &&(&str, u64)| seconds > 0 && seconds.is_multiple_of(*length);
    match units.iter().find(fits) {
        Some((unit, length)) => format!("{} {unit}", seconds / length),
        None => format!("{seconds} s"),
    }
}

fn images<'a>(containers: impl Iterator<Item = &'a Value>) -> Option<Value> {
    let of = |container: &Value| {
        let image = container.get("image")?.as_str()?;
        Some(Value::String(match container.get("name") {
            Some(Value::String(name)) => format!("{name}: {image}"),
            _ => image.to_owned(),
        }))
    };
    containers
        .map(of)
        .collect::<Option<Vec<_>>>()
        .map(Value::Array)
}

/// A role's own policies by their names: the documents are long.
fn own_policies(leaves: &[FieldChange], used: &mut BTreeSet<usize>) -> Option<Row> {
    let mut names: Vec<Value> = Vec::new();
    for (at, field) in leaves.iter().enumerate() {
        let Some(rest) = field.path.strip_prefix("Policies.") else {
            continue;
        };
        used.insert(at);
        let end = [".Statement", ".Version", ".Id"]
            .iter()
            .find_map(|part| rest.find(part))
            .unwrap_or(rest.len());
        let name = Value::from(&rest[..end]);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| {
        let mut row = row(&FieldChange {
            path: "Policies".to_owned(),
            attribute: None,
            before: Shown::Absent,
            after: Shown::Value(Value::Array(names)),
            decisive: false,
        });
        row.label = "own policies".to_owned();
        row
    })
}
