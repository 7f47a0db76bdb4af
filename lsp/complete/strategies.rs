//! Allocation strategies: those the environment's type takes, as the rules see it.

use super::{Item, amounts};
use crate::analysis::rules::environment::strategy::{refused, replacement};
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::vocabulary::{Form, Kind};

/// The strategy in its place: first what an expert writes, last what bars changes in place; none
/// where the checker refuses it.
pub fn ranked(view: &View, offset: u32, value: &Value, mut item: Item) -> Option<Item> {
    let block = amounts::around(view, offset, Kind::ComputeEnvironment);
    let written = value.words.iter().find(|(name, _)| name == "type");
    let form = match written {
        Some((_, word)) => Form::of_environment(word),
        None => block.and_then(|block| block.form()),
    };
    let eks = block.is_some_and(|block| block.has("eks_configuration"));
    if refused(form, eks, &item.label).is_some() {
        return None;
    }
    item.rank = match item.label.as_str() {
        "BEST_FIT" => 100,
        word if form.is_some() && word == replacement(form, "BEST_FIT") => 0,
        _ => item.rank + 1,
    };
    Some(item)
}
