//! JSON values as short text: what a plan shows of them.

use serde_json::{Map, Value};

/// The characters references to what only AWS knows stand between inside a string.
const REFERENCE: (char, char) = ('\u{E000}', '\u{E001}');
/// The key of an object that stands for its text in base64.
const BASE64: &str = "\u{E000}base64";

/// A value on one line: `[a, b]`, `{k: v}`, words bare where they can be. A text on its own needs
/// quotes only where its ends could not be seen.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) if is_line(text) => references(text),
        value => nested(value),
    }
}

/// The same inside a list or an object, where commas and brackets mean something.
pub fn nested(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => string(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(nested).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(object) => match base64(object) {
            Some(inner) => string(inner),
            None => {
                let entries: Vec<String> = object
                    .iter()
                    .map(|(key, value)| format!("{}: {}", string(key), nested(value)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        },
    }
}

/// The text of an object that stands for its base64.
pub fn base64(object: &Map<String, Value>) -> Option<&str> {
    match (object.len(), object.get(BASE64)) {
        (1, Some(Value::String(text))) => Some(text),
        _ => None,
    }
}

/// One line that neither begins nor ends with what cannot be seen.
fn is_line(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(char::is_control)
}

/// A string: bare where nobody could mistake it, in quotes else; several lines are counted.
fn string(text: &str) -> String {
    let text = references(text);
    let lines = text.lines().count();
    if lines > 1 {
        return format!("({lines} lines)");
    }
    let odd = |c: char| c.is_control() || matches!(c, '"' | '\\' | ',' | '[' | ']' | '{' | '}');
    let looks_otherwise = text.is_empty()
        || text.trim() != text
        || matches!(text.as_str(), "true" | "false" | "null")
        || text.parse::<f64>().is_ok();
    match looks_otherwise || text.contains(odd) && !text.contains("${") {
        true => Value::String(text).to_string(),
        false => text,
    }
}

/// References as a person may read them: `${compute_environment.main.arn}`.
pub fn references(text: &str) -> String {
    if !text.contains(REFERENCE.0) {
        return text.to_owned();
    }
    text.replace(REFERENCE.0, "${")
        .replace(REFERENCE.1, "}")
        .replace('#', ".")
}

/// At most so many columns, `…` at the end of what was cut.
pub fn clip(text: &str, room: usize) -> String {
    let room = room.max(8);
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(room - 1).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Known pairs become maps and known lists their short forms, so that differences are told by what
/// they are about: `environment` by name, a queue's environments by place, rules as sentences.
pub fn plain(path: &str, value: &Value) -> Value {
    let Value::Array(items) = value else {
        return value.clone();
    };
    let last = path.rsplit('.').next().unwrap_or(path);
    if let Some(words) = sentences(last, items) {
        return Value::Array(words.into_iter().map(Value::String).collect());
    }
    match pairs(items) {
        Some(map) => Value::Object(map),
        None => value.clone(),
    }
}

/// `[{name, value}]`, `[{Key, Value}]`, `[{type, value}]` as a map.
fn pairs(items: &[Value]) -> Option<Map<String, Value>> {
    let mut map = Map::new();
    for item in items {
        let object = item.as_object()?;
        let key = ["name", "Key", "key", "type", "Name"]
            .iter()
            .find_map(|key| object.get(*key))?
            .as_str()?;
        let value = ["value", "Value", "valueFrom"]
            .iter()
            .find_map(|name| object.get(*name))?;
        if object.len() != 2 || map.insert(key.to_owned(), value.clone()).is_some() {
            return None;
        }
    }
    (!map.is_empty()).then_some(map)
}

fn sentences(field: &str, items: &[Value]) -> Option<Vec<String>> {
    let of = |item: &Value| match field {
        "computeEnvironmentOrder" => named(item, "computeEnvironment"),
        "serviceEnvironmentOrder" => named(item, "serviceEnvironment"),
        "Ingress" => rule(item, "from"),
        "Egress" => rule(item, "to"),
        "Routes" => route(item),
        "ManagedPolicies" => item.as_str().map(|arn| last_part(arn).to_owned()),
        _ => None,
    };
    let ordered = match field.ends_with("Order") {
        true => {
            let mut sorted: Vec<&Value> = items.iter().collect();
            sorted.sort_by_key(|item| item.get("order").and_then(Value::as_i64));
            sorted
        }
        false => items.iter().collect(),
    };
    ordered.into_iter().map(of).collect()
}

fn named(item: &Value, field: &str) -> Option<String> {
    let name = item.as_str().or_else(|| item.get(field)?.as_str());
    Some(last_part(name?).to_owned())
}

/// `workers` of `arn:aws:batch:…:compute-environment/workers`; a reference stays whole.
pub fn last_part(arn: &str) -> &str {
    match arn.starts_with("arn:") && !arn.contains(REFERENCE.0) {
        true => arn.rsplit('/').next().unwrap_or(arn),
        false => arn,
    }
}

/// `tcp 443 to 10.0.0.0/16`
fn rule(item: &Value, word: &str) -> Option<String> {
    let text = |field: &str| item.get(field).and_then(Value::as_str);
    let peer = ["CidrIp", "CidrIpv6", "ReferencedGroupId", "PrefixListId"]
        .iter()
        .find_map(|field| text(field))?;
    let mut out = match text("IpProtocol")? {
        "-1" => "everything".to_owned(),
        protocol => protocol.to_owned(),
    };
    // The canonical form has ports as text, as EC2's answers do.
    let port = |field: &str| match item.get(field)? {
        Value::String(text) => text.parse().ok(),
        value => value.as_i64(),
    };
    match (port("FromPort"), port("ToPort")) {
        (Some(-1), _) | (None, _) => {}
        (Some(0), Some(65535)) => out.push_str(" all ports"),
        (Some(from), Some(to)) if from != to => out.push_str(&format!(" {from}-{to}")),
        (Some(from), _) => out.push_str(&format!(" {from}")),
    }
    out.push_str(&format!(" {word} {peer}"));
    if let Some(about) = text("Description").filter(|about| !about.is_empty()) {
        out.push_str(&format!(" ({about})"));
    }
    Some(out)
}

/// `0.0.0.0/0 via igw-1`
fn route(item: &Value) -> Option<String> {
    let text = |field: &str| item.get(field).and_then(Value::as_str);
    let via = text("GatewayId").or_else(|| text("NatGatewayId"))?;
    Some(format!("{} via {via}", text("DestinationCidrBlock")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_stand_bare_and_what_could_be_mistaken_in_quotes() {
        let value = json!(["m5.large", "a b", "", "12", 12, {"k": null}, "x\ny", "tr\"ue"]);
        assert_eq!(
            text(&value),
            r#"[m5.large, a b, "", "12", 12, {k: null}, (2 lines), "tr\"ue"]"#
        );
        assert_eq!(
            text(&json!({"\u{E000}base64": "\u{E000}role.a#arn\u{E001}"})),
            "${role.a.arn}"
        );
        assert_eq!(clip("0123456789", 8), "0123456…");
    }

    #[test]
    fn rules_routes_and_orders_are_sentences() {
        let rules = json!([
            {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"},
            {"IpProtocol": "tcp", "FromPort": "443", "ToPort": 443, "ReferencedGroupId": "sg-1", "Description": "api"},
        ]);
        assert_eq!(
            plain("Egress", &rules),
            json!(["everything to 0.0.0.0/0", "tcp 443 to sg-1 (api)"])
        );
        let order = json!([
            {"order": 2, "computeEnvironment": "arn:aws:batch:us-east-1:1:compute-environment/b"},
            {"order": 1, "computeEnvironment": "a"},
        ]);
        assert_eq!(plain("computeEnvironmentOrder", &order), json!(["a", "b"]));
        let environment = json!([{"name": "A", "value": "1"}]);
        assert_eq!(plain("x.environment", &environment), json!({"A": "1"}));
    }
}
