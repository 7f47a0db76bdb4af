//! Findings as JSON, for scripts and editors. The shape is a promise: `version` changes when
//! something in it is renamed, removed or changes its meaning; additions do not change it.
//!
//! ```json
//! {
//!   "version": 1,
//!   "diagnostics": [{
//!     "code": "unknown-attribute",  "severity": "error",        // or "warning", "advice"
//!     "message": "…",               "label": "…" or null,       // label: a few words at the place
//!     "why": "…" or null,           "help": "…" or null,
//!     "file": "main.batch",
//!     "range": { "start": { "line": 3, "column": 5, "offset": 41 }, "end": { … } },
//!     "labels": [{ "file": "…", "range": { … }, "text": "…" }], // other places involved
//!     "fixes": [{ "title": "…", "applicability": "safe",        // or "unsafe"
//!                 "edits": [{ "file": "…", "range": { … }, "text": "…" }] }],
//!     "url": "…" or null                                        // the page of the code
//!   }],
//!   "troubles": [{ "file": "…", "message": "…" }],              // files that could not be checked
//!   "summary": { "files": 1, "errors": 1, "warnings": 0, "advice": 0, "fixable": 1, "clean": false }
//! }
//! ```
//! Lines and columns count from 1, columns in characters; offsets are bytes from the file's start;
//! an end is exclusive.

use super::report::Report;
use super::{Applicability, Diagnostic, Fix, Label, printable};
use crate::syntax::source::{SourceMap, Span};
use serde_json::{Value, json};

/// The whole report, pretty-printed, with a newline at its end.
pub fn render(report: &Report) -> String {
    let diagnostics: Vec<Value> = report
        .iter()
        .map(|(sources, found)| diagnostic(found, sources))
        .collect();
    let troubles: Vec<Value> = report
        .troubles
        .iter()
        .map(|trouble| json!({ "file": trouble.file, "message": trouble.message }))
        .collect();
    let summary = report.summary();
    let document = json!({
        "version": 1,
        "diagnostics": diagnostics,
        "troubles": troubles,
        "summary": {
            "files": summary.files,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "advice": summary.advice,
            "fixable": summary.fixable,
            "clean": summary.is_clean() && report.troubles.is_empty(),
        },
    });
    text(&document)
}

/// JSON text that is harmless on a terminal too: JSON itself lets DEL, C1 controls and
/// bidirectional overrides stand raw; they can only stand in strings, so escaping them is safe.
pub(super) fn text(document: &Value) -> String {
    let plain = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut out = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        if c != '\n' && printable::is_unsafe(c) {
            let mut units = [0u16; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    out
}

/// The address of a code's page; `None` while the package names no home.
pub fn page_url(code: &str) -> Option<String> {
    let home = env!("CARGO_PKG_REPOSITORY");
    (!home.is_empty()).then(|| format!("{home}/blob/main/docs/codes/{code}.md"))
}

fn diagnostic(found: &Diagnostic, sources: &SourceMap) -> Value {
    json!({
        "code": found.code.name,
        "severity": found.severity.word(),
        "message": found.message,
        "label": found.label,
        "why": found.why,
        "help": found.help,
        "file": sources.get(found.span.file).name,
        "range": range(found.span, sources),
        "labels": found.labels.iter().map(|label| self::label(label, sources)).collect::<Vec<_>>(),
        "fixes": found.fixes.iter().map(|fix| self::fix(fix, sources)).collect::<Vec<_>>(),
        "url": page_url(found.code.name),
    })
}

fn label(label: &Label, sources: &SourceMap) -> Value {
    json!({
        "file": sources.get(label.span.file).name,
        "range": range(label.span, sources),
        "text": label.text,
    })
}

fn fix(fix: &Fix, sources: &SourceMap) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "file": sources.get(edit.span.file).name,
                "range": range(edit.span, sources),
                "text": edit.text,
            })
        })
        .collect();
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    };
    json!({ "title": fix.title, "applicability": applicability, "edits": edits })
}

fn range(span: Span, sources: &SourceMap) -> Value {
    json!({ "start": place(span, span.start, sources), "end": place(span, span.end, sources) })
}

fn place(span: Span, offset: u32, sources: &SourceMap) -> Value {
    let (line, column) = sources.get(span.file).position(offset);
    json!({ "line": line, "column": column, "offset": offset })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_field_arrives_whole_from_hostile_text() {
        let hostile = samples::hostile();
        let rendered = render(&hostile.report());
        let value: Value = serde_json::from_str(&rendered).expect("valid JSON");
        let first = &value["diagnostics"][0];
        assert_eq!(value["version"], 1);
        assert_eq!(first["message"], hostile.diagnostics[0].message.as_str());
        assert_eq!(first["file"], "we\u{202e}ird, 100%:dir/a b.batch");
        assert_eq!(
            first["range"],
            json!({
                "start": { "line": 2, "column": 10, "offset": 20 },
                "end": { "line": 2, "column": 14, "offset": 27 },
            })
        );
        assert_eq!(first["labels"][0]["text"], "here");
        assert_eq!(first["fixes"][0]["edits"][0]["text"], "\"m5.large\"");
        assert_eq!(value["summary"]["errors"], 1);
        assert_eq!(value["summary"]["fixable"], 1);
        assert_eq!(value["troubles"][0]["message"], "permission denied");
    }

    #[test]
    fn no_control_character_stands_raw() {
        let hostile = samples::hostile();
        let rendered = render(&hostile.report());
        assert!(
            !rendered
                .chars()
                .any(|c| printable::is_unsafe(c) && c != '\n'),
            "{rendered}"
        );
    }

    #[test]
    fn an_empty_report_is_a_document_too() {
        let value: Value = serde_json::from_str(&render(&Report::default())).expect("valid JSON");
        assert_eq!(value["diagnostics"], json!([]));
        assert_eq!(value["summary"]["clean"], true);
    }
}
