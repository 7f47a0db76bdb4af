//! What befalls a call on its way: throttling, lost connections, errors of the service, a stall.

use super::Options;
use super::request::Service;
use std::collections::HashMap;

/// The state behind the options' faults. The draws come from one seeded sequence, so the same
/// calls in the same order meet the same faults.
pub struct Fate {
    random: u64,
    buckets: HashMap<Service, Bucket>,
    /// How many mutating calls are still answered; `None`: all.
    left: Option<u64>,
}

/// Tokens for calls, filled at the rate of the options; the burst is one second's worth.
struct Bucket {
    tokens: f64,
    filled: u64,
}

/// What is drawn for one call, whether or not it comes to pass.
pub struct Draw {
    pub drop_before: bool,
    pub drop_after: bool,
    pub server_error: bool,
}

impl Fate {
    pub fn new(options: &Options) -> Fate {
        Fate {
            random: options.seed,
            buckets: HashMap::new(),
            left: options.stall_after,
        }
    }

    /// Whether no call is answered any more.
    pub fn stalled(&self) -> bool {
        self.left == Some(0)
    }

    /// Counts an executed mutating call; whether its answer is never to be sent.
    pub fn executed(&mut self) -> bool {
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(1);
        }
        self.stalled()
    }

    /// The faults of the next call.
    pub fn draw(&mut self, options: &Options) -> Draw {
        // Three numbers for every call, so that one option does not move the faults of another.
        Draw {
            drop_before: self.percent() < options.drop_before,
            drop_after: self.percent() < options.drop_after,
            server_error: self.percent() < options.server_errors,
        }
    }

    /// Takes a token of a service's; false: it has none left. `elapsed` is the process's own time
    /// in milliseconds, which no one can move.
    pub fn admits(&mut self, service: Service, options: &Options, elapsed: u64) -> bool {
        let rate = options.throttle;
        if rate <= 0.0 {
            return true;
        }
        let burst = rate.max(1.0);
        let bucket = self.buckets.entry(service).or_insert(Bucket {
            tokens: burst,
            filled: elapsed,
        });
        let since = elapsed.saturating_sub(bucket.filled) as f64 / 1000.0;
        bucket.tokens = (bucket.tokens + since * rate).min(burst);
        bucket.filled = elapsed;
        if bucket.tokens < 1.0 {
            return false;
        }
        bucket.tokens -= 1.0;
        true
    }

    /// A number from 0 up to 100 (SplitMix64).
    fn percent(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z >> 11) as f64 / (1u64 << 53) as f64 * 100.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_brings_the_same_faults() {
        let options = Options {
            drop_before: 20.0,
            ..Options::default()
        };
        let run = || {
            let mut fate = Fate::new(&options);
            (0..1000)
                .map(|_| fate.draw(&options).drop_before)
                .collect::<Vec<_>>()
        };
        let drops = run();
        assert_eq!(drops, run());
        let hits = drops.iter().filter(|drop| **drop).count();
        assert!((150..250).contains(&hits), "{hits}");
    }

    #[test]
    fn a_bucket_holds_one_second() {
        let options = Options {
            throttle: 2.0,
            ..Options::default()
        };
        let mut fate = Fate::new(&options);
        let mut admits = |at| fate.admits(Service::Batch, &options, at);
        assert!(admits(0) && admits(0) && !admits(0));
        assert!(admits(500) && !admits(500));
    }

    #[test]
    fn a_stall_begins_with_the_last_counted_call() {
        let mut fate = Fate::new(&Options {
            stall_after: Some(2),
            ..Options::default()
        });
        assert!(!fate.stalled() && !fate.executed() && fate.executed() && fate.stalled());
    }
}
