//! Versions of launch templates.

use super::super::query::Form;
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::common::{
    Answer, Thing, View, answer, find, find_mut, invalid, missing_parameter, remember, view,
};
use super::filter::{self, Filters};
use super::tags::Tags;
use super::template::{Template, Version, created_by, named, no_version, version};
use super::template_data;

fn render(view: &View, id: &str, template: &Template, number: u64, version: &Version) -> Element {
    Element::new("item")
        .set("launchTemplateId", id)
        .set("launchTemplateName", &template.name)
        .set("versionNumber", number)
        .maybe("versionDescription", version.description.as_ref())
        .set("createTime", timestamp(version.created, true))
        .set("createdBy", created_by(view))
        .set("defaultVersion", number == template.default)
        .with(template_data::render(&version.data))
}

const ACTION: &str = "CreateLaunchTemplateVersion";

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let id = named(&cx.here().ec2, form)?;
    let mut version = version(form, cx.now)?;
    let template = find::<Template>(&cx.here().ec2, &id)?;
    if let Some(word) = form.get("SourceVersion") {
        let source = template.number(word).ok_or_else(no_version)?;
        version.data = template_data::merge(&template.versions[&source].data, version.data);
    }
    if version.data.is_empty() {
        return Err(missing_parameter("LaunchTemplateData"));
    }
    // A token stands for the template and the number it made.
    let made = made_number(cx, form, &id)?;
    let template = find_mut::<Template>(&mut cx.here().ec2, &id)?;
    let number = match made {
        Some(number) => number,
        None => {
            template.latest += 1;
            template.versions.insert(template.latest, version);
            template.latest
        }
    };
    if form.get("ClientToken").is_some() && made.is_none() {
        remember(cx, form, ACTION, &format!("{id}#{number}"));
    }
    let view = view(cx);
    let template = find::<Template>(view.ec2, &id)?;
    let version = template.versions.get(&number).ok_or_else(no_version)?;
    let shown = render(&view, &id, template, number, version);
    Ok(answer().with(shown.named("launchTemplateVersion")))
}

fn made_number(cx: &mut Context, form: &Form, id: &str) -> Result<Option<u64>, Fault> {
    let Some(made) = super::common::remembered(cx, form, ACTION)? else {
        return Ok(None);
    };
    let number = made
        .strip_prefix(id)
        .and_then(|rest| rest.strip_prefix('#'));
    let number = number.and_then(|number| number.parse().ok());
    let template = find::<Template>(&cx.here().ec2, id)?;
    Ok(number.filter(|number| template.versions.contains_key(number)))
}

const FILTERS: &[&str] = &[
    "create-time",
    "ebs-optimized",
    "http-endpoint",
    "http-protocol-ipv4",
    "http-tokens",
    "iam-instance-profile",
    "image-id",
    "instance-type",
    "is-default-version",
    "kernel-id",
    "license-configuration-arn",
    "network-card-index",
    "ram-disk-id",
];

fn value(template: &Template, number: u64, version: &Version, name: &str) -> Vec<String> {
    let field = match name {
        "create-time" => return vec![timestamp(version.created, true)],
        "is-default-version" => return vec![(number == template.default).to_string()],
        "ebs-optimized" => "EbsOptimized",
        "http-endpoint" => "MetadataOptions.HttpEndpoint",
        "http-tokens" => "MetadataOptions.HttpTokens",
        "iam-instance-profile" => "IamInstanceProfile.Arn",
        "image-id" => "ImageId",
        "instance-type" => "InstanceType",
        "kernel-id" => "KernelId",
        "ram-disk-id" => "RamDiskId",
        _ => return Vec::new(),
    };
    version.data.get(field).cloned().into_iter().collect()
}

/// The versions a call asks for, newest first: of one template, or the latest or default ones of
/// all of them.
pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let filters = Filters::without_tags(form, FILTERS)?;
    let words = form.list("LaunchTemplateVersion");
    let size = filter::page_size(cx.options, form, 200, false)?;
    let view = view(cx);
    let mut chosen: Vec<(&str, &Template, u64)> = Vec::new();
    let one = form
        .get("LaunchTemplateId")
        .or(form.get("LaunchTemplateName"));
    if one.is_some() {
        let id = named(view.ec2, form)?;
        let (id, template) = view
            .ec2
            .templates
            .get_key_value(&id)
            .ok_or_else(|| Template::missing(&id))?;
        let bound = |name: &str| {
            let word = form.get(name);
            word.map(|word| template.number(word).ok_or_else(no_version))
                .transpose()
        };
        let (least, most) = (bound("MinVersion")?, bound("MaxVersion")?);
        let mut numbers: Vec<u64> = match words.is_empty() {
            true => template.versions.keys().copied().collect(),
            false => words
                .iter()
                .map(|word| template.number(word).ok_or_else(no_version))
                .collect::<Result<_, _>>()?,
        };
        numbers.retain(|number| least.is_none_or(|least| *number >= least));
        numbers.retain(|number| most.is_none_or(|most| *number <= most));
        numbers.sort_unstable();
        numbers.dedup();
        chosen.extend(
            numbers
                .into_iter()
                .map(|number| (id.as_str(), template, number)),
        );
    } else {
        if words.is_empty()
            || words
                .iter()
                .any(|word| !matches!(*word, "$Latest" | "$Default"))
        {
            return Err(Fault::new(
                400,
                "MissingParameter",
                "Either a launch template ID or a launch template name must be specified in the request, unless the versions are $Latest or $Default.",
            ));
        }
        for (id, template) in &view.ec2.templates {
            let mut numbers: Vec<u64> = words.iter().filter_map(|w| template.number(w)).collect();
            numbers.sort_unstable();
            numbers.dedup();
            chosen.extend(
                numbers
                    .into_iter()
                    .map(|number| (id.as_str(), template, number)),
            );
        }
    }
    // Newest first within a template; the key keeps that order for the pages.
    let mut keyed: Vec<(String, &str, &Template, u64)> = chosen
        .into_iter()
        .filter(|(_, template, number)| {
            let version = &template.versions[number];
            filters.accept(&Tags::new(), |name| value(template, *number, version, name))
        })
        .map(|(id, template, number)| {
            (
                format!("{id}#{:020}", u64::MAX - number),
                id,
                template,
                number,
            )
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    let shown = |(_, id, template, number): (String, &str, &Template, u64)| {
        render(&view, id, template, number, &template.versions[&number])
    };
    filter::page(
        form,
        size,
        "launchTemplateVersionSet",
        keyed,
        |entry| &entry.0,
        shown,
    )
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let ec2 = &mut cx.here().ec2;
    let id = named(ec2, form)?;
    let words = form.list("LaunchTemplateVersion");
    if words.is_empty() {
        return Err(missing_parameter("LaunchTemplateVersion"));
    }
    if words.len() > 200 {
        return Err(invalid(
            "At most 200 versions can be deleted in one request.",
        ));
    }
    let template = find_mut::<Template>(ec2, &id)?;
    let (mut gone, mut kept) = (Vec::new(), Vec::new());
    for word in words {
        let item = Element::new("item")
            .set("launchTemplateId", &id)
            .set("launchTemplateName", &template.name)
            .set("versionNumber", word);
        let number = word.parse().ok();
        let error = match number {
            Some(number) if number == template.default => Some((
                "unexpectedError",
                "The default version of a launch template cannot be deleted.",
            )),
            Some(number) if template.versions.remove(&number).is_some() => None,
            _ => Some((
                "launchTemplateVersionDoesNotExist",
                "The specified launch template version does not exist.",
            )),
        };
        match error {
            None => gone.push(item),
            Some((code, message)) => {
                let error = Element::new("responseError")
                    .set("code", code)
                    .set("message", message);
                kept.push(item.with(error));
            }
        }
    }
    Ok(answer()
        .list("successfullyDeletedLaunchTemplateVersionSet", gone)
        .list("unsuccessfullyDeletedLaunchTemplateVersionSet", kept))
}
