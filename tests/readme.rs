//! What README.md and docs/getting-started.md show is what happens.

use std::path::Path;
use std::process::Command;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(repository().join(name)).expect(name)
}

/// The code blocks of a page: what stands behind the opening fence, and the text.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let mut parts = page.split("```");
    parts.next();
    let mut blocks = Vec::new();
    while let (Some(code), Some(_prose)) = (parts.next(), parts.next()) {
        blocks.push(code.split_once('\n').expect("a fence ends its line"));
    }
    blocks
}

/// The programs on a page, in order.
fn programs(page: &str) -> Vec<&str> {
    let all = blocks(page);
    let programs = all.iter().filter(|(language, _)| *language == "batch");
    programs.map(|(_, text)| *text).collect()
}

/// What a command prints, both streams, as on a terminal without colours.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_batchlang"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("batchlang runs");
    let mut text = String::from_utf8(output.stdout).expect("text");
    text.push_str(&String::from_utf8(output.stderr).expect("text"));
    text
}

/// The first example without its first comment and the line below.
fn first_program() -> String {
    let text = read("examples/first.batch");
    text.splitn(3, '\n').nth(2).expect("a program").to_string()
}

#[test]
fn the_tour_shows_the_first_example() {
    assert_eq!(programs(&read("README.md"))[0], first_program());
    assert_eq!(
        programs(&read("docs/getting-started.md"))[0],
        read("examples/first.batch")
    );
}

#[test]
fn the_tour_shows_what_is_said_of_the_bad_file() {
    let page = read("README.md");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bad.batch"), programs(&page)[1]).expect("written");
    let said = run(folder.path(), &["check", "bad.batch"]);
    let shown = format!("$ batchlang check bad.batch\n{said}");
    assert!(page.contains(&shown), "README.md should show\n{shown}");
}

#[test]
fn getting_started_shows_what_is_said_of_a_job_too_large() {
    let page = read("docs/getting-started.md");
    let folder = tempfile::tempdir().expect("a folder");
    let text = read("examples/first.batch").replace("512 MiB", "8192 MiB");
    std::fs::write(folder.path().join("main.batch"), text).expect("written");
    let said = run(folder.path(), &["check", "main.batch"]);
    assert!(page.contains(&said), "getting-started should show\n{said}");
}

#[test]
fn the_tour_shows_terraform_as_it_is_written() {
    let page = read("README.md");
    let excerpt = blocks(&page)
        .into_iter()
        .find_map(|(_, text)| text.strip_prefix("$ batchlang compile "))
        .and_then(|text| Some(text.split_once("…\n")?.1.split_once("…\n")?.0))
        .expect("an excerpt between two ellipses");
    let compiled = run(
        repository(),
        &["compile", "examples/first.batch", "--stdout"],
    );
    assert!(
        compiled.contains(excerpt.trim_end()),
        "README.md shows what is not compiled:\n{excerpt}\n---\n{compiled}"
    );
}

#[cfg(all(feature = "aws", feature = "sandbox"))]
#[test]
fn the_plan_is_shown_as_it_is() {
    let page = read("README.md");
    let shown = blocks(&page)
        .into_iter()
        .find_map(|(_, text)| text.strip_prefix("$ batchlang plan "))
        .expect("a plan");
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("account.json");
    let store = store.to_str().expect("UTF-8");
    let arguments = [
        "plan",
        "examples/first.batch",
        "--sandbox",
        "--sandbox-store",
        store,
    ];
    let said = run(repository(), &arguments);
    let (command, shown) = shown.split_once('\n').expect("a command");
    assert_eq!(command, "examples/first.batch --sandbox");
    for part in shown.split("…\n").filter(|part| !part.is_empty()) {
        assert!(
            said.contains(part),
            "README.md shows {part}\nbut it is\n{said}"
        );
    }
}

#[test]
fn links_lead_somewhere() {
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/getting-started.md",
        "docs/dependencies.md",
        "docs/deploying.md",
        "docs/plan.md",
    ] {
        let text = read(page);
        let folder = repository().join(page);
        let folder = folder.parent().expect("a folder");
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            if target.contains("://") || target.is_empty() {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{page} links {target}, which is not there"
            );
        }
    }
}

#[test]
fn every_dependency_is_explained() {
    let page = read("docs/dependencies.md");
    let manifest = read("Cargo.toml");
    let mut inside = false;
    let mut count = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| inside) {
            count += 1;
            assert!(
                page.contains(&format!("`{name}`")),
                "docs/dependencies.md says nothing of `{name}`"
            );
        }
    }
    assert!(count > 10, "the manifest was read");
}
