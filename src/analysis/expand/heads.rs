//! Heads of blocks: their kind, their label, and what is known where they cannot be made.

use super::*;

impl<'a> Expander<'a, '_, '_> {
    /// Notes what a block that cannot be made might have been called, so that nothing is said of
    /// what refers to it.
    pub(super) fn lose(&mut self, block: &ast::Block) {
        match block.label.as_ref().and_then(ast::Label::plain) {
            Some(label) => {
                self.evaluator.lost.insert(label.clone());
            }
            None => self
                .evaluator
                .lost_kinds
                .extend(Kind::from_name(&block.kind.text)),
        }
    }

    /// The same for all that stands in a loop or condition nobody can work out.
    pub(super) fn lose_items(&mut self, items: &[Item]) {
        for item in items {
            match &item.kind {
                ItemKind::Block(block) => self.lose(block),
                ItemKind::For(ast::For { items, .. }) | ItemKind::If(ast::If { items, .. }) => {
                    self.lose_items(items);
                }
                _ => {}
            }
        }
    }

    pub(super) fn computed_label(
        &mut self,
        label: &'a ast::Label,
        place: Place,
        scope: &Scope<'a>,
    ) -> Option<SmolStr> {
        let span = place.span(label.range);
        let mut text: RawText = Vec::new();
        for part in &label.parts {
            let value = match part {
                ast::StringPart::Text(piece) => Value::text(piece.clone(), span),
                ast::StringPart::Expr(expr) => self.evaluator.eval(expr, place, scope),
            };
            match &value.kind {
                ValueKind::Unknown => return None,
                ValueKind::Int(number) => {
                    text.extend(Value::text(number.to_string(), span).as_str().map(part_of));
                }
                ValueKind::Text(_) if value.as_str().is_some() => {
                    text.extend(value.as_str().map(part_of));
                }
                ValueKind::Word(word) => {
                    let word = word.clone();
                    self.evaluator.unknown_name(&word, value.span);
                    return None;
                }
                _ => {
                    let message = format!(
                        "a label is made of strings and numbers, not {}",
                        value.noun()
                    );
                    self.evaluator.fail(&NOT_TEXT, span, message);
                    return None;
                }
            }
        }
        let text: String = text
            .iter()
            .map(|part| match part {
                super::super::value::RawPart::Literal(text) => text.as_str(),
                _ => "",
            })
            .collect();
        let good = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !good {
            let message = format!("`{}` cannot be a label", super::super::value::clip(&text));
            let finding = Diagnostic::new(&INVALID_LABEL, span, message)
                .help("a label is a letter, then letters, digits, `_` and `-`");
            self.report(finding);
            return None;
        }
        Some(text.into())
    }

    /// The kind of a block, where it is one and may stand so.
    pub(super) fn kind(&mut self, name: &ast::Name, existing: bool, place: Place) -> Option<Kind> {
        let span = place.span(name.range);
        let Some(kind) = Kind::from_name(&name.text) else {
            // What was most likely meant is taken for it, so that the rest is checked too.
            return self
                .unknown_kind(&name.text, span)
                .and_then(Kind::from_name)
                .filter(|kind| existing && kind.existing() || !existing && kind.declarable());
        };
        if existing && !kind.existing() {
            let message = format!("{} cannot be `existing`", kind.noun());
            self.evaluator
                .fail(&WRONG_KIND_OF_DECLARATION, span, message);
            return None;
        }
        if !existing && !kind.declarable() {
            let message = format!("batchlang does not make {}", kind.noun());
            let finding = Diagnostic::new(&WRONG_KIND_OF_DECLARATION, span, message)
                .help(format!(
                    "refer to one that is there already: `existing {} …`",
                    kind.name()
                ))
                .fix("write `existing` in front", span.before(), "existing ");
            self.report(finding);
            return None;
        }
        Some(kind)
    }

    /// Reports it, and says which is near.
    pub(super) fn unknown_kind(&mut self, name: &str, span: Span) -> Option<&'static str> {
        // Its head could not be read, which was reported.
        if self.evaluator.lost.contains(name) {
            return None;
        }
        let message = format!("there is no declaration called `{name}`");
        let finding = Diagnostic::new(&UNKNOWN_KIND, span, message);
        let near = vocabulary::nearest_kind(name);
        let finding = match near {
            Some(near) => {
                let finding = finding.label(format!("did you mean `{near}`?"));
                let title = format!("write `{near}`");
                match Kind::from_name(near) {
                    Some(_) => finding.fix(title, span, near),
                    // A keyword takes something else than a label and a body.
                    None => finding.maybe_fix(title, span, near),
                }
            }
            None => finding.help(
                "a declaration is one of project, network, role, compute_environment, \
                 scheduling_policy, job_queue, job_definition, consumable_resource, \
                 service_environment, quota_share, existing, param, let, template, for, if, \
                 import, output",
            ),
        };
        self.report(finding);
        near
    }
}

pub(super) fn part_of(text: &str) -> super::super::value::RawPart {
    super::super::value::RawPart::Literal(text.into())
}
