//! Values of no fixed type: what is passed on as it stands, and outputs.

use super::*;

impl<'a> Conformer<'a, '_, '_> {
    /// What is passed on as it stands.
    pub(super) fn any(&mut self, value: &Value) -> Option<TypedKind> {
        Some(match &value.kind {
            ValueKind::Bool(value) => TypedKind::Bool(*value),
            ValueKind::Int(value) => TypedKind::Int(*value),
            ValueKind::Decimal(value) => TypedKind::Decimal(*value),
            ValueKind::Text(parts) => TypedKind::Text(self.text(parts)?),
            ValueKind::List(items) => {
                let items = items.iter().map(|item| self.any_typed(item)).collect();
                TypedKind::List(items)
            }
            ValueKind::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|e| (e.key.clone(), self.any_typed(&e.value)))
                    .collect();
                TypedKind::Map(entries)
            }
            ValueKind::Word(word) => {
                let word = word.clone();
                self.evaluator.unknown_name(&word, value.span);
                return None;
            }
            _ => {
                let message = format!("{} cannot stand here", value.noun());
                self.report(Diagnostic::new(&WRONG_TYPE, value.span, message));
                return None;
            }
        })
    }

    pub(super) fn any_typed(&mut self, value: &Value) -> Typed {
        let kind = if value.is_unknown() {
            None
        } else {
            self.any(value)
        };
        Typed {
            kind: kind.unwrap_or(TypedKind::Unknown),
            span: value.span,
        }
    }

    /// The value of an output; `None` where it is wrong.
    pub fn output(
        &mut self,
        expr: &'a Expr,
        place: Place,
        scope: &Scope<'a>,
    ) -> Option<OutputValue> {
        self.current = None;
        let value = self.evaluator.eval(expr, place, scope);
        self.output_value(&value)
    }

    pub(super) fn output_value(&mut self, value: &Value) -> Option<OutputValue> {
        Some(match &value.kind {
            ValueKind::Unknown => return None,
            ValueKind::Null => OutputValue::Null,
            ValueKind::Bool(value) => OutputValue::Bool(*value),
            ValueKind::Int(value) => OutputValue::Int(*value),
            ValueKind::Decimal(value) => OutputValue::Decimal(*value),
            ValueKind::Size(bytes) => OutputValue::Text(Text::literal(display_size(*bytes))),
            ValueKind::Duration(s) => OutputValue::Text(Text::literal(display_duration(*s))),
            ValueKind::Text(parts) => OutputValue::Text(self.text(parts)?),
            ValueKind::List(items) => OutputValue::List(
                items
                    .iter()
                    .map(|item| self.output_value(item))
                    .collect::<Option<_>>()?,
            ),
            ValueKind::Map(entries) => OutputValue::Map(
                entries
                    .iter()
                    .map(|e| Some((e.key.text.clone(), self.output_value(&e.value)?)))
                    .collect::<Option<_>>()?,
            ),
            ValueKind::Word(word) => {
                let word = word.clone();
                self.evaluator.unknown_name(&word, value.span);
                return None;
            }
            ValueKind::Reference(kind, label) => {
                let message = format!("`{}.{label}` is a declaration, not a value", kind.name());
                let mut finding = Diagnostic::new(&NOT_TEXT, value.span, message);
                if let Some((first, _)) = vocabulary::values_of(*kind).first() {
                    finding = finding.help(format!(
                        "say what of it is meant: `{}.{label}.{first}`",
                        kind.name()
                    ));
                }
                self.report(finding);
                return None;
            }
            ValueKind::Secret(_) => {
                let finding =
                    Diagnostic::new(&WRONG_TYPE, value.span, "a secret cannot be an output")
                        .why("outputs are shown on the screen and kept in Terraform's state");
                self.report(finding);
                return None;
            }
        })
    }
}
