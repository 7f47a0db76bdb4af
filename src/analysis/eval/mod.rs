//! Expressions to values: names, strings, collections, comprehensions. Pure and bounded: the
//! same text always gives the same value, and no program can make it run away.

mod access;
mod globals;
mod loops;
mod names;
mod project;
mod strings;

use super::codes::*;
use super::load::{Files, LoadedFile};
use super::value::{MapEntry, RawPart, RawText, Value, ValueKind, known_text, push_part};
use super::{Inputs, params, value};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Severity};
use crate::program::Key;
use crate::syntax::ast::{
    self, BinaryOp, Expr, ExprKind, Item, ItemKind, Let, ListFor, LoopVars, MapFor, Name, Param,
    StringPart,
};
use crate::syntax::source::{FileId, Range, SourceMap, Span};
use crate::vocabulary::{self, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::cell::RefCell;
use std::rc::Rc;

/// Where an item's ranges count from.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub file: FileId,
    pub base: u32,
}

impl Place {
    pub fn span(self, range: Range) -> Span {
        range.at(self.file, self.base)
    }
}

/// Names of a loop's turn, inside those around it.
pub struct Frame<'a> {
    parent: Option<Scope<'a>>,
    vars: RefCell<Vec<(SmolStr, Slot<'a>)>>,
}

pub type Scope<'a> = Rc<Frame<'a>>;

#[derive(Clone)]
enum Slot<'a> {
    Value(Value),
    /// A `let` inside a `for` or `if`, not asked for yet.
    Lazy(&'a Let, Place),
    /// Being evaluated: asking again is a cycle.
    Open,
}

impl<'a> Frame<'a> {
    pub fn root() -> Scope<'a> {
        Rc::new(Frame {
            parent: None,
            vars: RefCell::default(),
        })
    }

    pub fn child(parent: &Scope<'a>) -> Scope<'a> {
        Rc::new(Frame {
            parent: Some(parent.clone()),
            vars: RefCell::default(),
        })
    }

    pub fn set(&self, name: &SmolStr, value: Value) {
        self.vars
            .borrow_mut()
            .push((name.clone(), Slot::Value(value)));
    }

    pub fn set_lazy(&self, binding: &'a Let, place: Place) {
        self.vars
            .borrow_mut()
            .push((binding.name.text.clone(), Slot::Lazy(binding, place)));
    }
}

/// A `let` or `param` at top level.
struct Global<'a> {
    name: &'a Name,
    decl: Decl<'a>,
    place: Place,
    state: State,
}

#[derive(Clone, Copy)]
enum Decl<'a> {
    Let(&'a Let),
    Param(&'a Param),
}

enum State {
    Fresh,
    Open,
    Done(Value),
}

pub struct Evaluator<'a, 'b> {
    pub files: &'a [LoadedFile],
    pub sources: &'a SourceMap,
    pub file_system: &'b dyn Files,
    pub inputs: &'b Inputs<'b>,
    out: Vec<Diagnostic>,
    globals: Vec<Global<'a>>,
    by_name: FxHashMap<SmolStr, usize>,
    /// The globals being evaluated, innermost last: a cycle is read off it.
    open: Vec<usize>,
    /// Nested calls of `eval`, so that a long chain of `let`s cannot exhaust the stack.
    depth: u32,
    /// Expressions evaluated so far.
    steps: u64,
    region: Option<RawPart>,
    account: Option<RawPart>,
    /// A parameter or variable of the environment has no value, so parts of the program are open.
    pub unset: bool,
    /// Every declaration, once all labels are known.
    pub labels: FxHashSet<(Kind, SmolStr)>,
    /// What declarations that could not be read may have been called.
    pub lost: FxHashSet<SmolStr>,
    /// Variables whose declarations could not be read.
    lost_variables: FxHashSet<&'a str>,
    /// By a bare word's place: the variable around it that it may be meant for.
    pub near_locals: FxHashMap<Span, SmolStr>,
    /// The kinds of those of which not even that is known.
    pub lost_kinds: FxHashSet<Kind>,
    /// `let`s and `param`s whose name was refused.
    pub forgotten: Vec<SmolStr>,
    /// No file has a project: what imports them may declare what they name.
    pub part: bool,
}

/// Deeper than any program a person writes, shallow enough for a small stack.
const DEEPEST: u32 = 300;
/// About a second of work.
const MOST_STEPS: u64 = 10_000_000;
/// The longest list a program may build.
pub const MOST_ITEMS: usize = 100_000;
/// The longest text a program may build, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

impl<'a, 'b> Evaluator<'a, 'b> {
    /// `unread`: a file could not be imported, so anything may be declared there.
    pub fn new(
        files: &'a [LoadedFile],
        sources: &'a SourceMap,
        file_system: &'b dyn Files,
        inputs: &'b Inputs<'b>,
        unread: bool,
    ) -> Evaluator<'a, 'b> {
        let mut evaluator = Evaluator {
            files,
            sources,
            file_system,
            inputs,
            out: Vec::new(),
            globals: Vec::new(),
            by_name: FxHashMap::default(),
            open: Vec::new(),
            depth: 0,
            steps: 0,
            region: None,
            account: None,
            unset: false,
            labels: FxHashSet::default(),
            lost: files
                .iter()
                .flat_map(|file| &file.parsed.items)
                .flat_map(|placed| placed.parsed.lost.iter().cloned())
                .collect(),
            lost_variables: files
                .iter()
                .flat_map(|file| &file.parsed.items)
                .flat_map(|placed| placed.parsed.lost_variables.iter().map(SmolStr::as_str))
                .collect(),
            near_locals: FxHashMap::default(),
            lost_kinds: FxHashSet::default(),
            forgotten: Vec::new(),
            part: false,
        };
        evaluator.part = !inputs.complete && !evaluator.has_project();
        let items = files.iter().flat_map(|file| &file.parsed.items);
        let unclear = |item: &Item| matches!(&item.kind, ItemKind::Import(it) if it.reported);
        if unread || { items }.any(|placed| unclear(&placed.parsed.item)) {
            evaluator.lost_kinds.extend(Kind::ALL);
        }
        evaluator.collect_globals();
        evaluator
    }

    pub fn report(&mut self, finding: Diagnostic) {
        self.out.push(finding);
    }

    /// What was reported since this was last asked.
    pub fn take_findings(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.out)
    }

    pub fn fail(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> Value {
        self.report(Diagnostic::new(code, span, message));
        Value::unknown(span)
    }

    /// Every top-level item with its place.
    pub fn items(&self) -> impl Iterator<Item = (&'a Item, Place)> + use<'a> {
        let files: &'a [LoadedFile] = self.files;
        files.iter().flat_map(|file| {
            file.parsed.items.iter().map(move |placed| {
                (
                    &placed.parsed.item,
                    Place {
                        file: file.id,
                        base: placed.start,
                    },
                )
            })
        })
    }

    /// The value of an expression.
    pub fn eval(&mut self, expr: &'a Expr, place: Place, scope: &Scope<'a>) -> Value {
        let span = place.span(expr.range);
        self.steps += 1;
        if self.depth >= DEEPEST || self.steps >= MOST_STEPS {
            return self.runaway(span);
        }
        self.depth += 1;
        let value = self.eval_kind(expr, place, scope, span);
        self.depth -= 1;
        value
    }

    fn runaway(&mut self, span: Span) -> Value {
        let message = if self.depth >= DEEPEST {
            "this is nested too deep to evaluate"
        } else {
            "this program is too large to evaluate"
        };
        let told = self.steps > MOST_STEPS;
        if !told {
            self.fail(&TOO_LARGE, span, message);
        }
        if self.steps >= MOST_STEPS {
            self.steps = MOST_STEPS + 1;
        }
        Value::unknown(span)
    }

    fn eval_kind(&mut self, expr: &'a Expr, place: Place, scope: &Scope<'a>, span: Span) -> Value {
        let literal = |kind| Value {
            kind,
            span,
            literal: true,
        };
        match &expr.kind {
            ExprKind::Missing | ExprKind::Error => Value::unknown(span),
            ExprKind::Null => literal(ValueKind::Null),
            ExprKind::Bool(value) => literal(ValueKind::Bool(*value)),
            ExprKind::Int(value) => literal(ValueKind::Int(*value)),
            ExprKind::Decimal(value) => literal(ValueKind::Decimal(*value)),
            ExprKind::Size(bytes) => literal(ValueKind::Size(*bytes)),
            ExprKind::Duration(seconds) => literal(ValueKind::Duration(*seconds)),
            ExprKind::String(parts) => self.string(parts, place, scope, span),
            ExprKind::Name(name) => self.name(name, span, scope),
            ExprKind::Label(parts) => {
                let text = self.string(parts, place, scope, span);
                match text.as_str() {
                    Some(label) => Value::new(ValueKind::Word(label.into()), span),
                    None => Value::unknown(span),
                }
            }
            ExprKind::List(items) => {
                if self.bare_instance_types(items, place, scope) {
                    return Value::unknown(span);
                }
                let items = items.iter().map(|item| self.eval(item, place, scope));
                let items: Vec<Value> = items.filter(|item| !item.is_null()).collect();
                Value::list(items, span)
            }
            ExprKind::Map(entries) => {
                let entries = entries.iter().map(|entry| MapEntry {
                    key: Key {
                        text: entry.key.text.clone(),
                        span: place.span(entry.key.range),
                    },
                    quoted: entry.quoted,
                    value: self.eval(&entry.value, place, scope),
                });
                Value::map(entries.collect(), span)
            }
            ExprKind::ListFor(comprehension) => self.list_for(comprehension, place, scope, span),
            ExprKind::MapFor(comprehension) => self.map_for(comprehension, place, scope, span),
            ExprKind::Access(base, name) => self.access(base, name, place, scope, span),
            ExprKind::Index(base, index) => {
                let base = self.eval(base, place, scope);
                let index = self.eval(index, place, scope);
                self.index(base, index, span)
            }
            ExprKind::Call(name, arguments) => {
                let arguments = arguments
                    .iter()
                    .map(|a| self.eval(a, place, scope))
                    .collect();
                self.call(name, arguments, place, span)
            }
            ExprKind::Unary(op, operand) => {
                let operand = self.eval(operand, place, scope);
                self.unary(*op, operand, span)
            }
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                self.logic(*op, a, b, place, scope, span)
            }
            ExprKind::Binary(op, a, b) => {
                let a = self.eval(a, place, scope);
                let b = self.eval(b, place, scope);
                self.binary(*op, a, b, span)
            }
            ExprKind::If(parts) => {
                let (condition, then, otherwise) = &**parts;
                match self.condition(condition, place, scope) {
                    Some(true) => self.eval(then, place, scope),
                    Some(false) => self.eval(otherwise, place, scope),
                    None => Value::unknown(span),
                }
            }
        }
    }

    /// `and`, `or`: the right side is looked at only where it matters.
    fn logic(
        &mut self,
        op: BinaryOp,
        a: &'a Expr,
        b: &'a Expr,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        match (op, self.condition(a, place, scope)) {
            (_, None) => Value::unknown(span),
            (BinaryOp::And, Some(false)) => Value::new(ValueKind::Bool(false), span),
            (BinaryOp::Or, Some(true)) => Value::new(ValueKind::Bool(true), span),
            _ => match self.condition(b, place, scope) {
                Some(value) => Value::new(ValueKind::Bool(value), span),
                None => Value::unknown(span),
            },
        }
    }

    /// True or false, or `None` where it is neither (reported) or unknown.
    pub fn condition(&mut self, expr: &'a Expr, place: Place, scope: &Scope<'a>) -> Option<bool> {
        let value = self.eval(expr, place, scope);
        match &value.kind {
            ValueKind::Bool(value) => Some(*value),
            ValueKind::Unknown => None,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_name(&word, value.span);
                None
            }
            _ => {
                let span = place.span(expr.range);
                let message = format!("a condition is true or false, not {}", value.noun());
                self.fail(&INVALID_OPERATION, span, message);
                None
            }
        }
    }
}
