//! `batchlang adopt`: makes something that exists already the project's.

use super::deploy::session::Session;
use super::deploy::trouble::plan_failure;
use super::deploy::{self, ConnectArgs};
use super::failure::{Exit, Failure};
use super::output::Out;
use super::params::ParamArgs;
use super::terminal::Terminal;
use crate::aws::model::Address;
use crate::aws::project;
use crate::diagnostic::printable;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "It gets the project's tags and nothing else: what an apply would then change, \
`batchlang plan` shows. What is another project's is left alone.\n\n\
Example: batchlang adopt main.batch job_queue.main\n\n\
Exit codes: 0 adopted, 1 errors in the program, 2 wrong usage, no credentials, or it cannot be \
adopted."
)]
pub struct Args {
    /// The program's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// What of the file it is: `job_queue.main`
    #[arg(value_name = "ADDRESS", value_parser = deploy::address)]
    pub address: Address,
    /// Its name or id in AWS, where the file would give it another
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    #[command(flatten)]
    pub params: ParamArgs,
    #[command(flatten)]
    pub connect: ConnectArgs,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let Some(program) = deploy::load(&args.path, &args.params, terminal)? else {
        return Ok(Exit::Findings);
    };
    let session = Session::open(&args.connect, program.resources.region.as_deref())?;
    session.announce(true, out)?;
    let adopted = session.wait(project::adopt(
        &session.aws,
        &program.resources,
        &args.address,
        args.name.as_deref(),
    ));
    let live = adopted.map_err(|error| plan_failure(&error, &args.path))?;
    let name = live.name.as_deref().unwrap_or(&live.id);
    let sandbox = if args.connect.is_sandbox() {
        " --sandbox"
    } else {
        ""
    };
    out.print(&format!(
        "adopted `{}` as {}; next: batchlang plan {}{sandbox}\n",
        printable::line(name),
        printable::line(&args.address.to_string()),
        args.path.display()
    ))?;
    Ok(Exit::Clean)
}
