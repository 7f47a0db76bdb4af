//! The containers of a job definition, whatever its form: the one way the rules of this folder
//! reach what stands at the top (`image = …`), in `containers`, in `node_ranges` or in a pod.

use crate::program::{Block, Field, Key, Object, Program, Typed};
use crate::syntax::source::Span;
use crate::vocabulary::{Form, Kind};

/// One container with what surrounds it.
#[derive(Clone, Copy)]
pub struct Container<'a> {
    pub block: &'a Block,
    /// What holds it. `MultiNode`: it is the single one of its node range; of several or of a pod in
    /// a range it is `Containers` or `Pod`, as it is outside.
    pub form: Form,
    /// `image`, `vcpus`, `memory`, `environment` …
    pub object: &'a Object,
    /// `volumes`, `execution_role`, `runtime_platform` …: the block, or the node range.
    pub task: &'a Object,
    /// Where to point when the container as a whole is meant.
    pub head: Span,
    /// It runs and ends before the others of its pod.
    pub init: bool,
}

impl<'a> Container<'a> {
    /// Literal variables: `environment`, in a pod `env`.
    pub fn variables(&self) -> &'a [(Key, Typed)] {
        self.object.map(if self.form == Form::Pod {
            "env"
        } else {
            "environment"
        })
    }

    pub fn image(&self) -> Option<&'a Field> {
        self.object.field("image")
    }

    /// In a sentence: "the container `main`", "nodes 0:3", "the job".
    pub fn noun(&self) -> String {
        match self.form {
            Form::Containers | Form::Pod => match self.object.str("name") {
                Some(name) => format!("container `{name}`"),
                None => "this container".to_owned(),
            },
            Form::MultiNode => match self.object.str("target_nodes") {
                Some(nodes) => format!("nodes `{nodes}`"),
                None => "this node range".to_owned(),
            },
            _ => format!("`{}`", self.block.label),
        }
    }
}

/// Every job definition of the program with its form.
pub fn definitions(program: &Program) -> impl Iterator<Item = (&Block, Form)> {
    program
        .declared(Kind::JobDefinition)
        .filter_map(|block| Some((block, block.form()?)))
}

/// The containers of one job definition, in the order written.
pub fn containers_of(block: &Block) -> Vec<Container<'_>> {
    let Some(form) = block.form() else {
        return Vec::new();
    };
    if form == Form::MultiNode {
        let ranges = block.objects("node_ranges");
        return ranges.flat_map(|range| in_range(block, range)).collect();
    }
    let mut containers = held(block, &block.object, form);
    if form == Form::Container
        && let Some(only) = containers.first_mut()
    {
        only.head = block.head_span;
    }
    containers
}

/// The containers of one of `block`'s node ranges.
pub fn in_range<'a>(block: &'a Block, range: &'a Object) -> Vec<Container<'a>> {
    match form_of(range) {
        Form::Container => held(block, range, Form::MultiNode),
        several => held(block, range, several),
    }
}

/// What a job definition or a node range holds, by its attributes.
pub fn form_of(holder: &Object) -> Form {
    Form::of_job(|name| holder.has(name))
}

/// The containers that a definition or a node range holds in that form.
fn held<'a>(block: &'a Block, holder: &'a Object, form: Form) -> Vec<Container<'a>> {
    let inner = |object| Container {
        block,
        form,
        object,
        task: holder,
        head: head_of(object),
        init: false,
    };
    match form {
        Form::Containers => holder.objects("containers").map(inner).collect(),
        Form::Pod => {
            let Some(pod) = holder.object("pod_properties") else {
                return Vec::new();
            };
            let first = pod.objects("init_containers").map(|object| Container {
                init: true,
                ..inner(object)
            });
            first.chain(pod.objects("containers").map(inner)).collect()
        }
        _ => vec![inner(holder)],
    }
}

/// Every container of every job definition.
pub fn all_containers(program: &Program) -> Vec<Container<'_>> {
    definitions(program)
        .flat_map(|(block, _)| containers_of(block))
        .collect()
}

/// The objects that hold `volumes`, roles and the platform (of a pod, `pod_properties`): the
/// block, or each node range.
pub fn tasks_of(block: &Block) -> Vec<&Object> {
    match block.form() {
        Some(Form::MultiNode) => block.objects("node_ranges").collect(),
        Some(_) => vec![&block.object],
        None => Vec::new(),
    }
}

/// A short place for an object: its name, else its first attribute, else all of it.
pub fn head_of(object: &Object) -> Span {
    let named = object
        .field("name")
        .or_else(|| object.field("target_nodes"));
    match named.or_else(|| object.fields.first()) {
        Some(field) => field.name_span.to(field.value.span),
        None => object.span,
    }
}

/// Where an attribute stands, name and value.
pub fn place(field: &Field) -> Span {
    if field.name_span.file == field.value.span.file
        && field.name_span.end <= field.value.span.start
    {
        field.name_span.to(field.value.span)
    } else {
        field.value.span
    }
}
