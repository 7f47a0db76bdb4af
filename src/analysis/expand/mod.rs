//! Items to blocks: loops turned, conditions decided, labels computed, templates merged in.

mod again;
mod doubles;
mod heads;
mod idle;
mod templates;

use super::codes::*;
use super::conform::{Conformer, RawEntry, cycles};
use super::eval::{Evaluator, Frame, Place, Scope};
use super::ledger::{Entry, Known, Ledger};
use super::value::{MapEntry, RawText, Value, ValueKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::program::{Block, BlockId, Object, Output, Program};
use crate::syntax::ast::{self, Item, ItemKind, TemplateItem};
use crate::syntax::source::{SourceMap, Span};
use crate::vocabulary::{self, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::rc::Rc;
use std::sync::Arc;

/// More blocks than this is a runaway loop, not a setup.
const MOST_BLOCKS: usize = 50_000;

/// A block with its label, its attributes not looked at yet.
pub struct RawBlock<'a> {
    pub ast: &'a ast::Block,
    pub kind: Kind,
    pub label: SmolStr,
    pub label_span: Span,
    pub span: Span,
    pub docs: Option<SmolStr>,
    pub place: Place,
    pub scope: Scope<'a>,
    pub turns: Vec<SmolStr>,
}

struct RawOutput<'a> {
    ast: &'a ast::Output,
    docs: Option<SmolStr>,
    span: Span,
    place: Place,
    scope: Scope<'a>,
}

/// A template and where it stands.
#[derive(Clone, Copy)]
struct Template<'a> {
    ast: &'a TemplateItem,
    place: Place,
    kind: Kind,
}

struct Expander<'a, 'e, 'b> {
    evaluator: &'e mut Evaluator<'a, 'b>,
    blocks: Vec<RawBlock<'a>>,
    outputs: Vec<RawOutput<'a>>,
    templates: FxHashMap<SmolStr, Template<'a>>,
    used_templates: FxHashSet<SmolStr>,
    loop_names: FxHashMap<Span, SmolStr>,
    turns: Vec<SmolStr>,
    /// Of branches that are not taken.
    idle: Vec<idle::Idle>,
    /// There are more blocks than a program may make: loops stop.
    full: bool,
}

pub use again::{Again, again};

/// The typed program, and what was found on the way to it.
pub fn program<'a>(
    evaluator: &mut Evaluator<'a, '_>,
    sources: Arc<SourceMap>,
) -> (Program, Ledger) {
    let mut expander = Expander::new(evaluator);
    expander.collect_templates();
    expander.evaluator.evaluate_all();
    let root = Frame::root();
    for (item, place) in expander.evaluator.items() {
        expander.item(item, place, &root, true);
    }
    expander.finish(sources)
}

impl<'a, 'e, 'b> Expander<'a, 'e, 'b> {
    fn new(evaluator: &'e mut Evaluator<'a, 'b>) -> Expander<'a, 'e, 'b> {
        Expander {
            evaluator,
            blocks: Vec::new(),
            outputs: Vec::new(),
            templates: FxHashMap::default(),
            used_templates: FxHashSet::default(),
            loop_names: FxHashMap::default(),
            turns: Vec::new(),
            idle: Vec::new(),
            full: false,
        }
    }
}

impl<'a> Expander<'a, '_, '_> {
    fn report(&mut self, finding: Diagnostic) {
        self.evaluator.report(finding);
    }

    fn item(&mut self, item: &'a Item, place: Place, scope: &Scope<'a>, top: bool) {
        match &item.kind {
            ItemKind::Block(block) => self.block(item, block, place, scope),
            ItemKind::For(repeat) => {
                for name in [Some(&repeat.vars.first), repeat.vars.second.as_ref()] {
                    let names = name.map(|name| (place.span(name.range), name.text.clone()));
                    self.loop_names.extend(names); // once, however often the loop is met
                }
                let turns = self
                    .evaluator
                    .turns(&repeat.vars, &repeat.iter, place, scope);
                if turns.is_none() {
                    self.lose_items(&repeat.items);
                }
                for (turn, name) in turns.unwrap_or_default() {
                    if self.full {
                        break;
                    }
                    self.turns.push(name);
                    self.items(&repeat.items, place, &turn);
                    self.turns.pop();
                }
            }
            ItemKind::If(conditional) => {
                let condition = &conditional.condition;
                match self.evaluator.condition(condition, place, scope) {
                    Some(true) => self.items(&conditional.items, place, &Frame::child(scope)),
                    Some(false) => self.idle(&conditional.items, place, scope),
                    None => self.lose_items(&conditional.items),
                }
            }
            ItemKind::Output(ast) => self.outputs.push(RawOutput {
                ast,
                docs: item.docs.clone(),
                span: place.span(item.range),
                place,
                scope: scope.clone(),
            }),
            ItemKind::Template(_) if top => {}
            ItemKind::Param(_) | ItemKind::Let(_) | ItemKind::Import(_) if top => {}
            ItemKind::Let(_) => {} // bound by `items`
            ItemKind::Param(_) => self.misplaced("param", item, place),
            ItemKind::Import(_) => self.misplaced("import", item, place),
            ItemKind::Template(_) => self.misplaced("template", item, place),
            ItemKind::Error => {}
        }
    }

    fn misplaced(&mut self, what: &str, item: &Item, place: Place) {
        let message = format!("a `{what}` stands at the top of a file, not inside `for` or `if`");
        let finding = Diagnostic::new(&MISPLACED_DECLARATION, place.span(item.range), message)
            .help("move it out; a `let` may stand here");
        self.report(finding);
    }

    /// The body of a loop's turn or of a condition.
    fn items(&mut self, items: &'a [Item], place: Place, scope: &Scope<'a>) {
        for item in items {
            if let ItemKind::Let(binding) = &item.kind {
                scope.set_lazy(binding, place);
            }
        }
        for item in items {
            self.item(item, place, scope, false);
        }
    }

    fn block(&mut self, item: &'a Item, block: &'a ast::Block, place: Place, scope: &Scope<'a>) {
        // Without a label the head could not be read, which was reported.
        let Some(label) = &block.label else {
            return self.lose(block);
        };
        let Some(kind) = self.kind(&block.kind, block.existing.is_some(), place) else {
            return self.lose(block);
        };
        let label_span = place.span(label.range);
        let text = match label.plain() {
            Some(text) => text.clone(),
            None => match self.computed_label(label, place, scope) {
                Some(text) => text,
                None => return self.lose(block),
            },
        };
        if self.blocks.len() >= MOST_BLOCKS {
            if !self.full {
                self.full = true;
                let message = format!("this program makes more than {MOST_BLOCKS} blocks");
                self.evaluator.fail(&TOO_LARGE, label_span, message);
            }
            return;
        }
        self.blocks.push(RawBlock {
            ast: block,
            kind,
            label: text,
            label_span,
            span: place.span(item.range),
            docs: item.docs.clone(),
            place,
            scope: scope.clone(),
            turns: self.turns.clone(),
        });
    }

    fn finish(mut self, sources: Arc<SourceMap>) -> (Program, Ledger) {
        let mut index: FxHashMap<(Kind, SmolStr), BlockId> = FxHashMap::default();
        let blocks = std::mem::take(&mut self.blocks);
        let mut kept: Vec<RawBlock<'a>> = Vec::with_capacity(blocks.len());
        for block in blocks {
            let key = (block.kind, block.label.clone());
            if let Some(first) = index.get(&key) {
                let first = &kept[first.0 as usize];
                self.duplicate_block(&block, first.label_span);
                continue;
            }
            if block.kind == Kind::Project
                && let Some(first) = kept.iter().find(|known| known.kind == Kind::Project)
            {
                let finding = Diagnostic::new(
                    &DUPLICATE_PROJECT,
                    block.label_span,
                    "a program has one project",
                )
                .label("the second one")
                .also(first.label_span, "the first one")
                .help("an imported file leaves the project to the file that imports it");
                self.report(finding);
                continue;
            }
            index.insert(key, BlockId(kept.len() as u32));
            kept.push(block);
        }
        self.evaluator.labels = index.keys().cloned().collect();
        self.names_taken(&kept);
        let mut ledger = Ledger {
            names: self.evaluator.take_findings(),
            unset: self.evaluator.unset,
            ..Ledger::default()
        };
        let mut entries: Vec<(Vec<RawEntry>, bool)> = Vec::with_capacity(kept.len());
        for block in &kept {
            let (raw, entry) = self.evaluated(block);
            entries.push(raw);
            ledger.blocks.push(entry);
        }
        let unused = self.unused_templates();
        let outputs = std::mem::take(&mut self.outputs);
        let idle = std::mem::take(&mut self.idle);
        let no_project = !kept.iter().any(|block| block.kind == Kind::Project);
        if no_project && self.evaluator.inputs.complete {
            let at = self
                .evaluator
                .files
                .first()
                .map_or(Span::default(), |f| Span::new(f.id, 0, 0));
            let finding = Diagnostic::new(&NO_PROJECT, at, "this program has no project")
                .help("a program begins with `project NAME { region = \"us-east-1\" }`");
            self.report(finding);
        }
        ledger.templates = self.evaluator.take_findings();
        let mut program = Program::new(sources);
        let labels: Vec<Span> = kept.iter().map(|block| block.label_span).collect();
        let mut conformer = Conformer::new(self.evaluator, &index, &labels);
        for (block, (entries, broken)) in kept.iter().zip(entries) {
            let id = BlockId(program.blocks.len() as u32);
            let object = conformer.block(id, block, entries, broken);
            program.push(finished(block, id, object));
            let entry = &mut ledger.blocks[id.0 as usize];
            (entry.conformed, entry.computed) = conformer.take();
        }
        for (template, entries) in unused {
            conformer.partial(template, false, entries);
        }
        for output in outputs {
            let value = conformer.output(&output.ast.value, output.place, &output.scope);
            let Some(value) = value else { continue };
            program.outputs.push(Output {
                name: output.ast.name.text.clone(),
                name_span: output.place.span(output.ast.name.range),
                docs: output.docs,
                value,
                span: output.span,
            });
        }
        (ledger.outputs, ledger.computed) = conformer.take();
        ledger.outputs.extend(idle::conform(&mut conformer, idle));
        ledger.computed.extend(conformer.take().1);
        let conformed = conformer.finish();
        program.references = conformed.references;
        ledger.cycles = cycles::check(&program, &conformed.edges);
        ledger.edges = conformed.edges;
        self.duplicate_outputs(&mut program);
        ledger.outputs.extend(self.evaluator.take_findings());
        ledger.unset |= self.evaluator.unset;
        ledger.known = Known {
            lost: std::mem::take(&mut self.evaluator.lost),
            lost_kinds: std::mem::take(&mut self.evaluator.lost_kinds),
            forgotten: std::mem::take(&mut self.evaluator.forgotten),
            compared: conformed.compared,
        };
        (program, ledger)
    }

    /// The attributes of a block and what was found in their expressions.
    fn evaluated(&mut self, block: &RawBlock<'a>) -> ((Vec<RawEntry>, bool), Entry) {
        let outside = std::mem::take(&mut self.evaluator.unset);
        let raw = self.entries(block);
        let entry = Entry {
            evaluated: self.evaluator.take_findings(),
            unset: self.evaluator.unset,
            ..Entry::default()
        };
        self.evaluator.unset = outside;
        (raw, entry)
    }

    /// The attributes of a block, its template's merged in; whether some could not be read.
    fn entries(&mut self, block: &RawBlock<'a>) -> (Vec<RawEntry>, bool) {
        let mut entries = self.own_entries(
            (block.kind, block.ast.existing.is_some()),
            &block.ast.body,
            block.place,
            &block.scope,
        );
        let mut broken = block.ast.body.broken;
        if let Some(base) = &block.ast.base {
            let span = block.place.span(base.range);
            let mut open = Vec::new();
            match self.template_entries(&base.text, span, block.kind, &mut open) {
                Some((inherited, also_broken)) => {
                    entries = templates::merge(inherited, entries);
                    broken |= also_broken;
                }
                None => broken = true,
            }
        }
        (entries, broken)
    }

    fn own_entries(
        &mut self,
        (kind, existing): (Kind, bool),
        body: &'a ast::Body,
        place: Place,
        scope: &Scope<'a>,
    ) -> Vec<RawEntry> {
        let mut entries: Vec<RawEntry> = Vec::with_capacity(body.attributes.len());
        let mut known: FxHashMap<&SmolStr, Span> = FxHashMap::default();
        for attribute in &body.attributes {
            let name_span = place.span(attribute.name.range);
            let first = *known.entry(&attribute.name.text).or_insert(name_span);
            if first != name_span {
                let message = format!("`{}` is set twice", attribute.name.text);
                let finding = Diagnostic::new(&DUPLICATE_ATTRIBUTE, name_span, message)
                    .label("set again here")
                    .also(first, "first set here")
                    .maybe_fix("remove this one", place.span(attribute.range), "");
                self.report(finding);
                continue;
            }
            let value = self.evaluator.eval(&attribute.value, place, scope);
            // That it cannot be a block was reported; that it is nothing at all comes after that.
            if attribute.block
                && vocabulary::attribute(kind, existing, &attribute.name.text).is_none()
            {
                continue;
            }
            entries.push(RawEntry {
                name: attribute.name.text.clone(),
                name_span,
                value,
                use_span: place.span(attribute.value.range),
                inherited: false,
            });
        }
        entries
    }
}

fn finished(block: &RawBlock, id: BlockId, object: Object) -> Block {
    let kind_span = block.place.span(block.ast.kind.range);
    Block {
        id,
        kind: block.kind,
        label: block.label.clone(),
        label_span: block.label_span,
        head_span: kind_span.to(block.label_span),
        span: block.span,
        existing: block.ast.existing.is_some(),
        docs: block.docs.clone(),
        object,
        turns: block.turns.clone(),
    }
}
