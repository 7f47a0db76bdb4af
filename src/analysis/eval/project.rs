//! The project's region and account, which functions ask for.

use super::*;

impl<'a> Evaluator<'a, '_> {
    /// The project's region: literal where it is set and known.
    pub fn region_part(&mut self) -> RawPart {
        let known = self.region.clone();
        known.unwrap_or_else(|| {
            let part = self.project_setting("region", RawPart::Region);
            self.region = Some(part.clone());
            part
        })
    }

    /// The project's account: literal where it is set and known.
    pub fn account_part(&mut self) -> RawPart {
        let known = self.account.clone();
        known.unwrap_or_else(|| {
            let part = self.project_setting("account", RawPart::Account);
            self.account = Some(part.clone());
            part
        })
    }

    pub(super) fn project_setting(&mut self, name: &str, otherwise: RawPart) -> RawPart {
        let found = self.items().find_map(|(item, place)| match &item.kind {
            ItemKind::Block(block) if block.kind.text == Kind::Project.name() => {
                let attributes = &block.body.attributes;
                let attribute = attributes.iter().find(|a| a.name.text == name)?;
                Some((&attribute.value, place))
            }
            _ => None,
        });
        let Some((expr, place)) = found else {
            return otherwise;
        };
        // `region = region()` would ask for itself.
        match name {
            "region" => self.region = Some(RawPart::Region),
            _ => self.account = Some(RawPart::Account),
        }
        let value = self.eval(expr, place, &Frame::root());
        value
            .as_str()
            .map_or(otherwise, |text| RawPart::Literal(text.into()))
    }
}
