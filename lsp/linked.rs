//! Places of a name that change together while one of them is typed in.

use super::engine::View;
use crate::syntax::source::Range;

/// What a name is made of, for the editor to know when the typing has left it.
pub const NAME: &str = "[A-Za-z0-9_-]*";

/// The places of the name at a byte, if it has several and all stand in this file: those in
/// another would be left behind.
pub fn linked(view: &View, offset: u32) -> Option<Vec<Range>> {
    let index = view.analysis.index();
    let name = index.at(view.file, offset)?;
    let sources = &view.analysis.checked.sources;
    let written = sources.slice(name.span);
    if written.is_empty() || written.contains("${") {
        return None;
    }
    let declarations = index.declarations(&name.symbol).count();
    let mut places = Vec::new();
    for one in index.of_symbol(&name.symbol) {
        if one.span.file != view.file || sources.slice(one.span) != written {
            return None;
        }
        places.push(Range::new(one.span.start, one.span.end));
    }
    (declarations == 1 && places.len() > 1).then_some(places)
}
