//! Completion: what may be written at the cursor, in whole, half-written and broken files alike.

mod amounts;
mod declarations;
mod iam;
mod instance_types;
mod map_keys;
mod members;
mod parameters;
mod paths;
mod scope;
mod shapes;
mod strategies;
mod used;
mod values;
mod variables;

use super::cursor::{Cursor, Key, Spot, cursor_in};
use super::documents::Documents;
use super::engine::View;
use super::index::What;
use crate::catalog;
use crate::syntax::PLAIN_TYPES;
use crate::syntax::source::Range;
use crate::vocabulary::{Attribute, Default, Form, Kind, Type, explain_attribute, type_name};

/// The sort of thing an item is, which an editor shows as a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Keyword,
    Kind,
    Attribute,
    Word,
    Reference,
    Variable,
    Function,
    InstanceType,
    Value,
    File,
}

/// Something to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub label: String,
    pub sort: Sort,
    /// A few words beside the label.
    pub detail: String,
    pub insert: String,
    /// `insert` holds `$1`, `${2:placeholder}`.
    pub snippet: bool,
    /// The smaller, the earlier.
    pub rank: u32,
    /// What is typed to find it, where that is not its label.
    pub filter: Option<String>,
    /// A dot may follow: it chooses the item and is written behind it.
    pub dotted: bool,
    /// What [`docs`] is asked for.
    pub docs: Option<String>,
    pub deprecated: bool,
}

impl Item {
    pub fn new(label: impl Into<String>, sort: Sort, rank: u32) -> Item {
        let label = label.into();
        Item {
            insert: label.clone(),
            label,
            sort,
            detail: String::new(),
            snippet: false,
            rank,
            filter: None,
            dotted: false,
            docs: None,
            deprecated: false,
        }
    }

    fn detail(mut self, detail: impl Into<String>) -> Item {
        self.detail = detail.into();
        self
    }

    fn insert(mut self, insert: impl Into<String>) -> Item {
        self.insert = insert.into();
        self
    }

    fn snippet(mut self, insert: impl Into<String>) -> Item {
        self.insert = insert.into();
        self.snippet = true;
        self
    }

    fn dotted(mut self, dotted: bool) -> Item {
        self.dotted = dotted;
        self
    }

    fn docs(mut self, path: impl Into<String>) -> Item {
        self.docs = Some(path.into());
        self
    }
}

/// The items for a place, and what they replace.
#[derive(Clone, Debug)]
pub struct Completion {
    pub items: Vec<Item>,
    pub replace: Range,
    /// The cursor, in `replace`: what stands behind it may be left as it is.
    pub cursor: u32,
    /// There are more: ask again when more is typed.
    pub incomplete: bool,
}

/// What may be written at a byte.
pub fn complete(view: &View, documents: &Documents, offset: u32) -> Completion {
    let at = cursor_in(view, offset);
    if let Spot::Value(value) = &at.spot
        && let Some(word) = parameters::word(view.text(), value, at.replace, offset)
    {
        let items = parameters::all(view, offset);
        if !items.is_empty() {
            return Completion {
                items,
                replace: word,
                cursor: offset,
                incomplete: false,
            };
        }
    }
    let mut incomplete = false;
    let mut items = match &at.spot {
        Spot::Nothing => Vec::new(),
        Spot::Declaration { inside } => declarations::all(view, offset, *inside),
        Spot::Kind { existing } => declarations::kinds(*existing),
        Spot::Base { kind } => templates(view, *kind),
        Spot::Key(key) => keys(key),
        Spot::Value(value) => values::all(view, offset, value, &mut incomplete),
        Spot::Import => {
            let text = view.text();
            let typed = text.get(at.replace.start as usize..offset as usize);
            let mut items = Vec::new();
            paths::programs(view, documents, typed.unwrap_or(""), offset, &mut items);
            items
        }
        Spot::Words(words) => keywords(words),
        Spot::ParamType => param_types(),
    };
    items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
    items.dedup_by(|a, b| a.label == b.label && a.sort == b.sort);
    Completion {
        items,
        replace: replaced(&at),
        cursor: offset,
        incomplete,
    }
}

/// The word at the cursor; of an instance type without quotes, what stands before its dot too.
fn replaced(at: &Cursor) -> Range {
    match &at.spot {
        Spot::Value(value) if value.is_instance_type() && !value.behind.is_empty() => {
            Range::new(value.start.min(at.replace.start), at.replace.end)
        }
        _ => at.replace,
    }
}

/// The documentation behind an item, as Markdown.
pub fn docs(path: &str) -> Option<String> {
    match path.strip_prefix("type:") {
        Some(name) => catalog::instance_type(name).map(super::hover::instance_type),
        None => explain_attribute(path),
    }
}

fn templates(view: &View, kind: Option<Kind>) -> Vec<Item> {
    let declared = view.analysis.declared().iter();
    let templates = declared.filter_map(|one| match &one.what {
        What::Template { kind: of } => Some((one, of)),
        _ => None,
    });
    templates
        .filter(|(_, of)| kind.is_none_or(|kind| kind.name() == of.as_str()))
        .map(|(one, of)| {
            Item::new(one.name.as_str(), Sort::Reference, 0).detail(format!("template {of}"))
        })
        .collect()
}

fn keys(key: &Key) -> Vec<Item> {
    if key.fields.is_empty() {
        return map_keys::all(key);
    }
    let form = form_of(key);
    let fields = key.fields.iter().enumerate();
    let fitting = fields.filter(|(_, field)| {
        !key.set.iter().any(|set| set == field.name)
            && (field.forms.is_empty() || form.is_none_or(|form| field.forms.contains(&form)))
    });
    fitting
        .map(|(at, field)| {
            let required = field.is_required(form);
            let rank = at as u32 + if required { 0 } else { 1000 };
            let rank = rank + if field.deprecated.is_some() { 5000 } else { 0 };
            let mut item = Item::new(field.name, Sort::Attribute, rank)
                .detail(key_detail(field, required))
                .docs(format!("{}.{}", key.path, field.name));
            item.deprecated = field.deprecated.is_some();
            match key.assigned {
                true => item,
                false => item.snippet(declarations::assignment(field)),
            }
        })
        .collect()
}

fn key_detail(field: &Attribute, required: bool) -> String {
    let ty = type_name(&field.ty);
    match (required, field.default) {
        (true, _) => format!("required, {ty}"),
        (_, Default::Value(value)) => format!("{ty}; else {value}"),
        _ => ty,
    }
}

/// The form of the block around, where what stands in it decides.
fn form_of(key: &Key) -> Option<Form> {
    if !key.block {
        return None;
    }
    let set = |name: &str| key.set.iter().any(|set| set == name);
    match Kind::from_name(&key.path)? {
        Kind::ComputeEnvironment => {
            let (_, word) = key.words.iter().find(|(name, _)| name == "type")?;
            Form::of_environment(word)
        }
        Kind::JobDefinition => {
            let decided = ["image", "containers", "node_ranges", "pod_properties"];
            decided
                .iter()
                .any(|name| set(name))
                .then(|| Form::of_job(set))
        }
        _ => None,
    }
}

/// Words that may stand there, in their order.
fn keywords(words: &[&str]) -> Vec<Item> {
    let words = words.iter().enumerate();
    words
        .map(|(at, word)| Item::new(*word, Sort::Keyword, at as u32))
        .collect()
}

fn param_types() -> Vec<Item> {
    let mut items: Vec<Item> = PLAIN_TYPES
        .into_iter()
        .enumerate()
        .map(|(at, name)| Item::new(name, Sort::Keyword, at as u32))
        .collect();
    for name in ["list", "map"] {
        let item = Item::new(format!("{name}(…)"), Sort::Keyword, 10);
        items.push(item.snippet(format!("{name}(${{1:string}})")));
    }
    items
}

/// A type, or its alternatives.
fn each(ty: &'static Type) -> Vec<&'static Type> {
    match ty {
        Type::OneOf(types) => types.iter().flat_map(each).collect(),
        other => vec![other],
    }
}
