//! Roles.

use super::super::account::Millis;
use super::super::query::{Form, encode};
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::tags::{Tags, member};
use super::{Answer, check, conflict, document, entity_id, key, limit, page, tags, taken};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Role {
    pub name: String,
    pub path: String,
    pub id: String,
    pub arn: String,
    pub created: Millis,
    /// Who may take it on, as it was sent.
    pub trust: String,
    /// When that was last changed, and what it was until then.
    pub trusted: Millis,
    pub trust_before: Option<String>,
    pub description: Option<String>,
    pub max_session: u32,
    pub boundary: Option<String>,
    pub tags: Tags,
    /// Managed policies by ARN, with the moment they were attached.
    pub attached: BTreeMap<String, Millis>,
    pub inline: BTreeMap<String, String>,
    /// The service it belongs to, where it is service-linked.
    pub linked: Option<String>,
}

impl Role {
    /// As the answers have it; a list leaves out tags and boundary.
    pub fn render(&self, whole: bool) -> Element {
        let role = Element::new("Role")
            .set("Path", &self.path)
            .set("RoleName", &self.name)
            .set("RoleId", &self.id)
            .set("Arn", &self.arn)
            .set("CreateDate", timestamp(self.created, false))
            .set("AssumeRolePolicyDocument", encode(&self.trust))
            .maybe("Description", self.description.as_ref())
            .set("MaxSessionDuration", self.max_session);
        if !whole {
            return role;
        }
        let boundary = |arn: &String| {
            Element::new("PermissionsBoundary")
                .set("PermissionsBoundaryType", "Policy")
                .set("PermissionsBoundaryArn", arn)
        };
        let role = role.with_all(self.boundary.as_ref().map(boundary));
        match self.tags.is_empty() {
            true => role,
            false => role.list("Tags", self.tags.iter().map(member)),
        }
        .with(Element::new("RoleLastUsed"))
    }

    /// Only AWS changes service-linked roles.
    pub fn changeable(&self) -> Result<(), Fault> {
        match self.linked {
            None => Ok(()),
            Some(_) => Err(Fault::new(
                400,
                "UnmodifiableEntity",
                format!(
                    "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS",
                    self.name
                ),
            )),
        }
    }
}

/// What all policies of a trust may come to, without white space.
const TRUST_SIZE: usize = 2048;

fn trust_of(form: &Form, parameter: &str) -> Result<String, Fault> {
    let text = check::required(form, parameter)?;
    document::trust(text)?;
    if document::size(text) > TRUST_SIZE {
        return Err(limit(format!(
            "Cannot exceed quota for ACLSizePerRole: {TRUST_SIZE}"
        )));
    }
    Ok(text.to_owned())
}

/// A policy that bounds a role must be there.
fn boundary_of(cx: &Context, form: &Form) -> Result<String, Fault> {
    let arn = check::policy_arn(form, "PermissionsBoundary")?;
    match cx.account.iam.attachable(arn, cx.account_id()) {
        true => Ok(arn.to_owned()),
        false => Err(super::no_such(format!(
            "Scope ARN: {arn} does not exist or is not attachable."
        ))),
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let path = check::path(form)?;
    let description = check::description(form)?;
    let max_session = check::number(form, "MaxSessionDuration", 3600, 43_200)?.unwrap_or(3600);
    let tags = tags::read(form, &Tags::new())?;
    if path.starts_with("/aws-service-role/") {
        return Err(Fault::new(
            400,
            "InvalidInput",
            "Roles under the path /aws-service-role/ are made by CreateServiceLinkedRole.",
        ));
    }
    let trust = trust_of(form, "AssumeRolePolicyDocument")?;
    let boundary = match form.get("PermissionsBoundary") {
        Some(_) => Some(boundary_of(cx, form)?),
        None => None,
    };
    let arn = format!(
        "arn:{}:iam::{}:role{path}{name}",
        cx.partition(),
        cx.account_id()
    );
    let now = cx.now;
    let iam = &mut cx.account.iam;
    if iam.roles.contains_key(&key(name)) {
        return Err(taken(format!("Role with name {name} already exists.")));
    }
    let role = Role {
        name: name.to_owned(),
        path: path.to_owned(),
        id: entity_id("AROA", name, now),
        arn,
        created: now,
        trust,
        trusted: now,
        trust_before: None,
        description: description.map(str::to_owned),
        max_session,
        boundary,
        tags,
        attached: BTreeMap::new(),
        inline: BTreeMap::new(),
        linked: None,
    };
    let answer = role.render(true);
    iam.roles.insert(key(name), role);
    Ok(Some(Element::new("Result").with(answer)))
}

pub(super) fn get(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let role = cx.account.iam.role(name)?;
    Ok(Some(Element::new("Result").with(role.render(true))))
}

pub(super) fn list(cx: &mut Context, form: &Form) -> Answer {
    let prefix = check::path_prefix(form)?;
    let roles = cx.account.iam.roles.iter();
    let items = roles
        .filter(|(_, role)| role.path.starts_with(prefix))
        .map(|(key, role)| (key.clone(), role.render(false)));
    page::page(cx, form, "Roles", items).map(Some)
}

pub(super) fn update(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let description = check::description(form)?;
    let max_session = check::number(form, "MaxSessionDuration", 3600, 43_200)?;
    let role = cx.account.iam.role_mut(name)?;
    if max_session.is_some() {
        role.changeable()?;
    }
    if form.get("Description").is_some() {
        role.description = description.map(str::to_owned);
    }
    role.max_session = max_session.unwrap_or(role.max_session);
    Ok(Some(Element::new("Result")))
}

pub(super) fn update_description(cx: &mut Context, form: &Form) -> Answer {
    check::required(form, "Description")?;
    update(cx, form)?;
    get(cx, form)
}

pub(super) fn update_trust(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    cx.account.iam.role(name)?.changeable()?;
    let trust = trust_of(form, "PolicyDocument")?;
    let now = cx.now;
    let role = cx.account.iam.role_mut(name)?;
    if role.trust != trust {
        role.trust_before = Some(std::mem::replace(&mut role.trust, trust));
        role.trusted = now;
    }
    Ok(None)
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let iam = &mut cx.account.iam;
    let role = iam.role(name)?;
    role.changeable()?;
    let held = |profile: &super::Profile| profile.role.as_ref().is_some_and(|r| r.name == name);
    if iam.profiles.values().any(held) {
        return Err(conflict(
            "Cannot delete entity, must remove roles from instance profile first.",
        ));
    }
    if !role.attached.is_empty() {
        return Err(conflict(
            "Cannot delete entity, must detach all policies first.",
        ));
    }
    if !role.inline.is_empty() {
        return Err(conflict(
            "Cannot delete entity, must delete policies first.",
        ));
    }
    iam.roles.remove(&key(name));
    Ok(None)
}

pub(super) fn put_boundary(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    cx.account.iam.role(name)?.changeable()?;
    let arn = boundary_of(cx, form)?;
    cx.account.iam.role_mut(name)?.boundary = Some(arn);
    Ok(None)
}

pub(super) fn delete_boundary(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let role = cx.account.iam.role_mut(name)?;
    role.changeable()?;
    match role.boundary.take() {
        Some(_) => Ok(None),
        None => Err(super::no_such(format!(
            "Role {name} does not have a permissions boundary."
        ))),
    }
}
