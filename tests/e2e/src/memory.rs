//! What the processes that draw pages have in memory of their own, as Linux counts it: without programs and files that are shared. A page and
//! its workers live in one such process of Chromium.

use crate::Fault;
use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often is looked while something runs.
const PAUSE: Duration = Duration::from_millis(100);

/// Bytes of all pages of the browsers that this driver started.
pub fn of_pages(driver: u32) -> u64 {
    pages(driver).into_iter().map(|page| own_bytes(&about(page))).sum()
}

/// Does some work, and gives the most that all pages had while it ran.
pub fn at_most<T>(driver: u32, work: impl FnOnce() -> Result<T, Fault>) -> Result<u64, Fault> {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = of_pages(driver);
            while !is_over.load(Ordering::Relaxed) {
                thread::sleep(PAUSE);
                most = most.max(of_pages(driver));
            }
            most
        });
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        let most = watch.join().map_err(|_| "nobody looked at the memory")?;
        done.map(|_| most)
    })
}

/// Processes below the driver that draw pages; none on a system that does not say.
fn pages(driver: u32) -> Vec<u32> {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|item| item.file_name().to_str()?.parse::<u32>().ok());
    let parent = |process: u32| Some((process, line(&about(process), "PPid:")?.parse().ok()?));
    let parents: BTreeMap<u32, u32> = numbers.filter_map(parent).collect();
    let is_below = |process: &u32| std::iter::successors(Some(*process), |at| parents.get(at).copied()).any(|at| at == driver);
    let draws = |process: &u32| fs::read_to_string(format!("/proc/{process}/cmdline")).is_ok_and(|line| line.contains("--type=renderer"));
    parents.keys().copied().filter(is_below).filter(draws).collect()
}

/// What the system says about a process; nothing of one that is gone.
fn about(process: u32) -> String {
    fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default()
}

fn line<'s>(status: &'s str, name: &str) -> Option<&'s str> {
    status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

/// In a line such as `RssAnon:     1234 kB`.
fn own_bytes(status: &str) -> u64 {
    line(status, "RssAnon:").and_then(|line| line.strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::own_bytes;

    #[test]
    fn what_a_process_shares_is_not_its_own() {
        assert_eq!(own_bytes("Name:\tx\nVmRSS:\t    9000 kB\nRssAnon:\t    2048 kB\nRssFile:\t    4096 kB\n"), 2 << 20);
        assert_eq!(own_bytes(""), 0);
    }
}
