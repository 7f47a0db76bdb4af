//! `batchlang explain`: the page of a code or an attribute, set for the terminal.

use super::failure::{Exit, Failure};
use super::markdown;
use super::output::Out;
use super::terminal::Terminal;
use crate::diagnostic::{Code, human};
use crate::vocabulary::{self, Kind};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A code (`mixed-architectures`), a block (`job_queue`) or an attribute (`job_queue.priority`)
    #[arg(value_name = "CODE|ATTRIBUTE", required_unless_present = "list")]
    topic: Option<String>,
    /// List all codes
    #[arg(long)]
    list: bool,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let codes = crate::codes();
    let Some(topic) = &args.topic else {
        out.print(&list(&codes, terminal))?;
        return Ok(Exit::Clean);
    };
    let page = page(topic)?;
    match terminal.is_terminal || terminal.color {
        true => out.print(&markdown::render(&page, terminal.width, terminal.color))?,
        false => out.print(&page)?,
    }
    Ok(Exit::Clean)
}

/// The page of a code or an attribute, in Markdown.
pub fn page(topic: &str) -> Result<String, Failure> {
    let codes = crate::codes();
    let wanted = topic.trim().trim_matches('`');
    // `error[code]` is what a report shows, so it may well be what is pasted here.
    let wanted = wanted
        .split_once('[')
        .map_or(wanted, |(_, rest)| rest.trim_end_matches(']'));
    let page = match codes.iter().find(|code| code.name == wanted) {
        Some(code) => Some(code.page.to_string()),
        None => vocabulary::explain_attribute(wanted),
    };
    page.ok_or_else(|| {
        let attributes = Kind::ALL
            .iter()
            .flat_map(|&kind| vocabulary::attributes(kind, false));
        let kinds = Kind::ALL.iter().map(|kind| kind.name());
        let names = codes.iter().map(|code| code.name).chain(kinds);
        let names = names.chain(attributes.map(|attribute| attribute.name));
        unknown("there is no code or attribute", wanted, names)
    })
}

/// All codes as a table.
fn list(codes: &[&'static Code], terminal: &Terminal) -> String {
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let row = |code: &&Code| {
        let severity = format!("{:<8}", code.severity.word());
        let severity = human::paint(
            &severity,
            human::severity_style(code.severity),
            terminal.color,
        );
        format!("{:<width$}  {severity}  {}\n", code.name, code.title)
    };
    codes.iter().map(row).collect()
}

/// "… `wrod`", with the nearest names as a hint.
pub fn unknown<'a>(sentence: &str, word: &str, names: impl Iterator<Item = &'a str>) -> Failure {
    let failure = Failure::new(format!("{sentence} `{word}`"));
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let mut near: Vec<(f64, &str)> = names
        .map(|name| (strsim::jaro_winkler(&plain(word), &plain(name)), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    let names: Vec<String> = near
        .iter()
        .take(3)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    match names.as_slice() {
        [] => failure.hint("`batchlang explain --list` shows all codes"),
        names => failure.hint(format!("did you mean {}?", names.join(" or "))),
    }
}
