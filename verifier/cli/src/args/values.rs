//! Values of options, as people write them. What cannot be read is said in words that show how to write it.

use super::EntryName;
use jiff::{Span, SpanRelativeTo};
use unbroken::{Requirement, Time, TimeRange};

/// `A..B` or `A..`, half-open.
pub fn range(text: &str) -> Result<(u64, Option<u64>), String> {
    let (start, end) = text.split_once("..").ok_or("write A..B or A.., such as 0..24 for entries 0 to 23")?;
    let start = number(start)?;
    let end = if end.is_empty() { None } else { Some(number(end)?) };
    match end {
        Some(end) if end <= start => Err(format!("{start}..{end} holds no entry; the end is not included")),
        _ => Ok((start, end)),
    }
}

/// A time as entries spell it.
fn time(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| format!("{text:?} is not a time; write it in UTC, as in 2026-01-05T09:00:00Z"))
}

/// `T1..T2`, half-open.
pub fn time_range(text: &str) -> Result<TimeRange, String> {
    let (start, end) = text.split_once("..").ok_or("write T1..T2, such as 2026-01-05T09:00:00Z..2026-01-05T17:00:00Z")?;
    TimeRange::new(time(start)?, time(end)?).ok_or_else(|| format!("{text} holds no time; the end is not included"))
}

/// The present, in whole seconds since 1970.
pub fn present(text: &str) -> Result<u64, String> {
    let time = time(text)?;
    let whole = u64::try_from(time.secs).ok().filter(|_| time.nanos == 0);
    whole.ok_or_else(|| format!("{text} is not a whole second after 1970"))
}

/// `90s`, `36h`, `7d`, in whole seconds; a day has 24 hours.
pub fn duration(text: &str) -> Result<u64, String> {
    let read = || {
        let span: Span = text.parse().ok()?;
        let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
        u64::try_from(duration.as_secs()).ok().filter(|_| duration.subsec_nanos() == 0)
    };
    read().ok_or_else(|| format!("{text:?} is not a duration in whole seconds; write it as in 90s, 5m, 36h or 7d"))
}

/// One of the words for what may be required.
pub fn requirement(text: &str) -> Result<Requirement, String> {
    let words = Requirement::ALL.map(Requirement::as_str);
    let known = Requirement::ALL.into_iter().find(|requirement| requirement.as_str() == text);
    known.ok_or_else(|| format!("{text:?} is none of {}", words.join(", ")))
}

/// A number of bytes, with a letter for its power of 1024 if there is one.
pub fn bytes(text: &str) -> Result<u64, String> {
    let (digits, power) = match text.char_indices().last() {
        Some((at, letter)) if letter.is_ascii_alphabetic() => {
            (&text[..at], "KMGT".find(letter.to_ascii_uppercase()).map(|power| power + 1))
        }
        _ => (text, Some(0)),
    };
    let scaled = power.zip(number(digits).ok()).and_then(|(power, number)| number.checked_mul(1 << (10 * power)));
    scaled.ok_or_else(|| format!("{text:?} is not a number of bytes, such as 500M or 64G"))
}

/// A number, or `id:` and an id.
pub fn entry(text: &str) -> Result<EntryName, String> {
    match text.strip_prefix("id:") {
        Some(id) => Ok(EntryName::Id(id.to_owned())),
        None => number(text).map(EntryName::Seq).map_err(|_| "write an entry's number, or id: and its id".to_owned()),
    }
}

/// Entry numbers go up to 2^53-1.
fn number(text: &str) -> Result<u64, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse::<u64>().ok() } else { None };
    number.filter(|number| *number < 1 << 53).ok_or_else(|| format!("{text:?} is not an entry number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, expected) in [("0", 0), ("7", 7), ("2K", 2048), ("1g", 1 << 30), ("16T", 16 << 40)] {
            assert_eq!(bytes(text), Ok(expected), "{text}");
        }
        for bad in ["", "K", "1X", "-1", "1.5G", "9007199254740991T", "1é"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ranges() {
        assert_eq!(range("0..24"), Ok((0, Some(24))));
        assert_eq!(range("7.."), Ok((7, None)));
        for bad in ["", "5", "..", "..5", "5..5", "6..5", "a..b", "+1..2", "0..=3", "-1..4", "0..9007199254740992", "1..2..3"] {
            assert!(range(bad).is_err(), "{bad}");
        }
        assert_eq!(entry("id:x"), Ok(EntryName::Id("x".to_owned())));
        assert!(entry("x").is_err());
    }

    #[test]
    fn times() {
        assert_eq!(present("1970-01-01T00:01:00Z"), Ok(60));
        let range = time_range("2026-01-05T09:00:00.5Z..2026-01-05T17:00:00Z").unwrap();
        assert_eq!((range.start().to_string(), range.end().to_string()), ("2026-01-05T09:00:00.5Z".into(), "2026-01-05T17:00:00Z".into()));
        let now = "2026-01-05T09:00:00Z";
        for bad in [String::new(), now.into(), format!("{now}.."), format!("..{now}"), format!("{now}..{now}"), format!("{now}...{now}")] {
            assert!(time_range(&bad).is_err(), "{bad}");
        }
        for bad in
            ["", "now", "2026-01-05", "2026-01-05T09:00:00", "2026-01-05T09:00:60Z", "2026-01-05T09:00:00.5Z", "1969-12-31T23:59:59Z"]
        {
            assert!(present(bad).is_err(), "{bad}");
        }
        assert!(present("2026-01-05T10:00:00+01:00").is_err_and(|fault| fault.contains("in UTC")));
    }

    #[test]
    fn durations() {
        let good = [
            ("0s", 0),
            ("90s", 90),
            ("5m", 300),
            ("36h", 129_600),
            ("7d", 604_800),
            ("1d 12h", 129_600),
            ("PT36H", 129_600),
            ("2 hours", 7_200),
        ];
        for (text, secs) in good {
            assert_eq!(duration(text), Ok(secs), "{text}");
        }
        for bad in ["", "5", "h", "-1h", "1h ago", "1.5s", "500ms", "1 month", "1y", "5 m 3", "1e3s"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn requirements() {
        assert!(Requirement::ALL.into_iter().all(|known| requirement(known.as_str()) == Ok(known)));
        assert!(requirement("Signed").is_err_and(|fault| fault.contains("unaltered, signed, complete, dated, witnessed")));
    }
}
