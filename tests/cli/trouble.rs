//! What can go wrong with files and pipes: a clear error, exit code 2, everything else still done.

use super::run::{BROKEN, CLEAN, Folder};

#[test]
fn missing_paths_and_empty_folders() {
    let folder = Folder::new(&[("a.batch", CLEAN), ("empty/readme.txt", "")]);
    let outcome = folder
        .run(&["check", "gone.batch", "empty", "a.batch"])
        .ends_with(2);
    assert!(
        outcome.stderr.contains("gone.batch: does not exist"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("empty: holds no `.batch` files"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.stdout, "checked 1 file: no problems\n");
}

#[test]
fn bytes_that_are_no_text() {
    let folder = Folder::new(&[("good.batch", BROKEN)]);
    folder.write("latin.batch", b"// a\n// caf\xe9\n");
    folder.write("nul.batch", b"// a\0b\n");
    folder.write("wide.batch", b"\xff\xfe/\0/\0");
    let outcome = folder.run(&["check"]).ends_with(2);
    assert!(
        outcome
            .stderr
            .contains("latin.batch: is not UTF-8: byte 11 (line 2)"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome
            .stderr
            .contains("nul.batch: is no text file: byte 4 (line 1) is NUL"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("wide.batch: is UTF-16"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stdout.contains("╭─[good.batch:2:"),
        "{}",
        outcome.stdout
    );
    folder.pipe(&["check", "-"], b"\xff").ends_with(2);
}

#[test]
fn a_file_too_large_is_not_read() {
    let folder = Folder::new(&[]);
    let file = std::fs::File::create(folder.path("huge.batch")).expect("a file");
    file.set_len((64 << 20) + 1).expect("a sparse file");
    let outcome = folder.run(&["check", "huge.batch"]).ends_with(2);
    assert!(
        outcome.stderr.contains("larger than 64 MiB"),
        "{}",
        outcome.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.batch", CLEAN)]);
    let closed = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(folder.path("a.batch"), closed).expect("chmod");
    if std::fs::read(folder.path("a.batch")).is_ok() {
        return; // root reads everything
    }
    let outcome = folder.run(&["check", "a.batch"]).ends_with(2);
    assert!(
        outcome.stderr.contains("permission denied"),
        "{}",
        outcome.stderr
    );
}

#[cfg(unix)]
#[test]
fn symlinks_may_loop_and_pipes_may_wait() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("a.batch", CLEAN), ("sub/b.batch", CLEAN)]);
    symlink("..", folder.path("sub/up")).expect("a link");
    symlink("self.batch", folder.path("self.batch")).expect("a link");
    symlink("a.batch", folder.path("same.batch")).expect("a link");
    let outcome = folder.run(&["check"]).ends_with(2);
    assert!(
        outcome.stdout.contains("checked 2 files"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stderr.contains("self.batch"), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    // Opening a pipe nobody writes to would wait for ever.
    let outcome = folder
        .shell("mkfifo p.batch && timeout 10 $B check p.batch /dev/zero")
        .ends_with(2);
    assert!(
        outcome.stderr.contains("p.batch: is not a regular file"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("/dev/zero: is not a regular file"),
        "{}",
        outcome.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let faults: String = (0..3000).map(|n| format!("output q{n} = \n")).collect();
    let folder = Folder::new(&[("a.batch", &faults)]);
    for format in ["human", "json", "short"] {
        let line = format!("{{ $B check --format {format}; echo \"code $?\" >&2; }} | head -1");
        let outcome = folder.shell(&line).ends_with(0);
        assert_eq!(outcome.stderr, "code 1\n");
        assert_eq!(outcome.stdout.lines().count(), 1);
    }
    let outcome = folder
        .shell("{ $B --help; $B completions bash; $B man; } | head -1")
        .ends_with(0);
    assert_eq!(outcome.stderr, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_stdout_is_said() {
    let folder = Folder::new(&[("a.batch", BROKEN)]);
    let outcome = folder.shell("$B check > /dev/full").ends_with(2);
    assert!(
        outcome
            .stderr
            .contains("cannot write to standard output: no space left on device"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_value_for_no_parameter_is_refused() {
    let folder = Folder::new(&[
        (
            "main.batch",
            "param stage: string = \"dev\"\nproject demo {\n  region = \"us-east-1\"\n  name_prefix = stage\n}\n",
        ),
        ("prod.toml", "stage = \"prod\"\nzone = 3\n"),
    ]);
    for command in ["check", "compile"] {
        let typo = folder
            .run(&[command, "main.batch", "--param", "stag=prod"])
            .ends_with(2);
        assert!(
            typo.stderr.contains("--param sets `stag`"),
            "{}",
            typo.stderr
        );
        assert!(
            typo.stderr.contains("did you mean `stage`?"),
            "{}",
            typo.stderr
        );
        let extra = folder
            .run(&[command, "main.batch", "--params", "prod.toml"])
            .ends_with(2);
        assert!(
            extra.stderr.contains("prod.toml sets `zone`"),
            "{}",
            extra.stderr
        );
    }
    assert!(!folder.path("terraform").exists(), "nothing is written");
    let mut elsewhere = folder.command(&["check", "main.batch"]);
    elsewhere.env("BATCHLANG_PARAM_zone", "3");
    assert!(elsewhere.status().expect("runs").success());
}

#[test]
fn loops_that_make_too_much_are_stopped() {
    let folder = Folder::new(&[(
        "main.batch",
        "for a in range(1000) {\n  for b in range(1000) {\n    for c in range(1000) {\n      role r-${a}-${b}-${c} {\n      }\n    }\n  }\n}\n",
    )]);
    let outcome = folder.run(&["check", "--format", "short"]).ends_with(1);
    assert_eq!(
        outcome.stdout.matches("error[").count(),
        1,
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("4:12: error[too-large]"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn an_output_of_the_wrong_sort() {
    let queue = "project demo {\n  region = \"us-east-1\"\n}\n\nexisting job_queue main {\n}\n\n\
         output queue = job_queue.main.arn\n";
    let folder = Folder::new(&[("a.batch", queue), ("file", "mine\n"), ("folder/x", "")]);
    let outcome = folder
        .run(&["compile", "a.batch", "-o", "file"])
        .ends_with(2);
    assert!(
        outcome.stderr.contains("`file` is a file, not a folder"),
        "{}",
        outcome.stderr
    );
    assert_eq!(folder.read("file"), "mine\n");
    let outcome = folder
        .run(&["graph", "a.batch", "-o", "folder"])
        .ends_with(2);
    assert!(
        outcome.stderr.contains("`folder` is a folder"),
        "{}",
        outcome.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_output_is_not_opened() {
    let folder = Folder::new(&[("a.batch", CLEAN)]);
    let outcome = folder
        .shell("mkdir out && mkfifo out/main.tf && timeout 10 $B compile a.batch -o out")
        .ends_with(2);
    assert!(outcome.stderr.contains("`main.tf`"), "{}", outcome.stderr);
}

#[test]
fn fmt_that_read_nothing_claims_nothing() {
    let folder = Folder::new(&[("empty/readme.txt", "")]);
    let outcome = folder.run(&["fmt", "empty", "gone.batch"]).ends_with(2);
    assert!(!outcome.stderr.contains("formatted"), "{}", outcome.stderr);
}

#[test]
fn odd_parameters() {
    let folder = Folder::new(&[(
        "a.batch",
        "param size = 1\noutput o { value = \"${size}\" }\n",
    )]);
    let outcome = folder.run(&["check", "--param", "=3"]).ends_with(2);
    assert!(
        outcome.stderr.contains("`--param =3` names no parameter"),
        "{}",
        outcome.stderr
    );
    // Windows writes JSON with a byte-order mark.
    folder.write("p.json", "\u{FEFF}{\"nosuch\": 2}");
    let outcome = folder.run(&["check", "--params", "p.json"]).ends_with(2);
    assert!(
        outcome.stderr.contains("p.json sets `nosuch`"),
        "{}",
        outcome.stderr
    );
}
