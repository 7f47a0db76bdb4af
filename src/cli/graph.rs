//! `batchlang graph`: the program as a picture.

use super::compile::{input, show};
use super::failure::{Exit, Failure};
use super::file_system::DiskFiles;
use super::output::Out;
use super::params::{self, ParamArgs};
use super::terminal::Terminal;
use super::write;
use crate::analysis::{self, Checked};
use crate::graph;
use layout::backends::svg::SVGWriter;
use layout::gv::{DotParser, GraphBuilder};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Definitions stand on the left, queues in the middle, environments on the right. \
A numbered arrow is a queue's order of environments; a dashed one says in which environments a \
job fits, a red one in which it does not, and why.\n\n\
Exit codes: 0 drawn, 1 errors in the program, 2 wrong usage or a file that could not be read or \
written."
)]
pub struct Args {
    /// The program's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Write to a file instead of standard output; its ending chooses the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The form of the picture; left out, as the output's ending says, else svg
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    #[command(flatten)]
    pub params: ParamArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A picture for browsers and documents
    Svg,
    /// Graphviz
    Dot,
    /// Mermaid, which GitHub and GitLab draw in Markdown
    Mermaid,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let disk = DiskFiles::default();
    let params = params::inputs(&args.params)?;
    let name = input(&args.path, &disk)?;
    let checked = analysis::check_program(&name, &disk, &params);
    params::refuse_unknown(&params, checked.params.iter().map(|name| name.as_str()))?;
    // A picture of a program with faults still helps to find them.
    let faulty = show(&checked.diagnostics, &checked.sources, terminal);
    let text = draw(
        &checked,
        &name,
        args.format.unwrap_or_else(|| by_ending(args)),
    )?;
    match &args.output {
        Some(path) => write::put(path, &text)?,
        None => out.print(&text)?,
    }
    Ok(if faulty { Exit::Findings } else { Exit::Clean })
}

/// The picture of a program.
pub fn draw(checked: &Checked, name: &str, format: Format) -> Result<String, Failure> {
    let graph = graph::graph(&checked.program);
    if graph.nodes.is_empty() {
        return Err(Failure::new(format!("`{name}` declares nothing to draw")));
    }
    match format {
        Format::Dot => Ok(graph.dot()),
        Format::Mermaid => Ok(graph.mermaid()),
        Format::Svg => svg(&graph.dot()),
    }
}

fn by_ending(args: &Args) -> Format {
    let ending = args
        .output
        .as_ref()
        .and_then(|path| path.extension()?.to_str());
    match ending {
        Some("dot" | "gv") => Format::Dot,
        Some("mmd" | "mermaid" | "md") => Format::Mermaid,
        _ => Format::Svg,
    }
}

/// Lays the picture out.
fn svg(dot: &str) -> Result<String, Failure> {
    let unreadable =
        || Failure::new("this program is too unusual to draw as SVG").hint("try --format dot");
    let parsed = DotParser::new(dot).process().map_err(|_| unreadable())?;
    let mut builder = GraphBuilder::new();
    builder.visit_graph(&parsed);
    let mut drawing = builder.get();
    let mut writer = SVGWriter::new();
    drawing.do_it(false, false, false, &mut writer);
    // Its serif type does not suit labels.
    Ok(writer
        .finalize()
        .replace("Times, serif", "system-ui, sans-serif"))
}
