//! Resources become Terraform: HCL files, or the same in JSON.

pub mod hcl;
pub mod json;
pub mod print;
