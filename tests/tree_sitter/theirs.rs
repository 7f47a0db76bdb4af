//! The tree-sitter tree as a [`Shape`], and the parser it comes from.

use super::Shape;
use batchlang::syntax::units;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use tree_sitter::{InputEdit, Language, Node, Point, Tree, ffi::TSLanguage};

/// The parser in grammar/, compiled once a run.
pub fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        let source =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/tree-sitter-batchlang/src");
        let name = format!("tree-sitter-batchlang-{}.so", std::process::id());
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let made = Command::new(std::env::var_os("CC").unwrap_or("cc".into()))
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-I"])
            .arg(&source)
            .args([source.join("parser.c"), source.join("scanner.c")])
            .arg("-o")
            .arg(&library)
            .status();
        assert!(
            made.is_ok_and(|status| status.success()),
            "a C compiler is needed"
        );
        // SAFETY: the library was made just now by tree-sitter, its one function returns a table
        // that lives as long as the library, and the library is never unloaded.
        let language = unsafe {
            let loaded = libloading::Library::new(&library).expect("it was made just now");
            let table = loaded
                .get::<unsafe extern "C" fn() -> *const TSLanguage>(b"tree_sitter_batchlang")
                .map(|function| function())
                .expect("the parser has its function");
            std::mem::forget(loaded);
            Language::from_raw(table)
        };
        let _ = std::fs::remove_file(&library);
        language
    })
}

/// An error, or a thing that stands for one: what is not there.
pub fn holds_an_error(tree: &Tree) -> bool {
    let root = tree.root_node();
    root.has_error() || root.to_sexp().contains("missing_value")
}

pub fn file(tree: &Tree, text: &str) -> Shape {
    let mut shape = Shape::default();
    let mut writer = Writer {
        text,
        shape: &mut shape,
    };
    for node in children(tree.root_node()) {
        writer.item(0, node);
    }
    shape
}

/// Every declaration of the file that could be read, each by itself, wherever it ended up.
pub fn items(tree: &Tree, text: &str) -> Vec<Shape> {
    let mut open = vec![tree.root_node()];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        let mut shape = Shape::default();
        let mut writer = Writer {
            text,
            shape: &mut shape,
        };
        writer.item(0, node);
        found.push(shape);
        open.extend(children(node));
    }
    found
}

/// The edit that puts a text in.
pub fn insertion(text: &str, at: usize, inserted: &str) -> InputEdit {
    let edited = format!("{}{inserted}", &text[..at]);
    InputEdit {
        start_byte: at,
        old_end_byte: at,
        new_end_byte: edited.len(),
        start_position: point(&text[..at]),
        old_end_position: point(&text[..at]),
        new_end_position: point(&edited),
    }
}

/// The edit that takes it out again.
pub fn removal(text: &str, at: usize, inserted: &str) -> InputEdit {
    let edit = insertion(text, at, inserted);
    InputEdit {
        old_end_byte: edit.new_end_byte,
        new_end_byte: edit.old_end_byte,
        old_end_position: edit.new_end_position,
        new_end_position: edit.old_end_position,
        ..edit
    }
}

fn point(before: &str) -> Point {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    Point::new(before.matches('\n').count(), before.len() - line)
}

/// Named children that are no comments.
fn children(node: Node) -> Vec<Node> {
    let mut cursor = node.walk();
    let all = node.named_children(&mut cursor);
    all.filter(|child| !child.is_extra() || child.is_error())
        .collect()
}

struct Writer<'s> {
    text: &'s str,
    shape: &'s mut Shape,
}

impl Writer<'_> {
    fn text(&self, node: Node) -> &str {
        &self.text[node.byte_range()]
    }

    fn push(&mut self, depth: usize, node: Node, kind: &str) {
        let bytes = (node.start_byte(), node.end_byte());
        self.shape.push(depth, bytes, kind);
    }

    fn name(&mut self, depth: usize, what: &str, node: Node) {
        let kind = format!("{what} {}", self.text(node));
        self.push(depth, node, &kind);
    }

    fn field(&mut self, depth: usize, node: Node, field: &str) {
        if let Some(child) = node.child_by_field_name(field) {
            self.name(depth, field, child);
        }
    }

    fn exprs(&mut self, depth: usize, node: Node, fields: &[&str]) {
        for field in fields {
            let mut cursor = node.walk();
            let found: Vec<Node> = node.children_by_field_name(field, &mut cursor).collect();
            for child in found.into_iter().filter(Node::is_named) {
                self.expr(depth, child);
            }
        }
    }

    fn item(&mut self, depth: usize, node: Node) {
        let inner = depth + 1;
        let kind = match node.kind() {
            "existing_block" => "existing",
            "for_block" => "for",
            "if_block" => "if",
            other => other,
        };
        self.push(depth, node, kind);
        match kind {
            "block" | "existing" | "template" => {
                self.field(inner, node, "kind");
                if let Some(label) = node.child_by_field_name("label") {
                    self.push(inner, label, "label");
                    self.interpolations(inner + 1, label);
                }
                self.field(inner, node, "name");
                self.field(inner, node, "base");
                if let Some(body) = node.child_by_field_name("body") {
                    self.push(inner, body, "body");
                    children(body)
                        .into_iter()
                        .for_each(|one| self.attribute(inner + 1, one));
                }
            }
            "param" => {
                self.field(inner, node, "name");
                if let Some(ty) = node.child_by_field_name("type") {
                    self.push(inner, ty, "type");
                }
                self.exprs(inner, node, &["default"]);
            }
            "let" | "output" => {
                self.field(inner, node, "name");
                self.exprs(inner, node, &["value"]);
            }
            "import" => {
                if let Some(path) = node.child_by_field_name("path") {
                    self.push(inner, path, "path");
                }
            }
            "for" | "if" => {
                self.variables(inner, node);
                self.exprs(inner, node, &["iter", "condition"]);
                let body = node.child_by_field_name("body");
                for item in body.into_iter().flat_map(children) {
                    self.item(inner, item);
                }
            }
            _ => {}
        }
    }

    fn attribute(&mut self, depth: usize, node: Node) {
        self.push(depth, node, node.kind());
        self.field(depth + 1, node, "name");
        self.exprs(depth + 1, node, &["value"]);
    }

    fn variables(&mut self, depth: usize, node: Node) {
        let mut cursor = node.walk();
        let found: Vec<Node> = node
            .children_by_field_name("variable", &mut cursor)
            .collect();
        for one in found.into_iter().filter(Node::is_named) {
            self.name(depth, "variable", one);
        }
    }

    fn interpolations(&mut self, depth: usize, node: Node) {
        for part in children(node) {
            if part.kind() == "interpolation" {
                children(part)
                    .into_iter()
                    .for_each(|one| self.expr(depth, one));
            }
        }
    }

    /// What an expression is called, parentheses seen through.
    fn kind(&self, node: Node) -> String {
        let operator = || {
            node.child_by_field_name("operator")
                .map_or("", |one| one.kind())
        };
        match node.kind() {
            "group" => children(node)
                .first()
                .map_or("missing".into(), |one| self.kind(*one)),
            "raw_string" => "string".into(),
            "boolean" => self.text(node).into(),
            "number" => self.number(node).into(),
            "unary" | "binary" => format!("{} {}", node.kind(), operator()),
            other => other.into(),
        }
    }

    fn number(&self, node: Node) -> &'static str {
        let unit = children(node).get(1).map(|unit| self.text(*unit));
        match unit {
            None if self.text(node).contains('.') => "decimal",
            None => "int",
            Some(unit) if units::SIZES.iter().any(|(name, _)| *name == unit) => "size",
            Some(unit) if units::DURATIONS.iter().any(|(name, _)| *name == unit) => "duration",
            Some(_) => "a number with a unit that is none",
        }
    }

    fn expr(&mut self, depth: usize, node: Node) {
        let kind = self.kind(node);
        self.push(depth, node, &kind);
        self.inside(depth + 1, node);
    }

    fn inside(&mut self, depth: usize, node: Node) {
        match node.kind() {
            "group" => {
                if let Some(inner) = children(node).first() {
                    self.inside(depth, *inner);
                }
            }
            "string" | "label" => self.interpolations(depth, node),
            "list" => children(node)
                .into_iter()
                .for_each(|one| self.expr(depth, one)),
            "map" => {
                for entry in children(node) {
                    let Some(key) = entry.child_by_field_name("key") else {
                        self.push(depth, entry, entry.kind());
                        continue;
                    };
                    let word = key.kind() == "word";
                    self.push(depth, key, if word { "key" } else { "quoted key" });
                    self.exprs(depth, entry, &["value"]);
                }
            }
            "list_for" | "map_for" => {
                self.variables(depth, node);
                self.exprs(depth, node, &["iter", "key", "value", "condition"]);
            }
            "access" => {
                self.exprs(depth, node, &["base"]);
                self.field(depth, node, "name");
            }
            "call" => {
                self.field(depth, node, "function");
                self.exprs(depth, node, &["argument"]);
            }
            "index" => self.exprs(depth, node, &["base", "index"]),
            "binary" => self.exprs(depth, node, &["left", "right"]),
            "unary" => self.exprs(depth, node, &["operand"]),
            "conditional" => self.exprs(depth, node, &["condition", "then", "else"]),
            _ => {}
        }
    }
}
