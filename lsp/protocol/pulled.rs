//! Findings the client asks for: of a document, or of all files of its folders. What it has
//! already is not sent again.

use super::answers::files;
use super::convert;
use super::diagnostics;
use super::here::Here;
use super::session::{Session, Shared};
use crate::lsp::workspace::{self, Part};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;
use std::path::Path;
use tower_lsp::lsp_types::*;

/// The findings of one document.
pub fn document(here: &Here, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let path = here.view.path_of(here.view.file);
    // A text that was in no file is gone when it is closed.
    let gone = here.session.documents.by_identity(path).is_none() && !Path::new(path).is_absolute();
    let found = match gone {
        true => Vec::new(),
        false => diagnostics::of(here.view, here.session),
    };
    let report = match news(found, previous) {
        News::Same(unchanged) => {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: unchanged,
            })
        }
        News::Other(full) => DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full,
        }),
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// The findings of all files of the folders, as `batchlang check` has them.
pub fn workspace(
    shared: &Shared,
    session: &Session,
    known: Vec<PreviousResultId>,
) -> WorkspaceDiagnosticReportResult {
    let names = files::in_folders(session);
    let found = shared.with_engine(|engine| workspace::check(engine, &session.documents, &names));
    shared.with_engine(|engine| engine.forget(&session.documents));
    let mut known: HashMap<Url, String> =
        known.into_iter().map(|one| (one.uri, one.value)).collect();
    let mut reports = BTreeMap::new();
    for (path, parts) in &found {
        let Some(uri) = convert::uri(session, path) else {
            continue;
        };
        let previous = known.remove(&uri);
        let version = session.documents.by_identity(path);
        let version = version.map(|one| i64::from(one.version));
        let report = report(uri.clone(), version, of(parts, session), previous);
        reports.insert(uri, report);
    }
    // What was told of files that are gone holds no longer.
    for (uri, previous) in known {
        let report = report(uri.clone(), None, Vec::new(), Some(previous));
        reports.insert(uri, report);
    }
    let items = reports.into_values().collect();
    WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items })
}

fn of(parts: &[Part], session: &Session) -> Vec<Diagnostic> {
    let found = parts.iter().flat_map(|part| {
        let findings = part.findings();
        findings.filter_map(|one| diagnostics::one(&part.view, session, one))
    });
    found.collect()
}

fn report(
    uri: Url,
    version: Option<i64>,
    items: Vec<Diagnostic>,
    previous: Option<String>,
) -> WorkspaceDocumentDiagnosticReport {
    match news(items, previous.as_deref()) {
        News::Same(unchanged) => WorkspaceDocumentDiagnosticReport::Unchanged(
            WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: unchanged,
            },
        ),
        News::Other(full) => {
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: full,
            })
        }
    }
}

enum News {
    Same(UnchangedDocumentDiagnosticReport),
    Other(FullDocumentDiagnosticReport),
}

/// The findings, unless they are those sent under that id.
fn news(items: Vec<Diagnostic>, previous: Option<&str>) -> News {
    let mut hasher = rustc_hash::FxHasher::default();
    let text = serde_json::to_string(&items).unwrap_or_default();
    hasher.write(text.as_bytes());
    let result_id = format!("{:x}", hasher.finish());
    match previous == Some(result_id.as_str()) {
        true => News::Same(UnchangedDocumentDiagnosticReport { result_id }),
        false => News::Other(FullDocumentDiagnosticReport {
            result_id: Some(result_id),
            items,
        }),
    }
}
