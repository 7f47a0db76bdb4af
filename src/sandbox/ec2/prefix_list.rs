//! Prefix lists: the addresses of S3 and DynamoDB, as gateway endpoints have them.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::common::{Answer, View, not_found, view};
use super::filter::{self, Filters};
use super::tags::Tags;

/// The services with gateway endpoints, and a block that stands for their addresses.
const SERVICES: &[(&str, &str)] = &[("dynamodb", "198.51.100.0/25"), ("s3", "198.51.100.128/25")];

/// The prefix list of a service (`s3`) in a region.
pub(super) fn id_of(region: &str, service: &str) -> String {
    match (region, service) {
        ("us-east-1", "s3") => "pl-63a5400a".to_owned(),
        ("us-west-2", "s3") => "pl-68a54001".to_owned(),
        ("eu-west-1", "s3") => "pl-6da54004".to_owned(),
        _ => {
            let mut hash = 0x811c_9dc5_u32;
            for byte in region.bytes().chain(service.bytes()) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
            format!("pl-{hash:08x}")
        }
    }
}

pub(super) fn exists(region: &str, id: &str) -> bool {
    SERVICES
        .iter()
        .any(|(service, _)| id_of(region, service) == id)
}

pub(super) fn missing(id: &str) -> Fault {
    not_found("InvalidPrefixListID.NotFound", "prefix list ID", id)
}

struct List {
    id: String,
    name: String,
    cidr: &'static str,
}

/// A region's lists that a call asks for, ascending by id.
fn lists(view: &View, form: &Form, filters: &Filters, key: &str) -> Result<Vec<List>, Fault> {
    let wanted = form.list(key);
    if let Some(id) = wanted.iter().find(|id| !exists(view.region, id)) {
        return Err(missing(id));
    }
    let all = SERVICES.iter().map(|(service, cidr)| List {
        id: id_of(view.region, service),
        name: format!("com.amazonaws.{}.{service}", view.region),
        cidr,
    });
    let mut found: Vec<List> = all
        .filter(|list| wanted.is_empty() || wanted.contains(&list.id.as_str()))
        .filter(|list| {
            filters.accept(&Tags::new(), |name| match name {
                "owner-id" => vec!["AWS".to_owned()],
                "prefix-list-id" => vec![list.id.clone()],
                _ => vec![list.name.clone()],
            })
        })
        .collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(found)
}

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let filters = Filters::without_tags(form, &["prefix-list-id", "prefix-list-name"])?;
    let size = filter::page_size(cx.options, form, 1000, false)?;
    let found = lists(&view(cx), form, &filters, "PrefixListId")?;
    let render = |list: List| {
        Element::new("item")
            .set("prefixListId", list.id)
            .set("prefixListName", list.name)
            .texts("cidrSet", "item", [list.cidr])
    };
    filter::page(form, size, "prefixListSet", found, |list| &list.id, render)
}

pub(super) fn describe_managed(cx: &mut Context, form: &Form) -> Answer {
    let known = ["owner-id", "prefix-list-id", "prefix-list-name"];
    let filters = Filters::read(form, "Filter", &known)?;
    let size = filter::page_size(cx.options, form, 1000, false)?;
    let view = view(cx);
    let found = lists(&view, form, &filters, "PrefixListId")?;
    let render = |list: List| {
        let arn = format!(
            "arn:{}:ec2:{}:aws:prefix-list/{}",
            view.partition, view.region, list.id
        );
        Element::new("item")
            .set("prefixListId", list.id)
            .set("addressFamily", "IPv4")
            .set("state", "create-complete")
            .set("prefixListArn", arn)
            .set("prefixListName", list.name)
            .list("tagSet", [])
            .set("ownerId", "AWS")
    };
    filter::page(form, size, "prefixListSet", found, |list| &list.id, render)
}
