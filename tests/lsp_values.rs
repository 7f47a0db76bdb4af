//! What completion knows of the value that is wanted: its type wherever the cursor stands in it, the
//! names that fit, the words the language has for it. In the texts `$0` is where the cursor stands.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/marks.rs"]
mod marks;

use marks::{labels, offered, offers};

const POOLS: &str = "compute_environment pool {\n}\ncompute_environment other {\n}\n";

#[test]
fn strategies_go_with_the_type_and_the_best_comes_first() {
    let labels = |body: &str| {
        let all = labels(&format!(
            "compute_environment c {{\n  {body}\n  allocation_strategy = $0\n}}\n"
        ));
        let words = all.into_iter();
        let words = words.filter(|one| one.contains("BEST_FIT") || one.contains("SPOT_"));
        words.collect::<Vec<_>>()
    };
    assert_eq!(
        labels("type = EC2"),
        [
            "BEST_FIT_PROGRESSIVE",
            "BEST_FIT_PROGRESSIVE_ORDERED",
            "BEST_FIT"
        ]
    );
    let spot = labels("type = SPOT");
    assert_eq!(spot[0], "SPOT_PRICE_CAPACITY_OPTIMIZED");
    assert_eq!(spot.last().map(String::as_str), Some("BEST_FIT"));
    assert!(!spot.contains(&"BEST_FIT_PROGRESSIVE_ORDERED".to_owned()));
    let eks = labels(
        "type = EC2\n  eks_configuration = { cluster_arn = \"arn:aws:eks:eu-west-1:123456789012:cluster/c\", namespace = \"n\" }",
    );
    assert!(!eks.contains(&"BEST_FIT".to_owned()), "{eks:?}");
}

#[test]
fn what_the_attribute_takes_holds_in_branches_arguments_and_loops() {
    let network = |value: &str| format!("param prod: bool\nnetwork n {{\n  nat = {value}\n}}\n");
    for value in [
        "if prod then $0",
        "if prod then $0 else NONE",
        "if prod then NONE else $0",
        "if prod then NONE else if not prod then $0",
        "(if prod then $0",
    ] {
        offers(&network(value), &["PER_AZ", "SINGLE", "NONE"], &[]);
    }
    // A condition is not the value.
    for value in ["if $0", "if prod and $0", "if (if $0"] {
        offers(&network(value), &["prod"], &["PER_AZ", "NONE"]);
    }
    offers(
        "job_queue q {\n  state = if true then $0 else DISABLED\n}\n",
        &["ENABLED", "DISABLED"],
        &[],
    );
    let queue =
        |list: &str| format!("{POOLS}job_queue q {{\n  compute_environments = {list}\n}}\n");
    for list in [
        "concat([p$0], [])",
        "concat([other], [$0])",
        "concat([other], if true then [$0] else [])",
        "distinct(reverse([$0]))",
        "slice([$0], 0, 1)",
        "flatten([[other], [$0]])",
        "[if true then $0 else other]",
        "[for x in [\"a\"]: $0]",
        "[for x in [\"a\"]: if x == \"a\" then $0]",
    ] {
        offers(&queue(list), &["pool"], &["q"]);
    }
    // What a function only looks at, and what a loop goes over, is something else.
    for list in [
        "slice([other], $0)",
        "[for x in [$0]: other]",
        "[for x in [1]: other if $0]",
    ] {
        offers(&queue(list), &["length"], &["pool"]);
    }
    offers(
        &format!(
            "job_queue a {{\n}}\n{POOLS}job_definition j {{\n  runs_on = [if true then $0 else a]\n}}\n"
        ),
        &["a"],
        &["pool"],
    );
    offers(
        "compute_environment c {\n  instance_types = concat([\"m6g.large\"], [\"m7$0\"])\n}\n",
        &["m7g.large"],
        &[],
    );
}

#[test]
fn names_and_functions_are_offered_where_their_values_fit() {
    let lets = "let mem = 2 GiB\nlet pick = pool\nlet list = [pool]\nlet mode = ENABLED\nlet open = file(\"a\")\nparam stage: \"dev\" | \"prod\" = \"dev\"\nparam on: \"ENABLED\" | \"DISABLED\" = \"ENABLED\"\nparam any: string\nparam count: int = 1\n";
    let block = |body: &str| format!("{lets}{POOLS}{body}\n}}\n");
    offers(
        &block("job_queue q {\n  compute_environments = [$0]"),
        &["pool", "pick", "list"],
        &["mem", "stage", "mode", "open", "count", "any", "on"],
    );
    offers(
        &block("job_queue q {\n  compute_environments = $0"),
        &["list", "concat", "distinct", "lookup"],
        &[
            "mem",
            "stage",
            "abs",
            "ceil",
            "ends_with",
            "ecr",
            "split",
            "range",
        ],
    );
    offers(
        &block("job_queue q {\n  state = $0"),
        &["ENABLED", "mode", "any", "on"],
        &["mem", "stage", "pick", "list", "count", "concat"],
    );
    offers(
        &block("job_queue q {\n  priority = $0"),
        &["count", "length", "min"],
        &["mem", "stage", "pick", "any", "upper", "split"],
    );
    offers(
        &block("job_definition j {\n  memory = $0"),
        &["mem", "count", "sum"],
        &["stage", "pick", "upper"],
    );
    offers(
        &block("job_definition j {\n  image = $0"),
        &["open", "any", "stage", "ecr", "format"],
        &["mem", "pick", "length", "concat"],
    );
    // A text that is known must be one the attribute takes.
    offers(
        &block("network n {\n  cidr = $0"),
        &["any", "open"],
        &["stage", "on"],
    );
    let types = "let good = \"m6i\"\nlet fast = \"c6i.large\"\nlet all = [\"optimal\"]\n";
    offers(
        &format!(
            "{types}{}",
            block("compute_environment c {\n  instance_types = [$0]")
        ),
        &["good", "fast", "all"],
        &["stage", "on"],
    );
    // In the middle of an expression anything may stand.
    offers(
        &block("job_queue q {\n  priority = length($0)"),
        &["mem", "stage", "split"],
        &[],
    );
    // A truth may begin with anything that can be compared.
    offers(
        &block("job_definition j {\n  propagate_tags = $0"),
        &["true", "stage", "mem", "starts_with"],
        &["pick"],
    );
    let loops = |list: &str, body: &str| {
        format!("for t in {list} {{\n  job_queue q {{\n    {body}\n  }}\n}}\n")
    };
    offers(&loops("[\"a\"]", "priority = $0"), &[], &["t"]);
    offers(&loops("[1]", "priority = $0"), &["t"], &[]);
    offers(&loops("[{ a = 1 }]", "priority = $0"), &["t"], &[]);
    offers(&loops("[{ a = \"x\" }]", "priority = $0"), &[], &["t"]);
    offers(&loops("xs", "priority = $0"), &["t"], &[]);
}

#[test]
fn what_a_loop_in_brackets_goes_over_is_known_in_it() {
    let teams = "let teams = [{ name = \"x\", w = 1, jobs = [{ cpu = 1 }] }]\n";
    for (rest, wanted) in [
        ("let z = [for t in teams: t.$0]\n", ["name", "w"].as_slice()),
        ("let z = [for t in teams: t.n$0]\n", &["name"]),
        (
            "let z = [for t in teams: { share = t.$0 }]\n",
            &["name", "w"],
        ),
        ("let z = [for t in teams: { share = t.$0", &["name", "w"]),
        ("let z = { for t in teams: t.$0 = 1 }\n", &["name", "w"]),
        (
            "let z = { for t in teams: t.name = t.$0 }\n",
            &["name", "w"],
        ),
        ("let z = [for i, t in teams: t.$0]\n", &["name", "w"]),
        (
            "let z = [for t in teams: [for j in t.jobs: j.$0]]\n",
            &["cpu"],
        ),
        ("let z = [for t in teams: \"a ${t.$0}\"]\n", &["name", "w"]),
        ("let z = [for t in [{ own = 1 }]: t.$0]\n", &["own"]),
        ("let z = [for t in distinct(teams): t if t.$0]\n", &["name"]),
        (
            "for t in teams {\n  let j = t.jobs\n  job_queue q {\n    priority = t.$0\n  }\n}\n",
            &["name"],
        ),
    ] {
        offers(&format!("{teams}{rest}"), wanted, &[]);
    }
    offers(
        &format!("{teams}let z = [for t in teams: $0]\n"),
        &["t", "teams"],
        &["z"],
    );
    // A name that stands for itself is followed no further.
    assert_eq!(labels("let a = [for a in a: a.$0]\n"), Vec::<String>::new());
}

#[test]
fn words_the_language_knows_are_offered() {
    for text in [
        "param x: list($0)\n",
        "param x: list(st$0)\n",
        "param x: map($0",
        "param x: map(list($0",
    ] {
        offers(text, &["string", "int", "list(…)"], &[]);
    }
    let stage = "param stage: \"dev\" | \"prod\"";
    for text in [
        format!("{stage} = \"$0\"\n"),
        format!("{stage} = $0\n"),
        format!("{stage}\nif stage == \"$0\" {{\n}}\n"),
        format!("{stage}\nif stage == $0 {{\n}}\n"),
        format!("{stage}\nlet x = if stage != \"$0\" then 1 else 2\n"),
        "let y = [for s in [\"dev\", \"prod\"]: 1 if s == \"$0\"]\n".to_owned(),
    ] {
        offers(&text, &["dev", "prod"], &[]);
    }
    let first = &offered(&format!("{stage} = $0\n"))[0];
    assert_eq!(first["textEdit"]["newText"], "\"dev\"");

    let logs = |rest: &str| {
        format!("job_definition j {{\n  image = \"a:1\"\n  log_configuration = {{ {rest} }}\n}}\n")
    };
    offers(
        &logs("log_driver = awslogs, options = { $0 }"),
        &["awslogs-group", "awslogs-stream-prefix"],
        &["splunk-url", "log_driver"],
    );
    offers(
        &logs("log_driver = splunk, options = { splunk-url = \"x\", sp$0 }"),
        &["splunk-index"],
        &["splunk-url", "awslogs-group"],
    );
    offers(
        &logs("options = { $0 }, log_driver = awslogs"),
        &["awslogs-group"],
        &["splunk-url"],
    );
    let role =
        |rest: &str| format!("role r {{\n  allow = [{{ {rest} }}]\n}}\njob_queue main {{\n}}\n");
    offers(
        &role("actions = [\"s3:*\"], conditions = { $0 }"),
        &["StringEquals", "IpAddress"],
        &["actions"],
    );
    // The keys of a condition are the user's own.
    offers(
        &role("conditions = { StringEquals = { $0 } }"),
        &[],
        &["StringEquals"],
    );
    offers(&role("resources = [j$0]"), &["job_queue"], &["network"]);

    for (text, words) in [
        ("let x = if true $0", ["then"].as_slice()),
        ("let x = if true then 1 $0", &["else"]),
        ("let x = if true then a e$0", &["else"]),
        ("let x = [if true then 1 $0]\n", &["else"]),
        ("let x = [for a in [1]: a $0]\n", &["if"]),
        (
            "network n {\n  nat = if true then SINGLE $0\n}\n",
            &["else"],
        ),
        ("network n {\n  cidr = i$0\n}\n", &["if"]),
        (
            "job_queue q {\n  compute_environments = [i$0]\n}\n",
            &["if"],
        ),
    ] {
        offers(text, words, &[]);
    }
    assert_eq!(labels("let x = 1 + y $0"), Vec::<String>::new());
    assert_eq!(
        labels("let x = if true then y else z $0"),
        Vec::<String>::new()
    );
}
