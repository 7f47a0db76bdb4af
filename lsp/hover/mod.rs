//! What is said of the thing at the cursor.

mod facts;
mod values;

use super::cursor::{Spot, cursor_in};
use super::engine::View;
use super::fragment::around;
use super::index::{Symbol, What};
use crate::catalog::{self, InstanceType};
use crate::syntax::RESERVED;
use crate::syntax::ast::ItemKind;
use crate::syntax::lex::{Token, TokenKind, lex};
use crate::syntax::source::{Range, Span};
use crate::vocabulary::{Kind, explain_attribute, function, keywords};
pub use facts::capacity;
use std::fmt::Write;

/// Markdown for what stands at a byte, and where that is.
pub fn hover(view: &View, offset: u32) -> Option<(String, Range)> {
    let text = view.text();
    let token = &token_at(view, offset)?;
    let range = Range::new(token.start, token.end);
    if let Some(name) = view.analysis.index().at(view.file, offset) {
        let range = Range::new(name.span.start, name.span.end);
        if let Some(text) = symbol(view, &name.symbol) {
            return Some((text, range));
        }
    }
    let said = match token.kind {
        TokenKind::String if token.text(text).contains("${") => {
            values::of_string(view, range.at(view.file, 0))
        }
        TokenKind::String => quoted(token.text(text)),
        TokenKind::Comment => allowed(token.text(text)),
        TokenKind::Number => amount(view, token),
        TokenKind::Word => match number_before(text, token) {
            Some(number) => {
                return Some((amount(view, &number)?, Range::new(number.start, token.end)));
            }
            None => word(view, token),
        },
        _ => None,
    };
    Some((said?, range))
}

/// The token at a byte or just before it.
fn token_at(view: &View, offset: u32) -> Option<Token> {
    let piece = around(view, offset);
    let at = offset - piece.start;
    let tokens = lex(piece.text).tokens;
    let next = tokens.partition_point(|token| token.end < at);
    let token = tokens
        .get(next..)?
        .iter()
        .take(2)
        .take_while(|token| token.start <= at)
        .find(|token| token.kind != TokenKind::Newline)?;
    Some(Token {
        kind: token.kind,
        start: token.start + piece.start,
        end: token.end + piece.start,
    })
}

/// The code an `// allow(…)` names.
fn allowed(comment: &str) -> Option<String> {
    let (_, rest) = comment.split_once("allow(")?;
    let (name, _) = rest.split_once(')')?;
    let codes = crate::analysis::all_codes();
    let code = codes.iter().find(|code| code.name == name.trim())?;
    Some(format!("`{}`: {}", code.name, code.title))
}

/// A size or a duration in the units around its own.
fn amount(view: &View, token: &Token) -> Option<String> {
    use crate::syntax::units::{DURATIONS, SIZES};
    let text = view.text();
    let digits = token.text(text);
    let rest = text.get(token.end as usize..)?;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let word = rest.get(gap..)?;
    let end = word.find(|c: char| !c.is_ascii_alphabetic());
    let word = word.get(..end.unwrap_or(word.len()))?;
    let units: &[(&str, u64)] = match SIZES.iter().any(|(unit, _)| *unit == word) {
        true => &SIZES,
        false => &DURATIONS,
    };
    let (_, size) = units.iter().find(|(unit, _)| *unit == word)?;
    let amount = digits.parse::<f64>().ok()? * *size as f64;
    let others = units.iter().filter(|(unit, _)| *unit != word);
    let others: Vec<String> = others
        .map(|(unit, size)| format!("{} {unit}", rounded(amount / *size as f64)))
        .filter(|text| !text.starts_with("0 "))
        .collect();
    Some(format!("`{digits} {word}` = {}", others.join(" = ")))
}

/// The number that a unit belongs to.
fn number_before(text: &str, unit: &Token) -> Option<Token> {
    let before = text.get(..unit.start as usize)?.trim_end_matches(' ');
    let digits = |c: char| !c.is_ascii_digit() && !matches!(c, '.' | '_');
    let start = before.rfind(digits).map_or(0, |at| at + 1);
    let number = before.get(start..)?;
    let apart = !before[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    (apart && number.starts_with(|c: char| c.is_ascii_digit())).then_some(Token {
        kind: TokenKind::Number,
        start: start as u32,
        end: before.len() as u32,
    })
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A string: an instance type, a family, a region.
fn quoted(text: &str) -> Option<String> {
    let name = text.get(1..text.len().checked_sub(1)?)?;
    if let Some(one) = catalog::instance_type(name) {
        return Some(instance_type(one));
    }
    if let Some(types) = catalog::expand(name) {
        let names: Vec<String> = types.iter().map(|one| format!("`{}`", one.name)).collect();
        let shown = names
            .iter()
            .take(12)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        let more = if names.len() > 12 { ", …" } else { "" };
        return Some(format!(
            "`{name}` stands for {} instance types: {shown}{more}",
            names.len()
        ));
    }
    let region = catalog::region(name)?;
    Some(format!("`{name}`: {}", region.long_name))
}

/// The specification of a type, and what a job can have of it.
pub fn instance_type(one: &InstanceType) -> String {
    let memory = catalog::usable_memory_mib(one);
    let gib = |mib: u32| f64::from(mib) / 1024.0;
    let mut text = format!("### `{}`\n\n", one.name);
    let _ = writeln!(text, "- {} vCPUs, {}", one.vcpus, one.arch.word());
    let _ = writeln!(
        text,
        "- {} GiB of memory; a job can have about {} MiB, and never more than {} MiB",
        gib(one.memory_mib),
        memory.expected,
        memory.never_above
    );
    if let Some(gpu) = one.gpu {
        let count = match gpu.fractional() {
            true => format!("{} of a", gpu.share),
            false => gpu.count.to_string(),
        };
        let _ = writeln!(
            text,
            "- {count} {} {}, {} GiB each",
            gpu.vendor,
            gpu.name,
            (gib(gpu.memory_mib) * 10.0).round() / 10.0
        );
    }
    if let Some(disks) = one.disks {
        let _ = writeln!(text, "- local disks: {} × {} GB", disks.count, disks.gb);
    }
    let mut notes = Vec::new();
    if one.efa > 0 {
        notes.push("EFA");
    }
    notes.push(if one.spot { "Spot" } else { "no Spot" });
    if one.burstable {
        notes.push("CPU credits");
    }
    if one.family().batch.is_refused() {
        notes.push("refused by AWS Batch");
    }
    if one.withdrawn {
        notes.push("no longer offered");
    }
    let _ = writeln!(
        text,
        "- {} Gbit/s; {}; in {} regions",
        one.network_gbps,
        notes.join(", "),
        catalog::regions_of(one).count()
    );
    text
}

/// The head of a declaration and what is written above it.
fn symbol(view: &View, symbol: &Symbol) -> Option<String> {
    if let Symbol::Local(span) = symbol {
        let name = view.analysis.checked.sources.slice(*span);
        let value = values::of_name(view, *span);
        let value = value.unwrap_or_else(|| "Bound by the loop around it".into());
        return Some(format!("```batchlang\n{name}\n```\n\n{value}\n"));
    }
    let declared = view.analysis.declaration(symbol)?;
    let source = view.analysis.checked.sources.get(declared.span.file);
    let at = source.lines.line_column(declared.span.start);
    let line = source.lines.line_start(at.line)? as usize;
    let rest = source.text.get(line..)?;
    let head = rest.lines().next().unwrap_or("").trim();
    let head = head.strip_suffix('{').unwrap_or(head).trim_end();
    let mut text = format!("```batchlang\n{head}\n```\n");
    if let Some(docs) = &declared.docs {
        let _ = write!(text, "\n{docs}\n");
    }
    if let What::Block { kind, .. } = &declared.what
        && let Some(kind) = Kind::from_name(kind)
    {
        let program = &view.analysis.checked.program;
        let block = program.of(kind).find(|one| one.label_span == declared.span);
        let body = block.map(|block| settings(view, block.object.span));
        let _ = write!(text, "\n{}\n", body.unwrap_or_default());
        for line in block.map_or(Vec::new(), |block| facts::facts(program, block)) {
            let _ = write!(text, "\n- {line}");
        }
    }
    if matches!(declared.what, What::Template { .. })
        && let Some(body) = template_body(view, declared.span)
    {
        let _ = write!(text, "\n{}\n", settings(view, body));
    }
    if matches!(declared.what, What::Let | What::Param)
        && let Some(value) = values::of_name(view, declared.span)
    {
        let of = match declared.what {
            What::Param => "\n\nIts default; `--param` and `--params` set another.",
            _ => "",
        };
        let _ = write!(text, "\n{value}{of}\n");
    }
    if matches!(declared.what, What::Let | What::Param) && declared.span.file != view.file {
        let _ = write!(text, "\nFrom {}\n", source.name);
    }
    Some(text)
}

/// The declaration's own lines, as far as they fit a glance.
fn settings(view: &View, body: Span) -> String {
    let body = view.analysis.checked.sources.slice(body);
    let lines: Vec<&str> = body
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let shown = lines.get(1..lines.len().saturating_sub(1)).unwrap_or(&[]);
    if shown.is_empty() {
        return String::new();
    }
    let more = if shown.len() > 10 { "\n  …" } else { "" };
    let shown = shown
        .iter()
        .take(10)
        .copied()
        .collect::<Vec<_>>()
        .join("\n");
    format!("```batchlang\n{shown}{more}\n```")
}

/// The body of the template whose name stands at a span.
fn template_body(view: &View, name: Span) -> Option<Span> {
    let items = &view.analysis.checked.parsed(name.file).items;
    items
        .iter()
        .find_map(|placed| match &placed.parsed.item.kind {
            ItemKind::Template(one) if one.name.range.at(name.file, placed.start) == name => {
                Some(one.body.range.at(name.file, placed.start))
            }
            _ => None,
        })
}

fn word(view: &View, token: &Token) -> Option<String> {
    let text = view.text();
    let word = token.text(text);
    match cursor_in(view, token.end).spot {
        Spot::Key(key) => {
            let known = key.fields.iter().any(|field| field.name == word);
            known.then(|| explain_attribute(&format!("{}.{word}", key.path)))?
        }
        Spot::Value(value) => {
            let called = text.get(token.end as usize..).unwrap_or("");
            if called.trim_start().starts_with('(') && function(word).is_some() {
                return explain_attribute(word);
            }
            // A key or a member of the user's own says nothing of attributes of that name.
            let own = called.trim_start().starts_with('=')
                && !called.trim_start().starts_with("==")
                || text[..token.start as usize].ends_with('.');
            let plain = value.behind.is_empty() && !own && !RESERVED.contains(&word);
            plain.then(|| explain_attribute(word))?
        }
        Spot::Declaration { .. } | Spot::Kind { .. } | Spot::Words(_) | Spot::Nothing => {
            let known = Kind::from_name(word).is_some()
                || keywords().iter().any(|keyword| keyword.name == word);
            known.then(|| explain_attribute(word))?
        }
        _ => None,
    }
}
