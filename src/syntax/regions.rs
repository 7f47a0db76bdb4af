//! Where the brackets of a text do not match, so that layout must decide, and what the beginning
//! of a line looks like.

use super::lex::{Token, TokenKind};

/// Parts of a file, each from one declaration in the first column to the next.
#[derive(Debug)]
pub struct Regions {
    /// Index of the first token after each region, and whether its brackets do not match.
    /// Empty where the whole text matches.
    regions: Vec<(usize, bool)>,
    current: usize,
}

impl Regions {
    pub fn of(text: &str, tokens: &[Token]) -> Regions {
        let mut regions = Vec::new();
        if !balanced(text, tokens) {
            let mut start = 0;
            let heads = (1..tokens.len()).filter(|&at| in_first_column(text, tokens, at));
            for end in heads.chain([tokens.len()]) {
                regions.push((end, !balanced(text, &tokens[start..end])));
                start = end;
            }
        }
        Regions {
            regions,
            current: 0,
        }
    }

    /// Whether the brackets around token `at` do not match; `at` never goes back.
    pub fn torn_at(&mut self, at: usize) -> bool {
        while self
            .regions
            .get(self.current)
            .is_some_and(|&(end, _)| end <= at)
        {
            self.current += 1;
        }
        self.regions
            .get(self.current)
            .is_some_and(|&(_, torn)| torn)
    }
}

/// A declaration begins at this token, in the first column.
fn in_first_column(text: &str, tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1];
    before.kind == TokenKind::Newline
        && before.end == tokens[at].start
        && (declares(text, tokens, at) || opens(text, tokens, at))
}

fn balanced(text: &str, tokens: &[Token]) -> bool {
    let mut stack = Vec::new();
    for token in tokens {
        match (token.kind, text.as_bytes()[token.start as usize]) {
            (TokenKind::Open, bracket) => stack.push(bracket),
            (TokenKind::Close, closer) => {
                let opener = match closer {
                    b'}' => b'{',
                    b']' => b'[',
                    _ => b'(',
                };
                if stack.pop() != Some(opener) {
                    return false;
                }
            }
            _ => {}
        }
    }
    stack.is_empty()
}

/// `name =` or `"name" =`
pub fn assigns(tokens: &[Token], at: usize) -> bool {
    let kind = |ahead: usize| tokens.get(at + ahead).map(|token| token.kind);
    matches!(kind(0), Some(TokenKind::Word | TokenKind::String))
        && kind(1) == Some(TokenKind::Equals)
}

/// `word {`
pub fn opens(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Word)
        && tokens
            .get(at + 1)
            .is_some_and(|token| token.text(text) == "{")
}

/// The beginning of a declaration: `KIND LABEL {`, `let x =`, `for x in`, …
pub fn declares(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.text(text));
    let kind = |ahead: usize| tokens.get(at + ahead).map(|token| token.kind);
    if kind(0) != Some(TokenKind::Word) {
        return false;
    }
    let named = matches!(
        kind(1),
        Some(TokenKind::Word | TokenKind::Label | TokenKind::String)
    );
    match word(0) {
        "let" | "output" => named && word(2) == "=",
        "param" => named && word(2) == ":",
        "import" => kind(1) == Some(TokenKind::String),
        "for" => named && matches!(word(2), "in" | ","),
        "if" => kind(1) != Some(TokenKind::Equals),
        "existing" | "template" => named && kind(2) != Some(TokenKind::Equals),
        _ => named && matches!(word(2), "{" | ":"),
    }
}
