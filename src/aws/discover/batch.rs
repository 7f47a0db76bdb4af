//! The things of AWS Batch, but for job definitions.

use super::{Wanted, concerns, many, text};
use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::{ItemKind, Live, Tags};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Everything of the project's and everything of a wanted name.
pub async fn read(aws: &Aws, project: &str, wanted: &Wanted) -> Result<Vec<Live>, CallError> {
    let (environments, queues, policies, consumables, services) = tokio::try_join!(
        environments(aws),
        queues(aws, project),
        policies(aws),
        consumables(aws),
        services(aws),
    )?;
    let all = [environments, queues, policies, consumables, services];
    Ok(all
        .into_iter()
        .flatten()
        .filter(|live| concerns(live, project, &wanted.of(live.kind)))
        .filter(|live| live.status.as_deref() != Some("DELETED"))
        .collect())
}

/// A described thing, by the field its ARN is in.
pub fn described(kind: ItemKind, from: &Value, arn: &str) -> Option<Live> {
    let arn = text(from, arn)?;
    let mut live = Live::new(kind, arn.clone());
    live.status = text(from, "status");
    live.status_reason = text(from, "statusReason");
    live.attributes = BTreeMap::from([
        ("id".to_owned(), json!(arn)),
        ("arn".to_owned(), json!(arn)),
    ]);
    Some(live)
}

/// The object but for some fields.
pub fn without(from: &Value, dropped: &[&str]) -> Value {
    let members = from.as_object().into_iter().flatten();
    let kept: Map<String, Value> = members
        .filter(|(name, value)| !value.is_null() && !dropped.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Value::Object(kept)
}

pub fn given_tags(from: &Value) -> Tags {
    let members = from["tags"].as_object().into_iter().flatten();
    members
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// A thing whose fields are those of the request that makes it, but for its name, its ARN and
/// what only an answer has.
fn thing(kind: ItemKind, from: &Value, name: &str, arn: &str, dropped: &[&str]) -> Option<Live> {
    let mut live = described(kind, from, arn)?.with_tags(given_tags(from));
    live.name = text(from, name);
    let mut all = vec![name, arn, "tags", "status", "statusReason"];
    all.extend(dropped);
    live.properties = without(from, &all);
    live.attributes.insert("name".to_owned(), json!(live.name));
    Some(live)
}

async fn environments(aws: &Aws) -> Result<Vec<Live>, CallError> {
    let op = Op::DescribeComputeEnvironments;
    let all = aws.all(op, paged(), "computeEnvironments").await?;
    Ok(all.iter().filter_map(environment).collect())
}

/// A compute environment as DescribeComputeEnvironments has it.
fn environment(from: &Value) -> Option<Live> {
    const ANSWERED: &[&str] = &["ecsClusterArn", "containerOrchestrationType", "uuid"];
    let kind = ItemKind::ComputeEnvironment;
    let (name, arn) = ("computeEnvironmentName", "computeEnvironmentArn");
    let mut live = thing(kind, from, name, arn, ANSWERED)?;
    let mut extra = Map::new();
    for field in ANSWERED {
        if let Some(value) = from.get(*field).filter(|value| !value.is_null()) {
            extra.insert((*field).to_owned(), value.clone());
        }
    }
    // Batch moves it with the load.
    let compute = live.properties.get_mut("computeResources");
    let desired = compute.and_then(|compute| compute.as_object_mut()?.remove("desiredvCpus"));
    if let Some(desired) = desired {
        extra.insert("desiredvCpus".to_owned(), desired);
    }
    if let Some(cluster) = text(from, "ecsClusterArn") {
        live.attributes
            .insert("ecs_cluster_arn".to_owned(), json!(cluster));
    }
    live.extra = Value::Object(extra);
    Some(live)
}

/// Queues, and the quota shares of those that may have some.
async fn queues(aws: &Aws, project: &str) -> Result<Vec<Live>, CallError> {
    let all = aws.all(Op::DescribeJobQueues, paged(), "jobQueues").await?;
    let one = |from| thing(ItemKind::JobQueue, from, "jobQueueName", "jobQueueArn", &[]);
    let mut found: Vec<Live> = all.iter().filter_map(one).collect();
    let training: Vec<Value> = found
        .iter()
        .filter(|live| live.project.as_deref() == Some(project))
        .filter(|live| live.properties["jobQueueType"] == "SAGEMAKER_TRAINING")
        .map(|live| json!({"jobQueue": live.id, "maxResults": 100}))
        .collect();
    let mut shares = Vec::new();
    for answer in many::lists(aws, Op::ListQuotaShares, training, "quotaShares").await {
        shares.extend(or_unknown_here(answer)?);
    }
    let inputs = shares.iter();
    let inputs = inputs.map(|share| json!({"quotaShareArn": share["quotaShareArn"]}));
    for answer in many::calls(aws, Op::DescribeQuotaShare, inputs.collect()).await {
        match answer {
            Ok(share) => found.extend(quota_share(share)),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn quota_share(mut from: Value) -> Option<Live> {
    // The request names the queue, the answer its ARN.
    if let Some(queue) = from.get_mut("jobQueueArn").map(Value::take) {
        from["jobQueue"] = queue;
    }
    let (name, arn) = ("quotaShareName", "quotaShareArn");
    thing(ItemKind::QuotaShare, &from, name, arn, &["jobQueueArn"])
}

async fn policies(aws: &Aws) -> Result<Vec<Live>, CallError> {
    let op = Op::ListSchedulingPolicies;
    let listed = aws.all(op, paged(), "schedulingPolicies").await?;
    let arns: Vec<Value> = listed
        .into_iter()
        .map(|mut one| one["arn"].take())
        .collect();
    let inputs = arns.chunks(100).map(|arns| json!({ "arns": arns }));
    let answers = many::calls(aws, Op::DescribeSchedulingPolicies, inputs.collect()).await;
    let mut found = Vec::new();
    for answer in answers {
        let answer = answer?;
        let policies = super::list(&answer, "schedulingPolicies").iter();
        found.extend(
            policies.filter_map(|one| thing(ItemKind::SchedulingPolicy, one, "name", "arn", &[])),
        );
    }
    Ok(found)
}

async fn consumables(aws: &Aws) -> Result<Vec<Live>, CallError> {
    let op = Op::ListConsumableResources;
    let listed = or_unknown_here(aws.all(op, paged(), "consumableResources").await)?;
    // Only the description has the tags.
    let inputs = listed
        .iter()
        .map(|one| json!({"consumableResource": one["consumableResourceArn"]}));
    let mut found = Vec::new();
    for answer in many::calls(aws, Op::DescribeConsumableResource, inputs.collect()).await {
        match answer {
            Ok(one) => found.extend(consumable(&one)),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn consumable(from: &Value) -> Option<Live> {
    let (name, arn) = ("consumableResourceName", "consumableResourceArn");
    let answered = &["inUseQuantity", "availableQuantity", "createdAt"];
    thing(ItemKind::ConsumableResource, from, name, arn, answered)
}

async fn services(aws: &Aws) -> Result<Vec<Live>, CallError> {
    let op = Op::DescribeServiceEnvironments;
    let all = or_unknown_here(aws.all(op, paged(), "serviceEnvironments").await)?;
    let (name, arn) = ("serviceEnvironmentName", "serviceEnvironmentArn");
    let one = |from| thing(ItemKind::ServiceEnvironment, from, name, arn, &[]);
    Ok(all.iter().filter_map(one).collect())
}

fn paged() -> Value {
    json!({"maxResults": 100})
}

/// A region that does not know a kind yet has none of it.
fn or_unknown_here(answer: Result<Vec<Value>, CallError>) -> Result<Vec<Value>, CallError> {
    match answer {
        Err(error) if error.status == Some(404) || error.code().starts_with("UnknownOperation") => {
            Ok(Vec::new())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_is_what_its_request_said() {
        let answer = json!({
            "computeEnvironmentName": "pool-1", "computeEnvironmentArn": "arn:pool",
            "ecsClusterArn": "arn:cluster", "uuid": "u", "containerOrchestrationType": "ECS",
            "tags": {"batchlang:project": "p", "batchlang:address": "compute_environment.pool"},
            "type": "MANAGED", "state": "ENABLED", "status": "INVALID", "statusReason": "why",
            "computeResources": {"maxvCpus": 4, "desiredvCpus": 2},
            "somethingNew": {"kept": true},
        });
        let Some(live) = environment(&answer) else {
            panic!("no environment");
        };
        assert_eq!(
            live.properties,
            json!({
                "type": "MANAGED", "state": "ENABLED", "computeResources": {"maxvCpus": 4},
                "somethingNew": {"kept": true},
            })
        );
        assert_eq!(live.extra["desiredvCpus"], 2);
        assert_eq!(live.status.as_deref(), Some("INVALID"));
        let address = live.address.map(|address| address.to_string());
        assert_eq!(address.as_deref(), Some("compute_environment.pool"));
    }
}
