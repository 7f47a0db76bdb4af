//! The user's settings, under `batchlang` in an editor's.

use crate::analysis::{ParamInput, ParamValue};
use crate::lsp::hints;
use serde_json::{Map, Value};

/// What the user set; everything has a default.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The account may be asked for names.
    pub live: bool,
    /// The sorts of inlay hints that are not shown.
    pub hidden_hints: Vec<hints::Sort>,
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
            hidden_hints: Vec::new(),
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
    pub fn shows_hint(&self, sort: hints::Sort) -> bool {
        !self.hidden_hints.contains(&sort)
    }

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
                "inlayHints" => self.hints(value),
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

    /// All hints at once, or each sort by its name.
    fn hints(&mut self, value: &Value) {
        let hidden = match value {
            Value::Bool(true) => Vec::new(),
            Value::Bool(false) => hints::Sort::ALL.to_vec(),
            Value::Object(sorts) => {
                let names = hints::Sort::ALL.map(hints::Sort::name);
                for (name, value) in sorts {
                    if !names.contains(&name.as_str()) {
                        let known = names.join(", ");
                        self.wrong("inlayHints", &format!("made of {known}"), value);
                    } else if !value.is_boolean() {
                        self.wrong(&format!("inlayHints.{name}"), "true or false", value);
                    }
                }
                let off = |sort: &hints::Sort| sorts.get(sort.name()) == Some(&Value::Bool(false));
                hints::Sort::ALL.into_iter().filter(off).collect()
            }
            _ => {
                let wanted = "true, false, or an object of the sorts of hints";
                return self.wrong("inlayHints", wanted, value);
            }
        };
        self.settings.hidden_hints = hidden;
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
        assert!(settings.live && settings.hidden_hints.is_empty());
        assert_eq!(settings.profile.as_deref(), Some("lab"));
        assert_eq!(settings.params.len(), 1);
        assert_eq!(Settings::read(&json!({ "batchlang": section })).0, settings);
        assert_eq!(Settings::read(&Value::Null).0, Settings::default());
    }

    #[test]
    fn hints_are_hidden_by_sort() {
        let read = |value: Value| Settings::read(&json!({ "inlayHints": value }));
        let (settings, troubles) = read(json!({ "names": false, "units": true }));
        assert_eq!(settings.hidden_hints, [hints::Sort::Name]);
        assert_eq!(troubles, Vec::<String>::new());
        assert_eq!(read(json!(false)).0.hidden_hints, hints::Sort::ALL);
        assert_eq!(read(json!({ "name": false })).1.len(), 1);
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
