//! A tree of Terraform's language: what the two printers ([`super::print`], [`super::json`]) write.

use smol_str::SmolStr;

/// The inside of a file or block, in the order it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    pub items: Vec<Item>,
}

/// One member of a [`Body`].
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line or lines of comment that belong to no block.
    Comment(String),
    Attribute(SmolStr, Expr),
    Block(Block),
}

/// `kind "label" … { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: SmolStr,
    pub labels: Vec<SmolStr>,
    /// Written above it.
    pub comment: Option<SmolStr>,
    pub body: Body,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Bool(bool),
    /// As it is written: `8`, `0.5`.
    Number(SmolStr),
    /// A string, perhaps with interpolations.
    Template(Vec<Piece>),
    /// `aws_batch_job_queue.main.arn`, evaluated.
    Traversal(String),
    /// An address that Terraform takes as it stands: in `depends_on`, `ignore_changes`.
    Address(String),
    Call(SmolStr, Vec<Expr>),
    List(Vec<Expr>),
    Object(Vec<(SmolStr, Expr)>),
}

/// A part of a string.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Literal(SmolStr),
    /// What stands in `${ }`.
    Interpolation(String),
}

impl Body {
    pub fn attribute(&mut self, name: impl Into<SmolStr>, value: Expr) {
        self.items.push(Item::Attribute(name.into(), value));
    }

    pub fn block(&mut self, block: Block) {
        self.items.push(Item::Block(block));
    }

    pub fn comment(&mut self, text: impl Into<String>) {
        self.items.push(Item::Comment(text.into()));
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl Block {
    pub fn new(kind: impl Into<SmolStr>, labels: &[&str], body: Body) -> Block {
        Block {
            kind: kind.into(),
            labels: labels.iter().map(SmolStr::new).collect(),
            comment: None,
            body,
        }
    }

    pub fn with_comment(mut self, comment: Option<SmolStr>) -> Block {
        self.comment = comment;
        self
    }
}

impl Expr {
    /// A string without interpolations.
    pub fn string(text: impl Into<SmolStr>) -> Expr {
        Expr::Template(vec![Piece::Literal(text.into())])
    }

    pub fn int(value: i64) -> Expr {
        Expr::Number(smol_str::format_smolstr!("{value}"))
    }

    /// Usually takes several lines: an object or a call with a document in it.
    pub(super) fn is_long(&self) -> bool {
        match self {
            Expr::Object(entries) => !entries.is_empty(),
            Expr::Call(_, arguments) => arguments.iter().any(|one| !one.is_scalar()),
            _ => false,
        }
    }

    /// Not a list, object or call, and on one line.
    pub(super) fn is_scalar(&self) -> bool {
        match self {
            Expr::List(_) | Expr::Object(_) | Expr::Call(..) => false,
            Expr::Template(pieces) => !pieces.iter().any(|piece| match piece {
                Piece::Literal(text) => text.contains('\n'),
                Piece::Interpolation(_) => false,
            }),
            _ => true,
        }
    }
}

/// Whether Terraform reads `text` as one name.
pub fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// The text of a template with the literal parts escaped: `${` and `%{` mean themselves.
///
/// A doubled `$${` stands for `${`, but `$$${` does not stand for `$${`, and neither can a `$`
/// stand before an interpolation; such signs are written `${"$"}`. `quoted` also escapes what a
/// quoted string needs.
pub(super) fn template(pieces: &[Piece], quoted: bool) -> String {
    let mut out = String::new();
    write_template(&mut out, pieces, quoted);
    out
}

/// As [`template`], behind what is written already.
pub(super) fn write_template(out: &mut String, pieces: &[Piece], quoted: bool) {
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Interpolation(code) => {
                out.push_str("${");
                out.push_str(code);
                out.push('}');
            }
            Piece::Literal(text) => {
                let before_code = matches!(pieces.get(at + 1), Some(Piece::Interpolation(_)));
                write_literal(out, text, quoted, before_code);
            }
        }
    }
}

/// A text without interpolations, escaped; `before_code` where one follows it.
pub(super) fn write_literal(out: &mut String, text: &str, quoted: bool, before_code: bool) {
    let mut rest = text;
    let plain = |b: u8| matches!(b, b' '..=b'~') && !matches!(b, b'$' | b'%' | b'"' | b'\\');
    while let Some(first) = rest.chars().next() {
        // Most text is plain from end to end: it goes over in one piece.
        let known = rest.bytes().position(|b| !plain(b)).unwrap_or(rest.len());
        if known > 0 {
            out.push_str(&rest[..known]);
            rest = &rest[known..];
            continue;
        }
        let run = rest.len() - rest.trim_start_matches(['$', '%']).len();
        if run == 0 {
            character(out, first, quoted);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (signs, after) = rest.split_at(run);
        let opens = after.starts_with('{') || (after.is_empty() && before_code);
        match (opens, run, after.is_empty()) {
            (true, 1, false) => {
                out.push_str(signs);
                out.push_str(signs);
            }
            (true, ..) => {
                for sign in signs.chars() {
                    out.push_str(&format!("${{\"{sign}\"}}"));
                }
            }
            (false, ..) => out.push_str(signs),
        }
        rest = after;
    }
}

fn character(out: &mut String, c: char, quoted: bool) {
    if !quoted {
        out.push(c);
        return;
    }
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
            out.push_str(&format!("\\u{:04X}", c as u32));
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        template(&[Piece::Literal(text.into())], true)
    }

    #[test]
    fn interpolations_in_literals_are_escaped() {
        assert_eq!(quoted("${HOME} %{if}"), "$${HOME} %%{if}");
        assert_eq!(quoted("$HOME 5% {x}"), "$HOME 5% {x}");
        assert_eq!(quoted("$${x}"), "${\"$\"}${\"$\"}{x}");
        assert_eq!(quoted("a\"b\\c\n\u{7}é"), "a\\\"b\\\\c\\n\\u0007é");
    }

    #[test]
    fn a_dollar_before_an_interpolation_stays_a_dollar() {
        let pieces = [
            Piece::Literal("US$".into()),
            Piece::Interpolation("local.x".into()),
        ];
        assert_eq!(template(&pieces, true), "US${\"$\"}${local.x}");
    }

    #[test]
    fn identifiers() {
        assert!(is_identifier("spot-pool") && is_identifier("_a1"));
        assert!(!is_identifier("1a") && !is_identifier("") && !is_identifier("a b"));
    }
}
