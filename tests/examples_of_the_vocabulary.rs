//! The examples in the vocabulary and in the reference are what they claim: a language people copy
//! from must not be wrong about itself.

mod common;

use batchlang::analysis::all_codes;
use batchlang::diagnostic::{Diagnostic, Severity};
use batchlang::syntax;
use batchlang::vocabulary::{
    Attribute, Kind, Type, attributes, functions, keywords, kind_doc, reference,
};

fn told(text: &str) -> Vec<Diagnostic> {
    common::check(text).diagnostics
}

fn lines(findings: &[Diagnostic]) -> String {
    findings
        .iter()
        .map(|f| format!("{}: {}\n", f.code.name, f.message))
        .collect()
}

/// What is said of a value itself; the rest is about what an example leaves out around it.
const ABOUT_VALUES: &[&str] = &[
    "wrong-type",
    "invalid-format",
    "out-of-range",
    "unit-needed",
    "unknown-word",
    "quoted-word",
    "needs-quotes",
    "unknown-attribute",
    "unknown-function",
    "unknown-region",
    "wrong-length",
    "wrong-arguments",
    "wrong-kind-of-reference",
    "quoted-reference",
];

#[test]
fn the_codes_looked_for_are_codes() {
    for name in ABOUT_VALUES {
        let known = all_codes().iter().any(|code| code.name == *name);
        assert!(known, "{name}");
    }
}

#[test]
fn every_example_of_an_attribute_is_a_value_it_may_have() {
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        for existing in [false, true] {
            if existing && !kind.existing() || !existing && !kind.declarable() {
                continue;
            }
            let word = if existing { "existing " } else { "" };
            for attribute in attributes(kind, existing) {
                for (path, value) in written(attribute) {
                    let kind = kind.name();
                    let text = format!("{word}{kind} x {{\n{} = {value}\n}}\n", attribute.name);
                    let mut findings = told(&text);
                    findings.retain(|finding| {
                        let syntax = syntax::codes::CODES
                            .iter()
                            .any(|code| code.name == finding.code.name);
                        syntax || ABOUT_VALUES.contains(&finding.code.name)
                    });
                    if !findings.is_empty() {
                        faults.push(format!("{kind}.{path} = {value}\n{}", lines(&findings)));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The example of an attribute and of each one inside it, as a value of the outermost.
fn written(attribute: &Attribute) -> Vec<(String, String)> {
    let name = attribute.name.to_owned();
    let mut all = vec![(name.clone(), attribute.example.to_owned())];
    if let Some((fields, in_list)) = object(&attribute.ty) {
        for (path, value) in fields.iter().flat_map(written_entry) {
            let value = match in_list {
                true => format!("[{{ {value} }}]"),
                false => format!("{{ {value} }}"),
            };
            all.push((format!("{name}.{path}"), value));
        }
    }
    all
}

fn written_entry(attribute: &'static Attribute) -> Vec<(String, String)> {
    let entry = |(path, value)| (path, format!("{} = {value}", attribute.name));
    written(attribute).into_iter().map(entry).collect()
}

fn object(ty: &Type) -> Option<(&'static [Attribute], bool)> {
    match ty {
        Type::Object(fields) => Some((fields, false)),
        Type::List { of, .. } => object(of).map(|(fields, _)| (fields, true)),
        Type::OneOf(types) => types.iter().find_map(object),
        _ => None,
    }
}

#[test]
fn the_examples_of_the_kinds_make_one_program() {
    let mut text: String = Kind::ALL
        .into_iter()
        .map(|kind| kind_doc(kind).example)
        .collect();
    text.push_str(
        "scheduling_policy quotas {
           quota_share_policy = { idle_resource_assignment_strategy = FIFO }
         }
         job_queue training {
           priority             = 1
           service_environments = [training]
           scheduling_policy    = quotas
         }",
    );
    let mut findings = told(&text);
    findings.retain(|finding| finding.severity == Severity::Error);
    assert!(findings.is_empty(), "{}", lines(&findings));
}

#[test]
fn the_examples_of_the_keywords_are_the_language() {
    let mut text: String = keywords()
        .iter()
        .filter(|keyword| keyword.name != "import")
        .map(|keyword| format!("{}\n", keyword.example))
        .collect();
    text.push_str("existing job_queue main { }\n");
    let mut findings = told(&text);
    findings.retain(|finding| finding.severity == Severity::Error);
    assert!(findings.is_empty(), "{}", lines(&findings));
}

#[test]
fn functions_give_what_their_examples_say() {
    for function in functions() {
        let (call, result) = function.example;
        // Those that depend on the account, the environment or a file.
        if matches!(function.group, "AWS" | "Outside") {
            continue;
        }
        let text = format!("let got = {call}\nlet want = {result}\noutput same = got == want\n");
        let findings = told(&text);
        assert!(findings.is_empty(), "{call}: {}", lines(&findings));
        let checked = common::check(&text);
        let same = checked
            .program
            .outputs
            .first()
            .map(|output| format!("{:?}", output.value));
        assert_eq!(
            same.as_deref(),
            Some("Bool(true)"),
            "{call} is not {result}"
        );
    }
}

#[test]
fn the_programs_in_the_introduction_are_sound() {
    let text = reference::markdown();
    let (intro, _) = text
        .split_once("## The blocks")
        .expect("the tables follow the introduction");
    let programs: Vec<&str> = intro
        .split("```batch\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(program, _)| program)
        .collect();
    assert!(programs.len() > 1);
    for program in programs {
        let mut findings = told(program);
        findings.retain(|finding| finding.severity > Severity::Advice);
        assert!(findings.is_empty(), "{program}\n{}", lines(&findings));
    }
}
