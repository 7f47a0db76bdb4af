//! What a value of the wrong type most likely should have been: title, text, how certain.

use super::super::value::{MapEntry, Value, ValueKind};
use super::shape_fits;
use crate::diagnostic::Applicability;
use crate::syntax::units;
use crate::vocabulary::{Format, Type};

type Conversion = (String, String, Applicability);

/// `source` is the value as it is written.
pub fn conversion(value: &Value, ty: &Type, source: &str) -> Option<Conversion> {
    match (ty, &value.kind) {
        (_, ValueKind::Word(word)) if is_null_elsewhere(word) => certain("null".to_owned()),
        (Type::Bool, ValueKind::Text(_)) => certain(truth(value.as_str()?)?.to_owned()),
        (Type::Bool, ValueKind::Word(word)) => certain(truth(word)?.to_owned()),
        (Type::Bool, ValueKind::Int(number @ (0 | 1))) => likely((*number == 1).to_string()),
        (Type::String(_), ValueKind::Int(_) | ValueKind::Decimal(_) | ValueKind::Bool(_)) => {
            certain(format!("\"{source}\""))
        }
        (Type::Int { .. }, ValueKind::Text(_)) => {
            let text = value.as_str()?.trim();
            text.parse::<i64>()
                .ok()
                .and_then(|_| certain(text.to_owned()))
        }
        (Type::Int { .. }, ValueKind::Decimal(number)) if number.fract() == 0.0 => {
            certain(format!("{number}"))
        }
        (Type::Decimal { .. }, ValueKind::Text(_)) => {
            let text = value.as_str()?.trim();
            let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
            let part = || units::thousandths(text.strip_suffix('m')?, "m");
            match number {
                Some(_) => certain(text.to_owned()),
                None => certain(part()?.to_string()),
            }
        }
        (Type::Size { .. }, ValueKind::Text(_)) => amount(value.as_str()?.trim(), &units::SIZES),
        (Type::Duration { .. }, ValueKind::Text(_)) => {
            amount(value.as_str()?.trim(), &units::DURATIONS)
        }
        (Type::List { of, .. }, ValueKind::Text(_)) => list_of_text(value.as_str()?, of, source),
        (Type::List { .. }, ValueKind::Map(_) | ValueKind::List(_)) => None,
        (Type::List { .. }, _) => Some((
            "put it in brackets".into(),
            format!("[{source}]"),
            Applicability::Safe,
        )),
        (Type::Map { .. }, ValueKind::List(items)) => pairs(items),
        (Type::Map { .. }, ValueKind::Text(_)) => {
            let (key, text) = value.as_str()?.split_once('=')?;
            likely(format!("{{ {} = {} }}", key_of(key)?, quoted(text)?))
        }
        (Type::Object(attributes), _) => {
            let mut fits = attributes.iter().filter(|a| shape_fits(value, &a.ty));
            match (fits.next(), fits.next()) {
                (Some(only), None) => certain(format!("{{ {} = {source} }}", only.name)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn certain(text: String) -> Option<Conversion> {
    Some((format!("write `{text}`"), text, Applicability::Safe))
}

fn likely(text: String) -> Option<Conversion> {
    Some((format!("write `{text}`"), text, Applicability::Unsafe))
}

/// What other languages call `null`.
pub fn is_null_elsewhere(word: &str) -> bool {
    matches!(
        word,
        "None" | "nil" | "Null" | "NULL" | "undefined" | "Nothing"
    )
}

fn truth(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        _ => None,
    }
}

/// `"4Gi"`, `"2h"`
fn amount(text: &str, units: &[(&'static str, u64)]) -> Option<Conversion> {
    let number = text.find(|c: char| !c.is_ascii_digit())?;
    let unit = units::meant_of(text[number..].trim(), units)?;
    (number > 0).then(|| certain(format!("{} {unit}", &text[..number])))?
}

/// A string where a list is needed: a command line, a list in JSON, or the one element.
fn list_of_text(text: &str, of: &Type, source: &str) -> Option<Conversion> {
    let any = matches!(of, Type::String(Format::Any));
    if !any || !text.contains(' ') && !text.starts_with('[') {
        return Some((
            "put it in brackets".into(),
            format!("[{source}]"),
            Applicability::Safe,
        ));
    }
    let words: Vec<String> = match serde_json::from_str(text) {
        Ok(words) => words,
        Err(_) if text.starts_with('[') && text.ends_with(']') => text[1..text.len() - 1]
            .split(',')
            .map(|word| word.trim().trim_matches(['"', '\'']).to_owned())
            .collect(),
        Err(_) if needs_shell(text) => vec!["sh".into(), "-c".into(), text.into()],
        Err(_) => words(text)?,
    };
    let list: Option<Vec<String>> = words.iter().map(|word| quoted(word)).collect();
    likely(format!("[{}]", list?.join(", ")))
}

/// Whether only a shell understands this command line.
fn needs_shell(text: &str) -> bool {
    text.contains(['|', '&', ';', '<', '>', '$', '`', '*', '~'])
}

/// The words of a command line, as a shell parts them.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// `[{ name = "K", value = "v" }]`, as AWS writes its environments.
fn pairs(items: &[Value]) -> Option<Conversion> {
    let entry = |item: &Value| {
        let ValueKind::Map(entries) = &item.kind else {
            return None;
        };
        let text = |wanted: &str| {
            let found = |entry: &&MapEntry| entry.key.text.eq_ignore_ascii_case(wanted);
            entries.iter().find(found)?.value.as_str()
        };
        let key = text("name").or_else(|| text("key"))?;
        Some(format!("{} = {}", key_of(key)?, quoted(text("value")?)?))
    };
    let entries: Option<Vec<String>> = items.iter().map(entry).collect();
    let entries = entries.filter(|entries| !entries.is_empty())?;
    likely(format!("{{ {} }}", entries.join(", ")))
}

fn key_of(key: &str) -> Option<String> {
    let word = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    match word {
        true => Some(key.to_owned()),
        false => quoted(key),
    }
}

/// A string as it is written; `None` where that takes more than quotes.
fn quoted(text: &str) -> Option<String> {
    if text.contains('\n') {
        return None;
    }
    if !text.contains(['"', '\\', '$']) {
        return Some(format!("\"{text}\""));
    }
    (!text.contains('\'')).then(|| format!("'{text}'"))
}
