//! `batchlang destroy`: deletes everything of the project's.

use super::deploy::confirm::refuse_without_terminal;
use super::deploy::execute::{Format, Run};
use super::deploy::session::Session;
use super::deploy::trouble::plan_failure;
use super::deploy::{self, ConnectArgs};
use super::failure::{Exit, Failure};
use super::output::Out;
use super::params::ParamArgs;
use super::terminal::Terminal;
use crate::aws::project;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Deletes what carries the project's tag in the region, in the file or not, and nothing \
else. Shows it and asks for the project's name. Jobs in its queues end.\n\n\
Exit codes: 0 done, or nothing to do, 1 errors in the program, something failed, or the answer was \
another, 2 wrong usage, no credentials, or AWS could not be asked, 130 stopped at once."
)]
pub struct Args {
    /// The program's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Do not ask
    #[arg(long, short)]
    pub yes: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// How long one thing may take to go away
    #[arg(long, value_name = "DURATION", default_value = "20m", value_parser = deploy::duration)]
    pub timeout: Duration,
    #[command(flatten)]
    pub params: ParamArgs,
    #[command(flatten)]
    pub connect: ConnectArgs,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let Some(program) = deploy::load(&args.path, &args.params, terminal)? else {
        return Ok(Exit::Findings);
    };
    refuse_without_terminal("destroy", args.yes, args.format == Format::Json)?;
    let session = Session::open(&args.connect, program.resources.region.as_deref())?;
    let plan = session
        .wait(project::destroy(&session.aws, &program.resources))
        .map_err(|error| plan_failure(&error, &args.path))?;
    let run = Run {
        session: &session,
        file: &args.path,
        submit: None,
        outputs: Vec::new(),
        targeted: false,
        format: args.format,
        yes: args.yes,
        timeout: args.timeout,
        verbose: false,
        terminal,
    };
    run.run(&plan, out)
}
