//! What a string of some format must look like, and why one does not.
//!
//! Whether something exists (an instance type, a region) is the catalogue's to say.

use super::suggested::{capability_problem, mount_option_problem};
use super::types::Format;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// Why a text is not of the format: what is expected, so that "… must …" makes a sentence:
/// "must start with a letter or digit". `None`: it is.
pub fn format_problem(format: Format, text: &str) -> Option<String> {
    match format {
        Format::Any | Format::InstanceType | Format::SingleInstanceType => None,
        Format::NonEmpty => unless(!text.is_empty(), "must not be empty"),
        Format::Max(most) => length(text, most),
        Format::BatchName => batch_name(text),
        Format::RoleName => length(text, 64).or_else(|| {
            only(
                text,
                |c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c),
                "`_+=,.@-`",
            )
        }),
        Format::Arn => arn(text),
        Format::Region => unless(is_region(text), "must be a region, like `eu-west-1`"),
        Format::Account => unless(
            text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()),
            "must be twelve digits",
        ),
        Format::Cidr => cidr(text),
        Format::Image => image(text),
        Format::VpcId => id(text, "vpc"),
        Format::SubnetId => id(text, "subnet"),
        Format::SecurityGroupId => id(text, "sg"),
        Format::AmiId => id(text, "ami"),
        Format::LaunchTemplateId => id(text, "lt"),
        Format::FileSystemId => id(text, "fs"),
        Format::AccessPointId => id(text, "fsap"),
        Format::ManagedPolicy => managed_policy(text),
        Format::Action => action(text),
        Format::PolicyResource => unless(
            text == "*" || text.starts_with("arn:"),
            "must be an ARN (`*` may stand for any part of it) or `*`",
        ),
        Format::ServicePrincipal => unless(
            is_service(text),
            "must be a service, like `ecs-tasks.amazonaws.com`",
        ),
        Format::AvailabilityZone => unless(
            is_zone(text),
            "must be an availability zone, like `eu-west-1a`",
        ),
        Format::AbsolutePath => unless(
            text.starts_with('/'),
            "must be an absolute path: it begins with `/`",
        )
        .or_else(|| length(text, 4096)),
        Format::NodeRange => unless(
            is_node_range(text),
            "must be nodes: `0:3`, `:3`, `4:` or a single number",
        ),
        Format::ShareIdentifier => share_identifier(text),
        Format::RetryPattern => pattern(
            text,
            |c| c.is_ascii_alphanumeric() || ".: ".contains(c) || c.is_ascii_whitespace(),
            "letters, digits, `.`, `:` and spaces",
        ),
        Format::ExitCodePattern => pattern(text, |c| c.is_ascii_digit(), "digits"),
        Format::KubernetesNamespace => namespace(text),
        Format::KubernetesName => kubernetes_name(text),
        Format::KubernetesMemory => unless(
            text.strip_suffix("Mi")
                .and_then(|n| n.parse::<u64>().ok())
                .is_some_and(|n| n >= 4),
            "must be whole MiB, at least 4, like `512Mi`",
        ),
        Format::PlatformVersion => unless(
            matches!(text, "LATEST" | "1.3.0" | "1.4.0" | "1.0.0"),
            "must be `LATEST`, `1.4.0` or `1.3.0` (`1.0.0` for Windows)",
        ),
        Format::Capability => capability_problem(text),
        Format::MountOption => mount_option_problem(text),
    }
}

fn unless(right: bool, problem: &str) -> Option<String> {
    (!right).then(|| problem.to_owned())
}

fn length(text: &str, most: usize) -> Option<String> {
    if text.is_empty() {
        return Some("must not be empty".into());
    }
    let count = text.chars().count();
    (count > most).then(|| format!("must have at most {most} characters, and has {count}"))
}

/// The first character that is not allowed.
fn only(text: &str, allowed: impl Fn(char) -> bool, beside: &str) -> Option<String> {
    let stranger = text.chars().find(|&c| !allowed(c))?;
    let shown = shown(stranger);
    Some(format!(
        "may hold letters, digits and {beside}, not {shown}"
    ))
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a space".into(),
        '\n' | '\r' => "a line break".into(),
        '\t' => "a tab".into(),
        c if c.is_control() => "a control character".into(),
        '`' => "a backtick".into(),
        c => format!("`{c}`"),
    }
}

/// `^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$` (Terraform's provider; AWS has not published its own).
fn batch_name(text: &str) -> Option<String> {
    length(text, 128)
        .or_else(|| {
            only(
                text,
                |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'),
                "`_` and `-`",
            )
        })
        .or_else(|| {
            unless(
                text.starts_with(|c: char| c.is_ascii_alphanumeric()),
                "must start with a letter or digit",
            )
        })
}

/// `arn:partition:service:region:account:resource`
fn arn(text: &str) -> Option<String> {
    let shape = "must be an ARN: `arn:aws:service:region:account:resource`";
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or("");
    let (prefix, partition, service) = (next(), next(), next());
    let (_region, account, resource) = (next(), next(), next());
    if prefix != "arn" || !partition.starts_with("aws") || service.is_empty() || resource.is_empty()
    {
        return Some(shape.into());
    }
    let good = account.is_empty()
        || account == "aws"
        || account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    if !good {
        return Some("must be an ARN with an account of twelve digits".into());
    }
    only(
        text,
        |c| !c.is_whitespace() && !c.is_control(),
        "what ARNs are made of",
    )
}

/// `eu-west-1`, `us-gov-east-1`: the shape only.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [area, .., number] = parts.as_slice() else {
        return false;
    };
    (3..=5).contains(&parts.len())
        && area.len() >= 2
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && parts[..parts.len() - 1]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// `eu-west-1a`; local zones: `us-east-1-bos-1a`.
fn is_zone(text: &str) -> bool {
    let ends = text.ends_with(|c: char| c.is_ascii_lowercase());
    let mut parts = text.split('-');
    let long = parts.clone().count() >= 3;
    ends && long
        && parts.all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
        && text.contains(|c: char| c.is_ascii_digit())
}

fn cidr(text: &str) -> Option<String> {
    let Some((address, bits)) = text.split_once('/') else {
        let whole = Ipv4Addr::from_str(text).is_ok();
        return Some(if whole {
            format!("must have a length: `{text}/32` is that address alone")
        } else {
            "must be a block of addresses, like `10.0.0.0/16`".into()
        });
    };
    let known = bits
        .parse::<u32>()
        .ok()
        .filter(|_| bits.bytes().all(|b| b.is_ascii_digit()));
    if let Ok(four) = Ipv4Addr::from_str(address) {
        let Some(bits) = known.filter(|&bits| bits <= 32) else {
            return Some("must have a length of 0 to 32 behind the `/`".into());
        };
        let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
        let base = Ipv4Addr::from(u32::from(four) & mask);
        return (base != four).then(|| format!("must start where the block does: `{base}/{bits}`"));
    }
    if let Ok(six) = Ipv6Addr::from_str(address) {
        let Some(bits) = known.filter(|&bits| bits <= 128) else {
            return Some("must have a length of 0 to 128 behind the `/`".into());
        };
        let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
        let base = Ipv6Addr::from(u128::from(six) & mask);
        return (base != six).then(|| format!("must start where the block does: `{base}/{bits}`"));
    }
    Some("must be a block of addresses, like `10.0.0.0/16`".into())
}

/// A container image reference: at most 255 letters, digits and `_-.:/@`.
fn image(text: &str) -> Option<String> {
    length(text, 255)
        .or_else(|| {
            only(
                text,
                |c| c.is_ascii_alphanumeric() || "_-.:/@#+".contains(c),
                "`-`, `_`, `.`, `:`, `/` and `@`",
            )
        })
        .or_else(|| {
            unless(
                !text.contains("://"),
                "must not begin with a scheme: `https://` goes",
            )
        })
        .or_else(|| {
            let (name, tag) = match text.rsplit_once('/') {
                Some((_, last)) => (last, last.split_once(':')),
                None => (text, text.split_once(':')),
            };
            let empty =
                name.is_empty() || tag.is_some_and(|(name, tag)| name.is_empty() || tag.is_empty());
            unless(!empty, "must be an image like `registry/name:tag`")
        })
        .or_else(|| repository(text))
}

/// The part of an image in front of its digest: one tag at most, and a repository in lower case.
fn repository(text: &str) -> Option<String> {
    // A parameter, which is told of elsewhere.
    if text.starts_with("Ref::") {
        return None;
    }
    let named = text.split_once('@').map_or(text, |(named, _)| named);
    let (path, last) = named.rsplit_once('/').unwrap_or(("", named));
    let mut parts = last.split(':');
    let name = parts.next().unwrap_or(last);
    if parts.count() > 1 {
        return Some("has two tags; an image is `registry/name:tag`".to_owned());
    }
    let (host, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_host = host.contains(['.', ':']) || host == "localhost";
    let capital = |part: &str| part.bytes().any(|b| b.is_ascii_uppercase());
    let wrong = capital(name) || capital(rest) || (!is_host && capital(host));
    wrong.then(|| {
        "must have its repository in lower case: Docker knows no capitals there".to_owned()
    })
}

/// `vpc-` and 8 or 17 hexadecimal digits.
fn id(text: &str, prefix: &str) -> Option<String> {
    let digits = text
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('-'));
    let right = digits.is_some_and(|digits| {
        matches!(digits.len(), 8 | 17)
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
    });
    unless(right, "").map(|_| format!("must be `{prefix}-` and 8 or 17 digits of 0–9 and a–f"))
}

/// A policy's name, with a path where AWS puts one (`service-role/…`), or its ARN.
fn managed_policy(text: &str) -> Option<String> {
    if text.starts_with("arn:") {
        return arn(text);
    }
    length(text, 512).or_else(|| {
        only(
            text,
            |c| c.is_ascii_alphanumeric() || "_+=,.@-/".contains(c),
            "`_+=,.@-`",
        )
    })
}

/// `s3:GetObject`, `s3:*`, `*`
fn action(text: &str) -> Option<String> {
    if text == "*" {
        return None;
    }
    let right = text.split_once(':').is_some_and(|(service, action)| {
        !service.is_empty()
            && !action.is_empty()
            && service
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && action
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'*' | b'?'))
    });
    unless(right, "must be an action, like `s3:GetObject` or `s3:Get*`")
}

fn is_service(text: &str) -> bool {
    let name = text
        .strip_suffix(".amazonaws.com.cn")
        .or_else(|| text.strip_suffix(".amazonaws.com"));
    name.is_some_and(|name| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
    })
}

fn is_node_range(text: &str) -> bool {
    let number = |text: &str| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    match text.split_once(':') {
        None => !text.is_empty() && number(text),
        Some((from, to)) => {
            let ordered = match (from.parse::<u32>(), to.parse::<u32>()) {
                (Ok(from), Ok(to)) => from <= to,
                _ => true,
            };
            number(from) && number(to) && ordered
        }
    }
}

/// `^[0-9A-Za-z]{0,254}[0-9A-Za-z*]?$`
fn share_identifier(text: &str) -> Option<String> {
    length(text, 255).or_else(|| {
        let name = text.strip_suffix('*').unwrap_or(text);
        let stranger = name.chars().find(|c| !c.is_ascii_alphanumeric())?;
        Some(match stranger {
            '*' => "may have a `*` at the end only".into(),
            other => format!("may hold letters and digits only, not {}", shown(other)),
        })
    })
}

fn pattern(text: &str, allowed: impl Fn(char) -> bool, what: &str) -> Option<String> {
    length(text, 512).or_else(|| {
        let stem = text.strip_suffix('*').unwrap_or(text);
        let stranger = stem.chars().find(|&c| !allowed(c))?;
        Some(match stranger {
            '*' => "may have a `*` at the end only".into(),
            other => format!("may hold {what} and a `*` at the end, not {}", shown(other)),
        })
    })
}

fn namespace(text: &str) -> Option<String> {
    if text == "default" || text.starts_with("kube-") {
        return Some(format!(
            "must be a namespace of its own: AWS Batch refuses `{text}`"
        ));
    }
    label(text)
}

/// A name as DNS labels have it: lower-case letters, digits and `-`, at most 63.
fn label(text: &str) -> Option<String> {
    length(text, 63).or_else(|| {
        let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let right = text.chars().all(|c| edge(c) || c == '-')
            && text.starts_with(edge)
            && text.ends_with(edge);
        unless(
            right,
            "must be lower-case letters, digits and `-`, with a letter or digit at both ends",
        )
    })
}

/// Labels joined by dots, at most 253 characters.
fn kubernetes_name(text: &str) -> Option<String> {
    length(text, 253).or_else(|| {
        let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let right = text.split('.').all(|part| {
            part.starts_with(edge)
                && part.ends_with(edge)
                && part.chars().all(|c| edge(c) || c == '-')
        });
        unless(
            right,
            "must be lower-case letters, digits, `-` and `.`, with a letter or digit at both ends",
        )
    })
}

#[cfg(test)]
#[path = "formats_tests.rs"]
mod tests;
