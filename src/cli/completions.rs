//! `batchlang completions SHELL`: a completion script on standard output.

use super::failure::{Exit, Failure};
use super::output::Out;
use clap_complete::Shell;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "bash: batchlang completions bash > ~/.local/share/bash-completion/completions/batchlang\n\
                        zsh:  batchlang completions zsh > \"${fpath[1]}/_batchlang\"\n\
                        fish: batchlang completions fish > ~/.config/fish/completions/batchlang.fish"
)]
pub struct Args {
    /// The shell to write for
    shell: Shell,
}

pub fn run(args: &Args, out: &mut Out) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "batchlang", &mut script);
    out.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
