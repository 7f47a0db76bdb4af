//! Strings and what is put into them.

use super::*;

impl<'a> Evaluator<'a, '_> {
    pub(super) fn string(
        &mut self,
        parts: &'a [StringPart],
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        let mut text: RawText = Vec::with_capacity(parts.len());
        let mut literal = true;
        for part in parts {
            match part {
                StringPart::Text(piece) => push_part(&mut text, RawPart::Literal(piece.clone())),
                StringPart::Expr(expr) => {
                    literal = false;
                    let value = self.eval(expr, place, scope);
                    if !self.interpolate(value, place.span(expr.range), &mut text) {
                        return Value::unknown(span);
                    }
                }
            }
        }
        if self.too_long(&text, span) {
            return Value::unknown(span);
        }
        Value {
            kind: ValueKind::Text(text),
            span,
            literal,
        }
    }

    /// Keeps `let a = "${b}${b}"`, thirty lines of it, from filling the memory.
    pub fn too_long(&mut self, text: &RawText, span: Span) -> bool {
        let length: usize = text
            .iter()
            .map(|part| match part {
                RawPart::Literal(text) => text.len(),
                _ => 0,
            })
            .sum();
        if length > LONGEST_TEXT || text.len() > MOST_ITEMS {
            self.fail(&TOO_LARGE, span, "this text grows beyond 1 MiB");
            return true;
        }
        false
    }

    pub(super) fn interpolate(&mut self, value: Value, span: Span, text: &mut RawText) -> bool {
        let piece: SmolStr = match &value.kind {
            ValueKind::Text(parts) => {
                for part in parts {
                    push_part(text, part.clone());
                }
                return true;
            }
            ValueKind::Int(number) => number.to_string().into(),
            ValueKind::Decimal(number) => value::display_decimal(*number).into(),
            ValueKind::Bool(value) => value.to_string().into(),
            ValueKind::Size(bytes) => value::display_size(*bytes).into(),
            ValueKind::Duration(seconds) => value::display_duration(*seconds).into(),
            ValueKind::Unknown => return false,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_interpolated(&word, value.span);
                return false;
            }
            ValueKind::Reference(kind, label) => {
                let known = vocabulary::values_of(*kind);
                let message = format!("`{}.{label}` is a declaration, not text", kind.name());
                let mut finding = Diagnostic::new(&NOT_TEXT, span, message);
                if let Some((first, _)) = known.first() {
                    finding = finding.help(format!(
                        "say what of it is meant: `{}.{label}.{first}`",
                        kind.name()
                    ));
                }
                self.report(finding);
                return false;
            }
            _ => {
                let message = format!("{} cannot stand in a string", value.noun());
                let finding = Diagnostic::new(&NOT_TEXT, span, message)
                    .help("join(\", \", list) makes a string of a list");
                self.report(finding);
                return false;
            }
        };
        push_part(text, RawPart::Literal(piece));
        true
    }

    pub(in crate::analysis) fn comparable_text(&mut self, value: &Value) {
        self.report(
            Diagnostic::new(
                &KNOWN_ONLY_TO_AWS,
                value.span,
                "this is known only once the resources exist",
            )
            .why("operators and functions are worked out before anything is made"),
        );
    }

    /// A computed key must be known text (or a number, as text).
    pub(super) fn key_text(&mut self, key: &Value, span: Span) -> Option<SmolStr> {
        match &key.kind {
            ValueKind::Text(parts) => match known_text(parts) {
                Some(text) => Some(text.into()),
                None => {
                    self.comparable_text(key);
                    None
                }
            },
            ValueKind::Int(number) => Some(number.to_string().into()),
            ValueKind::Unknown => None,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_name(&word, key.span);
                None
            }
            _ => {
                self.fail(
                    &NOT_TEXT,
                    span,
                    format!("a key is a string, not {}", key.noun()),
                );
                None
            }
        }
    }
}
