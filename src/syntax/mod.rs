//! Text to items: outline, parse (pest), typed AST, formatter, source and line index. Knows no AWS.

pub mod ast;
pub mod source;
