//! Writes a [`Body`] as `terraform fmt` leaves it.
//!
//! The rules of `fmt` that matter: two spaces a level; `=` aligned over consecutive lines that
//! hold a whole `name = value`; a value that opens a bracket and does not close it on its line
//! is left out of that and parts the lines before it from those behind.

use super::hcl::{Block, Body, Expr, Item, Piece, is_identifier, template};

/// Lines longer than this are broken where a list or object allows it.
const WIDTH: usize = 90;

/// A file: blocks parted by blank lines, ending in a newline.
pub fn print(body: &Body) -> String {
    let mut out = String::new();
    write_body(&mut out, body, 0);
    out
}

/// An expression on one line, as it stands inside `${ }`.
pub(super) fn inline(expr: &Expr) -> String {
    let mut out = String::new();
    write_inline(&mut out, expr);
    out
}

fn indent(out: &mut String, level: usize) {
    out.extend(std::iter::repeat_n("  ", level));
}

fn write_body(out: &mut String, body: &Body, level: usize) {
    let mut items = body.items.iter().peekable();
    let mut first = true;
    while let Some(item) = items.next() {
        match item {
            Item::Attribute(name, value) => {
                let mut run = vec![(name.as_str(), value)];
                while let Some(Item::Attribute(name, value)) = items.peek() {
                    run.push((name, value));
                    items.next();
                }
                separate(out, first);
                write_assignments(out, &run, level, Assignment::Attribute);
            }
            Item::Comment(text) => {
                separate(out, first);
                write_comment(out, text, level);
            }
            Item::Block(block) => {
                separate(out, first);
                write_block(out, block, level);
            }
        }
        first = false;
    }
}

fn separate(out: &mut String, first: bool) {
    if !first {
        out.push('\n');
    }
}

fn write_comment(out: &mut String, text: &str, level: usize) {
    for line in text.lines() {
        let line = line.trim_end();
        indent(out, level);
        out.push('#');
        if !line.is_empty() {
            out.push(' ');
            out.extend(line.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        out.push('\n');
    }
}

fn write_block(out: &mut String, block: &Block, level: usize) {
    if let Some(comment) = &block.comment {
        write_comment(out, comment, level);
    }
    indent(out, level);
    out.push_str(&block.kind);
    for label in &block.labels {
        out.push_str(&format!(
            " \"{}\"",
            template(&[Piece::Literal(label.clone())], true)
        ));
    }
    if block.body.is_empty() {
        out.push_str(" {}\n");
        return;
    }
    out.push_str(" {\n");
    write_body(out, &block.body, level + 1);
    indent(out, level);
    out.push_str("}\n");
}

/// Where `name = value` stands: an object's keys may need quotes.
#[derive(Clone, Copy, PartialEq)]
enum Assignment {
    Attribute,
    Key,
}

/// Consecutive `name = value` lines with their signs aligned.
fn write_assignments(out: &mut String, run: &[(&str, &Expr)], level: usize, kind: Assignment) {
    let rendered: Vec<(String, String)> = run
        .iter()
        .map(|(name, value)| {
            let name = if kind == Assignment::Key {
                key(name)
            } else {
                (*name).to_owned()
            };
            let mut text = String::new();
            write_expr(&mut text, value, level, name.chars().count() + 3);
            (name, text)
        })
        .collect();
    let mut start = 0;
    while start < rendered.len() {
        let mut end = start;
        // A line joins the chain if its value is whole on that line; a heredoc's first line
        // does too, but what follows it starts anew.
        while end < rendered.len() && joins(&rendered[end].1) {
            end += 1;
            if rendered[end - 1].1.contains('\n') {
                break;
            }
        }
        // In a block, a value of several lines stands apart from those before and behind it.
        let several = |at: usize| {
            rendered
                .get(at)
                .is_some_and(|(_, value)| value.contains('\n'))
        };
        if kind == Assignment::Attribute {
            if start > 0 && (several(start) || several(start - 1)) {
                out.push('\n');
            }
            if end > start + 1 && several(end - 1) {
                end -= 1;
            }
        }
        let chain = &rendered[start..end.max(start + 1)];
        let width = if end > start {
            let widths = chain.iter().map(|(name, _)| name.chars().count());
            widths.max().unwrap_or(0)
        } else {
            0
        };
        for (name, value) in chain {
            indent(out, level);
            let pad = width.saturating_sub(name.chars().count());
            out.push_str(name);
            out.extend(std::iter::repeat_n(' ', pad));
            out.push_str(" = ");
            out.push_str(value);
            out.push('\n');
        }
        start += chain.len();
    }
}

/// The value opens no bracket on its first line that it closes on a later one.
fn joins(value: &str) -> bool {
    match value.split_once('\n') {
        None => true,
        Some((first, _)) => first.starts_with("<<-"),
    }
}

fn key(name: &str) -> String {
    let reserved = matches!(name, "for" | "if" | "null" | "true" | "false");
    if is_identifier(name) && !name.contains('-') && !reserved {
        name.to_owned()
    } else {
        format!("\"{}\"", template(&[Piece::Literal(name.to_owned())], true))
    }
}

/// Writes a value whose first line has `used` columns before it beyond the indentation.
fn write_expr(out: &mut String, expr: &Expr, level: usize, used: usize) {
    match expr {
        Expr::List(items) if !items.is_empty() => {
            if let Some(line) = list_on_one_line(items, expr, level, used) {
                out.push_str(&line);
                return;
            }
            out.push_str("[\n");
            for item in items {
                indent(out, level + 1);
                if let Some(line) = item_on_one_line(item, level + 1) {
                    out.push_str(&line);
                } else {
                    write_expr(out, item, level + 1, 0);
                    end_heredoc(out, level + 1);
                }
                out.push_str(",\n");
            }
            indent(out, level);
            out.push(']');
        }
        Expr::Object(entries) if !entries.is_empty() => {
            out.push_str("{\n");
            let run: Vec<_> = entries
                .iter()
                .map(|(name, value)| (name.as_str(), value))
                .collect();
            write_assignments(out, &run, level + 1, Assignment::Key);
            indent(out, level);
            out.push('}');
        }
        Expr::Call(name, arguments) => write_call(out, name, arguments, level, used),
        Expr::Template(pieces) => write_template(out, pieces, level),
        _ => write_inline(out, expr),
    }
}

/// Several lines become a heredoc where that means exactly the same.
fn write_template(out: &mut String, pieces: &[Piece], level: usize) {
    let of_lines = |piece: &Piece| matches!(piece, Piece::Literal(text) if text.contains('\n'));
    if !pieces.iter().any(of_lines) {
        return write_quoted(out, pieces);
    }
    if let Some(text) = heredoc(pieces) {
        write_heredoc(out, &text, level);
        return;
    }
    // A heredoc always ends in a newline; `chomp` takes off the one the text does not have.
    let ended: Vec<Piece> = pieces
        .iter()
        .cloned()
        .chain([Piece::Literal("\n".to_owned())])
        .collect();
    match heredoc(&ended) {
        Some(text) if !text.ends_with("\n\n") && text.trim_end_matches('\n').contains('\n') => {
            out.push_str("chomp(");
            write_heredoc(out, &text, level);
            end_heredoc(out, level);
            out.push(')');
        }
        _ => write_quoted(out, pieces),
    }
}

fn write_quoted(out: &mut String, pieces: &[Piece]) {
    out.push('"');
    out.push_str(&template(pieces, true));
    out.push('"');
}

fn write_call(out: &mut String, name: &str, arguments: &[Expr], level: usize, used: usize) {
    out.push_str(name);
    out.push('(');
    for (at, argument) in arguments.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_expr(out, argument, level, used + name.len() + 1);
    }
    end_heredoc(out, level);
    out.push(')');
}

/// A heredoc's end mark stands alone on its line.
fn end_heredoc(out: &mut String, level: usize) {
    if out.ends_with(HEREDOC_END) {
        out.push('\n');
        indent(out, level);
    }
}

/// A list of scalars that fits on its line.
fn list_on_one_line(items: &[Expr], list: &Expr, level: usize, used: usize) -> Option<String> {
    let line = items.iter().all(Expr::is_scalar).then(|| inline(list))?;
    (level * 2 + used + line.chars().count() <= WIDTH).then_some(line)
}

/// A small object of scalars stays on one line in a list: `{ name = "A", value = "b" }`.
fn item_on_one_line(item: &Expr, level: usize) -> Option<String> {
    match item {
        Expr::Object(entries) => {
            let small = entries.len() <= 3 && entries.iter().all(|(_, value)| value.is_scalar());
            let line = small.then(|| inline(item))?;
            (level * 2 + line.chars().count() < WIDTH).then_some(line)
        }
        other => other.is_scalar().then(|| inline(other)),
    }
}

fn write_inline(out: &mut String, expr: &Expr) {
    match expr {
        Expr::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Expr::Number(text) | Expr::Traversal(text) | Expr::Address(text) => out.push_str(text),
        Expr::Template(pieces) => write_quoted(out, pieces),
        Expr::Call(name, arguments) => {
            out.push_str(name);
            out.push('(');
            write_separated(out, arguments);
            out.push(')');
        }
        Expr::List(items) => {
            out.push('[');
            write_separated(out, items);
            out.push(']');
        }
        Expr::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Expr::Object(entries) => {
            out.push_str("{ ");
            for (at, (name, value)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                out.push_str(&key(name));
                out.push_str(" = ");
                write_inline(out, value);
            }
            out.push_str(" }");
        }
    }
}

fn write_separated(out: &mut String, items: &[Expr]) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_inline(out, item);
    }
}

const HEREDOC_END: &str = "EOT";

/// The text of a template of several lines that can be written as `<<-EOT` and mean exactly
/// itself: it ends in a newline, some line has no indentation of its own (what `<<-` removes is
/// the least), and no line is the end mark.
fn heredoc(pieces: &[Piece]) -> Option<String> {
    let plain = |text: &str| {
        text.chars()
            .all(|c| !c.is_control() || c == '\n' || c == '\t')
    };
    let literals = pieces.iter().filter_map(|piece| match piece {
        Piece::Literal(text) => Some(text.as_str()),
        Piece::Interpolation(_) => None,
    });
    if !literals.clone().all(plain) || !literals.clone().any(|text| text.contains('\n')) {
        return None;
    }
    let text = template(pieces, false);
    let lines = || text.strip_suffix('\n').unwrap_or(&text).split('\n');
    let ordinary = |line: &str| {
        line.chars()
            .next()
            .is_none_or(|c| c.is_ascii() || c.is_alphabetic())
    };
    let flush = lines().any(|line| line.chars().next().is_some_and(|c| !c.is_whitespace()));
    let safe = text.ends_with('\n')
        && flush
        && lines().all(|line| ordinary(line) && line.trim() != HEREDOC_END);
    safe.then_some(text)
}

fn write_heredoc(out: &mut String, text: &str, level: usize) {
    out.push_str("<<-");
    out.push_str(HEREDOC_END);
    out.push('\n');
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        // A line of white space alone keeps what it has: `<<-` does not look at it.
        if !line.trim().is_empty() {
            indent(out, level + 1);
        }
        out.push_str(line);
        out.push('\n');
    }
    indent(out, level);
    out.push_str(HEREDOC_END);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, value: Expr) -> (String, Expr) {
        (name.to_owned(), value)
    }

    /// Everything whose layout `terraform fmt` has an opinion on. The text below is what
    /// `terraform fmt` leaves as it is (checked by tests/terraform.py for all examples).
    #[test]
    fn a_body_is_laid_out_as_terraform_fmt_does() {
        let mut inner = Body::default();
        inner.attribute("max_vcpus", Expr::int(2));
        inner.attribute("type", Expr::string("SPOT"));
        let mut body = Body::default();
        body.attribute("name", Expr::string("a"));
        body.attribute("long_name", Expr::Traversal("aws_x.y.id".into()));
        let variables = Expr::List(vec![
            Expr::Object(vec![
                entry("name", Expr::string("A")),
                entry("value", Expr::string("${b}")),
            ]),
            Expr::Object(vec![entry(
                "command",
                Expr::List(vec![Expr::string("x"); 40]),
            )]),
        ]);
        let json = Expr::Object(vec![
            entry("image", Expr::string("busybox")),
            entry("environment", variables),
            entry("odd key", Expr::Bool(true)),
            entry("user", Expr::string("root")),
        ]);
        body.attribute(
            "container_properties",
            Expr::Call("jsonencode".into(), vec![json]),
        );
        body.attribute("tags", Expr::Object(vec![entry("Name", Expr::string("a"))]));
        body.attribute("text", Expr::string("#!/bin/sh\n\n  echo ${HOME}\n"));
        body.attribute("script", Expr::string("one\ntwo"));
        body.attribute("z", Expr::int(1));
        body.block(Block::new("compute_resources", &[], inner));
        let mut file = Body::default();
        file.comment("First");
        file.block(
            Block::new("resource", &["aws_x", "y"], body).with_comment(Some("Docs\n\nmore".into())),
        );
        file.block(Block::new(
            "data",
            &["aws_region", "current"],
            Body::default(),
        ));
        let printed = print(&file);
        let expected = include_str!("../../tests/compile/layout.tf");
        if std::env::var_os("BATCHLANG_BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compile/layout.tf");
            std::fs::write(path, &printed).expect("the fixture can be written");
            return;
        }
        assert_eq!(printed, expected);
    }
}
