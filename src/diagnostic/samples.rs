//! Hand-made findings the renderers' tests share.

use super::report::{Findings, Report, Trouble};
use super::{Code, Diagnostic, Severity};
use crate::syntax::source::{FileId, Source, SourceMap, Span};

pub static ERROR: Code = Code {
    name: "sample-error",
    severity: Severity::Error,
    title: "an error for tests",
    page: "# sample-error\n\nAn error for \"tests\".\n",
};
pub static WARNING: Code = Code {
    name: "sample-warning",
    severity: Severity::Warning,
    title: "a warning for tests",
    page: "# sample-warning\n\nA warning for tests.\n",
};

/// Files with findings in them.
pub struct Sample {
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
    pub troubles: Vec<Trouble>,
}

impl Sample {
    pub fn new(files: &[(&str, &str)]) -> Sample {
        let mut sources = SourceMap::default();
        for (name, text) in files {
            sources.add(Source::new(*name, *text));
        }
        Sample {
            sources,
            diagnostics: Vec::new(),
            troubles: Vec::new(),
        }
    }

    /// The span of the first `needle` in file number `file`.
    pub fn span(&self, file: u32, needle: &str) -> Span {
        let text = &self.sources.get(FileId(file)).text;
        let start = text.find(needle).expect("the needle is in the text") as u32;
        Span::new(FileId(file), start, start + needle.len() as u32)
    }

    pub fn report(&self) -> Report<'_> {
        Report {
            findings: vec![Findings {
                sources: &self.sources,
                diagnostics: &self.diagnostics,
            }],
            troubles: &self.troubles,
            files: self.sources.len(),
        }
    }
}

/// Names, messages and texts that try to break out of every format.
pub fn hostile() -> Sample {
    let mut sample = Sample::new(&[(
        "we\u{202e}ird, 100%:dir/a b.batch",
        "// \u{1b}[2J\r\n\ttypes =日\"𝒎5\"\n}\n",
    )]);
    let types = sample.span(0, "\"𝒎5\"");
    sample.diagnostics.push(
        Diagnostic::new(&ERROR, types, "no type `m5.\u{1b}]0;x\u{7}\"larg\n`")
            .label("not a type\u{9b}2J")
            .also(sample.span(0, "types"), "here")
            .why("50% of it\n::error::forged")
            .help("use `m5.large`")
            .fix("write `m5.large`", types, "\"m5.large\""),
    );
    sample
        .diagnostics
        .push(Diagnostic::new(&WARNING, sample.span(0, "}"), "unused"));
    sample.troubles.push(Trouble {
        file: "x.batch".into(),
        message: "permission denied".into(),
    });
    sample
}
