//! What an expression evaluates to, before its attribute has given it a type.

use crate::program::Key;
use crate::syntax::source::Span;
use crate::vocabulary::Kind;
use smol_str::SmolStr;
use std::rc::Rc;

/// A value and where it was written: the place an error about it points to, which is where the
/// value comes from, not where a name stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub kind: ValueKind,
    pub span: Span,
    /// The text at `span` is exactly this value written out, so a fix may replace it.
    pub literal: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// Wrong or not known here; reported already or not to be reported at all.
    Unknown,
    Null,
    Bool(bool),
    Int(i64),
    Decimal(f64),
    /// Bytes.
    Size(u64),
    /// Seconds.
    Duration(u64),
    Text(RawText),
    /// A bare word that names no variable: an enum word or a label, as its attribute decides.
    Word(SmolStr),
    /// `job_queue.main`
    Reference(Kind, SmolStr),
    Secret(RawSecret),
    List(Rc<Vec<Value>>),
    Map(Rc<Vec<MapEntry>>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct MapEntry {
    pub key: Key,
    /// The key was written in quotes or computed.
    pub quoted: bool,
    pub value: Value,
}

/// Text whose pieces may be known to AWS alone.
pub type RawText = Vec<RawPart>;

#[derive(Clone, Debug, PartialEq)]
pub enum RawPart {
    Literal(SmolStr),
    Account,
    Region,
    DnsSuffix,
    /// `KIND.LABEL.ATTRIBUTE`; whether it exists is looked up when all blocks are known.
    Attribute {
        kind: Kind,
        label: SmolStr,
        attribute: SmolStr,
        span: Span,
    },
}

/// `secret(…)` and `ssm(…)`.
#[derive(Clone, Debug, PartialEq)]
pub enum RawSecret {
    SecretsManager {
        name: SmolStr,
        json_key: Option<SmolStr>,
    },
    Parameter {
        name: SmolStr,
    },
}

impl Value {
    pub fn new(kind: ValueKind, span: Span) -> Value {
        Value {
            kind,
            span,
            literal: false,
        }
    }

    pub fn unknown(span: Span) -> Value {
        Value::new(ValueKind::Unknown, span)
    }

    pub fn text(text: impl Into<SmolStr>, span: Span) -> Value {
        Value::new(ValueKind::Text(vec![RawPart::Literal(text.into())]), span)
    }

    pub fn list(items: Vec<Value>, span: Span) -> Value {
        Value::new(ValueKind::List(Rc::new(items)), span)
    }

    pub fn map(entries: Vec<MapEntry>, span: Span) -> Value {
        Value::new(ValueKind::Map(Rc::new(entries)), span)
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, ValueKind::Unknown)
    }

    pub fn is_null(&self) -> bool {
        matches!(self.kind, ValueKind::Null)
    }

    /// The text where all of it is known.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Text(parts) => known_text(parts),
            _ => None,
        }
    }

    /// What it is, with its article, for messages: "a list".
    pub fn noun(&self) -> &'static str {
        match &self.kind {
            ValueKind::Unknown => "an unknown value",
            ValueKind::Null => "null",
            ValueKind::Bool(_) => "a boolean",
            ValueKind::Int(_) => "a whole number",
            ValueKind::Decimal(_) => "a decimal number",
            ValueKind::Size(_) => "a size",
            ValueKind::Duration(_) => "a duration",
            ValueKind::Text(_) => "a string",
            ValueKind::Word(_) => "a bare name",
            ValueKind::Reference(..) => "a reference",
            ValueKind::Secret(_) => "a secret",
            ValueKind::List(_) => "a list",
            ValueKind::Map(_) => "a map",
        }
    }
}

/// The text of parts that are all literal.
pub fn known_text(parts: &[RawPart]) -> Option<&str> {
    match parts {
        [] => Some(""),
        [RawPart::Literal(text)] => Some(text),
        _ => None,
    }
}

/// Joins neighbouring literals, so that known text is one part.
pub fn push_part(parts: &mut RawText, part: RawPart) {
    match (parts.last_mut(), part) {
        (Some(RawPart::Literal(last)), RawPart::Literal(more)) => {
            if !more.is_empty() {
                *last = SmolStr::from(format!("{last}{more}"));
            }
        }
        (_, part) => parts.push(part),
    }
}

/// Bytes as a person writes them: the largest unit that divides them.
pub fn display_size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB")];
    for (unit, name) in UNITS {
        if bytes >= unit && bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    let mib = bytes as f64 / (1 << 20) as f64;
    format!("{mib} MiB")
}

/// Seconds as a person writes them.
pub fn display_duration(seconds: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(86400, "d"), (3600, "h"), (60, "min")];
    for (unit, name) in UNITS {
        if seconds >= unit && seconds.is_multiple_of(unit) {
            return format!("{} {name}", seconds / unit);
        }
    }
    format!("{seconds} s")
}

/// A number as it is written: no exponent, no trailing zeros.
pub fn display_decimal(value: f64) -> String {
    format!("{value}")
}

/// At most 60 characters of a user's text, for a message.
pub fn clip(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(MOST - 1).collect();
    clipped.push('…');
    clipped
}
