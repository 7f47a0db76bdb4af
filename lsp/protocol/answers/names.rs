//! Names: where they are declared and used, and how they are changed.

use super::refused;
use crate::lsp::protocol::convert;
use crate::lsp::protocol::here::Here;
use crate::lsp::protocol::session::{Session, Shared};
use crate::lsp::{linked, navigate, structure};
use std::collections::{HashMap, HashSet};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;

pub fn definition(here: &Here, offset: u32) -> Option<GotoDefinitionResponse> {
    let found = here.places(&navigate::definition(here.view, offset))?;
    Some(GotoDefinitionResponse::Array(found))
}

/// What a thing is made from: the template of a block at its label, else the declaration.
pub fn type_definition(here: &Here, offset: u32) -> Option<GotoDefinitionResponse> {
    match structure::base(here.view, offset) {
        Some(base) => definition(here, base),
        None => definition(here, offset),
    }
}

pub fn references(here: &Here, offset: u32, declarations: bool) -> Option<Vec<Location>> {
    let found = navigate::references(here.views, offset, declarations);
    Some(here.places(&found).unwrap_or_default())
}

pub fn highlights(here: &Here, offset: u32) -> Option<Vec<DocumentHighlight>> {
    let found = navigate::highlights(here.view, offset).into_iter();
    let found = found.map(|(span, declares)| DocumentHighlight {
        range: here.span(span),
        kind: Some(match declares {
            true => DocumentHighlightKind::WRITE,
            false => DocumentHighlightKind::READ,
        }),
    });
    Some(found.collect())
}

pub fn linked(here: &Here, offset: u32) -> Option<LinkedEditingRanges> {
    let found = linked::linked(here.view, offset)?.into_iter();
    Some(LinkedEditingRanges {
        ranges: found.map(|range| here.range(range)).collect(),
        word_pattern: Some(linked::NAME.into()),
    })
}

pub fn prepare_rename(here: &Here, offset: u32) -> Result<Option<PrepareRenameResponse>> {
    let (span, placeholder) = navigate::renameable(here.view, offset).map_err(refused)?;
    let range = here.span(span);
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
        range,
        placeholder,
    }))
}

pub fn rename(here: &Here, offset: u32, new: &str) -> Result<Option<WorkspaceEdit>> {
    let found = navigate::rename(here.views, offset, new).map_err(refused)?;
    let mut changes: HashMap<Url, Vec<TextEdit>> = HashMap::new();
    for place in here.places(&found).unwrap_or_default() {
        let edit = TextEdit::new(place.range, new.to_owned());
        changes.entry(place.uri).or_default().push(edit);
    }
    Ok(Some(WorkspaceEdit::new(changes)))
}

/// The declarations of every program in the client's folders and among its open files.
#[allow(deprecated)] // the type has a field older servers used
pub fn workspace_symbols(
    shared: &Shared,
    session: &Session,
    query: &str,
) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for name in super::files::names(session) {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &name));
        for (name, one) in structure::matching(&view, query) {
            let Some(location) = convert::location(&view, session, one.span) else {
                continue;
            };
            if seen.insert((location.uri.clone(), one.span.start, name.clone())) {
                found.push(SymbolInformation {
                    name: name.to_string(),
                    kind: SymbolKind::CLASS,
                    tags: None,
                    deprecated: None,
                    location,
                    container_name: Some(structure::what(one)),
                });
            }
        }
    }
    shared.with_engine(|engine| engine.forget(&session.documents));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
