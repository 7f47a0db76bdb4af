//! What is checked, and how it ends.

use super::run::{BROKEN, CLEAN, Folder};

#[test]
fn a_clean_file_ends_with_0_and_one_quiet_line() {
    let folder = Folder::new(&[("main.batch", CLEAN)]);
    let outcome = folder.run(&["check", "main.batch"]).ends_with(0);
    assert_eq!(outcome.stdout, "checked 1 file: no problems\n");
    assert_eq!(outcome.stderr, "");
    assert_eq!(folder.run(&["check", "--quiet"]).ends_with(0).stdout, "");
}

#[test]
fn findings_end_with_1_and_go_to_stdout() {
    let folder = Folder::new(&[("main.batch", BROKEN)]);
    let outcome = folder.run(&["check"]).ends_with(1);
    assert!(outcome.stdout.starts_with("error["), "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("╭─[main.batch:2:"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("\n1 error"), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "");
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = Folder::new(&[]);
    folder.run(&["check", "--formt", "json"]).ends_with(2);
    folder.run(&["frobnicate"]).ends_with(2);
    folder.run(&["check", "--diff"]).ends_with(2);
    let outcome = folder.run(&["check", "--deny", "warning"]).ends_with(2);
    assert!(
        outcome.stderr.contains("did you mean `warnings`"),
        "{}",
        outcome.stderr
    );
    folder.run(&["--help"]).ends_with(0);
    let version = folder.run(&["--version"]).ends_with(0);
    assert_eq!(
        version.stdout,
        format!("batchlang {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_folder_is_walked_without_what_git_ignores() {
    let folder = Folder::new(&[
        ("a.batch", CLEAN),
        ("deep/er/b.batch", CLEAN),
        ("ignored/c.batch", BROKEN),
        (".hidden/d.batch", BROKEN),
        ("notes.txt", BROKEN),
        (".gitignore", "ignored/\n"),
    ]);
    let outcome = folder.run(&["check", "."]).ends_with(0);
    assert_eq!(outcome.stdout, "checked 2 files: no problems\n");
}

#[test]
fn a_part_is_checked_with_the_program_that_imports_it() {
    let part = "output jobs = length(teams)\n\noutput none = nothing\n";
    let folder = Folder::new(&[
        ("lib/part.batch", part),
        ("alone/part.batch", part),
        (
            "main.batch",
            &format!("import \"lib/part.batch\"\n\nlet teams = [\"a\"]\n\n{CLEAN}"),
        ),
    ]);
    let told = |path: &str, end: i32| {
        let outcome = folder.run(&["check", "--format", "short", path]);
        let outcome = outcome.ends_with(end);
        let lines = outcome.stdout.lines().filter(|line| line.contains('['));
        lines
            .map(|line| {
                line.split(" nothing here")
                    .next()
                    .unwrap_or(line)
                    .to_owned()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told("lib/part.batch", 1),
        ["lib/part.batch:3:15: error[unknown-name]:"]
    );
    assert_eq!(
        told("alone/part.batch", 0),
        [
            "alone/part.batch:1:22: warning[unknown-name]:",
            "alone/part.batch:3:15: warning[unknown-name]:"
        ]
    );
}

#[test]
fn what_a_program_imports_is_checked_once_and_with_it() {
    let lib = "// shared\noutput answer = \n";
    let folder = Folder::new(&[
        ("a/lib.batch", lib),
        ("main.batch", &format!("import \"a/lib.batch\"\n\n{CLEAN}")),
        ("other.batch", &format!("import \"a/lib.batch\"\n\n{CLEAN}")),
    ]);
    let outcome = folder.run(&["check", "--format", "short"]).ends_with(1);
    assert_eq!(outcome.stdout.lines().count(), 1, "{}", outcome.stdout);
    assert!(
        outcome.stdout.starts_with("a/lib.batch:2:"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn standard_input_has_a_name() {
    let folder = Folder::new(&[("lib/empty.batch", "")]);
    let outcome = folder
        .pipe(&["check", "-", "--format", "short"], BROKEN)
        .ends_with(1);
    assert!(
        outcome.stdout.starts_with("<stdin>:2:"),
        "{}",
        outcome.stdout
    );
    let named = [
        "check",
        "-",
        "--format",
        "short",
        "--stdin-filename",
        "lib/main.batch",
    ];
    let outcome = folder.pipe(&named, BROKEN).ends_with(1);
    assert!(
        outcome.stdout.starts_with("lib/main.batch:2:"),
        "{}",
        outcome.stdout
    );
    let imports = format!("import \"empty.batch\"\n\n{CLEAN}");
    folder.pipe(&named, imports).ends_with(0);
}

#[test]
fn warnings_end_with_0_unless_denied() {
    let folder = Folder::new(&[("main.batch", &format!("{CLEAN}\nlet unused = 1\n"))]);
    let outcome = folder.run(&["check"]).ends_with(0);
    assert!(outcome.stdout.starts_with("warning["), "{}", outcome.stdout);
    let outcome = folder.run(&["check", "--deny", "warnings"]).ends_with(1);
    assert!(outcome.stdout.starts_with("error["), "{}", outcome.stdout);
    let code = outcome.stdout["error[".len()..]
        .split(']')
        .next()
        .expect("a code")
        .to_string();
    folder.run(&["check", "--deny", &code]).ends_with(1);
}

#[test]
fn parameters_come_from_flags_files_and_the_environment() {
    let program = format!("{CLEAN}\nparam stage: \"dev\" | \"prod\"\n\noutput stage = stage\n");
    let folder = Folder::new(&[
        ("main.batch", &program),
        ("good.toml", "stage = \"prod\"\n"),
        ("bad.json", "{ \"stage\": \"qa\" }"),
        ("broken.toml", "stage = \n"),
    ]);
    folder
        .run(&["check", "main.batch", "--param", "stage=dev"])
        .ends_with(0);
    folder
        .run(&["check", "main.batch", "--param", "stage=qa"])
        .ends_with(1);
    folder
        .run(&["check", "main.batch", "--params", "good.toml"])
        .ends_with(0);
    let outcome = folder
        .run(&["check", "main.batch", "--params", "bad.json"])
        .ends_with(1);
    assert!(outcome.stdout.contains("bad.json"), "{}", outcome.stdout);
    folder
        .run(&[
            "check",
            "main.batch",
            "--params",
            "bad.json",
            "--param",
            "stage=dev",
        ])
        .ends_with(0);
    let outcome = folder
        .run(&["check", "main.batch", "--params", "broken.toml"])
        .ends_with(2);
    assert!(outcome.stderr.contains("line 1"), "{}", outcome.stderr);
    let set = [("BATCHLANG_PARAM_stage", "qa")];
    let outcome = folder.run_with(&["check", "main.batch"], &set).ends_with(1);
    assert!(
        outcome.stdout.contains("BATCHLANG_PARAM_stage"),
        "{}",
        outcome.stdout
    );
    folder
        .run(&["check", "main.batch", "--param", "stage"])
        .ends_with(2);
}

#[test]
fn findings_can_be_cut_short() {
    let faults: String = (0..20).map(|n| format!("output q{n} = \n")).collect();
    let folder = Folder::new(&[("main.batch", &faults)]);
    let outcome = folder
        .run(&["check", "--max-diagnostics", "3"])
        .ends_with(1);
    assert_eq!(outcome.stdout.matches("error[").count(), 3);
    assert!(
        outcome.stdout.contains("… and 17 more\n20 errors"),
        "{}",
        outcome.stdout
    );
}
