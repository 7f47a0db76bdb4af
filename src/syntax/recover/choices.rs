//! The type of a parameter whose choices are not in double quotes, or not parted by `|`.

use super::*;
use crate::diagnostic::{Applicability, Diagnostic, Edit};

/// `param NAME: 'dev' | 'prod' = 'dev'`, from its tokens; `None` where its type is something else.
pub(super) fn param(reader: &mut Reader, tokens: &[Token]) -> Option<ItemKind> {
    if tokens.get(2)?.kind != TokenKind::Colon {
        return None;
    }
    let equals = tokens
        .iter()
        .position(|token| token.kind == TokenKind::Equals);
    let declared = tokens.get(3..equals.unwrap_or(tokens.len()))?;
    let mut found = Found::default();
    let Some(mut ty) = found.ty(reader, declared) else {
        return incomplete(reader, tokens, declared);
    };
    if found.types {
        ty = ParamType::Error;
    }
    let default = equals.map(|equals| found.default_value(reader, tokens, equals, &ty));
    found.report(reader);
    Some(ItemKind::Param(Param {
        name: name(reader, tokens[1]),
        ty,
        ty_range: reader.relative(range(*declared.first()?).to(range(*declared.last()?))),
        default,
    }))
}

/// `"dev" |`: a choice is missing.
fn incomplete(reader: &mut Reader, tokens: &[Token], declared: &[Token]) -> Option<ItemKind> {
    let bar = declared
        .iter()
        .find(|token| matches!(token.text(reader.text), "|" | "||"))?;
    reader.report(codes::missing_choice(reader.span(range(*bar))));
    let whole = range(*declared.first()?).to(range(*tokens.last()?));
    Some(named_line(reader, tokens, whole, None))
}

/// What is written otherwise than it should be.
#[derive(Default)]
struct Found {
    quotes: Vec<Edit>,
    bars: Vec<Edit>,
    /// A number among the choices, which may be meant as one.
    number: bool,
    /// A type among them.
    types: bool,
}

impl Found {
    fn ty(&mut self, reader: &Reader, tokens: &[Token]) -> Option<ParamType> {
        let text = |token: &Token| token.text(reader.text);
        match tokens {
            [word, open, inner @ .., close] if text(open) == "(" && text(close) == ")" => {
                let inner = Box::new(self.ty(reader, inner)?);
                match text(word) {
                    "list" => Some(ParamType::List(inner)),
                    "map" => Some(ParamType::Map(inner)),
                    _ => None,
                }
            }
            _ => self.choices(reader, tokens),
        }
    }

    fn choices(&mut self, reader: &Reader, tokens: &[Token]) -> Option<ParamType> {
        let mut words = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let text = token.text(reader.text);
            if at % 2 == 0 {
                words.push(self.choice(reader, *token)?.into());
            } else if matches!(text, "||" | "or" | "/" | ",") {
                let span = reader.span(range(*token));
                let text = "|".to_owned();
                self.bars.push(Edit { span, text });
            } else if text != "|" {
                return None;
            }
        }
        // A single bare word is a type that does not exist, which is told better elsewhere.
        let single = tokens.len() == 1 && tokens[0].kind != TokenKind::String;
        (tokens.len() % 2 == 1 && !single).then_some(ParamType::Choice(words))
    }

    /// The text of one choice, put in double quotes if it is not.
    fn choice<'a>(&mut self, reader: &Reader<'a>, token: Token) -> Option<&'a str> {
        let source = token.text(reader.text);
        let inner = match token.kind {
            TokenKind::Word | TokenKind::Number => source,
            TokenKind::String => source.get(1..source.len() - 1)?,
            _ => return None,
        };
        if inner.contains(['"', '\\', '$']) {
            return None;
        }
        self.types |= token.kind == TokenKind::Word
            && (super::super::PLAIN_TYPES.contains(&source) || source == "null");
        self.number |= token.kind == TokenKind::Number;
        if !source.starts_with('"') {
            let span = reader.span(range(token));
            let text = format!("\"{inner}\"");
            self.quotes.push(Edit { span, text });
        }
        Some(inner)
    }

    /// The default, which is quoted with the choices where it is one of them.
    fn default_value(
        &mut self,
        reader: &mut Reader,
        tokens: &[Token],
        equals: usize,
        ty: &ParamType,
    ) -> Expr {
        let ParamType::Choice(words) = ty else {
            return mend::value(reader, &tokens[equals + 1..], tokens[equals].end);
        };
        match &tokens[equals + 1..] {
            &[only] if words.iter().any(|word| only.text(reader.text) == word) => {
                let text = only.text(reader.text).into();
                let range = reader.relative(range(only));
                self.choice(reader, only);
                Expr {
                    kind: ExprKind::String(vec![StringPart::Text(text)]),
                    range,
                }
            }
            rest => mend::value(reader, rest, tokens[equals].end),
        }
    }

    fn report(self, reader: &mut Reader) {
        let quotes = !self.quotes.is_empty();
        let first = if quotes { &self.quotes } else { &self.bars };
        let Some(first) = first.first() else {
            return;
        };
        if self.types {
            return reader.report(codes::several_types(first.span));
        }
        let applicability = match self.number {
            true => Applicability::Unsafe,
            false => Applicability::Safe,
        };
        let found = match quotes {
            true => Diagnostic::new(
                &codes::NEEDS_QUOTES,
                first.span,
                "a choice is written in double quotes",
            ),
            false => Diagnostic::new(
                &codes::FOREIGN_SYNTAX,
                first.span,
                "the choices of a parameter are parted by `|`",
            ),
        };
        let title = if quotes {
            "write the quotes"
        } else {
            "write `|`"
        };
        let edits = [self.quotes, self.bars].concat();
        reader.report(found.fix_with(title, edits, applicability));
    }
}
