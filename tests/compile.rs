//! What programs compile to, as a person reads it: tests/compile/NAME.batch and, beside it,
//! NAME.tf (all files in one, as `--stdout` prints them). BATCHLANG_BLESS=1 writes them anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn compile(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_batchlang"))
        .arg("compile")
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "batch")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_fixture_compiles_to_what_stands_beside_it() {
    let bless = std::env::var_os("BATCHLANG_BLESS").is_some();
    let fixtures = fixtures();
    assert!(fixtures.len() > 3, "only {} fixtures", fixtures.len());
    for path in fixtures {
        let name = path.to_str().expect("a UTF-8 path");
        let output = compile(&[name, "--stdout"]);
        let printed = text(&output.stdout);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        assert_eq!(
            printed,
            text(&compile(&[name, "--stdout"]).stdout),
            "{name} differs"
        );
        let beside = path.with_extension("tf");
        if bless {
            std::fs::write(&beside, &printed).expect("the fixture can be written");
            continue;
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(
            printed, expected,
            "{name}: run with BATCHLANG_BLESS=1 if this is right"
        );
    }
}

#[test]
fn json_holds_every_file_and_the_same_resources() {
    for path in fixtures() {
        let name = path.to_str().expect("a UTF-8 path");
        let output = compile(&[name, "--stdout", "--target", "json"]);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        let files: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let main = &files["main.tf.json"];
        let hcl = text(&compile(&[name, "--stdout"]).stdout);
        let resources = main["resource"].as_object().expect("resources");
        let count: usize = resources
            .values()
            .map(|of_type| of_type.as_object().map_or(0, |m| m.len()))
            .sum();
        assert_eq!(count, hcl.matches("\nresource \"").count(), "{name}");
        assert!(files["versions.tf.json"]["terraform"].is_object(), "{name}");
        assert!(files["outputs.tf.json"]["output"].is_object(), "{name}");
    }
}

#[test]
fn what_terraform_lacks_is_an_error_at_its_place_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.batch");
    let program = r#"project p { region = "us-east-1" }
compute_environment workers {
  type           = EC2
  instance_types = ["m5.large"]
  max_vcpus      = 16
  scaling_policy = { min_scale_down_delay = 30 min }
}
job_queue main {
  priority             = 1
  compute_environments = [workers]
}
"#;
    std::fs::write(&file, program).expect("written");
    let out = folder.path().join("out");
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let output = compile(&[&path(&file), "-o", &path(&out)]);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.contains("not-in-terraform") && message.contains("scaling_policy"),
        "{message}"
    );
    assert!(!out.exists());
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let foreign = folder.path().join("main.tf");
    std::fs::write(&foreign, "# mine\n").expect("written");
    let fixture = fixtures().remove(0);
    let output = compile(&[
        fixture.to_str().expect("UTF-8"),
        "-o",
        folder.path().to_str().expect("UTF-8"),
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did not write"));
    assert_eq!(std::fs::read_to_string(&foreign).expect("read"), "# mine\n");
    assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 1);
}
