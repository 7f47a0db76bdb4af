//! What all kinds of things in EC2 share: how they are found, described, faulted.

use super::super::account::Millis;
use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::filter::{self, Filters};
use super::tags::{self, Tags};
use std::collections::BTreeMap;

/// What a call answers: an element whose children are the response's, without its request id.
pub(super) type Answer = Result<Element, Fault>;

/// An answer under way.
pub(super) fn answer() -> Element {
    Element::new("Response")
}

/// `<return>true</return>`
pub(super) fn done() -> Answer {
    Ok(answer().set("return", true))
}

/// A region's EC2 as a call sees it.
pub(super) struct View<'a> {
    pub ec2: &'a Ec2,
    pub account: &'a str,
    pub region: &'a str,
    pub partition: &'static str,
    pub now: Millis,
}

impl View<'_> {
    /// The ARN of a thing: `vpc/vpc-0…`.
    pub fn arn(&self, resource: &str) -> String {
        let (partition, region, account) = (self.partition, self.region, self.account);
        format!("arn:{partition}:ec2:{region}:{account}:{resource}")
    }
}

/// The region called, to look at.
pub(super) fn view<'c>(cx: &'c mut Context<'_>) -> View<'c> {
    let (partition, region, options, now) = (cx.partition(), cx.region, cx.options, cx.now);
    View {
        ec2: &cx.here().ec2,
        account: &options.account,
        region,
        partition,
        now,
    }
}

/// A kind of thing with ids, tags and a Describe call.
pub(super) trait Thing: Sized {
    /// The list in the answer: `vpcSet`.
    const SET: &'static str;
    /// The parameter that lists ids: `VpcId`.
    const IDS: &'static str;
    /// As tags and tag specifications call it: `vpc`.
    const KIND: &'static str;
    const FILTERS: &'static [&'static str];
    /// The most a caller may ask for in a page.
    const MOST: usize = 1000;

    fn all(ec2: &Ec2) -> &BTreeMap<String, Self>;
    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Self>;
    fn missing(id: &str) -> Fault;
    fn tags(&self) -> &Tags;
    fn tags_mut(&mut self) -> &mut Tags;
    /// The values a filter looks at.
    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String>;
    /// Its fields in an answer, without the tags.
    fn fields(&self, view: &View, id: &str) -> Element;

    fn render(&self, view: &View, id: &str) -> Element {
        let fields = self.fields(view, id);
        fields.with(tags::set(self.tags()))
    }
}

/// The thing of an id.
pub(super) fn find<'e, T: Thing>(ec2: &'e Ec2, id: &str) -> Result<&'e T, Fault> {
    T::all(ec2).get(id).ok_or_else(|| T::missing(id))
}

pub(super) fn find_mut<'e, T: Thing>(ec2: &'e mut Ec2, id: &str) -> Result<&'e mut T, Fault> {
    let found = T::all_mut(ec2).get_mut(id);
    found.ok_or_else(|| T::missing(id))
}

/// Puts a thing in, and answers it under a name: `<vpc>…</vpc>`.
pub(super) fn add<T: Thing>(cx: &mut Context, id: &str, thing: T, name: &str) -> Answer {
    T::all_mut(&mut cx.here().ec2).insert(id.to_owned(), thing);
    show::<T>(cx, id, name)
}

/// Answers a thing under a name.
pub(super) fn show<T: Thing>(cx: &mut Context, id: &str, name: &str) -> Answer {
    let view = view(cx);
    let thing = find::<T>(view.ec2, id)?;
    Ok(answer().with(thing.render(&view, id).named(name)))
}

/// The Describe call of a kind: ids, filters, pages.
pub(super) fn describe<T: Thing>(cx: &mut Context, form: &Form) -> Answer {
    describe_if::<T>(cx, form, "Filter", |_| true)
}

/// The same with another name for the filters, and over a part of the things.
pub(super) fn describe_if<T: Thing>(
    cx: &mut Context,
    form: &Form,
    filters: &str,
    among: impl Fn(&T) -> bool,
) -> Answer {
    let filters = Filters::read(form, filters, T::FILTERS)?;
    let ids = form.list(T::IDS);
    let size = filter::page_size(cx.options, form, T::MOST, !ids.is_empty())?;
    let view = view(cx);
    let all = T::all(view.ec2);
    for id in &ids {
        if !all.contains_key(*id) {
            return Err(T::missing(id));
        }
    }
    let accept = |id: &str, thing: &T| {
        among(thing) && filters.accept(thing.tags(), |name| thing.filter(&view, id, name))
    };
    let chosen: Vec<(&str, &T)> = if ids.is_empty() {
        let things = all.iter().map(|(id, thing)| (id.as_str(), thing));
        things.filter(|(id, thing)| accept(id, thing)).collect()
    } else {
        let mut ids = ids;
        ids.sort_unstable();
        ids.dedup();
        let things = ids.into_iter().filter_map(|id| Some((id, all.get(id)?)));
        things.filter(|(id, thing)| accept(id, thing)).collect()
    };
    let render = |(id, thing): (&str, &T)| thing.render(&view, id).named("item");
    filter::page(form, size, T::SET, chosen, |(id, _)| id, render)
}

/// A parameter that must be there.
pub(super) fn need<'a>(form: &'a Form, name: &str) -> Result<&'a str, Fault> {
    let value = form.get(name).filter(|value| !value.is_empty());
    value.ok_or_else(|| missing_parameter(name))
}

pub(super) fn missing_parameter(name: &str) -> Fault {
    Fault::new(
        400,
        "MissingParameter",
        format!("The request must contain the parameter {name}"),
    )
}

/// A parameter that is `true` or `false`.
pub(super) fn flag(form: &Form, name: &str) -> Result<Option<bool>, Fault> {
    match form.get(name) {
        None => Ok(None),
        Some("true" | "True" | "1") => Ok(Some(true)),
        Some("false" | "False" | "0") => Ok(Some(false)),
        Some(other) => Err(invalid(format!(
            "Value ({other}) for parameter {name} is invalid. The value must be true or false."
        ))),
    }
}

pub(super) fn invalid(message: impl Into<String>) -> Fault {
    Fault::new(400, "InvalidParameterValue", message)
}

pub(super) fn not_found(code: &'static str, what: &str, id: &str) -> Fault {
    Fault::new(400, code, format!("The {what} '{id}' does not exist"))
}

pub(super) fn has_dependencies(what: &str, id: &str) -> Fault {
    Fault::new(
        400,
        "DependencyViolation",
        format!("The {what} '{id}' has dependencies and cannot be deleted."),
    )
}

/// What a client token stands for.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Token {
    /// A digest of the request.
    digest: u64,
    id: String,
}

fn token_of(form: &Form, action: &str) -> Option<(String, u64)> {
    let token = form.get("ClientToken").filter(|token| !token.is_empty())?;
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    let fields = form.fields.iter().filter(|(name, _)| *name != "DryRun");
    for byte in fields.flat_map(|(name, value)| name.bytes().chain([0]).chain(value.bytes())) {
        digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Some((format!("{action}/{token}"), digest))
}

/// What a call with this client token has made before.
pub(super) fn remembered(
    cx: &mut Context,
    form: &Form,
    action: &str,
) -> Result<Option<String>, Fault> {
    let Some((key, digest)) = token_of(form, action) else {
        return Ok(None);
    };
    match cx.here().ec2.tokens.get(&key) {
        None => Ok(None),
        Some(token) if token.digest == digest => Ok(Some(token.id.clone())),
        Some(_) => Err(Fault::new(
            400,
            "IdempotentParameterMismatch",
            "The client token you have provided is associated with a resource that has already been created with different request parameters",
        )),
    }
}

/// The same, where the thing is still there.
pub(super) fn made_before<T: Thing>(
    cx: &mut Context,
    form: &Form,
    action: &str,
) -> Result<Option<String>, Fault> {
    let made = remembered(cx, form, action)?;
    let ec2 = &cx.here().ec2;
    Ok(made.filter(|id| T::all(ec2).contains_key(id)))
}

/// Remembers what a client token has made.
pub(super) fn remember(cx: &mut Context, form: &Form, action: &str, id: &str) {
    if let Some((key, digest)) = token_of(form, action) {
        let token = Token {
            digest,
            id: id.to_owned(),
        };
        cx.here().ec2.tokens.insert(key, token);
    }
}
