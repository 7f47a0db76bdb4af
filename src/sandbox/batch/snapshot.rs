//! What the call log keeps of the queues after a call.

use super::super::{Account, Context};
use super::clock;
use super::state::Batch;
use serde::Serialize;

/// A queue and its compute environments, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueView {
    pub region: String,
    pub queue: String,
    pub state: &'static str,
    pub status: &'static str,
    pub compute_environments: Vec<EnvironmentView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnvironmentView {
    pub name: String,
    /// `GONE` where there is none of that name.
    pub status: &'static str,
    pub state: &'static str,
}

/// Every queue of the called region.
pub fn snapshot(cx: &mut Context) -> Vec<QueueView> {
    clock::catch_up(cx);
    let account: &Account = cx.account;
    let Some(region) = account.regions.get(cx.region) else {
        return Vec::new();
    };
    let batch = &region.batch;
    let queues = batch.job_queues.values();
    queues
        .map(|queue| QueueView {
            region: cx.region.to_owned(),
            queue: queue.name.clone(),
            state: queue.state(),
            status: queue.status.word(),
            compute_environments: Batch::members(
                queue,
                "computeEnvironmentOrder",
                "computeEnvironment",
            )
            .into_iter()
            .map(|arn| environment(batch, arn))
            .collect(),
        })
        .collect()
}

fn environment(batch: &Batch, arn: &str) -> EnvironmentView {
    let name = arn.rsplit('/').next().unwrap_or(arn);
    let found = batch.compute_environments.get(name);
    EnvironmentView {
        name: name.to_owned(),
        status: found.map_or("GONE", |one| one.status.word()),
        state: found.map_or("DISABLED", |one| one.state()),
    }
}
