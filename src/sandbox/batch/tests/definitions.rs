//! Job definitions.

use super::{Sandbox, with};
use serde_json::{Value, json};

fn container() -> Value {
    json!({"image": "busybox", "resourceRequirements": [
        {"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "2048"}]})
}

fn definition(container: Value) -> Value {
    json!({"jobDefinitionName": "j", "type": "container", "containerProperties": container})
}

fn needs(vcpus: &str, memory: &str) -> Value {
    json!([{"type": "VCPU", "value": vcpus}, {"type": "MEMORY", "value": memory}])
}

const REGISTER: &str = "RegisterJobDefinition";

#[test]
fn revisions_count_on_and_stand_alone() {
    let mut sandbox = Sandbox::new();
    let first = with(
        definition(container()),
        json!({"retryStrategy": {"attempts": 3}}),
    );
    assert_eq!(sandbox.ok(REGISTER, first)["revision"], 1);
    assert_eq!(sandbox.ok(REGISTER, definition(container()))["revision"], 2);
    sandbox.ok("DeregisterJobDefinition", json!({"jobDefinition": "j:2"}));
    assert_eq!(sandbox.ok(REGISTER, definition(container()))["revision"], 3);
    sandbox.refused(
        "DeregisterJobDefinition",
        json!({"jobDefinition": "j"}),
        "Revision",
    );
    sandbox.refused(
        "DeregisterJobDefinition",
        json!({"jobDefinition": "j:9"}),
        "does not exist",
    );
    let mut found = |input: Value| {
        let answer = sandbox.ok("DescribeJobDefinitions", input);
        let all = answer["jobDefinitions"].as_array().unwrap().clone();
        all.iter()
            .map(|one| one["revision"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(json!({"jobDefinitionName": "j"})), [1, 2, 3]);
    assert_eq!(
        found(json!({"jobDefinitionName": "j", "status": "ACTIVE"})),
        [1, 3]
    );
    assert_eq!(found(json!({"jobDefinitions": ["j:2"]})), [2]);
    let arn = "arn:aws:batch:us-east-1:123456789012:job-definition/j:3";
    assert_eq!(found(json!({"jobDefinitions": [arn, "k"]})), [3]);
    let second = sandbox.ok("DescribeJobDefinitions", json!({"jobDefinitions": ["j:2"]}));
    assert!(second["jobDefinitions"][0].get("retryStrategy").is_none());
}

#[test]
fn the_server_fills_in_and_rewrites() {
    let mut sandbox = Sandbox::new();
    let environment = json!([{"name": "A", "value": "1"}, {"name": "B", "value": ""}, {"name": "C", "value": "3"}]);
    let body = with(container(), json!({"environment": environment}));
    let rule = json!({"attempts": 2, "evaluateOnExit": [{"action": "EXIT", "onReason": "*"}]});
    sandbox.ok(
        REGISTER,
        with(definition(body), json!({"retryStrategy": rule})),
    );
    let answer = sandbox.ok("DescribeJobDefinitions", json!({"jobDefinitions": ["j"]}));
    let one = &answer["jobDefinitions"][0];
    assert_eq!(one["status"], "ACTIVE");
    assert_eq!(one["retryStrategy"]["evaluateOnExit"][0]["action"], "exit");
    let properties = &one["containerProperties"];
    for field in ["mountPoints", "volumes", "ulimits", "secrets", "command"] {
        assert_eq!(properties[field], json!([]), "{field}");
    }
    let names: Vec<_> = properties["environment"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["name"])
        .collect();
    assert_eq!(names, ["C", "A"]);
}

#[test]
fn fargate_has_sizes_of_its_own() {
    let mut sandbox = Sandbox::new();
    let role = json!({"executionRoleArn": "arn:aws:iam::123456789012:role/x"});
    let fargate = |container| {
        with(
            definition(container),
            json!({"platformCapabilities": ["FARGATE"]}),
        )
    };
    let good = with(container(), role);
    let bad = with(
        good.clone(),
        json!({"resourceRequirements": needs("1", "4000")}),
    );
    let part = "Fargate resource requirements (1.00 vCPU, 4000 MiB) not valid.";
    sandbox.refused(REGISTER, fargate(bad), part);
    sandbox.refused(
        REGISTER,
        fargate(container()),
        "executionRoleArn is required",
    );
    for (change, part) in [
        (
            json!({"privileged": true}),
            "privileged is not applicable for Fargate.",
        ),
        (
            json!({"linuxParameters": {"sharedMemorySize": 64}}),
            "sharedMemorySize is not",
        ),
        (
            json!({"volumes": [{"name": "v", "host": {"sourcePath": "/"}}]}),
            "host.sourcePath",
        ),
        (
            json!({"ephemeralStorage": {"sizeInGiB": 20}}),
            "sizeInGiB must be between",
        ),
    ] {
        sandbox.refused(REGISTER, fargate(with(good.clone(), change)), part);
    }
    sandbox.ok(REGISTER, fargate(good));
}

#[test]
fn numbers_and_bodies_are_checked() {
    let mut sandbox = Sandbox::new();
    for (change, part) in [
        (
            json!({"retryStrategy": {}}),
            "RetryAttempts must be provided with retry strategy",
        ),
        (
            json!({"retryStrategy": {"attempts": 11}}),
            "attempts must be between 1 and 10",
        ),
        (
            json!({"timeout": {"attemptDurationSeconds": 59}}),
            "at least 60",
        ),
        (
            json!({"schedulingPriority": 10_000}),
            "schedulingPriority must be between",
        ),
        (json!({"containerProperties": null}), "Exactly one of"),
        (json!({"type": "multinode"}), "takes only nodeProperties"),
        (json!({"parameters": {"p": "x".repeat(25_000)}}), "24 KiB"),
    ] {
        sandbox.refused(REGISTER, with(definition(container()), change), part);
    }
    for (change, part) in [
        (json!({"image": ""}), "image is required"),
        (json!({"resourceRequirements": []}), "vCPU is not provided."),
        (
            json!({"resourceRequirements": needs("1", "3")}),
            "at least 4 MiB",
        ),
        (
            json!({"networkConfiguration": {"assignPublicIp": "ENABLED"}}),
            "networkConfiguration not applicable for EC2.",
        ),
        (
            json!({"environment": [{"name": "AWS_BATCH_X", "value": "1"}]}),
            "AWS_BATCH",
        ),
        (json!({"user": "$(id -u)"}), "does not match regex"),
        (
            json!({"mountPoints": [{"sourceVolume": "v", "containerPath": "/v"}]}),
            "Unknown volume 'v'",
        ),
    ] {
        sandbox.refused(REGISTER, definition(with(container(), change)), part);
    }
}

#[test]
fn nodes_are_all_covered() {
    let mut sandbox = Sandbox::new();
    let nodes = |ranges: &[&str]| {
        let ranges: Vec<Value> = ranges
            .iter()
            .map(|range| json!({"targetNodes": range, "container": container()}))
            .collect();
        json!({"jobDefinitionName": "m", "type": "multinode", "nodeProperties":
            {"numNodes": 4, "mainNode": 0, "nodeRangeProperties": ranges}})
    };
    sandbox.refused(REGISTER, nodes(&["0:1"]), "cover all nodes");
    sandbox.refused(REGISTER, nodes(&["0:4"]), "not a range of nodes");
    sandbox.ok(REGISTER, nodes(&["0:1", "2:"]));
}
