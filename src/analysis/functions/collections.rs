//! Functions on lists and maps.

use super::*;

pub(super) fn collection(name: &str, call: &Arguments) -> Outcome {
    Ok(match name {
        "join" => return texts::join(call),
        "concat" => {
            let mut all = Vec::new();
            for at in 0..call.values.len() {
                all.extend_from_slice(call.list(at)?);
            }
            Value::list(all, call.span).kind
        }
        "merge" => {
            let mut all: Vec<MapEntry> = Vec::new();
            for at in 0..call.values.len() {
                for entry in call.map(at)? {
                    all.retain(|known| known.key.text != entry.key.text);
                    all.push(entry.clone());
                }
            }
            Value::map(all, call.span).kind
        }
        "lookup" => {
            let key = call.text(1)?;
            match call.map(0)?.iter().find(|entry| entry.key.text == key) {
                Some(entry) => entry.value.kind.clone(),
                None => call.value(2)?.kind.clone(),
            }
        }
        "contains" => match &call.value(0)?.kind {
            ValueKind::Text(_) => ValueKind::Bool(call.text(0)?.contains(call.text(1)?)),
            ValueKind::Map(entries) => {
                let key = call.text(1)?;
                ValueKind::Bool(entries.iter().any(|entry| entry.key.text == key))
            }
            _ => {
                let wanted = call.value(1)?;
                ValueKind::Bool(call.list(0)?.iter().any(|item| item.kind == wanted.kind))
            }
        },
        "length" => ValueKind::Int(match &call.value(0)?.kind {
            ValueKind::List(items) => items.len() as i64,
            ValueKind::Map(entries) => entries.len() as i64,
            _ => {
                let text = call.value(0)?.as_str();
                text.ok_or(Fault::Argument {
                    at: 0,
                    expected: "a list, a map or a string",
                })?
                .chars()
                .count() as i64
            }
        }),
        "reverse" => Value::list(call.list(0)?.iter().rev().cloned().collect(), call.span).kind,
        "sort" => {
            let mut items = call.list(0)?.to_vec();
            if items
                .windows(2)
                .any(|pair| order(&pair[0], &pair[1]).is_none())
            {
                let message = "`sort` needs numbers, sizes, durations or strings of one kind";
                return Err(Fault::Message(message.into()));
            }
            items.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
            Value::list(items, call.span).kind
        }
        "distinct" => {
            let mut items: Vec<Value> = Vec::new();
            let mut seen = rustc_hash::FxHashSet::default();
            for item in call.list(0)? {
                // The debug form is an identity for what people list: strings and numbers.
                if seen.insert(format!("{:?}", item.kind)) {
                    items.push(item.clone());
                }
            }
            Value::list(items, call.span).kind
        }
        "flatten" => {
            let mut items = Vec::new();
            for item in call.list(0)? {
                match &item.kind {
                    ValueKind::List(inner) => items.extend(inner.iter().cloned()),
                    _ => items.push(item.clone()),
                }
            }
            Value::list(items, call.span).kind
        }
        "index" => {
            let wanted = call.value(1)?;
            let found = call
                .list(0)?
                .iter()
                .position(|item| item.kind == wanted.kind);
            match found {
                Some(at) => ValueKind::Int(at as i64),
                None => {
                    let message = "the list does not hold that value; contains(list, value) asks";
                    return Err(Fault::Message(message.into()));
                }
            }
        }
        "slice" => {
            let items = call.list(0)?;
            let start = usize::try_from(call.int(1)?).unwrap_or(0).min(items.len());
            let end = match call.values.get(2) {
                Some(_) => usize::try_from(call.int(2)?)
                    .unwrap_or(0)
                    .clamp(start, items.len()),
                None => items.len(),
            };
            Value::list(items[start..end].to_vec(), call.span).kind
        }
        "zip" => {
            let entries = call.list(0)?.iter().zip(call.list(1)?).enumerate();
            let mut all = Vec::new();
            for (at, (key, value)) in entries {
                let Some(text) = key.as_str() else {
                    let message =
                        format!("key {} of `zip` is {}, not a string", at + 1, key.noun());
                    return Err(Fault::Message(message));
                };
                let key = Key {
                    text: text.into(),
                    span: key.span,
                };
                all.push(MapEntry {
                    key,
                    quoted: true,
                    value: value.clone(),
                });
            }
            Value::map(all, call.span).kind
        }
        "keys" => {
            let keys = call.map(0)?.iter();
            let keys = keys.map(|entry| Value::text(entry.key.text.clone(), entry.key.span));
            Value::list(keys.collect(), call.span).kind
        }
        "values" => {
            Value::list(
                call.map(0)?.iter().map(|e| e.value.clone()).collect(),
                call.span,
            )
            .kind
        }
        "range" => return range(call),
        "sum" => {
            let mut items = call.list(0)?.iter();
            let Some(first) = items.next() else {
                return Ok(ValueKind::Int(0));
            };
            items.try_fold(first.kind.clone(), |total, item| {
                numbers::add(&total, &item.kind)
            })?
        }
        _ => return Err(Fault::Silent),
    })
}

/// `range(n)`, `range(start, end)`: whole numbers, the end left out.
pub(super) fn range(call: &Arguments) -> Outcome {
    let (start, end) = match call.values.len() {
        1 => (0, call.int(0)?),
        _ => (call.int(0)?, call.int(1)?),
    };
    if end.saturating_sub(start) > MOST_ITEMS as i64 {
        return Err(Fault::Message(
            "a list holds at most 100,000 elements".into(),
        ));
    }
    let items = (start..end)
        .map(|n| Value::new(ValueKind::Int(n), call.span))
        .collect();
    Ok(Value::list(items, call.span).kind)
}
