//! Job definitions: every active revision of the region, the project's ones by name.

use super::batch::{described, given_tags, without};
use super::{Wanted, text};
use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::{ItemKind, Live, TAG_DIGEST, TAG_PROJECT};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Fields of the answer that are no field of RegisterJobDefinition.
const NOT_REGISTERED: &[&str] = &[
    "jobDefinitionName",
    "jobDefinitionArn",
    "revision",
    "status",
    "tags",
    "containerOrchestrationType",
];

/// The newest revision of each of the project's definitions, with the others beside it, and the
/// newest of wanted names that has none of the project's.
pub async fn read(aws: &Aws, project: &str, wanted: &Wanted) -> Result<Vec<Live>, CallError> {
    let names = wanted.of(ItemKind::JobDefinition);
    let input = json!({"status": "ACTIVE", "maxResults": 100});
    let op = Op::DescribeJobDefinitions;
    let all = aws.all(op, input, "jobDefinitions").await?;
    let mut by_name: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for revision in all {
        let name = text(&revision, "jobDefinitionName").unwrap_or_default();
        let ours = revision["tags"][TAG_PROJECT] == project;
        if ours || names.contains(name.as_str()) {
            by_name.entry(name).or_default().push(revision);
        }
    }
    let of_name = by_name.into_iter();
    Ok(of_name
        .filter_map(|(name, revisions)| definition(project, name, revisions))
        .collect())
}

fn definition(project: &str, name: String, mut revisions: Vec<Value>) -> Option<Live> {
    revisions.sort_by_key(|one| std::cmp::Reverse(one["revision"].as_i64()));
    // Somebody else may have registered revisions under the name of the project's.
    let (mut ours, others): (Vec<Value>, Vec<Value>) = revisions
        .into_iter()
        .partition(|one| one["tags"][TAG_PROJECT] == project);
    let known: Vec<Value> = ours.iter().map(revision).collect();
    let foreign: Vec<Value> = others.iter().map(revision).collect();
    let newest = if ours.is_empty() {
        others.into_iter().next()?
    } else {
        ours.swap_remove(0)
    };
    let mut live = described(ItemKind::JobDefinition, &newest, "jobDefinitionArn")?;
    live.properties = without(&newest, NOT_REGISTERED);
    live = live.with_tags(given_tags(&newest));
    live.status = text(&newest, "status");
    let prefix = live
        .id
        .rsplit_once(':')
        .map(|(prefix, _)| prefix.to_owned());
    live.attributes.insert("name".to_owned(), json!(name));
    live.attributes
        .insert("arn_prefix".to_owned(), json!(prefix));
    live.attributes
        .insert("revision".to_owned(), newest["revision"].clone());
    live.name = Some(name);
    live.extra = json!({"Revisions": known, "OtherRevisions": foreign});
    Some(live)
}

fn revision(one: &Value) -> Value {
    json!({
        "revision": one["revision"],
        "arn": one["jobDefinitionArn"],
        "digest": one["tags"][TAG_DIGEST],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision_of(number: u64, project: &str) -> Value {
        json!({
            "jobDefinitionName": "d", "revision": number, "status": "ACTIVE", "type": "container",
            "jobDefinitionArn": format!("arn:aws:batch:r:1:job-definition/d:{number}"),
            "tags": {"batchlang:project": project, "batchlang:digest": format!("x{number}")},
        })
    }

    #[test]
    fn the_newest_of_ours_counts() {
        let all = [(1, "p"), (10, "p"), (9, "p"), (11, "q")];
        let all = all.map(|(number, project)| revision_of(number, project));
        let live = definition("p", "d".to_owned(), all.to_vec());
        let Some(live) = live else {
            panic!("no definition");
        };
        assert_eq!(live.attributes["revision"], 10);
        assert_eq!(
            live.attributes["arn_prefix"],
            "arn:aws:batch:r:1:job-definition/d"
        );
        assert_eq!(live.properties, json!({"type": "container"}));
        let of = |list: &str| -> Vec<Value> {
            let list = live.extra[list].as_array().into_iter().flatten();
            list.map(|one| one["revision"].clone()).collect()
        };
        assert_eq!(of("Revisions"), [10, 9, 1]);
        assert_eq!(of("OtherRevisions"), [11]);
    }

    #[test]
    fn a_name_somebody_else_has() {
        let live = definition("p", "d".to_owned(), vec![revision_of(3, "q")]);
        let project = live.and_then(|live| live.project);
        assert_eq!(project.as_deref(), Some("q"));
    }
}
