//! Findings as the protocol has them, pushed when something changes or given when asked for.

use super::convert;
use super::session::{Session, Shared};
use crate::diagnostic::json::page_url;
use crate::diagnostic::{Diagnostic as Finding, Severity};
use crate::lsp::engine::View;
use crate::syntax::source::Range as Bytes;
use std::collections::HashMap;
use std::sync::Arc;
use tower_lsp::Client;
use tower_lsp::lsp_types::*;

/// What is said of a file, as `batchlang check` says it.
pub fn of(view: &View, session: &Session) -> Vec<Diagnostic> {
    view.findings()
        .filter_map(|finding| one(view, session, finding))
        .collect()
}

pub fn one(view: &View, session: &Session, finding: &Finding) -> Option<Diagnostic> {
    let place = Bytes::new(finding.span.start, finding.span.end);
    let related = finding.labels.iter().filter_map(|label| {
        Some(DiagnosticRelatedInformation {
            location: convert::location(view, session, label.span)?,
            message: label.text.clone(),
        })
    });
    let related: Vec<_> = related.collect();
    let name = finding.code.name;
    let href = page_url(name).and_then(|url| Url::parse(&url).ok());
    Some(Diagnostic {
        range: convert::range(view.source(), place, session.encoding),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Advice => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(name.to_owned())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some("batchlang".into()),
        message: message(finding),
        related_information: (!related.is_empty()).then_some(related),
        tags: tags(name),
        data: None,
    })
}

/// The sentence, what stands at the place, why AWS minds and what helps.
fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    for more in [&finding.label, &finding.why, &finding.help]
        .into_iter()
        .flatten()
    {
        text.push('\n');
        text.push_str(more);
    }
    text
}

fn tags(code: &str) -> Option<Vec<DiagnosticTag>> {
    if code.starts_with("unused-") {
        Some(vec![DiagnosticTag::UNNECESSARY])
    } else if code.starts_with("deprecated") || code.contains("retired") {
        Some(vec![DiagnosticTag::DEPRECATED])
    } else {
        None
    }
}

/// What was last sent of a document.
struct Sent {
    uri: Url,
    version: i32,
    diagnostics: Vec<Diagnostic>,
}

/// Pushes what is new whenever something changed, until the client is gone. Several changes at
/// once are one round; what is stale when it is ready is dropped, as the next round has it.
pub async fn push(client: Client, shared: Arc<Shared>) {
    let mut sent: HashMap<String, Sent> = HashMap::new();
    loop {
        shared.changed.notified().await;
        let session = shared.session();
        if session.pulls {
            return;
        }
        let asked = shared.clone();
        let round = tokio::task::spawn_blocking(move || found(&asked, &session)).await;
        let Ok(round) = round else { continue };
        let mut open: Vec<String> = Vec::new();
        for (name, uri, version, diagnostics) in round {
            open.push(name.clone());
            let known = sent.get(&name);
            let news =
                known.is_none_or(|one| one.version != version || one.diagnostics != diagnostics);
            if !news || shared.version(&name) != Some(version) {
                continue;
            }
            let published = diagnostics.clone();
            client
                .publish_diagnostics(uri.clone(), published, Some(version))
                .await;
            let now = Sent {
                uri,
                version,
                diagnostics,
            };
            sent.insert(name, now);
        }
        let closed: Vec<String> = sent
            .keys()
            .filter(|name| !open.contains(name))
            .cloned()
            .collect();
        for gone in closed.iter().filter_map(|name| sent.remove(name)) {
            client.publish_diagnostics(gone.uri, Vec::new(), None).await;
        }
    }
}

type Found = Vec<(String, Url, i32, Vec<Diagnostic>)>;

fn found(shared: &Shared, session: &Session) -> Found {
    let documents = session.documents.iter().filter_map(|document| {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &document.name));
        let uri = Url::parse(&document.uri).ok()?;
        let diagnostics = of(&view, session);
        Some((document.name.clone(), uri, document.version, diagnostics))
    });
    let found = documents.collect();
    shared.with_engine(|engine| engine.forget(&session.documents));
    found
}
