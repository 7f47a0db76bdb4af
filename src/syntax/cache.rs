//! Items by their text: after an edit only what changed is read again.

use super::ast::ParsedItem;
use super::source::FileId;
use rustc_hash::{FxHashMap, FxHasher};
use smol_str::SmolStr;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The items of the last parse of every file. Holds no more than those files hold.
#[derive(Debug, Default)]
pub struct ItemCache {
    files: FxHashMap<FileId, Items>,
}

/// By hash; items with the same hash stand side by side.
type Items = FxHashMap<u64, Vec<Cached>>;

#[derive(Clone, Debug)]
struct Cached {
    docs: Option<SmolStr>,
    text: Arc<str>,
    parsed: Arc<ParsedItem>,
}

impl ItemCache {
    /// Forgets a file.
    pub fn remove(&mut self, file: FileId) {
        self.files.remove(&file);
    }

    /// How many items are held.
    pub fn len(&self) -> usize {
        self.files
            .values()
            .flat_map(FxHashMap::values)
            .map(Vec::len)
            .sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One parse of a file: what it does not ask for is dropped when it is over.
    pub(super) fn turn(&mut self, file: FileId) -> Turn<'_> {
        let before = self.files.remove(&file).unwrap_or_default();
        Turn {
            cache: self,
            file,
            before,
            now: Items::default(),
        }
    }
}

pub(super) struct Turn<'c> {
    cache: &'c mut ItemCache,
    file: FileId,
    before: Items,
    now: Items,
}

impl Turn<'_> {
    /// The item of this text, read only if it was not there the last time.
    pub fn item(
        &mut self,
        docs: Option<&SmolStr>,
        text: &str,
        read: impl FnOnce() -> ParsedItem,
    ) -> Arc<ParsedItem> {
        let mut hasher = FxHasher::default();
        (docs, text).hash(&mut hasher);
        let key = hasher.finish();
        let same = |cached: &&Cached| &*cached.text == text && cached.docs.as_ref() == docs;
        if let Some(found) = self.now.get(&key).and_then(|items| items.iter().find(same)) {
            return found.parsed.clone();
        }
        let known = self
            .before
            .get(&key)
            .and_then(|items| items.iter().find(same));
        let cached = known.cloned().unwrap_or_else(|| Cached {
            docs: docs.cloned(),
            text: text.into(),
            parsed: Arc::new(read()),
        });
        let parsed = cached.parsed.clone();
        self.now.entry(key).or_default().push(cached);
        parsed
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.cache
            .files
            .insert(self.file, std::mem::take(&mut self.now));
    }
}
