//! One block again, after an edit of its body: all other blocks, and every name, stay as they are.

use super::*;
use crate::analysis::conform::{MOST_COMPARED, Reference};

/// What comes of one block.
pub struct Again {
    pub entry: Entry,
    pub references: Vec<Reference>,
    pub edges: Vec<Reference>,
}

/// Works out a block of a program from its item; the evaluator is a new one over the files as they
/// are now. `None` where a limit is near, so that the rest of the program counts.
pub fn again<'a>(
    evaluator: &mut Evaluator<'a, '_>,
    (item, place): (&'a Item, Place),
    program: &mut Program,
    id: BlockId,
    ledger: &Ledger,
) -> Option<Again> {
    let ItemKind::Block(ast) = &item.kind else {
        return None;
    };
    let mut expander = Expander::new(evaluator);
    expander.collect_templates();
    expander.evaluator.evaluate_all();
    for name in &ledger.known.forgotten {
        expander.evaluator.forget(name);
    }
    let known = &ledger.known;
    expander.evaluator.lost.clone_from(&known.lost);
    expander.evaluator.lost_kinds.clone_from(&known.lost_kinds);
    expander.evaluator.labels = program.labels().keys().cloned().collect();
    // All of this was told already, by the check before.
    expander.evaluator.take_findings();

    let before = program.block(id);
    let raw = RawBlock {
        ast,
        kind: before.kind,
        label: before.label.clone(),
        label_span: before.label_span,
        span: before.span,
        docs: before.docs.clone(),
        place,
        scope: Frame::root(),
        turns: Vec::new(),
    };
    let ((entries, broken), mut entry) = expander.evaluated(&raw);
    let labels: Vec<Span> = program
        .blocks
        .iter()
        .map(|block| block.label_span)
        .collect();
    let mut conformer = Conformer::new(evaluator, program.labels(), &labels);
    let object = conformer.block(id, &raw, entries, broken);
    (entry.conformed, entry.computed) = conformer.take();
    let conformed = conformer.finish();
    if known.compared + conformed.compared > MOST_COMPARED {
        return None;
    }
    program.blocks[id.0 as usize] = finished(&raw, id, object);
    Some(Again {
        entry,
        references: conformed.references,
        edges: conformed.edges,
    })
}
