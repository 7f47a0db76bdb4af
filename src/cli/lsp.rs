//! `batchlang lsp`: the language server, for editors.

use super::failure::{Exit, Failure};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "An editor starts it and speaks the Language Server Protocol to it over standard \
input and output. `editors/` has what each of them needs."
)]
pub struct Args {
    /// Speak over standard input and output; the only way there is, so it may be left out
    #[arg(long)]
    pub stdio: bool,
}

pub fn run(_args: &Args) -> Result<Exit, Failure> {
    crate::lsp::run()
        .map_err(|error| Failure::new(format!("the server did not start: {error}")))?;
    Ok(Exit::Clean)
}
