//! Reads what an account has of a project, and what a program looks up there.

#[derive(Debug)]
pub struct DiscoverError;
