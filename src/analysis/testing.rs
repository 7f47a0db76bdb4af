//! For the tests of this crate: programs from text, without a file system.

use super::{Checked, FileError, Files, Inputs, check_program};
use std::collections::BTreeMap;

/// Files in memory.
#[derive(Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl MemoryFiles {
    pub fn of(files: &[(&str, &str)]) -> MemoryFiles {
        let files = files
            .iter()
            .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()));
        MemoryFiles(files.collect())
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.0.get(path).cloned().ok_or(FileError::NotFound)
    }

    fn canonical(&self, path: &str) -> String {
        path.to_owned()
    }

    fn join(&self, importer: &str, relative: &str) -> String {
        match importer.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{relative}"),
            None => relative.to_owned(),
        }
    }
}

/// Checks one text as the file `main.batch`.
pub fn check(text: &str) -> Checked {
    check_program(
        "main.batch",
        &MemoryFiles::of(&[("main.batch", text)]),
        &Inputs::default(),
    )
}

/// The codes of what a text is told, in order of place, advice left out.
pub fn codes_of(text: &str) -> Vec<String> {
    let findings = check(text).diagnostics;
    findings
        .iter()
        .filter(|finding| finding.severity != crate::diagnostic::Severity::Advice)
        .map(|finding| finding.code.name.to_owned())
        .collect()
}

/// The findings of one code, as `message` strings.
pub fn messages_of(text: &str, code: &str) -> Vec<String> {
    let findings = check(text).diagnostics;
    findings
        .into_iter()
        .filter(|f| f.code.name == code)
        .map(|f| f.message)
        .collect()
}
