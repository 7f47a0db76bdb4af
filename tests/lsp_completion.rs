//! Completion as clients of different abilities get it, and where a cursor stands badly. In the
//! texts `$0` is where the cursor stands.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/marks.rs"]
mod marks;

use client::Client;
use marks::{URI, applied, labels, marked, offered, offers, range};
use serde_json::{Value, json};

/// What is offered to a client that says this of its completion.
fn offered_to(completion: Value, text: &str) -> Value {
    let (text, at, _) = marked(text);
    let mut client = Client::with(json!({
        "general": { "positionEncodings": ["utf-8"] },
        "textDocument": { "completion": completion },
    }));
    client.open(URI, &text);
    client.at("textDocument/completion", URI, at)
}

fn item<'l>(list: &'l Value, label: &str) -> &'l Value {
    let mut items = list["items"].as_array().expect("items").iter();
    let found = items.find(|item| item["label"] == label);
    found.unwrap_or_else(|| panic!("{label} in {list}"))
}

const POOLS: &str = "compute_environment pool {\n}\ncompute_environment other {\n}\n";

#[test]
fn what_all_items_share_is_said_once_where_the_client_knows_how() {
    let text = "job_queue q {\n  prio$0rity = 1\n}\n";
    let plain = offered_to(json!({}), text);
    let word = range((1, 2), (1, 10));
    assert_eq!(plain["itemDefaults"], Value::Null);
    let edit = &item(&plain, "priority")["textEdit"];
    assert_eq!(edit, &json!({ "range": word, "newText": "priority" }));

    let either = json!({ "insertReplaceSupport": true });
    let list = offered_to(json!({ "completionItem": either }), text);
    let both = json!({ "insert": range((1, 2), (1, 6)), "replace": word });
    let edit = &item(&list, "priority")["textEdit"];
    assert_eq!(
        (&edit["insert"], &edit["replace"]),
        (&both["insert"], &both["replace"])
    );

    let defaults = json!({ "itemDefaults": ["commitCharacters", "editRange"] });
    let able = json!({ "completionItem": either, "completionList": defaults });
    let list = offered_to(able.clone(), text);
    assert_eq!(list["itemDefaults"], json!({ "editRange": both }));
    let bare = item(&list, "priority");
    assert_eq!(
        (&bare["textEdit"], &bare["textEditText"]),
        (&Value::Null, &Value::Null)
    );
    // At the end of the word there is nothing to choose between; a text of its own is sent.
    let list = offered_to(
        able,
        "compute_environment c {\n  instance_types = [m5$0]\n}\n",
    );
    let default = json!({ "editRange": range((1, 20), (1, 22)) });
    assert_eq!(list["itemDefaults"], default);
    assert_eq!(item(&list, "m5.large")["textEditText"], "\"m5.large\"");
}

#[test]
fn resolving_adds_the_documentation_and_changes_nothing_else() {
    let (text, at, _) = marked("job_queue q {\n  $0\n}\n");
    let mut client = Client::with(json!({
        "general": { "positionEncodings": ["utf-8"] },
        "textDocument": { "completion": { "completionList": { "itemDefaults": ["editRange"] } } },
    }));
    client.open(URI, &text);
    let list = client.at("textDocument/completion", URI, at);
    let mut sent = item(&list, "priority").clone();
    sent["textEditText"] = json!("priority = ");
    let mut back = client.request("completionItem/resolve", sent.clone());
    let docs = back["documentation"].take();
    let docs = docs["value"].as_str().unwrap_or("");
    assert!(docs.contains("Which queue goes first"), "{docs}");
    back.as_object_mut()
        .expect("an item")
        .remove("documentation");
    assert_eq!(back, sent);
    // What has no documentation comes back as it is.
    let unknown = json!({ "label": "x", "data": "nothing.of.that.name" });
    assert_eq!(
        client.request("completionItem/resolve", unknown.clone()),
        unknown
    );
}

#[test]
fn a_dot_chooses_what_a_dot_may_follow() {
    let able = json!({ "completionItem": { "commitCharactersSupport": true } });
    let text = format!(
        "{POOLS}let big = {{ vcpus = 2 }}\nlet some = 2\nlet x = [compute_environment.$0]\n"
    );
    let label = offered_to(able.clone(), &text);
    assert_eq!(item(&label, "pool")["commitCharacters"], json!(["."]));
    let text = text.replace("compute_environment.$0", "$0");
    let names = offered_to(able, &text);
    assert_eq!(item(&names, "big")["commitCharacters"], json!(["."]));
    assert_eq!(item(&names, "some")["commitCharacters"], Value::Null);
    // Who does not know them does not get them.
    let names = offered_to(json!({}), &text);
    assert_eq!(item(&names, "big")["commitCharacters"], Value::Null);
}

#[test]
fn an_arn_is_found_by_what_is_typed_of_it() {
    let text = "role r {\n  managed_policies = [\"arn:aws:iam::aws:policy/AmazonS3R$0\"]\n}\n";
    let list = offered_to(json!({}), text);
    let found = item(&list, "AmazonS3ReadOnlyAccess");
    assert_eq!(
        found["filterText"],
        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    );
    let list = offered_to(json!({}), &text.replace("arn:aws:iam::aws:policy/", ""));
    let found = item(&list, "AmazonS3ReadOnlyAccess");
    assert_eq!(found["filterText"], Value::Null);
}

#[test]
fn the_best_instance_types_come_first_and_the_rest_by_typing_on() {
    let text = |typed: &str| {
        format!(
            "compute_environment c {{\n  instance_types = [\"{typed}$0\"]\n}}\ncompute_environment d {{\n  instance_types = [\"m6i.large\"]\n}}\n"
        )
    };
    for typed in ["", "m"] {
        let list = offered_to(json!({}), &text(typed));
        let items = list["items"].as_array().expect("items");
        assert!((50..=130).contains(&items.len()), "{}", items.len());
        assert_eq!(list["isIncomplete"], true);
    }
    // A type another environment names is in the catalogue: offered, and once.
    let count = |typed: &str| {
        let all = labels(&text(typed));
        all.iter().filter(|one| *one == "m6i.large").count()
    };
    assert_eq!((count("m"), count("m6i.")), (1, 1));
    // Every type is reached: that of the last family of its letter, too.
    offers(&text("m9"), &["m9g", "m9g.large"], &[]);
    let list = offered_to(json!({}), &text("m9g."));
    assert_eq!(list["isIncomplete"], false);
}

#[test]
fn a_word_the_cursor_stands_before_is_replaced() {
    let queue =
        |list: &str| format!("{POOLS}job_queue q {{\n  compute_environments = [{list}]\n}}\n");
    assert_eq!(labels(&queue("$0pool")), ["other", "pool"]);
    assert_eq!(labels(&queue("$0pool, other")), ["pool"]);
    assert_eq!(labels(&queue("pool, $0")), ["other"]);
    let first = &offered(&queue("$0pool"))[0]["textEdit"];
    assert_eq!(first["range"], range((5, 26), (5, 30)));
}

#[test]
fn behind_the_variables_of_a_loop_stands_in() {
    for text in [
        "for t $0",
        "for t $0\n\njob_queue q {\n}\n",
        "for t i$0\n",
        "for k, v $0\n",
        "let xs = [for t $0]\n",
        "let xs = [for t $0",
        "let xs = [for k, v $0]\n",
        "let xs = { for t $0 }\n",
        "job_queue q {\n  compute_environments = [for t $0]\n}\n",
    ] {
        assert_eq!(labels(text), ["in"], "{text}");
    }
    assert_eq!(labels("let xs = [for $0]\n"), Vec::<String>::new());
    offers(
        "let ys = [1]\nlet xs = [for t in $0]\n",
        &["ys", "range"],
        &["in"],
    );
    offers("let ys = [1]\nlet xs = { for t in $0 }\n", &["ys"], &["in"]);
}

#[test]
fn an_interpolation_is_open_in_a_text_that_does_not_end() {
    let map = "let map = { a = 1 }\n";
    for rest in [
        "",
        "\n  \"\"\"\n",
        "\n  more\n  \"\"\"\n\nlet b = 2\n",
        "\n\nlet b = 2\n",
    ] {
        let text = |code: &str| format!("{map}let a = \"\"\"\n  some ${{{code}$0{rest}");
        offers(&text(""), &["map", "join"], &["a"]);
        offers(&text("m"), &["map"], &[]);
        assert_eq!(labels(&text("map.")), ["a"], "{rest}");
    }
    // Behind its end, and in what begins in the first column, it is not.
    assert_eq!(
        labels(&format!("{map}let a = \"\"\"\n  ${{map.a}} $0")),
        Vec::<String>::new()
    );
    offers(
        &format!("{map}let a = \"\"\"\n  ${{\n\njob$0"),
        &["job_queue"],
        &["map"],
    );
}

#[test]
fn words_of_linux_are_offered_and_explained() {
    let pod = "job_definition j {\n  pod_properties = {\n    containers = [{\n      image = \"a:1\"\n      security_context = { capabilities = { add = [\"SYS$0\"] } }\n    }]\n  }\n}\n";
    offers(pod, &["SYS_PTRACE", "NET_ADMIN", "ALL"], &[]);
    let mount = "job_definition j {\n  image = \"a:1\"\n  linux_parameters = { tmpfs = [{ container_path = \"/x\", size = 1 GiB, mount_options = [\"$0\"] }] }\n}\n";
    offers(mount, &["rw", "noexec", "mode"], &[]);
    let (text, at, _) = marked(mount);
    let mut client = Client::start("utf-8", true);
    client.open(URI, &text);
    let list = client.at("textDocument/completion", URI, at);
    let noexec = item(&list, "noexec").clone();
    assert_eq!(noexec["detail"], "No program on it may be run.");
    let back = client.request("completionItem/resolve", noexec);
    let docs = back["documentation"]["value"].as_str().unwrap_or("");
    assert!(docs.contains("tmpfs.mount_options"), "{docs}");
    // The same words hold the checker; a slip has its fix.
    client.open(
        URI,
        &text.replace("[\"\"]", "[\"rw\", \"mode=1777\", \"noexe\"]"),
    );
    let found = client.pull(URI);
    let found: Vec<&Value> = found
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["code"] == "invalid-format")
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let said = found[0]["message"].as_str().unwrap_or("");
    assert!(said.contains("did you mean `noexec`?"), "{said}");
}

#[test]
fn what_an_object_inside_sets_is_not_set_outside() {
    for text in [
        "launch_template = {\n    $0\n    overrides = [{ version = \"2\" }]\n  }",
        "launch_template = {\n    v$0\n    overrides = [{ version = \"2\" }]\n  }",
        "launch_template = {\n    v$0 = \"4\"\n    overrides = [{ version = \"2\" }]\n  }",
        "launch_template = { v$0, overrides = [{ version = \"2\" }] }",
        "launch_template = { overrides = [{ version = \"2\" }], v$0 }",
    ] {
        let text = format!("compute_environment c {{\n  {text}\n}}\n");
        offers(&text, &["version", "id", "name"], &["overrides"]);
    }
    // What the object itself sets behind the cursor is set, whatever stands between.
    offers(
        "compute_environment c {\n  launch_template = { $0, overrides = [{ id = \"a\" }], version = \"2\" }\n}\n",
        &["id"],
        &["version", "overrides"],
    );
    offers(
        "job_definition j {\n  containers = [{\n    $0\n    ulimits = [{ name = nofile }]\n  }]\n}\n",
        &["name"],
        &["ulimits"],
    );
    offers(
        "job_definition j {\n  pod_properties = {\n    containers = [{\n      $0\n      volume_mounts = [{ name = \"a\", mount_path = \"/a\" }]\n    }]\n  }\n}\n",
        &["name", "image"],
        &["volume_mounts"],
    );
}

#[test]
fn a_declaration_is_offered_where_it_may_stand() {
    offers("$0\n", &["project", "param", "import", "template"], &[]);
    offers("proj$0\n", &["project"], &[]);
    offers("project p$0 {\n}\n", &[], &["project"]);
    let project = "project p {\n  region = \"eu-west-1\"\n}\n\n";
    offers(
        &format!("{project}$0\n"),
        &["param", "import", "job_queue"],
        &["project"],
    );
    for head in ["for t in [1]", "if true"] {
        offers(
            &format!("{head} {{\n  $0\n}}\n"),
            &["job_queue", "let", "for", "if", "existing", "output"],
            &["project", "param", "import", "template"],
        );
    }
}

#[test]
fn a_parameter_takes_the_place_of_its_word_alone() {
    let text = |command: &str| {
        format!(
            "job_definition j {{\n  image = \"a:1\"\n  parameters = {{ input = \"x\" }}\n  command = [{command}]\n}}\n"
        )
    };
    let replaced = |command: &str| {
        let text = text(command);
        let items = offered(&text);
        let edit = &items
            .iter()
            .find(|item| item["label"] == "Ref::input")
            .expect("it")["textEdit"];
        let text = text.replace("$0", "");
        applied(&text, &json!([edit]))
            .lines()
            .nth(3)
            .expect("a line")
            .trim()
            .to_owned()
    };
    for (before, after) in [
        ("\"--in=Ref::$0\"", "\"--in=Ref::input\""),
        ("\"--in=$0\"", "\"--in=Ref::input\""),
        ("\"a Ref::in$0 b\"", "\"a Ref::input b\""),
        ("\"a Ref::i$0x b\"", "\"a Ref::input b\""),
        ("\"é Ref::$0\"", "\"é Ref::input\""),
        ("\"Ref::$0\"", "\"Ref::input\""),
    ] {
        assert_eq!(replaced(before), format!("command = [{after}]"), "{before}");
    }
}

#[test]
fn an_import_names_what_is_open_and_not_imported_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    for name in ["saved.batch", "used.batch", "main.batch"] {
        std::fs::write(folder.path().join(name), "let a = 1\n").expect("written");
    }
    let (text, at, _) = marked("import \"used.batch\"\nimport \"$0\"\n");
    let mut client = Client::start("utf-8", true);
    client.open(&uri("new.batch"), "let b = 2\n");
    client.open(&uri("used.batch"), "let a = 1\n");
    client.open(&uri("main.batch"), &text);
    let list = client.at("textDocument/completion", &uri("main.batch"), at);
    let mut found: Vec<&str> = list["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|item| item["label"].as_str())
        .collect();
    found.sort_unstable();
    assert_eq!(found, ["new.batch", "saved.batch"]);
}
