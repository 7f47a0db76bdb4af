//! What keeps a plan from being made, in the user's words.

use crate::aws::client::{CallError, CallErrorKind, ConnectError};
use crate::aws::discover::DiscoverError;
use crate::aws::model::{Address, Live};
use crate::aws::project::PlanError;
use crate::cli::failure::Failure;
use std::path::Path;

pub fn connect_failure(error: &ConnectError) -> Failure {
    let text = error.to_string();
    match text.split_once(": ") {
        Some((what, help)) if !matches!(error, ConnectError::Endpoint { .. }) => {
            Failure::new(what).hint(help)
        }
        _ => Failure::new(text),
    }
}

/// `file` is the program's, for the commands a hint names.
pub fn plan_failure(error: &PlanError, file: &Path) -> Failure {
    let file = file.display();
    match error {
        PlanError::Call(error) => call_failure(error),
        PlanError::Discover(error) => discover_failure(error),
        PlanError::WrongAccount { wanted, found } => Failure::new(format!(
            "the file is for account {wanted}, and these credentials are of account {found}"
        ))
        .hint("nothing else was called; choose other credentials with --profile or AWS_PROFILE"),
        PlanError::WrongRegion { wanted, found } => Failure::new(format!(
            "the file is for the region {wanted}, and --region says {found}"
        ))
        .hint("nothing was called; leave --region out, or change `region` in the file"),
        PlanError::Taken(things) => taken(things, &file.to_string()),
        PlanError::UnknownTarget { target, close } => {
            let failure = Failure::new(format!(
                "--target names `{target}`, which is neither in the file nor in the account"
            ));
            match close {
                Some(close) => failure.hint(format!("did you mean `{close}`?")),
                None => failure.hint(format!("`batchlang plan {file} -v` lists what there is")),
            }
        }
        PlanError::NotAdoptable { address, reason } => {
            Failure::new(format!("`{address}` cannot be adopted: {reason}"))
        }
        PlanError::Impossible {
            address,
            reason,
            help,
        } => Failure::new(format!("`{address}`: {reason}")).hint(help),
    }
}

/// Things of a wanted name that are somebody else's: each with the command that takes it over.
fn taken(things: &[(Address, Live)], file: &str) -> Failure {
    let named = |live: &Live| live.name.clone().unwrap_or_else(|| live.id.clone());
    let whose = |live: &Live| match &live.project {
        Some(project) => format!("belongs to project `{project}`"),
        None => "was not made by batchlang".to_owned(),
    };
    let hint = |(address, live): &(Address, Live)| match live.project {
        Some(_) => format!("give `{address}` another `name` in the file"),
        None => format!(
            "take it over: batchlang adopt {file} {address}\n  or give `{address}` another `name` in the file"
        ),
    };
    if let [one] = things {
        let (address, live) = one;
        return Failure::new(format!(
            "`{}` exists already and {}; `{address}` would need its name",
            named(live),
            whose(live)
        ))
        .hint(hint(one));
    }
    let lines: Vec<String> = things
        .iter()
        .map(|one| format!("`{}` {}: {}", named(&one.1), whose(&one.1), hint(one)))
        .collect();
    Failure::new(format!(
        "{} names the file needs are taken, by things that are not this project's",
        things.len()
    ))
    .hint(lines.join("\n  "))
}

pub fn call_failure(error: &CallError) -> Failure {
    let said = error.message.trim();
    match &error.kind {
        CallErrorKind::Denied { permission } => {
            Failure::new(format!("the permission `{permission}` is missing")).hint(format!(
                "AWS says: {said}\n  docs/permissions.md has the policies that plan and apply need"
            ))
        }
        CallErrorKind::Credentials { hint } => {
            Failure::new("there are no credentials that AWS accepts").hint(match said {
                "" => (*hint).to_owned(),
                said => format!("{hint}\n  reason: {said}"),
            })
        }
        CallErrorKind::Network => Failure::new(format!(
            "AWS could not be reached for `{}`: {}",
            error.op.permission(),
            innermost(said)
        ))
        .hint("check the network, a proxy (HTTPS_PROXY), --endpoint-url, and the region's name"),
        _ => Failure::new(error.to_string()),
    }
}

/// "connection refused" of "dispatch failure: io error: …: Connection refused (os error 111)".
fn innermost(said: &str) -> String {
    let last = said.rsplit(": ").next().unwrap_or(said);
    let last = last.split(" (os error").next().unwrap_or(last);
    let mut chars = last.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

fn discover_failure(error: &DiscoverError) -> Failure {
    if let DiscoverError::Call(error) = error {
        return call_failure(error);
    }
    let text = error.to_string();
    match text.split_once(": ") {
        Some((what, help)) => Failure::new(what).hint(help),
        None => Failure::new(text),
    }
}
