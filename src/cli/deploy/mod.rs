//! What the commands that deploy have in common: their arguments, the program, the account.

pub mod confirm;
pub mod execute;
pub mod interrupt;
pub mod live;
pub mod print;
pub mod progress;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod saved;
pub mod session;
pub mod submit;
pub mod summary;
pub mod trouble;

use super::compile::{input, show};
use super::failure::{Exit, Failure};
use super::file_system::DiskFiles;
use super::params::{self, ParamArgs};
use super::terminal::Terminal;
use crate::analysis::{self, Checked};
use crate::aws::model::{Address, ItemKind};
use crate::program::Program;
use crate::resources::{self, Resources};
use crate::vocabulary;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where and as whom.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Account")]
pub struct ConnectArgs {
    /// The profile of ~/.aws/config to use [default: as AWS's own tools choose it]
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// The region, if the file names none
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Call this address instead of AWS
    #[arg(long, value_name = "URL")]
    pub endpoint_url: Option<String>,
    /// At most so many calls at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub parallelism: u16,
    /// Work on a pretended account on this machine: needs no AWS, costs nothing
    #[cfg(feature = "sandbox")]
    #[arg(long, conflicts_with_all = ["profile", "endpoint_url"])]
    pub sandbox: bool,
    /// Where the sandbox is kept, instead of the user's own
    #[cfg(feature = "sandbox")]
    #[arg(long, value_name = "FILE", hide = true, requires = "sandbox")]
    pub sandbox_store: Option<PathBuf>,
}

impl ConnectArgs {
    pub fn is_sandbox(&self) -> bool {
        #[cfg(feature = "sandbox")]
        return self.sandbox;
        #[cfg(not(feature = "sandbox"))]
        false
    }
}

/// A program that may be deployed.
pub struct Deployable {
    pub program: Program,
    pub resources: Resources,
}

/// Checks the file. Its findings are shown as `compile` shows them; `None` where one is an error.
pub fn load(
    path: &Path,
    args: &ParamArgs,
    terminal: &Terminal,
) -> Result<Option<Deployable>, Failure> {
    let disk = DiskFiles::default();
    let mut params = params::inputs(args)?;
    params.complete = true;
    let name = input(path, &disk)?;
    let checked = analysis::check_program(&name, &disk, &params);
    params::refuse_unknown(&params, checked.params.iter().map(|name| name.as_str()))?;
    if show(&checked.diagnostics, &checked.sources, terminal) {
        return Ok(None);
    }
    deployable(checked, &name).map(Some)
}

/// A program without errors, as resources.
pub fn deployable(checked: Checked, name: &str) -> Result<Deployable, Failure> {
    if checked.program.project().is_none() {
        return Err(Failure::new(format!("`{name}` has no `project`"))
            .hint("name the file that has it; it imports the others"));
    }
    let resources = resources::lower(&checked.program);
    Ok(Deployable {
        program: checked.program,
        resources,
    })
}

/// Said below a plan of a part.
pub const TARGETED: &str = "Only what --target names, and what that needs, was compared.\n";

/// `job_queue.main`, as an argument.
pub fn address(text: &str) -> Result<Address, String> {
    if let Some(address) = Address::parse(text) {
        return Ok(address);
    }
    let words = ItemKind::ALL.iter().map(|kind| kind.word());
    let Some((kind, label)) = text.split_once('.').filter(|(_, label)| !label.is_empty()) else {
        return Err("write KIND.LABEL, as `job_queue.main`".to_owned());
    };
    Err(match vocabulary::nearest(kind, words.clone()) {
        Some(near) => format!("there is no kind `{kind}`; did you mean `{near}.{label}`?"),
        None => format!(
            "there is no kind `{kind}`; there are {}",
            words.collect::<Vec<_>>().join(", ")
        ),
    })
}

/// `20m`, `90 s`, `1h`, as an argument.
pub fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let wrong = || "write it with its unit: `90s`, `20m`, `1h`".to_owned();
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let factor = match unit.trim() {
        "s" | "sec" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        _ => return Err(wrong()),
    };
    match number.checked_mul(factor) {
        Some(0) => Err("it must be longer than nothing".to_owned()),
        Some(seconds) if seconds <= 24 * 3600 => Ok(Duration::from_secs(seconds)),
        _ => Err("a day is the longest".to_owned()),
    }
}

/// Where `--detailed-exitcode` or `drift` give 2 a meaning of its own, trouble is 1.
pub fn trouble_is_one(result: Result<Exit, Failure>, terminal: &Terminal) -> Result<Exit, Failure> {
    result.or_else(|failure| {
        failure.print(terminal);
        Ok(Exit::Findings)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(duration("20m"), Ok(Duration::from_secs(1200)));
        assert_eq!(duration("90 s"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("1h"), Ok(Duration::from_secs(3600)));
        for wrong in [
            "",
            "20",
            "m",
            "0s",
            "-1s",
            "1.5h",
            "25h",
            "99999999999999999999h",
        ] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_are_kind_and_label() {
        assert!(address("job_queue.main").is_ok());
        let near = address("job_queu.main").unwrap_err();
        assert!(near.contains("did you mean `job_queue.main`"), "{near}");
        assert!(address("main").unwrap_err().contains("KIND.LABEL"));
        assert!(address("job_queue.").is_err());
    }
}
