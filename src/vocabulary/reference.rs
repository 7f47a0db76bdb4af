//! The reference of the language, written from the table: `grammar/reference.md`.

pub use super::explain::explain_attribute;
use super::explain::{first_sentence, object_attributes, quoted_result};
use super::kind::{Form, Kind};
use super::types::{Attribute, Default, Presence};
use super::{attributes, functions, kind_doc, type_names, values_of};
use std::fmt::Write;

/// How the language is written, by hand; the rest follows from the table.
const INTRO: &str = include_str!("../../grammar/reference-intro.md");

/// The whole reference as Markdown.
pub fn markdown() -> String {
    let mut text = String::from(
        "<!-- Written by `BATCHLANG_BLESS=1 cargo test --test generated` from \
         grammar/reference-intro.md and src/vocabulary. -->\n\n",
    );
    text.push_str(INTRO.trim_end());
    text.push_str("\n\n## The blocks\n\n");
    text.push_str(
        "In the tables `→` is a reference, `[…]` a list, `{…}` a map with keys of your own, and \
         `a.b` is `b` inside `a = { … }`. `batchlang explain NAME` says more of each, and what it is \
         in AWS and Terraform.\n",
    );
    for kind in Kind::ALL.into_iter().filter(|kind| kind.declarable()) {
        section(&mut text, kind);
    }
    existing(&mut text);
    values(&mut text);
    function_tables(&mut text);
    text
}

fn section(text: &mut String, kind: Kind) {
    let doc = kind_doc(kind);
    let name = kind.name();
    let _ = write!(text, "\n### {name}\n\n{} {}\n\n", doc.summary, doc.doc);
    let _ = write!(text, "```batch\n{}```\n\n", doc.example);
    let top = attributes(kind, false);
    let mut shown = Shown::default();
    // By the forms they may stand in, the widest first as the table has them.
    let mut groups: Vec<&'static [Form]> = Vec::new();
    for attribute in top {
        if !groups.contains(&attribute.forms) {
            groups.push(attribute.forms);
        }
    }
    groups.sort_by_key(|forms| !forms.is_empty());
    for (at, forms) in groups.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        if !forms.is_empty() {
            let names: Vec<&str> = forms.iter().map(|form| form.short()).collect();
            let _ = write!(text, "With {}:\n\n", names.join(", "));
        }
        text.push_str("| attribute | type | left out | what it means |\n");
        text.push_str("| --- | --- | --- | --- |\n");
        for attribute in top.iter().filter(|attribute| attribute.forms == *forms) {
            rows(text, &mut shown, "", attribute);
        }
    }
}

/// The objects whose attributes have had rows of their own, with their paths; first the block.
#[derive(Default)]
struct Shown {
    fields: Vec<(String, &'static Attribute)>,
}

impl Shown {
    /// Where the same attribute has a row already: the path around it.
    fn before(&self, field: &Attribute) -> Option<&str> {
        let same = |(_, known): &&(String, &'static Attribute)| {
            known.name == field.name && known.doc == field.doc
        };
        self.fields.iter().find(same).map(|(path, _)| path.as_str())
    }
}

/// The row of an attribute, then those of the object it holds.
fn rows(text: &mut String, shown: &mut Shown, before: &str, attribute: &'static Attribute) {
    let path = format!("{before}{}", attribute.name);
    let fields = object_attributes(&attribute.ty);
    // Further in, the names have to do; `explain` has the rest.
    let deep = !before.is_empty();
    let mut meaning = first_sentence(attribute.doc).to_owned();
    if deep && !fields.is_empty() {
        let names: Vec<String> = fields.iter().map(field_name).collect();
        let _ = write!(meaning, " It holds {}.", names.join(", "));
    }
    let _ = writeln!(
        text,
        "| `{path}` | {} | {} | {} |",
        cell(&type_names::short(&attribute.ty)),
        cell(&left_out(attribute)),
        cell(&meaning),
    );
    shown
        .fields
        .push((before.trim_end_matches('.').to_owned(), attribute));
    if deep {
        return;
    }
    // A container's attributes stand at the top and again in each of several containers or nodes.
    let again: Vec<(&str, String)> = fields
        .iter()
        .filter_map(|field| Some((field.name, shown.before(field)?.to_owned())))
        .collect();
    let repeated = again.len() > 2;
    for field in fields {
        if !(repeated && again.iter().any(|(name, _)| *name == field.name)) {
            rows(text, shown, &format!("{path}."), field);
        }
    }
    if let (true, Some((_, place))) = (repeated, again.first()) {
        let names: Vec<String> = again.iter().map(|(name, _)| format!("`{name}`")).collect();
        let place = match place.as_str() {
            "" => "as above".to_owned(),
            place => format!("as in `{place}`"),
        };
        let _ = writeln!(text, "| `{path}.…` | | | {}: {place}. |", names.join(", "));
    }
}

/// Required ones stand out.
fn field_name(field: &Attribute) -> String {
    match field.presence {
        Presence::Required => format!("**`{}`**", field.name),
        _ => format!("`{}`", field.name),
    }
}

fn left_out(attribute: &Attribute) -> String {
    match (attribute.presence, attribute.default) {
        (Presence::Required, _) => "**required**".into(),
        (Presence::RequiredIn(forms), default) => {
            let required = if forms == attribute.forms {
                "**required**".to_owned()
            } else {
                let forms: Vec<&str> = forms.iter().map(|form| form.short()).collect();
                format!("**required**: {}", forms.join(", "))
            };
            match default {
                Default::Described(sentence) => format!("{required}; else {sentence}"),
                _ => required,
            }
        }
        (_, Default::Value(value)) => format!("`{value}`"),
        (_, Default::Described(sentence)) => sentence.to_owned(),
        (_, Default::None) => String::new(),
    }
}

/// Text for a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn existing(text: &mut String) {
    text.push_str("\n### existing\n\n");
    text.push_str(
        "`existing KIND NAME { … }` is something that is there already; the program refers to it \
         and never touches it.\n\n| kind | attributes |\n| --- | --- |\n",
    );
    for kind in Kind::ALL.into_iter().filter(|kind| kind.existing()) {
        let names: Vec<String> = attributes(kind, true)
            .iter()
            .map(|attribute| format!("`{}`", attribute.name))
            .collect();
        let _ = writeln!(text, "| `{}` | {} |", kind.name(), names.join(", "));
    }
}

fn values(text: &mut String) {
    text.push_str("\n## Known to AWS\n\n");
    text.push_str(
        "`KIND.LABEL.ATTRIBUTE` in text stands for what AWS answers when the thing is made.\n\n\
         | kind | attributes |\n| --- | --- |\n",
    );
    for kind in Kind::ALL {
        let names: Vec<String> = values_of(kind)
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        if !names.is_empty() {
            let _ = writeln!(text, "| `{}` | {} |", kind.name(), names.join(", "));
        }
    }
}

fn function_tables(text: &mut String) {
    text.push_str("\n## Functions\n");
    let mut group = "";
    for function in functions() {
        if function.group != group {
            group = function.group;
            let _ = write!(
                text,
                "\n### {group}\n\n| function | what it gives | example |\n| --- | --- | --- |\n"
            );
        }
        let (call, result) = function.example;
        let _ = writeln!(
            text,
            "| `{}` | {} | `{}` is {} |",
            function.signature,
            cell(first_sentence(function.doc)),
            cell(call),
            cell(&quoted_result(result)),
        );
    }
}
