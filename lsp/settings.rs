//! The user's settings, under `batchlang` in an editor's.

use crate::analysis::{ParamInput, ParamValue};
use serde_json::{Map, Value};

/// What the user set; everything has a default.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The account may be asked for names.
    pub live: bool,
    pub inlay_hints: bool,
    pub code_lens: bool,
    /// Values for `param`s, as `--param` gives them.
    pub params: Vec<ParamInput>,
    /// One endpoint for all of AWS: a sandbox.
    pub endpoint_url: Option<String>,
    pub profile: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            live: false,
            inlay_hints: true,
            code_lens: true,
            params: Vec::new(),
            endpoint_url: None,
            profile: None,
        }
    }
}

/// The names, for the warning about one that is none.
const NAMES: [&str; 6] = [
    "live",
    "inlayHints",
    "codeLens",
    "params",
    "endpointUrl",
    "profile",
];

/// Those an editor's extension keeps for itself in the same section.
const OF_EDITORS: [&str; 4] = ["path", "server", "trace", "arguments"];

impl Settings {
    /// Reads an editor's settings; what cannot be taken is left at its default and told.
    pub fn read(value: &Value) -> (Settings, Vec<String>) {
        let mut reader = Reader {
            settings: Settings::default(),
            troubles: Vec::new(),
        };
        // Some clients send the section, others what holds it.
        let section = value.get("batchlang").unwrap_or(value);
        match section {
            Value::Object(members) => reader.members(members),
            Value::Null => {}
            _ => reader
                .troubles
                .push("the setting `batchlang` must be an object".into()),
        }
        (reader.settings, reader.troubles)
    }
}

struct Reader {
    settings: Settings,
    troubles: Vec<String>,
}

impl Reader {
    fn members(&mut self, members: &Map<String, Value>) {
        for (name, value) in members {
            if value.is_null() || OF_EDITORS.contains(&name.as_str()) {
                continue;
            }
            match name.as_str() {
                "live" => self.settings.live = self.switch(name, value, false),
                "inlayHints" => self.settings.inlay_hints = self.switch(name, value, true),
                "codeLens" => self.settings.code_lens = self.switch(name, value, true),
                "params" => self.params(value),
                "endpointUrl" => self.settings.endpoint_url = self.text(name, value),
                "profile" => self.settings.profile = self.text(name, value),
                _ => self.unknown(name),
            }
        }
    }

    fn wrong(&mut self, name: &str, wanted: &str, value: &Value) {
        self.troubles.push(format!(
            "the setting `batchlang.{name}` must be {wanted}, not `{value}`"
        ));
    }

    fn switch(&mut self, name: &str, value: &Value, default: bool) -> bool {
        value.as_bool().unwrap_or_else(|| {
            self.wrong(name, "true or false", value);
            default
        })
    }

    /// An empty text is what editors show for none.
    fn text(&mut self, name: &str, value: &Value) -> Option<String> {
        if !value.is_string() {
            self.wrong(name, "a text", value);
        }
        let text = value.as_str().map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn params(&mut self, value: &Value) {
        let Value::Object(members) = value else {
            return self.wrong("params", "an object of parameters and their values", value);
        };
        let params = members.iter().map(|(name, value)| ParamInput {
            name: name.clone(),
            value: ParamValue::Json(value.clone()),
            origin: "the setting `batchlang.params`".into(),
        });
        self.settings.params = params.collect();
    }

    fn unknown(&mut self, name: &str) {
        let near = crate::vocabulary::nearest(name, NAMES);
        self.troubles.push(match near {
            Some(near) => {
                format!("there is no setting `batchlang.{name}`: did you mean `batchlang.{near}`?")
            }
            None => format!(
                "there is no setting `batchlang.{name}`; there are {}",
                NAMES.join(", ")
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_section_or_what_holds_it() {
        let section = json!({ "live": true, "profile": "lab", "params": { "stage": "prod" } });
        let (settings, troubles) = Settings::read(&section);
        assert!(troubles.is_empty(), "{troubles:?}");
        assert!(settings.live && settings.inlay_hints);
        assert_eq!(settings.profile.as_deref(), Some("lab"));
        assert_eq!(settings.params.len(), 1);
        assert_eq!(Settings::read(&json!({ "batchlang": section })).0, settings);
        assert_eq!(Settings::read(&Value::Null).0, Settings::default());
    }

    #[test]
    fn what_cannot_be_taken_is_told() {
        let (settings, troubles) =
            Settings::read(&json!({ "live": "yes", "inlayHint": true, "params": [] }));
        assert_eq!(settings, Settings::default());
        assert_eq!(
            troubles,
            [
                "the setting `batchlang.live` must be true or false, not `\"yes\"`",
                "there is no setting `batchlang.inlayHint`: did you mean `batchlang.inlayHints`?",
                "the setting `batchlang.params` must be an object of parameters and their values, not `[]`",
            ]
        );
    }
}
