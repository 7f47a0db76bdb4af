//! The formatter. It moves tokens and never changes, adds or drops one, except commas: between
//! elements, where the layout asks for them. What the parser refuses is left as it stands.
//!
//! - two spaces a level; one blank line around declarations with a body, at most one elsewhere;
//! - `=` of attributes that follow one another stand in a column, so do their trailing comments;
//! - a list or map stays on a line if it was written so and fits in 100 columns, else every
//!   element has a line of its own; elements of lists end in a comma, entries of maps do not;
//! - the newline the file uses most, and one at its end.

mod lines;
mod tree;
mod value;

use super::codes;
use super::lex::{Token, TokenKind, lex};
use super::outline::{Member, Shape, outline};
use super::parse::parse;
use super::source::{FileId, Range};
use lines::Lines;

/// Formats a text. One that holds mistakes is formatted around them.
pub fn format(text: &str) -> String {
    let formatted = Formatter::new(text).and_then(Formatter::run);
    let Some(lines) = formatted else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    if text.starts_with('\u{feff}') {
        out.push('\u{feff}');
    }
    out.push_str(&lines);
    out
}

fn dominant_newline(text: &str) -> &'static str {
    let windows = text.matches("\r\n").count();
    let all = text.bytes().filter(|&byte| byte == b'\n').count();
    if windows * 2 > all { "\r\n" } else { "\n" }
}

struct Formatter<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    members: Vec<Member>,
    /// Where diagnostics begin, in order.
    faults: Vec<u32>,
    at: usize,
    lines: Lines,
}

impl<'t> Formatter<'t> {
    /// `None` where the text cannot be taken apart.
    fn new(text: &'t str) -> Option<Formatter<'t>> {
        let file = FileId(0);
        let parsed = parse(file, text);
        let inner = parsed.items.iter().flat_map(|item| {
            item.parsed
                .diagnostics
                .iter()
                .map(|found| found.span.start + item.start)
        });
        // A comment that begins with `#` is in nobody's way.
        let real = parsed
            .diagnostics
            .iter()
            .filter(|found| *found.code != codes::HASH_COMMENT);
        let outer = real.map(|found| found.span.start);
        let mut faults: Vec<u32> = inner.chain(outer).collect();
        faults.sort_unstable();
        let members = outline(file, text).members;
        let tokens = lex(text).tokens;
        (text.len() < u32::MAX as usize).then_some(Formatter {
            text,
            tokens,
            members,
            faults,
            at: 0,
            lines: Lines::default(),
        })
    }

    fn run(mut self) -> Option<String> {
        let members = std::mem::take(&mut self.members);
        self.body(&members, 0, true, self.text.len() as u32)?;
        let faulty = !self.faults.is_empty();
        let (text, tokens) = (self.text, self.tokens);
        self.lines.align_names();
        let mut out = self.lines.finish(dominant_newline(text));
        // What is kept as it stands may hold the other newline, and more of it.
        if dominant_newline(&out) != dominant_newline(text) {
            out = self.lines.finish(dominant_newline(&out));
        }
        // Layout decides what a text with open brackets means; if moving its lines would change
        // that, it stays as it is.
        (!faulty || same_tokens(text, &tokens, &out) && same_outline(text, &out)).then_some(out)
    }

    fn faulty(&self, range: Range) -> bool {
        let next = self.faults.partition_point(|&start| start < range.start);
        self.faults
            .get(next)
            .is_some_and(|&start| start <= range.end)
    }

    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The members of a file or a body, which ends at byte `end`. `None` where something stands
    /// between those of a body that belongs to none.
    fn body(&mut self, members: &[Member], indent: usize, items: bool, end: u32) -> Option<()> {
        let mut first = true;
        let mut after_block = false;
        for member in members {
            let block = items && matches!(member.shape, Shape::Block { .. });
            let apart = !first && (block || after_block);
            self.comments(member.range.start, indent, apart, &mut first)?;
            self.member(member, indent);
            self.trailing();
            first = false;
            after_block = block;
        }
        self.comments(end, indent, false, &mut first)
    }

    /// Comments on the rest of the current line.
    fn trailing(&mut self) {
        while let Some(token) = self.peek().filter(|token| token.kind.is_comment()) {
            self.lines.comment(token.text(self.text).trim_end());
            self.at += 1;
        }
    }

    /// Comments between a head and its `{`.
    fn trailing_before(&mut self, to: u32) {
        while let Some(token) = self.peek().filter(|token| token.start < to) {
            if token.kind.is_comment() {
                self.lines.comment(token.text(self.text).trim_end());
            }
            self.at += 1;
        }
    }

    /// Blank lines and comments before byte `to`.
    fn comments(&mut self, to: u32, indent: usize, apart: bool, first: &mut bool) -> Option<()> {
        let mut newlines = 0;
        let mut apart = apart;
        while let Some(token) = self.peek().filter(|token| token.start < to) {
            match token.kind {
                TokenKind::Newline => newlines += 1,
                kind if kind.is_comment() => {
                    if apart || newlines > 1 && !*first {
                        self.lines.blank();
                    }
                    (apart, newlines, *first) = (false, 0, false);
                    self.lines
                        .own_comment(indent, token.text(self.text).trim_end());
                }
                _ if indent > 0 => return None,
                _ => {
                    let alone = newlines > 0 || *first;
                    if newlines > 1 && !*first {
                        self.lines.blank();
                    }
                    (apart, newlines, *first) = (apart && !alone, 0, false);
                    self.stray(token, alone);
                    self.at += 1;
                    // A comment in its line speaks of no declaration below.
                    self.trailing();
                    continue;
                }
            }
            self.at += 1;
        }
        let ends = self
            .peek()
            .is_none_or(|token| token.kind == TokenKind::Close);
        if (apart || newlines > 1 && !*first) && !ends {
            self.lines.blank();
        }
        Some(())
    }

    fn member(&mut self, member: &Member, indent: usize) {
        let before = (self.lines.mark(), self.at);
        if self.formatted(member, indent).is_none() {
            self.lines.back_to(before.0);
            self.at = before.1;
            self.as_it_stands(member, indent);
        }
    }

    /// What cannot be taken apart, moved to its place.
    fn as_it_stands(&mut self, member: &Member, indent: usize) {
        self.lines.start(indent);
        let text = self.slice(member.range);
        match member.shape {
            Shape::Below => {
                let before = &self.text[..member.range.start as usize];
                let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
                self.lines.push(&shifted(text, column, indent * 2));
            }
            _ => self.lines.push(text),
        }
        self.at = self.after(member.range.end);
    }

    /// `None` where something stands in it that belongs to none of its members.
    fn formatted(&mut self, member: &Member, indent: usize) -> Option<()> {
        self.lines.start(indent);
        match &member.shape {
            Shape::Block {
                head,
                body,
                members,
                torn: false,
            } if !self.faulty(*head) => {
                let items = matches!(super::parse::first_word(self.slice(*head)), "for" | "if");
                self.head(*head);
                self.lines.push(" {");
                self.trailing_before(body.start);
                self.at = self.after(body.start + 1);
                self.rest_of_line();
                let before = self.at;
                let inner = self.tokens[before..self.after(body.end - 1)].iter();
                let empty = inner.clone().all(|token| token.kind == TokenKind::Newline);
                self.body(members, indent + 1, items, body.end - 1)?;
                self.at = self.after(body.end);
                if !empty || self.ends_with_comment(before) {
                    self.lines.start(indent);
                }
                self.lines.push("}");
                Some(())
            }
            Shape::Line if !member.broken && !self.faulty(member.range) => {
                self.line(member.range, indent);
                Some(())
            }
            _ => None,
        }
    }

    /// A token between declarations that belongs to none: it stays on its line.
    fn stray(&mut self, token: Token, alone: bool) {
        let text = token.text(self.text);
        if alone {
            self.lines.start(0);
        } else if token.kind == TokenKind::Close {
            self.lines.push(" ");
        }
        self.lines.push(text);
    }

    fn slice(&self, range: Range) -> &'t str {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or("")
    }

    /// Index of the first token at or after byte `offset`.
    fn after(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.start < offset)
    }

    /// Comments between `{` and the end of its line.
    fn rest_of_line(&mut self) {
        let mut at = self.at;
        while self
            .tokens
            .get(at)
            .is_some_and(|token| token.kind.is_comment())
        {
            at += 1;
        }
        if self
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Newline)
        {
            self.trailing();
        }
    }

    /// The token before `at` is a comment, so that the line cannot go on.
    fn ends_with_comment(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.tokens[before].kind.is_comment())
    }

    /// The tokens of a member, and the cursor behind them.
    fn take(&mut self, range: Range) -> Vec<Token> {
        let (start, end) = (self.after(range.start), self.after(range.end));
        self.at = end;
        self.tokens[start..end].to_vec()
    }
}

/// A text that began in one column, with all its lines moved as far as the first.
fn shifted(text: &str, from: usize, to: usize) -> String {
    // What stands in a text of several lines is not moved.
    if text.contains("\"\"\"") || text.contains("'''") {
        return text.to_owned();
    }
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        out.push('\n');
        if !line.trim().is_empty() {
            out.push_str(&" ".repeat((blank + to).saturating_sub(from)));
        }
        out.push_str(&line[blank..]);
    }
    out
}

/// Every token but newlines and commas is still there.
fn same_tokens(before: &str, tokens: &[Token], after: &str) -> bool {
    let counts = |token: &&Token| !matches!(token.kind, TokenKind::Newline | TokenKind::Comma);
    let lexed = lex(after).tokens;
    let mut now = lexed.iter().filter(counts);
    let mut then = tokens.iter().filter(counts);
    loop {
        match (then.next(), now.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.text(before).trim_end() == b.text(after).trim_end() => {}
            _ => return false,
        }
    }
}

/// The same members, the same faults, and comments that allow the same.
fn same_outline(before: &str, after: &str) -> bool {
    fn shape(members: &[Member], out: &mut Vec<(usize, bool)>) {
        for member in members {
            match &member.shape {
                Shape::Line | Shape::Below => out.push((0, member.broken)),
                Shape::Block { members, torn, .. } => {
                    out.push((members.len() + 1, *torn));
                    shape(members, out);
                }
            }
        }
    }
    let shapes = [before, after].map(|text| {
        let found = outline(FileId(0), text);
        let mut shapes = Vec::new();
        shape(&found.members, &mut shapes);
        let faults = found.diagnostics.iter().map(|fault| fault.code.name);
        let mut faults: Vec<&str> = faults.collect();
        faults.sort_unstable();
        let allows = found.allows.into_iter();
        let allows: Vec<_> = allows
            .map(|one| (one.code.text, one.target.is_some()))
            .collect();
        (shapes, faults, allows)
    });
    shapes[0] == shapes[1]
}
