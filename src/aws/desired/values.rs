//! Nodes of the resources as JSON: texts with what is known of the place and the lookups put in,
//! references to what is made as [`reference`] writes them.

use super::fold::Folding;
use crate::aws::resolve::{self, BASE64, Known, reference};
use crate::resources::{Node, Part, ResourceId, Text, Tree};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;

impl Folding<'_> {
    pub(super) fn plain(&self, text: &Text) -> String {
        match self.text(text) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    fn text(&self, text: &Text) -> Value {
        if let [Part::Attribute(id, attribute)] = text.parts.as_slice() {
            return self.attribute(*id, attribute);
        }
        let mut out = String::new();
        for part in &text.parts {
            match part {
                Part::Literal(text) => out.push_str(text),
                Part::Account => out.push_str(&self.place.account),
                Part::Region => out.push_str(&self.place.region),
                Part::Partition => out.push_str(&self.place.partition),
                Part::DnsSuffix => out.push_str(self.place.dns_suffix()),
                Part::Attribute(id, attribute) => match self.attribute(*id, attribute) {
                    Value::String(text) => out.push_str(&text),
                    other => out.push_str(&other.to_string()),
                },
            }
        }
        Value::String(out)
    }

    fn attribute(&self, id: ResourceId, attribute: &str) -> Value {
        if self.resources.get(id).kind.is_lookup() {
            let answer = self.lookups.get(&id);
            let (name, index) = match attribute.strip_suffix(']').and_then(|a| a.split_once('[')) {
                Some((name, index)) => (name, index.parse::<usize>().ok()),
                None => (attribute, None),
            };
            let value = answer.and_then(|answer| answer.get(name));
            let value = match index {
                Some(index) => value.and_then(|value| value.get(index)),
                None => value,
            };
            return value.cloned().unwrap_or(Value::Null);
        }
        match self.address(id) {
            Some(address) => Value::String(reference(&address, attribute)),
            None => Value::Null,
        }
    }

    pub(super) fn tree(&self, tree: &Tree) -> Value {
        let fields = tree.fields.iter();
        Value::Object(
            fields
                .map(|field| (field.aws.to_string(), self.node(&field.value)))
                .collect(),
        )
    }

    pub(super) fn node(&self, node: &Node) -> Value {
        match node {
            Node::Bool(value) => json!(value),
            Node::Int(value) => json!(value),
            Node::Decimal(value) => json!(value),
            Node::Text(text) => self.text(text),
            Node::Whole(id, attribute) => self.attribute(*id, attribute),
            Node::List(items) => {
                let mut out = Vec::new();
                for item in items {
                    match (item, self.node(item)) {
                        (Node::Whole(..) | Node::Text(_), Value::Array(inner)) => out.extend(inner),
                        (_, value) => out.push(value),
                    }
                }
                Value::Array(out)
            }
            Node::Object(tree) => self.tree(tree),
            Node::Map(entries) => {
                let entry = |(key, value): &(SmolStr, Node)| (key.to_string(), self.node(value));
                Value::Object(entries.iter().map(entry).collect())
            }
            Node::Tags(own) => {
                let all = self.resources.tags.iter().chain(own);
                let entry = |(key, text): &(SmolStr, Text)| {
                    (key.to_string(), Value::String(self.plain(text)))
                };
                Value::Object(all.map(entry).collect())
            }
            Node::Json(inner) => self.node(inner),
            Node::Base64(text) => {
                let value = Map::from_iter([(BASE64.to_owned(), self.text(text))]);
                // What is known is encoded right away.
                resolve::resolve(&Value::Object(value), &Known::default())
            }
        }
    }
}
