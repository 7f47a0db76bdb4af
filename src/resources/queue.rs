//! Job queues, scheduling policies, and the kinds a walk over the vocabulary says all about.

use super::lowering::Lowering;
use super::name::Name;
use super::node::{Node, Tree};
use super::walk::walk;
use crate::program::Block;

pub(super) fn lower_queue(cx: &mut Lowering, block: &Block) {
    let mut tree = Tree::default();
    let state = block.word("state").unwrap_or("ENABLED");
    tree.set("state", "state", Node::text(state));
    // Environments go by ARN: AWS answers with it, and a name would be a change for ever.
    tree.merge(walk(cx, block, &["name", "state", "tags"]).root);
    let services = block.has("service_environments");
    if let Some(Node::List(actions)) = tree.get_mut("jobStateTimeLimitActions") {
        for action in actions {
            if let Node::Object(action) = action {
                complete(action, if services { "TERMINATE" } else { "CANCEL" });
            }
        }
    }
    let name = Name::fixed(cx.name_of(block));
    cx.add_main(block, name, tree);
}

/// A time-limit action says all of its fields.
fn complete(action: &mut Tree, what: &str) {
    for (field, value) in [("state", "RUNNABLE"), ("action", what)] {
        if !action.has(field) {
            action.set(field, field, Node::text(value));
        }
    }
}

pub(super) fn lower_policy(cx: &mut Lowering, block: &Block) {
    let tree = walk(cx, block, &["name", "tags"]).root;
    let name = Name::fixed(cx.name_of(block));
    cx.add_main(block, name, tree);
}

/// Consumable resources, service environments, quota shares.
pub(super) fn lower_plain(cx: &mut Lowering, block: &Block) {
    lower_policy(cx, block);
}
