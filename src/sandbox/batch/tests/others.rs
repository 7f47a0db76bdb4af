//! Consumable resources, service environments, quota shares, tags.

use super::Sandbox;
use serde_json::{Value, json};

#[test]
fn quantities_are_set_added_and_taken() {
    let mut sandbox = Sandbox::new();
    let input = json!({"consumableResourceName": "licences", "totalQuantity": 5});
    sandbox.ok("CreateConsumableResource", input);
    let mut update = |operation: &str, quantity: i64, token: Option<&str>| {
        sandbox.call(
            "UpdateConsumableResource",
            json!({"consumableResource": "licences",
            "operation": operation, "quantity": quantity, "clientToken": token}),
        )
    };
    assert_eq!(update("ADD", 3, Some("t")).unwrap()["totalQuantity"], 8);
    assert_eq!(
        update("ADD", 3, Some("t")).unwrap()["totalQuantity"],
        8,
        "the same call again"
    );
    assert!(update("ADD", 4, Some("t")).is_err());
    assert_eq!(update("REMOVE", 1, None).unwrap()["totalQuantity"], 7);
    assert!(update("REMOVE", 8, None).is_err());
    assert_eq!(update("SET", 2, None).unwrap()["totalQuantity"], 2);
    let shown = sandbox.ok(
        "DescribeConsumableResource",
        json!({"consumableResource": "licences"}),
    );
    assert_eq!(shown["resourceType"], "REPLENISHABLE");
    let listed = sandbox.ok("ListConsumableResources", json!({}));
    assert_eq!(listed["consumableResources"][0]["totalQuantity"], 2);
    sandbox.ok(
        "DeleteConsumableResource",
        json!({"consumableResource": "licences"}),
    );
}

#[test]
fn service_environments_and_shares_go_together() {
    let mut sandbox = Sandbox::new();
    let limits = json!([{"maxCapacity": 4, "capacityUnit": "NUM_INSTANCES"}]);
    let input = json!({"serviceEnvironmentName": "se", "serviceEnvironmentType": "SAGEMAKER_TRAINING",
        "capacityLimits": limits});
    sandbox.ok("CreateServiceEnvironment", input);
    sandbox.rest();
    let input = json!({"jobQueueName": "q", "priority": 1,
        "serviceEnvironmentOrder": [{"order": 1, "serviceEnvironment": "se"}]});
    sandbox.ok("CreateJobQueue", input);
    sandbox.rest();
    let share = json!({"quotaShareName": "s", "jobQueue": "q", "capacityLimits": limits,
        "resourceSharingConfiguration": {"strategy": "RESERVE"},
        "preemptionConfiguration": {"inSharePreemption": "DISABLED"}});
    let arn = sandbox.ok("CreateQuotaShare", share)["quotaShareArn"].clone();
    sandbox.rest();
    let listed = sandbox.ok("ListQuotaShares", json!({"jobQueue": "q"}));
    assert_eq!(listed["quotaShares"][0]["quotaShareArn"], arn);
    sandbox.refused(
        "DeleteQuotaShare",
        json!({"quotaShareArn": arn}),
        "must be DISABLED",
    );
    let delete = json!({"serviceEnvironment": "se"});
    sandbox.refused(
        "DeleteServiceEnvironment",
        delete.clone(),
        "must be DISABLED",
    );
    sandbox.ok(
        "UpdateServiceEnvironment",
        json!({"serviceEnvironment": "se", "state": "DISABLED"}),
    );
    sandbox.rest();
    sandbox.refused("DeleteServiceEnvironment", delete, "JobQueue relationship");
}

#[test]
fn tags_have_a_limit_and_a_reserved_prefix() {
    let mut sandbox = Sandbox::new();
    let arn = sandbox.ok(
        "CreateSchedulingPolicy",
        json!({"name": "p", "tags": {"a": "1"}}),
    )["arn"]
        .clone();
    let tag = |tags: Value| json!({"resourceArn": arn, "tags": tags});
    sandbox.ok("TagResource", tag(json!({"a": "2", "b": "3"})));
    sandbox.refused("TagResource", tag(json!({"AWS:x": "1"})), "reserved");
    let many: serde_json::Map<String, Value> = (0..49)
        .map(|number| (format!("k{number}"), json!("")))
        .collect();
    sandbox.refused("TagResource", tag(Value::Object(many)), "at most 50");
    sandbox.ok(
        "UntagResource",
        json!({"resourceArn": arn, "tagKeys": ["a", "z"]}),
    );
    let shown = sandbox.ok("ListTagsForResource", json!({"resourceArn": arn}));
    assert_eq!(shown, json!({"tags": {"b": "3"}}));
    let other = "arn:aws:batch:us-west-2:123456789012:scheduling-policy/p";
    sandbox.refused(
        "ListTagsForResource",
        json!({"resourceArn": other}),
        "Invalid ARN",
    );
}

#[test]
fn what_is_missing_says_so() {
    let mut sandbox = Sandbox::new();
    let part = "The sandbox does not have GetJobQueueSnapshot";
    sandbox.refused("GetJobQueueSnapshot", json!({"jobQueue": "q"}), part);
}
