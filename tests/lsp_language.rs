//! The language side of the server, as an editor sees it: hover, hints, code actions, rename, and
//! what completion finds. In the texts `$0` is where the cursor stands (or the selection begins,
//! which `$1` ends).

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/marks.rs"]
mod marks;

use client::{Client, opened, place};
use marks::{
    URI, actions, applied, becomes, labels, marked, offered, offers, position, range, says,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn instance_types_without_their_quotes() {
    let items = offered("compute_environment c {\n  instance_types = [m5.$0]\n}\n");
    let edit = &items[0]["textEdit"];
    let edit = if edit["range"].is_null() {
        json!({ "range": edit["replace"], "newText": edit["newText"] })
    } else {
        edit.clone()
    };
    let text = "compute_environment c {\n  instance_types = [m5.]\n}\n";
    assert_eq!(
        applied(text, &json!([edit])),
        "compute_environment c {\n  instance_types = [\"m5.large\"]\n}\n"
    );
}

#[test]
fn instance_types_hold_the_jobs_meant_for_them() {
    let program = |gpus: &str| {
        format!(
            "project p {{ region = \"us-east-1\" }}\ncompute_environment c {{\n  type = EC2\n  instance_types = [\"$0\"]\n  max_vcpus = 64\n}}\njob_queue q {{\n  priority = 1\n  compute_environments = [c]\n}}\njob_definition j {{\n  image = \"a:1\"\n{gpus}  vcpus = 16\n  memory = 20 GiB\n  runs_on = [q]\n}}\n"
        )
    };
    assert_eq!(labels(&program("  gpus = 1\n"))[0], "g6");
    let first = labels(&program(""));
    assert_eq!(first[0], "default_arm64", "{first:?}");
    let at = |name: &str| first.iter().position(|one| one == name);
    assert!(at("m6i.4xlarge") < at("m6i.large"), "{first:?}");
}

#[test]
fn sizes_of_fargate_go_together() {
    let job = |rest: &str| {
        format!(
            "job_definition j {{\n  image = \"a:1\"\n  platform_capabilities = [FARGATE]\n{rest}\n}}\n"
        )
    };
    offers(
        &job("  vcpus = 1\n  memory = $0"),
        &["2 GiB", "8 GiB"],
        &["512 MiB", "16 GiB"],
    );
    offers(
        &job("  memory = 512 MiB\n  vcpus = $0"),
        &["0.25"],
        &["1", "16"],
    );
}

#[test]
fn units_follow_a_number() {
    let job = |rest: &str| format!("job_definition j {{\n{rest}\n}}\n");
    offers(&job("  memory = 5 $0"), &["GiB", "MiB"], &["h"]);
    offers(&job("  memory = 5$0"), &["5 GiB"], &["GiB"]);
    offers(&job("  timeout = 5 $0"), &["min", "h"], &["GiB"]);
    offers("let a = 5 $0", &["min", "GiB"], &[]);
}

#[test]
fn names_of_iam() {
    offers(
        "role r {\n  managed_policies = [\"s3read$0\"]\n}\n",
        &["AmazonS3ReadOnlyAccess"],
        &["AmazonSQSFullAccess"],
    );
    let actions =
        |typed: &str| format!("role r {{\n  allow = [{{ actions = [\"{typed}$0\"] }}]\n}}\n");
    offers(&actions(""), &["s3:", "dynamodb:"], &[]);
    offers(
        &actions("s3:"),
        &["s3:GetObject", "s3:ListBucket", "s3:Get*"],
        &["s3:ListObjectsV2"],
    );
    offers(
        &actions("dynamodb:Put"),
        &["dynamodb:PutItem"],
        &["dynamodb:GetItem"],
    );
    offers(
        "role r {\n  assumed_by = [\"$0\"]\n}\n",
        &["ecs-tasks.amazonaws.com"],
        &[],
    );
}

#[test]
fn values_the_program_has_already() {
    let job = "job_definition a {\n  image = \"tools:1.2\"\n  volumes = [{ name = \"refs\" }]\n  secrets = { K = secret(\"prod/db\") }\n}\n";
    offers(
        &format!("{job}job_definition b {{\n  image = \"$0\"\n}}\n"),
        &["tools:1.2"],
        &[],
    );
    offers(
        &format!("{job}job_definition b {{\n  mount_points = [{{ source_volume = \"$0\" }}]\n}}\n"),
        &["refs"],
        &[],
    );
    offers(
        &format!("{job}job_definition b {{\n  secrets = {{ X = secret(\"$0\") }}\n}}\n"),
        &["prod/db"],
        &[],
    );
    // Not what is being written.
    offers(
        "job_definition b {\n  image = \"tools$0\"\n}\n",
        &[],
        &["tools"],
    );
}

#[test]
fn keys_behind_a_dot() {
    let lets = "let teams = [{ name = \"a\", share = { weight = 2 } }]\nlet big = { vcpus = 8 }\n";
    offers(
        &format!("{lets}for t in teams {{\n  job_queue q-${{t.$0}} {{\n  }}\n}}\n"),
        &["name", "share"],
        &["weight"],
    );
    offers(&format!("{lets}let x = big.$0\n"), &["vcpus"], &["arn"]);
}

#[test]
fn words_and_references_bring_no_functions() {
    offers(
        "job_definition j {\n  runs_on = [$0]\n}\n",
        &[],
        &["abs", "join"],
    );
    offers(
        "compute_environment c {\n  type = $0\n}\n",
        &["EC2"],
        &["abs"],
    );
    offers("let a = job$0", &["job_queue", "join"], &[]);
    offers("output o = \"\"\"\n  ${$0}\n\"\"\"\n", &["join"], &[]);
    for nothing in [
        "job_queue $0",
        "// m5.$0",
        "let a = '''\n ${$0\n'''",
        "let a = \"\"\"\nx$0\n\"\"\"",
    ] {
        assert_eq!(labels(nothing), Vec::<String>::new(), "{nothing}");
    }
}

#[test]
fn files_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a path");
    std::fs::create_dir(folder.join("parts")).expect("made");
    std::fs::write(folder.join("setup.sh"), "").expect("written");
    std::fs::write(folder.join("other.batch"), "").expect("written");
    let uri = format!("file://{}/main.batch", folder.to_string_lossy());
    let names = |text: &str| {
        let (text, at, _) = marked(text);
        let mut client = Client::start("utf-8", true);
        client.open(&uri, &text);
        let list = client.at("textDocument/completion", &uri, at);
        let items = list["items"].as_array().cloned().unwrap_or_default();
        let names = items.iter().filter_map(|item| item["label"].as_str());
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let set = |names: &[&str]| {
        names
            .iter()
            .map(|one| one.to_string())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        names("let a = file(\"$0\")"),
        set(&["setup.sh", "other.batch", "parts/"])
    );
    assert_eq!(names("import \"$0\""), set(&["other.batch", "parts/"]));
}

#[test]
fn values_are_extracted_and_inlined() {
    let block =
        "// Comments stay.\njob_definition j {\n  image = $0\"busybox:1.36\" // pinned\n}\n";
    let with = |head: &str| {
        format!("{head}\n\n// Comments stay.\njob_definition j {{\n  image = image // pinned\n}}\n")
    };
    becomes(
        block,
        "Extract to `let image`",
        &with("let image = \"busybox:1.36\""),
    );
    becomes(
        block,
        "Extract to `param image`",
        &with("param image: string = \"busybox:1.36\""),
    );
    becomes(
        "let size = 2 + 3\n\nlet name = \"a\"\n\noutput o = { n = si$0ze * 2, m = \"x-${name}\" }\n",
        "Inline `size`",
        "let name = \"a\"\n\noutput o = { n = (2 + 3) * 2, m = \"x-${name}\" }\n",
    );
    becomes(
        "let na$0me = \"a\"\n\noutput o = \"x-${name}\"\n",
        "Inline `name`",
        "output o = \"x-a\"\n",
    );
}

#[test]
fn templates_are_made_and_taken_apart() {
    let blocks = "$0job_definition a {\n  image  = \"x:1\"\n  vcpus  = 1\n  memory = 512 MiB\n}\n\njob_definition b {\n  image  = \"x:1\"\n  vcpus  = 2\n  memory = 512 MiB\n}$1\n";
    let made = "template job_definition shared {\n  image  = \"x:1\"\n  memory = 512 MiB\n}\n\njob_definition a : shared {\n  vcpus = 1\n}\n\njob_definition b : shared {\n  vcpus = 2\n}\n";
    becomes(blocks, "Extract 2 shared attributes", made);
    becomes(
        "template job_definition base {\n  image = \"x:1\"\n}\n\njob_definition a : ba$0se {\n  vcpus = 1\n}\n",
        "Inline the template",
        "job_definition a {\n  image = \"x:1\"\n  vcpus = 1\n}\n",
    );
}

#[test]
fn blocks_are_completed_sorted_and_continued() {
    becomes(
        "job_queue q$0 {\n}\n",
        "Add the 2 attributes it needs",
        "job_queue q {\n  priority = 10\n  compute_environments = [spot-pool, on-demand-pool]\n}\n",
    );
    becomes(
        "job_definition j$0 {\n  memory = 1 GiB\n  // Pinned.\n  image = \"x:1\" // why\n  vcpus = 1\n}\n",
        "Sort the attributes",
        "job_definition j {\n  // Pinned.\n  image = \"x:1\" // why\n  vcpus = 1\n  memory = 1 GiB\n}\n",
    );
    let unit = "job_definition j {\n  memory = 2$0 GiB\n}\n";
    becomes(
        unit,
        "Write it as `2048 MiB`",
        "job_definition j {\n  memory = 2048 MiB\n}\n",
    );
    becomes(
        "compute_environment $0pool {\n  type = SPOT\n}\n",
        "Make a queue for `pool`",
        "compute_environment pool {\n  type = SPOT\n}\n\njob_queue pool {\n  priority             = 1\n  compute_environments = [pool]\n}\n",
    );
}

/// A copy of the examples that may be written over.
fn examples(copy: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found = Vec::new();
    let mut folders = vec![(root, copy.to_owned())];
    while let Some((folder, copy)) = folders.pop() {
        std::fs::create_dir_all(&copy).expect("made");
        for entry in std::fs::read_dir(folder).expect("it is there").flatten() {
            let (path, copy) = (entry.path(), copy.join(entry.file_name()));
            if path.is_dir() {
                folders.push((path, copy));
                continue;
            }
            std::fs::copy(&path, &copy).expect("copied");
            let path = copy;
            if path.extension().is_some_and(|end| end == "batch") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The codes of what is found, each as often as it is found.
fn codes(found: &Value) -> Vec<String> {
    let found = found.as_array().expect("a list").iter();
    let mut codes: Vec<String> = found.map(|one| one["code"].to_string()).collect();
    codes.sort();
    codes
}

/// The lines of a program's Terraform, in no order (arguments stand as the program has them), or
/// that there is none.
fn compiled(path: &Path) -> Option<Vec<String>> {
    let output = Command::new(env!("CARGO_BIN_EXE_batchlang"))
        .args(["compile", "--stdout"])
        .arg(path)
        .output()
        .expect("compile runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines: Vec<String> = text.lines().map(words).collect();
    lines.sort();
    output.status.success().then_some(lines)
}

/// Every refactoring offered anywhere in the examples leaves nothing new to find, a formatted file,
/// and, unless its title says that something is added, the same Terraform.
#[test]
fn refactorings_keep_every_example_what_it_is() {
    let (mut tried, mut compared) = (0, 0);
    let mut wrong: Vec<String> = Vec::new();
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a path");
    for path in examples(&folder) {
        let text = std::fs::read_to_string(&path).expect("it is readable");
        if !text.is_ascii() {
            continue;
        }
        let uri = format!("file://{}", path.to_string_lossy());
        let mut client = Client::start("utf-8", true);
        client.open(&uri, &text);
        let before = codes(&client.pull(&uri));
        let terraform = compiled(&path);
        let mut changes = BTreeSet::new();
        let last = position(&text, text.len());
        let mut places = vec![range((0, 0), last)];
        for (line, content) in text.lines().enumerate() {
            let indent = content.len() - content.trim_start().len();
            let value = content.find("= ").map(|at| at + 2);
            let inner = content.find("[\"").map(|at| at + 2);
            let word = content.find(' ').map(|at| at + 1);
            let name = content.find(" : ").map(|at| at + 3);
            let head = content.ends_with('{') || content.starts_with("let ");
            let columns = [
                Some(indent).filter(|_| head),
                value,
                inner,
                word.filter(|_| head),
                name,
            ];
            for column in columns.into_iter().flatten() {
                let at = (line as u32, column as u32);
                places.push(range(at, at));
            }
        }
        for place in places {
            for one in actions(&mut client, &uri, place, &["refactor"]) {
                let edits = &one["edit"]["changes"];
                if edits.as_object().map(|files| files.len()) == Some(1) {
                    let title = one["title"].as_str().unwrap_or("").to_owned();
                    changes.insert((title, edits[&uri].to_string()));
                }
            }
        }
        // Of each sort one a file; all of them where somebody waits for it.
        let all = std::env::var_os("BATCHLANG_EVERY_REFACTORING").is_some();
        let mut sorts: BTreeMap<String, usize> = BTreeMap::new();
        for (at, (title, edits)) in changes.iter().enumerate() {
            let sort: Vec<&str> = title.split(' ').take(3).collect();
            let count = sorts.entry(sort.join(" ")).or_default();
            *count += 1;
            if *count > 1 && !all {
                continue;
            }
            let edits: Value = serde_json::from_str(edits).expect("JSON");
            let new = applied(&text, &edits);
            client.replace(&uri, at as i64 + 2, &new);
            let after = codes(&client.pull(&uri));
            let name = path.file_name().unwrap_or_default();
            if after != before {
                wrong.push(format!("{title} in {name:?}: {before:?}, then {after:?}"));
            }
            let options = json!({ "tabSize": 2, "insertSpaces": true });
            let params = json!({ "textDocument": { "uri": uri }, "options": options });
            let layout = client.request("textDocument/formatting", params);
            if layout != json!([]) {
                wrong.push(format!("{title} in {name:?}: {layout}"));
            }
            tried += 1;
            if terraform.is_some() && !title.starts_with("Make a") {
                std::fs::write(&path, &new).expect("written");
                let now = compiled(&path);
                std::fs::write(&path, &text).expect("written");
                if now != terraform {
                    wrong.push(format!("{title} in {name:?}: other Terraform"));
                }
                compared += 1;
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(
        tried > 40 && compared > 25,
        "{tried} tried, {compared} compared"
    );
}

const PROGRAM: &str = "project p {\n  region      = \"us-east-1\"\n  name_prefix = \"dev-\"\n}\n\nlet teams = [\"red\", \"blue\"]\n\nlet size = 2 * 4\n\ncompute_environment pool {\n  type           = EC2\n  instance_types = [\"m5.large\", \"m5.4xlarge\"]\n  max_vcpus      = 64\n}\n\nfor t in teams {\n  job_queue q-${t} {\n    priority             = size\n    compute_environments = [pool]\n  }\n}\n\njob_definition align {\n  image       = \"busybox:1.36\"\n  vcpus       = 2\n  memory      = 4 GiB\n  environment = { NAME = \"of-${size}\" }\n  runs_on     = [q-red]\n}\n";

/// The program with the cursor before the n-th place of a text.
fn in_program(mark: &str, nth: usize) -> String {
    let (at, _) = PROGRAM.match_indices(mark).nth(nth).expect("it is there");
    format!("{}$0{}", &PROGRAM[..at], &PROGRAM[at..])
}

#[test]
fn hover_says_what_it_comes_to() {
    says(
        "job_queue q {\n  pri$0ority = 1\n}\n",
        &["Which queue goes first"],
    );
    says(&in_program("size", 0), &["let size = 2 * 4", "= `8`"]);
    says(&in_program("size\n", 0), &["= `8`"]);
    says(&in_program("t in teams", 0), &["`\"red\"`, `\"blue\"`"]);
    says(
        &in_program("pool {", 0),
        &["At most 64 vCPUs: 32 × m5.large or 4 × m5.4xlarge"],
    );
    says(
        &in_program("align {", 0),
        &["`pool` in `q-red`: 1 × on `m5.large`, 8 × on `m5.4xlarge`"],
    );
    says(&in_program("of-$", 0), &["= `\"of-8\"`"]);
    says(&in_program("4 GiB", 0), &["4096 MiB"]);
    says(&in_program("iB\n", 0), &["4096 MiB"]);
    says("let wait = 90 m$0in\n", &["5400 s"]);
    says(
        "template job_definition base {\n  timeout = 1 h\n}\n\njob_definition a : ba$0se {\n}\n",
        &["template job_definition base", "timeout = 1 h"],
    );
    // Words of the user's own, and of expressions, are no attributes or declarations.
    for silent in [
        "let teams = [{ na$0me = \"a\" }]\n",
        "let a = { name = \"a\" }\nlet b = a.na$0me\n",
        "let x = i$0f true then 1 else 2\n",
    ] {
        let (mut client, at) = opened(silent);
        let said = client.at("textDocument/hover", URI, at);
        assert_eq!(said, Value::Null, "{silent}");
    }
    says("// allow(lat$0est-tag): why\n", &["latest-tag"]);
}

#[test]
fn hints_say_what_is_not_written() {
    let mut client = Client::start("utf-8", true);
    client.open(URI, PROGRAM);
    let params = json!({ "textDocument": { "uri": URI }, "range": range((0, 0), (99, 0)) });
    let hints = client.request("textDocument/inlayHint", params);
    let texts: Vec<&str> = hints
        .as_array()
        .expect("hints")
        .iter()
        .filter_map(|hint| hint["label"].as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "= dev-pool",
            "= 32 × m5.large or 4 × m5.4xlarge",
            "= q-red, q-blue",
            "= dev-align",
            "= 4096 MiB",
        ]
    );
}

#[test]
fn a_name_is_renamed_in_every_program_of_the_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a path");
    let program = "import \"../../shared/part.batch\"\n\nproject p {\n  region = \"us-east-1\"\n}\n\noutput o = \"x-${tag}\"\n";
    for name in ["one/a", "two/b", "shared"] {
        std::fs::create_dir_all(folder.join(name)).expect("made");
    }
    for name in ["one/a/main.batch", "two/b/main.batch"] {
        std::fs::write(folder.join(name), program).expect("written");
    }
    let part = folder.join("shared/part.batch");
    std::fs::write(&part, "let tag = \"a\"\n").expect("written");
    let uri = |path: &Path| format!("file://{}", path.to_string_lossy());
    let mut client = Client::start("utf-8", true);
    let change =
        json!({ "event": { "added": [{ "uri": uri(&folder), "name": "x" }], "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", change);
    client.open(&uri(&part), "let tag = \"a\"\n");
    let mut params = place(&uri(&part), (0, 5));
    params["newName"] = json!("version");
    let found = client.request("textDocument/rename", params);
    let files = found["changes"].as_object().expect("changes");
    assert_eq!(files.len(), 3, "{found}");
}

const BENCH: &str = "compute_environment pool {\n  type           = EC2\n  instance_types = [\"m5.large\"]\n  max_vcpus      = 4\n}\n\njob_queue queue-low {\n  priority             = 1\n  compute_environments = [pool]\n  tags                 = { team = \"team-low\" }\n}\n\njob_queue queue-high {\n  priority             = 10\n  compute_environments = [pool]\n  tags                 = { team = \"team-high\" }\n}\n";

#[test]
fn blocks_that_differ_a_little_become_a_loop() {
    let title = "Turn these 2 blocks into a `for`";
    let (pool, _) = BENCH.split_at(BENCH.find("job_queue").expect("a queue"));
    let looped = format!(
        "{pool}for name, priority in {{\n  low  = 1\n  high = 10\n}} {{\n  job_queue queue-${{name}} {{\n    priority             = priority\n    compute_environments = [pool]\n    tags                 = {{ team = \"team-${{name}}\" }}\n  }}\n}}\n"
    );
    // By the cursor in a first line, and by a selection.
    becomes(
        &BENCH.replacen("job_queue", "job_$0queue", 1),
        title,
        &looped,
    );
    let selected = BENCH.replacen("job_queue", "job_$0queue", 1);
    becomes(
        &selected.replacen(
            "priority             = 10",
            "$1priority             = 10",
            1,
        ),
        title,
        &looped,
    );

    // More than one value is a row of a table.
    let before = BENCH
        .replacen("team-high", "other", 1)
        .replacen("job_queue", "job_$0queue", 1);
    let after = format!(
        "{pool}for name, value in {{\n  low  = {{ priority = 1, team = \"team-low\" }}\n  high = {{ priority = 10, team = \"other\" }}\n}} {{\n  job_queue queue-${{name}} {{\n    priority             = value.priority\n    compute_environments = [pool]\n    tags                 = {{ team = value.team }}\n  }}\n}}\n"
    );
    becomes(&before, title, &after);

    // References follow the labels; where nothing else differs a list is enough.
    let before = "compute_environment pool-a {\n  type      = FARGATE\n  max_vcpus = 4\n}\n\ncompute_environment pool-b {\n  type      = FARGATE\n  max_vcpus = 4\n}\n\njob_queue $0a {\n  priority             = 1\n  compute_environments = [pool-a]\n}\n\njob_queue b {\n  priority             = 1\n  compute_environments = [pool-b]\n}\n";
    let (pools, _) = before.split_at(before.find("job_queue").expect("a queue"));
    let after = format!(
        "{pools}for name in [\"a\", \"b\"] {{\n  job_queue ${{name}} {{\n    priority             = 1\n    compute_environments = [pool-${{name}}]\n  }}\n}}\n"
    );
    becomes(before, title, &after);
}

#[test]
fn a_loop_makes_what_its_blocks_made() {
    let text = format!(
        "project p {{\n  region = \"us-east-1\"\n}}\n\n{BENCH}\njob_definition job {{\n  image   = \"busybox:1.36\"\n  vcpus   = 1\n  memory  = 1 GiB\n  retry   = {{ attempts = 2 }}\n  runs_on = [queue-low, queue-high]\n}}\n\noutput arns = [job_queue.queue-low.arn, job_queue.queue-high.arn]\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("main.batch");
    let made = |text: &str| {
        std::fs::write(&path, text).expect("written");
        compiled(&path).expect("it compiles")
    };
    let mut client = Client::start("utf-8", true);
    client.open(URI, &text);
    let at = position(&text, text.find("job_queue").expect("a queue"));
    let found = actions(&mut client, URI, range(at, at), &["refactor"]);
    let mut turns = found.iter().filter(|one| {
        let title = one["title"].as_str().unwrap_or("");
        title.starts_with("Turn these 2 blocks")
    });
    let edits = &turns.next().expect("it is offered")["edit"]["changes"][URI];
    let after = applied(&text, edits);
    assert!(after.contains("for name, priority in {"), "{after}");
    assert_eq!(made(&after), made(&text));
}

#[test]
fn blocks_stay_blocks_where_something_would_be_lost() {
    let offered = |text: &str| {
        let (text, start, end) = marked(text);
        let mut client = Client::start("utf-8", true);
        client.open(URI, &text);
        let found = actions(&mut client, URI, range(start, end), &["refactor"]);
        let mut titles = found.iter().filter_map(|one| one["title"].as_str());
        titles.any(|title| title.starts_with("Turn these"))
    };
    let text = BENCH.replacen("job_queue", "job_$0queue", 1);
    assert!(offered(&text));
    for (from, to) in [
        // Comments: inside, above, behind.
        (
            "priority             = 10",
            "// the fast one\n  priority = 10",
        ),
        (
            "job_queue queue-high",
            "/// The fast one.\njob_queue queue-high",
        ),
        (
            "job_$0queue queue-low",
            "// allow(x): y\njob_$0queue queue-low",
        ),
        ("\"team-high\" }\n}", "\"team-high\" }\n} // the fast one"),
        // Another attribute, another kind, words no list can hold.
        (
            "priority             = 10\n",
            "priority             = 10\n  state = DISABLED\n",
        ),
        ("job_queue queue-high", "scheduling_policy queue-high"),
        (
            "tags                 = { team = \"team-low\" }\n}",
            "state = ENABLED\n}",
        ),
        // Nothing in common.
        (
            "compute_environments = [pool]\n  tags                 = { team = \"team-low\" }",
            "compute_environments = [other, pool]\n  tags                 = { owner = \"team-low\" }",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(!offered(&text.replacen(from, to, 1)), "{to}");
    }
    // In the body the cursor is about something else.
    assert!(!offered(&BENCH.replacen("priority", "prio$0rity", 1)));
}

#[test]
fn edits_have_the_line_ends_of_their_file() {
    let text = "compute_environment $0c {\n  type      = FARGATE\n  max_vcpus = 4\n}\n"
        .replace('\n', "\r\n");
    let (mut client, at) = opened(&text);
    let found = actions(&mut client, URI, range(at, at), &["refactor"]);
    let edits = found
        .iter()
        .flat_map(|one| one["edit"]["changes"][URI].as_array());
    let texts: Vec<&str> = edits
        .flatten()
        .filter_map(|one| one["newText"].as_str())
        .collect();
    assert!(texts.iter().any(|text| text.contains('\n')), "{found:?}");
    for text in texts {
        assert_eq!(
            text.matches('\n').count(),
            text.matches("\r\n").count(),
            "{text:?}"
        );
    }
}

#[test]
fn what_a_loop_makes_is_found() {
    let text = "let tag = \"1\"\n\nfor t in [\"rna\", \"dna\"] {\n  job_queue q-${t} {\n    priority = 1\n  }\n}\n\njob_definition a {\n  image   = \"x:${tag}\"\n  runs_on = [q-dna]\n}\n";
    let mut client = Client::start("utf-8", true);
    client.open(URI, text);
    let names = |found: Value| -> Vec<String> {
        let all = found.as_array().cloned().unwrap_or_default();
        let name = |one: &Value| one["name"].as_str().unwrap_or("").to_owned();
        all.iter().map(name).collect()
    };
    let found = client.request("workspace/symbol", json!({ "query": "q" }));
    assert_eq!(names(found), ["q-dna", "q-rna"]);
    let document = json!({ "textDocument": { "uri": URI } });
    let tree = client.request("textDocument/documentSymbol", document.clone());
    assert_eq!(names(tree[1]["children"].clone()), ["q-${t}"]);
    let lenses = client.request("textDocument/codeLens", document.clone());
    let lines = lenses.as_array().expect("lenses").iter();
    let lines: Vec<&Value> = lines.map(|one| &one["range"]["start"]["line"]).collect();
    assert!(lines.contains(&&json!(3)), "{lenses}");

    // Calls go to what is written, whichever of its turns is meant.
    let at = position(text, text.find("q-dna").expect("a reference"));
    let items = client.at("textDocument/prepareCallHierarchy", URI, at);
    assert_eq!(names(items), ["q-${t}"]);

    // Names in strings are coloured and selected as elsewhere.
    let inside = text.find("{tag}").expect("an interpolation") + 1;
    let (line, character) = position(text, inside);
    let tokens = client.request("textDocument/semanticTokens/full", document);
    let (mut at, mut starts) = ((0, 0), Vec::new());
    for token in tokens["data"].as_array().expect("tokens").chunks(5) {
        let (down, right) = (
            token[0].as_u64().unwrap_or(0),
            token[1].as_u64().unwrap_or(0),
        );
        at = if down == 0 {
            (at.0, at.1 + right)
        } else {
            (at.0 + down, right)
        };
        starts.push(at);
    }
    assert!(
        starts.contains(&(line.into(), character.into())),
        "{starts:?}"
    );
    let params = json!({ "textDocument": { "uri": URI }, "positions": [{ "line": line, "character": character }] });
    let selected = client.request("textDocument/selectionRange", params);
    assert_eq!(
        selected[0]["range"],
        range((line, character), (line, character + 3))
    );
}

#[test]
fn what_rules_ask_for_is_added() {
    becomes(
        "job_definition $0a {\n  image = \"busybox:1.36\"\n}\n",
        "Add the 2 attributes it needs",
        "job_definition a {\n  image  = \"busybox:1.36\"\n  vcpus  = 4\n  memory = 7500 MiB\n}\n",
    );
}
