//! Names of the user's own account, for completion: asked for in the background where the user
//! allowed it, kept with their age, and never waited for.

#[cfg(feature = "aws")]
pub mod ask;
mod wanted;

pub use wanted::{Wanted, wanted};

use crate::vocabulary::Kind;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What there are names of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// What an `existing` block of this kind can mean.
    Of(Kind),
    Subnet,
    /// Parameters of Systems Manager that hold secrets.
    SecretParameter,
}

/// Something of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, or the id of what is known by one.
    pub name: String,
    pub arn: Option<String>,
    /// What tells it from others: a state, a range of addresses, the name of what has an id.
    pub detail: String,
}

/// Where names are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The project's, where it says one.
    pub region: Option<String>,
    pub account: Option<String>,
    pub profile: Option<String>,
    pub endpoint_url: Option<String>,
}

/// What an account answered.
#[derive(Debug, Default)]
pub struct Answer {
    pub account: String,
    pub names: Vec<Name>,
}

/// So long an answer is taken for the truth, and so long nothing is asked again after a failure.
const FRESH: Duration = Duration::from_secs(5 * 60);

/// What was asked for.
#[derive(Default)]
pub struct Cache {
    kept: Mutex<HashMap<(Place, Sort), Kept>>,
}

struct Kept {
    answer: Arc<Answer>,
    /// When it was answered; `None` until then.
    answered: Option<Instant>,
    /// It is being asked for.
    asking: bool,
}

/// What is known at a moment.
pub struct Known {
    pub answer: Arc<Answer>,
    /// How old it is; `None` where there is no answer yet.
    pub age: Option<Duration>,
    /// Whoever gets this has to ask, and to [`Cache::put`] what comes.
    pub ask: bool,
}

impl Cache {
    /// What is known now. Of several who look at once, one is told to ask.
    pub fn look(&self, place: &Place, sort: Sort) -> Known {
        let mut kept = self.locked();
        let one = kept.entry((place.clone(), sort)).or_insert_with(|| Kept {
            answer: Arc::default(),
            answered: None,
            asking: false,
        });
        let age = one.answered.map(|at| at.elapsed());
        let ask = !one.asking && age.is_none_or(|age| age > FRESH);
        one.asking |= ask;
        Known {
            answer: one.answer.clone(),
            age,
            ask,
        }
    }

    /// Keeps an answer; of a failure, that there was one, with what was known before.
    pub fn put(&self, place: &Place, sort: Sort, answer: Option<Answer>) {
        let mut kept = self.locked();
        if let Some(one) = kept.get_mut(&(place.clone(), sort)) {
            if let Some(answer) = answer {
                one.answer = Arc::new(answer);
            }
            one.answered = Some(Instant::now());
            one.asking = false;
        }
    }

    /// Forgets everything: the settings are others.
    pub fn clear(&self) {
        self.locked().clear();
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<(Place, Sort), Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// "from account 123456789012, 2 min ago"
pub fn origin(account: &str, age: Duration) -> String {
    let age = match age.as_secs() {
        0..60 => "just now".to_owned(),
        seconds => format!("{} min ago", seconds / 60),
    };
    format!("from account {account}, {age}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_asks_and_the_answer_is_kept() {
        let (cache, place) = (Cache::default(), Place::default());
        let sort = Sort::Of(Kind::JobQueue);
        let first = cache.look(&place, sort);
        assert!(first.ask && first.age.is_none());
        assert!(!cache.look(&place, sort).ask);
        let queue = Name {
            name: "main".into(),
            arn: None,
            detail: String::new(),
        };
        let answer = Answer {
            account: "123456789012".into(),
            names: vec![queue],
        };
        cache.put(&place, sort, Some(answer));
        let known = cache.look(&place, sort);
        assert!(!known.ask && known.age.is_some());
        assert_eq!(known.answer.names[0].name, "main");
        assert!(cache.look(&place, Sort::Subnet).ask);
        // After a failure nothing is asked again for a while.
        cache.put(&place, Sort::Subnet, None);
        assert!(!cache.look(&place, Sort::Subnet).ask);
    }

    #[test]
    fn an_age_in_words() {
        let said = |seconds| origin("123456789012", Duration::from_secs(seconds));
        assert_eq!(said(3), "from account 123456789012, just now");
        assert_eq!(said(150), "from account 123456789012, 2 min ago");
    }
}
