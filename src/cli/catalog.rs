//! `batchlang catalog`: searches the instance types batchlang knows, offline.

use super::failure::{Exit, Failure, eprint};
use super::output::Out;
use super::terminal::Terminal;
use crate::catalog::{self, Arch, DiskKind, InstanceType, Query, usable_memory_mib};
use crate::diagnostic::human::paint;
use anstyle::Style;
use serde_json::{Value, json};
use std::ops::RangeInclusive;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Ranges: `16` exactly, `16..` at least, `..16` at most, `16..64` both; sizes take a unit: `64GiB..`.\n\
Names: a type (`m5.large`), a family (`m5`), a keyword (`optimal`), a pattern (`m*.xlarge`) or a beginning (`m6`).\n\n\
Exit codes: 0 something fits, 1 nothing does, 2 wrong usage.")]
pub struct Args {
    /// Only types of these names
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Number of vCPUs
    #[arg(long, value_name = "RANGE", value_parser = number_range)]
    vcpus: Option<RangeInclusive<u32>>,
    /// Memory of the instance, as `64GiB..`
    #[arg(long, value_name = "RANGE", value_parser = memory_range)]
    memory: Option<RangeInclusive<u32>>,
    /// With a GPU
    #[arg(long)]
    gpu: bool,
    /// Number of NVIDIA GPUs
    #[arg(long, value_name = "RANGE", value_parser = number_range)]
    gpus: Option<RangeInclusive<u32>>,
    /// Processor architecture
    #[arg(long, value_name = "ARCH", value_parser = arch)]
    arch: Option<Arch>,
    /// Offered in this region, as far as is known
    #[arg(long)]
    region: Option<String>,
    /// Of this family
    #[arg(long)]
    family: Option<String>,
    /// With local disks
    #[arg(long)]
    disk: bool,
    /// With an Elastic Fabric Adapter, for jobs over several nodes
    #[arg(long)]
    efa: bool,
    /// Sold as Spot
    #[arg(long)]
    spot: bool,
    /// Of what AWS calls the current generation
    #[arg(long)]
    current: bool,
    /// Also what AWS Batch refuses and what no region offers any more
    #[arg(long)]
    all: bool,
    /// How to list them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line a type, with a heading
    #[default]
    Table,
    /// An array of objects
    Json,
    /// Only the names, one a line
    Names,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    if let Some(region) = args
        .region
        .as_deref()
        .filter(|name| catalog::region(name).is_none())
    {
        let failure = Failure::new(format!("there is no AWS region `{region}`"));
        return Err(did_you_mean(failure, catalog::nearest_region(region)));
    }
    if let Some(family) = args
        .family
        .as_deref()
        .filter(|name| catalog::family(name).is_none())
    {
        return Err(
            Failure::new(format!("there is no instance family `{family}`"))
                .hint("a family is what stands before the dot of a type: `m5`"),
        );
    }
    let query = Query {
        vcpus: args.vcpus.clone(),
        memory_mib: args.memory.clone(),
        gpus: args.gpus.clone(),
        gpu: args.gpu,
        arch: args.arch,
        region: args.region.as_deref(),
        family: args.family.as_deref(),
        disk: args.disk,
        efa: args.efa,
        current: args.current,
        spot: args.spot,
        batch: !args.all,
        withdrawn: args.all,
    };
    let named = named(&args.names)?;
    let mut types = catalog::search(&query);
    types.retain(|one| named.as_ref().is_none_or(|names| names.contains(&one.name)));
    match args.format {
        Format::Names => types
            .iter()
            .try_for_each(|one| out.print(&format!("{}\n", one.name)))?,
        Format::Json => {
            let list: Vec<Value> = types.iter().map(|one| as_json(one)).collect();
            let text = serde_json::to_string_pretty(&list).unwrap_or_default();
            out.print(&format!("{text}\n"))?;
        }
        Format::Table if types.is_empty() => {}
        Format::Table => out.print(&table(&types, terminal))?,
    }
    if types.is_empty() {
        eprint("no instance type fits\n");
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}

fn did_you_mean(failure: Failure, near: Option<&str>) -> Failure {
    match near {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    }
}

/// The names that any of the words means; `None` for no words.
fn named(words: &[String]) -> Result<Option<Vec<&'static str>>, Failure> {
    if words.is_empty() {
        return Ok(None);
    }
    let mut names = Vec::new();
    for word in words {
        let found: Vec<&'static str> = match catalog::expand(word) {
            Some(types) => types.iter().map(|one| one.name).collect(),
            None => {
                let pattern = if word.contains(['*', '?']) {
                    word.clone()
                } else {
                    format!("{word}*")
                };
                let all = catalog::instance_types().iter().map(|one| one.name);
                all.filter(|name| matches(&pattern, name)).collect()
            }
        };
        if found.is_empty() {
            let failure = Failure::new(format!("no instance type is called `{word}`"));
            return Err(did_you_mean(failure, catalog::nearest(word)));
        }
        names.extend(found);
    }
    Ok(Some(names))
}

/// Whether a name fits a pattern of `*` (anything) and `?` (one character). Linear for each `*`.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut here) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while here < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at, here));
                at += 1;
            }
            Some(&c) if c == b'?' || c == name[here] => {
                at += 1;
                here += 1;
            }
            _ => match retry {
                Some((star, from)) => {
                    retry = Some((star, from + 1));
                    at = star + 1;
                    here = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|&c| c == b'*')
}

/// `a`, `a..`, `..b`, `a..b`, `a..=b`: all inclusive.
fn range(
    text: &str,
    read: impl Fn(&str) -> Result<u32, String>,
) -> Result<RangeInclusive<u32>, String> {
    let Some((low, high)) = text.split_once("..") else {
        let exactly = read(text)?;
        return Ok(exactly..=exactly);
    };
    let high = high.strip_prefix('=').unwrap_or(high);
    let end = |text: &str, open: u32| {
        if text.trim().is_empty() {
            Ok(open)
        } else {
            read(text)
        }
    };
    let (low, high) = (end(low, 0)?, end(high, u32::MAX)?);
    match low <= high {
        true => Ok(low..=high),
        false => Err("its end lies before its beginning".to_string()),
    }
}

fn number_range(text: &str) -> Result<RangeInclusive<u32>, String> {
    range(text, |number| {
        number
            .trim()
            .parse()
            .map_err(|_| format!("`{number}` is not a whole number"))
    })
}

/// In MiB.
fn memory_range(text: &str) -> Result<RangeInclusive<u32>, String> {
    range(text, memory)
}

fn memory(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let split = text
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number: f64 = number
        .trim()
        .parse()
        .map_err(|_| format!("`{text}` is not a size"))?;
    let mib = match unit.to_ascii_lowercase().as_str() {
        "mib" => number,
        "gib" => number * 1024.0,
        "tib" => number * 1024.0 * 1024.0,
        "" => return Err(format!("`{text}` has no unit: write `{text}GiB`")),
        _ => return Err(format!("`{unit}` is no unit here: MiB, GiB or TiB")),
    };
    if (0.0..=f64::from(u32::MAX)).contains(&mib) {
        Ok(mib as u32)
    } else {
        Err(format!("`{text}` is no size of a memory"))
    }
}

fn arch(text: &str) -> Result<Arch, String> {
    let arches = [Arch::X86_64, Arch::Arm64, Arch::X86_64Mac, Arch::Arm64Mac];
    let word = match text.to_ascii_lowercase().as_str() {
        "amd64" | "x86-64" | "x64" => "x86_64".to_string(),
        "aarch64" => "arm64".to_string(),
        other => other.to_string(),
    };
    arches
        .into_iter()
        .find(|arch| arch.word() == word)
        .ok_or_else(|| "choose `x86_64` or `arm64`".to_string())
}

/// "8 GiB", "0.5 GiB"
fn gib(mib: u32) -> String {
    let tenths = (f64::from(mib) / 102.4).round() / 10.0;
    format!("{tenths} GiB")
}

fn gpu(one: &InstanceType) -> String {
    match one.gpu {
        Some(gpu) if gpu.fractional() => format!("{} of a {}", gpu.share, gpu.name),
        Some(gpu) => format!("{} x {} {}", gpu.count, gpu.vendor, gpu.name),
        None => match (one.neuron, one.accelerator) {
            (Some(neuron), _) => format!("{} x {}", neuron.count, neuron.name),
            (None, Some(other)) => format!("{} x {} {}", other.count, other.vendor, other.name),
            (None, None) => String::new(),
        },
    }
}

fn disk(one: &InstanceType) -> String {
    one.disks.map_or(String::new(), |disks| {
        let kind = if disks.kind == DiskKind::Hdd {
            " HDD"
        } else {
            ""
        };
        format!("{} x {} GB{kind}", disks.count, disks.gb)
    })
}

fn efa(one: &InstanceType) -> String {
    if one.efa > 0 {
        "EFA".to_string()
    } else {
        String::new()
    }
}

/// A column: its heading, whether it is a number, and what it shows of a type.
type Column = (&'static str, bool, fn(&InstanceType) -> String);

const COLUMNS: [Column; 8] = [
    ("type", false, |one| one.name.to_string()),
    ("vCPUs", true, |one| one.vcpus.to_string()),
    ("memory", true, |one| gib(one.memory_mib)),
    ("for jobs", true, |one| {
        format!("{} MiB", usable_memory_mib(one).expected)
    }),
    ("arch", false, |one| one.arch.word().to_string()),
    ("GPUs, chips", false, gpu),
    ("local disks", false, disk),
    ("network", false, efa),
];

fn table(types: &[&InstanceType], terminal: &Terminal) -> String {
    let cells: Vec<Vec<String>> = types
        .iter()
        .map(|one| COLUMNS.iter().map(|(_, _, show)| show(one)).collect())
        .collect();
    let mut text = String::new();
    let widths: Vec<usize> = COLUMNS
        .iter()
        .enumerate()
        .map(|(at, (heading, ..))| {
            let widest = cells
                .iter()
                .filter_map(|row| row.get(at))
                .map(String::len)
                .max()
                .unwrap_or(0);
            if widest == 0 {
                0
            } else {
                widest.max(heading.len())
            }
        })
        .collect();
    let headings: Vec<String> = COLUMNS
        .iter()
        .map(|(heading, ..)| heading.to_string())
        .collect();
    text.push_str(&paint(
        &row(&headings, &widths),
        Style::new().bold(),
        terminal.color,
    ));
    text.push('\n');
    for cells in &cells {
        text.push_str(&row(cells, &widths));
        text.push('\n');
    }
    text
}

/// A line of the table; a column nothing stands in is left out.
fn row(cells: &[String], widths: &[usize]) -> String {
    let columns = cells
        .iter()
        .zip(widths)
        .zip(&COLUMNS)
        .filter(|((_, width), _)| **width > 0);
    let cells = columns.map(|((cell, &width), (_, number, _))| match number {
        true => format!("{cell:>width$}"),
        false => format!("{cell:<width$}"),
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
}

fn as_json(one: &InstanceType) -> Value {
    json!({
        "name": one.name,
        "vcpus": one.vcpus,
        "memory_mib": one.memory_mib,
        "memory_for_jobs_mib": usable_memory_mib(one).expected,
        "arch": one.arch.word(),
        "family": one.family().name,
        "gpu": one.gpu.map(|gpu| json!({
            "count": gpu.count, "name": gpu.name, "vendor": gpu.vendor,
            "memory_mib": gpu.memory_mib, "share": gpu.share,
        })),
        "neuron": one.neuron.map(|neuron| json!({
            "count": neuron.count, "name": neuron.name, "cores": neuron.cores,
            "memory_mib": neuron.memory_mib,
        })),
        "disks": one.disks.map(|disks| json!({
            "count": disks.count, "gb": disks.gb, "nvme": disks.nvme,
        })),
        "efa": one.efa,
        "network_gbps": one.network_gbps,
        "spot": one.spot,
        "current": one.current,
        "metal": one.metal,
        "burstable": one.burstable,
        "withdrawn": one.withdrawn,
        "batch_refuses": one.family().batch.is_refused(),
        "regions": catalog::regions_of(one).map(|region| region.name).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_may_be_open() {
        assert_eq!(number_range("16"), Ok(16..=16));
        assert_eq!(number_range("16.."), Ok(16..=u32::MAX));
        assert_eq!(number_range("..16"), Ok(0..=16));
        assert_eq!(number_range("4..=16"), Ok(4..=16));
        assert_eq!(memory_range("64GiB..1TiB"), Ok(65536..=1_048_576));
        assert_eq!(memory_range("0.5 gib"), Ok(512..=512));
        assert!(number_range("16..4").is_err() && number_range("a..").is_err());
        assert!(memory_range("64").unwrap_err().contains("64GiB"));
        assert!(memory_range("64GB").is_err() && memory_range("-1GiB").is_err());
    }

    #[test]
    fn patterns_stand_for_names() {
        assert!(matches("m*.xlarge", "m5.xlarge") && matches("*", "m5.large"));
        assert!(matches("m5.?arge", "m5.large") && matches("*n*large", "c6gn.2xlarge"));
        assert!(!matches("m*.xlarge", "m5.2xlarges") && !matches("m5", "m5.large"));
    }
}
