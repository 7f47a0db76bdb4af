//! What makes a compute environment INVALID when Batch tries to use what it was given.

use super::super::super::account::Millis;
use super::super::super::iam::Iam;
use super::super::state::Thing;
use super::super::values::text;
use super::{is_service_linked, platform};
use serde_json::Value;

/// Why it cannot become VALID, in AWS's words (reference §4.6); `None`: it can.
pub fn trouble(environment: &Thing, iam: &Iam, now: Millis, lag: u64) -> Option<String> {
    service_role(environment, iam, now, lag)
        .or_else(|| spot_role(environment, iam, now, lag))
        .or_else(|| instance_profile(environment, iam, now, lag))
        .or_else(|| managed_instances(environment, iam, now, lag))
}

/// Why it cannot be deleted: without its role Batch can take nothing down. A Fargate environment
/// with jobs still running cannot let go of its cluster either.
pub fn trouble_deleting(environment: &Thing, iam: &Iam, now: Millis, lag: u64) -> Option<String> {
    if environment.field("busy") == &Value::Bool(true) {
        return Some(
            "CLIENT_ERROR - The Cluster cannot be deleted while Tasks are active.".to_owned(),
        );
    }
    let role = environment.field("serviceRole").as_str()?;
    let gone = !is_service_linked(role) && !iam.sees_role(role, now, 0);
    if gone {
        service_role(environment, iam, now, lag)
    } else {
        None
    }
}

fn service_role(environment: &Thing, iam: &Iam, now: Millis, lag: u64) -> Option<String> {
    let role = environment.field("serviceRole").as_str()?;
    if is_service_linked(role) {
        return None;
    }
    if !iam.trusts(role, "batch.amazonaws.com", now, lag) {
        return Some(
            "CLIENT_ERROR - Not authorized to perform sts:AssumeRole (Service: Sts, Status Code: \
             403)"
                .to_owned(),
        );
    }
    if !iam.sees_policy(role, "AWSBatchServiceRole", now, lag) {
        let name = role.rsplit('/').next().unwrap_or(role);
        let account = role.split(':').nth(4).unwrap_or_default();
        return Some(format!(
            "CLIENT_ERROR - User: arn:aws:sts::{account}:assumed-role/{name}/aws-batch is not \
             authorized to perform: ecs:DescribeClusters on resource: *"
        ));
    }
    None
}

fn spot_role(environment: &Thing, iam: &Iam, now: Millis, lag: u64) -> Option<String> {
    let resources = environment.field("computeResources");
    let fleet = text(resources, "type") == Some("SPOT")
        && text(resources, "allocationStrategy") == Some("BEST_FIT");
    let role = text(resources, "spotIamFleetRole").filter(|_| fleet)?;
    let seen = iam.trusts(role, "spotfleet.amazonaws.com", now, lag)
        && iam.sees_policy(role, "AmazonEC2SpotFleetTaggingRole", now, lag);
    (!seen).then(|| {
        "CLIENT_ERROR - Parameter: SpotFleetRequestConfig.IamFleetRole is invalid.".to_owned()
    })
}

fn instance_profile(environment: &Thing, iam: &Iam, now: Millis, lag: u64) -> Option<String> {
    let resources = environment.field("computeResources");
    let profile = text(resources, "instanceRole")?;
    if profile.contains(":role/") {
        return Some(format!(
            "CLIENT_ERROR - Value ({profile}) for parameter iamInstanceProfile.arn is invalid. \
             Invalid IamInstanceProfile"
        ));
    }
    (!iam.sees_profile(profile, now, lag))
        .then(|| format!("CLIENT_ERROR - Instance profile {profile} does not exist"))
}

fn managed_instances(environment: &Thing, iam: &Iam, now: Millis, lag: u64) -> Option<String> {
    if platform(environment) != "ECS_MANAGED_INSTANCES" {
        return None;
    }
    let provider = environment
        .field("computeResources")
        .get("managedInstancesProvider")?;
    let role = text(provider, "infrastructureRoleArn")?;
    if !iam.trusts(role, "ecs.amazonaws.com", now, lag) {
        return Some(format!(
            "CLIENT_ERROR - ECS was unable to assume the infrastructure role {role}"
        ));
    }
    let template = provider.get("instanceLaunchTemplate")?;
    let profile = text(template, "ec2InstanceProfileArn")?;
    (!iam.sees_profile(profile, now, lag))
        .then(|| format!("CLIENT_ERROR - Instance profile {profile} does not exist"))
}
