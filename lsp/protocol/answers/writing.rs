//! What helps while writing and reading: hover, signatures, hints.

use super::markdown;
use crate::lsp::fragment::around;
use crate::lsp::protocol::here::Here;
use crate::lsp::signature::{self, Call};
use crate::lsp::{hints, hover};
use crate::syntax::source::Range as Bytes;
use tower_lsp::lsp_types::*;

pub fn hover(here: &Here, offset: u32) -> Option<Hover> {
    let (text, range) = hover::hover(here.view, offset)?;
    Some(Hover {
        contents: HoverContents::Markup(markdown(text)),
        range: Some(here.range(range)),
    })
}

pub fn signature(here: &Here, offset: u32) -> Option<SignatureHelp> {
    let piece = around(here.view, offset);
    let Call { function, active } = signature::call(piece.text, offset - piece.start)?;
    let label = function.signature;
    // The protocol counts in UTF-16 here, whatever was agreed on for positions.
    let units = |end: usize| label[..end].encode_utf16().count() as u32;
    let parameters = signature::parameters(function).into_iter();
    let parameters = parameters.map(|(start, end)| ParameterInformation {
        label: ParameterLabel::LabelOffsets([units(start), units(end)]),
        documentation: None,
    });
    // Behind the last parameter none is the active one; what is left out would mean the first.
    let active = active.unwrap_or(function.params.len()) as u32;
    Some(SignatureHelp {
        signatures: vec![SignatureInformation {
            label: label.to_owned(),
            documentation: Some(Documentation::MarkupContent(markdown(
                function.doc.to_owned(),
            ))),
            parameters: Some(parameters.collect()),
            active_parameter: Some(active),
        }],
        active_signature: Some(0),
        active_parameter: Some(active),
    })
}

pub fn hints(here: &Here, range: Range) -> Option<Vec<InlayHint>> {
    let shown = |hint: &hints::Hint| here.session.settings.shows_hint(hint.sort);
    let hints = hints::hints(here.view, here.bytes(range))
        .into_iter()
        .filter(shown);
    let hints = hints.map(|hint| InlayHint {
        position: here.range(Bytes::new(hint.at, hint.at)).start,
        label: InlayHintLabel::String(hint.text),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.sort.tooltip().to_owned())),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(hints.collect())
}
