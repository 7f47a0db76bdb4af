//! Launch templates.

use super::super::account::Millis;
use super::super::query::Form;
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{
    Answer, Thing, View, answer, describe_if, find, find_mut, made_before, need, remember, show,
};
use super::tags::{self, Tags};
use super::template_data::{self, Data};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Template {
    pub name: String,
    pub created: Millis,
    pub default: u64,
    /// The highest number given out.
    pub latest: u64,
    pub versions: BTreeMap<u64, Version>,
    pub tags: Tags,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Version {
    pub created: Millis,
    pub description: Option<String>,
    pub data: Data,
}

impl Template {
    /// The number a version's word comes to: `$Latest`, `$Default`, `3`.
    pub fn number(&self, word: &str) -> Option<u64> {
        let number = match word {
            "$Latest" => *self.versions.keys().next_back()?,
            "$Default" | "" => self.default,
            number => number.parse().ok()?,
        };
        self.versions.contains_key(&number).then_some(number)
    }
}

impl Thing for Template {
    const SET: &'static str = "launchTemplates";
    const IDS: &'static str = "LaunchTemplateId";
    const KIND: &'static str = "launch-template";
    const FILTERS: &'static [&'static str] = &["create-time", "launch-template-name"];
    const MOST: usize = 200;

    fn all(ec2: &Ec2) -> &BTreeMap<String, Template> {
        &ec2.templates
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Template> {
        &mut ec2.templates
    }

    fn missing(id: &str) -> Fault {
        let (code, message) = match id.starts_with("lt-") {
            true => (
                "InvalidLaunchTemplateId.NotFound",
                format!("The specified launch template, with template ID {id}, does not exist."),
            ),
            false => (
                "InvalidLaunchTemplateId.Malformed",
                format!("The launch template ID {id} is malformed."),
            ),
        };
        Fault::new(400, code, message)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, _: &View, _: &str, name: &str) -> Vec<String> {
        match name {
            "create-time" => vec![timestamp(self.created, true)],
            _ => vec![self.name.clone()],
        }
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let latest = self.versions.keys().next_back();
        Element::new("launchTemplate")
            .set("launchTemplateId", id)
            .set("launchTemplateName", &self.name)
            .set("createTime", timestamp(self.created, true))
            .set("createdBy", created_by(view))
            .set("defaultVersionNumber", self.default)
            .maybe("latestVersionNumber", latest)
    }
}

pub(super) fn created_by(view: &View) -> String {
    format!("arn:{}:iam::{}:user/sandbox", view.partition, view.account)
}

/// A name that is not there.
pub(super) fn no_name(name: &str) -> Fault {
    Fault::new(
        400,
        "InvalidLaunchTemplateName.NotFoundException",
        format!("The specified launch template, with template name {name}, does not exist."),
    )
}

/// The template a call names by id or by name.
pub(super) fn named(ec2: &Ec2, form: &Form) -> Result<String, Fault> {
    match (form.get("LaunchTemplateId"), form.get("LaunchTemplateName")) {
        (Some(_), Some(_)) => Err(Fault::new(
            400,
            "InvalidParameterCombination",
            "The parameters launchTemplateName and launchTemplateId cannot be used in the same request",
        )),
        (Some(id), None) => find::<Template>(ec2, id).map(|_| id.to_owned()),
        (None, Some(name)) => {
            let id = ec2.template_names.get(name).cloned();
            id.ok_or_else(|| no_name(name))
        }
        (None, None) => Err(Fault::new(
            400,
            "MissingParameter",
            "Either a launch template ID or a launch template name must be specified in the request.",
        )),
    }
}

fn check_name(name: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-().\\/_".contains(c);
    match (3..=128).contains(&name.len()) && name.chars().all(fits) {
        true => Ok(()),
        false => Err(Fault::new(
            400,
            "InvalidLaunchTemplateName.MalformedException",
            "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.",
        )),
    }
}

/// A version's data and description from a request.
pub(super) fn version(form: &Form, now: Millis) -> Result<Version, Fault> {
    let data = template_data::read(form)?;
    let description = form.get("VersionDescription");
    if description.is_some_and(|text| text.chars().count() > 255) {
        return Err(super::common::invalid(
            "The version description is longer than 255 characters.",
        ));
    }
    Ok(Version {
        created: now,
        description: description.map(str::to_owned),
        data,
    })
}

const ACTION: &str = "CreateLaunchTemplate";

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    if let Some(id) = made_before::<Template>(cx, form, ACTION)? {
        return show::<Template>(cx, &id, "launchTemplate");
    }
    let name = need(form, "LaunchTemplateName")?;
    check_name(name)?;
    let tags = tags::on_create(form, Template::KIND)?;
    let version = version(form, cx.now)?;
    if version.data.is_empty() {
        return Err(super::common::missing_parameter("LaunchTemplateData"));
    }
    if cx.here().ec2.template_names.contains_key(name) {
        return Err(Fault::new(
            400,
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use.",
        ));
    }
    let id = cx.id("lt");
    let template = Template {
        name: name.to_owned(),
        created: cx.now,
        default: 1,
        latest: 1,
        versions: BTreeMap::from([(1, version)]),
        tags,
    };
    let ec2 = &mut cx.here().ec2;
    ec2.template_names.insert(name.to_owned(), id.clone());
    ec2.templates.insert(id.clone(), template);
    remember(cx, form, ACTION, &id);
    show::<Template>(cx, &id, "launchTemplate")
}

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let names: Vec<String> = form
        .list("LaunchTemplateName")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let ec2 = &cx.here().ec2;
    if names
        .iter()
        .any(|name| !ec2.template_names.contains_key(name))
    {
        return Err(Fault::new(
            400,
            "InvalidLaunchTemplateName.NotFoundException",
            "At least one of the launch templates specified in the request does not exist.",
        ));
    }
    describe_if::<Template>(cx, form, "Filter", |template| {
        names.is_empty() || names.contains(&template.name)
    })
}

pub(super) fn modify(cx: &mut Context, form: &Form) -> Answer {
    let ec2 = &mut cx.here().ec2;
    let id = named(ec2, form)?;
    let word = need(form, "SetDefaultVersion")?;
    let template = find_mut::<Template>(ec2, &id)?;
    let number = template.number(word).ok_or_else(no_version)?;
    template.default = number;
    show::<Template>(cx, &id, "launchTemplate")
}

pub(super) fn no_version() -> Fault {
    Fault::new(
        400,
        "InvalidLaunchTemplateId.VersionNotFound",
        "Could not find launch template version",
    )
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let id = named(&cx.here().ec2, form)?;
    let answered = show::<Template>(cx, &id, "launchTemplate")?;
    let ec2 = &mut cx.here().ec2;
    if let Some(template) = ec2.templates.remove(&id) {
        ec2.template_names.remove(&template.name);
    }
    Ok(answer().with_all(answered.children))
}
