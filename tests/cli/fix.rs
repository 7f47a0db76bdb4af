//! `check --fix`: what it changes, and what it leaves.

use super::run::{CLEAN, Folder};

/// A size in decimal units: the fix is certain.
const FIXABLE: &str =
    "job_definition a {\n  image  = \"busybox:1.36\"\n  vcpus  = 1\n  memory = 512 MB\n}\n";

#[test]
fn certain_fixes_are_written_and_counted() {
    let folder = Folder::new(&[("a.batch", FIXABLE), ("b.batch", CLEAN)]);
    folder.run(&["check"]).ends_with(1);
    let outcome = folder.run(&["check", "--fix"]).ends_with(0);
    assert!(
        outcome.stderr.contains("fixed 1 finding in 1 file"),
        "{}",
        outcome.stderr
    );
    assert!(
        folder.read("a.batch").contains("MiB"),
        "{}",
        folder.read("a.batch")
    );
    assert_eq!(folder.read("b.batch"), CLEAN);
    folder.run(&["check"]).ends_with(0);
}

#[test]
fn a_diff_shows_and_writes_nothing() {
    let folder = Folder::new(&[("a.batch", FIXABLE)]);
    let outcome = folder.run(&["check", "--fix", "--diff"]).ends_with(1);
    assert!(
        outcome
            .stdout
            .contains("\n-  memory = 512 MB\n+  memory = "),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.starts_with("--- a.batch\n+++ a.batch\n"),
        "{}",
        outcome.stdout
    );
    assert_eq!(folder.read("a.batch"), FIXABLE);
}

#[test]
fn standard_input_comes_out_mended() {
    let folder = Folder::new(&[]);
    let outcome = folder.pipe(&["check", "--fix", "-"], FIXABLE).ends_with(0);
    assert!(
        outcome.stdout.starts_with("job_definition a {"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("MiB") && !outcome.stdout.contains("MB\n"));
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real.batch", FIXABLE)]);
    symlink("real.batch", folder.path("link.batch")).expect("a link");
    let mode = |name: &str| {
        std::fs::metadata(folder.path(name))
            .expect("there")
            .permissions()
            .mode()
            & 0o777
    };
    std::fs::set_permissions(folder.path("real.batch"), PermissionsExt::from_mode(0o640))
        .expect("chmod");
    folder.run(&["check", "--fix", "link.batch"]).ends_with(0);
    assert!(folder.path("link.batch").is_symlink());
    assert!(folder.read("real.batch").contains("MiB"));
    assert_eq!(mode("real.batch"), 0o640);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.batch", FIXABLE)]);
    std::fs::set_permissions(folder.path("a.batch"), PermissionsExt::from_mode(0o444))
        .expect("chmod");
    let outcome = folder.run(&["check", "--fix"]).ends_with(2);
    assert!(
        outcome
            .stderr
            .contains("cannot write `a.batch`: it is read-only"),
        "{}",
        outcome.stderr
    );
    assert_eq!(folder.read("a.batch"), FIXABLE);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_whole() {
    let long = format!("{FIXABLE}{}", "// a comment to make it long\n".repeat(2000));
    let folder = Folder::new(&[("a.batch", &long)]);
    // A limit on file size stands in for the full disk: both fail in the middle of writing.
    let outcome = folder
        .shell("trap '' XFSZ; ulimit -f 8; $B check --fix")
        .ends_with(2);
    assert!(
        outcome.stderr.contains("cannot write `a.batch`"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("the file is as it was"),
        "{}",
        outcome.stderr
    );
    assert_eq!(folder.read("a.batch"), long);
    assert_eq!(
        std::fs::read_dir(folder.0.path())
            .expect("a folder")
            .count(),
        1,
        "nothing is left behind"
    );
}
