//! The rules of AWS Batch, each by a call that breaks it, and the states things go through.

mod compute;
mod definitions;
mod jobs;
mod others;
mod queues;

use super::super::query::Form;
use super::super::{Account, Context, Fault, Options, ec2, iam};
use super::handle;
use serde_json::{Value, json};

/// An account with an instance profile `profile`, and a clock of its own.
struct Sandbox {
    account: Account,
    options: Options,
    now: u64,
    subnets: Vec<String>,
    group: String,
}

impl Sandbox {
    fn new() -> Sandbox {
        let mut sandbox = Sandbox {
            account: Account::default(),
            options: Options::default(),
            now: 1_000_000,
            subnets: Vec::new(),
            group: String::new(),
        };
        sandbox.role("instances", "ec2.amazonaws.com");
        let fields = [("InstanceProfileName", "profile")];
        sandbox.iam("CreateInstanceProfile", &fields);
        let fields = [
            ("InstanceProfileName", "profile"),
            ("RoleName", "instances"),
        ];
        sandbox.iam("AddRoleToInstanceProfile", &fields);
        sandbox.subnets = sandbox.ec2("DescribeSubnets", "subnetSet", "subnetId");
        let groups = sandbox.ec2("DescribeSecurityGroups", "securityGroupInfo", "groupId");
        sandbox.group = groups[0].clone();
        sandbox
    }

    fn context<T>(&mut self, run: impl FnOnce(&mut Context) -> T) -> T {
        run(&mut Context {
            account: &mut self.account,
            region: "us-east-1",
            options: &self.options,
            now: self.now,
        })
    }

    fn iam(&mut self, action: &str, fields: &[(&str, &str)]) {
        let form = Form::of(fields.iter().copied());
        self.context(|cx| iam::handle(cx, action, &form)).unwrap();
    }

    fn role(&mut self, name: &str, service: &str) {
        let trust = json!({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
        }]});
        let trust = trust.to_string();
        let fields = [
            ("RoleName", name),
            ("AssumeRolePolicyDocument", trust.as_str()),
        ];
        self.iam("CreateRole", &fields);
    }

    fn attach(&mut self, role: &str, policy: &str) {
        let arn = format!("arn:aws:iam::aws:policy/service-role/{policy}");
        self.iam(
            "AttachRolePolicy",
            &[("RoleName", role), ("PolicyArn", &arn)],
        );
    }

    fn ec2(&mut self, action: &str, list: &str, field: &str) -> Vec<String> {
        let form = Form::default();
        let answer = self.context(|cx| ec2::handle(cx, action, &form)).unwrap();
        answer
            .each(list, field)
            .iter()
            .map(|&text| text.to_owned())
            .collect()
    }

    fn call(&mut self, operation: &str, input: Value) -> Result<Value, Fault> {
        self.context(|cx| handle(cx, operation, &input))
    }

    fn ok(&mut self, operation: &str, input: Value) -> Value {
        self.call(operation, input)
            .unwrap_or_else(|fault| panic!("{operation}: {}", fault.message))
    }

    /// Asserts that a call is refused with a text that has a part.
    fn refused(&mut self, operation: &str, input: Value, part: &str) {
        match self.call(operation, input.clone()) {
            Ok(_) => panic!("{operation} was taken: {input}"),
            Err(fault) => assert!(fault.message.contains(part), "{}", fault.message),
        }
    }

    /// Lets every status that passes end.
    fn rest(&mut self) {
        self.now += 10 * self.options.state_ms;
    }

    fn ec2_resources(&self) -> Value {
        json!({
            "type": "EC2", "minvCpus": 0, "maxvCpus": 16, "instanceTypes": ["m5.large"],
            "allocationStrategy": "BEST_FIT_PROGRESSIVE", "instanceRole": "profile",
            "subnets": self.subnets, "securityGroupIds": [self.group],
        })
    }

    fn fargate_resources(&self) -> Value {
        json!({
            "type": "FARGATE", "maxvCpus": 16,
            "subnets": self.subnets, "securityGroupIds": [self.group],
        })
    }

    /// Creates an environment and waits for it.
    fn environment(&mut self, name: &str, resources: Value) {
        self.ok("CreateComputeEnvironment", managed(name, resources));
        self.rest();
    }

    /// An environment as a Describe shows it.
    fn shown(&mut self, name: &str) -> Value {
        let answer = self.ok(
            "DescribeComputeEnvironments",
            json!({"computeEnvironments": [name]}),
        );
        answer["computeEnvironments"][0].clone()
    }

    fn queue(&mut self, name: &str, environments: &[&str]) -> Result<Value, Fault> {
        let order = order(environments);
        let input = json!({"jobQueueName": name, "priority": 1, "computeEnvironmentOrder": order});
        self.call("CreateJobQueue", input)
    }
}

fn managed(name: &str, resources: Value) -> Value {
    json!({"computeEnvironmentName": name, "type": "MANAGED", "computeResources": resources})
}

fn order(environments: &[&str]) -> Value {
    let items = environments.iter().enumerate();
    let items = items.map(|(index, name)| json!({"order": index + 1, "computeEnvironment": name}));
    Value::Array(items.collect())
}

/// A value with some of its fields replaced; null takes a field away.
fn with(mut value: Value, fields: Value) -> Value {
    for (field, new) in fields.as_object().cloned().unwrap_or_default() {
        value[field] = new;
    }
    value
}
