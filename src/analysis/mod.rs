//! Loads imports, evaluates, types and checks.

pub mod rules;
