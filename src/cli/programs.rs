//! Which files are programs, and the findings of each.

use super::file_system::DiskFiles;
use super::walk::Input;
use crate::analysis::{self, Files};
use crate::diagnostic::Diagnostic;
use crate::syntax::source::SourceMap;
use smol_str::SmolStr;
use std::collections::HashSet;
use std::sync::Arc;

/// The findings of one program.
pub struct Found {
    pub sources: Arc<SourceMap>,
    pub diagnostics: Vec<Diagnostic>,
    /// The names of its `param`s.
    pub params: Vec<SmolStr>,
    /// Where its root stands among the inputs.
    order: usize,
    /// The files it consists of, symlinks resolved, the root first.
    files: Vec<String>,
}

/// Checks every program, and every file no program imports, once each. A finding in a file that
/// several programs import is kept once.
pub fn check_all(inputs: &[Input], disk: &DiskFiles, params: &analysis::Inputs) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut covered: HashSet<String> = HashSet::new();
    // Programs first: what they import is then known not to stand alone.
    let (programs, others): (Vec<_>, Vec<_>) = inputs
        .iter()
        .enumerate()
        .partition(|(_, input)| declares_project(&input.text));
    for (order, input) in programs.into_iter().chain(others) {
        if covered.contains(&disk.canonical(&input.name)) {
            continue;
        }
        let checked = analysis::check_program(&input.name, disk, params);
        let mut files = checked.paths;
        if files.is_empty() {
            files.push(disk.canonical(&input.name));
        }
        covered.extend(files.iter().cloned());
        found.push(Found {
            sources: checked.sources,
            diagnostics: checked.diagnostics,
            params: checked.params,
            order,
            files,
        });
    }
    drop_imported(&mut found);
    found.sort_by_key(|part| part.order);
    drop_doubles(&mut found, disk);
    found
}

/// How many different files were checked.
pub fn file_count(found: &[Found]) -> usize {
    found
        .iter()
        .flat_map(|part| &part.files)
        .collect::<HashSet<_>>()
        .len()
}

/// Drops what was checked on its own before a later file was seen to import it.
fn drop_imported(found: &mut Vec<Found>) {
    let mut imported: HashSet<String> = HashSet::new();
    for at in (0..found.len()).rev() {
        let part = &found[at];
        if imported.contains(&part.files[0]) {
            found.remove(at);
        } else {
            imported.extend(
                part.files
                    .iter()
                    .skip(1)
                    .filter(|file| **file != part.files[0])
                    .cloned(),
            );
        }
    }
}

fn drop_doubles(found: &mut [Found], disk: &DiskFiles) {
    if found.len() < 2 {
        return;
    }
    let mut seen = HashSet::new();
    for part in found {
        let sources = Arc::clone(&part.sources);
        let names: Vec<String> = sources
            .iter()
            .map(|(_, source)| disk.canonical(&source.name))
            .collect();
        part.diagnostics.retain(|one| {
            seen.insert((
                names[one.span.file.0 as usize].clone(),
                one.code.name,
                one.span.start,
                one.span.end,
                one.message.clone(),
            ))
        });
    }
}

/// Whether a line begins with the word `project`: decides only what is checked first.
fn declares_project(text: &str) -> bool {
    text.lines().any(|line| {
        line.trim_start_matches('\u{FEFF}')
            .strip_prefix("project")
            .is_some_and(|rest| rest.starts_with([' ', '\t', '{']) || rest.is_empty())
    })
}
