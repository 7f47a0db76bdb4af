//! Values to the types their attributes have. Everything a single attribute can get wrong is
//! said here, from the vocabulary's data alone; what several say together is for the rules.

mod amounts;
mod conversion;
pub mod cycles;
mod objects;
mod open_values;
mod references;
mod words;

use super::codes::*;
use super::eval::{Evaluator, Place, Scope};
use super::expand::RawBlock;
use super::value::{
    MapEntry, RawPart, RawSecret, RawText, Value, ValueKind, clip, display_duration, display_size,
};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity};
use crate::program::{
    BlockId, Field, Key, Object, OutputValue, SecretSource, Text, TextPart, Typed, TypedKind,
};
use crate::syntax::ast::Expr;
use crate::syntax::source::Span;
use crate::vocabulary::{
    self, Attribute, Encode, Form, Format, Kind, Type, Word, format_problem, type_name,
};
use conversion::{conversion, is_null_elsewhere};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::fmt;

/// An attribute as evaluated.
#[derive(Clone)]
pub struct RawEntry {
    pub name: SmolStr,
    pub name_span: Span,
    pub value: Value,
    /// The expression behind `=`.
    pub use_span: Span,
    pub inherited: bool,
}

/// A reference: from, to, where it is written.
pub type Reference = (BlockId, BlockId, Span);

/// What comes of all blocks together.
pub struct Conformed {
    pub references: Vec<Reference>,
    /// Those that order creation: all but `runs_on`, which only tells the checker.
    pub edges: Vec<Reference>,
    pub compared: usize,
}

pub struct Conformer<'a, 'e, 'b> {
    evaluator: &'e mut Evaluator<'a, 'b>,
    index: &'e FxHashMap<(Kind, SmolStr), BlockId>,
    labels: &'e [Span],
    references: Vec<Reference>,
    /// Edges that order creation: all but `runs_on`, which only tells the checker.
    edges: Vec<Reference>,
    computed: Vec<Span>,
    current: Option<BlockId>,
    ordering: bool,
    /// How many names were compared with misspelt ones.
    compared: usize,
}

/// Names compared in search of what misspelt references mean. Beyond it the search stops, so that
/// a file with thousands of wrong references among thousands of names stays quick to check.
pub const MOST_COMPARED: usize = 2_000_000;

/// What something is called in messages; put into words only when there is one.
#[derive(Clone, Copy)]
enum What<'t> {
    /// "a job queue"
    Noun(&'t str),
    /// An attribute or a key: `vcpus`.
    Name(&'t str),
    /// "an element of `command`"
    Element(&'t What<'t>),
}

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            What::Noun(noun) => f.write_str(noun),
            What::Name(name) => write!(f, "`{}`", clip(name)),
            What::Element(of) => write!(f, "an element of {of}"),
        }
    }
}

/// Where a value stands, for messages.
#[derive(Clone, Copy)]
struct At<'t> {
    attribute: &'static Attribute,
    what: What<'t>,
    use_span: Span,
    form: Option<Form>,
}

impl At<'_> {
    /// Whether a value is written where it is used.
    fn holds(&self, value: &Value) -> bool {
        self.use_span.file == value.span.file
            && self.use_span.start <= value.span.start
            && value.span.end <= self.use_span.end
    }
}

impl<'a, 'e, 'b> Conformer<'a, 'e, 'b> {
    /// `labels`: where the label of each block of `index` stands.
    pub fn new(
        evaluator: &'e mut Evaluator<'a, 'b>,
        index: &'e FxHashMap<(Kind, SmolStr), BlockId>,
        labels: &'e [Span],
    ) -> Conformer<'a, 'e, 'b> {
        Conformer {
            evaluator,
            index,
            labels,
            references: Vec::new(),
            edges: Vec::new(),
            computed: Vec::new(),
            current: None,
            ordering: true,
            compared: 0,
        }
    }

    pub fn finish(self) -> Conformed {
        Conformed {
            references: self.references,
            edges: self.edges,
            compared: self.compared,
        }
    }

    /// What was reported, and which spans were computed, since this was last asked.
    pub fn take(&mut self) -> (Vec<Diagnostic>, Vec<Span>) {
        let findings = self.evaluator.take_findings();
        (findings, std::mem::take(&mut self.computed))
    }

    fn report(&mut self, finding: Diagnostic) {
        self.evaluator.report(finding);
    }

    /// The typed attributes of one block.
    pub fn block(
        &mut self,
        id: BlockId,
        block: &RawBlock,
        entries: Vec<RawEntry>,
        broken: bool,
    ) -> Object {
        self.current = Some(id);
        let existing = block.ast.existing.is_some();
        let attributes = vocabulary::attributes(block.kind, existing);
        let form = if existing {
            None
        } else {
            form_of(block.kind, &entries)
        };
        let head = block.place.span(block.ast.kind.range).to(block.label_span);
        let owner = Owner {
            noun: What::Noun(form.map_or(block.kind.noun(), Form::noun)),
            head,
            form,
        };
        let body = block.place.span(block.ast.body.range);
        let object = self.object(attributes, entries, body, broken, &owner);
        self.current = None;
        object
    }

    pub fn evaluator(&mut self) -> &mut Evaluator<'a, 'b> {
        self.evaluator
    }

    /// The attributes of a template nothing uses, or of a block that is not made: types only,
    /// nothing about what is missing.
    pub fn partial(&mut self, kind: Kind, existing: bool, entries: Vec<RawEntry>) {
        let owner = Owner {
            noun: What::Noun(kind.noun()),
            head: Span::default(),
            form: None,
        };
        self.object(
            vocabulary::attributes(kind, existing),
            entries,
            Span::default(),
            true,
            &owner,
        );
    }

    /// A value as the type its attribute has.
    fn value(&mut self, value: Value, ty: &'static Type, at: At) -> Typed {
        let span = value.span;
        // Of what is unknown nothing is said here: a fix at its place is another's.
        let told = matches!(
            value.kind,
            ValueKind::List(_) | ValueKind::Map(_) | ValueKind::Unknown
        );
        if !value.literal && !told {
            self.computed.push(span);
        }
        let kind = match ty {
            Type::OneOf(types) => {
                let fit = types.iter().find(|ty| shape_fits(&value, ty));
                let ty = fit.or(types.first());
                return match (fit, ty) {
                    (Some(ty), _) => self.value(value, ty, at),
                    _ => self.wrong_type(&value, ty_of(at), at),
                };
            }
            _ => self.kind(value, ty, at),
        };
        kind.map_or(
            Typed {
                kind: TypedKind::Unknown,
                span,
            },
            |kind| Typed { kind, span },
        )
    }

    fn kind(&mut self, value: Value, ty: &'static Type, at: At) -> Option<TypedKind> {
        if value.is_unknown() {
            return None;
        }
        match (ty, &value.kind) {
            (Type::Bool, ValueKind::Bool(value)) => Some(TypedKind::Bool(*value)),
            (Type::Int { min, max }, ValueKind::Int(number)) => {
                let fine = (*min..=*max).contains(number);
                self.bounded(fine, &value, ty, at)
                    .then_some(TypedKind::Int(*number))
            }
            (Type::Decimal { min, max }, ValueKind::Int(number)) => {
                let fine = (*min..=*max).contains(&(*number as f64));
                self.bounded(fine, &value, ty, at)
                    .then_some(TypedKind::Int(*number))
            }
            (Type::Decimal { min, max }, ValueKind::Decimal(number)) => {
                let fine = (*min..=*max).contains(number);
                self.bounded(fine, &value, ty, at)
                    .then_some(TypedKind::Decimal(*number))
            }
            (Type::Size { .. }, _) => self.size(&value, ty, at),
            (Type::Duration { .. }, _) => self.duration(&value, ty, at),
            (Type::String(format), ValueKind::Text(parts)) => {
                let text = self.text(parts)?;
                self.format(*format, &text, &value, at)?;
                Some(TypedKind::Text(text))
            }
            (Type::String(_), ValueKind::Word(word)) => {
                self.bare_string(word, &value, at);
                None
            }
            (Type::Enum(words), ValueKind::Word(_) | ValueKind::Text(_)) => {
                self.word(&value, words, at).map(TypedKind::Word)
            }
            (Type::Ref(kinds), _) => self.reference(&value, kinds, at).map(TypedKind::Reference),
            (Type::Secret, _) => self.secret(&value, at).map(TypedKind::Secret),
            (Type::List { of, min, max }, ValueKind::List(items)) => {
                if matches!(of, Type::String(_)) && self.bare_strings(items, at) {
                    return None;
                }
                self.length(items.len(), *min, *max, &value, at);
                let inner = At {
                    what: What::Element(&at.what),
                    ..at
                };
                let items = items.iter().map(|item| self.value(item.clone(), of, inner));
                Some(TypedKind::List(items.collect()))
            }
            (Type::Map { of, min, max }, ValueKind::Map(entries)) => {
                self.length(entries.len(), *min, *max, &value, at);
                Some(TypedKind::Map(self.entries(entries, of, at)))
            }
            (Type::Object(attributes), ValueKind::Map(entries)) => {
                let raw = self.raw_entries(entries, value.span);
                // A range has a form of its own, whatever the job's is.
                let range = at.attribute.name == "node_ranges";
                let has = |name: &str| raw.iter().any(|e| e.name == name && !e.value.is_null());
                let form = match range {
                    true => Some(Form::of_job(has)),
                    false => at.form,
                };
                let owner = Owner {
                    noun: match form {
                        Some(form) if range => What::Noun(form.noun_of_range()),
                        _ => at.what,
                    },
                    head: at_name(value.span),
                    form,
                };
                let broken = false;
                Some(TypedKind::Object(
                    self.object(attributes, raw, value.span, broken, &owner),
                ))
            }
            (Type::Any, _) => self.any(&value),
            _ => {
                self.wrong_type(&value, ty, at);
                None
            }
        }
    }

    /// Entries of a map of the user's own keys.
    fn entries(&mut self, entries: &[MapEntry], of: &'static Type, at: At) -> Vec<(Key, Typed)> {
        let mut typed: Vec<(Key, Typed)> = Vec::with_capacity(entries.len());
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for entry in entries {
            if let Some(first) = seen.insert(&entry.key.text, entry.key.span) {
                self.duplicate_key(&entry.key, first);
                continue;
            }
            if entry.value.is_null() {
                continue;
            }
            let what = What::Name(&entry.key.text);
            let value = self.value(entry.value.clone(), of, At { what, ..at });
            typed.push((entry.key.clone(), value));
        }
        typed
    }

    /// Adds where a value is used, where that is not where it is written.
    /// There other uses of the value may be right, so no fix of it is certain.
    fn at_origin(&self, mut finding: Diagnostic, value: &Value, at: At) -> Diagnostic {
        if at.holds(value) {
            return finding;
        }
        for fix in &mut finding.fixes {
            fix.applicability = Applicability::Unsafe;
        }
        finding.also(at.use_span, "used here")
    }

    /// Reports a value of the wrong type, with the fix where the value says what was meant.
    fn wrong_type(&mut self, value: &Value, ty: &Type, at: At) -> Typed {
        let span = value.span;
        if let ValueKind::Word(word) = &value.kind {
            // A slip in the name of a variable, rather than a value of another type.
            if self.evaluator.near_variable(word, span).is_some() {
                self.evaluator.unknown_name(word, span);
                return Typed {
                    kind: TypedKind::Unknown,
                    span,
                };
            }
        }
        let message = format!("{} is {}, not {}", at.what, type_name(ty), value.noun());
        let composite = matches!(value.kind, ValueKind::Map(_) | ValueKind::List(_));
        if composite && !at.holds(value) {
            // Most likely a part of it was meant: the slip is where it is used.
            let finding = Diagnostic::new(&WRONG_TYPE, at.use_span, message)
                .also(span, format!("this is {}", value.noun()));
            self.report(finding);
            return Typed {
                kind: TypedKind::Unknown,
                span,
            };
        }
        let mut finding = Diagnostic::new(&WRONG_TYPE, span, message);
        if value.literal || matches!(value.kind, ValueKind::List(_)) {
            let source = self.evaluator.sources.slice(span).to_owned();
            if let Some((title, text, applicability)) = conversion(value, ty, &source) {
                finding = finding.fix_with(title, vec![Edit { span, text }], applicability);
            }
        }
        if let (ValueKind::Secret(_), Type::String(_)) = (&value.kind, ty) {
            finding = finding
                .why("the value of a secret is read when the job starts, not when it is declared")
                .help("put it into `secrets`, which sets an environment variable from a secret");
        }
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
        Typed {
            kind: TypedKind::Unknown,
            span,
        }
    }
}

/// Whose attributes are looked at.
struct Owner<'t> {
    noun: What<'t>,
    head: Span,
    form: Option<Form>,
}

/// The first character of a value: where an object as a whole is pointed at.
fn at_name(span: Span) -> Span {
    Span::new(span.file, span.start, (span.start + 1).min(span.end))
}

fn ty_of(at: At) -> &'static Type {
    match &at.attribute.ty {
        Type::List { of, .. } | Type::Map { of, .. } if matches!(at.what, What::Element(_)) => of,
        ty => ty,
    }
}

/// The form a block takes, from its attributes as written.
fn form_of(kind: Kind, entries: &[RawEntry]) -> Option<Form> {
    let has = |name: &str| entries.iter().any(|e| e.name == name && !e.value.is_null());
    match kind {
        Kind::ComputeEnvironment => {
            let value = &entries.iter().find(|entry| entry.name == "type")?.value;
            let word = match &value.kind {
                ValueKind::Word(word) => word.as_str(),
                _ => value.as_str()?,
            };
            Form::of_environment(word)
        }
        Kind::JobDefinition => {
            let attributes = vocabulary::attributes(kind, false);
            let is_known = |name: &str| attributes.iter().any(|known| known.name == name);
            let unknown = entries
                .iter()
                .filter(|entry| !entry.value.is_null() && !is_known(&entry.name));
            // What a misspelt attribute means decides as well.
            let meant: Vec<&str> = unknown
                .filter_map(|entry| vocabulary::nearest_attribute(attributes, &entry.name))
                .collect();
            Some(Form::of_job(|name| has(name) || meant.contains(&name)))
        }
        _ => None,
    }
}

/// Whether a value has the outward shape of a type, so that `OneOf` can choose.
fn shape_fits(value: &Value, ty: &Type) -> bool {
    match (ty, &value.kind) {
        (_, ValueKind::Unknown) | (Type::Any, _) => true,
        (Type::Bool, ValueKind::Bool(_)) => true,
        (Type::Int { .. }, ValueKind::Int(_)) => true,
        (Type::Decimal { .. }, ValueKind::Int(_) | ValueKind::Decimal(_)) => true,
        (Type::String(_), ValueKind::Text(_)) => true,
        (Type::Size { .. }, ValueKind::Size(_) | ValueKind::Int(_)) => true,
        (Type::Duration { .. }, ValueKind::Duration(_) | ValueKind::Int(_)) => true,
        (Type::Enum(words), ValueKind::Word(word)) => words.iter().any(|w| w.name == word),
        (Type::Enum(words), ValueKind::Text(_)) => value
            .as_str()
            .is_some_and(|text| words.iter().any(|w| w.name == text)),
        (Type::Ref(_), ValueKind::Word(_) | ValueKind::Reference(..)) => true,
        (Type::Secret, ValueKind::Secret(_) | ValueKind::Text(_)) => true,
        (Type::List { .. }, ValueKind::List(_)) => true,
        (Type::Map { .. } | Type::Object(_), ValueKind::Map(_)) => true,
        (Type::OneOf(types), _) => types.iter().any(|ty| shape_fits(value, ty)),
        _ => false,
    }
}
