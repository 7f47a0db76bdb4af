//! What is open in the editor, and the file system with it laid over.

use super::positions::{self, Change, Encoding};
use crate::analysis::{FileError, Files};
use crate::cli::file_system::{DiskFiles, read_regular};
use crate::syntax::source::LineIndex;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// An open text.
#[derive(Clone, Debug)]
pub struct Document {
    /// As the client names it.
    pub uri: String,
    /// The path, or the whole URI of what is no file.
    pub name: String,
    pub version: i32,
    pub text: Arc<str>,
    pub lines: LineIndex,
}

impl Document {
    pub fn new(uri: &str, name: &str, version: i32, text: &str) -> Document {
        Document {
            uri: uri.to_owned(),
            name: name.to_owned(),
            version,
            text: text.into(),
            lines: LineIndex::new(text),
        }
    }

    /// The document after an edit.
    pub fn edited(&self, version: i32, changes: &[Change], encoding: Encoding) -> Document {
        let text = positions::changed(&self.text, &self.lines, changes, encoding);
        Document::new(&self.uri, &self.name, version, &text)
    }
}

/// Everything open at one moment, by identity of the file. Cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    open: Arc<HashMap<String, Arc<Document>>>,
}

impl Documents {
    pub fn insert(&mut self, document: Document) {
        Arc::make_mut(&mut self.open).insert(identity(&document.name), Arc::new(document));
    }

    pub fn remove(&mut self, name: &str) -> Option<Arc<Document>> {
        Arc::make_mut(&mut self.open).remove(&identity(name))
    }

    pub fn get(&self, name: &str) -> Option<&Arc<Document>> {
        self.open.get(&identity(name))
    }

    /// By the identity [`Files::canonical`] gives.
    pub fn by_identity(&self, identity: &str) -> Option<&Arc<Document>> {
        self.open.get(identity)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.open.values()
    }
}

/// A file's identity: its path with symbolic links resolved, else the name itself.
pub fn identity(name: &str) -> String {
    match std::fs::canonicalize(name) {
        Ok(real) => real.to_string_lossy().into_owned(),
        Err(_) => name.to_owned(),
    }
}

/// By which a text is known to be the one that was read.
#[derive(Clone, Debug)]
pub enum Stamp {
    Open(Arc<str>),
    Disk(Option<SystemTime>, u64),
    Missing,
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Stamp) -> bool {
        match (self, other) {
            (Stamp::Open(a), Stamp::Open(b)) => Arc::ptr_eq(a, b),
            (Stamp::Disk(a, b), Stamp::Disk(c, d)) => a.is_some() && (a, b) == (c, d),
            (Stamp::Missing, Stamp::Missing) => true,
            _ => false,
        }
    }
}

/// The file system with open texts laid over it. It notes what it was asked for, so that a result
/// can be kept until one of those files changes.
pub struct Overlay<'a> {
    documents: &'a Documents,
    disk: DiskFiles,
    asked: RefCell<Vec<(String, Stamp)>>,
}

impl<'a> Overlay<'a> {
    pub fn new(documents: &'a Documents) -> Overlay<'a> {
        Overlay {
            documents,
            disk: DiskFiles::default(),
            asked: RefCell::default(),
        }
    }

    /// The stamp of a file now.
    pub fn stamp(&self, path: &str) -> Stamp {
        if let Some(document) = self.documents.get(path) {
            return Stamp::Open(document.text.clone());
        }
        match std::fs::metadata(path) {
            Ok(data) => Stamp::Disk(data.modified().ok(), data.len()),
            Err(_) => Stamp::Missing,
        }
    }

    /// The open text of a file.
    pub fn document(&self, path: &str) -> Option<&Arc<Document>> {
        self.documents.get(path)
    }

    /// What was read since this was last asked, with the stamps it had.
    pub fn take_asked(&self) -> Vec<(String, Stamp)> {
        self.asked.take()
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let stamp = self.stamp(path);
        let bytes = match &stamp {
            Stamp::Open(text) => Ok(text.as_bytes().to_vec()),
            _ => read_regular(Path::new(path)),
        };
        self.asked.borrow_mut().push((path.to_owned(), stamp));
        bytes
    }

    fn canonical(&self, path: &str) -> String {
        identity(path)
    }

    fn join(&self, importer: &str, relative: &str) -> String {
        self.disk.join(importer, relative)
    }
}
