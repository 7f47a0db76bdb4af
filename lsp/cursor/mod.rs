//! What stands at a byte of a text, however broken: read from the outline's member around it and
//! the tokens before it, never from a parse.

mod body;
mod frame;
mod interpolation;
mod spot;

use crate::lsp::engine::View;
use crate::lsp::fragment::around;
use crate::syntax::lex::{Token, TokenKind, lex};
use crate::syntax::outline::{Member, Shape, outline};
use crate::syntax::source::{FileId, Range};
use crate::vocabulary::Kind;
use body::Start;
use interpolation::open_interpolation;
pub use spot::{Key, Loop, Number, Spot, Value};

/// The cursor of a text.
#[derive(Clone, Debug)]
pub struct Cursor {
    pub spot: Spot,
    /// The word (or the text in quotes) the cursor stands in: what is replaced.
    pub replace: Range,
}

impl Cursor {
    /// Moves it: a cursor of a text that begins at byte `by` of another.
    pub fn shift(&mut self, by: u32) {
        self.replace = Range::new(self.replace.start + by, self.replace.end + by);
        match &mut self.spot {
            Spot::Value(value) if value.start > 0 => value.start += by,
            _ => {}
        }
    }
}

/// Reads what stands around a byte of a file.
pub fn cursor_in(view: &View, offset: u32) -> Cursor {
    let piece = around(view, offset);
    let mut cursor = cursor(piece.text, offset - piece.start);
    cursor.shift(piece.start);
    cursor
}

/// Reads what stands around a byte.
pub fn cursor(text: &str, offset: u32) -> Cursor {
    let tokens = lex(text).tokens;
    let members = outline(FileId(0), text).members;
    let mut body = Around {
        members: &members,
        kind: None,
        existing: false,
        items: true,
        start: 0,
    };
    while let Some(inner) = body.inner(text, offset) {
        body = inner;
    }
    Reader {
        text,
        tokens: &tokens,
        offset,
    }
    .read(&body)
}

/// The body the cursor stands in.
struct Around<'m> {
    members: &'m [Member],
    kind: Option<Kind>,
    existing: bool,
    /// Declarations stand in it, not attributes.
    items: bool,
    start: u32,
}

impl<'m> Around<'m> {
    /// The last member that begins before the cursor.
    fn last(&self, offset: u32) -> Option<&'m Member> {
        let next = self
            .members
            .partition_point(|member| member.range.start < offset);
        self.members.get(next.checked_sub(1)?)
    }

    fn declaration(&self) -> Spot {
        Spot::Declaration {
            inside: self.start > 0,
        }
    }

    fn inner(&self, text: &str, offset: u32) -> Option<Around<'m>> {
        let Shape::Block {
            head,
            body,
            members,
            torn,
        } = &self.last(offset)?.shape
        else {
            return None;
        };
        let opened = text.as_bytes().get(body.start as usize) == Some(&b'{');
        let closed = !torn && body.end <= offset;
        if !opened || offset <= body.start || closed {
            return None;
        }
        let head = text.get(head.start as usize..head.end as usize)?;
        let mut words = head.split_whitespace().peekable();
        let first = words.next().unwrap_or("");
        let kind = match first {
            "existing" | "template" => words.next().unwrap_or(""),
            word => word,
        };
        Some(Around {
            members,
            kind: Kind::from_name(kind),
            existing: first == "existing",
            items: self.items && matches!(first, "for" | "if"),
            start: body.start + 1,
        })
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    offset: u32,
}

impl<'t> Reader<'t> {
    fn word(&self, token: &Token) -> &'t str {
        token.text(self.text)
    }

    /// The token the cursor stands in or directly behind.
    fn touched(&self) -> Option<&'t Token> {
        let next = self
            .tokens
            .partition_point(|token| token.start < self.offset);
        let token = self.tokens.get(next.checked_sub(1)?)?;
        (token.end >= self.offset).then_some(token)
    }

    /// The word that begins at the cursor.
    fn ahead(&self) -> Option<&'t Token> {
        let next = self
            .tokens
            .partition_point(|token| token.start < self.offset);
        let token = self.tokens.get(next)?;
        let word = matches!(token.kind, TokenKind::Word | TokenKind::Label);
        (word && token.start == self.offset).then_some(token)
    }

    fn read(&self, body: &Around) -> Cursor {
        if let Some(at) = self.open_in_text() {
            let before = self.text.get(..self.offset as usize).unwrap_or("");
            return self.interpolated(before, at);
        }
        let mut replace = Range::new(self.offset, self.offset);
        let mut end = self.offset;
        let mut quoted = None;
        if let Some(token) = self.touched() {
            use TokenKind::*;
            let inside = token.end > self.offset;
            match token.kind {
                Comment | DocComment | HashComment => return self.nothing(),
                BlockComment if inside => return self.nothing(),
                Number => {
                    replace = Range::new(token.start, self.offset.max(token.start));
                    end = token.start;
                }
                Word | Label => {
                    let before = self.text.get(token.start as usize..self.offset as usize);
                    let before = before.unwrap_or("");
                    if let Some(at) = open_interpolation(before) {
                        return self.interpolated_in(body, token, before, at);
                    }
                    replace = Range::new(token.start, token.end);
                    end = token.start;
                }
                String | BrokenString if inside || token.kind == BrokenString => {
                    let before = self
                        .text
                        .get(token.start as usize + 1..self.offset as usize)
                        .unwrap_or("");
                    let literal = self.word(token).starts_with('\'');
                    if let Some(at) = open_interpolation(before).filter(|_| !literal) {
                        return self.interpolated_in(body, token, before, at);
                    }
                    let closes = token.kind == String;
                    let stop = token.end - u32::from(closes);
                    // What is half written ends with its word, not with its line.
                    let stop = match closes {
                        true => stop,
                        false => self.word_end(stop),
                    };
                    replace = Range::new(token.start + 1, stop.max(self.offset));
                    end = token.start;
                    quoted = Some(before.to_owned());
                }
                TripleString if inside => {
                    let before = self.text.get(token.start as usize..self.offset as usize);
                    let before = before.unwrap_or("");
                    return match open_interpolation(before) {
                        Some(at) if before.starts_with('"') => {
                            self.interpolated_in(body, token, before, at)
                        }
                        _ => self.nothing(),
                    };
                }
                Heredoc | SmartString if inside => return self.nothing(),
                _ => {}
            }
        }
        let mut spot = self.spot(body, end, quoted);
        // Directly before a value or the name of an attribute: what is chosen takes its place.
        if replace.start == replace.end
            && matches!(spot, Spot::Value(_) | Spot::Key(_))
            && let Some(word) = self.ahead()
        {
            replace = Range::new(word.start, word.end);
        }
        if let Spot::Value(value) = &mut spot {
            let typed = self.text.get(replace.start as usize..self.offset as usize);
            value.typed = typed.unwrap_or("").to_owned();
            let touched = value.typed.starts_with(|c: char| c.is_ascii_digit());
            if touched && value.quoted.is_none() && value.number.is_none() {
                let text = value.typed.clone();
                value.number = Some(self::Number { text, ended: false });
            }
        }
        Cursor { spot, replace }
    }

    fn word_end(&self, limit: u32) -> u32 {
        let rest = self.text.get(self.offset as usize..limit as usize);
        let rest = rest.unwrap_or("");
        let word = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:/*".contains(c)));
        self.offset + word.unwrap_or(rest.len()) as u32
    }

    fn nothing(&self) -> Cursor {
        Cursor {
            spot: Spot::Nothing,
            replace: Range::new(self.offset, self.offset),
        }
    }

    /// What stands before byte `end` decides.
    fn spot(&self, body: &Around, end: u32, quoted: Option<String>) -> Spot {
        let last = body
            .last(end.max(body.start))
            .filter(|one| one.range.start < end);
        let (start, before) = match last {
            Some(member) => (member.range.start, self.between(member.range.start, end)),
            None => (end, &self.tokens[..0]),
        };
        // A new member, unless the last one goes on.
        let goes_on = !before.is_empty() && self.goes_on(before);
        if body.items {
            return match goes_on {
                true => self.in_item(before, body, quoted),
                false if quoted.is_some() => Spot::Nothing,
                false => body.declaration(),
            };
        }
        let before = if goes_on { before } else { &self.tokens[..0] };
        let start = if goes_on { start } else { end };
        let (set, words) = self.attributes(body, start);
        let start = Start {
            set,
            words,
            quoted,
            valued: false,
        };
        self.in_body(body, before, start)
    }

    fn between(&self, start: u32, end: u32) -> &'t [Token] {
        let from = self.tokens.partition_point(|token| token.start < start);
        let to = self.tokens.partition_point(|token| token.start < end);
        &self.tokens[from..to.max(from)]
    }

    /// Whether what stands before the cursor is not over: a bracket is open, or no newline followed.
    fn goes_on(&self, before: &[Token]) -> bool {
        let mut depth = 0i32;
        let mut ended = false;
        let mut last = TokenKind::Newline;
        for token in before.iter().filter(|token| !token.kind.is_comment()) {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth -= 1,
                TokenKind::Newline if depth <= 0 => {
                    ended = !matches!(last, TokenKind::Operator);
                    continue;
                }
                _ => {}
            }
            ended = false;
            last = token.kind;
        }
        !ended && depth >= 0
    }

    /// Names of the body's attributes, and the words some of them are.
    fn attributes(&self, body: &Around, but: u32) -> (Vec<String>, Vec<(String, String)>) {
        let (mut set, mut words) = (Vec::new(), Vec::new());
        for member in body.members.iter().filter(|one| one.range.start != but) {
            let tokens = self.between(member.range.start, member.range.end);
            let Some(name) = tokens.first().filter(|one| one.kind == TokenKind::Word) else {
                continue;
            };
            if member.range.start <= self.offset && self.offset <= name.end {
                continue;
            }
            let name = self.word(name).to_owned();
            if let [_, equals, value] = tokens
                && equals.kind == TokenKind::Equals
            {
                words.push((name.clone(), self.word(value).trim_matches('"').to_owned()));
            }
            set.push(name);
        }
        (set, words)
    }

    /// In a declaration's first line, or in the value of a `let`.
    fn in_item(&self, before: &[Token], body: &Around, quoted: Option<String>) -> Spot {
        let words: Vec<&str> = before.iter().map(|token| self.word(token)).collect();
        let value = |from: usize| {
            let rest = before.get(from..).unwrap_or(&[]);
            let start = Start {
                quoted: quoted.clone(),
                ..Start::default()
            };
            self.in_body(body, rest, start)
        };
        // A condition, or what a loop goes over: there is no `=` before it.
        let bare = |from: usize| {
            let rest = before.get(from..).unwrap_or(&[]);
            let start = Start {
                quoted: quoted.clone(),
                valued: true,
                ..Start::default()
            };
            self.in_body(body, rest, start)
        };
        match words.as_slice() {
            [] => body.declaration(),
            ["import", ..] => match quoted {
                Some(_) => Spot::Import,
                None => Spot::Nothing,
            },
            ["existing"] => Spot::Kind { existing: true },
            ["template"] => Spot::Kind { existing: false },
            ["let" | "output", _, "=", ..] => value(1),
            ["param", _, ":"] => Spot::ParamType,
            ["param", _, ":", rest @ ..] => match rest.iter().position(|word| *word == "=") {
                Some(at) => match value(2 + at) {
                    Spot::Value(mut found) => {
                        found.choices = choices(&rest[..at]);
                        Spot::Value(found)
                    }
                    spot => spot,
                },
                None if rest.last() == Some(&"(") => Spot::ParamType,
                None => Spot::Nothing,
            },
            ["for", _] | ["for", _, ",", _] => Spot::Words(&["in"]),
            ["for", rest @ ..] if rest.contains(&"in") => {
                let at = rest.iter().position(|word| *word == "in").unwrap_or(0);
                bare(at + 2)
            }
            ["if", ..] => bare(1),
            [.., ":"] => {
                let first = usize::from(matches!(words[0], "template" | "existing"));
                let kind = words.get(first).and_then(|word| Kind::from_name(word));
                Spot::Base { kind }
            }
            _ => Spot::Nothing,
        }
    }
}

/// The texts a parameter may have, where its type lists them.
fn choices(ty: &[&str]) -> Vec<String> {
    let texts = ty.iter().filter(|word| word.starts_with('"'));
    texts
        .map(|word| word.trim_matches('"').to_owned())
        .collect()
}
