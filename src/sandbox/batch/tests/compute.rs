//! Compute environments.

use super::{Sandbox, managed, order, with};
use serde_json::json;

#[test]
fn it_is_creating_and_then_valid_with_defaults() {
    let mut sandbox = Sandbox::new();
    let resources = with(sandbox.ec2_resources(), json!({"allocationStrategy": null}));
    sandbox.ok("CreateComputeEnvironment", managed("ce", resources));
    assert_eq!(sandbox.shown("ce")["status"], "CREATING");
    sandbox.rest();
    let shown = sandbox.shown("ce");
    assert_eq!(shown["status"], "VALID");
    assert_eq!(shown["state"], "ENABLED");
    assert_eq!(shown["statusReason"], "ComputeEnvironment Healthy");
    assert_eq!(shown["containerOrchestrationType"], "ECS");
    let resources = &shown["computeResources"];
    assert_eq!(resources["allocationStrategy"], "BEST_FIT");
    assert_eq!(resources["desiredvCpus"], 0);
    assert_eq!(resources["ec2Configuration"][0]["imageType"], "ECS_AL2023");
    let role = shown["serviceRole"].as_str().unwrap();
    assert!(role.ends_with("role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch"));
    let again = managed("ce", sandbox.ec2_resources());
    let fault = sandbox.call("CreateComputeEnvironment", again).unwrap_err();
    assert_eq!(
        (fault.status, fault.message.as_str()),
        (409, "Object already exists")
    );
}

#[test]
fn machines_are_checked() {
    let mut sandbox = Sandbox::new();
    for (change, part) in [
        (
            json!({"instanceTypes": ["t3.micro"]}),
            "Instance type can only be one of [",
        ),
        (
            json!({"instanceTypes": ["m5", "m6g"]}),
            "arm-based instance type cannot be used",
        ),
        (json!({"instanceRole": null}), "Instance role is required."),
        (json!({"minvCpus": null}), "Resource minvCpus is required."),
        (json!({"minvCpus": 32}), "minvCpus must be less"),
        (json!({"desiredvCpus": 32}), "desiredvCpus must be between"),
        (json!({"maxvCpus": 0}), "maxvCpus must be"),
        (
            json!({"bidPercentage": 50}),
            "bidPercentage is only applicable for SPOT",
        ),
        (
            json!({"allocationStrategy": "SPOT_CAPACITY_OPTIMIZED"}),
            "only applicable for SPOT",
        ),
        (
            json!({"type": "SPOT", "allocationStrategy": "BEST_FIT"}),
            "spotIamFleetRole is required",
        ),
        (
            json!({"type": "SPOT", "bidPercentage": 0}),
            "bidPercentage must be between",
        ),
        (
            json!({"ec2Configuration": [{"imageType": "ECS_AL2"}]}),
            "can no longer be created",
        ),
        (
            json!({"ec2Configuration": [{"imageType": "ECS_AL9"}]}),
            "Invalid imageType in ComputeResources",
        ),
        (
            json!({"instanceTypes": ["a1.large"]}),
            "does not support instance type a1.large",
        ),
        (
            json!({"scalingPolicy": {"minScaleDownDelayMinutes": 5}}),
            "must be 0 or between",
        ),
        (
            json!({"subnets": ["subnet-none"]}),
            "The subnet ID 'subnet-none' does not exist",
        ),
        (
            json!({"securityGroupIds": ["sg-none"]}),
            "The security group 'sg-none' does not exist",
        ),
        (
            json!({"securityGroupIds": null}),
            "securityGroupIds is required",
        ),
        (
            json!({"launchTemplate": {}}),
            "Either launchTemplateId or launchTemplateName",
        ),
        (
            json!({"colour": "red"}),
            "Unknown parameter in computeResources: \"colour\"",
        ),
    ] {
        let resources = with(sandbox.ec2_resources(), change);
        sandbox.refused("CreateComputeEnvironment", managed("ce", resources), part);
    }
    let input = managed("-ce", sandbox.ec2_resources());
    sandbox.refused("CreateComputeEnvironment", input, "computeEnvironmentName");
    let input = with(
        managed("ce", sandbox.ec2_resources()),
        json!({"tags": {"aws:a": "b"}}),
    );
    sandbox.refused("CreateComputeEnvironment", input, "reserved");
    let input = with(
        managed("ce", sandbox.ec2_resources()),
        json!({"unmanagedvCpus": 1}),
    );
    sandbox.refused("CreateComputeEnvironment", input, "unmanagedvCpus");
    let input = json!({"computeEnvironmentName": "ce", "type": "UNMANAGED"});
    sandbox.refused(
        "CreateComputeEnvironment",
        input,
        "ServiceRole is required.",
    );
}

#[test]
fn fargate_takes_four_fields() {
    let mut sandbox = Sandbox::new();
    for (field, value) in [
        ("desiredvCpus", json!(1)),
        ("tags", json!({"a": "b"})),
        ("instanceTypes", json!(["m5"])),
        ("bidPercentage", json!(50)),
    ] {
        let resources = with(sandbox.fargate_resources(), json!({field: value}));
        let part = format!("{field} is not applicable for Fargate.");
        sandbox.refused("CreateComputeEnvironment", managed("ce", resources), &part);
    }
    let resources = sandbox.fargate_resources();
    sandbox.environment("ce", resources);
    let update = |resources| json!({"computeEnvironment": "ce", "computeResources": resources});
    let part = "The following parameters can't be updated for Fargate compute environment: type";
    sandbox.refused(
        "UpdateComputeEnvironment",
        update(json!({"type": "FARGATE"})),
        part,
    );
    sandbox.ok("UpdateComputeEnvironment", update(json!({"maxvCpus": 8})));
    assert_eq!(sandbox.shown("ce")["computeResources"]["maxvCpus"], 8);
}

#[test]
fn a_role_that_has_not_spread_makes_it_invalid_until_it_is_looked_at_again() {
    let mut sandbox = Sandbox::new();
    sandbox.options.iam_lag_ms = 20_000;
    sandbox.role("service", "batch.amazonaws.com");
    sandbox.attach("service", "AWSBatchServiceRole");
    let role = "arn:aws:iam::123456789012:role/service";
    let input = with(
        managed("ce", sandbox.ec2_resources()),
        json!({"serviceRole": role}),
    );
    sandbox.ok("CreateComputeEnvironment", input);
    sandbox.rest();
    let shown = sandbox.shown("ce");
    assert_eq!(shown["status"], "INVALID");
    let reason = shown["statusReason"].as_str().unwrap();
    assert!(reason.starts_with("CLIENT_ERROR - Not authorized to perform sts:AssumeRole"));
    sandbox.refused(
        "CreateJobQueue",
        json!({"jobQueueName": "q", "priority": 1,
        "computeEnvironmentOrder": order(&["ce"])}),
        "must be VALID",
    );
    sandbox.now += 20_000;
    assert_eq!(sandbox.shown("ce")["status"], "INVALID");
    let again = json!({"computeEnvironment": "ce", "computeResources": {"maxvCpus": 16}});
    sandbox.ok("UpdateComputeEnvironment", again);
    sandbox.rest();
    assert_eq!(sandbox.shown("ce")["status"], "VALID");
}

#[test]
fn a_role_is_no_instance_profile() {
    let mut sandbox = Sandbox::new();
    for (role, part) in [
        ("nobody", "Instance profile nobody does not exist"),
        (
            "arn:aws:iam::123456789012:role/instances",
            "Invalid IamInstanceProfile",
        ),
    ] {
        let resources = with(sandbox.ec2_resources(), json!({"instanceRole": role}));
        let name = format!("ce{}", role.len());
        sandbox.environment(&name, resources);
        let reason = sandbox.shown(&name)["statusReason"].to_string();
        assert!(reason.contains(part), "{reason}");
    }
}

#[test]
fn an_update_merges_and_takes_its_time() {
    let mut sandbox = Sandbox::new();
    let resources = sandbox.ec2_resources();
    sandbox.environment(
        "ce",
        with(resources, json!({"ec2KeyPair": "key", "minvCpus": 4})),
    );
    let update = |resources| json!({"computeEnvironment": "ce", "computeResources": resources});
    let call = "UpdateComputeEnvironment";
    let down = "Manually scaling down compute environment is not supported.";
    sandbox.refused(call, update(json!({"desiredvCpus": 2})), down);
    sandbox.refused(call, update(json!({"maxvCpus": 2})), down);
    sandbox.refused(
        call,
        update(json!({"type": "FARGATE"})),
        "type can't be updated",
    );
    sandbox.refused(
        call,
        update(json!({"spotIamFleetRole": "r"})),
        "Unknown parameter",
    );
    sandbox.refused(
        call,
        update(json!({"allocationStrategy": "BEST_FIT"})),
        "enum value set",
    );
    sandbox.refused(
        call,
        json!({"computeEnvironment": "ce",
        "serviceRole": "arn:aws:iam::123456789012:role/x"}),
        "serviceRole can't be changed",
    );
    sandbox.ok(
        call,
        update(json!({"instanceTypes": ["c5"], "ec2KeyPair": ""})),
    );
    sandbox.refused(
        call,
        update(json!({"maxvCpus": 20})),
        "resource is being modified",
    );
    // An infrastructure update takes twice as long.
    sandbox.now += sandbox.options.state_ms;
    assert_eq!(sandbox.shown("ce")["status"], "UPDATING");
    sandbox.rest();
    let shown = sandbox.shown("ce");
    assert_eq!(shown["status"], "VALID");
    assert_eq!(shown["computeResources"]["instanceTypes"], json!(["c5"]));
    assert_eq!(shown["computeResources"].get("ec2KeyPair"), None);
    assert_eq!(shown["computeResources"]["minvCpus"], 4);
}

#[test]
fn best_fit_changes_only_its_scale() {
    let mut sandbox = Sandbox::new();
    let resources = with(
        sandbox.ec2_resources(),
        json!({"allocationStrategy": "BEST_FIT"}),
    );
    sandbox.environment("ce", resources);
    let update = |resources| json!({"computeEnvironment": "ce", "computeResources": resources});
    let call = "UpdateComputeEnvironment";
    sandbox.refused(
        call,
        update(json!({"instanceTypes": ["c5"]})),
        "BEST_FIT: instanceTypes",
    );
    sandbox.ok(call, update(json!({"maxvCpus": 20})));
}

#[test]
fn it_is_deleted_disabled_and_free_of_queues() {
    let mut sandbox = Sandbox::new();
    let resources = sandbox.ec2_resources();
    sandbox.environment("ce", resources.clone());
    sandbox.environment("other", resources);
    sandbox.queue("q", &["ce"]).unwrap();
    sandbox.rest();
    let delete = json!({"computeEnvironment": "ce"});
    let call = "DeleteComputeEnvironment";
    sandbox.refused(call, delete.clone(), "must be DISABLED");
    let disable = json!({"computeEnvironment": "ce", "state": "DISABLED"});
    sandbox.ok("UpdateComputeEnvironment", disable);
    sandbox.refused(
        call,
        delete.clone(),
        "Cannot delete, resource is being modified",
    );
    sandbox.rest();
    let related = "Cannot delete, found existing JobQueue relationship";
    sandbox.refused(call, delete.clone(), related);
    let update = json!({"jobQueue": "q", "computeEnvironmentOrder": order(&["other"])});
    sandbox.ok("UpdateJobQueue", update);
    // The relation lingers when the queue is VALID again.
    sandbox.now += sandbox.options.state_ms;
    sandbox.refused(call, delete.clone(), related);
    sandbox.now += sandbox.options.linger_ms;
    sandbox.ok(call, delete.clone());
    assert_eq!(sandbox.shown("ce")["status"], "DELETING");
    sandbox.rest();
    assert!(sandbox.shown("ce").is_null());
    sandbox.refused(call, delete, "compute-environment/ce does not exist");
}

#[test]
fn without_its_role_it_cannot_be_deleted() {
    let mut sandbox = Sandbox::new();
    sandbox.role("service", "batch.amazonaws.com");
    sandbox.attach("service", "AWSBatchServiceRole");
    let role = "arn:aws:iam::123456789012:role/service";
    let input = with(
        managed("ce", sandbox.ec2_resources()),
        json!({"serviceRole": role, "state": "DISABLED"}),
    );
    sandbox.ok("CreateComputeEnvironment", input);
    sandbox.rest();
    assert_eq!(sandbox.shown("ce")["status"], "VALID");
    let arn = "arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole";
    sandbox.iam(
        "DetachRolePolicy",
        &[("RoleName", "service"), ("PolicyArn", arn)],
    );
    sandbox.iam("DeleteRole", &[("RoleName", "service")]);
    sandbox.ok(
        "DeleteComputeEnvironment",
        json!({"computeEnvironment": "ce"}),
    );
    sandbox.rest();
    assert_eq!(sandbox.shown("ce")["status"], "INVALID");
    // The cure: the role again, under the same name.
    sandbox.role("service", "batch.amazonaws.com");
    sandbox.ok(
        "DeleteComputeEnvironment",
        json!({"computeEnvironment": "ce"}),
    );
    sandbox.rest();
    assert!(sandbox.shown("ce").is_null());
}

#[test]
fn what_it_stands_on_is_in_use_as_long_as_it_is_there() {
    let mut sandbox = Sandbox::new();
    let resources = sandbox.ec2_resources();
    sandbox.environment("ce", resources);
    let (group, now) = (sandbox.group.clone(), sandbox.now);
    let uses =
        |sandbox: &Sandbox, now| sandbox.account.regions["us-east-1"].batch.uses(&group, now);
    assert!(uses(&sandbox, now));
    sandbox.ok(
        "UpdateComputeEnvironment",
        json!({"computeEnvironment": "ce", "state": "DISABLED"}),
    );
    sandbox.rest();
    sandbox.ok(
        "DeleteComputeEnvironment",
        json!({"computeEnvironment": "ce"}),
    );
    sandbox.now += sandbox.options.state_ms;
    assert!(sandbox.shown("ce").is_null());
    assert!(uses(&sandbox, sandbox.now), "network interfaces linger");
    sandbox.rest();
    assert!(!uses(&sandbox, sandbox.now));
}
