//! What an expression may begin with: `let`s, `param`s, what loops bind, functions, `if`, and kinds
//! to name a declaration by; where an attribute's type is known, what it can take of them.

use super::scope::{Inner, Scope};
use super::shapes::{Shape, of_gives, of_name, reaches, takes};
use super::{Item, Sort};
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::lsp::fragment::around;
use crate::lsp::index::What;
use crate::vocabulary::{Format, Kind, Type, functions, values_of};
use std::collections::HashSet;

/// The names in scope, and what else a value may begin with.
pub fn all(
    view: &View,
    offset: u32,
    value: &Value,
    types: &[&'static Type],
    items: &mut Vec<Item>,
) {
    // In the middle of an expression a value of any type may stand.
    let types = if value.computed { &[] } else { types };
    let rank = if value.computed { 0 } else { 200 };
    let inner = Inner::read(&value.loops);
    let scope = Scope::at(view, offset, &inner);
    names(view, offset, &scope, types, rank, items);
    calls(view, types, rank, items);
    if !value.listed || value.typed.starts_with('i') {
        let item = Item::new("if", Sort::Keyword, rank + 30);
        let item = item.detail("one value or another");
        items.push(item.snippet("if ${1:condition} then ${2:value} else $0"));
    }
    kinds(view, types, rank, items);
}

/// The texts that may stand there: those a parameter's type lists, or those the name it is
/// compared with can be.
pub fn choices(view: &View, offset: u32, value: &Value, items: &mut Vec<Item>) {
    let mut texts = value.choices.clone();
    if let Some(name) = &value.compared {
        let inner = Inner::read(&value.loops);
        texts_of(&of_name(&Scope::at(view, offset, &inner), name), &mut texts);
    }
    // What is written with a backslash is left to the hand.
    texts.retain(|text| !text.is_empty() && !text.contains(['"', '\\', '$', '\n']));
    items.extend(texts.into_iter().enumerate().map(|(at, text)| {
        let insert = match value.quoted {
            Some(_) => text.clone(),
            None => format!("\"{text}\""),
        };
        Item::new(text, Sort::Word, at as u32).insert(insert)
    }));
}

fn texts_of(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Text(Some(known)) => texts.extend(known.iter().cloned()),
        Shape::One(shapes) => shapes.iter().for_each(|shape| texts_of(shape, texts)),
        _ => {}
    }
}

fn names(
    view: &View,
    offset: u32,
    scope: &Scope,
    types: &[&'static Type],
    rank: u32,
    items: &mut Vec<Item>,
) {
    let fits = |name: &str| {
        if types.is_empty() {
            return true;
        }
        let shape = of_name(scope, name);
        types.iter().any(|ty| reaches(view, &shape, ty))
    };
    let mut hidden = HashSet::new();
    for (_, name) in scope.locals() {
        if hidden.insert(name) && !name.is_empty() && fits(name) {
            let item = Item::new(name, Sort::Variable, rank).detail("of this loop");
            items.push(item.dotted(scope.dotted(name, scope.len())));
        }
    }
    let piece = around(view, offset);
    let own = piece.start..piece.start + piece.text.len() as u32;
    for one in view.analysis.declared() {
        let what = match one.what {
            What::Let => "let",
            What::Param => "param",
            _ => continue,
        };
        let name = one.name.as_str();
        // A `let` is not made of itself.
        let own = one.span.file == view.file && own.contains(&one.span.start);
        if own && one.span.end <= offset || hidden.contains(name) || !fits(name) {
            continue;
        }
        let item = Item::new(name, Sort::Variable, rank + 1).detail(what);
        items.push(item.dotted(scope.dotted(name, 0)));
    }
}

fn calls(view: &View, types: &[&'static Type], rank: u32, items: &mut Vec<Item>) {
    // No function makes an enum's word or a reference.
    let word = |ty: &&'static Type| matches!(ty, Type::Ref(_) | Type::Enum(_) | Type::Secret);
    if !types.is_empty() && types.iter().all(word) {
        return;
    }
    let bool = types.iter().any(|ty| matches!(ty, Type::Bool));
    let fitting = functions().iter().filter(|function| {
        let shape = of_gives(function.gives);
        types.is_empty() || bool || types.iter().any(|ty| takes(view, &shape, ty))
    });
    items.extend(fitting.map(|function| {
        let call = match function.params.is_empty() {
            true => format!("{}()", function.name),
            false => format!("{}($0)", function.name),
        };
        Item::new(function.name, Sort::Function, rank + 10)
            .detail(function.signature)
            .docs(function.name)
            .snippet(call)
    }));
}

/// Kinds, whose declarations AWS knows something of: `job_queue.main.arn`.
fn kinds(view: &View, types: &[&'static Type], rank: u32, items: &mut Vec<Item>) {
    let known = |kind: &Kind| !values_of(*kind).is_empty();
    let declared = |kind: &Kind| view.analysis.checked.program.of(*kind).next().is_some();
    let text = types
        .iter()
        .any(|ty| matches!(ty, Type::String(format) if holds(*format)));
    let fitting = Kind::ALL.into_iter().filter(|kind| match types {
        [] => known(kind),
        _ => text && known(kind) && declared(kind),
    });
    items.extend(fitting.map(|kind| {
        Item::new(kind.name(), Sort::Kind, rank + 20)
            .detail(format!("of {} what AWS knows", kind.noun()))
            .insert(format!("{}.", kind.name()))
    }));
}

/// Whether a text of the format may be an ARN, an id or a name AWS gives.
fn holds(format: Format) -> bool {
    use Format::*;
    matches!(
        format,
        Any | NonEmpty | Max(_) | Arn | PolicyResource | Image | VpcId | SubnetId | SecurityGroupId
    )
}
