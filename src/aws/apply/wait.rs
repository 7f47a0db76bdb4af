//! Waiting until AWS has done what it accepted.

use super::context::{Context, Failed, Step, text_at};
use super::trouble;
use crate::aws::client::CallError;
use crate::aws::model::Address;
use serde_json::Value;
use std::time::Duration;
use tokio::time::Instant;

/// How long to wait before the next look, after so long.
pub fn pause(waited: Duration) -> Duration {
    waited
        .mul_f64(0.4)
        .clamp(Duration::from_millis(100), Duration::from_secs(10))
}

/// How a thing of Batch is, once it is in none of its passing states; `None`: it is gone.
///
/// Looks come at growing distances: under a tight limit of calls each counts.
pub async fn settled(cx: &Context, address: &Address, name: &str) -> Step<Option<Value>> {
    let start = Instant::now();
    let deadline = cx.deadline();
    let mut passed = false;
    loop {
        match cx.poller.look(address.kind, name).await {
            Ok(None) => return Ok(None),
            Ok(Some(seen)) => {
                let status = text_at(&seen, "status").unwrap_or("VALID");
                if !matches!(status, "CREATING" | "UPDATING" | "DELETING") {
                    if passed {
                        cx.settled_after(address.kind, start.elapsed());
                    }
                    let gone = status == "DELETED";
                    return Ok(if gone { None } else { Some(seen) });
                }
                passed = true;
            }
            Err(error) => pass(error)?,
        }
        if Instant::now() > deadline {
            return Err(late(cx, "settled"));
        }
        cx.sleep(pause(start.elapsed())).await?;
        if cx.is_stopped() {
            return Err(Failed::Interrupted);
        }
    }
}

/// As [`settled`], after a call that has set something going: what takes as long as the last of
/// its kind is not looked at before.
pub async fn done(cx: &Context, address: &Address, name: &str) -> Step<Option<Value>> {
    if let Some(usual) = cx.usual(address.kind) {
        cx.sleep(usual.mul_f64(0.9)).await?;
    }
    settled(cx, address, name).await
}

/// Waits until a thing of Batch is VALID.
pub async fn valid(cx: &Context, address: &Address, name: &str) -> Step<Value> {
    // What was just made may not be described yet.
    let deadline = cx.deadline();
    loop {
        match done(cx, address, name).await? {
            Some(seen) if text_at(&seen, "status") == Some("INVALID") => {
                let reason = text_at(&seen, "statusReason").unwrap_or("");
                return Err(trouble::of_invalid(reason).into());
            }
            Some(seen) => return Ok(seen),
            None if Instant::now() > deadline => return Err(late(cx, "VALID")),
            None => cx.sleep(Duration::from_secs(1)).await?,
        }
    }
}

/// Waits until a thing of Batch is no longer there. `Err` with what it is where it settles instead.
pub async fn gone(cx: &Context, address: &Address, name: &str) -> Step<Option<Value>> {
    settled(cx, address, name).await
}

/// Errors of a look that another look may not have.
pub fn pass(error: CallError) -> Step {
    if error.may_pass() {
        Ok(())
    } else {
        Err(error.into())
    }
}

pub fn late(cx: &Context, what: &str) -> Failed {
    trouble::of_time(what, cx.options.timeout.as_secs() / 60).into()
}
