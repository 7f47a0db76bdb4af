//! Job queues and scheduling policies.

use super::{Sandbox, order, with};
use serde_json::{Value, json};

fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::new();
    for (name, types) in [
        ("a", "m5.large"),
        ("b", "c5.large"),
        ("arm", "m6g.large"),
        ("d", "r5"),
    ] {
        let resources = with(sandbox.ec2_resources(), json!({"instanceTypes": [types]}));
        sandbox.environment(name, resources);
    }
    let resources = sandbox.fargate_resources();
    sandbox.environment("fargate", resources);
    sandbox
}

fn shown(sandbox: &mut Sandbox) -> Value {
    let answer = sandbox.ok("DescribeJobQueues", json!({"jobQueues": ["q"]}));
    answer["jobQueues"][0].clone()
}

#[test]
fn environments_of_a_queue_go_together() {
    let mut sandbox = sandbox();
    for (environments, part) in [
        (
            &["a", "fargate"][..],
            "EC2 and Fargate compute environments can't be mixed",
        ),
        (&["a", "arm"], "the same architecture"),
        (&["a", "b", "d", "a"], "at most 3"),
        (&["a", "a"], "once"),
        (&["nothing"], "compute-environment/nothing does not exist"),
        (&[], "must be given"),
    ] {
        let fault = sandbox.queue("q", environments).unwrap_err();
        assert!(fault.message.contains(part), "{}", fault.message);
    }
    let same =
        json!([{"order": 1, "computeEnvironment": "a"}, {"order": 1, "computeEnvironment": "b"}]);
    let input = json!({"jobQueueName": "q", "priority": 1, "computeEnvironmentOrder": same});
    sandbox.refused("CreateJobQueue", input, "each order");
    let input =
        json!({"jobQueueName": "q", "priority": 1001, "computeEnvironmentOrder": order(&["a"])});
    sandbox.refused(
        "CreateJobQueue",
        input,
        "priority must be between 0 and 1000",
    );
    let resources = sandbox.ec2_resources();
    sandbox.ok("CreateComputeEnvironment", super::managed("new", resources));
    let fault = sandbox.queue("q", &["new"]).unwrap_err();
    assert!(fault.message.contains("must be VALID"), "{}", fault.message);
}

#[test]
fn it_goes_through_its_states() {
    let mut sandbox = sandbox();
    sandbox.queue("q", &["a", "b"]).unwrap();
    assert_eq!(shown(&mut sandbox)["status"], "CREATING");
    let update = json!({"jobQueue": "q", "priority": 7});
    sandbox.refused(
        "UpdateJobQueue",
        update.clone(),
        "resource is being modified",
    );
    sandbox.rest();
    let queue = shown(&mut sandbox);
    assert_eq!(queue["status"], "VALID");
    assert_eq!(queue["state"], "ENABLED");
    assert_eq!(queue["jobQueueType"], "ECS");
    let first = &queue["computeEnvironmentOrder"][0];
    assert_eq!(
        first["computeEnvironment"],
        "arn:aws:batch:us-east-1:123456789012:compute-environment/a"
    );
    sandbox.ok("UpdateJobQueue", update);
    assert_eq!(shown(&mut sandbox)["status"], "UPDATING");
    assert_eq!(shown(&mut sandbox)["priority"], 7);
    sandbox.rest();
    let delete = json!({"jobQueue": "q"});
    sandbox.refused("DeleteJobQueue", delete.clone(), "must be DISABLED");
    sandbox.ok(
        "UpdateJobQueue",
        json!({"jobQueue": "q", "state": "DISABLED"}),
    );
    sandbox.rest();
    sandbox.ok("DeleteJobQueue", delete.clone());
    assert_eq!(shown(&mut sandbox)["status"], "DELETING");
    sandbox.rest();
    assert!(shown(&mut sandbox).is_null());
    sandbox.refused("DeleteJobQueue", delete, "does not exist");
}

#[test]
fn time_limits_fit_the_queue() {
    let mut sandbox = sandbox();
    let limit = json!({"reason": "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY", "state": "RUNNABLE",
        "maxTimeSeconds": 600, "action": "CANCEL"});
    let input = |limit| {
        json!({"jobQueueName": "q", "priority": 1,
        "computeEnvironmentOrder": order(&["a"]), "jobStateTimeLimitActions": [limit]})
    };
    let short = with(limit.clone(), json!({"maxTimeSeconds": 599}));
    sandbox.refused(
        "CreateJobQueue",
        input(short),
        "maxTimeSeconds must be between 600 and 86400",
    );
    let other = with(limit.clone(), json!({"action": "TERMINATE"}));
    sandbox.refused("CreateJobQueue", input(other), "must be CANCEL");
    sandbox.ok("CreateJobQueue", input(limit.clone()));
    assert_eq!(shown(&mut sandbox)["jobStateTimeLimitActions"][0], limit);
}

#[test]
fn a_policy_comes_with_the_queue_and_stays() {
    let mut sandbox = sandbox();
    let share = json!([{"shareIdentifier": "a*"}, {"shareIdentifier": "ab"}]);
    let input = json!({"name": "p", "fairsharePolicy": {"shareDistribution": share}});
    sandbox.refused("CreateSchedulingPolicy", input, "overlap");
    let input = json!({"name": "p", "fairsharePolicy": {"computeReservation": 100}});
    sandbox.refused(
        "CreateSchedulingPolicy",
        input,
        "computeReservation must be between 0 and 99",
    );
    let input =
        json!({"name": "p", "fairsharePolicy": {"shareDistribution": [{"shareIdentifier": "a"}]}});
    let policy = sandbox.ok("CreateSchedulingPolicy", input.clone());
    assert_eq!(
        sandbox
            .call("CreateSchedulingPolicy", input)
            .unwrap_err()
            .status,
        409
    );
    let arn = policy["arn"].clone();
    sandbox.queue("fifo", &["a"]).unwrap();
    sandbox.rest();
    let input = json!({"jobQueue": "fifo", "schedulingPolicyArn": arn});
    sandbox.refused(
        "UpdateJobQueue",
        input,
        "Only fairshare queue can have scheduling policy",
    );
    let input = json!({"jobQueueName": "q", "priority": 1, "schedulingPolicyArn": arn,
        "computeEnvironmentOrder": order(&["a"])});
    sandbox.ok("CreateJobQueue", input);
    sandbox.refused(
        "DeleteSchedulingPolicy",
        json!({"arn": arn}),
        "used by a job queue",
    );
    let shown = sandbox.ok("DescribeSchedulingPolicies", json!({"arns": [arn]}));
    let share = &shown["schedulingPolicies"][0]["fairsharePolicy"]["shareDistribution"][0];
    assert_eq!(share["weightFactor"], 1.0);
}

#[test]
fn pages_go_on_where_they_stopped() {
    let mut sandbox = sandbox();
    for number in 0..25 {
        sandbox.queue(&format!("q{number}"), &["a"]).unwrap();
    }
    sandbox.options.page_size = 10;
    let (mut token, mut names) = (Value::Null, Vec::new());
    loop {
        let answer = sandbox.ok(
            "DescribeJobQueues",
            json!({"maxResults": 20, "nextToken": token}),
        );
        let queues = answer["jobQueues"].as_array().unwrap();
        assert!(queues.len() <= 10);
        names.extend(queues.iter().map(|queue| queue["jobQueueName"].to_string()));
        token = answer["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 25);
    sandbox.refused(
        "DescribeJobQueues",
        json!({"nextToken": "zz"}),
        "Invalid nextToken",
    );
    let many: Vec<String> = (0..101).map(|number| format!("q{number}")).collect();
    sandbox.refused(
        "DescribeJobQueues",
        json!({"jobQueues": many}),
        "Maximum number of job queues",
    );
}
