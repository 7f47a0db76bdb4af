//! What the server is made of, and the frames its requests are answered in.

use super::client;
use super::here::Here;
use super::session::{Shared, ask_of, ask_of_all};
use std::sync::Arc;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    TextDocumentIdentifier, TextDocumentPositionParams, WorkDoneProgressCancelParams,
};

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
