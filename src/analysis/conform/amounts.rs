//! Numbers, sizes, durations and lengths, within their bounds and in their units.

use super::*;

impl<'a> Conformer<'a, '_, '_> {
    pub(super) fn length(&mut self, length: usize, min: usize, max: usize, value: &Value, at: At) {
        let items = |n: usize| {
            if n == 1 {
                "1 element".into()
            } else {
                format!("{n} elements")
            }
        };
        let message = if length < min {
            format!("{} needs at least {}", at.what, items(min))
        } else if length > max {
            format!("{} takes at most {}, not {length}", at.what, items(max))
        } else {
            return;
        };
        self.report(Diagnostic::new(&WRONG_LENGTH, value.span, message));
    }

    pub(super) fn bounded(&mut self, fine: bool, value: &Value, ty: &Type, at: At) -> bool {
        if fine {
            return true;
        }
        let shown = match &value.kind {
            ValueKind::Int(number) => number.to_string(),
            ValueKind::Decimal(number) => number.to_string(),
            ValueKind::Size(bytes) => display_size(*bytes),
            ValueKind::Duration(seconds) => display_duration(*seconds),
            _ => String::new(),
        };
        let message = format!("{} is {}, not {shown}", at.what, range_text(ty));
        let finding = self.at_origin(
            Diagnostic::new(&OUT_OF_RANGE, value.span, message),
            value,
            at,
        );
        self.report(finding);
        false
    }

    pub(super) fn size(&mut self, value: &Value, ty: &Type, at: At) -> Option<TypedKind> {
        let Type::Size { min, max, bare_mib } = ty else {
            return None;
        };
        let bytes = match &value.kind {
            ValueKind::Size(bytes) => *bytes,
            ValueKind::Int(mib) if *bare_mib => {
                let bytes = u64::try_from(*mib)
                    .ok()
                    .and_then(|mib| mib.checked_mul(1 << 20));
                match bytes {
                    Some(bytes) => bytes,
                    None => {
                        self.bounded(false, value, ty, at);
                        return None;
                    }
                }
            }
            ValueKind::Int(number) => {
                let unit = if at.attribute.encode == Encode::Mib {
                    "MiB"
                } else {
                    "GiB"
                };
                self.unit_needed(*number, unit, value, at);
                return None;
            }
            _ => {
                self.wrong_type(value, ty, at);
                return None;
            }
        };
        if !self.bounded((*min..=*max).contains(&bytes), value, ty, at) {
            return None;
        }
        let (step, unit) = match at.attribute.encode {
            Encode::Gib => (1 << 30, "GiB"),
            _ => (1 << 20, "MiB"),
        };
        self.whole(bytes, step, unit, unit, value, at)?;
        Some(TypedKind::Size(bytes))
    }

    pub(super) fn duration(&mut self, value: &Value, ty: &Type, at: At) -> Option<TypedKind> {
        let Type::Duration { min, max } = ty else {
            return None;
        };
        let seconds = match &value.kind {
            ValueKind::Duration(seconds) => *seconds,
            ValueKind::Int(number) => {
                let unit = if at.attribute.encode == Encode::Minutes {
                    "min"
                } else {
                    "s"
                };
                self.unit_needed(*number, unit, value, at);
                return None;
            }
            _ => {
                self.wrong_type(value, ty, at);
                return None;
            }
        };
        if !self.bounded((*min..=*max).contains(&seconds), value, ty, at) {
            return None;
        }
        if at.attribute.encode == Encode::Minutes {
            self.whole(seconds, 60, "minutes", "min", value, at)?;
        }
        Some(TypedKind::Duration(seconds))
    }

    /// Sizes and durations AWS counts in whole units of `step`.
    fn whole(
        &mut self,
        amount: u64,
        step: u64,
        units: &str,
        unit: &str,
        value: &Value,
        at: At,
    ) -> Option<()> {
        if amount.is_multiple_of(step) {
            return Some(());
        }
        let shown = match value.kind {
            ValueKind::Duration(_) => display_duration(amount),
            _ => display_size(amount),
        };
        let message = format!("{} is counted in whole {units}, not {shown}", at.what);
        let up = format!("{} {unit}", amount.div_ceil(step));
        let finding = Diagnostic::new(&OUT_OF_RANGE, value.span, message).maybe_fix(
            format!("write `{up}`"),
            value.span,
            up.clone(),
        );
        self.report(finding);
        None
    }

    pub(super) fn unit_needed(&mut self, number: i64, unit: &str, value: &Value, at: At) {
        let written = format!("{number} {unit}");
        let message = format!("{} needs a unit: {number} of what?", at.what);
        let finding = Diagnostic::new(&UNIT_NEEDED, value.span, message)
            .why(format!("AWS counts this in {}", unit_name(unit)))
            .fix(format!("write `{written}`"), value.span, written.clone());
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
    }
}

pub(super) fn unit_name(unit: &str) -> &'static str {
    match unit {
        "s" => "seconds",
        "min" => "minutes",
        "MiB" => "MiB",
        _ => "GiB",
    }
}

/// "0–1000", "at least 1", "2–120 s".
pub(super) fn range_text(ty: &Type) -> String {
    let between = |low: String, high: String, open: bool| {
        if open {
            format!("at least {low}")
        } else {
            format!("{low} to {high}")
        }
    };
    match ty {
        Type::Int { min, max } => {
            between(min.to_string(), max.to_string(), *max >= i32::MAX as i64)
        }
        Type::Decimal { min, max } => between(min.to_string(), max.to_string(), *max >= 1e9),
        Type::Size { min, max, .. } => {
            between(display_size(*min), display_size(*max), *max >= 1 << 60)
        }
        Type::Duration { min, max } => between(
            display_duration(*min),
            display_duration(*max),
            *max >= 1 << 40,
        ),
        _ => String::new(),
    }
}
