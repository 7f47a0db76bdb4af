//! The syntax tree as text, formatted: for what machines write (imports, fixes).

use super::ast::*;
use super::units;

/// An expression on one line. Nodes that stand for mistakes are written as `null`.
pub fn expr(expr: &Expr) -> String {
    let mut out = String::new();
    write_expr(&mut out, expr, 0);
    out
}

/// A declaration with its body, formatted.
pub fn block(block: &Block) -> String {
    let mut out = String::new();
    if block.existing.is_some() {
        out.push_str("existing ");
    }
    out.push_str(&block.kind.text);
    if let Some(label) = &block.label {
        out.push(' ');
        write_label(&mut out, &label.parts);
    }
    if let Some(base) = &block.base {
        out.push_str(" : ");
        out.push_str(&base.text);
    }
    write_body(&mut out, &block.body);
    super::format(&out)
}

fn write_body(out: &mut String, body: &Body) {
    out.push_str(" {\n");
    for attribute in &body.attributes {
        write_docs(out, attribute.docs.as_deref());
        out.push_str(&attribute.name.text);
        out.push_str(" = ");
        write_expr(out, &attribute.value, 0);
        out.push('\n');
    }
    out.push_str("}\n");
}

/// `///` lines.
pub fn write_docs(out: &mut String, docs: Option<&str>) {
    for line in docs.into_iter().flat_map(str::lines) {
        out.push_str("/// ");
        out.push_str(line);
        out.push('\n');
    }
}

/// Text as a quoted string, with escapes where they are needed.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    write_text(&mut out, text);
    out.push('"');
    out
}

fn write_text(out: &mut String, text: &str) {
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '$' if rest.peek() == Some(&'{') => out.push_str("\\$"),
            control if control.is_control() => {
                out.push_str(&format!("\\u{{{:X}}}", control as u32));
            }
            other => out.push(other),
        }
    }
}

fn write_parts(out: &mut String, parts: &[StringPart]) {
    for (at, part) in parts.iter().enumerate() {
        match part {
            // A `$` at the end of the text must not meet the `{` of what follows.
            StringPart::Text(text) => {
                write_text(out, text);
                if text.ends_with('$') && parts.get(at + 1).is_some() {
                    out.pop();
                    out.push_str("\\$");
                }
            }
            StringPart::Expr(expr) => {
                out.push_str("${");
                write_expr(out, expr, 0);
                out.push('}');
            }
        }
    }
}

fn write_label(out: &mut String, parts: &[StringPart]) {
    for part in parts {
        match part {
            StringPart::Text(text) => out.push_str(text),
            StringPart::Expr(expr) => {
                out.push_str("${");
                write_expr(out, expr, 0);
                out.push('}');
            }
        }
    }
}

/// How tightly an expression binds; what binds less than its place asks for is parenthesised.
fn power(kind: &ExprKind) -> u8 {
    match kind {
        ExprKind::If(_) => 0,
        ExprKind::Binary(op, ..) => binary_power(*op),
        ExprKind::Unary(UnaryOp::Not, _) => 3,
        ExprKind::Unary(UnaryOp::Minus, _) => 7,
        ExprKind::Int(value) if *value < 0 => 7,
        ExprKind::Decimal(value) if *value < 0.0 => 7,
        _ => 9,
    }
}

fn binary_power(op: BinaryOp) -> u8 {
    use BinaryOp::*;
    match op {
        Or => 1,
        And => 2,
        Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual => 4,
        Add | Subtract => 5,
        Multiply | Divide | Remainder => 6,
    }
}

fn write_expr(out: &mut String, expr: &Expr, least: u8) {
    let wrapped = power(&expr.kind) < least;
    if wrapped {
        out.push('(');
    }
    write_kind(out, &expr.kind);
    if wrapped {
        out.push(')');
    }
}

fn write_kind(out: &mut String, kind: &ExprKind) {
    match kind {
        ExprKind::Missing | ExprKind::Error | ExprKind::Null => out.push_str("null"),
        ExprKind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        ExprKind::Int(value) => out.push_str(&value.to_string()),
        ExprKind::Decimal(value) => out.push_str(&decimal(*value)),
        ExprKind::Size(bytes) => out.push_str(&size(*bytes)),
        ExprKind::Duration(seconds) => out.push_str(&duration(*seconds)),
        ExprKind::String(parts) => {
            out.push('"');
            write_parts(out, parts);
            out.push('"');
        }
        ExprKind::Name(name) => out.push_str(name),
        ExprKind::Label(parts) => write_label(out, parts),
        ExprKind::List(elements) => {
            out.push('[');
            write_all(out, elements);
            out.push(']');
        }
        ExprKind::Map(entries) => write_map(out, entries),
        ExprKind::ListFor(inner) => {
            out.push('[');
            write_for(out, &inner.vars, &inner.iter);
            write_expr(out, &inner.value, 0);
            write_condition(out, inner.condition.as_ref());
            out.push(']');
        }
        ExprKind::MapFor(inner) => {
            out.push_str("{ ");
            write_for(out, &inner.vars, &inner.iter);
            write_expr(out, &inner.key, 0);
            out.push_str(" = ");
            write_expr(out, &inner.value, 0);
            write_condition(out, inner.condition.as_ref());
            out.push_str(" }");
        }
        ExprKind::Access(base, name) => {
            write_expr(out, base, 9);
            out.push('.');
            out.push_str(&name.text);
        }
        ExprKind::Index(base, index) => {
            write_expr(out, base, 9);
            out.push('[');
            write_expr(out, index, 0);
            out.push(']');
        }
        ExprKind::Call(name, arguments) => {
            out.push_str(&name.text);
            out.push('(');
            write_all(out, arguments);
            out.push(')');
        }
        ExprKind::Unary(op, operand) => {
            let not = *op == UnaryOp::Not;
            out.push_str(if not { "not " } else { "-" });
            write_expr(out, operand, if not { 3 } else { 7 });
        }
        ExprKind::Binary(op, left, right) => {
            let power = binary_power(*op);
            write_expr(out, left, power);
            out.push(' ');
            out.push_str(op.symbol());
            out.push(' ');
            write_expr(out, right, power + 1);
        }
        ExprKind::If(parts) => {
            let (condition, yes, no) = parts.as_ref();
            out.push_str("if ");
            write_expr(out, condition, 0);
            out.push_str(" then ");
            write_expr(out, yes, 0);
            out.push_str(" else ");
            write_expr(out, no, 0);
        }
    }
}

fn write_all(out: &mut String, elements: &[Expr]) {
    for (at, element) in elements.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_expr(out, element, 0);
    }
}

fn write_map(out: &mut String, entries: &[Entry]) {
    if entries.is_empty() {
        return out.push_str("{}");
    }
    out.push_str("{ ");
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        match is_word(&entry.key.text) {
            true => out.push_str(&entry.key.text),
            false => out.push_str(&quoted(&entry.key.text)),
        }
        out.push_str(" = ");
        write_expr(out, &entry.value, 0);
    }
    out.push_str(" }");
}

fn write_for(out: &mut String, vars: &LoopVars, iter: &Expr) {
    out.push_str("for ");
    out.push_str(&vars.first.text);
    if let Some(second) = &vars.second {
        out.push_str(", ");
        out.push_str(&second.text);
    }
    out.push_str(" in ");
    write_expr(out, iter, 0);
    out.push_str(": ");
}

fn write_condition(out: &mut String, condition: Option<&Expr>) {
    if let Some(condition) = condition {
        out.push_str(" if ");
        write_expr(out, condition, 0);
    }
}

/// Whether a text may stand as a name or key without quotes.
pub fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(super::lex::continues_word)
}

/// Bytes in the largest unit that leaves no fraction, at least MiB.
pub fn size(bytes: u64) -> String {
    in_units(bytes, &units::SIZES)
}

/// Seconds in the largest unit that leaves no fraction.
pub fn duration(seconds: u64) -> String {
    in_units(seconds, &units::DURATIONS)
}

fn in_units(value: u64, table: &[(&str, u64)]) -> String {
    let whole = table
        .iter()
        .rev()
        .find(|(_, factor)| value >= *factor && value.is_multiple_of(*factor));
    match (whole, table.first()) {
        (Some((unit, factor)), _) => format!("{} {unit}", value / factor),
        (None, Some((unit, 1))) => format!("{value} {unit}"),
        (None, Some((unit, factor))) if value == 0 => format!("{} {unit}", value / factor),
        // A power of two divides any number of bytes into a finite decimal.
        (None, Some((unit, factor))) => format!("{} {unit}", decimal_quotient(value, *factor)),
        (None, None) => value.to_string(),
    }
}

/// `value / factor` in decimal digits, exactly, for a factor that is a power of two.
fn decimal_quotient(value: u64, factor: u64) -> String {
    let mut rest = u128::from(value % factor);
    let mut digits = format!("{}.", value / factor);
    while rest > 0 {
        rest *= 10;
        digits.push_str(&(rest / u128::from(factor)).to_string());
        rest %= u128::from(factor);
    }
    digits
}

/// A decimal as it is written: always with a point, never with an exponent.
fn decimal(value: f64) -> String {
    let text = format!("{value}");
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_take_the_largest_unit() {
        assert_eq!(size(512 << 20), "512 MiB");
        assert_eq!(size(3 << 30), "3 GiB");
        assert_eq!(size(0), "0 MiB");
        assert_eq!(size(1 << 19), "0.5 MiB");
        assert_eq!(duration(90), "90 s");
        assert_eq!(duration(5400), "90 min");
        assert_eq!(duration(0), "0 s");
        assert_eq!(duration(172_800), "2 d");
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(quoted("a\"b\\${c}$\n\u{1}"), r#""a\"b\\\${c}$\n\u{1}""#);
    }
}
