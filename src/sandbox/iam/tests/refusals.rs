//! What IAM refuses.

use super::{POLICY, Sandbox, TRUST};

#[test]
fn refuses_broken_documents() {
    let mut s = Sandbox::new();
    s.role("r");
    let trusts = [
        "",
        "[]",
        r#"{"Statement":[]}"#,
        r#"{"Version":"2012-10-17"}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2"},"Action":"sts:AssumeRole"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"s3:*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Actions":"sts:AssumeRole"}]}"#,
    ];
    for trust in trusts {
        let fields = [("RoleName", "n"), ("AssumeRolePolicyDocument", trust)];
        let fault = s.fails("CreateRole", &fields);
        assert_eq!(
            (fault.0, fault.1),
            (400, "MalformedPolicyDocument"),
            "{trust}"
        );
    }
    let policies = [
        TRUST,
        "{",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":[]}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringsEqual":{"aws:x":"y"}}}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
    ];
    for policy in policies {
        let fields = [
            ("RoleName", "r"),
            ("PolicyName", "p"),
            ("PolicyDocument", policy),
        ];
        assert_eq!(
            s.fails("PutRolePolicy", &fields).1,
            "MalformedPolicyDocument",
            "{policy}"
        );
    }
    let long = POLICY.replace(
        "logs:CreateLogGroup",
        &format!("logs:{}", "x".repeat(10_240)),
    );
    let fields = [
        ("RoleName", "r"),
        ("PolicyName", "p"),
        ("PolicyDocument", &long),
    ];
    let (status, code, message) = s.fails("PutRolePolicy", &fields);
    assert_eq!((status, code), (409, "LimitExceeded"));
    assert_eq!(
        message,
        "Maximum policy size of 10240 bytes exceeded for role r"
    );
}

#[test]
fn refuses_broken_parameters() {
    let mut s = Sandbox::new();
    let long = "x".repeat(65);
    for extra in [
        ("RoleName", long.as_str()),
        ("RoleName", "a b"),
        ("RoleName", ""),
        ("Path", "x"),
        ("Path", "/x"),
        ("MaxSessionDuration", "3599"),
        ("MaxSessionDuration", "43201"),
        ("Tags.member.1.Key", ""),
        ("Tags.member.1.Key", "a;b"),
    ] {
        let mut fields = vec![("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
        fields.retain(|(name, _)| *name != extra.0);
        fields.push(extra);
        assert_eq!(
            s.fails("CreateRole", &fields).1,
            "ValidationError",
            "{extra:?}"
        );
    }
    let (status, code, message) = s.fails("GetRole", &[]);
    assert_eq!((status, code), (400, "ValidationError"));
    assert_eq!(
        message,
        "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(s.fails("GetUser", &[]).1, "InvalidAction");
    s.role("r");
    for (arn, code) in [
        ("arn:aws:iam::aws:policy/NoSuchPolicy", "NoSuchEntity"),
        ("arn:aws:iam::123456789012:policy/mine", "NoSuchEntity"),
        ("AmazonECSTaskExecutionRolePolicy", "InvalidInput"),
    ] {
        let fields = [("RoleName", "r"), ("PolicyArn", arn)];
        assert_eq!(s.fails("AttachRolePolicy", &fields).1, code);
    }
    let fields = [
        ("RoleName", "r"),
        (
            "PermissionsBoundary",
            "arn:aws:iam::123456789012:policy/mine",
        ),
    ];
    assert_eq!(
        s.fails("PutRolePermissionsBoundary", &fields).1,
        "NoSuchEntity"
    );
    s.ok(
        "CreatePolicy",
        &[("PolicyName", "mine"), ("PolicyDocument", POLICY)],
    );
    s.ok("PutRolePermissionsBoundary", &fields);
    let got = s.ok("GetRole", &[("RoleName", "r")]);
    let bound = got.at("GetRoleResult/Role/PermissionsBoundary/PermissionsBoundaryArn");
    assert_eq!(bound, Some("arn:aws:iam::123456789012:policy/mine"));
    let arn = [("PolicyArn", "arn:aws:iam::123456789012:policy/mine")];
    assert_eq!(s.fails("DeletePolicy", &arn).1, "DeleteConflict");
    s.ok("DeleteRolePermissionsBoundary", &[("RoleName", "r")]);
    s.ok("DeletePolicy", &arn);
}
