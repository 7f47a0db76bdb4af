//! Compiling ahead: while one thread checks a program's rules, another begins to write the
//! configuration, which is thrown away if the rules find an error.

use super::failure::quietly;
use crate::analysis::rules;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::program::Program;
use crate::resources::{self, Resources};
use crate::terraform::{Configuration, Target, Writer};
use std::sync::OnceLock;
use std::thread;

/// Programs with fewer blocks are checked before a second thread has begun.
const WORTHWHILE: usize = 40;

/// As much as the first thread has: rules go as deep as values nest.
const STACK: usize = 8 << 20;

/// Checks the rules, and writes the configuration meanwhile. `None` where that did not pay or
/// was in vain: there are errors, or a bug ended it, which shows where it is done again.
pub fn write(
    program: &Program,
    found: &mut Vec<Diagnostic>,
    target: Target,
    source: &str,
) -> Option<(Resources, Configuration)> {
    if program.blocks.len() < WORTHWHILE || program.project().is_none() || has_errors(found) {
        rules::check(program, found);
        return None;
    }
    let lowered = OnceLock::new();
    let writer = OnceLock::new();
    let written = thread::scope(|scope| {
        let checker = thread::Builder::new().stack_size(STACK);
        let checker = checker.spawn_scoped(scope, || check(program, &writer));
        let Ok(checker) = checker else {
            rules::check(program, found);
            return None;
        };
        // Whatever comes of it, the other thread waits for it.
        let made = writer.get_or_init(|| {
            quietly(|| {
                let resources = lowered.get_or_init(|| resources::lower(program));
                Writer::new(program, resources, target)
            })
        });
        let written = made.as_ref().and_then(|writer| quietly(|| writer.work()));
        match checker.join() {
            Ok(more) => found.extend(more),
            Err(bug) => std::panic::resume_unwind(bug),
        }
        written
    });
    written.filter(|()| !has_errors(found))?;
    let configuration = writer.into_inner()??.finish(source);
    Some((lowered.into_inner()?, configuration))
}

/// Checks the rules, then lends a hand with the writing.
fn check(program: &Program, writer: &OnceLock<Option<Writer>>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    rules::check(program, &mut found);
    match (writer.wait(), has_errors(&found)) {
        (Some(writer), true) => writer.stop(),
        (Some(writer), false) => writer.work(),
        (None, _) => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::check as checked;
    use crate::terraform;

    fn program(more: &str) -> String {
        let unit = include_str!("../../benches/unit.batch");
        let units = (0..WORTHWHILE).map(|turn| unit.replace("@N@", &turn.to_string()));
        let head = "project bench {\n  region = \"us-east-1\"\n}\n\n".to_owned();
        head + &units.collect::<String>() + more
    }

    #[test]
    fn what_was_begun_beside_the_rules_is_what_is_written_after_them() {
        let program = checked(&program("")).program;
        for target in [Target::Hcl, Target::Json] {
            let mut found = Vec::new();
            let ahead = write(&program, &mut found, target, "main.batch");
            let (_, ahead) = ahead.expect("large enough, and without errors");
            let resources = resources::lower(&program);
            let after = terraform::write(&program, &resources, target, "main.batch");
            let texts = |made: &Configuration| -> Vec<String> {
                made.files.iter().map(terraform::File::text).collect()
            };
            assert_eq!(texts(&ahead), texts(&after));
            let mut rules = Vec::new();
            rules::check(&program, &mut rules);
            assert_eq!(found.len(), rules.len());
        }
    }

    #[test]
    fn nothing_comes_of_a_program_a_rule_finds_an_error_in() {
        let queue =
            "job_queue late {\n  priority = 1\n  compute_environments = [spot-0, spot-0]\n}\n";
        let program = checked(&program(queue)).program;
        let mut found = Vec::new();
        let ahead = write(&program, &mut found, Target::Hcl, "main.batch");
        assert!(ahead.is_none());
        assert!(has_errors(&found), "{found:?}");
    }

    #[test]
    fn a_bug_in_vain_work_is_nobodys_concern() {
        assert_eq!(quietly(|| 1), Some(1));
        assert!(quietly(|| -> u8 { unreachable!("on purpose") }).is_none());
    }
}
