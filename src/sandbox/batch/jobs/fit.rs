//! Where a job can run.

use super::super::compute::platform;
use super::super::state::{Batch, Status, Thing};
use super::super::values::{int, texts};
use super::Job;
use crate::catalog::{self, InstanceType};

/// The ARN of the first environment of its queue that holds the job, or why none does, as Batch
/// says it of a RUNNABLE job.
pub fn place(job: &Job, batch: &Batch) -> Result<String, String> {
    let queue = batch
        .job_queues
        .values()
        .find(|queue| queue.arn == job.queue);
    let Some(queue) = queue.filter(|queue| queue.status != Status::Deleting) else {
        return Err(String::new());
    };
    let mut reason = String::new();
    for arn in Batch::members(queue, "computeEnvironmentOrder", "computeEnvironment") {
        let mut all = batch.compute_environments.values();
        let Some(environment) = all.find(|environment| environment.arn == arn) else {
            continue;
        };
        match trouble(job, environment) {
            None => return Ok(arn.to_owned()),
            Some(text) => reason = text.to_owned(),
        }
    }
    Err(reason)
}

fn trouble(job: &Job, environment: &Thing) -> Option<&'static str> {
    match environment.status {
        Status::Invalid => {
            return Some("ACTION_REQUIRED - The compute environment is INVALID.");
        }
        Status::Creating | Status::Deleting => return Some(""),
        Status::Valid | Status::Updating => {}
    }
    if !environment.enabled {
        return Some("");
    }
    let wanted = match job.platform.as_str() {
        "FARGATE" => "ECS_FARGATE",
        "MANAGED_INSTANCES" => "ECS_MANAGED_INSTANCES",
        "EKS" => "EKS",
        _ => "ECS",
    };
    if platform(environment) != wanted {
        return Some(
            "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job's platform is not that of the compute environment.",
        );
    }
    let resources = environment.field("computeResources");
    if int(resources, "maxvCpus").is_some_and(|most| job.vcpus > most as f64) {
        return Some(
            "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - The job needs more vCPUs than the compute environment can have.",
        );
    }
    let types = texts(resources, "instanceTypes");
    let holds = |kind: &&'static InstanceType| {
        job.vcpus <= f64::from(kind.vcpus)
            && job.memory <= f64::from(kind.memory_mib)
            && job.gpus <= f64::from(kind.gpus())
    };
    let any = types
        .iter()
        .filter_map(|entry| catalog::expand(entry))
        .any(|kinds| kinds.iter().any(holds));
    if types.is_empty() || any {
        return None;
    }
    Some(
        "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job needs more than any instance type of the compute environment has.",
    )
}
