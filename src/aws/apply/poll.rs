//! Waiting for Batch: one batched Describe a tick serves everybody who waits.

use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::ItemKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// How often AWS is asked at most.
const TICK: Duration = Duration::from_millis(250);
/// As many names a Describe call takes.
const BATCH: usize = 100;

/// What a look found; `None`: not there.
pub type Seen = Result<Option<Value>, CallError>;

#[derive(Clone)]
pub struct Poller {
    aws: Aws,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    waiting: BTreeMap<(ItemKind, String), Vec<oneshot::Sender<Seen>>>,
    running: bool,
}

impl Poller {
    pub fn new(aws: Aws) -> Poller {
        Poller {
            aws,
            state: Arc::default(),
        }
    }

    /// How a thing is at the next tick. `name` is its name, not its ARN.
    pub async fn look(&self, kind: ItemKind, name: &str) -> Seen {
        let (sender, receiver) = oneshot::channel();
        let start = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let waiting = state.waiting.entry((kind, name.to_owned())).or_default();
            waiting.push(sender);
            !std::mem::replace(&mut state.running, true)
        };
        if start {
            let poller = self.clone();
            tokio::spawn(async move { poller.run().await });
        }
        // The task only ends with nobody waiting.
        receiver.await.unwrap_or(Ok(None))
    }

    async fn run(&self) {
        loop {
            tokio::time::sleep(TICK).await;
            let all = {
                let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                if state.waiting.is_empty() {
                    state.running = false;
                    return;
                }
                std::mem::take(&mut state.waiting)
            };
            let mut by_kind: BTreeMap<ItemKind, Vec<_>> = BTreeMap::new();
            for ((kind, name), senders) in all {
                by_kind.entry(kind).or_default().push((name, senders));
            }
            for (kind, mut waiting) in by_kind {
                while !waiting.is_empty() {
                    let rest = waiting.split_off(waiting.len().min(BATCH));
                    self.describe(kind, waiting).await;
                    waiting = rest;
                }
            }
        }
    }

    async fn describe(&self, kind: ItemKind, waiting: Vec<(String, Vec<oneshot::Sender<Seen>>)>) {
        let Some((op, field, list, name_field)) = call_of(kind) else {
            return;
        };
        let names: Vec<&String> = waiting.iter().map(|(name, _)| name).collect();
        let found = self.aws.all(op, json!({field: names}), list).await;
        for (name, senders) in waiting {
            let seen = found.as_ref().map_err(Clone::clone).map(|found| {
                let same =
                    |one: &&Value| one.get(name_field).and_then(Value::as_str) == Some(&name);
                found.iter().find(same).cloned()
            });
            for sender in senders {
                // Whoever waited may have been stopped.
                let _ = sender.send(seen.clone());
            }
        }
    }
}

/// The Describe call of a kind, its argument, its list, and the name in the list's entries.
fn call_of(kind: ItemKind) -> Option<(Op, &'static str, &'static str, &'static str)> {
    Some(match kind {
        ItemKind::ComputeEnvironment => (
            Op::DescribeComputeEnvironments,
            "computeEnvironments",
            "computeEnvironments",
            "computeEnvironmentName",
        ),
        ItemKind::JobQueue => (
            Op::DescribeJobQueues,
            "jobQueues",
            "jobQueues",
            "jobQueueName",
        ),
        ItemKind::ServiceEnvironment => (
            Op::DescribeServiceEnvironments,
            "serviceEnvironments",
            "serviceEnvironments",
            "serviceEnvironmentName",
        ),
        _ => return None,
    })
}
