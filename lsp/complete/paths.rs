//! Files: what an `import` or a `file("…")` may name, from the folder of the file that is edited.

use super::{Item, Sort};
use crate::lsp::documents::{Documents, identity};
use crate::lsp::engine::View;
use crate::syntax::ast::ItemKind;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// No more than this at once; more is found by typing on.
const MOST: usize = 200;

/// The files and folders of the folder typed so far.
pub fn all(view: &View, typed: &str, items: &mut Vec<Item>) {
    if let Some(place) = Place::of(view, typed) {
        place.listed(|_| true, items);
    }
}

/// The programs among them, those only open in the editor too, without what is imported already.
pub fn programs(
    view: &View,
    documents: &Documents,
    typed: &str,
    offset: u32,
    items: &mut Vec<Item>,
) {
    let Some(place) = Place::of(view, typed) else {
        return;
    };
    let imported = imported(view, offset);
    let wanted = |path: &Path| {
        let program = path.extension().is_some_and(|end| end == "batch");
        let new = || !imported.contains(&identity(&path.to_string_lossy()));
        program && (imported.is_empty() || new())
    };
    place.listed(wanted, items);
    let folder = identity(&place.folder.to_string_lossy());
    for document in documents.iter() {
        let path = Path::new(&document.name);
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let parent = path.parent().map(|parent| parent.to_string_lossy());
        let here = parent.is_some_and(|parent| identity(&parent) == folder);
        let label = format!("{}{name}", place.inner);
        let new = || items.iter().all(|item| item.label != label);
        if here && path != place.own && wanted(path) && new() {
            items.push(Item::new(label, Sort::File, 0));
        }
    }
}

/// The identities of the files the file imports, but for the import at the cursor.
fn imported(view: &View, offset: u32) -> HashSet<String> {
    let folder = Path::new(&view.source().name).parent();
    let imports = view.parsed().items.iter().filter_map(|placed| {
        let ItemKind::Import(import) = &placed.parsed.item.kind else {
            return None;
        };
        let range = import.path_range;
        let at_cursor = offset
            .checked_sub(placed.start)
            .is_some_and(|at| range.start <= at && at <= range.end);
        let path = folder?.join(import.path.as_str());
        (!at_cursor).then(|| identity(&path.to_string_lossy()))
    });
    imports.collect()
}

/// Where files are looked for.
struct Place<'t> {
    own: &'t Path,
    folder: PathBuf,
    /// The folders typed so far.
    inner: &'t str,
}

impl<'t> Place<'t> {
    fn of(view: &'t View, typed: &'t str) -> Option<Place<'t>> {
        let own = Path::new(&view.source().name);
        let inner = typed.rfind('/').map_or("", |at| &typed[..=at]);
        let folder = own.parent().filter(|_| own.is_absolute())?.join(inner);
        Some(Place { own, folder, inner })
    }

    fn listed(&self, wanted: impl Fn(&Path) -> bool, items: &mut Vec<Item>) {
        let inner = self.inner;
        let entries = std::fs::read_dir(&self.folder);
        let entries = entries.into_iter().flatten().flatten();
        for entry in entries.take(MOST * 10) {
            let path = entry.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let Ok(kind) = std::fs::metadata(&path) else {
                continue;
            };
            if name.starts_with('.') || path == self.own || items.len() >= MOST {
                continue;
            }
            if kind.is_dir() {
                items.push(Item::new(format!("{inner}{name}/"), Sort::File, 1));
            } else if wanted(&path) {
                items.push(Item::new(format!("{inner}{name}"), Sort::File, 0));
            }
        }
    }
}
