//! `explain`, `completions`, `man`: what the program says about itself.

use super::run::{BROKEN, Folder};

#[test]
fn the_code_of_any_finding_can_be_explained() {
    let folder = Folder::new(&[("a.batch", BROKEN)]);
    let short = folder
        .run(&["check", "--format", "short"])
        .ends_with(1)
        .stdout;
    let code = short.split(['[', ']']).nth(1).expect("a code");
    let page = folder.run(&["explain", code]).ends_with(0).stdout;
    assert!(page.starts_with(&format!("# {code}\n")), "{page}");
    assert!(page.contains("\n## Bad\n"), "Markdown when piped");
    let pasted = folder
        .run(&["explain", &format!("error[{code}]")])
        .ends_with(0)
        .stdout;
    assert_eq!(pasted, page);
    let set = folder
        .run(&["explain", code, "--color", "always"])
        .ends_with(0)
        .stdout;
    assert!(
        set.contains("\u{1b}[1mBad\u{1b}[0m") && !set.contains("```"),
        "{set}"
    );
}

#[test]
fn an_unknown_code_is_answered_with_near_ones() {
    let folder = Folder::new(&[]);
    let list = folder.run(&["explain", "--list"]).ends_with(0).stdout;
    let first = list.split_whitespace().next().expect("a code");
    let outcome = folder.run(&["explain", &format!("{first}x")]).ends_with(2);
    assert!(
        outcome.stderr.contains(&format!("did you mean `{first}`")),
        "{}",
        outcome.stderr
    );
    folder.run(&["explain"]).ends_with(2);
}

#[test]
fn every_listed_code_has_its_page() {
    let folder = Folder::new(&[]);
    let list = folder.run(&["explain", "--list"]).ends_with(0).stdout;
    assert!(list.lines().count() > 20, "{list}");
    for code in list
        .lines()
        .filter_map(|line| line.split_whitespace().next())
    {
        let page = folder.run(&["explain", code]).ends_with(0).stdout;
        assert!(page.starts_with(&format!("# {code}\n")), "{code}");
    }
}

#[test]
fn attributes_are_explained_too() {
    let folder = Folder::new(&[]);
    let page = folder
        .run(&["explain", "job_queue.priority"])
        .ends_with(0)
        .stdout;
    assert!(
        page.starts_with("# ") && page.contains("priority"),
        "{page}"
    );
    folder.run(&["explain", "compute_environment"]).ends_with(0);
    let outcome = folder.run(&["explain", "max_vcpu"]).ends_with(2);
    assert!(
        outcome.stderr.contains("did you mean `max_vcpus`"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn shells_and_man_are_served() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run(&["completions", shell]).ends_with(0).stdout;
        assert!(
            script.contains("batchlang") && script.contains("check"),
            "{shell}"
        );
    }
    let page = folder.run(&["man"]).ends_with(0).stdout;
    assert!(page.contains(".TH batchlang 1"), "{page}");
    folder.run(&["man", "pages"]).ends_with(0);
    assert!(folder.read("pages/batchlang-check.1").contains(".TH"));
}
