//! Keys of maps whose words are known: the options of a log driver, the operators of a condition.

use super::{Item, Sort};
use crate::analysis::rules::job::policies::OPERATORS;
use crate::lsp::cursor::Key;
use crate::vocabulary::log_options;

/// What may stand as a key that is none of the language's own.
pub fn all(key: &Key) -> Vec<Item> {
    let item = |name: &'static str, detail: &str, at: usize, value: &str| {
        let item = Item::new(name, Sort::Word, at as u32).detail(detail);
        match key.assigned {
            true => item,
            false => item.snippet(format!("{name} = {value}")),
        }
    };
    let new = |name: &str| !key.set.iter().any(|set| set == name);
    if key.path.ends_with(".log_configuration.options") {
        let driver = key.beside.iter().find(|(name, _)| name == "log_driver");
        let options = log_options(driver.map(|(_, driver)| driver.as_str()));
        let options = options.filter(|one| new(one.name)).enumerate();
        return options
            .map(|(at, one)| item(one.name, one.doc, at, "\"$0\""))
            .collect();
    }
    if key.path.ends_with(".conditions") {
        let operators = OPERATORS.into_iter().filter(|name| new(name)).enumerate();
        return operators
            .map(|(at, name)| item(name, "", at, "{ $0 }"))
            .collect();
    }
    Vec::new()
}
