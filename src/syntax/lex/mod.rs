//! Text to tokens: the one place outside the grammar that knows where strings, labels and
//! comments end. Infallible, linear, without recursion; the outline and the formatter read it.

mod strings;

/// Nesting of brackets, interpolations, comments and `if`s beyond which nothing is parsed.
pub const MAX_NESTING: usize = 128;

/// A line longer than this (in bytes) is not read.
pub const MAX_LINE: usize = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or keyword.
    Word,
    /// A name with interpolations: `queue-${t}`.
    Label,
    Number,
    /// `"…"` or `'…'`
    String,
    /// `"""…"""` or `'''…'''`
    TripleString,
    /// A string or label that does not end, or is nested too deeply; a fault says which.
    BrokenString,
    /// `“…”`
    SmartString,
    /// `<<EOF … EOF`, as Terraform has it.
    Heredoc,
    /// `{`, `[` or `(`
    Open,
    /// `}`, `]` or `)`
    Close,
    /// `=`
    Equals,
    Comma,
    Colon,
    Dot,
    Semicolon,
    /// An operator, the language's or another's (`&&`, `=>`).
    Operator,
    Newline,
    /// `// …`
    Comment,
    /// `/// …`
    DocComment,
    /// `/* … */`
    BlockComment,
    /// `# …`
    HashComment,
    /// A line too long to be read.
    LongLine,
    /// Bytes that mean nothing here.
    Stray,
}

impl TokenKind {
    /// Comments of every sort.
    pub fn is_comment(self) -> bool {
        use TokenKind::*;
        matches!(self, Comment | DocComment | BlockComment | HashComment)
    }

    /// Whether it opens or closes something.
    pub fn is_bracket(self) -> bool {
        matches!(self, TokenKind::Open | TokenKind::Close)
    }

    /// Whether a value may end with it.
    pub fn ends_value(self) -> bool {
        self == TokenKind::Close || self.is_operand()
    }

    /// Whether a value may begin with it.
    pub fn starts_value(self) -> bool {
        self == TokenKind::Open || self.is_operand()
    }

    /// Whether it is a value by itself, or was meant as one.
    fn is_operand(self) -> bool {
        use TokenKind::*;
        matches!(
            self,
            Word | Label | Number | String | TripleString | BrokenString | SmartString | Heredoc
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: u32,
    pub end: u32,
}

impl Token {
    pub fn text(self, source: &str) -> &str {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// What the lexer could not make sense of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexFault {
    /// The string or label at `start` does not end before `end`; `interpolation` is where an
    /// unclosed `${` stands.
    Unterminated {
        start: u32,
        end: u32,
        interpolation: Option<u32>,
    },
    UnclosedComment {
        start: u32,
    },
    TooDeep {
        at: u32,
    },
    NulByte {
        at: u32,
    },
    LongLine {
        start: u32,
        end: u32,
    },
}

#[derive(Debug, Default)]
pub struct Lexed {
    pub tokens: Vec<Token>,
    pub faults: Vec<LexFault>,
}

/// Cuts a text into tokens. A byte order mark at its start is skipped.
pub fn lex(text: &str) -> Lexed {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lexer = Lexer {
        text: text.as_bytes(),
        at: start,
        out: Lexed {
            tokens: Vec::with_capacity(text.len() / 4 + 4),
            faults: Vec::new(),
        },
        long_lines: text.len() > MAX_LINE,
        open_ended: false,
    };
    lexer.check_line();
    while lexer.at < lexer.text.len() {
        lexer.token();
    }
    lexer.out
}

/// Whether the byte may continue a name.
pub fn continues_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

struct Lexer<'t> {
    text: &'t [u8],
    at: usize,
    out: Lexed,
    /// Lines must be measured: the text is long enough to hold one that is too long.
    long_lines: bool,
    /// A triple string, comment or heredoc ran to the end of the file; those after it are ended by
    /// their line, which keeps the lexer linear.
    open_ended: bool,
}

/// What the scanner of strings is inside of.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Quoted,
    Triple,
    Code,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn starts_with(&self, at: usize, what: &[u8]) -> bool {
        self.text.get(at..at + what.len()) == Some(what)
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        let start = self.at as u32;
        self.at = end;
        self.out.tokens.push(Token {
            kind,
            start,
            end: end as u32,
        });
    }

    fn token(&mut self) {
        use TokenKind::*;
        let at = self.at;
        match self.text[at] {
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'\n' => {
                self.push(Newline, at + 1);
                self.check_line();
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            b'0'..=b'9' => self.number(),
            b'"' if self.starts_with(at, b"\"\"\"") => self.quoted(Mode::Triple, at + 3),
            b'"' => self.quoted(Mode::Quoted, at + 1),
            b'\'' => self.raw(),
            b'$' if self.peek(1) == b'{' => self.label(),
            b'{' | b'[' | b'(' => self.push(Open, at + 1),
            b'}' | b']' | b')' => self.push(Close, at + 1),
            b',' => self.push(Comma, at + 1),
            b'.' => self.push(Dot, at + 1),
            b';' => self.push(Semicolon, at + 1),
            b'#' => self.push(HashComment, self.line_end(at)),
            b'/' if self.peek(1) == b'/' => {
                let doc = self.peek(2) == b'/' && self.peek(3) != b'/';
                self.push(if doc { DocComment } else { Comment }, self.line_end(at));
            }
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'<' if self.peek(1) == b'<' => self.heredoc(),
            0 => {
                self.out.faults.push(LexFault::NulByte { at: at as u32 });
                let end = self.run(at, |byte| byte == 0);
                self.push(Stray, end);
            }
            byte if byte.is_ascii() => self.operator(),
            _ => self.not_ascii(),
        }
    }

    /// The end of the run of bytes from `at` that `wanted` holds for.
    fn run(&self, at: usize, wanted: impl Fn(u8) -> bool) -> usize {
        self.text[at..]
            .iter()
            .position(|&byte| !wanted(byte))
            .map_or(self.text.len(), |n| at + n)
    }

    /// The end of the line `at` lies in, without its line break.
    fn line_end(&self, at: usize) -> usize {
        let end = self.run(at, |byte| byte != b'\n');
        if end > at && self.text[end - 1] == b'\r' {
            end - 1
        } else {
            end
        }
    }

    /// At the start of a line: skips it if it is too long.
    fn check_line(&mut self) {
        if !self.long_lines {
            return;
        }
        let end = self.line_end(self.at);
        if end - self.at > MAX_LINE {
            self.out.faults.push(LexFault::LongLine {
                start: self.at as u32,
                end: end as u32,
            });
            self.push(TokenKind::LongLine, end);
        }
    }

    fn word(&mut self) {
        let end = self.run(self.at, continues_word);
        if self.starts_with(end, b"${") {
            self.label();
        } else {
            self.push(TokenKind::Word, end);
        }
    }

    fn number(&mut self) {
        let digits = |byte: u8| byte.is_ascii_digit();
        let mut end = self.run(self.at, digits);
        if self.text.get(end) == Some(&b'.') && self.text.get(end + 1).is_some_and(|&b| digits(b)) {
            end = self.run(end + 1, digits);
        }
        self.push(TokenKind::Number, end);
    }

    fn block_comment(&mut self) {
        let (start, mut at, mut depth, mut deep) = (self.at, self.at + 2, 1, false);
        while depth > 0 && !self.open_ended {
            match (self.text.get(at), self.text.get(at + 1)) {
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    at += 2;
                }
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    at += 2;
                    if depth > MAX_NESTING && !deep {
                        deep = true;
                        self.out
                            .faults
                            .push(LexFault::TooDeep { at: at as u32 - 2 });
                    }
                }
                (Some(_), _) => at += 1,
                (None, _) => self.open_ended = true,
            }
        }
        if depth > 0 {
            self.out.faults.push(LexFault::UnclosedComment {
                start: start as u32,
            });
            return self.push(TokenKind::Stray, self.line_end(start));
        }
        self.push(
            if deep {
                TokenKind::Stray
            } else {
                TokenKind::BlockComment
            },
            at,
        );
    }

    /// `<<EOF` to the line that holds nothing but `EOF`; else an operator.
    fn heredoc(&mut self) {
        let dash = usize::from(matches!(self.peek(2), b'-' | b'~'));
        let word = self.at + 2 + dash;
        let word_end = self.run(word, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if word_end == word || self.open_ended || self.line_end(word) != word_end {
            return self.operator();
        }
        let mut line = self.run(word_end, |byte| byte != b'\n') + 1;
        while line < self.text.len() {
            let first = self.run(line, |byte| byte == b' ' || byte == b'\t');
            let end = self.line_end(first.min(self.text.len()));
            if self.text[first..end] == self.text[word..word_end] {
                return self.push(TokenKind::Heredoc, end);
            }
            line = self.run(end, |byte| byte != b'\n') + 1;
        }
        self.open_ended = true;
        self.operator();
    }

    fn operator(&mut self) {
        use TokenKind::*;
        const PAIRS: [&[u8]; 13] = [
            b"==", b"!=", b"<=", b">=", b"&&", b"||", b"=>", b":=", b"**", b"++", b"->", b"<<",
            b"+=",
        ];
        if PAIRS.iter().any(|pair| self.starts_with(self.at, pair)) {
            return self.push(Operator, self.at + 2);
        }
        let kind = match self.text[self.at] {
            b'=' => Equals,
            b':' => Colon,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'!' | b'?' | b'|' | b'&' => Operator,
            _ => Stray,
        };
        self.push(kind, self.at + 1);
    }

    /// `“quotes”` of a word processor as one token; other bytes up to the next ASCII one.
    fn not_ascii(&mut self) {
        let at = self.at;
        let line = self.line_end(at);
        let quote = |at: usize| {
            ["\u{201c}", "\u{201d}", "\u{201e}", "\u{2018}", "\u{2019}"]
                .iter()
                .any(|quote| self.starts_with(at, quote.as_bytes()))
        };
        if quote(at) {
            let end = (at + 3..line).find(|&end| quote(end));
            return match end {
                Some(end) => self.push(TokenKind::SmartString, end + 3),
                None => self.push(TokenKind::Stray, self.run(at, |byte| !byte.is_ascii())),
            };
        }
        let end = self.run(at, |byte| !byte.is_ascii());
        self.push(TokenKind::Stray, end);
    }
}

enum Scan {
    /// The byte after the end.
    End(usize),
    /// Ended, but nested beyond the limit.
    TooDeep(usize),
    /// Not ended before this byte; where an open `${` stands.
    Open(usize, Option<usize>),
}
