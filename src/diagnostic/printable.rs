//! Text from a file or a message made safe to print: no control character reaches a terminal.
//!
//! A `.batch` file is somebody else's text. An escape sequence in it must not move the cursor or
//! set a window title, and a bidirectional override must not show code in another order than it
//! has, so both are shown as what they are.

use std::borrow::Cow;

/// Whether a character must not be printed as it stands. A tab is harmless.
pub fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t') || is_invisible(c)
}

/// Characters that change the order or the look of others without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Appends `c`, or what stands for it: `␛` for escape, `\u{202e}` where there is no picture.
pub fn push(out: &mut String, c: char) {
    match c {
        c if !is_unsafe(c) => out.push(c),
        '\u{7F}' => out.push('\u{2421}'),
        c if (c as u32) < 0x20 => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}')),
        c => out.extend(c.escape_unicode()),
    }
}

/// The text on one line, safe to print: line breaks are shown too.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push(&mut out, c));
    Cow::Owned(out)
}

/// The text safe to print, its line breaks kept.
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.lines().map(line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        assert!(matches!(line("héllo\t„x“ 日本 👩‍🔬"), Cow::Borrowed(_)));
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(line("a\u{1b}[31mb\0\r\n"), "a␛[31mb␀␍␊");
        assert_eq!(line("\u{7f}\u{9b}2J\u{202e}"), "␡\\u{9b}2J\\u{202e}");
        assert_eq!(lines("one\ntwo\u{7}"), "one\ntwo␇");
    }
}
