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

/// Everything open at one moment. Cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    open: Arc<Open>,
}

#[derive(Clone, Debug, Default)]
struct Open {
    /// By URI: a file may be open under several, as itself and as an unsaved text that is to
    /// become it.
    texts: HashMap<String, Arc<Document>>,
    /// The URI whose text stands for a file, by its identity: the one last opened or changed.
    shown: HashMap<String, String>,
}

impl Documents {
    pub fn insert(&mut self, document: Document) {
        let open = Arc::make_mut(&mut self.open);
        open.shown
            .insert(identity(&document.name), document.uri.clone());
        open.texts.insert(document.uri.clone(), Arc::new(document));
    }

    /// Closes what is open under a URI; what else stands for the same file goes on.
    pub fn remove(&mut self, uri: &str) -> Option<Arc<Document>> {
        let open = Arc::make_mut(&mut self.open);
        let gone = open.texts.remove(uri)?;
        open.shown.retain(|_, shown| shown != uri);
        let own = identity(&gone.name);
        let mut others = open.texts.values();
        if let Some(other) = others.find(|one| identity(&one.name) == own) {
            open.shown.entry(own).or_insert_with(|| other.uri.clone());
        }
        Some(gone)
    }

    /// By the URI the client opened it with.
    pub fn by_uri(&self, uri: &str) -> Option<&Arc<Document>> {
        self.open.texts.get(uri)
    }

    pub fn get(&self, name: &str) -> Option<&Arc<Document>> {
        self.by_identity(&identity(name))
    }

    /// By the identity [`Files::canonical`] gives.
    pub fn by_identity(&self, identity: &str) -> Option<&Arc<Document>> {
        self.open.texts.get(self.open.shown.get(identity)?)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.open.texts.values()
    }
}

/// A file's identity: its path with symbolic links resolved, also those on the way to one that is not
/// there yet or no more, else the name itself.
pub fn identity(name: &str) -> String {
    if let Ok(real) = std::fs::canonicalize(name) {
        return plain(&real);
    }
    let path = Path::new(name);
    let folder = path.parent().filter(|_| path.is_absolute());
    let folder = folder.and_then(|folder| std::fs::canonicalize(folder).ok());
    match folder.zip(path.file_name()) {
        Some((folder, file)) => plain(&folder.join(file)),
        None => name.to_owned(),
    }
}

/// As people and clients write it: Windows gives `\\?\C:\x` for `C:\x`.
fn plain(path: &Path) -> String {
    let text = path.to_string_lossy();
    match text.strip_prefix(r"\\?\") {
        Some(rest) if rest.as_bytes().get(1) == Some(&b':') => rest.to_owned(),
        _ => text.into_owned(),
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
