//! A plan for people at a terminal: one block a change, fields aligned, reasons below.

use super::rows::{Body, Entry, Row, rows};
use super::value::clip;
use super::{DRIFT, arrow, name, reasons, summary, symbol};
use crate::aws::plan::{Action, Change, Plan};
use crate::diagnostic::human::{paint, wrap};
use crate::diagnostic::printable;
use anstyle::{AnsiColor, Style};

/// How to set a plan.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub width: usize,
    pub color: bool,
    /// Symbols and arrows beyond ASCII.
    pub unicode: bool,
    /// Every field of what is created, and what does not change.
    pub verbose: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            width: 100,
            color: false,
            unicode: true,
            verbose: false,
        }
    }
}

/// Where the fields of a change begin.
const INDENT: usize = 4;
/// Labels longer than this push their value aside instead of widening the column.
const LABEL: usize = 52;
/// Lines of a long text that are shown with `verbose`.
const LINES: usize = 40;

/// The whole plan: header, changes in their order, summary. Ends with a newline.
pub fn render(plan: &Plan, options: &Options) -> String {
    let page = Page { options };
    let mut out = page.header(plan);
    let mut hidden = 0;
    let mut gap = true;
    for change in &plan.changes {
        if change.action == Action::NoChange && !options.verbose {
            continue;
        }
        let (block, left_out) = page.change(change);
        hidden += left_out;
        // What has nothing below it stands close to its like.
        let tall = block.matches('\n').count() > 1;
        if gap || tall {
            out.push('\n');
        }
        gap = tall;
        out.push_str(&block);
    }
    out.push('\n');
    let bold = Style::new().bold();
    out.push_str(&paint(&summary(plan), bold, options.color));
    out.push('\n');
    if hidden > 0 {
        let note = "Of what is created only the telling fields are shown; --verbose shows all.";
        out.push_str(&page.dim(note));
        out.push('\n');
    }
    match options.unicode {
        true => out,
        false => out.replace('…', "..."),
    }
}

/// The colour a change has wherever it is shown.
pub fn style(action: Action) -> Style {
    match action {
        Action::NoChange => Style::new().dimmed(),
        Action::Create => AnsiColor::Green.on_default(),
        Action::Adopt | Action::NewRevision => AnsiColor::Cyan.on_default(),
        Action::Update => AnsiColor::Yellow.on_default(),
        Action::InfrastructureUpdate => AnsiColor::Yellow.on_default().bold(),
        Action::Replace => AnsiColor::Magenta.on_default().bold(),
        Action::Delete => AnsiColor::Red.on_default(),
    }
}

struct Page<'a> {
    options: &'a Options,
}

impl Page<'_> {
    fn header(&self, plan: &Plan) -> String {
        let color = self.options.color;
        let project = printable::line(&plan.project);
        let name = paint(&project, Style::new().bold(), color);
        let place = format!("account {}, {}", plan.account, plan.region);
        let what = if plan.destroy { "Destroy p" } else { "P" };
        format!("{what}roject {name} {}\n", self.dim(&format!("({place})")))
    }

    fn change(&self, change: &Change) -> (String, usize) {
        let Options { color, unicode, .. } = *self.options;
        let style = style(change.action);
        let address = printable::line(&change.address.to_string()).into_owned();
        let mut out = format!(
            "{} {}  {}",
            paint(symbol(change.action, unicode), style, color),
            paint(&address, Style::new().bold(), color),
            paint(change.action.words(), style, color)
        );
        let name = name(change, unicode);
        if let Some(name) = name.filter(|name| *name != change.address.label) {
            let taken = 4 + address.len() + change.action.words().len();
            let room = self.options.width.saturating_sub(taken + 2);
            let name = clip(&printable::line(&name), room.max(24));
            out.push_str(&format!("  {}", self.dim(&name)));
        }
        out.push('\n');
        let (rows, hidden) = match change.action {
            Action::NoChange => (Vec::new(), 0),
            _ => rows(change, self.options.verbose),
        };
        let created = change.action == Action::Create;
        let label_width = rows
            .iter()
            .filter(|row| !matches!(row.body, Body::Entries(_)))
            .map(|row| self.label(row, created).chars().count())
            .filter(|width| *width <= LABEL)
            .max()
            .unwrap_or(0);
        for row in &rows {
            self.row(&mut out, row, change.action, label_width);
        }
        if change.drift {
            let drift = AnsiColor::Yellow.on_default();
            out.push_str(&format!("{:INDENT$}{}\n", "", paint(DRIFT, drift, color)));
        }
        for reason in reasons(change) {
            self.prose(&mut out, &reason);
        }
        if let Some(consequence) = &change.consequence {
            let heavy = matches!(
                change.action,
                Action::Replace | Action::InfrastructureUpdate | Action::Delete
            );
            let lead = match (heavy, unicode) {
                (true, true) => "⚠ ",
                (true, false) => "! ",
                _ => "",
            };
            self.prose(&mut out, &format!("{lead}{consequence}"));
        }
        (out, hidden)
    }

    /// `max_vcpus (computeResources.maxvCpus)`; the path only where there is room and use for it.
    fn label(&self, row: &Row, created: bool) -> String {
        let label = printable::line(&row.label);
        match &row.path {
            // `command (containerProperties.command)` would say the same twice.
            Some(path) if path.ends_with(&format!(".{label}")) => label.into_owned(),
            Some(path) if self.options.width >= 80 && (!created || self.options.verbose) => {
                format!("{label} ({})", printable::line(path))
            }
            _ => label.into_owned(),
        }
    }

    fn row(&self, out: &mut String, row: &Row, action: Action, label_width: usize) {
        let color = self.options.color;
        let created = action == Action::Create;
        let label = self.label(row, created);
        let used = label.chars().count();
        let shown = match label.split_once(" (") {
            Some((name, path)) => format!("{name} {}", self.dim(&format!("({path}"))),
            None => label,
        };
        let pad = " ".repeat(label_width.saturating_sub(used) + 2);
        let column = INDENT + used.max(label_width) + 2;
        let decisive = match action {
            Action::Replace => "  replaces it",
            Action::InfrastructureUpdate => "  replaces instances",
            _ => "",
        };
        let mark = match row.decisive && !decisive.is_empty() {
            true => paint(decisive, style(action), color),
            false => String::new(),
        };
        let taken = column + if mark.is_empty() { 0 } else { decisive.len() };
        let room = self.options.width.saturating_sub(taken).max(20);
        out.push_str(&format!("{:INDENT$}{shown}", ""));
        match &row.body {
            Body::Values { before, after } => {
                let value = match created {
                    true => self.after(after.as_deref().unwrap_or("(not set)"), room),
                    false => self.values(before.as_deref(), after.as_deref(), room),
                };
                out.push_str(&format!("{pad}{value}{mark}\n"));
            }
            Body::Entries(entries) => {
                out.push_str(&format!("{mark}\n"));
                for entry in entries {
                    self.entry(out, entry);
                }
            }
            Body::Lines { note, lines } => {
                out.push_str(&format!("{pad}{note}{mark}\n"));
                if self.options.verbose {
                    self.lines(out, lines);
                }
            }
        }
    }

    fn lines(&self, out: &mut String, lines: &[super::rows::Line]) {
        let room = self.options.width.saturating_sub(INDENT + 4);
        for line in lines.iter().take(LINES) {
            let (sign, style) = sign(line.added);
            let text = clip(&printable::line(&line.text), room);
            let text = paint(&format!("{sign} {text}"), style, self.options.color);
            out.push_str(&format!("{:INDENT$}  {text}\n", ""));
        }
        if lines.len() > LINES {
            let more = self.dim(&format!("… {} more lines", lines.len() - LINES));
            out.push_str(&format!("{:INDENT$}  {more}\n", ""));
        }
    }

    /// `before → after`, each with half the room where both are long.
    fn values(&self, before: Option<&str>, after: Option<&str>, room: usize) -> String {
        let arrow = arrow(self.options.unicode);
        let before = printable::line(before.unwrap_or("(not set)"));
        let after = printable::line(after.unwrap_or("(not set)"));
        let room = room.saturating_sub(arrow.chars().count() + 2);
        let long = |text: &str| text.chars().count();
        let half = room / 2;
        let first = match long(&before) + long(&after) <= room {
            true => long(&before),
            false => long(&before).min(half.max(room.saturating_sub(long(&after)))),
        };
        let before = clip(&before, first);
        let after = clip(&after, room.saturating_sub(long(&before)));
        let red = AnsiColor::Red.on_default();
        let green = AnsiColor::Green.on_default();
        format!(
            "{} {arrow} {}",
            paint(&before, red, self.options.color),
            paint(&after, green, self.options.color)
        )
    }

    fn after(&self, text: &str, room: usize) -> String {
        clip(&printable::line(text), room)
    }

    fn entry(&self, out: &mut String, entry: &Entry) {
        let color = self.options.color;
        let key = printable::line(&entry.key);
        let lead = if key.is_empty() { "" } else { "  " };
        let taken = INDENT + 4 + key.chars().count() + lead.len();
        let room = self.options.width.saturating_sub(taken);
        let text = match (&entry.before, &entry.after) {
            (Some(before), Some(after)) => {
                let values = self.values(Some(before), Some(after), room);
                let yellow = AnsiColor::Yellow.on_default();
                format!("{} {key}{lead}{values}", paint("~", yellow, color))
            }
            (before, after) => {
                let (sign, style) = sign(after.is_some());
                let value = after.as_deref().or(before.as_deref()).unwrap_or_default();
                let value = clip(&printable::line(value), room);
                paint(&format!("{sign} {key}{lead}{value}"), style, color)
            }
        };
        out.push_str(&format!("{:INDENT$}  {text}\n", ""));
    }

    fn prose(&self, out: &mut String, text: &str) {
        let indent = " ".repeat(INDENT);
        let hang = " ".repeat(INDENT + 2);
        wrap(out, text, (&indent, INDENT), &hang, self.options.width);
    }

    fn dim(&self, text: &str) -> String {
        paint(text, Style::new().dimmed(), self.options.color)
    }
}

fn sign(added: bool) -> (&'static str, Style) {
    match added {
        true => ("+", AnsiColor::Green.on_default()),
        false => ("-", AnsiColor::Red.on_default()),
    }
}

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;
