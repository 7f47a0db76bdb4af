//! Writes a [`Body`] as `terraform fmt` leaves it.
//!
//! The rules of `fmt` that matter: two spaces a level; `=` aligned over consecutive lines that
//! hold a whole `name = value`; a value that opens a bracket and does not close it on its line
//! is left out of that and parts the lines before it from those behind.

use super::hcl::{
    Block, Body, Expr, Item, Piece, is_identifier, template, write_literal, write_template,
};

/// Lines longer than this are broken where a list or object allows it.
const WIDTH: usize = 90;

/// A file: blocks parted by blank lines, ending in a newline.
pub fn print(body: &Body) -> String {
    let mut printer = Printer::default();
    printer.body(body, 0);
    printer.finish_draft();
    printer.out
}

/// Prints what stands behind other members of a file, block by block, so that no block needs to
/// outlive its text.
#[derive(Default)]
pub(super) struct Appendix(Printer);

impl Appendix {
    pub fn body(&mut self, body: &Body) {
        if !body.is_empty() {
            self.0.draft.push('\n');
            self.0.body(body, 0);
            self.0.finish_draft();
        }
    }

    pub fn block(&mut self, block: &Block) {
        self.0.draft.push('\n');
        self.0.block(block, 0);
        self.0.finish_draft();
    }

    pub fn text(self) -> String {
        self.0.out
    }
}

/// An expression on one line, as it stands inside `${ }`.
pub(super) fn inline(expr: &Expr) -> String {
    let mut printer = Printer::default();
    printer.inline(expr);
    printer.draft
}

/// Where `name = value` stands: an object's keys may need quotes.
#[derive(Clone, Copy, PartialEq)]
enum Assignment {
    Attribute,
    Key,
}

/// A line whose `=` is to stand below those of its neighbours.
struct Line {
    /// The gap behind its name.
    gap: usize,
    /// The characters of its name.
    width: usize,
}

/// Where white space may have to go once what follows is known.
struct Gap {
    /// Its place in the draft.
    at: usize,
    space: Space,
}

#[derive(Clone, Copy)]
enum Space {
    /// So many; perhaps none.
    Blanks(usize),
    Newline,
}

/// Everything is written once, to a draft; the spaces before `=` and the blank lines around long
/// values go in on the way from there to the output, when all lines of a run are known.
#[derive(Default)]
struct Printer {
    out: String,
    draft: String,
    /// In the order of their places.
    gaps: Vec<Gap>,
    /// The lines to be aligned: those of an object lie above those around it.
    lines: Vec<Line>,
}

impl Printer {
    fn indent(&mut self, level: usize) {
        blanks(&mut self.draft, level * 2);
    }

    /// Leaves room for white space here; answers with its index.
    fn gap(&mut self) -> usize {
        self.gaps.push(Gap {
            at: self.draft.len(),
            space: Space::Blanks(0),
        });
        self.gaps.len() - 1
    }

    /// Moves the draft to the output, with what goes into its gaps.
    fn finish_draft(&mut self) {
        let mut from = 0;
        for gap in self.gaps.drain(..) {
            let filled = !matches!(gap.space, Space::Blanks(0));
            if filled {
                self.out.push_str(&self.draft[from..gap.at]);
                from = gap.at;
            }
            match gap.space {
                Space::Blanks(count) => blanks(&mut self.out, count),
                Space::Newline => self.out.push('\n'),
            }
        }
        self.out.push_str(&self.draft[from..]);
        self.draft.clear();
    }

    fn body(&mut self, body: &Body, level: usize) {
        let mut items = body.items.iter().peekable();
        let mut first = true;
        while let Some(item) = items.peek() {
            if !first {
                self.draft.push('\n');
            }
            first = false;
            match item {
                Item::Attribute(..) => {
                    let run = std::iter::from_fn(|| match items.peek() {
                        Some(Item::Attribute(name, value)) => {
                            items.next();
                            Some((*name, value))
                        }
                        _ => None,
                    });
                    self.assignments(run, level, Assignment::Attribute);
                    continue;
                }
                Item::Comment(text) => self.comment(text, level),
                Item::Block(block) => self.block(block, level),
            }
            items.next();
        }
    }

    fn comment(&mut self, text: &str, level: usize) {
        for line in text.lines() {
            let line = line.trim_end();
            self.indent(level);
            self.draft.push('#');
            if !line.is_empty() {
                self.draft.push(' ');
                let mut parts = line.split(char::is_control);
                self.draft.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    self.draft.push(' ');
                    self.draft.push_str(part);
                }
            }
            self.draft.push('\n');
        }
    }

    fn block(&mut self, block: &Block, level: usize) {
        if let Some(comment) = &block.comment {
            self.comment(comment, level);
        }
        self.indent(level);
        self.draft.push_str(block.kind);
        for label in &block.labels {
            self.draft.push(' ');
            self.quoted_name(label);
        }
        if block.body.is_empty() {
            self.draft.push_str(" {}\n");
            return;
        }
        self.draft.push_str(" {\n");
        self.body(&block.body, level + 1);
        self.indent(level);
        self.draft.push_str("}\n");
    }

    /// Consecutive `name = value` lines with their signs aligned. A line joins the chain if its
    /// value is whole on that line; a heredoc's first line does too, but what follows it starts
    /// anew. In a block, a value of several lines stands apart from those before and behind it.
    fn assignments<'a>(
        &mut self,
        run: impl Iterator<Item = (&'a str, &'a Expr<'a>)>,
        level: usize,
        kind: Assignment,
    ) {
        let base = self.lines.len();
        let apart = kind == Assignment::Attribute;
        let (mut first, mut behind_several) = (true, false);
        for (name, value) in run {
            if apart && behind_several {
                self.draft.push('\n');
            }
            let before = self.gap();
            self.indent(level);
            let name_start = self.draft.len();
            match kind {
                Assignment::Attribute => self.draft.push_str(name),
                Assignment::Key => self.key(name),
            }
            let width = columns(&self.draft[name_start..]);
            let gap = self.gap();
            self.draft.push_str(" = ");
            let value_start = self.draft.len();
            self.expr(value, level, width + 3);
            let written = &self.draft[value_start..];
            let several = written.contains('\n');
            let joins = !several || (!apart && written.starts_with("<<-"));
            self.draft.push('\n');
            if joins {
                self.lines.push(Line { gap, width });
            }
            if several {
                self.align(base);
                if apart && !first && !behind_several {
                    self.gaps[before].space = Space::Newline;
                }
            }
            (first, behind_several) = (false, several);
        }
        self.align(base);
    }

    /// Puts the signs of the lines from `base` on below each other.
    fn align(&mut self, base: usize) {
        let widest = self.lines[base..].iter().map(|line| line.width).max();
        let widest = widest.unwrap_or(0);
        for line in self.lines.drain(base..) {
            self.gaps[line.gap].space = Space::Blanks(widest - line.width);
        }
    }

    fn key(&mut self, name: &str) {
        let reserved = matches!(name, "for" | "if" | "null" | "true" | "false");
        if !reserved && is_identifier(name) && !name.as_bytes().contains(&b'-') {
            self.draft.push_str(name);
        } else {
            self.quoted_name(name);
        }
    }

    fn quoted_name(&mut self, name: &str) {
        self.draft.push('"');
        write_literal(&mut self.draft, name, true, false);
        self.draft.push('"');
    }

    /// Writes a value whose first line has `used` columns before it beyond the indentation.
    fn expr(&mut self, expr: &Expr, level: usize, used: usize) {
        match expr {
            Expr::List(items) if !items.is_empty() => {
                let scalars = items.iter().all(Expr::is_scalar);
                if !(scalars && self.fits(expr, level * 2 + used, WIDTH)) {
                    self.list(items, level);
                }
            }
            Expr::Object(entries) if !entries.is_empty() => {
                self.draft.push_str("{\n");
                let run = entries.iter().map(|(name, value)| (*name, value));
                self.assignments(run, level + 1, Assignment::Key);
                self.indent(level);
                self.draft.push('}');
            }
            Expr::Call(name, arguments) => self.call(name, arguments, level, used),
            Expr::String(text) => self.template(&[Piece::Literal(text)], level),
            Expr::Template(pieces) => self.template(pieces, level),
            _ => self.inline(expr),
        }
    }

    /// Writes a value on one line behind `used` columns if it ends within `width`.
    fn fits(&mut self, expr: &Expr, used: usize, width: usize) -> bool {
        let start = self.draft.len();
        self.inline(expr);
        let fits = used + columns(&self.draft[start..]) <= width;
        if !fits {
            self.draft.truncate(start);
        }
        fits
    }

    /// A list of an item a line.
    fn list(&mut self, items: &[Expr], level: usize) {
        self.draft.push_str("[\n");
        for item in items {
            self.indent(level + 1);
            if !self.item_on_one_line(item, level + 1) {
                self.expr(item, level + 1, 0);
                self.end_heredoc(level + 1);
            }
            self.draft.push_str(",\n");
        }
        self.indent(level);
        self.draft.push(']');
    }

    /// A small object of scalars stays on one line in a list: `{ name = "A", value = "b" }`.
    fn item_on_one_line(&mut self, item: &Expr, level: usize) -> bool {
        match item {
            Expr::Object(entries) => {
                entries.len() <= 3
                    && entries.iter().all(|(_, value)| value.is_scalar())
                    && self.fits(item, level * 2, WIDTH - 1)
            }
            other => other.is_scalar() && self.fits(other, 0, usize::MAX),
        }
    }

    /// Several lines become a heredoc where that means exactly the same.
    fn template(&mut self, pieces: &[Piece], level: usize) {
        let of_lines = |piece: &Piece| matches!(piece, Piece::Literal(text) if text.contains('\n'));
        if !pieces.iter().any(of_lines) {
            return self.quoted(pieces);
        }
        if let Some(text) = heredoc(pieces) {
            self.heredoc(&text, level);
            return;
        }
        // A heredoc always ends in a newline; `chomp` takes off the one the text does not have.
        let newline = Piece::Literal("\n");
        let ended: Vec<Piece> = pieces.iter().copied().chain([newline]).collect();
        match heredoc(&ended) {
            Some(text) if !text.ends_with("\n\n") && text.trim_end_matches('\n').contains('\n') => {
                self.draft.push_str("chomp(");
                self.heredoc(&text, level);
                self.end_heredoc(level);
                self.draft.push(')');
            }
            _ => self.quoted(pieces),
        }
    }

    fn quoted(&mut self, pieces: &[Piece]) {
        self.draft.push('"');
        write_template(&mut self.draft, pieces, true);
        self.draft.push('"');
    }

    fn call(&mut self, name: &str, arguments: &[Expr], level: usize, used: usize) {
        self.draft.push_str(name);
        self.draft.push('(');
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                self.draft.push_str(", ");
            }
            self.expr(argument, level, used + name.len() + 1);
        }
        self.end_heredoc(level);
        self.draft.push(')');
    }

    /// A heredoc's end mark stands alone on its line.
    fn end_heredoc(&mut self, level: usize) {
        if self.draft.ends_with(HEREDOC_END) {
            self.draft.push('\n');
            self.indent(level);
        }
    }

    fn heredoc(&mut self, text: &str, level: usize) {
        self.draft.push_str("<<-");
        self.draft.push_str(HEREDOC_END);
        self.draft.push('\n');
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            // A line of white space alone keeps what it has: `<<-` does not look at it.
            if !line.trim().is_empty() {
                self.indent(level + 1);
            }
            self.draft.push_str(line);
            self.draft.push('\n');
        }
        self.indent(level);
        self.draft.push_str(HEREDOC_END);
    }

    fn inline(&mut self, expr: &Expr) {
        match expr {
            Expr::Bool(value) => self.draft.push_str(if *value { "true" } else { "false" }),
            Expr::Number(text) => self.draft.push_str(text),
            Expr::Traversal(path) => path.write(&mut self.draft),
            Expr::Address(text) => self.draft.push_str(text),
            Expr::String(text) => self.quoted(&[Piece::Literal(text)]),
            Expr::Template(pieces) => self.quoted(pieces),
            Expr::Call(name, arguments) => {
                self.draft.push_str(name);
                self.draft.push('(');
                self.separated(arguments);
                self.draft.push(')');
            }
            Expr::List(items) => {
                self.draft.push('[');
                self.separated(items);
                self.draft.push(']');
            }
            Expr::Object(entries) if entries.is_empty() => self.draft.push_str("{}"),
            Expr::Object(entries) => {
                self.draft.push_str("{ ");
                for (at, (name, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        self.draft.push_str(", ");
                    }
                    self.key(name);
                    self.draft.push_str(" = ");
                    self.inline(value);
                }
                self.draft.push_str(" }");
            }
        }
    }

    fn separated(&mut self, items: &[Expr]) {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.draft.push_str(", ");
            }
            self.inline(item);
        }
    }
}

fn blanks(out: &mut String, count: usize) {
    const SOME: &str = "                                ";
    let mut left = count;
    while left > 0 {
        let now = left.min(SOME.len());
        out.push_str(&SOME[..now]);
        left -= now;
    }
}

/// How many columns a line takes.
fn columns(line: &str) -> usize {
    match line.is_ascii() {
        true => line.len(),
        false => line.chars().count(),
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
        Piece::Literal(text) => Some(*text),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(name: &'a str, value: Expr<'a>) -> (&'a str, Expr<'a>) {
        (name, value)
    }

    /// Everything whose layout `terraform fmt` has an opinion on. The text below is what
    /// `terraform fmt` leaves as it is (checked by tests/terraform.py for all examples).
    #[test]
    fn a_body_is_laid_out_as_terraform_fmt_does() {
        let mut inner = Body::default();
        inner.attribute("max_vcpus", Expr::int(2));
        inner.attribute("type", Expr::String("SPOT"));
        let mut body = Body::default();
        body.attribute("name", Expr::String("a"));
        body.attribute("long_name", Expr::path("aws_x.y.id"));
        let variables = Expr::List(vec![
            Expr::Object(vec![
                entry("name", Expr::String("A")),
                entry("value", Expr::String("${b}")),
            ]),
            Expr::Object(vec![entry(
                "command",
                Expr::List(vec![Expr::String("x"); 40]),
            )]),
        ]);
        let json = Expr::Object(vec![
            entry("image", Expr::String("busybox")),
            entry("environment", variables),
            entry("odd key", Expr::Bool(true)),
            entry("user", Expr::String("root")),
        ]);
        body.attribute("container_properties", Expr::Call("jsonencode", vec![json]));
        body.attribute("tags", Expr::Object(vec![entry("Name", Expr::String("a"))]));
        body.attribute("text", Expr::String("#!/bin/sh\n\n  echo ${HOME}\n"));
        body.attribute("script", Expr::String("one\ntwo"));
        body.attribute("z", Expr::int(1));
        body.block(Block::new("compute_resources", &[], inner));
        let mut file = Body::default();
        file.comment("First");
        file.block(
            Block::new("resource", &["aws_x", "y"], body).with_comment(Some("Docs\n\nmore")),
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
