//! `/_sandbox/…`: how a test looks into the sandbox and turns its knobs. No signature is asked for.

use super::batch::invalidate;
use super::fate::Fate;
use super::wire::{self, Answer};
use super::world::World;
use super::{Account, Context, Options};
use hyper::http::request::Parts;
use serde_json::{Value, json};

/// Answers, or says what is wrong with the request.
pub fn answer(world: &mut World, parts: &Parts, body: &[u8]) -> Answer {
    match respond(world, parts, body) {
        Ok(value) => reply(200, &value),
        Err((status, message)) => reply(status, &json!({ "error": message })),
    }
}

fn reply(status: u16, value: &Value) -> Answer {
    wire::answer(status, "application/json", value.to_string(), "control")
}

type Refusal = (u16, String);

fn respond(world: &mut World, parts: &Parts, body: &[u8]) -> Result<Value, Refusal> {
    let path = parts.uri.path().trim_start_matches("/_sandbox/");
    match (parts.method.as_str(), path) {
        ("GET", "log") => {
            let query = parts.uri.query().unwrap_or_default().split('&');
            let since = query.filter_map(|pair| pair.strip_prefix("since=")).next();
            let since = since.map_or(Ok(0), str::parse).map_err(bad)?;
            let entries = serde_json::to_value(world.log.since(since)).map_err(bad)?;
            Ok(json!({ "calls": entries }))
        }
        ("POST", "reset") => {
            world.account = Account::default();
            world.advance_ms = 0;
            world.log.clear();
            world.options.stall_after = None;
            world.fate = Fate::new(&world.options);
            world.keep();
            Ok(json!({}))
        }
        ("GET", "options") => serde_json::to_value(&world.options).map_err(bad),
        ("POST", "options") => {
            set_options(world, object(body)?)?;
            serde_json::to_value(&world.options).map_err(bad)
        }
        ("GET", "account") => serde_json::to_value(&world.account).map_err(bad),
        ("POST", "account") => {
            world.account = serde_json::from_slice(body).map_err(bad)?;
            world.log.clear();
            world.keep();
            Ok(json!({}))
        }
        ("POST", "invalidate") => {
            let input = object(body)?;
            let text = |field: &str| input.get(field).and_then(Value::as_str);
            let name = text("compute_environment").ok_or_else(|| bad("compute_environment?"))?;
            let reason = text("reason").unwrap_or("CLIENT_ERROR - forced by a test");
            force_invalid(world, name, reason)?;
            Ok(json!({}))
        }
        ("POST", "clock") => {
            let input = object(body)?;
            let by = input.get("advance_ms").and_then(Value::as_u64);
            world.advance_ms += by.ok_or_else(|| bad("advance_ms is a whole number"))?;
            world.keep();
            Ok(json!({"now": world.now()}))
        }
        _ => Err((404, format!("no {} {}", parts.method, parts.uri.path()))),
    }
}

/// The given options over the present ones; counters and draws begin anew.
fn set_options(world: &mut World, given: Value) -> Result<(), Refusal> {
    let mut merged = serde_json::to_value(&world.options).map_err(bad)?;
    if let (Value::Object(merged), Value::Object(given)) = (&mut merged, given) {
        merged.extend(given);
    }
    let mut options: Options = serde_json::from_value(merged).map_err(bad)?;
    options.store = world.options.store.clone();
    if options.account != world.options.account {
        return Err(bad("the account's number cannot change"));
    }
    world.fate = Fate::new(&options);
    world.options = options;
    Ok(())
}

/// In whichever region the environment is.
fn force_invalid(world: &mut World, name: &str, reason: &str) -> Result<(), Refusal> {
    let regions = world.account.regions.iter();
    let found = regions
        .filter(|(_, region)| region.batch.compute_environments.contains_key(name))
        .map(|(region, _)| region.clone())
        .next();
    let region = found.ok_or_else(|| (404, format!("no compute environment {name}")))?;
    let now = world.now();
    let mut cx = Context {
        account: &mut world.account,
        region: &region,
        options: &world.options,
        now,
    };
    invalidate(&mut cx, name, reason).map_err(|fault| (400, fault.message))?;
    world.keep();
    Ok(())
}

fn object(body: &[u8]) -> Result<Value, Refusal> {
    let value: Value = serde_json::from_slice(body).map_err(bad)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(bad("an object is expected"))
    }
}

fn bad(error: impl std::fmt::Display) -> Refusal {
    (400, error.to_string())
}
