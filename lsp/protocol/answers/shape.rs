//! The shape of a file: symbols, folds, selections, links.

use crate::lsp::protocol::convert;
use crate::lsp::protocol::here::Here;
use crate::lsp::{links, structure};
use tower_lsp::lsp_types::*;

pub fn symbols(here: &Here) -> Option<DocumentSymbolResponse> {
    let entries = structure::symbols(here.view);
    let entries = entries
        .iter()
        .map(|one| convert::symbol(here.view, here.session, one));
    Some(DocumentSymbolResponse::Nested(entries.collect()))
}

pub fn folds(here: &Here) -> Option<Vec<FoldingRange>> {
    let folds = structure::folds(here.view).into_iter();
    let folds = folds.map(|(start_line, end_line, comment)| FoldingRange {
        start_line,
        end_line,
        kind: comment.then_some(FoldingRangeKind::Comment),
        ..Default::default()
    });
    Some(folds.collect())
}

pub fn links(here: &Here) -> Option<Vec<DocumentLink>> {
    let links = links::links(here.view).into_iter();
    let links = links.map(|link| DocumentLink {
        range: here.range(link.range),
        target: convert::uri(here.session, &link.target),
        tooltip: link.tooltip.map(str::to_owned),
        data: None,
    });
    Some(links.collect())
}

/// Around each position, the smallest first.
pub fn selections(here: &Here, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    let chains = positions.iter();
    Some(chains.map(|&position| selection(here, position)).collect())
}

fn selection(here: &Here, position: Position) -> SelectionRange {
    let around = structure::selections(here.view, here.offset(position));
    let mut chain: Option<SelectionRange> = None;
    for bytes in around.into_iter().rev() {
        let parent = chain.take().map(Box::new);
        let range = here.range(bytes);
        chain = Some(SelectionRange { range, parent });
    }
    chain.unwrap_or(SelectionRange {
        range: Range::new(position, position),
        parent: None,
    })
}
