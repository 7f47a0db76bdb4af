//! Resources become Terraform: HCL files, or the same in JSON.

mod address;
mod check;
mod convert;
pub mod hcl;
pub mod json;
mod outputs;
pub mod print;
mod write;

pub use check::CODES;
pub use write::{Configuration, File, MARK, Target, Writer, count, write};
