//! What AWS means when it says that a compute environment or a queue is INVALID, and what to do.
//!
//! Batch has no codes for this, only texts (`statusReason`); they are matched by their telling
//! part. Sources: the AWS Batch troubleshooting guide and issues of the tools that met them.

/// What is known of a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Part of the text, in lower case.
    text: &'static str,
    /// One clause, no full stop.
    pub meaning: &'static str,
    /// What to do about it.
    pub help: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// IAM's changes take a while to reach every service: wait and have Batch look again.
    MayPass,
    /// Waiting changes nothing.
    Lasting,
}

use Kind::{Lasting, MayPass};

const TABLE: &[Known] = &[
    known(
        "not authorized to perform sts:assumerole",
        "AWS Batch may not take on a role of the environment: the role is new and has not spread through IAM yet, or its trust policy lets somebody else in",
        "if it stays, look at the role's trust policy: Batch takes on `service_role` (batch.amazonaws.com), instances their role (ec2.amazonaws.com)",
        MayPass,
    ),
    known(
        "is not authorized to perform",
        "a role of the environment lacks a permission, or its policy has not spread through IAM yet",
        "if it stays, give the role the permission the text names; with AWS's service-linked role (no `service_role`) this cannot happen",
        MayPass,
    ),
    known(
        "iamfleetrole is invalid",
        "EC2 does not see the Spot fleet role yet, or it is no role for Spot fleets",
        "if it stays, the role must let spotfleet.amazonaws.com in and carry AmazonEC2SpotFleetTaggingRole; or choose a strategy other than BEST_FIT, which needs no such role",
        MayPass,
    ),
    known(
        "instance profile",
        "EC2 does not see the instance profile yet, or there is none of that name: `instance_role` is an instance profile, which a role alone is not",
        "if it stays, name a `role` or an `existing instance_profile` in `instance_role`",
        MayPass,
    ),
    known(
        "invalid iaminstanceprofile",
        "EC2 does not see the instance profile yet, or it is a role's ARN",
        "if it stays, name a `role` or an `existing instance_profile` in `instance_role`",
        MayPass,
    ),
    known(
        "invalid iam instance profile",
        "EC2 does not see the instance profile yet",
        "if it stays, name a `role` or an `existing instance_profile` in `instance_role`",
        MayPass,
    ),
    known(
        "ami cannot be described",
        "the account may not use the machine image, or it is one of the Marketplace that nobody has subscribed to",
        "subscribe to the image or have it shared with this account, or leave `ami_id` out",
        Lasting,
    ),
    known(
        "clusters can not be blank",
        "somebody deleted the ECS cluster of the environment",
        "an environment without its cluster cannot be mended: `batchlang destroy --target` it, or delete it in the console, and apply again",
        Lasting,
    ),
    known(
        "none of the instances joined the underlying ecs cluster",
        "instances started but never reached ECS: there is no way out of their subnets, their security group lets nothing out, the image has no ECS agent, or user data broke it",
        "check the subnets' route to the internet (or VPC endpoints for ecs, ecr, logs), `egress` of the network, the image and `user_data`",
        Lasting,
    ),
    known(
        "invalid imagetype",
        "AWS Batch does not know the image type any more",
        "leave `image_type` out, or choose ECS_AL2023",
        Lasting,
    ),
    known(
        "user data is not mime multipart",
        "the launch template's user data is not a MIME multipart document, beside which AWS Batch puts its own part",
        "write `user_data` in the environment, which is wrapped as it must be, instead of in a launch template of your own",
        Lasting,
    ),
    known(
        "userdata is not mime multipart",
        "the launch template's user data is not a MIME multipart document, beside which AWS Batch puts its own part",
        "write `user_data` in the environment, which is wrapped as it must be, instead of in a launch template of your own",
        Lasting,
    ),
    known(
        "eks cluster version",
        "AWS Batch does not support the cluster's version of Kubernetes",
        "update the cluster",
        Lasting,
    ),
    known(
        "unable to validate kubernetes namespace",
        "the namespace is not there, or the cluster does not let AWS Batch in",
        "create the namespace, and the role and binding that AWS's guide for Batch on EKS has",
        Lasting,
    ),
    known(
        "vcpulimitexceeded",
        "the account's limit of vCPUs for these instance types is reached",
        "ask AWS for a higher quota (Service Quotas, EC2), or take other instance types",
        Lasting,
    ),
];

const fn known(text: &'static str, meaning: &'static str, help: &'static str, kind: Kind) -> Known {
    Known {
        text,
        meaning,
        help,
        kind,
    }
}

/// What is known of a `statusReason`.
pub fn explain(reason: &str) -> Option<&'static Known> {
    let reason = reason.to_ascii_lowercase();
    TABLE.iter().find(|known| reason.contains(known.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_as_aws_writes_them() {
        let kind = |reason| explain(reason).map(|known| known.kind);
        assert_eq!(
            kind(
                "CLIENT_ERROR - User: arn:aws:sts::1:assumed-role/x/aws-batch is not authorized to perform: ecs:DescribeClusters on resource: *"
            ),
            Some(MayPass)
        );
        assert_eq!(
            kind("CLIENT_ERROR - Not authorized to perform sts:AssumeRole on resource"),
            Some(MayPass)
        );
        assert_eq!(
            kind("CLIENT_ERROR - Launch Template UserData is not MIME multipart format"),
            Some(Lasting)
        );
        assert_eq!(kind("ComputeEnvironment Healthy"), None);
    }

    #[test]
    fn the_table_is_in_lower_case() {
        for known in TABLE {
            assert_eq!(known.text, known.text.to_ascii_lowercase());
        }
    }
}
