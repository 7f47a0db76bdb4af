//! Names given twice.

use super::*;

impl<'a> Expander<'a, '_, '_> {
    pub(super) fn duplicate(&mut self, what: &str, span: Span, first: Span) {
        self.report(
            Diagnostic::new(
                &DUPLICATE_DECLARATION,
                span,
                format!("`{what}` is declared twice"),
            )
            .label("declared again here")
            .also(first, "first declared here")
            .help("give one of them another label"),
        );
    }

    pub(super) fn duplicate_block(&mut self, block: &RawBlock, first: Span) {
        let what = format!("{} {}", block.kind.name(), block.label);
        if block.label_span != first {
            return self.duplicate(&what, block.label_span, first);
        }
        let message = format!("this loop makes `{what}` more than once");
        let finding = Diagnostic::new(&DUPLICATE_DECLARATION, block.label_span, message)
            .help("put the loop variable into the label: `align-${x}`");
        self.report(finding);
    }

    /// Variables may not take a declaration's name: a bare name must mean one thing.
    pub(super) fn names_taken(&mut self, blocks: &[RawBlock]) {
        let mut names = self.evaluator.global_names();
        names.extend(self.loop_names.drain().map(|(span, name)| (name, span)));
        if names.is_empty() {
            return;
        }
        let labels: FxHashMap<&SmolStr, &RawBlock> =
            blocks.iter().map(|block| (&block.label, block)).collect();
        for (name, span) in names {
            if let Some(block) = labels.get(&name) {
                let message = format!("`{name}` is the name of {} too", block.kind.noun());
                let finding = Diagnostic::new(&NAME_TAKEN, span, message)
                    .also(block.label_span, "this one")
                    .why("a bare name must mean one thing")
                    .help("call the variable something else");
                self.report(finding);
                self.evaluator.forget(&name);
            } else if Kind::from_name(&name).is_some() {
                let message = format!("`{name}` is a kind of declaration");
                let finding = Diagnostic::new(&NAME_TAKEN, span, message)
                    .help("call the variable something else");
                self.report(finding);
            }
        }
    }

    pub(super) fn duplicate_outputs(&mut self, program: &mut Program) {
        let mut seen: FxHashMap<SmolStr, Span> = FxHashMap::default();
        let mut findings = Vec::new();
        program
            .outputs
            .retain(|output| match seen.get(&output.name) {
                Some(first) => {
                    findings.push((format!("output {}", output.name), output.name_span, *first));
                    false
                }
                None => {
                    seen.insert(output.name.clone(), output.name_span);
                    true
                }
            });
        for (what, span, first) in findings {
            self.duplicate(&what, span, first);
        }
    }
}
