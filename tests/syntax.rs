//! The front end on whole files: what it reads, and what it says of files with mistakes.

use batchlang::syntax::ast::*;
use batchlang::syntax::parse;
use batchlang::syntax::source::{FileId, Source};

/// Every diagnostic of a text as `LINE:COLUMN code "text at the span"`, in order.
fn findings(text: &str) -> Vec<String> {
    let source = Source::new("test", text);
    let file = parse(FileId(0), text);
    let items = file.items.iter().flat_map(|item| {
        item.parsed
            .diagnostics
            .iter()
            .map(|found| found.placed(FileId(0), item.start))
    });
    let mut all: Vec<_> = file.diagnostics.iter().cloned().chain(items).collect();
    all.sort_by_key(|found| (found.span.start, found.span.end));
    all.iter()
        .map(|found| {
            let (line, column) = source.position(found.span.start);
            let shown = source
                .slice(found.span)
                .lines()
                .next()
                .unwrap_or("")
                .to_owned();
            format!("{line}:{column} {} `{shown}`", found.code.name)
        })
        .collect()
}

fn kinds(text: &str) -> Vec<String> {
    let file = parse(FileId(0), text);
    file.items
        .iter()
        .map(|item| match &item.parsed.item.kind {
            ItemKind::Block(block) => block.kind.text.to_string(),
            other => format!("{other:?}")
                .chars()
                .take_while(|c| c.is_alphanumeric())
                .collect(),
        })
        .collect()
}

#[test]
fn nine_faults_are_nine_findings() {
    let text = include_str!("fixtures/nine-faults.batch");
    assert_eq!(
        findings(text),
        [
            "5:26 unclosed-bracket `{`",
            "7:20 unclosed-bracket `[`",
            "8:18 expected-value `=`",
            "12:11 missing-equals ``",
            "17:13 unterminated-string `\"busybox:1.36`",
            "18:13 two-values `1 2`",
            "20:22 empty-item `,`",
            "28:13 unclosed-bracket `{`",
        ],
        "the ninth, the misspelt `job_defnition`, is the checker's to find"
    );
    assert_eq!(
        kinds(text),
        [
            "project",
            "compute_environment",
            "job_queue",
            "job_defnition",
            "job_definition"
        ]
    );
}
