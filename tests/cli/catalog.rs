//! `batchlang catalog`: questions a person has, answered offline.

use super::run::Folder;
use serde_json::Value;

fn names(arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["catalog", "--format", "names"];
    all.extend(arguments);
    let outcome = Folder::new(&[]).run(&all).ends_with(0);
    outcome.stdout.lines().map(String::from).collect()
}

#[test]
fn ranges_and_features_narrow_the_list() {
    assert_eq!(names(&["m5", "--vcpus", "2"]), ["m5.large"]);
    let arm = names(&["--vcpus", "16..", "--gpu", "--arch", "arm64"]);
    assert!(arm.contains(&"g5g.4xlarge".to_string()), "{arm:?}");
    assert!(!arm.iter().any(|name| name.starts_with("g5.")), "{arm:?}");
    let large = names(&["--memory", "64GiB..64GiB", "r5"]);
    assert_eq!(large, ["r5.2xlarge"]);
    assert!(names(&["m6*.large"]).contains(&"m6i.large".to_string()));
}

#[test]
fn the_table_has_a_heading_and_json_every_field() {
    let folder = Folder::new(&[]);
    let table = folder.run(&["catalog", "m5.large"]).ends_with(0).stdout;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("type"), "{table}");
    assert!(
        lines[1].starts_with("m5.large") && lines[1].contains("8 GiB"),
        "{table}"
    );
    let json = folder
        .run(&["catalog", "g5.xlarge", "--format", "json"])
        .ends_with(0)
        .stdout;
    let value: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value[0]["vcpus"], 4);
    assert_eq!(value[0]["gpu"]["count"], 1);
}

#[test]
fn nothing_found_and_nothing_meant_are_told_apart() {
    let folder = Folder::new(&[]);
    let none = folder.run(&["catalog", "m5", "--gpu"]).ends_with(1);
    assert_eq!(
        (none.stdout.as_str(), none.stderr.as_str()),
        ("", "no instance type fits\n")
    );
    let wrong = folder.run(&["catalog", "m5.larg", "--vcpus", "2.."]);
    assert!(matches!(wrong.code, Some(0)), "a beginning is a name too");
    let wrong = folder.run(&["catalog", "m5.lrge"]).ends_with(2);
    assert!(
        wrong.stderr.contains("did you mean `m5.large`"),
        "{}",
        wrong.stderr
    );
    let wrong = folder
        .run(&["catalog", "--region", "us-east1"])
        .ends_with(2);
    assert!(
        wrong.stderr.contains("did you mean `us-east-1`"),
        "{}",
        wrong.stderr
    );
    let wrong = folder.run(&["catalog", "--memory", "64"]).ends_with(2);
    assert!(wrong.stderr.contains("64GiB"), "{}", wrong.stderr);
}
