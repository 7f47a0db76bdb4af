//! The words of a text at whose start a person would ask what may stand there: kinds, keywords,
//! attributes, enum words, references, functions, instance types and regions. Not the names the
//! writer makes up, nor numbers and texts of his own.

use batchlang::syntax::ast::{Body, Expr, ExprKind, Item, ItemKind, StringPart};
use batchlang::syntax::parse;
use batchlang::syntax::source::{FileId, Range};
use batchlang::vocabulary::{Attribute, Format, Kind, Type, attributes};

#[derive(Clone, Debug)]
pub struct Word {
    pub start: usize,
    pub text: String,
    pub sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The name of an attribute or of an object's key.
    Key,
    /// A name of something declared somewhere.
    Reference,
    /// One of more names than anybody wants listed: an instance type.
    Catalog,
    Other,
}

/// All of them, in order of place.
pub fn of(text: &str) -> Vec<Word> {
    let mut found = Words {
        text,
        base: 0,
        words: Vec::new(),
    };
    for placed in &parse(FileId(0), text).items {
        found.base = placed.start as usize;
        found.item(&placed.parsed.item);
    }
    found.words.sort_by_key(|word| word.start);
    found.words
}

struct Words<'t> {
    text: &'t str,
    base: usize,
    words: Vec<Word>,
}

impl Words<'_> {
    fn push(&mut self, range: Range, sort: Sort) {
        let start = self.base + range.start as usize;
        let text = self.text[start..self.base + range.end as usize].to_owned();
        self.words.push(Word { start, text, sort });
    }

    /// The word a declaration begins with.
    fn keyword(&mut self, item: &Item) {
        let start = item.range.start;
        let rest = &self.text[self.base + start as usize..];
        let length = rest.find([' ', '\n', '{']).unwrap_or(rest.len());
        self.push(Range::new(start, start + length as u32), Sort::Other);
    }

    fn item(&mut self, item: &Item) {
        self.keyword(item);
        match &item.kind {
            ItemKind::Block(block) => {
                if block.existing.is_some() {
                    self.push(block.kind.range, Sort::Other);
                }
                if let Some(base) = &block.base {
                    self.push(base.range, Sort::Reference);
                }
                self.body(&block.kind.text, block.existing.is_some(), &block.body);
            }
            ItemKind::Template(template) => {
                self.push(template.kind.range, Sort::Other);
                self.body(&template.kind.text, false, &template.body);
            }
            ItemKind::For(repeat) => repeat.items.iter().for_each(|item| self.item(item)),
            ItemKind::If(choice) => choice.items.iter().for_each(|item| self.item(item)),
            _ => {}
        }
    }

    fn body(&mut self, kind: &str, existing: bool, body: &Body) {
        let kind = Kind::from_name(kind).expect("the example is right");
        let known = attributes(kind, existing);
        for attribute in &body.attributes {
            self.push(attribute.name.range, Sort::Key);
            self.value(&attribute.value, &type_of(known, &attribute.name.text));
        }
    }

    fn value(&mut self, value: &Expr, types: &[&'static Type]) {
        match &value.kind {
            ExprKind::Name(name) => {
                let words = |ty: &&Type| matches!(ty, Type::Enum(words) if words.iter().any(|word| word.name == name));
                let word = types.iter().any(words);
                self.push(
                    value.range,
                    if word { Sort::Other } else { Sort::Reference },
                );
            }
            ExprKind::Bool(_) => self.push(value.range, Sort::Other),
            ExprKind::Call(name, _) => self.push(name.range, Sort::Other),
            ExprKind::List(items) => {
                let inner: Vec<&'static Type> = types.iter().flat_map(|ty| listed(ty)).collect();
                items.iter().for_each(|item| self.value(item, &inner));
            }
            ExprKind::Map(entries) => {
                let objects = types.iter().filter_map(|ty| match ty {
                    Type::Object(fields) => Some(*fields),
                    _ => None,
                });
                let fields: Vec<&'static [Attribute]> = objects.collect();
                for entry in entries {
                    let holding = fields
                        .iter()
                        .find(|known| known.iter().any(|one| one.name == entry.key.text));
                    if let Some(known) = holding {
                        self.push(entry.key.range, Sort::Key);
                        self.value(&entry.value, &type_of(known, &entry.key.text));
                    }
                }
            }
            ExprKind::String(parts) => {
                let plain = matches!(parts.as_slice(), [StringPart::Text(_)]);
                let inside = Range::new(value.range.start + 1, value.range.end - 1);
                for ty in types.iter().filter(|_| plain) {
                    match ty {
                        Type::String(Format::Region) => self.push(inside, Sort::Other),
                        Type::String(Format::InstanceType | Format::SingleInstanceType) => {
                            self.push(inside, Sort::Catalog);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// The alternatives of an attribute's type.
fn type_of(known: &'static [Attribute], name: &str) -> Vec<&'static Type> {
    let attribute = known.iter().find(|one| one.name == name);
    each(&attribute.expect("the example is right").ty)
}

fn each(ty: &'static Type) -> Vec<&'static Type> {
    match ty {
        Type::OneOf(types) => types.iter().flat_map(each).collect(),
        other => vec![other],
    }
}

fn listed(ty: &'static Type) -> Vec<&'static Type> {
    match ty {
        Type::List { of, .. } => each(of),
        _ => Vec::new(),
    }
}
