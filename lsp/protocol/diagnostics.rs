//! Findings as the protocol has them, pushed when something changes or given when asked for.

use super::convert;
use super::session::{Session, Shared};
use crate::diagnostic::{Diagnostic as Finding, Severity};
use crate::lsp::engine::View;
use crate::lsp::pages::{self, Page};
use crate::syntax::source::Range as Bytes;
use std::collections::{BTreeSet, HashMap, HashSet};
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
    let href = pages::page(finding.code).and_then(|page| match page {
        Page::Web(url) => Url::parse(&url).ok(),
        Page::File(path) => Url::from_file_path(path).ok(),
    });
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

/// What was last sent of a file.
struct Sent {
    /// Of the document, where it is open.
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

/// Pushes what is new whenever something changed, until the client is gone. Several changes at
/// once are one round; what is stale when it is ready is dropped, as the next round has it.
pub async fn push(client: Client, shared: Arc<Shared>) {
    let mut sent: HashMap<Url, Sent> = HashMap::new();
    loop {
        shared.changed.notified().await;
        let session = shared.session();
        if session.pulls {
            return;
        }
        let asked = shared.clone();
        let round = tokio::task::spawn_blocking(move || found(&asked, &session)).await;
        let Ok(round) = round else { continue };
        let told: HashSet<Url> = round.iter().map(|one| one.uri.clone()).collect();
        for one in round {
            let known = sent.get(&one.uri);
            let news = known.is_none_or(|known| {
                known.version != one.version || known.diagnostics != one.diagnostics
            });
            if !news || shared.version(&one.name) != one.version {
                continue;
            }
            let now = Sent {
                version: one.version,
                diagnostics: one.diagnostics.clone(),
            };
            sent.insert(one.uri.clone(), now);
            client
                .publish_diagnostics(one.uri, one.diagnostics, one.version)
                .await;
        }
        let gone: Vec<Url> = sent
            .keys()
            .filter(|uri| !told.contains(uri))
            .cloned()
            .collect();
        for uri in gone {
            sent.remove(&uri);
            client.publish_diagnostics(uri, Vec::new(), None).await;
        }
    }
}

/// The findings of a file now.
struct Found {
    name: String,
    uri: Url,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

/// Those of the open documents, and of the files their programs consist of, where there are any.
fn found(shared: &Shared, session: &Session) -> Vec<Found> {
    let mut found = Vec::new();
    let mut beside: BTreeSet<String> = BTreeSet::new();
    for document in session.documents.iter() {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &document.name));
        let paths = view.analysis.checked.paths.iter();
        beside.extend(
            paths
                .filter(|path| session.documents.by_identity(path).is_none())
                .cloned(),
        );
        if let Ok(uri) = Url::parse(&document.uri) {
            found.push(Found {
                name: document.name.clone(),
                uri,
                version: Some(document.version),
                diagnostics: of(&view, session),
            });
        }
    }
    for name in beside {
        let view = shared.with_engine(|engine| engine.view(&session.documents, &name));
        let diagnostics = of(&view, session);
        if let Some(uri) = convert::uri(session, &name)
            && !diagnostics.is_empty()
        {
            found.push(Found {
                name,
                uri,
                version: None,
                diagnostics,
            });
        }
    }
    shared.with_engine(|engine| engine.forget(&session.documents));
    found
}
