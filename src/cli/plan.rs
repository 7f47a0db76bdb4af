//! `batchlang plan`: what an apply would do. Changes nothing.

use super::deploy::execute::human_options;
use super::deploy::saved::Saved;
use super::deploy::session::Session;
use super::deploy::trouble::plan_failure;
use super::deploy::{self, ConnectArgs, Deployable, submit};
use super::failure::{Exit, Failure, eprint};
use super::output::Out;
use super::params::ParamArgs;
use super::terminal::Terminal;
use crate::aws::model::Address;
use crate::aws::plan::Plan;
use crate::aws::project;
use crate::aws::report::{human, json, markdown};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Reads the account and changes nothing. docs/plan.md describes the JSON.\n\n\
Exit codes: 0 planned, 1 errors in the program, 2 wrong usage, no credentials, or AWS could not be \
asked. With --detailed-exitcode: 0 nothing to do, 1 any error, 2 there are changes."
)]
pub struct Args {
    /// The program's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Plan only this and what it needs; may be given several times
    #[arg(long, value_name = "ADDRESS", value_parser = deploy::address)]
    pub target: Vec<Address>,
    /// Save the plan, for `batchlang apply PLAN`
    #[arg(long, value_name = "PLAN")]
    pub out: Option<PathBuf>,
    /// Exit with 2 when there are changes
    #[arg(long)]
    pub detailed_exitcode: bool,
    /// Show every field, and what does not change
    #[arg(long, short)]
    pub verbose: bool,
    #[command(flatten)]
    pub params: ParamArgs,
    #[command(flatten)]
    pub connect: ConnectArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
    /// For a comment on a pull request
    Markdown,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let result = planned(args, terminal, out);
    match args.detailed_exitcode {
        true => deploy::trouble_is_one(result, terminal),
        false => result,
    }
}

fn planned(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let Some(program) = deploy::load(&args.path, &args.params, terminal)? else {
        return Ok(Exit::Findings);
    };
    let session = Session::open(&args.connect, program.resources.region.as_deref())?;
    let plan = session
        .wait(project::plan(
            &session.aws,
            &program.resources,
            &args.target,
        ))
        .map_err(|error| plan_failure(&error, &args.path))?;
    let shown = Shown {
        format: args.format,
        verbose: args.verbose,
    };
    show(&plan, &shown, &session, terminal, out)?;
    if !args.target.is_empty() && args.format == Format::Human {
        out.print(deploy::TARGETED)?;
    }
    let changes = !plan.is_empty();
    if let Some(path) = &args.out {
        out.flush()?;
        save(args, path, plan, &program)?;
    }
    Ok(match args.detailed_exitcode && changes {
        true => Exit::Differs,
        false => Exit::Clean,
    })
}

/// How a plan is shown.
pub struct Shown {
    pub format: Format,
    pub verbose: bool,
}

pub fn show(
    plan: &Plan,
    shown: &Shown,
    session: &Session,
    terminal: &Terminal,
    out: &mut Out,
) -> Result<(), Failure> {
    let banner = session.banner.as_deref();
    session.announce(shown.format == Format::Human, out)?;
    out.print(&match shown.format {
        Format::Human => human::render(plan, &human_options(terminal, shown.verbose)),
        Format::Json => format!("{:#}\n", json::value(plan, banner.is_some())),
        Format::Markdown => markdown::render(plan, banner.map(|_| "Sandbox: this is not AWS.")),
    })
}

fn save(args: &Args, path: &Path, plan: Plan, program: &Deployable) -> Result<(), Failure> {
    let mut saved = Saved::new(plan, &args.path);
    saved.sandbox = args.connect.is_sandbox();
    saved.endpoint_url = args.connect.endpoint_url.clone();
    saved.submit = submit::command(&program.program, &saved.plan);
    saved.write(path)?;
    let sandbox = if saved.sandbox { " --sandbox" } else { "" };
    let path = path.display();
    eprint(&format!(
        "saved to `{path}`; next: batchlang apply {path}{sandbox}\n"
    ));
    Ok(())
}
