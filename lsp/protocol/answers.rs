//! The longer answers, from what a request's function found to what the protocol wants.

use super::convert;
use super::session::{Session, Shared};
use crate::lsp::engine::View;
use crate::lsp::{actions, navigate, structure};
use crate::syntax::source::{Range as Bytes, Source};
use std::collections::{HashMap, HashSet};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;

/// A request that cannot be carried out, and why.
fn refused(why: String) -> Error {
    Error::invalid_params(why)
}

pub fn at(source: &Source, session: &Session, position: Position) -> u32 {
    convert::offset(source, position, session.encoding)
}

pub fn markdown(value: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value,
    }
}

pub fn text_edits(
    source: &Source,
    session: &Session,
    edits: Vec<(Bytes, String)>,
) -> Vec<TextEdit> {
    let edits = edits.into_iter();
    edits
        .map(|(bytes, text)| TextEdit::new(convert::range(source, bytes, session.encoding), text))
        .collect()
}

pub fn prepare_rename(
    view: &View,
    session: &Session,
    position: Position,
) -> Result<Option<PrepareRenameResponse>> {
    let source = view.source();
    let found = navigate::renameable(view, at(source, session, position));
    let (span, placeholder) = found.map_err(refused)?;
    let bytes = Bytes::new(span.start, span.end);
    let range = convert::range(source, bytes, session.encoding);
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
        range,
        placeholder,
    }))
}

pub fn rename(
    views: &[View],
    session: &Session,
    position: Position,
    new: &str,
) -> Result<Option<WorkspaceEdit>> {
    let Some(view) = views.first() else {
        return Ok(None);
    };
    let offset = at(view.source(), session, position);
    let found = navigate::rename(views, offset, new).map_err(refused)?;
    let mut changes: HashMap<Url, Vec<TextEdit>> = HashMap::new();
    for one in &found {
        if let Some(place) = convert::place_in(views, session, one) {
            let edit = TextEdit::new(place.range, new.to_owned());
            changes.entry(place.uri).or_default().push(edit);
        }
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
    let names = session.folders.iter().flat_map(|folder| files_in(folder));
    let open = session.documents.iter().map(|one| one.name.clone());
    let names: HashSet<String> = names.chain(open).collect();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for name in names {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &name));
        for one in structure::matching(&view, query) {
            let Some(location) = convert::location(&view, session, one.span) else {
                continue;
            };
            if seen.insert((location.uri.clone(), one.span.start)) {
                found.push(SymbolInformation {
                    name: one.name.to_string(),
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

/// The `.batch` files of a folder and those below it, ignored ones left out.
fn files_in(folder: &std::path::Path) -> Vec<String> {
    let paths = [folder.to_path_buf()];
    let mut names = crate::cli::walk::names(&paths);
    names.truncate(2000);
    names
}

/// Around a position, the smallest first.
pub fn selection(view: &View, session: &Session, position: Position) -> SelectionRange {
    let source = view.source();
    let around = structure::selections(view, at(source, session, position));
    let mut chain: Option<SelectionRange> = None;
    for bytes in around.into_iter().rev() {
        let range = convert::range(source, bytes, session.encoding);
        let parent = chain.take().map(Box::new);
        chain = Some(SelectionRange { range, parent });
    }
    chain.unwrap_or(SelectionRange {
        range: Range::new(position, position),
        parent: None,
    })
}

pub fn code_actions(
    view: &View,
    session: &Session,
    range: Range,
    only: Option<&[CodeActionKind]>,
) -> CodeActionResponse {
    // A kind that is asked for stands for those below it too.
    let within = |kind: &CodeActionKind, asked: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let wanted =
        |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|one| within(kind, one)));
    let mut found = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let bytes = convert::bytes(view.source(), range, session.encoding);
        found = actions::fixes(view, bytes);
    }
    if wanted(&convert::action_kind(actions::Sort::FixAll)) {
        found.extend(actions::fix_all(view));
    }
    let refactor = CodeActionKind::REFACTOR;
    let asked = |one: &CodeActionKind| within(&refactor, one) || within(one, &refactor);
    if only.is_none_or(|only| only.iter().any(asked)) {
        let bytes = convert::bytes(view.source(), range, session.encoding);
        found.extend(actions::refactorings(view, bytes));
    }
    let found = found
        .iter()
        .filter(|one| wanted(&convert::action_kind(one.sort)));
    found
        .filter_map(|one| convert::action(view, session, one))
        .collect()
}
