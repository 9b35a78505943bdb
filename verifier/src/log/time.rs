//! Instants: `YYYY-MM-DDTHH:MM:SS[.f{1,9}]Z` (unbroken-entry, `at`; rule T1).

use alloc::string::{String, ToString};
use core::fmt;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A UTC instant, compared as an instant and never as text. Years 0000 to 9999, no leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub secs: i64,
    /// Nanoseconds within the second.
    pub nanos: u32,
}

impl Time {
    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn millis(self) -> i64 {
        self.secs.saturating_mul(1_000).saturating_add(i64::from(self.nanos / 1_000_000))
    }

    /// Reads the one accepted spelling.
    pub fn parse(text: &str) -> Option<Time> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = bytes.get(from..to)?;
            digits.iter().try_fold(0i64, |value, digit| digit.is_ascii_digit().then(|| value * 10 + i64::from(digit - b'0')))
        };
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        if marks.iter().any(|(at, mark)| bytes.get(*at) != Some(mark)) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let nanos = match bytes.get(19..)? {
            b"Z" => 0,
            [b'.', fraction @ .., b'Z'] if (1..=9).contains(&fraction.len()) && fraction.iter().all(u8::is_ascii_digit) => {
                (0..9).fold(0, |value, place| value * 10 + u32::from(fraction.get(place).map_or(0, |digit| digit - b'0')))
            }
            _ => return None,
        };
        Some(Time { secs: days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second, nanos })
    }

    /// A whole second, as cosignatures carry it. Beyond what this type holds it is the last second there is.
    pub fn from_secs(secs: u64) -> Time {
        Time { secs: i64::try_from(secs).unwrap_or(i64::MAX), nanos: 0 }
    }

    /// That many seconds later.
    #[must_use]
    pub fn plus(self, secs: u64) -> Time {
        Time { secs: self.secs.saturating_add_unsigned(secs), ..self }
    }

    /// That many seconds earlier.
    #[must_use]
    pub fn minus(self, secs: u64) -> Time {
        Time { secs: self.secs.saturating_sub_unsigned(secs), ..self }
    }
}

impl fmt::Display for Time {
    /// The spelling [`Time::parse`] reads, with no more decimals than the instant has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.secs.div_euclid(86_400));
        let second = self.secs.rem_euclid(86_400);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)?;
        if self.nanos > 0 {
            write!(f, ".{}", alloc::format!("{:09}", self.nanos).trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// A range of instants `[start, end)` that holds at least one; in JSON an array of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    start: Time,
    end: Time,
}

impl TimeRange {
    /// `None` if the end does not come after the start.
    pub fn new(start: Time, end: Time) -> Option<TimeRange> {
        (start < end).then_some(TimeRange { start, end })
    }

    /// The first instant inside.
    pub fn start(self) -> Time {
        self.start
    }

    /// The first instant after it.
    pub fn end(self) -> Time {
        self.end
    }

    /// Whether an instant lies inside.
    pub fn contains(self, at: Time) -> bool {
        self.start <= at && at < self.end
    }
}

impl Serialize for TimeRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start.to_string(), self.end.to_string()].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for TimeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeRange, D::Error> {
        let [start, end] = <[String; 2]>::deserialize(deserializer)?;
        let read = |text: &str| Time::parse(text).ok_or_else(|| D::Error::custom("a time is written as in 2026-01-05T09:00:00Z"));
        TimeRange::new(read(&start)?, read(&end)?).ok_or_else(|| D::Error::custom("the end of a time range comes after its start"))
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar, counting years from March so that the leap day is the last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// The reverse: year, month and day. Beyond the year 9999 it goes on, as cosignatures may.
pub fn civil(days: i64) -> (i64, i64, i64) {
    // Far outside of what any clock shows, and far inside of what the arithmetic holds.
    let shifted = days.clamp(-4_000_000_000, 4_000_000_000) + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{Time, TimeRange};
    use alloc::string::ToString;

    #[test]
    fn known_instants() {
        for (text, secs, nanos) in [
            ("1970-01-01T00:00:00Z", 0, 0),
            ("2026-01-05T09:05:10Z", 1_767_603_910, 0),
            ("2000-02-29T23:59:59.5Z", 951_868_799, 500_000_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
            ("9999-12-31T23:59:59.123456789Z", 253_402_300_799, 123_456_789),
        ] {
            assert_eq!(Time::parse(text), Some(Time { secs, nanos }), "{text}");
            assert_eq!(Time { secs, nanos }.to_string(), text);
        }
        assert_eq!(Time::parse("2026-01-05T09:05:10.5Z"), Time::parse("2026-01-05T09:05:10.500Z"));
    }

    /// Days from year 0 to 9999 there and back, and nothing stops at the ends of the type.
    #[test]
    fn written_and_read_again() {
        for day in (-719_528..2_932_897).step_by(13) {
            let time = Time { secs: day * 86_400 + 86_399, nanos: 0 };
            assert_eq!(Time::parse(&time.to_string()), Some(time));
        }
        assert_eq!(Time::from_secs(u64::MAX), Time { secs: i64::MAX, nanos: 0 });
        assert_eq!(Time::from_secs(u64::MAX).plus(u64::MAX), Time::from_secs(u64::MAX));
        assert_eq!(Time { secs: i64::MIN, nanos: 1 }.minus(u64::MAX), Time { secs: i64::MIN, nanos: 1 });
        for extreme in [i64::MIN, i64::MAX] {
            assert!(Time { secs: extreme, nanos: 0 }.to_string().ends_with('Z'));
        }
    }

    #[test]
    fn seconds_later_and_earlier() {
        let time = Time::parse("2026-02-28T23:59:59.5Z").unwrap();
        assert_eq!(time.plus(1).to_string(), "2026-03-01T00:00:00.5Z");
        assert_eq!(time.minus(86_400).to_string(), "2026-02-27T23:59:59.5Z");
        assert_eq!(time.plus(7).minus(7), time);
    }

    #[test]
    fn every_month_ends_on_its_last_day() {
        let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, days) in (1..).zip(days) {
            let last = |day: u32| Time::parse(&alloc::format!("2026-{month:02}-{day:02}T00:00:00Z")).is_some();
            assert!(last(days) && !last(days + 1), "month {month}");
        }
        for (year, leap) in [(2024, true), (2100, false), (2000, true), (2026, false)] {
            assert_eq!(Time::parse(&alloc::format!("{year}-02-29T00:00:00Z")).is_some(), leap, "{year}");
        }
    }

    #[test]
    fn ranges_hold_their_start_and_not_their_end() {
        let read = |text: &str| serde_json::from_str::<TimeRange>(text);
        let range = read(r#"["2026-01-05T09:00:00Z","2026-01-05T10:00:00.5Z"]"#).unwrap();
        assert_eq!(serde_json::to_string(&range).unwrap(), r#"["2026-01-05T09:00:00Z","2026-01-05T10:00:00.5Z"]"#);
        for (at, inside) in [
            ("2026-01-05T08:59:59.999999999Z", false),
            ("2026-01-05T09:00:00Z", true),
            ("2026-01-05T10:00:00.499999999Z", true),
            ("2026-01-05T10:00:00.500Z", false),
        ] {
            assert_eq!(range.contains(Time::parse(at).unwrap()), inside, "{at}");
        }
        for bad in [
            r#"["2026-01-05T09:00:00Z"]"#,
            r#"["2026-01-05T09:00:00Z","2026-01-05T09:00:00Z"]"#,
            r#"["2026-01-05T09:00:01Z","2026-01-05T09:00:00Z"]"#,
            r#"["2026-01-05T09:00:00Z","2026-01-05T09:59:60Z"]"#,
            r#"["2026-01-05","2026-01-06"]"#,
            "[0,1]",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn near_misses_are_refused() {
        for text in [
            "",
            "2026-01-05",
            "2026-01-05T09:05:10",
            "2026-01-05 09:05:10Z",
            "2026-01-05T09:05:10z",
            "2026-01-05T09:05:60Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-05T24:00:00Z",
            "2026-01-05T09:05:10.Z",
            "2026-01-05T09:05:10.1234567890Z",
            "2026-01-05T09:05:10+00:00",
            "+2026-01-05T09:05:10Z",
            "2026-01-05T09:05:10Z ",
            "1900-02-29T00:00:00Z",
            "2026-01-05T09:05:1\u{660}Z",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }
}
