//! What an apply tells while it runs, and at its end.

use crate::aws::model::Address;
use crate::aws::plan::Action;
use serde::Serialize;
use std::time::Duration;

/// Something happened. Their JSON is what `apply --format json` prints, a line each.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The first call of this change goes out.
    Started {
        address: Address,
        action: Action,
        name: Option<String>,
    },
    /// AWS works on it; what for: "until it is VALID", "until its roles have spread through IAM"
    Waiting { address: Address, what: String },
    /// Done, after so long.
    Done {
        address: Address,
        action: Action,
        #[serde(serialize_with = "seconds")]
        took: Duration,
    },
    Failed {
        address: Address,
        action: Action,
        problem: Problem,
    },
    /// Not begun, because of `because`: an address, or the interruption.
    Skipped {
        address: Address,
        action: Action,
        because: String,
    },
}

/// What went wrong, in the user's words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// One sentence, no full stop.
    pub message: String,
    /// AWS's own words, where there are any.
    pub aws: Option<String>,
    /// What it means.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// How an apply ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    pub done: Vec<(Address, Action)>,
    pub failed: Vec<(Address, Action, Problem)>,
    /// Not begun, and because of what.
    pub skipped: Vec<(Address, Action, String)>,
    pub interrupted: bool,
    #[serde(serialize_with = "seconds")]
    pub took: Duration,
    /// `output NAME = …` and those every program has, resolved; empty unless all went well.
    pub outputs: Vec<(String, serde_json::Value)>,
}

impl Summary {
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty() && self.skipped.is_empty() && !self.interrupted
    }
}

fn seconds<S: serde::Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((duration.as_secs_f64() * 1000.0).round() / 1000.0)
}
