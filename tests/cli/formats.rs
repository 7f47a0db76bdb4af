//! Every format on a pipe, and colours where they belong.

use super::run::{BROKEN, CLEAN, Folder};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn json_is_one_document_clean_or_not() {
    let folder = Folder::new(&[("a.batch", BROKEN), ("b.batch", CLEAN)]);
    let outcome = folder.run(&["check", "--format", "json"]).ends_with(1);
    let report = json(&outcome.stdout);
    assert_eq!(report["version"], 1);
    assert_eq!(report["diagnostics"][0]["file"], "a.batch");
    assert_eq!(report["diagnostics"][0]["range"]["start"]["line"], 2);
    assert_eq!(report["summary"]["files"], 2);
    let clean = json(
        &folder
            .run(&["check", "b.batch", "--format", "json"])
            .ends_with(0)
            .stdout,
    );
    assert_eq!(clean["diagnostics"], json("[]"));
    assert_eq!(clean["summary"]["clean"], true);
}

#[test]
fn json_names_the_files_that_could_not_be_read() {
    let folder = Folder::new(&[("a.batch", CLEAN)]);
    let outcome = folder
        .run(&["check", "a.batch", "gone.batch", "--format", "json"])
        .ends_with(2);
    let report = json(&outcome.stdout);
    assert_eq!(report["troubles"][0]["file"], "gone.batch");
    assert_eq!(report["summary"]["clean"], false);
}

#[test]
fn sarif_has_rules_for_its_results() {
    let folder = Folder::new(&[("sub/a b.batch", BROKEN)]);
    let outcome = folder.run(&["check", "--format", "sarif"]).ends_with(1);
    let run = &json(&outcome.stdout)["runs"][0];
    let result = &run["results"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], result["ruleId"]);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "sub/a%20b.batch");
    assert_eq!(place["region"]["startLine"], 2);
}

#[test]
fn github_and_short_are_a_line_each() {
    let folder = Folder::new(&[("a.batch", BROKEN)]);
    let github = folder
        .run(&["check", "--format", "github"])
        .ends_with(1)
        .stdout;
    assert!(
        github.starts_with("::error file=a.batch,line=2,"),
        "{github}"
    );
    assert_eq!(github.lines().count(), 1);
    let short = folder
        .run(&["check", "--format", "short"])
        .ends_with(1)
        .stdout;
    assert!(
        short.starts_with("a.batch:2:") && short.contains(": error["),
        "{short}"
    );
    assert_eq!(short.lines().count(), 1);
}

#[test]
fn colours_follow_the_flag_then_the_environment_then_the_terminal() {
    let folder = Folder::new(&[("a.batch", BROKEN)]);
    let has_color = |arguments: &[&str], variables: &[(&str, &str)]| {
        folder
            .run_with(arguments, variables)
            .ends_with(1)
            .stdout
            .contains('\u{1b}')
    };
    assert!(!has_color(&["check"], &[]));
    assert!(has_color(
        &["check", "--color", "always"],
        &[("NO_COLOR", "1")]
    ));
    assert!(has_color(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_color(
        &["check"],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
    ));
    assert!(!has_color(
        &["check", "--color=never"],
        &[("CLICOLOR_FORCE", "1")]
    ));
}

#[test]
fn escape_sequences_of_a_file_do_not_reach_the_terminal() {
    let text = "let \u{1b}]0;owned\u{7} = 1 // \u{202e}\u{1b}[2J\n";
    let folder = Folder::new(&[("a.batch", text)]);
    for format in ["human", "json", "sarif", "github", "short"] {
        let outcome = folder.run(&["check", "--format", format]);
        assert_ne!(outcome.code, Some(0), "{format}");
        let unsafe_character = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(
            !outcome.stdout.contains(unsafe_character),
            "{format}: {:?}",
            outcome.stdout
        );
        assert!(
            !outcome.stderr.contains(unsafe_character),
            "{format}: {:?}",
            outcome.stderr
        );
    }
}

#[test]
fn a_plain_locale_gets_plain_frames() {
    let folder = Folder::new(&[("a.batch", BROKEN)]);
    let outcome = folder.run_with(&["check"], &[("LC_ALL", "C")]).ends_with(1);
    assert!(outcome.stdout.is_ascii(), "{}", outcome.stdout);
}
