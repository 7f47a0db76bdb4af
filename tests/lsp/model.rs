//! What the server must come to, found by other code than the server's: texts edited character by
//! character, and findings by a check from nothing, counted in the client's encoding.

#![allow(dead_code)] // not every test that shares this file needs all of it

#[path = "../common/pieces.rs"]
mod pieces;

use batchlang::analysis::{Checked, FileError, Files, Inputs, check_program};
use batchlang::diagnostic::Severity;
use pieces::PIECES;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Numbers that are the same for the same seed (splitmix64).
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// How many units of `encoding` a character takes.
fn units(c: char, encoding: &str) -> u32 {
    match encoding {
        "utf-8" => c.len_utf8() as u32,
        "utf-16" => c.len_utf16() as u32,
        _ => 1,
    }
}

/// The byte a place means: past the end of a line that end, past the last line the end of the
/// text, inside a character its start.
pub fn byte(text: &str, line: u32, character: u32, encoding: &str) -> usize {
    let (mut at_line, mut at) = (0, 0);
    for (start, c) in text.char_indices() {
        if at_line == line {
            let ends = c == '\n' || text[start..].starts_with("\r\n");
            at += units(c, encoding);
            if ends || at > character {
                return start;
            }
        }
        at_line += u32::from(c == '\n');
    }
    text.len()
}

/// The line and character of a byte.
pub fn position(text: &str, byte: usize, encoding: &str) -> (u32, u32) {
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let characters = before[start..].chars().map(|c| units(c, encoding));
    (before.matches('\n').count() as u32, characters.sum())
}

/// A change of a text as the protocol says it; `None` replaces all of it.
#[derive(Clone, Debug)]
pub struct Change {
    pub range: Option<((u32, u32), (u32, u32))>,
    pub text: String,
}

impl Change {
    pub fn json(&self) -> Value {
        let place = |(line, character)| json!({ "line": line, "character": character });
        match self.range {
            Some((start, end)) => {
                json!({ "range": { "start": place(start), "end": place(end) }, "text": self.text })
            }
            None => json!({ "text": self.text }),
        }
    }

    pub fn apply(&self, text: &str, encoding: &str) -> String {
        let Some((start, end)) = self.range else {
            return self.text.clone();
        };
        let start = byte(text, start.0, start.1, encoding);
        let end = byte(text, end.0, end.1, encoding);
        let (start, end) = (start.min(end), start.max(end));
        format!("{}{}{}", &text[..start], self.text, &text[end..])
    }
}

/// A finding as far as `check` and an editor both show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub start: (u32, u32),
    pub end: (u32, u32),
    pub code: String,
    pub error: bool,
    pub message: String,
}

/// The findings of an answer or a notification, in order of place.
pub fn told(diagnostics: &Value) -> Vec<Told> {
    let place = |place: &Value| {
        let number = |name: &str| place[name].as_u64().expect("a number") as u32;
        (number("line"), number("character"))
    };
    let all = diagnostics.as_array().expect("a list of findings");
    let found = all.iter().map(|one| Told {
        start: place(&one["range"]["start"]),
        end: place(&one["range"]["end"]),
        code: one["code"].as_str().unwrap_or("").to_owned(),
        error: one["severity"] == 1,
        message: first_line(one["message"].as_str().unwrap_or("")),
    });
    sorted(found.collect())
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("").to_owned()
}

fn sorted(mut found: Vec<Told>) -> Vec<Told> {
    found.sort();
    found
}

/// Texts by path, as a check sees them: what is open in the client, over what is on the disk.
#[derive(Clone, Default)]
pub struct Shelf(pub BTreeMap<String, String>);

impl Files for Shelf {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if let Some(text) = self.0.get(path) {
            return Ok(text.as_bytes().to_vec());
        }
        // As the disk says it: `main.batch/x` goes through what is no folder.
        let mut above = Path::new(path).ancestors().skip(1);
        Err(
            match above.any(|one| one.to_str().is_some_and(|one| self.0.contains_key(one))) {
                true => FileError::Other("not a directory".to_owned()),
                false => FileError::NotFound,
            },
        )
    }

    fn canonical(&self, path: &str) -> String {
        path.to_owned()
    }

    fn join(&self, importer: &str, relative: &str) -> String {
        let folder = Path::new(importer).parent().unwrap_or(Path::new(""));
        let mut joined = PathBuf::from(folder);
        for part in Path::new(relative).components() {
            match part {
                std::path::Component::ParentDir => _ = joined.pop(),
                std::path::Component::CurDir => {}
                part => joined.push(part),
            }
        }
        joined.to_string_lossy().into_owned()
    }
}

impl Shelf {
    /// Of one text alone.
    pub fn of(path: &str, text: &str) -> Shelf {
        Shelf(BTreeMap::from([(path.to_owned(), text.to_owned())]))
    }

    pub fn check(&self, root: &str) -> Checked {
        let environment = |name: &str| std::env::var(name).ok();
        let inputs = Inputs {
            env: Some(&environment),
            ..Inputs::default()
        };
        check_program(root, self, &inputs)
    }

    /// What a check of the program `root` from nothing says of the file `own`; of `own` on its
    /// own terms where that program does not hold it.
    pub fn findings(&self, root: &str, own: &str, encoding: &str) -> Vec<Told> {
        let mut checked = self.check(root);
        if !checked.paths.iter().any(|path| path == own) {
            checked = self.check(own);
        }
        let text = self.0.get(own).map_or("", String::as_str);
        let found = checked.diagnostics.iter().filter(|one| {
            let path = checked.paths.get(one.span.file.0 as usize);
            path.map_or(own == root, |path| path == own) && one.severity > Severity::Advice
        });
        let found = found.map(|one| Told {
            start: position(text, one.span.start as usize, encoding),
            end: position(text, one.span.end as usize, encoding),
            code: one.code.name.to_owned(),
            error: one.severity == Severity::Error,
            message: first_line(&one.message),
        });
        sorted(found.collect())
    }
}

/// Whether a check takes a file for a program of its own: a line begins with `project`.
pub fn declares_project(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').split('\n');
    let mut words = lines.filter_map(|line| line.trim_end_matches('\r').strip_prefix("project"));
    words.any(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '{']))
}

/// The program's examples and broken fixtures, and a few that are odd in their bytes.
pub fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples", "tests/fixtures", "tests/fixtures/one-mistake"];
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("it is there"))
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "batch"))
        .collect();
    paths.sort();
    let texts = paths.iter().map(std::fs::read_to_string);
    let mut seeds: Vec<String> = texts.map(|text| text.expect("it is text")).collect();
    seeds.push(seeds[0].replace('\n', "\r\n"));
    seeds.push(format!("\u{feff}{}", seeds[0]));
    seeds.push("// é 日本 𝒎𝒏\nlet ä = \"𝒎\"\r\n\tlet b = a\r\n".to_owned());
    seeds.push(String::new());
    seeds
}

/// A random edit of a text: small ones mostly, some to places that are not there.
pub fn random_change(random: &mut Random, text: &str, encoding: &str, seeds: &[String]) -> Change {
    if text.len() > 6_000 || random.one_in(60) {
        let text = random.pick(seeds).clone();
        return Change { range: None, text };
    }
    let start = random_byte(random, text);
    let length = [0, 0, 0, 1, 1, 2, 7, 40][random.below(8)];
    let end = (start + random.below(length + 1)).min(text.len());
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at));
    let mut range = (
        position(text, start, encoding),
        position(text, end.unwrap_or(text.len()), encoding),
    );
    match random.below(40) {
        0 => range.1.1 += 1_000,
        1 => range.1 = (range.1.0 + 3, 0),
        2 => range = ((9_999, 3), (u32::MAX >> 1, u32::MAX >> 1)),
        3 => range.0.1 += 1, // perhaps inside a character, perhaps past the end
        _ => {}
    }
    let text = match random.below(4) {
        0 => String::new(),
        1 => {
            let from = random.pick(seeds);
            let start = random_byte(random, from);
            from[start..].lines().next().unwrap_or("").to_owned()
        }
        _ => (*random.pick(PIECES)).to_owned(),
    };
    Change {
        range: Some(range),
        text,
    }
}

pub fn random_byte(random: &mut Random, text: &str) -> usize {
    let at = random.below(text.len() + 1);
    (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}
