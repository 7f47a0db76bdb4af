//! Discovery of a large project: a handful of reads and their pages, whatever its size.
#![cfg(all(feature = "aws", feature = "sandbox"))]

use batchlang::aws::client::{Aws, ConnectOptions, Op};
use batchlang::aws::discover::{Wanted, discover};
use batchlang::aws::model::ItemKind;
use batchlang::sandbox::{Account, Options, Server};
use serde_json::{Value, json};
use std::time::Instant;
use tokio::task::JoinSet;

const DEFINITIONS: usize = 1000;
const POLICIES: usize = 150;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_definitions_take_a_page_a_hundred() {
    let server = Server::start(0, Account::default(), Options::default()).await;
    let server = server.expect("a sandbox");
    let connect = || {
        Aws::connect(ConnectOptions {
            region: Some("us-east-1".to_owned()),
            endpoint_url: Some(server.url()),
            sandbox: true,
            ..ConnectOptions::default()
        })
    };
    let aws = connect().await.expect("a connection");
    let mut tasks = JoinSet::new();
    let definitions = (0..DEFINITIONS).map(|at| (Op::RegisterJobDefinition, definition(at)));
    let policies = (0..POLICIES).map(|at| (Op::CreateSchedulingPolicy, policy(at)));
    for (op, input) in definitions.chain(policies) {
        let aws = aws.clone();
        tasks.spawn(async move { aws.call(op, input).await });
    }
    while let Some(made) = tasks.join_next().await {
        made.expect("a task").expect("made");
    }

    let aws = connect().await.expect("a connection");
    let start = Instant::now();
    let found = discover(&aws, "large", &Wanted::default())
        .await
        .expect("a project");
    let count = |kind| found.live.iter().filter(|one| one.kind == kind).count();
    assert_eq!(count(ItemKind::JobDefinition), DEFINITIONS);
    assert_eq!(count(ItemKind::SchedulingPolicy), POLICIES);
    let made = aws.calls_made();
    // The last page may be an empty one.
    let pages = made.get(&Op::DescribeJobDefinitions);
    assert!(pages.is_some_and(|&pages| pages <= 11), "{pages:?} pages");
    assert_eq!(made.get(&Op::DescribeSchedulingPolicies), Some(&2));
    let all: u64 = made.values().sum();
    assert!(all <= 35, "{all} calls: {made:?}");
    eprintln!("{all} calls, {:?}", start.elapsed());
}

fn tags(address: String) -> Value {
    json!({"batchlang:project": "large", "batchlang:address": address})
}

fn definition(at: usize) -> Value {
    json!({
        "jobDefinitionName": format!("d{at}"), "type": "container",
        "tags": tags(format!("job_definition.d{at}")),
        "containerProperties": {"image": "busybox", "resourceRequirements": [
            {"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "2048"},
        ]},
    })
}

fn policy(at: usize) -> Value {
    json!({
        "name": format!("p{at}"), "fairsharePolicy": {},
        "tags": tags(format!("scheduling_policy.p{at}")),
    })
}
