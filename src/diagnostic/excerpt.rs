//! The lines of one file that a report shows, made fit to be drawn.
//!
//! miette draws frames and underlines well, but takes a text as it stands: it would scan it from
//! the start for every report, print a line of ten thousand columns whole, draw nothing for an
//! empty span at the end of a file, and hand escape sequences to the terminal. So it never sees
//! the file: it sees an *excerpt*, a small text of the lines involved, clipped and made printable,
//! that answers with the real line numbers.

use super::printable;
use crate::syntax::source::{Source, Span};
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::collections::BTreeSet;
use std::ops::Range;

/// Spans over more lines than this are shown by their first line.
const MAX_LINES: u32 = 20;

/// A place to underline.
#[derive(Clone, Debug)]
pub struct Note {
    pub span: Span,
    pub text: Option<String>,
    /// The place the finding itself names.
    pub primary: bool,
}

/// A place found in the file: what to underline, in bytes of the file.
struct Anchor {
    bytes: Range<usize>,
    /// Nothing is there: draw one column at `bytes.start`.
    is_point: bool,
    lines: Range<u32>,
    text: Option<String>,
}

/// One shown line.
struct Line {
    /// From 0.
    number: u32,
    /// Where it stands in the excerpt, without its newline.
    range: Range<usize>,
    /// Which byte of the file stands at which byte of the excerpt, ascending.
    places: Vec<(usize, usize)>,
}

/// A place to underline, in the excerpt.
struct Mark {
    range: Range<usize>,
    text: Option<String>,
    primary: bool,
    /// Where the span really begins, as people count: line and column from 0.
    position: (usize, usize),
}

/// The lines of one file around some places.
pub struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    marks: Vec<Mark>,
}

impl Excerpt {
    /// The lines around `notes`, with one line of context, clipped to `columns`.
    pub fn new(source: &Source, notes: &[Note], columns: usize) -> Excerpt {
        let anchors: Vec<Anchor> = notes.iter().map(|note| anchor(source, note)).collect();
        let count = source.lines.line_count();
        let shown: BTreeSet<u32> = anchors
            .iter()
            .flat_map(|at| at.lines.start.saturating_sub(1)..(at.lines.end + 1).min(count))
            .collect();
        let mut excerpt = Excerpt {
            name: printable::line(&source.name).into_owned(),
            text: String::new(),
            lines: Vec::with_capacity(shown.len()),
            marks: Vec::with_capacity(notes.len()),
        };
        for number in shown {
            excerpt.push_line(source, number, &anchors, columns);
        }
        for (note, anchor) in notes.iter().zip(anchors) {
            let (line, column) = source.position(note.span.start);
            let range = excerpt.place(&anchor);
            excerpt.marks.push(Mark {
                range,
                text: anchor.text,
                primary: note.primary,
                position: (line as usize - 1, column as usize - 1),
            });
        }
        excerpt
    }

    /// What miette is to underline, in the order of the places.
    pub fn labels(&self) -> Vec<LabeledSpan> {
        let mut labels: Vec<LabeledSpan> = self
            .marks
            .iter()
            .map(|mark| {
                let span = SourceSpan::from(mark.range.clone());
                match mark.primary {
                    true => LabeledSpan::new_primary_with_span(mark.text.clone(), span),
                    false => LabeledSpan::new_with_span(mark.text.clone(), span),
                }
            })
            .collect();
        labels.sort_by_key(|label| label.offset());
        labels
    }

    fn push_line(&mut self, source: &Source, number: u32, anchors: &[Anchor], columns: usize) {
        let bytes = line_bytes(source, number);
        let here = |at: &&Anchor| at.lines.contains(&number);
        let around = anchors
            .iter()
            .find(here)
            .map_or(bytes.start, |at| at.bytes.start);
        let clip = clip(&source.text, &bytes, around, columns);
        let start = self.text.len();
        if clip.start > bytes.start {
            self.text.push('…');
        }
        let mut places = Vec::with_capacity(clip.len() + 1);
        for (at, c) in source.text.get(clip.clone()).unwrap_or("").char_indices() {
            places.push((clip.start + at, self.text.len()));
            printable::push(&mut self.text, c);
        }
        places.push((clip.end, self.text.len()));
        if clip.end < bytes.end {
            self.text.push('…');
        } else if anchors
            .iter()
            .any(|at| at.is_point && at.bytes.start == clip.end)
        {
            self.text.push(' '); // something to point at behind the last character
        }
        self.lines.push(Line {
            number,
            range: start..self.text.len(),
            places,
        });
        self.text.push('\n');
    }

    /// Where an anchor stands in the excerpt; at least one column wide.
    fn place(&self, anchor: &Anchor) -> Range<usize> {
        let find = |number: u32, byte: usize| {
            let at = self.lines.partition_point(|line| line.number < number);
            let line = self.lines.get(at)?;
            let at = line.places.partition_point(|&(place, _)| place < byte);
            Some(line.places.get(at).or(line.places.last())?.1)
        };
        let start = find(anchor.lines.start, anchor.bytes.start).unwrap_or(0);
        let last = anchor.lines.end.saturating_sub(1);
        let end = find(last, anchor.bytes.end).unwrap_or(start);
        if end > start {
            return start..end;
        }
        let next = self.text.get(start..).and_then(|rest| rest.chars().next());
        start..start + next.filter(|&c| c != '\n').map_or(0, char::len_utf8)
    }
}

/// What of a span can be underlined.
fn anchor(source: &Source, note: &Note) -> Anchor {
    let text = &source.text;
    let start = boundary(text, note.span.start as usize);
    let end = boundary(text, note.span.end as usize).max(start);
    let inside = text.get(start..end).unwrap_or("");
    let trimmed = inside.trim_end();
    if trimmed.is_empty() {
        let start = if inside.is_empty() {
            visible(text, start)
        } else {
            start
        };
        let line = line_of(source, start);
        let text = note
            .text
            .as_deref()
            .map(|text| printable::line(text).into_owned());
        return Anchor {
            bytes: start..start,
            is_point: true,
            lines: line..line + 1,
            text,
        };
    }
    let mut end = start + trimmed.len();
    let first = line_of(source, start);
    let mut last = line_of(source, end - 1);
    let mut label = note
        .text
        .as_deref()
        .map(|text| printable::line(text).into_owned());
    if last - first >= MAX_LINES {
        let to_line = format!("to line {}", last + 1);
        label = Some(label.map_or(to_line.clone(), |label| format!("{label} ({to_line})")));
        last = first;
        end = line_bytes(source, first).end.max(start);
    }
    Anchor {
        bytes: start..end,
        is_point: false,
        lines: first..last + 1,
        text: label,
    }
}

/// Where to point for an empty span: itself, or, on a blank last line, the end of the text above.
fn visible(text: &str, at: usize) -> usize {
    if !text.get(at..).is_some_and(|rest| rest.trim().is_empty()) {
        return at;
    }
    text.get(..at).map_or(at, |before| before.trim_end().len())
}

/// The nearest place at or before `at` that is inside the text and no part of a character.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn line_of(source: &Source, byte: usize) -> u32 {
    source.lines.line_column(byte as u32).line
}

/// The bytes of a line, without what ends it.
fn line_bytes(source: &Source, number: u32) -> Range<usize> {
    let start = source
        .lines
        .line_start(number)
        .map_or(source.text.len(), |at| at as usize);
    let end = source
        .lines
        .line_start(number + 1)
        .map_or(source.text.len(), |at| at as usize);
    let line = source.text.get(start..end).unwrap_or("");
    let line = line
        .strip_suffix('\n')
        .map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    start..start + line.len()
}

/// The part of a long line to show: `columns` characters, a third of them before `around`.
fn clip(text: &str, line: &Range<usize>, around: usize, columns: usize) -> Range<usize> {
    let bytes = text.get(line.clone()).unwrap_or("");
    // More bytes than this are more characters than fit, whatever they are.
    if bytes.len() <= columns || (bytes.len() <= columns * 4 && bytes.chars().count() <= columns) {
        return line.clone();
    }
    let around = around.clamp(line.start, line.end);
    let before = text.get(line.start..around).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .take(columns / 3)
        .last()
        .map_or(around, |(at, _)| line.start + at);
    let after = text.get(start..line.end).unwrap_or("");
    let end = after
        .char_indices()
        .nth(columns)
        .map_or(line.end, |(at, _)| start + at);
    start..end
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let at = |offset: usize| self.lines.partition_point(|line| line.range.end < offset);
        let mut first = at(span.offset());
        let mut last = at((span.offset() + span.len())
            .saturating_sub(1)
            .max(span.offset()));
        let neighbours = |a: &Line, b: &Line| a.number + 1 == b.number;
        let Some(lines) = self.lines.get(first..=last) else {
            return Err(MietteError::OutOfBounds);
        };
        if lines.windows(2).any(|pair| !neighbours(&pair[0], &pair[1])) {
            return Err(MietteError::OutOfBounds);
        }
        if before + after == 0 {
            let mark = self
                .marks
                .iter()
                .find(|mark| mark.range.start == span.offset());
            let (line, column) = mark.map_or((lines[0].number as usize, 0), |mark| mark.position);
            return Ok(self.contents(first, last, line, column));
        }
        let touch = |a: usize, b: usize| matches!((self.lines.get(a), self.lines.get(b)), (Some(a), Some(b)) if neighbours(a, b));
        if before > 0
            && first > 0
            && touch(first - 1, first)
            && self.is_context(first - 1, first.checked_sub(2))
        {
            first -= 1;
        }
        if after > 0 && touch(last, last + 1) && self.is_context(last + 1, Some(last + 2)) {
            last += 1;
        }
        let line = self.lines[first].number as usize;
        Ok(self.contents(first, last, line, 0))
    }
}

impl Excerpt {
    /// Whether the line at `at` may be shown as context. A blank one only joins others: it is
    /// shown if `beyond` it comes one more.
    fn is_context(&self, at: usize, beyond: Option<usize>) -> bool {
        let Some(line) = self.lines.get(at) else {
            return false;
        };
        let shown = self.text.get(line.range.clone()).unwrap_or("");
        !shown.trim().is_empty()
            || beyond
                .and_then(|at| self.lines.get(at))
                .is_some_and(|beyond| beyond.number.abs_diff(line.number) == 1)
    }

    fn contents<'a>(
        &'a self,
        first: usize,
        last: usize,
        line: usize,
        column: usize,
    ) -> Box<dyn SpanContents<'a> + 'a> {
        let range = self.lines[first].range.start..self.lines[last].range.end + 1;
        Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[range.clone()],
            SourceSpan::from(range),
            line,
            column,
            last - first + 1,
        ))
    }
}
