//! What every step of an apply works with: the client, what is known by now, the clock, the ear
//! of whoever watches.

use super::Options;
use super::events::{Event, Problem};
use super::poll::Poller;
use super::trouble;
use crate::aws::client::{Aws, CallError, CallErrorKind, Op};
use crate::aws::desired::Item;
use crate::aws::model::{Address, ItemKind, Live, TAG_ADDRESS, TAG_PROJECT, Tags};
use crate::aws::plan::{Plan, Work};
use crate::aws::resolve::{self, Known};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc::UnboundedSender, watch};
use tokio::time::Instant;

/// How often a call that may not be repeated blindly is tried.
const ATTEMPTS: u32 = 8;

pub struct Context {
    pub aws: Aws,
    pub work: Work,
    touched: BTreeSet<Address>,
    pub options: Options,
    pub poller: Poller,
    known: Mutex<Known>,
    /// How long the last of a kind took to settle.
    usual: Mutex<BTreeMap<ItemKind, Duration>>,
    events: UnboundedSender<Event>,
    stop: watch::Receiver<bool>,
    /// Tells this run's requests from those of any other: EC2's `ClientToken`.
    run: u128,
}

/// Why a step ended without success.
#[derive(Debug)]
pub enum Failed {
    Problem(Box<Problem>),
    /// Somebody asked to stop.
    Interrupted,
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Failed {
        Failed::Problem(Box::new(problem))
    }
}

impl From<CallError> for Failed {
    fn from(error: CallError) -> Failed {
        trouble::of_call(&error).into()
    }
}

pub type Step<T = ()> = Result<T, Failed>;

impl Context {
    pub fn new(
        aws: &Aws,
        plan: &Plan,
        known: Known,
        options: &Options,
        events: UnboundedSender<Event>,
        stop: watch::Receiver<bool>,
    ) -> Context {
        let now = std::time::SystemTime::now();
        let since = now
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Context {
            aws: aws.clone(),
            work: plan.work.clone(),
            touched: plan
                .pending()
                .map(|change| change.address.clone())
                .collect(),
            options: options.clone(),
            poller: Poller::new(aws.clone()),
            known: Mutex::new(known),
            usual: Mutex::default(),
            events,
            stop,
            run: since.as_nanos() ^ (u128::from(std::process::id()) << 80),
        }
    }

    pub fn tell(&self, event: Event) {
        // Nobody may be listening any more; the work goes on.
        let _ = self.events.send(event);
    }

    pub fn waiting(&self, address: &Address, what: impl Into<String>) {
        self.tell(Event::Waiting {
            address: address.clone(),
            what: what.into(),
        });
    }

    pub fn is_stopped(&self) -> bool {
        *self.stop.borrow()
    }

    /// Waits, unless somebody asks to stop.
    pub async fn sleep(&self, time: Duration) -> Step {
        let mut stop = self.stop.clone();
        tokio::select! {
            () = tokio::time::sleep(time) => Ok(()),
            // A sender that is gone can ask for nothing: the sleep decides.
            Ok(_) = stop.wait_for(|stopped| *stopped) => Err(Failed::Interrupted),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn learn(&self, address: &Address, attributes: Vec<(String, Value)>) {
        self.lock().extend(address, attributes);
    }

    pub fn forget(&self, address: &Address, attributes: &[&str]) {
        let mut known = self.lock();
        for attribute in attributes {
            known.forget(address, attribute);
        }
    }

    /// Whether the plan changes this itself.
    pub fn plan_touches(&self, address: &Address) -> bool {
        self.touched.contains(address)
    }

    pub fn resolve(&self, value: &Value) -> Value {
        resolve::resolve(value, &self.lock())
    }

    /// The item's properties with everything known put in.
    pub fn properties(&self, item: &Item) -> Step<Value> {
        let properties = self.resolve(&item.properties);
        if resolve::is_unknown(&properties) {
            return Err(Problem::new(format!(
                "`{}` refers to something AWS has not told yet",
                item.address
            ))
            .help("apply again; if it stays, please report it with the file")
            .into());
        }
        Ok(properties)
    }

    /// A token for EC2 that makes the same request of this run one request.
    pub fn token(&self, item: &Item, what: &str) -> String {
        let seed = json!([self.run.to_string(), item.address, what]);
        format!("batchlang-{}", resolve::digest(&seed))
    }

    /// A call that may be repeated.
    pub async fn call(&self, op: Op, input: Value) -> Step<Value> {
        let mut pause = Duration::from_millis(300);
        for _ in 1..ATTEMPTS {
            match self.aws.call(op, input.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(error) if must_wait(&error) || error.may_have_happened() => {
                    self.sleep(jittered(pause)).await?;
                    pause = (pause * 2).min(Duration::from_secs(10));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.aws.call(op, input).await?)
    }

    /// A call that must not be executed twice. Where its answer is lost, or the thing is there
    /// already, `found` looks for what it made; `None` means that it did not.
    pub async fn once<F, Fut>(&self, op: Op, input: Value, found: F) -> Step<Value>
    where
        F: Fn() -> Fut,
        Fut: Future<Output = Step<Option<Value>>>,
    {
        let mut pause = Duration::from_millis(300);
        for attempt in 1.. {
            let error = match self.aws.call(op, input.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let last = attempt >= ATTEMPTS;
            if error.is_already_exists() {
                return match found().await? {
                    Some(answer) => Ok(answer),
                    None => Err(error.into()),
                };
            }
            if last || !(must_wait(&error) || error.may_have_happened()) {
                return Err(error.into());
            }
            self.sleep(jittered(pause)).await?;
            pause = (pause * 2).min(Duration::from_secs(10));
            if error.may_have_happened()
                && let Some(answer) = found().await?
            {
                return Ok(answer);
            }
        }
        unreachable!("the last attempt returns")
    }

    /// How long things of the kind take in this account, by the last that was waited for.
    pub fn usual(&self, kind: ItemKind) -> Option<Duration> {
        let usual = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        usual.get(&kind).copied()
    }

    pub fn settled_after(&self, kind: ItemKind, time: Duration) {
        let mut usual = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        // Not the time of one that was nearly done when first looked at.
        let known = usual.entry(kind).or_insert(time);
        *known = (*known).max(time).min(time * 2);
    }

    /// Whether tags are this project's and this address's.
    pub fn is_ours(&self, address: &Address, tags: &Tags) -> bool {
        tags.get(TAG_PROJECT) == Some(&self.work.desired.project)
            && tags.get(TAG_ADDRESS).map(String::as_str) == Some(&address.to_string())
    }

    /// Whether the plan knew of it already: then a create did not make it.
    pub fn is_old(&self, id: &str) -> bool {
        self.work.live.iter().any(|live| live.id == id)
    }

    pub fn deadline(&self) -> Instant {
        Instant::now() + self.options.timeout
    }
}

fn must_wait(error: &CallError) -> bool {
    matches!(
        error.kind,
        CallErrorKind::Throttled | CallErrorKind::Network
    )
}

/// Between three quarters and five quarters of the time, so that many do not come back at once.
fn jittered(time: Duration) -> Duration {
    let now = std::time::SystemTime::now();
    let nanos = now
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.subsec_nanos());
    time.mul_f64(0.75 + f64::from(nanos % 1000) / 2000.0)
}

/// The tags of a Batch or IAM answer's object or list.
pub fn tags_of(value: &Value) -> Tags {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Value::Object(entries) => entries
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), text(value)?)))
            .collect(),
        Value::Array(items) => items
            .iter()
            .filter_map(|item| {
                let get = |a: &str, b: &str| item.get(a).or(item.get(b)).and_then(text);
                Some((
                    get("Key", "key")?,
                    get("Value", "value").unwrap_or_default(),
                ))
            })
            .collect(),
        _ => Tags::new(),
    }
}

/// The text at a path of an answer.
pub fn text_at<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    path.split('.')
        .try_fold(value, |value, part| value.get(part))?
        .as_str()
}

/// What an update sets and takes away to turn one set of tags into another.
pub fn tag_changes(wanted: &Tags, live: &Live) -> (Tags, Vec<String>) {
    let set = wanted
        .iter()
        .filter(|(key, value)| live.tags.get(*key) != Some(value))
        .map(|(key, value)| (key.clone(), value.clone()));
    let gone = live
        .tags
        .keys()
        .filter(|key| !wanted.contains_key(*key) && !key.starts_with("aws:"));
    (set.collect(), gone.cloned().collect())
}
