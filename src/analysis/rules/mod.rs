//! The rules over the typed program: what is left once every value has its attribute's type,
//! that is relations between values and facts of the whole program.
//!
//! One file a rule or a tight family, each with its codes (`codes!`), its pages in docs/codes/
//! and its tests beside it. A rule only looks at the [`Program`], says nothing about values that
//! are unknown, and reports one mistake once.

pub mod environment;
pub mod job;

use crate::diagnostic::{Code, Diagnostic};
use crate::program::Program;

/// A rule: looks at the program and adds what it finds.
pub type Rule = fn(&Program, &mut Vec<Diagnostic>);

/// Every rule, in no particular order: none relies on another.
pub static RULES: &[Rule] = &{
    const COUNT: usize = environment::RULES.len() + job::RULES.len();
    join::<COUNT>(environment::RULES, job::RULES)
};

/// Runs every rule.
pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for rule in RULES {
        rule(program, out);
    }
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
    let mut all = [nothing as Rule; N];
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
