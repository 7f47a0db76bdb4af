//! The file system as the pipeline sees it: regular files of a sane size, read once a run.

use crate::analysis::{FileError, Files, LARGEST_FILE};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// Reads from the disk, with texts laid over it: standard input, and what `--fix` has changed
/// but not written yet. A file is read once, so that a run sees one state of it.
#[derive(Default)]
pub struct DiskFiles {
    overlay: RefCell<HashMap<String, Vec<u8>>>,
    read: RefCell<HashMap<String, Result<Vec<u8>, FileError>>>,
}

impl DiskFiles {
    /// From now on `path` holds `bytes`, whatever the disk says.
    pub fn lay_over(&self, path: &str, bytes: Vec<u8>) {
        self.overlay
            .borrow_mut()
            .insert(self.canonical(path), bytes);
    }
}

impl Files for DiskFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let identity = self.canonical(path);
        if let Some(bytes) = self.overlay.borrow().get(&identity) {
            return Ok(bytes.clone());
        }
        self.read
            .borrow_mut()
            .entry(identity)
            .or_insert_with(|| read_regular(Path::new(path)))
            .clone()
    }

    fn canonical(&self, path: &str) -> String {
        match fs::canonicalize(path) {
            Ok(real) => real.to_string_lossy().into_owned(),
            Err(_) => path.to_string(),
        }
    }

    fn join(&self, importer: &str, relative: &str) -> String {
        let folder = Path::new(importer).parent().unwrap_or(Path::new(""));
        let mut joined = PathBuf::from(folder);
        for part in Path::new(relative).components() {
            match part {
                Component::CurDir => {}
                // `lib/..` is nothing, but only where `lib` is a plain name: `../..` must stay.
                Component::ParentDir
                    if matches!(joined.components().next_back(), Some(Component::Normal(_)))
                        && !is_symlink(&joined) =>
                {
                    joined.pop();
                }
                part => joined.push(part),
            }
        }
        joined.to_string_lossy().into_owned()
    }
}

fn is_symlink(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_symlink())
}

/// Reads a regular file; opens nothing else, as opening a pipe could wait for ever.
pub fn read_regular(path: &Path) -> Result<Vec<u8>, FileError> {
    let data = fs::metadata(path).map_err(|error| file_error(&error))?;
    refuse_odd(&data)?;
    let file = File::open(path).map_err(|error| file_error(&error))?;
    let mut bytes = Vec::with_capacity(data.len() as usize + 1);
    // The file may grow while it is read.
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| file_error(&error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        Err(FileError::TooLarge(LARGEST_FILE))
    } else {
        Ok(bytes)
    }
}

fn refuse_odd(data: &Metadata) -> Result<(), FileError> {
    if data.is_dir() {
        Err(FileError::IsDirectory)
    } else if !data.is_file() {
        Err(FileError::NotAFile)
    } else if data.len() > LARGEST_FILE {
        Err(FileError::TooLarge(LARGEST_FILE))
    } else {
        Ok(())
    }
}

fn file_error(error: &io::Error) -> FileError {
    match error.kind() {
        ErrorKind::NotFound => FileError::NotFound,
        ErrorKind::PermissionDenied => FileError::Denied,
        ErrorKind::IsADirectory => FileError::IsDirectory,
        _ => FileError::Other(super::failure::plain(error)),
    }
}

/// The text of a file's bytes; else what is wrong with them and where.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let line = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count() + 1;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err("is UTF-16; save it as UTF-8".to_string());
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let line = line(&bytes[..at]);
        return Err(format!("is no text file: byte {at} (line {line}) is NUL"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = line(&error.as_bytes()[..at]);
        format!("is not UTF-8: byte {at} (line {line}) begins no character")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_relative_to_their_importer() {
        let files = DiskFiles::default();
        assert_eq!(files.join("main.batch", "./lib/a.batch"), "lib/a.batch");
        assert_eq!(
            files.join("envs/dev/main.batch", "../../lib/a.batch"),
            "lib/a.batch"
        );
        assert_eq!(files.join("main.batch", "../a.batch"), "../a.batch");
        assert_eq!(files.join("../main.batch", "../a.batch"), "../../a.batch");
        assert_eq!(files.join("<stdin>", "a.batch"), "a.batch");
    }

    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        assert_eq!(decode(b"a\nb".to_vec()).as_deref(), Ok("a\nb"));
        let wrong = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err();
        assert_eq!(
            wrong(b"a\nb\xff"),
            "is not UTF-8: byte 3 (line 2) begins no character"
        );
        assert_eq!(wrong(b"\n\na\0"), "is no text file: byte 3 (line 3) is NUL");
        assert_eq!(wrong(b"\xff\xfea\0"), "is UTF-16; save it as UTF-8");
    }
}
