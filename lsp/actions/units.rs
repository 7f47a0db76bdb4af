//! A size or a duration in another unit, where that is exact.

use super::place::Here;
use super::{Draft, Sort, replace};
use crate::syntax::ast::ExprKind;
use crate::syntax::units::{DURATIONS, SIZES};

pub fn offer(here: &Here, drafts: &mut Vec<Draft>) {
    let Some((_, value)) = here.values.last() else {
        return;
    };
    let (amount, units): (u64, &[(&str, u64)]) = match value.kind {
        ExprKind::Size(bytes) => (bytes, &SIZES),
        ExprKind::Duration(seconds) => (seconds, &DURATIONS),
        _ => return,
    };
    let written = here.slice(value.range);
    for (unit, size) in units {
        let own = written.trim_start_matches(|c: char| !c.is_ascii_alphabetic()) == *unit;
        if own || amount == 0 || !amount.is_multiple_of(*size) {
            continue;
        }
        let text = format!("{} {unit}", amount / size);
        let edits = vec![replace(here.span(value.range), text.as_str())];
        drafts.push(Draft::new(
            format!("Write it as `{text}`"),
            Sort::Rewrite,
            edits,
        ));
    }
}
