//! `batchlang fmt`: formats files in place.

use super::failure::{Exit, Failure, eprint, print_error};
use super::file_system::DiskFiles;
use super::output::Out;
use super::terminal::Terminal;
use super::walk::{self, Input};
use super::{diff, write};
use crate::diagnostic::report::count;
use crate::diagnostic::{Diagnostic, Severity, human, tidy};
use crate::syntax;
use crate::syntax::source::{FileId, Source, SourceMap};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
What cannot be read is left as it stands; everything around it is formatted.\n\n\
Exit codes: 0 formatted, 1 --check or --diff found something to change, or a file has faults, \
2 wrong usage or a file that could not be read or written.")]
pub struct Args {
    /// Files and folders to format; `-` formats standard input to standard output
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List the files that would change, and change nothing
    #[arg(long)]
    check: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    diff: bool,
    /// What to call standard input
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let disk = DiskFiles::default();
    let inputs = walk::inputs(&args.paths, args.stdin_filename.as_deref(), &disk)?;
    let mut exit = Exit::Clean;
    let (mut changed, mut faulty) = (0, 0);
    for input in &inputs.files {
        let after = syntax::format(&input.text);
        let differs = after != input.text;
        let emitted = emit(input, &after, args, terminal, out)?;
        changed += usize::from(differs && emitted != Exit::Trouble);
        exit = exit.max(emitted);
        if report_faults(input, terminal) {
            exit = exit.max(Exit::Findings);
            faulty += 1;
        }
    }
    for trouble in &inputs.troubles {
        print_error(&trouble.to_string(), terminal);
        exit = Exit::Trouble;
    }
    if !args.quiet && !inputs.files.iter().any(|input| input.is_stdin) {
        let total = inputs.files.len();
        let done = if args.check || args.diff {
            "would change"
        } else {
            "changed"
        };
        match changed {
            // What went wrong is said already.
            0 if exit == Exit::Trouble => {}
            0 if faulty > 0 => {}
            0 => eprint(&format!("{}: all formatted\n", count(total, "file"))),
            _ => eprint(&format!("{done} {changed} of {}\n", count(total, "file"))),
        }
        if faulty > 0 {
            let files = count(total, "file");
            let holds = if faulty == 1 { "holds" } else { "hold" };
            eprint(&format!(
                "{faulty} of {files} {holds} what cannot be read, which is left as it stands\n"
            ));
        }
    }
    Ok(exit)
}

/// Writes the formatted text, or shows what it would change.
fn emit(
    input: &Input,
    after: &str,
    args: &Args,
    terminal: &Terminal,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let differs = after != input.text;
    if args.diff && differs {
        out.print(&diff::unified(&input.name, &input.text, after, terminal))?;
    }
    if args.check && differs && !args.diff {
        out.print(&format!(
            "{}\n",
            crate::diagnostic::printable::line(&input.name)
        ))?;
    }
    if args.check || args.diff {
        return Ok(if differs { Exit::Findings } else { Exit::Clean });
    }
    if input.is_stdin {
        out.print(after)?;
    } else if differs && let Err(failure) = write::replace(Path::new(&input.name), after) {
        failure.print(terminal);
        return Ok(Exit::Trouble);
    }
    Ok(Exit::Clean)
}

/// Says, on stderr, what of a file could not be read and so was not formatted.
fn report_faults(input: &Input, terminal: &Terminal) -> bool {
    let parsed = syntax::parse(FileId(0), &input.text);
    let mut faults: Vec<Diagnostic> = parsed.diagnostics.clone();
    for placed in &parsed.items {
        let own = placed.parsed.diagnostics.iter();
        faults.extend(own.map(|fault| fault.placed(FileId(0), placed.start)));
    }
    faults.retain(|fault| fault.severity == Severity::Error);
    tidy(&mut faults);
    let mut sources = SourceMap::default();
    sources.add(Source::new(input.name.clone(), input.text.as_str()));
    let options = human::Options {
        color: terminal.error_color,
        ..terminal.options()
    };
    for fault in &faults {
        eprint(&format!("{}\n", human::render(fault, &sources, &options)));
    }
    !faults.is_empty()
}
