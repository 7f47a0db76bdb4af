//! Files, byte spans and the line index: the only place that turns offsets into lines and columns.

use std::borrow::Cow;
use std::sync::Arc;

/// Which file of a [`SourceMap`] a span lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Bytes `start..end`. In the AST they count from the start of the top-level item, so that an
/// item may be cached by its text; see [`Range::at`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    pub start: u32,
    pub end: u32,
}

impl Range {
    pub const fn new(start: u32, end: u32) -> Range {
        Range { start, end }
    }

    /// The absolute span of a range whose item begins at byte `base` of `file`.
    pub const fn at(self, file: FileId, base: u32) -> Span {
        Span {
            file,
            start: base + self.start,
            end: base + self.end,
        }
    }

    /// The bytes of `before` between what two texts begin and end with alike, whole characters.
    /// What stands for them in `after` is as much longer as that is. Texts are below 4 GiB.
    pub fn differing(before: &str, after: &str) -> Range {
        let mut start = common_start(before.as_bytes(), after.as_bytes());
        while !before.is_char_boundary(start) {
            start -= 1;
        }
        let (one, other) = (&before.as_bytes()[start..], &after.as_bytes()[start..]);
        let mut end = before.len() - common_end(one, other);
        while !before.is_char_boundary(end) {
            end += 1;
        }
        Range::new(start as u32, end as u32)
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Range) -> Range {
        Range::new(self.start.min(other.start), self.end.max(other.end))
    }

    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }
}

/// Bytes compared at a time.
const STRIDE: usize = 64;

/// How many bytes two texts begin with alike.
fn common_start(one: &[u8], other: &[u8]) -> usize {
    let strides = one.chunks_exact(STRIDE).zip(other.chunks_exact(STRIDE));
    let alike = strides.take_while(|(one, other)| one == other).count() * STRIDE;
    let rest = one[alike..].iter().zip(&other[alike..]);
    alike + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes two texts end with alike.
fn common_end(one: &[u8], other: &[u8]) -> usize {
    let strides = one.rchunks_exact(STRIDE).zip(other.rchunks_exact(STRIDE));
    let alike = strides.take_while(|(one, other)| one == other).count() * STRIDE;
    let (one, other) = (&one[..one.len() - alike], &other[..other.len() - alike]);
    let rest = one.iter().rev().zip(other.iter().rev());
    alike + rest.take_while(|(one, other)| one == other).count()
}

/// Bytes `start..end` of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(file: FileId, start: u32, end: u32) -> Span {
        Span { file, start, end }
    }

    /// The empty span at the end of this one: where something would be inserted.
    pub const fn after(self) -> Span {
        Span {
            file: self.file,
            start: self.end,
            end: self.end,
        }
    }

    /// The empty span at the start of this one.
    pub const fn before(self) -> Span {
        Span {
            file: self.file,
            start: self.start,
            end: self.start,
        }
    }

    /// The smallest span that holds both; `self` if they lie in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span::new(
            self.file,
            self.start.min(other.start),
            self.end.max(other.end),
        )
    }
}

/// A place as people count it: both from 0; `column` in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// Byte offsets at which the lines of a text begin. `\n` and `\r\n` end a line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> LineIndex {
        let mut starts = Vec::with_capacity(text.len() / 24 + 1);
        starts.push(0);
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        starts.extend(ends.map(|at| at as u32 + 1));
        LineIndex { starts }
    }

    /// Line and byte column of an offset; past the end it is the end of the last line.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self
            .starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1);
        LineColumn {
            line: line as u32,
            column: offset - self.starts[line],
        }
    }

    /// Where line `line` (from 0) begins; `None` past the last line.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }
}

/// A piece that goes into a text, with the line endings that text has.
pub fn with_line_ends_of<'t>(piece: &'t str, text: &str) -> Cow<'t, str> {
    let foreign = piece.contains('\n') && text.contains("\r\n");
    match foreign {
        true => piece.replace("\r\n", "\n").replace('\n', "\r\n").into(),
        false => piece.into(),
    }
}

/// A text with its name and line index.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user gave it, `<stdin>`, or the path an import resolved to.
    pub name: String,
    pub text: Arc<str>,
    pub lines: LineIndex,
}

impl Source {
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Source {
        let text = text.into();
        let lines = LineIndex::new(&text);
        Source {
            name: name.into(),
            text,
            lines,
        }
    }

    /// The text of a span, which must lie in this file and on character boundaries; else `""`.
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Line (from 1) and column (from 1, in characters) of an offset, as compilers print them.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let at = self.lines.line_column(offset.min(self.text.len() as u32));
        let start = self.lines.line_start(at.line).unwrap_or(0) as usize;
        let end = start + at.column as usize;
        let column = self
            .text
            .get(start..end)
            .map_or(at.column, |t| t.chars().count() as u32);
        (at.line + 1, column + 1)
    }
}

/// All files of one run.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Source>,
}

impl SourceMap {
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() as u32 - 1)
    }

    /// Puts another text in a file's place.
    pub fn replace(&mut self, file: FileId, source: Source) {
        self.files[file.0 as usize] = source;
    }

    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).slice(span)
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(at, source)| (FileId(at as u32), source))
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
