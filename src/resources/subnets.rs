//! How a VPC's addresses are cut into subnets.
//!
//! A VPC of /21 or larger is cut as if it had all the zones a network may name, so that another
//! zone takes the next piece and none of those in use moves. A smaller one is cut by the zones it
//! has: there is too little to set aside.

/// An IPv4 block: `10.0.0.0/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    pub base: u32,
    pub bits: u32,
}

/// AWS's smallest subnet.
const SMALLEST: u32 = 28;
/// Public subnets hold NAT gateways and little else: no larger than this is needed.
const PUBLIC: u32 = 24;

impl Cidr {
    pub fn parse(text: &str) -> Option<Cidr> {
        let (address, bits) = text.split_once('/')?;
        let bits: u32 = bits.parse().ok().filter(|&bits| bits <= 32)?;
        let address: std::net::Ipv4Addr = address.parse().ok()?;
        Some(Cidr {
            base: u32::from(address) & mask(bits),
            bits,
        })
    }

    /// The `index`th of the blocks with `bits`.
    fn cut(self, bits: u32, index: u32) -> Cidr {
        let step = 1u64 << (32 - bits);
        let base = u64::from(self.base) + step * u64::from(index);
        Cidr {
            base: base as u32,
            bits,
        }
    }
}

impl std::fmt::Display for Cidr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", std::net::Ipv4Addr::from(self.base), self.bits)
    }
}

fn mask(bits: u32) -> u32 {
    if bits == 0 {
        0
    } else {
        u32::MAX << (32 - bits)
    }
}

/// Subnets for so many availability zones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub public: Vec<Cidr>,
    pub private: Vec<Cidr>,
}

/// The most zones a network may name.
const MOST_ZONES: u32 = 6;
/// Private subnets are not made smaller than this for the sake of zones to come.
const COMFORTABLE: u32 = 24;

/// For how many zones a VPC is cut.
fn zones_to_plan(vpc: Cidr, zones: u32) -> u32 {
    match vpc.bits + bits_for(MOST_ZONES + 1) <= COMFORTABLE {
        true => zones.max(MOST_ZONES),
        false => zones,
    }
}

/// Subnets of one sort only, of equal size.
pub fn single(vpc: Cidr, zones: u32) -> Option<Vec<Cidr>> {
    cut_for(vpc, zones, zones_to_plan(vpc, zones))
}

/// The first `zones` of as many equal subnets as `planned` take.
fn cut_for(vpc: Cidr, zones: u32, planned: u32) -> Option<Vec<Cidr>> {
    let bits = vpc.bits + bits_for(planned);
    (bits <= SMALLEST).then(|| (0..zones).map(|zone| vpc.cut(bits, zone)).collect())
}

/// Private subnets as large as they can be, and beside them small public ones. `None`: the VPC is
/// too small for so many.
pub fn both(vpc: Cidr, zones: u32) -> Option<Layout> {
    let planned = zones_to_plan(vpc, zones);
    let bits = vpc.bits + bits_for(planned + 1);
    let small = (bits + bits_for(planned)).max(PUBLIC);
    if small <= SMALLEST {
        return Some(Layout {
            public: (0..zones).map(|zone| vpc.cut(small, zone)).collect(),
            private: (1..=zones).map(|zone| vpc.cut(bits, zone)).collect(),
        });
    }
    let all = cut_for(vpc, zones * 2, zones * 2)?;
    let (public, private) = all.split_at(zones as usize);
    Some(Layout {
        public: public.to_vec(),
        private: private.to_vec(),
    })
}

/// The bits that tell so many apart.
fn bits_for(count: u32) -> u32 {
    count.max(1).next_power_of_two().trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(blocks: &[Cidr]) -> Vec<String> {
        blocks.iter().map(Cidr::to_string).collect()
    }

    #[test]
    fn a_large_vpc_has_large_private_and_small_public_subnets() {
        let layout = Cidr::parse("10.0.0.0/16")
            .and_then(|vpc| both(vpc, 2))
            .unwrap_or_default();
        assert_eq!(shown(&layout.public), ["10.0.0.0/24", "10.0.1.0/24"]);
        assert_eq!(shown(&layout.private), ["10.0.32.0/19", "10.0.64.0/19"]);
    }

    #[test]
    fn another_zone_moves_no_subnet() {
        for bits in 16..=21 {
            let vpc = Cidr::parse(&format!("10.0.0.0/{bits}")).expect("a block");
            let all = both(vpc, 6).expect("six zones");
            let alone = single(vpc, 6).expect("six zones");
            for zones in 1..6 {
                let some = both(vpc, zones).expect("fewer zones");
                assert!(all.public.starts_with(&some.public), "/{bits}, {zones}");
                assert!(all.private.starts_with(&some.private), "/{bits}, {zones}");
                let some = single(vpc, zones).expect("fewer zones");
                assert!(alone.starts_with(&some), "/{bits}, {zones}");
            }
        }
    }

    #[test]
    fn a_small_vpc_is_cut_evenly_or_not_at_all() {
        let layout = |text: &str| Cidr::parse(text).and_then(|vpc| both(vpc, 2));
        let small = layout("10.1.2.0/26").unwrap_or_default();
        assert_eq!(shown(&small.private), ["10.1.2.32/28", "10.1.2.48/28"]);
        assert_eq!(layout("10.1.2.0/27"), None);
    }

    #[test]
    fn no_two_subnets_overlap() {
        for bits in 16..=25 {
            for zones in 1..=6 {
                let Some(vpc) = Cidr::parse(&format!("172.16.0.0/{bits}")) else {
                    continue;
                };
                let Some(layout) = both(vpc, zones) else {
                    continue;
                };
                let all: Vec<_> = layout.public.iter().chain(&layout.private).collect();
                for (at, a) in all.iter().enumerate() {
                    let wide = a.bits.min(vpc.bits);
                    assert_eq!(a.base & mask(wide), vpc.base);
                    for b in &all[at + 1..] {
                        let shared = mask(a.bits.min(b.bits));
                        assert_ne!(a.base & shared, b.base & shared, "{a} {b}");
                    }
                }
            }
        }
    }
}
