//! The services VPC endpoints lead to.

/// What AWS names `com.amazonaws.REGION.NAME`, as far as set-ups around Batch meet it.
const INTERFACES: &[&str] = &[
    "athena",
    "autoscaling",
    "batch",
    "bedrock-runtime",
    "cloudformation",
    "dynamodb",
    "ebs",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "ecs-agent",
    "ecs-telemetry",
    "eks",
    "eks-auth",
    "elasticfilesystem",
    "events",
    "fsx",
    "glue",
    "kinesis-firehose",
    "kinesis-streams",
    "kms",
    "lambda",
    "logs",
    "monitoring",
    "rds",
    "rds-data",
    "redshift",
    "s3",
    "sagemaker.api",
    "sagemaker.runtime",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "ssmmessages",
    "states",
    "sts",
    "xray",
];

const GATEWAYS: &[&str] = &["dynamodb", "s3"];

/// The service's own part of a name in this region: `ecr.api`.
pub(super) fn service<'n>(name: &'n str, region: &str) -> Option<&'n str> {
    // China's endpoints have names of both sorts.
    let name = match region.starts_with("cn-") {
        true => name.strip_prefix("cn.").unwrap_or(name),
        false => name,
    };
    name.strip_prefix("com.amazonaws.")?
        .strip_prefix(region)?
        .strip_prefix('.')
}

/// Whether the region has an endpoint of that sort to a service.
pub(super) fn exists(name: &str, region: &str, gateway: bool) -> bool {
    let known = if gateway { GATEWAYS } else { INTERFACES };
    service(name, region).is_some_and(|service| known.contains(&service))
}

/// The name a service has within a VPC: `api.ecr.eu-west-1.amazonaws.com`.
pub(super) fn private_name(service: &str, region: &str) -> String {
    let mut parts: Vec<&str> = service.split('.').collect();
    parts.reverse();
    format!("{}.{region}.amazonaws.com", parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names() {
        assert!(exists(
            "com.amazonaws.eu-west-1.ecr.api",
            "eu-west-1",
            false
        ));
        assert!(!exists(
            "com.amazonaws.us-east-1.ecr.api",
            "eu-west-1",
            false
        ));
        assert!(!exists("com.amazonaws.eu-west-1.ecs", "eu-west-1", true));
        assert!(exists("com.amazonaws.eu-west-1.s3", "eu-west-1", true));
        assert!(exists(
            "cn.com.amazonaws.cn-north-1.ecs",
            "cn-north-1",
            false
        ));
        assert_eq!(
            private_name("ecr.api", "eu-west-1"),
            "api.ecr.eu-west-1.amazonaws.com"
        );
    }
}
