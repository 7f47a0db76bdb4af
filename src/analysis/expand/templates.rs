//! Templates: found, merged into the blocks that take from them, and looked at where none does.

use super::*;

impl<'a> Expander<'a, '_, '_> {
    pub(super) fn collect_templates(&mut self) {
        for (item, place) in self.evaluator.items() {
            let ItemKind::Template(ast) = &item.kind else {
                continue;
            };
            let name = &ast.name;
            match self.templates.get(&name.text) {
                None => {
                    let kind = Kind::from_name(&ast.kind.text);
                    if let Some(kind) = kind.or_else(|| self.kind(&ast.kind, false, place)) {
                        let template = Template { ast, place, kind };
                        self.templates.insert(name.text.clone(), template);
                    } else {
                        self.evaluator.lost.insert(name.text.clone());
                    }
                }
                Some(first) => {
                    let first = first.place.span(first.ast.name.range);
                    self.duplicate(
                        &format!("template {}", name.text),
                        place.span(name.range),
                        first,
                    );
                }
            }
        }
    }

    pub(super) fn template_entries(
        &mut self,
        name: &SmolStr,
        span: Span,
        kind: Kind,
        open: &mut Vec<SmolStr>,
    ) -> Option<(Vec<RawEntry>, bool)> {
        let Some(template) = self.templates.get(name).copied() else {
            self.unknown_template(name, span);
            return None;
        };
        self.used_templates.insert(name.clone());
        if open.contains(name) {
            open.push(name.clone());
            let message = format!("these templates take from each other: {}", open.join(" → "));
            let at = template.place.span(template.ast.name.range);
            self.evaluator.fail(&CYCLE, at, message);
            return None;
        }
        if template.kind != kind {
            let message = format!(
                "`{name}` is a template of {}, not of {}",
                template.kind.name(),
                kind.name()
            );
            let finding = Diagnostic::new(&WRONG_TEMPLATE, span, message)
                .also(template.place.span(template.ast.kind.range), "its kind");
            self.report(finding);
            return None;
        }
        let mut entries = self.own_entries(
            (template.kind, false),
            &template.ast.body,
            template.place,
            &Frame::root(),
        );
        entries.iter_mut().for_each(|entry| entry.inherited = true);
        let mut broken = template.ast.body.broken;
        if let Some(base) = &template.ast.base {
            open.push(name.clone());
            let span = template.place.span(base.range);
            let (inherited, also) = self.template_entries(&base.text, span, kind, open)?;
            entries = merge(inherited, entries);
            broken |= also;
        }
        Some((entries, broken))
    }

    pub(super) fn unknown_template(&mut self, name: &str, span: Span) {
        if self.evaluator.lost.contains(name) {
            return;
        }
        let names: Vec<SmolStr> = self.templates.keys().cloned().collect();
        let near = vocabulary::nearest(name, names.iter().map(SmolStr::as_str));
        if near.is_none() && self.evaluator.lost_kinds.len() == Kind::ALL.len() {
            return; // a file could not be imported: it may be declared there
        }
        let message = format!("there is no template `{name}`");
        let mut finding = Diagnostic::new(&UNKNOWN_TEMPLATE, span, message);
        if near.is_none() && self.evaluator.part {
            finding.severity = Severity::Warning;
        }
        let finding = match near {
            Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                span,
                near,
            ),
            None => finding.help("declare it: `template KIND NAME { … }`"),
        };
        self.report(finding);
    }

    /// Templates nothing takes from, so that their faults are found all the same.
    pub(super) fn unused_templates(&mut self) -> Vec<(Kind, Vec<RawEntry>)> {
        let mut unused: Vec<Template<'a>> = self
            .templates
            .iter()
            .filter(|(name, _)| !self.used_templates.contains(*name))
            .map(|(_, template)| *template)
            .collect();
        unused.sort_by_key(|template| template.place.span(template.ast.name.range));
        let mut found = Vec::new();
        for template in unused {
            let kind = template.kind;
            let mut open = Vec::new();
            let span = template.place.span(template.ast.name.range);
            if let Some((entries, _)) =
                self.template_entries(&template.ast.name.text, span, kind, &mut open)
            {
                found.push((kind, entries));
            }
        }
        found
    }
}

/// A block's own attributes win; where both have a map, they are merged by key.
pub(super) fn merge(inherited: Vec<RawEntry>, own: Vec<RawEntry>) -> Vec<RawEntry> {
    let mut merged = inherited;
    let mut places: FxHashMap<SmolStr, usize> = FxHashMap::default();
    for (at, entry) in merged.iter().enumerate() {
        places.entry(entry.name.clone()).or_insert(at);
    }
    for mut entry in own {
        let at = *places.entry(entry.name.clone()).or_insert(merged.len());
        match merged.get_mut(at) {
            None => merged.push(entry),
            Some(base) => {
                if let (ValueKind::Map(below), ValueKind::Map(above)) =
                    (&base.value.kind, &entry.value.kind)
                {
                    entry.value.kind = ValueKind::Map(Rc::new(merge_maps(below, above)));
                }
                *base = entry;
            }
        }
    }
    merged
}

pub(super) fn merge_maps(below: &[MapEntry], above: &[MapEntry]) -> Vec<MapEntry> {
    let mut entries: Vec<MapEntry> = below.to_vec();
    let mut places: FxHashMap<&SmolStr, usize> = FxHashMap::default();
    for (at, entry) in below.iter().enumerate() {
        places.entry(&entry.key.text).or_insert(at);
    }
    for entry in above {
        let at = *places.entry(&entry.key.text).or_insert(entries.len());
        match entries.get_mut(at) {
            Some(known) => *known = entry.clone(),
            None => entries.push(entry.clone()),
        }
    }
    entries
}
