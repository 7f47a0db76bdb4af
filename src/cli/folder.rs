//! Writing a configuration's files into a folder that may hold others.
//!
//! Nothing of anyone else's is ever changed, and a full disk or a crash leaves each file as it
//! was: everything is written beside its place first, and takes the names only when all is there.

use super::failure::Failure;
use crate::terraform::{File, MARK};
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Makes the folder hold exactly these of the files batchlang writes.
pub fn write(folder: &Path, files: &[File]) -> Result<(), Failure> {
    let present = Present::read(folder)?;
    present.refuse_foreign(folder, files)?;
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        if holds(&path, file).unwrap_or(false) {
            continue;
        }
        match beside(&path, file) {
            Ok(temporary) => written.push((temporary, path)),
            Err(error) => {
                discard(&written);
                return Err(Failure::io("write", &path, &error).hint("nothing was changed"));
            }
        }
    }
    for (at, (temporary, path)) in written.iter().enumerate() {
        if let Err(error) = fs::rename(temporary, path) {
            discard(&written[at..]);
            return Err(Failure::io("write", path, &error));
        }
    }
    for stale in present.ours {
        if files.iter().all(|file| file.name != stale) {
            let path = folder.join(&stale);
            fs::remove_file(&path).map_err(|error| Failure::io("remove", &path, &error))?;
        }
    }
    Ok(())
}

/// The Terraform files of a folder, by who wrote them.
#[derive(Default)]
struct Present {
    ours: Vec<String>,
    foreign: Vec<String>,
}

impl Present {
    fn read(folder: &Path) -> Result<Present, Failure> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Present::default()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                let message = format!("`{}` is a file, not a folder", folder.display());
                return Err(Failure::new(message).hint("choose another folder with `-o`"));
            }
            Err(error) => return Err(Failure::io("read", folder, &error)),
        };
        let mut present = Present::default();
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".tf") && !name.ends_with(".tf.json") {
                continue;
            }
            let ours = is_ours(&entry.path());
            if ours {
                present.ours.push(name)
            } else {
                present.foreign.push(name)
            }
        }
        present.ours.sort();
        present.foreign.sort();
        Ok(present)
    }

    /// A file of ours may be replaced; one beside them (a backend's settings) stays. Any other
    /// folder with Terraform in it is somebody else's.
    fn refuse_foreign(&self, folder: &Path, files: &[File]) -> Result<(), Failure> {
        let in_the_way: Vec<&str> = match self.ours.is_empty() {
            true => self.foreign.iter().map(String::as_str).collect(),
            false => {
                let wanted = |name: &&String| files.iter().any(|file| file.name == **name);
                self.foreign
                    .iter()
                    .filter(wanted)
                    .map(String::as_str)
                    .collect()
            }
        };
        let Some(first) = in_the_way.first() else {
            return Ok(());
        };
        let others = match in_the_way.len() {
            1 => String::new(),
            2 => format!(" and `{}`", in_the_way[1]),
            more => format!(" and {} more", more - 1),
        };
        Err(Failure::new(format!(
            "`{}` holds Terraform files batchlang did not write: `{first}`{others}",
            folder.display()
        ))
        .hint("choose another folder with `-o`; nothing was changed"))
    }
}

/// The mark stands in the first lines. A pipe or a device is nobody's text; opening one may hang.
fn is_ours(path: &Path) -> bool {
    if !fs::metadata(path).is_ok_and(|there| there.is_file()) {
        return false;
    }
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut start));
    let text = String::from_utf8_lossy(&start);
    read.is_ok() && text.lines().take(2).any(|line| line.contains(MARK))
}

/// Whether a file has this text already.
fn holds(path: &Path, file: &File) -> io::Result<bool> {
    let length: usize = file.pieces.iter().map(String::len).sum();
    let mut old = fs::File::open(path)?;
    if old.metadata()?.len() != length as u64 {
        return Ok(false);
    }
    let mut read = Vec::new();
    for piece in &file.pieces {
        read.resize(piece.len(), 0);
        old.read_exact(&mut read)?;
        if read != piece.as_bytes() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes the text to a new file in the same folder, hence on the same disk.
fn beside(path: &Path, text: &File) -> io::Result<PathBuf> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    super::stale::sweep(path);
    let temporary = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&temporary)?;
    let mut pieces = text.pieces.iter();
    let written = pieces
        .try_for_each(|piece| file.write_all(piece.as_bytes()))
        .and_then(|()| file.sync_all());
    match written {
        Ok(()) => Ok(temporary),
        Err(error) => {
            let _ = fs::remove_file(&temporary);
            Err(error)
        }
    }
}

fn discard(written: &[(PathBuf, PathBuf)]) {
    for (temporary, _) in written {
        let _ = fs::remove_file(temporary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Vec<File> {
        let text = format!("# {MARK}a.batch\n");
        names
            .iter()
            .map(|name| File {
                name: (*name).to_owned(),
                pieces: vec![text.clone()],
            })
            .collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn own_files_are_replaced_and_others_stay() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("out");
        write(&folder, &files(&["main.tf", "outputs.tf"])).unwrap();
        fs::write(folder.join("backend.tf"), "terraform {}\n").unwrap();
        fs::write(folder.join("terraform.tfstate"), "{}").unwrap();
        write(&folder, &files(&["main.tf.json"])).unwrap();
        assert_eq!(
            names(&folder),
            ["backend.tf", "main.tf.json", "terraform.tfstate"]
        );
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused_and_left_as_it_is() {
        let temporary = tempfile::tempdir().unwrap();
        fs::write(temporary.path().join("main.tf"), "# mine\n").unwrap();
        let failure = write(temporary.path(), &files(&["main.tf", "outputs.tf"])).unwrap_err();
        assert!(failure.message.contains("`main.tf`"), "{}", failure.message);
        assert_eq!(names(temporary.path()), ["main.tf"]);
        let text = fs::read_to_string(temporary.path().join("main.tf")).unwrap();
        assert_eq!(text, "# mine\n");
    }
}
