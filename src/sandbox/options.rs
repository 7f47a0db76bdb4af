//! How the sandbox behaves: how slow, how lossy, how strict.

use std::path::PathBuf;
use std::time::Duration;

/// All of it can be set on the command line of `batchlang sandbox`, and most of it at run time
/// through `POST /_sandbox/options`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The account's number.
    pub account: String,
    /// How long a compute environment or a queue stays in CREATING, UPDATING and DELETING, in
    /// milliseconds.
    pub state_ms: u64,
    /// How long an attachment is still seen by DeleteComputeEnvironment after the queue has let
    /// go of it ("found existing JobQueue relationship"), in milliseconds.
    pub linger_ms: u64,
    /// How long IAM's changes take to reach the other services, in milliseconds.
    pub iam_lag_ms: u64,
    /// Calls a second each service answers before it throttles; 0: no limit.
    pub throttle: f64,
    /// Of a hundred calls, how many lose their connection before the call is executed.
    pub drop_before: f64,
    /// Of a hundred calls, how many lose their connection after the call was executed.
    pub drop_after: f64,
    /// Of a hundred calls, how many are answered with a 500 and not executed.
    pub server_errors: f64,
    /// What the faults above are drawn from.
    pub seed: u64,
    /// Executes this many further mutating calls, then never answers the last of them nor any
    /// call after it: what a killed client sees. `None`: off.
    pub stall_after: Option<u64>,
    /// The largest page a Describe or List call answers, whatever was asked for.
    pub page_size: usize,
    /// An IAM policy document that every call must be allowed by.
    pub policy: Option<serde_json::Value>,
    /// Where the account is kept between runs.
    #[serde(skip)]
    pub store: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            account: "123456789012".to_owned(),
            state_ms: 300,
            linger_ms: 200,
            iam_lag_ms: 0,
            throttle: 0.0,
            drop_before: 0.0,
            drop_after: 0.0,
            server_errors: 0.0,
            seed: 1,
            stall_after: None,
            page_size: 100,
            policy: None,
            store: None,
        }
    }
}

impl Options {
    pub fn state_time(&self) -> Duration {
        Duration::from_millis(self.state_ms)
    }
}
