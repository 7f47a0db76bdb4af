//! The ends of runs.

use super::*;
use crate::aws::model::{Address, ItemKind};
use crate::aws::plan::{VERSION, Work};
use std::time::Duration;

fn terminal() -> Terminal {
    Terminal {
        is_terminal: false,
        color: false,
        error_color: false,
        width: 80,
        unicode: true,
    }
}

fn plan() -> Plan {
    let mut work = Work::default();
    work.desired.outputs = vec![("queue".to_owned(), Value::Null)];
    Plan {
        version: VERSION,
        project: "demo".to_owned(),
        account: "123456789012".to_owned(),
        region: "eu-central-1".to_owned(),
        changes: Vec::new(),
        fingerprint: String::new(),
        destroy: false,
        work,
    }
}

fn address(kind: ItemKind, label: &str) -> Address {
    Address::new(kind, label)
}

#[test]
fn an_apply_that_went_well() {
    let summary = Summary {
        done: vec![
            (address(ItemKind::JobQueue, "main"), Action::Create),
            (
                address(ItemKind::JobDefinition, "align"),
                Action::NewRevision,
            ),
        ],
        took: Duration::from_millis(75_400),
        outputs: vec![
            ("queue".to_owned(), json!("main")),
            ("job_queue_arns".to_owned(), json!({"main": "arn:…"})),
        ],
        ..Summary::default()
    };
    let plan = plan();
    let ending = Ending {
        plan: &plan,
        file: "main.batch",
        submit: Some("aws batch submit-job --job-name try"),
        sandbox: true,
    };
    insta::assert_snapshot!(human(&summary, &ending, &terminal()), @r"
    Done: 1 created, 1 new revision, in 1 min 15 s.

    Outputs:
      queue  main

    Submit a first job:
      batchlang sandbox --store    # in another terminal: serves this account, prints AWS_ENDPOINT_URL
      aws batch submit-job --job-name try

    ARNs and names: batchlang outputs main.batch --sandbox
    ");
    insta::assert_snapshot!(json(&summary), @r#"{"event":"summary","complete":true,"interrupted":false,"took":75.4,"done":[{"address":"job_queue.main","action":"create"},{"address":"job_definition.align","action":"new_revision"}],"failed":[],"skipped":[],"outputs":{"queue":"main","job_queue_arns":{"main":"arn:…"}}}"#);
}

#[test]
fn an_apply_that_failed() {
    let workers = address(ItemKind::ComputeEnvironment, "workers");
    let problem = Problem {
        message: "the environment is INVALID".to_owned(),
        aws: Some(
            "CLIENT_ERROR - Not authorized to perform sts:AssumeRole (Service: AmazonECS)"
                .to_owned(),
        ),
        why: Some("the role does not let Batch use it".to_owned()),
        help: Some("let `batch.amazonaws.com` assume it".to_owned()),
    };
    let because = workers.to_string();
    let summary = Summary {
        done: vec![(address(ItemKind::Role, "instance"), Action::Create)],
        failed: vec![(workers, Action::Create, problem)],
        skipped: vec![
            (
                address(ItemKind::JobQueue, "a"),
                Action::Create,
                because.clone(),
            ),
            (address(ItemKind::JobQueue, "b"), Action::Create, because),
        ],
        took: Duration::from_secs(9),
        ..Summary::default()
    };
    let plan = plan();
    let ending = Ending {
        plan: &plan,
        file: "main.batch",
        submit: None,
        sandbox: false,
    };
    insta::assert_snapshot!(human(&summary, &ending, &terminal()), @r"
    failed: compute_environment.workers (create): the environment is INVALID
      = AWS says: CLIENT_ERROR - Not authorized to perform sts:AssumeRole (Service:
                  AmazonECS)
      = why: the role does not let Batch use it
      = help: let `batch.amazonaws.com` assume it

    not begun, because of compute_environment.workers: job_queue.a, job_queue.b

    Not finished: 1 created, 1 failed, 2 not begun, in 9.0 s.
    What was done stays. Run `batchlang apply main.batch` again to continue.
    ");
    insta::assert_snapshot!(json(&summary), @r#"{"event":"summary","complete":false,"interrupted":false,"took":9.0,"done":[{"address":"role.instance","action":"create"}],"failed":[{"address":"compute_environment.workers","action":"create","problem":{"message":"the environment is INVALID","aws":"CLIENT_ERROR - Not authorized to perform sts:AssumeRole (Service: AmazonECS)","why":"the role does not let Batch use it","help":"let `batch.amazonaws.com` assume it"}}],"skipped":[{"address":"job_queue.a","action":"create","because":"compute_environment.workers"},{"address":"job_queue.b","action":"create","because":"compute_environment.workers"}],"outputs":{}}"#);
}

#[test]
fn an_apply_that_was_stopped() {
    let summary = Summary {
        interrupted: true,
        took: Duration::from_secs(3),
        ..Summary::default()
    };
    let plan = plan();
    let ending = Ending {
        plan: &plan,
        file: "main.batch",
        submit: None,
        sandbox: false,
    };
    insta::assert_snapshot!(human(&summary, &ending, &terminal()), @r"
    Stopped: nothing was changed, in 3.0 s.
    What was done stays. Run `batchlang apply main.batch` again to continue.
    ");
}
