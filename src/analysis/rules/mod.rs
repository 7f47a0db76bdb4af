//! The rules over the typed program: what is left once every value has its attribute's type,
//! that is relations between values and facts of the whole program.
//!
//! One file a rule or a tight family, each with its codes (`codes!`), its pages in docs/codes/
//! and its tests beside it. A rule only looks at the [`Program`], says nothing about values that
//! are unknown, and reports one mistake once.
//! Most are about one declaration ([`Rule::Each`]): after an edit in a language server they are asked
//! again only of what the edit can have changed. What needs all declarations is a [`Rule::Whole`].

pub mod environment;
pub mod facts;
pub mod job;

use crate::diagnostic::{Applicability, Code, Diagnostic, Edit};
use crate::program::{Block, Program};
use crate::vocabulary::Kind;
use facts::Facts;

/// A rule: looks at the program and adds what it finds.
#[derive(Clone, Copy)]
pub enum Rule {
    /// Of each declaration of a kind that the program makes.
    Each(Kind, BlockRule),
    /// Of every declaration, `existing` ones too.
    Every(BlockRule),
    /// Of the names all declarations have.
    Names(ProgramRule),
    /// Of the program as a whole.
    Whole(ProgramRule),
}

/// A rule that looks at all declarations.
pub type ProgramRule = fn(&Program, &mut Vec<Diagnostic>);

/// A rule about one declaration. It looks at that, at what that refers to (which may be at several
/// removes) and at the project, at nothing else: its findings stand while none of these changes.
pub type BlockRule = fn(&Facts, &Block, &mut Vec<Diagnostic>);

/// Every rule, in no particular order: none relies on another.
pub static RULES: &[Rule] = &{
    const COUNT: usize = environment::RULES.len() + job::RULES.len();
    join::<COUNT>(environment::RULES, job::RULES)
};

/// Asks every rule, in the order [`of_block`], [`of_names`], [`of_whole`].
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    let facts = Facts::of(program);
    for block in &program.blocks {
        out.append(&mut of_block(&facts, block));
    }
    out.append(&mut of_names(program));
    out.append(&mut of_whole(program));
}

/// What the rules find in one declaration.
pub fn of_block(facts: &Facts, block: &Block) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for rule in RULES {
        match rule {
            Rule::Each(kind, rule) if *kind == block.kind && !block.existing => {
                rule(facts, block, &mut out);
            }
            Rule::Every(rule) => rule(facts, block, &mut out),
            _ => {}
        }
    }
    doubt_elsewhere(block, &mut out);
    out
}

/// What stands outside a declaration, in a `let`, a template or another declaration, may serve
/// others as well: no change of it is certain.
fn doubt_elsewhere(block: &Block, found: &mut [Diagnostic]) {
    let within = |edit: &Edit| {
        let (span, body) = (edit.span, block.span);
        span.file == body.file && body.start <= span.start && span.end <= body.end
    };
    for fix in found.iter_mut().flat_map(|finding| &mut finding.fixes) {
        if !fix.edits.iter().all(within) {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

/// What the rules find in the names of all declarations.
pub fn of_names(program: &Program) -> Vec<Diagnostic> {
    of_program(program, |rule| match rule {
        Rule::Names(rule) => Some(*rule),
        _ => None,
    })
}

/// What the rules find in the program as a whole.
pub fn of_whole(program: &Program) -> Vec<Diagnostic> {
    of_program(program, |rule| match rule {
        Rule::Whole(rule) => Some(*rule),
        _ => None,
    })
}

fn of_program(program: &Program, which: fn(&Rule) -> Option<ProgramRule>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for rule in RULES.iter().filter_map(which) {
        rule(program, &mut out);
    }
    out
}

/// The codes of every rule.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    environment::CODES
        .iter()
        .chain(job::CODES)
        .flat_map(|file| file.iter().copied())
}

const fn join<const N: usize>(first: &[Rule], second: &[Rule]) -> [Rule; N] {
    fn nothing(_: &Program, _: &mut Vec<Diagnostic>) {}
    let mut all = [Rule::Whole(nothing); N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() {
            first[at]
        } else {
            second[at - first.len()]
        };
        at += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::check;
    use crate::diagnostic::Applicability;

    #[test]
    fn what_others_may_use_is_not_changed_unasked() {
        let text = |lets: &str, types: &str| {
            format!(
                "{lets}compute_environment w {{\n  type = EC2\n  instance_types = {types}\n  max_vcpus = 8\n}}\n"
            )
        };
        let sure = |text: &str| {
            let found = check(text).diagnostics;
            let typo = found
                .iter()
                .find(|one| one.code.name == "unknown-instance-type");
            let fix = &typo.expect("reported").fixes[0];
            assert_eq!(fix.edits[0].text, "\"m5.large\"");
            fix.applicability == Applicability::Safe
        };
        assert!(sure(&text("", "[\"m5.larg\"]")));
        assert!(!sure(&text("let types = [\"m5.larg\"]\n", "types")));
    }
}
