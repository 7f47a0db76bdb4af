//! What people see, read aloud.

use super::super::samples::{ERROR, Sample, WARNING, hostile};
use super::super::{Diagnostic, printable};
use super::*;
use crate::syntax::source::Span;
use proptest::prelude::*;

fn shown(sample: &Sample, found: &Diagnostic) -> String {
    render(found, &sample.sources, &Options::default())
}

const POOL: &str = "compute_environment pool {\n  type           = SPOT\n  instance_types = [\"m5.large\", \"m6g.large\"]\n  max_vcpus      = 2\n}\n";

#[test]
fn a_finding_with_two_places() {
    let sample = Sample::new(&[("first.batch", POOL)]);
    let found = Diagnostic::new(&ERROR, sample.span(0, "\"m6g.large\""), "`m6g.large` is ARM64, the other types are x86_64")
        .label("ARM64")
        .also(sample.span(0, "\"m5.large\""), "x86_64")
        .why("All instances of a compute environment run one machine image, and an image has one architecture. AWS Batch refuses a mixed list.")
        .help("make an environment for each architecture")
        .fix("remove `\"m6g.large\"`", sample.span(0, "\"m6g.large\""), "");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    error[sample-error]: `m6g.large` is ARM64, the other types are x86_64
       ╭─[first.batch:3:33]
     2 │   type           = SPOT
     3 │   instance_types = ["m5.large", "m6g.large"]
       ·                     ─────┬────  ─────┬─────
       ·                          │           ╰── ARM64
       ·                          ╰── x86_64
     4 │   max_vcpus      = 2
       ╰────
       = why: All instances of a compute environment run one machine image, and an image has one
              architecture. AWS Batch refuses a mixed list.
       = help: make an environment for each architecture
       = fix available: remove `"m6g.large"`
    "#);
}

#[test]
fn places_in_two_files() {
    let sample = Sample::new(&[
        ("a.batch", "job_queue main {\n  priority = 1\n}\n"),
        ("lib/b.batch", "\n\njob_queue main {\n}\n"),
    ]);
    let found = Diagnostic::new(
        &ERROR,
        sample.span(1, "main"),
        "`job_queue main` is declared twice",
    )
    .label("again here")
    .also(sample.span(0, "main"), "first here");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    error[sample-error]: `job_queue main` is declared twice
       ╭─[lib/b.batch:3:11]
     3 │ job_queue main {
       ·           ──┬─
       ·             ╰── again here
     4 │ }
       ╰────
       ╭─[a.batch:1:11]
     1 │ job_queue main {
       ·           ──┬─
       ·             ╰── first here
     2 │   priority = 1
       ╰────
    "#);
}

#[test]
fn an_empty_span_at_the_end_of_the_file() {
    let sample = Sample::new(&[("a.batch", "job_queue main {\n  priority = 1\n\n")]);
    let end = sample.sources.get(FileId(0)).text.len() as u32;
    let found = Diagnostic::new(&ERROR, Span::new(FileId(0), end, end), "a `}` is missing")
        .label("expected `}`")
        .also(sample.span(0, "{"), "opened here");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    error[sample-error]: a `}` is missing
       ╭─[a.batch:4:1]
     1 │ job_queue main {
       ·                ┬
       ·                ╰── opened here
     2 │   priority = 1
       ·               ┬
       ·               ╰── expected `}`
       ╰────
    "#);
}

#[test]
fn an_empty_span_at_the_end_of_a_line_and_an_empty_file() {
    let sample = Sample::new(&[
        ("a.batch", "project p {\n  region =\n  account = 1\n}\n"),
        ("empty.batch", ""),
    ]);
    let after = sample.span(0, "region =").after();
    let found = Diagnostic::new(&ERROR, after, "`region` has no value").label("expected a value");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    error[sample-error]: `region` has no value
       ╭─[a.batch:2:11]
     1 │ project p {
     2 │   region =
       ·           ┬
       ·           ╰── expected a value
     3 │   account = 1
       ╰────
    "#);
    let found =
        Diagnostic::new(&WARNING, Span::new(FileId(1), 0, 0), "the file is empty").label("here");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    warning[sample-warning]: the file is empty
       ╭─[empty.batch:1:1]
     1 │
       · ┬
       · ╰── here
       ╰────
    "#);
}

#[test]
fn tabs_wide_characters_and_control_characters() {
    let sample = hostile();
    insta::assert_snapshot!(shown(&sample, &sample.diagnostics[0]), @r#"
    error[sample-error]: no type `m5.␛]0;x␇"larg␊`
       ╭─[we\u{202e}ird, 100%:dir/a b.batch:2:10]
     1 │ // ␛[2J
     2 │     types =日"𝒎5"
       ·     ──┬──    ──┬─
       ·       │        ╰── not a type\u{9b}2J
       ·       ╰── here
     3 │ }
       ╰────
       = why: 50% of it
              ::error::forged
       = help: use `m5.large`
       = fix available: write `m5.large`
    "#);
}

#[test]
fn a_long_line_is_clipped_around_the_place() {
    let text = format!(
        "let a = \"{}\" + here + \"{}\"\n",
        "x".repeat(5000),
        "y".repeat(5000)
    );
    let sample = Sample::new(&[("a.batch", &text)]);
    let found = Diagnostic::new(&ERROR, sample.span(0, "here"), "`here` is not declared")
        .label("not declared");
    let shown = render(
        &found,
        &sample.sources,
        &Options {
            columns: 60,
            ..Options::default()
        },
    );
    insta::assert_snapshot!(shown, @r#"
    error[sample-error]: `here` is not declared
       ╭─[a.batch:1:5014]
     1 │ …xxxxxxxxxxxxxxxx" + here + "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
       ·                      ──┬─
       ·                        ╰── not declared
       ╰────
    "#);
}

#[test]
fn a_long_span_is_shown_by_its_first_line() {
    let text = format!("job_queue main {{\n{}}}\n", "  // more\n".repeat(40));
    let sample = Sample::new(&[("a.batch", &text)]);
    let all = Span::new(FileId(0), 0, text.len() as u32);
    let found = Diagnostic::new(&WARNING, all, "nothing runs on `main`").label("this queue");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    warning[sample-warning]: nothing runs on `main`
       ╭─[a.batch:1:1]
     1 │ job_queue main {
       · ────────┬───────
       ·         ╰── this queue (to line 42)
     2 │   // more
       ╰────
    "#);
}

#[test]
fn a_span_of_a_few_lines_is_drawn_whole() {
    let sample = Sample::new(&[("first.batch", POOL)]);
    let all = Span::new(FileId(0), 0, POOL.len() as u32);
    let found = Diagnostic::new(&WARNING, all, "nothing uses `pool`").label("this environment");
    insta::assert_snapshot!(shown(&sample, &found), @r#"
    warning[sample-warning]: nothing uses `pool`
       ╭─[first.batch:1:1]
     1 │ ╭─▶ compute_environment pool {
     2 │ │     type           = SPOT
     3 │ │     instance_types = ["m5.large", "m6g.large"]
     4 │ │     max_vcpus      = 2
     5 │ ├─▶ }
       · ╰──── this environment
       ╰────
    "#);
}

#[test]
fn colour_only_where_asked_and_never_a_link() {
    let sample = hostile();
    let plain = shown(&sample, &sample.diagnostics[0]);
    assert!(!plain.contains('\u{1b}'));
    let options = Options {
        color: true,
        ..Options::default()
    };
    let coloured = render(&sample.diagnostics[0], &sample.sources, &options);
    assert!(coloured.contains("\u{1b}["));
    assert!(!coloured.contains("\u{1b}]"));
    let stripped = coloured.split('\u{1b}').map(|part| {
        part.split_once('m')
            .filter(|(code, _)| code.starts_with('['))
            .map_or(part, |(_, text)| text)
    });
    let stripped: String = stripped.collect();
    let squeeze = |text: &str| {
        text.lines()
            .map(|line| line.trim_end().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(squeeze(&stripped), squeeze(&plain));
}

proptest! {
    /// Any text, any span: something is drawn, the place is named, nothing unsafe is printed.
    #[test]
    fn any_span_of_any_text_can_be_shown(text in "[a \t\r\n日é\u{1b}\u{202e}]{0,80}", a in 0u32..90, b in 0u32..90, c in 0u32..90) {
        let sample = Sample::new(&[("a.batch", &text)]);
        let found = Diagnostic::new(&ERROR, Span::new(FileId(0), a, b), "wrong").label("here")
            .also(Span::new(FileId(0), c, c), "there");
        let options = Options { columns: 20, ..Options::default() };
        let shown = render(&found, &sample.sources, &options);
        prop_assert!(shown.contains("a.batch:"), "{}", shown);
        prop_assert!(shown.contains("here") && shown.contains("there"), "{}", shown);
        prop_assert!(!shown.chars().any(|c| printable::is_unsafe(c) && c != '\n'), "{:?}", shown);
    }
}
