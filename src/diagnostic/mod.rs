//! The one neutral finding every room reports, and its renderers.
//!
//! A diagnostic has a named code, the exact span, a sentence in the user's words, why AWS minds,
//! how to mend it, labels on the other places involved and, where it is certain, a machine fix.

pub mod fix;
pub mod github;
pub mod json;
pub mod printable;
pub mod report;
pub mod sarif;
pub mod short;

#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
pub mod human;

#[cfg(test)]
mod samples;

use crate::syntax::source::{FileId, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, nothing to mend; shown only when asked for (`--advice`).
    Advice,
    /// What an expert would stop at in review.
    Warning,
    /// What AWS would refuse, or what could never run.
    Error,
}

impl Severity {
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A kind of finding: named, with a page that shows a bad and a good example.
#[derive(Debug)]
pub struct Code {
    /// Kebab case; reads as "allow …": `mixed-architectures`.
    pub name: &'static str,
    pub severity: Severity,
    /// One line, for lists and SARIF.
    pub title: &'static str,
    /// The page, Markdown: docs/codes/NAME.md.
    pub page: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name == other.name
    }
}
impl Eq for Code {}

/// Declares the codes of one file of rules: `codes! { MIXED = "mixed-…", Error, "title"; … }`
/// makes a `pub static` for each, reads its page from docs/codes/, and lists them in `CODES`.
#[macro_export]
macro_rules! codes {
    ($($constant:ident = $name:literal, $severity:ident, $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $constant: $crate::diagnostic::Code = $crate::diagnostic::Code {
                name: $name,
                severity: $crate::diagnostic::Severity::$severity,
                title: $title,
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/codes/", $name, ".md")),
            };
        )*
        /// The codes this file reports.
        pub static CODES: &[&$crate::diagnostic::Code] = &[$(&$constant),*];
    };
}

/// Another place involved, with what to say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// Whether `--fix` may make a change unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Certain: `--fix` applies it.
    Safe,
    /// Probably what was meant; offered in editors, applied by `--fix --unsafe-fixes`.
    Unsafe,
}

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// A way to mend it that a machine can carry out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// Imperative, lower case: "write `m5.large`".
    pub title: String,
    pub edits: Vec<Edit>,
    pub applicability: Applicability,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub severity: Severity,
    pub span: Span,
    /// What is wrong, one sentence in the user's words, no full stop.
    pub message: String,
    /// A few words at the span itself.
    pub label: Option<String>,
    /// The other places involved.
    pub labels: Vec<Label>,
    /// Why AWS minds, or what would happen.
    pub why: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            span,
            message: message.into(),
            label: None,
            labels: Vec::new(),
            why: None,
            help: None,
            fixes: Vec::new(),
        }
    }

    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.label = Some(text.into());
        self
    }

    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    pub fn why(mut self, text: impl Into<String>) -> Diagnostic {
        self.why = Some(text.into());
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// A certain fix by one edit.
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix_with(
            title,
            vec![Edit {
                span,
                text: text.into(),
            }],
            Applicability::Safe,
        )
    }

    /// A likely fix by one edit: offered, not applied unasked.
    pub fn maybe_fix(
        self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> Diagnostic {
        self.fix_with(
            title,
            vec![Edit {
                span,
                text: text.into(),
            }],
            Applicability::Unsafe,
        )
    }

    pub fn fix_with(
        mut self,
        title: impl Into<String>,
        edits: Vec<Edit>,
        applicability: Applicability,
    ) -> Diagnostic {
        self.fixes.push(Fix {
            title: title.into(),
            edits,
            applicability,
        });
        self
    }

    /// Moves every span by `base` bytes into `file`: from an item's own ranges to the file's.
    pub fn placed(&self, file: FileId, base: u32) -> Diagnostic {
        let mut placed = self.clone();
        placed.each_span(&mut |span| *span = Span::new(file, span.start + base, span.end + base));
        placed
    }

    /// Changes every span.
    pub fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        change(&mut self.span);
        self.labels
            .iter_mut()
            .for_each(|label| change(&mut label.span));
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            change(&mut edit.span);
        }
    }
}

/// Whether there is an error among the findings.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|one| one.severity == Severity::Error)
}

/// Sorts by place and drops doubles (same code at the same span).
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.span.file, a.span.start, a.span.end, a.code.name).cmp(&(
            b.span.file,
            b.span.start,
            b.span.end,
            b.code.name,
        ))
    });
    diagnostics.dedup_by(|a, b| a.code == b.code && a.span == b.span);
}
