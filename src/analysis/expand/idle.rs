//! Branches not taken: what another value of a parameter would bring to life. Its plain mistakes are
//! told today, or a check of `stage = "dev"` would say nothing of what breaks in `prod`.

use super::*;
use crate::analysis::eval::Evaluator;
use crate::diagnostic::Code;

/// The blocks of a branch that is not taken, with their labels known.
pub(super) struct Idle {
    kind: Kind,
    existing: bool,
    label: SmolStr,
    entries: Vec<RawEntry>,
}

/// Mistakes whatever the condition guards against; all others may be what it is there for.
const PLAIN: [&Code; 13] = [
    &UNKNOWN_KIND,
    &WRONG_KIND_OF_DECLARATION,
    &UNKNOWN_ATTRIBUTE,
    &DUPLICATE_ATTRIBUTE,
    &UNIT_NEEDED,
    &UNKNOWN_WORD,
    &QUOTED_WORD,
    &QUOTED_REFERENCE,
    &UNRESOLVED_REFERENCE,
    &WRONG_KIND_OF_REFERENCE,
    &UNKNOWN_NAME,
    &UNKNOWN_TEMPLATE,
    &UNKNOWN_FUNCTION,
];

impl<'a> Expander<'a, '_, '_> {
    /// Expands a branch that is not taken, apart from the program.
    pub(super) fn idle(&mut self, items: &'a [Item], place: Place, scope: &Scope<'a>) {
        let told = self.evaluator.take_findings();
        let (lost, kinds) = (
            self.evaluator.lost.clone(),
            self.evaluator.lost_kinds.clone(),
        );
        let unset = self.evaluator.unset;
        let (blocks, outputs) = (
            std::mem::take(&mut self.blocks),
            std::mem::take(&mut self.outputs),
        );
        self.items(items, place, &Frame::child(scope));
        let idle = std::mem::replace(&mut self.blocks, blocks);
        self.outputs = outputs;
        for block in idle {
            let (entries, _) = self.entries(&block);
            self.idle.push(Idle {
                kind: block.kind,
                existing: block.ast.existing.is_some(),
                label: block.label,
                entries,
            });
        }
        let found = plain(self.evaluator.take_findings());
        told.into_iter()
            .chain(found)
            .for_each(|finding| self.report(finding));
        (self.evaluator.lost, self.evaluator.lost_kinds) = (lost, kinds);
        self.evaluator.unset = unset;
    }
}

/// Looks at the attributes of branches not taken. What they refer to may be in such a branch too.
pub(super) fn conform(conformer: &mut Conformer, idle: Vec<Idle>) -> Vec<Diagnostic> {
    let before = conformer.evaluator().lost.clone();
    let labels = idle.iter().map(|block| block.label.clone());
    conformer.evaluator().lost.extend(labels);
    for block in idle {
        conformer.partial(block.kind, block.existing, block.entries);
    }
    let evaluator: &mut Evaluator = conformer.evaluator();
    evaluator.lost = before;
    plain(evaluator.take_findings())
}

fn plain(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.retain(|finding| PLAIN.contains(&finding.code));
    found
}
