//! What the processes that draw pages hold in memory, as Linux counts it: a page and its workers share one such process in Chromium.

use crate::{Fault, while_doing};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Bytes of all pages of a browser together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Now.
    pub now: u64,
    /// At most, since the last [`Memory::forget_peak`].
    pub peak: u64,
}

impl Memory {
    /// Of the pages of all browsers that this driver started.
    pub fn of_pages(driver: u32) -> Result<Memory, Fault> {
        let mut memory = Memory::default();
        for page in pages(driver)? {
            // A process may be gone by now.
            let status = fs::read_to_string(format!("/proc/{page}/status")).unwrap_or_default();
            memory.now += bytes(&status, "VmRSS:");
            memory.peak += bytes(&status, "VmHWM:");
        }
        Ok(memory)
    }

    /// Counts peaks from here on.
    pub fn forget_peak(driver: u32) -> Result<(), Fault> {
        const PEAK: &str = "5";
        let forget = |page| fs::write(format!("/proc/{page}/clear_refs"), PEAK).map_err(while_doing("the peak of a page"));
        pages(driver)?.into_iter().try_for_each(forget)
    }
}

/// Processes below the driver that draw pages.
fn pages(driver: u32) -> Result<Vec<u32>, Fault> {
    let all = fs::read_dir("/proc").map_err(while_doing("/proc"))?;
    let numbers = all.flatten().filter_map(|item| item.file_name().to_str()?.parse::<u32>().ok());
    let parent = |process: u32| {
        let status = fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status")).ok()?;
        Some((process, status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()?))
    };
    let parents: BTreeMap<u32, u32> = numbers.filter_map(parent).collect();
    let is_below = |process: &u32| std::iter::successors(Some(*process), |at| parents.get(at).copied()).any(|at| at == driver);
    let draws = |process: &u32| fs::read_to_string(format!("/proc/{process}/cmdline")).is_ok_and(|line| line.contains("--type=renderer"));
    Ok(parents.keys().copied().filter(is_below).filter(draws).collect())
}

/// A line such as `VmRSS:     1234 kB`.
fn bytes(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn a_line_of_kilobytes_is_read() {
        assert_eq!(bytes("Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n", "VmRSS:"), 1 << 20);
        assert_eq!(bytes("Name:\tx\n", "VmRSS:"), 0);
    }
}
