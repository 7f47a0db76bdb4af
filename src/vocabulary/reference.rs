//! The reference of the language, written from the table: `grammar/reference.md`.

use super::explain::{first_sentence, object_attributes, quoted_result};
use super::kind::Kind;
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
    text.push_str("| attribute | type | left out | what it means |\n| --- | --- | --- | --- |\n");
    let top = attributes(kind, false);
    for attribute in top {
        rows(text, top, "", attribute);
    }
}

/// The row of an attribute, then those of the object it holds.
fn rows(text: &mut String, top: &'static [Attribute], before: &str, attribute: &Attribute) {
    let path = format!("{before}{}", attribute.name);
    let only = if attribute.forms.is_empty() || !before.is_empty() {
        String::new()
    } else {
        let forms: Vec<&str> = attribute.forms.iter().map(|form| form.short()).collect();
        format!(" *({})*", forms.join(", "))
    };
    let _ = writeln!(
        text,
        "| `{path}` | {} | {} | {}{only} |",
        cell(&type_names::short(&attribute.ty)),
        cell(&left_out(attribute)),
        cell(first_sentence(attribute.doc)),
    );
    let fields = object_attributes(&attribute.ty);
    // A container's attributes stand at the top and again in each of several containers or nodes.
    let again: Vec<String> = fields
        .iter()
        .filter(|field| stands(top, field))
        .map(|field| format!("`{}`", field.name))
        .collect();
    let repeated = again.len() > 3;
    for field in fields {
        if !(repeated && stands(top, field)) {
            rows(text, top, &format!("{path}."), field);
        }
    }
    if repeated {
        let _ = writeln!(text, "| `{path}.…` | | | As above: {}. |", again.join(", "));
    }
}

fn stands(top: &[Attribute], field: &Attribute) -> bool {
    top.iter().any(|attribute| attribute.name == field.name && attribute.doc == field.doc)
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
        let names: Vec<String> =
            values_of(kind).iter().map(|(name, _)| format!("`{name}`")).collect();
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
