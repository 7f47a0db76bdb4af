//! Decides by an IAM policy document whether a call is allowed (`--policy FILE`).

use serde_json::Value;

/// Whether the document allows `action` (`batch:CreateJobQueue`) on any of `resources` (ARNs; `*`
/// where the action has none). `context` has condition keys such as `iam:PassedToService`.
pub fn allows(
    document: &Value,
    action: &str,
    resources: &[String],
    context: &[(String, String)],
) -> bool {
    let _ = (document, action, resources, context);
    todo!("H3")
}
