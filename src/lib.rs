//! batchlang: a small declarative language for AWS Batch.
//!
//! Text walks through these rooms from left to right and never back:
//!
//! ```text
//! text ─▶ syntax ─▶ analysis ─▶ program ─▶ resources ─▶ terraform
//!           ▲          ▲                        └──────▶ aws
//!        grammar    vocabulary, catalog
//! ```
//!
//! [`syntax`] turns text into items and knows no AWS; [`analysis`] loads imports, evaluates and
//! checks them against the [`vocabulary`] and the [`catalog`]; the result is a [`program::Program`]
//! the back ends may rely on; [`resources`] decides names, roles, tags and defaults; [`terraform`]
//! writes what it decided, and `aws` makes an account so: it plans, applies and destroys. `sandbox`
//! is an account to try that on. Every room reports in [`diagnostic::Diagnostic`]s.

pub mod analysis;
pub mod catalog;
pub mod diagnostic;
pub mod folders;
pub mod graph;
pub mod program;
pub mod resources;
pub mod syntax;
pub mod terraform;
pub mod vocabulary;

#[cfg(feature = "aws")]
pub mod aws;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "lsp")]
#[path = "../lsp/mod.rs"]
pub mod lsp;
#[cfg(feature = "sandbox")]
pub mod sandbox;

/// Every code batchlang reports, by name.
pub fn codes() -> Vec<&'static diagnostic::Code> {
    let mut codes = analysis::all_codes();
    codes.extend(terraform::CODES);
    codes.sort_by_key(|code| code.name);
    codes
}
