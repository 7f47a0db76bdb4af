//! Amounts: units behind a number, and the sizes of Fargate that go together.

use super::{Item, Sort};
use crate::analysis::rules::job::platform::{Platform, of_definition};
use crate::analysis::value::display_size;
use crate::catalog;
use crate::lsp::cursor::{Number, Value};
use crate::lsp::engine::View;
use crate::program::Block;
use crate::syntax::units::{DURATIONS, SIZES};
use crate::vocabulary::{Kind, Type};

/// The units that may follow a number, or the number with each of them.
pub fn units(number: &Number, types: &[&'static Type], items: &mut Vec<Item>) {
    let sizes = types.is_empty() || types.iter().any(|ty| matches!(ty, Type::Size { .. }));
    let times = types.is_empty() || types.iter().any(|ty| matches!(ty, Type::Duration { .. }));
    let sizes = SIZES.iter().filter(|_| sizes);
    let units = sizes.chain(DURATIONS.iter().filter(|_| times));
    items.extend(units.enumerate().map(|(at, (unit, _))| {
        let label = match number.ended {
            true => (*unit).to_owned(),
            false => format!("{} {unit}", number.text),
        };
        Item::new(label, Sort::Value, 10 + at as u32)
    }));
}

/// The vCPUs or the memory of a Fargate job that go with what the other is. Whether it is one.
pub fn fargate(view: &View, offset: u32, value: &Value, items: &mut Vec<Item>) -> bool {
    let (kind, attribute) = value.path.split_once('.').unwrap_or(("", ""));
    if kind != Kind::JobDefinition.name() || !matches!(attribute, "vcpus" | "memory") {
        return false;
    }
    let program = &view.analysis.checked.program;
    let Some(block) = around(view, offset, Kind::JobDefinition) else {
        return false;
    };
    let chosen = of_definition(program, block);
    if chosen.is_none_or(|chosen| chosen.platform != Platform::Fargate) {
        return false;
    }
    let sizes = catalog::fargate_sizes().iter();
    if attribute == "vcpus" {
        let memory = block.size("memory").map(|bytes| (bytes >> 20) as u32);
        let fitting = sizes
            .filter(|size| memory.is_none_or(|memory| size.memory_mib.contains(&memory)))
            .enumerate();
        items.extend(fitting.map(|(at, size)| {
            let detail = match (size.memory_mib.first(), size.memory_mib.last()) {
                (Some(least), Some(most)) => {
                    format!("with {} to {}", mib(*least), mib(*most))
                }
                _ => String::new(),
            };
            Item::new(size.vcpus.to_string(), Sort::Value, at as u32).detail(detail)
        }));
        return true;
    }
    let vcpus = block.number("vcpus");
    let mut memories: Vec<(u32, f64)> = sizes
        .filter(|size| vcpus.is_none_or(|vcpus| vcpus == size.vcpus))
        .flat_map(|size| size.memory_mib.iter().map(|memory| (*memory, size.vcpus)))
        .collect();
    memories.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    memories.dedup_by_key(|(memory, _)| *memory);
    items.extend(
        memories
            .into_iter()
            .enumerate()
            .map(|(at, (memory, vcpus))| {
                let plural = if vcpus == 1.0 { "" } else { "s" };
                Item::new(mib(memory), Sort::Value, at as u32)
                    .detail(format!("with {vcpus} vCPU{plural}"))
            }),
    );
    true
}

fn mib(amount: u32) -> String {
    display_size(u64::from(amount) << 20)
}

/// The block of that kind a byte lies in.
pub fn around(view: &View, offset: u32, kind: Kind) -> Option<&Block> {
    let mut blocks = view.analysis.checked.program.of(kind);
    blocks.find(|block| {
        let span = block.span;
        span.file == view.file && span.start <= offset && offset <= span.end
    })
}
