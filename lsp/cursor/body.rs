//! In a body of attributes: the brackets around the cursor, and the attribute and type each is of.

use super::frame::{Frame, OPERATORS};
use super::{Around, Key, Number, Reader, Spot, Value};
use crate::syntax::lex::{Token, TokenKind};
use crate::vocabulary::{self, Attribute, Kind};

/// What is known of a place before its tokens are read.
#[derive(Default)]
pub(super) struct Start {
    /// Names of the body's attributes, and the words some of them are.
    pub set: Vec<String>,
    pub words: Vec<(String, String)>,
    pub quoted: Option<String>,
    /// No attribute is looked for: a value stands there.
    pub valued: bool,
}

impl<'t> Reader<'t> {
    /// In a body of attributes, behind the tokens of the member so far.
    pub(super) fn in_body(&self, body: &Around, before: &[Token], start: Start) -> Spot {
        let fields: Vec<&'static Attribute> = match body.kind {
            Some(kind) if !body.items => {
                vocabulary::attributes(kind, body.existing).iter().collect()
            }
            _ => Vec::new(),
        };
        let mut first = Frame::new(b'{', Vec::new(), fields);
        first.set.clone_from(&start.set);
        first.key = start.valued.then(String::new);
        let mut frames = vec![first];
        let mut path = vec![body.kind.map_or("", Kind::name).to_owned()];
        for token in before {
            let depth = frames.len();
            let Some(frame) = frames.last_mut() else {
                break;
            };
            match token.kind {
                TokenKind::Open => {
                    if let (b'{', Some(key)) = (frame.open, &frame.key) {
                        path.push(key.clone());
                    }
                    let inner = frame.opened(self.word(token));
                    frames.push(inner);
                }
                TokenKind::Close => {
                    if depth > 1 {
                        frames.pop();
                    }
                    if let Some(frame) = frames.last_mut() {
                        frame.closed();
                        if frame.open == b'{' && frame.key.is_some() {
                            path.pop();
                        }
                    }
                }
                _ => frame.read(token, self.word(token), depth > 1),
            }
        }
        self.ending(frames, path, before, start)
    }

    fn ending(
        &self,
        mut frames: Vec<Frame>,
        mut path: Vec<String>,
        before: &[Token],
        start: Start,
    ) -> Spot {
        let Start { words, quoted, .. } = start;
        let depth = frames.len();
        let loops = frames.iter().filter_map(|one| one.bound(self.text));
        let loops = loops.collect();
        let Some(frame) = frames.pop() else {
            return Spot::Nothing;
        };
        if frame.loops()
            && let Some(spot) = self.loop_head(before)
        {
            return spot;
        }
        let tail = before.last().map(|token| token.kind);
        let fresh = matches!(
            tail,
            None | Some(TokenKind::Open | TokenKind::Comma | TokenKind::Newline)
                | Some(TokenKind::Semicolon | TokenKind::Comment | TokenKind::BlockComment)
        );
        if frame.open == b'{' && frame.key.is_none() && !frame.loops() {
            if !fresh || quoted.is_some() {
                return Spot::Nothing;
            }
            let mut set = frame.set;
            if depth > 1 {
                set.extend(self.following());
            }
            let around = frames.pop().map(|around| around.words);
            let mut beside = around.unwrap_or_default();
            if depth > 1 {
                beside.extend(self.words_behind());
            }
            return Spot::Key(Key {
                fields: frame.fields,
                set,
                path: path.join("."),
                words,
                beside,
                assigned: self.assigned(),
                block: depth == 1,
            });
        }
        if let Some(key) = frame.key.as_ref().filter(|key| !key.is_empty()) {
            path.push(key.clone());
        }
        let mut behind = Vec::new();
        let mut rest = before;
        let mut start = self.offset;
        while let [head @ .., name, dot] = rest
            && dot.kind == TokenKind::Dot
            && matches!(name.kind, TokenKind::Word | TokenKind::Label)
        {
            behind.insert(0, self.word(name).to_owned());
            start = name.start;
            rest = head;
        }
        let operand = tail.is_some_and(TokenKind::ends_value) && behind.is_empty();
        let number = before
            .last()
            .filter(|token| token.kind == TokenKind::Number);
        let number = number.map(|token| Number {
            text: self.word(token).to_owned(),
            ended: true,
        });
        let next = if operand { frame.next_words() } else { &[] };
        if operand && number.is_none() {
            // Behind a value only an operator may stand, and words that do are few.
            let word = before.last().map_or("", |token| self.word(token));
            if !OPERATORS.contains(&word) {
                return match next {
                    [] => Spot::Nothing,
                    words => Spot::Words(words),
                };
            }
        }
        let plain = matches!(
            tail,
            Some(TokenKind::Equals | TokenKind::Open | TokenKind::Comma | TokenKind::Newline)
                | Some(TokenKind::Comment | TokenKind::BlockComment)
        );
        let types = frame.value_types();
        let whole = (plain && !frame.decides()) || frame.begins();
        let listed = frame.open == b'[';
        let mut siblings = frame.elements_before().to_vec();
        if listed {
            siblings.extend(self.elements_behind());
        }
        let value = Value {
            attribute: frame.attribute.or_else(|| {
                let around = frames.iter().rev();
                around
                    .filter(|one| one.open == b'{')
                    .find_map(|one| one.attribute)
            }),
            path: path.join("."),
            quoted,
            typed: String::new(),
            number,
            call: frame.call.clone().map(|name| (name, frame.commas)),
            start,
            behind,
            siblings,
            words,
            listed,
            computed: !whole || (frame.open == b'(' && types.is_empty()),
            types,
            next,
            loops,
            compared: self.compared(before),
            choices: Vec::new(),
        };
        Spot::Value(value.into())
    }

    /// Between `for` and `in` of a value made by a loop: a new name, or the word `in`.
    fn loop_head(&self, before: &[Token]) -> Option<Spot> {
        let words: Vec<&str> = before.iter().map(|token| self.word(token)).collect();
        match words.as_slice() {
            [.., "for"] | [.., "for", _, ","] => Some(Spot::Nothing),
            [.., "for", _] | [.., "for", _, ",", _] => Some(Spot::Words(&["in"])),
            _ => None,
        }
    }

    /// The name the value is compared with: `stage ==`.
    fn compared(&self, before: &[Token]) -> Option<String> {
        let [.., name, operator] = before else {
            return None;
        };
        let equal = matches!(self.word(operator), "==" | "!=");
        (equal && name.kind == TokenKind::Word).then(|| self.word(name).to_owned())
    }

    /// Whether `=` follows the word at the cursor.
    fn assigned(&self) -> bool {
        let next = self
            .tokens
            .partition_point(|token| token.end <= self.offset);
        let rest = self.tokens.get(next..).unwrap_or(&[]);
        let rest = match rest {
            [word, rest @ ..] if word.kind == TokenKind::Word && word.start <= self.offset => rest,
            rest => rest,
        };
        rest.first()
            .is_some_and(|token| token.kind == TokenKind::Equals)
    }

    /// Tokens behind the cursor in its bracket and in none inside it, up to the one that closes it.
    fn behind(&self) -> impl Iterator<Item = (usize, &'t Token)> {
        let next = self
            .tokens
            .partition_point(|token| token.start < self.offset);
        let mut depth = 0i32;
        self.tokens[next..]
            .iter()
            .enumerate()
            .map(move |(at, token)| {
                match token.kind {
                    TokenKind::Open => depth += 1,
                    TokenKind::Close => depth -= 1,
                    _ => {}
                }
                (next + at, token, depth)
            })
            .take_while(|(_, _, depth)| *depth >= 0)
            .take(2_000)
            .filter(|(_, _, depth)| *depth == 0)
            .map(|(at, token, _)| (at, token))
    }

    /// Names set behind the cursor in the same object.
    fn following(&self) -> Vec<String> {
        let named = self.behind().filter(|(at, token)| {
            let next = self.tokens.get(at + 1);
            token.kind == TokenKind::Word
                && next.is_some_and(|next| next.kind == TokenKind::Equals)
                && token.start > self.offset
        });
        named
            .map(|(_, token)| self.word(token).to_owned())
            .collect()
    }

    /// What stands behind the element that is being written.
    fn elements_behind(&self) -> Vec<String> {
        let others = self
            .behind()
            .skip_while(|(_, token)| token.kind != TokenKind::Comma);
        let values =
            others.filter(|(_, token)| matches!(token.kind, TokenKind::String | TokenKind::Word));
        values
            .map(|(_, token)| self.word(token).to_owned())
            .take(60)
            .collect()
    }

    /// Words set behind the cursor in the object around that at it.
    fn words_behind(&self) -> Vec<(String, String)> {
        let next = self
            .tokens
            .partition_point(|token| token.start < self.offset);
        let rest = self.tokens.get(next..).unwrap_or(&[]);
        let mut depth = 0i32;
        let mut words = Vec::new();
        for (at, token) in rest.iter().enumerate().take(2_000) {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth -= 1,
                _ => {}
            }
            if depth < -1 {
                break;
            }
            if depth == -1
                && let Some([name, equals, value]) = rest.get(at..at + 3)
                && equals.kind == TokenKind::Equals
            {
                let word = |token: &Token| self.word(token).trim_matches('"').to_owned();
                words.push((word(name), word(value)));
            }
        }
        words
    }
}
