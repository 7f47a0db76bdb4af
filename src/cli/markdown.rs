//! The Markdown of our own pages, set for a terminal.

use crate::diagnostic::human::paint;
use anstyle::{AnsiColor, Style};

/// Sets a page: headings bold without their hashes, code blocks indented and lightly coloured,
/// prose wrapped. Knows what our pages use: headings, fences, lists, `code`, **bold**.
pub fn render(page: &str, width: usize, color: bool) -> String {
    let mut out = String::with_capacity(page.len() + 256);
    let mut prose = String::new();
    let mut in_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            flush(&mut out, &mut prose, width, color);
            in_code = !in_code;
        } else if in_code {
            out.push_str(&code_line(line, color));
        } else if let Some(heading) = heading(line) {
            flush(&mut out, &mut prose, width, color);
            // In bold, code needs no marks.
            let text = if color {
                heading.replace('`', "")
            } else {
                heading.to_string()
            };
            out.push_str(&paint(&text, Style::new().bold(), color));
            out.push('\n');
        } else if line.trim().is_empty() || line.starts_with('|') {
            flush(&mut out, &mut prose, width, color);
            out.push_str(line.trim_end());
            out.push('\n');
        } else {
            if line.trim_start().starts_with(['-', '*']) && line.trim_start().get(1..2) == Some(" ")
            {
                flush(&mut out, &mut prose, width, color);
            } else if !prose.is_empty() {
                prose.push(' ');
            }
            prose.push_str(if prose.is_empty() { line } else { line.trim() });
        }
    }
    flush(&mut out, &mut prose, width, color);
    out
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    (rest.len() < line.len())
        .then(|| rest.strip_prefix(' '))
        .flatten()
}

/// A line of an example: its comments step back.
fn code_line(line: &str, color: bool) -> String {
    if line.trim().is_empty() {
        return "\n".to_string();
    }
    // A `//` inside a string is no comment: the quotes before one come in pairs.
    let is_comment = |at: &usize| line[..*at].matches('"').count().is_multiple_of(2);
    let at = line.find("//").filter(is_comment).unwrap_or(line.len());
    let (code, comment) = line.split_at(at);
    let code = paint(
        code,
        AnsiColor::Cyan.on_default(),
        color && !code.is_empty(),
    );
    let comment = paint(comment, Style::new().dimmed(), color && !comment.is_empty());
    format!("    {code}{comment}\n")
}

/// Writes the gathered paragraph, wrapped; a list item's later lines under its text.
fn flush(out: &mut String, prose: &mut String, width: usize, color: bool) {
    if prose.is_empty() {
        return;
    }
    let bullet = prose.trim_start().starts_with(['-', '*']);
    let margin = prose.len() - prose.trim_start().len();
    let hang = " ".repeat(if bullet { margin + 2 } else { margin });
    let mut line_width = margin;
    out.push_str(&" ".repeat(margin));
    let mut styled = Inline {
        color,
        code: false,
        bold: false,
    };
    for (at, word) in prose.split_whitespace().enumerate() {
        let length = word.chars().filter(|c| *c != '`').count();
        if at > 0 && line_width + 1 + length > width {
            out.push('\n');
            out.push_str(&hang);
            line_width = hang.len();
        } else if at > 0 {
            out.push(' ');
            line_width += 1;
        }
        styled.push(out, word);
        line_width += length;
    }
    out.push('\n');
    prose.clear();
}

/// Where a run of `code` or **bold** stands open; a style is closed at the end of each word, so
/// that it never runs over a margin.
struct Inline {
    color: bool,
    code: bool,
    bold: bool,
}

impl Inline {
    fn push(&mut self, out: &mut String, word: &str) {
        if !self.color {
            // Backticks stay: without colour they are what marks code.
            out.push_str(&word.replace("**", ""));
            return;
        }
        let mut run = String::new();
        let mut rest = word;
        while let Some(c) = rest.chars().next() {
            if c == '`' {
                self.end_run(out, &mut run);
                self.code = !self.code;
                rest = &rest[1..];
            } else if !self.code && rest.starts_with("**") {
                self.end_run(out, &mut run);
                self.bold = !self.bold;
                rest = &rest[2..];
            } else {
                run.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        self.end_run(out, &mut run);
    }

    fn end_run(&self, out: &mut String, run: &mut String) {
        let style = match (self.code, self.bold) {
            (true, _) => AnsiColor::Cyan.on_default(),
            (false, true) => Style::new().bold(),
            (false, false) => Style::new(),
        };
        out.push_str(&paint(run, style, !run.is_empty() && style != Style::new()));
        run.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a-code\n\nProse with `code` that\nruns on and **on** for a while.\n\n## Bad\n\n```batch\nx = 1 // why\n\n```\n\n- one item that is long enough to wrap\n- two\n";

    #[test]
    fn a_page_is_set_for_a_narrow_terminal() {
        assert_eq!(
            render(PAGE, 24, false),
            "a-code\n\nProse with `code` that\nruns on and on for a\nwhile.\n\nBad\n\n    x = 1 // why\n\n\n\
             - one item that is long\n  enough to wrap\n- two\n"
        );
    }

    #[test]
    fn colours_replace_the_marks() {
        let coloured = render("a `b c` **d**\n", 80, true);
        assert!(!coloured.contains('`') && !coloured.contains('*'));
        assert!(
            coloured.contains("\u{1b}[36mb\u{1b}[0m \u{1b}[36mc\u{1b}[0m"),
            "{coloured:?}"
        );
    }
}
