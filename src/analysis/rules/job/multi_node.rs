//! Multi-node jobs: which nodes a range means, and that all of them are covered.

use super::super::facts::Facts;
use super::containers::{form_of, place};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Object};
use crate::vocabulary::Form;

codes! {
    UNCOVERED_NODES = "uncovered-nodes", Error, "nodes that no range of a multi-node job describes";
    NODE_OUT_OF_RANGE = "node-out-of-range", Error, "a node number beyond the last node";
    MIXED_NODE_RANGES = "mixed-node-ranges", Error, "pods and containers on the nodes of one job";
    DUPLICATE_NODE_RANGE = "duplicate-node-range", Error, "two ranges for the same nodes";
}

/// The nodes `first..=last` of a range, as `target_nodes` writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nodes {
    pub first: i64,
    pub last: i64,
}

impl Nodes {
    /// `a:b`, `:b`, `a:` or `n` of a job with `count` nodes.
    pub fn parse(text: &str, count: i64) -> Option<Nodes> {
        let number = |text: &str, default: i64| match text.trim() {
            "" => Some(default),
            digits => digits.parse().ok(),
        };
        let (first, last) = match text.split_once(':') {
            Some((first, last)) => (number(first, 0)?, number(last, count - 1)?),
            None => {
                let node = text.trim().parse().ok()?;
                (node, node)
            }
        };
        Some(Nodes { first, last })
    }

    pub fn contains(self, node: i64) -> bool {
        self.first <= node && node <= self.last
    }

    pub fn len(self) -> i64 {
        self.last - self.first + 1
    }
}

/// The range that describes a node: of those that hold it, the narrowest.
pub fn range_of<'a>(ranges: &[(Nodes, &'a Object)], node: i64) -> Option<&'a Object> {
    let holding = ranges.iter().filter(|(nodes, _)| nodes.contains(node));
    holding
        .min_by_key(|(nodes, _)| nodes.len())
        .map(|(_, object)| *object)
}

/// The ranges of a multi-node job; `None` where one is unknown.
pub fn ranges_of(definition: &Block) -> Option<(i64, Vec<(Nodes, &Object)>)> {
    let count = definition.int("num_nodes")?;
    let ranges = definition.list("node_ranges").iter().map(|value| {
        let object = value.as_object()?;
        Some((Nodes::parse(object.str("target_nodes")?, count)?, object))
    });
    Some((count, ranges.collect::<Option<_>>()?))
}

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(form) = definition.form() else {
        return;
    };

    if form != Form::MultiNode {
        return;
    }
    mixed(definition, out);
    let Some(number) = definition.field("num_nodes") else {
        return;
    };
    let Some((count, ranges)) = ranges_of(definition) else {
        return;
    };
    main_node(definition, number, count, out);
    let before = out.len();
    for (at, (nodes, object)) in ranges.iter().enumerate() {
        let Some(field) = object.field("target_nodes") else {
            continue;
        };
        bounds(*nodes, field, number, count, out);
        if let Some((_, first)) = ranges[..at].iter().find(|(other, _)| other == nodes) {
            duplicate(first, field, out);
        }
    }
    if out.len() == before {
        covered(definition, number, count, &ranges, out);
    }
}

/// A job runs in one compute environment, and that is on ECS or on EKS.
fn mixed(definition: &Block, out: &mut Vec<Diagnostic>) {
    let pod = definition
        .objects("node_ranges")
        .find_map(|range| range.field("pod_properties"));
    let other = definition
        .objects("node_ranges")
        .filter(|range| form_of(range) != Form::Pod)
        .find_map(|range| range.field("containers").or(range.field("image")));
    let (Some(pod), Some(other)) = (pod, other) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &MIXED_NODE_RANGES,
            other.name_span,
            format!("`{}` has pods on some nodes and containers on others", definition.label),
        )
        .label("runs on ECS")
        .also(pod.name_span, "runs on EKS")
        .why("all nodes of a job run in one compute environment, which stands on ECS or on EKS: some of them could never start")
        .help("write `pod_properties` in every range, or in none"),
    );
}

fn main_node(definition: &Block, number: &Field, count: i64, out: &mut Vec<Diagnostic>) {
    let Some(field) = definition.field("main_node") else {
        return;
    };
    let Some(main) = field.value.as_int().filter(|main| *main >= count) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &NODE_OUT_OF_RANGE,
            field.value.span,
            format!("there is no node {main} among {count}"),
        )
        .label(format!("0 to {}", count - 1))
        .also(place(number), format!("{count} nodes, counted from 0"))
        .why("nodes are counted from 0, and AWS wants `mainNode` to be less than `numNodes`")
        .help("the first node is `main_node = 0`")
        .maybe_fix("write `0`", field.value.span, "0"),
    );
}

fn bounds(nodes: Nodes, field: &Field, number: &Field, count: i64, out: &mut Vec<Diagnostic>) {
    let finding = |message: String| {
        Diagnostic::new(&NODE_OUT_OF_RANGE, field.value.span, message)
            .also(place(number), format!("{count} nodes, counted from 0"))
            .why("nodes are counted from 0 to `numNodes` − 1; AWS refuses a range beyond")
    };
    if nodes.last >= count {
        let fixed = if nodes.first >= count {
            "0:".to_owned()
        } else {
            format!("{}:{}", nodes.first, count - 1)
        };
        out.push(
            finding(format!("there is no node {} among {count}", nodes.last))
                .label(format!("the last node is {}", count - 1))
                .help(format!("write `{fixed}`"))
                .maybe_fix(
                    format!("write `{fixed}`"),
                    field.value.span,
                    format!("\"{fixed}\""),
                ),
        );
    } else if nodes.first > nodes.last {
        out.push(
            finding("the range runs backwards".into())
                .label("from the greater to the smaller")
                .help(format!("write `{}:{}`", nodes.last, nodes.first))
                .maybe_fix(
                    "turn it round",
                    field.value.span,
                    format!("\"{}:{}\"", nodes.last, nodes.first),
                ),
        );
    }
}

fn duplicate(first: &Object, field: &Field, out: &mut Vec<Diagnostic>) {
    let mut finding = Diagnostic::new(
        &DUPLICATE_NODE_RANGE,
        field.value.span,
        "two ranges describe the same nodes",
    )
    .label("again")
    .why(
        "an inner range overrides the one around it; of two equal ones nobody can tell which holds",
    )
    .help("keep one of them");
    if let Some(first) = first.field("target_nodes") {
        finding = finding.also(first.value.span, "first");
    }
    out.push(finding);
}

fn covered(
    definition: &Block,
    number: &Field,
    count: i64,
    ranges: &[(Nodes, &Object)],
    out: &mut Vec<Diagnostic>,
) {
    let Some(first) = (0..count.min(1000)).find(|node| range_of(ranges, *node).is_none()) else {
        return;
    };
    let after = (first..count)
        .find(|node| range_of(ranges, *node).is_some())
        .unwrap_or(count);
    let missing = match after - first {
        1 => format!("node {first}"),
        _ => format!("nodes {first} to {}", after - 1),
    };
    let Some(field) = definition.field("node_ranges") else {
        return;
    };
    let mut finding = Diagnostic::new(
        &UNCOVERED_NODES,
        field.name_span,
        format!("no range describes {missing}"),
    )
    .label(format!("{missing}: with which image?"))
    .also(place(number), format!("{count} nodes, counted from 0"))
    .why("AWS wants the node ranges to account for all nodes, 0 to `numNodes` − 1")
    .help("let a range end open (`\"1:\"` is node 1 and all behind it)");
    for (_, object) in ranges {
        if let Some(field) = object.field("target_nodes") {
            finding = finding.also(field.value.span, "covered");
        }
    }
    out.push(finding);
}

#[cfg(test)]
mod tests {
    use super::Nodes;

    #[test]
    fn ranges_may_be_open() {
        let nodes = |text| Nodes::parse(text, 8).map(|nodes| (nodes.first, nodes.last));
        assert_eq!(nodes("0:3"), Some((0, 3)));
        assert_eq!(nodes(":3"), Some((0, 3)));
        assert_eq!(nodes("4:"), Some((4, 7)));
        assert_eq!(nodes("5"), Some((5, 5)));
        assert_eq!(nodes("x"), None);
    }
}
