//! Heads, attributes and their values as lines.

use super::Formatter;
use super::lines::width;
use super::tree::{Group, GroupKind, Item, Leading, Piece, Tree, keyword};
use crate::syntax::lex::{Token, TokenKind};
use crate::syntax::source::Range;

/// Columns a line may take.
const MAX_WIDTH: usize = 100;

impl Formatter<'_> {
    /// `KIND LABEL : BASE`
    pub(super) fn head(&mut self, range: Range) {
        let tokens = self.take(range);
        if tokens
            .iter()
            .any(|t| t.kind.is_comment() || t.kind == TokenKind::Newline)
        {
            return self.lines.push(self.slice(range));
        }
        let item = self.item_of(&tokens);
        let mut out = String::new();
        let mut before = None;
        for piece in &item.pieces {
            if let Piece::Token(token) = piece
                && token.kind == TokenKind::Colon
            {
                out.push_str(" :");
                before = Some(*token);
                continue;
            }
            before = self.inline_piece(piece, before, &mut out);
        }
        self.lines.push(&out);
    }

    fn item_of(&self, tokens: &[Token]) -> Item {
        let pieces = Tree {
            text: self.text,
            tokens,
            at: 0,
        }
        .pieces();
        Item {
            pieces,
            ..Item::default()
        }
    }

    /// An attribute or another member without a body.
    pub(super) fn line(&mut self, range: Range, indent: usize) {
        let tokens = self.take(range);
        let mut item = self.item_of(&tokens);
        self.item(&mut item, indent, true);
    }

    /// Writes an item into the current line and those after it.
    fn item(&mut self, item: &mut Item, indent: usize, named: bool) {
        self.break_if_too_wide(item, indent);
        let named = named && item_next(&item.pieces) == Some(TokenKind::Equals);
        let mut before: Option<Token> = None;
        let mut inner = indent;
        for (at, piece) in item.pieces.iter_mut().enumerate() {
            match piece {
                Piece::Break => {
                    inner = indent + 1;
                    self.lines.start(inner);
                    before = None;
                }
                Piece::LineComment(token) => {
                    self.lines.comment(token.text(self.text).trim_end());
                    inner = indent + 1;
                    self.lines.start(inner);
                    before = None;
                }
                Piece::Group(group) if group.broken => {
                    if self.spaced(before, group.open) {
                        self.lines.push(" ");
                    }
                    self.group(group, inner);
                    before = Some(group.close);
                }
                piece => {
                    let mut out = String::new();
                    before = self.inline_piece(piece, before, &mut out);
                    self.lines.push(&out);
                    if at == 0 && named {
                        self.lines.name();
                    }
                }
            }
        }
    }

    /// A value that does not fit its line has its widest bracket broken.
    fn break_if_too_wide(&mut self, item: &mut Item, indent: usize) {
        let already = item.pieces.iter().any(|piece| match piece {
            Piece::Break | Piece::LineComment(_) => true,
            Piece::Group(group) => group.broken,
            Piece::Token(_) => false,
        });
        if already || indent * 2 + self.inline_width(&item.pieces) <= MAX_WIDTH {
            return;
        }
        let mut widest: Option<(usize, usize)> = None;
        for (at, piece) in item.pieces.iter().enumerate() {
            if let Piece::Group(group) = piece
                && !group.items.is_empty()
            {
                let wide = self.inline_width(std::slice::from_ref(piece));
                if widest.is_none_or(|(_, before)| wide > before) {
                    widest = Some((at, wide));
                }
            }
        }
        if let Some((at, _)) = widest
            && let Some(Piece::Group(group)) = item.pieces.get_mut(at)
        {
            group.broken = true;
        }
    }

    fn inline_width(&self, pieces: &[Piece]) -> usize {
        let mut out = String::new();
        self.inline(pieces, &mut out);
        width(out.split('\n').next().unwrap_or(""))
    }

    /// A group on several lines, from its bracket in the current line on.
    fn group(&mut self, group: &mut Group, indent: usize) {
        self.lines.push(group.open.text(self.text));
        for token in &group.after_open {
            self.lines.comment(token.text(self.text).trim_end());
        }
        let named = group.kind == GroupKind::Map;
        for item in &mut group.items {
            self.leading(&item.leading, indent + 1);
            self.lines.start(indent + 1);
            self.item(item, indent + 1, named);
            if group.kind == GroupKind::List && item.pieces.iter().any(|piece| !is_comment(piece)) {
                self.lines.push(",");
            }
            for token in &item.trailing {
                self.lines.comment(token.text(self.text).trim_end());
            }
            for token in &item.below {
                self.lines
                    .own_comment(indent + 1, token.text(self.text).trim_end());
            }
        }
        self.leading(&group.closing, indent + 1);
        let empty = group.items.is_empty() && group.closing.is_empty();
        if !(empty && group.after_open.is_empty()) {
            self.lines.start(indent);
        }
        self.lines.push(group.close.text(self.text));
    }

    fn leading(&mut self, leading: &[Leading], indent: usize) {
        for part in leading {
            match part {
                Leading::Blank => self.lines.blank(),
                Leading::Comment(token) => {
                    self.lines
                        .own_comment(indent, token.text(self.text).trim_end());
                }
            }
        }
    }

    fn inline(&self, pieces: &[Piece], out: &mut String) {
        let mut before = None;
        for piece in pieces {
            before = self.inline_piece(piece, before, out);
        }
    }

    /// Appends a piece to a line; returns the token it ends with.
    fn inline_piece(
        &self,
        piece: &Piece,
        before: Option<Token>,
        out: &mut String,
    ) -> Option<Token> {
        match piece {
            Piece::Token(token) => {
                if self.spaced(before, *token) {
                    out.push(' ');
                }
                out.push_str(token.text(self.text));
                Some(self.unary(before, *token))
            }
            Piece::Break | Piece::LineComment(_) => before,
            Piece::Group(group) => {
                if self.spaced(before, group.open) {
                    out.push(' ');
                }
                self.inline_group(group, out);
                Some(group.close)
            }
        }
    }

    fn inline_group(&self, group: &Group, out: &mut String) {
        let open = group.open.text(self.text);
        out.push_str(open);
        let padded = open == "{" && !group.items.is_empty();
        if padded {
            out.push(' ');
        }
        for (at, item) in group.items.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            self.inline(&item.pieces, out);
        }
        if padded {
            out.push(' ');
        }
        out.push_str(group.close.text(self.text));
    }

    /// An operator without a value before it belongs to what follows: no space after it. Such a
    /// token is remembered as one that takes none, by its kind `Dot`.
    fn unary(&self, before: Option<Token>, token: Token) -> Token {
        let alone = before
            .is_none_or(|before| !before.kind.ends_value() || keyword(before.text(self.text)));
        match token.kind {
            TokenKind::Operator if alone && token.text(self.text) == "-" => Token {
                kind: TokenKind::Dot,
                ..token
            },
            _ => token,
        }
    }

    /// Whether a space stands between two tokens of a line.
    fn spaced(&self, before: Option<Token>, token: Token) -> bool {
        use TokenKind::*;
        let Some(before) = before else {
            return false;
        };
        match (before.kind, token.kind) {
            (Dot, _) | (_, Dot | Comma | Semicolon | Colon) => false,
            (kind, Open) if kind.ends_value() && !keyword(before.text(self.text)) => {
                before.end != token.start || token.text(self.text) == "{"
            }
            _ => true,
        }
    }
}

fn is_comment(piece: &Piece) -> bool {
    match piece {
        Piece::Token(token) => token.kind.is_comment(),
        Piece::LineComment(_) | Piece::Break => true,
        Piece::Group(_) => false,
    }
}

/// The kind of the token after a name.
fn item_next(pieces: &[Piece]) -> Option<TokenKind> {
    match pieces.get(1) {
        Some(Piece::Token(token)) => Some(token.kind),
        _ => None,
    }
}
