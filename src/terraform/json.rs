//! Writes a [`Body`] in Terraform's JSON syntax (`.tf.json`).
//!
//! Strings are templates there as in HCL; every other expression stands in a string as `${…}`.
//! Comments become the `"//"` properties Terraform leaves alone.

use super::hcl::{Block, Body, Expr, Item, Piece, template};
use super::print::inline;
use serde_json::{Map, Value};

/// A file, indented by two spaces, ending in a newline.
pub fn print(body: &Body) -> String {
    let mut text = format!("{:#}", Value::Object(object(body)));
    text.push('\n');
    text
}

fn object(body: &Body) -> Map<String, Value> {
    let mut map = Map::new();
    for item in &body.items {
        match item {
            Item::Comment(text) => comment(&mut map, text),
            Item::Attribute(name, value) => {
                map.insert(name.to_string(), expression(value));
            }
            Item::Block(block) => insert(&mut map, block),
        }
    }
    map
}

fn comment(map: &mut Map<String, Value>, text: &str) {
    let joined = match map.get("//") {
        Some(Value::String(before)) => format!("{before}\n{text}"),
        _ => text.to_owned(),
    };
    map.insert("//".to_owned(), Value::String(joined));
}

/// Puts a block under its kind and labels; one that is already there makes it a list.
fn insert(map: &mut Map<String, Value>, block: &Block) {
    let mut body = object(&block.body);
    if let Some(text) = &block.comment {
        let mut with_comment = Map::new();
        comment(&mut with_comment, text);
        with_comment.append(&mut body);
        body = with_comment;
    }
    let mut at = map;
    let mut path = vec![block.kind];
    path.extend(&block.labels);
    let last = path.pop().unwrap_or_default();
    for name in path {
        let entry = at.entry(name).or_insert_with(|| Value::Object(Map::new()));
        match entry {
            Value::Object(inner) => at = inner,
            _ => return,
        }
    }
    let body = Value::Object(body);
    match at.get_mut(last) {
        None => {
            at.insert(last.to_owned(), body);
        }
        Some(Value::Array(blocks)) => blocks.push(body),
        Some(first) => *first = Value::Array(vec![first.take(), body]),
    }
}

fn expression(expr: &Expr) -> Value {
    match expr {
        Expr::Bool(value) => Value::Bool(*value),
        Expr::Number(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_string()))
        }
        Expr::String(text) => Value::String(literal(text)),
        Expr::Template(pieces) => Value::String(template(pieces, false)),
        Expr::Address(text) => Value::String(text.to_string()),
        Expr::Traversal(_) | Expr::Call(..) => Value::String(format!("${{{}}}", inline(expr))),
        Expr::List(items) => Value::Array(items.iter().map(expression).collect()),
        Expr::Object(entries) => {
            let entry = |(name, value): &(&str, Expr)| (literal(name), expression(value));
            Value::Object(entries.iter().map(entry).collect())
        }
    }
}

fn literal(text: &str) -> String {
    template(&[Piece::Literal(text)], false)
}
