//! Discovery over the wire, against moto's server and our own sandbox: what was made with a project's tags is found
//! in the shape of the requests that made it, what has a wanted name and other tags is foreign.
#![cfg(all(feature = "aws", feature = "sandbox"))]

mod moto;

use batchlang::aws::client::{Aws, ConnectOptions, Op};
use batchlang::aws::discover::{Discovered, Wanted, discover, lookup};
use batchlang::aws::model::{ItemKind, Live};
use batchlang::resources::ResourceKind;
use batchlang::sandbox::{Account, Options, Server};
use moto::{Moto, ok, text};
use serde_json::{Value, json};

const PROJECT: &str = "climate";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_in_moto_is_found() {
    let Some(moto) = Moto::start() else { return };
    what_was_made_is_found(&moto.connect().await, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_in_the_sandbox_is_found() {
    let (_server, aws) = sandbox().await;
    what_was_made_is_found(&aws, false).await;
}

async fn sandbox() -> (Server, Aws) {
    let options = Options {
        state_ms: 0,
        linger_ms: 0,
        ..Options::default()
    };
    let server = Server::start(0, Account::default(), options)
        .await
        .expect("a sandbox");
    let options = ConnectOptions {
        region: Some("us-east-1".to_owned()),
        endpoint_url: Some(server.url()),
        sandbox: true,
        ..ConnectOptions::default()
    };
    let aws = Aws::connect(options).await.expect("a connection");
    (server, aws)
}

async fn what_was_made_is_found(aws: &Aws, service_role: bool) {
    let nothing = discover(aws, PROJECT, &Wanted::default()).await;
    let nothing = nothing.expect("an empty account");
    assert!(
        nothing.live.is_empty() && nothing.foreign.is_empty(),
        "{nothing:#?}"
    );

    let made = Made::make(aws, service_role).await;
    let names = [
        (ItemKind::Role, "instance"),
        (ItemKind::Role, "taken"),
        (ItemKind::Role, "new"),
        (ItemKind::LaunchTemplate, "pool"),
        (ItemKind::LaunchTemplate, "taken"),
        (ItemKind::SecurityGroup, "new"),
        (ItemKind::JobDefinition, "align"),
        (ItemKind::JobDefinition, "taken"),
        (ItemKind::JobQueue, "main"),
    ];
    let wanted = Wanted {
        names: names.map(|(kind, name)| (kind, name.to_owned())).to_vec(),
    };
    let found = discover(aws, PROJECT, &wanted).await.expect("a project");
    network(&found, &made);
    iam(&found);
    batch(&found, &made);
    let foreign: Vec<_> = found
        .foreign
        .iter()
        .map(|one| (one.kind, one.name.as_deref()))
        .collect();
    assert_eq!(
        foreign,
        [
            (ItemKind::Role, Some("taken")),
            (ItemKind::LaunchTemplate, Some("taken")),
            (ItemKind::JobDefinition, Some("taken")),
        ]
    );
    lookups(aws, &made).await;
}

struct Made {
    vpc: String,
    subnet: String,
    gateway: String,
    nat: String,
    address: String,
    group: String,
    endpoint: String,
    environment: String,
}

fn tag_list(address: &str) -> Value {
    json!([
        {"Key": "batchlang:project", "Value": PROJECT},
        {"Key": "batchlang:address", "Value": address},
    ])
}

fn tag_map(address: &str, digest: &str) -> Value {
    json!({
        "batchlang:project": PROJECT, "batchlang:address": address, "batchlang:digest": digest,
    })
}

fn specification(kind: &str, address: &str) -> Value {
    json!([{"ResourceType": kind, "Tags": tag_list(address)}])
}

fn trust() -> Value {
    json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }]})
}

fn own_policy() -> Value {
    json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
    ]})
}

impl Made {
    async fn make(aws: &Aws, service_role: bool) -> Made {
        let mut input = json!({"CidrBlock": "10.0.0.0/16"});
        input["TagSpecifications"] = specification("vpc", "vpc.net");
        let vpc = text(&ok(aws, Op::CreateVpc, input).await["vpc"]["vpcId"]);
        let dns = json!({"VpcId": vpc, "EnableDnsHostnames": {"Value": true}});
        ok(aws, Op::ModifyVpcAttribute, dns).await;
        let subnet = ok(
            aws,
            Op::CreateSubnet,
            json!({
                "VpcId": vpc, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "us-east-1a",
                "TagSpecifications": specification("subnet", "subnet.net-public-1"),
            }),
        )
        .await;
        let subnet = text(&subnet["subnet"]["subnetId"]);
        let gateway = json!({
            "TagSpecifications": specification("internet-gateway", "internet_gateway.net"),
        });
        let gateway = ok(aws, Op::CreateInternetGateway, gateway).await;
        let gateway = text(&gateway["internetGateway"]["internetGatewayId"]);
        let attach = json!({"InternetGatewayId": gateway, "VpcId": vpc});
        ok(aws, Op::AttachInternetGateway, attach).await;
        let address = json!({
            "Domain": "vpc", "TagSpecifications": specification("elastic-ip", "elastic_ip.net-nat"),
        });
        let address = text(&ok(aws, Op::AllocateAddress, address).await["allocationId"]);
        let nat = json!({
            "AllocationId": address, "SubnetId": subnet,
            "TagSpecifications": specification("natgateway", "nat_gateway.net"),
        });
        let nat = text(&ok(aws, Op::CreateNatGateway, nat).await["natGateway"]["natGatewayId"]);
        let table = json!({
            "VpcId": vpc, "TagSpecifications": specification("route-table", "route_table.net"),
        });
        let table = text(&ok(aws, Op::CreateRouteTable, table).await["routeTable"]["routeTableId"]);
        let route = json!({
            "RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": nat,
        });
        ok(aws, Op::CreateRoute, route).await;
        let associate = json!({"RouteTableId": table, "SubnetId": subnet});
        ok(aws, Op::AssociateRouteTable, associate).await;
        let endpoint = json!({
            "VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.s3",
            "VpcEndpointType": "Gateway", "RouteTableIds": [table],
            "TagSpecifications": specification("vpc-endpoint", "vpc_endpoint.net-s3"),
        });
        let endpoint = ok(aws, Op::CreateVpcEndpoint, endpoint).await;
        let endpoint = text(&endpoint["vpcEndpoint"]["vpcEndpointId"]);
        let group = json!({
            "GroupName": "net", "Description": "Instances", "VpcId": vpc,
            "TagSpecifications": specification("security-group", "security_group.net"),
        });
        let group = text(&ok(aws, Op::CreateSecurityGroup, group).await["groupId"]);
        let rule = json!({"GroupId": group, "IpPermissions": [{
            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "UserIdGroupPairs": [{"GroupId": group}],
        }]});
        ok(aws, Op::AuthorizeSecurityGroupIngress, rule).await;
        for (name, tags) in [
            (
                "pool",
                specification("launch-template", "launch_template.pool"),
            ),
            ("taken", json!([])),
        ] {
            let template = json!({
                "LaunchTemplateName": name, "TagSpecifications": tags,
                "LaunchTemplateData": {
                    "BlockDeviceMappings": [{
                        "DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 100, "Encrypted": true},
                    }],
                    "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
                    "UserData": "IyEvYmluL3NoCg==",
                },
            });
            ok(aws, Op::CreateLaunchTemplate, template).await;
        }
        let (profile, role) = Made::iam(aws).await;
        // AWS makes its own role where none is named; moto does not.
        let role = service_role.then_some(role);
        let mut made = Made {
            vpc,
            subnet,
            gateway,
            nat,
            address,
            group,
            endpoint,
            environment: String::new(),
        };
        made.batch(aws, profile, role).await;
        made
    }

    /// Returns the ARNs of the profile and of a role.
    async fn iam(aws: &Aws) -> (String, String) {
        let role = json!({
            "RoleName": "instance", "Path": "/batchlang/climate/", "Description": "d",
            "AssumeRolePolicyDocument": trust(), "Tags": tag_list("role.instance"),
        });
        let role = text(&ok(aws, Op::CreateRole, role).await["Role"]["Arn"]);
        let taken = json!({"RoleName": "taken", "AssumeRolePolicyDocument": trust()});
        ok(aws, Op::CreateRole, taken).await;
        let policy = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role";
        let attach = json!({"RoleName": "instance", "PolicyArn": policy});
        ok(aws, Op::AttachRolePolicy, attach).await;
        let own =
            json!({"RoleName": "instance", "PolicyName": "own", "PolicyDocument": own_policy()});
        ok(aws, Op::PutRolePolicy, own).await;
        let profile = json!({
            "InstanceProfileName": "instance", "Path": "/batchlang/climate/",
            "Tags": tag_list("instance_profile.instance"),
        });
        let profile = ok(aws, Op::CreateInstanceProfile, profile).await;
        let add = json!({"InstanceProfileName": "instance", "RoleName": "instance"});
        ok(aws, Op::AddRoleToInstanceProfile, add).await;
        (text(&profile["InstanceProfile"]["Arn"]), role)
    }

    async fn batch(&mut self, aws: &Aws, profile: String, role: Option<String>) {
        let mut environment = json!({
            "computeEnvironmentName": "pool-1234", "type": "MANAGED", "state": "ENABLED",
            "tags": tag_map("compute_environment.pool", "x"),
            "computeResources": {
                "type": "EC2", "minvCpus": 0, "maxvCpus": 16, "desiredvCpus": 0,
                "instanceTypes": ["m5.large"], "subnets": [self.subnet],
                "securityGroupIds": [self.group], "instanceRole": profile,
            },
        });
        if let Some(role) = role {
            environment["serviceRole"] = json!(role);
        }
        let made = ok(aws, Op::CreateComputeEnvironment, environment).await;
        self.environment = text(&made["computeEnvironmentArn"]);
        let queue = json!({
            "jobQueueName": "main", "state": "ENABLED", "priority": 1,
            "tags": tag_map("job_queue.main", "x"),
            "computeEnvironmentOrder": [{"order": 1, "computeEnvironment": self.environment}],
        });
        ok(aws, Op::CreateJobQueue, queue).await;
        let policy = json!({
            "name": "fair", "tags": tag_map("scheduling_policy.fair", "x"),
            "fairsharePolicy": {"computeReservation": 10},
        });
        ok(aws, Op::CreateSchedulingPolicy, policy).await;
        for (name, digest) in [("align", Some("1")), ("align", Some("2")), ("taken", None)] {
            let mut definition = json!({
                "jobDefinitionName": name, "type": "container",
                "containerProperties": {
                    "image": "busybox", "command": [digest.unwrap_or("0")],
                    "resourceRequirements": [
                        {"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "2048"},
                    ],
                },
            });
            if let Some(digest) = digest {
                definition["tags"] = tag_map("job_definition.align", digest);
            }
            ok(aws, Op::RegisterJobDefinition, definition).await;
        }
    }
}

fn one(found: &Discovered, kind: ItemKind) -> &Live {
    let mut of_kind = found.live.iter().filter(|one| one.kind == kind);
    let (Some(one), None) = (of_kind.next(), of_kind.next()) else {
        panic!("not one {kind:?} in {found:#?}");
    };
    let address = one.address.as_ref().expect("an address");
    assert_eq!(address.kind, kind);
    one
}

fn network(found: &Discovered, made: &Made) {
    let properties = |kind| &one(found, kind).properties;
    assert_eq!(
        properties(ItemKind::Vpc),
        &json!({
            "CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true, "EnableDnsHostnames": true,
        })
    );
    assert_eq!(
        properties(ItemKind::Subnet),
        &json!({
            "VpcId": made.vpc, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "us-east-1a",
            "MapPublicIpOnLaunch": false,
        })
    );
    let gateway = one(found, ItemKind::InternetGateway);
    assert_eq!(gateway.id, made.gateway);
    assert_eq!(gateway.properties, json!({"VpcId": made.vpc}));
    let address = one(found, ItemKind::ElasticIp);
    assert_eq!(address.attributes["allocation_id"], made.address);
    assert_eq!(address.properties, json!({"Domain": "vpc"}));
    assert_eq!(
        properties(ItemKind::NatGateway),
        &json!({"SubnetId": made.subnet, "AllocationId": made.address})
    );
    let table = one(found, ItemKind::RouteTable);
    assert_eq!(
        table.properties,
        json!({
            "VpcId": made.vpc, "Associations": [made.subnet],
            "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": made.nat}],
        })
    );
    let association = table.extra["AssociationIds"][0].as_str();
    assert!(association.is_some_and(|id| id.starts_with("rtbassoc-")));
    let endpoint = one(found, ItemKind::VpcEndpoint);
    assert_eq!(endpoint.id, made.endpoint);
    assert_eq!(endpoint.properties["RouteTableIds"], json!([table.id]));
    let list = endpoint.attributes["prefix_list_id"].as_str();
    assert!(list.is_some_and(|id| id.starts_with("pl-")));
    assert_eq!(
        properties(ItemKind::SecurityGroup),
        &json!({"VpcId": made.vpc, "Description": "Instances"})
    );
    let rules = one(found, ItemKind::SecurityGroupRules);
    assert_eq!(
        rules.properties["Ingress"],
        json!([{
            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "ReferencedGroupId": made.group,
        }])
    );
    assert_eq!(rules.extra["IngressIds"].as_array().map(Vec::len), Some(1));
    let template = one(found, ItemKind::LaunchTemplate);
    assert_eq!(template.attributes["latest_version"], 1);
    let data = &template.properties["LaunchTemplateData"];
    assert_eq!(data["BlockDeviceMappings"][0]["DeviceName"], "/dev/xvda");
    assert_eq!(data["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"], "100");
    assert_eq!(data["MetadataOptions"]["HttpTokens"], "required");
    assert_eq!(data["UserData"], "IyEvYmluL3NoCg==");
}

fn iam(found: &Discovered) {
    let role = one(found, ItemKind::Role);
    let policy = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role";
    assert_eq!(
        role.properties,
        json!({
            "AssumeRolePolicyDocument": trust(), "Path": "/batchlang/climate/",
            "Description": "d", "MaxSessionDuration": 3600, "ManagedPolicies": [policy],
            "Policies": {"own": own_policy()},
        })
    );
    assert_eq!(
        one(found, ItemKind::InstanceProfile).properties,
        json!({"Path": "/batchlang/climate/", "RoleName": "instance"})
    );
}

fn batch(found: &Discovered, made: &Made) {
    let environment = one(found, ItemKind::ComputeEnvironment);
    assert_eq!(environment.id, made.environment);
    assert_eq!(environment.status.as_deref(), Some("VALID"));
    assert_eq!(environment.properties["computeResources"]["maxvCpus"], 16);
    let desired = &environment.properties["computeResources"]["desiredvCpus"];
    assert!(desired.is_null());
    let queue = one(found, ItemKind::JobQueue);
    assert_eq!(queue.properties["priority"], 1);
    let policy = one(found, ItemKind::SchedulingPolicy);
    assert_eq!(
        policy.properties["fairsharePolicy"]["computeReservation"],
        10
    );
    let definition = one(found, ItemKind::JobDefinition);
    assert_eq!(definition.attributes["revision"], 2);
    assert_eq!(
        definition.properties["containerProperties"]["command"],
        json!(["2"])
    );
    let revisions = definition.extra["Revisions"].as_array().expect("revisions");
    let digests: Vec<_> = revisions.iter().map(|one| &one["digest"]).collect();
    assert_eq!(digests, ["2", "1"]);
}

async fn lookups(aws: &Aws, made: &Made) {
    let vpc = lookup(aws, ResourceKind::DefaultVpc, &json!({"IsDefault": true})).await;
    let vpc = text(&vpc.expect("a default VPC")["id"]);
    assert_ne!(vpc, made.vpc);
    let filters = json!({"Filters": [
        {"Name": "vpc-id", "Values": [vpc]}, {"Name": "default-for-az", "Values": ["true"]},
    ]});
    let subnets = lookup(aws, ResourceKind::VpcSubnets, &filters).await;
    let subnets = subnets.expect("subnets");
    assert_eq!(subnets["ids"].as_array().map(Vec::len), Some(6));
    let zones = json!({"State": "available", "Filters": [
        {"Name": "opt-in-status", "Values": ["opt-in-not-required"]},
    ]});
    let zones = lookup(aws, ResourceKind::AvailabilityZones, &zones).await;
    assert_eq!(zones.expect("zones")["names"][0], "us-east-1a");
    let subnet = json!({"SubnetId": made.subnet});
    let subnet = lookup(aws, ResourceKind::ExistingSubnet, &subnet).await;
    assert_eq!(subnet.expect("a subnet")["vpc_id"], made.vpc);
    let missing = json!({"SubnetId": "subnet-00000000000000000"});
    let missing = lookup(aws, ResourceKind::ExistingSubnet, &missing).await;
    let missing = missing.expect_err("no subnet").to_string();
    assert!(
        missing.starts_with("there is no subnet `subnet-0000"),
        "{missing}"
    );
}
