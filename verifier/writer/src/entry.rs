//! One entry as one exact line (`unbroken/entry/v1`): members in RFC 8785 order, the signature last, the line end not included.

use crate::event::{Event, json_string};
use crate::fault::Fault;
use crate::keys::{Kind, SecretKey};
use base64ct::{Base64, Encoding};
use std::cmp::Ordering;

/// Bytes an entry may have, the line end not included.
pub const MAX_LINE: usize = 1_048_576;

/// First line of what a writer's key signs, and the version that `log-open` declares.
pub(crate) const ENTRY_VERSION: &str = "unbroken/entry/v1";

/// What an entry carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The application's event.
    Event(Event),
    /// A control record of the log, an object with a `type`.
    Control(Event),
}

/// An append time: `YYYY-MM-DDTHH:MM:SS[.f{1,9}]Z`, kept as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppendTime {
    text: String,
}

impl AppendTime {
    /// Checks the form, the calendar included.
    pub fn parse(text: &str) -> Result<AppendTime, Fault> {
        let bad = || Fault::Time(text.to_owned());
        let body = text.strip_suffix('Z').ok_or_else(bad)?;
        let (seconds, fraction) = body.split_at_checked(19).ok_or_else(bad)?;
        let digits =
            seconds.bytes().zip("dddd-dd-ddTdd:dd:dd".bytes()).all(|(c, form)| if form == b'd' { c.is_ascii_digit() } else { c == form });
        let fraction_good = match fraction.strip_prefix('.') {
            Some(digits) => (1..=9).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit()),
            None => fraction.is_empty(),
        };
        if !digits || !fraction_good {
            return Err(bad());
        }
        let number = |from: usize, to: usize| seconds.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(u32::MAX);
        let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            _ => return Err(bad()),
        };
        if (1..=days).contains(&day) && number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60 {
            Ok(AppendTime { text: text.to_owned() })
        } else {
            Err(bad())
        }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The later of the two; `self` when they name the same instant.
    pub(crate) fn max(self, other: &AppendTime) -> AppendTime {
        if self.compare(other) == Ordering::Less { other.clone() } else { self }
    }

    /// By instant, not by text: `.25` and `.250` are the same. Fixed-width digits compare as text.
    fn compare(&self, other: &AppendTime) -> Ordering {
        let parts = |time: &AppendTime| {
            let body = time.text.trim_end_matches('Z');
            let (seconds, fraction) = body.split_at_checked(19).unwrap_or((body, ""));
            (seconds.to_owned(), fraction.trim_start_matches('.').trim_end_matches('0').to_owned())
        };
        parts(self).cmp(&parts(other))
    }
}

/// Everything that one line says.
pub(crate) struct Line<'a> {
    pub at: &'a AppendTime,
    pub content: &'a Content,
    pub id: &'a str,
    pub log: &'a str,
    pub prev: &'a str,
    pub seq: u64,
}

impl Line<'_> {
    /// The exact bytes, signed if there is a writer's key.
    pub(crate) fn write(&self, writer: Option<&SecretKey>) -> Result<String, Fault> {
        if !(1..=128).contains(&self.id.len()) || self.id.chars().any(char::is_control) {
            return Err(Fault::Id);
        }
        let mut line = format!("{{\"at\":\"{}\"", self.at.as_str());
        if let Some(key) = writer {
            key.require(Kind::Writer)?;
            line.push_str(&format!(",\"by\":{}", json_string(&key.name_and_id())));
        }
        let mut member = |name: &str, value: &str| line.push_str(&format!(",\"{name}\":{value}"));
        match self.content {
            Content::Event(event) => member("event", event.as_str()),
            Content::Control(record) => member("ctl", record.as_str()),
        }
        member("id", &json_string(self.id));
        member("log", &json_string(self.log));
        member("prev", &json_string(self.prev));
        member("seq", &self.seq.to_string());
        if let Some(key) = writer {
            let signature = key.sign(format!("{ENTRY_VERSION}\n{line}").as_bytes());
            line.push_str(&format!(",\"sig\":\"{}\"", Base64::encode_string(&signature)));
        }
        line.push('}');
        if line.len() <= MAX_LINE { Ok(line) } else { Err(Fault::LineTooLong(line.len())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_calendar_dates_in_utc() {
        for good in ["2026-01-05T09:00:00Z", "2024-02-29T23:59:59.9Z", "2000-02-29T00:00:00.123456789Z", "0000-01-01T00:00:00Z"] {
            assert!(AppendTime::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "Z",
            "2026-01-05",
            "2026-01-05T09:00:00",
            "2026-01-05t09:00:00Z",
            "2026-01-05T09:00:00.Z",
            "2026-01-05T09:00:00.1234567890Z",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-05T24:00:00Z",
            "2026-01-05T09:60:00Z",
            "2026-01-05T09:00:60Z",
            "2026-01-05T09:00:00+00:00",
            "２026-01-05T09:00:00Z",
        ] {
            assert!(AppendTime::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_later_time_wins_and_equal_times_keep_their_spelling() {
        let time = |text| AppendTime::parse(text).unwrap();
        let (quarter, quarter_long, half) =
            (time("2026-01-05T09:00:01.25Z"), time("2026-01-05T09:00:01.250Z"), time("2026-01-05T09:00:01.5Z"));
        assert_eq!(quarter.clone().max(&quarter_long), quarter);
        assert_eq!(quarter.clone().max(&half), half);
        assert_eq!(half.clone().max(&quarter), half);
        assert_eq!(time("2026-01-05T09:00:01Z").max(&quarter), quarter);
    }
}
