//! A tree of Terraform's language: what the two printers ([`super::print`], [`super::json`]) write.

use smol_str::{SmolStr, format_smolstr};
use std::borrow::Cow;

/// The inside of a file or block, in the order it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body<'a> {
    pub items: Vec<Item<'a>>,
}

/// One member of a [`Body`].
#[derive(Clone, Debug, PartialEq)]
pub enum Item<'a> {
    /// A line or lines of comment that belong to no block.
    Comment(&'a str),
    Attribute(&'a str, Expr<'a>),
    Block(Block<'a>),
}

/// `kind "label" … { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Block<'a> {
    pub kind: &'a str,
    pub labels: Vec<&'a str>,
    /// Written above it.
    pub comment: Option<&'a str>,
    pub body: Body<'a>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr<'a> {
    Bool(bool),
    /// As it is written: `8`, `0.5`.
    Number(SmolStr),
    /// A string without interpolations.
    String(&'a str),
    /// A string with interpolations.
    Template(Vec<Piece<'a>>),
    /// `aws_batch_job_queue.main.arn`, evaluated.
    Traversal(Path<'a>),
    /// An address that Terraform takes as it stands: in `depends_on`, `ignore_changes`.
    Address(Cow<'a, str>),
    Call(&'a str, Vec<Expr<'a>>),
    List(Vec<Expr<'a>>),
    Object(Vec<(&'a str, Expr<'a>)>),
}

/// A part of a string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece<'a> {
    Literal(&'a str),
    /// What stands in `${ }`.
    Interpolation(Path<'a>),
}

/// `aws_batch_job_queue.main` and what of it: `arn`, or nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path<'a> {
    pub address: &'a str,
    pub attribute: &'a str,
}

impl<'a> Path<'a> {
    pub const fn whole(address: &'a str) -> Path<'a> {
        Path {
            address,
            attribute: "",
        }
    }

    pub(super) fn write(self, out: &mut String) {
        out.push_str(self.address);
        if !self.attribute.is_empty() {
            out.push('.');
            out.push_str(self.attribute);
        }
    }
}

impl<'a> Body<'a> {
    pub fn with_capacity(items: usize) -> Body<'a> {
        Body {
            items: Vec::with_capacity(items),
        }
    }

    pub fn attribute(&mut self, name: &'a str, value: Expr<'a>) {
        self.items.push(Item::Attribute(name, value));
    }

    pub fn block(&mut self, block: Block<'a>) {
        self.items.push(Item::Block(block));
    }

    pub fn comment(&mut self, text: &'a str) {
        self.items.push(Item::Comment(text));
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<'a> Block<'a> {
    pub fn new(kind: &'a str, labels: &[&'a str], body: Body<'a>) -> Block<'a> {
        Block {
            kind,
            labels: labels.to_vec(),
            comment: None,
            body,
        }
    }

    pub fn with_comment(mut self, comment: Option<&'a str>) -> Block<'a> {
        self.comment = comment;
        self
    }
}

impl<'a> Expr<'a> {
    pub fn int(value: i64) -> Expr<'a> {
        Expr::Number(format_smolstr!("{value}"))
    }

    /// `local.region`
    pub const fn path(address: &'a str) -> Expr<'a> {
        Expr::Traversal(Path::whole(address))
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
            Expr::String(text) => !text.contains('\n'),
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
            Piece::Interpolation(path) => {
                out.push_str("${");
                path.write(out);
                out.push('}');
            }
            Piece::Literal(text) => {
                let before_code = matches!(pieces.get(at + 1), Some(Piece::Interpolation(_)));
                write_literal(out, text, quoted, before_code);
            }
        }
    }
}

/// By byte: it means itself wherever it stands.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'$' | b'%' | b'"' | b'\\');
        byte += 1;
    }
    plain
};

/// A text without interpolations, escaped; `before_code` where one follows it.
pub(super) fn write_literal(out: &mut String, text: &str, quoted: bool, before_code: bool) {
    let mut rest = text;
    while !rest.is_empty() {
        // Most text is plain from end to end: it goes over in one piece.
        let odd = rest.bytes().position(|b| !PLAIN[usize::from(b)]);
        let (known, behind) = rest.split_at(odd.unwrap_or(rest.len()));
        out.push_str(known);
        rest = behind;
        let Some(first) = rest.chars().next() else {
            break;
        };
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
        template(&[Piece::Literal(text)], true)
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
            Piece::Literal("US$"),
            Piece::Interpolation(Path::whole("local.x")),
        ];
        assert_eq!(template(&pieces, true), "US${\"$\"}${local.x}");
    }

    #[test]
    fn identifiers() {
        assert!(is_identifier("spot-pool") && is_identifier("_a1"));
        assert!(!is_identifier("1a") && !is_identifier("") && !is_identifier("a b"));
    }
}
