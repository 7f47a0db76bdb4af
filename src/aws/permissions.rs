//! The policies an identity needs for `plan` and for `apply`, made from the calls the code can
//! make: `docs/permissions.md` is this module's text, and a test says when it is stale.

use super::client::{CALLS, Call, Effect, Op, Service};
use serde_json::{Value, json};

/// Where a policy is for; each may be a placeholder.
#[derive(Clone, Debug)]
pub struct Scope {
    pub partition: String,
    pub account: String,
    pub region: String,
    pub project: String,
}

impl Scope {
    /// What the documentation shows.
    pub fn placeholders() -> Scope {
        let text = str::to_owned;
        Scope {
            partition: text("aws"),
            account: text("ACCOUNT"),
            region: text("REGION"),
            project: text("PROJECT"),
        }
    }

    fn iam(&self, kind: &str) -> String {
        let Scope {
            partition,
            account,
            project,
            ..
        } = self;
        format!("arn:{partition}:iam::{account}:{kind}/batchlang/{project}/*")
    }

    fn regional(&self, service: &str) -> String {
        let Scope {
            partition,
            account,
            region,
            ..
        } = self;
        format!("arn:{partition}:{service}:{region}:{account}:*")
    }
}

fn actions(keep: impl Fn(&Call) -> bool) -> Vec<&'static str> {
    let mut actions: Vec<&str> = CALLS
        .iter()
        .filter(|call| call.service.deploys() && keep(call))
        .map(|call| call.permission)
        .collect();
    actions.sort_unstable();
    actions
}

fn reads(call: &Call) -> bool {
    call.effect == Effect::Read
}

/// Everything `plan`, `drift`, `outputs` and a refused `apply` call. Most of it AWS cannot limit
/// to single resources.
pub fn plan_policy() -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "Read",
            "Effect": "Allow",
            "Action": actions(reads),
            "Resource": "*",
        }],
    })
}

/// What `apply`, `destroy` and `adopt` call: reading everywhere, writing IAM only under the
/// project's path, and passing only those roles.
pub fn apply_policy(scope: &Scope) -> Value {
    let writes = |service: Service| move |call: &Call| call.service == service && !reads(call);
    let on = |part: &str| {
        let part = part.to_owned();
        move |call: &Call| {
            let profile = call.name.contains("InstanceProfile");
            let linked = call.op == Op::CreateServiceLinkedRole;
            writes(Service::Iam)(call) && !linked && (profile == (part == "instance-profile"))
        }
    };
    // EC2 checks a request against each thing it touches: its own and those it only names.
    json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": actions(reads),
                "Resource": "*",
            },
            {
                "Sid": "Batch",
                "Effect": "Allow",
                "Action": actions(writes(Service::Batch)),
                "Resource": scope.regional("batch"),
            },
            {
                "Sid": "Network",
                "Effect": "Allow",
                "Action": actions(writes(Service::Ec2)),
                "Resource": scope.regional("ec2"),
            },
            {
                "Sid": "Roles",
                "Effect": "Allow",
                "Action": actions(on("role")),
                "Resource": scope.iam("role"),
            },
            {
                "Sid": "InstanceProfiles",
                "Effect": "Allow",
                "Action": actions(on("instance-profile")),
                "Resource": scope.iam("instance-profile"),
            },
            {
                "Sid": "PassRoles",
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": scope.iam("role"),
                "Condition": {"StringEquals": {"iam:PassedToService": PASSED_TO}},
            },
            {
                "Sid": "BatchOwnRole",
                "Effect": "Allow",
                "Action": Op::CreateServiceLinkedRole.permission(),
                "Resource": format!(
                    "arn:{}:iam::{}:role/aws-service-role/batch.amazonaws.com/*",
                    scope.partition, scope.account
                ),
                "Condition": {"StringEquals": {"iam:AWSServiceName": "batch.amazonaws.com"}},
            },
        ],
    })
}

/// The services the roles of a program are for.
const PASSED_TO: &[&str] = &[
    "batch.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "spotfleet.amazonaws.com",
];

/// `docs/permissions.md`.
pub fn page() -> String {
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let scope = Scope::placeholders();
    let mut out = format!(
        "<!-- Made from src/aws/permissions.rs; BATCHLANG_BLESS=1 cargo test writes it anew. -->\n\
         # Permissions\n\n\
         `check`, `fmt`, `compile` and the other offline commands need none. What follows is what the\n\
         calls of the other commands need, and no more. `PROJECT` is the name behind `project` in the\n\
         file; `ACCOUNT` and `REGION` are where it is deployed.\n\n\
         A call that is denied stops the command with the name of the permission that is missing.\n\
         `batchlang sandbox --policy FILE` enforces a policy, so a narrower one can be tried without AWS.\n\n\
         ## plan, drift, outputs\n\n\
         They change nothing. AWS takes no single resources for most of these permissions.\n\n\
         ```json\n{}\n```\n\n\
         ## apply, destroy, adopt\n\n\
         Roles are only written under the path `/batchlang/PROJECT/`, and only they can be handed to AWS\n\
         Batch. Add the ARNs of roles of your own that a file names (`existing role`) to `PassRoles`, and\n\
         the ARN of a role you adopt to `Roles`. A permissions boundary set with `permissions_boundary`\n\
         needs no further permission.\n\n\
         ```json\n{}\n```\n\n\
         ## What each is for\n\n\
         | permission | what for |\n| --- | --- |\n",
        pretty(&plan_policy()),
        pretty(&apply_policy(&scope)),
    );
    for call in CALLS.iter().filter(|call| call.service.deploys()) {
        out.push_str(&format!("| `{}` | {} |\n", call.permission, call.purpose));
    }
    out.push_str("| `iam:PassRole` | Hands the project's roles to AWS Batch, EC2 and ECS. |\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_that_of_the_calls() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md");
        if std::env::var_os("BATCHLANG_BLESS").is_some() {
            std::fs::write(path, page()).expect("the page can be written");
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == page(),
            "docs/permissions.md is stale: BATCHLANG_BLESS=1 cargo test"
        );
    }

    #[test]
    fn every_call_is_allowed_once() {
        let policy = apply_policy(&Scope::placeholders());
        let text = policy.to_string();
        for call in CALLS.iter().filter(|call| call.service.deploys()) {
            let quoted = format!("\"{}\"", call.permission);
            assert_eq!(text.matches(&quoted).count(), 1, "{quoted}");
        }
        let plan = plan_policy().to_string();
        assert!(!plan.contains("Create") && !plan.contains("Delete") && !plan.contains("Tag\""));
    }
}
