//! Pods on EKS: what Kubernetes and Batch want of `resources`.

use super::super::facts::Facts;
use super::containers::{Container, containers_of};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Key, Object, Typed};
use crate::vocabulary::Form;

codes! {
    POD_CPU = "pod-cpu", Error, "a pod's CPU is no multiple of a quarter";
    POD_MEMORY = "pod-memory", Error, "a pod's memory is not in whole Mi";
    POD_LIMITS = "pod-limits", Error, "limits and requests of a pod that do not go together";
    POD_WITHOUT_RESOURCES = "pod-without-resources", Error, "a pod that says no CPU or no memory";
}

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        if container.form == Form::Pod {
            one(&container, out);
        }
    }
}

fn one(container: &Container, out: &mut Vec<Diagnostic>) {
    let object = container.object;
    if let Some(value) = object.get("cpu")
        && let Some(cpu) = value.as_number().filter(|cpu| !is_quarter(*cpu))
    {
        out.push(bad_cpu(value, &cpu.to_string()));
    }
    let resources = object.object("resources");
    let requests = resources.map_or(&[][..], |resources| resources.map("requests"));
    let limits = resources.map_or(&[][..], |resources| resources.map("limits"));
    for (key, value) in requests.iter().chain(limits) {
        quantity(key, value, out);
    }
    compare(requests, limits, out);
    lacking(container, requests, limits, out);
}

fn is_quarter(cpu: f64) -> bool {
    cpu >= 0.25 && (cpu * 4.0).fract() == 0.0
}

fn bad_cpu(value: &Typed, shown: &str) -> Diagnostic {
    Diagnostic::new(&POD_CPU, value.span, format!("`{shown}` is no CPU quantity Batch takes"))
        .label("0.25, 0.5, 0.75, 1 …")
        .why("on EKS, Batch takes whole numbers and quarters: CPU must be an even multiple of 0.25, at least 0.25, without `m`")
        .help("round it up to the next quarter")
}

fn quantity(key: &Key, value: &Typed, out: &mut Vec<Diagnostic>) {
    let Some(text) = value.as_str() else { return };
    match key.text.as_str() {
        "cpu" if !text.parse().is_ok_and(is_quarter) => out.push(bad_cpu(value, text)),
        "memory" => {
            let mib = text
                .strip_suffix("Mi")
                .and_then(|digits| digits.parse::<u64>().ok());
            if mib.is_none_or(|mib| mib < 4) {
                out.push(
                    Diagnostic::new(&POD_MEMORY, value.span, format!("`{text}` is no memory quantity Batch takes"))
                        .label("such as `2048Mi`")
                        .why("on EKS, Batch takes memory in whole numbers with the suffix `Mi`, at least 4Mi")
                        .help("write it in Mi, or as `memory = 2 GiB` of the container"),
                );
            }
        }
        _ => {}
    }
}

fn compare(requests: &[(Key, Typed)], limits: &[(Key, Typed)], out: &mut Vec<Diagnostic>) {
    let find = |entries: &'_ [(Key, Typed)], name: &str| {
        let found = entries.iter().find(|(key, _)| key.text == name)?;
        Some((found.1.as_str()?.to_owned(), found.1.span))
    };
    for name in ["cpu", "memory", "nvidia.com/gpu"] {
        let (Some((asked, request)), Some((most, limit))) =
            (find(requests, name), find(limits, name))
        else {
            continue;
        };
        let (wrong, rule, help) = if name == "cpu" {
            let less = match (asked.parse::<f64>(), most.parse::<f64>()) {
                (Ok(asked), Ok(most)) => asked > most,
                _ => false,
            };
            (
                less,
                "the CPU limit must be at least the request",
                "raise the limit",
            )
        } else {
            (
                asked != most,
                "limit and request must be equal",
                "make them equal",
            )
        };
        if !wrong {
            continue;
        }
        let message = format!("the limit of `{name}` is {most}, the request {asked}");
        out.push(
            Diagnostic::new(&POD_LIMITS, limit, message)
                .label(rule)
                .also(request, "the request")
                .why(format!(
                    "Batch on EKS: if `{name}` is given in both, {rule}"
                ))
                .help(help),
        );
    }
}

fn lacking(
    container: &Container,
    requests: &[(Key, Typed)],
    limits: &[(Key, Typed)],
    out: &mut Vec<Diagnostic>,
) {
    let object: &Object = container.object;
    if container.init
        || object.broken
        || object
            .get("resources")
            .is_some_and(|value| value.as_object().is_none_or(|o| o.broken))
    {
        return;
    }
    let says = |name: &str| {
        object.has(name)
            || requests
                .iter()
                .chain(limits)
                .any(|(key, _)| key.text == name)
    };
    let missing = match (says("cpu"), says("memory")) {
        (true, true) => return,
        (true, false) => "memory",
        (false, true) => "cpu",
        (false, false) => "cpu` and `memory",
    };
    out.push(
        Diagnostic::new(&POD_WITHOUT_RESOURCES, container.head, format!("{} says no `{missing}`", container.noun()))
            .label("how much of it?")
            .why("Batch places pods by their requests: `cpu` and `memory` must be specified in `limits`, in `requests`, or in both")
            .help("write `cpu = 1` and `memory = 2 GiB`"),
    );
}
