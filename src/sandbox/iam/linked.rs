//! Service-linked roles: AWS makes them for a service, and only AWS changes them.

use super::super::account::Millis;
use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::role::Role;
use super::tags::Tags;
use super::{Answer, Iam, check, entity_id, key, no_such};
use std::collections::BTreeMap;

/// Services, the names their roles end in, and the policies AWS attaches.
const SERVICES: &[(&str, &str, &str)] = &[
    (
        "autoscaling.amazonaws.com",
        "AutoScaling",
        "AutoScalingServiceRolePolicy",
    ),
    ("batch.amazonaws.com", "Batch", "BatchServiceRolePolicy"),
    ("ecs.amazonaws.com", "ECS", "AmazonECSServiceRolePolicy"),
    (
        "ecs-compute.amazonaws.com",
        "ECSCompute",
        "AmazonECSComputeServiceRolePolicy",
    ),
    (
        "eks.amazonaws.com",
        "AmazonEKS",
        "AmazonEKSServiceRolePolicy",
    ),
    (
        "eks-fargate.amazonaws.com",
        "AmazonEKSForFargate",
        "AmazonEKSForFargateServiceRolePolicy",
    ),
    (
        "eks-nodegroup.amazonaws.com",
        "AmazonEKSNodegroup",
        "AWSServiceRoleForAmazonEKSNodegroup",
    ),
    (
        "elasticfilesystem.amazonaws.com",
        "AmazonElasticFileSystem",
        "AmazonElasticFileSystemServiceRolePolicy",
    ),
    (
        "fsx.amazonaws.com",
        "AmazonFSx",
        "AmazonFSxServiceRolePolicy",
    ),
    (
        "spot.amazonaws.com",
        "EC2Spot",
        "AWSEC2SpotServiceRolePolicy",
    ),
    (
        "spotfleet.amazonaws.com",
        "EC2SpotFleet",
        "AWSEC2SpotFleetServiceRolePolicy",
    ),
    (
        "ec2fleet.amazonaws.com",
        "EC2Fleet",
        "AWSEC2FleetServiceRolePolicy",
    ),
];

/// The one service here that may have several.
const SUFFIXED: &str = "autoscaling.amazonaws.com";

fn invalid(message: String) -> Fault {
    Fault::new(400, "InvalidInput", message)
}

/// The role of a service; `None` where the service has none that is known here.
fn role_of(service: &str, suffix: &str, owner: &str, now: Millis) -> Option<Role> {
    let (_, word, policy) = SERVICES.iter().find(|(name, ..)| *name == service)?;
    let name = format!("AWSServiceRoleFor{word}{suffix}");
    let path = format!("/aws-service-role/{service}/");
    let partition = owner.split(':').nth(1).unwrap_or("aws");
    let policy = format!("arn:{partition}:iam::aws:policy/aws-service-role/{policy}");
    let trust = format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"Service\":\"{service}\"}},\"Action\":\"sts:AssumeRole\"}}]}}"
    );
    Some(Role {
        id: entity_id("AROA", &name, now),
        arn: format!("{owner}:role{path}{name}"),
        name,
        path,
        created: now,
        trust,
        trusted: now,
        trust_before: None,
        description: None,
        max_session: 3600,
        boundary: None,
        tags: Tags::new(),
        attached: BTreeMap::from([(policy, now)]),
        inline: BTreeMap::new(),
        linked: Some(service.to_owned()),
    })
}

pub(super) fn ensure(iam: &mut Iam, service: &str, account: &str, now: Millis) {
    if let Some(role) = role_of(service, "", &format!("arn:aws:iam::{account}"), now) {
        iam.roles.entry(key(&role.name)).or_insert(role);
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let service = check::required(form, "AWSServiceName")?;
    check::length(service, "aWSServiceName", 1, 128)?;
    let description = check::description(form)?;
    let suffix = match form.get("CustomSuffix") {
        None => String::new(),
        Some(_) => format!("_{}", check::name(form, "CustomSuffix", 64)?),
    };
    let owner = format!("arn:{}:iam::{}", cx.partition(), cx.account_id());
    let Some(mut role) = role_of(service, &suffix, &owner, cx.now) else {
        return Err(invalid(format!(
            "Invalid service principal: {service} cannot have a service-linked role."
        )));
    };
    if !suffix.is_empty() && service != SUFFIXED {
        return Err(invalid(format!(
            "Custom suffix is not allowed for {service}"
        )));
    }
    role.description = description.map(str::to_owned);
    let iam = &mut cx.account.iam;
    if iam.roles.contains_key(&key(&role.name)) {
        return Err(invalid(format!(
            "Service role name {} has been taken in this account, please try a different suffix.",
            role.name
        )));
    }
    let answer = role.render(true);
    iam.roles.insert(key(&role.name), role);
    Ok(Some(Element::new("Result").with(answer)))
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let iam = &mut cx.account.iam;
    let Some(service) = iam.role(name)?.linked.clone() else {
        return Err(no_such(format!(
            "The role with name {name} cannot be found."
        )));
    };
    iam.roles.remove(&key(name));
    let id = format!("task/aws-service-role/{service}/{name}/done");
    Ok(Some(Element::new("Result").set("DeletionTaskId", id)))
}

pub(super) fn deletion_status(cx: &mut Context, form: &Form) -> Answer {
    let _ = cx;
    let id = check::required(form, "DeletionTaskId")?;
    if !id.starts_with("task/aws-service-role/") {
        return Err(no_such(format!("Deletion task {id} cannot be found.")));
    }
    Ok(Some(Element::new("Result").set("Status", "SUCCEEDED")))
}
