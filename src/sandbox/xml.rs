//! Answers in XML.

use super::Context;
use std::fmt::Display;

/// An element: a text, or elements. `item` and `member` lists are elements of that name. Children
/// whose name begins with `@` are the element's attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<String>) -> Element {
        Element {
            name: name.into(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    /// An element with a text.
    pub fn leaf(name: impl Into<String>, text: impl Display) -> Element {
        Element {
            name: name.into(),
            text: text.to_string(),
            children: Vec::new(),
        }
    }

    /// Adds a child.
    pub fn with(mut self, child: Element) -> Element {
        self.children.push(child);
        self
    }

    /// Adds children.
    pub fn with_all(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children);
        self
    }

    /// Adds a child with a text.
    pub fn set(self, name: impl Into<String>, text: impl Display) -> Element {
        self.with(Element::leaf(name, text))
    }

    /// Adds a child with a text where there is one.
    pub fn maybe(self, name: &str, text: Option<impl Display>) -> Element {
        match text {
            Some(text) => self.set(name, text),
            None => self,
        }
    }

    /// Adds a list: an element that holds the children.
    pub fn list(self, name: &str, children: impl IntoIterator<Item = Element>) -> Element {
        self.with(Element::new(name).with_all(children))
    }

    /// Adds a list of texts, each in an element of the name `item`.
    pub fn texts<T: Display>(
        self,
        name: &str,
        item: &str,
        texts: impl IntoIterator<Item = T>,
    ) -> Element {
        let items = texts.into_iter().map(|text| Element::leaf(item, text));
        self.with(Element::new(name).with_all(items))
    }

    /// The same element under another name.
    pub fn named(mut self, name: &str) -> Element {
        self.name = name.to_owned();
        self
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text at a path of names: `vpc/vpcId`. Of several elements of a name, the first.
    pub fn at(&self, path: &str) -> Option<&str> {
        self.find(path).map(|element| element.text.as_str())
    }

    /// The element at a path of names.
    pub fn find(&self, path: &str) -> Option<&Element> {
        path.split('/')
            .try_fold(self, |element, name| element.child(name))
    }

    /// The texts of a name in each child of a list: all `vpcId` of the items of `vpcSet`.
    pub fn each(&self, list: &str, name: &str) -> Vec<&str> {
        let items = self.find(list).map_or(&[][..], |list| &list.children);
        items.iter().filter_map(|item| item.at(name)).collect()
    }

    /// The document, escaped.
    pub fn render(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        let (attributes, children): (Vec<&Element>, Vec<&Element>) = self
            .children
            .iter()
            .partition(|child| child.name.starts_with('@'));
        for attribute in attributes {
            out.push(' ');
            out.push_str(&attribute.name[1..]);
            out.push_str("=\"");
            escape(&attribute.text, out);
            out.push('"');
        }
        if self.text.is_empty() && children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        escape(&self.text, out);
        for child in children {
            child.write(out);
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Characters XML 1.0 has no way to say are left out.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            character if character < ' ' => {}
            character => out.push(character),
        }
    }
}

/// A request id that looks random: the same call at the same moment has the same one.
pub fn request_id(cx: &Context, action: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ cx.now;
    for byte in action.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= cx.account.serial.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let other = hash.rotate_left(23).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        hash >> 32,
        hash & 0xffff,
        (hash >> 16) & 0xfff,
        other & 0xfff,
        (other >> 12) & 0xffff_ffff_ffff
    )
}

/// A moment as AWS writes it: `2026-01-31T13:05:00Z`, with milliseconds where wanted.
pub fn timestamp(millis: u64, with_millis: bool) -> String {
    let (seconds, rest) = (millis / 1000, millis % 1000);
    let (days, clock) = (seconds / 86_400, seconds % 86_400);
    // Civil date from days, counted from the first of March of year 0.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    let fraction = if with_millis {
        format!(".{rest:03}")
    } else {
        String::new()
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_xml_reads_otherwise() {
        let element = Element::new("A")
            .set("@xmlns", "http://a/?x&y")
            .set("b", "1 < 2 & \"3\" > 0\u{7}")
            .with(Element::new("c"));
        let xml = element.render();
        assert!(xml.ends_with(
            "<A xmlns=\"http://a/?x&amp;y\"><b>1 &lt; 2 &amp; &quot;3&quot; &gt; 0</b><c/></A>"
        ));
    }

    #[test]
    fn writes_moments() {
        assert_eq!(timestamp(0, false), "1970-01-01T00:00:00Z");
        assert_eq!(
            timestamp(1_709_210_096_789, true),
            "2024-02-29T12:34:56.789Z"
        );
        assert_eq!(timestamp(1_735_689_599_000, false), "2024-12-31T23:59:59Z");
    }
}
