//! Where a name is declared, where it is used, and how it is called something else.

use super::engine::View;
use super::index::{Declared, Occurrence, Symbol, What};
use crate::syntax::RESERVED;
use crate::syntax::lex::{TokenKind, lex};
use crate::syntax::print::is_word;
use crate::syntax::source::{FileId, Span};
use crate::vocabulary::highlight::is_constant;
use crate::vocabulary::{Kind, function};
use std::collections::BTreeSet;

/// A place in a file, by its path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    pub path: String,
    pub start: u32,
    pub end: u32,
}

fn located(view: &View, span: Span) -> Location {
    Location {
        path: view.path_of(span.file).to_owned(),
        start: span.start,
        end: span.end,
    }
}

fn at(view: &View, offset: u32) -> Option<&Occurrence> {
    view.analysis.index().at(view.file, offset)
}

/// Where the name at a byte is declared.
pub fn definition(view: &View, offset: u32) -> Vec<Location> {
    let Some(found) = at(view, offset) else {
        return imported(view, offset).into_iter().collect();
    };
    let declarations = view.analysis.index().declarations(&found.symbol);
    declarations.map(|one| located(view, one.span)).collect()
}

/// The file an `import` at a byte names.
fn imported(view: &View, offset: u32) -> Option<Location> {
    let link = super::structure::links(view)
        .into_iter()
        .find(|link| link.range.contains(offset))?;
    Some(Location {
        path: link.target,
        start: 0,
        end: 0,
    })
}

/// Every place of the name at a byte, in all programs that hold the file.
pub fn references(views: &[View], offset: u32, declarations: bool) -> Vec<Location> {
    let mut found = BTreeSet::new();
    for view in views {
        let Some(name) = at(view, offset) else {
            continue;
        };
        let all = view.analysis.index().of_symbol(&name.symbol);
        let wanted = all.filter(|one| declarations || !one.declares);
        found.extend(wanted.map(|one| located(view, one.span)));
    }
    found.into_iter().collect()
}

/// The places of the name at a byte in its file, and whether each declares it.
pub fn highlights(view: &View, offset: u32) -> Vec<(Span, bool)> {
    let Some(name) = at(view, offset) else {
        return Vec::new();
    };
    let all = view.analysis.index().of_symbol(&name.symbol);
    all.filter(|one| one.span.file == view.file)
        .map(|one| (one.span, one.declares))
        .collect()
}

/// What would be renamed at a byte, and its present name.
pub fn renameable(view: &View, offset: u32) -> Result<(Span, String), String> {
    let Some(name) = at(view, offset) else {
        return Err("nothing here can be renamed".into());
    };
    let index = view.analysis.index();
    let declarations: Vec<&Occurrence> = index.declarations(&name.symbol).collect();
    match declarations.as_slice() {
        [] => return Err("this name is declared nowhere".into()),
        [_] => {}
        _ => return Err("this name is declared more than once".into()),
    }
    let sources = &view.analysis.checked.sources;
    let computed = |one: &&Occurrence| sources.slice(one.span).contains("${");
    if index.of_symbol(&name.symbol).any(|one| computed(&one)) {
        return Err("this label is computed: rename what it is made of".into());
    }
    Ok((name.span, sources.slice(name.span).to_owned()))
}

/// The places to write the new name at, or why it cannot be taken.
pub fn rename(views: &[View], offset: u32, new: &str) -> Result<Vec<Location>, String> {
    for view in views {
        renameable(view, offset)?;
        let Some(name) = at(view, offset) else {
            continue;
        };
        fits(&name.symbol, new)?;
        collides(view, &name.symbol, new)?;
    }
    Ok(references(views, offset, true))
}

fn fits(symbol: &Symbol, new: &str) -> Result<(), String> {
    if !is_word(new) || RESERVED.contains(&new) {
        return Err(format!("`{new}` is not a name"));
    }
    if matches!(symbol, Symbol::Global(_) | Symbol::Local(_)) {
        if function(new).is_some() {
            return Err(format!("`{new}` is a built-in function"));
        }
        if Kind::from_name(new).is_some() {
            return Err(format!("`{new}` is a kind of declaration"));
        }
    }
    Ok(())
}

/// Whether a word that some attribute takes stands in the program: a variable of that name would
/// be read in its place.
fn is_taken_word(view: &View, new: &str) -> bool {
    let sources = &view.analysis.checked.sources;
    is_constant(new)
        && (0..sources.len()).any(|file| {
            let text = &*sources.get(FileId(file as u32)).text;
            text.match_indices(new).any(|(at, _)| {
                let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
                let line = text[start..].lines().next().unwrap_or("");
                let mut tokens = lex(line).tokens.into_iter();
                tokens.any(|one| {
                    one.kind == TokenKind::Word
                        && one.start as usize + start == at
                        && one.text(line) == new
                })
            })
        })
}

fn collides(view: &View, symbol: &Symbol, new: &str) -> Result<(), String> {
    let index = view.analysis.index();
    let kind = |declared: &Declared| match &declared.what {
        What::Block { kind, .. } => kind.clone(),
        _ => Default::default(),
    };
    let own = view
        .analysis
        .declaration(symbol)
        .map(kind)
        .unwrap_or_default();
    let taken = view.analysis.declared().iter().find(|one| {
        one.name == new
            && one.symbol != *symbol
            && match (&one.symbol, symbol) {
                (Symbol::Block(_), Symbol::Block(_)) => kind(one) == own,
                (Symbol::Template(_), Symbol::Template(_)) => true,
                (Symbol::Output(_), Symbol::Output(_)) => true,
                // A bare name means a variable before it means a label.
                (Symbol::Global(_), Symbol::Global(_) | Symbol::Local(_) | Symbol::Block(_))
                | (Symbol::Block(_), Symbol::Global(_) | Symbol::Local(_)) => true,
                _ => false,
            }
    });
    let variable = matches!(symbol, Symbol::Global(_) | Symbol::Local(_));
    if variable && is_taken_word(view, new) {
        return Err(format!(
            "`{new}` is a word that attributes of this program take"
        ));
    }
    // Those that loops make have no declaration of that name.
    let blocks = view.analysis.checked.program.blocks.iter();
    let mut made = blocks.filter(|one| one.label == new && !one.turns.is_empty());
    let made = match symbol {
        Symbol::Block(_) => made.any(|one| own == one.kind.name()),
        _ => variable && made.next().is_some(),
    };
    if made {
        return Err(format!("`{new}` is taken: a loop makes it"));
    }
    let sources = &view.analysis.checked.sources;
    let local = || {
        let mut locals = index.occurrences.iter().filter(|one| one.declares);
        matches!(
            symbol,
            Symbol::Local(_) | Symbol::Global(_) | Symbol::Block(_)
        ) && locals.any(|one| {
            matches!(one.symbol, Symbol::Local(_))
                && one.symbol != *symbol
                && sources.slice(one.span) == new
        })
    };
    match taken {
        Some(one) => {
            let (line, _) = sources.get(one.span.file).position(one.span.start);
            let file = &sources.get(one.span.file).name;
            Err(format!("`{new}` is taken: {file}, line {line}"))
        }
        None if local() => Err(format!("`{new}` is the name of a loop's variable here")),
        None => Ok(()),
    }
}
