//! What may pass in and out of a network: `ingress`, `egress`, endpoints.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, BlockId, Field, Object, Program};
use crate::vocabulary::Kind;
use rustc_hash::FxHashMap;

codes! {
    OPEN_INGRESS = "open-ingress", Warning, "a network lets the whole internet in";
    BAD_PORTS = "bad-ports", Error, "the ports of a network rule make no range";
    RULE_PEER = "rule-peer", Error, "a network rule names no peer, or two";
    OPEN_BESIDE_GROUPS = "egress-beside-groups", Warning, "egress = [] cannot close what an existing security group opens";
    ISOLATED_NETWORK = "isolated-network", Error, "instances could not reach AWS Batch's cluster, so no job would start";
    USELESS_NAT = "useless-nat", Warning, "nat is set in a network that lets nothing out";
}

/// Everything there is, in IPv4 and IPv6.
const EVERYWHERE: [&str; 2] = ["0.0.0.0/0", "::/0"];

pub fn check(_: &Facts, network: &Block, out: &mut Vec<Diagnostic>) {
    for direction in ["ingress", "egress"] {
        for rule in network.objects(direction) {
            ports(rule, out);
            peer(rule, direction, out);
        }
    }
    network.objects("ingress").for_each(|rule| open(rule, out));
    if let Some(egress) = closed(network) {
        existing_groups(network, egress, out);
        useless_nat(network, egress, out);
    }
}

/// Networks that let nothing out, by what runs in them.
pub fn isolation(program: &Program, out: &mut Vec<Diagnostic>) {
    let closed = program
        .declared(Kind::Network)
        .filter_map(|network| Some((network, closed(network)?)));
    let closed: Vec<_> = closed.collect();
    if closed.is_empty() {
        return;
    }
    let tenants = tenants(program);
    for (network, egress) in closed {
        if let Some(tenant) = tenants.get(&network.id) {
            isolated(network, egress, *tenant, out);
        }
    }
}

/// `egress = []`.
fn closed(network: &Block) -> Option<&Field> {
    network
        .field("egress")
        .filter(|field| field.value.as_list().is_some_and(<[_]>::is_empty))
}

fn ports(rule: &Object, out: &mut Vec<Diagnostic>) {
    let (from, to) = (rule.field("from_port"), rule.field("to_port"));
    let Some(first) = from.or(to) else { return };
    let protocol = rule.field("protocol");
    // Left out, it is tcp where there are ports.
    let word = protocol.map_or(Some("tcp"), |protocol| protocol.value.as_word());
    let found = |message: String, place| Diagnostic::new(&BAD_PORTS, place, message);
    if word == Some("all") {
        let mut found = found("a rule for all protocols has no ports".to_owned(), first.name_span)
            .label("for `tcp` and `udp` only")
            .why("AWS ignores ports where the protocol is all, so the rule would let more through than it says")
            .help("set `protocol = tcp`, or leave the ports out");
        if let Some(protocol) = protocol {
            found = found.also(protocol.value.span, "every protocol");
        }
        out.push(found);
        return;
    }
    let (Some(from), Some(to)) = (from, to) else {
        if from.is_none() && !rule.broken {
            out.push(
                found("`to_port` has no `from_port`".to_owned(), first.name_span)
                    .label("the end of what?")
                    .why("a range of ports has a first and a last")
                    .help("add `from_port`; a single port is `from_port` alone"),
            );
        }
        return;
    };
    let (Some(low), Some(high)) = (from.value.as_int(), to.value.as_int()) else {
        return;
    };
    // For ICMP the two are type and code.
    if low > high && word != Some("icmp") {
        out.push(
            found(format!("the ports run from {low} down to {high}"), from.value.span)
                .label("the larger one")
                .also(to.value.span, "the smaller one")
                .why("AWS refuses a range whose first port is above its last: \"Invalid TCP port range\"")
                .help("swap the two"),
        );
    }
}

fn peer(rule: &Object, direction: &str, out: &mut Vec<Diagnostic>) {
    if rule.broken {
        return;
    }
    let side = if direction == "ingress" { "from" } else { "to" };
    match (rule.field("cidr"), rule.field("security_group")) {
        (Some(cidr), Some(group)) => out.push(
            Diagnostic::new(
                &RULE_PEER,
                group.name_span,
                "a rule is for addresses or for a security group, not both",
            )
            .label("and a group")
            .also(cidr.name_span, "addresses")
            .why("AWS takes one peer for each rule")
            .help("write two rules"),
        ),
        (None, None) => out.push(
            Diagnostic::new(
                &RULE_PEER,
                rule.span,
                format!("the rule does not say {side} where"),
            )
            .label("needs `cidr` or `security_group`")
            .why("AWS takes one peer for each rule")
            .help("add `cidr = \"10.0.0.0/8\"` or the like, or a `security_group`"),
        ),
        _ => {}
    }
}

fn open(rule: &Object, out: &mut Vec<Diagnostic>) {
    let Some(cidr) = rule.get("cidr") else { return };
    let Some(text) = cidr.as_str().filter(|text| EVERYWHERE.contains(text)) else {
        return;
    };
    let what = match (rule.int("from_port"), rule.int("to_port")) {
        (Some(from), Some(to)) if from != to => format!("ports {from} to {to}"),
        (Some(port), _) => format!("port {port}"),
        _ => "every port".to_owned(),
    };
    out.push(
        Diagnostic::new(&OPEN_INGRESS, cidr.span, format!("{what} of the instances would be open to the whole internet"))
            .label(format!("`{text}` is everywhere"))
            .why("AWS Batch calls out to its instances' agents, never in: jobs need no inbound traffic, and open ports are scanned within minutes")
            .help("remove the rule, or name the addresses that need it; Session Manager gives a shell without any"),
    );
}

fn existing_groups(network: &Block, egress: &Field, out: &mut Vec<Diagnostic>) {
    let Some(groups) = network.field("security_groups") else {
        return;
    };
    // `cidr` beside existing groups is the mistake then, reported by itself.
    if network.has("cidr") || groups.value.as_list().is_none_or(<[_]>::is_empty) {
        return;
    }
    out.push(
        Diagnostic::new(
            &OPEN_BESIDE_GROUPS,
            egress.name_span.to(egress.value.span),
            "`egress = []` closes nothing that an existing security group opens",
        )
        .label("of a group made beside them")
        .also(groups.name_span, "these are used as they are")
        .why("what the security groups of an instance allow adds up, and one that exists is never touched, so jobs may reach whatever it lets them")
        .help("close it in the existing group, or leave `security_groups` out so that the one made is alone"),
    );
}

/// The endpoints without which an isolated environment starts no job: (endpoint, what for).
fn needed(platform: Platform) -> &'static [(&'static str, &'static str)] {
    const IMAGES: [(&str, &str); 3] = [
        ("ecr", "to pull images"),
        ("s3", "to pull their layers"),
        ("logs", "to write logs"),
    ];
    const WITH_CLUSTER: [(&str, &str); 4] = [
        ("ecs", "to join the cluster"),
        IMAGES[0],
        IMAGES[1],
        IMAGES[2],
    ];
    match platform {
        Platform::Ecs | Platform::ManagedInstances => &WITH_CLUSTER,
        Platform::Fargate => &IMAGES,
        Platform::Eks | Platform::Unmanaged => &[],
    }
}

/// For each network the environment in it that needs most to start a job.
fn tenants(program: &Program) -> FxHashMap<BlockId, (&Block, Platform)> {
    let mut tenants: FxHashMap<BlockId, (&Block, Platform)> = FxHashMap::default();
    let shared = program
        .project()
        .and_then(|project| project.reference("network"));
    for environment in compute::declared(program) {
        let network = match environment.get("network") {
            Some(value) => value.as_reference(),
            None => shared,
        };
        let (Some(network), Some(platform)) = (network, compute::platform(environment)) else {
            continue;
        };
        let known = tenants
            .get(&network)
            .map_or(0, |(_, known)| needed(*known).len());
        if needed(platform).len() > known {
            tenants.insert(network, (environment, platform));
        }
    }
    tenants
}

fn isolated(
    network: &Block,
    egress: &Field,
    (environment, platform): (&Block, Platform),
    out: &mut Vec<Diagnostic>,
) {
    if network.has("security_groups") || network.broken {
        return;
    }
    let endpoints = network.get("endpoints");
    if endpoints.is_some_and(|value| value.as_list().is_none()) {
        return;
    }
    let has = |name: &str| {
        network
            .list("endpoints")
            .iter()
            .any(|e| e.as_word() == Some(name))
    };
    let unknown = network
        .list("endpoints")
        .iter()
        .any(|endpoint| endpoint.as_word().is_none());
    let missing: Vec<_> = needed(platform)
        .iter()
        .filter(|(name, _)| !has(name))
        .collect();
    if missing.is_empty() || unknown {
        return;
    }
    let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    let purposes: Vec<String> = missing
        .iter()
        .map(|(name, what)| format!("`{name}` {what}"))
        .collect();
    let mut found = Diagnostic::new(
        &ISOLATED_NETWORK,
        egress.name_span.to(egress.value.span),
        format!("nothing in `{}` could reach what `{}` needs to start a job", network.label, environment.label),
    )
    .label("lets nothing out")
    .also(environment.head_span, "runs in this network")
    .why(if platform == Platform::Fargate {
        "a Fargate task that cannot pull its image or reach its logs fails: ResourceInitializationError, CannotPullContainerError"
    } else {
        "jobs would wait in RUNNABLE until the environment is \"INVALIDATED and scaled down because none of the instances joined the underlying ECS Cluster\""
    })
    .help(if network.has("cidr") {
        format!("add to `endpoints`: {}", purposes.join(", "))
    } else {
        format!(
            "make a VPC for it: `cidr = \"10.0.0.0/16\"`, `nat = NONE` and `endpoints = [{}]`",
            names.join(", ")
        )
    });
    if let Some(endpoints) = endpoints {
        found = found.also(endpoints.span, format!("lacks {}", names.join(", ")));
    }
    out.push(found);
}

fn useless_nat(network: &Block, egress: &Field, out: &mut Vec<Diagnostic>) {
    let Some(nat) = network.field("nat") else {
        return;
    };
    let Some(word) = nat.value.as_word().filter(|word| *word != "NONE") else {
        return;
    };
    if !network.has("cidr") {
        return;
    }
    out.push(
        Diagnostic::new(
            &USELESS_NAT,
            nat.value.span,
            format!("`nat = {word}` is a way out of `{}`, which lets nothing out", network.label),
        )
        .label("not made")
        .also(egress.name_span.to(egress.value.span), "nothing passes")
        .why("a NAT gateway costs by the hour whether used or not, so none is made where nothing may pass through it")
        .help("set `nat = NONE`, or say in `egress` what may go out"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::samples::{environment, network, network_codes};
    use crate::analysis::testing::codes_of;

    #[test]
    fn both_internets_are_everywhere() {
        for cidr in super::EVERYWHERE {
            let rule = format!("ingress = [{{ from_port = 443, cidr = \"{cidr}\" }}]");
            assert_eq!(network_codes(&rule), ["open-ingress"]);
        }
        assert!(network_codes("egress = [{ cidr = \"0.0.0.0/0\" }]").is_empty());
    }

    #[test]
    fn icmp_has_a_type_and_a_code_for_ports() {
        let rule =
            "ingress = [{ protocol = icmp, from_port = 8, to_port = 0, cidr = \"10.0.0.0/8\" }]";
        assert!(network_codes(rule).is_empty());
    }

    #[test]
    fn a_rule_with_ports_is_for_tcp_unless_it_says() {
        assert!(network_codes("egress = [{ from_port = 443, cidr = \"0.0.0.0/0\" }]").is_empty());
        let all = "egress = [{ protocol = all, from_port = 443, cidr = \"0.0.0.0/0\" }]";
        assert_eq!(network_codes(all), ["bad-ports"]);
    }

    #[test]
    fn isolation_needs_endpoints_for_what_runs_there() {
        let made = |endpoints: &str| {
            format!("cidr = \"10.0.0.0/16\"\nnat = NONE\negress = []\nendpoints = [{endpoints}]")
        };
        assert_eq!(network_codes(&made("ecr, s3, logs")), ["isolated-network"]);
        assert!(network_codes(&made("ecr, s3, logs, ecs")).is_empty());
        let fargate = |endpoints: &str| {
            let net = format!("network net {{\n{}\n}}\n", made(endpoints));
            codes_of(&(net + &environment("FARGATE", "network = net")))
        };
        assert!(fargate("ecr, s3, logs").is_empty());
    }

    #[test]
    fn nobody_is_isolated_in_a_network_nobody_uses() {
        let text = network("egress = []").replace("network = net", "");
        assert!(codes_of(&text).is_empty(), "{:?}", codes_of(&text));
    }
}
