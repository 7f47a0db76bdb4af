//! The text `batchlang explain` shows for an attribute, a word, a kind or a function; hover shows
//! the same.

use super::kind::{Form, Kind};
use super::types::{Attribute, Default, Presence, Type, Word};
use super::{attributes, function, functions, keywords, kind_doc, suggested, type_name, values_of};
use std::fmt::Write;

/// What stands at a path, as Markdown: `compute_environment`, `compute_environment.max_vcpus`,
/// `job_definition.retry.attempts`, `retry.attempts`, `max_vcpus`, a word such as `SPOT`, a
/// function, a keyword, or `functions` for their list. `None` where nothing has that name.
pub fn explain_attribute(path: &str) -> Option<String> {
    let path = path.trim().trim_end_matches("()");
    if path.is_empty() || path.len() > 200 {
        return None;
    }
    if path == "functions" {
        return Some(function_list());
    }
    if let Some(kind) = Kind::from_name(path) {
        return Some(explain_kind(kind));
    }
    if let Some(keyword) = keywords().iter().find(|keyword| keyword.name == path) {
        let (doc, example) = (keyword.doc, keyword.example);
        return Some(format!("# `{path}`\n\n{doc}\n\n```batch\n{example}\n```\n"));
    }
    let found = places(path);
    if !found.is_empty() {
        return Some(explain_places(path, &found));
    }
    function(path)
        .map(|function| {
            let (call, result) = function.example;
            format!(
                "# `{}`\n\n{}\n\n`{call}` is {}.\n",
                function.signature,
                function.doc,
                quoted_result(result)
            )
        })
        .or_else(|| explain_word(path))
        .or_else(|| explain_value(path))
}

/// An attribute and where it stands.
struct Place {
    /// `job_definition.retry.attempts`
    path: String,
    existing: bool,
    attribute: &'static Attribute,
}

impl Place {
    fn heading(&self) -> String {
        if self.existing {
            format!("existing {}", self.path)
        } else {
            self.path.clone()
        }
    }
}

/// Every attribute, those inside objects too.
pub(super) fn every_attribute() -> Vec<&'static Attribute> {
    let places = every_place().into_iter();
    places.map(|place| place.attribute).collect()
}

/// Every attribute, in the order of the reference.
fn every_place() -> Vec<Place> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        for existing in [false, true] {
            if existing && !kind.existing() || !existing && !kind.declarable() {
                continue;
            }
            for attribute in attributes(kind, existing) {
                collect(existing, kind.name().to_owned(), attribute, &mut all);
            }
        }
    }
    all
}

fn collect(existing: bool, before: String, attribute: &'static Attribute, all: &mut Vec<Place>) {
    let path = format!("{before}.{}", attribute.name);
    all.push(Place {
        path: path.clone(),
        existing,
        attribute,
    });
    for inner in object_attributes(&attribute.ty) {
        collect(existing, path.clone(), inner, all);
    }
}

/// The attributes of the object a value of this type is, or is made of.
pub(super) fn object_attributes(ty: &Type) -> &'static [Attribute] {
    match ty {
        Type::Object(attributes) => attributes,
        Type::List { of, .. } | Type::Map { of, .. } => object_attributes(of),
        Type::OneOf(types) => {
            let objects = types.iter().map(object_attributes);
            objects
                .into_iter()
                .find(|found| !found.is_empty())
                .unwrap_or(&[])
        }
        _ => &[],
    }
}

/// The words a value of this type may be, or be made of.
pub(super) fn words(ty: &Type) -> &'static [Word] {
    match ty {
        Type::Enum(words) => words,
        Type::List { of, .. } | Type::Map { of, .. } => words(of),
        Type::OneOf(types) => {
            let found = types.iter().map(words);
            found
                .into_iter()
                .find(|found| !found.is_empty())
                .unwrap_or(&[])
        }
        _ => &[],
    }
}

/// Those, or the text it is made of where that has words of its own.
fn listed(ty: &Type) -> &'static [Word] {
    match ty {
        Type::String(format) => suggested(*format),
        Type::List { of, .. } => listed(of),
        _ => words(ty),
    }
}

/// Where an attribute of that path, or with a path that ends so, stands.
fn places(path: &str) -> Vec<Place> {
    let all = every_place();
    let exact = |place: &Place| place.path == path && !place.existing;
    if all.iter().any(exact) {
        return all.into_iter().filter(exact).collect();
    }
    let ends = |place: &Place| {
        let tail = place.path.strip_suffix(path);
        tail.is_some_and(|head| head.is_empty() || head.ends_with('.'))
    };
    let mut found: Vec<Place> = all.into_iter().filter(ends).collect();
    // What is said of a thing that exists only repeats what is said of it when it is declared.
    if found.iter().any(|place| !place.existing) {
        found.retain(|place| !place.existing);
    }
    found
}

fn explain_places(path: &str, found: &[Place]) -> String {
    let [first, ..] = found else {
        return String::new();
    };
    if found
        .iter()
        .all(|place| place.attribute.doc == first.attribute.doc)
    {
        let mut text = explain_one(first);
        if found.len() > 1 {
            let also: Vec<String> = found[1..]
                .iter()
                .map(|place| format!("`{}`", place.heading()))
                .collect();
            let _ = writeln!(text, "\nIt also stands in {}.", also.join(", "));
        }
        return text;
    }
    let mut text = format!("# `{path}`\n\nSeveral things have an attribute of that name:\n\n");
    for place in found {
        let first = first_sentence(place.attribute.doc);
        let _ = writeln!(text, "- `{}`: {first}", place.heading());
    }
    text
}

fn explain_one(place: &Place) -> String {
    let attribute = place.attribute;
    let mut text = format!("# `{}`\n\n{}\n\n", place.heading(), attribute.doc);
    let _ = writeln!(text, "- Type: {}", type_name(&attribute.ty));
    match attribute.presence {
        Presence::Required => text.push_str("- Required\n"),
        Presence::RequiredIn(forms) => {
            let _ = writeln!(text, "- Required in {}", form_list(forms));
        }
        Presence::Optional => {}
    }
    match attribute.default {
        Default::Value(value) => {
            let _ = writeln!(text, "- Default: `{value}`");
        }
        Default::Described(sentence) => {
            let _ = writeln!(text, "- Default: {sentence}");
        }
        Default::None => {}
    }
    if !attribute.forms.is_empty() {
        let _ = writeln!(text, "- Stands in {}", form_list(attribute.forms));
    }
    if let Some(instead) = attribute.deprecated {
        let _ = writeln!(text, "- Deprecated by AWS: write `{instead}`");
    }
    if !attribute.aws.is_empty() {
        let _ = writeln!(text, "- AWS: {}", aws_path(attribute.aws));
    }
    match attribute.terraform {
        None => text.push_str("- Terraform: its provider does not have it\n"),
        Some("") => {}
        Some(argument) => {
            let _ = writeln!(text, "- Terraform: `{argument}`");
        }
    }
    if let Some(since) = attribute.since {
        let _ = writeln!(text, "- AWS has it since {since}");
    }
    word_list(&mut text, listed(&attribute.ty));
    let fields = object_attributes(&attribute.ty);
    if !fields.is_empty() {
        text.push_str("\nIt holds:\n\n");
        for field in fields {
            let _ = writeln!(text, "- `{}`: {}", field.name, first_sentence(field.doc));
        }
    }
    let _ = write!(
        text,
        "\n```batch\n{} = {}\n```\n",
        attribute.name, attribute.example
    );
    text
}

fn word_list(text: &mut String, words: &[Word]) {
    if words.is_empty() {
        return;
    }
    text.push('\n');
    for word in words {
        let _ = match word.retired {
            None => writeln!(text, "- `{}`: {}", word.name, word.doc),
            Some(why) => writeln!(text, "- `{}`: {} Refused: {why}.", word.name, word.doc),
        };
    }
}

fn aws_path(path: &str) -> String {
    if let Some(field) = path.strip_prefix("@container.") {
        return format!("`{field}` of the container");
    }
    match path.strip_prefix("@task.") {
        Some(field) => format!("`{field}` of the task"),
        None => format!("`{path}`"),
    }
}

fn form_list(forms: &[Form]) -> String {
    let nouns: Vec<&str> = forms.iter().map(|form| form.noun()).collect();
    match nouns.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        all => all.join(", "),
    }
}

fn explain_kind(kind: Kind) -> String {
    let doc = kind_doc(kind);
    let mut text = format!("# `{}`\n\n{} {}\n", kind.name(), doc.summary, doc.doc);
    let _ = write!(text, "\n```batch\n{}```\n", doc.example);
    for (existing, heading) in [(false, "Attributes"), (true, "As `existing`")] {
        if existing && !kind.existing() || !existing && !kind.declarable() {
            continue;
        }
        let _ = write!(text, "\n## {heading}\n\n");
        for attribute in attributes(kind, existing) {
            let first = first_sentence(attribute.doc);
            let required = if attribute.presence == Presence::Required {
                " (required)"
            } else {
                ""
            };
            let _ = writeln!(text, "- `{}`{required}: {first}", attribute.name);
        }
    }
    let values = values_of(kind);
    if !values.is_empty() {
        text.push_str("\n## Known to AWS\n\n");
        for (name, line) in values {
            let _ = writeln!(text, "- `{}.LABEL.{name}`: {line}", kind.name());
        }
    }
    text
}

fn explain_word(name: &str) -> Option<String> {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    for place in every_place() {
        let Some(word) = listed(&place.attribute.ty)
            .iter()
            .find(|word| word.name == name)
        else {
            continue;
        };
        // One container's attributes stand in three places.
        if place.existing || lines.iter().any(|(_, doc)| *doc == word.doc) {
            continue;
        }
        lines.push((place.path, word.doc));
    }
    if lines.is_empty() {
        return None;
    }
    let mut text = format!("# `{name}`\n\n");
    for (path, doc) in lines {
        let _ = writeln!(text, "- in `{path}`: {doc}");
    }
    Some(text)
}

/// `job_queue.arn`: what only AWS knows.
fn explain_value(path: &str) -> Option<String> {
    let (kind, name) = path.split_once('.')?;
    let kind = Kind::from_name(kind)?;
    let (_, line) = values_of(kind).iter().find(|(known, _)| *known == name)?;
    let (kind, noun) = (kind.name(), kind.noun());
    Some(format!(
        "# `{kind}.LABEL.{name}`\n\n{line} Known to AWS alone: of {noun}, in text and outputs.\n"
    ))
}

fn function_list() -> String {
    let mut text = String::from("# Functions\n");
    let mut group = "";
    for function in functions() {
        if function.group != group {
            group = function.group;
            let _ = write!(text, "\n## {group}\n\n");
        }
        let _ = writeln!(
            text,
            "- `{}`: {}",
            function.signature,
            first_sentence(function.doc)
        );
    }
    text
}

/// A result that is no sentence stands as code.
pub(super) fn quoted_result(result: &str) -> String {
    let prose =
        result.starts_with("the ") || result.starts_with("what ") || result.contains(" where ");
    if prose {
        result.to_owned()
    } else {
        format!("`{result}`")
    }
}

/// The first sentence of a doc text, which stands alone.
pub fn first_sentence(doc: &str) -> &str {
    let mut from = 0;
    while let Some(at) = doc.get(from..).and_then(|rest| rest.find(". ")) {
        let end = from + at;
        let next = doc.get(end + 2..).and_then(|rest| rest.chars().next());
        let code = doc
            .get(..end)
            .is_some_and(|head| head.matches('`').count() % 2 == 1);
        if next.is_some_and(|c| c.is_uppercase() || c == '`') && !code {
            return doc.get(..=end).unwrap_or(doc);
        }
        from = end + 2;
    }
    doc
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(path: &str) -> String {
        explain_attribute(path).unwrap_or_default()
    }

    #[test]
    fn an_attribute_is_explained_with_all_that_is_known() {
        let text = explain("compute_environment.max_vcpus");
        for part in [
            "# `compute_environment.max_vcpus`",
            "the brake on the bill",
            "a whole number of at least 1",
            "`computeResources.maxvCpus`",
            "`compute_resources.max_vcpus`",
            "max_vcpus = 64",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(explain("max_vcpus"), text);
        assert_eq!(
            explain("retry.attempts"),
            explain("job_definition.retry.attempts")
        );
        assert!(explain("attempts").contains("# `job_definition.retry.attempts`"));
    }

    #[test]
    fn what_stands_in_several_places_is_listed() {
        let text = explain("state");
        assert!(text.contains("`compute_environment.state`") && text.contains("`job_queue.state`"));
        let image = explain("job_definition.image");
        assert!(image.contains("Required in a single-container job definition"));
        assert!(explain("tags").contains("`job_queue.tags`"));
    }

    #[test]
    fn words_kinds_functions_keywords_and_values_are_explained() {
        assert!(explain("SPOT").contains("`compute_environment.type`"));
        assert!(explain("ECS_AL2023_NVIDIA").contains("image_type"));
        assert!(explain("job_queue").contains("- `priority` (required)"));
        assert!(explain("secret").contains("Secrets Manager"));
        assert!(explain("join").contains("`join(separator, list)`"));
        assert!(explain("param").contains("--param"));
        assert!(explain("functions").contains("`range([start, ]end)`"));
        assert!(explain("job_queue.arn").contains("Its ARN"));
        assert_eq!(explain_attribute("elephant"), None);
        assert_eq!(explain_attribute(""), None);
    }

    #[test]
    fn the_first_sentence_ends_where_the_next_begins() {
        assert_eq!(first_sentence("One. Two."), "One.");
        assert_eq!(
            first_sentence("Up to 2.5 of it. `x` then."),
            "Up to 2.5 of it."
        );
        assert_eq!(first_sentence("Only one."), "Only one.");
    }
}
