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

/// An expression as read and printed again, or what is wrong with it.
fn shown(value: &str) -> String {
    let text = format!("let x = {value}\n");
    let found = findings(&text);
    if !found.is_empty() {
        return found.join("; ");
    }
    let file = parse(FileId(0), &text);
    match &file.items[0].parsed.item.kind {
        ItemKind::Let(found) => batchlang::syntax::print::expr(&found.value),
        other => format!("{other:?}"),
    }
}

#[test]
fn values() {
    let same = [
        "\"text\"",
        "\"a ${b} c\"",
        "\"${f(\"x\")}\"",
        "8",
        "0.25",
        "true",
        "null",
        "512 MiB",
        "90 min",
        "[]",
        "{}",
        "[1, 2]",
        "{ a = 1, \"odd key\" = 2 }",
        "[for t in teams: { share = t.name, weight = 1 } if t.on]",
        "{ for k, v in m: k = v + 1 if v > 0 }",
        "SPOT",
        "spot-pool",
        "job_queue.main.arn",
        "teams[0].name",
        "sizes[\"large\"]",
        "ecr(\"app:1.2\")",
        "now()",
        "queue-${t}-a",
        "${t}",
        "if c then a else b",
        "if a then b else if c then d else e",
        "a + b * c",
        "(a + b) * c",
        "a - (b - c)",
        "a or b and not c == d",
        "not (a or b)",
        "-a.b",
        "-(1 + 2)",
        "1 + (if c then 1 else 2)",
    ];
    for value in same {
        assert_eq!(shown(value), value);
    }
    let others = [
        ("512MiB", "512 MiB"),
        ("1.5 GiB", "1536 MiB"),
        ("120 s", "2 min"),
        ("'raw \\ ${x}'", r#""raw \\ \${x}""#),
        ("\"\\u{1F600}\\t\"", "\"😀\\t\""),
        (
            "\"\"\"\n    a\n      b ${c}\n  \"\"\"",
            "\"a\\n  b ${c}\\n\"",
        ),
        ("'''\n    a ${c}\n    '''", "\"a \\${c}\\n\""),
        ("[1, /* one */ 2, // two\n 3,\n]", "[1, 2, 3]"),
        ("{\n a = 1\n b = [\n 1\n ]\n}", "{ a = 1, b = [1] }"),
        ("1 +\n 2", "1 + 2"),
        ("a-b", "a-b"),
        ("a -b", "a - b"),
        ("((a))", "a"),
        ("\"\"", "\"\""),
    ];
    for (value, expected) in others {
        assert_eq!(shown(value), expected, "{value}");
    }
}

#[test]
fn mistakes_in_values() {
    let cases = [
        ("8 GB", "1:11 unknown-unit `GB`"),
        ("30 sec", "1:12 unknown-unit `sec`"),
        ("5 ms", "1:11 unknown-unit `ms`"),
        ("1 2", "1:9 two-values `1 2`"),
        ("a b", "1:9 two-values `a b`"),
        ("[a, , b]", "1:13 empty-item `,`"),
        ("[a b]", "1:12 missing-comma `b`"),
        ("[\n a\n b\n]", "2:3 missing-comma ``"),
        ("{ a: 1 }", "1:12 missing-equals `:`"),
        (
            "{ \"a\": 1, b => 2 }",
            "1:14 missing-equals `:`; 1:21 missing-equals `=>`",
        ),
        ("{ a = 1 b = 2 }", "1:17 missing-comma `b = 2`"),
        ("{\n a =\n b = 2\n}", "2:4 expected-value `=`"),
        ("a && b", "1:11 foreign-syntax `&&`"),
        ("a || b", "1:11 foreign-syntax `||`"),
        ("!a", "1:9 foreign-syntax `!`"),
        ("a ? b : c", "1:11 foreign-syntax `?`"),
        ("1 +", "1:11 expected-value `+`"),
        ("“smart”", "1:9 smart-quotes `“smart”`"),
        ("\"open", "1:9 unterminated-string `\"open`"),
        ("\"a ${b\"", "1:9 unterminated-string `\"a ${b\"`"),
        ("\"\\q\"", "1:10 unknown-escape `\\q`"),
        ("[1", "1:9 unclosed-bracket `[`"),
        ("1]", "1:10 stray-bracket `]`"),
        (
            "99999999999999999999",
            "1:9 number-too-large `99999999999999999999`",
        ),
        ("1.0000001 s", "1:9 not-whole `1.0000001 s`"),
        ("then", "1:9 reserved-word `then`"),
        ("1;", "1:10 trailing-separator `;`"),
        ("1,", "1:10 trailing-separator `,`"),
        ("{ \"${a}\" = 1 }", "1:14 unexpected-interpolation `a`"),
        ("<<EOF\nx\nEOF", "1:9 foreign-syntax `<<`"),
        ("/* x", "1:9 unclosed-comment `/*`"),
        ("", "1:7 expected-value `=`"),
        ("a == ", "1:11 expected-value `==`"),
        ("f(1,,2)", "1:13 empty-item `,`"),
        ("if a b", "1:12 two-values `a b`"),
        ("@", "1:9 unexpected-text `@`"),
    ];
    for (value, expected) in cases {
        assert_eq!(shown(value), expected, "{value}");
    }
}

#[test]
fn mistakes_in_declarations() {
    let cases = [
        (
            "job_queue main {\n  priority 1\n}",
            "2:11 missing-equals ``",
        ),
        (
            "job_queue main {\n  priority: 1\n}",
            "2:11 missing-equals `:`",
        ),
        (
            "job_queue main {\n  priority = 1;\n}",
            "2:15 trailing-separator `;`",
        ),
        (
            "job_queue main {\n  priority\n}",
            "2:3 expected-value `priority`",
        ),
        (
            "job_queue main {\n  retry {\n    a = 1\n  }\n}",
            "2:3 nested-block `retry`",
        ),
        (
            "a b {\n  job_queue c {\n    d = 1\n  }\n}",
            "2:3 nested-block `job_queue c`",
        ),
        ("job_queue \"main\" {\n}", "1:11 quoted-name `\"main\"`"),
        (
            "resource \"a\" \"b\" {\n}",
            "1:1 foreign-syntax `resource \"a\" \"b\"`",
        ),
        ("project {\n}", "1:1 missing-label `project`"),
        (
            "job_queue main = {\n  priority = 1\n}",
            "1:16 unexpected-equals `=`",
        ),
        (
            "job_queue main\n  priority = 1\n}",
            "1:1 missing-body `job_queue main`",
        ),
        ("job_queue main", "1:1 missing-body `job_queue main`"),
        ("priority = 1", "1:1 stray-attribute `priority`"),
        (
            "# note\nlet a = 1 # two",
            "1:1 hash-comment `#`; 2:11 hash-comment `#`",
        ),
        ("a b {\n  c = 1 d = 2\n}", "2:9 two-values `d`"),
        ("a b {\n  c d = 2\n}", "2:3 unexpected-text `c d`"),
        ("a b {\n  \"c\" = 2\n}", "2:3 quoted-name `\"c\"`"),
        ("a b {\n  c = [\n    d = 1\n}", "2:7 unclosed-bracket `[`"),
        ("a b {\n  c = 1\n}\n}", "4:1 stray-bracket `}`"),
        ("param a: number = 1", "1:10 unknown-type `number`"),
        ("param a = 1", "1:7 unknown-type `a`"),
        ("param a: int =", "1:14 expected-value `=`"),
        ("import \"a${b}\"", "1:12 unexpected-interpolation `b`"),
        ("let a =\nlet b = 1", "1:7 expected-value `=`"),
        ("a b c {\n}", "1:5 unexpected-text `c`"),
        ("template a {\n}", "1:1 missing-label `template a`"),
        ("a b :  {\n}", "1:5 unexpected-text `:`"),
        ("for x on y {\n}", "1:7 unexpected-text `on`"),
        ("\0", "1:1 nul-byte `\0`"),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, expected)| (text, findings(text).join("; "), expected))
        .filter(|(_, found, expected)| found != *expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_declaration() {
    let text = include_str!("fixtures/every-form.batch");
    assert_eq!(findings(text), [""; 0]);
    let file = parse(FileId(0), text);
    assert_eq!(
        kinds(text),
        [
            "Import",
            "Param",
            "Param",
            "Param",
            "Let",
            "project",
            "job_queue",
            "Template",
            "job_definition",
            "For",
            "If",
            "Output"
        ]
    );
    let Some(Item {
        docs,
        kind: ItemKind::Block(block),
        ..
    }) = file
        .items
        .iter()
        .map(|item| &item.parsed.item)
        .find(|item| item.docs.is_some())
    else {
        panic!("a documented block");
    };
    assert_eq!(docs.as_deref(), Some("What runs.\nIn two lines."));
    assert_eq!(
        block.base.as_ref().map(|base| base.text.as_str()),
        Some("base")
    );
    let allow = &file.allows[0];
    assert_eq!(allow.code.text, "latest-image");
    assert_eq!(allow.reason.as_deref(), Some("pinned elsewhere"));
    assert_eq!(allow.target, Some(block.attributes_range("image", &file)));
}

/// The absolute range of an attribute, for the test above.
trait AttributesRange {
    fn attributes_range(&self, name: &str, file: &ParsedFile) -> batchlang::syntax::source::Range;
}

impl AttributesRange for Block {
    fn attributes_range(&self, name: &str, file: &ParsedFile) -> batchlang::syntax::source::Range {
        let attribute = self
            .body
            .attributes
            .iter()
            .find(|a| a.name.text == name)
            .expect("there");
        let item = file
            .items
            .iter()
            .find(|item| matches!(&item.parsed.item.kind, ItemKind::Block(b) if b == self))
            .expect("there");
        let span = attribute.range.at(FileId(0), item.start);
        batchlang::syntax::source::Range::new(span.start, span.end)
    }
}

#[test]
fn brackets_that_match_are_not_judged_by_layout() {
    let text = "a b {\nc = {\nd = 1\n}\ne = [\nf,\n]\n}\nfor x in y {\ng h {\n}\n}\n";
    assert_eq!(findings(text), [""; 0]);
}

#[test]
fn line_ends_and_byte_order_mark() {
    let text = "\u{feff}a b {\r\n  c = [\r\n    1,\r\n  ]\r\n  d = \"x\" // y\r\n}\r\n";
    assert_eq!(findings(text), [""; 0]);
    assert_eq!(parse(FileId(0), text).items[0].start, 3);
}

/// The programs under a heading of a page.
fn programs(page: &str, heading: &str) -> Vec<String> {
    let section = page.split(&format!("## {heading}\n")).nth(1).unwrap_or("");
    let section = section.split("\n## ").next().unwrap_or("");
    let blocks = section.split("```batch\n").skip(1);
    blocks
        .filter_map(|block| Some(block.split_once("\n```")?.0.to_owned()))
        .collect()
}

#[test]
fn pages_show_what_they_say() {
    for code in batchlang::syntax::codes::CODES {
        for bad in programs(code.page, "Bad") {
            let found = findings(&bad);
            assert!(!found.is_empty(), "{} finds nothing in\n{bad}", code.name);
            for found in found {
                let name = found.split(' ').nth(1);
                assert_eq!(name, Some(code.name), "{found} in\n{bad}");
            }
        }
        for good in programs(code.page, "Good") {
            assert_eq!(findings(&good), [""; 0], "{} in\n{good}", code.name);
            let formatted = batchlang::syntax::format(&good);
            assert_eq!(formatted.trim_end(), good, "{} is formatted", code.name);
        }
    }
}
