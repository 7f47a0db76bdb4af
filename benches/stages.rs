//! What each stage costs, from text to Terraform, on programs of 1,000 and 10,000 lines.
//!
//!     cargo bench --bench stages

#[path = "../tests/common/mod.rs"]
mod common;

use batchlang::analysis::Checked;
use batchlang::syntax::source::{FileId, LineIndex};
use batchlang::syntax::{ItemCache, outline, parse_cached};
use batchlang::{catalog, resources, syntax, terraform};
use divan::{Bencher, black_box};

const SIZES: [usize; 2] = [1_000, 10_000];
const UNIT: &str = include_str!("unit.batch");

fn main() {
    divan::main();
}

/// The program inputs.py makes too, of about so many lines.
fn program(lines: usize) -> String {
    let units = lines / UNIT.lines().count();
    let mut text = String::from("project bench {\n  region = \"us-east-1\"\n}\n\n");
    text.extend((0..units).map(|number| UNIT.replace("@N@", &number.to_string())));
    text
}

fn checked(text: &str) -> Checked {
    common::check(text)
}

#[divan::bench(args = SIZES)]
fn a_line_index(bencher: Bencher, lines: usize) {
    let text = program(lines);
    bencher.bench(|| LineIndex::new(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn b_outline(bencher: Bencher, lines: usize) {
    let text = program(lines);
    bencher.bench(|| outline::outline(FileId(0), black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn c_parse(bencher: Bencher, lines: usize) {
    let text = program(lines);
    bencher.bench(|| syntax::parse(FileId(0), black_box(&text)));
}

/// One value changed, everything else from the cache: what an edit costs.
#[divan::bench(args = SIZES)]
fn d_parse_after_an_edit(bencher: Bencher, lines: usize) {
    let before = program(lines);
    let after = before.replacen("priority             = 10", "priority             = 11", 1);
    let mut cache = ItemCache::default();
    parse_cached(FileId(0), &before, &mut cache);
    let mut turn = false;
    bencher.bench_local(|| {
        turn = !turn;
        parse_cached(
            FileId(0),
            black_box(if turn { &after } else { &before }),
            &mut cache,
        )
    });
}

#[divan::bench(args = SIZES)]
fn e_check(bencher: Bencher, lines: usize) {
    let text = program(lines);
    bencher.bench(|| checked(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn f_lower(bencher: Bencher, lines: usize) {
    let text = program(lines);
    let checked = checked(&text);
    bencher.bench(|| resources::lower(black_box(&checked.program)));
}

#[divan::bench(args = SIZES)]
fn g_write_terraform(bencher: Bencher, lines: usize) {
    let text = program(lines);
    let checked = checked(&text);
    let resources = resources::lower(&checked.program);
    let write = |target| terraform::write(&checked.program, &resources, target, "main.batch");
    bencher.bench(|| write(black_box(terraform::Target::Hcl)));
}

#[divan::bench(args = SIZES)]
fn h_format(bencher: Bencher, lines: usize) {
    let text = program(lines);
    bencher.bench(|| syntax::format(black_box(&text)));
}

#[divan::bench]
fn i_nearest_instance_type() -> Option<&'static str> {
    catalog::nearest(black_box("m5.larg"))
}
