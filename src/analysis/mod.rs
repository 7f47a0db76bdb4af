//! Text to program: loads imports, evaluates, types and checks. Everything it says is a
//! [`Diagnostic`]; a program comes out however many there are.

mod allow;
mod codes;
mod conform;
mod eval;
mod evaluate;
mod expand;
mod functions;
mod ledger;
mod load;
mod operators;
mod params;
mod revise;
pub mod rules;
mod units;
mod unused;
pub mod value;

#[cfg(test)]
pub mod testing;

pub use evaluate::{Written, evaluate};
pub use load::{FileError, Files, LARGEST_FILE, LoadedFile};
pub use params::{ParamInput, ParamValue};
pub use revise::{Revision, revise};
pub use rules::job::{looks_like_secret_key, names_a_secret};

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::program::Program;
use crate::syntax::ItemCache;
use crate::syntax::ast::{ItemKind, ParsedFile};
use crate::syntax::source::{FileId, SourceMap};
use smol_str::SmolStr;
use std::sync::Arc;

/// Reads a variable of the environment.
pub type Environment = dyn Fn(&str) -> Option<String>;

/// What a run is given beside the files.
#[derive(Default)]
pub struct Inputs<'a> {
    /// Values for `param`s, later ones win.
    pub params: Vec<ParamInput>,
    /// The environment `env("…")` reads; `None`: every variable is unset.
    pub env: Option<&'a Environment>,
    /// Insist on a `project` and on a value for every `param`: for compiling and deploying.
    /// A mere check leaves unset parameters unknown and takes a file without a project as it is.
    pub complete: bool,
}

/// The outcome of a check.
pub struct Checked {
    /// All that could be understood.
    pub program: Program,
    pub sources: Arc<SourceMap>,
    /// Canonical paths of the files read, the root first; index = `FileId`.
    pub paths: Vec<String>,
    /// In order of place; `// allow(…)` applied.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of its `param`s.
    pub params: Vec<SmolStr>,
    /// The files as read, in the order they were met.
    pub files: Vec<LoadedFile>,
    /// What each step found.
    ledger: ledger::Ledger,
}

impl Checked {
    /// The items of a file; none where it could not be read.
    pub fn parsed(&self, file: FileId) -> &ParsedFile {
        static NOTHING: ParsedFile = ParsedFile {
            items: Vec::new(),
            allows: Vec::new(),
            diagnostics: Vec::new(),
        };
        let found = self.files.iter().find(|read| read.id == file);
        found.map_or(&NOTHING, |read| &read.parsed)
    }

    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// Checks the program that begins in file `root`: that file and all it imports.
pub fn check_program(root: &str, files: &dyn Files, inputs: &Inputs) -> Checked {
    checked(root, files, inputs, None)
}

/// The same, re-using items parsed before; what comes of it can be [`revise`]d.
pub fn check_cached(
    root: &str,
    files: &dyn Files,
    inputs: &Inputs,
    cache: &mut ItemCache,
) -> Checked {
    checked(root, files, inputs, Some(cache))
}

fn checked(
    root: &str,
    files: &dyn Files,
    inputs: &Inputs,
    cache: Option<&mut ItemCache>,
) -> Checked {
    let mut checked = understood(root, files, inputs, cache);
    checked.ledger.ask_rules(&checked.program);
    checked.diagnostics = checked.ledger.findings(&checked.files);
    checked
}

/// As [`check_program`], for a caller that has something to do with the program while its rules
/// are checked: `rules` does both, and [`rules::check`] is its part of this. The files' items are
/// given up before, so that what it makes finds room: memory that is new takes time.
pub fn check_program_with(
    root: &str,
    files: &dyn Files,
    inputs: &Inputs,
    rules: impl FnOnce(&Program, &mut Vec<Diagnostic>),
) -> Checked {
    let mut checked = understood(root, files, inputs, None);
    let mut before = checked.ledger.before_rules(&checked.files);
    let parsed = checked.files.iter_mut().map(|file| &mut file.parsed);
    parsed.for_each(|parsed| parsed.items = Vec::new());
    rules(&checked.program, &mut before.found);
    checked.diagnostics = checked.ledger.told(before, &checked.files);
    checked
}

/// A program with everything but what its rules say; of that, and so of diagnostics, nothing yet.
fn understood(
    root: &str,
    files: &dyn Files,
    inputs: &Inputs,
    cache: Option<&mut ItemCache>,
) -> Checked {
    let mut loading = Vec::new();
    let loaded = load::load(root, files, cache, &mut loading);
    let sources = Arc::new(loaded.sources);
    let unread = loading
        .iter()
        .any(|finding| finding.code == &codes::IMPORT_FAILED);
    let mut evaluator = eval::Evaluator::new(&loaded.files, &sources, files, inputs, unread);
    let (program, mut ledger) = expand::program(&mut evaluator, sources.clone());
    ledger.loading = loading;
    ledger.unused = unused::check(&loaded.files, &program);
    Checked {
        program,
        sources,
        params: declared_params(&loaded.files),
        paths: loaded.paths,
        diagnostics: Vec::new(),
        files: loaded.files,
        ledger,
    }
}

fn declared_params(files: &[LoadedFile]) -> Vec<SmolStr> {
    let items = files.iter().flat_map(|file| &file.parsed.items);
    items
        .filter_map(|item| match &item.parsed.item.kind {
            ItemKind::Param(param) => Some(param.name.text.clone()),
            _ => None,
        })
        .collect()
}

/// Every code a check reports, by name; [`crate::codes`] has those of the back ends too.
pub fn all_codes() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = crate::syntax::codes::CODES
        .iter()
        .chain(codes::CODES)
        .copied()
        .chain(rules::codes())
        .collect();
    codes.sort_by_key(|code| code.name);
    codes
}
