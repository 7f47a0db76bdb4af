//! Instance profiles: what lets an instance take on a role.

use super::super::account::Millis;
use super::super::query::Form;
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::tags::{Tags, member};
use super::{Answer, Iam, check, conflict, entity_id, key, limit, no_such, page, tags, taken};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Profile {
    pub name: String,
    pub path: String,
    pub id: String,
    pub arn: String,
    pub created: Millis,
    pub role: Option<Held>,
    pub tags: Tags,
}

/// The role in a profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Held {
    pub name: String,
    pub since: Millis,
}

impl Profile {
    /// As the answers have it; a list leaves out the tags.
    fn render(&self, iam: &Iam, whole: bool) -> Element {
        let role = self
            .role
            .as_ref()
            .and_then(|held| iam.role(&held.name).ok());
        let roles = role.map(|role| role.render(false).named("member"));
        let profile = Element::new("InstanceProfile")
            .set("Path", &self.path)
            .set("InstanceProfileName", &self.name)
            .set("InstanceProfileId", &self.id)
            .set("Arn", &self.arn)
            .set("CreateDate", timestamp(self.created, false))
            .list("Roles", roles);
        match whole && !self.tags.is_empty() {
            true => profile.list("Tags", self.tags.iter().map(member)),
            false => profile,
        }
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let path = check::path(form)?;
    let tags = tags::read(form, &Tags::new())?;
    let arn = format!(
        "arn:{}:iam::{}:instance-profile{path}{name}",
        cx.partition(),
        cx.account_id()
    );
    let now = cx.now;
    let iam = &mut cx.account.iam;
    if iam.profiles.contains_key(&key(name)) {
        return Err(taken(format!("Instance Profile {name} already exists.")));
    }
    let profile = Profile {
        name: name.to_owned(),
        path: path.to_owned(),
        id: entity_id("AIPA", name, now),
        arn,
        created: now,
        role: None,
        tags,
    };
    let answer = profile.render(iam, true);
    iam.profiles.insert(key(name), profile);
    Ok(Some(Element::new("Result").with(answer)))
}

pub(super) fn get(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let iam = &cx.account.iam;
    let profile = iam.profile(name)?.render(iam, true);
    Ok(Some(Element::new("Result").with(profile)))
}

pub(super) fn list(cx: &mut Context, form: &Form) -> Answer {
    let prefix = check::path_prefix(form)?;
    let iam = &cx.account.iam;
    let profiles = iam.profiles.iter();
    let items = profiles
        .filter(|(_, profile)| profile.path.starts_with(prefix))
        .map(|(key, profile)| (key.clone(), profile.render(iam, false)));
    page::page(cx, form, "InstanceProfiles", items).map(Some)
}

pub(super) fn list_for_role(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let iam = &cx.account.iam;
    iam.role(name)?;
    let holds = |profile: &Profile| profile.role.as_ref().is_some_and(|held| held.name == name);
    let profiles = iam.profiles.iter();
    let items = profiles
        .filter(|(_, profile)| holds(profile))
        .map(|(key, profile)| (key.clone(), profile.render(iam, false)));
    page::page(cx, form, "InstanceProfiles", items).map(Some)
}

pub(super) fn add_role(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let role = check::name(form, "RoleName", 64)?;
    let now = cx.now;
    let iam = &mut cx.account.iam;
    iam.profile(name)?;
    iam.role(role)?.changeable()?;
    let profile = iam.profile_mut(name)?;
    if profile.role.is_some() {
        return Err(limit(
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1".to_owned(),
        ));
    }
    profile.role = Some(Held {
        name: role.to_owned(),
        since: now,
    });
    Ok(None)
}

pub(super) fn remove_role(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let role = check::name(form, "RoleName", 64)?;
    let iam = &mut cx.account.iam;
    iam.profile(name)?;
    iam.role(role)?;
    let profile = iam.profile_mut(name)?;
    if profile.role.as_ref().is_none_or(|held| held.name != role) {
        return Err(not_in(role, name));
    }
    profile.role = None;
    Ok(None)
}

fn not_in(role: &str, profile: &str) -> Fault {
    no_such(format!(
        "The role with name {role} cannot be found in instance profile {profile}."
    ))
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let iam = &mut cx.account.iam;
    if iam.profile(name)?.role.is_some() {
        return Err(conflict(
            "Cannot delete entity, must remove roles from instance profile first.",
        ));
    }
    iam.profiles.remove(&key(name));
    Ok(None)
}
