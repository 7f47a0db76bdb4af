//! Values as other languages write them, told by their text: `1h30m`, `02:00:00`, `1_000`,
//! `busybox:1.36` without quotes. Each is one mistake with the fix in it.

use super::codes::{FOREIGN_SYNTAX, NEEDS_QUOTES, TWO_VALUES, UNEXPECTED_TEXT};
use super::source::Span;
use super::units;
use crate::diagnostic::Diagnostic;

/// What is wrong with a value the grammar refused, where its text alone tells.
pub fn value(text: &str, span: Span) -> Option<Diagnostic> {
    if text.len() > 200 || text.contains('\n') {
        return None;
    }
    compound_duration(text, span)
        .or_else(|| clock(text, span))
        .or_else(|| percentage(text, span))
        .or_else(|| grouped_number(text, span))
        .or_else(|| backquoted(text, span))
        .or_else(|| dollar_name(text, span))
        .or_else(|| bare_text(text, span))
}

/// `1h30m`, `1 h 30 min`: a duration has one unit.
pub fn compound_duration(text: &str, span: Span) -> Option<Diagnostic> {
    let mut seconds = 0u64;
    let mut parts = 0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u64 = rest[..digits].parse().ok()?;
        let tail = rest[digits..].trim_start();
        let letters = tail
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(tail.len());
        let (unit, after) = tail.split_at(letters);
        let unit = units::meant_of(unit, &units::DURATIONS)?;
        let (_, factor) = units::DURATIONS.iter().find(|(name, _)| *name == unit)?;
        seconds = seconds.checked_add(number.checked_mul(*factor)?)?;
        parts += 1;
        rest = after.trim_start();
    }
    if parts < 2 {
        return None;
    }
    let written = duration(seconds);
    Some(
        Diagnostic::new(&TWO_VALUES, span, "a duration is one number and one unit")
            .label(format!("in one unit this is `{written}`"))
            .fix(format!("write `{written}`"), span, written.clone()),
    )
}

/// `02:00:00`
fn clock(text: &str, span: Span) -> Option<Diagnostic> {
    let parts: Option<Vec<u64>> = text
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() <= 2))
        .collect();
    // `0:3` is a range of nodes, and has a digit to spare.
    if text.len() < 5
        && !text
            .split_once(':')
            .is_some_and(|(h, m)| h != "0" && m.len() == 2)
    {
        return None;
    }
    let seconds = match parts?.as_slice() {
        [hours, minutes] => hours * 3600 + minutes * 60,
        [hours, minutes, seconds] => hours * 3600 + minutes * 60 + seconds,
        _ => return None,
    };
    let written = duration(seconds);
    Some(
        Diagnostic::new(
            &UNEXPECTED_TEXT,
            span,
            "a duration is a number and its unit",
        )
        .help("units are `s`, `min`, `h` and `d`")
        .maybe_fix(format!("write `{written}`"), span, written.clone()),
    )
}

fn duration(seconds: u64) -> String {
    let unit = units::DURATIONS
        .iter()
        .rev()
        .find(|(_, factor)| seconds >= *factor && seconds.is_multiple_of(*factor));
    let (name, factor) = unit.unwrap_or(&("s", 1));
    format!("{} {name}", seconds / factor)
}

/// `80%`
fn percentage(text: &str, span: Span) -> Option<Diagnostic> {
    let number = text.strip_suffix('%')?.trim_end();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, rest) = number.split_once('.').unwrap_or((number, "0"));
    (digits(whole) && digits(rest)).then(|| {
        Diagnostic::new(&UNEXPECTED_TEXT, span, "a percentage is a number alone")
            .label("without `%`")
            .fix(format!("write `{number}`"), span, number)
    })
}

/// `1_000`, `1,000`, `2,5`
fn grouped_number(text: &str, span: Span) -> Option<Diagnostic> {
    let parted = |by: char| {
        let mut parts = text.split(by);
        let first = parts.next().unwrap_or("");
        let rest: Vec<&str> = parts.collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let all = digits(&first) && !rest.is_empty() && rest.iter().all(digits);
        all.then_some(rest)
    };
    if parted('_').is_some() || parted(',').is_some_and(|rest| rest.iter().all(|p| p.len() == 3)) {
        let written: String = text.chars().filter(char::is_ascii_digit).collect();
        return Some(
            Diagnostic::new(
                &UNEXPECTED_TEXT,
                span,
                "the digits of a number stand together",
            )
            .maybe_fix(format!("write `{written}`"), span, written.clone()),
        );
    }
    let written = match parted(',')?.as_slice() {
        [_] => text.replace(',', "."),
        _ => return None,
    };
    Some(
        Diagnostic::new(&UNEXPECTED_TEXT, span, "a decimal number has a point")
            .label("not a comma")
            .maybe_fix(format!("write `{written}`"), span, written.clone()),
    )
}

/// `` `text` ``
fn backquoted(text: &str, span: Span) -> Option<Diagnostic> {
    let inner = text.strip_prefix('`')?.strip_suffix('`')?;
    let plain = !inner.is_empty() && !inner.contains(['`', '"', '\\']);
    plain.then(|| {
        Diagnostic::new(
            &FOREIGN_SYNTAX,
            span,
            "strings stand between straight quotes",
        )
        .label("not between backquotes")
        .fix(format!("write `\"{inner}\"`"), span, format!("\"{inner}\""))
    })
}

/// `$name`
fn dollar_name(text: &str, span: Span) -> Option<Diagnostic> {
    let name = text.strip_prefix('$')?;
    let word = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(super::lex::continues_word);
    word.then(|| {
        Diagnostic::new(
            &FOREIGN_SYNTAX,
            span,
            "a `let` or `param` is named as it is, without `$`",
        )
        .help("inside a string it is written `${name}`")
        .fix(format!("write `{name}`"), span, name)
    })
}

/// `busybox:1.36`, `10.0.0.0/16`: text without its quotes.
fn bare_text(text: &str, span: Span) -> Option<Diagnostic> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-:/@+".contains(c);
    let marked = text.contains(['/', '@', '.']) || text.contains(':');
    let looks = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && text.chars().all(plain)
        && marked
        && text.chars().any(|c| c.is_ascii_alphanumeric());
    looks.then(|| {
        Diagnostic::new(&NEEDS_QUOTES, span, "text stands in quotes").fix(
            format!("write `\"{text}\"`"),
            span,
            format!("\"{text}\""),
        )
    })
}

/// `{ "a", "b" }`, `("a", "b")`, `[a = 1]`: the wrong brackets for what stands in them.
pub fn wrong_brackets(text: &str, list: bool, span: Span) -> Diagnostic {
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
    let (message, written) = match list {
        true => ("a list stands between `[` and `]`", format!("[{inner}]")),
        false => (
            "an object stands between `{` and `}`",
            format!("{{ {} }}", inner.trim()),
        ),
    };
    let (open, close) = match list {
        true => ("[", "]"),
        false => ("{", "}"),
    };
    Diagnostic::new(&UNEXPECTED_TEXT, span, message).maybe_fix(
        format!("write `{open} … {close}`"),
        span,
        written,
    )
}

/// `"a", "b"`: a list without its brackets.
pub fn bare_list(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&TWO_VALUES, span, "several values stand between brackets")
        .label("a list is `[a, b]`")
        .fix("put it in brackets", span, format!("[{text}]"))
}
