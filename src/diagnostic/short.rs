//! `file:line:column: error[code]: message`, one line a finding: for grep, editors and logs.

use super::printable;
use super::report::Report;
use std::fmt::Write;

/// Every finding on a line of its own; columns in characters, from 1.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for (sources, found) in report.iter() {
        let source = sources.get(found.span.file);
        let (line, column) = source.position(found.span.start);
        let _ = writeln!(
            out,
            "{}:{line}:{column}: {}[{}]: {}",
            printable::line(&source.name),
            found.severity.word(),
            found.code.name,
            printable::line(&found.message)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn one_line_each_whatever_the_text_holds() {
        let hostile = samples::hostile();
        assert_eq!(
            render(&hostile.report()),
            "we\\u{202e}ird, 100%:dir/a b.batch:2:10: error[sample-error]: no type `m5.␛]0;x␇\"larg␊`\n\
             we\\u{202e}ird, 100%:dir/a b.batch:3:1: warning[sample-warning]: unused\n"
        );
    }
}
