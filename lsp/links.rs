//! What can be opened from a file: imports, the pages of codes, web addresses, and ARNs in the AWS
//! console.

use super::engine::View;
use super::pages::{self, Page};
use super::structure;
use crate::syntax::ast::Allow;
use crate::syntax::lex::{TokenKind, lex};
use crate::syntax::source::Range;

/// A place, and the file or the address it leads to.
#[derive(Debug, PartialEq)]
pub struct Link {
    pub range: Range,
    pub target: String,
    pub tooltip: Option<&'static str>,
}

/// All links of the file, in order.
pub fn links(view: &View) -> Vec<Link> {
    let imports = structure::links(view).into_iter().map(|one| Link {
        range: one.range,
        target: one.target,
        tooltip: Some("Open the imported file"),
    });
    let mut found: Vec<Link> = imports.chain(codes(view)).chain(web(view.text())).collect();
    found.sort_by_key(|link| link.range.start);
    found
}

/// The codes that comments allow, with their pages.
fn codes(view: &View) -> Vec<Link> {
    let allows = &view.parsed().allows;
    if allows.is_empty() {
        return Vec::new();
    }
    let codes = crate::codes();
    let link = |allow: &Allow| {
        let code = codes.iter().find(|code| code.name == allow.code.text)?;
        Some(Link {
            range: allow.code.range,
            target: match pages::page(code)? {
                Page::Web(url) => url,
                Page::File(path) => path.to_string_lossy().into_owned(),
            },
            tooltip: Some("Open the page of this code"),
        })
    };
    allows.iter().filter_map(link).collect()
}

/// Those that leave the editor.
fn web(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    for token in lex(text).tokens {
        let strings = matches!(token.kind, TokenKind::String | TokenKind::TripleString);
        if !strings && !token.kind.is_comment() {
            continue;
        }
        addresses(token.text(text), token.start, &mut found);
        if strings {
            found.extend(console(token.text(text), token.start));
        }
    }
    found
}

/// What ends an address in a text: what cannot stand in one, or closes what it stands in.
fn ends(character: char) -> bool {
    character.is_whitespace() || "\"'`<>()[]{}|\\^$".contains(character)
}

fn addresses(written: &str, start: u32, found: &mut Vec<Link>) {
    const SCHEME: &str = "https://";
    for (at, _) in written.match_indices(SCHEME) {
        let rest = &written[at..];
        let end = rest.find(ends).unwrap_or(rest.len());
        // An address that goes on with a computed part leads nowhere as it stands.
        if rest[end..].starts_with("${") {
            continue;
        }
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if address.len() > SCHEME.len() {
            let from = start + at as u32;
            found.push(Link {
                range: Range::new(from, from + address.len() as u32),
                target: address.to_owned(),
                tooltip: None,
            });
        }
    }
}

/// A string that is one whole ARN of one thing: the console finds the page itself.
fn console(written: &str, start: u32) -> Option<Link> {
    let arn = written.get(1..written.len().checked_sub(1)?)?;
    let mut parts = arn.splitn(6, ':');
    let (head, partition) = (parts.next()?, parts.next()?);
    let resource = parts.nth(3)?;
    let whole = !arn.contains(ends) && !arn.contains(['*', '?', '#', '&', '%']);
    if head != "arn" || resource.is_empty() || !whole {
        return None;
    }
    let host = match partition {
        "aws" => "console.aws.amazon.com",
        "aws-cn" => "console.amazonaws.cn",
        "aws-us-gov" => "console.amazonaws-us-gov.com",
        _ => return None,
    };
    Some(Link {
        range: Range::new(start + 1, start + 1 + arn.len() as u32),
        target: format!("https://{host}/go/view?arn={arn}"),
        tooltip: Some("Open in the AWS console"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        web(text).into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn arns_lead_to_the_console_of_their_partition() {
        assert_eq!(
            targets("let a = \"arn:aws:iam::123456789012:role/jobs\"\n"),
            ["https://console.aws.amazon.com/go/view?arn=arn:aws:iam::123456789012:role/jobs"]
        );
        let china = targets("let a = \"arn:aws-cn:batch:cn-north-1:123456789012:job-queue/q\"\n");
        assert!(china[0].starts_with("https://console.amazonaws.cn/"));
        for none in ["arn:aws:s3:::data/*", "arn:aws:iam::${a}:role/r", "arn:aws"] {
            assert!(targets(&format!("let a = \"{none}\"\n")).is_empty());
        }
    }

    #[test]
    fn addresses_end_where_a_sentence_does() {
        assert_eq!(
            targets("// See https://example.com/a (or https://example.com/b).\n"),
            ["https://example.com/a", "https://example.com/b"]
        );
        assert!(targets("let a = \"https://${host}/a\"\n").is_empty());
    }
}
