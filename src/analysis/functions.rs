//! The built-in functions. Their documentation and signatures stand in the vocabulary; this is
//! what they do.

use super::codes::*;
use super::eval::{Evaluator, LONGEST_TEXT, MOST_ITEMS, Place};
use super::operators::order;
use super::value::{
    MapEntry, RawPart, RawSecret, RawText, Value, ValueKind, clip, display_decimal, push_part,
};
use crate::diagnostic::Diagnostic;
use crate::program::Key;
use crate::syntax::ast::Name;
use crate::syntax::source::Span;
use crate::vocabulary::{self, Kind};
use smol_str::SmolStr;
use std::cmp::Ordering;

/// Why a call gives nothing.
enum Fault {
    /// Argument `at` is not `expected` ("a list").
    Argument { at: usize, expected: &'static str },
    /// The value is wrong in itself.
    Message(String),
    /// Reported already, or unknown.
    Silent,
}

type Outcome = Result<ValueKind, Fault>;

/// The arguments of one call.
struct Arguments {
    values: Vec<Value>,
    span: Span,
}

impl Arguments {
    fn value(&self, at: usize) -> Result<&Value, Fault> {
        self.values.get(at).ok_or(Fault::Silent)
    }

    fn text(&self, at: usize) -> Result<&str, Fault> {
        self.value(at)?.as_str().ok_or(Fault::Argument {
            at,
            expected: "a string",
        })
    }

    fn int(&self, at: usize) -> Result<i64, Fault> {
        match self.value(at)?.kind {
            ValueKind::Int(value) => Ok(value),
            _ => Err(Fault::Argument {
                at,
                expected: "a whole number",
            }),
        }
    }

    fn number(&self, at: usize) -> Result<f64, Fault> {
        match self.value(at)?.kind {
            ValueKind::Int(value) => Ok(value as f64),
            ValueKind::Decimal(value) => Ok(value),
            _ => Err(Fault::Argument {
                at,
                expected: "a number",
            }),
        }
    }

    fn list(&self, at: usize) -> Result<&[Value], Fault> {
        match &self.value(at)?.kind {
            ValueKind::List(items) => Ok(items),
            _ => Err(Fault::Argument {
                at,
                expected: "a list",
            }),
        }
    }

    fn map(&self, at: usize) -> Result<&[MapEntry], Fault> {
        match &self.value(at)?.kind {
            ValueKind::Map(entries) => Ok(entries),
            _ => Err(Fault::Argument {
                at,
                expected: "a map",
            }),
        }
    }
}

impl<'a> Evaluator<'a, '_> {
    pub(super) fn call(
        &mut self,
        name: &'a Name,
        arguments: Vec<Value>,
        place: Place,
        span: Span,
    ) -> Value {
        let name_span = place.span(name.range);
        let Some(function) = vocabulary::function(&name.text) else {
            self.unknown_function(&name.text, name_span);
            return Value::unknown(span);
        };
        let (least, most) = function.arity();
        if arguments.len() < least || arguments.len() > most {
            let finding = Diagnostic::new(
                &WRONG_ARGUMENTS,
                span,
                format!(
                    "`{}` takes {}, not {}",
                    name.text,
                    count(least, most),
                    arguments.len()
                ),
            )
            .help(format!("it is called as `{}`", function.signature));
            self.report(finding);
            return Value::unknown(span);
        }
        if arguments.iter().any(Value::is_unknown) {
            return Value::unknown(span);
        }
        // A bare word is a variable nobody declared, except where a label is what is meant.
        if name.text != "ecr" {
            for argument in &arguments {
                if let ValueKind::Word(word) = &argument.kind {
                    self.unknown_name(&word.clone(), argument.span);
                    return Value::unknown(span);
                }
            }
        }
        let arguments = Arguments {
            values: arguments,
            span,
        };
        match self.apply(&name.text, &arguments, place) {
            Ok(kind) => self.bounded(kind, span),
            Err(fault) => {
                self.explain_fault(&name.text, fault, &arguments, function.signature);
                Value::unknown(span)
            }
        }
    }

    fn bounded(&mut self, kind: ValueKind, span: Span) -> Value {
        match &kind {
            ValueKind::Text(text) if self.too_long(&text.clone(), span) => Value::unknown(span),
            ValueKind::List(items) if items.len() > MOST_ITEMS => {
                self.fail(&TOO_LARGE, span, "this list grows beyond 100,000 elements")
            }
            _ => Value::new(kind, span),
        }
    }

    fn unknown_function(&mut self, name: &str, span: Span) {
        let names = vocabulary::functions().iter().map(|function| function.name);
        let mut finding = Diagnostic::new(
            &UNKNOWN_FUNCTION,
            span,
            format!("there is no function `{name}`"),
        );
        finding = match vocabulary::nearest(name, names) {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            ),
            None => finding.help("`batchlang explain functions` lists them"),
        };
        self.report(finding);
    }

    fn explain_fault(&mut self, name: &str, fault: Fault, call: &Arguments, signature: &str) {
        match fault {
            Fault::Silent => {}
            Fault::Message(message) => {
                self.report(
                    Diagnostic::new(&WRONG_ARGUMENTS, call.span, message)
                        .help(format!("it is called as `{signature}`")),
                );
            }
            Fault::Argument { at, expected } => {
                let Some(value) = call.values.get(at) else {
                    return;
                };
                if matches!(value.kind, ValueKind::Text(_)) && value.as_str().is_none() {
                    return self.comparable_text(&value.clone());
                }
                let message = format!(
                    "argument {} of `{name}` is {expected}, not {}",
                    at + 1,
                    value.noun()
                );
                let finding = Diagnostic::new(&WRONG_ARGUMENTS, value.span, message)
                    .help(format!("it is called as `{signature}`"));
                self.report(finding);
            }
        }
    }

    fn apply(&mut self, name: &str, call: &Arguments, place: Place) -> Outcome {
        match name {
            "ecr" => self.ecr(call),
            "secret" => secret(call),
            "ssm" => parameter(call),
            "region" => Ok(ValueKind::Text(vec![self.region_part()])),
            "account" => Ok(ValueKind::Text(vec![self.account_part()])),
            "env" => self.environment(call),
            "file" => self.file(call, place),
            "join" | "concat" | "merge" | "lookup" | "contains" | "length" | "reverse" | "sort"
            | "distinct" | "flatten" | "index" | "slice" | "zip" | "keys" | "values" | "range"
            | "sum" => collection(name, call),
            "min" | "max" | "abs" | "floor" | "ceil" | "round" => number(name, call),
            "string" => self.stringify(call),
            _ => text(name, call),
        }
    }

    /// `ecr("app:1.2")`, `ecr(repository, "1.2")`
    fn ecr(&mut self, call: &Arguments) -> Outcome {
        let first = call.value(0)?;
        let label = match &first.kind {
            ValueKind::Word(label) => Some(label.clone()),
            ValueKind::Reference(Kind::EcrRepository, label) => Some(label.clone()),
            _ => None,
        };
        if let Some(label) = label {
            let mut text: RawText = vec![RawPart::Attribute {
                kind: Kind::EcrRepository,
                label,
                attribute: "url".into(),
                span: first.span,
            }];
            if call.values.len() > 1 {
                let tag = call.text(1)?;
                let mark = if tag.starts_with("sha256:") { "@" } else { ":" };
                push_part(&mut text, RawPart::Literal(format!("{mark}{tag}").into()));
            }
            return Ok(ValueKind::Text(text));
        }
        let image = call.text(0)?;
        if image.contains(".dkr.ecr.") || image.contains("://") {
            return Err(Fault::Message(
                "`ecr` takes the repository and tag alone: it adds the registry's address".into(),
            ));
        }
        let mut text = RawText::new();
        let account = self.account_part();
        let region = self.region_part();
        let tag = if call.values.len() > 1 {
            format!(":{}", call.text(1)?)
        } else {
            String::new()
        };
        for part in [
            account,
            RawPart::Literal(".dkr.ecr.".into()),
            region,
            RawPart::Literal(".".into()),
            RawPart::DnsSuffix,
            RawPart::Literal(format!("/{image}{tag}").into()),
        ] {
            push_part(&mut text, part);
        }
        Ok(ValueKind::Text(text))
    }

    fn environment(&mut self, call: &Arguments) -> Outcome {
        let name = call.text(0)?;
        if let Some(value) = self.inputs.env.and_then(|read| read(name)) {
            return Ok(ValueKind::Text(vec![RawPart::Literal(value.into())]));
        }
        match call.values.get(1) {
            Some(default) => Ok(default.kind.clone()),
            None if self.inputs.complete => {
                let finding = Diagnostic::new(
                    &PARAM_NOT_SET,
                    call.span,
                    format!("the environment variable `{name}` is not set"),
                )
                .help(format!("set it, or give a default: env(\"{name}\", \"…\")"));
                self.report(finding);
                Err(Fault::Silent)
            }
            None => {
                self.unset = true;
                Err(Fault::Silent)
            }
        }
    }

    fn file(&mut self, call: &Arguments, place: Place) -> Outcome {
        let relative = call.text(0)?;
        let importer = self.sources.get(place.file).name.clone();
        let path = self.file_system.join(&importer, relative);
        let fault = match self.file_system.read(&path) {
            Ok(bytes) if bytes.len() > LONGEST_TEXT => "is larger than 1 MiB".to_owned(),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return Ok(ValueKind::Text(vec![RawPart::Literal(text.into())])),
                Err(_) => "is not UTF-8 text".to_owned(),
            },
            Err(error) => error.reason(),
        };
        let finding = Diagnostic::new(
            &FILE_FUNCTION,
            call.value(0)?.span,
            format!("`{path}` {fault}"),
        )
        .help("the path is relative to the file it is written in");
        self.report(finding);
        Err(Fault::Silent)
    }

    fn stringify(&mut self, call: &Arguments) -> Outcome {
        let value = call.value(0)?;
        let text = match &value.kind {
            ValueKind::Text(_) => return Ok(value.kind.clone()),
            ValueKind::Int(number) => number.to_string(),
            ValueKind::Decimal(number) => display_decimal(*number),
            ValueKind::Bool(value) => value.to_string(),
            ValueKind::Size(bytes) => super::value::display_size(*bytes),
            ValueKind::Duration(seconds) => super::value::display_duration(*seconds),
            _ => {
                return Err(Fault::Argument {
                    at: 0,
                    expected: "a number, a boolean or a string",
                });
            }
        };
        Ok(ValueKind::Text(vec![RawPart::Literal(text.into())]))
    }
}

fn count(least: usize, most: usize) -> String {
    let plural = |n: usize| {
        if n == 1 {
            "1 argument".to_owned()
        } else {
            format!("{n} arguments")
        }
    };
    match (least, most) {
        (least, usize::MAX) => format!("{} or more", plural(least)),
        (least, most) if least == most => plural(least),
        (least, most) => format!("{least} to {most} arguments"),
    }
}

fn literal(text: impl Into<SmolStr>) -> ValueKind {
    ValueKind::Text(vec![RawPart::Literal(text.into())])
}

/// `secret("name")`, `secret("name:json-key")`
fn secret(call: &Arguments) -> Outcome {
    let written = call.text(0)?;
    let (name, json_key) = match written.split_once(':') {
        Some(("arn", _)) => {
            return Err(Fault::Message(
                "`secret` takes the secret's name; an ARN is written as a plain string".into(),
            ));
        }
        Some((name, key)) => (name, Some(key)),
        None => (written, None),
    };
    let good = |c: char| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c);
    if name.is_empty() || name.len() > 512 || !name.chars().all(good) {
        return Err(Fault::Message(format!(
            "`{}` is not a secret's name: letters, digits and /_+=.@- are",
            clip(name)
        )));
    }
    if json_key.is_some_and(|key| key.is_empty() || key.contains(':')) {
        return Err(Fault::Message(
            "a JSON key follows the colon, without colons".into(),
        ));
    }
    Ok(ValueKind::Secret(RawSecret::SecretsManager {
        name: name.into(),
        json_key: json_key.map(SmolStr::new),
    }))
}

/// `ssm("/prod/token")`
fn parameter(call: &Arguments) -> Outcome {
    let name = call.text(0)?;
    let good = |c: char| c.is_ascii_alphanumeric() || "/_.-".contains(c);
    if name.is_empty() || name.len() > 1011 || !name.chars().all(good) {
        return Err(Fault::Message(format!(
            "`{}` is not a parameter's name: letters, digits and /_.- are",
            clip(name)
        )));
    }
    Ok(ValueKind::Secret(RawSecret::Parameter {
        name: name.into(),
    }))
}

fn text(name: &str, call: &Arguments) -> Outcome {
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
fn format_text(call: &Arguments) -> Outcome {
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

fn number(name: &str, call: &Arguments) -> Outcome {
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
fn extreme(name: &str, call: &Arguments) -> Outcome {
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

fn collection(name: &str, call: &Arguments) -> Outcome {
    Ok(match name {
        "join" => return join(call),
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
            items.try_fold(first.kind.clone(), |total, item| add(&total, &item.kind))?
        }
        _ => return Err(Fault::Silent),
    })
}

fn add(a: &ValueKind, b: &ValueKind) -> Outcome {
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

fn join(call: &Arguments) -> Outcome {
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

/// `range(n)`, `range(start, end)`: whole numbers, the end left out.
fn range(call: &Arguments) -> Outcome {
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
