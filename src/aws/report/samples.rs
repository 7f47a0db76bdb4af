//! Plans made by hand for the tests of the reports: every action, every way a value is shown.

use crate::aws::model::{Address, ItemKind};
use crate::aws::plan::{Action, Change, FieldChange, Plan, Shown, VERSION, Work};
use serde_json::{Value, json};

pub fn field(path: &str, attribute: &str, before: Shown, after: Shown) -> FieldChange {
    FieldChange {
        path: path.to_owned(),
        attribute: (!attribute.is_empty()).then(|| attribute.to_owned()),
        before,
        after,
        decisive: false,
    }
}

pub fn decisive(path: &str, attribute: &str, before: Shown, after: Shown) -> FieldChange {
    FieldChange {
        decisive: true,
        ..field(path, attribute, before, after)
    }
}

pub fn value(value: Value) -> Shown {
    Shown::Value(value)
}

pub fn change(kind: ItemKind, label: &str, action: Action, fields: Vec<FieldChange>) -> Change {
    Change {
        address: Address::new(kind, label),
        action,
        name: Some(label.to_owned()),
        old: None,
        fields,
        why: Vec::new(),
        consequence: None,
        drift: false,
    }
}

pub fn plan(changes: Vec<Change>) -> Plan {
    Plan {
        version: VERSION,
        project: "genomics".to_owned(),
        account: "123456789012".to_owned(),
        region: "eu-central-1".to_owned(),
        changes,
        fingerprint: "f00d".to_owned(),
        destroy: false,
        work: Work::default(),
    }
}

pub fn empty() -> Plan {
    plan(vec![change(
        ItemKind::JobQueue,
        "main",
        Action::NoChange,
        Vec::new(),
    )])
}

pub fn destroy() -> Plan {
    let mut queue = change(ItemKind::JobQueue, "main", Action::Delete, Vec::new());
    queue.old = queue.name.take();
    queue.consequence = Some("every job in the queue is terminated".to_owned());
    let mut plan = plan(vec![
        queue,
        change(ItemKind::Role, "instance", Action::Delete, Vec::new()),
    ]);
    plan.destroy = true;
    plan
}

/// One change of every sort.
pub fn everything() -> Plan {
    use Shown::{Absent, KnownAfterApply, Masked};
    let new =
        |path: &str, attribute: &str, after: Value| field(path, attribute, Absent, value(after));
    let role = change(
        ItemKind::Role,
        "instance",
        Action::Create,
        vec![
            new(
                "AssumeRolePolicyDocument",
                "",
                json!({"Version": "2012-10-17", "Statement": []}),
            ),
            new("Path", "", json!("/batchlang/genomics/")),
            new(
                "ManagedPolicies",
                "policies",
                json!(["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"]),
            ),
            new(
                "Policies",
                "allow",
                json!({"read": {"Statement": [{"Effect": "Allow"}]}}),
            ),
        ],
    );
    let mut workers = change(
        ItemKind::ComputeEnvironment,
        "workers",
        Action::Create,
        vec![
            new("type", "", json!("MANAGED")),
            new("state", "state", json!("ENABLED")),
            new(
                "computeResources",
                "",
                json!({"type": "SPOT", "instanceTypes": ["m5.large", "m5.xlarge"], "minvCpus": 0, "maxvCpus": 64,
                    "tags": {"Name": "workers"}}),
            ),
            field(
                "computeResources.subnets",
                "subnets",
                Absent,
                KnownAfterApply,
            ),
            new("tags.batchlang:project", "", json!("genomics")),
        ],
    );
    workers.name = Some("workers-3fa9c1".to_owned());
    let mut big = change(
        ItemKind::ComputeEnvironment,
        "big",
        Action::Replace,
        vec![
            decisive("serviceRole", "service_role", Absent, KnownAfterApply),
            field(
                "computeResources.maxvCpus",
                "max_vcpus",
                value(json!(16)),
                value(json!(32)),
            ),
        ],
    );
    big.old = Some("big-1a2b3c".to_owned());
    big.name = Some("big-4d5e6f".to_owned());
    big.why =
        vec!["AWS cannot change between its service-linked role and a role of your own".to_owned()];
    big.consequence = Some(
        "the new environment takes the old one's place in its queues first; the old one finishes its jobs and is deleted"
            .to_owned(),
    );
    let mut gpus = change(
        ItemKind::ComputeEnvironment,
        "gpus",
        Action::InfrastructureUpdate,
        vec![decisive(
            "computeResources.instanceTypes",
            "instance_types",
            value(json!(["g4dn.xlarge", "g5.xlarge"])),
            value(json!(["g5.xlarge", "g5.2xlarge"])),
        )],
    );
    gpus.consequence = Some("instances are replaced; jobs on the old ones may run on for 30 minutes, then they are stopped".to_owned());
    let template = change(
        ItemKind::LaunchTemplate,
        "gpus",
        Action::Update,
        vec![field(
            "LaunchTemplateData.UserData",
            "user_data",
            value(json!("#!/bin/sh\nmount /a\nmount /b\necho done\n")),
            value(json!(
                "#!/bin/sh\nmount /a\nmount /c\nmount /d\necho done\n"
            )),
        )],
    );
    let mut queue = change(
        ItemKind::JobQueue,
        "main",
        Action::Update,
        vec![
            field("priority", "priority", value(json!(1)), value(json!(5))),
            field(
                "computeEnvironmentOrder",
                "compute_environments",
                value(
                    json!([{"order": 1, "computeEnvironment": "arn:aws:batch:eu-central-1:123456789012:compute-environment/big-1a2b3c"}]),
                ),
                value(json!([
                    {"order": 1, "computeEnvironment": "arn:aws:batch:eu-central-1:123456789012:compute-environment/big-4d5e6f"},
                    {"order": 2, "computeEnvironment": "arn:aws:batch:eu-central-1:123456789012:compute-environment/workers-3fa9c1"},
                ])),
            ),
            field("tags.team", "tags.team", Absent, value(json!("imaging"))),
            field(
                "tags.batchlang:digest",
                "",
                value(json!("a1")),
                value(json!("b2")),
            ),
        ],
    );
    queue.drift = true;
    let mut align = change(
        ItemKind::JobDefinition,
        "align",
        Action::NewRevision,
        vec![
            field(
                "containerProperties.environment",
                "environment",
                value(json!([{"name": "MODE", "value": "fast"}, {"name": "OLD", "value": "1"}])),
                value(json!([{"name": "MODE", "value": "exact"}, {"name": "LEVEL", "value": "3"}])),
            ),
            field("containerProperties.secrets", "secrets", Masked, Masked),
            field(
                "parameters.depth",
                "parameters.depth",
                value(json!("10")),
                Absent,
            ),
            field(
                "containerProperties.command",
                "command",
                value(json!(["align", "--depth", "10"])),
                value(json!(["align", "--quick"])),
            ),
        ],
    );
    align.consequence =
        Some("jobs submitted from now on take it, unless they name a revision".to_owned());
    let adopted = change(
        ItemKind::SchedulingPolicy,
        "fair",
        Action::Adopt,
        vec![field(
            "fairsharePolicy.computeReservation",
            "fairshare_policy.compute_reservation",
            value(json!(0)),
            value(json!(10)),
        )],
    );
    let mut old = change(ItemKind::JobQueue, "old", Action::Delete, Vec::new());
    old.old = old.name.take();
    old.why = vec!["because it is no longer in the file".to_owned()];
    old.consequence = Some("every job in the queue is terminated".to_owned());
    let same = change(
        ItemKind::JobDefinition,
        "same",
        Action::NoChange,
        Vec::new(),
    );
    plan(vec![
        adopted, role, workers, big, gpus, template, queue, align, same, old,
    ])
}
