//! `batchlang new`: every choice gives a file that is clean and formatted.

use super::run::Folder;

#[test]
fn every_choice_checks_clean() {
    for kind in ["ec2", "spot", "fargate"] {
        for extra in [&[][..], &["--gpu"], &["--secrets"], &["--gpu", "--secrets"]] {
            if kind == "fargate" && extra.contains(&"--gpu") {
                continue;
            }
            let folder = Folder::new(&[]);
            let mut arguments = vec![
                "new",
                "--kind",
                kind,
                "--region",
                "eu-central-1",
                "--name",
                "demo",
            ];
            arguments.extend(extra);
            folder.run(&arguments).ends_with(0);
            let checked = folder.run(&["check", "--deny", "warnings", "main.batch"]);
            assert_eq!(
                checked.code,
                Some(0),
                "{kind} {extra:?}\n{}",
                checked.stdout
            );
        }
    }
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let folder = Folder::new(&[("main.batch", "// mine\n")]);
    let outcome = folder.run(&["new"]).ends_with(2);
    assert!(
        outcome.stderr.contains("`main.batch` exists already"),
        "{}",
        outcome.stderr
    );
    assert_eq!(folder.read("main.batch"), "// mine\n");
}

#[test]
fn choices_that_cannot_be_are_refused() {
    let folder = Folder::new(&[]);
    folder
        .run(&["new", "--kind", "fargate", "--gpu"])
        .ends_with(2);
    folder.run(&["new", "--region", "x\" }"]).ends_with(2);
    assert!(!folder.path("main.batch").exists());
    let outcome = folder.run(&["new", "-", "--name", "a b/c"]).ends_with(0);
    assert!(
        outcome.stdout.contains("\nproject a-b-c {\n"),
        "{}",
        outcome.stdout
    );
}
