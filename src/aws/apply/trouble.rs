//! Errors of AWS in the user's words.

use super::events::Problem;
use crate::aws::client::{CallError, CallErrorKind};
use crate::aws::invalid;

impl Problem {
    pub fn new(message: impl Into<String>) -> Problem {
        Problem {
            message: message.into(),
            aws: None,
            why: None,
            help: None,
        }
    }

    pub fn aws(mut self, text: impl Into<String>) -> Problem {
        self.aws = Some(text.into());
        self
    }

    pub fn why(mut self, text: impl Into<String>) -> Problem {
        self.why = Some(text.into());
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Problem {
        self.help = Some(text.into());
        self
    }
}

/// A call that failed for good.
pub fn of_call(error: &CallError) -> Problem {
    let call = error.op.name();
    let said = |problem: Problem| match error.message.as_str() {
        "" => problem,
        message => problem.aws(message),
    };
    match &error.kind {
        CallErrorKind::Denied { permission } => said(Problem::new(format!(
            "you may not `{permission}`"
        )))
        .help("docs/permissions.md has the policy an apply needs; ask whoever manages the account for it"),
        CallErrorKind::Credentials { hint } => {
            said(Problem::new("AWS does not accept the credentials")).help(*hint)
        }
        CallErrorKind::Throttled => said(Problem::new(format!(
            "AWS kept answering `{call}` with \"too many calls\""
        )))
        .help("apply again later, or with a smaller --parallelism"),
        CallErrorKind::Network => said(Problem::new("AWS cannot be reached"))
            .help("check the network, the proxy and the region, then apply again"),
        CallErrorKind::Transient => said(Problem::new(format!(
            "AWS failed on `{call}` again and again"
        )))
        .help("apply again: it goes on from here"),
        CallErrorKind::Conflict => said(Problem::new("it is in use, or something else is changing it")),
        CallErrorKind::AlreadyExists => {
            said(Problem::new("something of that name is there already, and it is not this project's"))
                .help("`batchlang adopt` takes it over; or give this one another `name`")
        }
        CallErrorKind::NotFound | CallErrorKind::Invalid => {
            said(Problem::new(format!("AWS refused `{call}`")))
        }
    }
}

/// A compute environment, queue or service environment that is INVALID and stays so.
pub fn of_invalid(reason: &str) -> Problem {
    let problem = Problem::new("AWS says it is INVALID").aws(reason);
    match invalid::explain(reason) {
        Some(known) => problem.why(known.meaning).help(known.help),
        None => problem
            .help("mend what the text names, then apply again: the environment is looked at anew"),
    }
}

/// It did not become what it was waited for.
pub fn of_time(what: &str, minutes: u64) -> Problem {
    Problem::new(format!("it was not {what} after {minutes} minutes"))
        .help("AWS may still get there: apply again later, or wait longer with --timeout")
}
