//! A plan in a file: what `plan --out` writes and `apply` takes.
//!
//! It holds what an apply needs, the values of the program's environment variables among them, so
//! only its owner may read it.

use crate::aws::plan::{self, Plan};
use crate::cli::failure::Failure;
use crate::cli::write;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Grows when the file's form changes; plans are never carried over from one to the next.
const FORMAT: u32 = 1;
/// The first key of the file, by which it is told from a program.
const MARK: &str = "batchlang_plan";

#[derive(Debug, Serialize, Deserialize)]
pub struct Saved {
    batchlang_plan: u32,
    /// The version of the tool that wrote it.
    tool: String,
    /// It was made of a sandbox's account.
    pub sandbox: bool,
    pub endpoint_url: Option<String>,
    /// The program's file, for hints.
    pub file: String,
    /// The command that submits a first job.
    pub submit: Option<String>,
    pub plan: Plan,
}

impl Saved {
    pub fn new(plan: Plan, file: &Path) -> Saved {
        Saved {
            batchlang_plan: FORMAT,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            sandbox: false,
            endpoint_url: None,
            file: file.display().to_string(),
            submit: None,
            plan,
        }
    }

    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string(self)
            .map_err(|error| Failure::new(format!("cannot save the plan: {error}")))?;
        write::private(path, &text)
    }
}

/// The saved plan a file holds; `None` where it holds something else, a program for instance.
pub fn read(path: &Path) -> Result<Option<Saved>, Failure> {
    if path.as_os_str() == "-" || !path.is_file() {
        return Ok(None);
    }
    let failure = |error: &std::io::Error| Failure::io("read", path, error);
    let mut file = File::open(path).map_err(|error| failure(&error))?;
    let mut head = [0; 64];
    let length = file.read(&mut head).map_err(|error| failure(&error))?;
    let head = String::from_utf8_lossy(&head[..length]);
    let opens = head.trim_start().strip_prefix('{').map(str::trim_start);
    if !opens.is_some_and(|rest| rest.starts_with(&format!("\"{MARK}\""))) {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path).map_err(|error| failure(&error))?;
    parse(&text, path).map(Some)
}

fn parse(text: &str, path: &Path) -> Result<Saved, Failure> {
    #[derive(Deserialize)]
    struct Head {
        batchlang_plan: u32,
        tool: String,
    }
    let again = "make it again with `batchlang plan FILE --out PLAN`";
    let wrong = |error: serde_json::Error| {
        Failure::new(format!(
            "`{}` is a saved plan that cannot be read: {error}",
            path.display()
        ))
        .hint(again)
    };
    let head: Head = serde_json::from_str(text).map_err(wrong)?;
    if head.batchlang_plan != FORMAT || head.tool != env!("CARGO_PKG_VERSION") {
        return Err(Failure::new(format!(
            "`{}` was saved by batchlang {}, and this is {}",
            path.display(),
            head.tool,
            env!("CARGO_PKG_VERSION")
        ))
        .hint(again));
    }
    let saved: Saved = serde_json::from_str(text).map_err(wrong)?;
    if saved.plan.version != plan::VERSION {
        return Err(Failure::new(format!(
            "`{}` is of version {} of the plan's form, and this batchlang knows {}",
            path.display(),
            saved.plan.version,
            plan::VERSION
        ))
        .hint(again));
    }
    Ok(saved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::plan::Work;

    fn saved() -> Saved {
        let plan = Plan {
            version: plan::VERSION,
            project: "demo".to_owned(),
            account: "123456789012".to_owned(),
            region: "eu-central-1".to_owned(),
            changes: Vec::new(),
            fingerprint: "f".to_owned(),
            destroy: false,
            work: Work::default(),
        };
        Saved::new(plan, Path::new("main.batch"))
    }

    #[test]
    fn a_plan_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.out");
        saved().write(&path).unwrap();
        let read = read(&path).unwrap().expect("a saved plan");
        assert_eq!(read.plan.project, "demo");
        // Again over the first, and readable for nobody else.
        saved().write(&path).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_program_is_no_plan() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["project a {}\n", "", "{", "{\"a\": 1}"] {
            let path = folder.path().join("a.batch");
            std::fs::write(&path, text).unwrap();
            assert!(read(&path).unwrap().is_none(), "{text}");
        }
    }

    #[test]
    fn plans_of_another_version_are_refused() {
        let text = serde_json::to_string(&saved()).unwrap();
        let path = Path::new("plan.out");
        let other = text.replace(env!("CARGO_PKG_VERSION"), "9.9.9");
        let message = parse(&other, path).unwrap_err().message;
        assert!(message.contains("saved by batchlang 9.9.9"), "{message}");
        let version = format!("\"plan\":{{\"version\":{}", plan::VERSION);
        assert!(text.contains(&version));
        let other = text.replace(&version, "\"plan\":{\"version\":99");
        let message = parse(&other, path).unwrap_err().message;
        assert!(message.contains("version 99"), "{message}");
        assert!(parse(&text[..text.len() - 2], path).is_err());
    }
}
