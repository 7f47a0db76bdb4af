//! Files: what an `import` or a `file("…")` may name, from the folder of the file that is edited.

use super::{Item, Sort};
use crate::lsp::engine::View;
use std::path::Path;

/// No more than this at once; more is found by typing on.
const MOST: usize = 200;

/// The files of the folder typed so far (only programs, or any), and its folders.
pub fn all(view: &View, typed: &str, programs: bool, items: &mut Vec<Item>) {
    let own = Path::new(&view.source().name);
    let Some(folder) = own.parent().filter(|_| own.is_absolute()) else {
        return;
    };
    let inner = typed.rfind('/').map_or("", |at| &typed[..=at]);
    let entries = std::fs::read_dir(folder.join(inner));
    let entries = entries.into_iter().flatten().flatten();
    for entry in entries.take(MOST * 10) {
        let path = entry.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let Ok(kind) = std::fs::metadata(&path) else {
            continue;
        };
        let wanted = !programs || path.extension().is_some_and(|end| end == "batch");
        if name.starts_with('.') || path == own || items.len() >= MOST {
            continue;
        }
        if kind.is_dir() {
            items.push(Item::new(format!("{inner}{name}/"), Sort::File, 1));
        } else if wanted {
            items.push(Item::new(format!("{inner}{name}"), Sort::File, 0));
        }
    }
}
