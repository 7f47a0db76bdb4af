//! What can be done with a program from an editor, by the steps of the command line: on the texts
//! as they stand in the editor, saved or not.

use super::documents::{Documents, Overlay};
use super::engine::given;
use crate::analysis::{Checked, ParamInput, check_program};
use crate::cli::compile;
use crate::cli::failure::Failure;
use crate::cli::folder;
use crate::cli::graph::{self, Format};
use crate::cli::params;
use crate::diagnostic::report::count;
use crate::diagnostic::{Diagnostic, Severity};
use crate::terraform::{self, Target};
use std::path::{Path, PathBuf};

/// The program that begins in a file, with a value for everything; refused where it has errors.
pub fn program(
    documents: &Documents,
    root: &str,
    params: &[ParamInput],
) -> Result<Checked, Failure> {
    let mut inputs = given(params);
    inputs.complete = true;
    let checked = check_program(root, &Overlay::new(documents), &inputs);
    params::refuse_unknown(&inputs, checked.params.iter().map(|name| name.as_str()))?;
    refuse_errors(&checked, &checked.diagnostics)?;
    Ok(checked)
}

fn refuse_errors(checked: &Checked, findings: &[Diagnostic]) -> Result<(), Failure> {
    let errors = findings.iter();
    let errors: Vec<&Diagnostic> = errors
        .filter(|one| one.severity == Severity::Error)
        .collect();
    let Some(first) = errors.first() else {
        return Ok(());
    };
    let source = checked.sources.get(first.span.file);
    let (line, _) = source.position(first.span.start);
    let name = Path::new(&source.name).file_name();
    let name = name.map_or(source.name.clone(), |name| name.to_string_lossy().into());
    Err(Failure::new(format!(
        "there {} in the program; {name}, line {line}: {}",
        match errors.len() {
            1 => "is an error".to_owned(),
            many => format!("are {many} errors"),
        },
        first.message
    )))
}

/// Writes a program's Terraform configuration; where to, and what was written.
pub fn compile(
    checked: &Checked,
    root: &str,
    output: Option<&str>,
) -> Result<(PathBuf, String), Failure> {
    let (resources, configuration) = compile::configuration(checked, root, Target::Hcl)?;
    refuse_errors(checked, &configuration.diagnostics)?;
    let beside = Path::new(root).parent().unwrap_or(Path::new("."));
    let output = beside.join(output.unwrap_or("terraform"));
    folder::write(&output, &configuration.files)?;
    let what = count(terraform::count(&resources), "resource");
    let said = format!("wrote {what} to `{}`", output.display());
    Ok((output, said))
}

/// The picture of a program, with whatever faults it has.
pub fn graph(
    documents: &Documents,
    root: &str,
    params: &[ParamInput],
    format: Format,
) -> Result<String, Failure> {
    let checked = check_program(root, &Overlay::new(documents), &given(params));
    graph::draw(&checked, root, format)
}
