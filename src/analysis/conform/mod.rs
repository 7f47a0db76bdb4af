//! Values to the types their attributes have. Everything a single attribute can get wrong is
//! said here, from the vocabulary's data alone; what several say together is for the rules.

mod conversion;

use super::codes::*;
use super::eval::{Evaluator, Place, Scope};
use super::expand::RawBlock;
use super::value::{
    MapEntry, RawPart, RawSecret, RawText, Value, ValueKind, clip, display_duration, display_size,
};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity};
use crate::program::{
    BlockId, Field, Key, Object, OutputValue, Program, SecretSource, Text, TextPart, Typed,
    TypedKind,
};
use crate::syntax::ast::Expr;
use crate::syntax::source::Span;
use crate::vocabulary::{
    self, Attribute, Encode, Form, Format, Kind, Presence, Type, Word, format_problem, type_name,
};
use conversion::{conversion, is_null_elsewhere};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

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

pub struct Conformer<'a, 'e, 'b> {
    evaluator: &'e mut Evaluator<'a, 'b>,
    index: &'e FxHashMap<(Kind, SmolStr), BlockId>,
    labels: &'e [Span],
    references: Vec<Reference>,
    /// Edges that order creation: all but `runs_on`, which only tells the checker.
    edges: Vec<Reference>,
    computed: FxHashSet<Span>,
    current: Option<BlockId>,
    ordering: bool,
    /// How many names were compared with misspelt ones.
    compared: usize,
}

/// Names compared in search of what misspelt references mean. Beyond it the search stops, so that
/// a file with thousands of wrong references among thousands of names stays quick to check.
const MOST_COMPARED: usize = 2_000_000;

/// Where a value stands, for messages.
#[derive(Clone, Copy)]
struct At<'t> {
    attribute: &'static Attribute,
    /// What the value is called: `vcpus`, "an element of `command`".
    what: &'t str,
    use_span: Span,
    form: Option<Form>,
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
            computed: FxHashSet::default(),
            current: None,
            ordering: true,
            compared: 0,
        }
    }

    pub fn finish(self) -> (Vec<Reference>, FxHashSet<Span>) {
        (self.references, self.computed)
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
            noun: form.map_or(block.kind.noun(), Form::noun),
            head,
            form,
        };
        let body = block.place.span(block.ast.body.range);
        let object = self.object(attributes, entries, body, broken, &owner);
        self.current = None;
        object
    }

    /// The attributes of a template nothing uses: types only, nothing about what is missing.
    pub fn partial(&mut self, kind: Kind, entries: Vec<RawEntry>) {
        let owner = Owner {
            noun: kind.noun(),
            head: Span::default(),
            form: None,
        };
        self.object(
            vocabulary::attributes(kind, false),
            entries,
            Span::default(),
            true,
            &owner,
        );
    }

    fn object(
        &mut self,
        attributes: &'static [Attribute],
        entries: Vec<RawEntry>,
        span: Span,
        broken: bool,
        owner: &Owner,
    ) -> Object {
        let mut object = Object {
            fields: Vec::with_capacity(entries.len()),
            span,
            broken,
        };
        let mut unknown = false;
        let mut misplaced: Vec<(&'static Attribute, RawEntry)> = Vec::new();
        for entry in entries {
            let Some(attribute) = attributes.iter().find(|a| a.name == entry.name) else {
                unknown = true;
                self.unknown_attribute(attributes, &entry, owner);
                continue;
            };
            if entry.value.is_null() {
                continue;
            }
            if let Some(form) = owner.form
                && !attribute.forms.is_empty()
                && !attribute.forms.contains(&form)
            {
                misplaced.push((attribute, entry));
                continue;
            }
            if let Some(instead) = attribute.deprecated {
                let message = format!("`{}` is deprecated by AWS", attribute.name);
                let finding = Diagnostic::new(&DEPRECATED_ATTRIBUTE, entry.name_span, message)
                    .help(format!("write {instead}"));
                self.report(finding);
            }
            // A role is made before its policies, so these may name what takes the role:
            // a job that submits its own definition again.
            self.ordering = !matches!(attribute.name, "runs_on" | "job_role" | "execution_role");
            let at = At {
                attribute,
                what: &format!("`{}`", attribute.name),
                use_span: entry.use_span,
                form: owner.form,
            };
            let value = self.value(entry.value, &attribute.ty, at);
            object.fields.push(Field {
                attribute,
                name_span: entry.name_span,
                value,
                inherited: entry.inherited,
            });
        }
        self.wrong_form(&misplaced, owner);
        if !broken {
            self.missing(attributes, &object, owner, unknown);
        }
        // What a misspelt attribute was meant to be is not missing.
        object.broken |= unknown;
        object
    }

    fn unknown_attribute(
        &mut self,
        attributes: &'static [Attribute],
        entry: &RawEntry,
        owner: &Owner,
    ) {
        let message = format!("{} has no attribute `{}`", owner.noun, entry.name);
        let finding = Diagnostic::new(&UNKNOWN_ATTRIBUTE, entry.name_span, message);
        let finding = match vocabulary::nearest_attribute(attributes, &entry.name) {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                entry.name_span,
                near,
            ),
            None => {
                let mut names: Vec<&str> = attributes
                    .iter()
                    .filter(|a| {
                        owner
                            .form
                            .is_none_or(|f| a.forms.is_empty() || a.forms.contains(&f))
                    })
                    .map(|a| a.name)
                    .collect();
                let more = names.len().saturating_sub(24);
                names.truncate(24);
                let tail = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                finding.help(format!("it has {}{tail}", names.join(", ")))
            }
        };
        self.report(finding);
    }

    /// Attributes of another form than the block has: one mistake, however many they are.
    fn wrong_form(&mut self, misplaced: &[(&'static Attribute, RawEntry)], owner: &Owner) {
        let Some(((first, at), others)) = misplaced.split_first() else {
            return;
        };
        let names: Vec<String> = misplaced
            .iter()
            .map(|(attribute, _)| format!("`{}`", attribute.name))
            .collect();
        let verb = if others.is_empty() { "has" } else { "have" };
        let message = format!("{} {verb} no place in {}", join_and(&names), owner.noun);
        let forms: Vec<&str> = first.forms.iter().map(|form| form.short()).collect();
        let edits = misplaced.iter().map(|(_, entry)| Edit {
            span: entry.name_span.to(entry.use_span),
            text: String::new(),
        });
        let mut finding = Diagnostic::new(&WRONG_FORM, at.name_span, message)
            .why(format!(
                "AWS takes {} with {} only",
                names[0],
                forms.join(", ")
            ))
            .fix_with(
                format!("remove {}", join_and(&names)),
                edits.collect(),
                Applicability::Unsafe,
            );
        for (_, entry) in others {
            finding = finding.also(entry.name_span, "nor this");
        }
        self.report(finding);
    }

    fn missing(
        &mut self,
        attributes: &'static [Attribute],
        object: &Object,
        owner: &Owner,
        unknown: bool,
    ) {
        // A misspelt attribute has been told of already; that it is missing would follow.
        if unknown {
            return;
        }
        let absent: Vec<&'static Attribute> = attributes
            .iter()
            .filter(|attribute| match attribute.presence {
                Presence::Optional => false,
                Presence::Required => true,
                Presence::RequiredIn(forms) => owner.form.is_some_and(|f| forms.contains(&f)),
            })
            .filter(|attribute| !object.has(attribute.name))
            .collect();
        if absent.is_empty() {
            return;
        }
        let names: Vec<String> = absent.iter().map(|a| format!("`{}`", a.name)).collect();
        let span = if owner.head == Span::default() {
            object.span
        } else {
            owner.head
        };
        let message = format!("{} needs {}", owner.noun, join_and(&names));
        let mut finding = Diagnostic::new(&MISSING_ATTRIBUTE, span, message);
        let examples: Vec<String> = absent
            .iter()
            .map(|a| format!("{} = {}", a.name, a.example))
            .collect();
        finding = finding.help(format!("for example `{}`", examples.join("`, `")));
        self.report(finding);
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
            self.computed.insert(span);
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
                let what = format!("an element of {}", at.what);
                let inner = At { what: &what, ..at };
                let items = items.iter().map(|item| self.value(item.clone(), of, inner));
                Some(TypedKind::List(items.collect()))
            }
            (Type::Map { of, min, max }, ValueKind::Map(entries)) => {
                self.length(entries.len(), *min, *max, &value, at);
                Some(TypedKind::Map(self.entries(entries, of, at)))
            }
            (Type::Object(attributes), ValueKind::Map(entries)) => {
                let raw = self.raw_entries(entries);
                // A range has a form of its own, whatever the job's is.
                let range = at.attribute.name == "node_ranges";
                let has = |name: &str| raw.iter().any(|e| e.name == name && !e.value.is_null());
                let form = match range {
                    true => Some(Form::of_job(has)),
                    false => at.form,
                };
                let owner = Owner {
                    noun: match form {
                        Some(form) if range => form.noun_of_range(),
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
            let what = format!("`{}`", clip(&entry.key.text));
            let value = self.value(entry.value.clone(), of, At { what: &what, ..at });
            typed.push((entry.key.clone(), value));
        }
        typed
    }

    fn duplicate_key(&mut self, key: &Key, first: Span) {
        let message = format!("the key `{}` stands twice in this map", clip(&key.text));
        let finding = Diagnostic::new(&DUPLICATE_KEY, key.span, message)
            .label("again here")
            .also(first, "first here");
        self.report(finding);
    }

    fn raw_entries(&mut self, entries: &[MapEntry]) -> Vec<RawEntry> {
        let mut raw: Vec<RawEntry> = Vec::with_capacity(entries.len());
        let mut known: FxHashMap<&SmolStr, usize> = FxHashMap::default();
        for entry in entries {
            let at = *known.entry(&entry.key.text).or_insert(raw.len());
            if let Some(first) = raw.get(at) {
                self.duplicate_key(&entry.key, first.name_span);
                continue;
            }
            raw.push(RawEntry {
                name: entry.key.text.clone(),
                name_span: entry.key.span,
                value: entry.value.clone(),
                use_span: entry.value.span,
                inherited: false,
            });
        }
        raw
    }

    fn length(&mut self, length: usize, min: usize, max: usize, value: &Value, at: At) {
        let items = |n: usize| {
            if n == 1 {
                "1 element".into()
            } else {
                format!("{n} elements")
            }
        };
        let message = if length < min {
            format!("{} needs at least {}", at.what, items(min))
        } else if length > max {
            format!("{} takes at most {}, not {length}", at.what, items(max))
        } else {
            return;
        };
        self.report(Diagnostic::new(&WRONG_LENGTH, value.span, message));
    }

    fn bounded(&mut self, fine: bool, value: &Value, ty: &Type, at: At) -> bool {
        if fine {
            return true;
        }
        let shown = match &value.kind {
            ValueKind::Int(number) => number.to_string(),
            ValueKind::Decimal(number) => number.to_string(),
            ValueKind::Size(bytes) => display_size(*bytes),
            ValueKind::Duration(seconds) => display_duration(*seconds),
            _ => String::new(),
        };
        let message = format!("{} is {}, not {shown}", at.what, range_text(ty));
        let finding = self.at_origin(
            Diagnostic::new(&OUT_OF_RANGE, value.span, message),
            value,
            at,
        );
        self.report(finding);
        false
    }

    /// Adds where a value is used, where that is not where it is written.
    fn at_origin(&self, finding: Diagnostic, value: &Value, at: At) -> Diagnostic {
        let inside = at.use_span.file == value.span.file
            && at.use_span.start <= value.span.start
            && value.span.end <= at.use_span.end;
        if inside {
            finding
        } else {
            finding.also(at.use_span, "used here")
        }
    }

    fn size(&mut self, value: &Value, ty: &Type, at: At) -> Option<TypedKind> {
        let Type::Size { min, max, bare_mib } = ty else {
            return None;
        };
        let bytes = match &value.kind {
            ValueKind::Size(bytes) => *bytes,
            ValueKind::Int(mib) if *bare_mib => {
                let bytes = u64::try_from(*mib)
                    .ok()
                    .and_then(|mib| mib.checked_mul(1 << 20));
                match bytes {
                    Some(bytes) => bytes,
                    None => {
                        self.bounded(false, value, ty, at);
                        return None;
                    }
                }
            }
            ValueKind::Int(number) => {
                let unit = if at.attribute.encode == Encode::Mib {
                    "MiB"
                } else {
                    "GiB"
                };
                self.unit_needed(*number, unit, value, at);
                return None;
            }
            _ => {
                self.wrong_type(value, ty, at);
                return None;
            }
        };
        if !self.bounded((*min..=*max).contains(&bytes), value, ty, at) {
            return None;
        }
        let step: u64 = if at.attribute.encode == Encode::Gib {
            1 << 30
        } else {
            1 << 20
        };
        if !bytes.is_multiple_of(step) {
            let unit = if step == 1 << 30 { "GiB" } else { "MiB" };
            let message = format!(
                "{} is counted in whole {unit}, not {}",
                at.what,
                display_size(bytes)
            );
            let up = format!("{} {unit}", bytes.div_ceil(step));
            let finding = Diagnostic::new(&OUT_OF_RANGE, value.span, message).maybe_fix(
                format!("write `{up}`"),
                value.span,
                up.clone(),
            );
            self.report(finding);
            return None;
        }
        Some(TypedKind::Size(bytes))
    }

    fn duration(&mut self, value: &Value, ty: &Type, at: At) -> Option<TypedKind> {
        let Type::Duration { min, max } = ty else {
            return None;
        };
        let seconds = match &value.kind {
            ValueKind::Duration(seconds) => *seconds,
            ValueKind::Int(number) => {
                let unit = if at.attribute.encode == Encode::Minutes {
                    "min"
                } else {
                    "s"
                };
                self.unit_needed(*number, unit, value, at);
                return None;
            }
            _ => {
                self.wrong_type(value, ty, at);
                return None;
            }
        };
        if !self.bounded((*min..=*max).contains(&seconds), value, ty, at) {
            return None;
        }
        if at.attribute.encode == Encode::Minutes && !seconds.is_multiple_of(60) {
            let message = format!(
                "{} is counted in whole minutes, not {}",
                at.what,
                display_duration(seconds)
            );
            let up = format!("{} min", seconds.div_ceil(60));
            let finding = Diagnostic::new(&OUT_OF_RANGE, value.span, message).maybe_fix(
                format!("write `{up}`"),
                value.span,
                up.clone(),
            );
            self.report(finding);
            return None;
        }
        Some(TypedKind::Duration(seconds))
    }

    fn unit_needed(&mut self, number: i64, unit: &str, value: &Value, at: At) {
        let written = format!("{number} {unit}");
        let message = format!("{} needs a unit: {number} of what?", at.what);
        let finding = Diagnostic::new(&UNIT_NEEDED, value.span, message)
            .why(format!("AWS counts this in {}", unit_name(unit)))
            .fix(format!("write `{written}`"), value.span, written.clone());
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
    }

    fn format(&mut self, format: Format, text: &Text, value: &Value, at: At) -> Option<()> {
        let Some(known) = text.as_str() else {
            return Some(());
        };
        if format == Format::Region {
            return self.region(known, value, at);
        }
        let Some(problem) = format_problem(format, known) else {
            return Some(());
        };
        let message = format!("{} {problem}", at.what);
        let finding = self.at_origin(
            Diagnostic::new(&INVALID_FORMAT, value.span, message),
            value,
            at,
        );
        self.report(finding);
        None
    }

    fn region(&mut self, name: &str, value: &Value, at: At) -> Option<()> {
        if crate::catalog::region(name).is_some() {
            return Some(());
        }
        let message = format!("AWS has no region `{}`", clip(name));
        let mut finding = Diagnostic::new(&UNKNOWN_REGION, value.span, message);
        let names = crate::catalog::regions().iter().map(|region| region.name);
        if let Some(near) = vocabulary::nearest(name, names) {
            finding = finding.label(format!("did you mean `{near}`?"));
            if value.literal {
                finding = finding.fix(format!("write `{near}`"), value.span, format!("\"{near}\""));
            }
        }
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
        None
    }

    /// Several elements that are text without quotes: one mistake.
    fn bare_strings(&mut self, items: &[Value], at: At) -> bool {
        let bare = items.iter().map(|item| match &item.kind {
            ValueKind::Word(word) if item.literal => Some((word, item.span)),
            _ => None,
        });
        let bare: Option<Vec<_>> = bare.collect();
        let Some([(_, first), _, ..]) = bare.as_deref() else {
            return false;
        };
        let names = self.evaluator.global_names();
        let near = |word: &str| {
            vocabulary::nearest(word, names.iter().map(|(name, _)| name.as_str())).is_some()
        };
        let bare = bare.as_deref().unwrap_or_default();
        if bare.iter().any(|(word, _)| near(word)) {
            return false;
        }
        let message = format!("the elements of {} are text and stand in quotes", at.what);
        let edits = bare.iter().map(|(word, span)| Edit {
            span: *span,
            text: format!("\"{word}\""),
        });
        let finding = Diagnostic::new(&NEEDS_QUOTES, *first, message).fix_with(
            "put them in quotes",
            edits.collect(),
            Applicability::Safe,
        );
        self.report(finding);
        true
    }

    fn bare_string(&mut self, word: &str, value: &Value, at: At) {
        if is_null_elsewhere(word) {
            let message = format!("what is not there is `null`, not `{word}`");
            let finding = Diagnostic::new(&WRONG_TYPE, value.span, message)
                .help(format!("left out, {} has its default", at.what))
                .fix("write `null`", value.span, "null");
            return self.report(finding);
        }
        let names: Vec<(SmolStr, Span)> = self.evaluator.global_names();
        if vocabulary::nearest(word, names.iter().map(|(name, _)| name.as_str())).is_some() {
            return self.evaluator.unknown_name(word, value.span);
        }
        let message = format!("{} is text and stands in quotes", at.what);
        let quoted = format!("\"{word}\"");
        let finding = Diagnostic::new(&NEEDS_QUOTES, value.span, message).fix(
            format!("write `{quoted}`"),
            value.span,
            quoted.clone(),
        );
        self.report(finding);
    }

    fn word(&mut self, value: &Value, words: &'static [Word], at: At) -> Option<&'static str> {
        let (text, quoted) = match &value.kind {
            ValueKind::Word(word) => (word.as_str(), false),
            _ => match value.as_str() {
                Some(text) => (text, true),
                None => {
                    self.evaluator.comparable_text(value);
                    return None;
                }
            },
        };
        let direct = value.literal
            && at.use_span.file == value.span.file
            && at.use_span.start <= value.span.start
            && value.span.end <= at.use_span.end;
        if let Some(word) = words.iter().find(|word| word.name == text) {
            if quoted && direct {
                let message = format!("`{}` is a word of AWS's own and stands bare", word.name);
                let finding = Diagnostic::new(&QUOTED_WORD, value.span, message).fix(
                    "remove the quotes",
                    value.span,
                    word.name,
                );
                self.report(finding);
            }
            return Some(word.name);
        }
        let message = format!("{} cannot be `{}`", at.what, clip(text));
        let mut finding = Diagnostic::new(&UNKNOWN_WORD, value.span, message);
        let names = || words.iter().map(|word| word.name);
        finding = match vocabulary::nearest(text, names()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                value.span,
                near,
            ),
            None => finding,
        };
        let all: Vec<&str> = names().collect();
        finding = finding.help(format!("it is one of {}", all.join(", ")));
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
        None
    }

    fn reference(&mut self, value: &Value, kinds: &'static [Kind], at: At) -> Option<BlockId> {
        let (label, only) = match &value.kind {
            ValueKind::Word(label) => (label.clone(), None),
            ValueKind::Reference(kind, label) => (label.clone(), Some(*kind)),
            ValueKind::Text(_) => {
                self.quoted_reference(value, kinds, at);
                return None;
            }
            _ => {
                self.wrong_type(value, ty_of(at), at);
                return None;
            }
        };
        if let Some(kind) = only
            && !kinds.contains(&kind)
        {
            self.wrong_kind(kind, &label, value, kinds, at);
            return None;
        }
        let found = kinds
            .iter()
            .filter(|kind| only.is_none_or(|only| only == **kind))
            .find_map(|kind| self.index.get(&(*kind, label.clone())));
        match found {
            Some(&id) => {
                self.refer(id, value.span);
                Some(id)
            }
            None => {
                self.unresolved(&label, value.span, kinds, at);
                None
            }
        }
    }

    fn refer(&mut self, id: BlockId, span: Span) {
        if let Some(current) = self.current {
            self.references.push((current, id, span));
            if self.ordering {
                self.edges.push((current, id, span));
            }
        }
    }

    fn wrong_kind(&mut self, kind: Kind, label: &str, value: &Value, kinds: &[Kind], at: At) {
        let message = format!(
            "`{label}` is {}; {} takes {}",
            kind.noun(),
            at.what,
            nouns(kinds)
        );
        let mut finding = Diagnostic::new(&WRONG_KIND_OF_REFERENCE, value.span, message);
        let id = self.index.get(&(kind, SmolStr::new(label)));
        if let Some(&span) = id.and_then(|id| self.labels.get(id.0 as usize)) {
            finding = finding.also(span, "declared here");
        }
        self.report(finding);
    }

    fn unresolved(&mut self, label: &str, span: Span, kinds: &'static [Kind], at: At) {
        if self.evaluator.lost.contains(label) {
            return;
        }
        let other = Kind::ALL
            .into_iter()
            .find(|kind| self.index.contains_key(&(*kind, SmolStr::new(label))));
        if let Some(kind) = other {
            let value = Value::new(ValueKind::Unknown, span);
            return self.wrong_kind(kind, label, &value, kinds, at);
        }
        if is_null_elsewhere(label) {
            let message = format!("what is not there is `null`, not `{label}`");
            let finding = Diagnostic::new(&WRONG_TYPE, span, message)
                .help(format!("leave {} out, or write `null`", at.what))
                .fix("write `null`", span, "null");
            return self.report(finding);
        }
        let noun = kinds.first().map_or("a declaration", |kind| kind.noun());
        let noun = noun.split_once(' ').map_or(noun, |(_, rest)| rest);
        let message = format!("there is no {noun} `{label}`");
        let mut finding = Diagnostic::new(&UNRESOLVED_REFERENCE, span, message);
        if self.evaluator.part {
            finding.severity = Severity::Warning;
            finding.message.push_str(" in this file");
        }
        let near = self.nearest_name(label, kinds);
        if near.is_none() && kinds.iter().any(|k| self.evaluator.lost_kinds.contains(k)) {
            return;
        }
        finding = match (near, kinds.first()) {
            (Some(near), _) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near.as_str(),
            ),
            (None, _) if self.evaluator.part => finding.help(
                "a file without a `project` is part of a program: check the file that imports it",
            ),
            (None, Some(kind)) => finding.help(format!(
                "declare it with `{0} {label} {{ … }}`{1}",
                kind.name(),
                if kind.existing() {
                    format!(
                        ", or `existing {} {label} {{ … }}` for one made elsewhere",
                        kind.name()
                    )
                } else {
                    String::new()
                }
            )),
            _ => finding,
        };
        self.report(finding);
    }

    /// The declaration, or else the variable, that a reference to nothing most likely means.
    fn nearest_name(&mut self, label: &str, kinds: &[Kind]) -> Option<SmolStr> {
        if self.compared > MOST_COMPARED {
            return None;
        }
        let variables = self.evaluator.global_names();
        self.compared += self.index.len() + variables.len();
        let labels = self.index.keys().filter(|(kind, _)| kinds.contains(kind));
        vocabulary::nearest(label, labels.map(|(_, label)| label.as_str()))
            .or_else(|| vocabulary::nearest(label, variables.iter().map(|(name, _)| name.as_str())))
            .map(SmolStr::new)
    }

    /// Existing things are named by a declaration, so that the tool knows every edge.
    fn quoted_reference(&mut self, value: &Value, kinds: &'static [Kind], at: At) {
        let noun = nouns(kinds);
        let text = value.as_str().unwrap_or("");
        let message = format!("{} takes the bare name of {noun}, not a string", at.what);
        let mut finding = Diagnostic::new(&QUOTED_REFERENCE, value.span, message);
        let known = kinds
            .iter()
            .any(|k| self.index.contains_key(&(*k, SmolStr::new(text))));
        if known && value.literal {
            finding = finding.fix("remove the quotes", value.span, text);
        } else if let Some(kind) = kinds.iter().find(|kind| kind.existing()) {
            let by = if text.starts_with("arn:") {
                "arn"
            } else {
                "name"
            };
            finding = finding.help(format!(
                "for one made elsewhere declare `existing {} NAME {{ {by} = \"{}\" }}` and write \
                 NAME here",
                kind.name(),
                clip(text)
            ));
        }
        self.report(finding);
    }

    fn secret(&mut self, value: &Value, at: At) -> Option<SecretSource> {
        Some(match &value.kind {
            ValueKind::Secret(RawSecret::SecretsManager { name, json_key }) => {
                SecretSource::SecretsManager {
                    name: name.clone(),
                    json_key: json_key.clone(),
                }
            }
            ValueKind::Secret(RawSecret::Parameter { name }) => {
                SecretSource::Parameter { name: name.clone() }
            }
            ValueKind::Word(_) | ValueKind::Reference(..) => SecretSource::Existing {
                block: self.reference(value, &[Kind::Secret], at)?,
            },
            ValueKind::Text(parts) => {
                let text = self.text(parts)?;
                let arn = text.as_str().is_none_or(|known| known.starts_with("arn:"));
                if !arn {
                    let message = format!("{} names a secret, it does not hold it", at.what);
                    let finding = Diagnostic::new(&INVALID_FORMAT, value.span, message)
                        .why(
                            "what stands in the file is readable by everyone who can read the file",
                        )
                        .help(
                            "write secret(\"name\") for Secrets Manager, secret(\"name:key\") for \
                             one key of a JSON secret, ssm(\"/name\") for a parameter, or an ARN",
                        );
                    self.report(finding);
                    return None;
                }
                SecretSource::Arn(text)
            }
            _ => {
                self.wrong_type(value, ty_of(at), at);
                return None;
            }
        })
    }

    /// Looks up the blocks a text refers to.
    fn text(&mut self, parts: &RawText) -> Option<Text> {
        let mut text = Text {
            parts: Vec::with_capacity(parts.len()),
        };
        for part in parts {
            text.parts.push(match part {
                RawPart::Literal(text) => TextPart::Literal(text.clone()),
                RawPart::Account => TextPart::Account,
                RawPart::Region => TextPart::Region,
                RawPart::DnsSuffix => TextPart::DnsSuffix,
                RawPart::Attribute {
                    kind,
                    label,
                    attribute,
                    span,
                } => match self.index.get(&(*kind, label.clone())) {
                    Some(&block) => {
                        self.refer(block, *span);
                        TextPart::Attribute {
                            block,
                            attribute: attribute.clone(),
                        }
                    }
                    None => {
                        self.unresolved_value(*kind, label, *span);
                        return None;
                    }
                },
            });
        }
        Some(text)
    }

    fn unresolved_value(&mut self, kind: Kind, label: &SmolStr, span: Span) {
        if self.evaluator.lost.contains(label) || self.evaluator.lost_kinds.contains(&kind) {
            return;
        }
        let labels: Vec<&SmolStr> = self
            .index
            .keys()
            .filter(|(k, _)| *k == kind)
            .map(|(_, label)| label)
            .collect();
        let noun = kind
            .noun()
            .split_once(' ')
            .map_or(kind.noun(), |(_, rest)| rest);
        let message = format!("there is no {noun} `{label}`");
        let mut finding = Diagnostic::new(&UNRESOLVED_REFERENCE, span, message);
        if let Some(near) = vocabulary::nearest(label, labels.iter().map(|l| l.as_str())) {
            finding = finding.label(format!("did you mean `{}.{near}`?", kind.name()));
        }
        self.report(finding);
    }

    /// What is passed on as it stands.
    fn any(&mut self, value: &Value) -> Option<TypedKind> {
        Some(match &value.kind {
            ValueKind::Bool(value) => TypedKind::Bool(*value),
            ValueKind::Int(value) => TypedKind::Int(*value),
            ValueKind::Decimal(value) => TypedKind::Decimal(*value),
            ValueKind::Text(parts) => TypedKind::Text(self.text(parts)?),
            ValueKind::List(items) => {
                let items = items.iter().map(|item| self.any_typed(item)).collect();
                TypedKind::List(items)
            }
            ValueKind::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|e| (e.key.clone(), self.any_typed(&e.value)))
                    .collect();
                TypedKind::Map(entries)
            }
            ValueKind::Word(word) => {
                let word = word.clone();
                self.evaluator.unknown_name(&word, value.span);
                return None;
            }
            _ => {
                let message = format!("{} cannot stand here", value.noun());
                self.report(Diagnostic::new(&WRONG_TYPE, value.span, message));
                return None;
            }
        })
    }

    fn any_typed(&mut self, value: &Value) -> Typed {
        let kind = if value.is_unknown() {
            None
        } else {
            self.any(value)
        };
        Typed {
            kind: kind.unwrap_or(TypedKind::Unknown),
            span: value.span,
        }
    }

    /// Reports a value of the wrong type, with the fix where the value says what was meant.
    fn wrong_type(&mut self, value: &Value, ty: &Type, at: At) -> Typed {
        let span = value.span;
        if let ValueKind::Word(word) = &value.kind {
            // A slip in the name of a variable, rather than a value of another type.
            let names = self.evaluator.global_names();
            if vocabulary::nearest(word, names.iter().map(|(name, _)| name.as_str())).is_some() {
                self.evaluator.unknown_name(word, span);
                return Typed {
                    kind: TypedKind::Unknown,
                    span,
                };
            }
        }
        let message = format!("{} is {}, not {}", at.what, type_name(ty), value.noun());
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

    /// The value of an output; `None` where it is wrong.
    pub fn output(
        &mut self,
        expr: &'a Expr,
        place: Place,
        scope: &Scope<'a>,
    ) -> Option<OutputValue> {
        self.current = None;
        let value = self.evaluator.eval(expr, place, scope);
        self.output_value(&value)
    }

    fn output_value(&mut self, value: &Value) -> Option<OutputValue> {
        Some(match &value.kind {
            ValueKind::Unknown => return None,
            ValueKind::Null => OutputValue::Null,
            ValueKind::Bool(value) => OutputValue::Bool(*value),
            ValueKind::Int(value) => OutputValue::Int(*value),
            ValueKind::Decimal(value) => OutputValue::Decimal(*value),
            ValueKind::Size(bytes) => OutputValue::Text(Text::literal(display_size(*bytes))),
            ValueKind::Duration(s) => OutputValue::Text(Text::literal(display_duration(*s))),
            ValueKind::Text(parts) => OutputValue::Text(self.text(parts)?),
            ValueKind::List(items) => OutputValue::List(
                items
                    .iter()
                    .map(|item| self.output_value(item))
                    .collect::<Option<_>>()?,
            ),
            ValueKind::Map(entries) => OutputValue::Map(
                entries
                    .iter()
                    .map(|e| Some((e.key.text.clone(), self.output_value(&e.value)?)))
                    .collect::<Option<_>>()?,
            ),
            ValueKind::Word(word) => {
                let word = word.clone();
                self.evaluator.unknown_name(&word, value.span);
                return None;
            }
            ValueKind::Reference(kind, label) => {
                let message = format!("`{}.{label}` is a declaration, not a value", kind.name());
                let mut finding = Diagnostic::new(&NOT_TEXT, value.span, message);
                if let Some((first, _)) = vocabulary::values_of(*kind).first() {
                    finding = finding.help(format!(
                        "say what of it is meant: `{}.{label}.{first}`",
                        kind.name()
                    ));
                }
                self.report(finding);
                return None;
            }
            ValueKind::Secret(_) => {
                let finding =
                    Diagnostic::new(&WRONG_TYPE, value.span, "a secret cannot be an output")
                        .why("outputs are shown on the screen and kept in Terraform's state");
                self.report(finding);
                return None;
            }
        })
    }

    /// Declarations that need each other to be made first.
    pub fn cycles(&mut self, program: &Program) {
        let mut next: FxHashMap<BlockId, Vec<(BlockId, Span)>> = FxHashMap::default();
        for &(from, to, span) in &self.edges {
            next.entry(from).or_default().push((to, span));
        }
        let mut done: FxHashSet<BlockId> = FxHashSet::default();
        for block in &program.blocks {
            // An explicit stack: a chain of references may be as long as the program.
            let mut path: Vec<(BlockId, usize)> = vec![(block.id, 0)];
            while let Some(&mut (id, ref mut at)) = path.last_mut() {
                if done.contains(&id) {
                    path.pop();
                    continue;
                }
                let edge = next.get(&id).and_then(|edges| edges.get(*at)).copied();
                *at += 1;
                let Some((to, span)) = edge else {
                    done.insert(id);
                    path.pop();
                    continue;
                };
                match path.iter().position(|(open, _)| *open == to) {
                    Some(from) => {
                        let circle: Vec<BlockId> = path[from..].iter().map(|(id, _)| *id).collect();
                        done.extend(circle.iter().copied());
                        self.block_cycle(program, &circle, span);
                    }
                    None => path.push((to, 0)),
                }
            }
        }
    }

    fn block_cycle(&mut self, program: &Program, circle: &[BlockId], span: Span) {
        let names: Vec<String> = circle
            .iter()
            .map(|id| program.block(*id).address())
            .collect();
        let message = match names.as_slice() {
            [name] => format!("`{name}` refers to itself"),
            names => format!(
                "these need each other to exist first: {} → {}",
                names.join(" → "),
                names[0]
            ),
        };
        let mut finding = Diagnostic::new(&CYCLE, span, message)
            .label("this reference closes the circle")
            .why("AWS makes one after the other, so neither could be made first");
        for id in &circle[1..] {
            finding = finding.also(program.block(*id).label_span, "by way of this");
        }
        self.report(finding);
    }
}

/// Whose attributes are looked at.
struct Owner<'t> {
    noun: &'t str,
    head: Span,
    form: Option<Form>,
}

/// The first character of a value: where an object as a whole is pointed at.
fn at_name(span: Span) -> Span {
    Span::new(span.file, span.start, (span.start + 1).min(span.end))
}

fn ty_of(at: At) -> &'static Type {
    match &at.attribute.ty {
        Type::List { of, .. } | Type::Map { of, .. } if at.what.starts_with("an element") => of,
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
        Kind::JobDefinition => Some(Form::of_job(has)),
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

fn unit_name(unit: &str) -> &'static str {
    match unit {
        "s" => "seconds",
        "min" => "minutes",
        "MiB" => "MiB",
        _ => "GiB",
    }
}

/// "0–1000", "at least 1", "2–120 s".
fn range_text(ty: &Type) -> String {
    let between = |low: String, high: String, open: bool| {
        if open {
            format!("at least {low}")
        } else {
            format!("{low} to {high}")
        }
    };
    match ty {
        Type::Int { min, max } => {
            between(min.to_string(), max.to_string(), *max >= i32::MAX as i64)
        }
        Type::Decimal { min, max } => between(min.to_string(), max.to_string(), *max >= 1e9),
        Type::Size { min, max, .. } => {
            between(display_size(*min), display_size(*max), *max >= 1 << 60)
        }
        Type::Duration { min, max } => between(
            display_duration(*min),
            display_duration(*max),
            *max >= 1 << 40,
        ),
        _ => String::new(),
    }
}

fn nouns(kinds: &[Kind]) -> String {
    let nouns: Vec<String> = kinds.iter().map(|kind| kind.noun().to_owned()).collect();
    nouns.join(" or ")
}

fn join_and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
