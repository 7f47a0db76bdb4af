//! Arithmetic, comparison and logic on values.

use super::codes::*;
use super::eval::Evaluator;
use super::value::{Value, ValueKind};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::syntax::source::Span;
use std::cmp::Ordering;

use ValueKind::{Bool, Decimal, Duration, Int, Size, Unknown};

impl Evaluator<'_, '_> {
    pub(super) fn unary(&mut self, op: UnaryOp, value: Value, span: Span) -> Value {
        let kind = match (op, &value.kind) {
            (_, Unknown) => Unknown,
            (UnaryOp::Not, Bool(value)) => Bool(!value),
            (UnaryOp::Minus, Int(number)) => match number.checked_neg() {
                Some(number) => Int(number),
                None => return self.overflow(span),
            },
            (UnaryOp::Minus, Decimal(number)) => Decimal(-number),
            (UnaryOp::Not, _) => {
                let message = format!("`not` needs true or false, not {}", value.noun());
                return self.fail(&INVALID_OPERATION, value.span, message);
            }
            (UnaryOp::Minus, _) => {
                let message = format!("`-` needs a number, not {}", value.noun());
                return self.fail(&INVALID_OPERATION, value.span, message);
            }
        };
        // `-5` is written out as it is.
        Value {
            kind,
            span,
            literal: op == UnaryOp::Minus && value.literal,
        }
    }

    pub(super) fn binary(&mut self, op: BinaryOp, a: Value, b: Value, span: Span) -> Value {
        if a.is_unknown() || b.is_unknown() {
            return Value::unknown(span);
        }
        if !self.comparable(&a) || !self.comparable(&b) {
            return Value::unknown(span);
        }
        let kind = match op {
            BinaryOp::Equal => Some(Bool(same(&a, &b))),
            BinaryOp::NotEqual => Some(Bool(!same(&a, &b))),
            BinaryOp::Less => order(&a, &b).map(|o| Bool(o == Ordering::Less)),
            BinaryOp::LessOrEqual => order(&a, &b).map(|o| Bool(o != Ordering::Greater)),
            BinaryOp::Greater => order(&a, &b).map(|o| Bool(o == Ordering::Greater)),
            BinaryOp::GreaterOrEqual => order(&a, &b).map(|o| Bool(o != Ordering::Less)),
            BinaryOp::And | BinaryOp::Or => None, // evaluated lazily by the caller
            _ => match arithmetic(op, &a.kind, &b.kind) {
                Some(Ok(kind)) => Some(kind),
                Some(Err(Fault::Overflow)) => return self.overflow(span),
                Some(Err(Fault::DivisionByZero)) => {
                    return self.fail(&INVALID_OPERATION, span, "this divides by zero");
                }
                None => None,
            },
        };
        match kind {
            Some(kind) => Value::new(kind, span),
            None => {
                let message = format!(
                    "`{}` cannot join {} and {}",
                    op.symbol(),
                    a.noun(),
                    b.noun()
                );
                let mut finding = Diagnostic::new(&INVALID_OPERATION, span, message)
                    .also(a.span, a.noun())
                    .also(b.span, b.noun());
                if op == BinaryOp::Add {
                    finding = finding.help(
                        "strings are joined by interpolation, \"${a}${b}\"; lists by concat(a, b); \
                         maps by merge(a, b)",
                    );
                }
                self.report(finding);
                Value::unknown(span)
            }
        }
    }

    /// Operators need values known before anything exists; a bare word is a name nobody declared.
    fn comparable(&mut self, value: &Value) -> bool {
        match &value.kind {
            ValueKind::Word(word) => {
                self.unknown_name(&word.clone(), value.span);
                false
            }
            ValueKind::Text(_) if value.as_str().is_none() => {
                self.report(
                    Diagnostic::new(
                        &KNOWN_ONLY_TO_AWS,
                        value.span,
                        "this is known only once the resources exist",
                    )
                    .why("operators and functions are worked out before anything is made")
                    .help("interpolate it into a string instead"),
                );
                false
            }
            _ => true,
        }
    }

    pub(super) fn overflow(&mut self, span: Span) -> Value {
        self.fail(&INVALID_OPERATION, span, "this number is too large")
    }
}

enum Fault {
    Overflow,
    DivisionByZero,
}

fn same(a: &Value, b: &Value) -> bool {
    match (&a.kind, &b.kind) {
        (Int(x), Decimal(y)) | (Decimal(y), Int(x)) => *x as f64 == *y,
        (ValueKind::List(x), ValueKind::List(y)) => {
            x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| same(x, y))
        }
        (ValueKind::Map(x), ValueKind::Map(y)) => {
            x.len() == y.len()
                && x.iter().all(|entry| {
                    y.iter()
                        .any(|o| o.key.text == entry.key.text && same(&entry.value, &o.value))
                })
        }
        (x, y) => x == y,
    }
}

/// The order of two values of one kind.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (&a.kind, &b.kind) {
        (Int(x), Int(y)) => Some(x.cmp(y)),
        (Int(x), Decimal(y)) => (*x as f64).partial_cmp(y),
        (Decimal(x), Int(y)) => x.partial_cmp(&(*y as f64)),
        (Decimal(x), Decimal(y)) => x.partial_cmp(y),
        (Size(x), Size(y)) | (Duration(x), Duration(y)) => Some(x.cmp(y)),
        (ValueKind::Text(_), ValueKind::Text(_)) => Some(a.as_str()?.cmp(b.as_str()?)),
        _ => None,
    }
}

/// `None`: the operator has no meaning for these kinds.
fn arithmetic(op: BinaryOp, a: &ValueKind, b: &ValueKind) -> Option<Result<ValueKind, Fault>> {
    Some(match (a, b) {
        (Int(x), Int(y)) => integers(op, *x, *y)?,
        (Int(x), Decimal(y)) => decimals(op, *x as f64, *y)?,
        (Decimal(x), Int(y)) => decimals(op, *x, *y as f64)?,
        (Decimal(x), Decimal(y)) => decimals(op, *x, *y)?,
        (Size(x), Size(y)) => quantities(op, *x, *y, Size)?,
        (Duration(x), Duration(y)) => quantities(op, *x, *y, Duration)?,
        (Size(x), Int(_) | Decimal(_)) => scale(op, *x, number(b)?, Size)?,
        (Duration(x), Int(_) | Decimal(_)) => scale(op, *x, number(b)?, Duration)?,
        (Int(_) | Decimal(_), Size(y)) if op == BinaryOp::Multiply => {
            scale(op, *y, number(a)?, Size)?
        }
        (Int(_) | Decimal(_), Duration(y)) if op == BinaryOp::Multiply => {
            scale(op, *y, number(a)?, Duration)?
        }
        _ => return None,
    })
}

fn number(kind: &ValueKind) -> Option<f64> {
    match kind {
        Int(value) => Some(*value as f64),
        Decimal(value) => Some(*value),
        _ => None,
    }
}

fn integers(op: BinaryOp, x: i64, y: i64) -> Option<Result<ValueKind, Fault>> {
    let result = match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Subtract => x.checked_sub(y),
        BinaryOp::Multiply => x.checked_mul(y),
        BinaryOp::Divide | BinaryOp::Remainder if y == 0 => {
            return Some(Err(Fault::DivisionByZero));
        }
        // 7 / 2 is 3.5, 8 / 2 is 4: a division never loses anything silently.
        BinaryOp::Divide if x % y != 0 => return Some(Ok(Decimal(x as f64 / y as f64))),
        BinaryOp::Divide => x.checked_div(y),
        BinaryOp::Remainder => x.checked_rem(y),
        _ => return None,
    };
    Some(result.map(Int).ok_or(Fault::Overflow))
}

fn decimals(op: BinaryOp, x: f64, y: f64) -> Option<Result<ValueKind, Fault>> {
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Subtract => x - y,
        BinaryOp::Multiply => x * y,
        BinaryOp::Divide | BinaryOp::Remainder if y == 0.0 => {
            return Some(Err(Fault::DivisionByZero));
        }
        BinaryOp::Divide => x / y,
        BinaryOp::Remainder => x % y,
        _ => return None,
    };
    Some(if result.is_finite() {
        Ok(Decimal(result))
    } else {
        Err(Fault::Overflow)
    })
}

/// Two sizes or two durations: sum, difference, and the ratio as a plain number.
fn quantities(
    op: BinaryOp,
    x: u64,
    y: u64,
    unit: fn(u64) -> ValueKind,
) -> Option<Result<ValueKind, Fault>> {
    let result = match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Subtract => x.checked_sub(y),
        BinaryOp::Divide if y == 0 => return Some(Err(Fault::DivisionByZero)),
        BinaryOp::Divide if x.is_multiple_of(y) => return Some(Ok(Int((x / y) as i64))),
        BinaryOp::Divide => return Some(Ok(Decimal(x as f64 / y as f64))),
        _ => return None,
    };
    Some(result.map(unit).ok_or(Fault::Overflow))
}

fn scale(
    op: BinaryOp,
    x: u64,
    factor: f64,
    unit: fn(u64) -> ValueKind,
) -> Option<Result<ValueKind, Fault>> {
    let result = match op {
        BinaryOp::Multiply => x as f64 * factor,
        BinaryOp::Divide if factor == 0.0 => return Some(Err(Fault::DivisionByZero)),
        BinaryOp::Divide => x as f64 / factor,
        _ => return None,
    };
    let fine = (0.0..9e18).contains(&result);
    Some(if fine {
        Ok(unit(result.round() as u64))
    } else {
        Err(Fault::Overflow)
    })
}
