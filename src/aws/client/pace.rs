//! As fast as a service lets us: full speed until it throttles, then at a rate that follows what
//! it takes.
//!
//! The SDK's adaptive mode does this too, but charges ten tokens for a throttled retry: at the one
//! or two calls a second AWS Batch takes, a retry then waits ten seconds. Measured: three attempts
//! of one call took 28 s. So throttled calls are repeated here, in turn.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Never slower than so many calls a second.
const SLOWEST: f64 = 0.5;
/// From so many on, the rate is no longer watched.
const FASTEST: f64 = 50.0;
/// So many calls may be under way at first; each that is answered makes room for one more.
const FIRST: usize = 3;
/// More than any parallelism.
const MOST: usize = 256;
/// What is left of the rate when the service throttles.
const BACK: f64 = 0.7;

/// The pace of one service.
#[derive(Debug)]
pub(super) struct Pace {
    /// When the next call may go. Who waits for it waits in order.
    gate: tokio::sync::Mutex<Instant>,
    /// Room for calls under way. A burst right at the start would be throttled as a whole.
    room: tokio::sync::Semaphore,
    grown: std::sync::atomic::AtomicUsize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Calls a second; `None`: as fast as they come.
    rate: Option<f64>,
    /// The rate at which it was throttled last.
    too_fast: f64,
    /// When the rate was last lowered. What was sent before says nothing of the rate since.
    lowered: Option<Instant>,
    /// The calls of the last second.
    sent: VecDeque<Instant>,
}

impl Pace {
    pub fn new() -> Pace {
        Pace {
            gate: tokio::sync::Mutex::new(Instant::now()),
            room: tokio::sync::Semaphore::new(FIRST),
            grown: std::sync::atomic::AtomicUsize::new(FIRST),
            state: Mutex::new(State::default()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rate(&self) -> Option<f64> {
        self.state().rate
    }

    /// Waits for room; it is held while the call is under way.
    pub async fn room(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        // It is never closed.
        self.room.acquire().await.ok()
    }

    /// Waits until a call may go; answers with when it goes.
    pub async fn turn(&self) -> Instant {
        if self.rate().is_some() {
            let mut next = self.gate.lock().await;
            tokio::time::sleep_until((*next).into()).await;
            // The rate may have changed meanwhile.
            *next = Instant::now() + self.state().gap();
        }
        let now = Instant::now();
        self.state().send(now);
        now
    }

    /// A call that went at `sent` was throttled.
    pub fn throttled(&self, sent: Instant) {
        self.state().lower(sent, Instant::now());
    }

    /// A call that went at `sent` was not.
    pub fn answered(&self, sent: Instant) {
        self.state().raise(sent);
        use std::sync::atomic::Ordering::Relaxed;
        if self.grown.load(Relaxed) < MOST {
            self.grown.fetch_add(1, Relaxed);
            self.room.add_permits(1);
        }
    }
}

impl State {
    fn send(&mut self, now: Instant) {
        let old = |sent: &Instant| now.duration_since(*sent) > Duration::from_secs(1);
        while self.sent.front().is_some_and(old) {
            self.sent.pop_front();
        }
        self.sent.push_back(now);
    }

    /// Between one call and the next.
    fn gap(&self) -> Duration {
        self.rate
            .map_or(Duration::ZERO, |rate| Duration::from_secs_f64(1.0 / rate))
    }

    fn is_old(&self, sent: Instant) -> bool {
        self.lowered.is_some_and(|lowered| sent <= lowered)
    }

    fn lower(&mut self, sent: Instant, now: Instant) {
        if self.is_old(sent) {
            return;
        }
        let measured = (self.sent.len() as f64).max(2.0 * SLOWEST);
        let rate = self
            .rate
            .map_or(measured, |rate| rate.min(measured.max(rate * BACK)));
        self.too_fast = rate;
        self.rate = Some((rate * BACK).clamp(SLOWEST, FASTEST));
        self.lowered = Some(now);
    }

    fn raise(&mut self, sent: Instant) {
        let Some(rate) = self.rate else { return };
        if self.is_old(sent) {
            return;
        }
        // Quickly to where it was too fast last, then carefully.
        let faster = if rate < self.too_fast * 0.85 {
            1.1
        } else {
            1.02
        };
        let rate = rate * faster;
        self.rate = (rate < FASTEST).then_some(rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_millis(5);
    const ANSWER: Duration = Duration::from_millis(50);
    const AT_A_TIME: usize = 16;

    /// So many calls at once against a service that takes `rate` a second and `burst` at once, in
    /// made-up time: attempts made, and seconds.
    fn run(calls: usize, rate: f64, burst: f64) -> (usize, f64) {
        let start = Instant::now();
        let (mut now, mut next) = (start, start);
        let mut state = State::default();
        let mut tokens = burst;
        let (mut waiting, mut attempts) = (calls, 0);
        // When each call went, and whether the service took it.
        let mut flying: VecDeque<(Instant, bool)> = VecDeque::new();
        while waiting > 0 || !flying.is_empty() {
            while flying
                .front()
                .is_some_and(|(sent, _)| now >= *sent + ANSWER)
            {
                match flying.pop_front() {
                    Some((sent, true)) => state.raise(sent),
                    Some((sent, false)) => {
                        state.lower(sent, now);
                        waiting += 1;
                    }
                    None => {}
                }
            }
            while waiting > 0 && flying.len() < AT_A_TIME && now >= next {
                next = now + state.gap();
                state.send(now);
                let taken = tokens >= 1.0;
                tokens -= f64::from(u8::from(taken));
                flying.push_back((now, taken));
                waiting -= 1;
                attempts += 1;
            }
            now += TICK;
            tokens = (tokens + TICK.as_secs_f64() * rate).min(burst);
        }
        (attempts, now.duration_since(start).as_secs_f64())
    }

    #[test]
    fn two_calls_a_second_are_used_well() {
        for burst in [1.0, 2.0, 20.0] {
            let (attempts, seconds) = run(100, 2.0, burst);
            assert!(attempts <= 150, "{attempts} attempts");
            assert!(seconds < 100.0 / 2.0 * 1.4, "{seconds} s");
        }
    }

    #[test]
    fn twenty_calls_a_second_are_used_well() {
        let (attempts, seconds) = run(500, 20.0, 40.0);
        assert!(attempts <= 700, "{attempts} attempts");
        assert!(seconds < 500.0 / 20.0 * 1.5, "{seconds} s");
    }

    #[test]
    fn nothing_slows_what_is_not_throttled() {
        let (attempts, seconds) = run(160, 1000.0, 1000.0);
        assert_eq!(attempts, 160);
        assert!(seconds < 1.0, "{seconds} s");
    }
}
