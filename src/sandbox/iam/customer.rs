//! Managed policies: the account's own, and a look at AWS's.

use super::super::account::Millis;
use super::super::query::{Form, encode};
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::tags::{Tags, member};
use super::{Answer, Iam, check, conflict, document, entity_id, last_part, limit};
use super::{managed, page, role_policy, tags, taken};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Policy {
    pub id: String,
    pub path: String,
    pub created: Millis,
    pub description: Option<String>,
    pub document: String,
    pub tags: Tags,
}

/// What a policy's document may come to, without white space.
const SIZE: usize = 6144;

fn arn_of(cx: &Context, path: &str, name: &str) -> String {
    format!(
        "arn:{}:iam::{}:policy{path}{name}",
        cx.partition(),
        cx.account_id()
    )
}

impl Iam {
    fn uses(&self, arn: &str) -> (usize, usize) {
        let roles = self.roles.values();
        roles.fold((0, 0), |(attached, bounds), role| {
            (
                attached + usize::from(role.attached.contains_key(arn)),
                bounds + usize::from(role.boundary.as_deref() == Some(arn)),
            )
        })
    }

    /// A policy as the answers have it.
    fn render(&self, arn: &str, policy: Option<&Policy>) -> Element {
        let name = last_part(arn);
        let (attached, bounds) = self.uses(arn);
        let resource = arn.split_once(":policy").map_or("/", |(_, path)| path);
        let path = &resource[..=resource.rfind('/').unwrap_or(0)];
        let id = policy.map_or_else(|| entity_id("ANPA", name, 0), |policy| policy.id.clone());
        // AWS's own are older than every account here.
        let created = timestamp(
            policy.map_or(1_423_160_000_000, |policy| policy.created),
            false,
        );
        Element::new("Policy")
            .set("PolicyName", name)
            .set("PolicyId", id)
            .set("Arn", arn)
            .set("Path", path)
            .set("DefaultVersionId", "v1")
            .set("AttachmentCount", attached)
            .set("PermissionsBoundaryUsageCount", bounds)
            .set("IsAttachable", true)
            .maybe("Description", policy.and_then(|p| p.description.as_ref()))
            .set("CreateDate", &created)
            .set("UpdateDate", &created)
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let name = check::name(form, "PolicyName", 128)?;
    let path = check::path(form)?;
    let description = check::description(form)?;
    let tags = tags::read(form, &Tags::new())?;
    let text = check::required(form, "PolicyDocument")?;
    document::permissions(text)?;
    if document::size(text) > SIZE {
        return Err(limit(format!("Cannot exceed quota for PolicySize: {SIZE}")));
    }
    let arn = arn_of(cx, path, name);
    let now = cx.now;
    let iam = &mut cx.account.iam;
    if iam
        .policies
        .keys()
        .any(|other| last_part(other).eq_ignore_ascii_case(name))
    {
        return Err(taken(format!(
            "A policy called {name} already exists. Duplicate names are not allowed."
        )));
    }
    let policy = Policy {
        id: entity_id("ANPA", name, now),
        path: path.to_owned(),
        created: now,
        description: description.map(str::to_owned),
        document: text.to_owned(),
        tags,
    };
    iam.policies.insert(arn.clone(), policy);
    let answer = iam.render(&arn, iam.policies.get(&arn));
    Ok(Some(Element::new("Result").with(answer)))
}

/// The policy of an ARN: this account's, or `None` for one of AWS's.
fn find<'a>(cx: &'a Context, arn: &str) -> Result<Option<&'a Policy>, Fault> {
    let iam = &cx.account.iam;
    match iam.attachable(arn, cx.account_id()) {
        true => Ok(iam.policies.get(arn)),
        false => Err(role_policy::missing(arn)),
    }
}

pub(super) fn get(cx: &mut Context, form: &Form) -> Answer {
    let arn = check::policy_arn(form, "PolicyArn")?;
    let policy = find(cx, arn)?;
    let answer = cx.account.iam.render(arn, policy);
    let tags = policy
        .map(|policy| &policy.tags)
        .filter(|tags| !tags.is_empty());
    let answer = match tags {
        Some(tags) => answer.list("Tags", tags.iter().map(member)),
        None => answer,
    };
    Ok(Some(Element::new("Result").with(answer)))
}

pub(super) fn version(cx: &mut Context, form: &Form) -> Answer {
    let arn = check::policy_arn(form, "PolicyArn")?;
    let version = check::required(form, "VersionId")?;
    let policy = find(cx, arn)?.filter(|_| version == "v1");
    let Some(policy) = policy else {
        return Err(super::no_such(format!(
            "Policy {arn} version {version} does not exist or is not attachable."
        )));
    };
    let answer = Element::new("PolicyVersion")
        .set("Document", encode(&policy.document))
        .set("VersionId", "v1")
        .set("IsDefaultVersion", true)
        .set("CreateDate", timestamp(policy.created, false));
    Ok(Some(Element::new("Result").with(answer)))
}

pub(super) fn list(cx: &mut Context, form: &Form) -> Answer {
    let prefix = check::path_prefix(form)?;
    let scope = form.get("Scope").unwrap_or("All");
    let attached = form.get("OnlyAttached") == Some("true");
    let iam = &cx.account.iam;
    let mut found: Vec<(String, Option<&Policy>)> = Vec::new();
    if matches!(scope, "All" | "Local") {
        let own = iam.policies.iter();
        found.extend(own.map(|(arn, policy)| (arn.clone(), Some(policy))));
    }
    if matches!(scope, "All" | "AWS") {
        let partition = cx.partition();
        found.extend(managed::all().map(|path| {
            let arn = format!("arn:{partition}:iam::aws:policy/{path}");
            (arn, None)
        }));
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let path = |arn: &str| arn.split_once(":policy").map_or("/", |(_, p)| p).to_owned();
    let items = found
        .into_iter()
        .filter(|(arn, _)| path(arn).starts_with(prefix))
        .filter(|(arn, _)| !attached || iam.uses(arn).0 > 0)
        .map(|(arn, policy)| {
            let member = iam.render(&arn, policy);
            (arn, member)
        });
    page::page(cx, form, "Policies", items).map(Some)
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let arn = check::policy_arn(form, "PolicyArn")?;
    let iam = &mut cx.account.iam;
    if !iam.policies.contains_key(arn) {
        return Err(role_policy::missing(arn));
    }
    if iam.uses(arn) != (0, 0) {
        return Err(conflict("Cannot delete a policy attached to entities."));
    }
    iam.policies.remove(arn);
    Ok(None)
}
