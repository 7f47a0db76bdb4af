//! Heads of declarations the grammar refused.

use super::labels::label;
use super::*;

/// The head of a declaration the grammar refused.
pub fn head(reader: &mut Reader, whole: Range, refusal: Refusal) -> Head {
    let tokens = tokens(reader, whole);
    let first = tokens.first().map_or("", |token| token.text(reader.text));
    if let Some(found) = foreign_head(reader, &tokens, whole) {
        reader.report(found);
        lose(reader, &tokens[1..]);
        return Head::Foreign;
    }
    match first {
        "for" | "if" => {
            if let Some(item) = before_colon(reader, &tokens) {
                return Head::Items(item);
            }
            let of = tokens.iter().any(|token| token.text(reader.text) == "of");
            match refusal.expected.contains(&"`in`") && !of {
                true => mend::report_place(reader, whole, refusal),
                false => mend::report(reader, &tokens, whole, refusal),
            }
            Head::Items(items_head(reader, &tokens, whole))
        }
        "template" => {
            let Parts {
                kind,
                label,
                base,
                body,
            } = block_parts(reader, &tokens, 1, whole, refusal);
            let plain = label
                .as_ref()
                .and_then(Label::plain)
                .cloned()
                .unwrap_or_default();
            let at = Range::new(whole.end, whole.end);
            let range = label.map_or(reader.relative(at), |label| label.range);
            Head::Template(TemplateItem {
                kind,
                name: Name { text: plain, range },
                base,
                body,
            })
        }
        _ => {
            let meant = misspelt_existing(reader, &tokens);
            if let Some(found) = meant {
                reader.report(found);
                let existing = Some(reader.relative(range(tokens[0])));
                return Head::Block(Block {
                    existing,
                    kind: name(reader, tokens[1]),
                    label: Some(label(reader, tokens[2])),
                    base: None,
                    body: no_body(),
                });
            }
            let existing = first == "existing";
            let from = usize::from(existing);
            let Parts {
                kind,
                label,
                base,
                body,
            } = block_parts(reader, &tokens, from, whole, refusal);
            let existing = existing.then(|| reader.relative(range(tokens[0])));
            Head::Block(Block {
                existing,
                kind,
                label,
                base,
                body,
            })
        }
    }
}

/// `for x in list: {`
fn before_colon(reader: &mut Reader, tokens: &[Token]) -> Option<ItemKind> {
    let (colon, rest) = tokens.split_last()?;
    if colon.kind != TokenKind::Colon {
        return None;
    }
    let head = Range::new(rest.first()?.start, rest.last()?.end);
    let item = reader.loop_head(head).ok()?;
    let span = reader.span(range(*colon));
    reader.report(codes::colon_before_body(span));
    Some(item)
}

/// What a head that was refused says.
pub(super) struct Parts {
    kind: Name,
    label: Option<Label>,
    base: Option<Name>,
    /// Still to be filled; broken where what the head takes from is unclear, so that nothing is
    /// missing in it.
    body: Body,
}

/// `else { … }` around declarations, which the language does not have.
pub fn otherwise(
    reader: &mut Reader,
    head: Range,
    items: impl FnOnce(&mut Reader) -> Vec<Item>,
) -> ItemKind {
    let span = reader.span(Range::new(head.start, head.start + "else".len() as u32));
    reader.report(codes::otherwise(span));
    ItemKind::If(If {
        condition: error(reader, head),
        items: items(reader),
        broken: true,
    })
}

/// Notes the words and strings of a head as names it may have declared.
pub(super) fn lose(reader: &mut Reader, tokens: &[Token]) {
    for token in tokens {
        if matches!(token.kind, TokenKind::Word | TokenKind::String) {
            let text = token.text(reader.text).trim_matches(['"', '\'']);
            reader.lost.push(text.into());
        }
    }
}

/// Whether a head is another language's.
pub fn is_foreign(reader: &Reader, head: Range) -> bool {
    foreign_head(reader, &tokens(reader, head), head).is_some()
}

/// Notes what a declaration of another language's declares: the label of a `variable`, each name in
/// `locals`, and what may be anything in the rest.
pub fn lose_foreign(reader: &mut Reader, head: Range, members: &[Member]) {
    let tokens = tokens(reader, head);
    let names = members
        .iter()
        .map(|member| first_word(reader.slice(member.range)));
    let names: Vec<&str> = names.collect();
    match tokens.first().map_or("", |token| token.text(reader.text)) {
        "variable" | "param" | "let" => {
            let label = tokens.get(1).map_or("", |token| token.text(reader.text));
            reader.lose_variable(label.trim_matches(['"', '\'']));
        }
        "locals" => names.iter().for_each(|name| reader.lose_variable(name)),
        _ => reader
            .lost
            .extend(names.into_iter().map(smol_str::SmolStr::new)),
    }
}

/// `resource "aws_batch_job_queue" "main" {`, `variable "x" {`, `locals {`: Terraform's.
pub(super) fn foreign_head(
    reader: &Reader,
    tokens: &[Token],
    whole: Range,
) -> Option<crate::diagnostic::Diagnostic> {
    let strings = tokens[1.min(tokens.len())..]
        .iter()
        .filter(|token| token.kind == TokenKind::String)
        .count();
    let word = tokens.first()?.text(reader.text);
    let bare = word == "variable"
        && tokens
            .get(1)
            .is_some_and(|token| token.kind == TokenKind::Word);
    let theirs = match word {
        "variable" if bare => tokens.len() == 2,
        "resource" | "data" => strings == 2,
        "variable" | "output" | "provider" | "module" | "param" | "let" => strings == 1,
        "locals" | "terraform" => strings == 0,
        _ => return None,
    };
    if !theirs || tokens.len() != strings + 1 + usize::from(bare) {
        return None;
    }
    let text = |at: usize| {
        let token = tokens.get(at);
        token.map_or("", |token| token.text(reader.text).trim_matches('"'))
    };
    let span = reader.span(whole);
    Some(codes::foreign_declaration(word, text(1), text(2), span))
}

/// `exisitng job_queue main {`
pub(super) fn misspelt_existing(
    reader: &Reader,
    tokens: &[Token],
) -> Option<crate::diagnostic::Diagnostic> {
    let [first, second, third] = tokens else {
        return None;
    };
    let words = [first, second, third]
        .iter()
        .all(|token| token.kind == TokenKind::Word);
    let found = first.text(reader.text);
    let near = strsim::osa_distance(found, "existing") <= 2;
    (words && near && found != "existing")
        .then(|| codes::misspelt_existing(found, reader.span(range(*first))))
}

pub(super) fn items_head(reader: &Reader, tokens: &[Token], whole: Range) -> ItemKind {
    let failed = error(reader, whole);
    if tokens
        .first()
        .is_some_and(|token| token.text(reader.text) == "if")
    {
        return ItemKind::If(If {
            condition: failed,
            items: Vec::new(),
            broken: true,
        });
    }
    let mut words = tokens[1..]
        .iter()
        .filter(|token| token.kind == TokenKind::Word);
    let first = match words.next() {
        Some(token) => name(reader, *token),
        None => Name {
            text: "".into(),
            range: failed.range,
        },
    };
    let second = match tokens
        .get(2)
        .is_some_and(|token| token.kind == TokenKind::Comma)
    {
        true => words.next().map(|token| name(reader, *token)),
        false => None,
    };
    let vars = LoopVars { first, second };
    ItemKind::For(For {
        vars,
        iter: failed,
        items: Vec::new(),
        broken: true,
    })
}

/// `KIND LABEL : BASE` from token `from` on; reports the one thing that is wrong with it.
pub(super) fn block_parts(
    reader: &mut Reader,
    tokens: &[Token],
    from: usize,
    whole: Range,
    refusal: Refusal,
) -> Parts {
    use TokenKind::*;
    let kind = match tokens.get(from) {
        Some(token) => name(reader, *token),
        None => Name {
            text: "".into(),
            range: reader.relative(Range::new(whole.end, whole.end)),
        },
    };
    let mut parts = Parts {
        kind,
        label: None,
        base: None,
        body: no_body(),
    };
    parts.body.broken = false;
    let behind = tokens.get(from + 1..).unwrap_or_default();
    let Some(&found) = behind.first() else {
        let span = reader.span(whole);
        reader.report(codes::missing_label(&parts.kind.text, span));
        return parts;
    };
    if let Some((label, taken)) = labels::with_variable(reader, behind) {
        parts.label = Some(label);
        parts.base = plain_base(reader, &behind[taken..]);
        parts.body.broken = taken < behind.len() && parts.base.is_none();
        return parts;
    }
    let (bare, rest) = (matches!(found.kind, Word | Label), &behind[1..]);
    parts.base = plain_base(reader, rest);
    let colon = rest.first().is_some_and(|token| token.kind == Colon);
    match found.kind {
        Colon => {
            let span = reader.span(range(found)).before();
            reader.report(codes::missing_label(&parts.kind.text, span));
            parts.base = rest.first().map(|token| name(reader, *token));
            return parts;
        }
        String => {
            let last = tokens.last().filter(|last| last.kind == String);
            let last = *last.unwrap_or(&found);
            parts.label = Some(labels::quoted(reader, &parts.kind.text, found, last));
            return parts;
        }
        _ if bare => {}
        _ => {
            mend::report_place(reader, whole, refusal);
            lose(reader, &tokens[from..]);
            return parts;
        }
    }
    parts.label = Some(label(reader, found));
    if let ([], true) = (&rest[rest.len().min(1)..], colon) {
        let span = reader.span(range(rest[0]));
        reader.report(codes::no_template(span));
    } else if let Some((base, several)) = labels::base(reader, rest, found) {
        parts.base = Some(base);
        parts.body.broken = several;
    } else if colon || rest.is_empty() {
        mend::report_place(reader, whole, refusal);
        lose(reader, &tokens[from..]);
        parts.body.broken = colon && parts.base.is_none();
    } else {
        let extra = Range::new(rest[0].start, whole.end);
        let span = reader.span(extra);
        reader.report(codes::two_labels(
            &parts.kind.text,
            reader.slice(extra),
            span,
        ));
        lose(reader, &tokens[from..]);
        parts.body.broken = true;
    }
    parts
}

/// `: BASE`
fn plain_base(reader: &Reader, tokens: &[Token]) -> Option<Name> {
    match tokens {
        [colon, base] if colon.kind == TokenKind::Colon && base.kind == TokenKind::Word => {
            Some(name(reader, *base))
        }
        _ => None,
    }
}
