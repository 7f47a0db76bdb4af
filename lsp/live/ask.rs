//! Asking an account for names: a page or a few of one list, and nothing else.

use super::{Answer, Name, Place, Sort};
use crate::aws::client::{Aws, CallError, CallErrorKind, ConnectOptions, Op};
use crate::cli::deploy::trouble::{call_failure, connect_failure};
use crate::cli::failure::Failure;
use crate::vocabulary::Kind;
use serde_json::{Value, json};

/// Nobody waits, and nobody should be kept from their quota.
const ATTEMPTS: u32 = 2;

/// The names of one sort. Failures are in the user's words.
pub async fn ask(place: &Place, sort: Sort) -> Result<Answer, Failure> {
    let Some(list) = list(sort) else {
        return Ok(Answer::default());
    };
    let options = ConnectOptions {
        region: place.region.clone(),
        profile: place.profile.clone(),
        endpoint_url: place.endpoint_url.clone(),
        max_attempts: Some(ATTEMPTS),
        ..ConnectOptions::default()
    };
    let aws = Aws::connect(options).await;
    let aws = aws.map_err(|error| connect_failure(&error))?;
    let caller = aws.caller().await.map_err(|error| call_failure(&error))?;
    if let Some(wanted) = &place.account
        && *wanted != caller.account
    {
        return Err(Failure::new(format!(
            "the file is for account {wanted}, and these credentials are of account {}",
            caller.account
        )));
    }
    let found = match aws.all(list.op, json!({}), list.set).await {
        Err(error) if is_unknown_here(&error) => Vec::new(),
        found => found.map_err(|error| call_failure(&error))?,
    };
    let mut names: Vec<Name> = found.iter().filter_map(|one| list.name(one)).collect();
    names.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Answer {
        account: caller.account,
        names,
    })
}

/// Not every region, and no emulator, has every service.
fn is_unknown_here(error: &CallError) -> bool {
    error.kind == CallErrorKind::NotFound
}

/// A list of the account, and where in its elements the names stand.
struct List {
    op: Op,
    set: &'static str,
    name: &'static str,
    arn: &'static str,
    details: &'static [&'static str],
}

fn list(sort: Sort) -> Option<List> {
    let list = |op, set, name, arn, details| List {
        op,
        set,
        name,
        arn,
        details,
    };
    Some(match sort {
        Sort::Of(Kind::JobQueue) => list(
            Op::DescribeJobQueues,
            "jobQueues",
            "jobQueueName",
            "jobQueueArn",
            &["state"],
        ),
        Sort::Of(Kind::ComputeEnvironment) => list(
            Op::DescribeComputeEnvironments,
            "computeEnvironments",
            "computeEnvironmentName",
            "computeEnvironmentArn",
            &["computeResources/type", "state"],
        ),
        Sort::Of(Kind::SchedulingPolicy) => list(
            Op::ListSchedulingPolicies,
            "schedulingPolicies",
            "",
            "arn",
            &[],
        ),
        Sort::Of(Kind::ConsumableResource) => list(
            Op::ListConsumableResources,
            "consumableResources",
            "consumableResourceName",
            "consumableResourceArn",
            &["resourceType"],
        ),
        Sort::Of(Kind::ServiceEnvironment) => list(
            Op::DescribeServiceEnvironments,
            "serviceEnvironments",
            "serviceEnvironmentName",
            "serviceEnvironmentArn",
            &["serviceEnvironmentType"],
        ),
        Sort::Of(Kind::Role) => list(Op::ListRoles, "Roles", "RoleName", "Arn", &["Description"]),
        Sort::Of(Kind::InstanceProfile) => list(
            Op::ListInstanceProfiles,
            "InstanceProfiles",
            "InstanceProfileName",
            "Arn",
            &[],
        ),
        Sort::Of(Kind::Vpc) => list(Op::DescribeVpcs, "vpcSet", "vpcId", "", &["cidrBlock"]),
        Sort::Subnet => list(
            Op::DescribeSubnets,
            "subnetSet",
            "subnetId",
            "",
            &["availabilityZone", "cidrBlock"],
        ),
        Sort::Of(Kind::SecurityGroup) => list(
            Op::DescribeSecurityGroups,
            "securityGroupInfo",
            "groupId",
            "",
            &["groupName", "groupDescription"],
        ),
        Sort::Of(Kind::EcrRepository) => list(
            Op::DescribeRepositories,
            "repositories",
            "repositoryName",
            "repositoryArn",
            &["repositoryUri"],
        ),
        Sort::Of(Kind::Secret) => list(
            Op::ListSecrets,
            "SecretList",
            "Name",
            "ARN",
            &["Description"],
        ),
        Sort::SecretParameter => list(
            Op::DescribeParameters,
            "Parameters",
            "Name",
            "ARN",
            &["Type", "Description"],
        ),
        _ => return None,
    })
}

impl List {
    fn name(&self, one: &Value) -> Option<Name> {
        let text = |name: &str| one.pointer(&format!("/{name}")).and_then(Value::as_str);
        let arn = text(self.arn).map(str::to_owned);
        let name = match text(self.name) {
            Some(name) => name.to_owned(),
            None => arn.as_deref()?.rsplit('/').next()?.to_owned(),
        };
        let tagged = tag(one).into_iter();
        let details = tagged.chain(self.details.iter().filter_map(|detail| text(detail)));
        let details: Vec<&str> = details.filter(|detail| !detail.is_empty()).collect();
        Some(Name {
            name,
            arn,
            detail: details.join(", "),
        })
    }
}

/// The name a person gave something that has only an id.
fn tag(one: &Value) -> Option<&str> {
    let mut tags = one.get("tagSet")?.as_array()?.iter();
    let name = tags.find(|tag| tag["key"] == "Name")?;
    name["value"].as_str()
}
