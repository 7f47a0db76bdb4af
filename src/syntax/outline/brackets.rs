//! Brackets that are open inside a member, and those nobody closed.

use super::*;

impl Cutter<'_> {
    /// One level deeper; beyond the limit the member is not read.
    pub(super) fn nest(&mut self, at: u32, state: &mut Line) {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            state.broken = true;
            if !std::mem::replace(&mut self.too_deep, true) {
                self.report(codes::too_deep(Span::new(self.file, at, at + 1)));
            }
        }
    }

    /// A closing bracket inside a member; false where it ends the member instead.
    pub(super) fn close(
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
    pub(super) fn closes_wrongly(&self, stack: &[Bracket], state: &Line) -> bool {
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
            && (self.word(self.tokens[next]) == "}"
                || super::super::regions::assigns(self.tokens, next))
    }

    pub(super) fn pop(&mut self, stack: &mut Vec<Bracket>, to: usize) {
        for bracket in stack.drain(to..) {
            self.depth -= 1 + bracket.ifs;
        }
    }

    /// Whether the bracket that closes this one stands in a string that does not end.
    pub(super) fn swallowed(&self, open: u32, closer: char) -> bool {
        let from = self.tokens.partition_point(|token| token.start < open);
        self.tokens[from..self.at.min(self.tokens.len())]
            .iter()
            .any(|token| {
                token.kind == TokenKind::BrokenString && self.word(*token).contains(closer)
            })
    }

    /// Reports the innermost of the brackets that were not closed, naming the others.
    pub(super) fn unclosed(&mut self, stack: &[Bracket], closer: Option<Token>) {
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
}
