//! Credentials written into the program: known by their shape, wherever they stand.

use super::super::facts::Facts;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Text, TextPart, Typed, TypedKind};

codes! {
    SECRET_IN_FILE = "secret-in-file", Warning, "a credential stands in the file";
}

pub fn check(_: &Facts, block: &Block, out: &mut Vec<Diagnostic>) {
    for field in &block.fields {
        visit(&field.value, out);
    }
}

/// Depth is bounded by the nesting of the vocabulary's types and of the text.
fn visit(value: &Typed, out: &mut Vec<Diagnostic>) {
    match &value.kind {
        TypedKind::Text(text) => look(text, value, out),
        TypedKind::List(items) => items.iter().for_each(|item| visit(item, out)),
        TypedKind::Map(entries) => entries.iter().for_each(|(_, value)| visit(value, out)),
        TypedKind::Object(object) => {
            object
                .fields
                .iter()
                .for_each(|field| visit(&field.value, out));
        }
        _ => {}
    }
}

fn look(text: &Text, value: &Typed, out: &mut Vec<Diagnostic>) {
    let literal = text.parts.iter().filter_map(|part| match part {
        TextPart::Literal(text) => credential(text),
        _ => None,
    });
    let Some(what) = literal.into_iter().next() else {
        return;
    };
    out.push(
        Diagnostic::new(&SECRET_IN_FILE, value.span, format!("{what} stands in the file"))
            .label("a credential")
            .why("whoever can read the file, its history, the Terraform state or the job definition can use it")
            .help("revoke it, for it is known now; give AWS rights by `job_role`, keep other secrets in Secrets Manager and name them with `secret(\"…\")`"),
    );
}

/// The shortest of them, an AWS access key.
const SHORTEST: usize = 20;

/// What a text holds, in a sentence.
pub(super) fn credential(text: &str) -> Option<&'static str> {
    if text.len() < SHORTEST {
        return None;
    }
    if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY") {
        return Some("a private key");
    }
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-/+.".contains(c)))
        .find_map(token)
}

fn token(word: &str) -> Option<&'static str> {
    let word = word.trim_matches(['.', '-']);
    let tail = |prefix: &str, least: usize| {
        word.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= least
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        })
    };
    if (word.starts_with("AKIA") || word.starts_with("ASIA")) && is_key_id(word) {
        return Some("an AWS access key");
    }
    if looks_like_secret_key(word) {
        return Some("an AWS secret access key");
    }
    if ["ghp_", "gho_", "ghs_", "ghu_", "ghr_"]
        .iter()
        .any(|prefix| tail(prefix, 36))
        || tail("github_pat_", 50)
    {
        return Some("a GitHub token");
    }
    if tail("glpat-", 20) {
        return Some("a GitLab token");
    }
    if ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"]
        .iter()
        .any(|prefix| tail(prefix, 20))
    {
        return Some("a Slack token");
    }
    if ["sk_live_", "rk_live_"]
        .iter()
        .any(|prefix| tail(prefix, 20))
    {
        return Some("a Stripe key");
    }
    tail("hf_", 34).then_some("a Hugging Face token")
}

/// `AKIA` and sixteen letters or digits of base 32.
fn is_key_id(word: &str) -> bool {
    word.len() == 20
        && word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b))
}

/// Forty characters of base 64 in which capitals, small letters and digits follow each other as
/// by chance: neither a hash in hexadecimal nor a path made of words.
pub fn looks_like_secret_key(word: &str) -> bool {
    if word.len() != 40 {
        return false;
    }
    let class = |b: u8| match b {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        b'/' | b'+' => 3,
        _ => 4,
    };
    let classes: Vec<u8> = word.bytes().map(class).collect();
    let changes = classes.windows(2).filter(|pair| pair[0] != pair[1]).count();
    !word.starts_with('/')
        && (0..=3).all(|class| classes.contains(&class))
        && !classes.contains(&4)
        && changes >= 16
}

#[cfg(test)]
mod tests {
    use super::credential;

    #[test]
    fn shapes() {
        assert_eq!(
            credential("AKIAIOSFODNN7EXAMPLE"),
            Some("an AWS access key")
        );
        assert_eq!(
            credential("export K=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            Some("an AWS secret access key")
        );
        assert!(credential(&format!("https://x:ghp_{}@github.com", "a1".repeat(18))).is_some());
        assert!(credential("-----BEGIN RSA PRIVATE KEY-----").is_some());
        for text in [
            "AKIA",
            "echo AKIAISH",
            "s3://bucket/some/long/path/to/File1234567",
            "Data/Samples2024/GenomeBuild38/Reference",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        ] {
            assert_eq!(credential(text), None, "{text}");
        }
    }
}
