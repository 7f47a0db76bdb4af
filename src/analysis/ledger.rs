//! What each step of a check found, step by step and block by block, so that after an edit only
//! the steps it concerns are taken again.

use super::codes;
use super::conform::Reference;
use super::load::LoadedFile;
use super::{allow, rules, units};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::program::{BlockId, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Kind;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// The findings of one block.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Of its expressions.
    pub evaluated: Vec<Diagnostic>,
    /// Of the types of its attributes.
    pub conformed: Vec<Diagnostic>,
    /// Of the rules about it and what it refers to.
    pub ruled: Vec<Diagnostic>,
    /// Spans whose values were computed rather than written.
    pub computed: Vec<Span>,
    /// Something it asks for outside has no value.
    pub unset: bool,
}

/// The findings of a check in the order its steps came to them.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Of files that could not be read, and of imports.
    pub loading: Vec<Diagnostic>,
    /// Of names, labels, loops and `let`s.
    pub names: Vec<Diagnostic>,
    /// By [`BlockId`].
    pub blocks: Vec<Entry>,
    /// Of the expressions of templates nothing takes from, and of branches not taken.
    pub templates: Vec<Diagnostic>,
    /// Of their types, and of outputs.
    pub outputs: Vec<Diagnostic>,
    pub cycles: Vec<Diagnostic>,
    /// Of `let`s, `param`s and `template`s nothing uses.
    pub unused: Vec<Diagnostic>,
    /// Of the rules about the names of all declarations.
    pub named: Vec<Diagnostic>,
    /// Of the rules about the whole program.
    pub whole: Vec<Diagnostic>,
    /// Computed spans outside blocks.
    pub computed: Vec<Span>,
    /// References that order creation, by the block they are from.
    pub edges: Vec<Reference>,
    /// What could not be read or worked out, as the evaluator knows it.
    pub known: Known,
    /// Outside blocks something has no value.
    pub unset: bool,
}

/// What the evaluator knows of a program besides its values.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What declarations that could not be read may have been called.
    pub lost: FxHashSet<SmolStr>,
    /// The kinds of those of which not even that is known.
    pub lost_kinds: FxHashSet<Kind>,
    /// `let`s and `param`s whose name was refused.
    pub forgotten: Vec<SmolStr>,
    /// How many names were compared with misspelt ones.
    pub compared: usize,
}

/// What was found so far, and whether a reference may have been missed.
pub struct BeforeRules {
    pub found: Vec<Diagnostic>,
    partial: bool,
}

impl Ledger {
    /// Asks every rule.
    pub fn ask_rules(&mut self, program: &Program) {
        let all: Vec<BlockId> = program.blocks.iter().map(|block| block.id).collect();
        self.ask_names(program);
        self.ask_again(program, &all);
    }

    /// Asks again the rules about some blocks, and those about the whole program but for names.
    pub fn ask_again(&mut self, program: &Program, blocks: &[BlockId]) {
        let facts = rules::facts::Facts::of(program);
        for &id in blocks {
            if let Some(entry) = self.blocks.get_mut(id.0 as usize) {
                entry.ruled = rules::of_block(&facts, program.block(id));
            }
        }
        self.whole = rules::of_whole(program);
    }

    /// Asks again the rules about names.
    pub fn ask_names(&mut self, program: &Program) {
        self.named = rules::of_names(program);
    }

    /// Everything found, as it is told: in order of place, once, `// allow(…)` applied.
    pub fn findings(&self, files: &[LoadedFile]) -> Vec<Diagnostic> {
        let mut before = self.before_rules(files);
        let found = &mut before.found;
        self.each(found, |entry| &entry.ruled);
        found.extend_from_slice(&self.named);
        found.extend_from_slice(&self.whole);
        self.told(before, files)
    }

    /// What was found by all steps but the rules.
    pub fn before_rules(&self, files: &[LoadedFile]) -> BeforeRules {
        let mut found = self.loading.clone();
        files.iter().for_each(|file| syntax(file, &mut found));
        found.extend_from_slice(&self.names);
        self.each(&mut found, |entry| &entry.evaluated);
        found.extend_from_slice(&self.templates);
        self.each(&mut found, |entry| &entry.conformed);
        found.extend_from_slice(&self.outputs);
        found.extend_from_slice(&self.cycles);
        let unset = self.unset || self.blocks.iter().any(|entry| entry.unset);
        let partial = unset || found.iter().any(hides_references);
        found.extend_from_slice(&self.unused);
        BeforeRules { found, partial }
    }

    /// What all steps found, what the rules did included, as it is told.
    pub fn told(&self, all: BeforeRules, files: &[LoadedFile]) -> Vec<Diagnostic> {
        let mut out = all.found;
        if all.partial {
            out.retain(|finding| !CONSEQUENCES.contains(&finding.code.name));
        }
        self.drop_uncertain_fixes(&mut out);
        diagnostic::tidy(&mut out);
        allow::apply(files, &mut out);
        out
    }

    fn each(&self, out: &mut Vec<Diagnostic>, of: impl Fn(&Entry) -> &Vec<Diagnostic>) {
        for entry in &self.blocks {
            out.extend_from_slice(of(entry));
        }
    }

    /// A fix that replaces a computed expression by one of its values would be wrong for the others.
    fn drop_uncertain_fixes(&self, out: &mut [Diagnostic]) {
        if out.iter().all(|finding| finding.fixes.is_empty()) {
            return;
        }
        let blocks = self.blocks.iter().flat_map(|entry| &entry.computed);
        let computed: FxHashSet<Span> = blocks.chain(&self.computed).copied().collect();
        for finding in out.iter_mut().filter(|finding| !finding.fixes.is_empty()) {
            finding
                .fixes
                .retain(|fix| !fix.edits.iter().any(|edit| computed.contains(&edit.span)));
        }
    }

    /// Whether some limit cut a check short: what it then says depends on all that came before.
    pub fn is_cut_short(&self) -> bool {
        let blocks = self.blocks.iter();
        let steps = blocks.flat_map(|entry| entry.evaluated.iter().chain(&entry.conformed));
        let steps = steps.chain(&self.names).chain(&self.outputs);
        steps
            .chain(&self.templates)
            .any(|finding| finding.code == &codes::TOO_LARGE)
    }

    /// Every span that is kept.
    pub fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        for entry in &mut self.blocks {
            let lists = [&mut entry.evaluated, &mut entry.conformed, &mut entry.ruled];
            for finding in lists.into_iter().flatten() {
                finding.each_span(change);
            }
            entry.computed.iter_mut().for_each(&mut *change);
        }
        let lists = [
            &mut self.loading,
            &mut self.names,
            &mut self.templates,
            &mut self.outputs,
            &mut self.cycles,
            &mut self.unused,
            &mut self.named,
            &mut self.whole,
        ];
        for finding in lists.into_iter().flatten() {
            finding.each_span(change);
        }
        self.computed.iter_mut().for_each(&mut *change);
        self.edges.iter_mut().for_each(|(_, _, span)| change(span));
    }
}

/// What the parser said of a file and of its items.
fn syntax(file: &LoadedFile, out: &mut Vec<Diagnostic>) {
    out.extend_from_slice(&file.parsed.diagnostics);
    for placed in &file.parsed.items {
        let own = placed.parsed.diagnostics.iter();
        let alone = file.parsed.diagnostics.is_empty() && own.len() == 1;
        let settled = own.map(|finding| units::settled(finding, &placed.parsed.item, alone));
        out.extend(settled.map(|finding| finding.placed(file.id, placed.start)));
    }
}

/// What a misspelt name elsewhere would bring about: told only of programs whose every reference
/// is understood.
const CONSEQUENCES: [&str; 6] = [
    "unused-environment",
    "unused-declaration",
    "unused-let",
    "unused-param",
    "unused-role",
    "unused-template",
];

/// Whether a fault may have swallowed a reference, a block or an attribute.
fn hides_references(finding: &Diagnostic) -> bool {
    let harmless = [
        &codes::OUT_OF_RANGE,
        &codes::WRONG_LENGTH,
        &codes::UNIT_NEEDED,
        &codes::INVALID_FORMAT,
        &codes::UNKNOWN_REGION,
        &codes::UNKNOWN_WORD,
        &codes::QUOTED_WORD,
        &codes::NEEDS_QUOTES,
        &codes::DUPLICATE_KEY,
        &codes::MISSING_ATTRIBUTE,
    ];
    finding.severity == Severity::Error && !harmless.contains(&finding.code)
}
