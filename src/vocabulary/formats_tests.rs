//! Texts of each format, and texts that are not.

use super::*;

fn refuses(format: Format, text: &str, because: &str) {
    let problem = format_problem(format, text).unwrap_or_default();
    assert!(
        problem.contains(because),
        "{text:?} as {format:?}: {problem:?}"
    );
}

#[test]
fn sound_texts_pass() {
    for (format, text) in [
        (Format::BatchName, "spot-pool_1"),
        (Format::RoleName, "a.b@c=d"),
        (Format::Arn, "arn:aws:iam::123456789012:role/team/x"),
        (
            Format::Arn,
            "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        ),
        (
            Format::Arn,
            "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:prod/db-AbCdEf",
        ),
        (Format::Region, "eu-west-1"),
        (Format::Region, "us-gov-east-1"),
        (Format::Account, "123456789012"),
        (Format::Cidr, "10.0.0.0/8"),
        (Format::Cidr, "0.0.0.0/0"),
        (Format::Cidr, "::/0"),
        (Format::Cidr, "2001:db8::/32"),
        (Format::Image, "busybox"),
        (Format::Image, "localhost:5000/a/b:1.2"),
        (
            Format::Image,
            "quay.io/biocontainers/bwa-mem2:2.2.1--hdf58011_5",
        ),
        (Format::Image, "a/b@sha256:0123456789abcdef"),
        (Format::VpcId, "vpc-0123456789abcdef0"),
        (Format::SubnetId, "subnet-12345678"),
        (Format::ManagedPolicy, "service-role/AWSBatchServiceRole"),
        (Format::Action, "s3:Get*"),
        (Format::ServicePrincipal, "ecs-tasks.amazonaws.com"),
        (Format::AvailabilityZone, "eu-west-1a"),
        (Format::AvailabilityZone, "us-east-1-bos-1a"),
        (Format::NodeRange, "0:3"),
        (Format::NodeRange, ":3"),
        (Format::NodeRange, "4:"),
        (Format::NodeRange, "0"),
        (Format::ShareIdentifier, "team*"),
        (Format::RetryPattern, "Host EC2*"),
        (Format::RetryPattern, "*"),
        (Format::ExitCodePattern, "13*"),
        (Format::KubernetesNamespace, "batch-jobs"),
        (Format::PlatformVersion, "LATEST"),
    ] {
        assert_eq!(format_problem(format, text), None, "{text:?} as {format:?}");
    }
}

#[test]
fn others_are_told_why() {
    refuses(Format::BatchName, "-a", "start with a letter or digit");
    refuses(Format::BatchName, "a b", "not a space");
    refuses(Format::BatchName, "größe", "not `ö`");
    refuses(Format::BatchName, &"x".repeat(129), "at most 128");
    refuses(Format::Arn, "role/x", "must be an ARN");
    refuses(Format::Arn, "arn:aws:iam::12345:role/x", "twelve digits");
    refuses(Format::Account, "12345678901", "twelve digits");
    refuses(Format::Region, "EU West", "must be a region");
    refuses(Format::Cidr, "10.0.0.1/16", "`10.0.0.0/16`");
    refuses(Format::Cidr, "10.0.0.0/33", "0 to 32");
    refuses(Format::Cidr, "10.0.0.0", "`10.0.0.0/32`");
    refuses(Format::Cidr, "2001:db8::1/32", "`2001:db8::/32`");
    refuses(Format::Cidr, "everywhere", "block of addresses");
    refuses(Format::Image, "https://ghcr.io/x", "scheme");
    refuses(Format::Image, "busybox:", "registry/name:tag");
    refuses(Format::SecurityGroupId, "vpc-12345678", "`sg-`");
    refuses(Format::Action, "GetObject", "s3:GetObject");
    refuses(Format::NodeRange, "3:1", "0:3");
    refuses(Format::ShareIdentifier, "team-a", "not `-`");
    refuses(Format::RetryPattern, "*x*", "at the end only");
    refuses(Format::KubernetesNamespace, "kube-system", "refuses");
    refuses(Format::KubernetesNamespace, "Batch", "lower-case");
    refuses(Format::AbsolutePath, "data", "absolute");
}
