//! How far a long operation has come, and the client's wish to stop it.

use super::session::Shared;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::Progress as ProgressNotification;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::*;

/// The long operations under way, and how each is told to stop.
#[derive(Default)]
pub struct Operations {
    next: AtomicU64,
    running: Mutex<HashMap<ProgressToken, watch::Sender<bool>>>,
}

impl Operations {
    /// So many wait for AWS or for an answer that one more is a mistake: each holds one of the places
    /// for requests, and what comes after them has to be answered, too.
    #[cfg_attr(not(feature = "aws"), expect(dead_code))]
    pub fn are_many(&self) -> bool {
        const MANY: usize = 16;
        self.locked().len() >= MANY
    }

    /// Tells one to stop: no new step begins.
    pub fn stop(&self, token: &ProgressToken) {
        if let Some(stop) = self.locked().get(token) {
            stop.send_replace(true);
        }
    }

    /// Tells all to stop, and gives them a moment to finish the step they are at.
    pub async fn stop_all(&self) {
        const PATIENCE: u32 = 100;
        self.locked().values().for_each(|stop| {
            stop.send_replace(true);
        });
        for _ in 0..PATIENCE {
            if self.locked().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<ProgressToken, watch::Sender<bool>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One operation, as the client shows it. It ends when it is dropped.
pub struct Progress {
    client: Client,
    shared: Arc<Shared>,
    token: ProgressToken,
    /// The client shows it.
    shown: bool,
    /// Turns true when it is to stop.
    #[cfg_attr(not(feature = "aws"), expect(dead_code))]
    pub stop: watch::Receiver<bool>,
}

impl Progress {
    /// Begins one, under the token the client gave with its request, else under one of ours.
    pub async fn begin(
        client: &Client,
        shared: &Arc<Shared>,
        given: Option<ProgressToken>,
        title: &str,
        cancellable: bool,
    ) -> Progress {
        let mut shown = given.is_some();
        let token = given.unwrap_or_else(|| {
            let number = shared.operations.next.fetch_add(1, Ordering::Relaxed);
            ProgressToken::String(format!("batchlang-{number}"))
        });
        if !shown && shared.session().client.progress {
            let create = WorkDoneProgressCreateParams {
                token: token.clone(),
            };
            let created = client.send_request::<WorkDoneProgressCreate>(create).await;
            shown = created.is_ok();
        }
        let (send, stop) = watch::channel(false);
        shared.operations.locked().insert(token.clone(), send);
        let progress = Progress {
            client: client.clone(),
            shared: shared.clone(),
            token,
            shown,
            stop,
        };
        let begin = WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.to_owned(),
            cancellable: Some(cancellable),
            message: None,
            percentage: None,
        });
        progress.send(begin).await;
        progress
    }

    /// Says what is being done.
    pub async fn say(&self, message: &str, percentage: Option<u32>) {
        let report = WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: None,
            message: Some(message.to_owned()),
            percentage,
        });
        self.send(report).await;
    }

    #[cfg(feature = "aws")]
    pub fn token(&self) -> ProgressToken {
        self.token.clone()
    }

    async fn send(&self, value: WorkDoneProgress) {
        if self.shown {
            notify(&self.client, self.token.clone(), value).await;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shared.operations.locked().remove(&self.token);
        if self.shown {
            let (client, token) = (self.client.clone(), self.token.clone());
            let end = WorkDoneProgress::End(WorkDoneProgressEnd { message: None });
            tokio::spawn(async move { notify(&client, token, end).await });
        }
    }
}

async fn notify(client: &Client, token: ProgressToken, value: WorkDoneProgress) {
    let value = ProgressParamsValue::WorkDone(value);
    let params = ProgressParams { token, value };
    client
        .send_notification::<ProgressNotification>(params)
        .await;
}
