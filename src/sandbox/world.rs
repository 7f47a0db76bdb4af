//! All a server holds, and the way of a call through it.

use super::batch::{self, snapshot};
use super::fate::Fate;
use super::log::{Entry, Log};
use super::request::{self, Call, Input, Service};
use super::store::Store;
use super::wire::{self, Answer};
use super::{Account, Context, Fault, Options, ec2, iam, policy, resources, sts};
use hyper::http::request::Parts;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

thread_local! {
    static HANDLING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a service: a panic there is answered with a 500 and must end
/// nothing, which a panic hook may want to know.
pub fn handling() -> bool {
    HANDLING.get()
}

pub struct World {
    pub account: Account,
    pub options: Options,
    pub log: Log,
    pub fate: Fate,
    /// How far the clock has been put forward.
    pub advance_ms: u64,
    pub store: Option<Store>,
    started: Instant,
    requests: u64,
}

/// What a client sees of a call.
pub enum Outcome {
    Answer(Answer),
    /// The connection is closed without an answer.
    Close,
    /// Nothing ever comes.
    Never,
}

impl World {
    pub fn new(account: Account, options: Options, store: Option<Store>, advance_ms: u64) -> World {
        World {
            account,
            fate: Fate::new(&options),
            options,
            log: Log::default(),
            advance_ms,
            store,
            started: Instant::now(),
            requests: 0,
        }
    }

    /// Milliseconds since 1970 by the sandbox's clock.
    pub fn now(&self) -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let real = since.map_or(0, |since| since.as_millis() as u64);
        real + self.advance_ms
    }

    /// Answers one request of a service.
    pub fn call(&mut self, parts: &Parts, body: &[u8]) -> Outcome {
        self.requests += 1;
        let id = format!("00000000-0000-4000-8000-{:012x}", self.requests);
        let Some(scope) = request::scope(parts) else {
            let service = unsigned(parts);
            let fault = missing_authentication(service);
            return Outcome::Answer(wire::error(service, &fault, &id));
        };
        let call = match request::call(parts, body, &scope) {
            Ok(call) => call,
            Err((service, fault)) => return Outcome::Answer(wire::error(service, &fault, &id)),
        };
        self.meet(&call, &id)
    }

    /// The call meets its fate.
    fn meet(&mut self, call: &Call, id: &str) -> Outcome {
        if self.fate.stalled() {
            self.note(call, 0, None, false);
            return Outcome::Never;
        }
        let draw = self.fate.draw(&self.options);
        if draw.drop_before {
            self.note(call, 0, None, false);
            return Outcome::Close;
        }
        let elapsed = self.started.elapsed().as_millis() as u64;
        let refusal = if !self.fate.admits(call.service, &self.options, elapsed) {
            Some(wire::throttled(call.service))
        } else if draw.server_error {
            Some(wire::internal(call.service))
        } else {
            self.denial(call)
        };
        if let Some(fault) = refusal {
            self.note(call, fault.status, Some(fault.code), false);
            return Outcome::Answer(wire::error(call.service, &fault, id));
        }
        let result = self.execute(call);
        let (status, code) = match &result {
            Ok(_) => (200, None),
            Err(fault) => (fault.status, Some(fault.code)),
        };
        let executed = result.is_ok();
        let stall = executed && !call.reads_only() && self.fate.executed();
        let silent = stall || draw.drop_after;
        self.note(call, if silent { 0 } else { status }, code, executed);
        if executed && !call.reads_only() {
            self.keep();
        }
        if stall {
            return Outcome::Never;
        }
        if draw.drop_after {
            return Outcome::Close;
        }
        Outcome::Answer(match result {
            Ok(body) => wire::result(call.service, body, id),
            Err(mut fault) => {
                if fault.message.starts_with("Error executing request") {
                    fault.message.push_str(&format!(", RequestId: {id}"));
                }
                wire::error(call.service, &fault, id)
            }
        })
    }

    /// Lets the service answer; a panic in it is an error of the service's own.
    fn execute(&mut self, call: &Call) -> Result<String, Fault> {
        let now = self.now();
        let mut cx = Context {
            account: &mut self.account,
            region: &call.region,
            options: &self.options,
            now,
        };
        let run = || match (&call.input, call.service) {
            (Input::Json(input), _) => {
                batch::handle(&mut cx, &call.operation, input).map(|value| value.to_string())
            }
            (Input::Form(form), Service::Ec2) => {
                ec2::handle(&mut cx, &call.operation, form).map(|element| element.render())
            }
            (Input::Form(form), Service::Sts) => {
                sts::handle(&mut cx, &call.operation, form).map(|element| element.render())
            }
            (Input::Form(form), _) => {
                iam::handle(&mut cx, &call.operation, form).map(|element| element.render())
            }
        };
        HANDLING.set(true);
        let result = catch_unwind(AssertUnwindSafe(run));
        HANDLING.set(false);
        result.unwrap_or_else(|_| Err(wire::internal(call.service)))
    }

    /// Why the policy does not allow the call, where there is one.
    fn denial(&self, call: &Call) -> Option<Fault> {
        let document = self.options.policy.as_ref()?;
        let who = format!("arn:aws:iam::{}:user/sandbox", self.options.account);
        let needs = resources::needs(call, &self.options.account, &self.account);
        needs.into_iter().find_map(|need| {
            let allowed = policy::allows(document, &need.action, &need.resources, &need.context);
            let resource = need.resources.first().map_or("*", String::as_str);
            (!allowed).then(|| wire::denied(call.service, &who, &need.action, resource))
        })
    }

    fn note(&mut self, call: &Call, status: u16, error: Option<&'static str>, executed: bool) {
        let now = self.now();
        let mutating = !call.reads_only();
        let looks = executed && mutating && moves_queues(call);
        let queues = looks.then(|| {
            let mut cx = Context {
                account: &mut self.account,
                region: &call.region,
                options: &self.options,
                now,
            };
            let views = snapshot(&mut cx);
            self.log.share(views)
        });
        self.log.push(Entry {
            sequence: self.log.next(),
            time: now,
            service: call.service.word(),
            region: call.region.clone(),
            operation: call.operation.clone(),
            input: call.input_json(),
            status,
            error,
            executed,
            mutating,
            queues,
        });
    }

    /// Sees to it that a change is kept: now where that is quick, else soon.
    pub fn keep(&mut self) {
        let Some(store) = &mut self.store else { return };
        store.dirty = true;
        if store.at_once() {
            self.flush();
        }
    }

    /// Writes what has not been written.
    pub fn flush(&mut self) {
        let Some(store) = &mut self.store else { return };
        if !store.dirty {
            return;
        }
        let saved = store.save(&self.account, &self.options.account, self.advance_ms);
        if let Err(error) = saved {
            eprintln!("warning: the sandbox's account could not be kept: {error}");
        }
    }
}

/// Only these can change a queue or what it stands on.
fn moves_queues(call: &Call) -> bool {
    call.service == Service::Batch
        && (call.operation.ends_with("JobQueue") || call.operation.ends_with("ComputeEnvironment"))
}

/// The service an unsigned request was meant for, for the form of its answer.
fn unsigned(parts: &Parts) -> Service {
    if parts.uri.path().starts_with("/v1/") {
        Service::Batch
    } else {
        Service::Iam
    }
}

fn missing_authentication(service: Service) -> Fault {
    let code = match service {
        Service::Batch => "MissingAuthenticationTokenException",
        _ => "MissingAuthenticationToken",
    };
    Fault::new(403, code, "Missing Authentication Token")
}
