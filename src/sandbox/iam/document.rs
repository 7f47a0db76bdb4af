//! Policy documents: what IAM refuses about them (`MalformedPolicyDocument`).

use super::super::Fault;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

fn malformed(message: impl Into<String>) -> Fault {
    Fault::new(400, "MalformedPolicyDocument", message)
}

fn syntax() -> Fault {
    malformed("Syntax errors in policy.")
}

/// A document's size as quotas count it: without white space.
pub(super) fn size(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The services a trust names.
pub(super) fn services(text: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    let statements = list(document.get("Statement")).into_iter();
    let allowing = statements.filter(|statement| statement["Effect"] == "Allow");
    let named = allowing.flat_map(|statement| list(statement["Principal"].get("Service")));
    named.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A list, or the one that stands for a list of one.
fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
    }
}

/// The texts of an element that is a text or a list of texts.
fn texts(value: &Value) -> Result<Vec<&str>, Fault> {
    let items = list(Some(value)).into_iter();
    items.map(|item| item.as_str().ok_or_else(syntax)).collect()
}

const IN_DOCUMENT: &[&str] = &["Version", "Id", "Statement"];
const IN_STATEMENT: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// What both sorts share; hands out the statements.
fn statements(text: &str) -> Result<Vec<Map<String, Value>>, Fault> {
    let document: Value =
        serde_json::from_str(text).map_err(|_| malformed("This policy contains invalid Json"))?;
    let Value::Object(document) = document else {
        return Err(syntax());
    };
    if document
        .keys()
        .any(|key| !IN_DOCUMENT.contains(&key.as_str()))
    {
        return Err(syntax());
    }
    match document.get("Version").and_then(Value::as_str) {
        Some("2012-10-17" | "2008-10-17") => {}
        None => {
            return Err(malformed(
                "Policy document must be version 2012-10-17 or greater.",
            ));
        }
        Some(_) => return Err(syntax()),
    }
    let statements = list(document.get("Statement"));
    if statements.is_empty() {
        return Err(syntax());
    }
    let mut sids = BTreeSet::new();
    let mut found = Vec::new();
    for statement in statements {
        let statement = statement.as_object().ok_or_else(syntax)?;
        check_statement(statement)?;
        let sid = statement.get("Sid").and_then(Value::as_str).unwrap_or("");
        if !sid.is_empty() && !sids.insert(sid.to_owned()) {
            return Err(malformed(
                "Statement IDs (SID) in a single policy must be unique.",
            ));
        }
        found.push(statement.clone());
    }
    Ok(found)
}

fn check_statement(statement: &Map<String, Value>) -> Result<(), Fault> {
    if statement
        .keys()
        .any(|key| !IN_STATEMENT.contains(&key.as_str()))
    {
        return Err(syntax());
    }
    if !matches!(
        statement.get("Effect").and_then(Value::as_str),
        Some("Allow" | "Deny")
    ) {
        return Err(syntax());
    }
    for (one, other) in [
        ("Action", "NotAction"),
        ("Resource", "NotResource"),
        ("Principal", "NotPrincipal"),
    ] {
        if statement.contains_key(one) && statement.contains_key(other) {
            return Err(syntax());
        }
    }
    if let Some(sid) = statement.get("Sid") {
        let sid = sid.as_str().ok_or_else(syntax)?;
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(malformed(
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
            ));
        }
    }
    if let Some(condition) = statement.get("Condition") {
        let operators = condition.as_object().ok_or_else(syntax)?;
        for (operator, keys) in operators {
            check_condition(operator, keys)?;
        }
    }
    check_actions(statement)
}

const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

fn check_condition(operator: &str, keys: &Value) -> Result<(), Fault> {
    let plain = operator
        .strip_prefix("ForAllValues:")
        .or_else(|| operator.strip_prefix("ForAnyValue:"))
        .unwrap_or(operator);
    let plain = plain.strip_suffix("IfExists").unwrap_or(plain);
    if !OPERATORS.contains(&plain) {
        return Err(malformed(format!("Invalid Condition type : {operator}.")));
    }
    let keys = keys.as_object().ok_or_else(syntax)?;
    for (key, values) in keys {
        if !key.contains(':') {
            return Err(malformed(format!(
                "Condition keys must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: {key}"
            )));
        }
        let simple = |value: &&Value| !value.is_object() && !value.is_null() && !value.is_array();
        if !list(Some(values)).iter().all(simple) {
            return Err(syntax());
        }
    }
    Ok(())
}

fn check_actions(statement: &Map<String, Value>) -> Result<(), Fault> {
    let actions = statement.get("Action").or(statement.get("NotAction"));
    let Some(actions) = actions else {
        return Err(malformed("Policy statement must contain actions."));
    };
    let actions = texts(actions)?;
    if actions.is_empty() {
        return Err(malformed("Policy statement must contain actions."));
    }
    for action in actions {
        let vendor = action == "*"
            || action.split_once(':').is_some_and(|(vendor, name)| {
                let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
                !vendor.is_empty() && !name.is_empty() && vendor.chars().all(word)
            });
        if !vendor {
            return Err(malformed(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            ));
        }
    }
    Ok(())
}

/// A trust: who may take a role on.
pub(super) fn trust(text: &str) -> Result<(), Fault> {
    for statement in statements(text)? {
        for prohibited in ["Resource", "NotResource"] {
            if statement.contains_key(prohibited) {
                return Err(malformed(format!("Has prohibited field {prohibited}")));
            }
        }
        let Some(principal) = statement.get("Principal").or(statement.get("NotPrincipal")) else {
            return Err(malformed("Missing required field Principal"));
        };
        check_principal(principal)?;
        let actions = statement.get("Action").or(statement.get("NotAction"));
        let actions = actions.map_or(Ok(Vec::new()), texts)?;
        let sts = |action: &&str| action.to_ascii_lowercase().starts_with("sts:");
        if !actions.iter().all(sts) {
            return Err(malformed(
                "AssumeRole policy may only specify STS AssumeRole actions.",
            ));
        }
    }
    Ok(())
}

fn check_principal(principal: &Value) -> Result<(), Fault> {
    let kinds = match principal {
        Value::String(all) if all == "*" => return Ok(()),
        Value::Object(kinds) if !kinds.is_empty() => kinds,
        _ => return Err(syntax()),
    };
    for (kind, names) in kinds {
        let names = texts(names)?;
        if names.is_empty() {
            return Err(syntax());
        }
        for name in names {
            let well = match kind.as_str() {
                "Service" => service(name),
                "AWS" => {
                    name == "*"
                        || (name.len() == 12 && name.bytes().all(|b| b.is_ascii_digit()))
                        || (name.starts_with("arn:aws") && name.split(':').count() >= 6)
                }
                "Federated" => name.contains('.') || name.starts_with("arn:aws"),
                "CanonicalUser" => true,
                _ => return Err(syntax()),
            };
            if !well {
                let kind = if kind == "Service" { "SERVICE" } else { kind };
                return Err(malformed(format!(
                    "Invalid principal in policy: \"{kind}\":\"{name}\""
                )));
            }
        }
    }
    Ok(())
}

fn service(name: &str) -> bool {
    let suffixes = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".amazonaws.eu",
        ".aws.internal",
    ];
    let stem = suffixes.iter().find_map(|suffix| name.strip_suffix(suffix));
    stem.is_some_and(|stem| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        !stem.is_empty() && stem.chars().all(fits)
    })
}

/// A policy of permissions.
pub(super) fn permissions(text: &str) -> Result<(), Fault> {
    for statement in statements(text)? {
        if statement.contains_key("Principal") || statement.contains_key("NotPrincipal") {
            return Err(malformed("Policy document should not specify a principal."));
        }
        let resources = statement.get("Resource").or(statement.get("NotResource"));
        let resources = resources.map_or(Ok(Vec::new()), texts)?;
        if resources.is_empty() {
            return Err(malformed("Policy statement must contain resources."));
        }
        for resource in resources {
            check_resource(resource)?;
        }
    }
    Ok(())
}

fn check_resource(resource: &str) -> Result<(), Fault> {
    if resource == "*" {
        return Ok(());
    }
    let parts: Vec<&str> = resource.splitn(6, ':').collect();
    if parts[0] != "arn" && !resource.starts_with('*') {
        return Err(malformed(format!(
            "Resource {resource} must be in ARN format or \"*\"."
        )));
    }
    if parts.len() < 6 && !resource.contains('*') {
        return Err(malformed("The policy failed legacy parsing"));
    }
    let partition = parts.get(1).copied().unwrap_or("");
    if parts[0] == "arn" && !partition.starts_with("aws") && !partition.contains('*') {
        return Err(malformed(format!(
            "Partition \"{partition}\" is not valid for resource \"{resource}\"."
        )));
    }
    Ok(())
}
