//! Which blocks refer to which, as a tree that can be walked in both directions: a job definition
//! to its queues, a queue to its environments, and back.

use super::engine::View;
use super::index::Symbol;
use crate::program::{Block, Program};
use crate::syntax::source::Span;
use std::collections::BTreeMap;

/// A block as it is written; the turns of a loop are one.
#[derive(Clone, Debug)]
pub struct Node {
    pub name: String,
    pub kind: &'static str,
    pub label: Span,
    pub whole: Span,
}

/// A block at the other end, and where in the referring one it is named.
pub struct Call {
    pub node: Node,
    pub places: Vec<Span>,
}

/// The block whose label, or a reference to it, stands at a byte.
pub fn at(view: &View, offset: u32) -> Option<Node> {
    let name = view.analysis.index().at(view.file, offset)?;
    let Symbol::Block(label) = name.symbol else {
        return None;
    };
    let program = &view.analysis.checked.program;
    let mut blocks = program.blocks.iter();
    let block = blocks.find(|one| one.label_span == label)?;
    Some(node(program, block))
}

/// What a block refers to.
pub fn outgoing(view: &View, label: Span) -> Vec<Call> {
    calls(&view.analysis.checked.program, |from, to| {
        (from.label_span == label && to.label_span != label).then_some(to)
    })
}

/// What refers to a block.
pub fn incoming(view: &View, label: Span) -> Vec<Call> {
    calls(&view.analysis.checked.program, |from, to| {
        (to.label_span == label && from.label_span != label).then_some(from)
    })
}

fn calls<'p>(
    program: &'p Program,
    other: impl Fn(&'p Block, &'p Block) -> Option<&'p Block>,
) -> Vec<Call> {
    let mut found: BTreeMap<Span, Call> = BTreeMap::new();
    for &(from, to, place) in &program.references {
        let (from, to) = (program.block(from), program.block(to));
        let Some(block) = other(from, to) else {
            continue;
        };
        let call = found.entry(block.label_span).or_insert_with(|| Call {
            node: node(program, block),
            places: Vec::new(),
        });
        // A template may stand in another file than the block it names something for.
        if place.file == from.span.file && !call.places.contains(&place) {
            call.places.push(place);
        }
    }
    found.into_values().collect()
}

fn node(program: &Program, block: &Block) -> Node {
    let name = match block.turns.is_empty() {
        true => &block.label,
        false => program.sources.slice(block.label_span),
    };
    Node {
        name: name.to_owned(),
        kind: block.kind.name(),
        label: block.label_span,
        whole: block.span,
    }
}
