//! What a change to a field does: in place, with new instances, or only by a new thing.
//!
//! AWS's rules are in its documentation of UpdateComputeEnvironment ("Updating compute
//! environments") and of each resource's update call.

use super::canonical::is_service_linked;
use super::model::{ItemKind, Live};
use super::plan::Action;
use serde_json::{Map, Value, json};

/// What a set of changes comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub action: Action,
    /// The fields that made it so.
    pub decisive: Vec<String>,
    pub why: Vec<String>,
}

/// Fields of compute resources that take new instances when they change.
const INFRASTRUCTURE: &[&str] = &[
    "allocationStrategy",
    "bidPercentage",
    "ec2Configuration",
    "ec2KeyPair",
    "imageId",
    "instanceRole",
    "instanceTypes",
    "launchTemplate",
    "placementGroup",
    "securityGroupIds",
    "subnets",
    "tags",
    "type",
    "scalingPolicy",
];

fn text<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    at(value, path)?.as_str()
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.')
        .try_fold(value, |value, part| value.get(part))
}

fn is_fargate(properties: &Value) -> bool {
    text(properties, "computeResources.type").is_some_and(|kind| kind.starts_with("FARGATE"))
}

fn is_managed_instances(properties: &Value) -> bool {
    text(properties, "computeResources.type") == Some("ECS_MANAGED_INSTANCES")
}

fn custom_role(properties: &Value) -> bool {
    text(properties, "serviceRole").is_some_and(|role| !is_service_linked(role))
}

/// On ECS no strategy is `BEST_FIT`.
fn best_fit(properties: &Value) -> bool {
    let on_instances = matches!(
        text(properties, "computeResources.type"),
        Some("EC2" | "SPOT")
    );
    match text(properties, "computeResources.allocationStrategy") {
        Some(strategy) => strategy == "BEST_FIT",
        None => on_instances,
    }
}

/// Why AWS would not replace the instances of this environment, if it would not.
fn no_infrastructure_update(properties: &Value) -> Option<&'static str> {
    if custom_role(properties) {
        Some(
            "`service_role` is a role of your own; only environments under AWS's service-linked role can be updated so",
        )
    } else if best_fit(properties) {
        Some("the strategy `BEST_FIT` cannot be updated")
    } else {
        None
    }
}

/// The sort of capacity: between EC2 and SPOT an environment may move, else not.
fn capacity(properties: &Value) -> Value {
    match text(properties, "computeResources.type") {
        Some("EC2" | "SPOT") => json!("instances"),
        other => json!(other),
    }
}

const FIXED: &[&str] = &[
    "type",
    "computeResources.spotIamFleetRole",
    "eksConfiguration.eksClusterArn",
    "eksConfiguration.kubernetesNamespace",
    "computeResources.managedInstancesProvider.instanceLaunchTemplate.capacityOptionType",
    "computeResources.managedInstancesProvider.instanceLaunchTemplate.fipsEnabled",
];

/// What of an environment's properties cannot change in place: another of it is another
/// environment, with another name.
pub fn generation_key(properties: &Value) -> Value {
    let mut key = Map::new();
    for path in FIXED {
        if let Some(value) = at(properties, path) {
            key.insert((*path).to_owned(), value.clone());
        }
    }
    key.insert("capacity".to_owned(), capacity(properties));
    key.insert("custom_role".to_owned(), json!(custom_role(properties)));
    let on_instances = capacity(properties) == "instances";
    if on_instances && no_infrastructure_update(properties).is_some() {
        for field in INFRASTRUCTURE {
            if let Some(value) = at(properties, &format!("computeResources.{field}")) {
                key.insert((*field).to_owned(), value.clone());
            }
        }
    }
    Value::Object(key)
}

/// Judges changes by their paths. Both sides are canonical.
pub fn judge(kind: ItemKind, before: &Value, after: &Value, paths: &[String]) -> Verdict {
    match kind {
        ItemKind::ComputeEnvironment => environment(before, after, paths),
        ItemKind::JobDefinition => {
            let content: Vec<String> = paths.iter().filter(|path| !is_tag(path)).cloned().collect();
            let action = if content.is_empty() {
                Action::Update
            } else {
                Action::NewRevision
            };
            Verdict {
                action,
                decisive: content,
                why: Vec::new(),
            }
        }
        _ => fixed(kind, before, after, paths),
    }
}

fn is_tag(path: &str) -> bool {
    path.starts_with("tags.")
}

fn under(path: &str, field: &str) -> bool {
    path.strip_prefix(field)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Kinds whose update call takes everything but some fields.
fn fixed(kind: ItemKind, before: &Value, after: &Value, paths: &[String]) -> Verdict {
    let (fields, reason): (&[&str], &str) = match kind {
        ItemKind::JobQueue => (&["jobQueueType"], "AWS cannot change the type of a queue"),
        ItemKind::SchedulingPolicy => (&[], ""),
        ItemKind::ConsumableResource => (
            &["resourceType"],
            "AWS cannot change the type of a consumable resource",
        ),
        ItemKind::ServiceEnvironment => (
            &["serviceEnvironmentType"],
            "AWS cannot change the type of a service environment",
        ),
        ItemKind::QuotaShare => (
            &["jobQueue"],
            "AWS cannot move a quota share to another queue",
        ),
        ItemKind::Vpc => (&["CidrBlock"], "AWS cannot change the range of a VPC"),
        ItemKind::Subnet => (
            &["VpcId", "CidrBlock", "AvailabilityZone"],
            "AWS cannot move a subnet",
        ),
        ItemKind::InternetGateway => (&["VpcId"], "it belongs to another VPC"),
        ItemKind::NatGateway => (
            &["AllocationId", "SubnetId"],
            "AWS cannot move a NAT gateway",
        ),
        ItemKind::RouteTable => (&["VpcId"], "it belongs to another VPC"),
        ItemKind::SecurityGroup => (
            &["VpcId", "Description"],
            "AWS cannot change the VPC or the description of a security group",
        ),
        ItemKind::SecurityGroupRules => (&[], ""),
        ItemKind::VpcEndpoint => (
            &["VpcId", "ServiceName", "VpcEndpointType"],
            "AWS cannot change what an endpoint leads to",
        ),
        ItemKind::Role | ItemKind::InstanceProfile => (&["Path"], "IAM cannot change a path"),
        _ => (&[], ""),
    };
    let mut decisive: Vec<String> = paths
        .iter()
        .filter(|path| fields.iter().any(|field| under(path, field)))
        .cloned()
        .collect();
    let mut why = Vec::new();
    if !decisive.is_empty() {
        why.push(reason.to_owned());
    }
    let differs = |field: &str| before.get(field).is_some() != after.get(field).is_some();
    if kind == ItemKind::JobQueue && differs("schedulingPolicyArn") {
        decisive.push("schedulingPolicyArn".to_owned());
        why.push(match after.get("schedulingPolicyArn") {
            Some(_) => "AWS gives a scheduling policy only to a new queue".to_owned(),
            None => "AWS takes no scheduling policy away from a queue".to_owned(),
        });
    }
    if kind == ItemKind::SchedulingPolicy && differs("fairsharePolicy") {
        decisive.push("fairsharePolicy".to_owned());
        why.push("AWS cannot turn fair share into quota shares, nor back".to_owned());
    }
    let action = if decisive.is_empty() {
        Action::Update
    } else {
        Action::Replace
    };
    Verdict {
        action,
        decisive,
        why,
    }
}

fn environment(before: &Value, after: &Value, paths: &[String]) -> Verdict {
    let mut decisive = Vec::new();
    let mut why: Vec<String> = Vec::new();
    let mut say = |path: &str, reason: String| {
        decisive.push(path.to_owned());
        if !why.contains(&reason) {
            why.push(reason);
        }
    };
    for path in paths {
        if let Some(field) = FIXED.iter().find(|field| under(path, field)) {
            let name = field.rsplit('.').next().unwrap_or(field);
            say(
                path,
                format!("AWS cannot change `{name}` of an environment"),
            );
        } else if path == "computeResources.type" && capacity(before) != capacity(after) {
            let of = |value| {
                text(value, "computeResources.type")
                    .unwrap_or("none")
                    .to_owned()
            };
            say(
                path,
                format!("AWS cannot turn {} into {}", of(before), of(after)),
            );
        } else if path == "serviceRole" && custom_role(before) != custom_role(after) {
            say(
                path,
                "AWS cannot change between its service-linked role and a role of your own"
                    .to_owned(),
            );
        }
    }
    if !decisive.is_empty() {
        return Verdict {
            action: Action::Replace,
            decisive,
            why,
        };
    }
    let infrastructure: Vec<String> = paths
        .iter()
        .filter(|path| {
            let field = path.strip_prefix("computeResources.").unwrap_or("");
            INFRASTRUCTURE.iter().any(|name| under(field, name))
        })
        .cloned()
        .collect();
    if infrastructure.is_empty() || is_fargate(after) || is_managed_instances(after) {
        return Verdict {
            action: Action::Update,
            decisive: Vec::new(),
            why: Vec::new(),
        };
    }
    // What it is now decides, and what it shall be.
    let reason = no_infrastructure_update(before).or_else(|| no_infrastructure_update(after));
    Verdict {
        action: match reason {
            Some(_) => Action::Replace,
            None => Action::InfrastructureUpdate,
        },
        decisive: infrastructure,
        why: reason.map(str::to_owned).into_iter().collect(),
    }
}

/// What the change means for jobs, in a sentence; `None` where they notice nothing.
pub fn consequence(
    kind: ItemKind,
    action: Action,
    live: Option<&Live>,
    after: &Value,
) -> Option<String> {
    match (kind, action) {
        (ItemKind::ComputeEnvironment, Action::InfrastructureUpdate) => {
            let now = at(after, "updatePolicy.terminateJobsOnUpdate") == Some(&json!(true));
            let minutes = at(after, "updatePolicy.jobExecutionTimeoutMinutes").and_then(Value::as_i64).unwrap_or(30);
            Some(if now {
                "instances are replaced, and the jobs on them stopped at once; only their retry strategy starts them again".to_owned()
            } else {
                format!("instances are replaced; jobs on the old ones may run on for {minutes} minutes, then they are stopped")
            })
        }
        (ItemKind::ComputeEnvironment, Action::Replace) => Some(
            "the new environment takes the old one's place in its queues first; the old one finishes its jobs and is deleted".to_owned(),
        ),
        (ItemKind::ComputeEnvironment, Action::Update) => {
            let wanted = at(after, "computeResources.maxvCpus").and_then(Value::as_i64);
            let used = live.and_then(|live| live.extra.get("desiredvCpus")).and_then(Value::as_i64);
            match (wanted, used) {
                (Some(wanted), Some(used)) if used > wanted => Some(format!(
                    "{used} vCPUs are in use now: AWS refuses a smaller maximum until jobs have ended"
                )),
                _ => None,
            }
        }
        (ItemKind::ComputeEnvironment, Action::Delete) => {
            Some("its instances are stopped".to_owned())
        }
        (ItemKind::JobQueue, Action::Replace) => Some(
            "the queue is deleted and made again: every job in it ends, and waiting ones must be submitted again".to_owned(),
        ),
        (ItemKind::JobQueue, Action::Delete) => {
            Some("every job in the queue is terminated".to_owned())
        }
        (ItemKind::JobQueue, Action::Update) if after.get("state") == Some(&json!("DISABLED")) => {
            Some("the queue takes no more jobs; those in it go on".to_owned())
        }
        (ItemKind::JobDefinition, Action::NewRevision) => Some(
            "jobs submitted from now on take it, unless they name a revision".to_owned(),
        ),
        (ItemKind::JobDefinition, Action::Delete) => {
            Some("all its revisions are deregistered; jobs already submitted go on".to_owned())
        }
        (ItemKind::LaunchTemplate, Action::Update) => {
            Some("a new version; environments take it up by replacing their instances".to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(changes: Value) -> Value {
        let mut value = json!({"type": "MANAGED", "computeResources": {"type": "EC2", "allocationStrategy": "BEST_FIT_PROGRESSIVE",
            "instanceTypes": ["m5.large"], "maxvCpus": 4, "subnets": ["a"]}});
        for (key, change) in changes.as_object().into_iter().flatten() {
            match key.as_str() {
                "serviceRole" => value[key] = change.clone(),
                _ => value["computeResources"][key] = change.clone(),
            }
        }
        value
    }

    fn verdict(before: Value, after: Value, path: &str) -> Action {
        let (before, after) = (environment(before), environment(after));
        let action = judge(
            ItemKind::ComputeEnvironment,
            &before,
            &after,
            &[path.to_owned()],
        )
        .action;
        // The name changes exactly where the thing must.
        let renamed = generation_key(&before) != generation_key(&after);
        assert_eq!(renamed, action == Action::Replace, "{path}");
        action
    }

    #[test]
    fn classes_of_environments_fields() {
        let path = "computeResources.maxvCpus";
        assert_eq!(
            verdict(json!({}), json!({"maxvCpus": 8}), path),
            Action::Update
        );
        let types = "computeResources.instanceTypes";
        let wide = json!({"instanceTypes": ["c5.large"]});
        assert_eq!(
            verdict(json!({}), wide.clone(), types),
            Action::InfrastructureUpdate
        );
        let custom = json!({"serviceRole": "arn:aws:iam::1:role/batch"});
        let both =
            json!({"serviceRole": "arn:aws:iam::1:role/batch", "instanceTypes": ["c5.large"]});
        assert_eq!(verdict(custom.clone(), both, types), Action::Replace);
        let best = json!({"allocationStrategy": "BEST_FIT"});
        assert_eq!(
            verdict(best, json!({}), "computeResources.allocationStrategy"),
            Action::Replace
        );
        assert_eq!(
            verdict(json!({}), json!({"type": "SPOT"}), "computeResources.type"),
            Action::InfrastructureUpdate
        );
        assert_eq!(
            verdict(
                json!({}),
                json!({"type": "FARGATE"}),
                "computeResources.type"
            ),
            Action::Replace
        );
        assert_eq!(verdict(json!({}), custom, "serviceRole"), Action::Replace);
        let fargate = json!({"type": "FARGATE"});
        let moved = json!({"type": "FARGATE", "subnets": ["b"]});
        assert_eq!(
            verdict(fargate, moved, "computeResources.subnets"),
            Action::Update
        );
    }

    #[test]
    fn a_queue_never_gains_or_loses_a_policy() {
        let with = json!({"priority": 1, "schedulingPolicyArn": "a"});
        let without = json!({"priority": 1});
        let paths = ["schedulingPolicyArn".to_owned()];
        let judge = |a, b| judge(ItemKind::JobQueue, a, b, &paths).action;
        assert_eq!(judge(&with, &without), Action::Replace);
        assert_eq!(
            judge(&with, &json!({"priority": 1, "schedulingPolicyArn": "b"})),
            Action::Update
        );
    }
}
