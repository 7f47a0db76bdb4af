//! Asking before something is changed.

use crate::cli::failure::{Failure, eprint, plain};
use std::io::{self, BufRead, IsTerminal};

/// What has to be typed.
pub struct Question<'a> {
    /// "Apply these changes?"
    pub text: &'a str,
    /// `yes`, or the project's name.
    pub expected: &'a str,
}

/// Without a terminal nobody can answer: `--yes` must have been given.
pub fn refuse_without_terminal(command: &str, yes: bool, machine: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if machine {
        return Err(Failure::new(format!(
            "`{command} --format json` cannot ask, so it needs --yes"
        ))
        .hint("nothing was changed; `batchlang plan --format json` only looks"));
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::new(format!(
            "there is no terminal to ask on, and `{command}` changes nothing without being told to"
        ))
        .hint("nothing was changed; pass --yes to go ahead without a question"));
    }
    Ok(())
}

/// Asks; whether the answer is the expected one.
pub fn ask(question: &Question) -> Result<bool, Failure> {
    eprint(&format!(
        "{} Only `{}` goes ahead: ",
        question.text, question.expected
    ));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::new(format!("cannot read the answer: {}", plain(&error))))?;
    if line.is_empty() {
        eprint("\n");
    }
    Ok(line.trim() == question.expected)
}
