//! The attributes of a block in the order of the reference, each with its comments.

use super::place::Here;
use super::{Draft, Sort, replace};
use crate::syntax::source::Span;
use crate::vocabulary::{self, Kind};

pub fn offer(here: &Here, drafts: &mut Vec<Draft>) {
    if let Some(draft) = draft(here) {
        drafts.push(draft);
    }
}

fn draft(here: &Here) -> Option<Draft> {
    let block = here.block.as_ref().filter(|block| !block.body.broken)?;
    let kind = Kind::from_name(&block.kind.text)?;
    let order = vocabulary::attributes(kind, block.existing);
    let rank = |name: &str| order.iter().position(|one| one.name == name);
    let attributes = &block.body.attributes;
    let ranks: Vec<usize> = attributes
        .iter()
        .map(|one| rank(&one.name.text))
        .collect::<Option<_>>()?;
    if !here.in_head() && here.attribute.is_none() || ranks.is_sorted() {
        return None;
    }
    let text = here.view.text();
    let body = here.span(block.body.range);
    let line_end = |at: u32| {
        let rest = text.get(at as usize..)?;
        Some(at + rest.find('\n')? as u32 + 1)
    };
    // Each piece goes from the end of the line before to the end of its own.
    let first = line_end(body.start)?;
    let mut pieces: Vec<(usize, &str)> = Vec::new();
    let mut start = first;
    for (attribute, rank) in attributes.iter().zip(ranks) {
        let span = here.span(attribute.range);
        let end = line_end(span.end)?;
        if span.start < start || end > body.end {
            return None;
        }
        pieces.push((rank, text.get(start as usize..end as usize)?));
        start = end;
    }
    pieces.sort_by_key(|(rank, _)| *rank);
    let sorted: String = pieces.iter().map(|(_, piece)| *piece).collect();
    let span = Span::new(here.view.file, first, start);
    Some(Draft::new(
        "Sort the attributes as the reference has them",
        Sort::Rewrite,
        vec![replace(span, sorted.trim_start_matches(['\n', '\r']))],
    ))
}
