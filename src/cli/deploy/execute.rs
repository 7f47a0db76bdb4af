//! What `apply` and `destroy` do alike: show the plan, ask, run it, tell how it ended.

use super::TARGETED;
use super::confirm::{self, Question};
use super::interrupt;
use super::progress::Progress;
use super::session::Session;
use super::summary::{self, Ending};
use super::trouble::plan_failure;
use crate::aws::apply::events::{Event, Summary};
use crate::aws::apply::{self, Options};
use crate::aws::plan::Plan;
use crate::aws::report::{human, json};
use crate::cli::failure::{Exit, Failure, eprint};
use crate::cli::output::Out;
use crate::cli::terminal::Terminal;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tokio::sync::mpsc::unbounded_channel;

/// How `apply` and `destroy` report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the plan, the progress, a summary
    #[default]
    Human,
    /// One JSON object a line: the plan, each event, the summary
    Json,
}

/// What a run needs beside the plan.
pub struct Run<'a> {
    pub session: &'a Session,
    /// The program's file, for hints.
    pub file: &'a Path,
    pub submit: Option<String>,
    /// What there is already, where there is nothing to do.
    pub outputs: Vec<(String, Value)>,
    /// The plan is only of what `--target` names.
    pub targeted: bool,
    pub format: Format,
    pub yes: bool,
    pub timeout: Duration,
    pub verbose: bool,
    pub terminal: &'a Terminal,
}

impl Run<'_> {
    /// From the plan to the end. Nothing is changed before the answer.
    pub fn run(&self, plan: &Plan, out: &mut Out) -> Result<Exit, Failure> {
        self.show(plan, out)?;
        if plan.is_empty() {
            self.nothing_to_do(plan, out)?;
            return Ok(Exit::Clean);
        }
        if !self.yes && !self.ask(plan, out)? {
            eprint("nothing was changed\n");
            return Ok(Exit::Findings);
        }
        out.flush()?;
        let (summary, shown) = self.execute(plan, out);
        self.end(plan, &summary, out)?;
        shown?;
        match summary.is_complete() {
            true => Ok(Exit::Clean),
            false => Ok(Exit::Findings),
        }
    }

    fn show(&self, plan: &Plan, out: &mut Out) -> Result<(), Failure> {
        let human = self.format == Format::Human;
        self.session.announce(human, out)?;
        if human {
            out.print(&human::render(
                plan,
                &human_options(self.terminal, self.verbose),
            ))?;
            return match self.targeted {
                true => out.print(TARGETED),
                false => Ok(()),
            };
        }
        let plan = json::value(plan, self.session.banner.is_some());
        out.print(&format!("{}\n", json!({"event": "plan", "plan": plan})))
    }

    fn ask(&self, plan: &Plan, out: &mut Out) -> Result<bool, Failure> {
        out.print("\n")?;
        out.flush()?;
        match plan.destroy {
            false => confirm::ask(&Question {
                text: "Apply these changes?",
                expected: "yes",
            }),
            true => confirm::ask(&Question {
                text: &format!(
                    "Delete all of this in account {}? Type the project's name.",
                    plan.account
                ),
                expected: &plan.project,
            }),
        }
    }

    /// Runs the plan. A report that cannot be written does not stop it: half an apply would be
    /// worse than one nobody watches.
    fn execute(&self, plan: &Plan, out: &mut Out) -> (Summary, Result<(), Failure>) {
        let json = self.format == Format::Json;
        if !json {
            eprint_if_live(self.terminal);
        }
        let mut progress = Progress::new(json, plan, self.terminal);
        let mut shown = Ok(());
        let mut show = |progress: &mut Progress, event: &Event, out: &mut Out| {
            if shown.is_ok() {
                shown = progress.show(event, out);
            }
        };
        let options = Options {
            timeout: self.timeout,
        };
        let summary = self.session.wait(async {
            let (stop, mut interrupted) = interrupt::listen();
            let (send, mut events) = unbounded_channel();
            let run = apply::run(&self.session.aws, plan, &options, send, stop);
            tokio::pin!(run);
            let summary = loop {
                tokio::select! {
                    Some(event) = events.recv() => show(&mut progress, &event, out),
                    Some(()) = interrupted.recv() => progress.say(interrupt::STOPPING),
                    summary = &mut run => break summary,
                }
            };
            while let Ok(event) = events.try_recv() {
                show(&mut progress, &event, out);
            }
            summary
        });
        progress.end();
        (summary, shown)
    }

    fn end(&self, plan: &Plan, summary: &Summary, out: &mut Out) -> Result<(), Failure> {
        match self.format {
            Format::Human => {
                let file = self.file.display().to_string();
                let ending = self.ending(plan, &file);
                out.print(&summary::human(summary, &ending, self.terminal))
            }
            Format::Json => out.print(&format!("{}\n", summary::json(summary))),
        }
    }

    fn ending<'a>(&'a self, plan: &'a Plan, file: &'a str) -> Ending<'a> {
        Ending {
            plan,
            file,
            submit: self.submit.as_deref(),
            sandbox: self.session.banner.is_some(),
        }
    }

    /// An empty plan ends like one that went well.
    fn nothing_to_do(&self, plan: &Plan, out: &mut Out) -> Result<(), Failure> {
        match self.format {
            Format::Json => {
                let summary = Summary {
                    outputs: self.outputs.clone(),
                    ..Summary::default()
                };
                out.print(&format!("{}\n", summary::json(&summary)))
            }
            Format::Human if plan.destroy => Ok(()),
            Format::Human => {
                let file = self.file.display().to_string();
                out.print(&summary::success(&self.outputs, &self.ending(plan, &file)))
            }
        }
    }
}

/// A tree begins below an empty line.
fn eprint_if_live(terminal: &Terminal) {
    if terminal.is_terminal {
        eprint("\n");
    }
}

pub fn human_options(terminal: &Terminal, verbose: bool) -> human::Options {
    human::Options {
        width: terminal.width,
        color: terminal.color,
        unicode: terminal.unicode,
        verbose,
    }
}

/// Refuses a plan that was saved when the account was otherwise.
pub fn refuse_stale(session: &Session, plan: &Plan, file: &Path) -> Result<(), Failure> {
    let current = session.wait(crate::aws::project::is_current(&session.aws, plan));
    match current.map_err(|error| plan_failure(&error, file))? {
        true => Ok(()),
        false => Err(Failure::new(
            "the account has changed since this plan was saved: it is not applied",
        )
        .hint(format!(
            "look at a new one: batchlang plan {}{} --out PLAN",
            file.display(),
            if session.banner.is_some() {
                " --sandbox"
            } else {
                ""
            }
        ))),
    }
}
