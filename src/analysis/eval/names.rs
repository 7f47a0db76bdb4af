//! Bare names: variables, and what a name that is none most likely means.

use super::*;

impl<'a> Evaluator<'a, '_> {
    pub(super) fn name(&mut self, name: &SmolStr, span: Span, scope: &Scope<'a>) -> Value {
        if let Some(value) = self.local(name, scope) {
            return value;
        }
        if let Some(&at) = self.by_name.get(name) {
            return self.global(at);
        }
        if self.lost_variables.contains(name.as_str()) {
            return Value::unknown(span);
        }
        if let Some(near) = near_local(name, scope) {
            self.near_locals.insert(span, near);
        }
        Value {
            kind: ValueKind::Word(name.clone()),
            span,
            literal: true,
        }
    }

    pub(super) fn local(&mut self, name: &SmolStr, scope: &Scope<'a>) -> Option<Value> {
        let mut frame = Some(scope);
        while let Some(current) = frame {
            let found = current
                .vars
                .borrow()
                .iter()
                .rposition(|(known, _)| known == name);
            if let Some(at) = found {
                let slot = current.vars.borrow()[at].1.clone();
                return Some(match slot {
                    Slot::Value(value) => value,
                    Slot::Open => {
                        // The `let` that is being evaluated reports at its own place.
                        Value::unknown(Span::default())
                    }
                    Slot::Lazy(binding, place) => {
                        current.vars.borrow_mut()[at].1 = Slot::Open;
                        let value = self.local_let(binding, place, current);
                        current.vars.borrow_mut()[at].1 = Slot::Value(value.clone());
                        value
                    }
                });
            }
            frame = current.parent.as_ref();
        }
        None
    }

    pub(super) fn local_let(&mut self, binding: &'a Let, place: Place, scope: &Scope<'a>) -> Value {
        let value = self.eval(&binding.value, place, scope);
        if value.is_unknown() && value.span == Span::default() {
            let message = format!("`{}` is defined by itself", binding.name.text);
            return self.fail(&CYCLE, place.span(binding.name.range), message);
        }
        value
    }

    /// `[m5.large, m5.xlarge]`: one mistake.
    pub(super) fn bare_instance_types(
        &mut self,
        items: &'a [Expr],
        place: Place,
        scope: &Scope<'a>,
    ) -> bool {
        let [first, _, ..] = items else {
            return false;
        };
        let mut edits = Vec::new();
        for item in items {
            let ExprKind::Access(base, _) = &item.kind else {
                return false;
            };
            let ExprKind::Name(word) = &base.kind else {
                return false;
            };
            let span = place.span(item.range);
            let text = self.sources.slice(span);
            if crate::catalog::instance_type(text).is_none()
                || self.by_name.contains_key(word)
                || self.local(word, scope).is_some()
            {
                return false;
            }
            let text = format!("\"{text}\"");
            edits.push(Edit { span, text });
        }
        let finding = Diagnostic::new(
            &NEEDS_QUOTES,
            place.span(first.range),
            "instance types stand in quotes",
        )
        .fix_with("put them in quotes", edits, Applicability::Safe);
        self.report(finding);
        true
    }

    /// A bare word in `${…}` that is no variable: a declaration, or a variable of the shell's.
    pub(super) fn unknown_interpolated(&mut self, word: &SmolStr, span: Span) {
        let declared = Kind::ALL
            .into_iter()
            .find(|kind| self.labels.contains(&(*kind, word.clone())));
        if let Some(kind) = declared {
            let message = format!("`{word}` is {}, not text", kind.noun());
            let finding = Diagnostic::new(&NOT_TEXT, span, message);
            let first = vocabulary::values_of(kind).first();
            return self.report(match first {
                Some((first, _)) => finding.help(format!(
                    "where one is expected write it without quotes; in text say what of it is \
                     meant: `${{{}.{word}.{first}}}`",
                    kind.name()
                )),
                None => finding,
            });
        }
        let before = self.out.len();
        self.unknown_name(word, span);
        let opens = Span::new(span.file, span.start.saturating_sub(2), span.start);
        let Some(finding) = self.out.get_mut(before) else {
            return;
        };
        if finding.label.is_none() && self.sources.slice(opens) == "${" {
            finding.fixes.clear();
            let start = Span::new(span.file, opens.start, opens.start);
            self.out[before] = finding
                .clone()
                .help(
                    "a variable of the shell's is written `\\${NAME}`, or stands in '…', which \
                     takes everything as it is",
                )
                .maybe_fix("leave it to the shell", start, "\\");
        }
    }

    /// The variable a bare word at a place most likely means: of those in scope there.
    pub fn near_variable(&self, word: &str, span: Span) -> Option<SmolStr> {
        let names = self.near_locals.get(&span).into_iter();
        let names = names.chain(self.by_name.keys());
        vocabulary::nearest(word, names.map(SmolStr::as_str)).map(SmolStr::new)
    }

    /// A bare word where a value is needed: neither variable nor enum word nor label will do.
    pub fn unknown_name(&mut self, word: &str, span: Span) {
        if self.lost.contains(word) {
            return;
        }
        if let Some((left, right)) = word.split_once('-')
            && self.by_name.contains_key(left)
            && (self.by_name.contains_key(right) || right.parse::<u32>().is_ok())
        {
            let apart = format!("{left} - {right}");
            let finding = Diagnostic::new(&UNKNOWN_NAME, span, format!("`{word}` is one name"))
                .help("a name may hold `-`, so a subtraction takes spaces around it")
                .fix(format!("write `{apart}`"), span, apart.clone());
            return self.report(finding);
        }
        let near = self.near_variable(word, span);
        if near.is_none() && self.lost_kinds.len() == Kind::ALL.len() {
            return; // a file could not be imported: it may be declared there
        }
        let message = format!("nothing here is called `{word}`");
        let mut finding = Diagnostic::new(&UNKNOWN_NAME, span, message);
        if self.part && near.is_none() {
            finding.severity = Severity::Warning;
        }
        finding = match near {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            ),
            None => finding
                .help(
                    "a name here is a `let`, a `param` or a loop variable; text stands in \
                     quotes",
                )
                .maybe_fix("put it in quotes", span, format!("\"{word}\"")),
        };
        self.report(finding);
    }

    /// `mainqueue.arn`: the kind is missing in front.
    pub(super) fn word_access(&mut self, word: &str, name: &Name, base: Span, whole: Span) {
        if let Some(finding) = self.foreign_access(word, name, base, whole) {
            return self.report(finding);
        }
        let kinds: Vec<Kind> = Kind::ALL
            .into_iter()
            .filter(|kind| {
                vocabulary::values_of(*kind)
                    .iter()
                    .any(|(known, _)| *known == name.text)
            })
            .collect();
        let declared: Vec<Kind> = kinds
            .iter()
            .copied()
            .filter(|kind| self.labels.contains(&(*kind, SmolStr::new(word))))
            .collect();
        if let [kind] = declared.as_slice() {
            let full = format!("{}.{word}", kind.name());
            self.report(
                Diagnostic::new(
                    &UNKNOWN_NAME,
                    base,
                    format!("`{word}` needs its kind in front here"),
                )
                .why("queues, environments and the rest have names of their own, so two may share one")
                .fix(format!("write `{full}`"), base, full),
            );
            return;
        }
        self.unknown_name(word, base);
    }

    /// `var.x`, `local.x`, `env.X`, `m5.large`: written as elsewhere.
    pub(super) fn foreign_access(
        &self,
        word: &str,
        name: &Name,
        base: Span,
        whole: Span,
    ) -> Option<Diagnostic> {
        let source = self.sources.slice(whole);
        if crate::catalog::instance_type(source).is_some() {
            let quoted = format!("\"{source}\"");
            return Some(
                Diagnostic::new(&NEEDS_QUOTES, whole, "an instance type stands in quotes").fix(
                    format!("write `{quoted}`"),
                    whole,
                    quoted,
                ),
            );
        }
        let wanted = &name.text;
        let declared = |label: &str| {
            let label = SmolStr::new(label);
            Kind::ALL
                .into_iter()
                .find(|kind| self.labels.contains(&(*kind, label.clone())))
        };
        let near = vocabulary::nearest(word, Kind::ALL.into_iter().map(Kind::name));
        if let Some(kind) = declared(wanted) {
            if word.starts_with("aws_") {
                let message = format!("what this program declares is named as it is: `{wanted}`");
                return Some(
                    Diagnostic::new(&UNKNOWN_NAME, whole, message)
                        .label(format!("this is how Terraform names {}", kind.noun())),
                );
            }
            if let Some(near) = near {
                let message = format!("there is no kind of declaration `{word}`");
                return Some(
                    Diagnostic::new(&UNKNOWN_NAME, base, message)
                        .label(format!("did you mean `{near}`?"))
                        .fix(format!("write `{near}`"), base, near),
                );
            }
        }
        let (what, how) = match word {
            "var" | "vars" | "param" | "params" => ("a `param`", "param NAME: TYPE = default"),
            "local" | "locals" | "let" => ("a `let`", "let NAME = …"),
            "env" | "ENV" => {
                let call = format!("env(\"{wanted}\")");
                let message = format!("a variable of the environment is read by `{call}`");
                let fix = format!("write `{call}`");
                let finding = Diagnostic::new(&UNKNOWN_NAME, whole, message);
                return Some(finding.fix(fix, whole, call));
            }
            _ => return None,
        };
        let message = format!("{what} is named as it is: `{wanted}`, without `{word}.`");
        let finding = Diagnostic::new(&UNKNOWN_NAME, whole, message);
        Some(match self.by_name.contains_key(wanted) {
            true => finding.fix(format!("write `{wanted}`"), whole, wanted.as_str()),
            // Terraform's declaration of it was reported.
            false if self.lost_variables.contains(wanted.as_str()) => finding,
            false => finding
                .label(format!("and nothing here is called `{wanted}`"))
                .help(format!("declare it: `{}`", how.replace("NAME", wanted))),
        })
    }
}

/// The loop variable, parameter or inner `let` that a name which is none most likely means.
fn near_local(name: &str, scope: &Scope) -> Option<SmolStr> {
    let mut known: Vec<SmolStr> = Vec::new();
    let mut frame = Some(scope);
    while let Some(current) = frame {
        known.extend(current.vars.borrow().iter().map(|(name, _)| name.clone()));
        frame = current.parent.as_ref();
    }
    if known.is_empty() {
        return None;
    }
    vocabulary::nearest(name, known.iter().map(SmolStr::as_str)).map(SmolStr::new)
}
