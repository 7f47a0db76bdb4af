//! Makes the account what the plan says: everything in parallel that may be, nothing before what
//! it needs.

pub mod events;

use super::client::Aws;
use super::plan::Plan;
use events::{Event, Summary};
use std::time::Duration;
use tokio::sync::{mpsc::UnboundedSender, watch};

/// How an apply runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long one thing may take to become VALID or to go away.
    pub timeout: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            timeout: Duration::from_secs(20 * 60),
        }
    }
}

/// Runs the plan. `stop` turning true ends it: no new calls, those in flight finish. Never fails
/// as a whole: the summary says what was done and what was not.
pub async fn run(
    aws: &Aws,
    plan: &Plan,
    options: &Options,
    events: UnboundedSender<Event>,
    stop: watch::Receiver<bool>,
) -> Summary {
    let _ = (aws, plan, options, events, stop);
    todo!()
}
