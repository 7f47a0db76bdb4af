//! IAM called as the server calls it.

use super::super::query::{Form, decode};
use super::super::xml::Element;
use super::super::{Account, Context, Fault, Options};

struct Sandbox {
    account: Account,
    options: Options,
    now: u64,
}

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:CreateLogGroup","Resource":"*"}]}"#;
const ECS: &str = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

impl Sandbox {
    fn new() -> Sandbox {
        Sandbox {
            account: Account::default(),
            options: Options::default(),
            now: 1_000_000,
        }
    }

    fn call(&mut self, action: &str, fields: &[(&str, &str)]) -> Result<Element, Fault> {
        let mut cx = Context {
            account: &mut self.account,
            region: "us-east-1",
            options: &self.options,
            now: self.now,
        };
        super::handle(&mut cx, action, &Form::of(fields.iter().copied()))
    }

    fn ok(&mut self, action: &str, fields: &[(&str, &str)]) -> Element {
        let answer = self.call(action, fields);
        answer.unwrap_or_else(|fault| panic!("{action} {fields:?}: {fault:?}"))
    }

    fn fails(&mut self, action: &str, fields: &[(&str, &str)]) -> (u16, &'static str, String) {
        match self.call(action, fields) {
            Ok(answer) => panic!("{action} {fields:?}: {}", answer.render()),
            Err(fault) => (fault.status, fault.code, fault.message),
        }
    }

    fn role(&mut self, name: &str) -> Element {
        self.ok(
            "CreateRole",
            &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)],
        )
    }
}

#[test]
fn a_role_from_cradle_to_grave() {
    let mut s = Sandbox::new();
    let made = s.ok(
        "CreateRole",
        &[
            ("RoleName", "r"),
            ("Path", "/batchlang/p/"),
            ("AssumeRolePolicyDocument", TRUST),
            ("Tags.member.1.Key", "batchlang:project"),
            ("Tags.member.1.Value", "p"),
        ],
    );
    let role = made.find("CreateRoleResult/Role").unwrap();
    assert_eq!(
        role.at("Arn"),
        Some("arn:aws:iam::123456789012:role/batchlang/p/r")
    );
    assert_eq!(role.at("RoleId").unwrap().len(), 21);
    assert_eq!(role.at("CreateDate"), Some("1970-01-01T00:16:40Z"));
    assert_eq!(decode(role.at("AssumeRolePolicyDocument").unwrap()), TRUST);
    assert_eq!(role.at("Tags/member/Value"), Some("p"));
    assert!(made.at("ResponseMetadata/RequestId").is_some());
    assert!(
        made.render()
            .contains("xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"")
    );

    let (status, code, message) = s.fails(
        "CreateRole",
        &[("RoleName", "R"), ("AssumeRolePolicyDocument", TRUST)],
    );
    assert_eq!(
        (status, code, message.as_str()),
        (
            409,
            "EntityAlreadyExists",
            "Role with name R already exists."
        )
    );
    s.ok("AttachRolePolicy", &[("RoleName", "r"), ("PolicyArn", ECS)]);
    s.ok(
        "PutRolePolicy",
        &[
            ("RoleName", "r"),
            ("PolicyName", "own"),
            ("PolicyDocument", POLICY),
        ],
    );
    let listed = s.ok("ListAttachedRolePolicies", &[("RoleName", "r")]);
    let names = listed.each(
        "ListAttachedRolePoliciesResult/AttachedPolicies",
        "PolicyName",
    );
    assert_eq!(names, ["AmazonECSTaskExecutionRolePolicy"]);
    let got = s.ok("GetRolePolicy", &[("RoleName", "r"), ("PolicyName", "own")]);
    let document = got.at("GetRolePolicyResult/PolicyDocument").unwrap();
    assert!(document.starts_with("%7B%22Version") && decode(document) == POLICY);
    let listed = s.ok("ListRolePolicies", &[("RoleName", "r")]);
    assert_eq!(
        listed.at("ListRolePoliciesResult/PolicyNames/member"),
        Some("own")
    );

    let conflict = s.fails("DeleteRole", &[("RoleName", "r")]);
    assert_eq!((conflict.0, conflict.1), (409, "DeleteConflict"));
    s.ok("DetachRolePolicy", &[("RoleName", "r"), ("PolicyArn", ECS)]);
    assert_eq!(
        s.fails("DeleteRole", &[("RoleName", "r")]).1,
        "DeleteConflict"
    );
    s.ok(
        "DeleteRolePolicy",
        &[("RoleName", "r"), ("PolicyName", "own")],
    );
    s.ok("DeleteRole", &[("RoleName", "r")]);
    let (status, code, message) = s.fails("GetRole", &[("RoleName", "r")]);
    assert_eq!((status, code), (404, "NoSuchEntity"));
    assert_eq!(message, "The role with name r cannot be found.");
}

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

#[test]
fn lists_by_path_and_in_pages() {
    let mut s = Sandbox::new();
    for number in 0..7 {
        let (name, path) = (
            format!("r{number}"),
            if number % 2 == 0 {
                "/batchlang/p/"
            } else {
                "/"
            },
        );
        s.ok(
            "CreateRole",
            &[
                ("RoleName", &name),
                ("Path", path),
                ("AssumeRolePolicyDocument", TRUST),
                ("Tags.member.1.Key", "k"),
            ],
        );
    }
    let mut marker = None::<String>;
    let mut names = Vec::new();
    loop {
        let mut fields = vec![("PathPrefix", "/batchlang/"), ("MaxItems", "3")];
        fields.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = s.ok("ListRoles", &fields);
        let members = page.find("ListRolesResult/Roles").unwrap();
        assert!(members.children.len() <= 3 && members.find("member/Tags").is_none());
        names.extend(
            page.each("ListRolesResult/Roles", "RoleName")
                .into_iter()
                .map(str::to_owned),
        );
        marker = page.at("ListRolesResult/Marker").map(str::to_owned);
        let truncated = page.at("ListRolesResult/IsTruncated") == Some("true");
        assert_eq!(truncated, marker.is_some());
        if !truncated {
            break;
        }
    }
    assert_eq!(names, ["r0", "r2", "r4", "r6"]);
    assert_eq!(
        s.fails("ListRoles", &[("Marker", "x")]).1,
        "ValidationError"
    );
    assert_eq!(
        s.fails("ListRoles", &[("MaxItems", "0")]).1,
        "ValidationError"
    );
}

#[test]
fn profiles_hold_one_role() {
    let mut s = Sandbox::new();
    s.role("r");
    s.role("q");
    let name = [("InstanceProfileName", "p")];
    s.ok(
        "CreateInstanceProfile",
        &[
            name[0],
            ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "b"),
        ],
    );
    assert_eq!(
        s.fails("CreateInstanceProfile", &name).1,
        "EntityAlreadyExists"
    );
    let both = [name[0], ("RoleName", "r")];
    assert_eq!(
        s.fails("RemoveRoleFromInstanceProfile", &both).1,
        "NoSuchEntity"
    );
    s.ok("AddRoleToInstanceProfile", &both);
    let (status, code, message) =
        s.fails("AddRoleToInstanceProfile", &[name[0], ("RoleName", "q")]);
    assert_eq!((status, code), (409, "LimitExceeded"));
    assert_eq!(
        message,
        "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"
    );
    let got = s.ok("GetInstanceProfile", &name);
    let profile = got
        .find("GetInstanceProfileResult/InstanceProfile")
        .unwrap();
    assert_eq!(profile.at("Roles/member/RoleName"), Some("r"));
    assert_eq!(profile.at("Tags/member/Value"), Some("b"));
    let listed = s.ok("ListInstanceProfiles", &[("PathPrefix", "/")]);
    assert!(
        listed
            .find("ListInstanceProfilesResult/InstanceProfiles/member/Tags")
            .is_none()
    );
    let listed = s.ok("ListInstanceProfilesForRole", &[("RoleName", "r")]);
    assert_eq!(
        listed.each(
            "ListInstanceProfilesForRoleResult/InstanceProfiles",
            "InstanceProfileName"
        ),
        ["p"]
    );
    assert_eq!(
        s.fails("DeleteRole", &[("RoleName", "r")]).1,
        "DeleteConflict"
    );
    assert_eq!(s.fails("DeleteInstanceProfile", &name).1, "DeleteConflict");
    s.ok("RemoveRoleFromInstanceProfile", &both);
    s.ok("DeleteInstanceProfile", &name);
    let (_, code, message) = s.fails("GetInstanceProfile", &name);
    assert_eq!(
        (code, message.as_str()),
        ("NoSuchEntity", "Instance Profile p cannot be found.")
    );
}

#[test]
fn tags_do_not_tell_case_apart() {
    let mut s = Sandbox::new();
    s.role("r");
    let tag = |key: &'static str, value: &'static str| {
        [
            ("RoleName", "r"),
            ("Tags.member.1.Key", key),
            ("Tags.member.1.Value", value),
        ]
    };
    s.ok("TagRole", &tag("Key", "a"));
    s.ok("TagRole", &tag("key", "b"));
    let listed = s.ok("ListRoleTags", &[("RoleName", "r")]);
    assert_eq!(listed.each("ListRoleTagsResult/Tags", "Value"), ["b"]);
    assert_eq!(s.fails("TagRole", &tag("aws:x", "b")).1, "InvalidInput");
    s.ok(
        "UntagRole",
        &[("RoleName", "r"), ("TagKeys.member.1", "KEY")],
    );
    let listed = s.ok("ListRoleTags", &[("RoleName", "r")]);
    assert!(listed.each("ListRoleTagsResult/Tags", "Value").is_empty());
    let many: Vec<(String, String)> = (0..51)
        .map(|at| (format!("Tags.member.{}.Key", at + 1), format!("k{at}")))
        .collect();
    let mut fields = vec![("RoleName", "r")];
    fields.extend(
        many.iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    assert_eq!(s.fails("TagRole", &fields).1, "LimitExceeded");
}

#[test]
fn service_linked_roles_are_aws_own() {
    let mut s = Sandbox::new();
    let batch = [("AWSServiceName", "batch.amazonaws.com")];
    let made = s.ok("CreateServiceLinkedRole", &batch);
    assert_eq!(
        made.at("CreateServiceLinkedRoleResult/Role/Arn"),
        Some(
            "arn:aws:iam::123456789012:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch"
        )
    );
    let (status, code, message) = s.fails("CreateServiceLinkedRole", &batch);
    assert_eq!((status, code), (400, "InvalidInput"));
    assert_eq!(
        message,
        "Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix."
    );
    let name = [("RoleName", "AWSServiceRoleForBatch")];
    assert_eq!(s.fails("DeleteRole", &name).1, "UnmodifiableEntity");
    let attach = [name[0], ("PolicyArn", ECS)];
    assert_eq!(s.fails("AttachRolePolicy", &attach).1, "UnmodifiableEntity");
    s.ok("DeleteServiceLinkedRole", &name);
    s.account
        .iam
        .ensure_service_linked_role("batch.amazonaws.com", "123456789012", 5);
    assert!(s.account.iam.sees_role("AWSServiceRoleForBatch", 5, 0));
}

#[test]
fn other_services_see_changes_later() {
    let mut s = Sandbox::new();
    s.ok(
        "CreateRole",
        &[
            ("RoleName", "r"),
            ("Path", "/x/"),
            ("AssumeRolePolicyDocument", TRUST),
        ],
    );
    s.ok("CreateInstanceProfile", &[("InstanceProfileName", "p")]);
    let made = s.now;
    s.now += 1000;
    s.ok("AttachRolePolicy", &[("RoleName", "r"), ("PolicyArn", ECS)]);
    s.ok(
        "AddRoleToInstanceProfile",
        &[("InstanceProfileName", "p"), ("RoleName", "r")],
    );
    let iam = &s.account.iam;
    let (role, lag) = ("arn:aws:iam::123456789012:role/x/r", 5000);
    assert!(!iam.sees_role(role, made + 4999, lag) && iam.sees_role(role, made + 5000, lag));
    // A path belongs to the ARN.
    assert!(!iam.sees_role("arn:aws:iam::123456789012:role/r", made + 5000, lag));
    assert!(iam.sees_role("r", made + 5000, lag));
    let policy = "AmazonECSTaskExecutionRolePolicy";
    assert!(!iam.sees_policy(role, policy, made + 5999, lag));
    assert!(iam.sees_policy(role, policy, made + 6000, lag));
    let profile = "arn:aws:iam::123456789012:instance-profile/p";
    assert!(!iam.sees_profile(profile, made + 5999, lag));
    assert!(iam.sees_profile(profile, made + 6000, lag) && iam.sees_profile("p", made + 6000, lag));
    assert!(iam.trusts(role, "ec2.amazonaws.com", made + 6000, lag));
    let other = TRUST.replace("ec2", "batch");
    s.now += 9000;
    s.ok(
        "UpdateAssumeRolePolicy",
        &[("RoleName", "r"), ("PolicyDocument", &other)],
    );
    let iam = &s.account.iam;
    assert!(iam.trusts(role, "ec2.amazonaws.com", s.now + 4999, lag));
    assert!(iam.trusts(role, "batch.amazonaws.com", s.now + 5000, lag));
}

#[test]
fn state_can_be_stored() {
    let mut s = Sandbox::new();
    s.role("r");
    let text = serde_json::to_string(&s.account).unwrap();
    s.account = serde_json::from_str(&text).unwrap();
    s.ok("GetRole", &[("RoleName", "r")]);
}
