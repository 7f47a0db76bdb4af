//! Roles: whether who uses them may, and whether they may do what the job asks of them.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, place};
use super::platform::{self, Platform};
use super::rights::{Resource, may};
use super::role_uses::{Purpose, Use, uses_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::program::{Block, Program, SecretSource, Typed, TypedKind};
use crate::syntax::source::Span;
use crate::vocabulary::Kind;

codes! {
    ROLE_NOT_ASSUMABLE = "role-not-assumable", Error, "a role that may not be assumed by who uses it";
    ROLE_CANNOT_READ_SECRET = "role-cannot-read-secret", Error, "an execution role that may not read a secret of the job";
    ROLE_LACKS_RIGHTS = "role-lacks-rights", Error, "a role without the rights its use needs";
    UNUSED_ROLE = "unused-role", Warning, "a role nothing uses";
}

pub fn check(program: &Facts, block: &Block, out: &mut Vec<Diagnostic>) {
    for one in &uses_of(program, block) {
        if !assumable(one, out) {
            continue;
        }
        match one.purpose {
            Purpose::Execution => execution(program, one, out),
            Purpose::Instance => instance(one, out),
            Purpose::Service => service(one, out),
            Purpose::SpotFleet => spot_fleet(one, out),
            Purpose::Infrastructure => infrastructure(one, out),
            Purpose::Job => {}
        }
    }
}

/// Where `assumed_by` is left out, it follows from the use.
fn assumable(one: &Use, out: &mut Vec<Diagnostic>) -> bool {
    let Some(field) = one.role.field("assumed_by") else {
        return true;
    };
    let Some(list) = field.value.as_list() else {
        return true;
    };
    let needed = one.purpose.principal();
    let fits = list.iter().any(|principal| match principal.as_text() {
        Some(text) => text.display().split('.').next() == Some(needed),
        None => true,
    });
    if fits {
        return true;
    }
    let mut finding = Diagnostic::new(
        &ROLE_NOT_ASSUMABLE,
        one.span,
        format!("`{needed}.amazonaws.com` may not assume the role `{}`", one.role.label),
    )
    .label(format!("used by {}", one.purpose.who().trim_end_matches(',').trim_end_matches(" before the job starts")))
    .also(place(field), "may be assumed by these only")
    .why(match one.purpose {
        Purpose::Job | Purpose::Execution => "ECS cannot take the role for the task, which ends before it starts: \"ECS was unable to assume the role\"",
        Purpose::Instance => "instances cannot take the role, so none of them joins the cluster and jobs stay RUNNABLE",
        _ => "AWS cannot take the role, and the compute environment becomes INVALID: \"CLIENT_ERROR - Not authorized to perform sts:AssumeRole\"",
    })
    .help(format!("add `\"{needed}.amazonaws.com\"`, or leave `assumed_by` out: it then follows from the use"));
    if let Some(last) = list.last() {
        let title = format!("add `{needed}.amazonaws.com`");
        finding = finding.maybe_fix(
            title,
            last.span.after(),
            format!(", \"{needed}.amazonaws.com\""),
        );
    }
    out.push(finding);
    false
}

/// The containers an execution role serves.
fn served<'a>(one: &Use<'a>) -> Vec<Container<'a>> {
    let containers = containers_of(one.block).into_iter();
    containers
        .filter(|container| std::ptr::eq(container.task, one.holder))
        .collect()
}

fn execution(program: &Program, one: &Use, out: &mut Vec<Diagnostic>) {
    let mut missing: Vec<(Span, String, &'static str)> = Vec::new();
    let containers = served(one);
    for value in containers.iter().flat_map(secrets) {
        if let Some((name, action, resource)) = secret(program, value)
            && !may(one.role, action, Some(&resource))
        {
            missing.push((value.span, name, action));
        }
    }
    if let Some((span, name, action)) = missing.first() {
        let mut finding = Diagnostic::new(
            &ROLE_CANNOT_READ_SECRET,
            one.span,
            format!("the execution role `{}` may not read the secret `{name}`", one.role.label),
        )
        .label(format!("lacks `{action}`"))
        .also(one.role.head_span, "declared here")
        .why("the ECS agent reads the secrets with the execution role before the job starts; without the right the task stops with \"ResourceInitializationError: unable to pull secrets or registry auth\" (AccessDeniedException)")
        .help(format!("allow it: `allow = [{{ actions = [\"{action}\"], resources = [\"arn:aws:{}\"] }}]`, or leave `execution_role` out and batchlang makes one that may", example(action, name)));
        for (span, name, _) in missing.iter().skip(1) {
            finding = finding.also(*span, format!("nor `{name}`"));
        }
        finding = finding.also(*span, "read with that role");
        out.push(finding);
    }
    let on_fargate = platform::of_definition(program, one.block)
        .is_some_and(|chosen| chosen.platform == Platform::Fargate);
    if on_fargate {
        fargate(one, &containers, out);
    }
}

/// On Fargate the execution role also fetches the image and writes the log.
fn fargate(one: &Use, containers: &[Container], out: &mut Vec<Diagnostic>) {
    let mut needed: Vec<&str> = Vec::new();
    let from_ecr = containers.iter().any(|container| {
        let image = container.image().and_then(|field| field.value.as_text());
        image.is_some_and(|image| image.display().contains(".dkr.ecr."))
    });
    if from_ecr {
        needed.extend(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]);
    }
    let logs = |container: &&Container| {
        let driver = container
            .object
            .object("log_configuration")
            .and_then(|logs| logs.word("log_driver"));
        driver.is_none_or(|driver| driver == "awslogs")
    };
    if containers.iter().any(|container| logs(&container)) {
        needed.extend(["logs:CreateLogStream", "logs:PutLogEvents"]);
    }
    let mut because = None;
    for container in containers {
        let options = container
            .object
            .object("log_configuration")
            .map_or(&[][..], |logs| logs.map("options"));
        let create = options.iter().find(|(key, value)| {
            key.text == "awslogs-create-group" && value.as_str() == Some("true")
        });
        if let Some((key, _)) = create {
            needed.push("logs:CreateLogGroup");
            because = Some(key.span);
        }
    }
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|action| !may(one.role, action, None))
        .collect();
    if missing.is_empty() {
        return;
    }
    let only_group = missing == ["logs:CreateLogGroup"];
    let help = if only_group {
        "allow `logs:CreateLogGroup`, which AmazonECSTaskExecutionRolePolicy does not hold, or make the group beforehand"
    } else {
        "add `\"service-role/AmazonECSTaskExecutionRolePolicy\"` to its `managed_policies`, or leave `execution_role` out and batchlang makes one"
    };
    let mut finding = lacks(one, &missing)
        .why("on Fargate the execution role fetches the image and writes the log; without the rights the task stops before it starts (\"ResourceInitializationError\", \"CannotPullContainerError\")")
        .help(help);
    if let Some(span) = because.filter(|_| missing.contains(&"logs:CreateLogGroup")) {
        finding = finding.also(span, "wants to make the log group");
    }
    out.push(finding);
}

fn lacks(one: &Use, missing: &[&str]) -> Diagnostic {
    let actions: Vec<String> = missing.iter().map(|action| format!("`{action}`")).collect();
    Diagnostic::new(
        &ROLE_LACKS_RIGHTS,
        one.span,
        format!("the role `{}` lacks {}", one.role.label, actions.join(", ")),
    )
    .label("not enough rights for this use")
    .also(one.role.head_span, "declared here")
}

/// Every secret the execution role reads for a container.
fn secrets<'a>(container: &Container<'a>) -> Vec<&'a Typed> {
    let logs = container.object.object("log_configuration");
    let logged = logs.map_or(&[][..], |logs| logs.map("secret_options"));
    let named = container
        .object
        .map("secrets")
        .iter()
        .chain(logged)
        .map(|(_, value)| value);
    named
        .chain(container.object.get("repository_credentials"))
        .collect()
}

/// A secret's name, the action that reads it and what a policy would name.
fn secret(program: &Program, value: &Typed) -> Option<(String, &'static str, Resource)> {
    const SECRET: &str = "secretsmanager:GetSecretValue";
    const PARAMETER: &str = "ssm:GetParameters";
    let TypedKind::Secret(source) = &value.kind else {
        return None;
    };
    let resource = |tail: String, block| Resource { tail, block };
    Some(match source {
        SecretSource::SecretsManager { name, .. } => (
            name.to_string(),
            SECRET,
            resource(format!("secret:{name}-??????"), None),
        ),
        SecretSource::Parameter { name } => {
            let path = if name.starts_with('/') {
                name.to_string()
            } else {
                format!("/{name}")
            };
            (
                name.to_string(),
                PARAMETER,
                resource(format!("parameter{path}"), None),
            )
        }
        SecretSource::Existing { block } => {
            let declared = program.block(*block);
            let shown = declared.label.to_string();
            let tail = match (declared.str("name"), declared.str("arn")) {
                (Some(name), _) => format!("secret:{name}-??????"),
                (None, Some(arn)) => arn.splitn(6, ':').nth(5)?.to_owned(),
                _ => return None,
            };
            (shown, SECRET, resource(tail, Some(*block)))
        }
        SecretSource::Arn(text) => {
            let arn = text.as_str()?;
            let mut parts = arn.splitn(6, ':').skip(2);
            let service = parts.next()?;
            let tail = parts.nth(2)?;
            // Behind a secret's name may stand key, stage and id.
            let name: Vec<&str> = tail.split(':').take(2).collect();
            let action = if service == "ssm" { PARAMETER } else { SECRET };
            (tail.to_owned(), action, resource(name.join(":"), None))
        }
    })
}

fn example(action: &str, name: &str) -> String {
    match action {
        "ssm:GetParameters" => format!("ssm:*:*:parameter/{}", name.trim_start_matches('/')),
        _ => format!("secretsmanager:*:*:secret:{name}-*"),
    }
}

fn instance(one: &Use, out: &mut Vec<Diagnostic>) {
    let on_eks = one.block.has("eks_configuration");
    let managed = one.block.has("managed_instances_provider");
    if on_eks || managed || may(one.role, "ecs:RegisterContainerInstance", None) {
        return;
    }
    out.push(
        lacks(one, &["ecs:RegisterContainerInstance"])
            .why("an instance joins the cluster through the ECS agent, which acts with this role; if none joins, jobs stay RUNNABLE and Batch sets the environment INVALID: \"none of the instances joined the underlying ECS Cluster\"")
            .help("add `\"service-role/AmazonEC2ContainerServiceforEC2Role\"` to its `managed_policies`, or leave `instance_role` out and batchlang makes one"),
    );
}

fn service(one: &Use, out: &mut Vec<Diagnostic>) {
    let needed = [
        "ecs:CreateCluster",
        "autoscaling:CreateAutoScalingGroup",
        "ec2:DescribeInstances",
    ];
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|action| !may(one.role, action, None))
        .collect();
    // An environment of one's own instances has nothing to scale.
    let unmanaged = one.block.word("type") == Some("UNMANAGED");
    if missing.is_empty() || (unmanaged && may(one.role, "ecs:CreateCluster", None)) {
        return;
    }
    out.push(
        lacks(one, &missing)
            .why("Batch makes the cluster, the scaling group and the instances with its service role; without the rights the environment becomes INVALID (\"is not authorized to perform\")")
            .help("add `\"service-role/AWSBatchServiceRole\"` to its `managed_policies`, or leave `service_role` out for AWS's own service-linked role"),
    );
}

fn spot_fleet(one: &Use, out: &mut Vec<Diagnostic>) {
    let needed = [
        "ec2:RequestSpotInstances",
        "ec2:TerminateInstances",
        "ec2:CreateTags",
    ];
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|action| !may(one.role, action, None))
        .collect();
    if missing.is_empty() {
        return;
    }
    out.push(
        lacks(one, &missing)
            .why("Spot Fleet asks for, tags and ends the instances with this role")
            .help("add `\"service-role/AmazonEC2SpotFleetTaggingRole\"` to its `managed_policies`"),
    );
}

/// AWS publishes no list of what the role needs but its own policy: what is asked for here is what
/// starting and ending an instance takes, and a warning is all it comes to.
fn infrastructure(one: &Use, out: &mut Vec<Diagnostic>) {
    let needed = [
        "ec2:CreateFleet",
        "ec2:RunInstances",
        "ec2:TerminateInstances",
    ];
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|action| !may(one.role, action, None))
        .collect();
    if missing.is_empty() {
        return;
    }
    let mut finding = lacks(one, &missing)
        .why("ECS starts and ends the environment's instances with this role; without the rights none comes up and jobs stay RUNNABLE")
        .help("add `\"AmazonECSInfrastructureRolePolicyForManagedInstances\"` to its `managed_policies`, or leave `infrastructure_role` out and batchlang makes one");
    finding.severity = Severity::Warning;
    out.push(finding);
}

/// A role for some other service is meant for others than this program's blocks.
pub fn unused(program: &Program, out: &mut Vec<Diagnostic>) {
    let used = program.used();
    for role in program.declared(Kind::Role) {
        if used.contains(&role.id) || for_others(role) {
            continue;
        }
        let message = format!("nothing uses the role `{}`", role.label);
        out.push(
            Diagnostic::new(&UNUSED_ROLE, role.head_span, message)
                .label("not used")
                .why("rights that nothing needs are rights that only an intruder uses")
                .help("name it (`job_role`, `execution_role`, `instance_role` …), or remove it"),
        );
    }
}

/// Whether a service that has no part in a program's own blocks may assume it.
fn for_others(role: &Block) -> bool {
    let own = ["ecs-tasks", "ec2", "batch", "spotfleet", "ecs"];
    let other = |principal: &Typed| {
        principal.as_text().is_none_or(|text| {
            let shown = text.display();
            let service = shown.split('.').next().unwrap_or_default();
            !own.contains(&service)
        })
    };
    role.get("assumed_by")
        .is_some_and(|value| value.as_list().is_none_or(|list| list.iter().any(other)))
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::{codes_of, messages_of};

    fn program(role: &str, job: &str) -> String {
        format!(
            "role agent {{\n{role}\n}}\njob_definition load {{\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memory = 2 GiB\n  execution_role = agent\n{job}\n}}\n"
        )
    }

    const SECRETS: &str =
        "  secrets = { A = secret(\"prod/db:password\"), B = ssm(\"/prod/token\") }";

    #[test]
    fn every_secret_is_asked_for() {
        let none = program("  managed_policies = [\"AmazonS3ReadOnlyAccess\"]", SECRETS);
        assert_eq!(codes_of(&none), ["role-cannot-read-secret"]);
        let one = program(
            "  allow = [{ actions = [\"secretsmanager:Get*\"], resources = [\"arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/*\"] }]",
            SECRETS,
        );
        assert_eq!(
            messages_of(&one, "role-cannot-read-secret"),
            ["the execution role `agent` may not read the secret `/prod/token`"]
        );
        let both = program(
            "  managed_policies = [\"SecretsManagerReadWrite\", \"AmazonSSMReadOnlyAccess\"]",
            SECRETS,
        );
        assert_eq!(codes_of(&both), [] as [&str; 0]);
    }

    #[test]
    fn a_policy_of_ones_own_may_hold_anything() {
        let own = program(
            "  managed_policies = [\"arn:aws:iam::123456789012:policy/team\"]",
            SECRETS,
        );
        assert_eq!(codes_of(&own), [] as [&str; 0]);
    }

    #[test]
    fn on_fargate_the_agent_writes_the_log() {
        let job = "  platform_capabilities = [FARGATE]";
        let bare = program(
            "  allow = [{ actions = [\"s3:GetObject\"], resources = [\"arn:aws:s3:::d/*\"] }]",
            job,
        );
        assert_eq!(codes_of(&bare), ["role-lacks-rights"]);
        let policy = "  managed_policies = [\"service-role/AmazonECSTaskExecutionRolePolicy\"]";
        assert_eq!(codes_of(&program(policy, job)), [] as [&str; 0]);
        let group = format!(
            "{job}\n  log_configuration = {{ log_driver = awslogs, options = {{ awslogs-create-group = \"true\" }} }}"
        );
        assert_eq!(codes_of(&program(policy, &group)), ["role-lacks-rights"]);
    }

    #[test]
    fn managed_instances_are_started_with_the_infrastructure_role() {
        let with = |role: &str| {
            let text = format!(
                "role starter {{\n{role}\n}}\ncompute_environment managed {{\n  type = ECS_MANAGED_INSTANCES\n  max_vcpus = 16\n  managed_instances_provider = {{ infrastructure_role = starter }}\n}}\njob_queue q {{\n  priority = 1\n  compute_environments = [managed]\n}}\n"
            );
            codes_of(&text)
        };
        let own = "  managed_policies = [\"AmazonECSInfrastructureRolePolicyForManagedInstances\"]";
        assert_eq!(with(own), [] as [&str; 0]);
        let other = "  managed_policies = [\"AmazonS3ReadOnlyAccess\"]";
        assert_eq!(with(other), ["role-lacks-rights"]);
    }

    #[test]
    fn a_role_for_another_service_may_stand_alone() {
        let role = "role starter {\n  assumed_by = [\"states.amazonaws.com\"]\n  allow = [{ actions = [\"batch:SubmitJob\"], resources = [\"arn:aws:batch:*:*:job-queue/main\"] }]\n}\n";
        assert_eq!(codes_of(role), [] as [&str; 0]);
    }
}
