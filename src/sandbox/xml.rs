//! Answers in XML.

/// An element: a text, or elements. `item` and `member` lists are elements of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// The document, escaped.
    pub fn render(&self) -> String {
        todo!("H3")
    }
}
