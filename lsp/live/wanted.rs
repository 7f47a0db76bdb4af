//! Which names of the account may stand at the cursor, as the vocabulary's types say.

use super::Sort;
use crate::lsp::cursor::{Cursor, Spot, Value};
use crate::syntax::source::Range;
use crate::vocabulary::{Attribute, Format, Kind, Type, attribute};

/// Names that may stand at the cursor.
#[derive(Debug)]
pub struct Wanted {
    pub sorts: Vec<Sort>,
    /// By their ARN, not by name.
    pub by_arn: bool,
    /// What is typed so far is an ARN's beginning.
    pub typed_arn: bool,
    /// The cursor stands in quotes already.
    pub quoted: bool,
    /// What is written there already: not offered again.
    pub listed: Vec<String>,
    pub replace: Range,
}

/// The names wanted at the cursor; `None` where none of an account may stand.
pub fn wanted(at: Cursor) -> Option<Wanted> {
    let Spot::Value(value) = at.spot else {
        return None;
    };
    if value.computed || !value.behind.is_empty() {
        return None;
    }
    let (sorts, by_arn) = sorts(&value)?;
    let typed = value.quoted.as_ref().unwrap_or(&value.typed);
    Some(Wanted {
        sorts,
        by_arn,
        typed_arn: typed.starts_with("arn:"),
        quoted: value.quoted.is_some(),
        listed: value.siblings,
        replace: at.replace,
    })
}

fn sorts(value: &Value) -> Option<(Vec<Sort>, bool)> {
    let kind = value.path.split('.').next().and_then(Kind::from_name);
    if let (Some(kind), Some(written)) = (kind, value.attribute) {
        for (name, by_arn) in [("name", false), ("arn", true)] {
            if is_existing(kind, name, written) {
                return Some((vec![Sort::Of(kind)], by_arn));
            }
        }
    }
    let mut found = Vec::new();
    let mut types = Vec::new();
    value
        .types
        .iter()
        .for_each(|ty| alternatives(ty, &mut types));
    for ty in &types {
        match ty {
            Type::String(Format::VpcId) => found.push(Sort::Of(Kind::Vpc)),
            Type::String(Format::SubnetId) => found.push(Sort::Subnet),
            Type::String(Format::SecurityGroupId) => found.push(Sort::Of(Kind::SecurityGroup)),
            // Another project's block, by its ARN, where one of this program would do.
            Type::String(Format::Arn) => {
                let kinds = types.iter().flat_map(|ty| match ty {
                    Type::Ref(kinds) => *kinds,
                    _ => &[],
                });
                let arns: Vec<Sort> = kinds.map(|&kind| Sort::Of(kind)).collect();
                return (!arns.is_empty()).then_some((arns, true));
            }
            Type::Secret => {
                return Some((vec![Sort::Of(Kind::Secret), Sort::SecretParameter], true));
            }
            _ => {}
        }
    }
    (!found.is_empty()).then_some((found, false))
}

/// Whether an attribute is that of the declaration behind `existing`, and of no other.
fn is_existing(kind: Kind, name: &str, written: &Attribute) -> bool {
    attribute(kind, true, name).is_some_and(|existing| {
        let own = attribute(kind, false, name);
        let same = own.is_some_and(|own| std::ptr::eq(own, existing));
        std::ptr::eq(existing, written)
            && (!same
                || matches!(
                    kind,
                    Kind::InstanceProfile | Kind::EcrRepository | Kind::Secret
                ))
    })
}

fn alternatives(ty: &'static Type, out: &mut Vec<&'static Type>) {
    match ty {
        Type::OneOf(types) => types.iter().for_each(|ty| alternatives(ty, out)),
        Type::List { of, .. } => alternatives(of, out),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::cursor::cursor;

    fn at(text: &str) -> Option<(Vec<Sort>, bool)> {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        wanted(cursor(&text, offset as u32)).map(|one| (one.sorts, one.by_arn))
    }

    #[test]
    fn existing_blocks_want_names_of_their_kind() {
        let queue = Some((vec![Sort::Of(Kind::JobQueue)], false));
        assert_eq!(at("existing job_queue q {\n  name = \"|\"\n}\n"), queue);
        assert_eq!(at("existing job_queue q {\n  name = |\n}\n"), queue);
        assert_eq!(
            at("existing role r {\n  arn = \"|\"\n}\n"),
            Some((vec![Sort::Of(Kind::Role)], true))
        );
        assert_eq!(
            at("existing vpc v {\n  id = \"|\"\n}\n"),
            Some((vec![Sort::Of(Kind::Vpc)], false))
        );
        // A name that is yet to be made is nobody's.
        assert_eq!(at("job_queue q {\n  name = \"|\"\n}\n"), None);
    }

    #[test]
    fn ids_are_wanted_by_their_format() {
        assert_eq!(
            at("network n {\n  subnets = [\"|\"]\n}\n"),
            Some((vec![Sort::Subnet], false))
        );
        assert_eq!(at("let a = \"|\"\n"), None);
    }
}
