//! `// allow(code): reason` silences a warning on the next declaration; one that silences
//! nothing is itself a warning.

use super::codes::*;
use super::load::LoadedFile;
use crate::diagnostic::{Diagnostic, Severity};
use crate::vocabulary;

pub fn apply(files: &[LoadedFile], out: &mut Vec<Diagnostic>) {
    if files.iter().all(|file| file.parsed.allows.is_empty()) {
        return;
    }
    let codes = super::all_codes();
    let mut told = Vec::new();
    for file in files {
        for allow in &file.parsed.allows {
            let code_span = allow.code.range.at(file.id, 0);
            let name = allow.code.text.as_str();
            let Some(code) = codes.iter().find(|code| code.name == name) else {
                let message = format!("there is no code `{name}`");
                let finding = Diagnostic::new(&UNKNOWN_CODE, code_span, message);
                told.push(
                    match vocabulary::nearest(name, codes.iter().map(|code| code.name)) {
                        Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                            format!("write `{near}`"),
                            code_span,
                            near,
                        ),
                        None => finding.help("`batchlang explain --list` lists the codes"),
                    },
                );
                continue;
            };
            let whole = allow.range.at(file.id, 0);
            if code.severity == Severity::Error {
                let message = format!("`{name}` is an error and cannot be allowed");
                told.push(Diagnostic::new(&UNUSED_ALLOW, code_span, message));
                continue;
            }
            let before = out.len();
            if let Some(target) = allow.target {
                out.retain(|finding| {
                    let inside =
                        finding.span.file == file.id && target.contains(finding.span.start);
                    !(inside && finding.code.name == name)
                });
            }
            if out.len() == before {
                let message = format!("nothing here needs `allow({name})`");
                told.push(Diagnostic::new(&UNUSED_ALLOW, whole, message).fix(
                    "remove it",
                    whole,
                    "",
                ));
            }
        }
    }
    out.append(&mut told);
    crate::diagnostic::tidy(out);
}
