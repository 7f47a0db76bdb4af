//! The formatter: what it does to texts, and what it must never do.

use batchlang::syntax::format;

#[track_caller]
fn formats(text: &str, expected: &str) {
    let once = format(text);
    assert_eq!(once, expected);
    assert_eq!(format(&once), once, "formatting again changes nothing");
}

#[test]
fn formatted_files_stay() {
    let text = include_str!("fixtures/every-form.batch");
    formats(text, text);
    let faulty = include_str!("fixtures/nine-faults.batch");
    let once = format(faulty);
    assert_eq!(format(&once), once);
    for line in [
        "\"m5.xlarge\"\n  min_vcpus      =\n",
        "  image   = \"busybox:1.36\n",
        "[\"echo\", , ",
    ] {
        assert!(once.contains(line), "{line} stays as it is in\n{once}");
    }
}

#[test]
fn attributes() {
    formats(
        "job_queue   main{\npriority=1\n\n\n\n  // order matters\n  compute_environments=[a,b]// in order\n state = ENABLED // on\n}",
        "job_queue main {\n  priority = 1\n\n  // order matters\n  compute_environments = [a, b]   // in order\n  state                = ENABLED  // on\n}\n",
    );
}

#[test]
fn declarations_stand_apart() {
    formats(
        "let a=1\nlet b = 2\na b {}\n// of c\nc d { }\n\n\n\n/// doc\ne f : g {\n\n}\n",
        "let a = 1\nlet b = 2\n\na b {}\n\n// of c\nc d {}\n\n/// doc\ne f : g {}\n",
    );
}

#[test]
fn lists_and_maps() {
    formats(
        "let a = [ 1,2 , ]\nlet b = {x=1,y = -2}\nlet c = [\n1, 2 // two\n, 3]\nlet d = {\nx = 1, yy = [\n]\n\n// last\n}\n",
        "let a = [1, 2]\nlet b = { x = 1, y = -2 }\nlet c = [\n  1,\n  2,  // two\n  3,\n]\nlet d = {\n  x  = 1\n  yy = []\n\n  // last\n}\n",
    );
}

#[test]
fn what_is_too_wide_is_broken() {
    let item = "\"0123456789012345678901234567890123456789\"";
    formats(
        &format!("let a = [{item}, {item}, {{ b = {item} }}]\n"),
        &format!("let a = [\n  {item},\n  {item},\n  {{ b = {item} }},\n]\n"),
    );
    formats(
        &format!("a b {{\n  c = merge({{ x = {item} }}, {{ y = {item}, z = 1 }})\n}}\n"),
        &format!(
            "a b {{\n  c = merge(\n    {{ x = {item} }},\n    {{ y = {item}, z = 1 }},\n  )\n}}\n"
        ),
    );
}

#[test]
fn units_and_operators() {
    formats(
        "let a = 512MiB\nlet b=- 1+2 *-x\nlet c = if a==1 and not(b) then queue-${x}-y else f( x )[0].z\n",
        "let a = 512 MiB\nlet b = -1 + 2 * -x\nlet c = if a == 1 and not (b) then queue-${x}-y else f(x)[0].z\n",
    );
}

#[test]
fn text_is_left_alone() {
    let text = "a b {\n  c = \"\"\"\n      x  ${ y }\n   \"\"\"\n  d = '''\n z   \n'''\n}\n";
    formats(text, text);
}

#[test]
fn broken_lines_stay() {
    formats(
        "a b {\n  c   =  [1,\n  d=1\n      e 5   6\n  f=2\n}\n",
        "a b {\n  c   =  [1,\n  d = 1\n  e 5   6\n  f = 2\n}\n",
    );
}

#[test]
fn the_newline_of_the_file() {
    formats("a b {\r\nc=1\r\n}\r\n", "a b {\r\n  c = 1\r\n}\r\n");
    formats("\u{feff}let a=1", "\u{feff}let a = 1\n");
    formats("", "");
    formats("\n\n// x  \n\n\n", "// x\n");
}

#[test]
fn one_comma_keeps_its_declaration_and_nothing_else() {
    formats(
        "project p{region=\"us-east-1\"}\njob_queue q{priority=1, compute_environments=[c]}\nlet   a=1\nfor x in [1]{\njob_queue r{priority=1, state=ENABLED}\n  let b=2\n}\n",
        "project p {\n  region = \"us-east-1\"\n}\n\njob_queue q{priority=1, compute_environments=[c]}\n\nlet a = 1\n\nfor x in [1] {\n  job_queue r{priority=1, state=ENABLED}\n\n  let b = 2\n}\n",
    );
}

#[test]
fn what_closes_nothing_stays_between_declarations() {
    formats(
        "a b{\nc=1\n}\n,\nlet   d=1\n",
        "a b {\n  c = 1\n}\n,\nlet d = 1\n",
    );
}

#[test]
fn a_value_by_indentation_moves_with_its_name() {
    formats(
        "a b{\nc=1\ne =\n  F: g\n  H: i\nj=2\n}\n",
        "a b {\n  c = 1\n  e =\n    F: g\n    H: i\n  j = 2\n}\n",
    );
}
