//! Jobs.

use super::Sandbox;
use serde_json::{Value, json};

fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::new();
    let resources = sandbox.ec2_resources();
    sandbox.environment("ce", resources);
    sandbox.queue("q", &["ce"]).unwrap();
    sandbox.rest();
    for (name, memory) in [("small", "512"), ("large", "64000")] {
        let requirements =
            json!([{"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": memory}]);
        let container = json!({"image": "busybox", "resourceRequirements": requirements});
        sandbox.ok(
            "RegisterJobDefinition",
            json!({"jobDefinitionName": name, "type": "container",
            "containerProperties": container}),
        );
    }
    sandbox
}

fn submit(sandbox: &mut Sandbox, definition: &str, depends: &[&str]) -> String {
    let depends: Vec<Value> = depends.iter().map(|id| json!({"jobId": id})).collect();
    let input = json!({"jobName": "job", "jobQueue": "q", "jobDefinition": definition, "dependsOn": depends});
    sandbox.ok("SubmitJob", input)["jobId"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn status(sandbox: &mut Sandbox, id: &str) -> String {
    let answer = sandbox.ok("DescribeJobs", json!({"jobs": [id]}));
    answer["jobs"][0]["status"].as_str().unwrap().to_owned()
}

#[test]
fn a_job_that_fits_runs_and_moves_the_vcpus() {
    let mut sandbox = sandbox();
    let id = submit(&mut sandbox, "small", &[]);
    let mut seen = vec![status(&mut sandbox, &id)];
    while seen.last().unwrap() != "SUCCEEDED" {
        sandbox.now += sandbox.options.state_ms;
        let next = status(&mut sandbox, &id);
        if next == "RUNNING" {
            assert_eq!(sandbox.shown("ce")["computeResources"]["desiredvCpus"], 1);
        }
        seen.push(next);
    }
    assert_eq!(
        seen,
        ["SUBMITTED", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]
    );
    assert_eq!(sandbox.shown("ce")["computeResources"]["desiredvCpus"], 0);
}

#[test]
fn a_job_that_fits_nowhere_waits_and_says_why() {
    let mut sandbox = sandbox();
    let id = submit(&mut sandbox, "large", &[]);
    sandbox.rest();
    let answer = sandbox.ok("DescribeJobs", json!({"jobs": [id]}));
    let job = &answer["jobs"][0];
    assert_eq!(job["status"], "RUNNABLE");
    let reason = job["statusReason"].as_str().unwrap();
    assert!(reason.starts_with("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT"));
    sandbox.ok("CancelJob", json!({"jobId": id, "reason": "enough"}));
    assert_eq!(status(&mut sandbox, &id), "FAILED");
}

#[test]
fn a_job_waits_for_those_it_depends_on() {
    let mut sandbox = sandbox();
    let first = submit(&mut sandbox, "large", &[]);
    let second = submit(&mut sandbox, "small", &[&first]);
    sandbox.rest();
    assert_eq!(status(&mut sandbox, &second), "PENDING");
    sandbox.ok("TerminateJob", json!({"jobId": first, "reason": "enough"}));
    assert_eq!(status(&mut sandbox, &second), "FAILED");
    let listed = sandbox.ok("ListJobs", json!({"jobQueue": "q", "jobStatus": "FAILED"}));
    assert_eq!(listed["jobSummaryList"].as_array().unwrap().len(), 2);
}

#[test]
fn a_queue_takes_jobs_while_it_is_enabled() {
    let mut sandbox = sandbox();
    let job = json!({"jobName": "job", "jobQueue": "q", "jobDefinition": "small"});
    sandbox.ok(
        "UpdateJobQueue",
        json!({"jobQueue": "q", "state": "DISABLED"}),
    );
    sandbox.refused("SubmitJob", job.clone(), "is not ENABLED");
    sandbox.rest();
    sandbox.ok(
        "UpdateJobQueue",
        json!({"jobQueue": "q", "state": "ENABLED"}),
    );
    sandbox.ok(
        "DeregisterJobDefinition",
        json!({"jobDefinition": "small:1"}),
    );
    sandbox.refused("SubmitJob", job, "not ACTIVE");
}
