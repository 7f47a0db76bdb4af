//! What has to be written differently when files get other names: the paths of imports.

use super::documents::{Documents, Overlay, identity};
use crate::analysis::Files;
use crate::syntax::ast::ItemKind;
use crate::syntax::parse;
use crate::syntax::source::{FileId, Range};
use std::path::{Component, Path, PathBuf};

/// A file or folder, and what it will be called.
pub struct Renaming {
    pub from: PathBuf,
    pub to: PathBuf,
}

/// A path to write in a file, which still has its old name.
#[derive(Debug, PartialEq)]
pub struct Edit {
    pub file: String,
    pub range: Range,
    /// In quotes.
    pub text: String,
}

/// The edits in these files. An import leads to the same file as before, whichever end moved.
pub fn edits(documents: &Documents, names: &[String], renamings: &[Renaming]) -> Vec<Edit> {
    let files = Overlay::new(documents);
    let mut found = Vec::new();
    for name in names {
        let Some(text) = read(&files, name) else {
            continue;
        };
        for item in parse(FileId(0), &text).items {
            let ItemKind::Import(import) = &item.parsed.item.kind else {
                continue;
            };
            let target = identity(&files.join(name, &import.path));
            let own = identity(name);
            let (moved, goes) = (after(&own, renamings), after(&target, renamings));
            if moved.is_none() && goes.is_none() {
                continue;
            }
            let importer = moved.unwrap_or_else(|| own.into());
            let target = goes.unwrap_or_else(|| target.into());
            let Some(path) = relative(&importer, &target) else {
                continue;
            };
            if path != import.path.as_str() {
                let at = |offset: u32| item.start + offset;
                found.push(Edit {
                    file: name.clone(),
                    range: Range::new(at(import.path_range.start), at(import.path_range.end)),
                    text: format!("\"{path}\""),
                });
            }
        }
    }
    found
}

fn read(files: &Overlay, name: &str) -> Option<String> {
    let text = String::from_utf8(files.read(name).ok()?).ok()?;
    text.contains("import").then_some(text)
}

/// The new path of a file that is renamed, or lies in a folder that is.
fn after(path: &str, renamings: &[Renaming]) -> Option<PathBuf> {
    renamings.iter().find_map(|one| {
        let from = identity(&one.from.to_string_lossy());
        let rest = Path::new(path).strip_prefix(from).ok()?;
        Some(match rest.as_os_str().is_empty() {
            true => one.to.clone(),
            false => one.to.join(rest),
        })
    })
}

/// The way from a file's folder to another file, with `/` as imports have it. `None` where it
/// could not be written between quotes, or there is none.
fn relative(importer: &Path, target: &Path) -> Option<String> {
    let parts = |path: &Path| -> Option<Vec<String>> {
        let parts = path.components().filter(|part| *part != Component::CurDir);
        parts
            .map(|part| part.as_os_str().to_str().map(str::to_owned))
            .collect()
    };
    let (from, to) = (parts(importer.parent()?)?, parts(target)?);
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 && importer.is_absolute() {
        return None;
    }
    let up = std::iter::repeat_n("..", from.len() - shared);
    let down = to.get(shared..)?.iter().map(String::as_str);
    let path = up.chain(down).collect::<Vec<_>>().join("/");
    (!path.contains(['"', '\\', '$', '\n'])).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_files() {
        let way = |a: &str, b: &str| relative(Path::new(a), Path::new(b));
        assert_eq!(way("/p/main.batch", "/p/a.batch"), Some("a.batch".into()));
        assert_eq!(
            way("/p/x/main.batch", "/p/y/a.batch"),
            Some("../y/a.batch".into())
        );
        assert_eq!(
            way("/p/main.batch", "/p/parts/a.batch"),
            Some("parts/a.batch".into())
        );
        assert_eq!(way("/p/main.batch", "/p/\"a.batch"), None);
    }
}
