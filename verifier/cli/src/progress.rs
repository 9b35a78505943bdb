//! A bar on standard error, on a terminal, for work that takes longer than half a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// Bytes checked so far, of how many.
pub struct Progress {
    done: AtomicU64,
    total: u64,
    what: &'static str,
    left: Mutex<usize>,
    changed: Condvar,
}

impl Progress {
    pub fn new(total: u64, what: &'static str) -> Progress {
        Progress { done: AtomicU64::new(0), total, what, left: Mutex::new(0), changed: Condvar::new() }
    }

    pub fn add(&self, bytes: u64) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
    }

    /// One worker has nothing more to do.
    pub fn leave(&self) {
        if let Ok(mut left) = self.left.lock() {
            *left += 1;
        }
        self.changed.notify_one();
    }

    /// Shows the bar until `workers` have left.
    pub fn watch(&self, workers: usize) {
        if !io::stderr().is_terminal() {
            return;
        }
        let begun = Instant::now();
        let mut bar: Option<ProgressBar> = None;
        while let Ok(left) = self.left.lock() {
            if *left >= workers {
                break;
            }
            drop(self.changed.wait_timeout(left, TICK));
            if begun.elapsed() >= PATIENCE {
                bar.get_or_insert_with(|| self.bar()).set_position(self.done.load(Ordering::Relaxed));
            }
        }
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
    }

    fn bar(&self) -> ProgressBar {
        let (bar, form) = match self.total {
            // A pipe: nobody knows how much is to come.
            0 => (ProgressBar::no_length(), "{msg} {spinner} {bytes}"),
            total => (ProgressBar::new(total), "{msg} {wide_bar} {bytes} of {total_bytes}"),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.set_message(self.what);
        ProgressStyle::with_template(form).map_or(bar.clone(), |style| bar.with_style(style))
    }
}
