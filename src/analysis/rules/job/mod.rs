//! Rules about what runs: job definitions, placement, roles, secrets.

use super::Rule;
use crate::diagnostic::Code;

/// One entry a rule file.
pub const RULES: &[Rule] = &[];

/// The codes of each rule file.
pub static CODES: &[&[&Code]] = &[];
