//! Rules about what jobs run on: compute environments, instance types, queues, networks, names.

use super::Rule;
use crate::diagnostic::Code;

/// One entry a rule file.
pub const RULES: &[Rule] = &[];

/// The codes of each rule file.
pub static CODES: &[&[&Code]] = &[];
