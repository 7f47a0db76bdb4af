//! What a job asks of a machine: vCPUs, memory, GPUs, an architecture; for each node one ask.

use super::containers::{Container, containers_of, form_of, in_range, place};
use super::multi_node::{range_of, ranges_of};
use super::platform::{self, Chosen};
use crate::catalog::Arch;
use crate::program::{Block, Object, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Form;

/// The bytes of a MiB.
pub const MIB: u64 = 1024 * 1024;

/// What the containers that share one machine need together. Whatever is not known counts as
/// nothing, so that a refusal is certain.
#[derive(Clone, Debug)]
pub struct Ask {
    pub vcpus: f64,
    pub memory_mib: u64,
    pub gpus: u32,
    /// Where the largest part of each is written.
    pub vcpus_span: Option<Span>,
    pub memory_span: Option<Span>,
    pub gpus_span: Option<Span>,
    pub architecture: Option<(Arch, Span)>,
    /// The type a node range insists on.
    pub instance_type: Option<(String, Span)>,
    /// Several containers' needs are added up here.
    pub added: bool,
    /// Every container says its vCPUs and memory.
    pub complete: bool,
    pub head: Span,
}

/// A job with what decides where it runs.
pub struct Job<'a> {
    pub definition: &'a Block,
    pub form: Form,
    pub chosen: Option<Chosen>,
    /// One a machine: several for a multi-node job's ranges.
    pub asks: Vec<Ask>,
    /// vCPUs of all nodes together.
    pub total_vcpus: f64,
}

/// Reads a job definition; `None` where its form cannot be told.
pub fn of<'a>(program: &Program, definition: &'a Block) -> Option<Job<'a>> {
    let form = definition.form()?;
    let containers = containers_of(definition);
    // Those of one task stand together.
    let asks: Vec<Ask> = containers
        .chunk_by(|a, b| std::ptr::eq(a.task, b.task))
        .map(together)
        .collect();
    let total_vcpus = match form {
        Form::MultiNode => all_nodes(definition),
        _ => asks.iter().map(|ask| ask.vcpus).sum(),
    };
    let chosen = platform::of_definition(program, definition);
    Some(Job {
        definition,
        form,
        chosen,
        asks,
        total_vcpus,
    })
}

/// The vCPUs of every node, each by the range that describes it.
fn all_nodes(definition: &Block) -> f64 {
    let Some((count, ranges)) = ranges_of(definition) else {
        return 0.0;
    };
    let nodes = (0..count.min(1000)).filter_map(|node| range_of(&ranges, node));
    nodes
        .map(|range| match form_of(range) {
            Form::Container => range.number("vcpus").unwrap_or(0.0),
            _ => together(&in_range(definition, range)).vcpus,
        })
        .sum()
}

/// The part of one container, each with its place.
struct Part {
    vcpus: Option<(f64, Span)>,
    memory_mib: Option<(u64, Span)>,
    gpus: Option<(u32, Span)>,
}

fn part(container: &Container) -> Part {
    let object = container.object;
    let number = |name: &str| {
        let field = object.field(name)?;
        Some((field.value.as_number()?, field.value.span))
    };
    let written = |name: &str| {
        object
            .field(name)
            .map(|field| (field.value.as_size(), field.value.span))
    };
    let memory = written("memory").and_then(|(size, span)| Some((size?.div_ceil(MIB), span)));
    let gpus = number("gpus").map(|(count, span)| (count.max(0.0) as u32, span));
    if container.form != Form::Pod {
        return Part {
            vcpus: number("vcpus"),
            memory_mib: memory,
            gpus,
        };
    }
    let resources = object.object("resources");
    let requested = |name: &str| requested(resources?, name);
    // What stands in `resources` wins over the short attributes.
    Part {
        vcpus: requested("cpu")
            .and_then(|(text, span)| Some((text.parse().ok()?, span)))
            .or_else(|| number("cpu")),
        memory_mib: requested("memory")
            .and_then(|(text, span)| Some((text.strip_suffix("Mi")?.parse().ok()?, span)))
            .or(memory),
        gpus: requested("nvidia.com/gpu")
            .and_then(|(text, span)| Some((text.parse().ok()?, span)))
            .or(gpus),
    }
}

/// A pod's request, which is the limit where only that is given.
fn requested<'a>(resources: &'a Object, name: &str) -> Option<(&'a str, Span)> {
    let entries = resources
        .map("requests")
        .iter()
        .chain(resources.map("limits"));
    let (_, value) = entries.into_iter().find(|(key, _)| key.text == name)?;
    Some((value.as_str()?, value.span))
}

fn together(containers: &[Container]) -> Ask {
    let parts: Vec<(bool, Part)> = containers.iter().map(|one| (one.init, part(one))).collect();
    let steady = || parts.iter().filter(|(init, _)| !init).map(|(_, part)| part);
    let first = containers.first();
    Ask {
        vcpus: steady()
            .filter_map(|part| part.vcpus)
            .map(|(count, _)| count)
            .sum(),
        memory_mib: steady()
            .filter_map(|part| part.memory_mib)
            .map(|(mib, _)| mib)
            .fold(0, u64::saturating_add),
        gpus: steady()
            .filter_map(|part| part.gpus)
            .map(|(count, _)| count)
            .fold(0, u32::saturating_add),
        vcpus_span: largest(steady().filter_map(|part| part.vcpus)),
        memory_span: largest(
            steady()
                .filter_map(|part| part.memory_mib)
                .map(|(mib, span)| (mib as f64, span)),
        ),
        gpus_span: largest(
            steady()
                .filter_map(|part| part.gpus)
                .map(|(count, span)| (f64::from(count), span)),
        ),
        architecture: containers.iter().find_map(architecture),
        instance_type: first.and_then(|one| {
            let field = one.task.field("instance_type")?;
            Some((field.value.as_str()?.to_owned(), field.value.span))
        }),
        added: steady().count() > 1,
        complete: steady().all(|part| part.vcpus.is_some() && part.memory_mib.is_some()),
        head: first.map_or_else(Span::default, |one| one.head),
    }
}

fn largest(parts: impl Iterator<Item = (f64, Span)>) -> Option<Span> {
    parts
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, span)| span)
}

/// The processor a container is made for: as `runtime_platform` or the image's name says.
fn architecture(container: &Container) -> Option<(Arch, Span)> {
    let field = container
        .task
        .object("runtime_platform")
        .and_then(|platform| platform.field("cpu_architecture"));
    if let Some(field) = field {
        return match field.value.as_word()? {
            "X86_64" => Some((Arch::X86_64, place(field))),
            "ARM64" => Some((Arch::Arm64, place(field))),
            _ => None,
        };
    }
    let image = container.image()?;
    Some((image_architecture(image.value.as_str()?)?, image.value.span))
}

/// `arm64v8/busybox:1.36`, `app:1.2-arm64`, `app:1.2-amd64`; `None` where the name says nothing.
pub fn image_architecture(image: &str) -> Option<Arch> {
    let image = image.to_ascii_lowercase();
    let (path, tag) = match image.rsplit_once(':') {
        Some((path, tag)) if !tag.contains('/') => (path, tag),
        _ => (image.as_str(), ""),
    };
    let by_folder = path
        .split('/')
        .rev()
        .skip(1)
        .find_map(|folder| match folder {
            "arm64v8" | "arm64" | "aarch64" => Some(Arch::Arm64),
            "amd64" | "x86_64" => Some(Arch::X86_64),
            _ => None,
        });
    let name = path.rsplit('/').next().unwrap_or(path);
    by_folder
        .or_else(|| by_suffix(tag))
        .or_else(|| by_suffix(name))
}

fn by_suffix(text: &str) -> Option<Arch> {
    let is = |word: &str| {
        text == word
            || text
                .strip_suffix(word)
                .is_some_and(|before| before.ends_with(['-', '_', '.']))
    };
    if ["arm64", "arm64v8", "aarch64", "graviton"]
        .iter()
        .any(|word| is(word))
    {
        Some(Arch::Arm64)
    } else if ["amd64", "x86_64", "x86-64"].iter().any(|word| is(word)) {
        Some(Arch::X86_64)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_that_name_their_architecture() {
        let arm = [
            "arm64v8/busybox:1.36",
            "app:1.2-arm64",
            "registry:5000/team/app-aarch64:3",
            "x/app:arm64",
        ];
        for image in arm {
            assert_eq!(image_architecture(image), Some(Arch::Arm64), "{image}");
        }
        assert_eq!(
            image_architecture("public.ecr.aws/amd64/alpine"),
            Some(Arch::X86_64)
        );
        for image in [
            "busybox:1.36",
            "charm64/app:1",
            "farm64:1",
            "localhost:5000/app",
        ] {
            assert_eq!(image_architecture(image), None, "{image}");
        }
    }
}
