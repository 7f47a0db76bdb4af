//! Names of declarations, secrets, and texts that refer to what only AWS knows.

use super::*;
use crate::syntax::print::is_word;

impl<'a> Conformer<'a, '_, '_> {
    pub(super) fn reference(
        &mut self,
        value: &Value,
        kinds: &'static [Kind],
        at: At,
    ) -> Option<BlockId> {
        let (label, only) = match &value.kind {
            ValueKind::Word(label) => (label.clone(), None),
            ValueKind::Reference(kind, label) => (label.clone(), Some(*kind)),
            ValueKind::Text(_) => {
                self.quoted_reference(value, kinds, at);
                return None;
            }
            _ => {
                self.wrong_type(value, ty_of(at), at);
                return None;
            }
        };
        if let Some(kind) = only
            && !kinds.contains(&kind)
        {
            self.wrong_kind(kind, &label, value, kinds, at);
            return None;
        }
        let found = kinds
            .iter()
            .filter(|kind| only.is_none_or(|only| only == **kind))
            .find_map(|kind| self.index.get(&(*kind, label.clone())));
        match found {
            Some(&id) => {
                self.refer(id, value.span);
                Some(id)
            }
            None => {
                self.unresolved(&label, value.span, kinds, at);
                None
            }
        }
    }

    pub(super) fn refer(&mut self, id: BlockId, span: Span) {
        if let Some(current) = self.current {
            self.references.push((current, id, span));
            if self.ordering {
                self.edges.push((current, id, span));
            }
        }
    }

    pub(super) fn wrong_kind(
        &mut self,
        kind: Kind,
        label: &str,
        value: &Value,
        kinds: &[Kind],
        at: At,
    ) {
        let message = format!(
            "`{label}` is {}; {} takes {}",
            kind.noun(),
            at.what,
            nouns(kinds)
        );
        let mut finding = Diagnostic::new(&WRONG_KIND_OF_REFERENCE, value.span, message);
        let id = self.index.get(&(kind, SmolStr::new(label)));
        if let Some(&span) = id.and_then(|id| self.labels.get(id.0 as usize)) {
            finding = finding.also(span, "declared here");
        }
        self.report(finding);
    }

    pub(super) fn unresolved(&mut self, label: &str, span: Span, kinds: &'static [Kind], at: At) {
        if self.evaluator.lost.contains(label) {
            return;
        }
        let other = Kind::ALL
            .into_iter()
            .find(|kind| self.index.contains_key(&(*kind, SmolStr::new(label))));
        if let Some(kind) = other {
            let value = Value::new(ValueKind::Unknown, span);
            return self.wrong_kind(kind, label, &value, kinds, at);
        }
        if is_null_elsewhere(label) {
            let message = format!("what is not there is `null`, not `{label}`");
            let finding = Diagnostic::new(&WRONG_TYPE, span, message)
                .help(format!("leave {} out, or write `null`", at.what))
                .fix("write `null`", span, "null");
            return self.report(finding);
        }
        let noun = kinds.first().map_or("a declaration", |kind| kind.noun());
        let noun = noun.split_once(' ').map_or(noun, |(_, rest)| rest);
        let message = format!("there is no {noun} `{label}`");
        let mut finding = Diagnostic::new(&UNRESOLVED_REFERENCE, span, message);
        if self.evaluator.part {
            finding.severity = Severity::Warning;
            finding.message.push_str(" in this file");
        }
        let near = self.nearest_name(label, span, kinds);
        if near.is_none() && kinds.iter().any(|k| self.evaluator.lost_kinds.contains(k)) {
            return;
        }
        finding = match (near, kinds.first()) {
            (Some((near, sure)), _) => {
                let finding = finding.label(format!("did you mean `{near}`?"));
                let title = format!("write `{near}`");
                match sure && is_word(&near) {
                    true => finding.fix(title, span, near.as_str()),
                    // Another is as near, or its own label is a mistake.
                    false => finding.maybe_fix(title, span, near.as_str()),
                }
            }
            (None, _) if self.evaluator.part => finding.help(
                "a file without a `project` is part of a program: check the file that imports it",
            ),
            (None, Some(kind)) => finding.help(format!(
                "declare it with `{0} {label} {{ … }}`{1}",
                kind.name(),
                if kind.existing() {
                    format!(
                        ", or `existing {} {label} {{ … }}` for one made elsewhere",
                        kind.name()
                    )
                } else {
                    String::new()
                }
            )),
            _ => finding,
        };
        self.report(finding);
    }

    /// The declaration, or else the variable, that a reference to nothing most likely means, and
    /// whether a slip of the pen is all that parts them.
    pub(super) fn nearest_name(
        &mut self,
        label: &str,
        span: Span,
        kinds: &[Kind],
    ) -> Option<(SmolStr, bool)> {
        if self.compared > MOST_COMPARED {
            return None;
        }
        self.compared += self.index.len() + self.evaluator.global_count();
        let labels = self.index.keys().filter(|(kind, _)| kinds.contains(kind));
        if let Some(near) = vocabulary::near(label, labels.map(|(_, label)| label.as_str())) {
            return Some((SmolStr::new(near.word), near.sure));
        }
        let variable = self.evaluator.near_variable(label, span)?;
        let sure = vocabulary::near(label, [variable.as_str()]).is_some_and(|near| near.sure);
        Some((variable, sure))
    }

    /// Existing things are named by a declaration, so that the tool knows every edge.
    pub(super) fn quoted_reference(&mut self, value: &Value, kinds: &'static [Kind], at: At) {
        let noun = nouns(kinds);
        let text = value.as_str().unwrap_or("");
        let message = format!("{} takes the bare name of {noun}, not a string", at.what);
        let mut finding = Diagnostic::new(&QUOTED_REFERENCE, value.span, message);
        let known = kinds
            .iter()
            .any(|k| self.index.contains_key(&(*k, SmolStr::new(text))));
        if known && value.literal {
            finding = finding.fix("remove the quotes", value.span, text);
        } else if let Some(kind) = kinds.iter().find(|kind| kind.existing()) {
            let by = if text.starts_with("arn:") {
                "arn"
            } else {
                "name"
            };
            finding = finding.help(format!(
                "for one made elsewhere declare `existing {} NAME {{ {by} = \"{}\" }}` and write \
                 NAME here",
                kind.name(),
                clip(text)
            ));
        }
        self.report(finding);
    }

    pub(super) fn secret(&mut self, value: &Value, at: At) -> Option<SecretSource> {
        Some(match &value.kind {
            ValueKind::Secret(RawSecret::SecretsManager { name, json_key }) => {
                SecretSource::SecretsManager {
                    name: name.clone(),
                    json_key: json_key.clone(),
                }
            }
            ValueKind::Secret(RawSecret::Parameter { name }) => {
                SecretSource::Parameter { name: name.clone() }
            }
            ValueKind::Word(_) | ValueKind::Reference(..) => SecretSource::Existing {
                block: self.reference(value, &[Kind::Secret], at)?,
            },
            ValueKind::Text(parts) => {
                let text = self.text(parts)?;
                let arn = text.as_str().is_none_or(|known| known.starts_with("arn:"));
                if !arn {
                    let message = format!("{} names a secret, it does not hold it", at.what);
                    let finding = Diagnostic::new(&INVALID_FORMAT, value.span, message)
                        .why(
                            "what stands in the file is readable by everyone who can read the file",
                        )
                        .help(
                            "write secret(\"name\") for Secrets Manager, secret(\"name:key\") for \
                             one key of a JSON secret, ssm(\"/name\") for a parameter, or an ARN",
                        );
                    self.report(finding);
                    return None;
                }
                SecretSource::Arn(text)
            }
            _ => {
                self.wrong_type(value, ty_of(at), at);
                return None;
            }
        })
    }

    /// Looks up the blocks a text refers to.
    pub(super) fn text(&mut self, parts: &RawText) -> Option<Text> {
        let mut text = Text {
            parts: Vec::with_capacity(parts.len()),
        };
        for part in parts {
            text.parts.push(match part {
                RawPart::Literal(text) => TextPart::Literal(text.clone()),
                RawPart::Account => TextPart::Account,
                RawPart::Region => TextPart::Region,
                RawPart::DnsSuffix => TextPart::DnsSuffix,
                RawPart::Attribute {
                    kind,
                    label,
                    attribute,
                    span,
                } => match self.index.get(&(*kind, label.clone())) {
                    Some(&block) => {
                        self.refer(block, *span);
                        TextPart::Attribute {
                            block,
                            attribute: attribute.clone(),
                        }
                    }
                    None => {
                        self.unresolved_value(*kind, label, *span);
                        return None;
                    }
                },
            });
        }
        Some(text)
    }

    pub(super) fn unresolved_value(&mut self, kind: Kind, label: &SmolStr, span: Span) {
        if self.evaluator.lost.contains(label) || self.evaluator.lost_kinds.contains(&kind) {
            return;
        }
        let labels: Vec<&SmolStr> = self
            .index
            .keys()
            .filter(|(k, _)| *k == kind)
            .map(|(_, label)| label)
            .collect();
        let noun = kind
            .noun()
            .split_once(' ')
            .map_or(kind.noun(), |(_, rest)| rest);
        let message = format!("there is no {noun} `{label}`");
        let mut finding = Diagnostic::new(&UNRESOLVED_REFERENCE, span, message);
        if let Some(near) = vocabulary::nearest(label, labels.iter().map(|l| l.as_str())) {
            finding = finding.label(format!("did you mean `{}.{near}`?", kind.name()));
        }
        self.report(finding);
    }
}

pub(super) fn nouns(kinds: &[Kind]) -> String {
    let nouns: Vec<String> = kinds.iter().map(|kind| kind.noun().to_owned()).collect();
    nouns.join(" or ")
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::check;
    use crate::diagnostic::Applicability;

    #[test]
    fn of_names_that_differ_by_a_digit_none_is_surely_meant() {
        let environment = |label: &str| {
            format!("compute_environment {label} {{\n  type = FARGATE\n  max_vcpus = 8\n}}\n")
        };
        let sure = |labels: [&str; 2], written: &str| {
            let text = format!(
                "{}{}job_queue q {{\n  priority = 1\n  compute_environments = [{written}]\n}}\n",
                environment(labels[0]),
                environment(labels[1])
            );
            let found = check(&text).diagnostics;
            let unresolved = found
                .iter()
                .find(|one| one.code.name == "unresolved-reference");
            let fixes = &unresolved.expect("reported").fixes;
            fixes[0].applicability == Applicability::Safe
        };
        assert!(!sure(["pool-1", "pool-2"], "pool-3"));
        assert!(!sure(["pool-a", "pool-b"], "pool-c"));
        assert!(sure(["workers", "others"], "wrokers"));
    }
}
