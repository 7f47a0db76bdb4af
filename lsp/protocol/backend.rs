//! What the server is made of, and the frames its requests are answered in.

use super::answers::{completion, editing};
use super::here::Here;
use super::session::{Shared, ask_of, ask_of_all};
use super::{client, live};
use serde_json::Value;
use std::sync::Arc;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeActionParams, CompletionParams, TextDocumentIdentifier, TextDocumentPositionParams,
    WorkDoneProgressCancelParams,
};

/// Methods of the protocol and what they are called inside: the crate's own types of their answers
/// lack something clients of today take.
pub const OURS: [(&str, &str); 3] = [
    ("textDocument/completion", "batchlang/completion"),
    ("completionItem/resolve", "batchlang/completionResolve"),
    ("textDocument/codeAction", "batchlang/codeAction"),
];

pub struct Backend {
    pub client: Client,
    pub shared: Arc<Shared>,
}

impl Backend {
    pub fn new(client: Client) -> Backend {
        Backend {
            client,
            shared: Arc::default(),
        }
    }

    /// Answers about a file.
    pub async fn of<T: Send + 'static>(
        &self,
        document: &TextDocumentIdentifier,
        answer: impl FnOnce(&Here) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        ask_of(&self.shared, &document.uri, |here| Ok(answer(here))).await
    }

    /// Answers about a place in a file.
    pub async fn at<T: Send + 'static>(
        &self,
        place: TextDocumentPositionParams,
        answer: impl FnOnce(&Here, u32) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let position = place.position;
        self.of(&place.text_document, move |here| {
            answer(here, here.offset(position))
        })
        .await
    }

    /// Answers about a place in a file, in every program that holds it.
    pub async fn across<T: Send + 'static>(
        &self,
        place: TextDocumentPositionParams,
        answer: impl FnOnce(&Here, u32) -> Result<Option<T>> + Send + 'static,
    ) -> Result<Option<T>> {
        let position = place.position;
        ask_of_all(&self.shared, &place.text_document.uri, move |here| {
            answer(here, here.offset(position))
        })
        .await
    }

    pub async fn completion(&self, params: CompletionParams) -> Result<Option<completion::List>> {
        let (client, shared) = (self.client.clone(), self.shared.clone());
        self.at(params.text_document_position, move |here, offset| {
            completion::completion(here, offset, |found| {
                live::add(&client, &shared, here, offset, found);
            })
        })
        .await
    }

    pub async fn resolve_completion(&self, item: Value) -> Result<Value> {
        Ok(completion::resolve(item))
    }

    pub async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<Value>>> {
        let (range, only) = (params.range, params.context.only);
        self.of(&params.text_document, move |here| {
            editing::actions(here, range, only.as_deref())
        })
        .await
    }

    /// The client wants an operation to stop whose progress it shows.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.shared.operations.stop(&params.token);
    }

    /// The answer to a message that could not be read.
    pub async fn unreadable(&self) -> Result<()> {
        Err(Error::parse_error())
    }

    /// Makes the client ask again, without waiting for it.
    pub fn refresh(&self) {
        let (client, session) = (self.client.clone(), self.shared.session());
        tokio::spawn(async move { client::refresh(&client, &session).await });
    }
}
