//! A plan as Markdown for a pull request: a table, then each change in a fold with a diff.

use super::rows::{Body, Row, rows};
use super::value::clip;
use super::{DRIFT, name, reasons, summary};
use crate::aws::plan::{Action, Change, Plan};
use crate::diagnostic::printable;

/// What GitHub takes as a comment, in characters.
pub const LIMIT: usize = 65_536;
/// Kept free for the note on what was cut.
const NOTE: usize = 300;
/// Columns of a line in a diff; what is longer only makes the reader scroll.
const WIDTH: usize = 160;
/// Columns of a name in the table.
const CELL: usize = 100;

/// The whole plan, never longer than [`LIMIT`]. `banner` is said first.
pub fn render(plan: &Plan, banner: Option<&str>) -> String {
    let mut out = format!(
        "### batchlang: project {} in {}\n\n",
        code(&plan.project),
        code(&format!("{} / {}", plan.account, plan.region))
    );
    if let Some(banner) = banner {
        out.push_str(&format!("> **{}**\n\n", escape(banner)));
    }
    out.push_str(&format!("**{}**\n", escape(&summary(plan))));
    let pending: Vec<&Change> = plan.pending().collect();
    if pending.is_empty() {
        return out;
    }
    out.push_str("\n| | resource | action | name |\n| --- | --- | --- | --- |\n");
    let mut length = out.chars().count();
    for (number, change) in pending.iter().enumerate() {
        let name = name(change, true).map_or(String::new(), |name| code(&name));
        let row = format!(
            "| {} | {} | {}{} | {name} |\n",
            mark(change.action),
            code(&change.address.to_string()),
            change.action.words(),
            if change.drift { " (drift)" } else { "" },
        );
        length += row.chars().count();
        if length > LIMIT / 2 {
            out.push_str(&format!("\n… and {} more.\n", pending.len() - number));
            break;
        }
        out.push_str(&row);
    }
    let mut length = out.chars().count();
    let mut left = 0;
    for change in pending {
        let details = details(change);
        let more = details.chars().count();
        // Once something is cut all that follows is, so that nothing seems to be complete.
        if left > 0 || length + more > LIMIT - NOTE {
            left += 1;
            continue;
        }
        length += more;
        out.push_str(&details);
    }
    if left > 0 {
        out.push_str(&format!(
            "\n> The details of {left} more changes do not fit into a comment: `batchlang plan` shows them.\n"
        ));
    }
    debug_assert!(out.chars().count() <= LIMIT);
    out
}

/// Colours survive in Markdown only as pictures.
fn mark(action: Action) -> &'static str {
    match action {
        Action::NoChange => "",
        Action::Create => "🟢",
        Action::Adopt | Action::NewRevision => "🔵",
        Action::Update | Action::InfrastructureUpdate => "🟡",
        Action::Replace => "🟣",
        Action::Delete => "🔴",
    }
}

fn details(change: &Change) -> String {
    let (rows, _) = rows(change, false);
    let mut body = String::new();
    if !rows.is_empty() {
        let lines: Vec<String> = rows
            .iter()
            .flat_map(|row| diff(row, change.action))
            .collect();
        body.push_str(&format!("\n{}", fence(&lines)));
    }
    let mut says = |text: &str| body.push_str(&format!("\n{}\n", escape(text)));
    if change.drift {
        says(DRIFT);
    }
    for reason in reasons(change) {
        says(&reason);
    }
    if let Some(consequence) = &change.consequence {
        says(consequence);
    }
    if body.is_empty() {
        return String::new();
    }
    format!(
        "\n<details><summary>{} <code>{}</code>: {}</summary>\n{body}\n</details>\n",
        mark(change.action),
        html(&change.address.to_string()),
        change.action.words()
    )
}

/// A field as lines of a diff.
fn diff(row: &Row, action: Action) -> Vec<String> {
    let label = match &row.path {
        Some(path) => format!("{} ({path})", row.label),
        None => row.label.clone(),
    };
    let decisive = match action {
        Action::Replace if row.decisive => "  # replaces it",
        Action::InfrastructureUpdate if row.decisive => "  # replaces instances",
        _ => "",
    };
    match &row.body {
        Body::Values { before, after } => {
            let mut lines = Vec::new();
            if let Some(before) = before {
                lines.push(format!("- {label} = {before}"));
            }
            if let Some(after) = after {
                lines.push(format!("+ {label} = {after}{decisive}"));
            }
            lines
        }
        Body::Entries(entries) => {
            let mut lines = vec![format!("  {label}:{decisive}")];
            for entry in entries {
                let key = match entry.key.as_str() {
                    "" => String::new(),
                    key => format!("{key} = "),
                };
                let sides = [("-", &entry.before), ("+", &entry.after)];
                for (sign, value) in sides {
                    lines.extend(value.iter().map(|value| format!("{sign}   {key}{value}")));
                }
            }
            lines
        }
        Body::Lines { note, lines } => {
            let mut out = vec![format!("  {label}: {note}{decisive}")];
            out.extend(lines.iter().take(100).map(|line| {
                let sign = if line.added { "+" } else { "-" };
                format!("{sign}   {}", line.text)
            }));
            out
        }
    }
}

/// A fenced block that nothing inside can end: its fence is longer than any run of backticks.
fn fence(lines: &[String]) -> String {
    let safe: Vec<String> = lines
        .iter()
        .map(|line| clip(&printable::line(line), WIDTH))
        .collect();
    let longest = safe.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}diff\n{}\n{fence}\n", safe.join("\n"))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Text as `code` in a table's cell: as long a fence as it needs, no bar that ends the cell.
fn code(text: &str) -> String {
    let text = clip(&printable::line(text), CELL).replace('|', "¦");
    let ticks = "`".repeat(longest_run(&text) + 1);
    let pad = match text.starts_with('`') || text.ends_with('`') {
        true => " ",
        false => "",
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// Prose in which nothing is Markdown, HTML, a mention or a link; `code` stays code.
fn escape(text: &str) -> String {
    let text = printable::line(text);
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() % 2 == 1;
    let mut out = String::new();
    for (number, part) in parts.iter().enumerate() {
        if number % 2 == 1 && paired {
            // An empty pair or one of blanks would not be code.
            match part.trim().is_empty() {
                true => out.push_str(&plain(part)),
                false => out.push_str(&format!("`{part}`")),
            }
        } else {
            if number > 0 && !paired {
                out.push_str("\\`");
            }
            out.push_str(&plain(part));
        }
    }
    out
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Without a break GitHub tells the person, or links the issue.
            '@' | '#' => out.extend(['\\', c, '\u{2060}']),
            '\\' | '*' | '_' | '[' | ']' | '!' | '~' | '|' => out.extend(['\\', c]),
            '-' | '+' | '=' if out.is_empty() => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    // Nor is an address a link.
    out.replace("://", "&#58;//").replace("www.", "www&#46;")
}

fn html(text: &str) -> String {
    printable::line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
