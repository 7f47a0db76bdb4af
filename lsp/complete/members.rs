//! Behind a dot: labels of a kind, what AWS knows of a declaration, keys of a map.

use super::scope::{Inner, Scope};
use super::values::labels;
use super::{Item, Sort};
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::vocabulary::{Kind, values_of};

/// What may stand behind the words of a path and a dot.
pub fn behind(view: &View, offset: u32, value: &Value, items: &mut Vec<Item>) {
    let [first, rest @ ..] = value.behind.as_slice() else {
        return;
    };
    let inner = Inner::read(&value.loops);
    let scope = Scope::at(view, offset, &inner);
    if let Some(found) = scope.named(first, scope.len(), 0) {
        let mut rest = rest.iter();
        let found = rest.try_fold(found, |found, key| scope.entry(found, key, 0));
        let keys = found.map(|found| scope.keys(found)).unwrap_or_default();
        items.extend(keys.into_iter().enumerate().map(|(at, name)| {
            let item = Item::new(name, Sort::Variable, at as u32);
            item.detail(format!("of `{}`", value.behind.join(".")))
        }));
        return;
    }
    let Some(kind) = Kind::from_name(first) else {
        return;
    };
    match rest {
        [] => {
            labels(view, &[kind], &[], items);
            items.iter_mut().for_each(|item| item.dotted = true);
        }
        [_] => items.extend(values_of(kind).iter().enumerate().map(|(at, (name, doc))| {
            let path = format!("{}.{name}", kind.name());
            Item::new(*name, Sort::Value, at as u32)
                .detail(*doc)
                .docs(path)
        })),
        _ => {}
    }
}
