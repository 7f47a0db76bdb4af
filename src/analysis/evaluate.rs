//! One expression of a checked program, for an editor that shows what it comes to.

use super::eval::{Evaluator, Frame, Place};
use super::load::Files;
use super::value::{Value, ValueKind, clip, display_decimal, display_duration, display_size};
use super::{Checked, Inputs};
use crate::syntax::ast::Expr;
use crate::syntax::source::FileId;

/// A value as it would be written, at most a line of it; of a list or map its elements too.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub text: String,
    pub items: Vec<String>,
}

/// Evaluates an expression that stands in a file of the program and names no loop's variable;
/// `None` where it is wrong or not known.
pub fn evaluate(
    checked: &Checked,
    expr: &Expr,
    (file, base): (FileId, u32),
    files: &dyn Files,
    inputs: &Inputs,
) -> Option<Written> {
    let mut evaluator = Evaluator::new(&checked.files, &checked.sources, files, inputs, false);
    let value = evaluator.eval(expr, Place { file, base }, &Frame::root());
    let items = match &value.kind {
        ValueKind::Unknown => return None,
        ValueKind::List(items) => items.iter().take(50).map(written).collect(),
        ValueKind::Map(entries) => {
            let entries = entries.iter().take(50);
            entries.map(|entry| written(&entry.value)).collect()
        }
        _ => Vec::new(),
    };
    Some(Written {
        text: written(&value),
        items,
    })
}

fn written(value: &Value) -> String {
    let text = match &value.kind {
        ValueKind::Unknown => "…".to_owned(),
        ValueKind::Null => "null".to_owned(),
        ValueKind::Bool(value) => value.to_string(),
        ValueKind::Int(value) => value.to_string(),
        ValueKind::Decimal(value) => display_decimal(*value),
        ValueKind::Size(bytes) => display_size(*bytes),
        ValueKind::Duration(seconds) => display_duration(*seconds),
        ValueKind::Text(_) => match value.as_str() {
            Some(text) => format!("\"{}\"", text.replace('\n', "\\n")),
            None => "text only AWS knows".to_owned(),
        },
        ValueKind::Word(word) => word.to_string(),
        ValueKind::Reference(kind, label) => format!("{}.{label}", kind.name()),
        ValueKind::Secret(_) => "a secret".to_owned(),
        ValueKind::List(items) => {
            let items: Vec<String> = items.iter().take(20).map(written).collect();
            format!("[{}]", items.join(", "))
        }
        ValueKind::Map(entries) => {
            let entries = entries.iter().take(20);
            let entries: Vec<String> = entries
                .map(|entry| format!("{} = {}", entry.key.text, written(&entry.value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    };
    match &value.kind {
        ValueKind::List(_) | ValueKind::Map(_) => text.chars().take(200).collect(),
        _ => clip(&text),
    }
}
