//! What is known between messages, and how a request gets its snapshot of it.

use super::convert;
use crate::lsp::documents::{Document, Documents};
use crate::lsp::engine::{Engine, View};
use crate::lsp::positions::{Change, Encoding};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

/// What the client can do, and what it has open.
#[derive(Clone, Debug, Default)]
pub struct Session {
    pub documents: Documents,
    pub encoding: Encoding,
    /// It asks for diagnostics: none are pushed.
    pub pulls: bool,
    pub snippets: bool,
    pub folders: Vec<PathBuf>,
}

/// Shared by all requests.
#[derive(Default)]
pub struct Shared {
    session: Mutex<Session>,
    engine: Mutex<Engine>,
    /// Something changed that may change diagnostics.
    pub changed: Notify,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panicking request left is whole: every change is one assignment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// Changes the session; to be called before anything is awaited, so that messages take effect
    /// in their order.
    pub fn update(&self, change: impl FnOnce(&mut Session)) {
        change(&mut lock(&self.session));
        self.changed.notify_one();
    }

    pub fn session(&self) -> Session {
        lock(&self.session).clone()
    }

    /// The version a document has now.
    pub fn version(&self, name: &str) -> Option<i32> {
        lock(&self.session)
            .documents
            .get(name)
            .map(|one| one.version)
    }

    pub fn open(&self, uri: &Url, version: i32, text: &str) {
        let name = convert::name(uri);
        self.update(|session| {
            let document = Document::new(uri.as_str(), &name, version, text);
            session.documents.insert(document);
        });
    }

    pub fn change(&self, uri: &Url, version: i32, changes: &[Change]) {
        let name = convert::name(uri);
        self.update(|session| {
            if let Some(before) = session.documents.get(&name) {
                let after = before.edited(version, changes, session.encoding);
                session.documents.insert(after);
            }
        });
    }

    pub fn close(&self, uri: &Url) {
        let name = convert::name(uri);
        self.update(|session| {
            session.documents.remove(&name);
        });
    }

    pub fn with_engine<T>(&self, ask: impl FnOnce(&mut Engine) -> T) -> T {
        ask(&mut lock(&self.engine))
    }
}

/// Answers from the state at this moment, on a thread that may take its time. A panic ends the
/// request and nothing else.
pub async fn ask<T: Send + 'static>(
    shared: &Arc<Shared>,
    answer: impl FnOnce(&Shared, &Session) -> Result<T> + Send + 'static,
) -> Result<T> {
    let session = shared.session();
    let shared = shared.clone();
    let task = tokio::task::spawn_blocking(move || answer(&shared, &session));
    task.await.unwrap_or_else(|_| Err(Error::internal_error()))
}

/// The same for one file.
pub async fn ask_of<T: Send + 'static>(
    shared: &Arc<Shared>,
    uri: &Url,
    answer: impl FnOnce(&View, &Session) -> Result<T> + Send + 'static,
) -> Result<T> {
    let name = convert::name(uri);
    ask(shared, move |shared, session| {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &name));
        answer(&view, session)
    })
    .await
}

/// The same for a file in all programs that hold it.
pub async fn ask_of_all<T: Send + 'static>(
    shared: &Arc<Shared>,
    uri: &Url,
    answer: impl FnOnce(&[View], &Session) -> Result<T> + Send + 'static,
) -> Result<T> {
    let name = convert::name(uri);
    ask(shared, move |shared, session| {
        let (documents, folders) = (&session.documents, &session.folders);
        let views = shared.with_engine(|engine| engine.views(documents, &name, folders));
        answer(&views, session)
    })
    .await
}
