//! Numbers and their units: sizes in bytes, durations in seconds.

use super::ast::ExprKind;
use super::codes;
use super::source::Span;
use crate::diagnostic::Diagnostic;

/// Units as they are written, with their size in bytes.
pub const SIZES: [(&str, u64); 3] = [("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)];
/// Units as they are written, with their length in seconds.
pub const DURATIONS: [(&str, u64); 4] = [("s", 1), ("min", 60), ("h", 3600), ("d", 86400)];

/// What people write instead, in lower case, and the unit it stands for.
const ALIASES: [(&str, &str); 34] = [
    ("mib", "MiB"),
    ("gib", "GiB"),
    ("tib", "TiB"),
    ("mb", "MiB"),
    ("gb", "GiB"),
    ("tb", "TiB"),
    ("mi", "MiB"),
    ("gi", "GiB"),
    ("ti", "TiB"),
    ("g", "GiB"),
    ("t", "TiB"),
    ("mbytes", "MiB"),
    ("gbytes", "GiB"),
    ("megabytes", "MiB"),
    ("gigabytes", "GiB"),
    ("terabytes", "TiB"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "min"),
    ("m", "MiB"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
    ("min", "min"),
    ("h", "h"),
    ("d", "d"),
];

/// The units somebody may have meant who wrote `word`: `m` is minutes to some and mebibytes to
/// Docker, which only what the number is for can tell.
pub fn meant(word: &str) -> impl Iterator<Item = &'static str> {
    let lower = word.to_ascii_lowercase();
    let units = ALIASES.iter().filter(move |(alias, _)| *alias == lower);
    units.map(|&(_, unit)| unit)
}

/// The unit among `units` that is meant by `word`, be it right or not.
pub fn meant_of(word: &str, units: &[(&'static str, u64)]) -> Option<&'static str> {
    let of = |unit: &&'static str| units.iter().any(|(name, _)| name == unit);
    let right = units.iter().map(|(name, _)| *name);
    right
        .filter(|name| *name == word)
        .chain(meant(word).filter(of))
        .next()
}

/// `500m`, as Kubernetes writes half a processor.
pub fn thousandths(digits: &str, unit: &str) -> Option<f64> {
    let number: u32 = digits.parse().ok().filter(|_| unit == "m")?;
    Some(f64::from(number) / 1000.0)
}

/// A number with its unit.
pub fn amount(
    digits: &str,
    unit: &str,
    whole: Span,
    unit_span: Span,
) -> Result<ExprKind, Box<Diagnostic>> {
    let size = SIZES.iter().find(|(name, _)| *name == unit);
    let duration = DURATIONS.iter().find(|(name, _)| *name == unit);
    let (kind, factor, part): (fn(u64) -> ExprKind, u64, &str) = match (size, duration) {
        (Some(&(_, factor)), _) => (ExprKind::Size, factor, "bytes"),
        (_, Some(&(_, factor))) => (ExprKind::Duration, factor, "seconds"),
        _ => {
            return Err(Box::new(codes::unknown_unit(
                digits, unit, whole, unit_span,
            )));
        }
    };
    match scale(digits, factor) {
        Scaled::Whole(value) => Ok(kind(value)),
        Scaled::Fraction => Err(Box::new(codes::not_whole(digits, unit, part, whole))),
        Scaled::TooLarge => Err(Box::new(codes::number_too_large(whole))),
    }
}

/// A number without a unit.
pub fn number(digits: &str, whole: Span) -> Result<ExprKind, Box<Diagnostic>> {
    let value = match digits.contains('.') {
        true => digits
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite())
            .map(ExprKind::Decimal),
        false => digits.parse().ok().map(ExprKind::Int),
    };
    value.ok_or_else(|| Box::new(codes::number_too_large(whole)))
}

enum Scaled {
    Whole(u64),
    Fraction,
    TooLarge,
}

/// `digits * factor`, exactly.
fn scale(digits: &str, factor: u64) -> Scaled {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 20 {
        return Scaled::Fraction;
    }
    let power = 10u128.pow(fraction.len() as u32);
    let Ok(whole) = whole.parse::<u64>() else {
        return Scaled::TooLarge;
    };
    let fraction = fraction.parse::<u128>().unwrap_or(0);
    let scaled = (u128::from(whole) * power)
        .checked_add(fraction)
        .and_then(|units| units.checked_mul(u128::from(factor)));
    match scaled {
        Some(scaled) if scaled % power != 0 => Scaled::Fraction,
        Some(scaled) => u64::try_from(scaled / power)
            .ok()
            .filter(|&value| value <= i64::MAX as u64)
            .map_or(Scaled::TooLarge, Scaled::Whole),
        None => Scaled::TooLarge,
    }
}
