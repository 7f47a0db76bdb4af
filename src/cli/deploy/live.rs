//! The tree on a terminal: what is being worked on, with a spinner and how long it has taken.
//!
//! What is done scrolls away above it. At most [`ROWS`] stand in the tree; the last line counts.

use super::progress::{doing, line, waiting};
use crate::aws::apply::events::Event;
use crate::aws::model::Address;
use crate::aws::plan::{Action, Plan};
use crate::aws::report::human::style;
use crate::aws::report::value::clip;
use crate::cli::terminal::Terminal;
use crate::diagnostic::human::paint;
use crate::diagnostic::printable;
use anstyle::Style;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::time::{Duration, Instant};

/// As many rows as any terminal has to spare.
const ROWS: usize = 12;
const TICK: Duration = Duration::from_millis(120);

pub struct Live {
    tree: MultiProgress,
    active: Vec<Active>,
    total: ProgressBar,
    expected: usize,
    finished: usize,
    terminal: Terminal,
}

struct Active {
    address: Address,
    action: Action,
    /// What AWS is waited for.
    what: Option<String>,
    since: Instant,
    /// None while there is no row for it.
    row: Option<ProgressBar>,
}

impl Live {
    pub fn new(plan: &Plan, terminal: &Terminal) -> Live {
        let tree = MultiProgress::new();
        let total = tree.add(ProgressBar::new_spinner());
        total.set_style(template("{msg}  {elapsed}"));
        total.enable_steady_tick(Duration::from_millis(500));
        let live = Live {
            tree,
            active: Vec::new(),
            total,
            expected: plan.pending().count(),
            finished: 0,
            terminal: Terminal {
                color: terminal.error_color,
                ..*terminal
            },
        };
        live.count();
        live
    }

    pub fn show(&mut self, event: &Event) {
        match event {
            Event::Started {
                address, action, ..
            } => self.active.push(Active {
                address: address.clone(),
                action: *action,
                what: None,
                since: Instant::now(),
                row: None,
            }),
            Event::Waiting { address, what } => {
                let found = self.active.iter_mut().find(|one| one.address == *address);
                if let Some(active) = found {
                    active.what = Some(what.clone());
                }
            }
            Event::Done { address, .. }
            | Event::Failed { address, .. }
            | Event::Skipped { address, .. } => {
                if matches!(event, Event::Done { .. }) {
                    self.finished += 1;
                }
                if let Some(at) = self.active.iter().position(|one| one.address == *address)
                    && let Some(row) = self.active.remove(at).row
                {
                    row.finish_and_clear();
                    self.tree.remove(&row);
                }
                let text = line(event, &self.terminal);
                self.say(&text);
            }
        }
        self.draw();
        self.count();
    }

    pub fn say(&self, text: &str) {
        // The terminal may be gone; there is nobody to tell then.
        let _ = self.tree.println(text);
    }

    pub fn end(self) {
        let _ = self.tree.clear();
    }

    /// Gives rows to what has none while there are some, and says on each what is going on.
    fn draw(&mut self) {
        let mut rows = self.active.iter().filter(|one| one.row.is_some()).count();
        let width = self.terminal.width;
        for active in &mut self.active {
            if active.row.is_none() && rows < ROWS {
                let row = self
                    .tree
                    .insert_before(&self.total, ProgressBar::new_spinner());
                let row = row.with_elapsed(active.since.elapsed());
                row.set_style(row_style(self.terminal.unicode));
                row.enable_steady_tick(TICK);
                active.row = Some(row);
                rows += 1;
            }
            if let Some(row) = &active.row {
                row.set_message(text(active, width, self.terminal.color));
            }
        }
    }

    fn count(&self) {
        let hidden = self.active.iter().filter(|one| one.row.is_none()).count();
        let more = match hidden {
            0 => String::new(),
            hidden => format!(", {hidden} more under way"),
        };
        let text = format!("  {} of {} done{more}", self.finished, self.expected);
        let dim = Style::new().dimmed();
        self.total
            .set_message(paint(&text, dim, self.terminal.color));
    }
}

/// `job_queue.main  creating: waiting until it is VALID`
fn text(active: &Active, width: usize, color: bool) -> String {
    let address = printable::line(&active.address.to_string()).into_owned();
    let doing = doing(active.action);
    let room = width.saturating_sub(address.chars().count() + doing.len() + 20);
    let what = match &active.what {
        Some(what) => format!(": {}", clip(&waiting(what), room)),
        None => String::new(),
    };
    format!(
        "{}  {}{what}",
        paint(&clip(&address, width / 2), Style::new().bold(), color),
        paint(doing, style(active.action), color)
    )
}

fn row_style(unicode: bool) -> ProgressStyle {
    let style = template("{spinner} {msg}  {elapsed}");
    match unicode {
        true => style.tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ "),
        false => style.tick_chars("|/-\\ "),
    }
}

/// Our own templates are right; should one not be, the library's own does.
fn template(text: &str) -> ProgressStyle {
    ProgressStyle::with_template(text).unwrap_or_else(|_| ProgressStyle::default_spinner())
}
