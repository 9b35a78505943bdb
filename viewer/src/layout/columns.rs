//! The columns of the list: number, time and status as wide as they need; the rest is shared so that a column that needs little has it
//! before one that needs much has more. What was seen of a log only ever widens them, so that scrolling back and forth moves nothing.

use crate::summary::PARTS;
use crate::worker::protocol::RowLine;

/// Widest column that takes what it needs, in figures.
const WIDEST: usize = 32;

/// How wide the texts of a log are, in figures, as far as they were seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    day: Day,
    number: usize,
    when: usize,
    shared: [usize; PARTS.len()],
    status: usize,
}

/// The date that times have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Day {
    /// No time was seen.
    #[default]
    Unknown,
    /// All times have this one.
    One(String),
    /// They differ, or have none.
    Several,
}

impl Columns {
    /// Takes further rows; `status` gives the words for a status.
    pub fn see(&mut self, rows: &[RowLine], status: impl Fn(&str) -> &'static str) {
        for row in rows {
            match (date(&row.when), &self.day) {
                // An entry without a time has no part in this.
                _ if row.when.is_empty() => {}
                (Some(day), Day::Unknown) => self.day = Day::One(day.to_owned()),
                (Some(day), Day::One(known)) if day == known => {}
                _ => self.day = Day::Several,
            }
            let grow = |width: &mut usize, text: &str| *width = (*width).max(figures(text));
            grow(&mut self.number, &crate::text::number(row.seq));
            grow(&mut self.when, &row.when);
            grow(&mut self.status, status(&row.status));
            for (width, text) in self.shared.iter_mut().zip(&row.parts) {
                grow(width, text);
            }
        }
    }

    /// The date of every time that was seen, if they have one in common: it is said once, above the column.
    pub fn day(&self) -> Option<&str> {
        if let Day::One(day) = &self.day { Some(day) } else { None }
    }

    /// A time as its row shows it: without the date that stands above the column.
    pub fn time<'t>(&self, when: &'t str) -> &'t str {
        let known = self.day().zip(date(when)).is_some_and(|(day, date)| day == date);
        if known { when.get(date_and_t()..).unwrap_or(when) } else { when }
    }

    /// The widths of number, time and status, as tracks of a grid; `heads` are the words above them.
    pub fn widths(&self, heads: [&str; 3]) -> [String; 3] {
        let shown = self.day().map_or(self.when, |_| self.when.saturating_sub(date_and_t()));
        let whole = |(width, head): (usize, &str)| format!("{}ch", width.max(figures(head)).min(WIDEST));
        let [number, when, status] = heads;
        [(self.number, number), (shown, when), (self.status, status)].map(whole)
    }

    /// The tracks of parts that are shown, each with its index in [`PARTS`] and the word above it; `--share` is an equal share of what the
    /// other columns leave.
    pub fn tracks<'h>(&self, parts: impl Iterator<Item = (usize, &'h str)>) -> String {
        let track = |(part, head): (usize, &str)| {
            let width = self.shared.get(part).copied().unwrap_or_default().max(figures(head)).clamp(4, 2 * WIDEST);
            format!("minmax(min({width}ch,var(--share)),{width}fr)")
        };
        parts.map(track).collect::<Vec<_>>().join(" ")
    }
}

/// Length of a date and the letter that ends it.
const fn date_and_t() -> usize {
    "2026-01-05T".len()
}

/// The date that a time begins with.
fn date(when: &str) -> Option<&str> {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        _ => byte.is_ascii_digit(),
    };
    // A colon behind the hour, so that what is left is a time of day to every reader.
    let is_time = when.len() > 16 && when.bytes().take(date_and_t()).enumerate().all(fits) && when.as_bytes().get(13) == Some(&b':');
    when.get(..10).filter(|_| is_time)
}

/// Width of a text in figures: narrow letters count half, ideographs twice.
fn figures(text: &str) -> usize {
    let halves = |c: char| match c {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '/' => 1.2,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '⟨' | '⟩' => 2.8,
        '\u{1100}'.. => 3.6,
        'A'..='Z' => 2.2,
        _ => 2.0,
    };
    (text.chars().map(halves).sum::<f32>() / 2.0).ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [&str; 3] = ["No.", "Time", "Status"];

    fn row(when: &str, who: &str) -> RowLine {
        let parts = [who, "", "", "", ""].map(String::from);
        RowLine { seq: 1_234, status: "altered".into(), when: when.into(), parts, ..RowLine::default() }
    }

    fn seen(rows: &[RowLine]) -> Columns {
        let mut columns = Columns::default();
        columns.see(rows, |_| "Altered");
        columns
    }

    #[test]
    fn a_date_that_all_share_is_said_once() {
        let mut columns = seen(&[row("2026-01-05T09:00:00.000Z", ""), row("", ""), row("2026-01-05T23:59:59+01:00", "")]);
        assert_eq!(columns.day(), Some("2026-01-05"));
        assert_eq!(columns.time("2026-01-05T23:59:59+01:00"), "23:59:59+01:00");
        assert_eq!(columns.time("2026-01-06T00:00:00Z"), "2026-01-06T00:00:00Z", "not yet seen, and not of that day");
        columns.see(&[row("2026-01-06T00:00:00Z", "")], |_| "");
        assert_eq!((columns.day(), columns.time("2026-01-05T09:00:00Z")), (None, "2026-01-05T09:00:00Z"));
        columns.see(&[row("2026-01-05T09:00:00.000Z", "")], |_| "");
        assert_eq!(columns.day(), None, "what was ambiguous once stays whole");
    }

    #[test]
    fn what_is_no_time_of_day_is_never_shortened() {
        for when in
            ["1767605040", "yesterday", "2026-01-05", "2026-01-05T", "2026-01-05 09:00:00Z", "2026-01-05T0900000Z", "é026-01-05T09:00:00Z"]
        {
            let columns = seen(&[row("2026-01-05T09:00:00Z", ""), row(when, "")]);
            assert_eq!((columns.day(), columns.time(when)), (None, when));
            assert_eq!(seen(&[row("2026-01-05T09:00:00Z", "")]).time(when), when);
        }
        assert_eq!(seen(&[row("", "")]).day(), None);
    }

    #[test]
    fn columns_only_widen_and_not_for_ever() {
        let mut columns = seen(&[row("2026-01-05T09:00:00Z", "alice")]);
        let before = columns.widths(HEADS);
        assert_eq!(before[1], "9ch", "the time of day");
        columns.see(&[row("", "")], |_| "");
        assert_eq!(columns.widths(HEADS), before);
        columns.see(&[row(&"9".repeat(500), &"x".repeat(500))], |_| "");
        assert_eq!(columns.widths(HEADS)[1], "32ch");
        let tracks = columns.tracks([(0, "Who"), (3, "Outcome")].into_iter());
        assert_eq!(tracks, "minmax(min(64ch,var(--share)),64fr) minmax(min(8ch,var(--share)),8fr)", "what it holds, and its head");
        assert_eq!(Columns::default().widths(HEADS)[2], "6ch", "its head");
    }

    #[test]
    fn wide_letters_need_more() {
        assert!(figures("mmmm") > figures("nnnn") && figures("nnnn") > figures("iiii") && figures("監査") > figures("nn"));
        assert_eq!(figures(""), 0);
    }
}
