//! Instance types, from the catalogue.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::common::{Answer, invalid};
use super::filter::{self, Filters};
use super::tags::Tags;
use super::zone;
use crate::catalog::{self, Hypervisor, InstanceType, Offered};

fn in_region(kind: &InstanceType, region: &str) -> bool {
    !kind.withdrawn && catalog::offered(kind, region) != Offered::No
}

const FILTERS: &[&str] = &[
    "bare-metal",
    "burstable-performance-supported",
    "current-generation",
    "instance-type",
    "memory-info.size-in-mib",
    "network-info.efa-supported",
    "processor-info.supported-architecture",
    "supported-usage-class",
    "vcpu-info.default-vcpus",
];

fn usage_classes(kind: &InstanceType) -> Vec<String> {
    let more = [(kind.spot, "spot"), (kind.capacity_block, "capacity-block")];
    let more = more
        .into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, word)| word);
    std::iter::once("on-demand")
        .chain(more)
        .map(str::to_owned)
        .collect()
}

fn value(kind: &InstanceType, name: &str) -> Vec<String> {
    vec![match name {
        "bare-metal" => kind.metal.to_string(),
        "burstable-performance-supported" => kind.burstable.to_string(),
        "current-generation" => kind.current.to_string(),
        "instance-type" => kind.name.to_owned(),
        "memory-info.size-in-mib" => kind.memory_mib.to_string(),
        "network-info.efa-supported" => (kind.efa > 0).to_string(),
        "processor-info.supported-architecture" => kind.arch.word().to_owned(),
        "supported-usage-class" => return usage_classes(kind),
        _ => kind.vcpus.to_string(),
    }]
}

fn render(kind: &InstanceType) -> Element {
    let hypervisor = match kind.hypervisor {
        Hypervisor::Nitro => Some("nitro"),
        Hypervisor::Xen => Some("xen"),
        Hypervisor::None => None,
    };
    let item = Element::new("item")
        .set("instanceType", kind.name)
        .set("currentGeneration", kind.current)
        .texts("supportedUsageClasses", "item", usage_classes(kind))
        .set("bareMetal", kind.metal)
        .maybe("hypervisor", hypervisor)
        .with(Element::new("processorInfo").texts(
            "supportedArchitectures",
            "item",
            [kind.arch.word()],
        ))
        .with(Element::new("vCpuInfo").set("defaultVCpus", kind.vcpus))
        .with(Element::new("memoryInfo").set("sizeInMiB", kind.memory_mib))
        .set("instanceStorageSupported", kind.disks.is_some())
        .with(
            Element::new("networkInfo")
                .set(
                    "networkPerformance",
                    format!("{} Gigabit", kind.network_gbps),
                )
                .set("efaSupported", kind.efa > 0),
        )
        .set("burstablePerformanceSupported", kind.burstable);
    let Some(gpu) = kind.gpu else {
        return item;
    };
    let memory = Element::new("memoryInfo").set("sizeInMiB", gpu.memory_mib);
    let one = Element::new("item")
        .set("name", gpu.name)
        .set("manufacturer", gpu.vendor)
        .set("count", gpu.count)
        .with(memory);
    item.with(
        Element::new("gpuInfo")
            .list("gpus", [one])
            .set("totalGpuMemoryInMiB", gpu.memory_mib * u32::from(gpu.count)),
    )
}

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let region = cx.region;
    let filters = Filters::without_tags(form, FILTERS)?;
    let names = form.list("InstanceType");
    if names.len() > 100 {
        return Err(invalid(
            "At most 100 instance types can be named in one request.",
        ));
    }
    let unknown: Vec<&str> = names
        .iter()
        .filter(|name| !catalog::instance_type(name).is_some_and(|kind| in_region(kind, region)))
        .copied()
        .collect();
    if !unknown.is_empty() {
        return Err(Fault::new(
            400,
            "InvalidInstanceType",
            format!(
                "The following supplied instance types do not exist: [{}]",
                unknown.join(", ")
            ),
        ));
    }
    let size = filter::page_size(cx.options, form, 100, false)?;
    let kinds = catalog::instance_types().iter();
    let mut chosen: Vec<&InstanceType> = kinds
        .filter(|kind| names.is_empty() || names.contains(&kind.name))
        .filter(|kind| in_region(kind, region))
        .filter(|kind| filters.accept(&Tags::new(), |name| value(kind, name)))
        .collect();
    chosen.sort_by_key(|kind| kind.name);
    filter::page(
        form,
        size,
        "instanceTypeSet",
        chosen,
        |kind| kind.name,
        render,
    )
}

pub(super) fn describe_offerings(cx: &mut Context, form: &Form) -> Answer {
    let region = cx.region;
    let filters = Filters::without_tags(form, &["instance-type", "location"])?;
    let location = form.get("LocationType").unwrap_or("region");
    let places = match location {
        "region" => vec![region.to_owned()],
        "availability-zone" => zone::names(region),
        "availability-zone-id" => {
            let names = zone::names(region);
            names
                .iter()
                .filter_map(|name| zone::id_of(region, name))
                .collect()
        }
        other => {
            return Err(invalid(format!(
                "Value ({other}) for parameter locationType is invalid."
            )));
        }
    };
    let size = filter::page_size(cx.options, form, 1000, false)?;
    let mut chosen: Vec<(String, &str, &str)> = Vec::new();
    for kind in catalog::instance_types() {
        if !in_region(kind, region) {
            continue;
        }
        for place in &places {
            let wanted = filters.accept(&Tags::new(), |name| {
                let value = if name == "location" { place } else { kind.name };
                vec![value.to_owned()]
            });
            if wanted {
                chosen.push((format!("{}\n{place}", kind.name), kind.name, place));
            }
        }
    }
    chosen.sort_by(|a, b| a.0.cmp(&b.0));
    let render = |(_, kind, place): (String, &str, &str)| {
        Element::new("item")
            .set("instanceType", kind)
            .set("locationType", location)
            .set("location", place)
    };
    filter::page(
        form,
        size,
        "instanceTypeOfferingSet",
        chosen,
        |entry| &entry.0,
        render,
    )
}
