//! A plan for programs: `docs/plan.md` describes it field by field, `docs/plan.schema.json` checks
//! it.

use super::counts;
use crate::aws::plan::Plan;
use serde_json::{Map, Value, json};

/// The documented form: everything but what an apply needs for itself.
pub fn value(plan: &Plan, sandbox: bool) -> Value {
    let summary: Map<String, Value> = counts(plan)
        .into_iter()
        .map(|(word, count)| (word.to_owned(), json!(count)))
        .collect();
    json!({
        "version": plan.version,
        "project": plan.project,
        "account": plan.account,
        "region": plan.region,
        "sandbox": sandbox,
        "destroy": plan.destroy,
        "summary": summary,
        "changes": plan.changes,
        "fingerprint": plan.fingerprint,
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    /// The part of JSON Schema our schema uses.
    fn conforms(value: &Value, schema: &Value, root: &Value, at: &str) -> Result<(), String> {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.trim_start_matches("#/$defs/");
            return conforms(value, &root["$defs"][name], root, at);
        }
        if let Some(all) = schema["anyOf"].as_array() {
            let one = |schema| conforms(value, schema, root, at).is_ok();
            return match all.iter().any(one) {
                true => Ok(()),
                false => Err(format!("{at}: {value} is none of what it may be")),
            };
        }
        if let Some(only) = schema.get("const")
            && only != value
        {
            return Err(format!("{at}: {value} is not {only}"));
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            return Err(format!("{at}: {value} is none of {words:?}"));
        }
        let fits = match schema["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("boolean") => value.is_boolean(),
            Some("null") => value.is_null(),
            Some(other) => return Err(format!("{at}: the test knows no type {other}")),
            None => true,
        };
        if !fits {
            return Err(format!("{at}: {value} is no {}", schema["type"]));
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            let name = name.as_str().unwrap_or_default();
            if value.get(name).is_none() {
                return Err(format!("{at}: `{name}` is missing"));
            }
        }
        for (name, inner) in value.as_object().into_iter().flatten() {
            let known = &schema["properties"][name];
            let known = match known.is_null() {
                true => &schema["additionalProperties"],
                false => known,
            };
            match known {
                Value::Null => {}
                Value::Bool(false) => return Err(format!("{at}: `{name}` is not documented")),
                schema => conforms(inner, schema, root, &format!("{at}.{name}"))?,
            }
        }
        if let (Some(items), false) = (value.as_array(), schema["items"].is_null()) {
            for (number, item) in items.iter().enumerate() {
                conforms(item, &schema["items"], root, &format!("{at}[{number}]"))?;
            }
        }
        Ok(())
    }

    fn schema() -> Value {
        let text = include_str!("../../../docs/plan.schema.json");
        serde_json::from_str(text).expect("the schema is JSON")
    }

    #[test]
    fn plans_are_as_the_schema_says() {
        let schema = schema();
        for plan in [samples::everything(), samples::empty(), samples::destroy()] {
            let value = value(&plan, true);
            conforms(&value, &schema, &schema, "plan").expect("conforms");
        }
    }

    #[test]
    fn the_schema_refuses_what_is_wrong() {
        let schema = schema();
        let wrong = |change: fn(&mut Value)| {
            let mut plan = value(&samples::everything(), false);
            change(&mut plan);
            conforms(&plan, &schema, &schema, "plan").expect_err("refused")
        };
        insta::assert_snapshot!(wrong(|plan| plan["changes"][0]["action"] = json!("explode")), @r#"plan.changes[0].action: "explode" is none of [String("no_change"), String("adopt"), String("create"), String("update"), String("infrastructure_update"), String("replace"), String("new_revision"), String("delete")]"#);
        insta::assert_snapshot!(wrong(|plan| plan["work"] = json!({})), @"plan: `work` is not documented");
        insta::assert_snapshot!(wrong(|plan| drop(plan.as_object_mut().unwrap().shift_remove("account"))), @"plan: `account` is missing");
    }

    #[test]
    fn the_page_names_every_field() {
        let page = include_str!("../../../docs/plan.md");
        let plan = value(&samples::everything(), false);
        let change = &plan["changes"][0];
        let field = plan["changes"]
            .as_array()
            .into_iter()
            .flatten()
            .find_map(|change| change["fields"].get(0))
            .expect("a change with a field");
        for object in [&plan, change, field] {
            for name in object.as_object().expect("an object").keys() {
                assert!(page.contains(&format!("`{name}`")), "docs/plan.md: {name}");
            }
        }
    }

    #[test]
    fn each_shown_value_has_its_form() {
        let plan = value(&samples::everything(), false);
        let text = serde_json::to_string(&plan).expect("JSON");
        for form in [
            r#""absent""#,
            r#""known_after_apply""#,
            r#""masked""#,
            r#"{"value":"#,
        ] {
            assert!(text.contains(form), "{form}");
        }
        assert!(!text.contains("hunter2"));
    }
}
