//! Pages of a list: `MaxItems`, `Marker`, `IsTruncated`.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::check;

/// A page of what has been listed, ascending by key, in a list of that name. The marker says the
/// key a page ended with, so that what is made or deleted between two pages does no harm.
pub(super) fn page(
    cx: &Context,
    form: &Form,
    list: &str,
    items: impl Iterator<Item = (String, Element)>,
) -> Result<Element, Fault> {
    let most = check::number(form, "MaxItems", 1, 1000)?.unwrap_or(100) as usize;
    let most = most.min(cx.options.page_size.max(1));
    let after = match form.get("Marker") {
        Some(marker) => Some(read(marker).ok_or_else(|| {
            Fault::new(400, "ValidationError", format!("Invalid Marker: {marker}"))
        })?),
        None => None,
    };
    let mut rest = items.filter(|(key, _)| after.as_ref().is_none_or(|after| key > after));
    let page: Vec<(String, Element)> = rest.by_ref().take(most).collect();
    let truncated = rest.next().is_some();
    let marker = page.last().filter(|_| truncated).map(|(key, _)| write(key));
    let members = page.into_iter().map(|(_, member)| member.named("member"));
    Ok(Element::new("Result")
        .list(list, members)
        .set("IsTruncated", truncated)
        .maybe("Marker", marker))
}

fn write(key: &str) -> String {
    let digits: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("m{digits}")
}

fn read(marker: &str) -> Option<String> {
    let digits = marker.strip_prefix('m')?.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}
