//! The names in scope at the cursor, and the expressions they stand for.

use crate::lsp::cursor::Loop;
use crate::lsp::engine::View;
use crate::syntax::ast::{Expr, ExprKind, Item, ItemKind, Let, LoopVars, Param};
use crate::syntax::parse;
use crate::syntax::source::FileId;
use crate::vocabulary::function;
use rustc_hash::FxHashMap;
use std::cell::Cell;

/// Names that stand for each other are followed no further.
const DEEPEST: usize = 30;
/// Nor are more expressions looked at for one name.
const MOST: u32 = 500;

/// What a name of a loop, or of a `let` in one, stands for.
#[derive(Clone, Copy)]
pub enum Meaning<'v> {
    /// Each element of a list, each value of a map.
    Each(&'v Expr),
    /// Each place in a list, each key of a map.
    Key(&'v Expr),
    Value(&'v Expr),
}

/// A `let` or `param` at the top of a file.
#[derive(Clone, Copy)]
pub enum Global<'v> {
    Let(&'v Let),
    Param(&'v Param),
}

/// The loops in brackets around the cursor: of a text that may be broken, so read by themselves.
pub struct Inner(Vec<(Loop, Expr)>);

impl Inner {
    pub fn read(loops: &[Loop]) -> Inner {
        let read = loops.iter().filter_map(|one| {
            let parsed = parse(FileId(0), &format!("let list = {}\n", one.list));
            match &parsed.items.first()?.parsed.item.kind {
                ItemKind::Let(list) => Some((one.clone(), list.value.clone())),
                _ => None,
            }
        });
        Inner(read.collect())
    }
}

/// An expression, and how many of the scope's names it sees.
pub type Seen<'v> = (&'v Expr, usize);

pub struct Scope<'v> {
    globals: FxHashMap<&'v str, Global<'v>>,
    /// The outermost first.
    names: Vec<(&'v str, Meaning<'v>)>,
    /// How many more expressions are looked at.
    left: Cell<u32>,
}

impl<'v> Scope<'v> {
    pub fn at(view: &'v View, offset: u32, inner: &'v Inner) -> Scope<'v> {
        let mut scope = Scope {
            globals: globals(view),
            names: Vec::new(),
            left: Cell::new(MOST),
        };
        for placed in &view.parsed().items {
            if let Some(at) = offset.checked_sub(placed.start) {
                scope.item(&placed.parsed.item, at);
            }
        }
        for (one, list) in &inner.0 {
            scope.bind(&one.first, one.second.as_deref(), list);
        }
        scope
    }

    fn item(&mut self, item: &'v Item, at: u32) {
        if at < item.range.start || item.range.end < at {
            return;
        }
        let items = match &item.kind {
            ItemKind::For(one) => {
                let LoopVars { first, second } = &one.vars;
                let second = second.as_ref().map(|name| name.text.as_str());
                self.bind(&first.text, second, &one.iter);
                &one.items
            }
            ItemKind::If(one) => &one.items,
            _ => return,
        };
        for item in items {
            if let ItemKind::Let(one) = &item.kind {
                self.names
                    .push((&one.name.text, Meaning::Value(&one.value)));
            }
        }
        items.iter().for_each(|item| self.item(item, at));
    }

    fn bind(&mut self, first: &'v str, second: Option<&'v str>, list: &'v Expr) {
        match second {
            Some(second) => {
                self.names.push((first, Meaning::Key(list)));
                self.names.push((second, Meaning::Each(list)));
            }
            None => self.names.push((first, Meaning::Each(list))),
        }
    }

    /// The names of loops and of `let`s inside them, the innermost last.
    pub fn locals(&self) -> impl Iterator<Item = (usize, &'v str)> {
        self.names.iter().map(|(name, _)| *name).enumerate()
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// What a name means to an expression that sees that many.
    pub fn local(&self, name: &str, sees: usize) -> Option<(Meaning<'v>, usize)> {
        let names = self.names.get(..sees)?.iter().enumerate().rev();
        let mut found = names.filter(|(_, (known, _))| *known == name);
        found.next().map(|(at, (_, meaning))| (*meaning, at))
    }

    pub fn global(&self, name: &str) -> Option<Global<'v>> {
        self.globals.get(name).copied()
    }

    /// Begins with another name, for which as much may be looked at.
    pub fn again(&self) {
        self.left.set(MOST);
    }

    /// Whether one more expression may be looked at.
    pub fn step(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// The expression a name stands for: of a loop's variable the first it goes over.
    pub fn named(&self, name: &str, sees: usize, deep: usize) -> Option<Seen<'v>> {
        match self.local(name, sees) {
            Some((Meaning::Value(value), at)) => Some((value, at)),
            Some((Meaning::Key(_), _)) => None,
            Some((Meaning::Each(list), at)) => {
                let (list, sees) = self.resolved((list, at), deep + 1);
                let first = match &list.kind {
                    ExprKind::List(items) => items.first(),
                    ExprKind::Map(entries) => entries.first().map(|entry| &entry.value),
                    _ => None,
                };
                first.map(|first| (first, sees))
            }
            None => match self.global(name)? {
                Global::Let(one) => Some((&one.value, 0)),
                Global::Param(one) => one.default.as_ref().map(|value| (value, 0)),
            },
        }
    }

    /// What is written where a name, or a path of names, stands for it.
    pub fn resolved(&self, seen: Seen<'v>, deep: usize) -> Seen<'v> {
        let (expr, sees) = seen;
        if deep > DEEPEST || !self.step() {
            return seen;
        }
        let found = match &expr.kind {
            ExprKind::Name(name) => self.named(name, sees, deep + 1),
            ExprKind::Access(base, name) => self.entry((base, sees), &name.text, deep + 1),
            ExprKind::Call(name, arguments) => function(&name.text).and_then(|function| {
                let mut given = arguments.iter().enumerate();
                let (_, one) = given.find(|(at, _)| function.gives_back(*at))?;
                Some((one, sees))
            }),
            ExprKind::If(parts) => Some((&parts.1, sees)),
            _ => None,
        };
        found.map_or(seen, |found| self.resolved(found, deep + 1))
    }

    /// The value under a key of a map.
    pub fn entry(&self, map: Seen<'v>, key: &str, deep: usize) -> Option<Seen<'v>> {
        let (map, sees) = self.resolved(map, deep + 1);
        let ExprKind::Map(entries) = &map.kind else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key.text == key);
        entry.map(|entry| (&entry.value, sees))
    }

    /// The keys of a map.
    pub fn keys(&self, map: Seen<'v>) -> Vec<&'v str> {
        match &self.resolved(map, 0).0.kind {
            ExprKind::Map(entries) => {
                let keys = entries.iter().map(|entry| entry.key.text.as_str());
                keys.collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a dot may follow the name.
    pub fn dotted(&self, name: &str, sees: usize) -> bool {
        self.again();
        self.named(name, sees, 0).is_some_and(|seen| {
            let found = &self.resolved(seen, 0).0.kind;
            matches!(found, ExprKind::Map(_) | ExprKind::MapFor(_))
        })
    }
}

/// The first of a name is the one it means.
fn globals(view: &View) -> FxHashMap<&str, Global<'_>> {
    let files = view.analysis.checked.files.iter();
    let mut found = FxHashMap::default();
    for placed in files.flat_map(|read| &read.parsed.items) {
        let (name, global) = match &placed.parsed.item.kind {
            ItemKind::Let(one) => (&one.name.text, Global::Let(one)),
            ItemKind::Param(one) => (&one.name.text, Global::Param(one)),
            _ => continue,
        };
        found.entry(name.as_str()).or_insert(global);
    }
    found
}
