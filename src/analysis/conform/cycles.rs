//! Declarations that need each other to be made first.

use super::Reference;
use crate::analysis::codes::CYCLE;
use crate::diagnostic::Diagnostic;
use crate::program::{BlockId, Program};
use crate::syntax::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// The circles of a program's references that order creation.
pub fn check(program: &Program, edges: &[Reference]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut next: FxHashMap<BlockId, Vec<(BlockId, Span)>> = FxHashMap::default();
    for &(from, to, span) in edges {
        next.entry(from).or_default().push((to, span));
    }
    let mut done: FxHashSet<BlockId> = FxHashSet::default();
    for block in &program.blocks {
        // An explicit stack: a chain of references may be as long as the program.
        let mut path: Vec<(BlockId, usize)> = vec![(block.id, 0)];
        while let Some(&mut (id, ref mut at)) = path.last_mut() {
            if done.contains(&id) {
                path.pop();
                continue;
            }
            let edge = next.get(&id).and_then(|edges| edges.get(*at)).copied();
            *at += 1;
            let Some((to, span)) = edge else {
                done.insert(id);
                path.pop();
                continue;
            };
            match path.iter().position(|(open, _)| *open == to) {
                Some(from) => {
                    let circle: Vec<BlockId> = path[from..].iter().map(|(id, _)| *id).collect();
                    done.extend(circle.iter().copied());
                    found.push(circular(program, &circle, span));
                }
                None => path.push((to, 0)),
            }
        }
    }
    found
}

fn circular(program: &Program, circle: &[BlockId], span: Span) -> Diagnostic {
    let names: Vec<String> = circle
        .iter()
        .map(|id| program.block(*id).address())
        .collect();
    let message = match names.as_slice() {
        [name] => format!("`{name}` refers to itself"),
        names => format!(
            "these need each other to exist first: {} → {}",
            names.join(" → "),
            names[0]
        ),
    };
    let mut finding = Diagnostic::new(&CYCLE, span, message)
        .label("this reference closes the circle")
        .why("AWS makes one after the other, so neither could be made first");
    for id in &circle[1..] {
        finding = finding.also(program.block(*id).label_span, "by way of this");
    }
    finding
}
