//! Region, credentials, endpoint and the SDK's behaviour, from options and the SDK's own chain.

use std::fmt;

/// What a command says about where and as whom to work. What is `None` comes from the SDK's chain.
#[derive(Clone, Debug, Default)]
pub struct ConnectOptions {
    pub region: Option<String>,
    pub profile: Option<String>,
    /// One endpoint for all services: a sandbox, or another emulator.
    pub endpoint_url: Option<String>,
    /// Signs with made-up keys and reads no credentials: for a sandbox.
    pub sandbox: bool,
    /// So many calls at a time; 0 is the default.
    pub parallelism: usize,
}

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectError {
    /// Neither the options nor the environment nor the profile name a region.
    NoRegion { profile: Option<String> },
    /// The endpoint's URL is none.
    Endpoint { url: String },
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConnectError::NoRegion { profile } => {
                f.write_str("no region: write `region = \"us-east-1\"` in the file's `project` block, pass --region, or set AWS_REGION")?;
                match profile {
                    Some(profile) => write!(f, " (the profile `{profile}` names none)"),
                    None => Ok(()),
                }
            }
            ConnectError::Endpoint { url } => write!(
                f,
                "`{url}` is no endpoint: it must look like `http://127.0.0.1:5000`"
            ),
        }
    }
}

impl std::error::Error for ConnectError {}
