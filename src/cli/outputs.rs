//! `batchlang outputs`: ARNs, URLs, names and ids of what the program made.

use super::deploy::print;
use super::deploy::session::Session;
use super::deploy::trouble::plan_failure;
use super::deploy::{self, ConnectArgs};
use super::failure::{Exit, Failure, eprint};
use super::output::Out;
use super::params::ParamArgs;
use super::terminal::Terminal;
use crate::aws::project;
use crate::vocabulary;
use serde_json::Value;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The program's own outputs, and names and ARNs of everything by label. With NAME a table \
becomes the value alone, for scripts:\n  \
aws batch list-jobs --job-queue \"$(batchlang outputs main.batch job_queue_arns.main)\"\n\n\
Exit codes: 0 printed, 1 errors in the program, or the one asked for is not there yet, 2 wrong \
usage, no credentials, or AWS could not be asked."
)]
pub struct Args {
    /// The program's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Only this one; `job_queue_arns.main` is one entry of a map
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    #[command(flatten)]
    pub params: ParamArgs,
    #[command(flatten)]
    pub connect: ConnectArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Names and values
    #[default]
    Table,
    /// One object
    Json,
    /// KEY=value lines, quoted for a shell
    Env,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let Some(program) = deploy::load(&args.path, &args.params, terminal)? else {
        return Ok(Exit::Findings);
    };
    let session = Session::open(&args.connect, program.resources.region.as_deref())?;
    // A value alone is for a script, however it looks.
    session.announce(args.format == Format::Table && args.name.is_none(), out)?;
    let mut outputs = session
        .wait(project::outputs(&session.aws, &program.resources))
        .map_err(|error| plan_failure(&error, &args.path))?;
    if let Some(name) = &args.name {
        let value = find(&outputs, name)?;
        if value.is_null() {
            eprint(&format!(
                "`{name}` is not there yet; `batchlang apply {}` makes it\n",
                args.path.display()
            ));
            return Ok(Exit::Findings);
        }
        if args.format == Format::Table {
            out.print(&format!("{}\n", print::raw(&value)))?;
            return Ok(Exit::Clean);
        }
        if args.format == Format::Json {
            out.print(&format!("{value:#}\n"))?;
            return Ok(Exit::Clean);
        }
        outputs = vec![(name.clone(), value)];
    }
    match args.format {
        Format::Table if outputs.is_empty() => out.print("There are no outputs.\n")?,
        Format::Table => out.print(&print::table(&outputs))?,
        Format::Json => out.print(&format!("{:#}\n", print::json(&outputs)))?,
        Format::Env => {
            let (text, doubles) = print::env(&outputs);
            out.print(&text)?;
            for name in doubles {
                eprint(&format!("left out `{name}`: another output has its key\n"));
            }
        }
    }
    Ok(Exit::Clean)
}

/// An output, or an entry of one.
fn find(outputs: &[(String, Value)], name: &str) -> Result<Value, Failure> {
    if let Some((_, value)) = outputs.iter().find(|(output, _)| output == name) {
        return Ok(value.clone());
    }
    if let Some((output, key)) = name.split_once('.')
        && let Some((_, Value::Object(map))) = outputs.iter().find(|(name, _)| name == output)
        && let Some(value) = map.get(key)
    {
        return Ok(value.clone());
    }
    let failure = Failure::new(format!("there is no output `{name}`"));
    let names: Vec<String> = print::leaves(outputs)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    Err(
        match vocabulary::nearest(name, names.iter().map(String::as_str)) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!("there are {}", names.join(", "))),
        },
    )
}
