//! How the services of this room read a request and word a refusal.

use super::super::{Context, Fault};
use serde_json::{Map, Value};

pub type Object = Map<String, Value>;

/// The text of a field; `None` where it is absent.
pub fn text<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    value.get(field)?.as_str()
}

pub fn int(value: &Value, field: &str) -> Option<i64> {
    value.get(field)?.as_i64()
}

pub fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

pub fn texts<'v>(value: &'v Value, field: &str) -> Vec<&'v str> {
    list(value, field)
        .iter()
        .filter_map(Value::as_str)
        .collect()
}

/// A refusal in the words Batch puts before what its inner services say.
pub fn executing(message: impl std::fmt::Display) -> Fault {
    Fault::client(format!("Error executing request, Exception : {message}"))
}

/// What a Create answers whose name is taken.
pub fn exists() -> Fault {
    Fault::new(409, "ClientException", "Object already exists")
}

pub fn does_not_exist(arn: impl std::fmt::Display) -> Fault {
    Fault::client(format!("{arn} does not exist"))
}

/// The name a Create gives: up to 128 letters, digits, hyphens and underscores, the first a letter
/// or a digit (Terraform's provider; AWS does not publish its own pattern).
pub fn new_name<'v>(input: &'v Value, field: &str) -> Result<&'v str, Fault> {
    let name = text(input, field).unwrap_or_default();
    let first = name
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphanumeric());
    let rest = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if first && rest && name.len() <= 128 {
        return Ok(name);
    }
    Err(executing(format!(
        "{field} must have 1 to 128 letters (uppercase and lowercase), numbers, hyphens and \
         underscores, and begin with a letter or a number: '{name}'"
    )))
}

/// The ARN of a thing of this account and region: `arn(cx, "job-queue", "main")`.
pub fn arn(cx: &Context, kind: &str, name: &str) -> String {
    let (partition, region, account) = (cx.partition(), cx.region, cx.account_id());
    format!("arn:{partition}:batch:{region}:{account}:{kind}/{name}")
}

/// The name a caller means by a name or an ARN of this account and region.
pub fn name_in<'v>(cx: &Context, kind: &str, name_or_arn: &'v str) -> &'v str {
    let prefix = arn(cx, kind, "");
    // Any other ARN names nothing here: no name has a colon.
    name_or_arn.strip_prefix(&prefix).unwrap_or(name_or_arn)
}

/// The tags of a Create: at most 50 (the model's own bound), none of AWS's own.
pub fn tags(input: &Value) -> Result<Object, Fault> {
    let tags = input.get("tags").and_then(Value::as_object);
    let tags = tags.cloned().unwrap_or_default();
    check_tags(&tags)?;
    Ok(tags)
}

pub fn check_tags(tags: &Object) -> Result<(), Fault> {
    if let Some(key) = tags
        .keys()
        .find(|key| key.to_lowercase().starts_with("aws:"))
    {
        return Err(executing(format!(
            "Tag keys beginning with 'aws:' are reserved for AWS use: {key}"
        )));
    }
    if tags.len() > 50 {
        return Err(executing(
            "Too many tags: at most 50 are allowed on a resource",
        ));
    }
    Ok(())
}

/// A number within bounds, where it is given.
pub fn within(value: &Value, field: &str, low: i64, high: i64) -> Result<(), Fault> {
    match int(value, field) {
        Some(number) if !(low..=high).contains(&number) => Err(executing(format!(
            "{field} must be between {low} and {high}: {number}"
        ))),
        _ => Ok(()),
    }
}

/// A v4-shaped UUID that is the same in every run.
pub fn uuid(cx: &mut Context) -> String {
    let low = cx.id("u");
    let high = cx.id("u");
    let hex = format!("{}{}", &low[3..], &high[3..]);
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}
