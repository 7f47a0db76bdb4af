//! `batchlang apply`: makes the account what the program, or a saved plan, says.

use super::deploy::confirm::refuse_without_terminal;
use super::deploy::execute::{Format, Run, refuse_stale};
use super::deploy::saved::{self, Saved};
use super::deploy::session::Session;
use super::deploy::trouble::plan_failure;
use super::deploy::{self, ConnectArgs, submit};
use super::failure::{Exit, Failure};
use super::output::Out;
use super::params::ParamArgs;
use super::terminal::Terminal;
use crate::aws::model::Address;
use crate::aws::project;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Shows the plan and asks before anything is changed. Ctrl-C once: no new calls, those \
under way finish; twice: stops at once. Either way the next apply goes on.\n\n\
Exit codes: 0 done, or nothing to do, 1 errors in the program, something failed, or the answer was \
no, 2 wrong usage, no credentials, or AWS could not be asked, 130 stopped at once."
)]
pub struct Args {
    /// The program's file, or a plan saved with `plan --out`
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Do not ask
    #[arg(long, short)]
    pub yes: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Apply only this and what it needs; may be given several times
    #[arg(long, value_name = "ADDRESS", value_parser = deploy::address)]
    pub target: Vec<Address>,
    /// How long one thing may take to become ready or to go away
    #[arg(long, value_name = "DURATION", default_value = "20m", value_parser = deploy::duration)]
    pub timeout: Duration,
    /// Show every field of the plan
    #[arg(long, short)]
    pub verbose: bool,
    #[command(flatten)]
    pub params: ParamArgs,
    #[command(flatten)]
    pub connect: ConnectArgs,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    match saved::read(&args.path)? {
        Some(saved) => apply_saved(args, saved, terminal, out),
        None => apply_program(args, terminal, out),
    }
}

fn apply_program(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let Some(program) = deploy::load(&args.path, &args.params, terminal)? else {
        return Ok(Exit::Findings);
    };
    refuse_without_terminal("apply", args.yes, args.format == Format::Json)?;
    let session = Session::open(&args.connect, program.resources.region.as_deref())?;
    let plan = session
        .wait(project::plan(
            &session.aws,
            &program.resources,
            &args.target,
        ))
        .map_err(|error| plan_failure(&error, &args.path))?;
    let submit = submit::command(&program.program, &plan);
    let mut run = execution(args, &session, &args.path, submit, terminal);
    run.targeted = !args.target.is_empty();
    if plan.is_empty() {
        run.outputs = session
            .wait(project::outputs(&session.aws, &program.resources))
            .map_err(|error| plan_failure(&error, &args.path))?;
    }
    run.run(&plan, out)
}

fn apply_saved(
    args: &Args,
    saved: Saved,
    terminal: &Terminal,
    out: &mut Out,
) -> Result<Exit, Failure> {
    refuse_options(args, &saved)?;
    refuse_without_terminal("apply", args.yes, args.format == Format::Json)?;
    let mut connect = args.connect.clone();
    connect.endpoint_url = connect.endpoint_url.or(saved.endpoint_url);
    let session = Session::open(&connect, Some(&saved.plan.region))?;
    let file = PathBuf::from(&saved.file);
    refuse_stale(&session, &saved.plan, &file)?;
    execution(args, &session, &file, saved.submit, terminal).run(&saved.plan, out)
}

/// What only makes sense while planning was said too late.
fn refuse_options(args: &Args, saved: &Saved) -> Result<(), Failure> {
    let late = [
        ("--target", !args.target.is_empty()),
        ("--param", !args.params.params.is_empty()),
        ("--params", !args.params.files.is_empty()),
    ];
    if let Some((option, _)) = late.iter().find(|(_, given)| *given) {
        return Err(Failure::new(format!(
            "`{}` is a saved plan, so {option} comes too late",
            args.path.display()
        ))
        .hint("give it to `batchlang plan`"));
    }
    if let Some(region) = args
        .connect
        .region
        .as_ref()
        .filter(|region| **region != saved.plan.region)
    {
        return Err(Failure::new(format!(
            "the plan is for {}, and --region says {region}",
            saved.plan.region
        )));
    }
    match (saved.sandbox, args.connect.is_sandbox()) {
        (true, false) => Err(Failure::new("this plan was made in the sandbox")
            .hint("apply it there: pass --sandbox; for AWS make a plan without it")),
        (false, true) => Err(Failure::new("this plan was not made in the sandbox")
            .hint("leave --sandbox out, or make a plan with it")),
        _ => Ok(()),
    }
}

fn execution<'a>(
    args: &Args,
    session: &'a Session,
    file: &'a Path,
    submit: Option<String>,
    terminal: &'a Terminal,
) -> Run<'a> {
    Run {
        session,
        file,
        submit,
        outputs: Vec::new(),
        targeted: false,
        format: args.format,
        yes: args.yes,
        timeout: args.timeout,
        verbose: args.verbose,
        terminal,
    }
}
