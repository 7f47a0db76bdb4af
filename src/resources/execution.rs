//! Execution roles: what ECS does on a job's behalf before the job runs.

use super::lowering::{Lowering, parameter_arn};
use super::node::{Part, Text};
use super::role::{allow, inline_policy, log_group, make};
use super::{ResourceId, arn};
use crate::program::{Block, Object, SecretSource, TypedKind};
use crate::vocabulary::{Form, Kind};
use std::collections::BTreeSet;

/// What an execution role must allow beside pulling images and writing logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Needs {
    secrets: BTreeSet<Text>,
    parameters: BTreeSet<Text>,
    log_groups: BTreeSet<Text>,
}

impl Needs {
    /// A container asks for a secret, a private registry or a log group of its own.
    pub fn is_some(&self) -> bool {
        !self.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.secrets.is_empty() && self.parameters.is_empty() && self.log_groups.is_empty()
    }

    /// Adds what one container asks for. Fargate creates log groups with this role; on EC2 that
    /// is the instance's.
    pub fn add_container(&mut self, cx: &Lowering, container: &Object, fargate: bool) {
        let log = container.object("log_configuration");
        let options = log.map(|log| log.map("secret_options")).unwrap_or(&[]);
        let named = container
            .map("secrets")
            .iter()
            .chain(options)
            .map(|(_, value)| value);
        for value in named.chain(container.get("repository_credentials")) {
            if let TypedKind::Secret(source) = &value.kind {
                self.add_secret(cx, source);
            }
        }
        if let (true, Some(group)) = (fargate, log.and_then(|log| created_group(cx, log))) {
            self.log_groups.insert(group);
        }
    }

    fn add_secret(&mut self, cx: &Lowering, source: &SecretSource) {
        match source {
            SecretSource::SecretsManager { name, .. } => {
                self.secrets
                    .insert(any_suffix(Text::literal(format!("secret:{name}"))));
            }
            SecretSource::Parameter { name } => {
                self.parameters.insert(parameter_arn(name));
            }
            SecretSource::Existing { block } => {
                let block = cx.program.block(*block);
                if block.has("arn") {
                    self.add_arn(cx.reference(block.id));
                } else {
                    let name = Text::literal("secret:").append(&cx.name_of(block));
                    self.secrets.insert(any_suffix(name));
                }
            }
            SecretSource::Arn(text) => self.add_arn(cx.text(text)),
        }
    }

    /// An ARN as it stands: without the JSON key, version stage and id that may follow a
    /// secret's.
    fn add_arn(&mut self, arn: Text) {
        let is_parameter = arn.parts.iter().any(|part| {
            matches!(part, Part::Literal(text) if text.contains(":ssm:") || text.contains(":parameter/"))
        });
        if is_parameter {
            self.parameters.insert(arn);
            return;
        }
        let secret = match arn.as_str() {
            Some(known) => Text::literal(known.split(':').take(7).collect::<Vec<_>>().join(":")),
            None => arn,
        };
        self.secrets.insert(secret);
    }
}

/// Secrets Manager puts six characters of its own behind a secret's name.
fn any_suffix(secret: Text) -> Text {
    arn::arn("secretsmanager", secret.then("-??????"))
}

/// The execution role for some needs, made once for all definitions that have the same.
pub(super) fn role(cx: &mut Lowering, block: &Block, needs: Needs) -> ResourceId {
    if let Some(&id) = cx.execution_roles.get(&needs) {
        return id;
    }
    let label = match needs.is_empty() {
        true => "execution".to_owned(),
        false => format!("{}-execution", block.label),
    };
    let policy = "AmazonECSTaskExecutionRolePolicy";
    let id = make(cx, &label, &label, "ecs-tasks.amazonaws.com", &[policy]);
    let mut statements = Vec::new();
    if !needs.secrets.is_empty() {
        let secrets = needs.secrets.iter().cloned();
        statements.push(allow(&["secretsmanager:GetSecretValue"], secrets));
    }
    if !needs.parameters.is_empty() {
        statements.push(allow(
            &["ssm:GetParameters"],
            needs.parameters.iter().cloned(),
        ));
    }
    if !needs.log_groups.is_empty() {
        let groups = needs.log_groups.iter().cloned().map(log_group);
        statements.push(allow(&["logs:CreateLogGroup"], groups));
    }
    if !statements.is_empty() {
        inline_policy(cx, id, statements);
    }
    cx.execution_roles.insert(needs, id);
    id
}

/// The group a log configuration has created when it is missing.
fn created_group(cx: &Lowering, log: &Object) -> Option<Text> {
    let option = |name: &str| {
        let entry = log.map("options").iter().find(|(key, _)| key.text == name);
        entry.and_then(|(_, value)| value.as_text())
    };
    let create = option("awslogs-create-group")?.as_str()? == "true";
    let aws_logs = log.word("log_driver") == Some("awslogs");
    (create && aws_logs).then(|| match option("awslogs-group") {
        Some(group) => cx.text(group),
        None => Text::literal("/aws/batch/job"),
    })
}

/// The log groups that jobs on instances have created: by the instance's role.
pub(super) fn log_groups_of_instances(cx: &Lowering) -> BTreeSet<Text> {
    let mut groups = BTreeSet::new();
    for block in cx.program.declared(Kind::JobDefinition) {
        if super::definition::Platform::of(cx, block) != super::definition::Platform::Ec2 {
            continue;
        }
        for container in containers(block) {
            let log = container.object("log_configuration");
            groups.extend(log.and_then(|log| created_group(cx, log)));
        }
    }
    groups
}

/// The objects of a definition that hold a container's attributes.
pub(super) fn containers(block: &Block) -> Vec<&Object> {
    match block.form() {
        Some(Form::MultiNode) => block
            .objects("node_ranges")
            .flat_map(containers_in)
            .collect(),
        _ => containers_in(&block.object),
    }
}

/// Of a definition or of one node range: itself, or those of its `containers`.
pub(super) fn containers_in(object: &Object) -> Vec<&Object> {
    match Form::of_job(|name| object.has(name)) {
        Form::Container => vec![object],
        Form::Containers => object.objects("containers").collect(),
        _ => Vec::new(),
    }
}
