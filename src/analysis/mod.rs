//! Loads imports, evaluates, types and checks.
