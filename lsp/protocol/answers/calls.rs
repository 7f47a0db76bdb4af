//! The call hierarchy: which blocks name which.

use crate::lsp::hierarchy::{self, Call, Node};
use crate::lsp::protocol::here::Here;
use crate::syntax::source::Span;
use serde_json::json;
use tower_lsp::lsp_types::*;

pub fn prepare(here: &Here, offset: u32) -> Option<Vec<CallHierarchyItem>> {
    let node = hierarchy::at(here.view, offset)?;
    Some(vec![item(here, &node)?])
}

pub fn incoming(here: &Here, asked: &CallHierarchyItem) -> Option<Vec<CallHierarchyIncomingCall>> {
    let calls = hierarchy::incoming(here.view, label(here, asked)?);
    let calls = calls.into_iter().filter_map(|call| {
        Some(CallHierarchyIncomingCall {
            from: item(here, &call.node)?,
            from_ranges: ranges(here, &call),
        })
    });
    Some(calls.collect())
}

pub fn outgoing(here: &Here, asked: &CallHierarchyItem) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let calls = hierarchy::outgoing(here.view, label(here, asked)?);
    let calls = calls.into_iter().filter_map(|call| {
        Some(CallHierarchyOutgoingCall {
            to: item(here, &call.node)?,
            from_ranges: ranges(here, &call),
        })
    });
    Some(calls.collect())
}

/// The label an item was made of: the file may have been edited since.
fn label(here: &Here, asked: &CallHierarchyItem) -> Option<Span> {
    let offset = here.offset(asked.selection_range.start);
    Some(hierarchy::at(here.view, offset)?.label)
}

fn ranges(here: &Here, call: &Call) -> Vec<Range> {
    let places = call.places.iter();
    places
        .filter_map(|&place| Some(here.location(place)?.range))
        .collect()
}

fn item(here: &Here, node: &Node) -> Option<CallHierarchyItem> {
    let label = here.location(node.label)?;
    Some(CallHierarchyItem {
        name: node.name.clone(),
        kind: SymbolKind::CLASS,
        tags: None,
        detail: Some(node.kind.to_owned()),
        uri: label.uri,
        range: here.location(node.whole)?.range,
        selection_range: label.range,
        data: Some(json!(node.kind)),
    })
}
