//! Reads the root file and everything it imports. The file system is a trait, so that the
//! pipeline runs in an editor on unsaved text, in tests and in a browser.

use super::codes::*;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{ItemKind, ParsedFile};
use crate::syntax::source::{FileId, Source, SourceMap, Span};
use crate::syntax::{ItemCache, parse, parse_cached};
use rustc_hash::FxHashMap;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    NotFound,
    Denied,
    IsDirectory,
    /// A device, a pipe, a socket.
    NotAFile,
    /// Larger than this many bytes.
    TooLarge(u64),
    /// What the system said.
    Other(String),
}

impl FileError {
    /// The end of a sentence that begins with the file's name.
    pub fn reason(&self) -> String {
        match self {
            FileError::NotFound => "does not exist".into(),
            FileError::Denied => "may not be read: permission denied".into(),
            FileError::IsDirectory => "is a folder, not a file".into(),
            FileError::NotAFile => "is not a regular file".into(),
            FileError::TooLarge(limit) => {
                format!(
                    "is larger than {} MiB, too large for a .batch file",
                    limit >> 20
                )
            }
            FileError::Other(text) => format!("could not be read: {text}"),
        }
    }
}

/// The file system as the pipeline sees it.
pub trait Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;
    /// The identity of a file, symbolic links resolved; the path itself where that fails.
    fn canonical(&self, path: &str) -> String;
    /// `relative` as seen from the folder of `importer`.
    fn join(&self, importer: &str, relative: &str) -> String;
}

/// The largest file the pipeline takes, in bytes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// A file as read.
pub struct LoadedFile {
    pub id: FileId,
    pub parsed: ParsedFile,
}

pub struct Loaded {
    pub files: Vec<LoadedFile>,
    pub sources: SourceMap,
    pub paths: Vec<String>,
}

/// Reads `root` and its imports, each file once, imports after the importer.
pub fn load(
    root: &str,
    files: &dyn Files,
    cache: Option<&mut ItemCache>,
    out: &mut Vec<Diagnostic>,
) -> Loaded {
    let mut loader = Loader {
        files,
        cache,
        out,
        loaded: Loaded {
            files: Vec::new(),
            sources: SourceMap::default(),
            paths: Vec::new(),
        },
        state: FxHashMap::default(),
        stack: Vec::new(),
    };
    loader.file(root, None);
    loader.loaded
}

/// More files than this in one program is a mistake (or an attack), not a program.
const MOST_FILES: usize = 1000;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

struct Loader<'a> {
    files: &'a dyn Files,
    /// Items parsed before, where there will be a next time.
    cache: Option<&'a mut ItemCache>,
    out: &'a mut Vec<Diagnostic>,
    loaded: Loaded,
    state: FxHashMap<String, State>,
    /// The files being read, with the import that led to each.
    stack: Vec<(String, Option<Span>)>,
}

impl Loader<'_> {
    fn file(&mut self, path: &str, import: Option<Span>) {
        let canonical = self.files.canonical(path);
        match self.state.get(&canonical) {
            Some(State::Done) => return,
            Some(State::Open) => return self.cycle(&canonical, import),
            None => {}
        }
        if self.loaded.files.len() >= MOST_FILES || self.stack.len() >= 100 {
            if let Some(span) = import {
                self.out.push(
                    Diagnostic::new(&IMPORT_FAILED, span, "this program imports too many files")
                        .help("a program may hold 1,000 files, imported at most 100 deep"),
                );
            }
            return;
        }
        let text = match self.files.read(path) {
            Ok(bytes) => self.decode(path, bytes, import),
            Err(error) => {
                let span = import.unwrap_or_else(|| self.empty_root(path));
                self.out
                    .push(unreadable(path, &error, span, import.is_some()));
                return;
            }
        };
        let id = self.loaded.sources.add(Source::new(path, text.as_str()));
        let parsed = match &mut self.cache {
            Some(cache) => parse_cached(id, &text, cache),
            None => parse(id, &text),
        };
        let imports = imports_of(id, &parsed);
        self.loaded.files.push(LoadedFile { id, parsed });
        self.loaded.paths.push(canonical.clone());
        self.state.insert(canonical.clone(), State::Open);
        self.stack.push((canonical.clone(), import));
        for (target, span, reported) in imports {
            let joined = self.files.join(path, &target);
            if reported && self.files.read(&joined).is_err() {
                continue;
            }
            self.file(&joined, Some(span));
        }
        self.stack.pop();
        self.state.insert(canonical, State::Done);
    }

    /// A source to point into when the root itself cannot be read.
    fn empty_root(&mut self, path: &str) -> Span {
        let id = self.loaded.sources.add(Source::new(path, ""));
        self.loaded.paths.push(path.to_owned());
        Span::new(id, 0, 0)
    }

    /// Text of a file. Bytes that are not UTF-8 are reported and replaced, so that the rest of
    /// the file is still read.
    fn decode(&mut self, path: &str, bytes: Vec<u8>, import: Option<Span>) -> String {
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
                let binary = bytes.contains(&0);
                let span = import.unwrap_or_else(|| self.empty_root(path));
                let message = if binary {
                    format!("`{path}` is a binary file")
                } else {
                    format!("`{path}` is not UTF-8: byte {at} on line {line} is not a character")
                };
                self.out.push(
                    Diagnostic::new(&NOT_UTF8, span, message)
                        .help("save the file as UTF-8; `iconv -f latin1 -t utf-8` converts it"),
                );
                String::new()
            }
        }
    }

    fn cycle(&mut self, canonical: &str, import: Option<Span>) {
        let Some(span) = import else { return };
        let from = self
            .stack
            .iter()
            .position(|(path, _)| path == canonical)
            .unwrap_or(0);
        let names: Vec<&str> = self.stack[from..]
            .iter()
            .map(|(path, _)| file_name(path))
            .collect();
        let message = if names.len() == 1 {
            format!("`{}` imports itself", names[0])
        } else {
            format!(
                "these files import each other: {} → {}",
                names.join(" → "),
                names[0]
            )
        };
        let mut finding = Diagnostic::new(&IMPORT_CYCLE, span, message)
            .label("this import closes the circle")
            .help("move what both files need into a third one that both import");
        for (_, import) in &self.stack[from + 1..] {
            if let Some(span) = import {
                finding = finding.also(*span, "by way of this import");
            }
        }
        self.out.push(finding);
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn unreadable(path: &str, error: &FileError, span: Span, imported: bool) -> Diagnostic {
    let code = if imported {
        &IMPORT_FAILED
    } else {
        &UNREADABLE_FILE
    };
    let finding = Diagnostic::new(code, span, format!("`{path}` {}", error.reason()));
    match (error, imported) {
        (FileError::NotFound, true) => {
            finding.help("an import's path is relative to the file it is written in")
        }
        _ => finding,
    }
}

/// Top-level imports with the span of their paths, and whether how they are written was reported.
fn imports_of(id: FileId, parsed: &ParsedFile) -> Vec<(String, Span, bool)> {
    let imports = parsed
        .items
        .iter()
        .filter_map(|placed| match &placed.parsed.item.kind {
            ItemKind::Import(import) => Some((
                import.path.to_string(),
                import.path_range.at(id, placed.start),
                import.reported,
            )),
            _ => None,
        });
    imports.collect()
}
