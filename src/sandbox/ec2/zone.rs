//! Availability zones.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::common::{Answer, answer, invalid};
use super::filter::Filters;
use super::tags::Tags;

/// The names of a region's zones.
pub(super) fn names(region: &str) -> Vec<String> {
    let letters = match region {
        "us-east-1" => "abcdef",
        "us-west-2" => "abcd",
        _ => "abc",
    };
    let letters = letters.chars();
    letters.map(|letter| format!("{region}{letter}")).collect()
}

/// The id of a region's zone by its position: `use1-az1`.
fn id(region: &str, position: usize) -> String {
    let short: String = region
        .split('-')
        .enumerate()
        .map(|(at, word)| match word {
            word if at == 0 => word,
            "northeast" => "ne",
            "northwest" => "nw",
            "southeast" => "se",
            "southwest" => "sw",
            word if word.bytes().all(|byte| byte.is_ascii_digit()) => word,
            word => word.get(..1).unwrap_or(""),
        })
        .collect();
    format!("{short}-az{}", position + 1)
}

/// The id of a zone by its name.
pub(super) fn id_of(region: &str, name: &str) -> Option<String> {
    let position = names(region).iter().position(|known| known == name)?;
    Some(id(region, position))
}

/// The name of a zone by its name or id, as CreateSubnet takes them; the first where none is
/// given.
pub(super) fn chosen(region: &str, form: &Form) -> Result<String, Fault> {
    let names = names(region);
    let found = match (form.get("AvailabilityZone"), form.get("AvailabilityZoneId")) {
        (None, None) => names.first().cloned(),
        (Some(name), _) => names.iter().find(|known| *known == name).cloned(),
        (None, Some(wanted)) => {
            let mut zones = names.iter().enumerate();
            zones
                .find(|(position, _)| id(region, *position) == wanted)
                .map(|(_, name)| name.clone())
        }
    };
    found.ok_or_else(|| {
        let given = form.get("AvailabilityZone").or(form.get("AvailabilityZoneId"));
        invalid(format!(
            "Value ({}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: {}.",
            given.unwrap_or_default(),
            names.join(", ")
        ))
    })
}

const FILTERS: &[&str] = &[
    "group-name",
    "message",
    "opt-in-status",
    "parent-zone-id",
    "parent-zone-name",
    "region-name",
    "state",
    "zone-id",
    "zone-name",
    "zone-type",
];

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let region = cx.region;
    let filters = Filters::without_tags(form, FILTERS)?;
    let names = names(region);
    let (wanted, wanted_ids) = (form.list("ZoneName"), form.list("ZoneId"));
    for name in &wanted {
        if !names.iter().any(|known| known == name) {
            return Err(invalid(format!("Invalid availability zone: [{name}]")));
        }
    }
    let border = format!("{region}-zg-1");
    let zones = names.iter().enumerate().filter_map(|(position, name)| {
        let id = id(region, position);
        let named = (wanted.is_empty() || wanted.contains(&name.as_str()))
            && (wanted_ids.is_empty() || wanted_ids.contains(&id.as_str()));
        let accepted = filters.accept(&Tags::new(), |filter| {
            let value = match filter {
                "group-name" => &border,
                "opt-in-status" => "opt-in-not-required",
                "region-name" => region,
                "state" => "available",
                "zone-id" => &id,
                "zone-name" => name,
                "zone-type" => "availability-zone",
                _ => return Vec::new(),
            };
            vec![value.to_owned()]
        });
        (named && accepted).then(|| {
            Element::new("item")
                .set("optInStatus", "opt-in-not-required")
                .list("messageSet", [])
                .set("regionName", region)
                .set("zoneName", name)
                .set("zoneId", id)
                .set("groupName", &border)
                .set("networkBorderGroup", region)
                .set("zoneType", "availability-zone")
                .set("zoneState", "available")
        })
    });
    Ok(answer().list("availabilityZoneInfo", zones))
}

/// The regions, as far as a call to one of them asks for them.
pub(super) fn describe_regions(cx: &mut Context, form: &Form) -> Answer {
    let _ = cx;
    let wanted = form.list("RegionName");
    let known = crate::catalog::regions().iter();
    let shown = known
        .filter(|region| region.partition == "aws")
        .filter(|region| wanted.is_empty() || wanted.contains(&region.name));
    let items = shown.map(|region| {
        Element::new("item")
            .set("regionName", region.name)
            .set(
                "regionEndpoint",
                format!("ec2.{}.{}", region.name, region.dns_suffix),
            )
            .set("optInStatus", "opt-in-not-required")
    });
    Ok(answer().list("regionInfo", items))
}
