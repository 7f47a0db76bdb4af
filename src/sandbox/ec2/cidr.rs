//! Address blocks.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An IPv4 block, its address cut to the block's beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub base: u32,
    pub bits: u32,
}

impl Block {
    pub fn parse(text: &str) -> Option<Block> {
        let (address, bits) = text.split_once('/')?;
        let bits = prefix(bits).filter(|&bits| bits <= 32)?;
        let address = u32::from(address.parse::<Ipv4Addr>().ok()?);
        Some(Block {
            base: address & mask(bits),
            bits,
        })
    }

    pub fn contains(self, other: Block) -> bool {
        self.bits <= other.bits && other.base & mask(self.bits) == self.base
    }

    pub fn overlaps(self, other: Block) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Addresses to be had: AWS keeps five of a subnet.
    pub fn usable(self) -> u64 {
        (1u64 << (32 - self.bits)).saturating_sub(5)
    }

    /// The `at`th address.
    pub fn address(self, at: u32) -> Ipv4Addr {
        Ipv4Addr::from(self.base.wrapping_add(at))
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.base), self.bits)
    }
}

/// A prefix length without sign and leading zeros.
fn prefix(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let short = text == "0" || !text.starts_with('0');
    text.parse().ok().filter(|_| plain && short)
}

fn mask(bits: u32) -> u32 {
    u32::MAX.checked_shl(32 - bits).unwrap_or(0)
}

/// An IPv4 block as AWS writes it, its address cut to the block's beginning.
pub(super) fn canonical_v4(text: &str) -> Option<String> {
    Block::parse(text).map(|block| block.to_string())
}

/// The same of an IPv6 block.
pub(super) fn canonical_v6(text: &str) -> Option<String> {
    let (address, bits) = text.split_once('/')?;
    let bits = prefix(bits).filter(|&bits| bits <= 128)?;
    let IpAddr::V6(address) = address.parse().ok()? else {
        return None;
    };
    let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
    let base = Ipv6Addr::from(u128::from(address) & mask);
    Some(format!("{base}/{bits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_compares() {
        let vpc = Block::parse("10.0.0.0/16").unwrap();
        let inner = Block::parse("10.0.3.9/24").unwrap();
        assert_eq!(inner.to_string(), "10.0.3.0/24");
        assert!(vpc.contains(inner) && !inner.contains(vpc) && inner.overlaps(vpc));
        assert!(!vpc.overlaps(Block::parse("10.1.0.0/24").unwrap()));
        assert_eq!(inner.usable(), 251);
        assert!(Block::parse("0.0.0.0/0").unwrap().contains(vpc));
        for broken in ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "x/8", "10.0.0.0/08"] {
            assert_eq!(Block::parse(broken), None, "{broken}");
        }
        assert_eq!(
            canonical_v6("2001:DB8::1/32").as_deref(),
            Some("2001:db8::/32")
        );
        assert_eq!(canonical_v6("::/0").as_deref(), Some("::/0"));
    }
}
