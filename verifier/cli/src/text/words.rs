//! Numbers, times and words, as sentences have them.

use jiff::Timestamp;

/// `entries 11 to 13`, `entry 5`.
pub(super) fn entries(start: u64, end: u64) -> String {
    if end - start == 1 { format!("entry {start}") } else { format!("entries {start} to {}", end - 1) }
}

pub(super) fn range(start: u64, end: u64) -> String {
    if end - start == 1 { start.to_string() } else { format!("{start} to {}", end - 1) }
}

pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Seconds since 1970 as a date; the number itself for a time that no calendar has.
pub fn utc(secs: u64) -> String {
    let time = i64::try_from(secs).ok().and_then(|secs| Timestamp::from_second(secs).ok());
    time.map_or(format!("{secs} s after 1970"), |time| time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// The word a value has in JSON.
pub fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
