//! Pods on EKS.
//!
//! `cpu`, `memory` and `gpus` of a container become Kubernetes requests and limits: memory and
//! GPUs must be equal in both, and a CPU limit equal to the request keeps jobs from taking each
//! other's time.

use super::lowering::Lowering;
use super::node::{Node, Tree};
use super::walk::{encode, walk};
use crate::program::{Block, Object};
use crate::vocabulary::Encode;
use smol_str::SmolStr;

pub(super) fn lower(cx: &Lowering, block: &Block, tree: &mut Tree) {
    let Some(pod) = block.object("pod_properties") else {
        return;
    };
    let path = (
        "eksProperties.podProperties",
        "eks_properties.pod_properties",
    );
    tree.set(path.0, path.1, Node::Object(properties(cx, pod)));
}

/// The pod of a node range. It lies in a JSON document that Terraform passes on, so the document
/// may hold what the provider has no argument for.
pub(super) fn in_range(cx: &Lowering, pod: &Object, tree: &mut Tree) {
    let mut properties = Node::Object(properties(cx, pod));
    with_names_of_aws(&mut properties);
    let path = "eksProperties.podProperties";
    tree.set(path, path, properties);
}

fn with_names_of_aws(node: &mut Node) {
    match node {
        Node::Object(tree) => {
            for field in &mut tree.fields {
                field.terraform = Some(field.aws.clone());
                with_names_of_aws(&mut field.value);
            }
        }
        Node::List(items) => items.iter_mut().for_each(with_names_of_aws),
        _ => {}
    }
}

fn properties(cx: &Lowering, pod: &Object) -> Tree {
    let lists = ["containers", "init_containers"];
    let mut properties = walk(cx, pod, &lists).root;
    for (list, aws) in [
        ("containers", "containers"),
        ("init_containers", "initContainers"),
    ] {
        let containers = pod
            .objects(list)
            .map(|object| container(cx, object))
            .collect();
        properties.set(aws, list, Node::List(containers));
    }
    properties
}

fn container(cx: &Lowering, object: &Object) -> Node {
    let mut tree = walk(cx, object, &["cpu", "memory", "gpus", "resources"]).root;
    let written = object.object("resources");
    let mut resources = Tree::default();
    for side in ["requests", "limits"] {
        let entries = quantities(cx, object, written, side);
        resources.set(side, side, Node::Map(entries));
    }
    tree.set("resources", "resources", Node::Object(resources));
    Node::Object(tree)
}

/// The three quantities and what `resources` says of this side, which wins.
fn quantities(
    cx: &Lowering,
    object: &Object,
    written: Option<&Object>,
    side: &str,
) -> Vec<(SmolStr, Node)> {
    let mut entries: Vec<(SmolStr, Node)> = Vec::new();
    if let Some(cpu) = object.number("cpu") {
        entries.push(("cpu".into(), Node::text(cpu.to_string())));
    }
    if let Some(memory) = object.size("memory") {
        entries.push(("memory".into(), Node::text(format!("{}Mi", memory >> 20))));
    }
    if let Some(gpus) = object.int("gpus") {
        entries.push(("nvidia.com/gpu".into(), Node::text(gpus.to_string())));
    }
    for (key, value) in written.map(|written| written.map(side)).unwrap_or(&[]) {
        let Some(value) = encode(cx, Encode::Text, value) else {
            continue;
        };
        match entries.iter_mut().find(|(name, _)| *name == key.text) {
            Some(entry) => entry.1 = value,
            None => entries.push((key.text.clone(), value)),
        }
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}
