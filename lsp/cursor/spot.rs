//! What a cursor can stand at.

use crate::vocabulary::{Attribute, Format, Kind, Type};

/// What may be written at the cursor.
#[derive(Clone, Debug)]
pub enum Spot {
    /// A declaration: a kind or a keyword; `inside` a `for` or `if`, where not all may stand.
    Declaration { inside: bool },
    /// A kind, behind `existing` or `template`.
    Kind { existing: bool },
    /// The name of a template of that kind, behind `:`.
    Base { kind: Option<Kind> },
    /// The name of an attribute.
    Key(Key),
    /// A value.
    Value(Box<Value>),
    /// The path of an import.
    Import,
    /// The type of a parameter.
    ParamType,
    /// These words and no others.
    Words(&'static [&'static str]),
    /// A comment, a number, a new name: nothing to offer.
    Nothing,
}

/// Where an attribute may stand.
#[derive(Clone, Debug, Default)]
pub struct Key {
    pub fields: Vec<&'static Attribute>,
    /// Those that stand there already.
    pub set: Vec<String>,
    /// The path for `explain`: `job_definition.retry`.
    pub path: String,
    /// Words set in the block so far, by attribute: `type` is `SPOT`.
    pub words: Vec<(String, String)>,
    /// Words set in the object around, by attribute: `log_driver` is `awslogs`.
    pub beside: Vec<(String, String)>,
    /// A value follows already.
    pub assigned: bool,
    /// The body of a block, not an object in it.
    pub block: bool,
}

/// Where a value may stand.
#[derive(Clone, Debug, Default)]
pub struct Value {
    pub types: Vec<&'static Type>,
    pub attribute: Option<&'static Attribute>,
    pub path: String,
    /// In quotes: the text before the cursor.
    pub quoted: Option<String>,
    /// What is typed of the bare word the cursor stands in.
    pub typed: String,
    /// The number that is being written, or that a unit is to follow.
    pub number: Option<Number>,
    /// The function whose argument it is, and which argument, from 0.
    pub call: Option<(String, usize)>,
    /// Where the words before the last dot begin; 0 where that does not matter.
    pub start: u32,
    /// Behind `kind.label.`, or `kind.`: the words before the last dot.
    pub behind: Vec<String>,
    /// Elements of the list around it, as they are written.
    pub siblings: Vec<String>,
    pub words: Vec<(String, String)>,
    /// Inside a list.
    pub listed: bool,
    /// Inside an expression: `${…}`, a call, an operator.
    pub computed: bool,
    /// Words that may follow the number before it.
    pub next: &'static [&'static str],
    /// The loops in brackets around it, the innermost last.
    pub loops: Vec<Loop>,
    /// The name it is compared with.
    pub compared: Option<String>,
    /// The texts the type of a parameter lists.
    pub choices: Vec<String>,
}

/// A loop in brackets: `for first[, second] in list:`.
#[derive(Clone, Debug)]
pub struct Loop {
    pub first: String,
    pub second: Option<String>,
    /// As it is written.
    pub list: String,
}

impl Value {
    /// Whether an instance type is asked for.
    pub fn is_instance_type(&self) -> bool {
        self.types.iter().any(|ty| is_instance_type(ty))
    }
}

fn is_instance_type(ty: &Type) -> bool {
    match ty {
        Type::String(format) => {
            matches!(format, Format::InstanceType | Format::SingleInstanceType)
        }
        Type::List { of, .. } => is_instance_type(of),
        Type::OneOf(types) => types.iter().any(is_instance_type),
        _ => false,
    }
}

/// A number at the cursor.
#[derive(Clone, Debug)]
pub struct Number {
    pub text: String,
    /// It is over: a space follows.
    pub ended: bool,
}
