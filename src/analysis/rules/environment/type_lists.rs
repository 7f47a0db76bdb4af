//! The list of instance types as a whole: what stands in it twice, and what does not go together.

use super::super::facts::Facts;
use super::compute;
use super::edits;
use super::entries::{self, Gpu};
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, Program, Typed};
use crate::syntax::source::Span;
use rustc_hash::FxHashMap;

codes! {
    REPEATED_INSTANCE_TYPE = "repeated-instance-type", Warning, "an instance type is listed twice, or beside its family";
    MIXED_GPU_TYPES = "mixed-gpu-types", Warning, "types with and without GPUs in one environment";
}

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    if let Some(list) = environment.get("instance_types") {
        repeated(program, environment, list, out);
    }
    mixed_gpus(environment, out);
}

fn repeated(program: &Program, environment: &Block, list: &Typed, out: &mut Vec<Diagnostic>) {
    let items = list.as_list().unwrap_or_default();
    let mut places: FxHashMap<&str, (usize, Span)> = FxHashMap::default();
    for (index, item) in items.iter().enumerate() {
        if let Some(name) = item.as_str() {
            places.entry(name).or_insert((index, item.span));
        }
    }
    // In an order that counts, a type before its family says "this one first".
    let ordered = environment
        .word("allocation_strategy")
        .is_some_and(|word| word.ends_with("_ORDERED") || word.ends_with("_PRIORITIZED"));
    for (index, item) in items.iter().enumerate() {
        let Some(name) = item.as_str() else { continue };
        let Some((first, span)) = places.get(name).copied() else {
            continue;
        };
        let (message, place) = if first < index {
            (format!("`{name}` is listed twice"), span)
        } else {
            let Some((family, size)) = name.split_once('.') else {
                continue;
            };
            let Some((at, span)) = places.get(family).copied() else {
                continue;
            };
            if size.starts_with("metal") || (ordered && index < at) {
                continue;
            }
            (
                format!("`{name}` is one of the `{family}` family, which is listed too"),
                span,
            )
        };
        let mut found = Diagnostic::new(&REPEATED_INSTANCE_TYPE, item.span, message)
            .label("adds nothing")
            .also(place, if first < index { "first here" } else { "takes it in" })
            .why("a family stands for all its sizes but bare metal; AWS Batch chooses among them by what the jobs need")
            .help(if first < index {
                "remove one of the two"
            } else {
                "keep the family for every size, or the sizes you mean and not the family"
            });
        if let Some(edit) = edits::remove_element(program, list, index) {
            found = found.fix_with(format!("remove `{name}`"), vec![edit], Applicability::Safe);
        }
        out.push(found);
    }
}

fn mixed_gpus(environment: &Block, out: &mut Vec<Diagnostic>) {
    let known: Vec<_> = compute::instance_types(environment)
        .filter_map(|(name, place)| Some((name, place, entries::find(name)?.gpu() != Gpu::None)))
        .collect();
    let Some((with, with_place, _)) = known.iter().find(|(_, _, gpu)| *gpu) else {
        return;
    };
    let Some((without, place, _)) = known.iter().find(|(_, _, gpu)| !*gpu) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &MIXED_GPU_TYPES,
            place.span,
            format!("`{without}` has no GPU, `{with}` beside it has"),
        )
        .label("no GPU")
        .also(with_place.span, "GPU")
        .why("AWS Batch may place jobs that need no GPU on the GPU types, at several times the price, and GPU jobs then wait for one")
        .help("make an environment for each, and a queue for each"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::samples::environment;
    use crate::analysis::testing::{check, codes_of};

    fn with(types: &str, rest: &str) -> String {
        environment("EC2", &format!("instance_types = [{types}]\n{rest}"))
    }

    #[test]
    fn metal_is_in_no_family() {
        assert!(codes_of(&with("\"m6i\", \"m6i.metal\"", "")).is_empty());
    }

    #[test]
    fn an_order_may_put_a_size_first() {
        let ordered = "allocation_strategy = BEST_FIT_PROGRESSIVE_ORDERED";
        assert!(codes_of(&with("\"m6i.large\", \"m6i\"", ordered)).is_empty());
        let found = codes_of(&with("\"m6i\", \"m6i.large\"", ordered));
        assert_eq!(found, ["repeated-instance-type"]);
    }

    #[test]
    fn the_fix_takes_the_comma_along() {
        for (list, rest) in [
            ("\"m6i\", \"m6i.large\"", "[\"m6i\"]"),
            ("\"m6i.large\", \"m6i\"", "[\"m6i\"]"),
        ] {
            let text = with(list, "");
            let found = check(&text).diagnostics;
            let found = found
                .iter()
                .find(|f| f.code.name == "repeated-instance-type");
            let edit = &found.expect("reported").fixes[0].edits[0];
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let mended = format!("{}{}{}", &text[..start], edit.text, &text[end..]);
            assert!(mended.contains(rest), "{mended}");
        }
    }
}
