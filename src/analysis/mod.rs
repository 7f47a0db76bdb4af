//! Text to program: loads imports, evaluates, types and checks. Everything it says is a
//! [`Diagnostic`]; a program comes out however many there are.

mod allow;
mod codes;
mod conform;
mod eval;
mod evaluate;
mod expand;
mod functions;
mod load;
mod operators;
mod params;
pub mod rules;
mod unused;
pub mod value;

#[cfg(test)]
pub mod testing;

pub use evaluate::{Written, evaluate};
pub use load::{FileError, Files, LARGEST_FILE};
pub use params::{ParamInput, ParamValue};
pub use rules::job::{looks_like_secret_key, names_a_secret};

use crate::diagnostic::{self, Code, Diagnostic, Severity};
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
    pub files: Vec<(FileId, ParsedFile)>,
}

impl Checked {
    /// The items of a file; none where it could not be read.
    pub fn parsed(&self, file: FileId) -> &ParsedFile {
        static NOTHING: ParsedFile = ParsedFile {
            items: Vec::new(),
            allows: Vec::new(),
            diagnostics: Vec::new(),
        };
        let found = self.files.iter().find(|(id, _)| *id == file);
        found.map_or(&NOTHING, |(_, parsed)| parsed)
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// Checks the program that begins in file `root`: that file and all it imports.
pub fn check_program(root: &str, files: &dyn Files, inputs: &Inputs) -> Checked {
    check_cached(root, files, inputs, &mut ItemCache::default())
}

/// The same, re-using items parsed before.
pub fn check_cached(
    root: &str,
    files: &dyn Files,
    inputs: &Inputs,
    cache: &mut ItemCache,
) -> Checked {
    check(root, files, inputs, cache, true, rules::check)
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
    check(root, files, inputs, &mut ItemCache::default(), false, rules)
}

fn check(
    root: &str,
    files: &dyn Files,
    inputs: &Inputs,
    cache: &mut ItemCache,
    keep_items: bool,
    rules: impl FnOnce(&Program, &mut Vec<Diagnostic>),
) -> Checked {
    let mut out = Vec::new();
    let mut loaded = load::load(root, files, cache, &mut out);
    let sources = Arc::new(loaded.sources);
    let mut evaluator = eval::Evaluator::new(&loaded.files, &sources, files, inputs, &mut out);
    let (program, computed) = expand::program(&mut evaluator, sources.clone());
    let partial = evaluator.unset || out.iter().any(hides_references);
    unused::check(&loaded.files, &program, &mut out);
    let params = declared_params(&loaded.files);
    if !keep_items {
        *cache = ItemCache::default();
        let parsed = loaded.files.iter_mut().map(|file| &mut file.parsed);
        parsed.for_each(|parsed| parsed.items = Vec::new());
    }
    rules(&program, &mut out);
    if partial {
        out.retain(|finding| !CONSEQUENCES.contains(&finding.code.name));
    }
    drop_uncertain_fixes(&computed, &mut out);
    diagnostic::tidy(&mut out);
    allow::apply(&loaded.files, &mut out);
    Checked {
        program,
        sources,
        params,
        paths: loaded.paths,
        diagnostics: out,
        files: loaded
            .files
            .into_iter()
            .map(|file| (file.id, file.parsed))
            .collect(),
    }
}

fn declared_params(files: &[load::LoadedFile]) -> Vec<SmolStr> {
    let items = files.iter().flat_map(|file| &file.parsed.items);
    items
        .filter_map(|item| match &item.parsed.item.kind {
            ItemKind::Param(param) => Some(param.name.text.clone()),
            _ => None,
        })
        .collect()
}

/// What a misspelt name elsewhere would bring about: told only of programs whose every reference
/// is understood.
const CONSEQUENCES: [&str; 6] = [
    "unused-environment",
    "unused-declaration",
    "unused-let",
    "unused-param",
    "unused-role",
    "unused-template",
];

/// Whether a fault may have swallowed a reference, a block or an attribute.
fn hides_references(finding: &Diagnostic) -> bool {
    let harmless = [
        &codes::OUT_OF_RANGE,
        &codes::WRONG_LENGTH,
        &codes::UNIT_NEEDED,
        &codes::INVALID_FORMAT,
        &codes::UNKNOWN_REGION,
        &codes::UNKNOWN_WORD,
        &codes::QUOTED_WORD,
        &codes::NEEDS_QUOTES,
        &codes::DUPLICATE_KEY,
        &codes::MISSING_ATTRIBUTE,
    ];
    finding.severity == Severity::Error && !harmless.contains(&finding.code)
}

/// A fix that replaces a computed expression by one of its values would be wrong for the others.
fn drop_uncertain_fixes(
    computed: &rustc_hash::FxHashSet<crate::syntax::source::Span>,
    out: &mut [Diagnostic],
) {
    for finding in out.iter_mut().filter(|finding| !finding.fixes.is_empty()) {
        finding
            .fixes
            .retain(|fix| !fix.edits.iter().any(|edit| computed.contains(&edit.span)));
    }
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
