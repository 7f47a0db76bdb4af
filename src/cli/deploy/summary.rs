//! How an apply ended: what was done, what was not and why, and what to do now.

use super::print::{json as outputs_json, table};
use super::progress::span;
use crate::aws::apply::events::{Problem, Summary};
use crate::aws::plan::{Action, Plan};
use crate::cli::terminal::Terminal;
use crate::diagnostic::human::{paint, wrap};
use crate::diagnostic::printable;
use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the end of a run says beside the summary.
pub struct Ending<'a> {
    pub plan: &'a Plan,
    /// The file to name in hints.
    pub file: &'a str,
    pub submit: Option<&'a str>,
    pub sandbox: bool,
}

pub fn human(summary: &Summary, ending: &Ending, terminal: &Terminal) -> String {
    let mut out = String::from("\n");
    for (address, action, problem) in &summary.failed {
        failed(&mut out, &address.to_string(), *action, problem, terminal);
    }
    skipped(&mut out, summary);
    let command = if ending.plan.destroy {
        "destroy"
    } else {
        "apply"
    };
    let sandbox = if ending.sandbox { " --sandbox" } else { "" };
    let (word, style) = match (summary.is_complete(), summary.interrupted) {
        (true, _) => ("Done", AnsiColor::Green.on_default().bold()),
        (_, true) => ("Stopped", AnsiColor::Yellow.on_default().bold()),
        _ => ("Not finished", AnsiColor::Red.on_default().bold()),
    };
    let word = paint(&format!("{word}:"), style, terminal.color);
    out.push_str(&format!(
        "{word} {}, in {}.\n",
        counted(summary),
        span(summary.took)
    ));
    if !summary.is_complete() {
        out.push_str(&format!(
            "What was done stays. Run `batchlang {command} {}{sandbox}` again to continue.\n",
            ending.file
        ));
        return out;
    }
    if !ending.plan.destroy {
        out.push_str(&success(&summary.outputs, ending));
    }
    out
}

/// "3 created, 1 updated, 1 failed, 2 not begun"
fn counted(summary: &Summary) -> String {
    let mut done: BTreeMap<Action, usize> = BTreeMap::new();
    for (_, action) in &summary.done {
        *done.entry(*action).or_default() += 1;
    }
    let mut parts: Vec<String> = done
        .iter()
        .filter(|(action, _)| **action != Action::NoChange)
        .map(|(action, count)| match action {
            Action::NewRevision if *count == 1 => "1 new revision".to_owned(),
            Action::NewRevision => format!("{count} new revisions"),
            Action::InfrastructureUpdate => format!("{count} updated with new instances"),
            action => format!("{count} {}", super::progress::done(*action)),
        })
        .collect();
    if !summary.failed.is_empty() {
        parts.push(format!("{} failed", summary.failed.len()));
    }
    if !summary.skipped.is_empty() {
        parts.push(format!("{} not begun", summary.skipped.len()));
    }
    match parts.is_empty() {
        true => "nothing was changed".to_owned(),
        false => parts.join(", "),
    }
}

fn failed(out: &mut String, address: &str, action: Action, problem: &Problem, terminal: &Terminal) {
    let red = AnsiColor::Red.on_default().bold();
    let address = printable::line(address).into_owned();
    out.push_str(&format!(
        "{} {} ({}): {}\n",
        paint("failed:", red, terminal.color),
        paint(&address, Style::new().bold(), terminal.color),
        action.words(),
        printable::line(&problem.message)
    ));
    let notes = [
        ("AWS says", &problem.aws),
        ("why", &problem.why),
        ("help", &problem.help),
    ];
    for (word, text) in notes {
        let Some(text) = text else { continue };
        let lead = format!("  = {word}: ");
        let hang = " ".repeat(lead.len());
        wrap(out, text, (&lead, lead.len()), &hang, terminal.width);
    }
    out.push('\n');
}

/// Those that wait for the same thing in one line.
fn skipped(out: &mut String, summary: &Summary) {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (address, _, because) in &summary.skipped {
        let list = by_reason.entry(because).or_default();
        list.push(printable::line(&address.to_string()).into_owned());
    }
    for (because, list) in &by_reason {
        let shown = list.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
        let more = match list.len() {
            0..=8 => String::new(),
            all => format!(" and {} more", all - 8),
        };
        let because = printable::line(because);
        out.push_str(&format!("not begun, because of {because}: {shown}{more}\n"));
    }
    if !by_reason.is_empty() {
        out.push('\n');
    }
}

/// The program's own outputs, where to find the others, and how to submit a job.
pub fn success(outputs: &[(String, Value)], ending: &Ending) -> String {
    let mut out = String::new();
    let declared = &ending.plan.work.desired.outputs;
    let own: Vec<(String, Value)> = outputs
        .iter()
        .filter(|(name, _)| declared.iter().any(|(own, _)| own == name))
        .cloned()
        .collect();
    if !own.is_empty() {
        out.push_str("\nOutputs:\n");
        for line in table(&own).lines() {
            out.push_str(&format!("  {line}\n"));
        }
    }
    let sandbox = if ending.sandbox { " --sandbox" } else { "" };
    if let Some(submit) = ending.submit {
        out.push_str("\nSubmit a first job:\n");
        if ending.sandbox {
            out.push_str(
                "  batchlang sandbox --store    # in another terminal: serves this account, prints AWS_ENDPOINT_URL\n",
            );
        }
        out.push_str(&format!("  {submit}\n"));
    }
    if !outputs.is_empty() {
        out.push_str(&format!(
            "\nARNs and names: batchlang outputs {}{sandbox}\n",
            ending.file
        ));
    }
    out
}

/// The last line of an event stream.
pub fn json(summary: &Summary) -> Value {
    let done: Vec<Value> = summary
        .done
        .iter()
        .map(|(address, action)| json!({"address": address, "action": action}))
        .collect();
    let failed: Vec<Value> = summary
        .failed
        .iter()
        .map(|(address, action, problem)| {
            json!({"address": address, "action": action, "problem": problem})
        })
        .collect();
    let skipped: Vec<Value> = summary
        .skipped
        .iter()
        .map(|(address, action, because)| {
            json!({"address": address, "action": action, "because": because})
        })
        .collect();
    json!({
        "event": "summary",
        "complete": summary.is_complete(),
        "interrupted": summary.interrupted,
        "took": (summary.took.as_secs_f64() * 1000.0).round() / 1000.0,
        "done": done,
        "failed": failed,
        "skipped": skipped,
        "outputs": outputs_json(&summary.outputs),
    })
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
