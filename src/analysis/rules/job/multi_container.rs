//! Several containers in one task (and in one pod): names, what waits for what, what is essential.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, form_of, place, tasks_of};
use super::nearest::nearest;
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Object, Program};
use crate::vocabulary::Form;
use rustc_hash::FxHashMap;

codes! {
    DUPLICATE_CONTAINER = "duplicate-container", Error, "two containers of one name";
    UNKNOWN_CONTAINER = "unknown-container", Error, "a container waits for one that is not there";
    DEPENDENCY_CYCLE = "dependency-cycle", Error, "containers that wait for each other";
    NO_ESSENTIAL_CONTAINER = "no-essential-container", Error, "no container of a task is essential";
    WAITS_FOR_ESSENTIAL = "waits-for-essential", Error, "a container waits for the end of an essential one";
    MANAGED_INSTANCES_FORM = "managed-instances-form", Error, "a form of job that Managed Instances do not run";
    HOST_NETWORK_MODE = "host-network-mode", Error, "`network_mode` outside Managed Instances";
}

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(form) = definition.form() else {
        return;
    };

    for task in containers_of(definition).chunk_by(|a, b| std::ptr::eq(a.task, b.task)) {
        unique(task, out);
    }
    for holder in tasks_of(definition) {
        // AWS takes ten; more are told of elsewhere.
        if form_of(holder) == Form::Containers && holder.list("containers").len() <= 100 {
            let containers: Vec<&Object> = holder.objects("containers").collect();
            waiting(&containers, out);
            cycles(&containers, out);
            essential(definition, holder, &containers, out);
        }
    }
    platform_form(program, definition, form, out);
}

fn unique(containers: &[Container], out: &mut Vec<Diagnostic>) {
    let named: Vec<(&Field, &str)> = containers
        .iter()
        .filter(|container| matches!(container.form, Form::Containers | Form::Pod))
        .filter_map(|container| {
            let field = container.object.field("name")?;
            Some((field, field.value.as_str()?))
        })
        .collect();
    let mut first: FxHashMap<&str, &Field> = FxHashMap::default();
    for (field, name) in named {
        let Some(earlier) = first.insert(name, field) else {
            continue;
        };
        out.push(
            Diagnostic::new(
                &DUPLICATE_CONTAINER,
                place(field),
                format!("two containers are called `{name}`"),
            )
            .label("again")
            .also(place(earlier), "first")
            .why("containers of one task find each other by their names, which AWS wants unique")
            .help("rename one of them"),
        );
    }
}

/// The containers `object` waits for: name, its place, how far it must have come.
fn dependencies(object: &Object) -> impl Iterator<Item = (&str, &Field, Option<&'static str>)> {
    object.objects("depends_on").filter_map(|one| {
        let field = one.field("container")?;
        Some((field.value.as_str()?, field, one.word("condition")))
    })
}

fn find<'a>(containers: &[&'a Object], name: &str) -> Option<&'a Object> {
    containers
        .iter()
        .find(|container| container.str("name") == Some(name))
        .copied()
}

fn waiting(containers: &[&Object], out: &mut Vec<Diagnostic>) {
    let certain = containers
        .iter()
        .all(|container| container.str("name").is_some());
    for container in containers {
        for (name, field, condition) in dependencies(container) {
            let Some(target) = find(containers, name) else {
                if certain {
                    out.push(unknown(name, field, containers));
                }
                continue;
            };
            if let (Some(word @ ("COMPLETE" | "SUCCESS")), true) = (condition, is_essential(target))
            {
                let mut finding = Diagnostic::new(&WAITS_FOR_ESSENTIAL, field.value.span, format!("waits for the end of `{name}`, which is essential"))
                    .label(format!("condition `{word}`"))
                    .why("when an essential container ends, the whole task ends, so nothing can start after it; AWS allows COMPLETE and SUCCESS for non-essential containers only")
                    .help(format!("write `essential = false` in `{name}`, or wait for its `START`"));
                if let Some(place_of) = target.field("essential").or(target.field("name")) {
                    finding = finding.also(place(place_of), "essential, unless it says otherwise");
                }
                out.push(finding);
            }
        }
    }
}

fn unknown(name: &str, field: &Field, containers: &[&Object]) -> Diagnostic {
    let span = field.value.span;
    let finding = Diagnostic::new(
        &UNKNOWN_CONTAINER,
        span,
        format!("no container is called `{name}`"),
    )
    .label("not one of `containers`")
    .why("AWS refuses a `dependsOn` that names no container of the task");
    let names: Vec<&str> = containers
        .iter()
        .filter_map(|container| container.str("name"))
        .collect();
    match nearest(name, names.iter().copied()) {
        Some(other) => finding.help(format!("did you mean `{other}`?")).maybe_fix(
            format!("write `{other}`"),
            span,
            format!("\"{other}\""),
        ),
        None => finding.help(format!("its containers are: {}", names.join(", "))),
    }
}

/// Left out, it is true.
fn is_essential(container: &Object) -> bool {
    container
        .get("essential")
        .is_none_or(|value| value.as_bool() == Some(true))
}

fn essential(
    definition: &Block,
    holder: &Object,
    containers: &[&Object],
    out: &mut Vec<Diagnostic>,
) {
    let all_say_no = containers
        .iter()
        .all(|container| container.bool("essential") == Some(false) && !container.broken);
    let whole = containers.len() == holder.list("containers").len();
    let Some(field) = holder
        .field("containers")
        .filter(|_| all_say_no && whole && !containers.is_empty())
    else {
        return;
    };
    let mut finding = Diagnostic::new(
        &NO_ESSENTIAL_CONTAINER,
        field.name_span,
        format!("no container of `{}` is essential", definition.label),
    )
    .label("when is the job done?")
    .why("a task ends when an essential container ends, so AWS wants at least one")
    .help("remove `essential = false` from the container that does the work");
    for container in containers {
        if let Some(essential) = container.field("essential") {
            finding = finding.also(place(essential), "not essential");
        }
    }
    out.push(finding);
}

/// Follows the first dependency of each container that leads into a circle.
fn cycles(containers: &[&Object], out: &mut Vec<Diagnostic>) {
    let names: Vec<Option<&str>> = containers
        .iter()
        .map(|container| container.str("name"))
        .collect();
    let edges: Vec<Vec<usize>> = containers
        .iter()
        .map(|container| {
            let to = dependencies(container)
                .filter_map(|(name, ..)| names.iter().position(|other| *other == Some(name)));
            to.collect()
        })
        .collect();
    let mut told = vec![false; containers.len()];
    for start in 0..containers.len() {
        if told[start] {
            continue;
        }
        let Some(path) = way_back(start, &edges) else {
            continue;
        };
        path.iter().for_each(|&at| told[at] = true);
        report_cycle(containers, &path, out);
    }
}

/// The shortest way from a container back to itself.
fn way_back(start: usize, edges: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; edges.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &next in &edges[at] {
            if next == start {
                let mut path = vec![at];
                let mut back = at;
                while back != start {
                    back = from[back]?;
                    path.push(back);
                }
                path.reverse();
                return Some(path);
            }
            if from[next].is_none() {
                from[next] = Some(at);
                queue.push_back(next);
            }
        }
    }
    None
}

fn report_cycle(containers: &[&Object], path: &[usize], out: &mut Vec<Diagnostic>) {
    let name = |at: usize| containers[at].str("name").unwrap_or_default();
    let places: Vec<_> = (0..path.len())
        .filter_map(|step| {
            let next = name(path[(step + 1) % path.len()]);
            let (_, field, _) =
                dependencies(containers[path[step]]).find(|(to, ..)| *to == next)?;
            Some((
                field.value.span,
                format!("`{}` waits for `{next}`", name(path[step])),
            ))
        })
        .collect();
    let Some(((span, text), rest)) = places.split_first() else {
        return;
    };
    let chain: Vec<&str> = path
        .iter()
        .chain(path.first())
        .map(|&at| name(at))
        .collect();
    let mut finding = Diagnostic::new(
        &DEPENDENCY_CYCLE,
        *span,
        format!("containers wait for each other: {}", chain.join(" → ")),
    )
    .label(text.clone())
    .why(
        "none of them could ever start; AWS refuses a task whose dependencies go round in a circle",
    )
    .help("remove one of these dependencies");
    for (span, text) in rest {
        finding = finding.also(*span, text.clone());
    }
    out.push(finding);
}

fn platform_form(program: &Program, definition: &Block, form: Form, out: &mut Vec<Diagnostic>) {
    let Some(chosen) = platform::of_definition(program, definition) else {
        return;
    };
    let managed = chosen.platform == Platform::ManagedInstances;
    if managed && matches!(form, Form::Container | Form::MultiNode) {
        let what = if form == Form::MultiNode {
            "several nodes"
        } else {
            "a single-container definition"
        };
        out.push(
            Diagnostic::new(&MANAGED_INSTANCES_FORM, definition.head_span, format!("{what} on ECS Managed Instances"))
                .label("needs `containers = […]`")
                .also(chosen.span, "runs on Managed Instances")
                .why("AWS registers definitions for MANAGED_INSTANCES with `ecsProperties` only: a list of containers, even if it is one, and no multi-node jobs")
                .help("move `image`, `command`, `vcpus` … into `containers = [{ name = \"main\", … }]`"),
        );
    }
    let Some(field) = definition
        .field("network_mode")
        .filter(|_| chosen.platform == Platform::Ec2)
    else {
        return;
    };
    out.push(
        Diagnostic::new(&HOST_NETWORK_MODE, place(field), "`network_mode` outside ECS Managed Instances")
            .label("only for Managed Instances")
            .also(chosen.span, "runs on EC2 instances")
            .why("Batch takes `networkMode` for jobs on ECS Managed Instances alone; on EC2 its containers use the host's network anyway")
            .help("remove it"),
    );
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::{codes_of, messages_of};

    fn task(containers: &[(&str, &str)]) -> String {
        let inner: Vec<String> = containers
            .iter()
            .map(|(name, rest)| format!("    {{ name = \"{name}\", image = \"busybox:1.36\", vcpus = 1, memory = 1 GiB{rest} }},\n"))
            .collect();
        format!(
            "job_definition a {{\n  containers = [\n{}  ]\n}}\n",
            inner.concat()
        )
    }

    fn after(name: &str) -> String {
        format!(", depends_on = [{{ container = \"{name}\", condition = START }}]")
    }

    #[test]
    fn a_circle_is_shown_whole_and_once() {
        let text = task(&[("a", &after("b")), ("b", &after("c")), ("c", &after("a"))]);
        assert_eq!(
            messages_of(&text, "dependency-cycle"),
            ["containers wait for each other: a → b → c → a"]
        );
        assert_eq!(codes_of(&task(&[("a", &after("a"))])), ["dependency-cycle"]);
        assert_eq!(
            codes_of(&task(&[("a", &after("b")), ("b", "")])),
            [] as [&str; 0]
        );
    }
}
