//! What a call needs a policy to allow: actions, the resources they are on, and the roles passed.

use super::Account;
use super::query::Form;
use super::request::{Call, Input, Service};
use serde_json::Value;

/// One thing the caller must be allowed.
pub struct Need {
    pub action: String,
    pub resources: Vec<String>,
    pub context: Vec<(String, String)>,
}

/// All a call needs: its own action; the tagging of what it makes; the passing of roles.
pub fn needs(call: &Call, account_id: &str, account: &Account) -> Vec<Need> {
    let place = Place {
        region: &call.region,
        account: account_id,
        // IAM keeps its roles to itself; what it stores is for everybody to read.
        iam: serde_json::to_value(&account.iam).unwrap_or_default(),
    };
    let resources = match &call.input {
        Input::Json(input) => batch(&place, &call.operation, input),
        Input::Form(_) => place.query(call),
    };
    let mut needs = vec![Need {
        action: format!("{}:{}", call.service.word(), call.operation),
        resources: resources.clone(),
        context: Vec::new(),
    }];
    if let Some(action) = tagging(call) {
        needs.push(Need {
            action,
            resources,
            context: Vec::new(),
        });
    }
    match &call.input {
        Input::Json(input) => passed(input, &mut |field, role, service| {
            let arn = match field {
                "instanceRole" | "ec2InstanceProfileArn" => place.role_of_profile(role),
                _ => Some(place.role(role)),
            };
            needs.extend(arn.map(|arn| passing(arn, service)));
        }),
        Input::Form(form) if call.operation == "AddRoleToInstanceProfile" => {
            let role = form.get("RoleName").map(|role| place.role(role));
            needs.extend(role.map(|arn| passing(arn, "ec2.amazonaws.com")));
        }
        Input::Form(_) => {}
    }
    needs
}

/// The right to hand a role to a service.
fn passing(role: String, service: &str) -> Need {
    Need {
        action: "iam:PassRole".to_owned(),
        resources: vec![role],
        context: vec![("iam:PassedToService".to_owned(), service.to_owned())],
    }
}

struct Place<'a> {
    region: &'a str,
    account: &'a str,
    iam: Value,
}

impl Place<'_> {
    fn partition(&self) -> &'static str {
        if self.region.starts_with("cn-") {
            "aws-cn"
        } else if self.region.starts_with("us-gov-") {
            "aws-us-gov"
        } else {
            "aws"
        }
    }

    /// An ARN of Batch's: a name becomes one, an ARN stays.
    fn batch(&self, kind: &str, name: &str) -> String {
        if name.starts_with("arn:") {
            return name.to_owned();
        }
        let (partition, region, account) = (self.partition(), self.region, self.account);
        format!("arn:{partition}:batch:{region}:{account}:{kind}/{name}")
    }

    /// The ARN of a role or an instance profile that exists, by its name.
    fn known(&self, kind: &str, name: &str) -> Option<&str> {
        self.iam
            .get(kind)?
            .get(name.to_lowercase())?
            .get("arn")?
            .as_str()
    }

    fn role(&self, role: &str) -> String {
        if role.starts_with("arn:") {
            return role.to_owned();
        }
        match self.known("roles", role) {
            Some(arn) => arn.to_owned(),
            None => format!("arn:{}:iam::{}:role/{role}", self.partition(), self.account),
        }
    }

    /// The role in an instance profile (name or ARN), which is what is passed with it.
    fn role_of_profile(&self, profile: &str) -> Option<String> {
        let name = profile.rsplit('/').next().unwrap_or(profile).to_lowercase();
        let profile = self.iam.get("profiles")?.get(name)?;
        let role = profile.get("role")?.get("name")?.as_str()?;
        Some(self.role(role))
    }

    fn query(&self, call: &Call) -> Vec<String> {
        let Input::Form(form) = &call.input else {
            return vec!["*".to_owned()];
        };
        match call.service {
            Service::Iam => {}
            Service::Ec2 if !call.reads_only() => return self.ec2(&call.operation, form),
            _ => return vec!["*".to_owned()],
        }
        let path = form.get("Path").unwrap_or("/");
        let named = |kind: &str, name: &str| {
            let stored = if kind == "role" { "roles" } else { "profiles" };
            let known = self
                .known(stored, name)
                .filter(|_| form.get("Path").is_none());
            let (partition, account) = (self.partition(), self.account);
            known.map_or_else(
                || format!("arn:{partition}:iam::{account}:{kind}{path}{name}"),
                str::to_owned,
            )
        };
        let mut found = Vec::new();
        if let Some(arn) = form
            .get("PolicyArn")
            .filter(|_| form.get("RoleName").is_none())
        {
            found.push(arn.to_owned());
        }
        for (field, kind) in [
            ("InstanceProfileName", "instance-profile"),
            ("RoleName", "role"),
        ] {
            // The profile is the resource of AddRoleToInstanceProfile, not the role.
            if let Some(name) = form.get(field).filter(|_| found.is_empty()) {
                found.push(named(kind, name));
            }
        }
        if found.is_empty() {
            found.push("*".to_owned());
        }
        found
    }
}

/// Which kind of resource an id of EC2 names in ARNs.
const EC2_KINDS: &[(&str, &str)] = &[
    ("vpc-", "vpc"),
    ("subnet-", "subnet"),
    ("igw-", "internet-gateway"),
    ("eipalloc-", "elastic-ip"),
    ("nat-", "natgateway"),
    ("rtb-", "route-table"),
    ("rtbassoc-", "route-table"),
    ("sg-", "security-group"),
    ("sgr-", "security-group-rule"),
    ("lt-", "launch-template"),
    ("vpce-", "vpc-endpoint"),
];

impl Place<'_> {
    /// What an EC2 action that changes something is on: what it makes, then what it names.
    fn ec2(&self, operation: &str, form: &Form) -> Vec<String> {
        let (partition, region, account) = (self.partition(), self.region, self.account);
        let arn =
            |kind: &str, id: &str| format!("arn:{partition}:ec2:{region}:{account}:{kind}/{id}");
        let made = match operation {
            "CreateVpc" => Some("vpc"),
            "CreateSubnet" => Some("subnet"),
            "CreateInternetGateway" => Some("internet-gateway"),
            "AllocateAddress" => Some("elastic-ip"),
            "CreateNatGateway" => Some("natgateway"),
            "CreateRouteTable" => Some("route-table"),
            "CreateSecurityGroup" => Some("security-group"),
            "CreateVpcEndpoint" => Some("vpc-endpoint"),
            name if name.contains("LaunchTemplate") => Some("launch-template"),
            _ => None,
        };
        let mut found: Vec<String> = made.map(|kind| arn(kind, "*")).into_iter().collect();
        for id in form.fields.values() {
            let kind = EC2_KINDS.iter().find(|(prefix, _)| id.starts_with(prefix));
            found.extend(kind.map(|(_, kind)| arn(kind, id)));
        }
        if found.is_empty() {
            found.push("*".to_owned());
        }
        found
    }
}

/// The resources of a Batch action, where AWS lets policies name them (Service Authorization
/// Reference, AWS Batch): all but Describe and List.
fn batch(place: &Place, operation: &str, input: &Value) -> Vec<String> {
    let text = |field: &str| input.get(field).and_then(Value::as_str);
    let one = |kind: &str, field: &str| text(field).map(|name| place.batch(kind, name));
    let mut found: Vec<String> = Vec::new();
    let mut add = |arn: Option<String>| found.extend(arn);
    match operation {
        "CreateComputeEnvironment" => add(one("compute-environment", "computeEnvironmentName")),
        "UpdateComputeEnvironment" | "DeleteComputeEnvironment" => {
            add(one("compute-environment", "computeEnvironment"));
        }
        "CreateJobQueue" => add(one("job-queue", "jobQueueName")),
        "UpdateJobQueue" | "DeleteJobQueue" => {
            add(one("job-queue", "jobQueue"));
        }
        "RegisterJobDefinition" => add(one("job-definition", "jobDefinitionName")),
        "DeregisterJobDefinition" => add(one("job-definition", "jobDefinition")),
        "CreateSchedulingPolicy" => add(one("scheduling-policy", "name")),
        "UpdateSchedulingPolicy" | "DeleteSchedulingPolicy" => add(one("scheduling-policy", "arn")),
        "CreateConsumableResource" => add(one("consumable-resource", "consumableResourceName")),
        "UpdateConsumableResource" | "DeleteConsumableResource" | "DescribeConsumableResource" => {
            add(one("consumable-resource", "consumableResource"));
        }
        "CreateServiceEnvironment" => add(one("service-environment", "serviceEnvironmentName")),
        "UpdateServiceEnvironment" | "DeleteServiceEnvironment" => {
            add(one("service-environment", "serviceEnvironment"));
        }
        "CreateQuotaShare" => {
            let share = text("quotaShareName").unwrap_or("*");
            add(one("job-queue", "jobQueue").map(|queue| format!("{queue}/quota-share/{share}")));
        }
        "UpdateQuotaShare" | "DeleteQuotaShare" | "DescribeQuotaShare" => {
            add(one("", "quotaShareArn"));
        }
        "SubmitJob" => {
            add(one("job-definition", "jobDefinition"));
            add(one("job-queue", "jobQueue"));
        }
        "CancelJob" | "TerminateJob" => add(one("job", "jobId")),
        "TagResource" | "UntagResource" | "ListTagsForResource" => add(one("", "resourceArn")),
        _ => {}
    }
    if found.is_empty() {
        found.push("*".to_owned());
    }
    found
}

/// The right to tag what is being made, where tags are given.
fn tagging(call: &Call) -> Option<String> {
    let makes = call.operation.starts_with("Create") || call.operation == "RegisterJobDefinition";
    if !makes {
        return None;
    }
    match &call.input {
        Input::Json(input) => input.get("tags").map(|_| "batch:TagResource".to_owned()),
        Input::Form(form) => {
            let given = |prefix: &str| form.fields.keys().any(|name| name.starts_with(prefix));
            match call.service {
                Service::Ec2 if given("TagSpecification.") => Some("ec2:CreateTags".to_owned()),
                Service::Iam if given("Tags.member.") => {
                    Some(call.operation.replacen("Create", "iam:Tag", 1))
                }
                _ => None,
            }
        }
    }
}

/// The roles a Batch call hands to a service, wherever they stand in it.
fn passed(value: &Value, found: &mut impl FnMut(&str, &str, &str)) {
    match value {
        Value::Object(object) => {
            for (field, value) in object {
                let service = match field.as_str() {
                    "serviceRole" => "batch.amazonaws.com",
                    "spotIamFleetRole" => "spotfleet.amazonaws.com",
                    "instanceRole" | "ec2InstanceProfileArn" => "ec2.amazonaws.com",
                    "infrastructureRoleArn" => "ecs.amazonaws.com",
                    "jobRoleArn" | "executionRoleArn" | "taskRoleArn" => "ecs-tasks.amazonaws.com",
                    _ => "",
                };
                match value.as_str() {
                    Some(role) if !service.is_empty() && !role.is_empty() => {
                        found(field, role, service)
                    }
                    _ => passed(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| passed(item, found)),
        _ => {}
    }
}
