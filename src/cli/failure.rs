//! How a command ends: its exit code, or an error of the run itself.

use super::terminal::Terminal;
use crate::diagnostic::{Severity, human, printable};
use std::cell::Cell;
use std::io;
use std::panic::PanicHookInfo;
use std::path::Path;
use std::process::ExitCode;

/// The exit codes, as `--help` documents them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: nothing found, or done.
    Clean,
    /// 1: something was found.
    Findings,
    /// 2: wrong usage, or a file that could not be read or written.
    Trouble,
    /// 2, where it is asked whether something differs and it does.
    #[cfg(feature = "aws")]
    Differs,
}

impl Exit {
    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Trouble => 2,
            #[cfg(feature = "aws")]
            Exit::Differs => 2,
        })
    }
}

/// What kept a command from doing its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One sentence, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            hint: None,
        }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// "cannot write `out/main.tf`: no space left on device"
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Failure {
        Failure::new(format!(
            "cannot {doing} `{}`: {}",
            path.display(),
            plain(error)
        ))
    }

    /// To stderr; nobody is left to tell if that fails.
    pub fn print(&self, terminal: &Terminal) {
        print_error(&self.message, terminal);
        if let Some(hint) = &self.hint {
            eprint(&format!("  {}\n", printable::lines(hint)));
        }
    }
}

/// `error: message` to stderr.
pub fn print_error(message: &str, terminal: &Terminal) {
    let style = human::severity_style(Severity::Error);
    let word = human::paint("error:", style, terminal.error_color);
    eprint(&format!("{word} {}\n", printable::lines(message)));
}

/// Text to stderr, which may be closed.
pub fn eprint(text: &str) {
    use std::io::Write;
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The system's own words for an error, without `(os error 28)` and in lower case.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

thread_local! {
    /// A panic of this thread is nobody's concern.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does work that may not be needed. `None`: a bug ended it, and nothing was said of that.
pub fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    QUIET.set(true);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    QUIET.set(false);
    result.ok()
}

/// A panic is a bug of ours: say so, and how to help, instead of a backtrace.
pub fn report_bug(info: &PanicHookInfo) {
    if QUIET.get() {
        return;
    }
    let place = info
        .location()
        .map(|at| format!("{}:{}", at.file(), at.line()));
    let payload = info.payload();
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let what = text
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    #[cfg(feature = "sandbox")]
    if crate::sandbox::server::handling() {
        // The call is answered with an error of the service's; the server goes on.
        let place = place.as_deref().unwrap_or("an unknown place");
        eprint(&format!(
            "a bug in the sandbox: {} at {place}\n",
            printable::line(what)
        ));
        return;
    }
    eprint(&format!(
        "batchlang {} stopped because of a bug in itself; your files are as they were.\n\
         Please report it with the file that brings it about and these two lines:\n  {}\n  at {}\n",
        env!("CARGO_PKG_VERSION"),
        printable::line(what),
        place.as_deref().unwrap_or("an unknown place"),
    ));
    std::process::exit(101);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_read_as_sentences() {
        let full = io::Error::from_raw_os_error(28);
        let failure = Failure::io("write", Path::new("a.batch"), &full);
        assert_eq!(
            failure.message,
            "cannot write `a.batch`: no space left on device"
        );
    }
}
