//! A job definition may be 24 KiB of JSON: an estimate from below of what would be sent.

use super::super::facts::Facts;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Object, SecretSource, Text, TextPart, Typed, TypedKind};
use crate::syntax::source::Span;

codes! {
    DEFINITION_TOO_LARGE = "definition-too-large", Error, "a job definition of more than 24 KiB";
}

const LIMIT: usize = 24 * 1024;

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let size = object(definition);
    if size <= LIMIT {
        return;
    }
    let (largest, part) = largest(definition);
    out.push(
            Diagnostic::new(&DEFINITION_TOO_LARGE, definition.head_span, format!("the definition of `{}` is some {} KiB", definition.label, size.div_ceil(1024)))
                .label("at most 24 KiB")
                .also(largest, format!("{} KiB of it", part.div_ceil(1024)))
                .why("AWS Batch takes job definitions of up to 24 KiB, and refuses larger ones when they are registered")
                .help("keep scripts and data in the image or in S3 and fetch them at the start of the job"),
        );
}

/// The attribute that takes most.
fn largest(definition: &Object) -> (Span, usize) {
    let sizes = definition
        .fields
        .iter()
        .map(|field| (field.name_span, value(&field.value)));
    sizes
        .max_by_key(|(_, size)| *size)
        .unwrap_or((definition.span, 0))
}

fn object(object: &Object) -> usize {
    let fields = object
        .fields
        .iter()
        .filter(|field| !field.attribute.aws.is_empty());
    2 + fields
        .map(|field| field.attribute.name.len() + 4 + value(&field.value))
        .sum::<usize>()
}

/// Depth is bounded by the vocabulary's types.
fn value(typed: &Typed) -> usize {
    match &typed.kind {
        TypedKind::Unknown | TypedKind::Reference(_) => 2,
        TypedKind::Bool(_) | TypedKind::Int(_) | TypedKind::Decimal(_) => 1,
        TypedKind::Size(_) | TypedKind::Duration(_) => 1,
        TypedKind::Word(word) => word.len() + 2,
        TypedKind::Text(words) => text(words),
        TypedKind::Secret(source) => match source {
            SecretSource::SecretsManager { name, .. } | SecretSource::Parameter { name } => {
                name.len() + 2
            }
            SecretSource::Existing { .. } => 2,
            SecretSource::Arn(arn) => text(arn),
        },
        TypedKind::List(items) => 2 + items.iter().map(|item| value(item) + 1).sum::<usize>(),
        // A map becomes `{"name":"…","value":"…"}` for each entry.
        TypedKind::Map(entries) => {
            2 + entries
                .iter()
                .map(|(key, one)| key.text.len() + 22 + value(one))
                .sum::<usize>()
        }
        TypedKind::Object(inner) => object(inner),
    }
}

/// In JSON quotes, line ends and backslashes take two bytes.
fn text(text: &Text) -> usize {
    let literal = text.parts.iter().map(|part| match part {
        TextPart::Literal(text) => {
            text.len()
                + text
                    .bytes()
                    .filter(|b| matches!(b, b'"' | b'\\' | b'\n' | b'\r' | b'\t'))
                    .count()
        }
        _ => 0,
    });
    2 + literal.sum::<usize>()
}
