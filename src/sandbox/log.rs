//! The log of calls, for tests: what was asked, what came of it, and how the queues stood after.

use super::batch::QueueView;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::sync::Arc;

/// One call.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// 1 for the first.
    pub sequence: u64,
    /// Milliseconds since 1970, by the sandbox's clock.
    pub time: u64,
    pub service: &'static str,
    pub region: String,
    pub operation: String,
    pub input: Value,
    /// 0 where no answer was sent.
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'static str>,
    pub executed: bool,
    /// Whether it could change anything.
    pub mutating: bool,
    /// After an executed call that changes Batch: every queue of the region.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "views")]
    pub queues: Option<Vec<Arc<QueueView>>>,
}

fn views<S: Serializer>(
    views: &Option<Vec<Arc<QueueView>>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(views.iter().flatten().map(|view| &**view))
}

/// All calls since the start or the last reset.
#[derive(Default)]
pub struct Log {
    entries: Vec<Entry>,
    /// The last view of each queue: most calls change none of them, and share it.
    views: HashMap<String, Arc<QueueView>>,
    /// Where entries are also written.
    file: Option<File>,
}

impl Log {
    pub fn next(&self) -> u64 {
        self.entries.len() as u64 + 1
    }

    pub fn write_to(&mut self, file: File) {
        self.file = Some(file);
    }

    /// Forgets the entries.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    pub fn push(&mut self, entry: Entry) {
        if let (Some(file), Ok(mut line)) = (&mut self.file, serde_json::to_vec(&entry)) {
            line.push(b'\n');
            // A log that cannot be written is no reason to fail a call.
            let _ = file.write_all(&line);
        }
        self.entries.push(entry);
    }

    /// The entries after a sequence number.
    pub fn since(&self, sequence: u64) -> &[Entry] {
        let skip = usize::try_from(sequence).unwrap_or(usize::MAX);
        self.entries.get(skip..).unwrap_or_default()
    }

    /// The views of a moment, those shared that have not changed.
    pub fn share(&mut self, views: Vec<QueueView>) -> Vec<Arc<QueueView>> {
        let share = |view: QueueView| {
            let key = format!("{}/{}", view.region, view.queue);
            match self.views.get(&key) {
                Some(known) if **known == view => known.clone(),
                _ => {
                    let view = Arc::new(view);
                    self.views.insert(key, view.clone());
                    view
                }
            }
        };
        views.into_iter().map(share).collect()
    }
}
