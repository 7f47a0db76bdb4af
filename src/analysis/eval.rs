//! Expressions to values: names, strings, collections, comprehensions. Pure and bounded: the
//! same text always gives the same value, and no program can make it run away.

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
    out: &'b mut Vec<Diagnostic>,
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
    /// The kinds of those of which not even that is known.
    pub lost_kinds: FxHashSet<Kind>,
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
    pub fn new(
        files: &'a [LoadedFile],
        sources: &'a SourceMap,
        file_system: &'b dyn Files,
        inputs: &'b Inputs<'b>,
        out: &'b mut Vec<Diagnostic>,
    ) -> Evaluator<'a, 'b> {
        let mut evaluator = Evaluator {
            files,
            sources,
            file_system,
            inputs,
            out,
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
            lost_kinds: FxHashSet::default(),
            part: false,
        };
        evaluator.part = !inputs.complete && !evaluator.has_project();
        if evaluator.out.iter().any(|one| one.code == &IMPORT_FAILED) {
            evaluator.lost_kinds.extend(Kind::ALL);
        }
        evaluator.collect_globals();
        evaluator
    }

    pub fn report(&mut self, finding: Diagnostic) {
        self.out.push(finding);
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

    fn has_project(&self) -> bool {
        fn holds(item: &Item) -> bool {
            match &item.kind {
                ItemKind::Block(block) => block.kind.text == Kind::Project.name(),
                ItemKind::For(ast::For { items, .. }) | ItemKind::If(ast::If { items, .. }) => {
                    items.iter().any(holds)
                }
                _ => false,
            }
        }
        self.items().any(|(item, _)| holds(item))
    }

    fn collect_globals(&mut self) {
        for (item, place) in self.items() {
            let (name, decl) = match &item.kind {
                ItemKind::Let(binding) => (&binding.name, Decl::Let(binding)),
                ItemKind::Param(param) => (&param.name, Decl::Param(param)),
                _ => continue,
            };
            if let Some(&first) = self.by_name.get(&name.text) {
                let first = &self.globals[first];
                let finding = Diagnostic::new(
                    &DUPLICATE_DECLARATION,
                    place.span(name.range),
                    format!("`{}` is declared twice", name.text),
                )
                .label("declared again here")
                .also(first.place.span(first.name.range), "first declared here")
                .help("`let`s, `param`s, loop variables and functions share one namespace");
                self.report(finding);
                continue;
            }
            if vocabulary::function(&name.text).is_some() {
                let message = format!("`{}` is the name of a built-in function", name.text);
                let finding = Diagnostic::new(&NAME_TAKEN, place.span(name.range), message)
                    .why("`let`s, `param`s, loop variables and functions share one namespace")
                    .help("call it something else");
                self.report(finding);
            }
            self.by_name.insert(name.text.clone(), self.globals.len());
            self.globals.push(Global {
                name,
                decl,
                place,
                state: State::Fresh,
            });
        }
    }

    /// The names of all `let`s and `param`s with their places.
    pub fn global_names(&self) -> Vec<(SmolStr, Span)> {
        let names = self.globals.iter();
        names
            .map(|g| (g.name.text.clone(), g.place.span(g.name.range)))
            .collect()
    }

    /// A `let` or `param` whose name was refused: what is named so is not looked at.
    pub fn forget(&mut self, name: &str) {
        if let Some(&at) = self.by_name.get(name) {
            let global = &mut self.globals[at];
            let span = global.place.span(global.name.range);
            global.state = State::Done(Value::unknown(span));
        }
    }

    /// Evaluates what nothing asked for, so that its faults are found too.
    pub fn evaluate_all(&mut self) {
        for at in 0..self.globals.len() {
            self.global(at);
        }
    }

    fn global(&mut self, at: usize) -> Value {
        match &self.globals[at].state {
            State::Done(value) => return value.clone(),
            State::Open => return self.cycle(at),
            State::Fresh => {}
        }
        self.globals[at].state = State::Open;
        self.open.push(at);
        let place = self.globals[at].place;
        let value = match self.globals[at].decl {
            Decl::Let(binding) => self.eval(&binding.value, place, &Frame::root()),
            Decl::Param(param) => self.param(param, place),
        };
        self.open.pop();
        // A cycle found on the way has closed it already.
        if let State::Done(value) = &self.globals[at].state {
            return value.clone();
        }
        self.globals[at].state = State::Done(value.clone());
        value
    }

    fn cycle(&mut self, at: usize) -> Value {
        let from = self.open.iter().position(|&open| open == at).unwrap_or(0);
        let circle: Vec<usize> = self.open[from..].to_vec();
        let names: Vec<&str> = circle
            .iter()
            .map(|&at| self.globals[at].name.text.as_str())
            .collect();
        let first = &self.globals[at];
        let span = first.place.span(first.name.range);
        let message = match names.as_slice() {
            [name] => format!("`{name}` is defined by itself"),
            names => format!(
                "these are defined by each other: {} → {}",
                names.join(" → "),
                names[0]
            ),
        };
        let mut finding = Diagnostic::new(&CYCLE, span, message)
            .help("give one of them a value that needs none of the others");
        for &other in &circle[1..] {
            let other = &self.globals[other];
            finding = finding.also(other.place.span(other.name.range), "by way of this");
        }
        self.report(finding);
        for &at in &circle {
            let span = self.globals[at].place.span(self.globals[at].name.range);
            self.globals[at].state = State::Done(Value::unknown(span));
        }
        Value::unknown(span)
    }

    fn param(&mut self, param: &'a Param, place: Place) -> Value {
        let span = place.span(param.name.range);
        let input = self
            .inputs
            .params
            .iter()
            .rev()
            .find(|input| input.name == param.name.text);
        if let Some(input) = input {
            return params::read(input, &param.ty, span).unwrap_or_else(|finding| {
                self.report(*finding);
                Value::unknown(span)
            });
        }
        let Some(default) = &param.default else {
            self.unset = true;
            if self.inputs.complete {
                let finding = Diagnostic::new(
                    &PARAM_NOT_SET,
                    span,
                    format!("`{}` has no value", param.name.text),
                )
                .help(format!(
                    "give it one with `--param {}=…`, in a file with `--params FILE`, or by \
                     BATCHLANG_PARAM_{} in the environment",
                    param.name.text,
                    param.name.text.to_uppercase().replace('-', "_")
                ));
                self.report(finding);
            }
            return Value::unknown(span);
        };
        let value = self.eval(default, place, &Frame::root());
        if params::fits(&value, &param.ty) {
            return value;
        }
        let message = format!(
            "the default of `{}` is {}, not {}",
            param.name.text,
            value.noun(),
            params::type_name(&param.ty)
        );
        let finding = Diagnostic::new(&INVALID_PARAM, value.span, message)
            .also(place.span(param.ty_range), "the type it is declared with");
        self.report(finding);
        Value::unknown(span)
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

    /// `[m5.large, m5.xlarge]`: one mistake.
    fn bare_instance_types(&mut self, items: &'a [Expr], place: Place, scope: &Scope<'a>) -> bool {
        let [first, _, ..] = items else {
            return false;
        };
        let mut edits = Vec::new();
        for item in items {
            let ExprKind::Access(base, _) = &item.kind else {
                return false;
            };
            let ExprKind::Name(word) = &base.kind else {
                return false;
            };
            let span = place.span(item.range);
            let text = self.sources.slice(span);
            if crate::catalog::instance_type(text).is_none()
                || self.by_name.contains_key(word)
                || self.local(word, scope).is_some()
            {
                return false;
            }
            let text = format!("\"{text}\"");
            edits.push(Edit { span, text });
        }
        let finding = Diagnostic::new(
            &NEEDS_QUOTES,
            place.span(first.range),
            "instance types stand in quotes",
        )
        .fix_with("put them in quotes", edits, Applicability::Safe);
        self.report(finding);
        true
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

    fn string(
        &mut self,
        parts: &'a [StringPart],
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        let mut text: RawText = Vec::with_capacity(parts.len());
        let mut literal = true;
        for part in parts {
            match part {
                StringPart::Text(piece) => push_part(&mut text, RawPart::Literal(piece.clone())),
                StringPart::Expr(expr) => {
                    literal = false;
                    let value = self.eval(expr, place, scope);
                    if !self.interpolate(value, place.span(expr.range), &mut text) {
                        return Value::unknown(span);
                    }
                }
            }
        }
        if self.too_long(&text, span) {
            return Value::unknown(span);
        }
        Value {
            kind: ValueKind::Text(text),
            span,
            literal,
        }
    }

    /// Keeps `let a = "${b}${b}"`, thirty lines of it, from filling the memory.
    pub fn too_long(&mut self, text: &RawText, span: Span) -> bool {
        let length: usize = text
            .iter()
            .map(|part| match part {
                RawPart::Literal(text) => text.len(),
                _ => 0,
            })
            .sum();
        if length > LONGEST_TEXT || text.len() > MOST_ITEMS {
            self.fail(&TOO_LARGE, span, "this text grows beyond 1 MiB");
            return true;
        }
        false
    }

    fn interpolate(&mut self, value: Value, span: Span, text: &mut RawText) -> bool {
        let piece: SmolStr = match &value.kind {
            ValueKind::Text(parts) => {
                for part in parts {
                    push_part(text, part.clone());
                }
                return true;
            }
            ValueKind::Int(number) => number.to_string().into(),
            ValueKind::Decimal(number) => value::display_decimal(*number).into(),
            ValueKind::Bool(value) => value.to_string().into(),
            ValueKind::Size(bytes) => value::display_size(*bytes).into(),
            ValueKind::Duration(seconds) => value::display_duration(*seconds).into(),
            ValueKind::Unknown => return false,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_interpolated(&word, value.span);
                return false;
            }
            ValueKind::Reference(kind, label) => {
                let known = vocabulary::values_of(*kind);
                let message = format!("`{}.{label}` is a declaration, not text", kind.name());
                let mut finding = Diagnostic::new(&NOT_TEXT, span, message);
                if let Some((first, _)) = known.first() {
                    finding = finding.help(format!(
                        "say what of it is meant: `{}.{label}.{first}`",
                        kind.name()
                    ));
                }
                self.report(finding);
                return false;
            }
            _ => {
                let message = format!("{} cannot stand in a string", value.noun());
                let finding = Diagnostic::new(&NOT_TEXT, span, message)
                    .help("join(\", \", list) makes a string of a list");
                self.report(finding);
                return false;
            }
        };
        push_part(text, RawPart::Literal(piece));
        true
    }

    /// A bare word in `${…}` that is no variable: a declaration, or a variable of the shell's.
    fn unknown_interpolated(&mut self, word: &SmolStr, span: Span) {
        let declared = Kind::ALL
            .into_iter()
            .find(|kind| self.labels.contains(&(*kind, word.clone())));
        if let Some(kind) = declared {
            let message = format!("`{word}` is {}, not text", kind.noun());
            let finding = Diagnostic::new(&NOT_TEXT, span, message);
            let first = vocabulary::values_of(kind).first();
            return self.report(match first {
                Some((first, _)) => finding.help(format!(
                    "where one is expected write it without quotes; in text say what of it is \
                     meant: `${{{}.{word}.{first}}}`",
                    kind.name()
                )),
                None => finding,
            });
        }
        let before = self.out.len();
        self.unknown_name(word, span);
        let opens = Span::new(span.file, span.start.saturating_sub(2), span.start);
        let Some(finding) = self.out.get_mut(before) else {
            return;
        };
        if finding.label.is_none() && self.sources.slice(opens) == "${" {
            finding.fixes.clear();
            let start = Span::new(span.file, opens.start, opens.start);
            self.out[before] = finding
                .clone()
                .help(
                    "a variable of the shell's is written `\\${NAME}`, or stands in '…', which \
                     takes everything as it is",
                )
                .maybe_fix("leave it to the shell", start, "\\");
        }
    }

    fn name(&mut self, name: &SmolStr, span: Span, scope: &Scope<'a>) -> Value {
        if let Some(value) = self.local(name, scope) {
            return value;
        }
        if let Some(&at) = self.by_name.get(name) {
            return self.global(at);
        }
        Value {
            kind: ValueKind::Word(name.clone()),
            span,
            literal: true,
        }
    }

    fn local(&mut self, name: &SmolStr, scope: &Scope<'a>) -> Option<Value> {
        let mut frame = Some(scope);
        while let Some(current) = frame {
            let found = current
                .vars
                .borrow()
                .iter()
                .rposition(|(known, _)| known == name);
            if let Some(at) = found {
                let slot = current.vars.borrow()[at].1.clone();
                return Some(match slot {
                    Slot::Value(value) => value,
                    Slot::Open => {
                        // The `let` that is being evaluated reports at its own place.
                        Value::unknown(Span::default())
                    }
                    Slot::Lazy(binding, place) => {
                        current.vars.borrow_mut()[at].1 = Slot::Open;
                        let value = self.local_let(binding, place, current);
                        current.vars.borrow_mut()[at].1 = Slot::Value(value.clone());
                        value
                    }
                });
            }
            frame = current.parent.as_ref();
        }
        None
    }

    fn local_let(&mut self, binding: &'a Let, place: Place, scope: &Scope<'a>) -> Value {
        let value = self.eval(&binding.value, place, scope);
        if value.is_unknown() && value.span == Span::default() {
            let message = format!("`{}` is defined by itself", binding.name.text);
            return self.fail(&CYCLE, place.span(binding.name.range), message);
        }
        value
    }

    /// A bare word where a value is needed: neither variable nor enum word nor label will do.
    pub fn unknown_name(&mut self, word: &str, span: Span) {
        if self.lost.contains(word) {
            return;
        }
        if let Some((left, right)) = word.split_once('-')
            && self.by_name.contains_key(left)
            && (self.by_name.contains_key(right) || right.parse::<u32>().is_ok())
        {
            let apart = format!("{left} - {right}");
            let finding = Diagnostic::new(&UNKNOWN_NAME, span, format!("`{word}` is one name"))
                .help("a name may hold `-`, so a subtraction takes spaces around it")
                .fix(format!("write `{apart}`"), span, apart.clone());
            return self.report(finding);
        }
        let names: Vec<SmolStr> = self.by_name.keys().cloned().collect();
        let near = vocabulary::nearest(word, names.iter().map(SmolStr::as_str));
        if near.is_none() && self.lost_kinds.len() == Kind::ALL.len() {
            return; // a file could not be imported: it may be declared there
        }
        let message = format!("nothing here is called `{word}`");
        let mut finding = Diagnostic::new(&UNKNOWN_NAME, span, message);
        if self.part && near.is_none() {
            finding.severity = Severity::Warning;
        }
        finding = match near {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            ),
            None => finding
                .help(
                    "a name here is a `let`, a `param` or a loop variable; text stands in \
                     quotes",
                )
                .maybe_fix("put it in quotes", span, format!("\"{word}\"")),
        };
        self.report(finding);
    }

    fn access(
        &mut self,
        base: &'a Expr,
        name: &'a Name,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        if let ExprKind::Name(word) = &base.kind
            && let Some(kind) = Kind::from_name(word)
            && self.local(word, scope).is_none()
            && !self.by_name.contains_key(word)
        {
            return Value {
                kind: ValueKind::Reference(kind, name.text.clone()),
                span,
                literal: true,
            };
        }
        let base = self.eval(base, place, scope);
        match &base.kind {
            ValueKind::Unknown => Value::unknown(span),
            ValueKind::Reference(kind, label) => {
                let known = vocabulary::values_of(*kind);
                if !known.iter().any(|(attribute, _)| *attribute == name.text) {
                    self.unknown_value(*kind, label, name, place, known);
                    return Value::unknown(span);
                }
                let part = RawPart::Attribute {
                    kind: *kind,
                    label: label.clone(),
                    attribute: name.text.clone(),
                    span,
                };
                Value::new(ValueKind::Text(vec![part]), span)
            }
            ValueKind::Map(entries) => {
                match entries.iter().find(|entry| entry.key.text == name.text) {
                    Some(entry) => entry.value.clone(),
                    None => self.no_key(entries, &name.text, place.span(name.range), base.span),
                }
            }
            ValueKind::Word(word) => {
                self.word_access(word, name, base.span, span);
                Value::unknown(span)
            }
            _ => {
                let message = format!("{} has no `.{}`", base.noun(), name.text);
                self.report(
                    Diagnostic::new(&INVALID_OPERATION, place.span(name.range), message)
                        .also(base.span, format!("this is {}", base.noun())),
                );
                Value::unknown(span)
            }
        }
    }

    fn unknown_value(
        &mut self,
        kind: Kind,
        label: &str,
        name: &Name,
        place: Place,
        known: &[(&'static str, &'static str)],
    ) {
        let span = place.span(name.range);
        let message = format!("{} has no value `{}`", kind.noun(), name.text);
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let mut finding = Diagnostic::new(&UNKNOWN_ATTRIBUTE, span, message);
        if let Some(near) = vocabulary::nearest(&name.text, names.iter().copied()) {
            finding = finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            );
        }
        if !names.is_empty() {
            finding = finding.help(format!(
                "`{}.{label}` has {}",
                kind.name(),
                names.join(", ")
            ));
        }
        self.report(finding);
    }

    /// `mainqueue.arn`: the kind is missing in front.
    fn word_access(&mut self, word: &str, name: &Name, base: Span, whole: Span) {
        if let Some(finding) = self.foreign_access(word, name, base, whole) {
            return self.report(finding);
        }
        let kinds: Vec<Kind> = Kind::ALL
            .into_iter()
            .filter(|kind| {
                vocabulary::values_of(*kind)
                    .iter()
                    .any(|(known, _)| *known == name.text)
            })
            .collect();
        let declared: Vec<Kind> = kinds
            .iter()
            .copied()
            .filter(|kind| self.labels.contains(&(*kind, SmolStr::new(word))))
            .collect();
        if let [kind] = declared.as_slice() {
            let full = format!("{}.{word}", kind.name());
            self.report(
                Diagnostic::new(
                    &UNKNOWN_NAME,
                    base,
                    format!("`{word}` needs its kind in front here"),
                )
                .why("queues, environments and the rest have names of their own, so two may share one")
                .fix(format!("write `{full}`"), base, full),
            );
            return;
        }
        self.unknown_name(word, base);
    }

    /// `var.x`, `local.x`, `env.X`, `m5.large`: written as elsewhere.
    fn foreign_access(
        &self,
        word: &str,
        name: &Name,
        base: Span,
        whole: Span,
    ) -> Option<Diagnostic> {
        let source = self.sources.slice(whole);
        if crate::catalog::instance_type(source).is_some() {
            let quoted = format!("\"{source}\"");
            return Some(
                Diagnostic::new(&NEEDS_QUOTES, whole, "an instance type stands in quotes").fix(
                    format!("write `{quoted}`"),
                    whole,
                    quoted,
                ),
            );
        }
        let wanted = &name.text;
        let declared = |label: &str| {
            let label = SmolStr::new(label);
            Kind::ALL
                .into_iter()
                .find(|kind| self.labels.contains(&(*kind, label.clone())))
        };
        let near = vocabulary::nearest(word, Kind::ALL.into_iter().map(Kind::name));
        if let Some(kind) = declared(wanted) {
            if word.starts_with("aws_") {
                let message = format!("what this program declares is named as it is: `{wanted}`");
                return Some(
                    Diagnostic::new(&UNKNOWN_NAME, whole, message)
                        .label(format!("this is how Terraform names {}", kind.noun())),
                );
            }
            if let Some(near) = near {
                let message = format!("there is no kind of declaration `{word}`");
                return Some(
                    Diagnostic::new(&UNKNOWN_NAME, base, message)
                        .label(format!("did you mean `{near}`?"))
                        .fix(format!("write `{near}`"), base, near),
                );
            }
        }
        let (what, how) = match word {
            "var" | "vars" | "param" | "params" => ("a `param`", "param NAME: TYPE = default"),
            "local" | "locals" | "let" => ("a `let`", "let NAME = …"),
            "env" | "ENV" => {
                let call = format!("env(\"{wanted}\")");
                let message = format!("a variable of the environment is read by `{call}`");
                let fix = format!("write `{call}`");
                let finding = Diagnostic::new(&UNKNOWN_NAME, whole, message);
                return Some(finding.fix(fix, whole, call));
            }
            _ => return None,
        };
        let message = format!("{what} is named as it is: `{wanted}`, without `{word}.`");
        let finding = Diagnostic::new(&UNKNOWN_NAME, whole, message);
        Some(match self.by_name.contains_key(wanted) {
            true => finding.fix(format!("write `{wanted}`"), whole, wanted.as_str()),
            false => finding
                .label(format!("and nothing here is called `{wanted}`"))
                .help(format!("declare it: `{}`", how.replace("NAME", wanted))),
        })
    }

    fn no_key(&mut self, entries: &[MapEntry], key: &str, span: Span, map: Span) -> Value {
        let keys: Vec<&str> = entries
            .iter()
            .map(|entry| entry.key.text.as_str())
            .collect();
        let mut finding =
            Diagnostic::new(&NO_SUCH_KEY, span, format!("this map has no key `{key}`"));
        finding = match vocabulary::nearest(key, keys.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None if keys.is_empty() => finding.label("the map is empty"),
            None => finding
                .help(format!("it has {}", value::clip(&keys.join(", "))))
                .help("lookup(map, key, default) gives a default for keys that may be absent"),
        };
        if map.file == span.file && map.end <= span.start {
            self.report(finding);
        } else {
            self.report(finding.also(map, "the map"));
        }
        Value::unknown(span)
    }

    fn index(&mut self, base: Value, index: Value, span: Span) -> Value {
        match (&base.kind, &index.kind) {
            (ValueKind::Unknown, _) | (_, ValueKind::Unknown) => Value::unknown(span),
            (ValueKind::Word(word), _) | (_, ValueKind::Word(word)) => {
                let at = if matches!(base.kind, ValueKind::Word(_)) {
                    base.span
                } else {
                    index.span
                };
                let word = word.clone();
                self.unknown_name(&word, at);
                Value::unknown(span)
            }
            (ValueKind::List(items), ValueKind::Int(at)) => {
                match usize::try_from(*at).ok().and_then(|at| items.get(at)) {
                    Some(item) => item.clone(),
                    None => {
                        let message =
                            format!("there is no element {at} in a list of {}", items.len());
                        self.report(
                            Diagnostic::new(&NO_SUCH_KEY, index.span, message)
                                .help("elements count from 0"),
                        );
                        Value::unknown(span)
                    }
                }
            }
            (ValueKind::Map(entries), ValueKind::Text(parts)) => {
                let Some(key) = known_text(parts) else {
                    self.comparable_text(&index);
                    return Value::unknown(span);
                };
                match entries.iter().find(|entry| entry.key.text == key) {
                    Some(entry) => entry.value.clone(),
                    None => self.no_key(entries, key, index.span, base.span),
                }
            }
            _ => {
                let message = format!("{} cannot be indexed by {}", base.noun(), index.noun());
                self.fail(&INVALID_OPERATION, index.span, message)
            }
        }
    }

    pub(super) fn comparable_text(&mut self, value: &Value) {
        self.report(
            Diagnostic::new(
                &KNOWN_ONLY_TO_AWS,
                value.span,
                "this is known only once the resources exist",
            )
            .why("operators and functions are worked out before anything is made"),
        );
    }

    /// The turns of a loop: the values its variables take. `None` where what it goes over is wrong
    /// (reported) or unknown.
    pub fn turns(
        &mut self,
        vars: &'a LoopVars,
        iter: &'a Expr,
        place: Place,
        scope: &Scope<'a>,
    ) -> Option<Vec<(Scope<'a>, SmolStr)>> {
        let value = self.eval(iter, place, scope);
        // A turn is work even where its body is empty; what is too much, the next step tells.
        let turns = match &value.kind {
            ValueKind::List(items) => items.len() as u64,
            ValueKind::Map(entries) => entries.len() as u64,
            _ => 0,
        };
        if turns > 0 {
            self.steps = (self.steps + turns).min(MOST_STEPS - 1);
        }
        let mut turns = Vec::new();
        let bind = |first: Value, second: Option<Value>, name: SmolStr| {
            let turn = Frame::child(scope);
            match (&vars.second, second) {
                (Some(second_name), Some(value)) => {
                    turn.set(&vars.first.text, first);
                    turn.set(&second_name.text, value);
                }
                (_, second) => turn.set(&vars.first.text, second.unwrap_or(first)),
            }
            (turn, name)
        };
        match &value.kind {
            ValueKind::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let index = Value::new(ValueKind::Int(at as i64), item.span);
                    let name = item
                        .as_str()
                        .map_or_else(|| at.to_string().into(), SmolStr::new);
                    turns.push(bind(index, Some(item.clone()), name));
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries.iter() {
                    let mut key = Value::text(entry.key.text.clone(), entry.key.span);
                    key.literal = false;
                    turns.push(bind(key, Some(entry.value.clone()), entry.key.text.clone()));
                }
            }
            ValueKind::Unknown => return None,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_name(&word, value.span);
                return None;
            }
            _ => {
                let span = place.span(iter.range);
                let message = format!("a loop goes over a list or a map, not {}", value.noun());
                self.fail(&INVALID_OPERATION, span, message);
                return None;
            }
        }
        Some(turns)
    }

    fn list_for(
        &mut self,
        comprehension: &'a ListFor,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        let mut items = Vec::new();
        let turns = self.turns(&comprehension.vars, &comprehension.iter, place, scope);
        let Some(turns) = turns else {
            return Value::unknown(span);
        };
        for (turn, _) in turns {
            if let Some(condition) = &comprehension.condition
                && self.condition(condition, place, &turn) != Some(true)
            {
                continue;
            }
            let item = self.eval(&comprehension.value, place, &turn);
            if !item.is_null() {
                items.push(item);
            }
        }
        Value::list(items, span)
    }

    fn map_for(
        &mut self,
        comprehension: &'a MapFor,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        let mut entries: Vec<MapEntry> = Vec::new();
        let turns = self.turns(&comprehension.vars, &comprehension.iter, place, scope);
        let Some(turns) = turns else {
            return Value::unknown(span);
        };
        for (turn, _) in turns {
            if let Some(condition) = &comprehension.condition
                && self.condition(condition, place, &turn) != Some(true)
            {
                continue;
            }
            let key = self.eval(&comprehension.key, place, &turn);
            let value = self.eval(&comprehension.value, place, &turn);
            let key_span = place.span(comprehension.key.range);
            let Some(text) = self.key_text(&key, key_span) else {
                continue;
            };
            let key = Key {
                text,
                span: key_span,
            };
            entries.push(MapEntry {
                key,
                quoted: true,
                value,
            });
        }
        Value::map(entries, span)
    }

    /// A computed key must be known text (or a number, as text).
    fn key_text(&mut self, key: &Value, span: Span) -> Option<SmolStr> {
        match &key.kind {
            ValueKind::Text(parts) => match known_text(parts) {
                Some(text) => Some(text.into()),
                None => {
                    self.comparable_text(key);
                    None
                }
            },
            ValueKind::Int(number) => Some(number.to_string().into()),
            ValueKind::Unknown => None,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_name(&word, key.span);
                None
            }
            _ => {
                self.fail(
                    &NOT_TEXT,
                    span,
                    format!("a key is a string, not {}", key.noun()),
                );
                None
            }
        }
    }

    /// The project's region: literal where it is set and known.
    pub fn region_part(&mut self) -> RawPart {
        let known = self.region.clone();
        known.unwrap_or_else(|| {
            let part = self.project_setting("region", RawPart::Region);
            self.region = Some(part.clone());
            part
        })
    }

    /// The project's account: literal where it is set and known.
    pub fn account_part(&mut self) -> RawPart {
        let known = self.account.clone();
        known.unwrap_or_else(|| {
            let part = self.project_setting("account", RawPart::Account);
            self.account = Some(part.clone());
            part
        })
    }

    fn project_setting(&mut self, name: &str, otherwise: RawPart) -> RawPart {
        let found = self.items().find_map(|(item, place)| match &item.kind {
            ItemKind::Block(block) if block.kind.text == Kind::Project.name() => {
                let attributes = &block.body.attributes;
                let attribute = attributes.iter().find(|a| a.name.text == name)?;
                Some((&attribute.value, place))
            }
            _ => None,
        });
        let Some((expr, place)) = found else {
            return otherwise;
        };
        // `region = region()` would ask for itself.
        match name {
            "region" => self.region = Some(RawPart::Region),
            _ => self.account = Some(RawPart::Account),
        }
        let value = self.eval(expr, place, &Frame::root());
        value
            .as_str()
            .map_or(otherwise, |text| RawPart::Literal(text.into()))
    }
}
