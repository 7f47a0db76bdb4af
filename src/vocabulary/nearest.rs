//! Did you mean …? The nearest of some candidates to a word that is none of them.

use super::kind::Kind;
use super::kinds;
use super::types::{Attribute, Word};

/// The candidate a misspelt word most likely means. `None` where none is near: further than a
/// third of the word's length in edits (at least one).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, candidates).map(|near| near.word)
}

/// A candidate near a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near<'a> {
    pub word: &'a str,
    /// A slip of the pen and nothing else parts the two: no other candidate is as near, and no
    /// digit differs.
    pub sure: bool,
    /// Another candidate is just as near.
    pub tied: bool,
}

/// The nearest candidate, and how certain it is that it was meant.
pub fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    // A file may hold words of any length; nobody means anything by one this long.
    if word.is_empty() || word.len() > 128 {
        return None;
    }
    let folded = fold(word);
    let allowed = (folded.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in candidates {
        let other = fold(candidate);
        if folded == other {
            return Some(Near {
                word: candidate,
                sure: true,
                tied: false,
            });
        }
        if folded.len().abs_diff(other.len()) > allowed * 4 || negates(&other, &folded) {
            continue;
        }
        let distance = strsim::osa_distance(&folded, &other);
        if distance > allowed {
            continue;
        }
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, first)) if distance == least => tied |= first != candidate,
            _ => {
                best = Some((distance, candidate));
                tied = false;
            }
        }
    }
    let (distance, candidate) = best?;
    let length = folded.len().max(candidate.len());
    let slip = distance <= (length / 4).clamp(1, 2);
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    Some(Near {
        word: candidate,
        sure: slip && !tied && digits(word) == digits(candidate),
        tied,
    })
}

/// `unmanaged` negates `managed`: it is the last thing that was meant.
fn negates(word: &str, other: &str) -> bool {
    let prefix = word.strip_suffix(other);
    prefix.is_some_and(|prefix| matches!(prefix, "un" | "non" | "no" | "not" | "dis"))
}

/// Words of AWS's and Terraform's for what several of ours say together: one of ours that the
/// attribute has, theirs, and what to write.
const SEVERAL: [(&str, &str, &str); 1] = [(
    "UNMANAGED",
    "MANAGED",
    "managed is every environment of type EC2, SPOT, FARGATE, FARGATE_SPOT or \
     ECS_MANAGED_INSTANCES: say which",
)];

/// What to say of a word that stands for several of `words`.
pub fn several_meant(words: &[Word], written: &str) -> Option<&'static str> {
    let has = |name: &str| words.iter().any(|word| word.name == name);
    let found = SEVERAL
        .iter()
        .find(|(ours, theirs, _)| has(ours) && fold(theirs) == fold(written))?;
    Some(found.2)
}

/// The attributes that stand in an object of this name in AWS's requests or in Terraform, and
/// directly in the block here: `fair_share_policy = { … }`.
pub fn directly_here(attributes: &'static [Attribute], word: &str) -> Vec<&'static str> {
    if word.is_empty() || word.len() > 128 {
        return Vec::new();
    }
    let folded = fold(word);
    let around = |path: &str| {
        let objects = path.rsplit_once('.').map_or("", |(objects, _)| objects);
        objects.split('.').any(|object| fold(object) == folded)
    };
    let found = attributes
        .iter()
        .filter(|attribute| around(attribute.aws) || attribute.terraform.is_some_and(around));
    found.map(|attribute| attribute.name).collect()
}

/// Without case and separators: `maxvCpus`, `max-vcpus` and `MAX_VCPUS` are one.
fn fold(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The attribute a word stands for that is none: AWS's or Terraform's name of one, Provose's, or a
/// misspelling.
pub fn nearest_attribute(attributes: &'static [Attribute], word: &str) -> Option<&'static str> {
    by_alias(attributes, word).or_else(|| nearest(word, attributes.iter().map(|a| a.name)))
}

/// Names of the same thing elsewhere that follow from no path in the table. Where a name stands
/// in several kinds, the first that the block has is meant.
const ALIASES: &[(&str, &str)] = &[
    ("compute_environment_type", "type"),
    ("instance_type", "instance_types"),
    ("compute_environment", "compute_environments"),
    ("order", "compute_environments"),
    ("queue", "runs_on"),
    ("job_queue", "runs_on"),
    ("job_queues", "runs_on"),
    ("vcpu", "vcpus"),
    ("cpus", "vcpus"),
    ("mem", "memory"),
    ("ram", "memory"),
    ("gpu", "gpus"),
    ("env", "environment"),
    ("environment", "env"),
    ("attempt_duration_seconds", "timeout"),
    ("evaluate_on_exit", "on"),
    ("retries", "retry"),
    ("image_id_override", "ami_id"),
    ("spot_price", "bid_percentage"),
    ("security_group_ids", "security_groups"),
    ("subnet_ids", "subnets"),
    ("policies", "managed_policies"),
    ("policy_arns", "managed_policies"),
    ("schedulingpolicy", "scheduling_policy"),
    ("root_volume", "disk"),
    ("storage", "disk"),
    ("type", "resource_type"),
    ("volume_size", "size"),
    ("volume_type", "type"),
    ("efs_volume_configuration", "efs"),
    ("s3files_volume_configuration", "s3files"),
    ("task_role", "job_role"),
    ("task_role_arn", "job_role"),
    ("job_role_arn", "job_role"),
    ("minimum_vcpus", "min_vcpus"),
    ("maximum_vcpus", "max_vcpus"),
    ("entrypoint", "command"),
];

fn by_alias(attributes: &'static [Attribute], word: &str) -> Option<&'static str> {
    if word.len() > 128 {
        return None;
    }
    let folded = fold(word);
    let has = |name: &str| attributes.iter().find(|a| a.name == name).map(|a| a.name);
    if let Some(same) = attributes.iter().find(|a| fold(a.name) == folded) {
        return Some(same.name);
    }
    let last = |path: &'static str| path.rsplit('.').next().unwrap_or(path);
    // Several attributes fill `resourceRequirements`: that name alone means none of them.
    let mut named = attributes.iter().filter(|attribute| {
        let aws = last(attribute.aws);
        let terraform = attribute.terraform.map_or("", last);
        (!aws.is_empty() && fold(aws) == folded)
            || (!terraform.is_empty() && fold(terraform) == folded)
    });
    if let (Some(only), None) = (named.next(), named.next()) {
        return Some(only.name);
    }
    ALIASES
        .iter()
        .filter(|(alias, _)| fold(alias) == folded)
        .find_map(|&(_, name)| has(name))
        .or_else(|| {
            // `computeResources`, `launchTemplate.launchTemplateId`: a part of a path on the way to
            // one attribute only.
            let mut through = attributes
                .iter()
                .filter(|attribute| attribute.aws.split('.').any(|part| fold(part) == folded));
            match (through.next(), through.next()) {
                (Some(only), None) => Some(only.name),
                _ => None,
            }
        })
}

/// The declaration a word stands for that is none: a kind, or a keyword such as `param`.
pub fn nearest_kind(word: &str) -> Option<&'static str> {
    let aliases: &[(&str, &str)] = &[
        ("variable", "param"),
        ("var", "param"),
        ("parameter", "param"),
        ("local", "let"),
        ("locals", "let"),
        ("const", "let"),
        ("include", "import"),
        ("data", "existing"),
        ("queue", "job_queue"),
        ("environment", "compute_environment"),
        ("compute", "compute_environment"),
        ("definition", "job_definition"),
        ("job", "job_definition"),
        ("policy", "scheduling_policy"),
        ("fairshare", "scheduling_policy"),
        ("vpc", "network"),
        ("iam_role", "role"),
        ("aws_batch_compute_environment", "compute_environment"),
        ("aws_batch_job_queue", "job_queue"),
        ("aws_batch_job_definition", "job_definition"),
        ("aws_batch_scheduling_policy", "scheduling_policy"),
        ("aws_iam_role", "role"),
    ];
    let declarable = Kind::ALL
        .into_iter()
        .filter(|kind| kind.declarable())
        .map(Kind::name);
    let keywords = kinds::keywords().iter().map(|keyword| keyword.name);
    aliases
        .iter()
        .find(|(alias, _)| fold(alias) == fold(word))
        .map(|&(_, name)| name)
        .or_else(|| nearest(word, declarable.chain(keywords)))
}

#[cfg(test)]
mod tests {
    use super::super::attributes;
    use super::*;

    fn meant(kind: Kind, word: &str) -> Option<&'static str> {
        nearest_attribute(attributes(kind, false), word)
    }

    #[test]
    fn names_of_aws_terraform_and_provose_are_known() {
        let environment = Kind::ComputeEnvironment;
        assert_eq!(meant(environment, "maxvCpus"), Some("max_vcpus"));
        assert_eq!(meant(environment, "instanceTypes"), Some("instance_types"));
        assert_eq!(meant(environment, "instance_type"), Some("instance_types"));
        assert_eq!(meant(environment, "compute_environment_type"), Some("type"));
        assert_eq!(meant(environment, "ec2KeyPair"), Some("key_pair"));
        assert_eq!(
            meant(Kind::JobQueue, "computeEnvironmentOrder"),
            Some("compute_environments")
        );
        assert_eq!(
            meant(Kind::JobQueue, "scheduling_policy_arn"),
            Some("scheduling_policy")
        );
        assert_eq!(meant(Kind::JobDefinition, "retryStrategy"), Some("retry"));
        assert_eq!(meant(Kind::JobDefinition, "jobRoleArn"), Some("job_role"));
        assert_eq!(
            meant(Kind::JobDefinition, "readonlyRootFilesystem"),
            Some("readonly_root_filesystem")
        );
    }

    #[test]
    fn misspellings_are_mended_and_strangers_are_not() {
        assert_eq!(
            meant(Kind::ComputeEnvironment, "max_vcpu"),
            Some("max_vcpus")
        );
        assert_eq!(
            meant(Kind::ComputeEnvironment, "instnace_types"),
            Some("instance_types")
        );
        assert_eq!(meant(Kind::ComputeEnvironment, "colour"), None);
        assert_eq!(meant(Kind::JobDefinition, "memry"), Some("memory"));
        assert_eq!(nearest_kind("jobqueue"), Some("job_queue"));
        assert_eq!(nearest_kind("JobDefinition"), Some("job_definition"));
        assert_eq!(nearest_kind("variable"), Some("param"));
        assert_eq!(nearest_kind("improt"), Some("import"));
        assert_eq!(nearest_kind("elephant"), None);
        assert_eq!(nearest("spot", ["EC2", "SPOT"]), Some("SPOT"));
        assert_eq!(
            nearest("m5.larg", ["m5.large", "m6i.large"]),
            Some("m5.large")
        );
    }

    #[test]
    fn only_a_slip_of_the_pen_is_sure() {
        let types = [
            "EC2",
            "SPOT",
            "FARGATE",
            "UNMANAGED",
            "ECS_MANAGED_INSTANCES",
        ];
        let sure = |word: &str, of: &[&'static str]| {
            near(word, of.iter().copied()).map(|near| (near.word, near.sure))
        };
        assert_eq!(sure("MANAGED", &types), None);
        assert_eq!(sure("fargate", &types), Some(("FARGATE", true)));
        assert_eq!(sure("FRAGATE", &types), Some(("FARGATE", true)));
        let strategies = ["SPOT_CAPACITY_OPTIMIZED", "SPOT_PRICE_CAPACITY_OPTIMIZED"];
        let meant = sure("SPOT_PRICE_OPTIMIZED", &strategies);
        assert!(meant.is_none_or(|(_, sure)| !sure), "{meant:?}");
        let regions = ["us-west-1", "us-west-2", "eu-north-1"];
        assert!(near("us-west-3", regions).is_some_and(|near| near.tied && !near.sure));
        assert_eq!(sure("eu-north-2", &regions), Some(("eu-north-1", false)));
        assert_eq!(sure("us-wset-2", &regions), Some(("us-west-2", true)));
    }

    #[test]
    fn objects_around_attributes_are_known() {
        let policy = directly_here(
            attributes(Kind::SchedulingPolicy, false),
            "fair_share_policy",
        );
        assert_eq!(
            policy,
            ["share_decay", "compute_reservation", "share_distribution"]
        );
        let environment = attributes(Kind::ComputeEnvironment, false);
        assert!(directly_here(environment, "compute_resources").contains(&"max_vcpus"));
        assert!(directly_here(environment, "max_vcpus").is_empty());
    }

    #[test]
    fn long_words_cost_nothing() {
        assert_eq!(nearest(&"x".repeat(1_000_000), ["x"]), None);
    }
}
