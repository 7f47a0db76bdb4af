//! What an entry of `instance_types` stands for, as the catalogue knows it.

/// The words that stand for several families.
pub const KEYWORDS: [&str; 3] = ["optimal", "default_x86_64", "default_arm64"];
