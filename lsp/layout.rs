//! Formatting, as the lines that change, so that the editor keeps its cursors and marks.

use crate::syntax::format;
use crate::syntax::source::{LineIndex, Range};
use similar::{DiffOp, TextDiff};

/// The edits that format a text; with `lines` only those that touch them.
pub fn edits(text: &str, lines: Option<(u32, u32)>) -> Vec<(Range, String)> {
    between(text, &format(text), lines)
}

/// The lines that change from one text to another.
pub fn changes(text: &str, new: &str) -> Vec<(Range, String)> {
    between(text, new, None)
}

fn between(text: &str, after: &str, lines: Option<(u32, u32)>) -> Vec<(Range, String)> {
    if after == text {
        return Vec::new();
    }
    let index = LineIndex::new(text);
    // Lines as everywhere here: a lone CR, which `TextDiff::from_lines` takes for an end, is none.
    let old: Vec<&str> = text.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = TextDiff::from_slices(&old, &new);
    let start = |line: usize| index.line_start(line as u32).unwrap_or(text.len() as u32);
    let wanted = |first: usize, last: usize| {
        lines.is_none_or(|(from, to)| first <= to as usize && last >= from as usize)
    };
    // Lines that only look different are told one by one, so that some can be left alone.
    let apart = |op: &DiffOp| match *op {
        DiffOp::Replace {
            old_index,
            old_len,
            new_index,
            new_len,
        } if old_len == new_len => {
            let lines = (0..old_len).map(|at| {
                (
                    old_index + at..old_index + at + 1,
                    new_index + at..new_index + at + 1,
                )
            });
            lines.collect()
        }
        _ => vec![(op.old_range(), op.new_range())],
    };
    diff.ops()
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .flat_map(apart)
        .filter_map(|(old, now)| {
            let last = old.end.saturating_sub(1).max(old.start);
            let text = new.get(now)?.concat();
            wanted(old.start, last).then(|| (Range::new(start(old.start), start(old.end)), text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, lines: Option<(u32, u32)>) -> String {
        let mut out = text.to_owned();
        for (range, new) in edits(text, lines).into_iter().rev() {
            out.replace_range(range.start as usize..range.end as usize, &new);
        }
        out
    }

    #[test]
    fn the_edits_make_the_formatted_text() {
        let text = "let a=1\n\n\n\njob_queue q {\npriority=1\n  }";
        assert_eq!(applied(text, None), format(text));
    }

    #[test]
    fn a_lone_carriage_return_ends_no_line() {
        let text = "let a = \"\"\"x\ry\"\"\"\n\nlet b=1\n=";
        assert_eq!(applied(text, None), format(text));
    }

    #[test]
    fn a_range_leaves_the_rest_alone() {
        let text = "let a=1\nlet b = 2\nlet c=3\n";
        assert_eq!(
            applied(text, Some((2, 2))),
            "let a=1\nlet b = 2\nlet c = 3\n"
        );
        let text = "let a=1\nlet b=2\nlet c=3\n";
        assert_eq!(applied(text, Some((1, 1))), "let a=1\nlet b = 2\nlet c=3\n");
    }
}
