//! The parser pest makes of grammar/batch.pest, and what its rules are called to a person.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pair;
use std::num::NonZeroUsize;
use std::sync::Once;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/batch.pest"]
struct Grammar;

pub type Node<'i> = Pair<'i, Rule>;

/// Where the grammar refused a text and what it would have taken there.
#[derive(Debug)]
pub struct Refusal {
    /// Byte offset in the text.
    pub at: usize,
    /// In words, at most three.
    pub expected: Vec<&'static str>,
}

/// Reads a whole text by an entry rule.
pub fn read(rule: Rule, text: &str) -> Result<Node<'_>, Refusal> {
    static LIMIT: Once = Once::new();
    // The grammar is linear, so only a mistake in it could come near this.
    LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(200_000_000)));
    match Grammar::parse(rule, text) {
        Ok(mut pairs) => pairs.next().ok_or(Refusal {
            at: 0,
            expected: Vec::new(),
        }),
        Err(error) => Err(refusal(&error)),
    }
}

fn refusal(error: &Error<Rule>) -> Refusal {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let mut expected = Vec::new();
    if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
        for words in positives.iter().filter_map(|&rule| in_words(rule)) {
            if !expected.contains(&words) {
                expected.push(words);
            }
        }
    }
    expected.truncate(3);
    Refusal { at, expected }
}

/// What a rule is called in a message; `None` for what nobody would think of writing there.
fn in_words(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end of the line",
        Rule::word | Rule::name | Rule::vars | Rule::container => "a name",
        Rule::label => "a label",
        Rule::key => "a key",
        Rule::entry | Rule::map_entry => "`name = value`",
        Rule::operator => "an operator",
        Rule::param_type | Rule::choice | Rule::list_type => "a type",
        Rule::expr
        | Rule::expression
        | Rule::digits
        | Rule::number
        | Rule::string
        | Rule::triple
        | Rule::raw
        | Rule::raw_triple
        | Rule::list
        | Rule::map
        | Rule::group
        | Rule::computed
        | Rule::conditional
        | Rule::prefix => "a value",
        Rule::arguments => "`(`",
        Rule::list_for | Rule::map_for => "`for`",
        Rule::attribute => "an attribute",
        Rule::block_head | Rule::existing_head | Rule::template_head => "a declaration",
        Rule::for_head => "`for`",
        Rule::if_head => "`if`",
        Rule::param => "`param`",
        Rule::constant => "`let`",
        Rule::output => "`output`",
        Rule::import => "`import`",
        Rule::kw_existing => "`existing`",
        Rule::kw_template => "`template`",
        Rule::kw_param => "`param`",
        Rule::kw_let => "`let`",
        Rule::kw_output => "`output`",
        Rule::kw_import => "`import`",
        Rule::kw_for => "`for`",
        Rule::kw_in => "`in`",
        Rule::kw_if => "`if`",
        Rule::kw_then => "`then`",
        Rule::kw_else => "`else`",
        Rule::access | Rule::index | Rule::chunk | Rule::unit | Rule::text | Rule::lines => {
            return None;
        }
        Rule::escape | Rule::interpolation => return None,
        Rule::WHITESPACE
        | Rule::COMMENT
        | Rule::line_comment
        | Rule::block_comment
        | Rule::equals
        | Rule::inner
        | Rule::ws
        | Rule::term
        | Rule::value
        | Rule::named
        | Rule::blank
        | Rule::keyword => return None,
    })
}
