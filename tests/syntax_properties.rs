//! What holds for any text: the parser is total and quick, the cache changes nothing, and the
//! formatter moves tokens without touching them.

mod common;

use batchlang::diagnostic::Diagnostic;
use batchlang::syntax::ast::*;
use batchlang::syntax::lex::{Token, TokenKind, lex};
use batchlang::syntax::outline::{Member, Shape, outline};
use batchlang::syntax::source::{FileId, Range};
use batchlang::syntax::{ItemCache, format, parse, parse_cached};
use common::pieces::PIECES;
use proptest::prelude::*;

const FILES: [&str; 2] = [
    include_str!("fixtures/every-form.batch"),
    include_str!("fixtures/nine-faults.batch"),
];

/// A file after a few random edits.
fn edited() -> impl Strategy<Value = String> {
    let edit = (
        any::<prop::sample::Index>(),
        0usize..12,
        prop::sample::select(PIECES),
    );
    (
        prop::sample::select(&FILES[..]),
        prop::collection::vec(edit, 0..6),
    )
        .prop_map(|(text, edits)| {
            let mut text = text.to_owned();
            for (place, length, snippet) in edits {
                edit_text(&mut text, place, length, snippet);
            }
            text
        })
}

fn edit_text(text: &mut String, place: prop::sample::Index, length: usize, snippet: &str) {
    let boundary = |text: &str, at: usize| {
        (at..=text.len())
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(text.len())
    };
    let start = boundary(text, place.index(text.len() + 1));
    let end = boundary(text, (start + length).min(text.len()));
    text.replace_range(start..end, snippet);
}

/// A file without mistakes, with white space, commas and comments between its tokens.
fn decorated() -> impl Strategy<Value = String> {
    const BETWEEN: [&str; 11] = [
        "\n",
        "\n\n\n",
        " ",
        "// c\n",
        "\n  // own\n",
        "/* c */",
        "/* c\n   d */",
        "/// d\n",
        "\r\n",
        ",",
        "// allow(x): y\n",
    ];
    let edit = (
        any::<prop::sample::Index>(),
        prop::sample::select(&BETWEEN[..]),
    );
    prop::collection::vec(edit, 1..5).prop_map(|edits| {
        let mut text = FILES[0].to_owned();
        for (place, between) in edits {
            let tokens = lex(&text).tokens;
            let at = tokens[place.index(tokens.len())].start as usize;
            text.insert_str(at, between);
        }
        text
    })
}

/// Snippets in any order, and bytes of any kind.
fn soup() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|parts| parts.concat()),
        prop::collection::vec(any::<u8>(), 0..200)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

fn check_range(text: &str, range: Range, base: u32, what: &str) {
    let (start, end) = ((range.start + base) as usize, (range.end + base) as usize);
    assert!(
        start <= end && text.get(start..end).is_some(),
        "{what} {start}..{end} of\n{text}"
    );
}

fn check_diagnostic(text: &str, found: &Diagnostic, base: u32) {
    let spans = std::iter::once(found.span)
        .chain(found.labels.iter().map(|label| label.span))
        .chain(
            found
                .fixes
                .iter()
                .flat_map(|fix| fix.edits.iter().map(|edit| edit.span)),
        );
    for span in spans {
        check_range(
            text,
            Range::new(span.start, span.end),
            base,
            found.code.name,
        );
    }
}

fn check_members(text: &str, members: &[Member], within: Range) {
    let mut at = within.start;
    for member in members {
        check_range(text, member.range, 0, "member");
        assert!(
            at <= member.range.start && member.range.end <= within.end,
            "members nest\n{text}"
        );
        at = member.range.end;
        if let Shape::Block {
            head,
            body,
            members,
            ..
        } = &member.shape
        {
            assert!(member.range.start <= head.start && head.end <= body.start);
            check_members(text, members, *body);
        }
    }
}

fn check_expr(text: &str, expr: &Expr, within: Range, base: u32) {
    check_range(text, expr.range, base, "expression");
    assert!(
        within.start <= expr.range.start && expr.range.end <= within.end,
        "{expr:?} in {within:?} of\n{text}"
    );
    match &expr.kind {
        ExprKind::List(parts) | ExprKind::Call(_, parts) => {
            parts
                .iter()
                .for_each(|part| check_expr(text, part, expr.range, base));
        }
        ExprKind::Map(entries) => {
            entries
                .iter()
                .for_each(|entry| check_expr(text, &entry.value, expr.range, base));
        }
        ExprKind::Binary(_, left, right) | ExprKind::Index(left, right) => {
            check_expr(text, left, expr.range, base);
            check_expr(text, right, expr.range, base);
        }
        ExprKind::Unary(_, inner) | ExprKind::Access(inner, _) => {
            check_expr(text, inner, expr.range, base);
        }
        ExprKind::String(parts) | ExprKind::Label(parts) => {
            for part in parts {
                if let StringPart::Expr(inner) = part {
                    check_expr(text, inner, expr.range, base);
                }
            }
        }
        _ => {}
    }
}

fn check_item(text: &str, item: &Item, within: Range, base: u32) {
    check_range(text, item.range, base, "item");
    assert!(
        within.start <= item.range.start && item.range.end <= within.end,
        "items nest\n{text}"
    );
    match &item.kind {
        ItemKind::Block(Block { body, .. }) | ItemKind::Template(TemplateItem { body, .. }) => {
            for attribute in &body.attributes {
                check_range(text, attribute.range, base, "attribute");
                check_expr(text, &attribute.value, attribute.range, base);
            }
        }
        ItemKind::Let(Let { value, .. }) | ItemKind::Output(Output { value, .. }) => {
            check_expr(text, value, item.range, base);
        }
        ItemKind::For(For { items, .. }) | ItemKind::If(If { items, .. }) => {
            items
                .iter()
                .for_each(|inner| check_item(text, inner, item.range, base));
        }
        _ => {}
    }
}

fn check_file(text: &str) {
    let cut = outline(FileId(0), text);
    check_members(text, &cut.members, Range::new(0, text.len() as u32));
    let file = parse(FileId(0), text);
    file.diagnostics
        .iter()
        .for_each(|found| check_diagnostic(text, found, 0));
    for allow in &file.allows {
        check_range(text, allow.range, 0, "allow");
        check_range(text, allow.code.range, 0, "allow");
    }
    for item in &file.items {
        let within = Range::new(0, item.parsed.item.range.end);
        check_item(text, &item.parsed.item, within, item.start);
        item.parsed
            .diagnostics
            .iter()
            .for_each(|found| check_diagnostic(text, found, item.start));
    }
}

/// Everything but white space and commas, in order: what means something, and the comments.
fn tokens(text: &str) -> [Vec<String>; 2] {
    let lexed = lex(text).tokens;
    let kept = lexed
        .iter()
        .filter(|token| !matches!(token.kind, TokenKind::Newline | TokenKind::Comma));
    let (comments, code): (Vec<&Token>, Vec<&Token>) =
        kept.partition(|token| token.kind.is_comment());
    [code, comments].map(|tokens| {
        let texts = tokens.iter().map(|token| token.text(text));
        texts
            .map(|text| text.trim_end().replace("\r\n", "\n"))
            .collect()
    })
}

fn check_format(text: &str) {
    let once = format(text);
    assert!(
        tokens(&once) == tokens(text),
        "a token changed in\n{text}\n=>\n{once}"
    );
    let twice = format(&once);
    assert!(
        twice == once,
        "formatting again changes\n{text}\n=>\n{once}\n=>\n{twice}"
    );
}

fn same(a: &ParsedFile, b: &ParsedFile) {
    assert_eq!(a.diagnostics, b.diagnostics);
    assert_eq!(a.allows, b.allows);
    assert_eq!(a.items.len(), b.items.len());
    for (a, b) in a.items.iter().zip(&b.items) {
        assert_eq!(a.start, b.start);
        assert_eq!(a.parsed.item, b.parsed.item);
        assert_eq!(a.parsed.diagnostics, b.parsed.diagnostics);
    }
}

/// A file without a mistake stays without one, and its items stay what they are.
fn clean(text: &str) -> bool {
    let file = parse(FileId(0), text);
    file.diagnostics.is_empty()
        && file
            .items
            .iter()
            .all(|item| item.parsed.diagnostics.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read(text in soup()) {
        check_file(&text);
        check_format(&text);
    }

    #[test]
    fn any_edit_is_read(text in edited()) {
        check_file(&text);
        check_format(&text);
        if clean(&text) {
            prop_assert!(clean(&format(&text)), "{text}\n=>\n{}", format(&text));
        }
    }

    #[test]
    fn comments_and_blanks_are_kept(text in decorated()) {
        check_file(&text);
        check_format(&text);
        if clean(&text) {
            prop_assert!(clean(&format(&text)), "{text}\n=>\n{}", format(&text));
        }
    }

    #[test]
    fn the_cache_changes_nothing(
        text in edited(),
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0usize..12, prop::sample::select(PIECES)), 1..6),
    ) {
        let mut cache = ItemCache::default();
        let mut text = text;
        for (place, length, snippet) in edits {
            same(&parse_cached(FileId(0), &text, &mut cache), &parse(FileId(0), &text));
            prop_assert!(cache.len() <= parse(FileId(0), &text).items.len());
            edit_text(&mut text, place, length, snippet);
        }
    }
}

#[test]
fn nothing_overflows_the_stack() {
    let n = 10_000;
    let texts = [
        format!("let x = {}", "[".repeat(n)),
        format!("let x = {}1{}", "[".repeat(n), "]".repeat(n)),
        format!("let x = {}1{}", "(".repeat(n), ")".repeat(n)),
        format!("let x = {}1{}", "{ a = ".repeat(n), "}".repeat(n)),
        format!("let x = {}a{}", "\"${".repeat(n), "}\"".repeat(n)),
        "${".repeat(n),
        format!("a {}", "${".repeat(n)),
        "\"\"\"${\n".repeat(n),
        "for x in y {\n".repeat(n),
        format!("{}{}", "for x in y {\n".repeat(n), "}\n".repeat(n)),
        format!("let x = {}a", "not ".repeat(n)),
        format!("let x = {}1", "-".repeat(n)),
        format!("let x = {}", "if a then ".repeat(n)),
        format!("let x = {}d", "if a then b else ".repeat(n)),
        format!("let x = a{}", ".b".repeat(n)),
        format!("let x = a{}", "[0]".repeat(n)),
        format!("let x = 1{}", " + 1".repeat(100_000)),
        format!("let x = {}1{}", "f(".repeat(n), ")".repeat(n)),
        format!("{}{}", "/*".repeat(n), "*/".repeat(n)),
        "/*".repeat(n),
        "((((".repeat(n),
        format!("param x: {}int{}", "list(".repeat(n), ")".repeat(n)),
        "a = [{(".repeat(n),
        "a {\n".repeat(n),
        "'''\n".repeat(n + 1),
        "<<EOF\n".repeat(n),
        "\"".repeat(n + 1),
        format!("let x = \"{}\"", "y".repeat(10 << 20)),
    ];
    for text in &texts {
        check_file(text);
        check_format(text);
    }
}

#[test]
fn work_grows_with_the_text() {
    let lines = |count: usize, line: &str| line.repeat(count);
    for line in [
        "a b {\n  c = [1, 2]\n}\n",
        "a b {\n  c = [1, 2\n",
        "let x = 1 +\n",
        "\n",
        "// x\n",
        "a b\n",
        "}\n",
        "let x = \"\"\"${\n",
        "let x = [\n",
    ] {
        let small = outline(FileId(0), &lines(1_000, line)).steps;
        let large = outline(FileId(0), &lines(10_000, line)).steps;
        assert!(
            large <= small * 11,
            "{line:?}: {small} steps, ten times as long {large}"
        );
    }
}
