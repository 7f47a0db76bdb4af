//! AWS Batch, through its SDK crate with bodies of our own.

use super::error::{CallError, CallErrorKind};
use super::operations::Op;
use super::swap::{Repeat, Swap};
use aws_sdk_batch::{Client, config};
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use serde_json::{Value, json};

macro_rules! send {
    ($op:expr, $swap:expr, $builder:expr) => {{
        let mut overrides = config::Builder::new();
        overrides.push_retry_classifier(SharedRetryClassifier::new(Repeat::of($op)));
        let operation = $builder.customize().config_override(overrides);
        let result = operation.interceptor($swap.clone()).send().await;
        $swap.finish($op, result)
    }};
}

macro_rules! dispatch {
    ($client:expr, $op:expr, $swap:expr, {$($name:ident $method:ident)*} $($rest:tt)*) => {
        match $op {
            $(Op::$name => send!($op, $swap, $client.$method()),)*
            $($rest)*
        }
    };
}

/// Makes a call.
pub(super) async fn call(client: &Client, op: Op, input: Value) -> Result<Value, CallError> {
    let answer = send(client, op, input).await?;
    if answer.is_empty() {
        return Ok(json!({}));
    }
    serde_json::from_slice(&answer).map_err(|error| {
        let message = format!("the answer is no JSON: {error}");
        CallError::unanswered(op, CallErrorKind::Transient, message)
    })
}

async fn send(client: &Client, op: Op, input: Value) -> Result<Vec<u8>, CallError> {
    if matches!(
        op,
        Op::ListTagsForResource | Op::TagResource | Op::UntagResource
    ) {
        return tags(client, op, &input).await;
    }
    let mut swap = Swap::body(input.to_string());
    // The SDK's crate does not have these yet; they differ in nothing but their path.
    swap.path = match op {
        Op::ListQuotaShares => Some("/v1/listquotashares"),
        Op::DescribeQuotaShare => Some("/v1/describequotashare"),
        Op::CreateQuotaShare => Some("/v1/createquotashare"),
        Op::UpdateQuotaShare => Some("/v1/updatequotashare"),
        Op::DeleteQuotaShare => Some("/v1/deletequotashare"),
        _ => None,
    };
    dispatch!(client, op, swap, {
        DescribeComputeEnvironments describe_compute_environments
        CreateComputeEnvironment create_compute_environment
        UpdateComputeEnvironment update_compute_environment
        DeleteComputeEnvironment delete_compute_environment
        DescribeJobQueues describe_job_queues
        CreateJobQueue create_job_queue
        UpdateJobQueue update_job_queue
        DeleteJobQueue delete_job_queue
        DescribeJobDefinitions describe_job_definitions
        RegisterJobDefinition register_job_definition
        DeregisterJobDefinition deregister_job_definition
        ListSchedulingPolicies list_scheduling_policies
        DescribeSchedulingPolicies describe_scheduling_policies
        CreateSchedulingPolicy create_scheduling_policy
        UpdateSchedulingPolicy update_scheduling_policy
        DeleteSchedulingPolicy delete_scheduling_policy
        ListConsumableResources list_consumable_resources
        DescribeConsumableResource describe_consumable_resource
        CreateConsumableResource create_consumable_resource
        UpdateConsumableResource update_consumable_resource
        DeleteConsumableResource delete_consumable_resource
        DescribeServiceEnvironments describe_service_environments
        CreateServiceEnvironment create_service_environment
        UpdateServiceEnvironment update_service_environment
        DeleteServiceEnvironment delete_service_environment
        ListQuotaShares list_scheduling_policies
        DescribeQuotaShare list_scheduling_policies
        CreateQuotaShare list_scheduling_policies
        UpdateQuotaShare list_scheduling_policies
        DeleteQuotaShare list_scheduling_policies
        ListJobs list_jobs
        TerminateJob terminate_job
    } _ => Err(CallError::unanswered(op, CallErrorKind::Invalid, "no call of AWS Batch")))
}

/// The calls that name their resource in the path.
async fn tags(client: &Client, op: Op, input: &Value) -> Result<Vec<u8>, CallError> {
    let arn = input["resourceArn"].as_str().unwrap_or_default();
    let swap = match op {
        Op::TagResource => Swap::body(json!({ "tags": input["tags"] }).to_string()),
        _ => Swap::default(),
    };
    match op {
        Op::TagResource => send!(op, swap, client.tag_resource().resource_arn(arn)),
        Op::UntagResource => {
            let keys = input["tagKeys"].as_array().into_iter().flatten();
            let keys = keys.filter_map(Value::as_str).map(str::to_owned).collect();
            let builder = client.untag_resource().resource_arn(arn);
            send!(op, swap, builder.set_tag_keys(Some(keys)))
        }
        _ => send!(op, swap, client.list_tags_for_resource().resource_arn(arn)),
    }
}
