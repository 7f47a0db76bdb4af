//! What lines tell: where a member ends that its brackets do not end, and two on one line.

use super::*;

impl Cutter<'_> {
    pub(super) fn first_on_line(&self) -> bool {
        self.at == 0 || self.tokens[self.at - 1].kind == TokenKind::Newline
    }

    /// A separator outside brackets: it ends an attribute, or parts two on one line.
    pub(super) fn separator(&mut self, token: Token, before: Option<&Member>) {
        let parts = before.filter(|_| !self.first_on_line() && self.attribute_follows());
        let found = match parts {
            Some(_) => codes::one_line(self.text, token, self.indent, self.file),
            None => codes::trailing_separator(self.text, token, self.file),
        };
        self.report(found);
    }

    /// Whether `name =` stands behind this token, on its line.
    pub(super) fn attribute_follows(&self) -> bool {
        self.kind(1) == Some(TokenKind::Word) && self.kind(2) == Some(TokenKind::Equals)
    }

    /// Whether this word begins a second attribute on the line: `a = 1 b = 2`.
    pub(super) fn begins_another(&self, state: &Line) -> bool {
        state.equals.is_some_and(|equals| equals < state.last)
            && self.tokens[state.last].kind.ends_value()
            && self.kind(1) == Some(TokenKind::Equals)
    }

    pub(super) fn second_on_line(&mut self, state: &Line) {
        let (before, here) = (self.tokens[state.last], self.tokens[self.at]);
        let gap = self.span(Range::new(before.end, here.start));
        let here = self.span(Range::new(here.start, here.end));
        let found = codes::second_attribute(self.text, gap, here, self.indent);
        self.report(found);
    }

    /// The first token of the next line that is not blank.
    pub(super) fn next_line(&self) -> Option<Token> {
        self.tokens[self.at..]
            .iter()
            .find(|token| token.kind != TokenKind::Newline)
            .copied()
    }

    /// Whether the line after this newline begins a member, so that what is open must end here.
    pub(super) fn resynchronises(&self, indent: u32) -> bool {
        let next = self.at + 1;
        let Some(token) = self.tokens.get(next) else {
            return false;
        };
        token.start - self.tokens[self.at].end <= indent
            && (super::super::regions::assigns(self.tokens, next)
                || super::super::regions::declares(self.text, self.tokens, next)
                || super::super::regions::opens(self.text, self.tokens, next))
    }

    /// Whether the line behind this newline is a part of the attribute's value as YAML has it:
    /// deeper than the attribute, which has nothing behind its `=` or `:`.
    pub(super) fn lies_below(&self, state: &Line, indent: u32) -> bool {
        let begins = || {
            let joint = state.last == state.first + 1
                && matches!(
                    self.tokens[state.last].kind,
                    TokenKind::Equals | TokenKind::Colon
                );
            joint
                && !state.torn
                && state.first > 0
                && self.tokens[state.first - 1].kind == TokenKind::Newline
        };
        if !state.below && !begins() {
            return false;
        }
        let ahead = self.tokens[self.at..]
            .iter()
            .position(|token| token.kind != TokenKind::Newline);
        let Some(next) = ahead.map(|ahead| self.at + ahead) else {
            return false;
        };
        let (before, first) = (self.tokens[next - 1], self.tokens[next]);
        let column = first.start - before.end;
        // YAML lets the `-` of a list stand right below its name.
        let deeper = column > indent || column == indent && self.word(first) == "-";
        let deeper = deeper && first.kind != TokenKind::Close;
        let second = self.tokens.get(next + 1);
        let entry = matches!(first.kind, TokenKind::Word | TokenKind::String)
            && second
                .is_some_and(|token| matches!(token.kind, TokenKind::Colon | TokenKind::Equals));
        let element = self.word(first) == "-"
            && second.is_some_and(|token| token.start > first.end && token.kind.starts_value());
        deeper && (state.below || entry || element)
    }

    /// Whether a newline outside brackets leaves the member open: an operator or `=` before it
    /// waits for a value, or the `{` of a body stands on the next line.
    pub(super) fn goes_on(&self, state: &Line) -> bool {
        let last = self.tokens[state.last];
        let next = self.tokens[self.at..]
            .iter()
            .position(|token| token.kind != TokenKind::Newline)
            .map(|ahead| self.at + ahead);
        let Some(next) = next else {
            return false;
        };
        let opens = self.word(self.tokens[next]) == "{";
        let begins = super::super::regions::assigns(self.tokens, next)
            || super::super::regions::declares(self.text, self.tokens, next);
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
}
