//! Parts of values: `team.name`, `teams[0]`, `job_queue.main.arn`.

use super::*;

impl<'a> Evaluator<'a, '_> {
    pub(super) fn access(
        &mut self,
        base: &'a Expr,
        name: &'a Name,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        if let ExprKind::Name(word) = &base.kind
            && let Some(kind) = Kind::from_name(word)
            && self.local(word, scope).is_none()
            && !self.by_name.contains_key(word)
        {
            return Value {
                kind: ValueKind::Reference(kind, name.text.clone()),
                span,
                literal: true,
            };
        }
        let base = self.eval(base, place, scope);
        match &base.kind {
            ValueKind::Unknown => Value::unknown(span),
            ValueKind::Reference(kind, label) => {
                let known = vocabulary::values_of(*kind);
                if !known.iter().any(|(attribute, _)| *attribute == name.text) {
                    self.unknown_value(*kind, label, name, place, known);
                    return Value::unknown(span);
                }
                let part = RawPart::Attribute {
                    kind: *kind,
                    label: label.clone(),
                    attribute: name.text.clone(),
                    span,
                };
                Value::new(ValueKind::Text(vec![part]), span)
            }
            ValueKind::Map(entries) => {
                match entries.iter().find(|entry| entry.key.text == name.text) {
                    Some(entry) => entry.value.clone(),
                    None => self.no_key(entries, &name.text, place.span(name.range), base.span),
                }
            }
            ValueKind::Word(word) => {
                self.word_access(word, name, base.span, span);
                Value::unknown(span)
            }
            _ => {
                let message = format!("{} has no `.{}`", base.noun(), name.text);
                self.report(
                    Diagnostic::new(&INVALID_OPERATION, place.span(name.range), message)
                        .also(base.span, format!("this is {}", base.noun())),
                );
                Value::unknown(span)
            }
        }
    }

    pub(super) fn unknown_value(
        &mut self,
        kind: Kind,
        label: &str,
        name: &Name,
        place: Place,
        known: &[(&'static str, &'static str)],
    ) {
        let span = place.span(name.range);
        let message = format!("{} has no value `{}`", kind.noun(), name.text);
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let mut finding = Diagnostic::new(&UNKNOWN_ATTRIBUTE, span, message);
        if let Some(near) = vocabulary::nearest(&name.text, names.iter().copied()) {
            finding = finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            );
        }
        if !names.is_empty() {
            finding = finding.help(format!(
                "`{}.{label}` has {}",
                kind.name(),
                names.join(", ")
            ));
        }
        self.report(finding);
    }

    pub(super) fn no_key(
        &mut self,
        entries: &[MapEntry],
        key: &str,
        span: Span,
        map: Span,
    ) -> Value {
        let keys: Vec<&str> = entries
            .iter()
            .map(|entry| entry.key.text.as_str())
            .collect();
        let mut finding =
            Diagnostic::new(&NO_SUCH_KEY, span, format!("this map has no key `{key}`"));
        finding = match vocabulary::nearest(key, keys.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None if keys.is_empty() => finding.label("the map is empty"),
            None => finding
                .help(format!("it has {}", value::clip(&keys.join(", "))))
                .help("lookup(map, key, default) gives a default for keys that may be absent"),
        };
        if map.file == span.file && map.end <= span.start {
            self.report(finding);
        } else {
            self.report(finding.also(map, "the map"));
        }
        Value::unknown(span)
    }

    pub(super) fn index(&mut self, base: Value, index: Value, span: Span) -> Value {
        match (&base.kind, &index.kind) {
            (ValueKind::Unknown, _) | (_, ValueKind::Unknown) => Value::unknown(span),
            (ValueKind::Word(word), _) | (_, ValueKind::Word(word)) => {
                let at = if matches!(base.kind, ValueKind::Word(_)) {
                    base.span
                } else {
                    index.span
                };
                let word = word.clone();
                self.unknown_name(&word, at);
                Value::unknown(span)
            }
            (ValueKind::List(items), ValueKind::Int(at)) => {
                match usize::try_from(*at).ok().and_then(|at| items.get(at)) {
                    Some(item) => item.clone(),
                    None => {
                        let message =
                            format!("there is no element {at} in a list of {}", items.len());
                        self.report(
                            Diagnostic::new(&NO_SUCH_KEY, index.span, message)
                                .help("elements count from 0"),
                        );
                        Value::unknown(span)
                    }
                }
            }
            (ValueKind::Map(entries), ValueKind::Text(parts)) => {
                let Some(key) = known_text(parts) else {
                    self.comparable_text(&index);
                    return Value::unknown(span);
                };
                match entries.iter().find(|entry| entry.key.text == key) {
                    Some(entry) => entry.value.clone(),
                    None => self.no_key(entries, key, index.span, base.span),
                }
            }
            _ => {
                let message = format!("{} cannot be indexed by {}", base.noun(), index.noun());
                self.fail(&INVALID_OPERATION, index.span, message)
            }
        }
    }
}
