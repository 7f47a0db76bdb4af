//! Policies of a role's own.

use super::super::Context;
use super::super::query::{Form, encode};
use super::super::xml::Element;
use super::{Answer, check, document, limit, no_such, page};

/// What all inline policies of a role may come to, without white space.
const SIZE: usize = 10_240;

pub(super) fn put(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let policy = check::name(form, "PolicyName", 128)?;
    let text = check::required(form, "PolicyDocument")?;
    let role = cx.account.iam.role_mut(name)?;
    role.changeable()?;
    document::permissions(text)?;
    let others = role.inline.iter().filter(|(other, _)| *other != policy);
    let size: usize = others.map(|(_, text)| document::size(text)).sum();
    if size + document::size(text) > SIZE {
        return Err(limit(format!(
            "Maximum policy size of {SIZE} bytes exceeded for role {name}"
        )));
    }
    role.inline.insert(policy.to_owned(), text.to_owned());
    Ok(None)
}

pub(super) fn get(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let policy = check::name(form, "PolicyName", 128)?;
    let role = cx.account.iam.role(name)?;
    let text = role.inline.get(policy).ok_or_else(|| missing(policy))?;
    Ok(Some(
        Element::new("Result")
            .set("RoleName", name)
            .set("PolicyName", policy)
            .set("PolicyDocument", encode(text)),
    ))
}

pub(super) fn list(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let role = cx.account.iam.role(name)?;
    let names = role.inline.keys();
    let items = names.map(|name| (name.clone(), Element::leaf("member", name)));
    page::page(cx, form, "PolicyNames", items).map(Some)
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let policy = check::name(form, "PolicyName", 128)?;
    let role = cx.account.iam.role_mut(name)?;
    role.changeable()?;
    match role.inline.remove(policy) {
        Some(_) => Ok(None),
        None => Err(missing(policy)),
    }
}

fn missing(policy: &str) -> super::Fault {
    no_such(format!(
        "The role policy with name {policy} cannot be found."
    ))
}
