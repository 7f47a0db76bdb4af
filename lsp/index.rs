//! Every name of a program: where it is declared and where it is used, as the evaluator resolves
//! it: first what loops and enclosing `let`s bind, then `let`s and `param`s of the program, then
//! labels.

use crate::analysis::{Checked, LoadedFile};
use crate::program::Program;
use crate::syntax::ast::*;
use crate::syntax::source::{FileId, Range, Span};
use crate::vocabulary::Kind;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// The block whose label stands there.
    Block(Span),
    Template(SmolStr),
    /// A `let` or `param` of the program.
    Global(SmolStr),
    /// What a loop or a `let` inside one binds there.
    Local(Span),
    Output(SmolStr),
}

/// A name at its place.
#[derive(Clone, Debug)]
pub struct Occurrence {
    pub span: Span,
    pub symbol: Symbol,
    pub declares: bool,
}

/// What is declared, for lists.
#[derive(Clone, Debug)]
pub struct Declared {
    pub symbol: Symbol,
    pub name: SmolStr,
    pub span: Span,
    pub what: What,
    pub docs: Option<SmolStr>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Block { kind: SmolStr, existing: bool },
    Template { kind: SmolStr },
    Param,
    Let,
    Output,
}

/// All names of a program at their places.
#[derive(Debug, Default)]
pub struct Index {
    /// In order of place.
    pub occurrences: Vec<Occurrence>,
}

/// All that a program declares, in order of place.
pub fn declared(checked: &Checked) -> Vec<Declared> {
    let mut found = Vec::new();
    for LoadedFile { id: file, parsed } in &checked.files {
        for placed in &parsed.items {
            declare(&mut found, *file, placed.start, &placed.parsed.item);
        }
    }
    found
}

impl Index {
    pub fn of(checked: &Checked, declared: &[Declared]) -> Index {
        let globals = declared.iter().filter_map(|one| match &one.symbol {
            Symbol::Global(name) => Some(name.clone()),
            _ => None,
        });
        let globals: FxHashSet<SmolStr> = globals.collect();
        let program = &checked.program;
        let references = program.references.iter();
        let references = references.map(|(_, to, span)| (*span, program.block(*to).label_span));
        let mut walk = Walk {
            file: FileId(0),
            base: 0,
            globals: &globals,
            references: references.collect(),
            program,
            scope: Vec::new(),
            out: Vec::new(),
        };
        for LoadedFile { id: file, parsed } in &checked.files {
            for placed in &parsed.items {
                (walk.file, walk.base) = (*file, placed.start);
                walk.item(&placed.parsed.item, false);
            }
        }
        let mut occurrences = walk.out;
        occurrences.sort_by_key(|one| (one.span, !one.declares));
        occurrences.dedup_by_key(|one| one.span);
        Index { occurrences }
    }

    /// The name at a byte, its end included.
    pub fn at(&self, file: FileId, offset: u32) -> Option<&Occurrence> {
        let before = Span::new(file, offset, u32::MAX);
        let next = self.occurrences.partition_point(|one| one.span <= before);
        let around = self.occurrences.get(..next)?.iter().rev().take(2);
        around
            .filter(|one| one.span.file == file && one.span.start <= offset)
            .find(|one| offset <= one.span.end)
    }

    /// The names in a range of a file, in order.
    pub fn within(&self, file: FileId, range: Range) -> impl Iterator<Item = &Occurrence> {
        let from = Span::new(file, range.start, 0);
        let from = self.occurrences.partition_point(|one| one.span < from);
        let behind = self.occurrences[from..].iter();
        behind.take_while(move |one| one.span.file == file && one.span.end <= range.end)
    }

    pub fn of_symbol<'a>(&'a self, symbol: &'a Symbol) -> impl Iterator<Item = &'a Occurrence> {
        self.occurrences
            .iter()
            .filter(move |one| one.symbol == *symbol)
    }

    /// The declarations of a symbol: one, unless the program is wrong.
    pub fn declarations<'a>(&'a self, symbol: &'a Symbol) -> impl Iterator<Item = &'a Occurrence> {
        self.of_symbol(symbol).filter(|one| one.declares)
    }
}

fn declare(found: &mut Vec<Declared>, file: FileId, base: u32, item: &Item) {
    let mut push = |name: &SmolStr, range: Range, symbol: Symbol, what: What| {
        found.push(Declared {
            symbol,
            name: name.clone(),
            span: range.at(file, base),
            what,
            docs: item.docs.clone(),
        });
    };
    match &item.kind {
        ItemKind::Block(block) => {
            if let Some(label) = &block.label {
                let kind = block.kind.text.clone();
                let existing = block.existing.is_some();
                let symbol = Symbol::Block(label.range.at(file, base));
                let name = label.plain().cloned().unwrap_or_default();
                push(&name, label.range, symbol, What::Block { kind, existing });
            }
        }
        ItemKind::Template(template) => {
            let (name, kind) = (&template.name, template.kind.text.clone());
            let symbol = Symbol::Template(name.text.clone());
            push(&name.text, name.range, symbol, What::Template { kind });
        }
        ItemKind::Param(Param { name, .. }) => {
            let symbol = Symbol::Global(name.text.clone());
            push(&name.text, name.range, symbol, What::Param);
        }
        ItemKind::Let(Let { name, .. }) => {
            let symbol = Symbol::Global(name.text.clone());
            push(&name.text, name.range, symbol, What::Let);
        }
        ItemKind::Output(Output { name, .. }) => {
            let symbol = Symbol::Output(name.text.clone());
            push(&name.text, name.range, symbol, What::Output);
        }
        ItemKind::For(For { items, .. }) | ItemKind::If(If { items, .. }) => {
            // What is bound in there is local.
            let blocks = items
                .iter()
                .filter(|item| !matches!(item.kind, ItemKind::Let(_)));
            blocks.for_each(|item| declare(found, file, base, item));
        }
        ItemKind::Import(_) | ItemKind::Error => {}
    }
}

struct Walk<'a> {
    file: FileId,
    base: u32,
    globals: &'a FxHashSet<SmolStr>,
    /// Where a reference is written, and the label it means.
    references: FxHashMap<Span, Span>,
    program: &'a Program,
    scope: Vec<(SmolStr, Span)>,
    out: Vec<Occurrence>,
}

impl Walk<'_> {
    fn span(&self, range: Range) -> Span {
        range.at(self.file, self.base)
    }

    fn push(&mut self, range: Range, symbol: Symbol, declares: bool) {
        self.out.push(Occurrence {
            span: self.span(range),
            symbol,
            declares,
        });
    }

    fn bind(&mut self, name: &Name) {
        let span = self.span(name.range);
        self.push(name.range, Symbol::Local(span), true);
        self.scope.push((name.text.clone(), span));
    }

    fn bind_all(&mut self, vars: &LoopVars) {
        self.bind(&vars.first);
        vars.second.iter().for_each(|name| self.bind(name));
    }

    fn item(&mut self, item: &Item, nested: bool) {
        match &item.kind {
            ItemKind::Block(block) => {
                if let Some(label) = &block.label {
                    self.push(label.range, Symbol::Block(self.span(label.range)), true);
                    self.parts(&label.parts);
                }
                self.base(&block.base);
                self.body(&block.body);
            }
            ItemKind::Template(template) => {
                let symbol = Symbol::Template(template.name.text.clone());
                self.push(template.name.range, symbol, true);
                self.base(&template.base);
                self.body(&template.body);
            }
            ItemKind::Param(param) => {
                let symbol = Symbol::Global(param.name.text.clone());
                self.push(param.name.range, symbol, true);
                param.default.iter().for_each(|value| self.expr(value));
            }
            ItemKind::Let(binding) => {
                self.expr(&binding.value);
                if !nested {
                    let symbol = Symbol::Global(binding.name.text.clone());
                    self.push(binding.name.range, symbol, true);
                }
            }
            ItemKind::For(repeat) => {
                self.expr(&repeat.iter);
                let before = self.scope.len();
                self.bind_all(&repeat.vars);
                self.items(&repeat.items);
                self.scope.truncate(before);
            }
            ItemKind::If(conditional) => {
                self.expr(&conditional.condition);
                let before = self.scope.len();
                self.items(&conditional.items);
                self.scope.truncate(before);
            }
            ItemKind::Output(output) => {
                let symbol = Symbol::Output(output.name.text.clone());
                self.push(output.name.range, symbol, true);
                self.expr(&output.value);
            }
            ItemKind::Import(_) | ItemKind::Error => {}
        }
    }

    /// The items of a loop: its `let`s hold for all of them.
    fn items(&mut self, items: &[Item]) {
        for item in items {
            if let ItemKind::Let(binding) = &item.kind {
                self.bind(&binding.name);
            }
        }
        items.iter().for_each(|item| self.item(item, true));
    }

    fn base(&mut self, base: &Option<Name>) {
        if let Some(name) = base {
            self.push(name.range, Symbol::Template(name.text.clone()), false);
        }
    }

    fn body(&mut self, body: &Body) {
        let values = body.attributes.iter();
        values.for_each(|attribute| self.expr(&attribute.value));
    }

    fn parts(&mut self, parts: &[StringPart]) {
        for part in parts {
            if let StringPart::Expr(expr) = part {
                self.expr(expr);
            }
        }
    }

    fn name(&mut self, text: &SmolStr, range: Range) {
        if let Some((_, span)) = self.scope.iter().rev().find(|(name, _)| name == text) {
            return self.push(range, Symbol::Local(*span), false);
        }
        if self.globals.contains(text) {
            return self.push(range, Symbol::Global(text.clone()), false);
        }
        self.label(range);
    }

    /// A label, where the checker found what it means.
    fn label(&mut self, range: Range) {
        if let Some(&to) = self.references.get(&self.span(range)) {
            self.push(range, Symbol::Block(to), false);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name(text) => self.name(text, expr.range),
            ExprKind::Label(parts) => {
                self.label(expr.range);
                self.parts(parts);
            }
            ExprKind::String(parts) => self.parts(parts),
            ExprKind::List(items) => items.iter().for_each(|item| self.expr(item)),
            ExprKind::Map(entries) => entries.iter().for_each(|entry| self.expr(&entry.value)),
            ExprKind::ListFor(list) => {
                self.expr(&list.iter);
                let before = self.scope.len();
                self.bind_all(&list.vars);
                self.expr(&list.value);
                list.condition.iter().for_each(|one| self.expr(one));
                self.scope.truncate(before);
            }
            ExprKind::MapFor(map) => {
                self.expr(&map.iter);
                let before = self.scope.len();
                self.bind_all(&map.vars);
                self.expr(&map.key);
                self.expr(&map.value);
                map.condition.iter().for_each(|one| self.expr(one));
                self.scope.truncate(before);
            }
            ExprKind::Access(base, name) => self.access(base, name),
            ExprKind::Index(base, index) => {
                self.expr(base);
                self.expr(index);
            }
            ExprKind::Call(_, arguments) => arguments.iter().for_each(|one| self.expr(one)),
            ExprKind::Unary(_, inner) => self.expr(inner),
            ExprKind::Binary(_, left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::If(parts) => {
                let (condition, yes, no) = &**parts;
                for part in [condition, yes, no] {
                    self.expr(part);
                }
            }
            _ => {}
        }
    }

    /// `job_queue.main`, or a field of a value.
    fn access(&mut self, base: &Expr, name: &Name) {
        if let ExprKind::Name(word) = &base.kind
            && !self.scope.iter().any(|(known, _)| known == word)
            && !self.globals.contains(word)
            && let Some(kind) = Kind::from_name(word)
        {
            if let Some(block) = self.program.find(kind, &name.text) {
                self.push(name.range, Symbol::Block(block.label_span), false);
            }
            return;
        }
        self.expr(base);
    }
}
