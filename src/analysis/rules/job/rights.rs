//! What a role may do, as far as its statements and AWS's managed policies say. Where it cannot
//! be told the answer is "it may", so that nothing is missed by mistake.

use crate::program::{Block, Object, Text, TextPart};

/// AWS's managed policies that matter here: what they allow on everything.
const MANAGED: [(&str, &[&str]); 17] = [
    ("AdministratorAccess", &["*"]),
    ("PowerUserAccess", &["*"]),
    (
        "AmazonECSTaskExecutionRolePolicy",
        &[
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
    ),
    (
        "AmazonEC2ContainerServiceforEC2Role",
        &[
            "ec2:DescribeTags",
            "ecs:*",
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
    ),
    (
        "SecretsManagerReadWrite",
        &["secretsmanager:*", "kms:DescribeKey", "kms:ListKeys"],
    ),
    (
        "AWSSecretsManagerClientReadOnlyAccess",
        &["secretsmanager:GetSecretValue"],
    ),
    (
        "AmazonSSMReadOnlyAccess",
        &["ssm:Describe*", "ssm:Get*", "ssm:List*"],
    ),
    ("AmazonSSMFullAccess", &["ssm:*"]),
    (
        "AmazonSSMManagedInstanceCore",
        &["ssm:GetParameters", "ssm:GetParameter"],
    ),
    ("CloudWatchLogsFullAccess", &["logs:*"]),
    (
        "AmazonEC2ContainerRegistryReadOnly",
        &[
            "ecr:Get*",
            "ecr:BatchGetImage",
            "ecr:BatchCheckLayerAvailability",
        ],
    ),
    ("AmazonEC2ContainerRegistryPowerUser", &["ecr:*"]),
    ("AmazonEC2ContainerRegistryFullAccess", &["ecr:*"]),
    (
        "AWSBatchServiceRole",
        &["ec2:*", "ecs:*", "autoscaling:*", "logs:*", "iam:*"],
    ),
    (
        "AmazonEC2SpotFleetTaggingRole",
        &["ec2:*", "iam:PassRole", "elasticloadbalancing:*"],
    ),
    ("AmazonECS_FullAccess", &["ecs:*", "logs:*"]),
    (
        "AmazonECSInfrastructureRolePolicyForManagedInstances",
        &["ec2:*", "iam:CreateServiceLinkedRole"],
    ),
];

/// Beginnings of managed policies that give nothing asked for here: they are about data.
const ELSEWHERE: [&str; 8] = [
    "AmazonS3",
    "AmazonDynamoDB",
    "AmazonSQS",
    "AmazonSNS",
    "AmazonRDS",
    "AmazonAthena",
    "AmazonElasticFileSystem",
    "CloudWatchAgentServerPolicy",
];

/// `arn:aws:iam::aws:policy/service-role/NAME` or `NAME`: the last part.
pub fn managed_name(policy: &str) -> &str {
    policy.rsplit('/').next().unwrap_or(policy)
}

/// Whether a role may do `action` on a resource; `resource` is the part of its ARN behind the
/// account (`secret:prod/db-??????`), or `None` for actions that know no resource.
pub fn may(role: &Block, action: &str, resource: Option<&Resource>) -> bool {
    if role.existing || role.broken {
        return true;
    }
    by_managed(role, action) || by_statement(role, action, resource)
}

/// A thing a statement may name.
pub struct Resource {
    /// The part of the ARN behind region and account.
    pub tail: String,
    /// The declaration whose `.arn` also names it.
    pub block: Option<crate::program::BlockId>,
}

fn by_managed(role: &Block, action: &str) -> bool {
    let Some(value) = role.get("managed_policies") else {
        return false;
    };
    let Some(list) = value.as_list() else {
        return true;
    };
    list.iter().any(|policy| {
        let Some(text) = policy.as_text() else {
            return true;
        };
        let shown = text.display();
        let name = managed_name(&shown);
        // A policy of one's own has the account in its ARN.
        let own = shown.starts_with("arn:") && !shown.contains(":iam::aws:");
        match MANAGED.iter().find(|(known, _)| *known == name) {
            Some((_, actions)) if !own => actions.iter().any(|pattern| matches(pattern, action)),
            _ => own || !ELSEWHERE.iter().any(|start| name.starts_with(start)),
        }
    })
}

fn by_statement(role: &Block, action: &str, resource: Option<&Resource>) -> bool {
    let Some(value) = role.get("allow") else {
        return false;
    };
    let Some(list) = value.as_list() else {
        return true;
    };
    list.iter().any(|statement| match statement.as_object() {
        Some(statement) => allows(statement, action, resource),
        None => true,
    })
}

fn allows(statement: &Object, action: &str, resource: Option<&Resource>) -> bool {
    let unknown = |name: &str| {
        statement
            .get(name)
            .is_some_and(|value| value.as_list().is_none())
    };
    if unknown("actions") || unknown("resources") || statement.broken {
        return true;
    }
    let acts = statement
        .list("actions")
        .iter()
        .any(|pattern| match pattern.as_text() {
            Some(text) => matches(&pattern_of(text), action),
            None => true,
        });
    let Some(resource) = resource.filter(|_| acts && statement.has("resources")) else {
        return acts;
    };
    statement
        .list("resources")
        .iter()
        .any(|pattern| match pattern.as_text() {
            Some(text) => names(text, resource),
            None => true,
        })
}

/// What only AWS knows may be anything.
fn pattern_of(text: &Text) -> String {
    text.parts
        .iter()
        .map(|part| match part {
            TextPart::Literal(text) => text.as_str(),
            _ => "*",
        })
        .collect()
}

fn names(text: &Text, resource: &Resource) -> bool {
    let by_reference = text.parts.iter().any(|part| match part {
        TextPart::Attribute { block, .. } => {
            resource.block.is_none() || Some(*block) == resource.block
        }
        _ => false,
    });
    if by_reference {
        return true;
    }
    let pattern = pattern_of(text);
    if !pattern.starts_with("arn:") {
        return matches(&pattern, &resource.tail);
    }
    // Region and account of the pattern are taken for right.
    match pattern.splitn(6, ':').nth(5) {
        Some(tail) => matches(tail, &resource.tail) || full_name(tail, &resource.tail),
        None => pattern.contains('*'),
    }
}

/// A secret's whole ARN ends in six characters that AWS chose; any six will do here.
fn full_name(pattern: &str, tail: &str) -> bool {
    tail.strip_suffix("??????").is_some_and(|stem| {
        pattern
            .strip_prefix(stem)
            .is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
    })
}

/// IAM's wildcards: `*` any text, `?` any character; letters' case does not count. Linear in time:
/// it goes back to the last `*` only.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        let fits = pattern
            .get(p)
            .is_some_and(|c| *c == b'?' || c.eq_ignore_ascii_case(&text[t]));
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if fits {
            p += 1;
            t += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            p = at + 1;
            t = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards() {
        assert!(matches("s3:Get*", "s3:GetObject"));
        assert!(matches("S3:getobject", "s3:GetObject"));
        assert!(matches("secret:prod/*", "secret:prod/db-??????"));
        assert!(matches("*", ""));
        assert!(!matches("s3:Get*", "s3:PutObject"));
        assert!(!matches("secret:prod/db", "secret:prod/db-??????"));
    }
}
