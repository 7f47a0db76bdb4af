//! Managed policies attached to roles.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::{Answer, Iam, check, last_part, limit, managed, no_such, page};

/// AWS's quota, unless a person asks for more.
const MOST: usize = 10;

impl Iam {
    /// Whether a policy can be attached: AWS's own that exist, and those made in this account.
    pub(super) fn attachable(&self, arn: &str, account: &str) -> bool {
        let mut parts = arn.splitn(6, ':').skip(4);
        match (parts.next(), parts.next()) {
            (Some("aws"), Some(resource)) => {
                let path = resource.strip_prefix("policy/").unwrap_or(resource);
                managed::exists(path)
            }
            (Some(owner), _) => owner == account && self.policies.contains_key(arn),
            _ => false,
        }
    }
}

pub(super) fn attach(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let arn = check::policy_arn(form, "PolicyArn")?;
    let iam = &cx.account.iam;
    iam.role(name)?.changeable()?;
    if !iam.attachable(arn, cx.account_id()) {
        return Err(no_such(format!(
            "Policy {arn} does not exist or is not attachable."
        )));
    }
    let now = cx.now;
    let role = cx.account.iam.role_mut(name)?;
    if role.attached.len() >= MOST && !role.attached.contains_key(arn) {
        return Err(limit(format!(
            "Cannot exceed quota for PoliciesPerRole: {MOST}"
        )));
    }
    // Attaching again changes nothing.
    role.attached.entry(arn.to_owned()).or_insert(now);
    Ok(None)
}

pub(super) fn detach(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let arn = check::policy_arn(form, "PolicyArn")?;
    let role = cx.account.iam.role_mut(name)?;
    role.changeable()?;
    match role.attached.remove(arn) {
        Some(_) => Ok(None),
        None => Err(no_such(format!("Policy {arn} was not found."))),
    }
}

pub(super) fn list(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "RoleName", 64)?;
    let prefix = check::path_prefix(form)?;
    let role = cx.account.iam.role(name)?;
    let path = |arn: &str| {
        let resource = arn.split_once(":policy").map_or("/", |(_, path)| path);
        resource[..=resource.rfind('/').unwrap_or(0)].to_owned()
    };
    let attached = role
        .attached
        .keys()
        .filter(|arn| path(arn).starts_with(prefix));
    let items = attached.map(|arn| {
        let member = Element::new("member")
            .set("PolicyName", last_part(arn))
            .set("PolicyArn", arn);
        (arn.clone(), member)
    });
    page::page(cx, form, "AttachedPolicies", items).map(Some)
}

/// A fault for a policy that is asked for by itself.
pub(super) fn missing(arn: &str) -> Fault {
    no_such(format!("Policy {arn} was not found."))
}
