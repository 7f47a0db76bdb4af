//! Which files are programs, and the findings of each.

use super::file_system::DiskFiles;
use super::walk::{self, Input};
use crate::analysis::{self, Files as _};
use crate::diagnostic::Diagnostic;
use crate::syntax::source::{Source, SourceMap};
use smol_str::SmolStr;
use std::collections::HashSet;
use std::path::Path;
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
        let alone = !declares_project(&input.text);
        if let Some(part) = alone.then(|| importer(input, disk, params)).flatten() {
            found.push(Found { order, ..part });
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

/// The program beside a file, or in the folder above it, that imports it: what is said of the file
/// there is what its writer wants to know. `None` where there is none.
fn importer(input: &Input, disk: &DiskFiles, params: &analysis::Inputs) -> Option<Found> {
    if input.is_stdin {
        return None;
    }
    let own = disk.canonical(&input.name);
    let folder = Path::new(&input.name).parent()?;
    let beside = walk::batch_files(folder);
    let above = match folder.parent().filter(|_| folder.file_name().is_some()) {
        Some(above) => walk::batch_files(above),
        None => walk::batch_files(&folder.join("..")),
    };
    for name in beside.into_iter().chain(above).take(MOST_CANDIDATES) {
        let text = disk
            .read(&name)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        if !text.is_some_and(|text| declares_project(&text) && text.contains("import")) {
            continue;
        }
        let checked = analysis::check_program(&name, disk, params);
        if !checked.paths.contains(&own) {
            continue;
        }
        let mut diagnostics = checked.diagnostics;
        diagnostics.retain(|one| checked.paths.get(one.span.file.0 as usize) == Some(&own));
        // The file is called what its writer calls it, not as seen from the importer.
        let mut sources = SourceMap::default();
        for (file, source) in checked.sources.iter() {
            let name = match checked.paths.get(file.0 as usize) == Some(&own) {
                true => input.name.as_str(),
                false => source.name.as_str(),
            };
            sources.add(Source::new(name, source.text.clone()));
        }
        return Some(Found {
            sources: Arc::new(sources),
            diagnostics,
            params: checked.params,
            order: 0,
            files: vec![own],
        });
    }
    None
}

/// More files than this are not looked through for one that imports another.
pub const MOST_CANDIDATES: usize = 100;

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
pub fn declares_project(text: &str) -> bool {
    text.lines().any(|line| {
        line.trim_start_matches('\u{FEFF}')
            .strip_prefix("project")
            .is_some_and(|rest| rest.starts_with([' ', '\t', '{']) || rest.is_empty())
    })
}
