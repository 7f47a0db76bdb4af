//! What several tests need: a file system that holds one text.

#![allow(dead_code)] // not every test that shares this file needs all of it

pub mod pieces;

use batchlang::analysis::{Checked, FileError, Files, Inputs, check_program};
use std::path::Path;

/// One text as the file `main.batch`.
pub struct OneFile<'a>(pub &'a str);

impl Files for OneFile<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        match path {
            "main.batch" => Ok(self.0.as_bytes().to_vec()),
            _ => Err(FileError::NotFound),
        }
    }
    fn canonical(&self, path: &str) -> String {
        path.to_owned()
    }
    fn join(&self, _: &str, relative: &str) -> String {
        relative.to_owned()
    }
}

/// Checks one text, without parameters or environment.
pub fn check(text: &str) -> Checked {
    check_program("main.batch", &OneFile(text), &Inputs::default())
}

/// The programs in folders of the repository, by name, and the one of the measurements.
pub fn programs(folders: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let entries = std::fs::read_dir(folder).expect("the folder is there");
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "batch"));
        files.sort();
        found.extend(
            files
                .iter()
                .map(|path| std::fs::read_to_string(path).expect("text")),
        );
    }
    found.push(include_str!("../../benches/unit.batch").replace("@N@", "x"));
    found
}
