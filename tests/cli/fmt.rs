//! `batchlang fmt`: what it changes, what it only says, and what it never touches.

use super::run::{BROKEN, Folder};

const UGLY: &str = "project   demo {\n      region=\"us-east-1\"\n}\n";

#[test]
fn files_are_formatted_once_and_for_all() {
    let folder = Folder::new(&[("a.batch", UGLY), ("sub/b.batch", UGLY)]);
    let outcome = folder.run(&["fmt"]).ends_with(0);
    assert_eq!(
        (outcome.stdout.as_str(), outcome.stderr.as_str()),
        ("", "changed 2 of 2 files\n")
    );
    assert_eq!(
        folder.read("a.batch"),
        "project demo {\n  region = \"us-east-1\"\n}\n"
    );
    let again = folder.run(&["fmt"]).ends_with(0);
    assert_eq!(again.stderr, "2 files: all formatted\n");
}

#[test]
fn check_and_diff_write_nothing() {
    let folder = Folder::new(&[("a.batch", UGLY)]);
    let check = folder.run(&["fmt", "--check"]).ends_with(1);
    assert_eq!(check.stdout, "a.batch\n");
    let diff = folder.run(&["fmt", "--diff"]).ends_with(1);
    assert!(
        diff.stdout.contains("\n-project   demo {\n"),
        "{}",
        diff.stdout
    );
    assert!(
        diff.stdout.contains("\n+project demo {\n"),
        "{}",
        diff.stdout
    );
    assert_eq!(folder.read("a.batch"), UGLY);
    folder.run(&["fmt", "--quiet"]).ends_with(0);
    folder.run(&["fmt", "--check"]).ends_with(0);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Folder::new(&[]);
    let outcome = folder.pipe(&["fmt", "-"], UGLY).ends_with(0);
    assert_eq!(
        outcome.stdout,
        "project demo {\n  region = \"us-east-1\"\n}\n"
    );
    assert_eq!(outcome.stderr, "");
}

#[test]
fn faults_are_said_and_formatted_around() {
    let folder = Folder::new(&[("a.batch", &format!("{UGLY}\n{BROKEN}"))]);
    let outcome = folder.run(&["fmt"]).ends_with(1);
    assert!(
        outcome.stderr.contains("╭─[a.batch:6:"),
        "{}",
        outcome.stderr
    );
    let text = folder.read("a.batch");
    assert!(
        text.starts_with("project demo {\n  region = \"us-east-1\"\n}\n"),
        "{text}"
    );
    assert!(text.contains("output answer ="), "{text}");
}

#[cfg(unix)]
#[test]
fn trouble_with_one_file_leaves_the_others_formatted() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.batch", UGLY), ("b.batch", UGLY)]);
    let fixed = std::fs::Permissions::from_mode(0o444);
    std::fs::set_permissions(folder.path("a.batch"), fixed).expect("chmod");
    let outcome = folder.run(&["fmt", ".", "gone.batch"]).ends_with(2);
    assert!(
        outcome
            .stderr
            .contains("cannot write `a.batch`: it is read-only"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("gone.batch: does not exist"),
        "{}",
        outcome.stderr
    );
    assert_eq!(folder.read("a.batch"), UGLY);
    assert_ne!(folder.read("b.batch"), UGLY);
}

#[test]
fn starter_files_are_formatted() {
    for kind in ["ec2", "spot", "fargate"] {
        for extra in [&[][..], &["--gpu"], &["--secrets"], &["--gpu", "--secrets"]] {
            if kind == "fargate" && extra.contains(&"--gpu") {
                continue;
            }
            let folder = Folder::new(&[]);
            let mut arguments = vec!["new", "--kind", kind, "--name", "demo"];
            arguments.extend(extra);
            folder.run(&arguments).ends_with(0);
            let diff = folder.run(&["fmt", "--diff"]);
            assert_eq!(diff.code, Some(0), "{kind} {extra:?}\n{}", diff.stdout);
        }
    }
}

#[test]
fn what_was_left_as_it_stands_is_not_called_formatted() {
    let odd = "job_queue q{priority=1, state=ENABLED}\n";
    let folder = Folder::new(&[("a.batch", &format!("{UGLY}{odd}"))]);
    let first = folder.run(&["fmt"]).ends_with(1);
    assert!(
        first
            .stderr
            .contains("changed 1 of 1 file\n1 of 1 file holds"),
        "{}",
        first.stderr
    );
    let expected = format!("project demo {{\n  region = \"us-east-1\"\n}}\n\n{odd}");
    assert_eq!(folder.read("a.batch"), expected);
    let again = folder.run(&["fmt", "--check"]).ends_with(1);
    assert!(!again.stderr.contains("all formatted"), "{}", again.stderr);
}
