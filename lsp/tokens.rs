//! Semantic tokens: what the words of a file are, which a grammar of patterns cannot tell.

use super::engine::View;
use super::index::{Symbol, What};
use crate::syntax::lex::{TokenKind, lex};
use crate::syntax::outline::{Member, Shape, outline};
use crate::syntax::source::{FileId, Range, Span};
use crate::vocabulary::{Kind, function, keywords};
use rustc_hash::FxHashSet;

/// What a word is; the order is the legend's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Sort {
    Keyword,
    Type,
    Class,
    Property,
    EnumMember,
    Variable,
    Parameter,
    Function,
    String,
    Number,
    Comment,
}

/// The legend, in the protocol's words.
pub const LEGEND: [&str; 11] = [
    "keyword",
    "type",
    "class",
    "property",
    "enumMember",
    "variable",
    "parameter",
    "function",
    "string",
    "number",
    "comment",
];

/// A word, and whether it is declared there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub range: Range,
    pub sort: Sort,
    pub declares: bool,
}

/// The words of the file in order; none reaches over a line.
pub fn words(view: &View) -> Vec<Word> {
    let text = view.text();
    let mut heads = FxHashSet::default();
    first_words(&outline(FileId(0), text).members, &mut heads);
    let tokens = lex(text).tokens;
    let mut words = Vec::new();
    let mut push = |range: Range, sort: Sort, declares: bool| {
        words.push(Word {
            range,
            sort,
            declares,
        });
    };
    for (at, token) in tokens.iter().enumerate() {
        let range = Range::new(token.start, token.end);
        let written = token.text(text);
        let string = matches!(token.kind, TokenKind::String | TokenKind::TripleString);
        if string && written.contains("${") {
            // What is text and what is not, the editor's own patterns tell; what names mean, they cannot.
            for one in view.analysis.index().within(view.file, range) {
                let range = Range::new(one.span.start, one.span.end);
                push(range, sort_of(view, &one.symbol), one.declares);
            }
            continue;
        }
        let sort = match token.kind {
            kind if kind.is_comment() && !written.contains('\n') => Sort::Comment,
            TokenKind::String => Sort::String,
            TokenKind::Number => Sort::Number,
            TokenKind::Word | TokenKind::Label => {
                let span = range.at(view.file, 0);
                if let Some((sort, declares)) = named(view, span) {
                    push(range, sort, declares);
                    continue;
                }
                let next = tokens.get(at + 1).map(|next| next.kind);
                let called = tokens
                    .get(at + 1)
                    .is_some_and(|next| next.text(text) == "(");
                let head = heads.contains(&token.start);
                word(written, head, next == Some(TokenKind::Equals), called)
            }
            _ => continue,
        };
        push(range, sort, false);
    }
    words
}

/// Where members begin: there a word may be a kind or a keyword.
fn first_words(members: &[Member], out: &mut FxHashSet<u32>) {
    for member in members {
        out.insert(member.range.start);
        if let Shape::Block { members, .. } = &member.shape {
            first_words(members, out);
        }
    }
}

fn word(written: &str, head: bool, assigned: bool, called: bool) -> Sort {
    const WORDS: [&str; 13] = [
        "true", "false", "null", "if", "then", "else", "for", "in", "and", "or", "not", "existing",
        "template",
    ];
    if assigned {
        return Sort::Property;
    }
    if called && function(written).is_some() {
        return Sort::Function;
    }
    if WORDS.contains(&written) || head && keywords().iter().any(|one| one.name == written) {
        return Sort::Keyword;
    }
    match Kind::from_name(written) {
        Some(_) => Sort::Type,
        None => Sort::EnumMember,
    }
}

fn named(view: &View, span: Span) -> Option<(Sort, bool)> {
    let index = view.analysis.index();
    let found = index.at(view.file, span.start)?;
    if found.span != span {
        return None;
    }
    Some((sort_of(view, &found.symbol), found.declares))
}

fn sort_of(view: &View, symbol: &Symbol) -> Sort {
    match symbol {
        Symbol::Block(_) | Symbol::Template(_) => Sort::Class,
        Symbol::Local(_) | Symbol::Output(_) => Sort::Variable,
        Symbol::Global(_) => {
            let param = view.analysis.declaration(symbol);
            match param.is_some_and(|one| one.what == What::Param) {
                true => Sort::Parameter,
                false => Sort::Variable,
            }
        }
    }
}
