//! `Ref::name` in a command: what SubmitJob puts there.

use super::super::facts::Facts;
use super::containers::containers_of;
use super::nearest::nearest;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Text, TextPart, Typed};
use crate::syntax::source::Span;
use crate::vocabulary::Form;
use rustc_hash::{FxHashMap, FxHashSet};

codes! {
    UNDECLARED_PARAMETER = "undeclared-parameter", Advice, "`Ref::` of a parameter without a default";
    MISSPELT_PARAMETER = "misspelt-parameter", Warning, "`Ref::` of a name near a parameter's";
    UNUSED_PARAMETER = "unused-parameter", Warning, "a parameter no command refers to";
    PARAMETER_NOT_SUBSTITUTED = "parameter-not-substituted", Warning, "`Ref::` where Batch does not replace it";
}

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let mut used = Vec::new();
    let mut certain = !definition.broken;
    for argument in arguments(definition) {
        match argument.as_text() {
            Some(text) => reference(text, argument, &mut used, out),
            None => certain = false,
        }
    }
    undeclared(definition, &used, out);
    if certain {
        unused(definition, &used, out);
    }

    for container in containers_of(definition) {
        for (_, value) in container.variables() {
            outside(value, "an environment variable", out);
        }
        if let Some(image) = container.image() {
            outside(&image.value, "an image", out);
        }
    }
}

/// The elements of every command of a definition (in pods, of `args` too).
fn arguments(definition: &Block) -> Vec<&Typed> {
    let containers = containers_of(definition);
    let lists = containers.iter().flat_map(|container| {
        let names: &[&str] = match container.form {
            Form::Pod => &["command", "args"],
            _ => &["command"],
        };
        names.iter().filter_map(|name| container.object.get(name))
    });
    lists
        .flat_map(|value| value.as_list().unwrap_or(std::slice::from_ref(value)))
        .collect()
}

fn reference<'a>(
    text: &'a Text,
    argument: &'a Typed,
    used: &mut Vec<(&'a str, &'a Typed)>,
    out: &mut Vec<Diagnostic>,
) {
    let Some(text) = text.as_str() else { return };
    if let Some(name) = text.strip_prefix("Ref::").filter(|name| is_name(name)) {
        used.push((name, argument));
        return;
    }
    let names: Vec<&str> = mentions(text).collect();
    let shown: Vec<String> = names.iter().map(|name| format!("`Ref::{name}`")).collect();
    used.extend(names.into_iter().map(|name| (name, argument)));
    let message = match shown.as_slice() {
        [] => return,
        [one] => format!("{one} is only a part of this argument"),
        [others @ .., last] => format!(
            "{} and {last} are only parts of this argument",
            others.join(", ")
        ),
    };
    out.push(
            not_substituted(argument, message)
                .why("Batch replaces an argument that is `Ref::NAME` as a whole; glued to other text it may reach the program as it stands")
                .help("make it an argument of its own, or let a shell join them: `[\"sh\", \"-c\", \"run --in=$0\", \"Ref::input\"]`"),
        );
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// The names behind every `Ref::` of a text, each once.
fn mentions(text: &str) -> impl Iterator<Item = &str> {
    let mut seen = FxHashSet::default();
    let names = text.split("Ref::").skip(1).map(|rest| {
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(rest.len());
        &rest[..end]
    });
    names.filter(move |name| !name.is_empty() && seen.insert(*name))
}

fn not_substituted(value: &Typed, message: String) -> Diagnostic {
    Diagnostic::new(&PARAMETER_NOT_SUBSTITUTED, value.span, message).label("not replaced")
}

fn outside(value: &Typed, place: &str, out: &mut Vec<Diagnostic>) {
    let Some(text) = value.as_text() else { return };
    let name = text.parts.iter().find_map(|part| match part {
        TextPart::Literal(text) => mentions(text).next(),
        _ => None,
    });
    let Some(name) = name else { return };
    out.push(
        not_substituted(value, format!("`Ref::{name}` in {place}"))
            .why("Batch replaces `Ref::NAME` in `command` and nowhere else")
            .help("hand it to the command as an argument, or set the variable when the job is submitted (`containerOverrides`)"),
    );
}

fn undeclared(definition: &Block, used: &[(&str, &Typed)], out: &mut Vec<Diagnostic>) {
    let written = definition.get("parameters");
    if written.is_some_and(|value| value.as_map().is_none()) {
        return;
    }
    let declared = names(definition);
    for (name, argument) in used.iter().filter(|(name, _)| !declared.contains_key(name)) {
        let keys = definition
            .map("parameters")
            .iter()
            .map(|(key, _)| key.text.as_str());
        let near = nearest(name, keys).and_then(|near| Some((near, *declared.get(near)?)));
        out.push(match near {
            Some((near, place)) => misspelt(name, argument, near, place),
            None => Diagnostic::new(
                &UNDECLARED_PARAMETER,
                argument.span,
                format!("`Ref::{name}` has no default in `parameters`"),
            )
            .label("must be given at every SubmitJob")
            .why(NOT_GIVEN)
            .help(format!(
                "where every job has its own that is right; else give a default: `parameters = {{ {name} = \"…\" }}`"
            )),
        });
    }
}

const NOT_GIVEN: &str = "a parameter that neither the definition nor SubmitJob gives is not replaced: the program gets the text `Ref::…`";

fn misspelt(name: &str, argument: &Typed, near: &str, place: Span) -> Diagnostic {
    let message = format!("there is no parameter `{name}`");
    let finding = Diagnostic::new(&MISSPELT_PARAMETER, argument.span, message)
        .label(format!("did you mean `{near}`?"))
        .also(place, "declared here")
        .why(NOT_GIVEN);
    match argument.as_str() == Some(&format!("Ref::{name}")) {
        true => finding.maybe_fix(
            format!("write `Ref::{near}`"),
            argument.span,
            format!("\"Ref::{near}\""),
        ),
        false => finding,
    }
}

/// The parameters a definition declares, and where.
fn names(definition: &Block) -> FxHashMap<&str, Span> {
    let entries = definition.map("parameters").iter();
    entries
        .map(|(key, _)| (key.text.as_str(), key.span))
        .collect()
}

fn unused(definition: &Block, used: &[(&str, &Typed)], out: &mut Vec<Diagnostic>) {
    let declared = names(definition);
    let mentioned: FxHashSet<&str> = used.iter().map(|(name, _)| *name).collect();
    // A slip of the pen is told of once, at the place that refers to it.
    let strange = || {
        used.iter()
            .map(|(name, _)| *name)
            .filter(|name| !declared.contains_key(name))
    };
    for (key, _) in definition.map("parameters") {
        let name = key.text.as_str();
        if mentioned.contains(name) || nearest(name, strange()).is_some() {
            continue;
        }
        let message = format!("no command refers to the parameter `{name}`");
        out.push(
            Diagnostic::new(&UNUSED_PARAMETER, key.span, message)
                .label("never used")
                .why("a parameter reaches the job only where the command says `Ref::NAME`; it is no environment variable")
                .help(format!("write `\"Ref::{name}\"` in `command`, or remove it")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::codes_of;

    fn job(rest: &str) -> Vec<String> {
        codes_of(&format!(
            "job_definition a {{\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memory = 1 GiB\n{rest}\n}}\n"
        ))
    }

    #[test]
    fn a_misspelt_parameter_is_one_mistake() {
        let found = job("  command = [\"Ref::inptu\"]\n  parameters = { input = \"x\" }");
        assert_eq!(found, ["misspelt-parameter"]);
    }

    #[test]
    fn every_parameter_of_an_argument_is_used() {
        let found = job(
            "  command = [\"sh\", \"-c\", \"bwa Ref::a Ref::b Ref::a\"]\n  parameters = { a = \"x\", b = \"y\" }",
        );
        assert_eq!(found, ["parameter-not-substituted"]);
    }

    #[test]
    fn glued_to_other_text_it_is_not_replaced() {
        let found = job("  command = [\"--in=Ref::input\"]\n  parameters = { input = \"x\" }");
        assert_eq!(found, ["parameter-not-substituted"]);
    }
}
