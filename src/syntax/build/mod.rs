//! From pest's pairs to the syntax tree. Ranges count from the item's start.

mod texts;

use super::ast::*;
use super::grammar::{Node, Rule};
use super::source::{FileId, Range, Span};
use super::text::{self, Piece};
use super::{codes, comments, units};
use crate::diagnostic::Diagnostic;
use pest::iterators::Pairs;
use smol_str::SmolStr;
use std::iter::Peekable;

/// Operators and brackets on the way from an expression to its innermost part, at most. Walking,
/// comparing and dropping a tree recurse; this is what bounds them.
pub const MAX_HEIGHT: usize = 256;

/// Builds what stands in one member.
pub struct Builder<'a> {
    /// The text that was read; pairs point into it.
    pub text: &'a str,
    /// Where that text begins in the item.
    pub base: u32,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    pub fn range(&self, node: &Node) -> Range {
        let span = node.as_span();
        Range::new(
            self.base + span.start() as u32,
            self.base + span.end() as u32,
        )
    }

    /// In the item; placed when the item is.
    fn span(&self, range: Range) -> Span {
        range.at(FileId(0), 0)
    }

    pub fn name(&self, node: &Node) -> Name {
        Name {
            text: node.as_str().into(),
            range: self.range(node),
        }
    }

    pub fn label(&mut self, node: Node) -> Label {
        let range = self.range(&node);
        Label {
            parts: self.label_parts(node.into_inner(), 0),
            range,
        }
    }

    pub fn vars(&mut self, node: Node) -> LoopVars {
        let mut names = node.into_inner().map(|node| self.name(&node));
        let first = names.next().unwrap_or(Name {
            text: "".into(),
            range: Range::default(),
        });
        LoopVars {
            first,
            second: names.next(),
        }
    }

    pub fn expr(&mut self, node: Node, depth: usize) -> Expr {
        let range = self.range(&node);
        let mut inner = node.into_inner();
        let depth = depth + inner.len();
        if inner.len() == 1
            && let Some(only) = inner.next()
        {
            return self.value(only, depth);
        }
        if depth > MAX_HEIGHT {
            self.diagnostics
                .push(codes::expression_too_long(self.span(range)));
            return Expr {
                kind: ExprKind::Error,
                range,
            };
        }
        self.climb(&mut inner.peekable(), 0, depth)
    }

    /// Operands and operators that bind at least as tightly as `least`.
    fn climb(&mut self, inner: &mut Peekable<Pairs<Rule>>, least: u8, depth: usize) -> Expr {
        let mut left = match inner.next_if(|node| node.as_rule() == Rule::prefix) {
            Some(prefix) => {
                let not = prefix.as_str() == "not";
                let (op, power) = if not {
                    (UnaryOp::Not, NOT)
                } else {
                    (UnaryOp::Minus, MINUS)
                };
                let operand = self.climb(inner, power, depth);
                let range = self.range(&prefix).to(operand.range);
                Expr {
                    kind: ExprKind::Unary(op, Box::new(operand)),
                    range,
                }
            }
            None => self.term(inner, depth),
        };
        while let Some(node) = inner.peek()
            && let Some((op, power)) = binary(node.as_str())
            && power >= least
        {
            inner.next();
            let right = self.climb(inner, power + 1, depth);
            let range = left.range.to(right.range);
            left = Expr {
                kind: ExprKind::Binary(op, Box::new(left), Box::new(right)),
                range,
            };
        }
        left
    }

    /// A value and what is taken out of it.
    fn term(&mut self, inner: &mut Peekable<Pairs<Rule>>, depth: usize) -> Expr {
        let Some(value) = inner.next() else {
            return Expr {
                kind: ExprKind::Missing,
                range: Range::new(self.base, self.base),
            };
        };
        let mut expr = self.value(value, depth);
        while let Some(node) =
            inner.next_if(|node| matches!(node.as_rule(), Rule::access | Rule::index))
        {
            let range = expr.range.to(self.range(&node));
            let access = node.as_rule() == Rule::access;
            let Some(part) = node.into_inner().next() else {
                break;
            };
            let kind = match access {
                true => ExprKind::Access(Box::new(expr), self.name(&part)),
                false => ExprKind::Index(Box::new(expr), Box::new(self.expr(part, depth))),
            };
            expr = Expr { kind, range };
        }
        expr
    }

    fn value(&mut self, node: Node, depth: usize) -> Expr {
        let range = self.range(&node);
        let kind = match node.as_rule() {
            Rule::string => ExprKind::String(self.string(node, depth)),
            Rule::triple => ExprKind::String(self.triple(node, depth)),
            Rule::raw => ExprKind::String(vec![StringPart::Text(text::raw(node.as_str()).into())]),
            Rule::raw_triple => ExprKind::String(vec![StringPart::Text(
                text::raw_lines(node.as_str()).into(),
            )]),
            Rule::number => self.number(node),
            Rule::name => self.named(node, depth),
            Rule::computed => ExprKind::Label(self.label_parts(node.into_inner(), depth)),
            Rule::list => self.list(node, depth),
            Rule::map => self.map(node, depth),
            Rule::group => match node.into_inner().next() {
                Some(inner) => self.expr(inner, depth).kind,
                None => ExprKind::Missing,
            },
            Rule::conditional => {
                let mut parts = significant(node).map(|part| self.expr(part, depth));
                match (parts.next(), parts.next(), parts.next()) {
                    (Some(c), Some(a), Some(b)) => ExprKind::If(Box::new((c, a, b))),
                    _ => ExprKind::Error,
                }
            }
            _ => ExprKind::Error,
        };
        Expr { kind, range }
    }

    fn number(&mut self, node: Node) -> ExprKind {
        let range = self.range(&node);
        let mut inner = node.into_inner();
        let digits = inner.next().map_or("", |digits| digits.as_str());
        let result = match inner.next() {
            Some(unit) => {
                let unit_range = self.range(&unit);
                units::amount(
                    digits,
                    unit.as_str(),
                    self.span(range),
                    self.span(unit_range),
                )
            }
            None => units::number(digits, self.span(range)),
        };
        result.unwrap_or_else(|diagnostic| {
            self.diagnostics.push(*diagnostic);
            ExprKind::Error
        })
    }

    /// A word, a call or a label with interpolations.
    fn named(&mut self, node: Node, depth: usize) -> ExprKind {
        let mut inner = node.clone().into_inner();
        let Some(word) = inner.next() else {
            return ExprKind::Error;
        };
        match inner.next() {
            None => match word.as_str() {
                "true" => ExprKind::Bool(true),
                "false" => ExprKind::Bool(false),
                "null" => ExprKind::Null,
                text if RESERVED.contains(&text) => {
                    let span = self.span(self.range(&word));
                    self.diagnostics.push(codes::reserved_word(text, span));
                    ExprKind::Error
                }
                text => ExprKind::Name(text.into()),
            },
            Some(arguments) if arguments.as_rule() == Rule::arguments => {
                let name = self.name(&word);
                let values = arguments
                    .into_inner()
                    .map(|node| self.expr(node, depth))
                    .collect();
                ExprKind::Call(name, values)
            }
            Some(_) => ExprKind::Label(self.label_parts(node.into_inner(), depth)),
        }
    }

    fn label_parts(&mut self, parts: Pairs<Rule>, depth: usize) -> Vec<StringPart> {
        parts
            .filter_map(|part| match part.as_rule() {
                Rule::interpolation => {
                    let inner = part.into_inner().next()?;
                    Some(StringPart::Expr(self.expr(inner, depth)))
                }
                _ => Some(StringPart::Text(part.as_str().into())),
            })
            .collect()
    }

    fn list(&mut self, node: Node, depth: usize) -> ExprKind {
        let inner = node.into_inner();
        let mut inner = inner.peekable();
        if inner
            .peek()
            .is_some_and(|first| first.as_rule() == Rule::list_for)
        {
            let mut parts = inner.next().into_iter().flat_map(significant);
            let (Some(vars), Some(iter), Some(value)) = (parts.next(), parts.next(), parts.next())
            else {
                return ExprKind::Error;
            };
            return ExprKind::ListFor(Box::new(ListFor {
                vars: self.vars(vars),
                iter: self.expr(iter, depth),
                value: self.expr(value, depth),
                condition: parts.next().map(|node| self.expr(node, depth)),
            }));
        }
        ExprKind::List(inner.map(|node| self.expr(node, depth)).collect())
    }

    fn map(&mut self, node: Node, depth: usize) -> ExprKind {
        let mut end = node.as_span().start() + 1;
        let mut entries: Vec<Entry> = Vec::new();
        for node in node.into_inner() {
            if node.as_rule() == Rule::map_for {
                return self.map_for(node, depth);
            }
            let span = node.as_span();
            let gap = self.text.get(end..span.start()).unwrap_or("");
            if let Some(before) = entries.last()
                && !separates(gap)
            {
                let before = self.span(before.range());
                let here = self.span(self.range(&node));
                self.diagnostics
                    .push(codes::missing_comma(before, here, "entries"));
            }
            end = span.end();
            entries.extend(self.entry(node, comments::docs_in(gap), depth));
        }
        ExprKind::Map(entries)
    }

    pub fn entry(&mut self, node: Node, docs: Option<SmolStr>, depth: usize) -> Option<Entry> {
        let mut inner = node.into_inner();
        let key = inner.next()?;
        let value = inner.next()?;
        let range = self.range(&key);
        let key = key.into_inner().next()?;
        let quoted = key.as_rule() != Rule::word;
        let text = match quoted {
            true => self.plain_string(key),
            false => key.as_str().into(),
        };
        let value = self.expr(value, depth);
        Some(Entry {
            docs,
            key: Name { text, range },
            quoted,
            value,
        })
    }

    fn map_for(&mut self, node: Node, depth: usize) -> ExprKind {
        let mut parts = significant(node);
        let (Some(vars), Some(iter), Some(key), Some(value)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return ExprKind::Error;
        };
        ExprKind::MapFor(Box::new(MapFor {
            vars: self.vars(vars),
            iter: self.expr(iter, depth),
            key: self.expr(key, depth),
            value: self.expr(value, depth),
            condition: parts.next().map(|node| self.expr(node, depth)),
        }))
    }
}

impl Entry {
    /// From the key to the end of the value.
    pub fn range(&self) -> Range {
        self.key.range.to(self.value.range)
    }
}

/// The types of parameters that are no list or map of others.
pub const PLAIN_TYPES: [&str; 6] = ["string", "int", "decimal", "bool", "size", "duration"];

/// Words that are no names.
pub const RESERVED: [&str; 8] = ["if", "then", "else", "for", "in", "and", "or", "not"];

const NOT: u8 = 3;
const MINUS: u8 = 7;

/// A binary operator and how tightly it binds.
fn binary(symbol: &str) -> Option<(BinaryOp, u8)> {
    Some(match symbol {
        "or" => (BinaryOp::Or, 1),
        "and" => (BinaryOp::And, 2),
        "==" => (BinaryOp::Equal, 4),
        "!=" => (BinaryOp::NotEqual, 4),
        "<" => (BinaryOp::Less, 4),
        "<=" => (BinaryOp::LessOrEqual, 4),
        ">" => (BinaryOp::Greater, 4),
        ">=" => (BinaryOp::GreaterOrEqual, 4),
        "+" => (BinaryOp::Add, 5),
        "-" => (BinaryOp::Subtract, 5),
        "*" => (BinaryOp::Multiply, 6),
        "/" => (BinaryOp::Divide, 6),
        "%" => (BinaryOp::Remainder, 6),
        _ => return None,
    })
}

/// The parts of a node that are neither keywords nor the end of input.
pub fn significant(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.into_inner().filter(|part| {
        !matches!(
            part.as_rule(),
            Rule::EOI
                | Rule::kw_existing
                | Rule::kw_template
                | Rule::kw_param
                | Rule::kw_let
                | Rule::kw_output
                | Rule::kw_import
                | Rule::kw_for
                | Rule::kw_in
                | Rule::kw_if
                | Rule::kw_then
                | Rule::kw_else
        )
    })
}

/// Whether what stands between two entries parts them: a comma or a newline outside comments.
fn separates(gap: &str) -> bool {
    if !gap.contains('/') && !gap.contains('#') {
        return gap.contains([',', '\n']);
    }
    super::lex::lex(gap).tokens.iter().any(|token| {
        matches!(
            token.kind,
            super::lex::TokenKind::Comma | super::lex::TokenKind::Newline
        )
    })
}
