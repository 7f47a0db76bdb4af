//! The findings of many files at once, as `batchlang check FOLDER` has them.

use super::documents::{Documents, identity};
use super::engine::{Analysis, Engine, View};
use crate::diagnostic::Diagnostic;
use crate::syntax::source::FileId;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// A file of a program.
pub struct Part {
    pub view: View,
    /// Those of its findings that no program before had already.
    fresh: Vec<bool>,
}

impl Part {
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        let all = self.view.findings().zip(&self.fresh);
        all.filter(|(_, fresh)| **fresh).map(|(one, _)| one)
    }
}

/// By path: the file in each program that has it.
pub type Found = BTreeMap<String, Vec<Part>>;

/// A program that was checked, or of it one file only.
struct Program {
    analysis: Arc<Analysis>,
    only: Option<FileId>,
}

impl Program {
    fn path(&self, file: FileId) -> String {
        let paths = &self.analysis.checked.paths;
        paths.get(file.0 as usize).cloned().unwrap_or_default()
    }

    fn files(&self) -> Vec<FileId> {
        match self.only {
            Some(file) => vec![file],
            None => (0..self.analysis.checked.paths.len() as u32)
                .map(FileId)
                .collect(),
        }
    }
}

/// Checks every program among the files, and every file no program imports.
pub fn check(engine: &mut Engine, documents: &Documents, names: &[String]) -> Found {
    let programs = programs(engine, documents, names);
    let roots = programs.iter().map(|program| program.path(FileId(0)));
    engine.keep(roots.collect());
    let mut seen = FxHashSet::default();
    let mut found = Found::new();
    for program in &programs {
        for file in program.files() {
            let view = View {
                analysis: program.analysis.clone(),
                file,
            };
            let path = program.path(file);
            let fresh = view.findings().map(|one| {
                let place = (one.span.start, one.span.end);
                seen.insert((path.clone(), one.code.name, place, one.message.clone()))
            });
            let fresh = fresh.collect();
            found.entry(path).or_default().push(Part { view, fresh });
        }
    }
    found
}

/// Programs first: what they import is then known not to stand alone.
fn programs(engine: &mut Engine, documents: &Documents, names: &[String]) -> Vec<Program> {
    let declares = |engine: &mut Engine, name: &String| engine.declares_project(documents, name);
    let (roots, others): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| declares(engine, name));
    let mut covered: HashSet<String> = HashSet::new();
    let mut found: Vec<Program> = Vec::new();
    for name in roots.into_iter().chain(others) {
        let own = identity(name);
        if covered.contains(&own) {
            continue;
        }
        let view = engine.view(documents, name);
        if view.analysis.checked.paths.is_empty() {
            continue;
        }
        let part = view.path_of(FileId(0)) != own;
        if !part {
            covered.extend(view.analysis.checked.paths.iter().cloned());
        }
        found.push(Program {
            only: part.then_some(view.file),
            analysis: view.analysis,
        });
    }
    drop_imported(found)
}

/// Leaves out what was checked on its own before a later file was seen to import it.
fn drop_imported(mut found: Vec<Program>) -> Vec<Program> {
    let mut imported: HashSet<String> = HashSet::new();
    for at in (0..found.len()).rev() {
        let mut files = found[at].files().into_iter();
        let first = files.next().map(|file| found[at].path(file));
        if first.as_ref().is_some_and(|path| imported.contains(path)) {
            found.remove(at);
        } else {
            let rest: Vec<String> = files.map(|file| found[at].path(file)).collect();
            imported.extend(rest.into_iter().filter(|path| Some(path) != first.as_ref()));
        }
    }
    found
}
