//! Attributes that follow from a name: ARNs are known before the thing exists.

use super::{Desired, Item};
use crate::aws::model::ItemKind;
use serde_json::{Value, json};

/// What can be said of an item without asking AWS.
pub fn known_from_name(desired: &Desired, item: &Item) -> Vec<(String, Value)> {
    let Some(name) = &item.name else {
        return Vec::new();
    };
    let mut out = vec![("name".to_owned(), json!(name))];
    if let Some(arn) = arn(desired, item, name) {
        match item.address.kind {
            ItemKind::JobDefinition => out.push(("arn_prefix".to_owned(), json!(arn))),
            _ => {
                out.push(("arn".to_owned(), json!(arn)));
                // Terraform's `id`: IAM's names, Batch's ARNs.
                let iam = matches!(
                    item.address.kind,
                    ItemKind::Role | ItemKind::InstanceProfile
                );
                let id = if iam { name.clone() } else { arn };
                out.push(("id".to_owned(), json!(id)));
            }
        }
    }
    out
}

fn arn(desired: &Desired, item: &Item, name: &str) -> Option<String> {
    let Desired {
        partition,
        region,
        account,
        ..
    } = desired;
    let batch = |kind: &str| format!("arn:{partition}:batch:{region}:{account}:{kind}/{name}");
    let iam = |kind: &str| {
        let path = item
            .properties
            .get("Path")
            .and_then(Value::as_str)
            .unwrap_or("/");
        format!("arn:{partition}:iam::{account}:{kind}{path}{name}")
    };
    Some(match item.address.kind {
        ItemKind::ComputeEnvironment => batch("compute-environment"),
        ItemKind::JobQueue => batch("job-queue"),
        ItemKind::JobDefinition => batch("job-definition"),
        ItemKind::SchedulingPolicy => batch("scheduling-policy"),
        ItemKind::ConsumableResource => batch("consumable-resource"),
        ItemKind::ServiceEnvironment => batch("service-environment"),
        ItemKind::Role => iam("role"),
        ItemKind::InstanceProfile => iam("instance-profile"),
        _ => return None,
    })
}
