//! The program as a picture: environments, queues, definitions, and which job can run where.
//! This is the model and its text forms; the drawing of the SVG is the command line's.

use crate::analysis::rules::job::fits::Fit;
use crate::analysis::rules::job::placement::place;
use crate::program::{Block, BlockId, Program};
use crate::vocabulary::Kind;
use std::fmt::Write;

/// A box.
pub struct Node {
    /// `job_queue.main`
    pub id: String,
    pub kind: Kind,
    /// Made elsewhere.
    pub existing: bool,
    /// The label first, then a few facts, each short.
    pub lines: Vec<String>,
}

/// An arrow.
pub struct Edge {
    pub from: String,
    pub to: String,
    pub meaning: Meaning,
}

/// What an arrow says.
#[derive(Clone, PartialEq)]
pub enum Meaning {
    /// A definition is meant for a queue.
    RunsOn,
    /// A queue hands jobs to an environment, the n-th it tries.
    Order(usize),
    /// A queue shares by a policy.
    Policy,
    /// A job fits into an environment of its queue.
    Fits,
    /// It does not, and why.
    FitsNot(&'static str),
}

/// The picture of a program.
pub struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

const DRAWN: [Kind; 4] = [
    Kind::JobDefinition,
    Kind::JobQueue,
    Kind::ComputeEnvironment,
    Kind::SchedulingPolicy,
];

/// Reads the picture off a program.
pub fn graph(program: &Program) -> Graph {
    let mut graph = Graph {
        nodes: Vec::new(),
        edges: Vec::new(),
    };
    for kind in DRAWN {
        for block in program.of(kind) {
            graph.nodes.push(Node {
                id: block.address(),
                kind,
                existing: block.existing,
                lines: lines(block),
            });
        }
    }
    for queue in program.of(Kind::JobQueue) {
        for (at, environment) in program.environments_of(queue).enumerate() {
            graph.edge(queue, environment, Meaning::Order(at + 1));
        }
        if let Some(policy) = queue.reference("scheduling_policy") {
            graph.edge(queue, program.block(policy), Meaning::Policy);
        }
    }
    for definition in program.of(Kind::JobDefinition) {
        for (queue, _) in definition.references("runs_on") {
            graph.edge(definition, program.block(queue), Meaning::RunsOn);
        }
        graph.placements(program, definition);
    }
    graph
}

impl Graph {
    fn edge(&mut self, from: &Block, to: &Block, meaning: Meaning) {
        self.edges.push(Edge {
            from: from.address(),
            to: to.address(),
            meaning,
        });
    }

    fn placements(&mut self, program: &Program, definition: &Block) {
        let mut seen: Vec<BlockId> = Vec::new();
        for (queue, _) in definition.references("runs_on") {
            for environment in program.environments_of(program.block(queue)) {
                if seen.contains(&environment.id) {
                    continue;
                }
                seen.push(environment.id);
                let meaning = match place(program, definition, environment) {
                    Some(Fit::Yes(_) | Fit::Tight(_)) => Meaning::Fits,
                    Some(Fit::No(lack)) => Meaning::FitsNot(lack.what()),
                    Some(Fit::Elsewhere) => Meaning::FitsNot("other platform"),
                    Some(Fit::Unknown) | None => continue,
                };
                self.edge(definition, environment, meaning);
            }
        }
    }

    /// Graphviz.
    pub fn dot(&self) -> String {
        let mut out = String::from(
            "digraph {\n  rankdir=LR;\n  node [shape=box style=filled fontname=\"sans-serif\"];\n",
        );
        for node in &self.nodes {
            let text: Vec<String> = node.lines.iter().map(|line| dot_text(line)).collect();
            let _ = writeln!(
                out,
                "  \"{}\" [label=\"{}\" fillcolor=\"{}\"];",
                node.id,
                text.join("\\n"),
                color(node.kind)
            );
        }
        for edge in &self.edges {
            let style = match &edge.meaning {
                Meaning::RunsOn => String::new(),
                Meaning::Order(at) => format!(" [label=\"{at}\"]"),
                Meaning::Policy => " [style=dotted]".to_owned(),
                Meaning::Fits => " [style=dashed color=\"#3a7d44\"]".to_owned(),
                Meaning::FitsNot(why) => {
                    format!(
                        " [style=dashed color=\"#b3261e\" label=\"{}\"]",
                        dot_text(why)
                    )
                }
            };
            let _ = writeln!(out, "  \"{}\" -> \"{}\"{style};", edge.from, edge.to);
        }
        out.push_str("}\n");
        out
    }

    /// Mermaid, as GitHub and GitLab show it in Markdown.
    pub fn mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        for (at, node) in self.nodes.iter().enumerate() {
            let text: Vec<String> = node.lines.iter().map(|line| mermaid_text(line)).collect();
            let _ = writeln!(
                out,
                "  n{at}[\"{}\"]:::{}",
                text.join("<br/>"),
                node.kind.name()
            );
        }
        for edge in &self.edges {
            let (Some(from), Some(to)) = (self.at(&edge.from), self.at(&edge.to)) else {
                continue;
            };
            let arrow = match &edge.meaning {
                Meaning::RunsOn => "-->".to_owned(),
                Meaning::Order(at) => format!("-->|{at}|"),
                Meaning::Policy | Meaning::Fits => "-.->".to_owned(),
                Meaning::FitsNot(why) => format!("-.->|\"✗ {}\"|", mermaid_text(why)),
            };
            let _ = writeln!(out, "  n{from} {arrow} n{to}");
        }
        for kind in DRAWN {
            let _ = writeln!(out, "  classDef {} fill:{}", kind.name(), color(kind));
        }
        out
    }

    fn at(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }
}

/// A pale fill for each kind, dark text stays readable on it.
pub const fn color(kind: Kind) -> &'static str {
    match kind {
        Kind::JobDefinition => "#fdf3d8",
        Kind::JobQueue => "#dbeafe",
        Kind::ComputeEnvironment => "#dcf2e0",
        _ => "#ece4f7",
    }
}

fn lines(block: &Block) -> Vec<String> {
    let mut lines = vec![block.label.to_string()];
    if block.existing {
        lines.push("made elsewhere".to_owned());
        return lines;
    }
    match block.kind {
        Kind::JobDefinition => {
            lines.extend(block.str("image").map(short));
            let vcpus = block.number("vcpus").map(|n| format!("{n} vCPU"));
            let memory = block
                .size("memory")
                .map(|bytes| format!("{} MiB", bytes >> 20));
            let gpus = block.int("gpus").map(|n| format!("{n} GPU"));
            let needs: Vec<String> = [vcpus, memory, gpus].into_iter().flatten().collect();
            if !needs.is_empty() {
                lines.push(needs.join(", "));
            }
        }
        Kind::JobQueue => {
            lines.extend(block.int("priority").map(|n| format!("priority {n}")));
            if block.word("state") == Some("DISABLED") {
                lines.push("DISABLED".to_owned());
            }
        }
        Kind::ComputeEnvironment => {
            let max = block
                .int("max_vcpus")
                .map(|n| format!(", ≤ {n} vCPU"))
                .unwrap_or_default();
            lines.extend(block.word("type").map(|ty| format!("{ty}{max}")));
            let types: Vec<&str> = block
                .list("instance_types")
                .iter()
                .filter_map(|ty| ty.as_str())
                .collect();
            if let Some((first, rest)) = types.split_first() {
                let more = if rest.len() > 2 {
                    format!(" +{}", rest.len())
                } else {
                    String::new()
                };
                let shown = if rest.len() > 2 {
                    vec![*first]
                } else {
                    types.clone()
                };
                lines.push(format!("{}{more}", shown.join(", ")));
            }
        }
        _ => lines.push("fair share".to_owned()),
    }
    lines
}

/// An image without its registry's address.
fn short(image: &str) -> String {
    let name = image.rsplit('/').next().unwrap_or(image);
    name.chars().take(40).collect()
}

fn dot_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "'")
}

fn mermaid_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '#' => out.push_str("#35;"),
            c => out.push(c),
        }
    }
    out
}
