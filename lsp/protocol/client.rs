//! What the server asks of the client by itself: its settings, to watch files, to ask again.

use super::session::{Session, Shared};
use crate::lsp::settings::Settings;
use serde_json::{Value, json};
use std::sync::Arc;
use tower_lsp::Client;
use tower_lsp::lsp_types::*;

/// Once the client is ready: settings and watchers, where it has them.
pub async fn greet(client: Client, shared: Arc<Shared>) {
    let session = shared.session();
    if session.client.registers_configuration {
        register(
            &client,
            "workspace/didChangeConfiguration",
            json!({ "section": "batchlang" }),
        )
        .await;
    }
    watch(&client, &session).await;
    settings(&client, &shared, None).await;
}

/// Asks for the `.batch` files of the folders to be watched; a second time, for those there are
/// now.
pub async fn watch(client: &Client, session: &Session) {
    if !session.client.registers_watchers {
        return;
    }
    let method = "workspace/didChangeWatchedFiles";
    let everywhere = json!([{ "globPattern": "**/*.batch" }]);
    let folders = session.folders.iter();
    let folders = folders.filter_map(|folder| Url::from_file_path(folder).ok());
    let relative: Vec<Value> = folders
        .map(|base| json!({ "globPattern": { "baseUri": base, "pattern": "**/*.batch" } }))
        .collect();
    let watchers = match session.client.relative_patterns && !relative.is_empty() {
        true => Value::Array(relative),
        false => everywhere,
    };
    register(client, method, json!({ "watchers": watchers })).await;
}

/// Stops the watching, so that it can begin anew.
pub async fn unwatch(client: &Client, session: &Session) {
    if session.client.registers_watchers {
        let method = "workspace/didChangeWatchedFiles".to_owned();
        let id = method.clone();
        let _ = client
            .unregister_capability(vec![Unregistration { id, method }])
            .await;
    }
}

async fn register(client: &Client, method: &str, options: Value) {
    let registration = Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: Some(options),
    };
    // A client that refuses works without, only less well.
    let _ = client.register_capability(vec![registration]).await;
}

/// Takes the user's settings: those the client is asked for, else those it sent.
pub async fn settings(client: &Client, shared: &Shared, sent: Option<Value>) {
    let asked = match shared.session().client.configuration {
        true => {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some("batchlang".into()),
            };
            let answer = client.configuration(vec![item]).await;
            answer.ok().and_then(|values| values.into_iter().next())
        }
        false => None,
    };
    // A client that has no such section answers with null, and what was set at the start stays.
    let asked = asked.filter(|value| !value.is_null());
    let Some(value) = asked.or(sent) else { return };
    take(client, shared, &value).await;
}

/// Takes settings and says what of them cannot be taken.
pub async fn take(client: &Client, shared: &Shared, value: &Value) {
    let (settings, troubles) = Settings::read(value);
    let changed = shared.configure(settings);
    let news: Vec<String> = troubles
        .into_iter()
        .filter(|one| shared.is_news(one))
        .collect();
    if !news.is_empty() {
        let text = format!("batchlang: {}", news.join("; "));
        client.show_message(MessageType::WARNING, text).await;
    }
    if changed {
        refresh(client, &shared.session()).await;
    }
}

/// Tells the user something, unless they were told already.
pub async fn warn_once(client: &Client, shared: &Shared, text: String) {
    if shared.is_news(&text) {
        client.show_message(MessageType::WARNING, text).await;
    }
}

/// Makes the client ask again for what may be different now.
pub async fn refresh(client: &Client, session: &Session) {
    let able = session.client;
    if able.refreshes_diagnostics && session.pulls {
        let _ = client.workspace_diagnostic_refresh().await;
    }
    if able.refreshes_hints {
        let _ = client.inlay_hint_refresh().await;
    }
    if able.refreshes_lenses {
        let _ = client.code_lens_refresh().await;
    }
    if able.refreshes_tokens {
        let _ = client.semantic_tokens_refresh().await;
    }
}
