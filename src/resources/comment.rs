//! What stands above a declaration: its documentation and comments, for whoever reads the output.

use super::lowering::Lowering;
use crate::program::Block;
use smol_str::SmolStr;

/// The `///` and `//` lines directly above a declaration, without the marks; `allow` comments
/// speak to the checker and stay behind.
pub(super) fn above(cx: &Lowering, block: &Block) -> Option<SmolStr> {
    let start = block.head_span.start as usize;
    let known = (block.head_span.file.0 as usize) < cx.program.sources.len();
    let text: &str = if known {
        &cx.program.sources.get(block.head_span.file).text
    } else {
        ""
    };
    let before = text.get(..start).unwrap_or("");
    // What stands before the declaration on its own line is its indentation, or `existing`.
    let before = &before[..before.rfind('\n').map_or(0, |at| at + 1)];
    let mut lines: Vec<&str> = Vec::new();
    for line in before.lines().rev() {
        let Some(comment) = line.trim().strip_prefix("//") else {
            break;
        };
        let comment = comment.strip_prefix('/').unwrap_or(comment);
        let comment = comment.strip_prefix(' ').unwrap_or(comment).trim_end();
        if !comment.starts_with("allow(") {
            lines.push(comment);
        }
    }
    lines.reverse();
    match lines.is_empty() {
        true => block.docs.clone(),
        false => Some(SmolStr::from(lines.join("\n"))),
    }
}
