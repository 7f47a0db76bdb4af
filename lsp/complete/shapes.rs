//! What sort of value an expression has, as far as that can be told without working it out, and
//! whether an attribute can take it.

use super::scope::{Global, Meaning, Scope, Seen};
use crate::catalog;
use crate::lsp::engine::View;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, ParamType, StringPart, UnaryOp};
use crate::vocabulary::{Format, Gives, Kind, Type, format_problem, function};

/// Names that stand for each other are followed no further.
const DEEPEST: usize = 30;
/// No more of a list is looked at.
const MOST: usize = 50;

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Unknown,
    Bool,
    Int,
    Decimal,
    Size,
    Duration,
    /// The texts it is one of, where they are known.
    Text(Option<Vec<String>>),
    /// A bare word that names no variable.
    Word(String),
    Reference(Kind),
    Secret,
    /// Of its elements.
    List(Vec<Shape>),
    /// Of its values.
    Map(Vec<Shape>),
    /// One of these.
    One(Vec<Shape>),
}

/// Of a name that stands at the cursor.
pub fn of_name(scope: &Scope, name: &str) -> Shape {
    scope.again();
    named(scope, name, scope.len(), 0)
}

/// Of what a function gives.
pub fn of_gives(gives: Gives) -> Shape {
    use Shape::*;
    match gives {
        Gives::Text => Text(None),
        Gives::Texts => List(vec![Text(None)]),
        Gives::Bool => Bool,
        Gives::Whole => Int,
        Gives::Wholes => List(vec![Int]),
        Gives::Number => One(vec![Int, Decimal]),
        Gives::Amount => One(vec![Int, Decimal, Size, Duration]),
        Gives::Secret => Secret,
        Gives::List => List(vec![Unknown]),
        Gives::Map => Map(vec![Unknown]),
        Gives::Any => Unknown,
    }
}

fn named(scope: &Scope, name: &str, sees: usize, deep: usize) -> Shape {
    match scope.local(name, sees) {
        Some((Meaning::Value(value), at)) => of((value, at), scope, deep),
        Some((Meaning::Key(list), at)) => match of((list, at), scope, deep) {
            Shape::List(_) => Shape::Int,
            Shape::Map(_) => Shape::Text(None),
            _ => Shape::Unknown,
        },
        Some((Meaning::Each(list), at)) => match of((list, at), scope, deep) {
            Shape::List(each) | Shape::Map(each) if !each.is_empty() => Shape::One(each),
            _ => Shape::Unknown,
        },
        None => match scope.global(name) {
            Some(Global::Let(one)) => of((&one.value, 0), scope, deep),
            Some(Global::Param(one)) => of_param(&one.ty),
            None => Shape::Word(name.to_owned()),
        },
    }
}

fn of_param(ty: &ParamType) -> Shape {
    match ty {
        ParamType::String => Shape::Text(None),
        ParamType::Int => Shape::Int,
        ParamType::Decimal => Shape::Decimal,
        ParamType::Bool => Shape::Bool,
        ParamType::Size => Shape::Size,
        ParamType::Duration => Shape::Duration,
        ParamType::List(of) => Shape::List(vec![of_param(of)]),
        ParamType::Map(of) => Shape::Map(vec![of_param(of)]),
        ParamType::Choice(words) => {
            Shape::Text(Some(words.iter().map(ToString::to_string).collect()))
        }
        ParamType::Error => Shape::Unknown,
    }
}

fn of(seen: Seen, scope: &Scope, deep: usize) -> Shape {
    if deep > DEEPEST || !scope.step() {
        return Shape::Unknown;
    }
    let (expr, sees) = seen;
    let inner = |one: &Expr| of((one, sees), scope, deep + 1);
    match &expr.kind {
        ExprKind::Bool(_) => Shape::Bool,
        ExprKind::Int(_) => Shape::Int,
        ExprKind::Decimal(_) => Shape::Decimal,
        ExprKind::Size(_) => Shape::Size,
        ExprKind::Duration(_) => Shape::Duration,
        ExprKind::String(parts) => Shape::Text(match parts.as_slice() {
            [] => Some(vec![String::new()]),
            [StringPart::Text(text)] => Some(vec![text.to_string()]),
            _ => None,
        }),
        ExprKind::Name(name) => named(scope, name, sees, deep + 1),
        // Of what is empty nothing is known.
        ExprKind::List(items) if items.is_empty() => Shape::List(vec![Shape::Unknown]),
        ExprKind::Map(entries) if entries.is_empty() => Shape::Map(vec![Shape::Unknown]),
        ExprKind::List(items) => Shape::List(items.iter().take(MOST).map(inner).collect()),
        ExprKind::Map(entries) => {
            let values = entries.iter().take(MOST).map(|entry| &entry.value);
            Shape::Map(values.map(inner).collect())
        }
        ExprKind::ListFor(_) => Shape::List(vec![Shape::Unknown]),
        ExprKind::MapFor(_) => Shape::Map(vec![Shape::Unknown]),
        ExprKind::Access(base, name) => of_access(seen, base, &name.text, scope, deep),
        ExprKind::Call(name, _) => {
            function(&name.text).map_or(Shape::Unknown, |function| of_gives(function.gives))
        }
        ExprKind::Unary(UnaryOp::Not, _) => Shape::Bool,
        ExprKind::Unary(UnaryOp::Minus, one) => inner(one),
        ExprKind::Binary(op, left, right) => of_binary(*op, &inner(left), &inner(right)),
        ExprKind::If(parts) => Shape::One(vec![inner(&parts.1), inner(&parts.2)]),
        _ => Shape::Unknown,
    }
}

fn of_access(seen: Seen, base: &Expr, name: &str, scope: &Scope, deep: usize) -> Shape {
    if let ExprKind::Name(word) = &base.kind
        && scope.local(word, seen.1).is_none()
        && scope.global(word).is_none()
        && let Some(kind) = Kind::from_name(word)
    {
        return Shape::Reference(kind);
    }
    match scope.entry((base, seen.1), name, deep + 1) {
        Some(found) => of(found, scope, deep + 1),
        None => Shape::Unknown,
    }
}

fn of_binary(op: BinaryOp, left: &Shape, right: &Shape) -> Shape {
    use BinaryOp::*;
    use Shape::{Bool, Decimal, Duration, Int, One, Size, Unknown};
    let either = |wanted: &Shape| left == wanted || right == wanted;
    match op {
        Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual | And | Or => Bool,
        _ if either(&Unknown) => Unknown,
        Divide if left == right => One(vec![Int, Decimal]),
        _ if either(&Size) => Size,
        _ if either(&Duration) => Duration,
        Divide => One(vec![Int, Decimal]),
        _ if either(&Decimal) => Decimal,
        _ if left == &Int && right == &Int => Int,
        _ => Unknown,
    }
}

/// Whether an attribute of this type can take a value of that shape, or what begins with it: one
/// of its elements, what a comparison with it gives.
pub fn reaches(view: &View, shape: &Shape, ty: &Type) -> bool {
    let parts = match shape {
        Shape::List(parts) | Shape::Map(parts) | Shape::One(parts) => parts.as_slice(),
        _ => &[],
    };
    // A number times a size is a size; any two values can be compared.
    let times = match ty {
        Type::Size { .. } | Type::Duration { .. } => matches!(shape, Shape::Int | Shape::Decimal),
        Type::Bool => !matches!(shape, Shape::Word(_) | Shape::Reference(_) | Shape::Secret),
        _ => false,
    };
    times || takes(view, shape, ty) || parts.iter().any(|part| reaches(view, part, ty))
}

/// Whether an attribute of this type takes a value of that shape as it is.
pub fn takes(view: &View, shape: &Shape, ty: &Type) -> bool {
    match (ty, shape) {
        (Type::OneOf(types), _) => types.iter().any(|ty| takes(view, shape, ty)),
        (_, Shape::Unknown) | (Type::Any, _) => true,
        (_, Shape::One(shapes)) => shapes.iter().any(|shape| takes(view, shape, ty)),
        (Type::Bool, Shape::Bool)
        | (Type::Int { .. }, Shape::Int)
        | (Type::Decimal { .. }, Shape::Int | Shape::Decimal)
        | (Type::Size { .. }, Shape::Size | Shape::Int)
        | (Type::Duration { .. }, Shape::Duration | Shape::Int)
        | (Type::String(_), Shape::Text(None))
        | (Type::Secret, Shape::Secret | Shape::Text(_)) => true,
        (Type::String(format), Shape::Text(Some(texts))) => {
            let mut texts = texts.iter();
            texts.any(|text| is_of_format(*format, text))
        }
        (Type::Enum(words), Shape::Text(texts)) => texts.as_ref().is_none_or(|texts| {
            let mut texts = texts.iter();
            texts.any(|text| words.iter().any(|word| word.name == text))
        }),
        (Type::Enum(words), Shape::Word(text)) => words.iter().any(|word| word.name == text),
        (Type::Ref(kinds), Shape::Reference(kind)) => kinds.contains(kind),
        (Type::Ref(kinds), Shape::Word(label)) => is_label(view, kinds, label),
        (Type::Secret, Shape::Word(label)) => is_label(view, &[Kind::Secret], label),
        (Type::List { of, .. }, Shape::List(items)) => {
            items.iter().any(|item| takes(view, item, of))
        }
        (Type::Map { of, .. }, Shape::Map(values)) => {
            values.iter().any(|value| takes(view, value, of))
        }
        (Type::Object(_), Shape::Map(_)) => true,
        _ => false,
    }
}

fn is_of_format(format: Format, text: &str) -> bool {
    let instances = matches!(format, Format::InstanceType | Format::SingleInstanceType);
    format_problem(format, text).is_none() && (!instances || catalog::expand(text).is_some())
}

fn is_label(view: &View, kinds: &[Kind], label: &str) -> bool {
    let program = &view.analysis.checked.program;
    kinds
        .iter()
        .any(|kind| program.find(*kind, label).is_some())
}
