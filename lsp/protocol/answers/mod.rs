//! From what a request's function found to what the protocol wants, by what is asked about.

pub mod calls;
pub mod completion;
pub mod editing;
pub mod files;
pub mod lenses;
pub mod names;
pub mod shape;
pub mod tokens;
pub mod writing;

use tower_lsp::jsonrpc::Error;
use tower_lsp::lsp_types::{MarkupContent, MarkupKind};

/// A request that cannot be carried out, and why.
fn refused(why: String) -> Error {
    Error::invalid_params(why)
}

/// A text in Markdown. Editors know the language of a fence by its id; the pages call it by the
/// ending of its files, which is some other language's id.
pub fn markdown(value: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value: value.replace("```batch\n", "```batchlang\n"),
    }
}
