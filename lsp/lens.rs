//! Lines above declarations: how often a name is used, where a job can run, who uses an
//! environment. What they say is found only when one is looked at.

use super::engine::View;
use super::index::{Symbol, What};
use super::navigate::{self, Location};
use crate::analysis::rules::job::fits::Fit;
use crate::analysis::rules::job::placement::place;
use crate::diagnostic::report::count;
use crate::program::{Block, BlockId, Program};
use crate::syntax::source::Range;
use crate::vocabulary::Kind;

/// What a lens is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    References,
    /// Of a job definition: where it can run.
    Placement,
    /// Of an environment: who uses it.
    Users,
}

impl About {
    pub const ALL: [About; 3] = [About::References, About::Placement, About::Users];

    pub fn word(self) -> &'static str {
        match self {
            About::References => "references",
            About::Placement => "placement",
            About::Users => "users",
        }
    }
}

/// A lens yet to be filled, at a declared name.
#[derive(Debug)]
pub struct Lens {
    pub range: Range,
    pub about: About,
}

/// What a lens says, and the places it leads to.
#[derive(Debug)]
pub struct Said {
    pub title: String,
    pub places: Vec<Location>,
}

/// The lenses of the file, in order.
pub fn lenses(view: &View) -> Vec<Lens> {
    let declared = view.analysis.declared().iter();
    let own = declared.filter(|one| one.span.file == view.file && one.span.start < one.span.end);
    let mut lenses = Vec::new();
    for one in own {
        let range = Range::new(one.span.start, one.span.end);
        let mut push = |about| lenses.push(Lens { range, about });
        let project = matches!(&one.what, What::Block { kind, .. } if kind == Kind::Project.name());
        // Nothing can refer to an output or to the project.
        if one.what != What::Output && !project {
            push(About::References);
        }
        if let What::Block { kind, .. } = &one.what {
            match Kind::from_name(kind) {
                Some(Kind::JobDefinition) => push(About::Placement),
                Some(Kind::ComputeEnvironment) => push(About::Users),
                _ => {}
            }
        }
    }
    lenses
}

/// What the lens at a name says. `views`: every program that holds the file.
pub fn said(views: &[View], offset: u32, about: About) -> Option<Said> {
    let view = views.first()?;
    match about {
        About::References => {
            let places = navigate::references(views, offset, false);
            let title = count(places.len(), "reference");
            Some(Said { title, places })
        }
        About::Placement => placement(view, &blocks(view, offset)?),
        About::Users => users(view, &blocks(view, offset)?),
    }
}

/// The blocks a label declares: several in a loop.
fn blocks(view: &View, offset: u32) -> Option<Vec<&Block>> {
    let name = view.analysis.index().at(view.file, offset)?;
    let Symbol::Block(label) = name.symbol else {
        return None;
    };
    let all = view.analysis.checked.program.blocks.iter();
    Some(all.filter(|one| one.label_span == label).collect())
}

/// The environments behind the queues a definition is meant for.
fn reachable<'p>(program: &'p Program, definition: &Block) -> Vec<&'p Block> {
    let mut found: Vec<&Block> = Vec::new();
    for (queue, _) in definition.references("runs_on") {
        for environment in program.environments_of(program.block(queue)) {
            if found.iter().all(|known| known.id != environment.id) {
                found.push(environment);
            }
        }
    }
    found
}

fn placement(view: &View, definitions: &[&Block]) -> Option<Said> {
    let program = &view.analysis.checked.program;
    let mut fitting: Vec<&Block> = Vec::new();
    let mut types: Vec<&str> = Vec::new();
    let mut asked = false;
    for definition in definitions {
        for environment in reachable(program, definition) {
            asked = true;
            match place(program, definition, environment) {
                Some(Fit::Yes(found)) => types.extend(found.iter().map(|one| one.name)),
                Some(Fit::Tight(one)) => types.push(one.name),
                _ => continue,
            }
            if fitting.iter().all(|known| known.id != environment.id) {
                fitting.push(environment);
            }
        }
    }
    if !asked {
        return None;
    }
    types.sort_unstable();
    types.dedup();
    let title = match (fitting.len(), types.as_slice()) {
        (0, _) => "it is not certain that it can run anywhere".to_owned(),
        (_, few @ [_, ..]) if few.len() <= 3 => format!("runs on {}", few.join(", ")),
        (environments, []) => format!("can run in {}", count(environments, "environment")),
        (environments, many) => format!(
            "can run in {}, on {}",
            count(environments, "environment"),
            count(many.len(), "instance type")
        ),
    };
    let places = fitting.iter().map(|one| label(view, one)).collect();
    Some(Said { title, places })
}

fn users(view: &View, environments: &[&Block]) -> Option<Said> {
    let program = &view.analysis.checked.program;
    let ids: Vec<BlockId> = environments.iter().map(|one| one.id).collect();
    let uses = |queue: &&Block| {
        let mut own = program.environments_of(queue);
        own.any(|one| ids.contains(&one.id))
    };
    let queues: Vec<&Block> = program.of(Kind::JobQueue).filter(uses).collect();
    let meant = |definition: &&Block| {
        let mut environments = reachable(program, definition).into_iter();
        environments.any(|one| ids.contains(&one.id))
    };
    let jobs: Vec<&Block> = program.of(Kind::JobDefinition).filter(meant).collect();
    let title = format!(
        "{}, {}",
        count(jobs.len(), "job"),
        count(queues.len(), "queue")
    );
    let users = queues.iter().chain(&jobs);
    let places = users.map(|one| label(view, one)).collect();
    Some(Said { title, places })
}

fn label(view: &View, block: &Block) -> Location {
    Location {
        path: view.path_of(block.label_span.file).to_owned(),
        start: block.label_span.start,
        end: block.label_span.end,
    }
}
