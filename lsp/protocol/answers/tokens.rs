//! Semantic tokens: all of them, those of a range, or what is different since the last time.

use crate::lsp::protocol::convert;
use crate::lsp::protocol::here::Here;
use crate::lsp::protocol::session::Shared;
use crate::lsp::tokens;
use std::hash::{Hash, Hasher};
use tower_lsp::lsp_types::*;

/// Units of the protocol a token takes.
const UNITS: u32 = 5;

pub fn full(here: &Here, shared: &Shared, uri: &Url) -> Option<SemanticTokensResult> {
    let (tokens, _) = noted(here, shared, uri);
    Some(SemanticTokensResult::Tokens(tokens))
}

pub fn delta(
    here: &Here,
    shared: &Shared,
    uri: &Url,
    previous: &str,
) -> Option<SemanticTokensFullDeltaResult> {
    let (tokens, before) = noted(here, shared, uri);
    let before = before.filter(|(id, _)| id == previous);
    Some(match before {
        Some((_, before)) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id: tokens.result_id,
            edits: edit(&before, &tokens.data).into_iter().collect(),
        }),
        None => SemanticTokensFullDeltaResult::Tokens(tokens),
    })
}

pub fn range(here: &Here, range: Range) -> Option<SemanticTokensRangeResult> {
    let bytes = here.bytes(range);
    let mut words = tokens::words(here.view);
    words.retain(|word| word.range.start < bytes.end && word.range.end > bytes.start);
    let data = convert::tokens(here.view, here.session, &words);
    Some(SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data,
    }))
}

type Before = Option<(String, Vec<SemanticToken>)>;

/// The tokens now, noted under their id, and those noted before.
fn noted(here: &Here, shared: &Shared, uri: &Url) -> (SemanticTokens, Before) {
    let data = convert::tokens(here.view, here.session, &tokens::words(here.view));
    let id = id(&data);
    let before = shared.swap_tokens(uri, &id, &data);
    let result_id = Some(id);
    (SemanticTokens { result_id, data }, before)
}

/// The same for the same tokens.
fn id(tokens: &[SemanticToken]) -> String {
    let mut hasher = rustc_hash::FxHasher::default();
    for token in tokens {
        let place = (token.delta_line, token.delta_start, token.length);
        (place, token.token_type, token.token_modifiers_bitset).hash(&mut hasher);
    }
    format!("{:x}", hasher.finish())
}

/// The one piece between what is the same at both ends.
fn edit(before: &[SemanticToken], now: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = |(a, b): &(&SemanticToken, &SemanticToken)| a == b;
    let head = before.iter().zip(now).take_while(same).count();
    let (old, new) = (before.get(head..)?, now.get(head..)?);
    let tail = old.iter().rev().zip(new.iter().rev());
    let tail = tail.take_while(same).count();
    let (gone, come) = (old.len() - tail, &new[..new.len() - tail]);
    if gone == 0 && come.is_empty() {
        return None;
    }
    Some(SemanticTokensEdit {
        start: head as u32 * UNITS,
        delete_count: gone as u32 * UNITS,
        data: (!come.is_empty()).then(|| come.to_vec()),
    })
}
