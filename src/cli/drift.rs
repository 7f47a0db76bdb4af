//! `batchlang drift`: whether the account is still as the file says.

use super::deploy::session::Session;
use super::deploy::trouble::plan_failure;
use super::deploy::{self, ConnectArgs};
use super::failure::{Exit, Failure};
use super::output::Out;
use super::params::ParamArgs;
use super::plan::{Format, Shown, show};
use super::terminal::Terminal;
use crate::aws::project;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Shows what differs as the plan that would mend it. What somebody changed by hand since \
the last apply is marked. Changes nothing.\n\n\
Exit codes: 0 the account is as the file says, 1 errors in the program, or AWS could not be asked, \
2 it differs."
)]
pub struct Args {
    /// The program's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Show every field
    #[arg(long, short)]
    pub verbose: bool,
    #[command(flatten)]
    pub params: ParamArgs,
    #[command(flatten)]
    pub connect: ConnectArgs,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    deploy::trouble_is_one(compared(args, terminal, out), terminal)
}

fn compared(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let Some(program) = deploy::load(&args.path, &args.params, terminal)? else {
        return Ok(Exit::Findings);
    };
    let session = Session::open(&args.connect, program.resources.region.as_deref())?;
    let mut plan = session
        .wait(project::plan(&session.aws, &program.resources, &[]))
        .map_err(|error| plan_failure(&error, &args.path))?;
    let differs = !plan.is_empty();
    plan.changes = plan.pending().cloned().collect();
    let shown = Shown {
        format: args.format,
        verbose: args.verbose,
    };
    show(&plan, &shown, &session, terminal, out)?;
    Ok(if differs { Exit::Differs } else { Exit::Clean })
}
