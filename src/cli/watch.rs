//! `check --watch`: checks again whenever a file changes, until Ctrl-C.
//!
//! It looks at the times and sizes of the files involved every 300 ms: that works on every file
//! system, network ones too, and takes a few microseconds a file.

use super::check::{self, Args, Denied};
use super::failure::{Exit, Failure, eprint};
use super::output::Out;
use super::terminal::Terminal;
use super::walk;
use crate::diagnostic::report::count;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

const PAUSE: Duration = Duration::from_millis(300);

/// What tells one state of a file from another; `None` where it cannot be seen.
type Stamp = Option<(SystemTime, u64)>;

pub fn run(
    args: &Args,
    denied: &Denied,
    terminal: &Terminal,
    out: &mut Out,
) -> Result<Exit, Failure> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new("standard input cannot be watched"));
    }
    loop {
        // Stamped before they are read: a change while checking is seen as one.
        let before = stamps(named(args));
        if terminal.is_terminal {
            out.print("\u{1b}[2J\u{1b}[3J\u{1b}[H")?;
        }
        let files = match check::once(args, denied, terminal, out) {
            Ok(round) => round.files,
            // A parameter file broken for a moment must not end the watch.
            Err(failure) if !out.is_closed() => {
                failure.print(terminal);
                Vec::new()
            }
            Err(failure) => return Err(failure),
        };
        out.flush()?;
        if out.is_closed() {
            return Ok(Exit::Clean);
        }
        let mut known = stamps(files.into_iter().map(PathBuf::from));
        known.extend(before);
        if !args.quiet {
            eprint(&format!(
                "watching {}; Ctrl-C ends\n",
                count(known.len(), "file")
            ));
        }
        wait_for_change(args, &known);
    }
}

/// Returns when a known file has changed or gone, or a new one has come.
fn wait_for_change(args: &Args, known: &BTreeMap<PathBuf, Stamp>) {
    loop {
        std::thread::sleep(PAUSE);
        let now = stamps(known.keys().cloned().chain(named(args)));
        if &now != known {
            return;
        }
    }
}

/// The files the command line names, and the parameter files.
fn named(args: &Args) -> BTreeSet<PathBuf> {
    walk::names(&args.paths)
        .into_iter()
        .map(PathBuf::from)
        .chain(args.params.files.clone())
        .collect()
}

fn stamps(paths: impl IntoIterator<Item = PathBuf>) -> BTreeMap<PathBuf, Stamp> {
    let stamp = |path: PathBuf| {
        let data = std::fs::metadata(&path).ok();
        let stamp = data.and_then(|data| Some((data.modified().ok()?, data.len())));
        (path, stamp)
    };
    paths.into_iter().map(stamp).collect()
}
