//! Writes a [`Body`] as `terraform fmt` leaves it.
//!
//! The rules of `fmt` that matter: two spaces a level; `=` aligned over consecutive lines that
//! hold a whole `name = value`; a value that opens a bracket and does not close it on its line
//! is left out of that and parts the lines before it from those behind.

use super::hcl::{
    Block, Body, Expr, Item, Piece, is_identifier, template, write_literal, write_template,
};
use smol_str::SmolStr;

/// Lines longer than this are broken where a list or object allows it.
const WIDTH: usize = 90;

/// A file: blocks parted by blank lines, ending in a newline.
pub fn print(body: &Body) -> String {
    let mut printer = Printer::default();
    printer.body(body, 0);
    printer.out
}

/// An expression on one line, as it stands inside `${ }`.
pub(super) fn inline(expr: &Expr) -> String {
    let mut printer = Printer::default();
    printer.inline(expr);
    printer.out
}

/// Where `name = value` stands: an object's keys may need quotes.
#[derive(Clone, Copy, PartialEq)]
enum Assignment {
    Attribute,
    Key,
}

/// A line whose `=` is to stand below those of its neighbours.
struct Line {
    /// Where its name ends in the output.
    name_end: usize,
    /// The characters of its name.
    width: usize,
}

/// Everything is written in place, once; only the spaces before `=` are put in afterwards, when
/// all names of a run of lines are known.
#[derive(Default)]
struct Printer {
    out: String,
    /// The lines to be aligned: those of an object lie above those around it.
    lines: Vec<Line>,
    /// Room for lines while they are moved apart.
    scratch: String,
}

impl Printer {
    fn indent(&mut self, level: usize) {
        self.out.extend(std::iter::repeat_n("  ", level));
    }

    fn body(&mut self, body: &Body, level: usize) {
        let mut items = body.items.iter().peekable();
        let mut first = true;
        while let Some(item) = items.peek() {
            if !first {
                self.out.push('\n');
            }
            first = false;
            match item {
                Item::Attribute(..) => {
                    let run = std::iter::from_fn(|| match items.peek() {
                        Some(Item::Attribute(name, value)) => {
                            items.next();
                            Some((name, value))
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
            self.out.push('#');
            if !line.is_empty() {
                self.out.push(' ');
                let plain = line.chars().map(|c| if c.is_control() { ' ' } else { c });
                self.out.extend(plain);
            }
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block, level: usize) {
        if let Some(comment) = &block.comment {
            self.comment(comment, level);
        }
        self.indent(level);
        self.out.push_str(&block.kind);
        for label in &block.labels {
            self.out.push(' ');
            self.quoted_name(label);
        }
        if block.body.is_empty() {
            self.out.push_str(" {}\n");
            return;
        }
        self.out.push_str(" {\n");
        self.body(&block.body, level + 1);
        self.indent(level);
        self.out.push_str("}\n");
    }

    /// Consecutive `name = value` lines with their signs aligned. A line joins the chain if its
    /// value is whole on that line; a heredoc's first line does too, but what follows it starts
    /// anew. In a block, a value of several lines stands apart from those before and behind it.
    fn assignments<'a>(
        &mut self,
        run: impl Iterator<Item = (&'a SmolStr, &'a Expr)>,
        level: usize,
        kind: Assignment,
    ) {
        let base = self.lines.len();
        let apart = kind == Assignment::Attribute;
        let (mut first, mut behind_several) = (true, false);
        for (name, value) in run {
            if apart && behind_several {
                self.out.push('\n');
            }
            let start = self.out.len();
            self.indent(level);
            let name_start = self.out.len();
            match kind {
                Assignment::Attribute => self.out.push_str(name),
                Assignment::Key => self.key(name),
            }
            let name_end = self.out.len();
            let width = self.out[name_start..].chars().count();
            self.out.push_str(" = ");
            let value_start = self.out.len();
            self.expr(value, level, width + 3);
            let written = &self.out[value_start..];
            let several = written.contains('\n');
            let joins = !several || (!apart && written.starts_with("<<-"));
            self.out.push('\n');
            if joins {
                self.lines.push(Line { name_end, width });
            }
            if several {
                let moved = self.align(base);
                if apart && !first && !behind_several {
                    self.out.insert(start + moved, '\n');
                }
            }
            (first, behind_several) = (false, several);
        }
        self.align(base);
    }

    /// Puts the signs of the lines from `base` on below each other; answers how far that moved
    /// what stands behind them.
    fn align(&mut self, base: usize) -> usize {
        let widest = self.lines[base..].iter().map(|line| line.width).max();
        let widest = widest.unwrap_or(0);
        let missing = |line: &Line| widest - line.width;
        let moved = self.lines[base..].iter().map(missing).sum();
        if moved > 0 {
            let from = self.lines[base].name_end;
            self.scratch.clear();
            self.scratch.push_str(&self.out[from..]);
            self.out.truncate(from);
            for at in base..self.lines.len() {
                let line = &self.lines[at];
                let next = self.lines.get(at + 1).map(|next| next.name_end - from);
                let text = &self.scratch[line.name_end - from..next.unwrap_or(self.scratch.len())];
                self.out.extend(std::iter::repeat_n(' ', missing(line)));
                self.out.push_str(text);
            }
        }
        self.lines.truncate(base);
        moved
    }

    fn key(&mut self, name: &str) {
        let reserved = matches!(name, "for" | "if" | "null" | "true" | "false");
        if is_identifier(name) && !name.contains('-') && !reserved {
            self.out.push_str(name);
        } else {
            self.quoted_name(name);
        }
    }

    fn quoted_name(&mut self, name: &str) {
        self.out.push('"');
        write_literal(&mut self.out, name, true, false);
        self.out.push('"');
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
                self.out.push_str("{\n");
                let run = entries.iter().map(|(name, value)| (name, value));
                self.assignments(run, level + 1, Assignment::Key);
                self.indent(level);
                self.out.push('}');
            }
            Expr::Call(name, arguments) => self.call(name, arguments, level, used),
            Expr::Template(pieces) => self.template(pieces, level),
            _ => self.inline(expr),
        }
    }

    /// Writes a value on one line behind `used` columns if it ends within `width`.
    fn fits(&mut self, expr: &Expr, used: usize, width: usize) -> bool {
        let start = self.out.len();
        self.inline(expr);
        let fits = used + self.out[start..].chars().count() <= width;
        if !fits {
            self.out.truncate(start);
        }
        fits
    }

    /// A list of an item a line.
    fn list(&mut self, items: &[Expr], level: usize) {
        self.out.push_str("[\n");
        for item in items {
            self.indent(level + 1);
            if !self.item_on_one_line(item, level + 1) {
                self.expr(item, level + 1, 0);
                self.end_heredoc(level + 1);
            }
            self.out.push_str(",\n");
        }
        self.indent(level);
        self.out.push(']');
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
        let newline = Piece::Literal(SmolStr::new_static("\n"));
        let ended: Vec<Piece> = pieces.iter().cloned().chain([newline]).collect();
        match heredoc(&ended) {
            Some(text) if !text.ends_with("\n\n") && text.trim_end_matches('\n').contains('\n') => {
                self.out.push_str("chomp(");
                self.heredoc(&text, level);
                self.end_heredoc(level);
                self.out.push(')');
            }
            _ => self.quoted(pieces),
        }
    }

    fn quoted(&mut self, pieces: &[Piece]) {
        self.out.push('"');
        write_template(&mut self.out, pieces, true);
        self.out.push('"');
    }

    fn call(&mut self, name: &str, arguments: &[Expr], level: usize, used: usize) {
        self.out.push_str(name);
        self.out.push('(');
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            self.expr(argument, level, used + name.len() + 1);
        }
        self.end_heredoc(level);
        self.out.push(')');
    }

    /// A heredoc's end mark stands alone on its line.
    fn end_heredoc(&mut self, level: usize) {
        if self.out.ends_with(HEREDOC_END) {
            self.out.push('\n');
            self.indent(level);
        }
    }

    fn heredoc(&mut self, text: &str, level: usize) {
        self.out.push_str("<<-");
        self.out.push_str(HEREDOC_END);
        self.out.push('\n');
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            // A line of white space alone keeps what it has: `<<-` does not look at it.
            if !line.trim().is_empty() {
                self.indent(level + 1);
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.indent(level);
        self.out.push_str(HEREDOC_END);
    }

    fn inline(&mut self, expr: &Expr) {
        match expr {
            Expr::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Expr::Number(text) => self.out.push_str(text),
            Expr::Traversal(text) | Expr::Address(text) => self.out.push_str(text),
            Expr::Template(pieces) => self.quoted(pieces),
            Expr::Call(name, arguments) => {
                self.out.push_str(name);
                self.out.push('(');
                self.separated(arguments);
                self.out.push(')');
            }
            Expr::List(items) => {
                self.out.push('[');
                self.separated(items);
                self.out.push(']');
            }
            Expr::Object(entries) if entries.is_empty() => self.out.push_str("{}"),
            Expr::Object(entries) => {
                self.out.push_str("{ ");
                for (at, (name, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        self.out.push_str(", ");
                    }
                    self.key(name);
                    self.out.push_str(" = ");
                    self.inline(value);
                }
                self.out.push_str(" }");
            }
        }
    }

    fn separated(&mut self, items: &[Expr]) {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            self.inline(item);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, value: Expr) -> (SmolStr, Expr) {
        (name.into(), value)
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
