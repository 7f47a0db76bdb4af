//! `batchlang check`: checks files and folders and reports what is wrong.

use super::failure::{Exit, Failure, eprint, print_error};
use super::file_system::DiskFiles;
use super::output::Out;
use super::params::{self, ParamArgs};
use super::programs::{self, Found};
use super::repair::{self, Repair};
use super::terminal::Terminal;
use super::walk::{self, Inputs};
use super::{diff, watch};
use crate::diagnostic::report::{Findings, Report, Summary};
use crate::diagnostic::{Applicability, Code, Severity, github, human, json, sarif, short};
use anstyle::Style;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A file with a `project` is a program, together with what it imports. \
Another file is checked as part of the program beside it, or in the folder above, that imports it; \
where there is none, on its own terms.\n\n\
Exit codes: 0 no errors (there may be warnings), 1 errors, or findings that --deny names, \
2 wrong usage or a file that could not be read or written."
)]
pub struct Args {
    /// Files and folders to check; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Mend what can be mended with certainty
    #[arg(long)]
    pub fix: bool,
    /// With --fix: also what is only likely to be meant
    #[arg(long, requires = "fix")]
    pub unsafe_fixes: bool,
    /// With --fix: show the changes instead of making them
    #[arg(long, requires = "fix")]
    pub diff: bool,
    /// Treat `warnings`, or the findings of a code, as errors
    #[arg(long, value_name = "WHAT")]
    pub deny: Vec<String>,
    /// Show advice too: things worth knowing that need no mending
    #[arg(long)]
    pub advice: bool,
    #[command(flatten)]
    pub params: ParamArgs,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with = "fix")]
    pub watch: bool,
    /// Print findings only, no summary
    #[arg(long, short)]
    pub quiet: bool,
    /// Show at most this many findings
    #[arg(long, value_name = "NUMBER")]
    pub max_diagnostics: Option<usize>,
    /// What to call standard input; imports are looked up beside it
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the source with what is wrong marked in it
    #[default]
    Human,
    /// One JSON document, its shape versioned
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// `file:line:column: error[code]: message`
    Short,
}

pub fn run(args: Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let denied = Denied::new(&args.deny)?;
    if args.watch {
        return watch::run(&args, &denied, terminal, out);
    }
    once(&args, &denied, terminal, out).map(|round| round.exit)
}

/// What one round of checking came to.
pub struct Round {
    pub exit: Exit,
    /// Every file that was read: those to watch.
    pub files: Vec<String>,
}

/// Checks everything once and reports.
pub fn once(
    args: &Args,
    denied: &Denied,
    terminal: &Terminal,
    out: &mut Out,
) -> Result<Round, Failure> {
    let disk = DiskFiles::default();
    let params = params::inputs(&args.params)?;
    let inputs = walk::inputs(&args.paths, args.stdin_filename.as_deref(), &disk)?;
    let filters_stdin = args.fix && !args.diff && inputs.files.iter().any(|input| input.is_stdin);
    let mut found = programs::check_all(&inputs.files, &disk, &params);
    let declared = found.iter().flat_map(|part| &part.params);
    params::refuse_unknown(&params, declared.map(|name| name.as_str()))?;
    let mut exit = Exit::Clean;
    if args.fix {
        let most = if args.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        let (after, repair) = repair::run(found, &inputs.files, &disk, &params, most);
        found = after;
        exit = finish_repair(&repair, args, &inputs, terminal, out)?;
    }
    for part in &mut found {
        part.diagnostics
            .retain(|one| args.advice || one.severity > Severity::Advice);
        part.diagnostics
            .iter_mut()
            .for_each(|one| denied.apply(one.code, &mut one.severity));
    }
    let (text, summary) = report(args, &found, &inputs, terminal);
    if filters_stdin {
        eprint(&text); // stdout carries the mended text
    } else {
        out.print(&text)?;
    }
    for trouble in &inputs.troubles {
        print_error(&trouble.to_string(), terminal);
    }
    if summary.errors > 0 {
        exit = exit.max(Exit::Findings);
    }
    if !inputs.troubles.is_empty() {
        exit = Exit::Trouble;
    }
    let files = found.iter().flat_map(|part| part.sources.iter());
    Ok(Round {
        exit,
        files: files.map(|(_, source)| source.name.clone()).collect(),
    })
}

/// Writes what was mended, or shows it.
fn finish_repair(
    repair: &Repair,
    args: &Args,
    inputs: &Inputs,
    terminal: &Terminal,
    out: &mut Out,
) -> Result<Exit, Failure> {
    if args.diff {
        for file in &repair.files {
            out.print(&diff::unified(
                &file.name,
                &file.before,
                &file.after,
                terminal,
            ))?;
        }
        return Ok(if repair.files.is_empty() {
            Exit::Clean
        } else {
            Exit::Findings
        });
    }
    for input in inputs.files.iter().filter(|input| input.is_stdin) {
        let mended = repair.files.iter().find(|file| file.name == input.name);
        out.print(mended.map_or(&input.text, |file| &file.after))?;
    }
    let stdin = |name: &str| {
        inputs
            .files
            .iter()
            .any(|input| input.is_stdin && input.name == name)
    };
    let files = repair.files.iter().filter(|file| !stdin(&file.name));
    let exit = repair::write(files, terminal);
    if repair.applied > 0 && exit == Exit::Clean && !args.quiet {
        eprint(&format!("{repair}\n"));
    }
    Ok(exit)
}

/// The report as text, with the counts of everything found, shown or not.
fn report(args: &Args, found: &[Found], inputs: &Inputs, terminal: &Terminal) -> (String, Summary) {
    let whole = Report {
        findings: found
            .iter()
            .map(|part| Findings {
                sources: &part.sources,
                diagnostics: &part.diagnostics,
            })
            .collect(),
        troubles: &inputs.troubles,
        files: programs::file_count(found),
    };
    let summary = whole.summary();
    let total = summary.errors + summary.warnings + summary.advice;
    let shown = cut(&whole, args.max_diagnostics.unwrap_or(usize::MAX));
    let text = match args.format {
        Format::Json => json::render(&shown),
        Format::Sarif => sarif::render(&shown),
        Format::Github => github::render(&shown),
        Format::Short => short::render(&shown),
        Format::Human => for_people(&shown, summary, total, args.quiet, terminal),
    };
    (text, summary)
}

/// The first findings of a report.
fn cut<'a>(report: &Report<'a>, mut left: usize) -> Report<'a> {
    let findings = report.findings.iter().map(|part| {
        let diagnostics = &part.diagnostics[..part.diagnostics.len().min(left)];
        left -= diagnostics.len();
        Findings {
            sources: part.sources,
            diagnostics,
        }
    });
    Report {
        findings: findings.collect(),
        ..*report
    }
}

fn for_people(
    shown: &Report,
    summary: Summary,
    total: usize,
    quiet: bool,
    terminal: &Terminal,
) -> String {
    let options = terminal.options();
    let mut text = String::new();
    let mut count = 0;
    for (sources, found) in shown.iter() {
        text.push_str(&human::render(found, sources, &options));
        text.push('\n');
        count += 1;
    }
    if quiet {
        return text;
    }
    if total > count {
        text.push_str(&format!("… and {} more\n", total - count));
    }
    // Where no file could be read there is nothing to sum up: the errors say it all.
    if summary.files > 0 || total > 0 {
        text.push_str(&format!("{summary}\n"));
    }
    if let Some((_, first)) = shown.iter().next() {
        let more = format!("`batchlang explain {}` says more", first.code.name);
        text.push_str(&human::paint(&more, Style::new().dimmed(), terminal.color));
        text.push('\n');
    }
    text
}

/// What `--deny` makes an error.
#[derive(Debug, Default)]
pub struct Denied {
    warnings: bool,
    codes: Vec<&'static Code>,
}

impl Denied {
    fn new(words: &[String]) -> Result<Denied, Failure> {
        let mut denied = Denied::default();
        let all = crate::codes();
        for word in words {
            if word == "warnings" {
                denied.warnings = true;
            } else if let Some(code) = all.iter().find(|code| code.name == word) {
                denied.codes.push(code);
            } else {
                let names = all.iter().map(|code| code.name).chain(["warnings"]);
                return Err(super::explain::unknown(
                    "--deny takes `warnings` or a code, not",
                    word,
                    names,
                ));
            }
        }
        Ok(denied)
    }

    fn apply(&self, code: &'static Code, severity: &mut Severity) {
        if (self.warnings && *severity == Severity::Warning) || self.codes.contains(&code) {
            *severity = Severity::Error;
        }
    }
}
