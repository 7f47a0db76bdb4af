//! Tags of roles and instance profiles.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::{Answer, check, limit, page};
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Tags = BTreeMap<String, String>;

const MOST: usize = 50;

pub(super) fn member((key, value): (&String, &String)) -> Element {
    Element::new("member").set("Key", key).set("Value", value)
}

fn invalid(message: String) -> Fault {
    Fault::new(400, "InvalidInput", message)
}

/// The tags there are, with those of a request put in. IAM tells keys apart without their case.
pub(super) fn read(form: &Form, present: &Tags) -> Result<Tags, Fault> {
    let given = form.pairs("Tags.member");
    let mut tags = present.clone();
    let mut seen = BTreeSet::new();
    for (key, value) in given {
        check_key(&key)?;
        check::length(&value, "tags.member.value", 0, 256)?;
        characters(&value, "value")?;
        if !seen.insert(key.to_lowercase()) {
            return Err(invalid(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."
                    .to_owned(),
            ));
        }
        tags.retain(|old, _| old.to_lowercase() != key.to_lowercase());
        tags.insert(key, value);
    }
    if tags.len() > MOST {
        return Err(limit(format!(
            "Cannot exceed quota for TagsPerRole: {MOST}"
        )));
    }
    Ok(tags)
}

fn check_key(key: &str) -> Result<(), Fault> {
    check::length(key, "tags.member.key", 1, 128)?;
    characters(key, "key")?;
    if key.to_lowercase().starts_with("aws:") {
        return Err(invalid(
            "System tags cannot be added/updated/deleted.".to_owned(),
        ));
    }
    Ok(())
}

fn characters(text: &str, what: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c);
    if text.chars().all(fits) {
        return Ok(());
    }
    Err(Fault::new(
        400,
        "ValidationError",
        format!(
            "1 validation error detected: Value '{text}' at 'tags.1.member.{what}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{{L}}\\p{{Z}}\\p{{N}}_.:/=+\\-@]*"
        ),
    ))
}

/// The tags without the keys of a request.
fn without(form: &Form, present: &Tags) -> Result<Tags, Fault> {
    let keys = form.list("TagKeys.member");
    if keys.is_empty() {
        check::required(form, "TagKeys")?;
    }
    let gone: BTreeSet<String> = keys.iter().map(|key| key.to_lowercase()).collect();
    let mut tags = present.clone();
    tags.retain(|key, _| !gone.contains(&key.to_lowercase()));
    Ok(tags)
}

fn given(form: &Form) -> Result<(), Fault> {
    match form.has("Tags.member") {
        true => Ok(()),
        false => check::required(form, "Tags").map(|_| ()),
    }
}

pub(super) fn tag_role(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    given(form)?;
    let role = cx.account.iam.role_mut(name)?;
    role.tags = read(form, &role.tags)?;
    Ok(None)
}

pub(super) fn untag_role(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let role = cx.account.iam.role_mut(name)?;
    role.tags = without(form, &role.tags)?;
    Ok(None)
}

pub(super) fn list_role(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let tags = &cx.account.iam.role(name)?.tags;
    list(cx, form, tags)
}

pub(super) fn tag_profile(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    given(form)?;
    let profile = cx.account.iam.profile_mut(name)?;
    profile.tags = read(form, &profile.tags)?;
    Ok(None)
}

pub(super) fn untag_profile(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let profile = cx.account.iam.profile_mut(name)?;
    profile.tags = without(form, &profile.tags)?;
    Ok(None)
}

pub(super) fn list_profile(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "InstanceProfileName", 128)?;
    let tags = &cx.account.iam.profile(name)?.tags;
    list(cx, form, tags)
}

fn list(cx: &Context, form: &Form, tags: &Tags) -> Answer {
    let items = tags.iter().map(|tag| (tag.0.clone(), member(tag)));
    page::page(cx, form, "Tags", items).map(Some)
}
