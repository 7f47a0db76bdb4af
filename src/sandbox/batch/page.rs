//! Answers in pages.

use super::super::{Context, Fault};
use super::values::{int, text};
use serde_json::{Map, Value};

/// A page of things in the order of their keys: what follows the token, as far as `maxResults` and
/// the options' `page_size` allow, under `field`, with the next token where more is left.
///
/// A token names the last key of its page, so things that come and go between pages neither hide
/// nor repeat others.
pub fn page<'a, T: 'a>(
    cx: &Context,
    input: &Value,
    field: &str,
    things: impl Iterator<Item = (String, &'a T)>,
    show: impl Fn(&T) -> Value,
) -> Result<Value, Fault> {
    let most = match int(input, "maxResults") {
        Some(wanted @ 1..=100) => usize::try_from(wanted).unwrap_or(100),
        Some(wanted) => {
            let message = format!("maxResults must be between 1 and 100: {wanted}");
            return Err(Fault::client(message));
        }
        None => 100,
    };
    let size = most.min(cx.options.page_size.max(1));
    let after = text(input, "nextToken").map(read_token).transpose()?;
    let mut items = Vec::new();
    let mut last = None;
    let mut next = None;
    for (key, thing) in things {
        if after.as_ref().is_some_and(|after| key <= *after) {
            continue;
        }
        if items.len() == size {
            next = last;
            break;
        }
        items.push(show(thing));
        last = Some(key);
    }
    let mut answer = Map::new();
    answer.insert(field.to_owned(), Value::Array(items));
    if let Some(key) = next {
        answer.insert("nextToken".to_owned(), Value::from(write_token(&key)));
    }
    Ok(Value::Object(answer))
}

fn write_token(key: &str) -> String {
    key.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn read_token(token: &str) -> Result<String, Fault> {
    let wrong = || Fault::client("Invalid nextToken");
    let digits = token.as_bytes();
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return Err(wrong());
    }
    let bytes = digits.chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Option<Vec<u8>> = bytes.collect();
    String::from_utf8(bytes.ok_or_else(wrong)?).map_err(|_| wrong())
}

/// Refuses a Describe of more than a hundred names.
pub fn at_most_100(names: &[&str], what: &str) -> Result<(), Fault> {
    if names.len() > 100 {
        let message = format!(
            "Error executing request, Exception : Maximum number of {what} supported is  100"
        );
        return Err(Fault::client(message));
    }
    Ok(())
}
