//! `check --fix`: mends, checks again, and goes on while that brings new fixes to light.

use super::failure::Exit;
use super::file_system::DiskFiles;
use super::programs::{self, Found};
use super::terminal::Terminal;
use super::walk::Input;
use super::write;
use crate::analysis::{self, Files};
use crate::diagnostic::report::count;
use crate::diagnostic::{Applicability, fix};
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::Path;

/// A file that was mended.
pub struct Mended {
    pub name: String,
    pub before: String,
    pub after: String,
}

/// What mending came to.
pub struct Repair {
    pub files: Vec<Mended>,
    pub applied: usize,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "fixed {} in {}",
            count(self.applied, "finding"),
            count(self.files.len(), "file")
        )
    }
}

/// Mends in memory until nothing changes; answers with what is still found. Nothing is written.
pub fn run(
    mut found: Vec<Found>,
    inputs: &[Input],
    disk: &DiskFiles,
    params: &analysis::Inputs,
    most: Applicability,
) -> (Vec<Found>, Repair) {
    let mut files: BTreeMap<String, Mended> = BTreeMap::new();
    let mut applied = 0;
    for _ in 0..fix::MAX_ROUNDS {
        let changed = round(&found, disk, most, &mut files);
        if changed == 0 {
            break;
        }
        applied += changed;
        found = programs::check_all(inputs, disk, params);
    }
    (
        found,
        Repair {
            files: files.into_values().collect(),
            applied,
        },
    )
}

/// One round over all programs. A file two of them share is mended for the first; the other has
/// its turn in the next round, on the new text.
fn round(
    found: &[Found],
    disk: &DiskFiles,
    most: Applicability,
    files: &mut BTreeMap<String, Mended>,
) -> usize {
    let mut touched = HashSet::new();
    let mut applied = 0;
    for part in found {
        let fixed = fix::apply(&part.diagnostics, &part.sources, most);
        let name = |file| &part.sources.get(file).name;
        if fixed
            .texts
            .keys()
            .any(|&file| touched.contains(&disk.canonical(name(file))))
        {
            continue;
        }
        applied += fixed.applied;
        for (file, after) in fixed.texts {
            let source = part.sources.get(file);
            touched.insert(disk.canonical(&source.name));
            disk.lay_over(&source.name, after.clone().into_bytes());
            let mended = files
                .entry(disk.canonical(&source.name))
                .or_insert_with(|| Mended {
                    name: source.name.clone(),
                    before: source.text.to_string(),
                    after: String::new(),
                });
            mended.after = after;
        }
    }
    applied
}

/// Writes the mended files; one that cannot be written does not keep the others from it.
pub fn write<'a>(files: impl Iterator<Item = &'a Mended>, terminal: &Terminal) -> Exit {
    let mut exit = Exit::Clean;
    for file in files {
        if let Err(failure) = write::replace(Path::new(&file.name), &file.after) {
            failure.print(terminal);
            exit = Exit::Trouble;
        }
    }
    exit
}
