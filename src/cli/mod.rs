//! The command line: arguments in, report out, exit code. One file a command.

#[cfg(feature = "aws")]
mod adopt;
mod ahead;
#[cfg(feature = "aws")]
mod apply;
mod catalog;
mod check;
pub(crate) mod compile;
mod completions;
#[cfg(feature = "aws")]
pub(crate) mod deploy;
#[cfg(feature = "aws")]
mod destroy;
mod diff;
#[cfg(feature = "aws")]
mod drift;
pub(crate) mod explain;
pub(crate) mod failure;
pub(crate) mod file_system;
mod fmt;
pub(crate) mod folder;
pub(crate) mod graph;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod markdown;
mod new;
mod output;
#[cfg(feature = "aws")]
mod outputs;
pub(crate) mod params;
#[cfg(feature = "aws")]
mod plan;
pub(crate) mod programs;
mod repair;
#[cfg(feature = "sandbox")]
mod sandbox;
mod stale;
pub(crate) mod terminal;
pub(crate) mod walk;
mod watch;
pub(crate) mod write;

use clap::{CommandFactory, Parser, Subcommand};
use failure::{Exit, Failure};
use output::Out;
use std::process::ExitCode;
use terminal::{ColorChoice, Terminal};

/// Checks and deploys `.batch` files: small declarative descriptions of AWS Batch setups.
#[derive(Debug, Parser)]
#[command(
    name = "batchlang",
    version,
    about = "A small declarative language for AWS Batch: checked offline, deployed directly or as Terraform",
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 all is well, 1 something was found, 2 wrong usage or a file that could not be read or written.\n\
                  Start with `batchlang new`, then `batchlang check`."
)]
struct Cli {
    /// When to use colours: auto, always or never
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find what AWS would refuse, what could never run, and what an expert would question
    Check(check::Args),
    /// Format files
    Fmt(fmt::Args),
    /// Compile a program to Terraform
    Compile(compile::Args),
    /// Show what an apply would do to the account
    #[cfg(feature = "aws")]
    Plan(plan::Args),
    /// Make the account what the program says
    #[cfg(feature = "aws")]
    Apply(apply::Args),
    /// Delete everything of the project's
    #[cfg(feature = "aws")]
    Destroy(destroy::Args),
    /// Print ARNs, names and ids of what was made
    #[cfg(feature = "aws")]
    Outputs(outputs::Args),
    /// Make something that exists already the project's
    #[cfg(feature = "aws")]
    Adopt(adopt::Args),
    /// Tell whether the account is still as the file says
    #[cfg(feature = "aws")]
    Drift(drift::Args),
    /// Draw the program: queues, environments, and which job can run where
    Graph(graph::Args),
    /// Explain a finding's code or an attribute, with examples
    Explain(explain::Args),
    /// Search the instance types: by vCPUs, memory, GPUs, architecture, region
    Catalog(catalog::Args),
    /// Write a commented starter file
    New(new::Args),
    /// Run an AWS Batch account on loopback, for trying things out without AWS
    #[cfg(feature = "sandbox")]
    Sandbox(sandbox::Args),
    /// Serve an editor: diagnostics, completion, hover and the rest, over stdio
    #[cfg(feature = "lsp")]
    Lsp(lsp::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Print the manual page, or write one for every command into a folder
    Man(man::Args),
}

/// Runs the command line; answers with its exit code.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(failure::report_bug));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version arrive here too; a closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(usage_code(error.exit_code(), std::env::args()));
        }
    };
    let terminal = Terminal::detect(cli.color);
    let mut out = Out::stdout();
    let result = run(cli.command, &terminal, &mut out);
    let result = result.and_then(|exit| out.finish().map(|()| exit));
    match result {
        Ok(exit) => exit.code(),
        Err(failure) => {
            failure.print(&terminal);
            Exit::Trouble.code()
        }
    }
}

/// Where 2 means "there are changes", wrong usage is 1: a script must not take it for a plan.
fn usage_code(code: i32, mut arguments: impl Iterator<Item = String>) -> u8 {
    let command = arguments.nth(1);
    let differs = command.as_deref() == Some("drift")
        || arguments.any(|argument| argument == "--detailed-exitcode");
    match (code, differs) {
        (2, true) => 1,
        (code, _) => code as u8,
    }
}

fn run(command: Command, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    match command {
        Command::Check(args) => check::run(args, terminal, out),
        Command::Catalog(args) => catalog::run(&args, terminal, out),
        Command::Fmt(args) => fmt::run(&args, terminal, out),
        Command::Compile(args) => compile::run(&args, terminal, out),
        #[cfg(feature = "aws")]
        Command::Plan(args) => plan::run(&args, terminal, out),
        #[cfg(feature = "aws")]
        Command::Apply(args) => apply::run(&args, terminal, out),
        #[cfg(feature = "aws")]
        Command::Destroy(args) => destroy::run(&args, terminal, out),
        #[cfg(feature = "aws")]
        Command::Outputs(args) => outputs::run(&args, terminal, out),
        #[cfg(feature = "aws")]
        Command::Adopt(args) => adopt::run(&args, terminal, out),
        #[cfg(feature = "aws")]
        Command::Drift(args) => drift::run(&args, terminal, out),
        Command::Graph(args) => graph::run(&args, terminal, out),
        Command::Explain(args) => explain::run(&args, terminal, out),
        Command::New(args) => new::run(&args, terminal, out),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(args) => sandbox::run(&args, out),
        #[cfg(feature = "lsp")]
        Command::Lsp(args) => lsp::run(&args),
        Command::Completions(args) => completions::run(&args, out),
        Command::Man(args) => man::run(&args, out),
    }
}

/// The whole command line as clap knows it: for completions and manual pages.
fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn wrong_usage_is_never_taken_for_changes() {
        let code = |line: &str| super::usage_code(2, line.split(' ').map(str::to_owned));
        assert_eq!(code("batchlang plan --detailed-exitcode --nonsense"), 1);
        assert_eq!(code("batchlang drift"), 1);
        assert_eq!(code("batchlang plan drift --nonsense"), 2);
    }

    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
