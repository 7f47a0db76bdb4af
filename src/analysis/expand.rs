//! Items to blocks: loops turned, conditions decided, labels computed, templates merged in.

use super::codes::*;
use super::conform::{Conformer, RawEntry};
use super::eval::{Evaluator, Frame, Place, Scope};
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
    /// There are more blocks than a program may make: loops stop.
    full: bool,
}

/// The typed program, and the spans whose values were computed rather than written.
pub fn program<'a>(
    evaluator: &mut Evaluator<'a, '_>,
    sources: Arc<SourceMap>,
) -> (Program, FxHashSet<Span>) {
    let mut expander = Expander {
        evaluator,
        blocks: Vec::new(),
        outputs: Vec::new(),
        templates: FxHashMap::default(),
        used_templates: FxHashSet::default(),
        loop_names: FxHashMap::default(),
        turns: Vec::new(),
        full: false,
    };
    expander.collect_templates();
    expander.evaluator.evaluate_all();
    let root = Frame::root();
    for (item, place) in expander.evaluator.items() {
        expander.item(item, place, &root, true);
    }
    expander.finish(sources)
}

impl<'a> Expander<'a, '_, '_> {
    fn report(&mut self, finding: Diagnostic) {
        self.evaluator.report(finding);
    }

    fn collect_templates(&mut self) {
        for (item, place) in self.evaluator.items() {
            let ItemKind::Template(ast) = &item.kind else {
                continue;
            };
            let name = &ast.name;
            match self.templates.get(&name.text) {
                None => {
                    let kind = Kind::from_name(&ast.kind.text);
                    if let Some(kind) = kind.or_else(|| self.kind(&ast.kind, false, place)) {
                        let template = Template { ast, place, kind };
                        self.templates.insert(name.text.clone(), template);
                    } else {
                        self.evaluator.lost.insert(name.text.clone());
                    }
                }
                Some(first) => {
                    let first = first.place.span(first.ast.name.range);
                    self.duplicate(
                        &format!("template {}", name.text),
                        place.span(name.range),
                        first,
                    );
                }
            }
        }
    }

    fn duplicate(&mut self, what: &str, span: Span, first: Span) {
        self.report(
            Diagnostic::new(
                &DUPLICATE_DECLARATION,
                span,
                format!("`{what}` is declared twice"),
            )
            .label("declared again here")
            .also(first, "first declared here")
            .help("give one of them another label"),
        );
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
                    Some(false) => {}
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

    /// Notes what a block that cannot be made might have been called, so that nothing is said of
    /// what refers to it.
    fn lose(&mut self, block: &ast::Block) {
        match block.label.as_ref().and_then(ast::Label::plain) {
            Some(label) => {
                self.evaluator.lost.insert(label.clone());
            }
            None => self
                .evaluator
                .lost_kinds
                .extend(Kind::from_name(&block.kind.text)),
        }
    }

    /// The same for all that stands in a loop or condition nobody can work out.
    fn lose_items(&mut self, items: &[Item]) {
        for item in items {
            match &item.kind {
                ItemKind::Block(block) => self.lose(block),
                ItemKind::For(ast::For { items, .. }) | ItemKind::If(ast::If { items, .. }) => {
                    self.lose_items(items);
                }
                _ => {}
            }
        }
    }

    fn computed_label(
        &mut self,
        label: &'a ast::Label,
        place: Place,
        scope: &Scope<'a>,
    ) -> Option<SmolStr> {
        let span = place.span(label.range);
        let mut text: RawText = Vec::new();
        for part in &label.parts {
            let value = match part {
                ast::StringPart::Text(piece) => Value::text(piece.clone(), span),
                ast::StringPart::Expr(expr) => self.evaluator.eval(expr, place, scope),
            };
            match &value.kind {
                ValueKind::Unknown => return None,
                ValueKind::Int(number) => {
                    text.extend(Value::text(number.to_string(), span).as_str().map(part_of));
                }
                ValueKind::Text(_) if value.as_str().is_some() => {
                    text.extend(value.as_str().map(part_of));
                }
                ValueKind::Word(word) => {
                    let word = word.clone();
                    self.evaluator.unknown_name(&word, value.span);
                    return None;
                }
                _ => {
                    let message = format!(
                        "a label is made of strings and numbers, not {}",
                        value.noun()
                    );
                    self.evaluator.fail(&NOT_TEXT, span, message);
                    return None;
                }
            }
        }
        let text: String = text
            .iter()
            .map(|part| match part {
                super::value::RawPart::Literal(text) => text.as_str(),
                _ => "",
            })
            .collect();
        let good = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !good {
            let message = format!("`{}` cannot be a label", super::value::clip(&text));
            let finding = Diagnostic::new(&INVALID_LABEL, span, message)
                .help("a label is a letter, then letters, digits, `_` and `-`");
            self.report(finding);
            return None;
        }
        Some(text.into())
    }

    /// The kind of a block, where it is one and may stand so.
    fn kind(&mut self, name: &ast::Name, existing: bool, place: Place) -> Option<Kind> {
        let span = place.span(name.range);
        let Some(kind) = Kind::from_name(&name.text) else {
            // What was most likely meant is taken for it, so that the rest is checked too.
            return self
                .unknown_kind(&name.text, span)
                .and_then(Kind::from_name)
                .filter(|kind| existing && kind.existing() || !existing && kind.declarable());
        };
        if existing && !kind.existing() {
            let message = format!("{} cannot be `existing`", kind.noun());
            self.evaluator
                .fail(&WRONG_KIND_OF_DECLARATION, span, message);
            return None;
        }
        if !existing && !kind.declarable() {
            let message = format!("batchlang does not make {}", kind.noun());
            let finding = Diagnostic::new(&WRONG_KIND_OF_DECLARATION, span, message)
                .help(format!(
                    "refer to one that is there already: `existing {} …`",
                    kind.name()
                ))
                .fix("write `existing` in front", span.before(), "existing ");
            self.report(finding);
            return None;
        }
        Some(kind)
    }

    /// Reports it, and says which is near.
    fn unknown_kind(&mut self, name: &str, span: Span) -> Option<&'static str> {
        // Its head could not be read, which was reported.
        if self.evaluator.lost.contains(name) {
            return None;
        }
        let message = format!("there is no declaration called `{name}`");
        let finding = Diagnostic::new(&UNKNOWN_KIND, span, message);
        let near = vocabulary::nearest_kind(name);
        let finding = match near {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            ),
            None => finding.help(
                "a declaration is one of project, network, role, compute_environment, \
                 scheduling_policy, job_queue, job_definition, consumable_resource, \
                 service_environment, quota_share, existing, param, let, template, for, if, \
                 import, output",
            ),
        };
        self.report(finding);
        near
    }

    fn finish(mut self, sources: Arc<SourceMap>) -> (Program, FxHashSet<Span>) {
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
        let entries: Vec<(Vec<RawEntry>, bool)> =
            kept.iter().map(|block| self.entries(block)).collect();
        let unused = self.unused_templates();
        let outputs = std::mem::take(&mut self.outputs);
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
        let mut program = Program::new(sources);
        let labels: Vec<Span> = kept.iter().map(|block| block.label_span).collect();
        let mut conformer = Conformer::new(self.evaluator, &index, &labels);
        for (block, (entries, broken)) in kept.iter().zip(entries) {
            let id = BlockId(program.blocks.len() as u32);
            let object = conformer.block(id, block, entries, broken);
            program.push(finished(block, id, object));
        }
        for (template, entries) in unused {
            conformer.partial(template, entries);
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
        conformer.cycles(&program);
        let (references, computed) = conformer.finish();
        program.references = references;
        self.duplicate_outputs(&mut program);
        (program, computed)
    }

    fn duplicate_block(&mut self, block: &RawBlock, first: Span) {
        let what = format!("{} {}", block.kind.name(), block.label);
        if block.label_span != first {
            return self.duplicate(&what, block.label_span, first);
        }
        let message = format!("this loop makes `{what}` more than once");
        let finding = Diagnostic::new(&DUPLICATE_DECLARATION, block.label_span, message)
            .help("put the loop variable into the label: `align-${x}`");
        self.report(finding);
    }

    /// Variables may not take a declaration's name: a bare name must mean one thing.
    fn names_taken(&mut self, blocks: &[RawBlock]) {
        let mut names = self.evaluator.global_names();
        names.extend(self.loop_names.drain().map(|(span, name)| (name, span)));
        if names.is_empty() {
            return;
        }
        let labels: FxHashMap<&SmolStr, &RawBlock> =
            blocks.iter().map(|block| (&block.label, block)).collect();
        for (name, span) in names {
            if let Some(block) = labels.get(&name) {
                let message = format!("`{name}` is the name of {} too", block.kind.noun());
                let finding = Diagnostic::new(&NAME_TAKEN, span, message)
                    .also(block.label_span, "this one")
                    .why("a bare name must mean one thing")
                    .help("call the variable something else");
                self.report(finding);
                self.evaluator.forget(&name);
            } else if Kind::from_name(&name).is_some() {
                let message = format!("`{name}` is a kind of declaration");
                let finding = Diagnostic::new(&NAME_TAKEN, span, message)
                    .help("call the variable something else");
                self.report(finding);
            }
        }
    }

    /// The attributes of a block, its template's merged in; whether some could not be read.
    fn entries(&mut self, block: &RawBlock<'a>) -> (Vec<RawEntry>, bool) {
        let mut entries = self.own_entries(&block.ast.body, block.place, &block.scope);
        let mut broken = block.ast.body.broken;
        if let Some(base) = &block.ast.base {
            let span = block.place.span(base.range);
            let mut open = Vec::new();
            match self.template_entries(&base.text, span, block.kind, &mut open) {
                Some((inherited, also_broken)) => {
                    entries = merge(inherited, entries);
                    broken |= also_broken;
                }
                None => broken = true,
            }
        }
        (entries, broken)
    }

    fn own_entries(
        &mut self,
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

    fn template_entries(
        &mut self,
        name: &SmolStr,
        span: Span,
        kind: Kind,
        open: &mut Vec<SmolStr>,
    ) -> Option<(Vec<RawEntry>, bool)> {
        let Some(template) = self.templates.get(name).copied() else {
            self.unknown_template(name, span);
            return None;
        };
        self.used_templates.insert(name.clone());
        if open.contains(name) {
            open.push(name.clone());
            let message = format!("these templates take from each other: {}", open.join(" → "));
            let at = template.place.span(template.ast.name.range);
            self.evaluator.fail(&CYCLE, at, message);
            return None;
        }
        if template.kind != kind {
            let message = format!(
                "`{name}` is a template of {}, not of {}",
                template.kind.name(),
                kind.name()
            );
            let finding = Diagnostic::new(&WRONG_TEMPLATE, span, message)
                .also(template.place.span(template.ast.kind.range), "its kind");
            self.report(finding);
            return None;
        }
        let mut entries = self.own_entries(&template.ast.body, template.place, &Frame::root());
        entries.iter_mut().for_each(|entry| entry.inherited = true);
        let mut broken = template.ast.body.broken;
        if let Some(base) = &template.ast.base {
            open.push(name.clone());
            let span = template.place.span(base.range);
            let (inherited, also) = self.template_entries(&base.text, span, kind, open)?;
            entries = merge(inherited, entries);
            broken |= also;
        }
        Some((entries, broken))
    }

    fn unknown_template(&mut self, name: &str, span: Span) {
        if self.evaluator.lost.contains(name) {
            return;
        }
        let names: Vec<SmolStr> = self.templates.keys().cloned().collect();
        let near = vocabulary::nearest(name, names.iter().map(SmolStr::as_str));
        if near.is_none() && self.evaluator.lost_kinds.len() == Kind::ALL.len() {
            return; // a file could not be imported: it may be declared there
        }
        let message = format!("there is no template `{name}`");
        let mut finding = Diagnostic::new(&UNKNOWN_TEMPLATE, span, message);
        if near.is_none() && self.evaluator.part {
            finding.severity = Severity::Warning;
        }
        let finding = match near {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            ),
            None => finding.help("declare it: `template KIND NAME { … }`"),
        };
        self.report(finding);
    }

    /// Templates nothing takes from, so that their faults are found all the same.
    fn unused_templates(&mut self) -> Vec<(Kind, Vec<RawEntry>)> {
        let mut unused: Vec<Template<'a>> = self
            .templates
            .iter()
            .filter(|(name, _)| !self.used_templates.contains(*name))
            .map(|(_, template)| *template)
            .collect();
        unused.sort_by_key(|template| template.place.span(template.ast.name.range));
        let mut found = Vec::new();
        for template in unused {
            let kind = template.kind;
            let mut open = Vec::new();
            let span = template.place.span(template.ast.name.range);
            if let Some((entries, _)) =
                self.template_entries(&template.ast.name.text, span, kind, &mut open)
            {
                found.push((kind, entries));
            }
        }
        found
    }

    fn duplicate_outputs(&mut self, program: &mut Program) {
        let mut seen: FxHashMap<SmolStr, Span> = FxHashMap::default();
        let mut findings = Vec::new();
        program
            .outputs
            .retain(|output| match seen.get(&output.name) {
                Some(first) => {
                    findings.push((format!("output {}", output.name), output.name_span, *first));
                    false
                }
                None => {
                    seen.insert(output.name.clone(), output.name_span);
                    true
                }
            });
        for (what, span, first) in findings {
            self.duplicate(&what, span, first);
        }
    }
}

fn part_of(text: &str) -> super::value::RawPart {
    super::value::RawPart::Literal(text.into())
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

/// A block's own attributes win; where both have a map, they are merged by key.
fn merge(inherited: Vec<RawEntry>, own: Vec<RawEntry>) -> Vec<RawEntry> {
    let mut merged = inherited;
    let mut places: FxHashMap<SmolStr, usize> = FxHashMap::default();
    for (at, entry) in merged.iter().enumerate() {
        places.entry(entry.name.clone()).or_insert(at);
    }
    for mut entry in own {
        let at = *places.entry(entry.name.clone()).or_insert(merged.len());
        match merged.get_mut(at) {
            None => merged.push(entry),
            Some(base) => {
                if let (ValueKind::Map(below), ValueKind::Map(above)) =
                    (&base.value.kind, &entry.value.kind)
                {
                    entry.value.kind = ValueKind::Map(Rc::new(merge_maps(below, above)));
                }
                *base = entry;
            }
        }
    }
    merged
}

fn merge_maps(below: &[MapEntry], above: &[MapEntry]) -> Vec<MapEntry> {
    let mut entries: Vec<MapEntry> = below.to_vec();
    let mut places: FxHashMap<&SmolStr, usize> = FxHashMap::default();
    for (at, entry) in below.iter().enumerate() {
        places.entry(&entry.key.text).or_insert(at);
    }
    for entry in above {
        let at = *places.entry(&entry.key.text).or_insert(entries.len());
        match entries.get_mut(at) {
            Some(known) => *known = entry.clone(),
            None => entries.push(entry.clone()),
        }
    }
    entries
}
