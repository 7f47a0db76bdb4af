//! Roles and instance profiles: those under the project's path, and those of wanted names.

use super::{Wanted, concerns, list, many, meant, tags, text};
use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::{ItemKind, Live, iam_path};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Both kinds at once.
pub async fn read(aws: &Aws, project: &str, wanted: &Wanted) -> Result<Vec<Live>, CallError> {
    let (roles, profiles) =
        tokio::try_join!(roles(aws, project, wanted), profiles(aws, project, wanted),)?;
    Ok(roles.into_iter().chain(profiles).collect())
}

/// How a kind is listed and read.
struct Reading {
    list: Op,
    set: &'static str,
    get: Op,
    /// The field of the answer, and what its name's ends with `Name`.
    one: &'static str,
    name: &'static str,
}

/// What is under the path or has a wanted name, each read by itself: lists have no tags.
async fn each(
    aws: &Aws,
    project: &str,
    names: &BTreeSet<&str>,
    reading: &Reading,
) -> Result<Vec<Value>, CallError> {
    let path = json!({"PathPrefix": iam_path(project), "MaxItems": 1000});
    let listed = aws.all(reading.list, path, reading.set).await?;
    let mut all: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    all.extend(listed.iter().filter_map(|one| text(one, reading.name)));
    let inputs = all.into_iter().map(|name| json!({ reading.name: name }));
    let mut found = Vec::new();
    for answer in many::calls(aws, reading.get, inputs.collect()).await {
        match answer {
            Ok(mut answer) => found.push(answer[reading.one].take()),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

async fn roles(aws: &Aws, project: &str, wanted: &Wanted) -> Result<Vec<Live>, CallError> {
    let names = wanted.of(ItemKind::Role);
    let reading = Reading {
        list: Op::ListRoles,
        set: "Roles",
        get: Op::GetRole,
        one: "Role",
        name: "RoleName",
    };
    let found = each(aws, project, &names, &reading).await?;
    let mut roles: Vec<Live> = found.iter().filter_map(role).collect();
    roles.retain(|live| concerns(live, project, &names));
    let ours: Vec<String> = roles
        .iter()
        .filter(|live| live.project.as_deref() == Some(project))
        .map(|live| live.id.clone())
        .collect();
    let mut policies = policies(aws, &ours).await?;
    for live in &mut roles {
        if let Some(of) = policies.remove(&live.id)
            && let Some(properties) = live.properties.as_object_mut()
        {
            properties.extend(of);
        }
    }
    Ok(roles)
}

fn role(from: &Value) -> Option<Live> {
    let name = text(from, "RoleName")?;
    let mut live =
        Live::new(ItemKind::Role, name.clone()).with_tags(tags(from, "Tags", "Key", "Value"));
    let mut properties = Map::new();
    for field in ["AssumeRolePolicyDocument", "Path", "Description"] {
        if let Some(value) = from.get(field).filter(|value| !value.is_null()) {
            properties.insert(field.to_owned(), value.clone());
        }
    }
    if let Some(seconds) = from.get("MaxSessionDuration") {
        properties.insert("MaxSessionDuration".to_owned(), meant(seconds));
    }
    let boundary = &from["PermissionsBoundary"]["PermissionsBoundaryArn"];
    if boundary.is_string() {
        properties.insert("PermissionsBoundary".to_owned(), boundary.clone());
    }
    live.properties = Value::Object(properties);
    named(&mut live, name, from);
    live.attributes
        .insert("unique_id".to_owned(), from["RoleId"].clone());
    Some(live)
}

/// `id` as Terraform has it in IAM: the name.
fn named(live: &mut Live, name: String, from: &Value) {
    live.attributes = BTreeMap::from([
        ("id".to_owned(), json!(name)),
        ("name".to_owned(), json!(name)),
        ("arn".to_owned(), from["Arn"].clone()),
        ("path".to_owned(), from["Path"].clone()),
    ]);
    live.name = Some(name);
}

/// The attached and the own policies of each role.
async fn policies(
    aws: &Aws,
    roles: &[String],
) -> Result<BTreeMap<String, Map<String, Value>>, CallError> {
    let inputs = || {
        roles
            .iter()
            .map(|role| json!({ "RoleName": role }))
            .collect()
    };
    let (attached, own) = tokio::join!(
        many::lists(
            aws,
            Op::ListAttachedRolePolicies,
            inputs(),
            "AttachedPolicies"
        ),
        many::lists(aws, Op::ListRolePolicies, inputs(), "PolicyNames"),
    );
    let mut found: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut documents = Vec::new();
    for ((role, attached), own) in roles.iter().zip(attached).zip(own) {
        let (Some(attached), Some(own)) = (there(attached)?, there(own)?) else {
            continue;
        };
        let arns = attached.into_iter().map(|mut one| one["PolicyArn"].take());
        let mut arns: Vec<Value> = arns.collect();
        arns.sort_by_key(Value::to_string);
        let properties = found.entry(role.clone()).or_default();
        properties.insert("ManagedPolicies".to_owned(), Value::Array(arns));
        properties.insert("Policies".to_owned(), json!({}));
        let own = own.into_iter();
        documents.extend(own.map(|name| json!({"RoleName": role, "PolicyName": name})));
    }
    for answer in many::calls(aws, Op::GetRolePolicy, documents).await {
        let Some(mut answer) = there(answer)? else {
            continue;
        };
        let role = text(&answer, "RoleName").unwrap_or_default();
        let name = text(&answer, "PolicyName").unwrap_or_default();
        if let Some(properties) = found.get_mut(&role) {
            properties["Policies"][name] = answer["PolicyDocument"].take();
        }
    }
    Ok(found)
}

/// `None` for what was deleted since it was listed.
fn there<T>(answer: Result<T, CallError>) -> Result<Option<T>, CallError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

async fn profiles(aws: &Aws, project: &str, wanted: &Wanted) -> Result<Vec<Live>, CallError> {
    let names = wanted.of(ItemKind::InstanceProfile);
    let reading = Reading {
        list: Op::ListInstanceProfiles,
        set: "InstanceProfiles",
        get: Op::GetInstanceProfile,
        one: "InstanceProfile",
        name: "InstanceProfileName",
    };
    let found = each(aws, project, &names, &reading).await?;
    let mut profiles: Vec<Live> = found.iter().filter_map(profile).collect();
    profiles.retain(|live| concerns(live, project, &names));
    Ok(profiles)
}

fn profile(from: &Value) -> Option<Live> {
    let name = text(from, "InstanceProfileName")?;
    let mut live = Live::new(ItemKind::InstanceProfile, name.clone())
        .with_tags(tags(from, "Tags", "Key", "Value"));
    let role = list(from, "Roles").first();
    live.properties = json!({"Path": from["Path"]});
    if let Some(role) = role.and_then(|role| text(role, "RoleName")) {
        live.properties["RoleName"] = json!(role);
    }
    named(&mut live, name, from);
    Some(live)
}
