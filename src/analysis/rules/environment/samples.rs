//! Small programs for the tests of these rules.

use crate::analysis::testing::codes_of;

/// An environment of x86 instances with these attributes, and its queue.
pub fn ec2(attributes: &str) -> String {
    environment("EC2", &format!("instance_types = [\"m6i\"]\n{attributes}"))
}

/// An environment of that type with these attributes and 64 vCPUs, and its queue.
pub fn environment(kind: &str, attributes: &str) -> String {
    let max = if attributes.contains("max_vcpus") {
        ""
    } else {
        "max_vcpus = 64\n"
    };
    format!(
        "compute_environment workers {{\ntype = {kind}\n{max}{attributes}\n}}\n{}",
        queue("workers", "")
    )
}

/// A queue over these environments with these further attributes.
pub fn queue(environments: &str, attributes: &str) -> String {
    format!(
        "job_queue main {{\npriority = 1\ncompute_environments = [{environments}]\n{attributes}\n}}\n"
    )
}

/// A network with these attributes, an environment in it, and its queue.
pub fn network(attributes: &str) -> String {
    format!("network net {{\n{attributes}\n}}\n{}", ec2("network = net"))
}

/// What an EC2 environment with these attributes is told.
pub fn codes(attributes: &str) -> Vec<String> {
    codes_of(&ec2(attributes))
}

/// What a network with these attributes is told.
pub fn network_codes(attributes: &str) -> Vec<String> {
    codes_of(&network(attributes))
}
