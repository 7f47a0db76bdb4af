//! In a body of attributes: the brackets around the cursor, and the attribute and type each is of.

use super::{Around, Key, Number, Reader, Spot, Value};
use crate::syntax::lex::{Token, TokenKind};
use crate::vocabulary::{self, Attribute, Kind, Type};

/// A bracket the cursor stands in, or the body itself.
struct Frame {
    open: u8,
    types: Vec<&'static Type>,
    fields: Vec<&'static Attribute>,
    /// Names before `=` in an object.
    set: Vec<String>,
    /// The attribute whose value is being written.
    key: Option<String>,
    attribute: Option<&'static Attribute>,
    elements: Vec<String>,
    /// In a call: the function, and how many commas stand before the cursor.
    call: Option<String>,
    commas: usize,
    /// `for` stands first in it.
    loops: bool,
    empty: bool,
}

impl Frame {
    fn value_types(&self) -> Vec<&'static Type> {
        match (self.open, self.attribute) {
            (b'{', Some(attribute)) => vec![&attribute.ty],
            (b'{', None) if self.key.is_some() => {
                let maps = self.types.iter().flat_map(|ty| each(ty));
                maps.filter_map(|ty| match ty {
                    Type::Map { of, .. } => Some(*of),
                    _ => None,
                })
                .collect()
            }
            (b'[', _) => {
                let lists = self.types.iter().flat_map(|ty| each(ty));
                lists
                    .filter_map(|ty| match ty {
                        Type::List { of, .. } => Some(*of),
                        _ => None,
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A type, or its alternatives.
fn each(ty: &'static Type) -> Vec<&'static Type> {
    match ty {
        Type::OneOf(types) => types.iter().flat_map(each).collect(),
        other => vec![other],
    }
}

fn fields_of(types: &[&'static Type]) -> Vec<&'static Attribute> {
    let all = types.iter().flat_map(|ty| each(ty));
    all.flat_map(|ty| match ty {
        Type::Object(fields) => fields.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    })
    .collect()
}

impl<'t> Reader<'t> {
    /// In a body of attributes, behind the tokens of the member so far.
    pub(super) fn in_body(
        &self,
        body: &Around,
        before: &[Token],
        set: Vec<String>,
        words: Vec<(String, String)>,
        quoted: Option<String>,
    ) -> Spot {
        let fields: Vec<&'static Attribute> = match body.kind {
            Some(kind) if !body.items => {
                vocabulary::attributes(kind, body.existing).iter().collect()
            }
            _ => Vec::new(),
        };
        let mut frames = vec![Frame {
            open: b'{',
            types: Vec::new(),
            fields,
            set,
            key: None,
            attribute: None,
            elements: Vec::new(),
            call: None,
            commas: 0,
            loops: false,
            empty: true,
        }];
        let mut path = vec![body.kind.map_or("", Kind::name).to_owned()];
        let mut last_word = None;
        for token in before {
            let word = self.word(token);
            let depth = frames.len();
            let frame = frames.last_mut();
            match (token.kind, frame) {
                (TokenKind::Open, Some(frame)) => {
                    let types = frame.value_types();
                    if let (b'{', Some(key)) = (frame.open, &frame.key) {
                        path.push(key.clone());
                    }
                    let fields = if word == "{" {
                        fields_of(&types)
                    } else {
                        Vec::new()
                    };
                    frames.push(Frame {
                        open: word.as_bytes()[0],
                        types,
                        fields,
                        set: Vec::new(),
                        key: None,
                        attribute: None,
                        elements: Vec::new(),
                        call: last_word.take().filter(|_| word == "("),
                        commas: 0,
                        loops: false,
                        empty: true,
                    });
                }
                (TokenKind::Close, _) => {
                    if frames.len() > 1 {
                        frames.pop();
                    }
                    if let Some(frame) = frames.last()
                        && frame.open == b'{'
                        && frame.key.is_some()
                    {
                        path.pop();
                    }
                    last_word = None;
                }
                (TokenKind::Equals, Some(frame)) if frame.open == b'{' => {
                    let key: Option<String> = last_word.take();
                    frame.attribute = key
                        .as_deref()
                        .and_then(|key| frame.fields.iter().find(|one| one.name == key))
                        .copied();
                    frame.set.extend(key.clone());
                    frame.key = Some(key.unwrap_or_default());
                }
                (TokenKind::Comma | TokenKind::Newline | TokenKind::Semicolon, Some(frame)) => {
                    if frame.open == b'{' {
                        (frame.key, frame.attribute) = (None, None);
                    }
                    frame.commas += usize::from(token.kind == TokenKind::Comma);
                    last_word = None;
                }
                (kind, _) if kind.is_comment() => {}
                (_, Some(frame)) => {
                    frame.loops |= frame.empty && word == "for" && depth > 1;
                    frame.empty = false;
                    if frame.open == b'[' {
                        frame.elements.push(word.to_owned());
                    }
                    last_word = Some(word.trim_matches('"').to_owned());
                }
                _ => {}
            }
        }
        self.ending(frames, path, before, words, quoted)
    }

    fn ending(
        &self,
        mut frames: Vec<Frame>,
        mut path: Vec<String>,
        before: &[Token],
        words: Vec<(String, String)>,
        quoted: Option<String>,
    ) -> Spot {
        let depth = frames.len();
        let Some(frame) = frames.pop() else {
            return Spot::Nothing;
        };
        if frame.loops
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
        if frame.open == b'{' && frame.key.is_none() && !frame.loops {
            if !fresh || quoted.is_some() {
                return Spot::Nothing;
            }
            let mut set = frame.set;
            if depth > 1 {
                set.extend(self.following());
            }
            return Spot::Key(Key {
                fields: frame.fields,
                set,
                path: path.join("."),
                words,
                assigned: self.assigned(),
                block: depth == 1,
            });
        }
        if let Some(key) = &frame.key {
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
        if operand && number.is_none() {
            // Behind a value only an operator may stand, and words that do are few.
            let word = before.last().map_or("", |token| self.word(token));
            if !matches!(word, "in" | "if" | "then" | "else" | "and" | "or" | "not") {
                return Spot::Nothing;
            }
        }
        let plain = matches!(
            tail,
            Some(TokenKind::Equals | TokenKind::Open | TokenKind::Comma | TokenKind::Newline)
                | Some(TokenKind::Comment | TokenKind::BlockComment)
        );
        let listed = frame.open == b'[';
        let mut siblings = frame.elements.clone();
        if listed {
            siblings.extend(self.elements_behind());
        }
        Spot::Value(Value {
            types: frame.value_types(),
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
            computed: !plain || frame.open == b'(',
        })
    }

    /// Between `for` and `in` of a value made by a loop: a new name, or the word `in`.
    fn loop_head(&self, before: &[Token]) -> Option<Spot> {
        let words: Vec<&str> = before.iter().map(|token| self.word(token)).collect();
        match words.as_slice() {
            [.., "for"] | [.., "for", _, ","] => Some(Spot::Nothing),
            [.., "for", _] | [.., "for", _, ",", _] => Some(Spot::Word("in")),
            _ => None,
        }
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

    fn elements_behind(&self) -> Vec<String> {
        let values = self
            .behind()
            // The word the cursor stands before is the one that is replaced.
            .filter(|(_, token)| token.start > self.offset || token.kind == TokenKind::String)
            .filter(|(_, token)| matches!(token.kind, TokenKind::String | TokenKind::Word));
        values
            .map(|(_, token)| self.word(token).to_owned())
            .take(60)
            .collect()
    }
}
