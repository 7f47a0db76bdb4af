//! Loops and comprehensions.

use super::*;

impl<'a> Evaluator<'a, '_> {
    /// The turns of a loop: the values its variables take. `None` where what it goes over is wrong
    /// (reported) or unknown.
    pub fn turns(
        &mut self,
        vars: &'a LoopVars,
        iter: &'a Expr,
        place: Place,
        scope: &Scope<'a>,
    ) -> Option<Vec<(Scope<'a>, SmolStr)>> {
        let value = self.eval(iter, place, scope);
        // A turn is work even where its body is empty; what is too much, the next step tells.
        let turns = match &value.kind {
            ValueKind::List(items) => items.len() as u64,
            ValueKind::Map(entries) => entries.len() as u64,
            _ => 0,
        };
        if turns > 0 {
            self.steps = (self.steps + turns).min(MOST_STEPS - 1);
        }
        let mut turns = Vec::new();
        let bind = |first: Value, second: Option<Value>, name: SmolStr| {
            let turn = Frame::child(scope);
            match (&vars.second, second) {
                (Some(second_name), Some(value)) => {
                    turn.set(&vars.first.text, first);
                    turn.set(&second_name.text, value);
                }
                (_, second) => turn.set(&vars.first.text, second.unwrap_or(first)),
            }
            (turn, name)
        };
        match &value.kind {
            ValueKind::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let index = Value::new(ValueKind::Int(at as i64), item.span);
                    let name = item
                        .as_str()
                        .map_or_else(|| at.to_string().into(), SmolStr::new);
                    turns.push(bind(index, Some(item.clone()), name));
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries.iter() {
                    let mut key = Value::text(entry.key.text.clone(), entry.key.span);
                    key.literal = false;
                    turns.push(bind(key, Some(entry.value.clone()), entry.key.text.clone()));
                }
            }
            ValueKind::Unknown => return None,
            ValueKind::Word(word) => {
                let word = word.clone();
                self.unknown_name(&word, value.span);
                return None;
            }
            _ => {
                let span = place.span(iter.range);
                let message = format!("a loop goes over a list or a map, not {}", value.noun());
                self.fail(&INVALID_OPERATION, span, message);
                return None;
            }
        }
        Some(turns)
    }

    pub(super) fn list_for(
        &mut self,
        comprehension: &'a ListFor,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        let mut items = Vec::new();
        let turns = self.turns(&comprehension.vars, &comprehension.iter, place, scope);
        let Some(turns) = turns else {
            return Value::unknown(span);
        };
        for (turn, _) in turns {
            if let Some(condition) = &comprehension.condition
                && self.condition(condition, place, &turn) != Some(true)
            {
                continue;
            }
            let item = self.eval(&comprehension.value, place, &turn);
            if !item.is_null() {
                items.push(item);
            }
        }
        Value::list(items, span)
    }

    pub(super) fn map_for(
        &mut self,
        comprehension: &'a MapFor,
        place: Place,
        scope: &Scope<'a>,
        span: Span,
    ) -> Value {
        let mut entries: Vec<MapEntry> = Vec::new();
        let turns = self.turns(&comprehension.vars, &comprehension.iter, place, scope);
        let Some(turns) = turns else {
            return Value::unknown(span);
        };
        for (turn, _) in turns {
            if let Some(condition) = &comprehension.condition
                && self.condition(condition, place, &turn) != Some(true)
            {
                continue;
            }
            let key = self.eval(&comprehension.key, place, &turn);
            let value = self.eval(&comprehension.value, place, &turn);
            let key_span = place.span(comprehension.key.range);
            let Some(text) = self.key_text(&key, key_span) else {
                continue;
            };
            let key = Key {
                text,
                span: key_span,
            };
            entries.push(MapEntry {
                key,
                quoted: true,
                value,
            });
        }
        Value::map(entries, span)
    }
}
