//! GitHub Actions workflow commands: findings shown on the lines of a pull request.

use super::report::Report;
use super::{Diagnostic, Severity, printable};
use std::fmt::Write;

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`, one a finding.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for (sources, found) in report.iter() {
        let source = sources.get(found.span.file);
        let (line, column) = source.position(found.span.start);
        let (end_line, end_column) = source.position(found.span.end);
        let level = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let _ = writeln!(
            out,
            "::{level} file={},line={line},endLine={end_line},col={column},endColumn={end_column},\
             title={}::{}",
            property(&source.name),
            property(found.code.name),
            data(&text(found)),
        );
    }
    out
}

/// What the annotation says: the finding, why, and how to mend it.
fn text(found: &Diagnostic) -> String {
    let mut text = printable::line(&found.message).into_owned();
    for more in [&found.why, &found.help].into_iter().flatten() {
        text.push('\n');
        text.push_str(&printable::lines(more));
    }
    text
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command, where `:` and `,` mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn nothing_in_the_text_can_end_or_forge_a_command() {
        let hostile = samples::hostile();
        let rendered = render(&hostile.report());
        assert_eq!(
            rendered,
            "::error file=we\u{202e}ird%2C 100%25%3Adir/a b.batch,line=2,endLine=2,col=10,endColumn=14,\
             title=sample-error::no type `m5.␛]0;x␇\"larg␊`%0A50%25 of it%0A::error::forged%0Ause `m5.large`\n\
             ::warning file=we\u{202e}ird%2C 100%25%3Adir/a b.batch,line=3,endLine=3,col=1,endColumn=2,\
             title=sample-warning::unused\n"
        );
        assert_eq!(rendered.lines().count(), 2);
    }
}
