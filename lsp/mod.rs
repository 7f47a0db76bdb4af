//! The language server, `batchlang lsp`: documents, then one file a request.
//!
//! ```text
//! client ─▶ protocol ─▶ documents ─▶ engine ─▶ hover, complete, navigate, …
//! ```
//!
//! [`documents`] holds what is open; [`engine`] checks the program a file belongs to, by the same
//! steps as `batchlang check`; every request is a pure function of a [`engine::View`] and a byte
//! offset. [`protocol`] alone knows the protocol's types and turns offsets into positions.

pub mod actions;
pub mod commands;
pub mod complete;
pub mod cursor;
pub mod documents;
pub mod engine;
pub mod fragment;
pub mod hierarchy;
pub mod hints;
pub mod hover;
pub mod index;
pub mod layout;
pub mod lens;
pub mod linked;
pub mod links;
pub mod live;
pub mod navigate;
pub mod pages;
pub mod positions;
pub mod protocol;
pub mod renamed;
pub mod settings;
pub mod signature;
pub mod structure;
pub mod tokens;
pub mod typing;
pub mod workspace;

pub use protocol::run;
