//! Networks: existing or made, how large, in which zones, and what Fargate takes of them.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program, Typed};
use crate::syntax::source::Span;

codes! {
    EXISTING_AND_MADE = "existing-and-made-network", Error, "a network names an existing VPC and asks for a new one";
    NEEDS_CIDR = "needs-cidr", Error, "a setting of a VPC that is made stands in a network that makes none";
    NETWORK_SIZE = "network-size", Error, "the address range of a network is not one AWS takes, or too small for its subnets";
    CLUSTER_OUTSIDE_REGION = "cluster-outside-region", Error, "an EKS cluster of another region than the project's";
    ZONE_OUTSIDE_REGION = "zone-outside-region", Error, "an availability zone of another region than the project's";
    REPEATED_ZONE = "repeated-zone", Error, "a network lists an availability zone twice";
    FARGATE_NETWORK = "fargate-network", Error, "more subnets or security groups than Fargate takes";
}

/// Attributes that name what exists.
const EXISTING: [&str; 3] = ["vpc_id", "subnets", "security_groups"];
/// Attributes that say how to make a VPC.
const MADE: [&str; 3] = ["availability_zones", "nat", "endpoints"];
/// The largest and smallest address range of a VPC, and of a subnet, as prefix lengths.
const LARGEST_VPC: u8 = 16;
const SMALLEST_SUBNET: u8 = 28;
/// Zones a network is spread over when it does not say.
const DEFAULT_ZONES: u32 = 2;
/// Subnets and security groups a Fargate environment takes.
const FARGATE_LIMITS: [(&str, usize); 2] = [("subnets", 16), ("security_groups", 5)];

pub fn check(program: &Facts, network: &Block, out: &mut Vec<Diagnostic>) {
    existing_and_made(network, out);
    needs_cidr(network, out);
    size(network, out);
    zones(program, network, out);
}

fn existing_and_made(network: &Block, out: &mut Vec<Diagnostic>) {
    let Some(cidr) = network.field("cidr") else {
        return;
    };
    let Some(existing) = EXISTING.iter().find_map(|name| network.field(name)) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &EXISTING_AND_MADE,
            cidr.name_span,
            format!("`{}` names an existing network and asks for a new one", network.label),
        )
        .label("makes a VPC")
        .also(existing.name_span, "belongs to a VPC that exists")
        .why("subnets and security groups belong to one VPC, so those that exist cannot be used in one that is yet to be made")
        .help(format!("keep `cidr` or `{}`", existing.attribute.name)),
    );
}

fn needs_cidr(network: &Block, out: &mut Vec<Diagnostic>) {
    if network.broken || network.has("cidr") {
        return;
    }
    for field in MADE.iter().filter_map(|name| network.field(name)) {
        let name = field.attribute.name;
        let mut found = Diagnostic::new(
            &NEEDS_CIDR,
            field.name_span,
            format!(
                "`{name}` shapes a VPC that is made, and `{}` makes none",
                network.label
            ),
        )
        .label("without `cidr`")
        .why(
            "zones, NAT gateways and endpoints of an existing VPC are not this program's to change",
        )
        .help(format!(
            "add `cidr = \"10.0.0.0/16\"` to make a VPC, or remove `{name}`"
        ));
        if let Some(existing) = EXISTING.iter().find_map(|name| network.field(name)) {
            found = found.also(existing.name_span, "an existing network");
        }
        out.push(found);
    }
}

/// The prefix length of an IPv4 block.
fn ipv4_length(cidr: &str) -> Option<u8> {
    let (address, length) = cidr.split_once('/')?;
    address.parse::<std::net::Ipv4Addr>().ok()?;
    length.parse().ok().filter(|length| *length <= 32)
}

fn size(network: &Block, out: &mut Vec<Diagnostic>) {
    let Some(value) = network.get("cidr") else {
        return;
    };
    let Some(text) = value.as_str() else { return };
    let found = |message: String, label: &str| {
        Diagnostic::new(&NETWORK_SIZE, value.span, message).label(label)
    };
    let Some(length) = ipv4_length(text) else {
        if text.contains(':') {
            out.push(
                found(
                    format!("a VPC begins with an IPv4 range, and `{text}` is IPv6"),
                    "IPv6",
                )
                .why("AWS makes a VPC from an IPv4 range; it hands out IPv6 ranges itself")
                .help("write an IPv4 range such as \"10.0.0.0/16\""),
            );
        }
        return;
    };
    if !(LARGEST_VPC..=SMALLEST_SUBNET).contains(&length) {
        out.push(
            found(
                format!("a VPC is between /{LARGEST_VPC} and /{SMALLEST_SUBNET}, not /{length}"),
                "not a size of a VPC",
            )
            .why("AWS refuses it: InvalidVpc.Range, \"The CIDR is invalid\"")
            .help("\"10.0.0.0/16\" has room for 65,536 addresses"),
        );
    } else {
        room(network, length, value.span, out);
    }
}

/// How many zones a network is spread over, where that is known.
fn zone_count(network: &Block) -> Option<u32> {
    match network.get("availability_zones") {
        None => Some(DEFAULT_ZONES),
        Some(value) => match value.as_int() {
            Some(count) => u32::try_from(count).ok(),
            None => value.as_list().map(|zones| zones.len() as u32),
        },
    }
}

fn room(network: &Block, length: u8, place: Span, out: &mut Vec<Diagnostic>) {
    let Some(zones) = zone_count(network) else {
        return;
    };
    // With NAT each zone has a public subnet for the gateway beside the private one.
    let isolated = network
        .get("egress")
        .and_then(Typed::as_list)
        .is_some_and(<[_]>::is_empty);
    let alone = isolated || network.word("nat") == Some("NONE");
    let per_zone = if alone { 1 } else { 2 };
    let subnets = zones.saturating_mul(per_zone).max(1);
    let bits = subnets.next_power_of_two().trailing_zeros();
    if u32::from(length) + bits <= u32::from(SMALLEST_SUBNET) {
        return;
    }
    let largest = u32::from(SMALLEST_SUBNET).saturating_sub(bits);
    let mut found = Diagnostic::new(
        &NETWORK_SIZE,
        place,
        format!("a /{length} has no room for {subnets} subnets"),
    )
    .label("too small")
    .why(format!(
        "AWS makes no subnet smaller than /{SMALLEST_SUBNET}"
    ))
    .help(format!(
        "at least a /{largest} is needed; addresses cost nothing, so a /16 does no harm"
    ));
    if let Some(zones) = network.field("availability_zones") {
        found = found.also(zones.value.span, "a subnet or two for each");
    }
    out.push(found);
}

fn zones(program: &Program, network: &Block, out: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for zone in network.list("availability_zones") {
        let Some(name) = zone.as_str() else { continue };
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == name) {
            out.push(
                Diagnostic::new(
                    &REPEATED_ZONE,
                    zone.span,
                    format!("the zone `{name}` is listed twice"),
                )
                .label("again")
                .also(*first, "first here")
                .why("a network has one set of subnets in each zone")
                .help("remove one, or name another zone"),
            );
        }
        seen.push((name, zone.span));
        outside(program, name, zone.span, out);
    }
}

fn outside(program: &Program, zone: &str, place: Span, out: &mut Vec<Diagnostic>) {
    let Some(region) = program.project().and_then(|project| project.get("region")) else {
        return;
    };
    let Some(name) = region.as_str() else { return };
    // A zone's id (`use1-az1`) does not spell out its region.
    let is_id = zone
        .split_once("-az")
        .is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    if is_id
        || zone
            .strip_prefix(name)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return;
    }
    out.push(
        Diagnostic::new(
            &ZONE_OUTSIDE_REGION,
            place,
            format!("the zone `{zone}` does not lie in `{name}`"),
        )
        .label("of another region")
        .also(region.span, "the project's region")
        .why("a VPC lies in one region, so AWS refuses a subnet in a zone of another")
        .help(format!(
            "name zones such as \"{name}a\", or write how many: `availability_zones = 2`"
        )),
    );
}

/// The cluster of an environment on EKS, by the region in its ARN.
pub fn cluster(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    let region = program.project().and_then(|project| project.get("region"));
    let eks = environment.object("eks_configuration");
    let arn = eks.and_then(|eks| eks.get("eks_cluster_arn"));
    let (Some(region), Some(arn)) = (region, arn) else {
        return;
    };
    let (Some(name), Some(text)) = (region.as_str(), arn.as_text()) else {
        return;
    };
    let shown = text.display();
    let parts: Vec<&str> = shown.split(':').collect();
    let Some(other) = parts.get(3).filter(|part| !part.contains('$')) else {
        return;
    };
    if *other == name || other.is_empty() {
        return;
    }
    out.push(
        Diagnostic::new(
            &CLUSTER_OUTSIDE_REGION,
            arn.span,
            format!("the EKS cluster lies in `{other}`, the project in `{name}`"),
        )
        .label("of another region")
        .also(region.span, "the project's region")
        .why("AWS Batch starts nodes in the cluster of its own region only, and refuses the environment")
        .help("name a cluster of the project's region, or give the environment a project in the cluster's"),
    );
}

pub fn fargate(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    let shared = program
        .project()
        .and_then(|project| project.reference("network"));
    if compute::platform(environment) != Some(Platform::Fargate) {
        return;
    }
    let network = match environment.get("network") {
        Some(value) => value.as_reference(),
        None => shared,
    };
    let Some(network) = network.map(|id| program.block(id)) else {
        return;
    };
    for (attribute, most) in FARGATE_LIMITS {
        let Some(over) = network.list(attribute).get(most) else {
            continue;
        };
        let count = network.list(attribute).len();
        out.push(
            Diagnostic::new(
                &FARGATE_NETWORK,
                over.span,
                format!(
                    "Fargate takes at most {most} `{attribute}`, and `{}` has {count}",
                    network.label
                ),
            )
            .label(format!("number {}", most + 1))
            .also(environment.head_span, "runs on Fargate in this network")
            .why("AWS Batch refuses a Fargate compute environment with more")
            .help("give the environment a network of its own with fewer"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::network_codes;
    use super::ipv4_length;

    #[test]
    fn ranges_are_read() {
        assert_eq!(ipv4_length("10.0.0.0/16"), Some(16));
        assert_eq!(ipv4_length("10.0.0.0/33"), None);
        assert_eq!(ipv4_length("10.0.0.0"), None);
        assert_eq!(ipv4_length("fd00::/8"), None);
    }

    #[test]
    fn a_vpc_lies_between_16_and_28_bits() {
        assert_eq!(network_codes("cidr = \"10.0.0.0/15\""), ["network-size"]);
        assert!(network_codes("cidr = \"10.0.0.0/16\"").is_empty());
        assert_eq!(network_codes("cidr = \"10.0.0.0/29\""), ["network-size"]);
    }

    #[test]
    fn room_for_a_subnet_in_each_zone() {
        let with =
            |bits: u8, rest: &str| network_codes(&format!("cidr = \"10.0.0.0/{bits}\"\n{rest}"));
        assert!(
            with(26, "").is_empty(),
            "two zones, a public and a private subnet each"
        );
        assert_eq!(with(27, ""), ["network-size"]);
        assert!(with(27, "nat = NONE").is_empty());
        assert_eq!(
            with(27, "nat = NONE\navailability_zones = 3"),
            ["network-size"]
        );
    }

    #[test]
    fn each_setting_of_a_made_vpc_needs_one() {
        assert_eq!(
            network_codes("nat = NONE\nendpoints = [s3]"),
            ["needs-cidr", "needs-cidr"]
        );
    }
}
