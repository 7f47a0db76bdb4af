//! What a misspelt type, family, keyword or region was meant to be.

use super::search::common_rank;
use super::{
    Arch, Family, InstanceType, families, family, instance_type, keywords, regions, regions_of,
};
use std::cmp::Reverse;
use strsim::osa_distance;

/// Longer than any name; nothing is guessed for what is longer still.
const LONGEST: usize = 40;

/// The type, family or keyword a misspelt name was probably meant to be. `None` where nothing is
/// near, or where the name is right as it stands.
pub fn nearest(name: &str) -> Option<&'static str> {
    let typed = name.trim().to_ascii_lowercase();
    if typed.is_empty() || typed.len() > LONGEST || !typed.is_ascii() {
        return None;
    }
    let found = exact(&typed)
        .or_else(|| nearest_keyword(&typed))
        .or_else(|| match typed.split_once('.') {
            Some((prefix, "")) => nearest_family(prefix, None).map(|family| family.name),
            Some((prefix, size)) => nearest_type(prefix, size),
            None => {
                undotted(&typed).or_else(|| nearest_family(&typed, None).map(|family| family.name))
            }
        });
    found.filter(|found| *found != name)
}

/// The region a misspelt name was probably meant to be: `us-east1`, `eu-west`.
pub fn nearest_region(name: &str) -> Option<&'static str> {
    let typed = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    if typed.is_empty() || typed.len() > LONGEST {
        return None;
    }
    let near = regions().iter().map(|region| {
        let stem = region.name.starts_with(&typed) && typed.len() >= 6;
        (
            if stem {
                1
            } else {
                osa_distance(&typed, region.name)
            },
            region.name,
        )
    });
    near.min()
        .filter(|(distance, found)| *distance <= 2 && *found != name)
        .map(|(_, found)| found)
}

fn exact(typed: &str) -> Option<&'static str> {
    let keyword = keywords()
        .iter()
        .find(|keyword| keyword.name == typed)
        .map(|keyword| keyword.name);
    keyword
        .or_else(|| family(typed).map(|family| family.name))
        .or_else(|| instance_type(typed).map(|known| known.name))
}

/// `default-x86_64`, `default_arm`, `Optimal`, `optmal`.
fn nearest_keyword(typed: &str) -> Option<&'static str> {
    let squeezed = squeeze(typed);
    if squeezed.starts_with("default") {
        let arm = ["arm", "aarch", "graviton"]
            .iter()
            .any(|word| squeezed.contains(word));
        return exact(if arm {
            "default_arm64"
        } else {
            "default_x86_64"
        });
    }
    let near = keywords().iter().map(|keyword| {
        (
            osa_distance(&squeezed, &squeeze(keyword.name)),
            keyword.name,
        )
    });
    near.min()
        .filter(|(distance, _)| *distance <= 2)
        .map(|(_, name)| name)
}

fn squeeze(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// `m5large`, `m5-2xlarge`: the longest family it begins with, and a size behind it.
fn undotted(typed: &str) -> Option<&'static str> {
    (1..typed.len()).rev().find_map(|end| {
        let known = family(&typed[..end])?;
        let size = typed[end..].trim_start_matches(['-', '_', ' ', ',', ':', '/']);
        if size.len() < 2 || !size.contains(['l', 'm', 'n', 's']) {
            return None;
        }
        nearest_size(known, size).map(|found| found.name)
    })
}

fn nearest_type(prefix: &str, size: &str) -> Option<&'static str> {
    let known = match family(prefix) {
        Some(known) => known,
        None => nearest_family(prefix, Some(size))?,
    };
    nearest_size(known, size).map(|found| found.name)
}

/// The family a name that is none was meant to be. Nearness first, then whether it has the size,
/// then how common it is, x86 before Arm, and how many regions offer it. One
/// that AWS Batch refuses or that was withdrawn is not proposed.
fn nearest_family(typed: &str, size: Option<&str>) -> Option<&'static Family> {
    if let Some(known) = family(typed) {
        return Some(known);
    }
    if typed.len() < 2
        || (size.is_none() && !typed.contains(|letter: char| letter.is_ascii_digit()))
    {
        return None;
    }
    // In half edits: a letter left off or added at the end (`g4`, `m5x`) is less than another one.
    let reach = if typed.len() <= 4 { 2 } else { 4 };
    let near = families().iter().filter_map(|known| {
        let cut = known.name.starts_with(typed);
        let longer = typed.len() == known.name.len() + 1 && typed.starts_with(known.name);
        let distance = if cut || longer {
            1
        } else {
            2 * osa_distance(typed, known.name)
        };
        let same_letter = known.name.as_bytes()[0] == typed.as_bytes()[0];
        let usable = !known.batch.is_refused() && known.launchable().next().is_some();
        if distance > reach || !usable || (size.is_none() && !same_letter) {
            return None;
        }
        let lacks_size =
            size.is_some_and(|size| known.sizes().iter().all(|own| own.size() != size));
        let breadth = known
            .launchable()
            .next()
            .map_or(0, |first| regions_of(first).count());
        let rank = (
            distance,
            !same_letter,
            lacks_size,
            common_rank(known.name),
            known.arch != Arch::X86_64,
            Reverse(breadth),
            known.name,
        );
        Some((rank, known))
    });
    near.min_by_key(|(rank, _)| *rank).map(|(_, known)| known)
}

/// The type of a family that is nearest in size: by amount where the size is one (`3xlarge`,
/// `medium`, `2xl`) and no more than four times off, else by spelling.
fn nearest_size(known: &Family, typed: &str) -> Option<&'static InstanceType> {
    if let Some(wanted) = amount(typed) {
        let gap = |size: f64| (size / wanted).log2().abs();
        let sized = known
            .sizes()
            .iter()
            .filter_map(|own| Some((amount(own.size())?, own)));
        // Of two as near, the larger: what the job needed fits there.
        let nearer =
            |a: &(f64, _), b: &(f64, _)| gap(a.0).total_cmp(&gap(b.0)).then(b.0.total_cmp(&a.0));
        let (size, own) = sized.min_by(nearer)?;
        return (gap(size) <= 2.0).then_some(own);
    }
    let reach = (typed.len() / 2).min(3);
    let distance = |own: &InstanceType| {
        if typed == "metal" && own.metal {
            0
        } else {
            osa_distance(typed, own.size())
        }
    };
    let near = known
        .types()
        .iter()
        .map(|own| (distance(own), own.name.len(), own));
    let (distance, _, own) = near.min_by_key(|(distance, length, _)| (*distance, *length))?;
    (distance <= reach).then_some(own)
}

/// A size as a multiple of `xlarge`: `large` is a half, `2xlarge` (also `2xl`, `2x-large`) is two.
fn amount(size: &str) -> Option<f64> {
    let plain = squeeze(size);
    Some(match plain.as_str() {
        "nano" => 1.0 / 64.0,
        "micro" => 1.0 / 32.0,
        "small" => 0.125,
        "medium" => 0.25,
        "large" | "l" => 0.5,
        "xlarge" | "xl" => 1.0,
        other => {
            let digits = other
                .strip_suffix("xlarge")
                .or_else(|| other.strip_suffix("xl"))?;
            digits
                .parse::<u16>()
                .ok()
                .filter(|count| *count > 0)?
                .into()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings() {
        for (typed, meant) in [
            ("m5.larg", "m5.large"),
            ("m5.lagre", "m5.large"),
            ("M5.Large", "m5.large"),
            (" m5.large", "m5.large"),
            ("m5large", "m5.large"),
            ("m5-2xlarge", "m5.2xlarge"),
            ("m5.2xl", "m5.2xlarge"),
            ("m5.2x-large", "m5.2xlarge"),
            ("m5.3xlarge", "m5.4xlarge"),
            ("m5.10xlarge", "m5.12xlarge"),
            ("m5.medium", "m5.large"),
            ("m5.metl", "m5.metal"),
            ("c7i-flexlarge", "c7i-flex.large"),
            ("c7i_flex.large", "c7i-flex.large"),
            ("t3.larg", "t3.large"),
            ("m6.large", "m6i.large"),
            ("m9.large", "m9g.large"),
            ("r7.xlarge", "r7i.xlarge"),
            ("n5.large", "m5.large"),
            ("5m.large", "m5.large"),
            ("m5x.large", "m5.large"),
            ("g4.xlarge", "g4dn.xlarge"),
            ("g4d.xlarge", "g4dn.xlarge"),
            ("p4.24xlarge", "p4d.24xlarge"),
            ("p5.", "p5"),
            ("c6gg", "c6g"),
            ("default-x86_64", "default_x86_64"),
            ("default_x86-64", "default_x86_64"),
            ("default_arm", "default_arm64"),
            ("default", "default_x86_64"),
            ("Optimal", "optimal"),
            ("optimum", "optimal"),
        ] {
            assert_eq!(nearest(typed), Some(meant), "{typed}");
        }
        for right_or_hopeless in [
            "m5.large",
            "m5",
            "optimal",
            "",
            ".",
            "..",
            "m5.gibberish",
            "standard",
            "ab",
            "u7.large",
            "m5.large.large",
            "n1-standard-4",
            "é",
        ] {
            assert_eq!(nearest(right_or_hopeless), None, "{right_or_hopeless}");
        }
        assert_eq!(nearest_region("us-east1"), Some("us-east-1"));
        assert_eq!(nearest_region("eu-west"), Some("eu-west-1"));
        assert_eq!(nearest_region("US_EAST_1"), Some("us-east-1"));
        assert_eq!(
            (nearest_region("us-east-1"), nearest_region("moon")),
            (None, None)
        );
    }

    #[test]
    fn it_guesses_fast() {
        let start = std::time::Instant::now();
        for _ in 0..20 {
            std::hint::black_box(nearest(std::hint::black_box("m5dx.larg")));
        }
        assert!(
            start.elapsed().as_millis() < 20 * 20,
            "{:?} for twenty",
            start.elapsed()
        );
    }
}
