//! Lets the clock catch up: statuses that have ended become what follows them.

use super::super::account::Millis;
use super::super::{Context, Options, iam};
use super::state::{Batch, Status, Thing};
use super::{compute, jobs};
use serde_json::Value;

/// Everything of the called region that ended before now.
pub fn catch_up(cx: &mut Context) {
    let account = &mut *cx.account;
    if let Some(region) = account.regions.get_mut(cx.region) {
        region.batch.catch_up(&account.iam, cx.options, cx.now);
    }
}

impl Batch {
    fn catch_up(&mut self, iam: &iam::Iam, options: &Options, now: Millis) {
        self.queues(options, now);
        self.environments(iam, options, now);
        for things in [&mut self.service_environments, &mut self.quota_shares] {
            settle_plain(things, now);
        }
        self.relations.retain(|_, until| *until > now);
        self.interfaces.retain(|_, until| *until > now);
        jobs::catch_up(self, options, now);
    }

    fn queues(&mut self, options: &Options, now: Millis) {
        let mut gone = Vec::new();
        for (name, queue) in &mut self.job_queues {
            let Some(at) = queue.ended(now) else { continue };
            queue.until = None;
            if queue.status == Status::Deleting {
                for arn in Batch::members(queue, "computeEnvironmentOrder", "computeEnvironment") {
                    self.relations
                        .insert(arn.to_owned(), at + options.linger_ms);
                }
                gone.push(name.clone());
            } else {
                queue.status = Status::Valid;
                queue.reason = "JobQueue Healthy".to_owned();
            }
        }
        for name in gone {
            self.job_queues.remove(&name);
        }
    }

    fn environments(&mut self, iam: &iam::Iam, options: &Options, now: Millis) {
        let mut gone = Vec::new();
        for (name, environment) in &mut self.compute_environments {
            let Some(at) = environment.ended(now) else {
                continue;
            };
            environment.until = None;
            let deleting = environment.status == Status::Deleting;
            let trouble = if deleting {
                compute::health::trouble_deleting(environment, iam, at, options.iam_lag_ms)
            } else {
                compute::health::trouble(environment, iam, at, options.iam_lag_ms)
            };
            match trouble {
                Some(reason) => {
                    environment.status = Status::Invalid;
                    environment.reason = reason;
                }
                None if deleting => gone.push((name.clone(), at)),
                None => {
                    environment.status = Status::Valid;
                    environment.reason = "ComputeEnvironment Healthy".to_owned();
                }
            }
        }
        for (name, at) in gone {
            let Some(environment) = self.compute_environments.remove(&name) else {
                continue;
            };
            self.jobs.retain(|_, job| {
                job.environment.as_deref() != Some(&environment.arn) || job.ended()
            });
            for id in compute::network(environment.field("computeResources")) {
                self.interfaces.insert(id, at + options.linger_ms);
            }
        }
    }
}

/// What only has its time to pass.
fn settle_plain(things: &mut std::collections::BTreeMap<String, Thing>, now: Millis) {
    things.retain(|_, thing| {
        if thing.ended(now).is_none() {
            return true;
        }
        thing.until = None;
        let deleted = thing.status == Status::Deleting;
        thing.status = Status::Valid;
        !deleted
    });
}

/// The vCPUs a compute environment has at the moment: at least its minimum, and what its jobs use.
/// Batch moves them by itself, whatever a caller set.
pub fn desired(environment: &Thing, batch: &Batch) -> Option<i64> {
    let resources = environment.field("computeResources");
    let least = resources.get("minvCpus").and_then(Value::as_i64)?;
    let set = resources.get("desiredvCpus").and_then(Value::as_i64);
    let most = resources.get("maxvCpus").and_then(Value::as_i64);
    // What was asked for holds until the environment has come to rest.
    let wanted = if environment.status.passes() {
        set.unwrap_or(least)
    } else {
        least + running(environment, batch)
    };
    Some(wanted.min(most.unwrap_or(wanted)).max(least))
}

/// The vCPUs of the jobs it runs.
fn running(environment: &Thing, batch: &Batch) -> i64 {
    let jobs = batch.jobs.values();
    let here = jobs.filter(|job| {
        job.uses_machines() && job.environment.as_deref() == Some(environment.arn.as_str())
    });
    here.map(|job| job.vcpus.ceil() as i64).sum()
}
