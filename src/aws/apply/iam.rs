//! Roles with their policies, and instance profiles.

use super::context::{Context, Failed, Step, tag_changes, tags_of, text_at};
use crate::aws::canonical::canonical;
use crate::aws::client::Op;
use crate::aws::desired::Item;
use crate::aws::model::{ItemKind, Live, Tags};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn tag_list(tags: &Tags) -> Value {
    let one = |(key, value): (&String, &String)| json!({"Key": key, "Value": value});
    tags.iter().map(one).collect()
}

/// A document as the call wants it: JSON in a string.
fn document(value: &Value) -> Value {
    Value::String(value.to_string())
}

fn copy(properties: &Value, fields: &[&str], into: &mut Value) {
    for field in fields {
        if let Some(value) = properties.get(*field) {
            into[*field] = value.clone();
        }
    }
}

pub async fn create_role(cx: &Context, item: &Item, name: &str) -> Step<Vec<(String, Value)>> {
    let properties = cx.properties(item)?;
    let mut input = json!({"RoleName": name, "Tags": tag_list(&item.tags)});
    let plain = [
        "Path",
        "Description",
        "MaxSessionDuration",
        "PermissionsBoundary",
    ];
    copy(&properties, &plain, &mut input);
    if let Some(trust) = properties.get("AssumeRolePolicyDocument") {
        input["AssumeRolePolicyDocument"] = document(trust);
    }
    let found = || async {
        match cx.aws.call(Op::GetRole, json!({"RoleName": name})).await {
            Ok(answer) => {
                let tags = answer.get("Role").and_then(|role| role.get("Tags"));
                let ours = tags.is_some_and(|tags| cx.is_ours(&item.address, &tags_of(tags)));
                Ok(ours.then_some(answer))
            }
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error.into()),
        }
    };
    let answer = cx.once(Op::CreateRole, input, found).await?;
    policies(cx, name, &properties, &Value::Null).await?;
    let role = answer.get("Role").unwrap_or(&Value::Null);
    let attribute = |name: &str, field: &str| Some((name.to_owned(), role.get(field)?.clone()));
    Ok([attribute("arn", "Arn"), attribute("unique_id", "RoleId")]
        .into_iter()
        .flatten()
        .collect())
}

/// Attaches, writes and takes away until the role's policies are the wanted ones.
async fn policies(cx: &Context, name: &str, wanted: &Value, have: &Value) -> Step {
    let managed = |side: &Value| -> BTreeSet<String> {
        let list = side.get("ManagedPolicies").and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(|arn| arn.as_str().map(str::to_owned))
            .collect()
    };
    let (new, old) = (managed(wanted), managed(have));
    for arn in new.difference(&old) {
        cx.call(
            Op::AttachRolePolicy,
            json!({"RoleName": name, "PolicyArn": arn}),
        )
        .await?;
    }
    let empty = serde_json::Map::new();
    let inline = |side: &Value| {
        side.get("Policies")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or(empty.clone())
    };
    let (written, there) = (inline(wanted), inline(have));
    let of = |policies: &serde_json::Map<String, Value>, policy: &str| {
        let mut value = policies.get(policy).cloned().unwrap_or_default();
        crate::aws::canonical::document(&mut value);
        value
    };
    for (policy, content) in &written {
        if of(&there, policy) == of(&written, policy) {
            continue;
        }
        let input =
            json!({"RoleName": name, "PolicyName": policy, "PolicyDocument": document(content)});
        cx.call(Op::PutRolePolicy, input).await?;
    }
    // New rights first, so that the role is never without any.
    for arn in old.difference(&new) {
        gone(
            cx,
            Op::DetachRolePolicy,
            json!({"RoleName": name, "PolicyArn": arn}),
        )
        .await?;
    }
    for policy in there.keys().filter(|policy| !written.contains_key(*policy)) {
        gone(
            cx,
            Op::DeleteRolePolicy,
            json!({"RoleName": name, "PolicyName": policy}),
        )
        .await?;
    }
    Ok(())
}

async fn gone(cx: &Context, op: Op, input: Value) -> Step {
    super::batch::call_or_gone(cx, op, input).await
}

pub async fn update_role(cx: &Context, item: &Item, live: &Live) -> Step<Vec<(String, Value)>> {
    let name = live.name.clone().unwrap_or_else(|| live.id.clone());
    let properties = cx.properties(item)?;
    let wanted = canonical(ItemKind::Role, &properties);
    let have = canonical(ItemKind::Role, &live.properties);
    let differs = |field: &str| wanted.get(field) != have.get(field);
    if differs("AssumeRolePolicyDocument")
        && let Some(trust) = properties.get("AssumeRolePolicyDocument")
    {
        let input = json!({"RoleName": name, "PolicyDocument": document(trust)});
        cx.call(Op::UpdateAssumeRolePolicy, input).await?;
    }
    if differs("Description") || differs("MaxSessionDuration") {
        let mut input = json!({
            "RoleName": name,
            "Description": text_at(&properties, "Description").unwrap_or(""),
        });
        input["MaxSessionDuration"] = properties
            .get("MaxSessionDuration")
            .cloned()
            .unwrap_or(json!(3600));
        cx.call(Op::UpdateRole, input).await?;
    }
    if differs("PermissionsBoundary") {
        match properties.get("PermissionsBoundary") {
            Some(arn) => {
                let input = json!({"RoleName": name, "PermissionsBoundary": arn});
                cx.call(Op::PutRolePermissionsBoundary, input).await?;
            }
            None => {
                gone(
                    cx,
                    Op::DeleteRolePermissionsBoundary,
                    json!({"RoleName": name}),
                )
                .await?
            }
        }
    }
    policies(cx, &name, &properties, &live.properties).await?;
    let (set, away) = tag_changes(&item.tags, live);
    if !set.is_empty() {
        cx.call(
            Op::TagRole,
            json!({"RoleName": name, "Tags": tag_list(&set)}),
        )
        .await?;
    }
    if !away.is_empty() {
        cx.call(Op::UntagRole, json!({"RoleName": name, "TagKeys": away}))
            .await?;
    }
    Ok(Vec::new())
}

pub async fn delete_role(cx: &Context, live: &Live) -> Step {
    let name = live.name.clone().unwrap_or_else(|| live.id.clone());
    // What it has now may be more than what the plan saw.
    let attached = match cx
        .aws
        .all(
            Op::ListAttachedRolePolicies,
            json!({"RoleName": name}),
            "AttachedPolicies",
        )
        .await
    {
        Ok(list) => list,
        Err(error) if error.is_not_found() => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    for policy in &attached {
        if let Some(arn) = text_at(policy, "PolicyArn") {
            gone(
                cx,
                Op::DetachRolePolicy,
                json!({"RoleName": name, "PolicyArn": arn}),
            )
            .await?;
        }
    }
    let own = cx
        .aws
        .all(
            Op::ListRolePolicies,
            json!({"RoleName": name}),
            "PolicyNames",
        )
        .await?;
    for policy in own.iter().filter_map(Value::as_str) {
        gone(
            cx,
            Op::DeleteRolePolicy,
            json!({"RoleName": name, "PolicyName": policy}),
        )
        .await?;
    }
    gone(cx, Op::DeleteRole, json!({"RoleName": name})).await
}

pub async fn create_profile(cx: &Context, item: &Item, name: &str) -> Step<Vec<(String, Value)>> {
    let properties = cx.properties(item)?;
    let mut input = json!({"InstanceProfileName": name, "Tags": tag_list(&item.tags)});
    copy(&properties, &["Path"], &mut input);
    let found = || async {
        match cx
            .aws
            .call(Op::GetInstanceProfile, json!({"InstanceProfileName": name}))
            .await
        {
            Ok(answer) => {
                let tags = answer
                    .get("InstanceProfile")
                    .and_then(|profile| profile.get("Tags"));
                let ours = tags.is_some_and(|tags| cx.is_ours(&item.address, &tags_of(tags)));
                Ok(ours.then_some(answer))
            }
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error.into()),
        }
    };
    let answer = cx.once(Op::CreateInstanceProfile, input, found).await?;
    if let Some(role) = text_at(&properties, "RoleName") {
        put_role(cx, name, role).await?;
    }
    let arn = answer
        .get("InstanceProfile")
        .and_then(|profile| profile.get("Arn"))
        .cloned();
    Ok(arn.map(|arn| ("arn".to_owned(), arn)).into_iter().collect())
}

/// Puts the role in; that it is in already is what was wanted.
async fn put_role(cx: &Context, profile: &str, role: &str) -> Step {
    let input = json!({"InstanceProfileName": profile, "RoleName": role});
    let found = || async {
        let input = json!({"InstanceProfileName": profile});
        let answer = cx.call(Op::GetInstanceProfile, input).await?;
        let roles = answer
            .get("InstanceProfile")
            .and_then(|profile| profile.get("Roles"));
        let first = roles.and_then(|roles| roles.get(0));
        Ok(first
            .filter(|first| text_at(first, "RoleName") == Some(role))
            .cloned())
    };
    match cx.once(Op::AddRoleToInstanceProfile, input, found).await {
        Ok(_) => Ok(()),
        // LimitExceeded: a profile holds one role.
        Err(Failed::Problem(problem)) => match found().await? {
            Some(_) => Ok(()),
            None => Err(Failed::Problem(problem)),
        },
        Err(other) => Err(other),
    }
}

pub async fn update_profile(cx: &Context, item: &Item, live: &Live) -> Step<Vec<(String, Value)>> {
    let name = live.name.clone().unwrap_or_else(|| live.id.clone());
    let properties = cx.properties(item)?;
    let (wanted, have) = (
        text_at(&properties, "RoleName"),
        text_at(&live.properties, "RoleName"),
    );
    if wanted != have {
        if let Some(old) = have {
            let input = json!({"InstanceProfileName": name, "RoleName": old});
            gone(cx, Op::RemoveRoleFromInstanceProfile, input).await?;
        }
        if let Some(new) = wanted {
            put_role(cx, &name, new).await?;
        }
    }
    let (set, away) = tag_changes(&item.tags, live);
    if !set.is_empty() {
        let input = json!({"InstanceProfileName": name, "Tags": tag_list(&set)});
        cx.call(Op::TagInstanceProfile, input).await?;
    }
    if !away.is_empty() {
        let input = json!({"InstanceProfileName": name, "TagKeys": away});
        cx.call(Op::UntagInstanceProfile, input).await?;
    }
    Ok(Vec::new())
}

pub async fn delete_profile(cx: &Context, live: &Live) -> Step {
    let name = live.name.clone().unwrap_or_else(|| live.id.clone());
    if let Some(role) = text_at(&live.properties, "RoleName") {
        let input = json!({"InstanceProfileName": name, "RoleName": role});
        gone(cx, Op::RemoveRoleFromInstanceProfile, input).await?;
    }
    gone(
        cx,
        Op::DeleteInstanceProfile,
        json!({"InstanceProfileName": name}),
    )
    .await
}
