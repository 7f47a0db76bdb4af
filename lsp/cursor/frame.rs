//! A bracket the cursor stands in, read token by token up to it: which values may stand there.

use super::spot::Loop;
use crate::syntax::lex::{Token, TokenKind};
use crate::vocabulary::{Attribute, Type, function};

/// Words behind which a value begins.
pub const OPERATORS: [&str; 7] = ["in", "if", "then", "else", "and", "or", "not"];

/// A part of `if … then … else …` that is being written.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Condition,
    /// Behind `then`.
    Yes,
    /// Behind the `if` that ends a loop in brackets.
    Filter,
}

/// `for NAME[, NAME] in LIST:` in brackets.
#[derive(Default)]
struct Head {
    names: Vec<String>,
    /// Where the list begins, and where it is over.
    list: Option<u32>,
    ended: Option<u32>,
}

/// A bracket, or the body itself.
pub struct Frame {
    pub open: u8,
    /// What the bracket with all in it may be.
    pub types: Vec<&'static Type>,
    pub fields: Vec<&'static Attribute>,
    /// Names before `=` in an object, and the words some of them are.
    pub set: Vec<String>,
    pub words: Vec<(String, String)>,
    /// The attribute whose value is being written.
    pub key: Option<String>,
    pub attribute: Option<&'static Attribute>,
    elements: Vec<String>,
    /// So many of them stand before the last comma.
    over: usize,
    /// In a call: the function, and how many commas stand before the cursor.
    pub call: Option<String>,
    pub commas: usize,
    /// The list's elements are lists of what the whole is a list of.
    nested: bool,
    head: Option<Head>,
    parts: Vec<Part>,
    empty: bool,
    last: Option<TokenKind>,
    /// The last word, or the text of the last string.
    word: Option<String>,
}

impl Frame {
    pub fn new(open: u8, types: Vec<&'static Type>, fields: Vec<&'static Attribute>) -> Frame {
        Frame {
            open,
            types,
            fields,
            set: Vec::new(),
            words: Vec::new(),
            key: None,
            attribute: None,
            elements: Vec::new(),
            over: 0,
            call: None,
            commas: 0,
            nested: false,
            head: None,
            parts: Vec::new(),
            empty: true,
            last: None,
            word: None,
        }
    }

    /// The bracket that is opened here.
    pub fn opened(&mut self, bracket: &str) -> Frame {
        let of_lists = self.call.as_deref() == Some("flatten") && bracket == "[";
        let types = match of_lists {
            true => self.types.clone(),
            false => self.value_types(),
        };
        let fields = match bracket {
            "{" => fields_of(&types),
            _ => Vec::new(),
        };
        let open = bracket.as_bytes().first().copied().unwrap_or(b'(');
        let mut inner = Frame::new(open, types, fields);
        let called = self.last == Some(TokenKind::Word) && bracket == "(";
        inner.call = self.word.take().filter(|word| called && !operator(word));
        inner.nested = of_lists;
        self.last = Some(TokenKind::Open);
        inner
    }

    /// The bracket inside it is closed.
    pub fn closed(&mut self) {
        self.last = Some(TokenKind::Close);
        self.word = None;
    }

    /// A token that opens or closes nothing; whether it stands in no body of attributes but in a
    /// bracket, where a loop may begin.
    pub fn read(&mut self, token: &Token, word: &str, inner: bool) {
        match token.kind {
            kind if kind.is_comment() => return,
            TokenKind::Equals if self.open == b'{' => {
                let key: Option<String> = self.word.take();
                self.attribute = key
                    .as_deref()
                    .and_then(|key| self.fields.iter().find(|one| one.name == key))
                    .copied();
                self.set.extend(key.clone());
                self.key = Some(key.unwrap_or_default());
            }
            TokenKind::Comma | TokenKind::Newline | TokenKind::Semicolon => {
                if self.open == b'{' {
                    (self.key, self.attribute) = (None, None);
                }
                if self.open == b'{' || token.kind == TokenKind::Comma {
                    self.parts.clear();
                    self.over = self.elements.len();
                }
                self.commas += usize::from(token.kind == TokenKind::Comma);
                self.word = None;
            }
            TokenKind::Colon => {
                if let Some(head) = &mut self.head {
                    head.ended.get_or_insert(token.start);
                }
            }
            _ => self.operand(token, word, inner),
        }
        self.last = Some(token.kind);
    }

    fn operand(&mut self, token: &Token, word: &str, inner: bool) {
        if self.empty && inner && word == "for" {
            self.head = Some(Head::default());
        } else if let Some(head) = &mut self.head {
            match word {
                _ if head.list.is_some() => {}
                "in" => head.list = Some(token.end),
                _ if token.kind == TokenKind::Word => head.names.push(word.to_owned()),
                _ => {}
            }
        }
        self.empty = false;
        if token.kind == TokenKind::Word {
            self.part(word);
        }
        if self.open == b'[' {
            self.elements.push(word.to_owned());
        }
        let text = word.trim_matches('"').to_owned();
        if self.last == Some(TokenKind::Equals)
            && let Some(key) = &self.key
        {
            self.words.push((key.clone(), text.clone()));
        }
        self.word = Some(text);
    }

    fn part(&mut self, word: &str) {
        let filter = self.in_body() && self.behind_value();
        match (word, self.parts.last_mut()) {
            ("if", _) if filter => self.parts.push(Part::Filter),
            ("if", _) => self.parts.push(Part::Condition),
            ("then", Some(part)) => *part = Part::Yes,
            ("else", Some(Part::Yes)) => {
                self.parts.pop();
            }
            _ => {}
        }
    }

    fn behind_value(&self) -> bool {
        let word = self.last == Some(TokenKind::Word) && self.word.as_deref().is_some_and(operator);
        self.last.is_some_and(TokenKind::ends_value) && !word
    }

    /// Behind the colon of a loop in brackets.
    fn in_body(&self) -> bool {
        self.head.as_ref().is_some_and(|head| head.ended.is_some())
    }

    /// Whether a loop stands in it, and whether the cursor stands before its colon.
    pub fn loops(&self) -> bool {
        self.head.is_some()
    }

    /// Whether what is written decides something and is not the value itself.
    pub fn decides(&self) -> bool {
        let condition = matches!(self.parts.last(), Some(Part::Condition | Part::Filter));
        condition || self.loops() && !self.in_body()
    }

    /// Whether the value itself begins behind a word or a colon: `then`, `else`, that of a loop.
    pub fn begins(&self) -> bool {
        let branch = matches!(self.word.as_deref(), Some("then" | "else"));
        !self.decides()
            && match self.last {
                Some(TokenKind::Word) => branch,
                Some(TokenKind::Colon) => self.in_body(),
                _ => false,
            }
    }

    /// What stands before the element that is being written.
    pub fn elements_before(&self) -> &[String] {
        self.elements.get(..self.over).unwrap_or(&[])
    }

    /// The words that may go on behind a value.
    pub fn next_words(&self) -> &'static [&'static str] {
        match self.parts.last() {
            Some(Part::Condition) => &["then", "and", "or"],
            Some(Part::Yes) => &["else"],
            None if self.in_body() => &["if"],
            _ => &[],
        }
    }

    /// The loop whose variables hold here.
    pub fn bound(&self, text: &str) -> Option<Loop> {
        let head = self.head.as_ref()?;
        let list = text.get(head.list? as usize..head.ended? as usize)?;
        let mut names = head.names.iter().cloned();
        Some(Loop {
            first: names.next()?,
            second: names.next(),
            list: list.trim().to_owned(),
        })
    }

    /// What a value may be that stands here.
    pub fn value_types(&self) -> Vec<&'static Type> {
        let all = self.types.iter().flat_map(|ty| each(ty));
        match (self.open, self.attribute) {
            _ if self.decides() => Vec::new(),
            (b'{', Some(attribute)) => vec![&attribute.ty],
            (b'{', None) if self.key.is_some() => all
                .filter_map(|ty| match ty {
                    Type::Map { of, .. } => Some(*of),
                    _ => None,
                })
                .collect(),
            (b'[', _) if self.nested => self.types.clone(),
            (b'[', _) => all
                .filter_map(|ty| match ty {
                    Type::List { of, .. } => Some(*of),
                    _ => None,
                })
                .collect(),
            (b'(', _) if self.gives_back() => self.types.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether what stands here is what comes of the brackets.
    fn gives_back(&self) -> bool {
        match &self.call {
            None => true,
            Some(name) => function(name).is_some_and(|function| function.gives_back(self.commas)),
        }
    }
}

fn operator(word: &str) -> bool {
    OPERATORS.contains(&word)
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
