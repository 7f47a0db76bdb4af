//! Findings for people: a sentence, the lines it is about, why, and what to do.
//!
//! miette draws the frame around the source ([`Excerpt`]); the sentences around it are set here.

use super::excerpt::{Excerpt, Note};
use super::report::best_fix;
use super::{Applicability, Diagnostic, Severity, printable};
use crate::syntax::source::{FileId, SourceMap};
use anstyle::{AnsiColor, Style};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt;

/// Other places beyond this many are counted, not shown.
const MAX_LABELS: usize = 8;

/// How to set a report.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Where prose wraps, in columns.
    pub width: usize,
    /// How much of a long source line is shown, in columns.
    pub columns: usize,
    pub color: bool,
    /// Draw with box characters rather than ASCII.
    pub unicode: bool,
}

impl Default for Options {
    /// For a pipe or a file.
    fn default() -> Options {
        Options {
            width: 100,
            columns: 200,
            color: false,
            unicode: true,
        }
    }
}

/// One finding, with a newline at its end.
pub fn render(found: &Diagnostic, sources: &SourceMap, options: &Options) -> String {
    let mut out = String::new();
    header(&mut out, found, options);
    let hidden = found.labels.len().saturating_sub(MAX_LABELS);
    let margin = snippets(&mut out, found, sources, options);
    let indent = " ".repeat(margin);
    let mut note = |word: &str, text: &str| {
        let lead = format!("{indent}= {word}: ");
        let styled = format!(
            "{indent}{} ",
            paint(&format!("= {word}:"), NOTE, options.color)
        );
        let hang = " ".repeat(lead.chars().count());
        wrap(
            &mut out,
            text,
            (&styled, lead.chars().count()),
            &hang,
            options.width,
        );
    };
    if hidden > 0 {
        let places = if hidden == 1 {
            "place is"
        } else {
            "places are"
        };
        note("also", &format!("{hidden} more {places} involved"));
    }
    if let Some(why) = &found.why {
        note("why", why);
    }
    if let Some(help) = &found.help {
        note("help", help);
    }
    if let Some(fix) = best_fix(found) {
        match fix.applicability {
            Applicability::Safe => note("fix available", &fix.title),
            Applicability::Unsafe => note("possible fix", &fix.title),
        }
    }
    out
}

const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// The style of a severity's word.
pub fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Advice => AnsiColor::Cyan.on_default().bold(),
    }
}

/// The text in a style, or plain.
pub fn paint(text: &str, style: Style, color: bool) -> String {
    if color {
        format!("{style}{text}{style:#}")
    } else {
        text.to_string()
    }
}

/// `error[code]: message`
fn header(out: &mut String, found: &Diagnostic, options: &Options) {
    let word = format!("{}[{}]", found.severity.word(), found.code.name);
    let lead = format!(
        "{}: ",
        paint(&word, severity_style(found.severity), options.color)
    );
    let message = printable::line(&found.message);
    let mut text = String::new();
    wrap(
        &mut text,
        &message,
        ("", word.len() + 2),
        "  ",
        options.width,
    );
    out.push_str(&lead);
    match options.color {
        true => out.push_str(&paint(text.trim_end(), Style::new().bold(), true)),
        false => out.push_str(text.trim_end()),
    }
    out.push('\n');
}

/// Draws the places, those of the finding's own file first. Answers with the column of the frame.
fn snippets(out: &mut String, found: &Diagnostic, sources: &SourceMap, options: &Options) -> usize {
    let mut files: Vec<(FileId, Vec<Note>)> = Vec::new();
    let primary = Note {
        span: found.span,
        text: found.label.clone(),
        primary: true,
    };
    let others = found.labels.iter().take(MAX_LABELS).map(|label| Note {
        span: label.span,
        text: Some(label.text.clone()),
        primary: false,
    });
    for note in std::iter::once(primary).chain(others) {
        if note.span.file.0 as usize >= sources.len() {
            continue;
        }
        match files.iter_mut().find(|(file, _)| *file == note.span.file) {
            Some((_, notes)) => notes.push(note),
            None => files.push((note.span.file, vec![note])),
        }
    }
    let mut margin = 3;
    for (at, (file, notes)) in files.iter().enumerate() {
        let excerpt = Excerpt::new(sources.get(*file), notes, options.columns);
        let labels = excerpt.labels();
        let drawn = draw(Snippet { excerpt, labels }, found.severity, options);
        if at == 0 {
            let frame = drawn.lines().next().unwrap_or("");
            margin = frame.chars().take_while(|&c| c == ' ').count();
        }
        out.push_str(&drawn);
    }
    margin
}

/// What miette is given: places without a sentence.
struct Snippet {
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
}

impl fmt::Debug for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snippet")
    }
}
impl fmt::Display for Snippet {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}
impl std::error::Error for Snippet {}
impl miette::Diagnostic for Snippet {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The frames of one file. The finding's own place takes the colour of its severity.
fn draw(snippet: Snippet, severity: Severity, options: &Options) -> String {
    let mut theme = match (options.unicode, options.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, _) => GraphicalTheme::none(),
    };
    if options.color {
        let styles = GraphicalTheme::unicode().styles;
        let own = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Advice => styles.advice,
        };
        let style = |label: &LabeledSpan| if label.primary() { own } else { styles.help };
        theme.styles.highlights = snippet.labels.iter().map(style).collect();
        theme.styles.link = styles.linum;
        theme.styles.linum = styles.linum;
    }
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .without_syntax_highlighting()
        .with_wrap_lines(false)
        .with_width(options.columns.max(options.width) + 20);
    let mut out = String::new();
    if handler.render_report(&mut out, &snippet).is_err() {
        return String::new();
    }
    // The first line is miette's own header, empty here: ours stands above.
    let drawn = out.split_once('\n').map_or("", |(_, rest)| rest);
    let lines = drawn.lines().map(|line| format!("{}\n", line.trim_end()));
    lines.collect()
}

/// Sets prose after a lead of some width, wrapped, the later lines under `hang`. Line breaks in
/// the text stay.
/// Text wrapped at `width`: `lead` before its first line, `hang` before the others.
pub fn wrap(
    out: &mut String,
    text: &str,
    (lead, lead_width): (&str, usize),
    hang: &str,
    width: usize,
) {
    let text = printable::lines(text);
    out.push_str(lead);
    let mut column = lead_width;
    for (number, paragraph) in text.lines().enumerate() {
        if number > 0 {
            out.push('\n');
            out.push_str(hang);
            column = hang.len();
        }
        for (at, word) in paragraph.split(' ').enumerate() {
            let length = word.chars().count();
            if at > 0 && column + 1 + length > width.max(hang.len() + 20) {
                out.push('\n');
                out.push_str(hang);
                column = hang.len();
            } else if at > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    out.push('\n');
}

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;
