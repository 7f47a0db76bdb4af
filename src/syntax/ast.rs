//! The typed syntax tree. Every range counts from the start of the top-level item it lies in,
//! so that an item can be cached by its text alone ([`super::source::Range`]).
//!
//! What could not be read is `Missing` (nothing there) or `Error` (something there, reported
//! already); later stages skip both without a word.

use super::source::Range;
use smol_str::SmolStr;
use std::sync::Arc;

/// A word with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub text: SmolStr,
    pub range: Range,
}

/// A label, which may hold interpolations: `align`, `align-${team.name}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub parts: Vec<StringPart>,
    pub range: Range,
}

impl Label {
    /// The label where it holds no interpolation.
    pub fn plain(&self) -> Option<&SmolStr> {
        match self.parts.as_slice() {
            [StringPart::Text(text)] => Some(text),
            _ => None,
        }
    }
}

/// A declaration with what stands before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The whole declaration, without its doc comment.
    pub range: Range,
    /// The text of the `///` lines directly above, without the slashes, joined by newlines.
    pub docs: Option<SmolStr>,
    pub kind: ItemKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    Block(Block),
    Template(TemplateItem),
    Param(Param),
    Let(Let),
    For(For),
    If(If),
    Import(Import),
    Output(Output),
    /// Could not be read; reported already.
    Error,
}

/// `KIND LABEL : BASE { … }`, `existing KIND LABEL { … }`. The kind may be a word the vocabulary
/// does not know: that is for the checker to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The word `existing`.
    pub existing: Option<Range>,
    pub kind: Name,
    /// Absent where it was forgotten (reported already).
    pub label: Option<Label>,
    /// The template after `:`.
    pub base: Option<Name>,
    pub body: Body,
}

/// `template KIND NAME { … }`, `template KIND NAME : BASE { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateItem {
    pub kind: Name,
    pub name: Name,
    /// Another template whose attributes this one takes and may override.
    pub base: Option<Name>,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    pub attributes: Vec<Attribute>,
    /// From `{` to `}`, both included.
    pub range: Range,
    /// A member of this body could not be read, so nothing may be said about what is missing.
    pub broken: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub docs: Option<SmolStr>,
    pub name: Name,
    pub value: Expr,
    pub range: Range,
    /// Written as a block, without its `=`, which was reported.
    pub block: bool,
}

/// `param NAME: TYPE = default`
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    pub name: Name,
    pub ty: ParamType,
    pub ty_range: Range,
    pub default: Option<Expr>,
}

/// The type of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamType {
    String,
    Int,
    Decimal,
    Bool,
    Size,
    Duration,
    /// `list(string)`
    List(Box<ParamType>),
    /// `map(int)`
    Map(Box<ParamType>),
    /// `"dev" | "prod"`
    Choice(Vec<SmolStr>),
    Error,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    pub name: Name,
    pub value: Expr,
}

/// `for x in list { … }`, `for k, v in map { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    pub vars: LoopVars,
    pub iter: Expr,
    pub items: Vec<Item>,
    /// A declaration inside could not be read.
    pub broken: bool,
}

/// `x`, or `key, value`.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopVars {
    pub first: Name,
    pub second: Option<Name>,
}

/// `if cond { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct If {
    pub condition: Expr,
    pub items: Vec<Item>,
    pub broken: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The path as written, unescaped.
    pub path: SmolStr,
    pub path_range: Range,
    /// How it is written was reported: nothing more is said where the file is not there.
    pub reported: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub name: Name,
    pub value: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub range: Range,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// Nothing there; reported already.
    Missing,
    /// Something unreadable there; reported already.
    Error,
    Null,
    Bool(bool),
    Int(i64),
    Decimal(f64),
    /// In bytes.
    Size(u64),
    /// In seconds.
    Duration(u64),
    String(Vec<StringPart>),
    /// A bare word: a variable, an enum word or a label, as its place decides.
    Name(SmolStr),
    /// A bare label with interpolations: `queue-${t}`.
    Label(Vec<StringPart>),
    List(Vec<Expr>),
    /// `{ k = v }`, whether an object or a map is for the vocabulary to say.
    Map(Vec<Entry>),
    /// `[for x in xs: e if c]`
    ListFor(Box<ListFor>),
    /// `{ for x in xs: k = v if c }`
    MapFor(Box<MapFor>),
    /// `base.name`
    Access(Box<Expr>, Name),
    /// `base[index]`
    Index(Box<Expr>, Box<Expr>),
    Call(Name, Vec<Expr>),
    Unary(UnaryOp, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `if c then a else b`
    If(Box<(Expr, Expr, Expr)>),
}

impl Expr {
    /// The expressions it is made of, in the order written.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::String(all) | ExprKind::Label(all) => {
                all.iter().filter_map(StringPart::expr).collect()
            }
            ExprKind::List(all) | ExprKind::Call(_, all) => all.iter().collect(),
            ExprKind::Map(entries) => entries.iter().map(|one| &one.value).collect(),
            ExprKind::ListFor(one) => {
                let all = [Some(&one.iter), Some(&one.value), one.condition.as_ref()];
                all.into_iter().flatten().collect()
            }
            ExprKind::MapFor(one) => {
                let all = [Some(&one.iter), Some(&one.key), Some(&one.value)];
                all.into_iter()
                    .chain([one.condition.as_ref()])
                    .flatten()
                    .collect()
            }
            ExprKind::Access(base, _) | ExprKind::Unary(_, base) => vec![base],
            ExprKind::Index(one, other) | ExprKind::Binary(_, one, other) => vec![one, other],
            ExprKind::If(all) => vec![&all.0, &all.1, &all.2],
            _ => Vec::new(),
        }
    }
}

/// A piece of a string or of a label.
#[derive(Clone, Debug, PartialEq)]
pub enum StringPart {
    /// Literal text, escapes resolved.
    Text(SmolStr),
    /// `${…}`
    Expr(Expr),
}

impl StringPart {
    /// What is interpolated.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            StringPart::Expr(expr) => Some(expr),
            StringPart::Text(_) => None,
        }
    }
}

/// `key = value` of an object or a map; the key was a word or a string.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub docs: Option<SmolStr>,
    pub key: Name,
    /// The key stands in quotes.
    pub quoted: bool,
    pub value: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListFor {
    pub vars: LoopVars,
    pub iter: Expr,
    pub value: Expr,
    pub condition: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MapFor {
    pub vars: LoopVars,
    pub iter: Expr,
    pub key: Expr,
    pub value: Expr,
    pub condition: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Not,
    Minus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl BinaryOp {
    /// As it is written.
    pub const fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
            BinaryOp::Remainder => "%",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterOrEqual => ">=",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
        }
    }
}

/// `// allow(code): reason`, for the declaration that begins next in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    pub code: Name,
    pub reason: Option<SmolStr>,
    /// The whole comment.
    pub range: Range,
    /// The declaration it speaks of; `None` at the end of a body or file.
    pub target: Option<Range>,
}

/// One top-level item, parsed: what the cache holds. All ranges count from the item's start,
/// those of `diagnostics` too (their file is `FileId(0)` until they are placed).
#[derive(Clone, Debug)]
pub struct ParsedItem {
    pub item: Item,
    pub diagnostics: Vec<crate::diagnostic::Diagnostic>,
    /// Names that stood where a declaration could not be read: it may have been called so, and
    /// nothing is said of what refers to them.
    pub lost: Vec<SmolStr>,
    /// Those of them that are variables: a `variable` or `locals` of Terraform's, `x = 1` without
    /// its `let`.
    pub lost_variables: Vec<SmolStr>,
}

/// A top-level item at its place in the file.
#[derive(Clone, Debug)]
pub struct PlacedItem {
    /// Byte offset of the item's text in the file.
    pub start: u32,
    pub parsed: Arc<ParsedItem>,
}

/// A file as read: its items in order. Always there, however broken the text.
#[derive(Clone, Debug, Default)]
pub struct ParsedFile {
    pub items: Vec<PlacedItem>,
    /// Absolute ranges.
    pub allows: Vec<Allow>,
    /// Faults of the file as a whole and between items; absolute ranges, file set.
    pub diagnostics: Vec<crate::diagnostic::Diagnostic>,
}
