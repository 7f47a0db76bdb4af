//! IAM and STS, through their SDK crates with bodies of our own.

use super::error::{CallError, CallErrorKind};
use super::operations::Op;
use super::query::{self, Lists};
use super::swap::{Repeat, Swap};
use super::xml;
use aws_sdk_iam::config;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use serde_json::{Value, json};

macro_rules! dispatch {
    ($client:expr, $op:expr, $swap:expr, {$($name:ident $method:ident)*}) => {
        match $op {
            $(Op::$name => {
                let mut overrides = config::Builder::new();
                overrides.push_retry_classifier(SharedRetryClassifier::new(Repeat::of($op)));
                let operation = $client.$method().customize().config_override(overrides);
                let result = operation.interceptor($swap.clone()).send().await;
                $swap.finish($op, result)
            })*
            _ => Err(CallError::unanswered($op, CallErrorKind::Invalid, "no call of IAM")),
        }
    };
}

/// Makes a call of IAM's.
pub(super) async fn call(
    client: &aws_sdk_iam::Client,
    op: Op,
    input: Value,
) -> Result<Value, CallError> {
    let swap = Swap::body(query::body(op.name(), "2010-05-08", &input, Lists::Members));
    let answer = dispatch!(client, op, swap, {
        ListRoles list_roles
        GetRole get_role
        CreateRole create_role
        UpdateRole update_role
        UpdateAssumeRolePolicy update_assume_role_policy
        DeleteRole delete_role
        TagRole tag_role
        UntagRole untag_role
        PutRolePermissionsBoundary put_role_permissions_boundary
        DeleteRolePermissionsBoundary delete_role_permissions_boundary
        ListAttachedRolePolicies list_attached_role_policies
        AttachRolePolicy attach_role_policy
        DetachRolePolicy detach_role_policy
        ListRolePolicies list_role_policies
        GetRolePolicy get_role_policy
        PutRolePolicy put_role_policy
        DeleteRolePolicy delete_role_policy
        ListInstanceProfiles list_instance_profiles
        GetInstanceProfile get_instance_profile
        CreateInstanceProfile create_instance_profile
        AddRoleToInstanceProfile add_role_to_instance_profile
        RemoveRoleFromInstanceProfile remove_role_from_instance_profile
        DeleteInstanceProfile delete_instance_profile
        ListInstanceProfileTags list_instance_profile_tags
        TagInstanceProfile tag_instance_profile
        UntagInstanceProfile untag_instance_profile
        CreateServiceLinkedRole create_service_linked_role
    })?;
    read(op, &answer)
}

/// Asks STS who the credentials are.
pub(super) async fn caller(client: &aws_sdk_sts::Client) -> Result<Value, CallError> {
    let op = Op::GetCallerIdentity;
    let swap = Swap::body(query::body(
        op.name(),
        "2011-06-15",
        &json!({}),
        Lists::Members,
    ));
    let mut overrides = aws_sdk_sts::config::Builder::new();
    overrides.push_retry_classifier(SharedRetryClassifier::new(Repeat::of(op)));
    let operation = client.get_caller_identity().customize();
    let operation = operation.config_override(overrides);
    let result = operation.interceptor(swap.clone()).send().await;
    read(op, &swap.finish(op, result)?)
}

/// `<CreateRoleResponse><CreateRoleResult>…`, with the policies in it as objects.
fn read(op: Op, answer: &[u8]) -> Result<Value, CallError> {
    let text = String::from_utf8_lossy(answer);
    let mut answer = xml::to_json(&text).map_err(|error| {
        let message = format!("the answer is no XML: {error}");
        CallError::unanswered(op, CallErrorKind::Transient, message)
    })?;
    let mut result = match answer.get_mut(format!("{}Result", op.name())) {
        Some(result) if !result.is_null() => result.take(),
        _ => json!({}),
    };
    parse_policies(&mut result);
    Ok(result)
}

fn parse_policies(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(parse_policies),
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name.ends_with("PolicyDocument") => {
                        if let Ok(policy) = serde_json::from_str(&query::decoded(text)) {
                            *value = policy;
                        }
                    }
                    _ => parse_policies(value),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_of_answers_are_objects() {
        let answer = b"<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName>\
            <AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D\
            </AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>";
        assert_eq!(
            read(Op::GetRole, answer),
            Ok(json!({"Role": {
                "RoleName": "r",
                "AssumeRolePolicyDocument": {"Version": "2012-10-17"},
            }}))
        );
    }

    #[test]
    fn an_answer_without_result_is_an_empty_object() {
        let answer = b"<TagRoleResponse><ResponseMetadata/></TagRoleResponse>";
        assert_eq!(read(Op::TagRole, answer), Ok(json!({})));
    }
}
