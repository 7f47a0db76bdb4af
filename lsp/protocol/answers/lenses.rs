//! Code lenses: given bare, and filled when they are looked at.

use crate::lsp::lens::{self, About};
use crate::lsp::protocol::here::Here;
use serde_json::{Value, json};
use tower_lsp::lsp_types::*;

/// A command of the client's extension; a client without one shows the words alone.
const SHOW: &str = "batchlang.showReferences";

pub fn bare(here: &Here, uri: &Url) -> Option<Vec<CodeLens>> {
    if !here.session.settings.code_lens {
        return Some(Vec::new());
    }
    let lenses = lens::lenses(here.view).into_iter();
    let lenses = lenses.map(|one| CodeLens {
        range: here.range(one.range),
        command: None,
        data: Some(json!({ "uri": uri, "about": one.about.word() })),
    });
    Some(lenses.collect())
}

/// The file and the subject of a lens of ours.
pub fn of(lens: &CodeLens) -> Option<(Url, About)> {
    let data = lens.data.as_ref()?;
    let uri = Url::parse(data["uri"].as_str()?).ok()?;
    let mut all = About::ALL.into_iter();
    Some((uri, all.find(|about| data["about"] == about.word())?))
}

/// The lens with its words. A client asks again after an edit, so that the range holds.
pub fn filled(here: &Here, mut lens: CodeLens, uri: &Url, about: About) -> CodeLens {
    let start = lens.range.start;
    let Some(said) = lens::said(here.views, here.offset(start), about) else {
        // Nothing to say: a lens without words would be shown as one that failed.
        lens.command = Some(Command::new("–".into(), String::new(), None));
        return lens;
    };
    let places = here.places(&said.places).unwrap_or_default();
    let shows = !places.is_empty();
    let arguments: Vec<Value> = vec![json!(uri), json!(start), json!(places)];
    lens.command = Some(match shows {
        true => Command::new(said.title, SHOW.into(), Some(arguments)),
        false => Command::new(said.title, String::new(), None),
    });
    lens
}
