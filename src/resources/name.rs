//! Names: the project's prefix and the label, within what each service allows.

use super::node::{Part, Text};
use smol_str::SmolStr;

/// How a resource is called in AWS.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub text: Text,
    /// Replacing it takes two of it at once, so a part that differs from one to the next is put
    /// behind it: `spot-pool-…`.
    pub generated: bool,
}

impl Name {
    pub fn fixed(text: Text) -> Name {
        Name {
            text,
            generated: false,
        }
    }

    pub fn generated(text: Text) -> Name {
        Name {
            text,
            generated: true,
        }
    }
}

/// IAM's limit for roles.
pub const ROLE: usize = 64;
/// IAM's limit for instance profiles.
pub const INSTANCE_PROFILE: usize = 128;
/// Terraform's limit for launch templates, three below EC2's.
pub const LAUNCH_TEMPLATE: usize = 125;
/// Terraform's limit for the prefix of a compute environment's name (26 characters follow it).
pub const ENVIRONMENT_PREFIX: usize = 101;
/// As much as leaves room for what Terraform puts behind a security group's prefix.
pub const SECURITY_GROUP_PREFIX: usize = 100;

/// The longest region names have 14 characters (`ap-southeast-1`).
const REGION: usize = 14;

/// The text cut to at most `limit` characters: its beginning and a digest of the whole, so that
/// two long names that begin alike stay two.
pub fn shorten(text: Text, limit: usize) -> Text {
    if length(&text) <= limit {
        return text;
    }
    let digest = format!("-{:08x}", digest(&describe(&text)) as u32);
    // What AWS puts in stays: it is what tells the same program in two regions apart.
    let literal = |part: &Part| matches!(part, Part::Literal(_));
    let kept: usize = text
        .parts
        .iter()
        .filter(|part| !literal(part))
        .map(part_length)
        .sum();
    let mut room = limit.saturating_sub(digest.len() + kept + 1);
    let mut short = Text::default();
    for part in text.parts {
        let Part::Literal(literal) = &part else {
            short.push(part);
            continue;
        };
        let head: String = literal.chars().take(room).collect();
        room -= head.chars().count();
        if head.len() < literal.len() {
            room = 0;
            let head = head.trim_end_matches(['-', '_', '.']);
            let gap = if head.is_empty() { "" } else { "-" };
            short.push(Part::Literal(SmolStr::from(format!("{head}{gap}"))));
        } else {
            short.push(part);
        }
    }
    match short.parts.last() {
        Some(Part::Literal(tail)) if tail.ends_with('-') => {
            short.then(digest.trim_start_matches('-'))
        }
        _ => short.then(&digest),
    }
}

fn length(text: &Text) -> usize {
    text.parts.iter().map(part_length).sum()
}

fn part_length(part: &Part) -> usize {
    match part {
        Part::Literal(text) => text.chars().count(),
        Part::Region => REGION,
        _ => 12,
    }
}

/// A text that differs where the names do, whatever AWS puts into them.
fn describe(text: &Text) -> String {
    text.parts
        .iter()
        .map(|part| match part {
            Part::Literal(text) => text.to_string(),
            Part::Region => "${region}".to_owned(),
            other => format!("${{{other:?}}}"),
        })
        .collect()
}

/// FNV-1a: the same for the same text on every machine and in every version.
pub fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// `AmazonECSTaskExecutionRolePolicy` → `amazon-ecs-task-execution-role-policy`
pub fn kebab_case(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 8);
    for (at, &c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| characters[at]);
        let lower_before = before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let upper_run_ends = before.is_some_and(char::is_uppercase)
            && characters.get(at + 1).is_some_and(|c| c.is_lowercase());
        if c.is_uppercase() && (lower_before || upper_run_ends) {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_keep_their_beginning_and_stay_apart() {
        let long = |tail: &str| {
            let text = Text::literal(format!("{}{tail}", "x".repeat(80)));
            shorten(text, ROLE)
                .as_str()
                .map(str::to_owned)
                .unwrap_or_default()
        };
        assert!((ROLE - 4..=ROLE).contains(&long("a").len()));
        assert_ne!(long("a"), long("b"));
        assert!(long("a").starts_with("xxxx"));
        assert_eq!(
            shorten(Text::literal("short"), ROLE),
            Text::literal("short")
        );
    }

    #[test]
    fn policies_in_kebab_case() {
        let kebab = kebab_case("AmazonECSTaskExecutionRolePolicy");
        assert_eq!(kebab, "amazon-ecs-task-execution-role-policy");
        assert_eq!(kebab_case("AmazonEKS_CNI_Policy"), "amazon-eks_cni_policy");
        assert_eq!(kebab_case("EC2ForEC2Role"), "ec2-for-ec2-role");
        assert_eq!(kebab_case("my-policy"), "my-policy");
    }

    #[test]
    fn a_region_counts_with_its_longest() {
        let text = Text::from_parts([
            Part::Literal("p-".into()),
            Part::Region,
            Part::Literal(format!("-{}", "y".repeat(60)).into()),
        ]);
        let short = shorten(text, ROLE);
        assert!(length(&short) <= ROLE);
        assert!(short.parts.contains(&Part::Region));
    }
}
