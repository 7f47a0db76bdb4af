//! `let`s, `param`s and `template`s nothing uses. Only in whole programs: a file without a
//! project may be there for others to import.

use super::codes::*;
use super::load::LoadedFile;
use crate::diagnostic::Diagnostic;
use crate::program::Program;
use crate::syntax::ast::{Body, Expr, ExprKind, Item, ItemKind, StringPart};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Names that stand anywhere as a value or as the base of a block.
#[derive(Default, PartialEq)]
pub struct Used {
    names: FxHashSet<SmolStr>,
    templates: FxHashSet<SmolStr>,
}

pub fn check(files: &[LoadedFile], program: &Program) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if program.project().is_none() {
        return out;
    }
    let items = || {
        files
            .iter()
            .flat_map(|f| f.parsed.items.iter().map(move |p| (f.id, p)))
    };
    let declares = items().any(|(_, placed)| {
        matches!(
            placed.parsed.item.kind,
            ItemKind::Let(_) | ItemKind::Param(_) | ItemKind::Template(_)
        )
    });
    if !declares {
        return out;
    }
    let mut used = Used::default();
    items().for_each(|(_, placed)| used.item(&placed.parsed.item));
    for (file, placed) in items() {
        let item = &placed.parsed.item;
        let (name, code, what) = match &item.kind {
            ItemKind::Let(binding) => (&binding.name, &UNUSED_LET, "let"),
            ItemKind::Param(param) => (&param.name, &UNUSED_PARAM, "param"),
            ItemKind::Template(template) => (&template.name, &UNUSED_TEMPLATE, "template"),
            _ => continue,
        };
        let known = match what {
            "template" => used.templates.contains(&name.text),
            _ => used.names.contains(&name.text),
        };
        if !known {
            let message = format!("nothing uses the {what} `{}`", name.text);
            let span = name.range.at(file, placed.start);
            let whole = item.range.at(file, placed.start);
            out.push(Diagnostic::new(code, span, message).maybe_fix("remove it", whole, ""));
        }
    }
    out
}

/// The names an item uses.
pub fn names(item: &Item) -> Used {
    let mut used = Used::default();
    used.item(item);
    used
}

impl Used {
    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Block(block) => {
                if let Some(label) = &block.label {
                    self.parts(&label.parts);
                }
                self.templates
                    .extend(block.base.iter().map(|base| base.text.clone()));
                self.body(&block.body);
            }
            ItemKind::Template(template) => {
                self.templates
                    .extend(template.base.iter().map(|base| base.text.clone()));
                self.body(&template.body);
            }
            ItemKind::Param(param) => param.default.iter().for_each(|value| self.expr(value)),
            ItemKind::Let(binding) => self.expr(&binding.value),
            ItemKind::For(repeat) => {
                self.expr(&repeat.iter);
                repeat.items.iter().for_each(|item| self.item(item));
            }
            ItemKind::If(conditional) => {
                self.expr(&conditional.condition);
                conditional.items.iter().for_each(|item| self.item(item));
            }
            ItemKind::Output(output) => self.expr(&output.value),
            ItemKind::Import(_) | ItemKind::Error => {}
        }
    }

    fn body(&mut self, body: &Body) {
        body.attributes
            .iter()
            .for_each(|attribute| self.expr(&attribute.value));
    }

    fn parts(&mut self, parts: &[StringPart]) {
        for part in parts {
            if let StringPart::Expr(expr) = part {
                self.expr(expr);
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name(name) => {
                if !self.names.contains(name) {
                    self.names.insert(name.clone());
                }
            }
            ExprKind::String(parts) | ExprKind::Label(parts) => self.parts(parts),
            ExprKind::List(items) | ExprKind::Call(_, items) => {
                items.iter().for_each(|item| self.expr(item));
            }
            ExprKind::Map(entries) => entries.iter().for_each(|entry| self.expr(&entry.value)),
            ExprKind::ListFor(of) => {
                self.expr(&of.iter);
                self.expr(&of.value);
                of.condition
                    .iter()
                    .for_each(|condition| self.expr(condition));
            }
            ExprKind::MapFor(of) => {
                self.expr(&of.iter);
                self.expr(&of.key);
                self.expr(&of.value);
                of.condition
                    .iter()
                    .for_each(|condition| self.expr(condition));
            }
            ExprKind::Access(base, _) | ExprKind::Unary(_, base) => self.expr(base),
            ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => {
                self.expr(a);
                self.expr(b);
            }
            ExprKind::If(parts) => {
                self.expr(&parts.0);
                self.expr(&parts.1);
                self.expr(&parts.2);
            }
            ExprKind::Missing
            | ExprKind::Error
            | ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Decimal(_)
            | ExprKind::Size(_)
            | ExprKind::Duration(_) => {}
        }
    }
}
