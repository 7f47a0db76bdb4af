//! Text and words: formats, regions, AWS's own words, and what lacks its quotes.

use super::*;

impl<'a> Conformer<'a, '_, '_> {
    pub(super) fn format(
        &mut self,
        format: Format,
        text: &Text,
        value: &Value,
        at: At,
    ) -> Option<()> {
        let Some(known) = text.as_str() else {
            return Some(());
        };
        if format == Format::Region {
            return self.region(known, value, at);
        }
        let Some(problem) = format_problem(format, known) else {
            return Some(());
        };
        let message = format!("{} {problem}", at.what);
        let mut finding = Diagnostic::new(&INVALID_FORMAT, value.span, message);
        if let Some(near) = vocabulary::nearest_suggested(format, known) {
            finding = finding.label(format!("did you mean `{near}`?"));
            if value.literal {
                finding = finding.fix(format!("write `{near}`"), value.span, format!("\"{near}\""));
            }
        }
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
        None
    }

    pub(super) fn region(&mut self, name: &str, value: &Value, at: At) -> Option<()> {
        if crate::catalog::region(name).is_some() {
            return Some(());
        }
        let message = format!("AWS has no region `{}`", clip(name));
        let mut finding = Diagnostic::new(&UNKNOWN_REGION, value.span, message);
        let names = crate::catalog::regions().iter().map(|region| region.name);
        if let Some(near) = vocabulary::near(name, names).filter(|near| !near.tied) {
            let word = near.word;
            finding = finding.label(format!("did you mean `{word}`?"));
            if value.literal {
                let (title, quoted) = (format!("write `{word}`"), format!("\"{word}\""));
                finding = match near.sure {
                    true => finding.fix(title, value.span, quoted),
                    false => finding.maybe_fix(title, value.span, quoted),
                };
            }
        }
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
        None
    }

    /// Several elements that are text without quotes: one mistake.
    pub(super) fn bare_strings(&mut self, items: &[Value], at: At) -> bool {
        let bare = items.iter().map(|item| match &item.kind {
            ValueKind::Word(word) if item.literal => Some((word, item.span)),
            _ => None,
        });
        let bare: Option<Vec<_>> = bare.collect();
        let Some([(_, first), _, ..]) = bare.as_deref() else {
            return false;
        };
        let bare = bare.as_deref().unwrap_or_default();
        let near = |(word, span): &(&SmolStr, Span)| self.evaluator.near_variable(word, *span);
        if bare.iter().any(|one| near(one).is_some()) {
            return false;
        }
        let message = format!("the elements of {} are text and stand in quotes", at.what);
        let edits = bare.iter().map(|(word, span)| Edit {
            span: *span,
            text: format!("\"{word}\""),
        });
        let finding = Diagnostic::new(&NEEDS_QUOTES, *first, message).fix_with(
            "put them in quotes",
            edits.collect(),
            Applicability::Safe,
        );
        self.report(finding);
        true
    }

    pub(super) fn bare_string(&mut self, word: &str, value: &Value, at: At) {
        if is_null_elsewhere(word) {
            let message = format!("what is not there is `null`, not `{word}`");
            let finding = Diagnostic::new(&WRONG_TYPE, value.span, message)
                .help(format!("left out, {} has its default", at.what))
                .fix("write `null`", value.span, "null");
            let finding = self.at_origin(finding, value, at);
            return self.report(finding);
        }
        if self.evaluator.near_variable(word, value.span).is_some() {
            return self.evaluator.unknown_name(word, value.span);
        }
        let message = format!("{} is text and stands in quotes", at.what);
        let quoted = format!("\"{word}\"");
        let finding = Diagnostic::new(&NEEDS_QUOTES, value.span, message).fix(
            format!("write `{quoted}`"),
            value.span,
            quoted.clone(),
        );
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
    }

    pub(super) fn word(
        &mut self,
        value: &Value,
        words: &'static [Word],
        at: At,
    ) -> Option<&'static str> {
        let (text, quoted) = match &value.kind {
            ValueKind::Word(word) => (word.as_str(), false),
            _ => match value.as_str() {
                Some(text) => (text, true),
                None => {
                    self.evaluator.comparable_text(value);
                    return None;
                }
            },
        };
        let direct = value.literal && at.holds(value);
        if let Some(word) = words.iter().find(|word| word.name == text) {
            if quoted && direct {
                let message = format!("`{}` is a word of AWS's own and stands bare", word.name);
                let finding = Diagnostic::new(&QUOTED_WORD, value.span, message).fix(
                    "remove the quotes",
                    value.span,
                    word.name,
                );
                self.report(finding);
            }
            return Some(word.name);
        }
        let message = format!("{} cannot be `{}`", at.what, clip(text));
        let mut finding = Diagnostic::new(&UNKNOWN_WORD, value.span, message);
        let names = || words.iter().map(|word| word.name);
        let several = vocabulary::several_meant(words, text);
        let near = vocabulary::near(text, names()).filter(|_| several.is_none());
        if let Some(near) = near {
            let title = format!("write `{}`", near.word);
            finding = finding.label(format!("did you mean `{}`?", near.word));
            finding = match near.sure {
                true => finding.fix(title, value.span, near.word),
                false => finding.maybe_fix(title, value.span, near.word),
            };
        }
        let all: Vec<&str> = names().collect();
        finding = finding.help(match several {
            Some(help) => help.to_owned(),
            None => format!("it is one of {}", all.join(", ")),
        });
        let finding = self.at_origin(finding, value, at);
        self.report(finding);
        None
    }
}
