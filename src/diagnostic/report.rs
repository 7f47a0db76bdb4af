//! What one run found, as every renderer takes it: findings by program, and what could not be
//! read at all.

use super::{Applicability, Diagnostic, Fix, Severity};
use crate::syntax::source::SourceMap;
use std::fmt;

/// The findings of one program with the files they lie in.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    pub sources: &'a SourceMap,
    pub diagnostics: &'a [Diagnostic],
}

/// Something that kept a file from being looked at: not a finding, an error of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The path as the user gave it.
    pub file: String,
    /// What is wrong with it, no full stop: "permission denied".
    pub message: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

/// What one run found.
#[derive(Clone, Debug, Default)]
pub struct Report<'a> {
    pub findings: Vec<Findings<'a>>,
    pub troubles: &'a [Trouble],
    /// How many files were checked.
    pub files: usize,
}

impl<'a> Report<'a> {
    /// Every finding with its files, in the order they are shown.
    pub fn iter(&self) -> impl Iterator<Item = (&'a SourceMap, &'a Diagnostic)> + '_ {
        self.findings.iter().flat_map(|part| {
            part.diagnostics
                .iter()
                .map(move |found| (part.sources, found))
        })
    }

    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            files: self.files,
            ..Summary::default()
        };
        for (_, found) in self.iter() {
            match found.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Advice => summary.advice += 1,
            }
            match best_fix(found).map(|fix| fix.applicability) {
                Some(Applicability::Safe) => summary.fixable += 1,
                Some(Applicability::Unsafe) => summary.maybe_fixable += 1,
                None => {}
            }
        }
        summary
    }
}

/// The fix to offer first: a certain one before a likely one, else in the order they stand.
pub fn best_fix(diagnostic: &Diagnostic) -> Option<&Fix> {
    diagnostic.fixes.iter().min_by_key(|fix| fix.applicability)
}

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub advice: usize,
    /// How many have a certain fix.
    pub fixable: usize,
    /// How many have only a likely one.
    pub maybe_fixable: usize,
}

impl Summary {
    pub fn is_clean(&self) -> bool {
        self.errors + self.warnings + self.advice == 0
    }
}

/// `1 error`, `2 errors`
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// "3 errors, 1 warning; 2 can be fixed with --fix", or "checked 4 files: no problems".
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_clean() {
            return write!(f, "checked {}: no problems", count(self.files, "file"));
        }
        let mut parts = Vec::new();
        if self.errors > 0 {
            parts.push(count(self.errors, "error"));
        }
        if self.warnings > 0 {
            parts.push(count(self.warnings, "warning"));
        }
        if self.advice > 0 {
            parts.push(format!("{} of advice", count(self.advice, "piece")));
        }
        write!(f, "{}", parts.join(", "))?;
        let total = self.errors + self.warnings + self.advice;
        if self.fixable == total && total == 1 {
            write!(f, "; it can be fixed with --fix")?;
        } else if self.fixable == total {
            write!(f, "; all can be fixed with --fix")?;
        } else if self.fixable > 0 {
            write!(f, "; {} can be fixed with --fix", self.fixable)?;
        }
        if self.maybe_fixable > 0 {
            let more = if self.fixable > 0 { " more" } else { "" };
            write!(
                f,
                "; {}{more} perhaps with --fix --unsafe-fixes",
                self.maybe_fixable
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(errors: usize, warnings: usize, fixable: usize, maybe: usize) -> String {
        let counts = Summary {
            files: 4,
            errors,
            warnings,
            fixable,
            maybe_fixable: maybe,
            advice: 0,
        };
        counts.to_string()
    }

    #[test]
    fn summaries_read_aloud() {
        assert_eq!(line(0, 0, 0, 0), "checked 4 files: no problems");
        assert_eq!(
            line(3, 1, 2, 0),
            "3 errors, 1 warning; 2 can be fixed with --fix"
        );
        assert_eq!(line(1, 0, 1, 0), "1 error; it can be fixed with --fix");
        assert_eq!(line(0, 2, 2, 0), "2 warnings; all can be fixed with --fix");
        assert_eq!(
            line(0, 2, 0, 1),
            "2 warnings; 1 perhaps with --fix --unsafe-fixes"
        );
        assert_eq!(
            line(3, 0, 1, 2),
            "3 errors; 1 can be fixed with --fix; 2 more perhaps with --fix --unsafe-fixes"
        );
    }
}
