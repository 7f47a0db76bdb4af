//! What an apply shows while it runs: a live tree, a line an event, or an object an event.

use super::live::Live;
use crate::aws::apply::events::{Event, Problem};
use crate::aws::plan::{Action, Plan};
use crate::aws::report::human::style;
use crate::cli::failure::{Failure, eprint};
use crate::cli::output::Out;
use crate::cli::terminal::Terminal;
use crate::diagnostic::human::paint;
use crate::diagnostic::printable;
use anstyle::{AnsiColor, Style};
use std::io::IsTerminal;
use std::time::Duration;

/// How to show it.
pub enum Progress {
    Live(Box<Live>),
    Lines { terminal: Terminal },
    Json,
}

impl Progress {
    /// A tree needs both streams to be the terminal, or it would draw over one of them.
    pub fn new(json: bool, plan: &Plan, terminal: &Terminal) -> Progress {
        let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let live = terminal.is_terminal && std::io::stderr().is_terminal() && !dumb;
        match (json, live) {
            (true, _) => Progress::Json,
            (false, true) => Progress::Live(Box::new(Live::new(plan, terminal))),
            (false, false) => Progress::Lines {
                terminal: *terminal,
            },
        }
    }

    pub fn show(&mut self, event: &Event, out: &mut Out) -> Result<(), Failure> {
        match self {
            Progress::Live(live) => {
                live.show(event);
                Ok(())
            }
            Progress::Lines { terminal } => {
                out.print(&format!("{}\n", line(event, terminal)))?;
                out.flush()
            }
            Progress::Json => {
                // Plain values: this cannot fail.
                let text = serde_json::to_string(event).unwrap_or_default();
                out.print(&format!("{text}\n"))?;
                out.flush()
            }
        }
    }

    /// A word beside the events, to whom it may concern.
    pub fn say(&mut self, text: &str) {
        match self {
            Progress::Live(live) => live.say(text),
            _ => eprint(&format!("{text}\n")),
        }
    }

    /// Takes the tree away.
    pub fn end(self) {
        if let Progress::Live(live) = self {
            live.end();
        }
    }
}

/// An event in one line.
pub fn line(event: &Event, terminal: &Terminal) -> String {
    let color = terminal.color;
    let bold = |address: &dyn ToString| {
        let text = printable::line(&address.to_string()).into_owned();
        paint(&text, Style::new().bold(), color)
    };
    let (check, cross) = match terminal.unicode {
        true => ("✓", "✗"),
        false => ("ok", "x"),
    };
    match event {
        Event::Started {
            address,
            action,
            name,
        } => {
            let name = name.as_deref().filter(|name| *name != address.label);
            let name = name.map_or(String::new(), |name| {
                format!(" `{}`", printable::line(name))
            });
            let doing = paint(doing(*action), style(*action), color);
            format!("  {}: {doing}{name}", bold(address))
        }
        Event::Waiting { address, what } => {
            format!("  {}: {}", bold(address), waiting(what))
        }
        Event::Done {
            address,
            action,
            took,
        } => {
            let check = paint(check, AnsiColor::Green.on_default(), color);
            // What came at once needs no time.
            let took = match took.as_millis() {
                0..100 => String::new(),
                _ => format!(" ({})", span(*took)),
            };
            format!("{check} {}: {}{took}", bold(address), done(*action))
        }
        Event::Failed {
            address, problem, ..
        } => {
            let cross = paint(cross, AnsiColor::Red.on_default().bold(), color);
            format!("{cross} {}: {}", bold(address), short(problem))
        }
        Event::Skipped {
            address, because, ..
        } => {
            let text = format!("skipped because of {}", printable::line(because));
            let text = paint(&text, Style::new().dimmed(), color);
            format!("- {}: {text}", bold(address))
        }
    }
}

/// The sentence of a problem; the summary says the rest.
fn short(problem: &Problem) -> String {
    format!("failed: {}", printable::line(&problem.message))
}

/// "waiting until it is VALID"
pub fn waiting(what: &str) -> String {
    let what = printable::line(what);
    match what.starts_with("waiting") {
        true => what.into_owned(),
        false => format!("waiting {what}"),
    }
}

pub fn doing(action: Action) -> &'static str {
    match action {
        Action::NoChange => "looking at it",
        Action::Adopt => "adopting",
        Action::Create => "creating",
        Action::Update => "updating",
        Action::InfrastructureUpdate => "updating, with new instances",
        Action::Replace => "replacing",
        Action::NewRevision => "registering a new revision",
        Action::Delete => "deleting",
    }
}

pub fn done(action: Action) -> &'static str {
    match action {
        Action::NoChange => "as it was",
        Action::Adopt => "adopted",
        Action::Create => "created",
        Action::Update | Action::InfrastructureUpdate => "updated",
        Action::Replace => "replaced",
        Action::NewRevision => "new revision registered",
        Action::Delete => "deleted",
    }
}

/// `0.4 s`, `12 s`, `3 min 05 s`
pub fn span(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", took.as_secs_f64()),
        10..=59 => format!("{seconds} s"),
        60..=3599 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::model::{Address, ItemKind};
    use crate::cli::terminal::Terminal;

    fn terminal(unicode: bool) -> Terminal {
        Terminal {
            is_terminal: false,
            color: false,
            error_color: false,
            width: 100,
            unicode,
        }
    }

    #[test]
    fn events_are_lines() {
        let address = Address::new(ItemKind::JobQueue, "main");
        let events = [
            Event::Started {
                address: address.clone(),
                action: Action::Create,
                name: Some("prod-main".to_owned()),
            },
            Event::Waiting {
                address: address.clone(),
                what: "waiting until it is VALID".to_owned(),
            },
            Event::Done {
                address: address.clone(),
                action: Action::Create,
                took: Duration::from_millis(1250),
            },
            Event::Failed {
                address: address.clone(),
                action: Action::Create,
                problem: Problem {
                    message: "AWS refused it\u{1b}[2J".to_owned(),
                    aws: None,
                    why: None,
                    help: None,
                },
            },
            Event::Skipped {
                address,
                action: Action::Create,
                because: "compute_environment.workers".to_owned(),
            },
        ];
        let lines: Vec<String> = events
            .iter()
            .map(|event| line(event, &terminal(true)))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
      job_queue.main: creating `prod-main`
      job_queue.main: waiting until it is VALID
    ✓ job_queue.main: created (1.2 s)
    ✗ job_queue.main: failed: AWS refused it␛[2J
    - job_queue.main: skipped because of compute_environment.workers
    ");
        let json: Vec<String> = events
            .iter()
            .map(|event| serde_json::to_string(event).unwrap())
            .collect();
        insta::assert_snapshot!(json.join("\n"), @r#"
    {"event":"started","address":"job_queue.main","action":"create","name":"prod-main"}
    {"event":"waiting","address":"job_queue.main","what":"waiting until it is VALID"}
    {"event":"done","address":"job_queue.main","action":"create","took":1.25}
    {"event":"failed","address":"job_queue.main","action":"create","problem":{"message":"AWS refused it\u001b[2J","aws":null,"why":null,"help":null}}
    {"event":"skipped","address":"job_queue.main","action":"create","because":"compute_environment.workers"}
    "#);
        assert!(
            events[1..3]
                .iter()
                .all(|event| line(event, &terminal(false)).is_ascii())
        );
    }

    #[test]
    fn spans_are_short() {
        let told = |seconds: f64| span(Duration::from_secs_f64(seconds));
        let spans = [0.04, 9.96, 12.4, 185.0, 7261.0].map(told);
        assert_eq!(
            spans.join(", "),
            "0.0 s, 10.0 s, 12 s, 3 min 05 s, 2 h 01 min"
        );
    }
}
