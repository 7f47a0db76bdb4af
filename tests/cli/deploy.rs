//! `plan`, `apply`, `destroy`, `outputs`, `adopt`, `drift`: what they refuse, and the way through
//! a deployment, in the sandbox.

use super::run::{BROKEN, Folder, Outcome};

/// A program that needs nothing but an environment, a queue and a definition.
const PROGRAM: &str = "project demo {\n  region = \"us-east-1\"\n}\n\n\
    compute_environment workers {\n  type           = EC2\n  instance_types = [\"m5.large\"]\n  max_vcpus      = 4\n}\n\n\
    job_queue main {\n  priority             = 1\n  compute_environments = [workers]\n}\n\n\
    job_definition hello {\n  image   = \"busybox:1.36\"\n  vcpus   = 1\n  memory  = 512 MiB\n  command = [\"echo\", \"Ref::what\"]\n  runs_on = [main]\n}\n\n\
    output queue = job_queue.main.arn\n";

fn folder() -> Folder {
    Folder::new(&[("main.batch", PROGRAM)])
}

/// In the sandbox of this folder alone.
fn sandbox(folder: &Folder, arguments: &[&str]) -> Outcome {
    let store = folder.path("account.json");
    let store = store.to_str().expect("UTF-8");
    let mut all = arguments.to_vec();
    all.extend(["--sandbox", "--sandbox-store", store]);
    folder.run(&all)
}

#[track_caller]
fn says(text: &str, what: &str) {
    assert!(text.contains(what), "no `{what}` in:\n{text}");
}

#[test]
fn a_broken_program_calls_nothing() {
    let folder = Folder::new(&[("main.batch", BROKEN)]);
    for command in ["plan", "apply", "destroy", "outputs", "drift"] {
        // An address nobody listens on: a call would end with 2.
        let arguments = [
            command,
            "main.batch",
            "--endpoint-url",
            "http://127.0.0.1:1",
        ];
        let outcome = folder.run(&arguments).ends_with(1);
        says(&outcome.stderr, "error[");
    }
}

#[test]
fn a_file_without_a_project_is_not_deployed() {
    let folder = Folder::new(&[("part.batch", "let a = 1\noutput b = a\n")]);
    let outcome = folder.run(&["plan", "part.batch"]).ends_with(1);
    says(&outcome.stderr, "has no project");
}

#[test]
fn nothing_is_changed_without_a_yes() {
    let folder = folder();
    for command in ["apply", "destroy"] {
        let outcome = folder.run(&[command, "main.batch"]).ends_with(2);
        says(&outcome.stderr, "there is no terminal to ask on");
        says(&outcome.stderr, "pass --yes");
        let outcome = folder
            .run(&[command, "main.batch", "--format", "json"])
            .ends_with(2);
        says(&outcome.stderr, "needs --yes");
        assert_eq!(outcome.stdout, "");
    }
}

#[test]
fn arguments_are_checked() {
    let folder = folder();
    let cases: &[(&[&str], &str)] = &[
        (&["--target", "main"], "KIND.LABEL"),
        (
            &["--target", "job_queu.main"],
            "did you mean `job_queue.main`",
        ),
        (&["--parallelism", "0"], "1..=256"),
        (&["--sandbox", "--profile", "x"], "cannot be used with"),
        (&["--endpoint-url", "localhost"], "is no endpoint"),
        (&["--param", "nothing=1"], "declares such a parameter"),
    ];
    for (arguments, expected) in cases {
        let mut all = vec!["plan", "main.batch"];
        all.extend(*arguments);
        let outcome = folder.run(&all).ends_with(2);
        says(&outcome.stderr, expected);
    }
    let outcome = folder
        .run(&["apply", "main.batch", "--timeout", "20"])
        .ends_with(2);
    says(&outcome.stderr, "with its unit");
    let outcome = folder.run(&["adopt", "main.batch"]).ends_with(2);
    says(&outcome.stderr, "<ADDRESS>");
}

#[test]
fn trouble_is_not_taken_for_changes() {
    let folder = folder();
    let nowhere = ["--endpoint-url", "http://127.0.0.1:1"];
    let keys = [
        ("AWS_ACCESS_KEY_ID", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
        ("AWS_MAX_ATTEMPTS", "1"),
    ];
    let run = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(nowhere);
        folder.run_with(&all, &keys)
    };
    let outcome = run(&["plan", "main.batch"]).ends_with(2);
    says(
        &outcome.stderr,
        "AWS could not be reached for `sts:GetCallerIdentity`",
    );
    run(&["plan", "main.batch", "--detailed-exitcode"]).ends_with(1);
    run(&["drift", "main.batch"]).ends_with(1);
    run(&["drift", "main.batch", "--nonsense"]).ends_with(1);
    run(&["apply", "main.batch", "--yes"]).ends_with(2);
}

#[test]
fn a_deployment_from_beginning_to_end() {
    let folder = folder();
    let plan = ["plan", "main.batch", "--detailed-exitcode"];
    let planned = sandbox(&folder, &plan).ends_with(2);
    assert!(planned.stdout.starts_with("SANDBOX: this is not AWS."));
    says(&planned.stdout, "+ job_queue.main  create");
    let drift = sandbox(&folder, &["drift", "main.batch"]).ends_with(2);
    says(&drift.stdout, "to create");

    let applied = sandbox(&folder, &["apply", "main.batch", "--yes"]).ends_with(0);
    says(&applied.stdout, "✓ job_queue.main: created");
    says(
        &applied.stdout,
        "queue  arn:aws:batch:us-east-1:123456789012:job-queue/main",
    );
    says(
        &applied.stdout,
        "aws batch submit-job --job-name try --job-queue main --job-definition hello --parameters what=VALUE",
    );
    assert!(!applied.stdout.contains('\u{1b}'), "colours in a pipe");

    let planned = sandbox(&folder, &plan).ends_with(0);
    says(
        &planned.stdout,
        "No changes: the account is as the file says.",
    );
    sandbox(&folder, &["drift", "main.batch"]).ends_with(0);

    let arn = sandbox(&folder, &["outputs", "main.batch", "queue"]).ends_with(0);
    assert_eq!(
        arn.stdout,
        "arn:aws:batch:us-east-1:123456789012:job-queue/main\n"
    );
    let all = ["outputs", "main.batch", "--format", "env"];
    let env = sandbox(&folder, &all).ends_with(0);
    says(&env.stdout, "JOB_QUEUE_ARNS_MAIN=arn:aws:batch:");
    says(&env.stderr, "this is not AWS");
    let outcome = sandbox(&folder, &["outputs", "main.batch", "queues"]).ends_with(2);
    says(&outcome.stderr, "did you mean `queue`?");

    let destroyed = sandbox(&folder, &["destroy", "main.batch", "--yes"]).ends_with(0);
    says(&destroyed.stdout, "Destroy project demo");
    let again = sandbox(&folder, &["destroy", "main.batch", "--yes"]).ends_with(0);
    says(&again.stdout, "Nothing to delete");
    let gone = sandbox(&folder, &["outputs", "main.batch", "job_queue_arns.main"]).ends_with(1);
    says(&gone.stderr, "is not there yet");
}

#[test]
fn a_saved_plan_is_applied_once() {
    let folder = folder();
    let saved = sandbox(&folder, &["plan", "main.batch", "--out", "main.plan"]).ends_with(0);
    says(&saved.stderr, "saved to `main.plan`");
    let outcome = folder.run(&["apply", "main.plan", "--yes"]).ends_with(2);
    says(&outcome.stderr, "was made in the sandbox");
    let late = ["apply", "main.plan", "--yes", "--param", "a=b"];
    let outcome = sandbox(&folder, &late).ends_with(2);
    says(&outcome.stderr, "--param comes too late");
    sandbox(&folder, &["apply", "main.plan", "--yes"]).ends_with(0);
    let outcome = sandbox(&folder, &["apply", "main.plan", "--yes"]).ends_with(2);
    says(
        &outcome.stderr,
        "the account has changed since this plan was saved",
    );
}

#[test]
fn machine_formats_are_nothing_but_that() {
    let folder = folder();
    let json = sandbox(&folder, &["plan", "main.batch", "--format", "json"]).ends_with(0);
    let plan: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(plan["sandbox"], true);
    assert_eq!(plan["changes"][0]["action"], "create");
    says(&json.stderr, "this is not AWS");
    let markdown = sandbox(&folder, &["plan", "main.batch", "--format", "markdown"]).ends_with(0);
    assert!(markdown.stdout.starts_with("### batchlang: project `demo`"));
    let stream = ["apply", "main.batch", "--yes", "--format", "json"];
    let stream = sandbox(&folder, &stream).ends_with(0);
    let events: Vec<serde_json::Value> = stream
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect();
    assert_eq!(events[0]["event"], "plan");
    let last = events.last().expect("a summary");
    assert_eq!(last["event"], "summary");
    assert_eq!(last["complete"], true);
    says(
        last["outputs"]["queue"].as_str().expect("text"),
        "job-queue/main",
    );
}

#[test]
fn the_wrong_account_is_refused_by_name() {
    let folder = folder();
    let guarded = PROGRAM.replacen("region", "account = \"111111111111\"\n  region", 1);
    folder.write("main.batch", guarded);
    let outcome = sandbox(&folder, &["plan", "main.batch"]).ends_with(2);
    says(&outcome.stderr, "account 111111111111");
    says(&outcome.stderr, "account 123456789012");
    let folder = self::folder();
    let elsewhere = ["plan", "main.batch", "--region", "eu-west-1"];
    let outcome = sandbox(&folder, &elsewhere).ends_with(2);
    says(&outcome.stderr, "--region says eu-west-1");
}

/// Two projects that want the same queue: the second one may not have it.
#[test]
fn what_is_another_projects_is_left_alone() {
    let folder = folder();
    sandbox(&folder, &["apply", "main.batch", "--yes"]).ends_with(0);
    folder.write(
        "other.batch",
        PROGRAM.replace("project demo", "project rival"),
    );
    let outcome = sandbox(&folder, &["plan", "other.batch"]).ends_with(2);
    says(&outcome.stderr, "belongs to project `demo`");
    let adopt = ["adopt", "other.batch", "job_queue.main"];
    let outcome = sandbox(&folder, &adopt).ends_with(2);
    says(&outcome.stderr, "cannot be adopted");
}
