//! References to what only AWS knows, inside plain JSON values.
//!
//! A reference stands in a string as `⟦job_queue.main#arn⟧`, the brackets being characters of
//! Unicode's private area, which no text of a user's may hold. So properties stay JSON that can be
//! stored, digested and compared, and are resolved as soon as more is known.

use super::model::Address;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
/// The key of an object that stands for its text in base64.
pub const BASE64: &str = "\u{E000}base64";

/// What is known of what AWS says, by address and attribute.
#[derive(Clone, Debug, Default)]
pub struct Known(BTreeMap<Address, BTreeMap<String, Value>>);

impl Known {
    pub fn set(&mut self, address: &Address, attribute: &str, value: Value) {
        let attributes = self.0.entry(address.clone()).or_default();
        attributes.insert(attribute.to_owned(), value);
    }

    pub fn extend(
        &mut self,
        address: &Address,
        attributes: impl IntoIterator<Item = (String, Value)>,
    ) {
        self.0
            .entry(address.clone())
            .or_default()
            .extend(attributes);
    }

    pub fn forget(&mut self, address: &Address, attribute: &str) {
        if let Some(attributes) = self.0.get_mut(address) {
            attributes.remove(attribute);
        }
    }

    pub fn forget_all(&mut self, address: &Address) {
        self.0.remove(address);
    }

    pub fn get(&self, address: &Address, attribute: &str) -> Option<&Value> {
        self.0.get(address)?.get(attribute)
    }
}

/// The text that stands for an attribute of something made.
pub fn reference(address: &Address, attribute: &str) -> String {
    format!("{OPEN}{address}#{attribute}{CLOSE}")
}

/// The value with everything put in that is known.
pub fn resolve(value: &Value, known: &Known) -> Value {
    match value {
        Value::String(text) => resolve_text(text, known),
        Value::Array(items) => {
            let mut out = Vec::with_capacity(items.len());
            for item in items {
                let single = is_reference(item);
                match resolve(item, known) {
                    // A list among the items: all subnets of a VPC.
                    Value::Array(inner) if single => out.extend(inner),
                    other => out.push(other),
                }
            }
            Value::Array(out)
        }
        Value::Object(entries) => {
            if let (1, Some(text)) = (entries.len(), entries.get(BASE64)) {
                return match resolve(text, known) {
                    Value::String(text) if !text.contains(OPEN) => {
                        Value::String(aws_smithy_types::base64::encode(text.as_bytes()))
                    }
                    text => Value::Object(Map::from_iter([(BASE64.to_owned(), text)])),
                };
            }
            let entry = |(key, value): (&String, &Value)| (key.clone(), resolve(value, known));
            Value::Object(entries.iter().map(entry).collect())
        }
        other => other.clone(),
    }
}

fn is_reference(value: &Value) -> bool {
    matches!(value, Value::String(text) if text.starts_with(OPEN))
}

fn resolve_text(text: &str, known: &Known) -> Value {
    if !text.contains(OPEN) {
        return Value::String(text.to_owned());
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(OPEN) {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find(CLOSE) else {
            break;
        };
        let whole = &rest[start..start + end + CLOSE.len_utf8()];
        match parse(whole).and_then(|(address, attribute)| known.get(&address, &attribute)) {
            Some(value) if whole.len() == text.len() => return value.clone(),
            Some(Value::String(value)) => out.push_str(value),
            Some(value) => out.push_str(&value.to_string()),
            None => out.push_str(whole),
        }
        rest = &rest[start + whole.len()..];
    }
    out.push_str(rest);
    Value::String(out)
}

fn parse(reference: &str) -> Option<(Address, String)> {
    let inner = reference.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let (address, attribute) = inner.split_once('#')?;
    Some((Address::parse(address)?, attribute.to_owned()))
}

/// Whether something in the value is not known yet.
pub fn is_unknown(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(OPEN),
        Value::Array(items) => items.iter().any(is_unknown),
        Value::Object(entries) => entries
            .iter()
            .any(|(key, value)| key == BASE64 || is_unknown(value)),
        _ => false,
    }
}

/// What the value refers to.
pub fn references(value: &Value, out: &mut BTreeSet<(Address, String)>) {
    match value {
        Value::String(text) => {
            for part in text.split(OPEN).skip(1) {
                let Some((inner, _)) = part.split_once(CLOSE) else {
                    continue;
                };
                if let Some((address, attribute)) = inner.split_once('#')
                    && let Some(address) = Address::parse(address)
                {
                    out.insert((address, attribute.to_owned()));
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, out)),
        Value::Object(entries) => entries.values().for_each(|value| references(value, out)),
        _ => {}
    }
}

/// The value as text whose keys are in order: equal values give equal texts.
pub fn stable(value: &Value) -> String {
    fn write(value: &Value, out: &mut String) {
        match value {
            Value::Object(entries) => {
                let mut keys: Vec<&String> = entries.keys().collect();
                keys.sort_unstable();
                out.push('{');
                for key in keys {
                    out.push_str(&Value::String(key.clone()).to_string());
                    out.push(':');
                    write(&entries[key], out);
                    out.push(',');
                }
                out.push('}');
            }
            Value::Array(items) => {
                out.push('[');
                for item in items {
                    write(item, out);
                    out.push(',');
                }
                out.push(']');
            }
            other => out.push_str(&other.to_string()),
        }
    }
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// A short digest, the same on every machine and in every version.
pub fn digest(value: &Value) -> String {
    format!("{:016x}", crate::resources::digest(&stable(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::model::ItemKind;
    use serde_json::json;

    #[test]
    fn references_are_found_and_put_in() {
        let vpc = Address::new(ItemKind::Vpc, "main");
        let id = reference(&vpc, "id");
        let value = json!({"VpcId": id, "Text": format!("in {id}!"), "List": ["a", reference(&vpc, "ids")]});
        let mut found = BTreeSet::new();
        references(&value, &mut found);
        assert_eq!(found.len(), 2);
        assert!(is_unknown(&value));
        let mut known = Known::default();
        known.set(&vpc, "id", json!("vpc-1"));
        known.set(&vpc, "ids", json!(["b", "c"]));
        let resolved = resolve(&value, &known);
        assert_eq!(
            resolved,
            json!({"VpcId": "vpc-1", "Text": "in vpc-1!", "List": ["a", "b", "c"]})
        );
        assert!(!is_unknown(&resolved));
    }

    #[test]
    fn base64_waits_for_what_is_in_it() {
        let vpc = Address::new(ItemKind::Vpc, "main");
        let value = json!({BASE64: format!("id={}", reference(&vpc, "id"))});
        assert!(is_unknown(&resolve(&value, &Known::default())));
        let mut known = Known::default();
        known.set(&vpc, "id", json!("x"));
        assert_eq!(resolve(&value, &known), json!("aWQ9eA=="));
    }

    #[test]
    fn the_order_of_keys_is_no_difference() {
        assert_eq!(
            digest(&json!({"a": 1, "b": 2})),
            digest(&json!({"b": 2, "a": 1}))
        );
        assert_ne!(digest(&json!([1, 2])), digest(&json!([2, 1])));
    }
}
