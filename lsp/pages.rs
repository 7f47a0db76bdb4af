//! The pages of codes, where an editor can open them: at the project's home on the web, or, while
//! it has none, as files in the user's cache, written when they are first linked to.

use crate::cli::write;
use crate::diagnostic::Code;
use crate::diagnostic::json::page_url;
use crate::folders;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

/// Where a page is.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    Web(String),
    File(PathBuf),
}

/// The page of a code; `None` where there is no place to put it.
pub fn page(code: &'static Code) -> Option<Page> {
    if let Some(url) = page_url(code.name) {
        return Some(Page::Web(url));
    }
    static KEPT: Mutex<Option<HashMap<&'static str, Option<PathBuf>>>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    let path = kept
        .entry(code.name)
        .or_insert_with(|| written(&folder(), code).ok());
    path.clone().map(Page::File)
}

/// One folder a version, so that an older server beside this one keeps its own texts.
fn folder() -> PathBuf {
    let version = env!("CARGO_PKG_VERSION");
    folders::cache()
        .join("batchlang")
        .join(version)
        .join("codes")
}

/// The file that holds the page now.
fn written(folder: &Path, code: &Code) -> io::Result<PathBuf> {
    let path = folder.join(code.name).with_extension("md");
    if fs::read(&path).is_ok_and(|text| text == code.page.as_bytes()) {
        return Ok(path);
    }
    fs::create_dir_all(folder)?;
    // Whole or not at all: another server may be reading it.
    write::whole(&path, code.page)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_once_and_mended() {
        let folder = tempfile::tempdir().expect("a folder");
        let code = crate::codes()[0];
        let path = written(folder.path(), code).expect("it is written");
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some(code.page));
        fs::write(&path, "torn").expect("it is torn");
        assert_eq!(written(folder.path(), code).ok(), Some(path.clone()));
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some(code.page));
        assert_eq!(
            fs::read_dir(folder.path()).map(Iterator::count).ok(),
            Some(1)
        );
    }

    #[test]
    fn where_nothing_can_be_written_there_is_no_page() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert!(written(file.path(), crate::codes()[0]).is_err());
    }
}
