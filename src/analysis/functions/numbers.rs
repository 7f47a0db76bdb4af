//! Functions on numbers.

use super::*;

pub(super) fn number(name: &str, call: &Arguments) -> Outcome {
    if matches!(name, "min" | "max") {
        return extreme(name, call);
    }
    let value = call.number(0)?;
    if let ValueKind::Int(whole) = call.value(0)?.kind {
        return Ok(ValueKind::Int(if name == "abs" {
            whole.saturating_abs()
        } else {
            whole
        }));
    }
    let whole = match name {
        "abs" => return Ok(ValueKind::Decimal(value.abs())),
        "floor" => value.floor(),
        "ceil" => value.ceil(),
        _ => value.round(),
    };
    if whole.abs() > 9e15 {
        return Err(Fault::Message("this number is too large".into()));
    }
    Ok(ValueKind::Int(whole as i64))
}

/// `min(a, b, …)` or `min(list)`: numbers, sizes, durations or strings of one kind.
pub(super) fn extreme(name: &str, call: &Arguments) -> Outcome {
    let values = match call.values.as_slice() {
        [only] => match &only.kind {
            ValueKind::List(items) => items.as_slice(),
            _ => call.values.as_slice(),
        },
        values => values,
    };
    let Some(mut best) = values.first() else {
        return Err(Fault::Message(format!(
            "`{name}` of an empty list has no answer"
        )));
    };
    for value in values {
        match order(value, best) {
            Some(Ordering::Less) if name == "min" => best = value,
            Some(Ordering::Greater) if name == "max" => best = value,
            Some(_) => {}
            None => {
                let message = format!("{} and {} have no order", best.noun(), value.noun());
                return Err(Fault::Message(message));
            }
        }
    }
    Ok(best.kind.clone())
}

pub(super) fn add(a: &ValueKind, b: &ValueKind) -> Outcome {
    let too_large = || Fault::Message("the sum is too large".into());
    Ok(match (a, b) {
        (ValueKind::Int(x), ValueKind::Int(y)) => {
            ValueKind::Int(x.checked_add(*y).ok_or_else(too_large)?)
        }
        (ValueKind::Size(x), ValueKind::Size(y)) => {
            ValueKind::Size(x.checked_add(*y).ok_or_else(too_large)?)
        }
        (ValueKind::Duration(x), ValueKind::Duration(y)) => {
            ValueKind::Duration(x.checked_add(*y).ok_or_else(too_large)?)
        }
        (ValueKind::Int(x), ValueKind::Decimal(y)) => ValueKind::Decimal(*x as f64 + y),
        (ValueKind::Decimal(x), ValueKind::Int(y)) => ValueKind::Decimal(x + *y as f64),
        (ValueKind::Decimal(x), ValueKind::Decimal(y)) => ValueKind::Decimal(x + y),
        _ => {
            let message = "`sum` needs numbers, sizes or durations of one kind";
            return Err(Fault::Message(message.into()));
        }
    })
}
