//! Strings, labels and what is put into them: where they end.

use super::*;

impl Lexer<'_> {
    /// Chunks of a name and interpolations, without a space between.
    pub(super) fn label(&mut self) {
        let mut end = self.at;
        loop {
            end = self.run(end, continues_word);
            if !self.starts_with(end, b"${") {
                return self.push(TokenKind::Label, end);
            }
            match self.scan(vec![Mode::Code], end + 2, true) {
                Scan::End(after) => end = after,
                Scan::TooDeep(after) => return self.push(TokenKind::BrokenString, after),
                Scan::Open(..) => return self.unterminated(self.line_end(end), Some(end)),
            }
        }
    }

    pub(super) fn quoted(&mut self, mode: Mode, from: usize) {
        let start = self.at;
        if mode == Mode::Triple && self.open_ended {
            return self.unterminated(self.line_end(start), None);
        }
        match self.scan(vec![mode], from, false) {
            Scan::End(end) => {
                let triple = mode == Mode::Triple;
                self.push(
                    if triple {
                        TokenKind::TripleString
                    } else {
                        TokenKind::String
                    },
                    end,
                )
            }
            Scan::TooDeep(end) => self.push(TokenKind::BrokenString, end),
            Scan::Open(_, interpolation) if mode == Mode::Triple => {
                self.open_ended = true;
                self.unterminated(self.dedent(start), interpolation);
            }
            Scan::Open(end, interpolation) => {
                let end = if self.text[end - 1] == b'\r' {
                    end - 1
                } else {
                    end
                };
                self.unterminated(end, interpolation)
            }
        }
    }

    /// Where a triple string that never ends is taken to end: before the first line that begins in
    /// the first column like a declaration or its end, else with its own line.
    pub(super) fn dedent(&self, start: usize) -> usize {
        let mut line = self.line_end(start);
        let first = line;
        while line < self.text.len() {
            let next = self.run(line, |byte| byte != b'\n') + 1;
            match self.text.get(next) {
                Some(byte) if byte.is_ascii_alphabetic() || *byte == b'}' => return line,
                Some(_) => line = self.line_end(next),
                None => break,
            }
        }
        first
    }

    pub(super) fn unterminated(&mut self, end: usize, interpolation: Option<usize>) {
        let text = &self.text[self.at..end];
        let blank = text
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let end = end - blank;
        self.out.faults.push(LexFault::Unterminated {
            start: self.at as u32,
            end: end as u32,
            interpolation: interpolation.map(|at| at as u32),
        });
        self.push(TokenKind::BrokenString, end);
    }

    pub(super) fn raw(&mut self) {
        let at = self.at;
        if !self.starts_with(at, b"'''") {
            let end = self.run(at + 1, |byte| byte != b'\'' && byte != b'\n');
            return match self.text.get(end) {
                Some(b'\'') => self.push(TokenKind::String, end + 1),
                _ => self.unterminated(self.line_end(at), None),
            };
        }
        let end = match self.open_ended {
            true => None,
            false => self.text[at + 3..]
                .windows(3)
                .position(|three| three == b"'''"),
        };
        match end {
            Some(length) => self.push(TokenKind::TripleString, at + 3 + length + 3),
            None => {
                self.open_ended = true;
                self.unterminated(self.dedent(at), None);
            }
        }
    }

    /// Scans to the end of the outermost mode. `one_line`: a newline ends even code.
    pub(super) fn scan(&mut self, mut modes: Vec<Mode>, from: usize, one_line: bool) -> Scan {
        let mut at = from;
        let mut lines = usize::from(one_line || modes[0] == Mode::Quoted);
        let mut deep = false;
        let mut interpolations = vec![from.saturating_sub(2)];
        while let Some(&mode) = modes.last() {
            let Some(&byte) = self.text.get(at) else {
                return Scan::Open(at, self.interpolation(&modes, &interpolations));
            };
            if modes.len() > MAX_NESTING && !deep {
                deep = true;
                self.out.faults.push(LexFault::TooDeep { at: at as u32 });
            }
            let triple = byte == b'"' && self.starts_with(at, b"\"\"\"");
            at += 1;
            match (mode, byte) {
                (_, b'\n') if lines > 0 => {
                    return Scan::Open(at - 1, self.interpolation(&modes, &interpolations));
                }
                (Mode::Quoted, b'"') => {
                    modes.pop();
                    lines -= 1;
                }
                (Mode::Triple, b'"') if triple => {
                    modes.pop();
                    at += 2;
                }
                (Mode::Quoted | Mode::Triple, b'\\') => {
                    at += usize::from(self.text.get(at).is_some_and(|&byte| byte != b'\n'));
                }
                (Mode::Quoted | Mode::Triple, b'$') if self.text.get(at) == Some(&b'{') => {
                    interpolations.push(at - 1);
                    modes.push(Mode::Code);
                    at += 1;
                }
                (Mode::Code, b'}') => {
                    modes.pop();
                    interpolations.pop();
                }
                (Mode::Code, b'{') => {
                    interpolations.push(at - 1);
                    modes.push(Mode::Code);
                }
                (Mode::Code, b'"') if triple => {
                    modes.push(Mode::Triple);
                    at += 2;
                }
                (Mode::Code, b'"') => {
                    modes.push(Mode::Quoted);
                    lines += 1;
                }
                (Mode::Code, b'\'') => {
                    let end = self.run(at, |byte| byte != b'\'' && byte != b'\n');
                    at = end + usize::from(self.text.get(end) == Some(&b'\''));
                }
                _ => {}
            }
        }
        if deep {
            Scan::TooDeep(at)
        } else {
            Scan::End(at)
        }
    }

    pub(super) fn interpolation(&self, modes: &[Mode], interpolations: &[usize]) -> Option<usize> {
        match modes.last() {
            Some(Mode::Code) => interpolations.last().copied(),
            _ => None,
        }
    }
}
