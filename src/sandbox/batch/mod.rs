//! AWS Batch itself: its REST-JSON operations on what a region holds, strict as AWS is.
//!
//! Texts of refusals are AWS's where they are known (CONTRIBUTING's rule: never invented as
//! quotes); the rest say the same in plain words behind AWS's prefix. Nothing of an account's
//! adjustable quotas is enforced.

mod clock;
mod compute;
mod consumables;
mod definitions;
mod images;
pub mod jobs;
mod page;
mod policies;
mod queues;
mod services;
pub mod shapes;
mod shares;
mod snapshot;
mod state;
mod tagging;
mod values;

#[cfg(test)]
mod tests;

use super::{Context, Fault};
use serde_json::Value;

pub use compute::invalidate;
pub use snapshot::{QueueView, snapshot};
pub use state::{Batch, Status, Thing};

/// Answers one call of the REST-JSON protocol: `CreateJobQueue` and its body. `TagResource`,
/// `UntagResource` and `ListTagsForResource` have `resourceArn` (and `tagKeys`) put in from the URI.
pub fn handle(cx: &mut Context, operation: &str, input: &Value) -> Result<Value, Fault> {
    clock::catch_up(cx);
    let input = &shapes::checked(operation, input)?;
    match operation {
        "CreateComputeEnvironment" => compute::create::create(cx, input),
        "UpdateComputeEnvironment" => compute::update::update(cx, input),
        "DeleteComputeEnvironment" => compute::delete(cx, input),
        "DescribeComputeEnvironments" => compute::describe(cx, input),
        "CreateJobQueue" => queues::create(cx, input),
        "UpdateJobQueue" => queues::update(cx, input),
        "DeleteJobQueue" => queues::delete(cx, input),
        "DescribeJobQueues" => queues::describe(cx, input),
        "RegisterJobDefinition" => definitions::register(cx, input),
        "DeregisterJobDefinition" => definitions::deregister(cx, input),
        "DescribeJobDefinitions" => definitions::describe(cx, input),
        "CreateSchedulingPolicy" => policies::create(cx, input),
        "UpdateSchedulingPolicy" => policies::update(cx, input),
        "DeleteSchedulingPolicy" => policies::delete(cx, input),
        "DescribeSchedulingPolicies" => policies::describe(cx, input),
        "ListSchedulingPolicies" => policies::list_all(cx, input),
        "CreateConsumableResource" => consumables::create(cx, input),
        "UpdateConsumableResource" => consumables::update(cx, input),
        "DeleteConsumableResource" => consumables::delete(cx, input),
        "DescribeConsumableResource" => consumables::describe(cx, input),
        "ListConsumableResources" => consumables::list_all(cx, input),
        "CreateServiceEnvironment" => services::create(cx, input),
        "UpdateServiceEnvironment" => services::update(cx, input),
        "DeleteServiceEnvironment" => services::delete(cx, input),
        "DescribeServiceEnvironments" => services::describe(cx, input),
        "CreateQuotaShare" => shares::create(cx, input),
        "UpdateQuotaShare" => shares::update(cx, input),
        "DeleteQuotaShare" => shares::delete(cx, input),
        "DescribeQuotaShare" => shares::describe(cx, input),
        "ListQuotaShares" => shares::list_all(cx, input),
        "TagResource" => tagging::tag(cx, input),
        "UntagResource" => tagging::untag(cx, input),
        "ListTagsForResource" => tagging::list_all(cx, input),
        "SubmitJob" => jobs::submit(cx, input),
        "DescribeJobs" => jobs::describe(cx, input),
        "ListJobs" => jobs::list_all(cx, input),
        "CancelJob" => jobs::cancel(cx, input),
        "TerminateJob" => jobs::terminate(cx, input),
        _ => Err(Fault::client(format!(
            "The sandbox does not have {operation}"
        ))),
    }
}

/// Whether an operation changes nothing.
pub fn reads_only(operation: &str) -> bool {
    ["Describe", "List", "Get"]
        .iter()
        .any(|verb| operation.starts_with(verb))
}
