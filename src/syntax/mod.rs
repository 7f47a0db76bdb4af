//! Text to items: outline, parse (pest), typed AST, formatter, source and line index. Knows no AWS.
//!
//! [`outline`](mod@outline) cuts a text into members by its brackets and its layout, and never
//! fails; [`parse()`] reads each by the grammar and recovers what the grammar refuses.

pub mod ast;
mod build;
mod cache;
mod certain;
pub mod codes;
mod comments;
mod format;
mod grammar;
mod habits;
pub mod lex;
mod mend;
pub mod outline;
mod parse;
mod plain;
pub mod print;
mod recover;
mod regions;
pub mod source;
mod text;
pub mod units;

pub use build::{PLAIN_TYPES, RESERVED};
pub use cache::ItemCache;
pub use format::format;
pub use parse::{is_gap, parse, parse_cached, parse_item};
