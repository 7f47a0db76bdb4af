//! An AWS Batch account in one process: the strict fake that `--sandbox` gives a person without
//! AWS and that the tests deploy to.
//!
//! It speaks AWS's HTTP on loopback, so the real SDK clients, the aws CLI and boto3 talk to it.
//! Time moves states: every entity knows when its present state ends, and each request first lets
//! the clock catch up, so nothing runs in the background and everything can be stored.
//!
//! [`server`] takes a request apart and knows signatures, faults, throttling and the log; the
//! services ([`batch`], [`iam`], [`ec2`], [`sts`]) only see an operation and its input, change the
//! [`Account`] and answer.

pub mod account;
pub mod batch;
mod control;
pub mod ec2;
mod fate;
pub mod fault;
pub mod iam;
mod log;
pub mod options;
pub mod policy;
pub mod query;
mod request;
mod resources;
pub mod server;
pub mod store;
pub mod sts;
mod wire;
mod world;
pub mod xml;

pub use account::{Account, Context, Region};
pub use fault::Fault;
pub use options::Options;
pub use server::Server;
