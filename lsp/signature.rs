//! Which built-in function is being called at the cursor, and which of its arguments is written;
//! read from the tokens before it, so that a call may be half written.

use crate::syntax::lex::{TokenKind, lex};
use crate::vocabulary::{Function, function};

/// A call that is being written.
pub struct Call {
    pub function: &'static Function,
    /// The parameter the cursor is at; `None` behind the last.
    pub active: Option<usize>,
}

/// The innermost call around a byte.
pub fn call(text: &str, offset: u32) -> Option<Call> {
    let before = text.get(..offset as usize)?;
    let (function, argument) = innermost(before)?;
    let last = function.params.len().checked_sub(1)?;
    let repeats = function.params[last].repeats;
    let active = match argument {
        at if at <= last => Some(at),
        _ => repeats.then_some(last),
    };
    Some(Call { function, active })
}

/// An open bracket: the function it calls, and the commas behind it.
struct Frame {
    function: Option<&'static Function>,
    brace: bool,
    commas: usize,
}

fn innermost(before: &str) -> Option<(&'static Function, usize)> {
    let tokens = lex(before).tokens;
    // A text that ends in a string, as seen from its start, may stand in a `${…}` of it.
    if let Some(last) = tokens.last()
        && matches!(
            last.kind,
            TokenKind::BrokenString | TokenKind::Heredoc | TokenKind::Label
        )
        && let Some((_, inner)) = last.text(before).rsplit_once("${")
        && let Some(found) = innermost(inner)
    {
        return Some(found);
    }
    if tokens.last().is_some_and(|last| last.kind.is_comment()) {
        return None;
    }
    let mut frames: Vec<Frame> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open => {
                let bracket = token.text(before);
                let name = at.checked_sub(1).and_then(|at| tokens.get(at));
                let called = name.filter(|name| bracket == "(" && name.kind == TokenKind::Word);
                frames.push(Frame {
                    function: called.and_then(|name| function(name.text(before))),
                    brace: bracket == "{",
                    commas: 0,
                });
            }
            TokenKind::Close => {
                frames.pop();
            }
            TokenKind::Comma => frames.iter_mut().last().into_iter().for_each(|frame| {
                frame.commas += 1;
            }),
            // An attribute begins: a call before it was never closed.
            TokenKind::Equals => {
                while frames.last().is_some_and(|frame| !frame.brace) {
                    frames.pop();
                }
            }
            _ => {}
        }
    }
    let calls = frames.iter().rev().take_while(|frame| !frame.brace);
    let mut calls = calls.filter_map(|frame| Some((frame.function?, frame.commas)));
    calls.next()
}

/// Where the parameters stand in the function's signature, in bytes.
pub fn parameters(function: &Function) -> Vec<(usize, usize)> {
    let signature = function.signature;
    let mut from = signature.find('(').map_or(0, |at| at + 1);
    let mut places = Vec::new();
    for parameter in function.params {
        let rest = signature.get(from..).unwrap_or("");
        let Some(at) = rest.find(parameter.name) else {
            return Vec::new();
        };
        let start = from + at;
        from = start + parameter.name.len();
        places.push((start, from));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::functions;

    fn at(text: &str) -> Option<(&'static str, Option<usize>)> {
        let call = call(text, text.len() as u32)?;
        Some((call.function.name, call.active))
    }

    #[test]
    fn half_written_calls() {
        assert_eq!(at("let a = join("), Some(("join", Some(0))));
        assert_eq!(at("let a = join(\", \", "), Some(("join", Some(1))));
        assert_eq!(at("let a = join(\", \", [a, b, "), Some(("join", Some(1))));
        assert_eq!(at("let a = join(upper("), Some(("upper", Some(0))));
        assert_eq!(at("let a = join(upper(\"a\"), "), Some(("join", Some(1))));
        assert_eq!(at("let a = \"x-${join(\", "), Some(("join", Some(0))));
        assert_eq!(at("let a = \"x-${upper("), Some(("upper", Some(0))));
        assert_eq!(at("let a = join(\",\", [])"), None);
        assert_eq!(at("let a = upper(\nlet b = "), None);
        assert_eq!(at("let a = nothing("), None);
        assert_eq!(at("// join("), None);
        assert_eq!(at("let a = upper(b, "), Some(("upper", None)));
    }

    #[test]
    fn every_parameter_stands_in_its_signature() {
        for function in functions() {
            let places = parameters(function);
            assert_eq!(places.len(), function.params.len(), "{}", function.name);
        }
    }
}
