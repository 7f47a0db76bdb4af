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
    insta::assert_snapshot!(human(&summary, &ending, &terminal()), @"");
    insta::assert_snapshot!(json(&summary), @"");
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
    insta::assert_snapshot!(human(&summary, &ending, &terminal()), @"");
    insta::assert_snapshot!(json(&summary), @"");
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
    insta::assert_snapshot!(human(&summary, &ending, &terminal()), @"");
}
