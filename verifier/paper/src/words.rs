//! How numbers, sizes, ranges, times and states are written, on the screen and on paper.

use unbroken::Reason;
use unbroken::finding::Severity;

/// A number with separators between thousands: `58,253,265`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in bytes, in units of 1000: `97,290 B`, `1.2 GB`.
pub fn bytes(n: u64) -> String {
    if n < 100_000 {
        return format!("{} B", number(n));
    }
    let (unit, name) = if n < 1_000_000 {
        (1_000, "kB")
    } else if n < 1_000_000_000 {
        (1_000_000, "MB")
    } else {
        (1_000_000_000, "GB")
    };
    format!("{}.{} {name}", number(n / unit), n % unit * 10 / unit)
}

/// A count with its noun: `1 entry`, `2 entries`.
pub fn count(n: u64, one: &str, more: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { more })
}

/// `entry 11`, or `entries 11 to 13`, for `[start, end)`.
pub fn range(start: u64, end: u64) -> String {
    if end == start + 1 {
        format!("entry {}", number(start))
    } else if end > start {
        format!("entries {} to {}", number(start), number(end - 1))
    } else {
        "no entry".into()
    }
}

/// Seconds since 1970 as `2026-01-05 09:24:00 UTC`.
pub fn time(secs: u64) -> String {
    let (days, rest) = (secs / 86_400, secs % 86_400);
    // Civil date from days, with years that begin in March so that the leap day comes last.
    let z = days + 719_468;
    let (era, day) = (z / 146_097, z % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let (d, m) = (in_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let y = year + era * 400 + u64::from(m <= 2);
    format!("{y:04}-{m:02}-{d:02} {:02}:{:02}:{:02} UTC", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The state of a claim in words.
pub fn known(state: &str) -> &'static str {
    match state {
        "proven" => "Proven",
        "unproven" => "Unproven",
        "broken" => "Broken",
        _ => "Not checked",
    }
}

/// A status in the words of a list.
pub fn status(word: &str) -> &'static str {
    match word {
        "disputed" => "Disputed",
        "conflict" => "Conflict",
        "forged" => "Forged",
        "altered" => "Altered",
        "missing" => "Missing",
        "suspect" => "Suspect",
        "unproven" => "Unproven",
        "withheld" => "Withheld",
        "chained" => "Chained",
        "committed" => "Committed",
        "uncovered" => "Uncovered",
        "erased" => "Erased",
        "pruned" => "Pruned",
        "proven" => "Proven",
        _ => "Unknown",
    }
}

/// How serious a finding is, as one word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
        Severity::Critical => "critical",
    }
}

/// A reason as it stands in the report.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Unreadable => "unreadable",
        Reason::Forked => "forked",
        Reason::RolledBack => "rolled-back",
        Reason::Tampered => "tampered",
        Reason::Forged => "forged",
        Reason::Incomplete => "incomplete",
        Reason::NoEntries => "no-entries",
        Reason::SelfConsistent => "self-consistent",
        Reason::Unanchored => "unanchored",
        Reason::Withheld => "withheld",
        Reason::Unmet => "unmet",
        Reason::Slice => "slice",
        Reason::Intact => "intact",
        Reason::Consistent => "consistent",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(43_930_254), "43,930,254");
        assert_eq!(number((1 << 53) - 1), "9,007,199,254,740,991");
        assert_eq!(bytes(97_290), "97,290 B");
        assert_eq!(bytes(1_250_000_000), "1.2 GB");
    }

    #[test]
    fn ranges_are_sentences() {
        assert_eq!(range(11, 14), "entries 11 to 13");
        assert_eq!(range(41, 42), "entry 41");
        assert_eq!(range(4, 4), "no entry");
    }

    #[test]
    fn times_are_utc() {
        assert_eq!(time(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(time(951_782_400), "2000-02-29 00:00:00 UTC");
        assert_eq!(time(1_767_605_040), "2026-01-05 09:24:00 UTC");
    }

    #[test]
    fn every_status_has_a_word() {
        for known in unbroken::log::coverage::Status::ALL {
            assert_eq!(status(known.as_str()).to_lowercase(), known.as_str());
        }
    }
}
