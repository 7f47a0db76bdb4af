//! Filters and pages of the Describe calls.

use super::super::policy::like;
use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Fault, Options};
use super::common::{Answer, answer, invalid};
use super::tags::Tags;

/// The filters of a call: all of them must hold, each with one of its values.
pub(super) struct Filters(Vec<(String, Vec<String>)>);

/// What AWS takes in all filters of a call together.
const MOST_VALUES: usize = 200;

impl Filters {
    /// Reads `Filter.N.Name` and `Filter.N.Value.M`; a name that is not known is refused.
    pub fn read(form: &Form, prefix: &str, known: &[&str]) -> Result<Filters, Fault> {
        let tag = |name: &str| matches!(name, "tag-key" | "tag-value") || name.starts_with("tag:");
        Filters::of(form, prefix, |name| known.contains(&name) || tag(name))
    }

    /// The same for things that have no tags.
    pub fn without_tags(form: &Form, known: &[&str]) -> Result<Filters, Fault> {
        Filters::of(form, "Filter", |name| known.contains(&name))
    }

    fn of(form: &Form, prefix: &str, known: impl Fn(&str) -> bool) -> Result<Filters, Fault> {
        let mut filters = Vec::new();
        for element in form.elements(prefix) {
            let name = form.get(&format!("{element}.Name")).unwrap_or("");
            if !known(name) {
                return Err(invalid(format!("The filter '{name}' is invalid")));
            }
            let values = form.list(&format!("{element}.Value"));
            if values.is_empty() {
                return Err(invalid("The filter 'null' is invalid"));
            }
            let values = values.into_iter().map(str::to_owned).collect();
            filters.push((name.to_owned(), values));
        }
        let count: usize = filters
            .iter()
            .map(|(_, values): &(_, Vec<_>)| values.len())
            .sum();
        if count > MOST_VALUES {
            return Err(Fault::new(
                400,
                "FilterLimitExceeded",
                format!(
                    "The maximum number of filter values specified on a single call is {MOST_VALUES}"
                ),
            ));
        }
        Ok(Filters(filters))
    }

    /// Whether a thing passes, by its tags and the values its kind gives for a filter's name.
    pub fn accept(&self, tags: &Tags, values: impl Fn(&str) -> Vec<String>) -> bool {
        self.0.iter().all(|(name, wanted)| {
            let any = |value: &str| wanted.iter().any(|wanted| matches(wanted, value));
            match name.split_once(':') {
                Some(("tag", key)) => tags.get(key).is_some_and(|value| any(value)),
                _ if name == "tag-key" => tags.keys().any(|key| any(key)),
                _ if name == "tag-value" => tags.values().any(|value| any(value)),
                _ => values(name).iter().any(|value| any(value)),
            }
        })
    }
}

/// A filter's value: `*` and `?` stand for any text and one character.
fn matches(wanted: &str, value: &str) -> bool {
    match wanted.contains(['*', '?', '\\']) {
        false => wanted == value,
        true if wanted.contains('\\') => wanted.replace('\\', "") == value,
        true => like(wanted, value),
    }
}

/// How much a page has: what was asked for, within what the service and the options allow.
pub(super) fn page_size(
    options: &Options,
    form: &Form,
    most: usize,
    by_ids: bool,
) -> Result<usize, Fault> {
    let cap = options.page_size.max(1);
    let Some(asked) = form.get("MaxResults") else {
        return Ok(most.min(cap));
    };
    // Launch templates take any page; the older calls take none under five.
    let least = if most == 200 { 1 } else { 5 };
    let Ok(number) = asked.parse::<usize>() else {
        return Err(invalid(format!(
            "Value ( {asked} ) for parameter maxResults is invalid."
        )));
    };
    if number < least || number > most {
        let bound = match number < least {
            true => format!("greater than {least}"),
            false => format!("less than {most}"),
        };
        return Err(invalid(format!(
            "Value ( {number} ) for parameter maxResults is invalid. Expecting a value {bound}."
        )));
    }
    if by_ids && least == 5 {
        return Err(Fault::new(
            400,
            "InvalidParameterCombination",
            "The parameter maxResults cannot be used with a list of ids",
        ));
    }
    Ok(number.min(cap))
}

/// One page of things that ascend by key. A token says the key a page ended with, so that what is
/// made or deleted between two pages does no harm.
pub(super) fn page<T>(
    form: &Form,
    size: usize,
    set: &str,
    things: Vec<T>,
    key: impl for<'t> Fn(&'t T) -> &'t str,
    render: impl Fn(T) -> Element,
) -> Answer {
    let after = match form.get("NextToken").filter(|token| !token.is_empty()) {
        Some(token) => Some(read(token).ok_or_else(|| {
            Fault::new(
                400,
                "InvalidNextToken",
                format!("The token '{token}' is invalid"),
            )
        })?),
        None => None,
    };
    let start = after.map_or(0, |after| {
        things.partition_point(|thing| key(thing) <= after.as_str())
    });
    let end = (start + size).min(things.len());
    let token = (end < things.len() && end > 0).then(|| write(key(&things[end - 1])));
    let shown = things.into_iter().skip(start).take(size).map(render);
    Ok(answer().list(set, shown).maybe("nextToken", token))
}

fn write(key: &str) -> String {
    let digits: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("eyJ2{digits}")
}

fn read(token: &str) -> Option<String> {
    let digits = token.strip_prefix("eyJ2")?.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}
