//! Job definitions: revisions that never change.

mod container;
mod rules;
mod show;

use super::super::{Context, Fault};
use super::page::{at_most_100, page};
use super::state::Thing;
use super::values::{arn, does_not_exist, executing, new_name, tags, text, texts};
use serde_json::{Value, json};

pub const KIND: &str = "job-definition";

/// RegisterJobDefinition: the next revision of the name, whatever the ones before said.
pub fn register(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let name = new_name(input, "jobDefinitionName")?.to_owned();
    rules::check(input)?;
    let tags = tags(input)?;
    let revisions = &cx.here().batch.job_definitions;
    let last = revisions.get(&name).and_then(|all| all.last());
    let revision = last.map_or(1, |last| number(last) + 1);
    let mut detail = show::detail(input);
    detail.insert("revision".to_owned(), json!(revision));
    let thing = Thing {
        arn: arn(cx, KIND, &format!("{name}:{revision}")),
        enabled: true,
        name: name.clone(),
        tags,
        detail,
        ..Thing::default()
    };
    let answer = json!({
        "jobDefinitionName": name,
        "jobDefinitionArn": thing.arn,
        "revision": revision,
    });
    let definitions = &mut cx.here().batch.job_definitions;
    definitions.entry(name).or_default().push(thing);
    Ok(answer)
}

/// DeregisterJobDefinition: `name:revision` or a full ARN. The revision stays, INACTIVE.
pub fn deregister(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let given = text(input, "jobDefinition").unwrap_or_default();
    let (name, revision) = parts(cx, given);
    let Some(revision) = revision else {
        return Err(executing(
            "Revision must be provided with a job definition name",
        ));
    };
    let all = cx.here().batch.job_definitions.get_mut(&name);
    let found = all.and_then(|all| all.iter_mut().find(|one| number(one) == revision));
    let Some(found) = found else {
        return Err(does_not_exist(given));
    };
    found.enabled = false;
    Ok(json!({}))
}

/// DescribeJobDefinitions: by ARN, `name:revision` or name, or by `jobDefinitionName` and `status`.
pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let names = texts(input, "jobDefinitions");
    at_most_100(&names, "job definitions")?;
    cx.here();
    let definitions = &cx.account.regions[cx.region].batch.job_definitions;
    let status = text(input, "status");
    let wanted = |one: &&Thing| status.is_none_or(|status| status == show::status(one));
    if names.is_empty() {
        let of = text(input, "jobDefinitionName");
        let all = definitions
            .iter()
            .filter(|(name, _)| of.is_none_or(|of| of == name.as_str()))
            .flat_map(|(name, all)| all.iter().map(move |one| (name, one)))
            .filter(|(_, one)| wanted(one))
            // In the order of the keys: what separates stands before all that a name may have.
            .map(|(name, one)| (format!("{name} {:09}", number(one)), one));
        return page(cx, input, "jobDefinitions", all, show::definition);
    }
    let mut shown = Vec::new();
    for given in names {
        let (name, revision) = parts(cx, given);
        let all = definitions
            .get(&name)
            .map_or(&[] as &[Thing], Vec::as_slice);
        let these = all
            .iter()
            .filter(|one| revision.is_none_or(|revision| number(one) == revision));
        shown.extend(these.filter(wanted).map(show::definition));
    }
    Ok(json!({ "jobDefinitions": shown }))
}

/// The name and the revision a caller means.
pub fn parts(cx: &Context, given: &str) -> (String, Option<i64>) {
    let prefix = arn(cx, KIND, "");
    let rest = given.strip_prefix(&prefix).unwrap_or(given);
    match rest.rsplit_once(':') {
        Some((name, revision)) => match revision.parse() {
            Ok(revision) => (name.to_owned(), Some(revision)),
            Err(_) => (rest.to_owned(), None),
        },
        None => (rest.to_owned(), None),
    }
}

/// The revision's number.
pub fn number(one: &Thing) -> i64 {
    one.field("revision").as_i64().unwrap_or_default()
}
