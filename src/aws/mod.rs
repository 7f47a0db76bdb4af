//! Direct deployment: the account becomes what the program says.
//!
//! ```text
//! resources ─▶ desired (items) ─┐
//!                               ├─▶ plan (changes, with why and consequence) ─▶ apply ─▶ account
//! account ─▶ discover (live) ───┘
//! ```
//!
//! There is no state file. What batchlang makes carries tags from the call that creates it, and
//! [`discover`] finds it by them. [`desired`] folds the program's resources into items of the
//! granularity AWS tags (a role with its policies, a route table with its routes); [`plan`]
//! compares; [`apply`] runs what differs over the graph. [`client`] is the thin layer over the SDK.

pub mod apply;
pub mod canonical;
pub mod classes;
pub mod client;
pub mod desired;
pub mod discover;
pub mod invalid;
pub mod model;
pub mod outputs;
pub mod permissions;
pub mod plan;
pub mod project;
pub mod report;
pub mod resolve;
