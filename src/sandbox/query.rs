//! The Query protocol of IAM, EC2 and STS: a form in, XML out.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The parameters of a call, by their dotted names: `Filter.1.Value.2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub fields: BTreeMap<String, String>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    pub fn parse(body: &str) -> Form {
        let pairs = body.split('&').filter(|pair| !pair.is_empty());
        let fields = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Form {
            fields: fields.collect(),
        }
    }

    /// A form from names and values.
    pub fn of<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Form {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Form {
            fields: fields.into_iter().map(owned).collect(),
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// The fields under a prefix, by what follows it and the dot.
    fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let fields = self.fields.range(prefix.to_owned()..);
        fields
            .take_while(move |(name, _)| name.starts_with(prefix))
            .filter_map(move |(name, value)| {
                let rest = name[prefix.len()..].strip_prefix('.')?;
                Some((rest, value.as_str()))
            })
    }

    /// Whether anything lies under a prefix, or the field itself is there.
    pub fn has(&self, prefix: &str) -> bool {
        self.fields.contains_key(prefix) || self.under(prefix).next().is_some()
    }

    /// The numbers of a list's elements, ascending: `Tag` of `Tag.1.Key` and `Tag.2.Key`.
    pub fn indices(&self, prefix: &str) -> Vec<usize> {
        let number = |rest: &str| rest.split('.').next()?.parse::<usize>().ok();
        let mut found: Vec<usize> = self
            .under(prefix)
            .filter_map(|(rest, _)| number(rest))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The prefixes of a list's elements: `Tag.1`, `Tag.2`.
    pub fn elements(&self, prefix: &str) -> Vec<String> {
        let indices = self.indices(prefix).into_iter();
        indices.map(|index| format!("{prefix}.{index}")).collect()
    }

    /// The texts of a list: `VpcId.1`, `VpcId.2`.
    pub fn list(&self, prefix: &str) -> Vec<&str> {
        let elements = self.elements(prefix);
        elements.iter().filter_map(|name| self.get(name)).collect()
    }

    /// Keys and values of a list of tags in the order given; a missing value is empty.
    pub fn pairs(&self, prefix: &str) -> Vec<(String, String)> {
        let elements = self.elements(prefix);
        let pair = |name: &String| {
            let key = self.get(&format!("{name}.Key"))?.to_owned();
            let value = self.get(&format!("{name}.Value")).unwrap_or("").to_owned();
            Some((key, value))
        };
        elements.iter().filter_map(pair).collect()
    }

    /// What lies under a prefix as a form of its own.
    pub fn part(&self, prefix: &str) -> Form {
        let fields = self
            .under(prefix)
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        Form {
            fields: fields.collect(),
        }
    }

    /// The form as objects and lists, for the log: `{"Filter": [{"Name": …, "Value": […]}]}`.
    /// Numbers and booleans stay texts; a list's wrapper `member` falls away.
    pub fn to_json(&self) -> Value {
        let mut root = Node::default();
        for (name, value) in &self.fields {
            let mut node = &mut root;
            for part in name.split('.') {
                node = node.children.entry(part.to_owned()).or_default();
            }
            node.text = Some(value.clone());
        }
        root.into_json()
    }
}

#[derive(Default)]
struct Node {
    text: Option<String>,
    children: BTreeMap<String, Node>,
}

impl Node {
    fn into_json(mut self) -> Value {
        if self.children.is_empty() {
            return self.text.map_or(Value::Object(Map::new()), Value::String);
        }
        if self.children.len() == 1
            && let Some(member) = self.children.remove("member")
        {
            return member.into_json();
        }
        let numbers: Option<Vec<usize>> =
            self.children.keys().map(|name| name.parse().ok()).collect();
        if let Some(numbers) = numbers {
            let mut items: Vec<(usize, Value)> = numbers
                .into_iter()
                .zip(self.children.into_values().map(Node::into_json))
                .collect();
            items.sort_by_key(|(number, _)| *number);
            return items.into_iter().map(|(_, value)| value).collect();
        }
        let entries = self.children.into_iter();
        Value::Object(
            entries
                .map(|(name, node)| (name, node.into_json()))
                .collect(),
        )
    }
}

/// Undoes `%41` and `+`; a broken escape stays as it is.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (escape, bytes[at]) {
            (Some(byte), _) => {
                out.push(byte);
                at += 2;
            }
            (None, b'+') => out.push(b' '),
            (None, byte) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Escapes everything but unreserved characters, as IAM does with policy documents.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_a_form() {
        let form = Form::parse(
            "Action=DescribeVpcs&Filter.1.Name=tag%3Aa+b&Filter.1.Value.10=z&Filter.1.Value.2=%C3%A4&x&y=%4",
        );
        assert_eq!(form.get("Action"), Some("DescribeVpcs"));
        assert_eq!(form.get("Filter.1.Name"), Some("tag:a b"));
        assert_eq!(form.list("Filter.1.Value"), ["ä", "z"]);
        assert_eq!(form.get("x"), Some(""));
        assert_eq!(form.get("y"), Some("%4"));
        assert_eq!(decode("%+1 %é"), "% 1 %é");
        assert_eq!(decode(&encode("{\"a\": \"ü+\"}")), "{\"a\": \"ü+\"}");
    }

    #[test]
    fn makes_json() {
        let form = Form::parse(
            "Tags.member.1.Key=a&Tags.member.1.Value=b&Filter.2.Name=x&Filter.10.Name=y&Name=n",
        );
        assert_eq!(
            form.to_json(),
            json!({"Filter": [{"Name": "x"}, {"Name": "y"}], "Name": "n", "Tags": [{"Key": "a", "Value": "b"}]})
        );
        assert_eq!(
            form.pairs("Tags.member"),
            [("a".to_owned(), "b".to_owned())]
        );
        assert!(form.has("Tags") && form.has("Name") && !form.has("Tag"));
    }
}
