//! The one table of blocks, attributes, types, defaults, docs, AWS and Terraform names, as data.
//!
//! The checker, the lowering, `explain`, the reference page and the editors all read it; an
//! attribute stands here once and nowhere else.

mod kind;
mod types;

pub use kind::{Form, Kind};
pub use types::{Attribute, Default, Encode, Format, Presence, Type, Word, attr, word};
