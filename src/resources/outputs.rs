//! The program's own outputs.

use super::Output;
use super::lowering::Lowering;
use super::node::Node;
use crate::program::OutputValue;

pub(super) fn lower_all(cx: &mut Lowering) {
    let program = cx.program;
    for output in &program.outputs {
        let value = value(cx, &output.value);
        let output = Output {
            name: output.name.clone(),
            docs: output.docs.clone(),
            value,
        };
        cx.result.outputs.push(output);
    }
}

fn value(cx: &Lowering, value: &OutputValue) -> Option<Node> {
    Some(match value {
        OutputValue::Null => return None,
        OutputValue::Bool(value) => Node::Bool(*value),
        OutputValue::Int(value) => Node::Int(*value),
        OutputValue::Decimal(value) => Node::Decimal(*value),
        OutputValue::Text(text) => cx.value(text),
        OutputValue::List(items) => Node::List(
            items
                .iter()
                .filter_map(|item| self::value(cx, item))
                .collect(),
        ),
        OutputValue::Map(entries) => {
            let entry = |(key, item): &(_, OutputValue)| {
                let key: &smol_str::SmolStr = key;
                Some((key.clone(), self::value(cx, item)?))
            };
            Node::Map(entries.iter().filter_map(entry).collect())
        }
    })
}
