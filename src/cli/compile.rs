//! `batchlang compile`: a program becomes a Terraform configuration.

use super::ahead;
use super::failure::{Exit, Failure, eprint};
use super::file_system::DiskFiles;
use super::folder;
use super::output::Out;
use super::params::{self, ParamArgs};
use super::terminal::Terminal;
use super::walk;
use crate::analysis::{self, Checked};
use crate::diagnostic::report::count;
use crate::diagnostic::{Diagnostic, Severity, has_errors, human};
use crate::resources::{self, Resources};
use crate::syntax::source::SourceMap;
use crate::terraform::File;
use crate::terraform::{self, Configuration, Target};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Writes versions.tf, main.tf and outputs.tf. Files there that batchlang did not \
write are never touched; a folder that holds other Terraform files is refused.\n\n\
Exit codes: 0 compiled (there may be warnings), 1 errors in the program, nothing written, \
2 wrong usage or a file that could not be read or written."
)]
pub struct Args {
    /// The program's file, the one with the `project`; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// The folder to write to; made if it is not there
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "terraform",
        conflicts_with = "stdout"
    )]
    pub output: PathBuf,
    /// Print the files instead of writing them
    #[arg(long)]
    pub stdout: bool,
    /// The language to write
    #[arg(long, value_enum, default_value_t, value_name = "LANGUAGE")]
    pub target: Language,
    #[command(flatten)]
    pub params: ParamArgs,
    /// Print findings only
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Terraform's own language: main.tf
    #[default]
    Hcl,
    /// Its JSON syntax: main.tf.json
    Json,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let disk = DiskFiles::default();
    let mut params = params::inputs(&args.params)?;
    params.complete = true;
    let name = input(&args.path, &disk)?;
    let target = match args.target {
        Language::Hcl => Target::Hcl,
        Language::Json => Target::Json,
    };
    let mut written = None;
    let checked = analysis::check_program_with(&name, &disk, &params, |program, found| {
        written = ahead::write(program, found, target, source(&name));
    });
    params::refuse_unknown(&params, checked.params.iter().map(|name| name.as_str()))?;
    if show(&checked.diagnostics, &checked.sources, terminal) {
        return Ok(Exit::Findings);
    }
    let (resources, configuration) = match written {
        Some(written) => written,
        None => configuration(&checked, &name, target)?,
    };
    let Configuration { files, diagnostics } = configuration;
    if show(&diagnostics, &checked.sources, terminal) {
        return Ok(Exit::Findings);
    }
    let made = terraform::count(&resources);
    // The process is about to end; taking the trees apart first would only take time.
    std::mem::forget((checked, resources));
    let files = std::mem::ManuallyDrop::new(files);
    if args.stdout {
        print(&files, target, out)?;
        return Ok(Exit::Clean);
    }
    let folder = &args.output;
    folder::write(folder, &files)?;
    if !args.quiet {
        let what = count(made, "resource");
        out.print(&format!(
            "wrote {what} to `{}`; next: terraform -chdir={} init && terraform -chdir={} plan\n",
            folder.display(),
            folder.display(),
            folder.display()
        ))?;
    }
    Ok(Exit::Clean)
}

/// What a program without errors comes to. There may be errors in the configuration's own findings.
pub fn configuration(
    checked: &Checked,
    name: &str,
    target: Target,
) -> Result<(Resources, Configuration), Failure> {
    if checked.program.project().is_none() {
        return Err(Failure::new(format!("`{name}` has no `project`"))
            .hint("compile the file that has it; it imports the others"));
    }
    let resources = resources::lower(&checked.program);
    let configuration = terraform::write(&checked.program, &resources, target, source(name));
    Ok((resources, configuration))
}

/// What a program's file is called in what it is compiled to: by its name alone.
fn source(name: &str) -> &str {
    let file_name = Path::new(name).file_name();
    file_name.and_then(OsStr::to_str).unwrap_or(name)
}

/// The one file to compile, known to be text.
pub fn input(path: &Path, disk: &DiskFiles) -> Result<String, Failure> {
    if path.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder", path.display()))
            .hint("name the file with the `project`"));
    }
    let mut inputs = walk::inputs(&[path.to_path_buf()], None, disk)?;
    if let Some(trouble) = inputs.troubles.first() {
        return Err(Failure::new(trouble.to_string()));
    }
    match inputs.files.pop() {
        Some(input) => Ok(input.name),
        None => Err(Failure::new(format!("cannot read `{}`", path.display()))),
    }
}

/// Shows what was found, on stderr, for stdout may carry the files; answers whether something of
/// it is an error.
pub fn show(diagnostics: &[Diagnostic], sources: &SourceMap, terminal: &Terminal) -> bool {
    let options = human::Options {
        color: terminal.error_color,
        ..terminal.options()
    };
    let shown = diagnostics
        .iter()
        .filter(|one| one.severity > Severity::Advice);
    for one in shown {
        eprint(&human::render(one, sources, &options));
        eprint("\n");
    }
    has_errors(diagnostics)
}

/// Prints all files as one: HCL parted by a comment with the name, JSON as one object by name.
fn print(files: &[File], target: Target, out: &mut Out) -> Result<(), Failure> {
    let (open, between, close) = match target {
        Target::Hcl => ("", "\n", ""),
        Target::Json => ("{\n", ",\n", "\n}\n"),
    };
    out.print(open)?;
    for (at, file) in files.iter().enumerate() {
        if at > 0 {
            out.print(between)?;
        }
        match target {
            Target::Hcl => {
                out.print(&format!("# --- {}\n", file.name))?;
                file.pieces.iter().try_for_each(|piece| out.print(piece))?;
            }
            Target::Json => {
                out.print(&format!(
                    "{}: ",
                    serde_json::Value::from(file.name.as_str())
                ))?;
                out.print(file.text().trim_end())?;
            }
        }
    }
    out.print(close)
}
