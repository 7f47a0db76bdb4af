//! Values the program gives the same attribute elsewhere: images, subnets, volumes, secrets.

use super::{Item, Sort};
use crate::lsp::engine::View;
use crate::program::{Object, SecretSource, Typed, TypedKind};
use crate::vocabulary::{Attribute, Format, Type};

/// More than this is not looked through at one keystroke.
const MOST: usize = 20_000;

/// The texts another place gives this attribute, each once.
pub fn texts(view: &View, offset: u32, attribute: &'static Attribute, items: &mut Vec<Item>) {
    // A name is one thing's own.
    if matches!(
        attribute.ty,
        Type::String(Format::BatchName | Format::RoleName)
    ) {
        return;
    }
    each(view, &mut |of, value, address| {
        let span = value.span;
        if span.file == view.file && span.start <= offset && offset <= span.end {
            return;
        }
        // Volumes are mounted by the name they are declared with.
        let volume = attribute.name == "source_volume" && of.name == "volumes";
        if volume && let TypedKind::Object(volume) = &value.kind {
            push(volume.str("name"), address, 0, items);
        }
        if of == attribute {
            push(value.as_str(), address, 60, items);
        }
    });
}

/// The names of secrets, or of parameters, the program reads.
pub fn secrets(view: &View, parameters: bool, items: &mut Vec<Item>) {
    each(view, &mut |_, value, address| {
        let TypedKind::Secret(source) = &value.kind else {
            return;
        };
        let name = match source {
            SecretSource::SecretsManager { name, json_key } if !parameters => match json_key {
                Some(key) => format!("{name}:{key}"),
                None => name.to_string(),
            },
            SecretSource::Parameter { name } if parameters => name.to_string(),
            _ => return,
        };
        push(Some(&name), address, 0, items);
    });
}

fn push(text: Option<&str>, address: &str, rank: u32, items: &mut Vec<Item>) {
    let Some(text) = text.filter(|text| !text.is_empty() && !text.contains('\n')) else {
        return;
    };
    if items.len() < 100 && items.iter().all(|item| item.label != text) {
        items.push(Item::new(text, Sort::Value, rank).detail(format!("as in {address}")));
    }
}

/// Every single value of the program with the attribute it is given to.
fn each(view: &View, say: &mut dyn FnMut(&'static Attribute, &Typed, &str)) {
    let mut left = MOST;
    for block in &view.analysis.checked.program.blocks {
        of_object(&block.object, &block.address(), &mut left, say);
    }
}

fn of_object(
    object: &Object,
    address: &str,
    left: &mut usize,
    say: &mut dyn FnMut(&'static Attribute, &Typed, &str),
) {
    for field in &object.fields {
        of_value(field.attribute, &field.value, address, left, say);
    }
}

fn of_value(
    attribute: &'static Attribute,
    value: &Typed,
    address: &str,
    left: &mut usize,
    say: &mut dyn FnMut(&'static Attribute, &Typed, &str),
) {
    let Some(fewer) = left.checked_sub(1) else {
        return;
    };
    *left = fewer;
    match &value.kind {
        TypedKind::List(values) => {
            let values = values.iter();
            values.for_each(|value| of_value(attribute, value, address, left, say));
        }
        TypedKind::Map(entries) => {
            let values = entries.iter().map(|(_, value)| value);
            values.for_each(|value| of_value(attribute, value, address, left, say));
        }
        TypedKind::Object(object) => {
            say(attribute, value, address);
            of_object(object, address, left, say);
        }
        _ => say(attribute, value, address),
    }
}
