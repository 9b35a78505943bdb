//! Instants: `YYYY-MM-DDTHH:MM:SS[.f{1,9}]Z` (unbroken-entry, `at`; rule T1).

use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests {
    use super::Time;

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
        }
        assert_eq!(Time::parse("2026-01-05T09:05:10.5Z"), Time::parse("2026-01-05T09:05:10.500Z"));
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
