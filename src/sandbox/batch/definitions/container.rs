//! What AWS refuses of a container.

use super::super::super::Fault;
use super::super::values::{executing, list, text, within};
use crate::catalog;
use serde_json::Value;

/// `containerProperties`, or a node's `container`.
pub fn check(container: &Value, platform: &str, node: bool) -> Result<(), Fault> {
    if text(container, "image").is_none_or(str::is_empty) {
        return Err(executing("Container image is required."));
    }
    if container.get("instanceType").is_some() && !node {
        return Err(executing("instanceType is only applicable for multinode."));
    }
    common(container)?;
    volumes(container, container)?;
    let (vcpus, memory) = sizes(container)?;
    if vcpus.is_none() {
        return Err(executing("vCPU is not provided."));
    }
    if memory.is_none() {
        return Err(executing("Memory is not provided."));
    }
    if platform == "FARGATE" {
        on_fargate(container)?;
        fits_fargate(vcpus, memory)?;
        return execution_role(container);
    }
    for field in [
        "networkConfiguration",
        "fargatePlatformConfiguration",
        "ephemeralStorage",
        "runtimePlatform",
    ] {
        if container.get(field).is_some() {
            return Err(executing(format!("{field} not applicable for EC2.")));
        }
    }
    if !list(container, "secrets").is_empty() {
        return execution_role(container);
    }
    Ok(())
}

/// One task of `ecsProperties`.
pub fn task(task: &Value, platform: &str) -> Result<(), Fault> {
    let containers = list(task, "containers");
    if containers.is_empty() || containers.len() > 10 {
        return Err(executing("containers must have 1 to 10 entries."));
    }
    let essential = |one: &Value| one.get("essential") != Some(&Value::Bool(false));
    if !containers.iter().any(essential) {
        return Err(executing("At least one container must be essential."));
    }
    let mut names: Vec<&str> = Vec::new();
    let (mut vcpus, mut memory) = (0.0, 0);
    let (mut any_vcpus, mut any_memory) = (false, false);
    for one in containers {
        let name = text(one, "name").unwrap_or_default();
        if name.is_empty() && containers.len() > 1 || names.contains(&name) {
            return Err(executing("Every container needs a name of its own."));
        }
        names.push(name);
        common(one)?;
        volumes(one, task)?;
        if platform == "FARGATE" {
            on_fargate(one)?;
        }
        let (some_vcpus, some_memory) = sizes(one)?;
        vcpus += some_vcpus.unwrap_or(0.0);
        memory += some_memory.unwrap_or(0);
        any_vcpus |= some_vcpus.is_some();
        any_memory |= some_memory.is_some();
    }
    for one in containers {
        depends(one, containers, &names)?;
    }
    if platform != "FARGATE" {
        return Ok(());
    }
    if task.get("ipcMode").is_some() {
        return Err(executing("ipcMode is not applicable for Fargate."));
    }
    fits_fargate(any_vcpus.then_some(vcpus), any_memory.then_some(memory))?;
    execution_role(task)
}

fn depends(one: &Value, containers: &[Value], names: &[&str]) -> Result<(), Fault> {
    for dependency in list(one, "dependsOn") {
        let target = text(dependency, "containerName").unwrap_or_default();
        let Some(index) = names.iter().position(|name| *name == target) else {
            return Err(executing(format!(
                "dependsOn names no container: '{target}'"
            )));
        };
        let waits = matches!(text(dependency, "condition"), Some("COMPLETE" | "SUCCESS"));
        if waits && containers[index].get("essential") != Some(&Value::Bool(false)) {
            return Err(executing(format!(
                "A container that is waited for to end must not be essential: '{target}'"
            )));
        }
    }
    Ok(())
}

fn common(container: &Value) -> Result<(), Fault> {
    for pair in list(container, "environment") {
        let name = text(pair, "name").unwrap_or_default();
        if name.starts_with("AWS_BATCH") {
            return Err(executing(format!(
                "Environment variables must not start with AWS_BATCH: {name}"
            )));
        }
    }
    if let Some(user) = text(container, "user")
        && !user_name(user)
    {
        return Err(executing(format!(
            "User '{user}' does not match regex ^([a-z0-9_][a-z0-9_-]{{0,30}})$"
        )));
    }
    if let Some(linux) = container.get("linuxParameters") {
        within(linux, "swappiness", 0, 100)?;
        if linux.get("swappiness").is_some() && linux.get("maxSwap").is_none() {
            return Err(executing("swappiness needs maxSwap."));
        }
    }
    Ok(())
}

/// AWS's pattern for users, or a number with a group.
fn user_name(user: &str) -> bool {
    user.split(':').all(|part| {
        !part.is_empty()
            && part.len() <= 31
            && !part.starts_with('-')
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
    })
}

fn volumes(container: &Value, holder: &Value) -> Result<(), Fault> {
    let volumes = list(holder, "volumes");
    for mount in list(container, "mountPoints") {
        let source = text(mount, "sourceVolume").unwrap_or_default();
        if !volumes
            .iter()
            .any(|volume| text(volume, "name") == Some(source))
        {
            return Err(executing(format!("Unknown volume '{source}'.")));
        }
    }
    for volume in volumes {
        let Some(efs) = volume.get("efsVolumeConfiguration") else {
            continue;
        };
        let encrypted = text(efs, "transitEncryption") == Some("ENABLED");
        let authorization = efs.get("authorizationConfig").unwrap_or(&Value::Null);
        let point = text(authorization, "accessPointId").is_some();
        if (point || text(authorization, "iam") == Some("ENABLED")) && !encrypted {
            return Err(executing(
                "transitEncryption must be ENABLED where IAM or an access point is used.",
            ));
        }
        if point && text(efs, "rootDirectory").is_some_and(|root| !matches!(root, "" | "/")) {
            return Err(executing(
                "rootDirectory must be omitted or / with an access point.",
            ));
        }
    }
    Ok(())
}

/// vCPUs and MiB, from the requirements or the deprecated fields.
fn sizes(container: &Value) -> Result<(Option<f64>, Option<u32>), Fault> {
    let mut vcpus = container.get("vcpus").and_then(Value::as_f64);
    let mut memory = container
        .get("memory")
        .and_then(Value::as_u64)
        .map(|n| n as u32);
    for requirement in list(container, "resourceRequirements") {
        let value = text(requirement, "value").unwrap_or_default();
        let kind = text(requirement, "type").unwrap_or_default();
        let number = value.parse::<f64>().ok().filter(|number| *number > 0.0);
        let Some(number) = number else {
            return Err(executing(format!("Invalid value for {kind}: '{value}'")));
        };
        if kind != "VCPU" && number.fract() != 0.0 {
            return Err(executing(format!(
                "{kind} must be a whole number: '{value}'"
            )));
        }
        match kind {
            "VCPU" => vcpus = Some(number),
            "MEMORY" if number < 4.0 => {
                return Err(executing("Memory must be at least 4 MiB."));
            }
            "MEMORY" => memory = Some(number as u32),
            _ => {}
        }
    }
    Ok((vcpus, memory))
}

fn execution_role(holder: &Value) -> Result<(), Fault> {
    if text(holder, "executionRoleArn").is_none_or(str::is_empty) {
        return Err(executing("executionRoleArn is required."));
    }
    Ok(())
}

fn fits_fargate(vcpus: Option<f64>, memory: Option<u32>) -> Result<(), Fault> {
    let (Some(vcpus), Some(memory)) = (vcpus, memory) else {
        return Err(executing("VCPU and MEMORY are required for Fargate."));
    };
    if catalog::fargate_fits(vcpus, memory) {
        return Ok(());
    }
    Err(executing(format!(
        "Fargate resource requirements ({vcpus:.2} vCPU, {memory} MiB) not valid."
    )))
}

fn on_fargate(container: &Value) -> Result<(), Fault> {
    let refused = |field: &str| Err(executing(format!("{field} is not applicable for Fargate.")));
    if container.get("vcpus").is_some() || container.get("memory").is_some() {
        return Err(executing(
            "vcpus and memory are not applicable for Fargate, use resourceRequirements.",
        ));
    }
    if container.get("privileged") == Some(&Value::Bool(true)) {
        return refused("privileged");
    }
    if !list(container, "ulimits").is_empty() {
        return refused("ulimits");
    }
    let requirements = list(container, "resourceRequirements");
    if requirements
        .iter()
        .any(|one| text(one, "type") == Some("GPU"))
    {
        return refused("GPU");
    }
    let linux = container.get("linuxParameters").unwrap_or(&Value::Null);
    for field in [
        "devices",
        "sharedMemorySize",
        "tmpfs",
        "maxSwap",
        "swappiness",
    ] {
        if linux
            .get(field)
            .is_some_and(|value| value != &serde_json::json!([]))
        {
            return refused(field);
        }
    }
    for volume in list(container, "volumes") {
        if volume
            .get("host")
            .is_some_and(|host| text(host, "sourcePath").is_some())
        {
            return refused("host.sourcePath");
        }
    }
    if let Some(storage) = container.get("ephemeralStorage") {
        within(storage, "sizeInGiB", 21, 200)?;
    }
    if let Some(log) = container.get("logConfiguration")
        && !matches!(
            text(log, "logDriver"),
            Some("awslogs" | "splunk" | "awsfirelens")
        )
    {
        return refused("the log driver");
    }
    if let Some(version) = container
        .get("fargatePlatformConfiguration")
        .and_then(|one| text(one, "platformVersion"))
        && !matches!(version, "1.3.0" | "1.4.0" | "LATEST")
    {
        return Err(executing(format!("Unknown platform version {version}.")));
    }
    Ok(())
}
