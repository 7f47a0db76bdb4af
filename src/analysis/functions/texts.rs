//! Functions on strings.

use super::*;

pub(super) fn text(name: &str, call: &Arguments) -> Outcome {
    Ok(match name {
        "upper" => literal(call.text(0)?.to_uppercase()),
        "lower" => literal(call.text(0)?.to_lowercase()),
        "trim" => literal(call.text(0)?.trim()),
        "replace" => {
            let (text, from) = (call.text(0)?, call.text(1)?);
            let to = call.text(2)?;
            if from.is_empty() {
                return Err(Fault::Message("nothing to replace: `\"\"` is empty".into()));
            }
            if text.matches(from).count().saturating_mul(to.len()) > LONGEST_TEXT {
                return Err(Fault::Message("the result grows beyond 1 MiB".into()));
            }
            literal(text.replace(from, to))
        }
        "split" => {
            let (separator, text) = (call.text(0)?, call.text(1)?);
            let pieces: Vec<Value> = if separator.is_empty() {
                text.chars()
                    .map(|c| Value::text(c.to_string(), call.span))
                    .collect()
            } else {
                text.split(separator)
                    .map(|piece| Value::text(piece, call.span))
                    .collect()
            };
            Value::list(pieces, call.span).kind
        }
        "starts_with" => ValueKind::Bool(call.text(0)?.starts_with(call.text(1)?)),
        "ends_with" => ValueKind::Bool(call.text(0)?.ends_with(call.text(1)?)),
        "substring" => {
            let start = usize::try_from(call.int(1)?).unwrap_or(0);
            let length = match call.values.get(2) {
                Some(_) => usize::try_from(call.int(2)?).unwrap_or(0),
                None => usize::MAX,
            };
            let text: String = call.text(0)?.chars().skip(start).take(length).collect();
            literal(text)
        }
        "format" => format_text(call)?,
        "int" => ValueKind::Int(match &call.value(0)?.kind {
            ValueKind::Int(value) => *value,
            ValueKind::Decimal(value) if value.fract() == 0.0 && value.abs() < 9e15 => {
                *value as i64
            }
            ValueKind::Decimal(value) => {
                let message = format!("{value} is not whole: round, floor or ceil say which way");
                return Err(Fault::Message(message));
            }
            _ => {
                let text = call.text(0)?;
                text.trim().parse().map_err(|_| {
                    Fault::Message(format!("`{}` is not a whole number", clip(text)))
                })?
            }
        }),
        _ => return Err(Fault::Silent),
    })
}

/// `format("%s-%03d", a, 7)`: `%s` any text or number, `%d` a whole number, `%05d` padded, `%%`.
pub(super) fn format_text(call: &Arguments) -> Outcome {
    let pattern = call.text(0)?;
    let mut text = RawText::new();
    let mut next = 1;
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        push_part(&mut text, RawPart::Literal(rest[..at].into()));
        rest = &rest[at + 1..];
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (pad, tail) = rest.split_at(digits);
        let verb = tail.chars().next();
        rest = tail.get(verb.map_or(0, char::len_utf8)..).unwrap_or("");
        let width: usize = pad.parse().unwrap_or(0).min(64);
        match verb {
            Some('%') => push_part(&mut text, RawPart::Literal("%".into())),
            Some('d') => {
                let number = call.int(next)?;
                next += 1;
                let padded = if pad.starts_with('0') {
                    format!("{number:0width$}")
                } else {
                    format!("{number:width$}")
                };
                push_part(&mut text, RawPart::Literal(padded.into()));
            }
            Some('s') => {
                match &call.value(next)?.kind {
                    ValueKind::Text(parts) => {
                        parts
                            .iter()
                            .for_each(|part| push_part(&mut text, part.clone()));
                    }
                    ValueKind::Int(n) => {
                        push_part(&mut text, RawPart::Literal(n.to_string().into()))
                    }
                    ValueKind::Decimal(n) => {
                        push_part(&mut text, RawPart::Literal(display_decimal(*n).into()));
                    }
                    ValueKind::Bool(b) => {
                        push_part(&mut text, RawPart::Literal(b.to_string().into()))
                    }
                    _ => {
                        return Err(Fault::Argument {
                            at: next,
                            expected: "a string or number",
                        });
                    }
                }
                next += 1;
            }
            _ => {
                let message = "`format` knows %s, %d, %05d and %%".to_owned();
                return Err(Fault::Message(message));
            }
        }
    }
    push_part(&mut text, RawPart::Literal(rest.into()));
    if next != call.values.len() {
        let message = format!(
            "the pattern asks for {} values, {} are given",
            next - 1,
            call.values.len() - 1
        );
        return Err(Fault::Message(message));
    }
    Ok(ValueKind::Text(text))
}

pub(super) fn join(call: &Arguments) -> Outcome {
    let separator = call.text(0)?;
    let mut text = RawText::new();
    for (at, item) in call.list(1)?.iter().enumerate() {
        if at > 0 {
            push_part(&mut text, RawPart::Literal(separator.into()));
        }
        match &item.kind {
            ValueKind::Text(parts) => parts.iter().for_each(|p| push_part(&mut text, p.clone())),
            ValueKind::Int(n) => push_part(&mut text, RawPart::Literal(n.to_string().into())),
            ValueKind::Unknown => return Err(Fault::Silent),
            _ => {
                let message = format!("`join` cannot write {} as text", item.noun());
                return Err(Fault::Message(message));
            }
        }
    }
    Ok(ValueKind::Text(text))
}
