//! What comments say to the tool: `///` documents, `// allow(code): reason` silences.

use super::ast::{Allow, Name};
use super::lex::Token;
use super::source::Range;
use smol_str::SmolStr;

/// The `///` lines directly above what comes next.
#[derive(Default)]
pub struct Docs {
    text: Option<String>,
    /// Newlines since the last doc line; two are a blank line, which detaches.
    newlines: u32,
}

impl Docs {
    pub fn line(&mut self, comment: &str) {
        let line = comment.strip_prefix("///").unwrap_or(comment);
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        match &mut self.text {
            Some(text) => {
                text.push('\n');
                text.push_str(line);
            }
            None => self.text = Some(line.to_owned()),
        }
        self.newlines = 0;
    }

    /// Another comment stands between; it does not detach.
    pub fn comment(&mut self) {
        self.newlines = 0;
    }

    pub fn newline(&mut self) {
        self.newlines += 1;
        if self.newlines > 1 {
            self.text = None;
        }
    }

    pub fn take(&mut self) -> Option<SmolStr> {
        self.newlines = 0;
        self.text.take().map(SmolStr::from)
    }
}

/// The docs that stand between two entries of a map.
pub fn docs_in(gap: &str) -> Option<SmolStr> {
    if !gap.contains("///") {
        return None;
    }
    let mut docs = Docs::default();
    let lines: Vec<&str> = gap.split('\n').map(str::trim).collect();
    // The first is the line of the entry before, the last that of the entry itself.
    for line in lines
        .get(1..lines.len().saturating_sub(1))
        .unwrap_or_default()
    {
        match line.starts_with("///") && !line.starts_with("////") {
            true => docs.line(line),
            false if line.is_empty() => {}
            false => docs.comment(),
        }
        docs.newline();
    }
    docs.take()
}

/// Collects `// allow(…)` comments and finds what each speaks of.
#[derive(Default)]
pub struct Allows {
    allows: Vec<Allow>,
    /// Those that still wait for a member to begin, and the members' starts.
    waiting: Vec<usize>,
    /// Those whose member has begun and not ended, with its start.
    begun: Vec<(usize, u32)>,
}

impl Allows {
    /// Reads a comment; `target` is the member it trails.
    pub fn comment(&mut self, text: &str, token: Token, target: Option<Range>) {
        let Some(found) = parse(text, token) else {
            return;
        };
        for mut allow in found {
            allow.target = target;
            if target.is_none() {
                self.waiting.push(self.allows.len());
            }
            self.allows.push(allow);
        }
    }

    /// A member begins.
    pub fn target_from(&mut self, start: u32) {
        self.begun
            .extend(self.waiting.drain(..).map(|allow| (allow, start)));
    }

    /// A member ends; whatever waited inside it and found nothing speaks of it as a whole.
    pub fn target_to(&mut self, range: Range) {
        while let Some(&(allow, start)) = self.begun.last()
            && start == range.start
        {
            self.allows[allow].target = Some(range);
            self.begun.pop();
        }
    }

    pub fn finish(self) -> Vec<Allow> {
        self.allows
    }
}

/// `// allow(code, code): reason`
fn parse(text: &str, token: Token) -> Option<Vec<Allow>> {
    let comment = token.text(text).trim_end();
    let rest = comment
        .strip_prefix("//")?
        .trim_start()
        .strip_prefix("allow(")?;
    let (codes, after) = rest.split_once(')')?;
    let reason = after
        .trim_start()
        .strip_prefix(':')
        .map(str::trim)
        .filter(|why| !why.is_empty());
    let range = Range::new(token.start, token.start + comment.len() as u32);
    let mut at = token.start + (comment.len() - rest.len()) as u32;
    let mut allows = Vec::new();
    for code in codes.split(',') {
        let name = code.trim();
        let start = at + (code.len() - code.trim_start().len()) as u32;
        let code_range = Range::new(start, start + name.len() as u32);
        at += code.len() as u32 + 1;
        allows.push(Allow {
            code: Name {
                text: name.into(),
                range: code_range,
            },
            reason: reason.map(SmolStr::from),
            range,
            target: None,
        });
    }
    Some(allows)
}
