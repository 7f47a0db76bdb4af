//! Writing a file so that it is whole at every moment, whatever happens.

use super::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Replaces the text of a file: a new file beside it takes its permissions, is written and
/// synced, then takes its name. A full disk or a crash leaves the old text; a symlink stays one.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let target = fs::canonicalize(path).map_err(|error| Failure::io("write", path, &error))?;
    let old = fs::metadata(&target).map_err(|error| Failure::io("write", path, &error))?;
    if old.permissions().readonly() {
        return Err(Failure::new(format!(
            "cannot write `{}`: it is read-only",
            path.display()
        )));
    }
    let (temporary, file) = beside(&target).map_err(|error| Failure::io("write", path, &error))?;
    let written = fill(file, text)
        .and_then(|()| fs::set_permissions(&temporary, old.permissions()))
        .and_then(|()| fs::rename(&temporary, &target));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Failure::io("write", path, &error).hint("the file is as it was")
    })
}

/// Writes a file that must not exist yet; leaves nothing behind if it cannot.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let file = file.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(format!(
            "`{}` exists already and is left as it is",
            path.display()
        )),
        _ => Failure::io("write", path, &error),
    })?;
    fill(file, text).map_err(|error| {
        let _ = fs::remove_file(path);
        Failure::io("write", path, &error)
    })
}

/// Writes a file whether it is there or not. A device or a pipe is written to and stays what it is.
pub fn put(path: &Path, text: &str) -> Result<(), Failure> {
    match fs::metadata(path) {
        Ok(there) if there.is_file() => replace(path, text),
        Ok(there) if there.is_dir() => {
            Err(Failure::new(format!("`{}` is a folder", path.display())).hint("name a file in it"))
        }
        Ok(_) => OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|error| Failure::io("write", path, &error)),
        Err(_) => create(path, text),
    }
}

/// Writes a file nobody but its owner may read, whether it is there or not; whole at every moment.
#[cfg(feature = "aws")]
pub fn private(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |error: io::Error| Failure::io("write", path, &error);
    match fs::metadata(path) {
        Ok(there) if !there.is_file() => return put(path, text),
        _ => {}
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    aside(&target, text, only_for_owner).map_err(failure)
}

/// Writes a file whether it is there or not; whole at every moment, also for who reads it.
#[cfg(feature = "lsp")]
pub fn whole(path: &Path, text: &str) -> io::Result<()> {
    aside(path, text, |_| Ok(()))
}

/// Writes a new file, which `prepare` sees while it is empty, and gives it its name.
#[cfg(any(feature = "aws", feature = "lsp"))]
fn aside(
    target: &Path,
    text: &str,
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<()> {
    let (temporary, file) = beside(target)?;
    let written = prepare(&file)
        .and_then(|()| fill(file, text))
        .and_then(|()| fs::rename(&temporary, target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// While the file is still empty.
#[cfg(all(feature = "aws", unix))]
fn only_for_owner(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

/// A folder's own rules say who reads a file.
#[cfg(all(feature = "aws", not(unix)))]
fn only_for_owner(_: &File) -> io::Result<()> {
    Ok(())
}

fn fill(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A new file in the same folder, hence on the same disk, so that a rename suffices.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    super::stale::sweep(target);
    let mut attempt = 0;
    loop {
        let temporary =
            target.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary)
        {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => {
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
