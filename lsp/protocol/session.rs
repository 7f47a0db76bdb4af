//! What is known between messages, and how a request gets its snapshot of it.

use super::convert;
use super::here::Here;
use super::progress::Operations;
use crate::lsp::documents::{Document, Documents};
use crate::lsp::engine::Engine;
use crate::lsp::live::Cache;
use crate::lsp::positions::{Change, Encoding};
use crate::lsp::settings::Settings;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{SemanticToken, Url};

/// What the client can do, and what it has open.
#[derive(Clone, Debug, Default)]
pub struct Session {
    pub documents: Documents,
    pub encoding: Encoding,
    /// It asks for diagnostics: none are pushed.
    pub pulls: bool,
    pub snippets: bool,
    pub folders: Vec<PathBuf>,
    pub client: Abilities,
    pub settings: Arc<Settings>,
}

/// What else the client said it can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    /// It can be asked for its settings.
    pub configuration: bool,
    /// It wants to be told that settings are of interest.
    pub registers_configuration: bool,
    /// It watches files when it is asked to.
    pub registers_watchers: bool,
    pub relative_patterns: bool,
    pub refreshes_diagnostics: bool,
    pub refreshes_hints: bool,
    pub refreshes_lenses: bool,
    pub refreshes_tokens: bool,
    /// It takes one range for all items of a completion.
    pub default_edit_range: bool,
    /// It lets the user choose between inserting and replacing.
    pub inserts_or_replaces: bool,
    /// It takes edits with a place in them to be written over.
    pub snippet_edits: bool,
    /// It takes characters that choose an item and are written behind it.
    pub commit_characters: bool,
    /// It shows how far a long operation has come.
    pub progress: bool,
}

/// Shared by all requests.
#[derive(Default)]
pub struct Shared {
    session: Mutex<Session>,
    engine: Mutex<Engine>,
    /// Something changed that may change diagnostics.
    pub changed: Notify,
    /// The semantic tokens last sent of a document, under the id they were sent with.
    tokens: Mutex<HashMap<Url, (String, Vec<SemanticToken>)>>,
    /// Long operations under way.
    pub operations: Operations,
    /// Names of accounts.
    pub live: Cache,
    /// What the user was told that need not be told again.
    told: Mutex<HashSet<String>>,
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
        self.update(|session| {
            if let Some(before) = session.documents.by_uri(uri.as_str()) {
                let after = before.edited(version, changes, session.encoding);
                session.documents.insert(after);
            }
        });
    }

    pub fn close(&self, uri: &Url) {
        self.update(|session| {
            session.documents.remove(uri.as_str());
        });
        lock(&self.tokens).remove(uri);
    }

    /// Takes new settings; whether anything is different now.
    pub fn configure(&self, settings: Settings) -> bool {
        if *lock(&self.session).settings == settings {
            return false;
        }
        let params = settings.params.clone();
        self.with_engine(|engine| engine.set_params(params));
        self.live.clear();
        self.update(|session| session.settings = Arc::new(settings));
        true
    }

    pub fn with_engine<T>(&self, ask: impl FnOnce(&mut Engine) -> T) -> T {
        ask(&mut lock(&self.engine))
    }

    /// Notes the tokens of a document; answers with those noted before.
    pub fn swap_tokens(
        &self,
        uri: &Url,
        id: &str,
        tokens: &[SemanticToken],
    ) -> Option<(String, Vec<SemanticToken>)> {
        let now = (id.to_owned(), tokens.to_vec());
        lock(&self.tokens).insert(uri.clone(), now)
    }

    /// Whether this is to be told for the first time.
    pub fn is_news(&self, text: &str) -> bool {
        lock(&self.told).insert(text.to_owned())
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
    answer: impl FnOnce(&Here) -> Result<T> + Send + 'static,
) -> Result<T> {
    let name = convert::name(uri);
    ask(shared, move |shared, session| {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &name));
        let views = std::slice::from_ref(&view);
        answer(&Here::new(&view, views, session))
    })
    .await
}

/// The same for a file in all programs that hold it.
pub async fn ask_of_all<T: Send + 'static>(
    shared: &Arc<Shared>,
    uri: &Url,
    answer: impl FnOnce(&Here) -> Result<T> + Send + 'static,
) -> Result<T> {
    let name = convert::name(uri);
    ask(shared, move |shared, session| {
        let (documents, folders) = (&session.documents, &session.folders);
        let views = shared.with_engine(|engine| engine.views(documents, &name, folders));
        match views.first() {
            Some(view) => answer(&Here::new(view, &views, session)),
            None => Err(Error::internal_error()),
        }
    })
    .await
}
