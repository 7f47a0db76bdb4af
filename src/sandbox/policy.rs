//! Decides by an IAM policy document whether a call is allowed (`--policy FILE`).

use serde_json::Value;

/// Whether the document allows `action` (`batch:CreateJobQueue`) on any of `resources` (ARNs; `*`
/// where the action has none). `context` has condition keys such as `iam:PassedToService`.
///
/// A statement that denies the call on one of the resources takes that resource away; what no
/// statement allows is denied.
pub fn allows(
    document: &Value,
    action: &str,
    resources: &[String],
    context: &[(String, String)],
) -> bool {
    let whole = ["*".to_owned()];
    let resources = if resources.is_empty() {
        &whole
    } else {
        resources
    };
    let statements = as_list(document.get("Statement"));
    resources.iter().any(|resource| {
        let applies = |effect: &str| {
            statements.iter().any(|statement| {
                statement.get("Effect").and_then(Value::as_str) == Some(effect)
                    && applies(statement, effect, action, resource, context)
            })
        };
        !applies("Deny") && applies("Allow")
    })
}

/// One thing may stand without the brackets of a list.
fn as_list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    as_list(value).into_iter().map(text).collect()
}

fn applies(
    statement: &Value,
    effect: &str,
    action: &str,
    resource: &str,
    context: &[(String, String)],
) -> bool {
    let named = |name: &str, not: &str, matches: &dyn Fn(&str) -> bool| match (
        statement.get(name),
        statement.get(not),
    ) {
        (Some(list), _) => texts(Some(list)).iter().any(|pattern| matches(pattern)),
        (None, Some(list)) => !texts(Some(list)).iter().any(|pattern| matches(pattern)),
        (None, None) => false,
    };
    named("Action", "NotAction", &|pattern| {
        like(&pattern.to_ascii_lowercase(), &action.to_ascii_lowercase())
    }) && named("Resource", "NotResource", &|pattern| {
        arn_like(pattern, resource)
    }) && conditions_hold(statement.get("Condition"), effect, context)
}

/// `*` stands for any text, `?` for one character.
pub fn like(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut in_text) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while in_text < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(&character) if character == '?' || character == text[in_text] => {
                at += 1;
                in_text += 1;
            }
            _ => match star {
                Some((after, from)) => {
                    at = after + 1;
                    in_text = from + 1;
                    star = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|&character| character == '*')
}

/// A star in an ARN's first five parts stays within its part, as IAM compares them.
fn arn_like(pattern: &str, text: &str) -> bool {
    if pattern == "*" || !pattern.starts_with("arn:") {
        return like(pattern, text);
    }
    let parts = |arn: &str| arn.splitn(6, ':').map(str::to_owned).collect::<Vec<_>>();
    let (wanted, given) = (parts(pattern), parts(text));
    if wanted.len() < 6 || given.len() < 6 {
        return like(pattern, text);
    }
    let mut pairs = wanted.iter().zip(&given);
    pairs.all(|(wanted, given)| like(wanted, given))
}

/// All operators and all their keys must hold. An operator that is not known here makes a
/// statement say no: it then allows nothing, and denies.
fn conditions_hold(conditions: Option<&Value>, effect: &str, context: &[(String, String)]) -> bool {
    let Some(operators) = conditions.and_then(Value::as_object) else {
        return true;
    };
    operators.iter().all(|(operator, keys)| {
        let Some(keys) = keys.as_object() else {
            return effect == "Deny";
        };
        keys.iter().all(|(key, wanted)| {
            let same = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(key);
            let given: Vec<&str> = context
                .iter()
                .filter(same)
                .map(|(_, value)| value.as_str())
                .collect();
            holds(operator, &given, &texts(Some(wanted))).unwrap_or(effect == "Deny")
        })
    })
}

/// Whether an operator holds; `None` where it is not known.
fn holds(operator: &str, given: &[&str], wanted: &[String]) -> Option<bool> {
    let (every, operator) = match operator.split_once(':') {
        Some(("ForAllValues", rest)) => (Some(true), rest),
        Some(("ForAnyValue", rest)) => (Some(false), rest),
        Some(_) => return None,
        None => (None, operator),
    };
    if operator == "Null" {
        let absent = wanted
            .first()
            .is_some_and(|word| word.eq_ignore_ascii_case("true"));
        return Some(absent == given.is_empty());
    }
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (operator, false),
    };
    let (operator, negated) = negation(operator);
    let compare = comparison(operator)?;
    if given.is_empty() {
        // ForAllValues holds over nothing; a negated operator holds where the key is not there.
        return Some(if_exists || every == Some(true) || (negated && every.is_none()));
    }
    let matches = |value: &&str| wanted.iter().any(|wanted| compare(value, wanted)) != negated;
    Some(match every {
        Some(false) => given.iter().any(matches),
        _ => given.iter().all(matches),
    })
}

/// `StringNotEquals` is not `StringEquals`.
fn negation(operator: &str) -> (&str, bool) {
    match operator {
        "StringNotEquals" => ("StringEquals", true),
        "StringNotEqualsIgnoreCase" => ("StringEqualsIgnoreCase", true),
        "StringNotLike" => ("StringLike", true),
        "ArnNotEquals" | "ArnNotLike" => ("ArnLike", true),
        "NumericNotEquals" => ("NumericEquals", true),
        operator => (operator, false),
    }
}

type Comparison = fn(&str, &str) -> bool;

fn comparison(operator: &str) -> Option<Comparison> {
    Some(match operator {
        "StringEquals" => |given, wanted| given == wanted,
        "StringEqualsIgnoreCase" => |given, wanted| given.to_lowercase() == wanted.to_lowercase(),
        "StringLike" => |given, wanted| like(wanted, given),
        "ArnEquals" | "ArnLike" => |given, wanted| arn_like(wanted, given),
        "Bool" => |given, wanted| given.eq_ignore_ascii_case(wanted),
        "NumericEquals" => |given, wanted| number(given).is_some_and(|n| Some(n) == number(wanted)),
        "NumericLessThan" => |given, wanted| number(given) < number(wanted),
        "NumericLessThanEquals" => |given, wanted| number(given) <= number(wanted),
        "NumericGreaterThan" => |given, wanted| number(given) > number(wanted),
        "NumericGreaterThanEquals" => |given, wanted| number(given) >= number(wanted),
        _ => return None,
    })
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asks(document: &Value, action: &str, resource: &str, context: &[(&str, &str)]) -> bool {
        let context: Vec<(String, String)> = context
            .iter()
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .collect();
        allows(document, action, &[resource.to_owned()], &context)
    }

    #[test]
    fn denies_by_default_and_explicitly() {
        assert!(!asks(&json!({}), "batch:CreateJobQueue", "*", &[]));
        let document = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["batch:*", "IAM:Get?ole"], "Resource": "*"},
            {"Effect": "Deny", "Action": "batch:Delete*", "Resource": "arn:aws:batch:*:*:job-queue/keep-*"},
        ]});
        let queue = "arn:aws:batch:us-east-1:123456789012:job-queue/";
        assert!(asks(&document, "batch:CreateJobQueue", "*", &[]));
        assert!(asks(&document, "iam:GetRole", "*", &[]));
        assert!(!asks(&document, "iam:GetRolePolicy", "*", &[]));
        assert!(asks(
            &document,
            "batch:DeleteJobQueue",
            &format!("{queue}a"),
            &[]
        ));
        assert!(!asks(
            &document,
            "batch:DeleteJobQueue",
            &format!("{queue}keep-a"),
            &[]
        ));
    }

    #[test]
    fn a_resource_of_its_own_does_not_cover_a_call_without_one() {
        let document = json!({"Statement":
            {"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:batch:*:123456789012:*"}});
        assert!(!asks(&document, "batch:DescribeJobQueues", "*", &[]));
        assert!(asks(
            &document,
            "batch:CreateJobQueue",
            "arn:aws:batch:r:123456789012:job-queue/a",
            &[]
        ));
        assert!(!asks(
            &document,
            "batch:CreateJobQueue",
            "arn:aws:batch:r:999999999999:job-queue/a",
            &[]
        ));
        assert!(!asks(
            &document,
            "iam:PassRole",
            "arn:aws:batch:r:123456789012:x",
            &[]
        ));
        let other = json!({"Statement": {"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::a"}});
        assert!(!asks(&other, "s3:GetObject", "arn:aws:s3:::a", &[]));
        assert!(asks(&other, "s3:GetObject", "arn:aws:s3:::b", &[]));
    }

    #[test]
    fn weighs_conditions() {
        let with = |condition: Value| json!({"Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": condition}]});
        let ask = |condition: Value, context: &[(&str, &str)]| {
            asks(
                &with(condition),
                "iam:PassRole",
                "arn:aws:iam::1:role/a",
                context,
            )
        };
        let service = json!({"StringEquals": {"iam:PassedToService": ["batch.amazonaws.com", "ec2.amazonaws.com"]}});
        assert!(ask(
            service.clone(),
            &[("IAM:passedtoservice", "ec2.amazonaws.com")]
        ));
        assert!(!ask(service.clone(), &[("iam:PassedToService", "x")]));
        assert!(!ask(service, &[]));
        assert!(ask(json!({"StringNotEquals": {"a": "b"}}), &[]));
        assert!(ask(json!({"StringEqualsIfExists": {"a": "b"}}), &[]));
        assert!(ask(
            json!({"Null": {"aws:TagKeys": "false"}}),
            &[("aws:TagKeys", "k")]
        ));
        assert!(!ask(
            json!({"Null": {"aws:TagKeys": true}}),
            &[("aws:TagKeys", "k")]
        ));
        let keys = json!({"ForAllValues:StringLike": {"aws:TagKeys": ["batchlang:*"]}});
        assert!(ask(
            keys.clone(),
            &[
                ("aws:TagKeys", "batchlang:a"),
                ("aws:TagKeys", "batchlang:b")
            ]
        ));
        assert!(!ask(
            keys.clone(),
            &[("aws:TagKeys", "batchlang:a"), ("aws:TagKeys", "b")]
        ));
        assert!(ask(keys, &[]));
        assert!(!ask(json!({"ForAnyValue:StringEquals": {"k": "a"}}), &[]));
        assert!(ask(
            json!({"Bool": {"aws:SecureTransport": true}}),
            &[("aws:SecureTransport", "true")]
        ));
        assert!(ask(
            json!({"ArnLike": {"k": "arn:aws:iam::*:role/x*"}}),
            &[("k", "arn:aws:iam::1:role/xy")]
        ));
        assert!(!ask(
            json!({"DateGreaterThan": {"k": "2020-01-01"}}),
            &[("k", "2021-01-01")]
        ));
    }
}
