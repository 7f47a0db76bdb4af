//! SARIF 2.1.0 (OASIS), for code scanning: GitHub, GitLab and Azure DevOps read it.

use super::report::{Report, best_fix};
use super::{Code, Diagnostic, Fix, Severity, json};
use crate::syntax::source::{FileId, SourceMap, Span};
use serde_json::{Map, Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole report as one run, pretty-printed, with a newline at its end.
pub fn render(report: &Report) -> String {
    let mut rules: Vec<&'static Code> = Vec::new();
    let mut results = Vec::new();
    for (sources, found) in report.iter() {
        let index = rules
            .iter()
            .position(|rule| *rule == found.code)
            .unwrap_or_else(|| {
                rules.push(found.code);
                rules.len() - 1
            });
        results.push(result(found, index, sources));
    }
    let notifications: Vec<Value> = report
        .troubles
        .iter()
        .map(|trouble| {
            json!({
                "level": "error",
                "message": { "text": trouble.message },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(&trouble.file) } } }],
            })
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "batchlang",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.troubles.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    json::text(&document)
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn rule(code: &'static Code) -> Value {
    let mut rule = json!({
        "id": code.name,
        "shortDescription": { "text": code.title },
        "help": { "text": code.page, "markdown": code.page },
        "defaultConfiguration": { "level": level(code.severity) },
    });
    if let Some(url) = json::page_url(code.name) {
        rule["helpUri"] = Value::String(url);
    }
    rule
}

fn result(found: &Diagnostic, rule_index: usize, sources: &SourceMap) -> Value {
    let mut text = found.message.clone();
    for more in [&found.why, &found.help].into_iter().flatten() {
        text.push('\n');
        text.push_str(more);
    }
    let mut result = json!({
        "ruleId": found.code.name,
        "ruleIndex": rule_index,
        "level": level(found.severity),
        "message": { "text": text },
        "locations": [location(found.span, sources)],
    });
    if !found.labels.is_empty() {
        let related = found.labels.iter().enumerate().map(|(id, label)| {
            let mut place = location(label.span, sources);
            place["id"] = json!(id);
            place["message"] = json!({ "text": label.text });
            place
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(best) = best_fix(found) {
        result["fixes"] = json!([fix(best, sources)]);
    }
    result
}

fn location(span: Span, sources: &SourceMap) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&sources.get(span.file).name) },
        "region": region(span, sources),
    } })
}

fn region(span: Span, sources: &SourceMap) -> Value {
    let source = sources.get(span.file);
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    json!({
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "byteOffset": span.start,
        "byteLength": span.end.saturating_sub(span.start),
    })
}

/// A fix, its edits gathered by file as SARIF wants them.
fn fix(fix: &Fix, sources: &SourceMap) -> Value {
    let mut files: Vec<(FileId, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let mut replacement = Map::new();
        replacement.insert("deletedRegion".into(), region(edit.span, sources));
        if !edit.text.is_empty() {
            replacement.insert("insertedContent".into(), json!({ "text": edit.text }));
        }
        let replacement = Value::Object(replacement);
        match files.iter_mut().find(|(file, _)| *file == edit.span.file) {
            Some((_, edits)) => edits.push(replacement),
            None => files.push((edit.span.file, vec![replacement])),
        }
    }
    let changes: Vec<Value> = files
        .into_iter()
        .map(|(file, replacements)| {
            json!({
                "artifactLocation": { "uri": uri(&sources.get(file).name) },
                "replacements": replacements,
            })
        })
        .collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}

/// A path as a URI reference: relative paths stay relative, `/` stays, everything that is not
/// unreserved is percent-encoded (RFC 3986).
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn uris_are_relative_and_encoded() {
        assert_eq!(uri("./dir/a b.batch"), "dir/a%20b.batch");
        assert_eq!(uri("a:b%é.batch"), "a%3Ab%25%C3%A9.batch");
        assert_eq!(uri("/srv/x.batch"), "file:///srv/x.batch");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }

    #[test]
    fn a_run_holds_rules_results_and_fixes() {
        let hostile = samples::hostile();
        let value: Value = serde_json::from_str(&render(&hostile.report())).expect("valid JSON");
        let run = &value["runs"][0];
        let results = run["results"].as_array().expect("results");
        assert_eq!(results.len(), 2);
        for result in results {
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(
                run["tool"]["driver"]["rules"][index]["id"],
                result["ruleId"]
            );
        }
        assert_eq!(results[0]["level"], "error");
        assert_eq!(
            results[0]["locations"][0]["physicalLocation"]["region"],
            json!({ "startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14,
                    "byteOffset": 20, "byteLength": 7 })
        );
        assert_eq!(results[0]["relatedLocations"][0]["message"]["text"], "here");
        let change = &results[0]["fixes"][0]["artifactChanges"][0];
        assert_eq!(
            change["replacements"][0]["insertedContent"]["text"],
            "\"m5.large\""
        );
        assert_eq!(
            change["artifactLocation"]["uri"],
            "we%E2%80%AEird%2C%20100%25%3Adir/a%20b.batch"
        );
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    }
}
