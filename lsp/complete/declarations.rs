//! Declarations to begin: kinds with the attributes they need, keywords.

use super::{Item, Sort};
use crate::lsp::engine::View;
use crate::vocabulary::{Attribute, Kind, Type, attribute, keywords, kind_doc};
use std::fmt::Write;

/// What a declaration may begin with: at the top of a file or `inside` a `for` or `if`.
pub fn all(view: &View, offset: u32, inside: bool) -> Vec<Item> {
    let project = !inside && !has_project(view, offset);
    let kinds = Kind::ALL
        .into_iter()
        .filter(|kind| kind.declarable() && (project || *kind != Kind::Project));
    let mut items: Vec<Item> = kinds
        .enumerate()
        .map(|(at, kind)| kind_item(kind, at as u32).snippet(block(kind, false)))
        .collect();
    let words = keywords().iter().enumerate();
    let fitting = words.filter(|(_, word)| !inside || !at_top_only(word.name));
    items.extend(fitting.map(|(at, keyword)| {
        let item = Item::new(keyword.name, Sort::Keyword, 100 + at as u32);
        item.detail(keyword.doc)
            .docs(keyword.name)
            .snippet(start(keyword.name))
    }));
    items
}

/// Whether a project is declared, other than where the cursor stands.
fn has_project(view: &View, offset: u32) -> bool {
    let mut projects = view.analysis.checked.program.of(Kind::Project);
    projects.any(|project| {
        let span = project.span;
        span.file != view.file || offset < span.start || span.end < offset
    })
}

/// What `misplaced-declaration` refuses inside a `for` or `if`.
fn at_top_only(keyword: &str) -> bool {
    matches!(keyword, "param" | "import" | "template")
}

/// Kinds behind `existing` or `template`.
pub fn kinds(existing: bool) -> Vec<Item> {
    let fitting = Kind::ALL.into_iter().filter(|kind| match existing {
        true => kind.existing(),
        false => kind.declarable() && *kind != Kind::Project,
    });
    fitting
        .enumerate()
        .map(|(at, kind)| {
            let item = kind_item(kind, at as u32);
            match existing {
                true => item.snippet(block(kind, true)),
                false => item.snippet(format!("{} ${{1:name}} {{\n  $0\n}}", kind.name())),
            }
        })
        .collect()
}

fn kind_item(kind: Kind, rank: u32) -> Item {
    Item::new(kind.name(), Sort::Kind, rank)
        .detail(kind_doc(kind).summary)
        .docs(kind.name())
}

fn start(keyword: &str) -> &'static str {
    match keyword {
        "existing" => "existing ",
        "param" => "param ${1:name}: ${2:string}$0",
        "let" => "let ${1:name} = $0",
        "template" => "template ",
        "for" => "for ${1:each} in ${2:list} {\n  $0\n}",
        "if" => "if ${1:condition} {\n  $0\n}",
        "import" => "import \"$0\"",
        _ => "output ${1:name} = $0",
    }
}

/// `KIND name { … }` with the attributes a new one is begun with, their `=` in a column.
fn block(kind: Kind, existing: bool) -> String {
    let wanted = kind_doc(kind).snippet.iter();
    let fields: Vec<&Attribute> = wanted
        .filter_map(|name| attribute(kind, existing, name))
        .collect();
    let width = fields.iter().map(|field| field.name.len()).max();
    let mut text = format!("{} ${{1:name}} {{\n", kind.name());
    for (at, field) in fields.iter().enumerate() {
        let (name, width) = (field.name, width.unwrap_or(0));
        let _ = writeln!(text, "  {name:width$} = {}", placeholder(field, at + 2));
    }
    if fields.is_empty() {
        text.push_str("  $0\n");
    }
    text.push('}');
    text
}

/// `name = ` and the brackets or quotes of its value.
pub fn assignment(field: &Attribute) -> String {
    format!("{} = {}", field.name, placeholder(field, 0))
}

/// Whether the value is a bare word of somebody's: there is nothing to put quotes around.
fn is_named(ty: &Type) -> bool {
    match ty {
        Type::Ref(_) | Type::Enum(_) | Type::Secret | Type::Bool => true,
        Type::List { of, .. } => is_named(of),
        Type::OneOf(types) => types.iter().any(is_named),
        _ => false,
    }
}

/// A value to be written over, as the table's example is shaped; stop `$0` where it is 0.
fn placeholder(field: &Attribute, stop: usize) -> String {
    let example = field.example;
    let inner = example.get(1..example.len().saturating_sub(1));
    let inner = inner.unwrap_or("");
    let named = is_named(&field.ty);
    match example.as_bytes().first() {
        Some(b'[') if named => format!("[{}]", hole(stop, "")),
        Some(b'[') if inner.starts_with('"') => format!("[\"{}\"]", hole(stop, "")),
        Some(b'[') => format!("[{}]", hole(stop, "")),
        Some(b'{') => format!("{{ {} }}", hole(stop, "")),
        Some(b'"') if !inner.contains('"') => format!("\"{}\"", hole(stop, "")),
        _ if named => hole(stop, ""),
        _ => hole(stop, example),
    }
}

fn hole(stop: usize, text: &str) -> String {
    if text.is_empty() {
        return format!("${stop}");
    }
    let escaped = text
        .replace('\\', "\\\\")
        .replace('$', "\\$")
        .replace('}', "\\}");
    format!("${{{stop}:{escaped}}}")
}
