//! A file as a request sees it: in its program, for this client.

use super::convert;
use super::session::Session;
use crate::lsp::engine::View;
use crate::lsp::navigate::Location as Place;
use crate::syntax::source::{Range as Bytes, Source, Span};
use tower_lsp::lsp_types::{Location, Position, Range, TextEdit};

pub struct Here<'a> {
    /// In the program `check` would check it as part of.
    pub view: &'a View,
    /// In every program that holds it, where the request is about all of them.
    pub views: &'a [View],
    pub session: &'a Session,
}

impl<'a> Here<'a> {
    pub fn new(view: &'a View, views: &'a [View], session: &'a Session) -> Here<'a> {
        Here {
            view,
            views,
            session,
        }
    }

    pub fn source(&self) -> &'a Source {
        self.view.source()
    }

    pub fn offset(&self, position: Position) -> u32 {
        convert::offset(self.source(), position, self.session.encoding)
    }

    pub fn bytes(&self, range: Range) -> Bytes {
        convert::bytes(self.source(), range, self.session.encoding)
    }

    pub fn range(&self, bytes: Bytes) -> Range {
        convert::range(self.source(), bytes, self.session.encoding)
    }

    /// A span of this file.
    pub fn span(&self, span: Span) -> Range {
        self.range(Bytes::new(span.start, span.end))
    }

    /// A span of any file of the program.
    pub fn location(&self, span: Span) -> Option<Location> {
        convert::location(self.view, self.session, span)
    }

    /// Places in the files of the programs; none where there are none.
    pub fn places(&self, places: &[Place]) -> Option<Vec<Location>> {
        let found = places.iter();
        let found: Vec<Location> = found
            .filter_map(|one| convert::place_in(self.views, self.session, one))
            .collect();
        (!found.is_empty()).then_some(found)
    }

    pub fn text_edits(&self, edits: Vec<(Bytes, String)>) -> Vec<TextEdit> {
        let edits = edits.into_iter();
        edits
            .map(|(bytes, text)| TextEdit::new(self.range(bytes), text))
            .collect()
    }
}
