//! The parser's tree as a [`Shape`].

use super::Shape;
use batchlang::syntax::ast::*;
use batchlang::syntax::source::Range;

pub fn file(file: &ParsedFile) -> Shape {
    let mut shape = Shape::default();
    for item in &file.items {
        Writer::of(item, &mut shape).item(0, &item.parsed.item);
    }
    shape
}

pub fn placed(item: &PlacedItem) -> Shape {
    let mut shape = Shape::default();
    Writer::of(item, &mut shape).item(0, &item.parsed.item);
    shape
}

/// The bytes of a top-level item.
pub fn range(item: &PlacedItem) -> (usize, usize) {
    let (start, range) = (item.start as usize, item.parsed.item.range);
    (start + range.start as usize, start + range.end as usize)
}

struct Writer<'s> {
    start: u32,
    shape: &'s mut Shape,
}

impl Writer<'_> {
    fn of<'s>(item: &PlacedItem, shape: &'s mut Shape) -> Writer<'s> {
        Writer {
            start: item.start,
            shape,
        }
    }

    fn push(&mut self, depth: usize, range: Range, kind: &str) {
        let place = |at: u32| (self.start + at) as usize;
        let bytes = (place(range.start), place(range.end));
        self.shape.push(depth, bytes, kind);
    }

    fn name(&mut self, depth: usize, what: &str, name: &Name) {
        self.push(depth, name.range, &format!("{what} {}", name.text));
    }

    fn item(&mut self, depth: usize, item: &Item) {
        let inner = depth + 1;
        let range = item.range;
        match &item.kind {
            ItemKind::Block(block) => {
                let existing = block.existing.is_some();
                self.push(depth, range, if existing { "existing" } else { "block" });
                self.name(inner, "kind", &block.kind);
                if let Some(label) = &block.label {
                    self.push(inner, label.range, "label");
                    self.parts(inner + 1, &label.parts);
                }
                self.base_and_body(inner, block.base.as_ref(), &block.body);
            }
            ItemKind::Template(template) => {
                self.push(depth, range, "template");
                self.name(inner, "kind", &template.kind);
                self.name(inner, "name", &template.name);
                self.base_and_body(inner, template.base.as_ref(), &template.body);
            }
            ItemKind::Param(param) => {
                self.push(depth, range, "param");
                self.name(inner, "name", &param.name);
                self.push(inner, param.ty_range, "type");
                if let Some(default) = &param.default {
                    self.expr(inner, default);
                }
            }
            ItemKind::Let(one) => self.named(depth, range, "let", &one.name, &one.value),
            ItemKind::Output(one) => self.named(depth, range, "output", &one.name, &one.value),
            ItemKind::Import(import) => {
                self.push(depth, range, "import");
                self.push(inner, import.path_range, "path");
            }
            ItemKind::For(each) => {
                self.push(depth, range, "for");
                self.vars(inner, &each.vars);
                self.expr(inner, &each.iter);
                for item in &each.items {
                    self.item(inner, item);
                }
            }
            ItemKind::If(branch) => {
                self.push(depth, range, "if");
                self.expr(inner, &branch.condition);
                for item in &branch.items {
                    self.item(inner, item);
                }
            }
            ItemKind::Error => self.push(depth, range, "error"),
        }
    }

    fn named(&mut self, depth: usize, range: Range, kind: &str, name: &Name, value: &Expr) {
        self.push(depth, range, kind);
        self.name(depth + 1, "name", name);
        self.expr(depth + 1, value);
    }

    fn base_and_body(&mut self, depth: usize, base: Option<&Name>, body: &Body) {
        if let Some(base) = base {
            self.name(depth, "base", base);
        }
        self.push(depth, body.range, "body");
        for attribute in &body.attributes {
            self.push(depth + 1, attribute.range, "attribute");
            self.name(depth + 2, "name", &attribute.name);
            self.expr(depth + 2, &attribute.value);
        }
    }

    fn vars(&mut self, depth: usize, vars: &LoopVars) {
        self.name(depth, "variable", &vars.first);
        if let Some(second) = &vars.second {
            self.name(depth, "variable", second);
        }
    }

    fn parts(&mut self, depth: usize, parts: &[StringPart]) {
        for part in parts {
            if let StringPart::Expr(expr) = part {
                self.expr(depth, expr);
            }
        }
    }

    fn expr(&mut self, depth: usize, expr: &Expr) {
        let kind = match &expr.kind {
            ExprKind::Missing => "missing",
            ExprKind::Error => "error",
            ExprKind::Null => "null",
            ExprKind::Bool(true) => "true",
            ExprKind::Bool(false) => "false",
            ExprKind::Int(_) => "int",
            ExprKind::Decimal(_) => "decimal",
            ExprKind::Size(_) => "size",
            ExprKind::Duration(_) => "duration",
            ExprKind::String(_) => "string",
            ExprKind::Name(_) => "name",
            ExprKind::Label(_) => "label",
            ExprKind::List(_) => "list",
            ExprKind::Map(_) => "map",
            ExprKind::ListFor(_) => "list_for",
            ExprKind::MapFor(_) => "map_for",
            ExprKind::Access(..) => "access",
            ExprKind::Index(..) => "index",
            ExprKind::Call(..) => "call",
            ExprKind::Unary(UnaryOp::Not, _) => "unary not",
            ExprKind::Unary(UnaryOp::Minus, _) => "unary -",
            ExprKind::Binary(op, ..) => &format!("binary {}", op.symbol()),
            ExprKind::If(_) => "conditional",
        };
        self.push(depth, expr.range, kind);
        self.inside(depth + 1, &expr.kind);
    }

    fn inside(&mut self, depth: usize, kind: &ExprKind) {
        match kind {
            ExprKind::String(parts) | ExprKind::Label(parts) => self.parts(depth, parts),
            ExprKind::List(items) => items.iter().for_each(|item| self.expr(depth, item)),
            ExprKind::Map(entries) => {
                for entry in entries {
                    let kind = if entry.quoted { "quoted key" } else { "key" };
                    self.push(depth, entry.key.range, kind);
                    self.expr(depth, &entry.value);
                }
            }
            ExprKind::ListFor(each) => {
                self.vars(depth, &each.vars);
                let parts = [Some(&each.iter), Some(&each.value), each.condition.as_ref()];
                parts
                    .into_iter()
                    .flatten()
                    .for_each(|one| self.expr(depth, one));
            }
            ExprKind::MapFor(each) => {
                self.vars(depth, &each.vars);
                let parts = [Some(&each.iter), Some(&each.key), Some(&each.value)];
                let parts = parts.into_iter().chain([each.condition.as_ref()]);
                parts.flatten().for_each(|one| self.expr(depth, one));
            }
            ExprKind::Access(base, name) => {
                self.expr(depth, base);
                self.name(depth, "name", name);
            }
            ExprKind::Index(left, right) | ExprKind::Binary(_, left, right) => {
                self.expr(depth, left);
                self.expr(depth, right);
            }
            ExprKind::Call(name, arguments) => {
                self.name(depth, "function", name);
                arguments.iter().for_each(|one| self.expr(depth, one));
            }
            ExprKind::Unary(_, operand) => self.expr(depth, operand),
            ExprKind::If(parts) => {
                let (condition, then, otherwise) = &**parts;
                for part in [condition, then, otherwise] {
                    self.expr(depth, part);
                }
            }
            _ => {}
        }
    }
}
