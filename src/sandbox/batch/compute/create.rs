//! CreateComputeEnvironment.

use super::super::super::{Context, Fault};
use super::super::state::{Status, Thing};
use super::super::values::{Object, arn, exists, new_name, tags, text, uuid};
use super::{KIND, is_fargate, rules};
use serde_json::{Value, json};

pub fn create(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "computeEnvironmentName")?.to_owned();
    rules::check(cx, input)?;
    let tags = tags(input)?;
    let batch = &cx.here().batch;
    if batch.compute_environments.contains_key(&name) {
        return Err(exists());
    }
    let mut thing = Thing {
        arn: arn(cx, KIND, &name),
        enabled: text(input, "state") != Some("DISABLED"),
        reason: "ComputeEnvironment Creating".to_owned(),
        tags,
        detail: detail(cx, input, &name),
        name: name.clone(),
        ..Thing::default()
    };
    thing.enter(Status::Creating, cx.now + cx.options.state_ms);
    let answer = json!({
        "computeEnvironmentName": thing.name,
        "computeEnvironmentArn": thing.arn,
    });
    cx.here().batch.compute_environments.insert(name, thing);
    Ok(answer)
}

/// What a Describe shows of it, with AWS's defaults.
fn detail(cx: &mut Context, input: &Value, name: &str) -> Object {
    let mut detail = Object::new();
    let managed = text(input, "type") == Some("MANAGED");
    let eks = input.get("eksConfiguration").is_some();
    detail.insert("type".to_owned(), input["type"].clone());
    for field in [
        "unmanagedvCpus",
        "eksConfiguration",
        "ecsSettings",
        "context",
    ] {
        if let Some(value) = input.get(field) {
            detail.insert(field.to_owned(), value.clone());
        }
    }
    let role = match text(input, "serviceRole") {
        Some(role) => role.to_owned(),
        None => service_linked_role(cx),
    };
    detail.insert("serviceRole".to_owned(), Value::from(role));
    if managed && let Some(Value::Object(resources)) = input.get("computeResources") {
        let mut resources = resources.clone();
        defaults(&mut resources, eks);
        let kind = resources
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !is_fargate(kind) {
            let policy = json!({
                "terminateJobsOnUpdate": false,
                "jobExecutionTimeoutMinutes": 30,
            });
            detail.insert("updatePolicy".to_owned(), policy);
        }
        detail.insert("computeResources".to_owned(), Value::Object(resources));
    }
    let uuid = uuid(cx);
    if eks {
        detail.insert("containerOrchestrationType".to_owned(), Value::from("EKS"));
    } else {
        let (partition, region, account) = (cx.partition(), cx.region, cx.account_id());
        let cluster =
            format!("arn:{partition}:ecs:{region}:{account}:cluster/AWSBatch-{name}-{uuid}");
        detail.insert("ecsClusterArn".to_owned(), Value::from(cluster));
        detail.insert("containerOrchestrationType".to_owned(), Value::from("ECS"));
    }
    detail.insert("uuid".to_owned(), Value::from(uuid));
    detail
}

/// Batch makes its own role where a caller names none.
fn service_linked_role(cx: &mut Context) -> String {
    let (partition, account, now) = (cx.partition(), cx.account_id().to_owned(), cx.now);
    cx.account
        .iam
        .ensure_service_linked_role("batch.amazonaws.com", &account, now);
    format!(
        "arn:{partition}:iam::{account}:role/aws-service-role/batch.amazonaws.com/\
         AWSServiceRoleForBatch"
    )
}

/// What AWS fills in, and the lists it keeps as sets.
pub fn defaults(resources: &mut Object, eks: bool) {
    let kind = resources
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    for field in ["subnets", "securityGroupIds"] {
        if let Some(Value::Array(items)) = resources.get_mut(field) {
            items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        }
    }
    if !matches!(kind.as_str(), "EC2" | "SPOT") {
        return;
    }
    let mut default = |field: &str, value: Value| {
        if !resources.contains_key(field) {
            resources.insert(field.to_owned(), value);
        }
    };
    default("minvCpus", json!(0));
    default("tags", json!({}));
    if eks {
        default("ec2Configuration", json!([{"imageType": "EKS_AL2023"}]));
    } else {
        default("allocationStrategy", json!("BEST_FIT"));
        default("ec2Configuration", json!([{"imageType": "ECS_AL2023"}]));
    }
    if kind == "SPOT" {
        default("bidPercentage", json!(100));
    }
    let least = resources.get("minvCpus").cloned().unwrap_or(json!(0));
    resources.entry("desiredvCpus").or_insert(least);
    if let Some(Value::Object(template)) = resources.get_mut("launchTemplate") {
        template.entry("version").or_insert(json!("$Default"));
    }
    if let Some(Value::Array(images)) = resources.get_mut("ec2Configuration") {
        for image in images.iter_mut().filter_map(Value::as_object_mut) {
            if !image.contains_key("imageIdOverride") {
                image.insert("batchImageStatus".to_owned(), json!("LATEST"));
            }
        }
    }
}
