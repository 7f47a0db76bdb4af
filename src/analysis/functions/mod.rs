//! The built-in functions. Their documentation and signatures stand in the vocabulary; this is
//! what they do.

mod collections;
mod numbers;
mod outside;
mod texts;

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
            "secret" => outside::secret(call),
            "ssm" => outside::parameter(call),
            "region" => Ok(ValueKind::Text(vec![self.region_part()])),
            "account" => Ok(ValueKind::Text(vec![self.account_part()])),
            "env" => self.environment(call),
            "file" => self.file(call, place),
            "join" | "concat" | "merge" | "lookup" | "contains" | "length" | "reverse" | "sort"
            | "distinct" | "flatten" | "index" | "slice" | "zip" | "keys" | "values" | "range"
            | "sum" => collections::collection(name, call),
            "min" | "max" | "abs" | "floor" | "ceil" | "round" => numbers::number(name, call),
            "string" => self.stringify(call),
            _ => texts::text(name, call),
        }
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
