//! Strings, and the types of parameters.

use super::*;

impl Builder<'_> {
    /// A string that may hold no interpolation: a key, a path.
    pub fn plain_string(&mut self, node: Node) -> SmolStr {
        if node.as_rule() == Rule::raw {
            return text::raw(node.as_str()).into();
        }
        let mut plain = String::new();
        for part in self.string(node, 0) {
            match part {
                StringPart::Text(text) => plain.push_str(&text),
                StringPart::Expr(expr) => {
                    let span = self.span(expr.range);
                    self.diagnostics.push(codes::unexpected_interpolation(span));
                }
            }
        }
        plain.into()
    }

    pub(super) fn string(&mut self, node: Node, depth: usize) -> Vec<StringPart> {
        let pieces = self.pieces(node, depth);
        text::join(pieces)
    }

    pub(super) fn triple(&mut self, node: Node, depth: usize) -> Vec<StringPart> {
        let pieces = self.pieces(node, depth);
        text::join(text::dedent(pieces))
    }

    /// Runs of text, characters that were escaped, and interpolations.
    pub(super) fn pieces<'i>(&mut self, node: Node<'i>, depth: usize) -> Vec<Piece<'i>> {
        node.into_inner()
            .filter_map(|part| match part.as_rule() {
                Rule::escape => match text::escape(part.as_str()) {
                    Some(character) => Some(Piece::Character(character)),
                    None => {
                        let span = self.span(self.range(&part));
                        self.diagnostics
                            .push(codes::unknown_escape(part.as_str(), span));
                        None
                    }
                },
                Rule::interpolation => {
                    let inner = part.into_inner().next()?;
                    Some(Piece::Expr(self.expr(inner, depth)))
                }
                _ => Some(Piece::Raw(part.as_str())),
            })
            .collect()
    }

    pub fn param_type(&mut self, node: Node) -> ParamType {
        let Some(inner) = node.into_inner().next() else {
            return ParamType::Error;
        };
        let span = self.span(self.range(&inner));
        match inner.as_rule() {
            Rule::choice => ParamType::Choice(
                inner
                    .into_inner()
                    .map(|node| self.plain_string(node))
                    .collect(),
            ),
            Rule::list_type => {
                let mut parts = inner.into_inner();
                let map = parts
                    .next()
                    .is_some_and(|container| container.as_str() == "map");
                let of = parts
                    .next()
                    .map_or(ParamType::Error, |node| self.param_type(node));
                if map {
                    ParamType::Map(Box::new(of))
                } else {
                    ParamType::List(Box::new(of))
                }
            }
            _ => match inner.as_str() {
                "string" => ParamType::String,
                "int" => ParamType::Int,
                "decimal" => ParamType::Decimal,
                "bool" => ParamType::Bool,
                "size" => ParamType::Size,
                "duration" => ParamType::Duration,
                word => {
                    self.diagnostics.push(codes::unknown_type(word, span));
                    ParamType::Error
                }
            },
        }
    }
}
