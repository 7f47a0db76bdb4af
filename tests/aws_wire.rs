//! The AWS client over the wire, against moto's server: an opinion of AWS's formats that is not
//! ours. Skipped, with a word about it, where `moto_server` is not installed.
#![cfg(feature = "aws")]

mod moto;

use batchlang::aws::client::{Aws, CallErrorKind, ConnectOptions, Op};
use moto::{Moto, ok, text};
use serde_json::{Value, json};
use std::net::TcpListener;

fn trust(service: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole",
    }]})
}

fn tags() -> Value {
    json!([{"Key": "batchlang:project", "Value": "wire & co"}])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_service_takes_calls() {
    let Some(moto) = Moto::start() else { return };
    let aws = moto.connect().await;

    let caller = aws.caller().await.expect("the caller");
    assert_eq!(caller.account, "123456789012");
    assert_eq!(caller.partition, "aws");
    aws.caller().await.expect("the caller");
    assert_eq!(aws.calls_made().get(&Op::GetCallerIdentity), Some(&1));

    let (profile, service_role) = iam(&aws).await;
    let (subnet, group) = ec2(&aws).await;
    batch(&aws, &profile, &service_role, &subnet, &group).await;
}

async fn iam(aws: &Aws) -> (String, String) {
    let role = json!({
        "RoleName": "instance", "Path": "/batchlang/wire/", "Tags": tags(),
        "AssumeRolePolicyDocument": trust("ec2.amazonaws.com"),
        "Description": "a + b & c = d", "MaxSessionDuration": 7200,
    });
    ok(aws, Op::CreateRole, role.clone()).await;
    let again = aws.call(Op::CreateRole, role).await.expect_err("taken");
    assert_eq!(again.kind, CallErrorKind::AlreadyExists, "{again:?}");

    let name = json!({"RoleName": "instance"});
    let got = ok(aws, Op::GetRole, name.clone()).await;
    assert_eq!(
        got["Role"]["AssumeRolePolicyDocument"],
        trust("ec2.amazonaws.com")
    );
    assert_eq!(got["Role"]["Description"], "a + b & c = d");
    assert_eq!(got["Role"]["MaxSessionDuration"], "7200");
    assert_eq!(got["Role"]["Tags"], tags());

    let policy = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role";
    let attach = json!({"RoleName": "instance", "PolicyArn": policy});
    ok(aws, Op::AttachRolePolicy, attach).await;
    let attached = aws.all(
        Op::ListAttachedRolePolicies,
        name.clone(),
        "AttachedPolicies",
    );
    assert_eq!(attached.await.expect("policies")[0]["PolicyArn"], policy);

    let document = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/a+b %/*"},
    ]});
    let put = json!({"RoleName": "instance", "PolicyName": "own", "PolicyDocument": document});
    ok(aws, Op::PutRolePolicy, put).await;
    let own = json!({"RoleName": "instance", "PolicyName": "own"});
    let read = ok(aws, Op::GetRolePolicy, own.clone()).await;
    assert_eq!(read["PolicyDocument"], document);
    ok(aws, Op::DeleteRolePolicy, own.clone()).await;
    let gone = aws.call(Op::GetRolePolicy, own).await.expect_err("gone");
    assert!(gone.is_not_found(), "{gone:?}");

    let in_path = json!({"PathPrefix": "/batchlang/wire/", "MaxItems": 1});
    let roles = aws.all(Op::ListRoles, in_path.clone(), "Roles").await;
    assert_eq!(roles.expect("roles").len(), 1);

    let profile = json!({"InstanceProfileName": "p", "Path": "/batchlang/wire/", "Tags": tags()});
    let made = ok(aws, Op::CreateInstanceProfile, profile).await;
    let add = json!({"InstanceProfileName": "p", "RoleName": "instance"});
    ok(aws, Op::AddRoleToInstanceProfile, add).await;
    let conflict = aws.call(Op::DeleteRole, name).await.expect_err("in use");
    assert!(conflict.is_conflict(), "{conflict:?}");

    let service = json!({
        "RoleName": "service", "AssumeRolePolicyDocument": trust("batch.amazonaws.com"),
    });
    let service = ok(aws, Op::CreateRole, service).await;
    let untag = json!({"RoleName": "instance", "TagKeys": ["batchlang:project"]});
    ok(aws, Op::UntagRole, untag).await;
    (
        text(&made["InstanceProfile"]["Arn"]),
        text(&service["Role"]["Arn"]),
    )
}

async fn ec2(aws: &Aws) -> (String, String) {
    let default = json!({"Filter": [{"Name": "is-default", "Value": ["true"]}]});
    let vpcs = aws
        .all(Op::DescribeVpcs, default, "vpcSet")
        .await
        .expect("VPCs");
    let vpc = text(&vpcs[0]["vpcId"]);
    let within = json!({"Filter": [{"Name": "vpc-id", "Value": [vpc]}]});
    let subnets = aws.all(Op::DescribeSubnets, within, "subnetSet").await;
    let subnets = subnets.expect("subnets");
    assert_eq!(subnets.len(), 6);

    let specification = json!([{"ResourceType": "security-group", "Tag": tags()}]);
    let made = ok(
        aws,
        Op::CreateSecurityGroup,
        json!({
            "GroupName": "g", "GroupDescription": "Instances and tasks", "VpcId": vpc,
            "TagSpecification": specification,
        }),
    )
    .await;
    let group = text(&made["groupId"]);
    let rule = json!({"GroupId": group, "IpPermissions": [{
        "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
        "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "in"}],
    }]});
    ok(aws, Op::AuthorizeSecurityGroupIngress, rule.clone()).await;
    let twice = aws.call(Op::AuthorizeSecurityGroupIngress, rule).await;
    assert_eq!(twice.expect_err("twice").kind, CallErrorKind::AlreadyExists);
    let ours = json!({"Filter": [{"Name": "tag:batchlang:project", "Value": ["wire & co"]}]});
    let found = aws
        .all(Op::DescribeSecurityGroups, ours, "securityGroupInfo")
        .await;
    let found = found.expect("groups");
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0]["tagSet"],
        json!([{"key": "batchlang:project", "value": "wire & co"}])
    );

    let none = json!({"GroupId": "sg-00000000000000000"});
    let missing = aws.call(Op::DeleteSecurityGroup, none).await;
    assert!(missing.expect_err("missing").is_not_found());

    let template = json!({
        "LaunchTemplateName": "t",
        "LaunchTemplateData": {
            "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
            "BlockDeviceMapping": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 100}}],
        },
    });
    ok(aws, Op::CreateLaunchTemplate, template).await;
    (text(&subnets[0]["subnetId"]), group)
}

async fn batch(aws: &Aws, profile: &str, service_role: &str, subnet: &str, group: &str) {
    let environment = json!({
        "computeEnvironmentName": "pool", "type": "MANAGED", "state": "ENABLED",
        "serviceRole": service_role, "tags": {"batchlang:project": "wire"},
        "computeResources": {
            "type": "EC2", "minvCpus": 0, "maxvCpus": 16, "instanceTypes": ["m5.large"],
            "subnets": [subnet], "securityGroupIds": [group], "instanceRole": profile,
        },
    });
    let made = ok(aws, Op::CreateComputeEnvironment, environment).await;
    let arn = text(&made["computeEnvironmentArn"]);
    let asked = json!({"computeEnvironments": ["pool"]});
    let found = aws.all(
        Op::DescribeComputeEnvironments,
        asked,
        "computeEnvironments",
    );
    let found = found.await.expect("environments");
    assert_eq!(found[0]["computeResources"]["maxvCpus"], 16);

    let queue = json!({
        "jobQueueName": "q", "state": "ENABLED", "priority": 1, "tags": {"a": "b"},
        "computeEnvironmentOrder": [{"order": 1, "computeEnvironment": arn}],
    });
    let queue = ok(aws, Op::CreateJobQueue, queue).await;
    let queue = text(&queue["jobQueueArn"]);
    let tag = json!({"resourceArn": queue, "tags": {"c": "d & e"}});
    ok(aws, Op::TagResource, tag).await;
    let untag = json!({"resourceArn": queue, "tagKeys": ["a"]});
    ok(aws, Op::UntagResource, untag).await;
    let tags = ok(aws, Op::ListTagsForResource, json!({"resourceArn": queue})).await;
    assert_eq!(tags["tags"], json!({"c": "d & e"}));

    let definition = json!({
        "jobDefinitionName": "d", "type": "container",
        "containerProperties": {"image": "busybox", "resourceRequirements": [
            {"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "2048"},
        ]},
    });
    ok(aws, Op::RegisterJobDefinition, definition).await;
    let active = json!({"status": "ACTIVE", "maxResults": 100});
    let found = aws
        .all(Op::DescribeJobDefinitions, active, "jobDefinitions")
        .await;
    assert_eq!(found.expect("definitions")[0]["revision"], 1);

    let missing = json!({"jobQueue": "nowhere", "state": "DISABLED"});
    let missing = aws
        .call(Op::UpdateJobQueue, missing)
        .await
        .expect_err("missing");
    assert!(missing.is_not_found(), "{missing:?}");
    let invalid = json!({"jobDefinitionName": "e", "type": "container"});
    let invalid = aws
        .call(Op::RegisterJobDefinition, invalid)
        .await
        .expect_err("invalid");
    assert_eq!(invalid.kind, CallErrorKind::Invalid, "{invalid:?}");
}

#[tokio::test]
async fn nobody_there_is_said_so() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let nobody = format!("http://127.0.0.1:{port}");
    let options = ConnectOptions {
        endpoint_url: Some(nobody),
        sandbox: true,
        max_attempts: Some(2),
        ..ConnectOptions::default()
    };
    let aws = Aws::connect(options).await.expect("a connection");
    let (role, vpc) = tokio::join!(
        aws.call(Op::CreateRole, json!({})),
        aws.call(Op::CreateVpc, json!({})),
    );
    assert_eq!(role.expect_err("nobody").kind, CallErrorKind::Network);
    assert_eq!(vpc.expect_err("nobody").kind, CallErrorKind::Network);
}
