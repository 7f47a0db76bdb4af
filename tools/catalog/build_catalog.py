#!/usr/bin/env python3
"""Writes src/catalog/generated.rs: EC2 instance types, families, regions and Fargate sizes.

    python3 tools/catalog/build_catalog.py           write the file
    python3 tools/catalog/build_catalog.py --check   exit 1 if it would change
    python3 tools/catalog/build_catalog.py --packages DIR   keep the packages there, or use those that are

Python 3.11 or later, nothing else: the packages below are installed into a temporary virtual
environment, only their data files are read, and the same pins give the same bytes.
"""
import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent.parent / "src" / "catalog" / "generated.rs"

PINS = {
    "moto": "moto==5.2.5",  # specifications, offerings by region, services of regions
    "cfn-lint": "cfn-lint==1.58.0",  # types by region, from AWS's price list
    "botocore": "botocore==1.44.5",  # endpoints, the Batch service model, names EC2's API knows
    # Older lists, for the specifications of types withdrawn since.
    "moto-2024": "moto==5.0.20",
    "moto-2023": "moto==4.2.5",
}
AS_OF = "2026-10-27"  # the day the pinned moto was published; its lists are refreshed monthly


# ---- Packages ------------------------------------------------------------------------------------

def install(folder: Path) -> None:
    missing = [name for name in PINS if not (folder / name).is_dir()]
    if not missing:
        return
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        python = next(p for p in (Path(scratch, "bin/python"), Path(scratch, "Scripts/python.exe")) if p.exists())
        for name in missing:
            print("installing", PINS[name], file=sys.stderr)
            subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                            "--target", folder / name, PINS[name]], check=True)


def load(path: Path):
    """A JSON file, or the same file compressed: releases differ in which they ship."""
    packed = path.with_name(path.name + ".gz")
    if packed.exists():
        return json.loads(gzip.decompress(packed.read_bytes()))
    return json.loads(path.read_text(encoding="utf-8"))


class Packages:
    """What the packages say, nothing decided yet."""

    def __init__(self, folder: Path):
        moto = folder / "moto" / "moto"
        data = folder / "botocore" / "botocore" / "data"
        self.types = load(moto / "ec2/resources/instance_types.json")
        self.old_types = {}
        for old in ("moto-2023", "moto-2024"):  # the later one wins
            self.old_types |= load(folder / old / "moto/ec2/resources/instance_types.json")
        self.offered = {}
        for path in sorted((moto / "ec2/resources/instance_type_offerings/region").iterdir()):
            region = path.name.split(".")[0]
            rows = load(path.with_name(region + ".json"))
            self.offered[region] = {row["InstanceType"] for row in rows}
        lists = load(folder / "cfn-lint/cfnlint/data/schemas/extensions/aws_ec2_instance/instancetype_enum.json")
        self.priced = {region: set(entry["enum"]) for region, entry in lists.items()
                       if isinstance(entry, dict) and "enum" in entry and region != "all"}
        services = load(moto / "ssm/resources/regions.json")
        self.services = services["aws"]["service"]["global-infrastructure"]["regions"]
        self.endpoints = load(data / "endpoints.json")["partitions"]
        self.batch = load(newest(data / "batch"))["shapes"]
        self.ec2_names = set(load(newest(data / "ec2"))["shapes"]["InstanceType"]["enum"])


def newest(service: Path) -> Path:
    return sorted(service.iterdir())[-1] / "service-2.json"


def prose(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ---- Rust ----------------------------------------------------------------------------------------

def text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def flag(value) -> str:
    return "true" if value else "false"


class Table:
    """Rows that several types share, written once and referred to by position."""

    def __init__(self, name: str, kind: str):
        self.name, self.kind, self.rows = name, kind, []

    def index(self, row: str) -> int:
        if row not in self.rows:
            self.rows.append(row)
        return self.rows.index(row)

    def ref(self, row: str) -> str:
        return f"&{self.name}[{self.index(row)}]"

    def rust(self, doc: str) -> str:
        body = "".join(f"    {row},\n" for row in self.rows)
        return f"/// {doc}\npub(super) static {self.name}: [{self.kind}; {len(self.rows)}] = [\n{body}];\n"


# ---- Regions -------------------------------------------------------------------------------------

class Regions:
    def __init__(self, packages: Packages):
        self.packages = packages
        self.partition_of = {region: part for part in packages.endpoints for region in part["regions"]}
        self.names = sorted(self.partition_of)
        unknown = (set(packages.offered) | set(packages.priced)) - set(self.names)
        assert not unknown and len(self.names) <= 64, unknown

    def mask(self, regions) -> str:
        return f"{sum(1 << self.names.index(region) for region in regions):#x}"

    def offers(self, name: str, withdrawn: bool) -> tuple[list[str], list[str]]:
        """Where EC2 offers the type, and where only a price list names it.

        A price list also names types that cannot be launched any more, or not yet. Where moto has
        EC2's own offerings they decide; elsewhere the price list is the only witness.
        """
        offered, priced = self.packages.offered, self.packages.priced
        yes = [region for region in self.names
               if name in (offered[region] if region in offered else () if withdrawn else priced.get(region, ()))]
        maybe = [region for region in self.names if name in priced.get(region, ()) and region not in yes]
        return yes, maybe

    def table(self) -> Table:
        table = Table("REGIONS", "Region")
        for name in self.names:
            part, known = self.partition_of[name], self.packages.services.get(name, {})
            services = known.get("services", {})
            endpoints = part["services"].get("batch", {}).get("endpoints", {})
            long_name = known.get("longName", {}).get("Value") or part["regions"][name]["description"]
            # Where nothing lists the region's services the benefit of the doubt is the region's.
            batch = "batch" in services or name in endpoints
            fargate = "fargate" in services or not known
            table.rows.append("r(" + ", ".join([
                text(name), text(part["partition"]), text(part["dnsSuffix"]), text(long_name),
                flag(batch), flag(fargate), flag(name in self.packages.offered)]) + ")")
        return table


# ---- Instance types ------------------------------------------------------------------------------

ARCHITECTURES = {"x86_64": "X86_64", "arm64": "Arm64", "x86_64_mac": "X86_64Mac", "arm64_mac": "Arm64Mac"}


def number(value: float) -> str:
    return f"{round(value, 3)}" if value % 1 else f"{int(value)}.0"


class Types:
    def __init__(self, packages: Packages, regions: Regions, curated: dict):
        self.fix, self.regions = curated["fix"], regions
        self.gpus = Table("GPUS", "Gpu")
        self.neurons = Table("NEURONS", "Neuron")
        self.accelerators = Table("ACCELERATORS", "Accelerator")
        self.disks = Table("DISKS", "Disks")
        self.offers = Table("OFFERS", "Offers")
        self.specs = packages.old_types | packages.types
        self.withdrawn = set(self.specs) - set(packages.types)
        self.families = {}
        for name in self.specs:
            self.families.setdefault(name.split(".")[0], []).append(name)
        for names in self.families.values():
            names.sort(key=self.order)
        listed = packages.ec2_names.union(*packages.priced.values())
        self.named_only = sorted(listed - set(self.specs))

    def order(self, name: str):
        """Within a family: what its name stands for, from small to large, then the metal types."""
        spec = self.specs[name]
        return spec["BareMetal"], spec["VCpuInfo"]["DefaultVCpus"], spec["MemoryInfo"]["SizeInMiB"], name

    def arch(self, name: str) -> str:
        known = [a for a in self.specs[name]["ProcessorInfo"]["SupportedArchitectures"] if a in ARCHITECTURES]
        assert len(known) == 1, name
        return ARCHITECTURES[known[0]]

    def gpu(self, gpu: dict) -> str:
        # A part of a GPU (g6f, gr6f) comes as Count 0 and a partition size below one.
        part = gpu.get("GpuPartitionSize", 1.0)
        count = 0 if part < 1 else gpu.get("LogicalGpuCount") or gpu["Count"]
        return self.gpus.ref(f"g({count}, {text(gpu['Name'])}, {text(gpu['Manufacturer'])}, "
                             f"{gpu['MemoryInfo']['SizeInMiB']}, {number(part)})")

    def neuron(self, device: dict) -> str:
        memory = self.fix["neuron_memory_mib"].get(device["Name"], device["MemoryInfo"]["SizeInMiB"])
        return self.neurons.ref(f"n({device['Count']}, {text(device['Name'])}, {device['CoreInfo']['Count']}, {memory})")

    def other_accelerator(self, spec: dict) -> str | None:
        for key, inner in (("FpgaInfo", "Fpgas"), ("MediaAcceleratorInfo", "Accelerators"),
                           ("InferenceAcceleratorInfo", "Accelerators")):
            if key in spec and "NeuronInfo" not in spec:
                device = spec[key][inner][0]
                return self.accelerators.ref(f"a({device['Count']}, {text(device['Name'])}, {text(device['Manufacturer'])})")
        return None

    def disk(self, storage: dict) -> str:
        disk = storage["Disks"][0]
        nvme = storage.get("NvmeSupport", "unsupported") != "unsupported"
        return self.disks.ref(f"d({disk['Count']}, {disk['SizeInGB']}, {disk['Type'].capitalize()}, {flag(nvme)})")

    def rust(self, name: str, family: int) -> str:
        spec, gone = self.specs[name], name in self.withdrawn
        network = spec["NetworkInfo"]
        # The peak over all cards; 0 where EC2 gives only words.
        gbps = sum(card.get("PeakBandwidthInGbps") or 0 for card in network.get("NetworkCards", []))
        yes, maybe = self.regions.offers(name, gone)
        offers = self.offers.index(f"o({self.regions.mask(yes)}, {self.regions.mask(maybe)})")
        calls = [f"t({text(name)}, {family}, {spec['VCpuInfo']['DefaultVCpus']}, {spec['MemoryInfo']['SizeInMiB']}, "
                 f"{self.arch(name)}, {number(gbps)}, {offers})"]
        burstable = spec["BurstablePerformanceSupported"] or name.split(".")[0] in self.fix["burstable"]
        hypervisor = spec.get("Hypervisor")
        usage = spec["SupportedUsageClasses"]
        for call, true in (("current", spec["CurrentGeneration"] and not gone), ("metal", spec["BareMetal"]),
                           ("xen", hypervisor == "xen"), ("burstable", burstable), ("no_spot", "spot" not in usage),
                           ("capacity_block", "capacity-block" in usage), ("withdrawn", gone)):
            calls += [f"{call}()"] if true else []
        if "GpuInfo" in spec:
            calls.append(f"gpu({self.gpu(spec['GpuInfo']['Gpus'][0])})")
        if neuron := self.specs[self.fix["neuron_as"].get(name, name)].get("NeuronInfo"):
            calls.append(f"neuron({self.neuron(neuron['NeuronDevices'][0])})")
        if other := self.other_accelerator(spec):
            calls.append(f"accelerator({other})")
        if spec.get("InstanceStorageInfo", {}).get("TotalSizeInGB"):
            calls.append(f"disks({self.disk(spec['InstanceStorageInfo'])})")
        if network.get("EfaSupported"):
            calls.append(f"efa({network['EfaInfo']['MaximumEfaInterfaces']})")
        return ".".join(calls)


# ---- Families and Batch --------------------------------------------------------------------------

VERDICTS = {"refused": "Refused", "refused-inferred": "RefusedInferred", "unusable": "Unusable",
            "accepted": "Accepted", "unverified": "Unverified"}


def matches(family: str, patterns: list[str]) -> bool:
    return any(family.startswith(p[:-1]) if p.endswith("*") else family == p for p in patterns)


def family_tables(types: Types, curated: dict) -> tuple[Table, Table, Table]:
    evidence = Table("EVIDENCE", "Evidence")
    families, rows = Table("FAMILIES", "Family"), Table("TYPES", "InstanceType")
    statements = sorted(curated["statement"], key=lambda s: list(VERDICTS).index(s["verdict"]))
    for statement in statements:
        unknown = [p for p in statement["families"] if not any(matches(f, [p]) for f in types.families)]
        assert not unknown, f"no such family: {unknown}"
    for family, names in sorted(types.families.items()):
        archs = {types.arch(name) for name in names}
        assert len(archs) == 1, family
        said = next((s for s in statements if matches(family, s["families"])), None)
        verdict, source = "Unverified", "None"
        if said:
            verdict = VERDICTS[said["verdict"]]
            source = f"Some({evidence.ref('e(' + ', '.join(text(said[k]) for k in ('source', 'date', 'says')) + ')')})"
        sizes = sum(not types.specs[name]["BareMetal"] for name in names)
        row = f"f({text(family)}, {archs.pop()}, {verdict}, {source}, {len(rows.rows)}, {sizes}, {len(names)})"
        for call, patterns in (("gpu_scheduled", [p + "*" for p in curated["gpu"]["scheduled"]]),
                               ("not_on_al2023", curated["ami"]["not_on_al2023"]),
                               ("not_on_al2023_nvidia", curated["ami"]["not_on_al2023_nvidia"])):
            row += f".{call}()" if matches(family, patterns) else ""
        rows.rows += [types.rust(name, len(families.rows)) for name in names]
        families.rows.append(row)
    return evidence, families, rows


def keyword_table(packages: Packages, curated: dict) -> Table:
    """The curated keywords, after the Batch model has confirmed them."""
    model = prose(packages.batch["ComputeResource"]["members"]["instanceTypes"]["documentation"])
    said = {name: re.findall(r"[a-z]\d[a-z]+", families) for name, families in
            re.findall(r"(default_\w+) to choose \w+ based instance types \(from the ([^)]*) instance families", model)}
    assert "optimal Semantically equivalent to default_x86_64" in model
    said["optimal"] = said["default_x86_64"]
    table = Table("KEYWORDS", "Keyword")
    for keyword in sorted(curated["keyword"], key=lambda k: k["name"]):
        name = keyword["name"]
        assert said.pop(name) == keyword["families"], f"{name}: the Batch model says something else"
        families = ", ".join(map(text, keyword["families"]))
        table.rows.append(f"k({text(name)}, {ARCHITECTURES[keyword['arch']]}, &[{families}])")
    assert not said, f"keywords without an entry: {said}"
    return table


def fargate_table(packages: Packages, curated: dict) -> Table:
    model = prose(packages.batch["ResourceRequirement"]["members"]["value"]["documentation"])
    table, rules = Table("FARGATE_SIZES", "FargateSize"), curated["fargate"]
    for vcpus, listed in re.findall(r"value = ([\d.]+) MEMORY = ([\d, or]+)", model):
        memory = ", ".join(re.findall(r"\d+", listed))
        linux_only = float(vcpus) >= rules["linux_only_from_vcpus"]
        table.rows.append(f"s({number(float(vcpus))}, {flag(linux_only)}, "
                          f"{flag(float(vcpus) in rules['windows_vcpus'])}, &[{memory}])")
    assert len(table.rows) == 8, "the Batch model words its Fargate sizes differently"
    return table


# ---- The file ------------------------------------------------------------------------------------

HEADER = """\
//! Written by tools/catalog/build_catalog.py; do not edit. Sources: {sources}.
//!
//! One row a line. The short functions that make the rows are in build.rs, beside this file.

use super::build::*;
use super::model::{{Arch::*, BatchSupport::*, DiskKind::*, *}};

/// The day of the lists of types and offerings.
pub(super) const AS_OF: &str = {as_of};

"""


def render(folder: Path) -> str:
    packages = Packages(folder)
    curated = tomllib.loads((HERE / "curated.toml").read_text(encoding="utf-8"))
    regions = Regions(packages)
    types = Types(packages, regions, curated)
    evidence, families, rows = family_tables(types, curated)
    named = Table("NAMED_ONLY", "&str")
    named.rows = [text(name) for name in types.named_only]
    parts = [
        (families, "By name."),
        (rows, "By family; within one from small to large, metal types last."),
        (keyword_table(packages, curated), "By name."),
        (regions.table(), "By name; the position is the region's bit in [`OFFERS`]."),
        (types.offers, "Regions that offer a type, and those whose price list alone names it."),
        (fargate_table(packages, curated), "From small to large."),
        (types.gpus, "Shared by the types."),
        (types.neurons, "Shared by the types."),
        (types.accelerators, "Shared by the types."),
        (types.disks, "Shared by the types."),
        (evidence, "Shared by the families."),
        (named, "Names that EC2's API or a price list knows and nothing describes, by name."),
    ]
    sources = ", ".join(PINS.values())
    return HEADER.format(sources=sources, as_of=text(AS_OF)) + "\n".join(table.rust(doc) for table, doc in parts)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="exit 1 if the file would change")
    arguments.add_argument("--packages", type=Path, help="keep the packages in this folder")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.packages or Path(scratch)
        install(folder)
        rust = render(folder)
    if options.check:
        same = OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == rust
        print(f"{OUTPUT.name} is {'up to date' if same else 'out of date'}", file=sys.stderr)
        return 0 if same else 1
    OUTPUT.write_text(rust, encoding="utf-8", newline="\n")
    print(f"{OUTPUT.name}: {len(rust)} characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
