//! The files of the client's folders, and what follows from their new names.

use crate::lsp::protocol::convert;
use crate::lsp::protocol::session::{Session, Shared};
use crate::lsp::renamed::{self, Renaming};
use crate::syntax::source::Source;
use std::collections::{BTreeSet, HashMap};
use tower_lsp::lsp_types::*;

/// Folders of more files are taken in part.
const MOST_FILES: usize = 2000;

/// The `.batch` files of the folders, ignored ones left out, and the open ones.
pub fn names(session: &Session) -> Vec<String> {
    let open = session.documents.iter().map(|one| one.name.clone());
    let names: BTreeSet<String> = in_folders(session).into_iter().chain(open).collect();
    names.into_iter().collect()
}

/// The `.batch` files of the folders, in order.
pub fn in_folders(session: &Session) -> Vec<String> {
    let mut names = crate::cli::walk::names(&session.folders);
    names.truncate(MOST_FILES);
    names
}

/// The imports to be written differently once files are called otherwise.
pub fn renamed(_: &Shared, session: &Session, params: &RenameFilesParams) -> Option<WorkspaceEdit> {
    let path = |uri: &str| Url::parse(uri).ok()?.to_file_path().ok();
    let renamings = params.files.iter().filter_map(|one| {
        Some(Renaming {
            from: path(&one.old_uri)?,
            to: path(&one.new_uri)?,
        })
    });
    let renamings: Vec<Renaming> = renamings.collect();
    let found = renamed::edits(&session.documents, &names(session), &renamings);
    let mut changes: HashMap<Url, Vec<TextEdit>> = HashMap::new();
    for edit in found {
        let source = source(session, &edit.file)?;
        let range = convert::range(&source, edit.range, session.encoding);
        let uri = convert::uri(session, &crate::lsp::documents::identity(&edit.file))?;
        let edit = TextEdit::new(range, edit.text);
        changes.entry(uri).or_default().push(edit);
    }
    (!changes.is_empty()).then(|| WorkspaceEdit::new(changes))
}

fn source(session: &Session, name: &str) -> Option<Source> {
    let text = match session.documents.get(name) {
        Some(document) => document.text.clone(),
        None => std::fs::read_to_string(name).ok()?.into(),
    };
    Some(Source::new(name, text))
}
