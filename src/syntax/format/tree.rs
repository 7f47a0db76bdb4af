//! The tokens of a value as a tree of brackets, comments kept at their elements.

use crate::syntax::lex::{Token, TokenKind};

/// Something between two commas: an element, an entry, a whole value.
#[derive(Debug, Default)]
pub struct Item {
    /// Comments on lines of their own above it.
    pub leading: Vec<Leading>,
    pub pieces: Vec<Piece>,
    /// Comments at the end of its line.
    pub trailing: Vec<Token>,
    /// Comments on lines of their own below it, before its comma.
    pub below: Vec<Token>,
}

#[derive(Debug)]
pub enum Leading {
    Blank,
    Comment(Token),
}

#[derive(Debug)]
pub enum Piece {
    /// A token, or a `/* */` comment between tokens.
    Token(Token),
    /// The user broke the line here.
    Break,
    /// A comment that ends its line in the middle of a value.
    LineComment(Token),
    Group(Box<Group>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// `[a, b]` and the arguments of a call: a comma after each.
    List,
    /// `{ a = 1 }`
    Map,
    /// `(a)`, `x[0]`, `[for …]`, `{ for … }`: one thing.
    Plain,
}

#[derive(Debug)]
pub struct Group {
    pub open: Token,
    pub close: Token,
    pub kind: GroupKind,
    pub items: Vec<Item>,
    /// Comments at the end of the line of the opening bracket.
    pub after_open: Vec<Token>,
    /// Comments on lines of their own before the closing bracket.
    pub closing: Vec<Leading>,
    /// Stands on several lines.
    pub broken: bool,
}

/// Reads the tokens of one member.
pub struct Tree<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub at: usize,
}

impl Tree<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.text(self.text))
    }

    /// The pieces up to the end of the tokens.
    pub fn pieces(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some(&token) = self.tokens.get(self.at) {
            self.piece(token, &mut pieces);
        }
        while matches!(pieces.last(), Some(Piece::Break)) {
            pieces.pop();
        }
        pieces
    }

    fn piece(&mut self, token: Token, pieces: &mut Vec<Piece>) {
        use TokenKind::*;
        match token.kind {
            Newline => {
                let kept = match pieces.last() {
                    Some(Piece::Token(token)) => token.kind != Equals,
                    Some(Piece::Group(_)) => true,
                    Some(Piece::Break | Piece::LineComment(_)) | None => false,
                };
                if kept {
                    pieces.push(Piece::Break);
                }
                self.at += 1;
            }
            Comment | DocComment | HashComment => {
                if let Some(Piece::Break) = pieces.last() {
                    pieces.pop();
                }
                pieces.push(Piece::LineComment(token));
                self.at += 1;
            }
            Open => {
                let group = self.group();
                pieces.push(Piece::Group(Box::new(group)));
            }
            kind => {
                if kind == Equals && matches!(pieces.last(), Some(Piece::Break)) {
                    pieces.pop();
                }
                pieces.push(Piece::Token(token));
                self.at += 1;
            }
        }
    }

    fn group_kind(&self) -> GroupKind {
        let open = self.tokens[self.at];
        let before = self.at.checked_sub(1).map(|at| self.tokens[at]);
        let touches = before.is_some_and(|before| {
            before.end == open.start && before.kind.ends_value() && !keyword(before.text(self.text))
        });
        let mut inner = (self.at + 1..self.tokens.len()).filter(|&at| {
            let kind = self.tokens[at].kind;
            kind != TokenKind::Newline && !kind.is_comment()
        });
        let first = inner.next().unwrap_or(self.at);
        let second = inner.next().map(|at| self.tokens[at].kind);
        let loops = self.text(first) == "for" && second == Some(TokenKind::Word);
        match open.text(self.text) {
            _ if loops => GroupKind::Plain,
            "(" if touches && !self.in_type() => GroupKind::List,
            "[" if !touches => GroupKind::List,
            "{" => GroupKind::Map,
            _ => GroupKind::Plain,
        }
    }

    /// `list(…)` in the type of a parameter takes no comma.
    fn in_type(&self) -> bool {
        self.text(0) == "param"
            && self.tokens[..self.at]
                .iter()
                .all(|token| token.kind != TokenKind::Equals)
    }

    fn group(&mut self) -> Group {
        let kind = self.group_kind();
        let open = self.tokens[self.at];
        self.at += 1;
        let mut group = Group {
            open,
            close: open,
            kind,
            items: Vec::new(),
            after_open: Vec::new(),
            closing: Vec::new(),
            broken: false,
        };
        let start = self.at;
        self.rest_of_line(&mut group.after_open);
        loop {
            let leading = self.leading(&mut group);
            let Some(&token) = self.tokens.get(self.at) else {
                break;
            };
            if token.kind == TokenKind::Close {
                group.close = token;
                group.closing = leading;
                self.at += 1;
                break;
            }
            let item = self.item(kind, leading);
            group.items.push(item);
        }
        while matches!(group.closing.last(), Some(Leading::Blank)) {
            group.closing.pop();
        }
        group.broken = self.tokens[start..self.at].iter().any(|token| {
            token.kind == TokenKind::Newline
                || matches!(
                    token.kind,
                    TokenKind::TripleString | TokenKind::BlockComment
                ) && token.text(self.text).contains('\n')
        });
        group
    }

    /// Comments that end the line an opening bracket or a comma stands in.
    fn rest_of_line(&mut self, into: &mut Vec<Token>) {
        let mut at = self.at;
        while self
            .tokens
            .get(at)
            .is_some_and(|token| token.kind.is_comment())
        {
            at += 1;
        }
        if self
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Newline)
        {
            into.extend(&self.tokens[self.at..at]);
            self.at = at;
        }
    }

    /// Blank lines and comments before an item.
    fn leading(&mut self, group: &mut Group) -> Vec<Leading> {
        let mut leading = Vec::new();
        let mut newlines = 0;
        while let Some(&token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Newline => newlines += 1,
                TokenKind::Comma => {}
                kind if kind.is_comment() => {
                    let inline = kind == TokenKind::BlockComment
                        && !matches!(
                            self.tokens.get(self.at + 1).map(|token| token.kind),
                            Some(TokenKind::Newline) | None
                        );
                    if inline {
                        break;
                    }
                    if newlines > 1 && !(group.items.is_empty() && leading.is_empty()) {
                        leading.push(Leading::Blank);
                    }
                    newlines = 0;
                    leading.push(Leading::Comment(token));
                }
                _ => break,
            }
            self.at += 1;
        }
        if newlines > 1 && !(group.items.is_empty() && leading.is_empty()) {
            leading.push(Leading::Blank);
        }
        leading
    }

    /// One element or entry, with the comma and the comments after it.
    fn item(&mut self, kind: GroupKind, leading: Vec<Leading>) -> Item {
        let mut item = Item {
            leading,
            ..Item::default()
        };
        let start = self.at;
        while let Some(&token) = self.tokens.get(self.at) {
            let parted = match token.kind {
                TokenKind::Close => break,
                TokenKind::Comma if kind != GroupKind::Plain => {
                    self.at += 1;
                    self.rest_of_line(&mut item.trailing);
                    break;
                }
                // What follows the newline begins the next entry, or the group ends.
                TokenKind::Newline => self.ends_item(kind, self.at),
                kind if kind.is_comment() && kind != TokenKind::BlockComment => {
                    let ends =
                        self.ends_item(GroupKind::Map, self.at) || self.closes_after(self.at);
                    if ends {
                        self.rest_of_line(&mut item.trailing);
                    }
                    ends
                }
                _ => {
                    kind == GroupKind::Map
                        && self.at > start
                        && self.begins_entry(self.at)
                        && item.pieces.len() > 2
                        && !waits(&item.pieces)
                }
            };
            if parted {
                break;
            }
            self.piece(token, &mut item.pieces);
        }
        self.comments_before_comma(&mut item);
        item
    }

    /// Comments between an element and the comma that ends it stand after the comma.
    fn comments_before_comma(&self, item: &mut Item) {
        let mut comments = Vec::new();
        loop {
            match item.pieces.last() {
                Some(Piece::Break) => {}
                Some(&Piece::LineComment(token)) => comments.push(token),
                _ => break,
            }
            item.pieces.pop();
        }
        if comments.is_empty() {
            return;
        }
        let after = std::mem::take(&mut item.trailing);
        let mut comments = comments.into_iter().rev().chain(after);
        if !item.pieces.is_empty() {
            item.trailing.extend(comments.next());
        }
        item.below.extend(comments);
    }

    /// Whether nothing but blank lines and comments stands between here and the next entry, a
    /// comma or the end of the group.
    fn ends_item(&self, kind: GroupKind, from: usize) -> bool {
        let next = (from..self.tokens.len()).find(|&at| {
            let kind = self.tokens[at].kind;
            kind != TokenKind::Newline && !kind.is_comment()
        });
        match next {
            Some(at) if self.tokens[at].kind == TokenKind::Close => true,
            Some(at) => kind == GroupKind::Map && self.begins_entry(at),
            None => true,
        }
    }

    /// A key and its `=`, which may stand on the next line.
    fn begins_entry(&self, at: usize) -> bool {
        let key = matches!(self.tokens[at].kind, TokenKind::Word | TokenKind::String);
        let next = self.tokens[at + 1..]
            .iter()
            .find(|token| token.kind != TokenKind::Newline && !token.kind.is_comment());
        key && next.is_some_and(|token| token.kind == TokenKind::Equals)
    }

    fn closes_after(&self, from: usize) -> bool {
        self.ends_item(GroupKind::List, from)
    }
}

/// The entry has no value yet.
fn waits(pieces: &[Piece]) -> bool {
    matches!(
        pieces.last(),
        Some(Piece::Token(token)) if matches!(token.kind, TokenKind::Equals | TokenKind::Operator)
    )
}

/// Words after which a bracket begins a value of its own.
pub fn keyword(word: &str) -> bool {
    crate::syntax::build::RESERVED.contains(&word)
}
