//! One mistake, one finding. Each program of tests/fixtures/one-mistake holds the mistake its
//! name says and no other; findings.txt beside them is what each is told.
//! `BATCHLANG_BLESS=1` writes that anew: read the difference before it is committed.

mod common;

use batchlang::diagnostic::Severity;
use std::fmt::Write;
use std::path::Path;

#[test]
fn every_mistake_is_told_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/one-mistake");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the fixtures")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(".batch")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 60, "{} fixtures", names.len());
    let (mut told, mut faults) = (String::new(), String::new());
    for name in names {
        let path = folder.join(format!("{name}.batch"));
        let text = std::fs::read_to_string(path)
            .expect("a fixture")
            .replace("\r\n", "\n");
        let checked = common::check(&text);
        let findings = checked
            .diagnostics
            .iter()
            .filter(|one| one.severity > Severity::Advice);
        let lines: Vec<String> = findings
            .map(|one| {
                let source = checked.sources.get(one.span.file);
                let (line, column) = source.position(one.span.start);
                let fixes = one.fixes.iter().map(|fix| format!("; fix: {}", fix.title));
                let fixes: String = fixes.collect();
                format!("{line}:{column} {}: {}{fixes}", one.code.name, one.message)
            })
            .collect();
        if lines.len() != 1 {
            let _ = writeln!(faults, "{name}: {lines:#?}");
        }
        let _ = writeln!(told, "{name}\n    {}", lines.join("\n    "));
    }
    assert!(faults.is_empty(), "not one finding:\n{faults}");
    let golden = folder.join("findings.txt");
    if std::env::var_os("BATCHLANG_BLESS").is_some() {
        std::fs::write(&golden, &told).expect("the repository is writable");
    }
    let known = std::fs::read_to_string(&golden)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let differs = known.lines().zip(told.lines()).find(|(a, b)| a != b);
    assert!(
        known == told,
        "run with BATCHLANG_BLESS=1 if this is right: {differs:?}"
    );
}
