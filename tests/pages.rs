//! Every code's page: its bad examples yield exactly that code, its good ones nothing at all.

mod common;

use batchlang::diagnostic::{Applicability, Code, Diagnostic, Severity};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a text is told, but for advice about other things than `code`.
fn told(code: &Code, text: &str) -> Vec<Diagnostic> {
    let checked = common::check(text);
    let mut findings = checked.diagnostics;
    findings.retain(|f| f.severity > Severity::Advice || f.code == code);
    findings
}

/// The ```batch blocks under a heading; those marked ```batch,ignore are left out.
fn examples(page: &str, heading: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    let mut block: Option<(bool, String)> = None;
    for line in page.lines() {
        match &mut block {
            Some((wanted, text)) if line.starts_with("```") => {
                if *wanted {
                    found.push(std::mem::take(text));
                }
                block = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("## ") => inside = line[3..].trim() == heading,
            None if line.starts_with("```") => {
                block = Some((inside && line.trim_end() == "```batch", String::new()));
            }
            None => {}
        }
    }
    found
}

fn show(findings: &[Diagnostic]) -> String {
    findings
        .iter()
        .map(|f| format!("    {}: {}\n", f.code.name, f.message))
        .collect()
}

#[test]
fn pages_show_what_they_say() {
    let mut faults = String::new();
    for code in batchlang::codes() {
        for bad in examples(code.page, "Bad") {
            let findings = told(code, &bad);
            if findings.is_empty() || findings.iter().any(|finding| finding.code != code) {
                let _ = write!(
                    faults,
                    "{}: bad example gives\n{}",
                    code.name,
                    show(&findings)
                );
            }
        }
        for good in examples(code.page, "Good") {
            let findings = told(code, &good);
            if !findings.is_empty() {
                let _ = write!(
                    faults,
                    "{}: good example gives\n{}",
                    code.name,
                    show(&findings)
                );
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn pages_have_their_form() {
    let mut faults = String::new();
    for code in batchlang::codes() {
        let title = format!("# {}\n", code.name);
        let parts = ["\n## Why\n", "\n## Bad\n", "\n## Good\n"];
        if !code.page.starts_with(&title) || !parts.iter().all(|part| code.page.contains(part)) {
            let _ = writeln!(faults, "docs/codes/{}.md lacks a heading", code.name);
        }
        if code.title.ends_with('.') {
            let _ = writeln!(faults, "{}: the title ends in a full stop", code.name);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn codes_are_named_once_and_every_page_has_its_code() {
    let codes = batchlang::codes();
    let names: BTreeSet<&str> = codes.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), codes.len(), "two codes share a name");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/codes");
    for entry in std::fs::read_dir(folder).expect("docs/codes is there") {
        let name = entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("UTF-8");
        let Some(stem) = name.strip_suffix(".md") else {
            continue;
        };
        assert!(
            stem == "README" || names.contains(stem),
            "docs/codes/{name} is no code's page"
        );
    }
}

/// A fix that is called certain must make its finding go away.
#[test]
fn certain_fixes_mend_the_bad_examples() {
    let mut faults = String::new();
    for code in batchlang::codes() {
        for bad in examples(code.page, "Bad") {
            let certain = |f: &Diagnostic| {
                f.code == code
                    && f.fixes
                        .iter()
                        .any(|x| x.applicability == Applicability::Safe)
            };
            let findings = told(code, &bad);
            let mut edits: Vec<_> = findings
                .iter()
                .filter_map(|f| {
                    f.fixes
                        .iter()
                        .find(|x| x.applicability == Applicability::Safe)
                })
                .flat_map(|fix| fix.edits.clone())
                .collect();
            if edits.is_empty() {
                continue;
            }
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            let mut text = bad.clone();
            for edit in edits {
                text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            }
            let left: Vec<Diagnostic> = told(code, &text).into_iter().filter(certain).collect();
            if !left.is_empty() {
                let _ = write!(
                    faults,
                    "{}: after its fix\n{text}\n{}",
                    code.name,
                    show(&left)
                );
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
