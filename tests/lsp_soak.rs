//! The language server under random edits and requests: in this process, through its documents and
//! its engine, and as the real program over its pipes.

#![cfg(feature = "lsp")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/engine.rs"]
mod engine;
#[path = "lsp/model.rs"]
mod model;
#[path = "lsp/requests.rs"]
mod requests;
#[path = "lsp/soak.rs"]
mod soak;
