//! The outline: cuts a text into members (attributes, declarations with their bodies) before the
//! grammar sees any of it. One pass over the tokens, infallible: whatever stands there becomes
//! members and at most one diagnostic a place, and what follows a mistake is still found.
//!
//! A text whose brackets all match is cut by its brackets alone. Otherwise layout decides, in the
//! region around the mistake only: a line that begins like an attribute or a declaration and is
//! not indented deeper than the member that is open closes that member.

use super::ast::Allow;
use super::lex::{Lexed, MAX_NESTING, Token, TokenKind, lex};
use super::regions::Regions;
use super::source::{FileId, Range, Span};
use super::{codes, comments};
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
    let (diagnostics, steps) = (cutter.diagnostics, cutter.steps);
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

    fn first_on_line(&self) -> bool {
        self.at == 0 || self.tokens[self.at - 1].kind == TokenKind::Newline
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

    /// A separator outside brackets: it ends an attribute, or parts two on one line.
    fn separator(&mut self, token: Token, before: Option<&Member>) {
        let parts = before.filter(|_| !self.first_on_line() && self.attribute_follows());
        let found = match parts {
            Some(_) => codes::one_line(self.text, token, self.indent, self.file),
            None => codes::trailing_separator(self.text, token, self.file),
        };
        self.report(found);
    }

    /// Whether `name =` stands behind this token, on its line.
    fn attribute_follows(&self) -> bool {
        self.kind(1) == Some(TokenKind::Word) && self.kind(2) == Some(TokenKind::Equals)
    }

    /// Whether this word begins a second attribute on the line: `a = 1 b = 2`.
    fn begins_another(&self, state: &Line) -> bool {
        state.equals.is_some_and(|equals| equals < state.last)
            && self.tokens[state.last].kind.ends_value()
            && self.kind(1) == Some(TokenKind::Equals)
    }

    fn second_on_line(&mut self, state: &Line) {
        let (before, here) = (self.tokens[state.last], self.tokens[self.at]);
        let gap = self.span(Range::new(before.end, here.start));
        let here = self.span(Range::new(here.start, here.end));
        let found = codes::second_attribute(self.text, gap, here, self.indent);
        self.report(found);
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

    /// A `}` that begins a line left of the block's head closes something further out.
    fn closes_outer(&self, body: Body) -> bool {
        body.torn && self.first_on_line() && self.indent < body.indent
    }

    /// A declaration that begins no deeper than the block's head cannot stand in its body.
    fn begins_outer(&self, body: Body) -> bool {
        body.torn
            && self.first_on_line()
            && self.indent <= body.indent
            && super::regions::declares(self.text, self.tokens, self.at)
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
        };
        while let Some(token) = self.peek() {
            match token.kind {
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
                TokenKind::Open if stack.is_empty() && self.opens_body(&state, token, items) => {
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
            shape: Shape::Line,
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

    /// One level deeper; beyond the limit the member is not read.
    fn nest(&mut self, at: u32, state: &mut Line) {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            state.broken = true;
            if !std::mem::replace(&mut self.too_deep, true) {
                self.report(codes::too_deep(Span::new(self.file, at, at + 1)));
            }
        }
    }

    /// A closing bracket inside a member; false where it ends the member instead.
    fn close(
        &mut self,
        token: Token,
        stack: &mut Vec<Bracket>,
        state: &mut Line,
        indent: u32,
    ) -> bool {
        let closer = self.word(token);
        let opener = match closer {
            "}" => "{",
            "]" => "[",
            _ => "(",
        };
        let outer = closer == "}"
            && state.torn
            && self.first_on_line()
            && self.indent < indent
            && !stack.is_empty();
        let matching = match outer {
            true => None,
            false => stack
                .iter()
                .rposition(|bracket| self.word(bracket.open) == opener),
        };
        match matching {
            Some(at) => {
                if at + 1 < stack.len() {
                    self.unclosed(&stack[at + 1..], Some(token));
                    state.broken = true;
                }
                self.pop(stack, at);
                state.last = self.at;
                true
            }
            None if closer == "}" && !self.closes_wrongly(stack, state) => {
                if !stack.is_empty() {
                    self.unclosed(stack, Some(token));
                    state.broken = true;
                }
                self.pop(stack, 0);
                false
            }
            None => {
                // `[a)`: the wrong one of two, and it closes what is open.
                match stack.last() {
                    Some(bracket) => {
                        let found = codes::wrong_closer(self.text, bracket.open, token, self.file);
                        self.report(found);
                        self.pop(stack, stack.len() - 1);
                    }
                    None => self.report(codes::stray_bracket(self.text, token, self.file)),
                }
                state.broken = true;
                state.last = self.at;
                true
            }
        }
    }

    /// `a = [b }` on a line of its own, with the body going on behind it: the wrong bracket.
    fn closes_wrongly(&self, stack: &[Bracket], state: &Line) -> bool {
        let next = self.tokens[self.at + 1..]
            .iter()
            .position(|token| token.kind != TokenKind::Newline && !token.kind.is_comment())
            .map(|ahead| self.at + 1 + ahead);
        let Some(next) = next else {
            return false;
        };
        let begins_line = state.first == 0 || {
            let before = self.tokens[state.first - 1];
            before.kind == TokenKind::Newline
        };
        !stack.is_empty()
            && begins_line
            && !self.first_on_line()
            && self.kind(1) == Some(TokenKind::Newline)
            && (self.word(self.tokens[next]) == "}" || super::regions::assigns(self.tokens, next))
    }

    fn pop(&mut self, stack: &mut Vec<Bracket>, to: usize) {
        for bracket in stack.drain(to..) {
            self.depth -= 1 + bracket.ifs;
        }
    }

    /// Whether the bracket that closes this one stands in a string that does not end.
    fn swallowed(&self, open: u32, closer: char) -> bool {
        let from = self.tokens.partition_point(|token| token.start < open);
        self.tokens[from..self.at.min(self.tokens.len())]
            .iter()
            .any(|token| {
                token.kind == TokenKind::BrokenString && self.word(*token).contains(closer)
            })
    }

    /// Reports the innermost of the brackets that were not closed, naming the others.
    fn unclosed(&mut self, stack: &[Bracket], closer: Option<Token>) {
        let own = |open: Token| match self.word(open) {
            "{" => '}',
            "[" => ']',
            _ => ')',
        };
        let swallowed = stack
            .last()
            .is_some_and(|inner| self.swallowed(inner.open.start, own(inner.open)));
        if swallowed {
            return;
        }
        if let Some((inner, outer)) = stack.split_last() {
            let mut diagnostic = codes::unclosed_bracket(self.text, inner.open, closer, self.file);
            for bracket in outer.iter().rev().take(3) {
                let range = Range::new(bracket.open.start, bracket.open.end);
                diagnostic = diagnostic.also(self.span(range), "so is this one");
            }
            self.report(diagnostic);
        }
    }

    /// The first token of the next line that is not blank.
    fn next_line(&self) -> Option<Token> {
        self.tokens[self.at..]
            .iter()
            .find(|token| token.kind != TokenKind::Newline)
            .copied()
    }

    /// Whether the line after this newline begins a member, so that what is open must end here.
    fn resynchronises(&self, indent: u32) -> bool {
        let next = self.at + 1;
        let Some(token) = self.tokens.get(next) else {
            return false;
        };
        token.start - self.tokens[self.at].end <= indent
            && (super::regions::assigns(self.tokens, next)
                || super::regions::declares(self.text, self.tokens, next)
                || super::regions::opens(self.text, self.tokens, next))
    }

    /// Whether a newline outside brackets leaves the member open: an operator or `=` before it
    /// waits for a value, or the `{` of a body stands on the next line.
    fn goes_on(&self, state: &Line) -> bool {
        let last = self.tokens[state.last];
        let next = self.tokens[self.at..]
            .iter()
            .position(|token| token.kind != TokenKind::Newline)
            .map(|ahead| self.at + ahead);
        let Some(next) = next else {
            return false;
        };
        let opens = self.word(self.tokens[next]) == "{";
        let begins = super::regions::assigns(self.tokens, next)
            || super::regions::declares(self.text, self.tokens, next);
        match last.kind {
            TokenKind::Operator => self.tokens[next].kind.starts_value() && !begins,
            TokenKind::Word
                if matches!(self.word(last), "and" | "or" | "not" | "then" | "else") =>
            {
                state.equals.is_some() && !begins
            }
            TokenKind::Equals => matches!(self.word(self.tokens[next]), "{" | "["),
            kind => opens && state.equals.is_none() && kind.ends_value(),
        }
    }

    /// Whether this `{` opens a body rather than a value.
    fn opens_body(&mut self, state: &Line, token: Token, items: bool) -> bool {
        if self.word(token) != "{" || state.last == state.first && self.at == state.first {
            return false;
        }
        let last = self.tokens[state.last];
        match state.equals {
            // A template's name is missing after the `:`.
            None if items && last.kind == TokenKind::Colon && state.last == state.first + 2 => {
                self.word(self.tokens[state.first]) != "param"
            }
            None if items && self.word(last) == "else" && state.last == state.first => true,
            None => {
                last.kind.ends_value()
                    && !matches!(
                        self.word(last),
                        "in" | "then" | "else" | "and" | "or" | "not"
                    )
            }
            // `job_queue main = {`: the `=` is the mistake, in a declaration.
            Some(equals) if items && equals == state.last && equals == state.first + 2 => {
                let first = self.word(self.tokens[state.first]);
                if matches!(first, "let" | "output" | "param") {
                    return false;
                }
                self.report(codes::block_equals(self.tokens[equals], self.file));
                true
            }
            Some(_) => false,
        }
    }

    /// `KIND LABEL` and, deeper, an attribute: the `{` was forgotten.
    fn body_without_brace(&self, state: &Line, indent: u32) -> bool {
        let head = self.at - state.first;
        let words = [TokenKind::Word, TokenKind::Word];
        if !state.torn
            || state.equals.is_some()
            || head != 2
            || self.tokens[state.first..self.at]
                .iter()
                .map(|token| token.kind)
                .ne(words)
        {
            return false;
        }
        let Some(next) = self.tokens.get(self.at + 1) else {
            return false;
        };
        next.start - self.tokens[self.at].end > indent
            && super::regions::assigns(self.tokens, self.at + 1)
    }

    /// A body, from its `{` (where there is one) to its `}`.
    fn block(
        &mut self,
        docs: Option<SmolStr>,
        state: &Line,
        indent: u32,
        open: Option<Token>,
        items: bool,
    ) -> Member {
        let head_last = match state.equals {
            Some(equals) => self.tokens[equals - 1],
            None => self.tokens[state.last],
        };
        let head = Range::new(self.tokens[state.first].start, head_last.end);
        let brace = match open {
            Some(open) => {
                self.bump();
                Range::new(open.start, open.end)
            }
            None => {
                self.report(codes::missing_body(self.text, head, self.file));
                Range::new(head.end, head.end)
            }
        };
        self.depth -= state.ifs;
        let first = self.word(self.tokens[state.first]);
        let body = Body {
            open: brace,
            indent,
            of_items: matches!(first, "for" | "if" | "else"),
            nested: !items,
            torn: state.torn,
        };
        let mut deep = Line {
            broken: false,
            ..*state
        };
        self.nest(brace.start, &mut deep);
        let (members, end, closed) = match deep.broken {
            true => (Vec::new(), self.skip_body(brace.end), false),
            false => self.body(body),
        };
        self.depth -= 1;
        let range = Range::new(head.start, end);
        let shape = Shape::Block {
            head,
            body: Range::new(brace.start, end),
            members,
            torn: !closed || open.is_none(),
        };
        Member {
            range,
            docs,
            shape,
            broken: state.broken,
        }
    }

    fn body(&mut self, body: Body) -> (Vec<Member>, u32, bool) {
        let mut members = Vec::new();
        let found = self.members(&mut members, Some(body));
        if found && let Some(close) = self.peek() {
            self.bump();
            return (members, close.end, true);
        }
        let open = body.open;
        let swallowed = members.last().is_some_and(|last| last.broken)
            && self.swallowed(members[members.len() - 1].range.start, '}');
        if open.start < open.end && !swallowed {
            let before = self.peek();
            let token = Token {
                kind: TokenKind::Open,
                start: open.start,
                end: open.end,
            };
            self.report(codes::unclosed_bracket(self.text, token, before, self.file));
        }
        let end = members.last().map_or(open.end, |member| member.range.end);
        (members, end, false)
    }

    /// Leaves a body that is nested too deeply, by its braces alone.
    fn skip_body(&mut self, start: u32) -> u32 {
        let mut open = 1usize;
        let mut end = start;
        while let Some(token) = self.peek() {
            match self.word(token) {
                "{" => open += 1,
                "}" => open -= 1,
                _ => {}
            }
            if token.kind != TokenKind::Newline {
                end = token.end;
            }
            self.bump();
            if open == 0 {
                break;
            }
        }
        end
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
}
