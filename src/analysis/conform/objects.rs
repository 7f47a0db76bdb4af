//! The attributes of a block or object: which it has, which it lacks, which stand where they may not.

use super::*;

impl<'a> Conformer<'a, '_, '_> {
    pub(super) fn object(
        &mut self,
        attributes: &'static [Attribute],
        entries: Vec<RawEntry>,
        span: Span,
        broken: bool,
        owner: &Owner,
    ) -> Object {
        let mut object = Object {
            fields: Vec::with_capacity(entries.len()),
            span,
            broken,
        };
        let mut unknown = false;
        let mut misplaced: Vec<(&'static Attribute, RawEntry)> = Vec::new();
        for entry in entries {
            let Some(attribute) = attributes.iter().find(|a| a.name == entry.name) else {
                unknown = true;
                self.unknown_attribute(attributes, &entry, owner);
                continue;
            };
            if entry.value.is_null() {
                continue;
            }
            if let Some(form) = owner.form
                && !attribute.forms.is_empty()
                && !attribute.forms.contains(&form)
            {
                misplaced.push((attribute, entry));
                continue;
            }
            if let Some(instead) = attribute.deprecated {
                let message = format!("`{}` is deprecated by AWS", attribute.name);
                let finding = Diagnostic::new(&DEPRECATED_ATTRIBUTE, entry.name_span, message)
                    .help(format!("write {instead}"));
                self.report(finding);
            }
            // A role is made before its policies, so these may name what takes the role:
            // a job that submits its own definition again.
            self.ordering = !matches!(attribute.name, "runs_on" | "job_role" | "execution_role");
            let at = At {
                attribute,
                what: What::Name(attribute.name),
                use_span: entry.use_span,
                form: owner.form,
            };
            let value = self.value(entry.value, &attribute.ty, at);
            object.fields.push(Field {
                attribute,
                name_span: entry.name_span,
                value,
                inherited: entry.inherited,
            });
        }
        self.wrong_form(&misplaced, owner);
        if !broken {
            self.missing(attributes, &object, owner, unknown);
        }
        // What a misspelt attribute was meant to be is not missing.
        object.broken |= unknown;
        object
    }

    pub(super) fn unknown_attribute(
        &mut self,
        attributes: &'static [Attribute],
        entry: &RawEntry,
        owner: &Owner,
    ) {
        let message = format!("{} has no attribute `{}`", owner.noun, entry.name);
        let finding = Diagnostic::new(&UNKNOWN_ATTRIBUTE, entry.name_span, message);
        let inside = vocabulary::directly_here(attributes, &entry.name);
        let inside = Some(inside).filter(|_| matches!(entry.value.kind, ValueKind::Map(_)));
        let near = vocabulary::nearest_attribute(attributes, &entry.name);
        let finding = match (inside.as_deref(), near) {
            (Some([_, _, ..]), _) => {
                let names = inside.iter().flatten().take(24);
                let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                finding
                    .label("what is in it stands directly in the block")
                    .help(format!(
                        "write {} without an object around them",
                        join_and(&names)
                    ))
            }
            (_, Some(near)) => {
                let mut edits = vec![Edit {
                    span: entry.name_span,
                    text: near.to_owned(),
                }];
                let mut title = format!("write `{near}`");
                if let Some(label) = self.label_alone(attributes, near, entry) {
                    title = format!("write `{near} = {}`", label.text);
                    edits.push(label);
                }
                finding.label(format!("did you mean `{near}`?")).fix_with(
                    title,
                    edits,
                    Applicability::Safe,
                )
            }
            _ => {
                let mut names: Vec<&str> = attributes
                    .iter()
                    .filter(|a| {
                        owner
                            .form
                            .is_none_or(|f| a.forms.is_empty() || a.forms.contains(&f))
                    })
                    .map(|a| a.name)
                    .collect();
                let more = names.len().saturating_sub(24);
                names.truncate(24);
                let tail = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                finding.help(format!("it has {}{tail}", names.join(", ")))
            }
        };
        self.report(finding);
    }

    /// `scheduling_policy_arn = shares.arn` as `scheduling_policy = shares`: what refers to a
    /// declaration takes its label.
    fn label_alone(
        &self,
        attributes: &'static [Attribute],
        near: &str,
        entry: &RawEntry,
    ) -> Option<Edit> {
        let attribute = attributes.iter().find(|known| known.name == near)?;
        matches!(attribute.ty, Type::Ref(_)).then_some(())?;
        let written = self.evaluator.sources.slice(entry.use_span);
        let mut parts = written.rsplit('.');
        let (end, label) = (parts.next()?, parts.next()?);
        let is_word = |part: &str| {
            part.chars()
                .all(|c| c.is_alphanumeric() || "_-".contains(c))
        };
        let plain = matches!(end, "arn" | "name" | "id") && parts.all(is_word) && is_word(label);
        plain.then(|| Edit {
            span: entry.use_span,
            text: label.to_owned(),
        })
    }

    /// Attributes of another form than the block has: one mistake, however many they are.
    pub(super) fn wrong_form(
        &mut self,
        misplaced: &[(&'static Attribute, RawEntry)],
        owner: &Owner,
    ) {
        let Some(((first, at), others)) = misplaced.split_first() else {
            return;
        };
        let names: Vec<String> = misplaced
            .iter()
            .map(|(attribute, _)| format!("`{}`", attribute.name))
            .collect();
        let verb = if others.is_empty() { "has" } else { "have" };
        let message = format!("{} {verb} no place in {}", join_and(&names), owner.noun);
        let forms: Vec<&str> = first.forms.iter().map(|form| form.short()).collect();
        let edits = misplaced.iter().map(|(_, entry)| Edit {
            span: entry.name_span.to(entry.use_span),
            text: String::new(),
        });
        let mut finding = Diagnostic::new(&WRONG_FORM, at.name_span, message)
            .why(format!(
                "AWS takes {} with {} only",
                names[0],
                forms.join(", ")
            ))
            .fix_with(
                format!("remove {}", join_and(&names)),
                edits.collect(),
                Applicability::Unsafe,
            );
        for (_, entry) in others {
            finding = finding.also(entry.name_span, "nor this");
        }
        self.report(finding);
    }

    pub(super) fn missing(
        &mut self,
        attributes: &'static [Attribute],
        object: &Object,
        owner: &Owner,
        unknown: bool,
    ) {
        // A misspelt attribute has been told of already; that it is missing would follow.
        if unknown {
            return;
        }
        let absent: Vec<&'static Attribute> = attributes
            .iter()
            .filter(|attribute| attribute.is_required(owner.form) && !object.has(attribute.name))
            .collect();
        if absent.is_empty() {
            return;
        }
        let names: Vec<String> = absent.iter().map(|a| format!("`{}`", a.name)).collect();
        let span = if owner.head == Span::default() {
            object.span
        } else {
            owner.head
        };
        let message = format!("{} needs {}", owner.noun, join_and(&names));
        let mut finding = Diagnostic::new(&MISSING_ATTRIBUTE, span, message);
        let examples: Vec<String> = absent
            .iter()
            .map(|a| format!("{} = {}", a.name, a.example))
            .collect();
        finding = finding.help(format!("for example `{}`", examples.join("`, `")));
        self.report(finding);
    }

    /// The entries of the map at `span` as the attributes of an object.
    pub(super) fn raw_entries(&mut self, entries: &[MapEntry], span: Span) -> Vec<RawEntry> {
        let mut raw: Vec<RawEntry> = Vec::with_capacity(entries.len());
        let mut known: FxHashMap<&SmolStr, usize> = FxHashMap::default();
        for entry in entries {
            let at = *known.entry(&entry.key.text).or_insert(raw.len());
            if let Some(first) = raw.get(at) {
                self.duplicate_key(&entry.key, first.name_span);
                continue;
            }
            // What a name stands for is used behind its key.
            let value = entry.value.span;
            let written =
                value.file == span.file && span.start <= value.start && value.end <= span.end;
            raw.push(RawEntry {
                name: entry.key.text.clone(),
                name_span: entry.key.span,
                value: entry.value.clone(),
                use_span: if written { value } else { entry.key.span },
                inherited: false,
            });
        }
        raw
    }

    pub(super) fn duplicate_key(&mut self, key: &Key, first: Span) {
        let message = format!("the key `{}` stands twice in this map", clip(&key.text));
        let finding = Diagnostic::new(&DUPLICATE_KEY, key.span, message)
            .label("again here")
            .also(first, "first here");
        self.report(finding);
    }
}

pub(super) fn join_and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
