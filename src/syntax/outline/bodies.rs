//! Bodies of declarations, from their `{` to their `}`, where they have one.

use super::*;

impl Cutter<'_> {
    /// A `}` that begins a line left of the block's head closes something further out.
    pub(super) fn closes_outer(&self, body: Body) -> bool {
        body.torn && self.first_on_line() && self.indent < body.indent
    }

    /// A declaration that begins no deeper than the block's head cannot stand in its body.
    pub(super) fn begins_outer(&self, body: Body) -> bool {
        body.torn
            && self.first_on_line()
            && self.indent <= body.indent
            && super::super::regions::declares(self.text, self.tokens, self.at)
    }

    /// Whether this `{` opens a body rather than a value.
    pub(super) fn opens_body(&mut self, state: &Line, token: Token, items: bool) -> bool {
        if self.word(token) != "{" || state.last == state.first && self.at == state.first {
            return false;
        }
        let last = self.tokens[state.last];
        let first = self.word(self.tokens[state.first]);
        match state.equals {
            None if items && last.end == token.start && self.interpolates() => false,
            None if items && last.kind == TokenKind::Colon && matches!(first, "for" | "if") => true,
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

    /// `{x}` in a label: the `{` of the body follows on its line.
    fn interpolates(&self) -> bool {
        let [_, name, close, rest @ ..] = &self.tokens[self.at..] else {
            return false;
        };
        name.kind == TokenKind::Word
            && self.word(*close) == "}"
            && rest
                .iter()
                .take_while(|token| token.kind != TokenKind::Newline)
                .any(|token| self.word(*token) == "{")
    }

    /// `KIND LABEL` and, deeper, an attribute: the `{` was forgotten.
    pub(super) fn body_without_brace(&self, state: &Line, indent: u32) -> bool {
        let head = self.at - state.first;
        let repeats = matches!(self.word(self.tokens[state.first]), "for" | "if");
        if repeats && state.torn && state.equals.is_none() {
            let next = self.tokens.get(self.at + 1);
            let deeper = next.is_some_and(|next| next.start - self.tokens[self.at].end > indent);
            return deeper && super::super::regions::declares(self.text, self.tokens, self.at + 1);
        }
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
            && super::super::regions::assigns(self.tokens, self.at + 1)
    }

    /// A body, from its `{` (where there is one) to its `}`.
    pub(super) fn block(
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

    pub(super) fn body(&mut self, body: Body) -> (Vec<Member>, u32, bool) {
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
    pub(super) fn skip_body(&mut self, start: u32) -> u32 {
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
}
