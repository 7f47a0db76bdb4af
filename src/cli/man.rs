//! `batchlang man`: the manual page on standard output, or one page a command in a folder.

use super::failure::{Exit, Failure};
use super::output::Out;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write batchlang.1, batchlang-check.1 … into this folder instead
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub fn run(args: &Args, out: &mut Out) -> Result<Exit, Failure> {
    let command = super::command();
    let Some(folder) = &args.folder else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(command).render(&mut page);
        rendered.map_err(|error| Failure::new(error.to_string()))?;
        out.print(&String::from_utf8_lossy(&page))?;
        return Ok(Exit::Clean);
    };
    std::fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))?;
    clap_mangen::generate_to(command, folder)
        .map_err(|error| Failure::io("write into", folder, &error))?;
    Ok(Exit::Clean)
}
