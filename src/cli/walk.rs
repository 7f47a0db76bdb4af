//! From the paths of a command line to the files it means.

use super::failure::{Failure, plain};
use super::file_system::{DiskFiles, decode};
use crate::analysis::{FileError, Files, LARGEST_FILE};
use crate::diagnostic::report::Trouble;
use ignore::WalkBuilder;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What standard input is called where no name is given.
pub const STDIN: &str = "<stdin>";

/// A file to look at, its text known to be text.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    pub name: String,
    pub text: String,
    pub is_stdin: bool,
}

/// The files of a command line, and those that could not be read.
#[derive(Debug, Default)]
pub struct Inputs {
    pub files: Vec<Input>,
    pub troubles: Vec<Trouble>,
}

/// Reads everything `paths` names: files, the `.batch` files of folders, `-` for standard input.
/// Each file once, in the order of the command line, those of a folder by name.
pub fn inputs(
    paths: &[PathBuf],
    stdin_name: Option<&str>,
    files: &DiskFiles,
) -> Result<Inputs, Failure> {
    let mut found = Inputs::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(STDIN.to_string()) {
                found.add_stdin(stdin_name.unwrap_or(STDIN), files)?;
            }
            continue;
        }
        for name in found.expand(path) {
            if seen.insert(files.canonical(&name)) {
                found.add(name, files);
            }
        }
    }
    Ok(found)
}

impl Inputs {
    fn trouble(&mut self, file: impl Into<String>, message: impl Into<String>) {
        self.troubles.push(Trouble {
            file: file.into(),
            message: message.into(),
        });
    }

    fn add(&mut self, name: String, files: &DiskFiles) {
        let text = files
            .read(&name)
            .map_err(|error| error.reason())
            .and_then(decode);
        match text {
            Ok(text) => self.files.push(Input {
                name,
                text,
                is_stdin: false,
            }),
            Err(message) => self.trouble(name, message),
        }
    }

    fn add_stdin(&mut self, name: &str, files: &DiskFiles) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        let stdin = std::io::stdin().lock();
        stdin
            .take(LARGEST_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| {
                Failure::new(format!("cannot read standard input: {}", plain(&error)))
            })?;
        if bytes.len() as u64 > LARGEST_FILE {
            self.trouble(name, FileError::TooLarge(LARGEST_FILE).reason());
            return Ok(());
        }
        match decode(bytes) {
            Ok(text) => {
                files.lay_over(name, text.clone().into_bytes());
                self.files.push(Input {
                    name: name.to_string(),
                    text,
                    is_stdin: true,
                });
            }
            Err(message) => self.trouble(name, message),
        }
        Ok(())
    }

    /// A path's files: itself, or what a folder holds, hidden and ignored files left out.
    fn expand(&mut self, path: &Path) -> Vec<String> {
        if !path.is_dir() {
            return self.name(path).into_iter().collect();
        }
        let mut names = Vec::new();
        // A symlink to a folder is not followed, so no loop can catch the walk; one to a file is.
        let walk = WalkBuilder::new(path)
            .require_git(false)
            .sort_by_file_name(Ord::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if is_batch(entry.path()) && !entry.path().is_dir() => {
                    names.extend(self.name(entry.path()));
                }
                Ok(_) => {}
                Err(error) => self.trouble(path.display().to_string(), walk_error(&error)),
            }
        }
        if names.is_empty() {
            self.trouble(path.display().to_string(), "holds no `.batch` files");
        }
        names
    }

    /// The path as text, without a leading `./`.
    fn name(&mut self, path: &Path) -> Option<String> {
        let Some(name) = path.to_str() else {
            self.trouble(
                path.display().to_string(),
                "has a name that is not UTF-8; rename it",
            );
            return None;
        };
        Some(name.strip_prefix("./").unwrap_or(name).to_string())
    }
}

/// The `.batch` files of a folder itself, by name.
pub fn batch_files(folder: &Path) -> Vec<String> {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.path())
        .filter(|path| is_batch(path) && path.is_file())
        .filter_map(|path| Some(path.to_str()?.trim_start_matches("./").to_owned()))
        .collect();
    names.sort();
    names
}

fn is_batch(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "batch")
}

fn walk_error(error: &ignore::Error) -> String {
    match error.io_error() {
        Some(io) => plain(io),
        None => error.to_string(),
    }
}

/// The names of the files `paths` means at this moment, readable or not.
pub fn names(paths: &[PathBuf]) -> Vec<String> {
    let mut found = Inputs::default();
    paths.iter().flat_map(|path| found.expand(path)).collect()
}
