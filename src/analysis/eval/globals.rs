//! `let`s and `param`s at the top of files: collected, evaluated when asked for, their cycles told.

use super::*;

impl<'a> Evaluator<'a, '_> {
    pub(super) fn collect_globals(&mut self) {
        for (item, place) in self.items() {
            let (name, decl) = match &item.kind {
                ItemKind::Let(binding) => (&binding.name, Decl::Let(binding)),
                ItemKind::Param(param) => (&param.name, Decl::Param(param)),
                _ => continue,
            };
            if let Some(&first) = self.by_name.get(&name.text) {
                let first = &self.globals[first];
                let finding = Diagnostic::new(
                    &DUPLICATE_DECLARATION,
                    place.span(name.range),
                    format!("`{}` is declared twice", name.text),
                )
                .label("declared again here")
                .also(first.place.span(first.name.range), "first declared here")
                .help("`let`s, `param`s, loop variables and functions share one namespace");
                self.report(finding);
                continue;
            }
            if vocabulary::function(&name.text).is_some() {
                let message = format!("`{}` is the name of a built-in function", name.text);
                let finding = Diagnostic::new(&NAME_TAKEN, place.span(name.range), message)
                    .why("`let`s, `param`s, loop variables and functions share one namespace")
                    .help("call it something else");
                self.report(finding);
            }
            self.by_name.insert(name.text.clone(), self.globals.len());
            self.globals.push(Global {
                name,
                decl,
                place,
                state: State::Fresh,
            });
        }
    }

    pub(super) fn has_project(&self) -> bool {
        fn holds(item: &Item) -> bool {
            match &item.kind {
                ItemKind::Block(block) => block.kind.text == Kind::Project.name(),
                ItemKind::For(ast::For { items, .. }) | ItemKind::If(ast::If { items, .. }) => {
                    items.iter().any(holds)
                }
                _ => false,
            }
        }
        self.items().any(|(item, _)| holds(item))
    }

    /// The names of all `let`s and `param`s with their places.
    pub fn global_names(&self) -> Vec<(SmolStr, Span)> {
        let names = self.globals.iter();
        names
            .map(|g| (g.name.text.clone(), g.place.span(g.name.range)))
            .collect()
    }

    /// How many `let`s and `param`s there are.
    pub fn global_count(&self) -> usize {
        self.globals.len()
    }

    /// A `let` or `param` whose name was refused: what is named so is not looked at.
    pub fn forget(&mut self, name: &SmolStr) {
        if let Some(&at) = self.by_name.get(name) {
            let global = &mut self.globals[at];
            let span = global.place.span(global.name.range);
            global.state = State::Done(Value::unknown(span));
            self.forgotten.push(name.clone());
        }
    }

    /// Evaluates what nothing asked for, so that its faults are found too.
    pub fn evaluate_all(&mut self) {
        for at in 0..self.globals.len() {
            self.global(at);
        }
    }

    pub(super) fn global(&mut self, at: usize) -> Value {
        match &self.globals[at].state {
            State::Done(value) => return value.clone(),
            State::Open => return self.cycle(at),
            State::Fresh => {}
        }
        self.globals[at].state = State::Open;
        self.open.push(at);
        let place = self.globals[at].place;
        let value = match self.globals[at].decl {
            Decl::Let(binding) => self.eval(&binding.value, place, &Frame::root()),
            Decl::Param(param) => self.param(param, place),
        };
        self.open.pop();
        // A cycle found on the way has closed it already.
        if let State::Done(value) = &self.globals[at].state {
            return value.clone();
        }
        self.globals[at].state = State::Done(value.clone());
        value
    }

    pub(super) fn cycle(&mut self, at: usize) -> Value {
        let from = self.open.iter().position(|&open| open == at).unwrap_or(0);
        let circle: Vec<usize> = self.open[from..].to_vec();
        let names: Vec<&str> = circle
            .iter()
            .map(|&at| self.globals[at].name.text.as_str())
            .collect();
        let first = &self.globals[at];
        let span = first.place.span(first.name.range);
        let message = match names.as_slice() {
            [name] => format!("`{name}` is defined by itself"),
            names => format!(
                "these are defined by each other: {} → {}",
                names.join(" → "),
                names[0]
            ),
        };
        let mut finding = Diagnostic::new(&CYCLE, span, message)
            .help("give one of them a value that needs none of the others");
        for &other in &circle[1..] {
            let other = &self.globals[other];
            finding = finding.also(other.place.span(other.name.range), "by way of this");
        }
        self.report(finding);
        for &at in &circle {
            let span = self.globals[at].place.span(self.globals[at].name.range);
            self.globals[at].state = State::Done(Value::unknown(span));
        }
        Value::unknown(span)
    }

    pub(super) fn param(&mut self, param: &'a Param, place: Place) -> Value {
        let span = place.span(param.name.range);
        let input = self
            .inputs
            .params
            .iter()
            .rev()
            .find(|input| input.name == param.name.text);
        if let Some(input) = input {
            return params::read(input, &param.ty, span).unwrap_or_else(|finding| {
                self.report(*finding);
                Value::unknown(span)
            });
        }
        let Some(default) = &param.default else {
            self.unset = true;
            if self.inputs.complete {
                let finding = Diagnostic::new(
                    &PARAM_NOT_SET,
                    span,
                    format!("`{}` has no value", param.name.text),
                )
                .help(format!(
                    "give it one with `--param {}=…`, in a file with `--params FILE`, or by \
                     BATCHLANG_PARAM_{} in the environment",
                    param.name.text,
                    param.name.text.to_uppercase().replace('-', "_")
                ));
                self.report(finding);
            }
            return Value::unknown(span);
        };
        let value = self.eval(default, place, &Frame::root());
        if params::fits(&value, &param.ty) {
            return value;
        }
        let message = format!(
            "the default of `{}` is {}, not {}",
            param.name.text,
            value.noun(),
            params::type_name(&param.ty)
        );
        let mut finding = Diagnostic::new(&INVALID_PARAM, value.span, message)
            .also(place.span(param.ty_range), "the type it is declared with");
        if let (ValueKind::Word(word), ast::ParamType::Choice(choices)) = (&value.kind, &param.ty)
            && choices.contains(word)
        {
            let quoted = format!("\"{word}\"");
            finding = finding.fix(format!("write `{quoted}`"), value.span, quoted);
        }
        self.report(finding);
        Value::unknown(span)
    }
}
