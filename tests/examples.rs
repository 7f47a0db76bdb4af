//! What `examples/` promises: every program is clean, laid out by the formatter and compiles, and
//! the two files `everything*.batch` together use every attribute there is.

use batchlang::analysis::{FileError, Files, Inputs, check_program};
use batchlang::program::{Object, Program, Typed, TypedKind};
use batchlang::vocabulary::{self, Attribute, Kind, Type};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn batchlang(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_batchlang"))
        .args(arguments)
        .current_dir(examples())
        .output()
        .expect("batchlang runs")
}

fn assert_success(output: &Output, what: &str) {
    assert!(
        output.status.success(),
        "{what}:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
}

/// The files of a folder and its folders, those that are programs first.
fn batch_files() -> Vec<String> {
    let mut names = Vec::new();
    for folder in ["", "modules/"] {
        for entry in std::fs::read_dir(examples().join(folder)).expect("examples") {
            let name = entry.expect("entry").file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".batch") {
                names.push(format!("{folder}{name}"));
            }
        }
    }
    names.sort();
    assert!(names.len() > 12, "examples went missing: {names:?}");
    names
}

#[test]
fn every_example_is_clean() {
    assert_success(
        &batchlang(&["check", "--deny", "warnings", "."]),
        "check examples",
    );
}

#[test]
fn every_example_is_laid_out_by_the_formatter() {
    assert_success(&batchlang(&["fmt", "--check", "."]), "fmt --check examples");
}

#[test]
fn every_example_says_first_what_it_is_for() {
    for name in batch_files() {
        let text = std::fs::read_to_string(examples().join(&name)).expect("example");
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("// ") && first.ends_with('.') && first.len() > 20,
            "{name} begins with `{first}`",
        );
    }
}

#[test]
fn every_program_compiles() {
    for name in batch_files() {
        let text = std::fs::read_to_string(examples().join(&name)).expect("example");
        let is_program = text.lines().any(|line| line.starts_with("project "));
        if !is_program || name == "everything-apply.batch" {
            continue;
        }
        for target in ["hcl", "json"] {
            let output = batchlang(&["compile", &name, "--stdout", "--target", target]);
            assert_success(&output, &format!("compile {name} --target {target}"));
            assert!(
                !output.stdout.is_empty(),
                "{name} compiles to nothing at all"
            );
        }
    }
}

#[test]
fn the_other_stage_compiles_too() {
    let prod = [
        "compile",
        "dev-prod.batch",
        "--params",
        "dev-prod.prod.toml",
        "--stdout",
    ];
    let prod = batchlang(&prod);
    assert_success(&prod, "compile dev-prod.batch for prod");
    let prod = String::from_utf8_lossy(&prod.stdout).into_owned();
    let dev = batchlang(&["compile", "dev-prod.batch", "--stdout"]);
    let dev = String::from_utf8_lossy(&dev.stdout).into_owned();
    assert!(prod.contains("prod-nightly") && !prod.contains("dev-nightly"));
    assert!(dev.contains("dev-nightly") && !dev.contains("prod-nightly"));
}

#[test]
fn what_terraform_cannot_say_is_refused_in_so_many_words() {
    let output = batchlang(&["compile", "everything-apply.batch", "--stdout"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("not-in-terraform"), "{said}");
    assert!(output.stdout.is_empty(), "nothing is half compiled");
}

#[test]
fn everything_uses_every_attribute() {
    let mut used = BTreeSet::new();
    for name in ["everything.batch", "everything-apply.batch"] {
        let checked = check_program(name, &Disk(examples()), &Inputs::default());
        assert!(!checked.has_errors(), "{name}: {:#?}", checked.diagnostics);
        collect_used(&checked.program, &mut used);
    }
    let mut wanted = BTreeSet::new();
    for kind in Kind::ALL {
        for existing in [false, true] {
            let stands = if existing {
                kind.existing()
            } else {
                kind.declarable()
            };
            if stands {
                let path = head(kind, existing);
                collect_wanted(vocabulary::attributes(kind, existing), &path, &mut wanted);
            }
        }
    }
    assert!(wanted.len() > 200, "the vocabulary has shrunk");
    let missing: Vec<_> = wanted.difference(&used).collect();
    assert!(missing.is_empty(), "no example uses {missing:#?}");
}

fn head(kind: Kind, existing: bool) -> String {
    let before = if existing { "existing " } else { "" };
    format!("{before}{}", kind.name())
}

/// What is said of a container may stand in three places; one of them is enough.
fn inner(path: &str, attribute: &Attribute) -> String {
    match attribute.name {
        "containers" | "node_ranges" | "init_containers" => path.to_string(),
        name => format!("{path}.{name}"),
    }
}

fn collect_wanted(attributes: &[Attribute], path: &str, wanted: &mut BTreeSet<String>) {
    for attribute in attributes {
        wanted.insert(format!("{path}.{}", attribute.name));
        collect_type(&attribute.ty, &inner(path, attribute), wanted);
    }
}

fn collect_type(ty: &Type, path: &str, wanted: &mut BTreeSet<String>) {
    match ty {
        Type::Object(attributes) => collect_wanted(attributes, path, wanted),
        Type::List { of, .. } | Type::Map { of, .. } => collect_type(of, path, wanted),
        Type::OneOf(types) => types.iter().for_each(|ty| collect_type(ty, path, wanted)),
        _ => {}
    }
}

fn collect_used(program: &Program, used: &mut BTreeSet<String>) {
    for block in &program.blocks {
        collect_object(&block.object, &head(block.kind, block.existing), used);
    }
}

fn collect_object(object: &Object, path: &str, used: &mut BTreeSet<String>) {
    for field in &object.fields {
        used.insert(format!("{path}.{}", field.attribute.name));
        collect_value(&field.value, &inner(path, field.attribute), used);
    }
}

fn collect_value(value: &Typed, path: &str, used: &mut BTreeSet<String>) {
    match &value.kind {
        TypedKind::Object(object) => collect_object(object, path, used),
        TypedKind::List(items) => items
            .iter()
            .for_each(|item| collect_value(item, path, used)),
        TypedKind::Map(entries) => entries
            .iter()
            .for_each(|(_, value)| collect_value(value, path, used)),
        _ => {}
    }
}

/// The files of a folder.
struct Disk(PathBuf);

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        std::fs::read(self.0.join(path)).map_err(|_| FileError::NotFound)
    }

    fn canonical(&self, path: &str) -> String {
        path.to_string()
    }

    fn join(&self, importer: &str, relative: &str) -> String {
        match importer.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{relative}"),
            None => relative.to_string(),
        }
    }
}
