//! Values for `param`s from outside: the command line, a file, the environment.

use super::codes::*;
use super::value::{MapEntry, Value, ValueKind, clip};
use crate::diagnostic::Diagnostic;
use crate::program::Key;
use crate::syntax::ast::ParamType;
use crate::syntax::source::Span;
use serde_json::Value as Json;
use smol_str::SmolStr;

/// A value given to a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ParamInput {
    pub name: String,
    pub value: ParamValue,
    /// Where it was given, for messages: `--param`, `prod.toml`, `BATCHLANG_PARAM_STAGE`.
    pub origin: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue {
    /// As typed; read by the parameter's type (lists and maps as JSON).
    Text(String),
    /// From a TOML or JSON file.
    Json(Json),
}

/// What a type is called in a message.
pub fn type_name(ty: &ParamType) -> String {
    match ty {
        ParamType::String => "a string".into(),
        ParamType::Int => "a whole number".into(),
        ParamType::Decimal => "a number".into(),
        ParamType::Bool => "true or false".into(),
        ParamType::Size => "a size such as `2 GiB`".into(),
        ParamType::Duration => "a duration such as `90 min`".into(),
        ParamType::List(of) => format!("a list, each element {}", type_name(of)),
        ParamType::Map(of) => format!("a map, each value {}", type_name(of)),
        ParamType::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("one of {}", words.join(", "))
        }
        ParamType::Error => "a value".into(),
    }
}

/// The value of an input for a parameter declared at `span`.
pub fn read(input: &ParamInput, ty: &ParamType, span: Span) -> Result<Value, Box<Diagnostic>> {
    let kind = match &input.value {
        ParamValue::Text(text) => from_text(text, ty, span),
        ParamValue::Json(json) => from_json(json, ty, span),
    };
    kind.map(|kind| Value::new(kind, span)).ok_or_else(|| {
        let given = match &input.value {
            ParamValue::Text(text) => text.clone(),
            ParamValue::Json(json) => json.to_string(),
        };
        let finding = Diagnostic::new(
            &INVALID_PARAM,
            span,
            format!(
                "`{}` from {} is not {}",
                clip(&given),
                input.origin,
                type_name(ty)
            ),
        )
        .label(format!("`{}` is declared here", input.name));
        Box::new(finding)
    })
}

fn from_text(text: &str, ty: &ParamType, span: Span) -> Option<ValueKind> {
    match ty {
        ParamType::List(_) | ParamType::Map(_) => {
            from_json(&serde_json::from_str(text).ok()?, ty, span)
        }
        ParamType::Int => Some(ValueKind::Int(text.trim().parse().ok()?)),
        ParamType::Decimal => {
            let number: f64 = text.trim().parse().ok()?;
            number.is_finite().then_some(ValueKind::Decimal(number))
        }
        ParamType::Bool => match text.trim() {
            "true" => Some(ValueKind::Bool(true)),
            "false" => Some(ValueKind::Bool(false)),
            _ => None,
        },
        _ => from_json(&Json::String(text.to_owned()), ty, span),
    }
}

fn from_json(json: &Json, ty: &ParamType, span: Span) -> Option<ValueKind> {
    let literal = |text: &str| Value::text(text, span).kind;
    match (ty, json) {
        (ParamType::String, Json::String(text)) => Some(literal(text)),
        (ParamType::Choice(words), Json::String(text)) => {
            words.iter().any(|word| word == text).then(|| literal(text))
        }
        (ParamType::Int, Json::Number(number)) => Some(ValueKind::Int(number.as_i64()?)),
        (ParamType::Decimal, Json::Number(number)) => Some(ValueKind::Decimal(number.as_f64()?)),
        (ParamType::Bool, Json::Bool(value)) => Some(ValueKind::Bool(*value)),
        (ParamType::Size, Json::String(text)) => Some(ValueKind::Size(read_size(text)?)),
        (ParamType::Duration, Json::String(text)) => {
            Some(ValueKind::Duration(read_duration(text)?))
        }
        (ParamType::List(of), Json::Array(items)) => {
            let items: Option<Vec<Value>> = items
                .iter()
                .map(|item| Some(Value::new(from_json(item, of, span)?, span)))
                .collect();
            Some(Value::list(items?, span).kind)
        }
        (ParamType::Map(of), Json::Object(entries)) => {
            let entries: Option<Vec<MapEntry>> = entries
                .iter()
                .map(|(key, item)| {
                    let key = Key {
                        text: SmolStr::new(key),
                        span,
                    };
                    let value = Value::new(from_json(item, of, span)?, span);
                    Some(MapEntry {
                        key,
                        quoted: true,
                        value,
                    })
                })
                .collect();
            Some(Value::map(entries?, span).kind)
        }
        _ => None,
    }
}

/// `2 GiB` in bytes.
fn read_size(text: &str) -> Option<u64> {
    let (number, unit) = split_unit(text)?;
    let unit: u64 = match unit {
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return None,
    };
    whole(number * unit as f64)
}

/// `90 min` in seconds.
fn read_duration(text: &str) -> Option<u64> {
    let (number, unit) = split_unit(text)?;
    let unit: u64 = match unit {
        "s" => 1,
        "min" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => return None,
    };
    whole(number * unit as f64)
}

fn split_unit(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    Some((text[..at].parse().ok()?, text[at..].trim()))
}

fn whole(number: f64) -> Option<u64> {
    (number.fract() == 0.0 && (0.0..9e15).contains(&number)).then_some(number as u64)
}

/// Whether a default or an input fits the declared type; the value in the type's own form
/// (a whole number is a decimal where one is asked for).
pub fn fits(value: &Value, ty: &ParamType) -> bool {
    match (ty, &value.kind) {
        (_, ValueKind::Unknown) | (ParamType::Error, _) => true,
        (ParamType::String, ValueKind::Text(_)) => true,
        (ParamType::Int, ValueKind::Int(_)) => true,
        (ParamType::Decimal, ValueKind::Int(_) | ValueKind::Decimal(_)) => true,
        (ParamType::Bool, ValueKind::Bool(_)) => true,
        (ParamType::Size, ValueKind::Size(_)) => true,
        (ParamType::Duration, ValueKind::Duration(_)) => true,
        (ParamType::Choice(words), ValueKind::Text(_)) => value
            .as_str()
            .is_some_and(|text| words.iter().any(|word| word == text)),
        (ParamType::List(of), ValueKind::List(items)) => items.iter().all(|item| fits(item, of)),
        (ParamType::Map(of), ValueKind::Map(entries)) => {
            entries.iter().all(|entry| fits(&entry.value, of))
        }
        _ => false,
    }
}
