//! Unified diffs, as `patch` and `git apply` read them.

use super::terminal::Terminal;
use crate::diagnostic::human::paint;
use crate::diagnostic::printable;
use anstyle::{AnsiColor, Style};
use similar::TextDiff;

/// The change of one file, coloured and made harmless where a person reads it.
pub fn unified(name: &str, before: &str, after: &str, terminal: &Terminal) -> String {
    let diff = TextDiff::from_lines(before, after);
    let plain = diff
        .unified_diff()
        .context_radius(3)
        .header(name, name)
        .to_string();
    if !terminal.color && !terminal.is_terminal {
        return plain;
    }
    plain
        .split_inclusive('\n')
        .map(|line| styled(line, terminal.color))
        .collect()
}

fn styled(line: &str, color: bool) -> String {
    let style = match line.as_bytes() {
        [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => Style::new().bold(),
        [b'-', ..] => AnsiColor::Red.on_default(),
        [b'+', ..] => AnsiColor::Green.on_default(),
        [b'@', ..] => AnsiColor::Cyan.on_default(),
        _ => Style::new(),
    };
    let text = printable::line(line.trim_end_matches(['\r', '\n']));
    format!("{}\n", paint(&text, style, color && style != Style::new()))
}
