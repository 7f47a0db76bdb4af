//! STS: who is calling.

use super::query::Form;
use super::xml::Element;
use super::{Context, Fault};

/// Answers one call; the element is the whole response document.
pub fn handle(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let _ = (cx, action, form);
    todo!("H3")
}
