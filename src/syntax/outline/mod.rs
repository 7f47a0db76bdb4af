//! The outline: cuts a text into members (attributes, declarations with their bodies) before the
//! grammar sees any of it. One pass over the tokens, infallible: whatever stands there becomes
//! members and at most one diagnostic a place, and what follows a mistake is still found.
//!
//! A text whose brackets all match is cut by its brackets alone. Otherwise layout decides, in the
//! region around the mistake only: a line that begins like an attribute or a declaration and is
//! not indented deeper than the member that is open closes that member.

mod bodies;
mod brackets;
mod layout;

use super::ast::Allow;
use super::lex::{Lexed, MAX_NESTING, Token, TokenKind, lex};
use super::regions::Regions;
use super::source::{FileId, Range, Span};
use super::{certain, codes, comments};
use crate::diagnostic::Diagnostic;
use smol_str::SmolStr;

/// A piece of a file: an attribute or a declaration.
#[derive(Clone, Debug)]
pub struct Member {
    /// Absolute; without doc comments, trailing comments and the newline.
    pub range: Range,
    pub docs: Option<SmolStr>,
    pub shape: Shape,
    /// Holds a fault of its own lines that was reported: not for the grammar.
    pub broken: bool,
}

#[derive(Clone, Debug)]
pub enum Shape {
    /// No body: an attribute, `let`, `param`, `import`, `output`.
    Line,
    /// `name =` or `name:` with its value below it, by indentation, as in YAML.
    Below,
    /// `HEAD { … }`
    Block {
        head: Range,
        /// From `{` to `}`.
        body: Range,
        members: Vec<Member>,
        /// Its `{` or `}` is missing.
        torn: bool,
    },
}

#[derive(Debug)]
pub struct Outline {
    pub members: Vec<Member>,
    pub allows: Vec<Allow>,
    pub diagnostics: Vec<Diagnostic>,
    /// How often the cutter looked at a token: linear in the text, which a test holds it to.
    pub steps: usize,
}

/// Cuts a text into members.
pub fn outline(file: FileId, text: &str) -> Outline {
    let Lexed { tokens, faults } = lex(text);
    let mut cutter = Cutter {
        text,
        file,
        regions: Regions::of(text, &tokens),
        tokens: &tokens,
        at: 0,
        indent: 0,
        depth: 0,
        too_deep: false,
        allows: comments::Allows::default(),
        diagnostics: faults
            .iter()
            .map(|fault| codes::lexical(*fault, file))
            .collect(),
        steps: 0,
    };
    cutter.enter_line();
    let mut members = Vec::new();
    cutter.members(&mut members, None);
    let allows = cutter.allows.finish();
    let (mut diagnostics, steps) = (cutter.diagnostics, cutter.steps);
    certain::doubt_layout(&mut diagnostics);
    Outline {
        members,
        allows,
        diagnostics,
        steps,
    }
}

/// A body being read: where its head stands and how far it is indented.
#[derive(Clone, Copy)]
struct Body {
    /// The `{`, or where it should stand.
    open: Range,
    indent: u32,
    /// Declarations stand in it (`for`, `if`), not attributes.
    of_items: bool,
    /// An object without its `=`, which was reported: its entries may be parted by commas.
    nested: bool,
    /// The brackets of the region it opens in do not match: layout may end it.
    torn: bool,
}

struct Cutter<'t> {
    text: &'t str,
    file: FileId,
    tokens: &'t [Token],
    regions: Regions,
    at: usize,
    /// Column at which the current line begins.
    indent: u32,
    /// Bodies, brackets and `if`s that are open.
    depth: usize,
    too_deep: bool,
    allows: comments::Allows,
    diagnostics: Vec<Diagnostic>,
    steps: usize,
}

/// A bracket that is open inside a member.
#[derive(Clone, Copy)]
struct Bracket {
    open: Token,
    /// `if`s since the last comma, which nest too.
    ifs: usize,
}

impl<'t> Cutter<'t> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn kind(&self, ahead: usize) -> Option<TokenKind> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    fn word(&self, token: Token) -> &'t str {
        token.text(self.text)
    }

    fn span(&self, range: Range) -> Span {
        range.at(self.file, 0)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn bump(&mut self) {
        let newline = self.kind(0) == Some(TokenKind::Newline);
        self.at += 1;
        self.steps += 1;
        if newline {
            self.enter_line();
        }
    }

    fn enter_line(&mut self) {
        let start = match self
            .at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
        {
            Some(newline) => newline.end,
            None if self.text.starts_with('\u{feff}') => 3,
            None => 0,
        };
        if let Some(token) = self.peek()
            && token.kind != TokenKind::Newline
        {
            self.indent = token.start - start;
        }
    }

    /// Members up to the `}` of `body` (left for the caller) or the end of the file.
    /// Returns false where the body ends without its `}`.
    fn members(&mut self, out: &mut Vec<Member>, body: Option<Body>) -> bool {
        let mut docs = comments::Docs::default();
        loop {
            let Some(token) = self.peek() else {
                return body.is_none();
            };
            match token.kind {
                TokenKind::Newline => {
                    docs.newline();
                    self.bump();
                }
                kind if kind.is_comment() => {
                    self.comment(token, &mut docs, out.last());
                    self.bump();
                }
                TokenKind::Close if self.word(token) == "}" => match body {
                    Some(body) if self.closes_outer(body) => return false,
                    Some(_) => return true,
                    None => self.stray_close(token),
                },
                TokenKind::Close => self.stray_close(token),
                TokenKind::Semicolon | TokenKind::Comma => {
                    if !body.is_some_and(|body| body.nested) {
                        self.separator(token, out.last());
                    }
                    self.bump();
                }
                _ if body.is_some_and(|body| self.begins_outer(body)) => return false,
                _ => {
                    self.allows.target_from(token.start);
                    let items = body.is_none_or(|body| body.of_items);
                    let member = self.member(docs.take(), items);
                    self.allows.target_to(member.range);
                    out.push(member);
                }
            }
        }
    }

    fn comment(&mut self, token: Token, docs: &mut comments::Docs, last: Option<&Member>) {
        match token.kind {
            TokenKind::DocComment => docs.line(self.word(token)),
            TokenKind::HashComment => self.report(codes::hash_comment(token, self.file)),
            TokenKind::Comment => {
                let trailing = !self.first_on_line();
                let target = last.filter(|_| trailing).map(|member| member.range);
                self.allows.comment(self.text, token, target);
            }
            _ => {}
        }
        if token.kind != TokenKind::DocComment {
            docs.comment();
        }
    }

    fn stray_close(&mut self, token: Token) {
        self.report(codes::stray_bracket(self.text, token, self.file));
        self.bump();
    }

    /// One member, from its first token to its end.
    fn member(&mut self, docs: Option<SmolStr>, items: bool) -> Member {
        let first = self.at;
        let indent = self.indent;
        let mut stack: Vec<Bracket> = Vec::new();
        let torn = self.regions.torn_at(first);
        let mut state = Line {
            first,
            last: first,
            equals: None,
            broken: false,
            ifs: 0,
            torn,
            below: false,
        };
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Newline
                    if stack.is_empty() && !items && self.lies_below(&state, indent) =>
                {
                    state.below = true;
                    while self.kind(1) == Some(TokenKind::Newline) {
                        self.bump();
                    }
                }
                TokenKind::Newline if stack.is_empty() => {
                    if items && self.body_without_brace(&state, indent) {
                        return self.block(docs, &state, indent, None, items);
                    }
                    if !self.goes_on(&state) {
                        break;
                    }
                    while self.kind(1) == Some(TokenKind::Newline) {
                        self.bump();
                    }
                }
                TokenKind::Newline => {
                    if state.torn && self.resynchronises(indent) {
                        self.unclosed(&stack, self.next_line());
                        state.broken = true;
                        break;
                    }
                }
                kind if kind.is_comment() => self.inner_comment(token),
                // `if a = b {` is for the grammar to refuse: its body is a body all the same.
                TokenKind::Equals if stack.is_empty() => {
                    if !items || self.word(self.tokens[first]) != "if" {
                        state.equals.get_or_insert(self.at);
                    }
                    state.last = self.at;
                }
                _ if state.below && stack.is_empty() && !token.kind.is_bracket() => {
                    self.inside(token, &mut stack, &mut state);
                }
                TokenKind::Word if stack.is_empty() && !items && self.begins_another(&state) => {
                    self.second_on_line(&state);
                    break;
                }
                TokenKind::Comma | TokenKind::Semicolon
                    if stack.is_empty()
                        && !items
                        && state.equals.is_some()
                        && self.attribute_follows() =>
                {
                    break;
                }
                TokenKind::Open
                    if stack.is_empty()
                        && !state.below
                        && self.opens_body(&state, token, items) =>
                {
                    return self.block(docs, &state, indent, Some(token), items);
                }
                TokenKind::Open => {
                    self.nest(token.start, &mut state);
                    stack.push(Bracket {
                        open: token,
                        ifs: 0,
                    });
                    state.last = self.at;
                }
                TokenKind::Close => {
                    if !self.close(token, &mut stack, &mut state, indent) {
                        break;
                    }
                }
                _ => self.inside(token, &mut stack, &mut state),
            }
            self.bump();
        }
        if self.peek().is_none() && !stack.is_empty() {
            self.unclosed(&stack, None);
            state.broken = true;
        }
        let open_ifs = stack.iter().map(|bracket| bracket.ifs).sum::<usize>();
        self.depth -= stack.len() + open_ifs + state.ifs;
        Member {
            range: self.range(&state),
            docs,
            shape: if state.below {
                Shape::Below
            } else {
                Shape::Line
            },
            broken: state.broken,
        }
    }

    /// A token inside a member that is no bracket.
    fn inside(&mut self, token: Token, stack: &mut [Bracket], state: &mut Line) {
        match token.kind {
            TokenKind::Word if self.word(token) == "if" => {
                self.nest(token.start, state);
                match stack.last_mut() {
                    Some(bracket) => bracket.ifs += 1,
                    None => state.ifs += 1,
                }
            }
            TokenKind::Comma => {
                if let Some(bracket) = stack.last_mut() {
                    self.depth -= std::mem::take(&mut bracket.ifs);
                }
            }
            TokenKind::BrokenString | TokenKind::LongLine => state.broken = true,
            TokenKind::Stray => state.broken |= self.stray_reported(token),
            _ => {}
        }
        state.last = self.at;
    }

    /// Zero bytes and comments that do not end were reported by the lexer.
    fn stray_reported(&self, token: Token) -> bool {
        let text = self.word(token);
        text.starts_with('\0') || text.starts_with("/*")
    }

    fn inner_comment(&mut self, token: Token) {
        let mut none = comments::Docs::default();
        self.comment(token, &mut none, None);
    }

    fn range(&self, state: &Line) -> Range {
        Range::new(self.tokens[state.first].start, self.tokens[state.last].end)
    }
}

/// What is known of the member being read.
#[derive(Clone, Copy)]
struct Line {
    first: usize,
    /// The last token that means something.
    last: usize,
    /// The first `=` outside brackets.
    equals: Option<usize>,
    broken: bool,
    /// `if`s outside brackets.
    ifs: usize,
    /// The brackets of its region do not match: layout may end it.
    torn: bool,
    /// Its value lies below it, by indentation.
    below: bool,
}
