//! When the entries of a log say that they were appended: how many in each stretch of time, and the longest times without any. Every single
//! time is a claim.

use crate::text;
use serde::{Deserialize, Serialize};

/// Stretches that the whole time is cut into.
const BARS: usize = 480;

/// Most times without an entry that are named. One is longer than this part of the whole, and so many times as long as is usual here.
const PAUSES: usize = 6;
const LEAST: i64 = 50;
const UNUSUAL: i64 = 4;

/// What a lane of times shows. All times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// The earliest.
    pub start: i64,
    /// The latest.
    pub end: i64,
    /// Each stretch, in order.
    pub bars: Vec<Bar>,
    /// The longest times without an entry, in order.
    pub pauses: Vec<Pause>,
    /// Entries that claim no time.
    pub untimed: u64,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Entries in it.
    pub count: u64,
    /// The first row in it.
    pub row: u64,
}

/// A time without an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The last time before it.
    pub from: i64,
    /// The first time after it.
    pub to: i64,
    /// The row that ends it.
    pub row: u64,
}

impl Times {
    /// Of the rows of a log; nothing if none claims a time.
    pub fn of(rows: impl Iterator<Item = Option<i64>> + Clone) -> Option<Times> {
        let timed = || rows.clone().flatten();
        let (start, end) = (timed().min()?, timed().max()?);
        let mut bars = vec![Bar::default(); BARS];
        // First and last time of each stretch.
        let mut hull = vec![(i64::MAX, i64::MIN); BARS];
        let mut untimed = 0;
        for (row, time) in rows.clone().enumerate() {
            let Some(time) = time else {
                untimed += 1;
                continue;
            };
            let at = place(time, start, end);
            if let (Some(bar), Some(hull)) = (bars.get_mut(at), hull.get_mut(at)) {
                if bar.count == 0 {
                    bar.row = row as u64;
                }
                bar.count += 1;
                *hull = (hull.0.min(time), hull.1.max(time));
            }
        }
        Some(Times { start, end, pauses: pauses(&bars, &hull, start, end), bars, untimed })
    }

    /// Where in the whole a time lies, from 0 to 1.
    pub fn share(&self, time: i64) -> f64 {
        let span = self.end.saturating_sub(self.start).max(1) as f64;
        (time.saturating_sub(self.start) as f64 / span).clamp(0.0, 1.0)
    }

    /// The first row at or after a share of the whole; the last one behind all.
    pub fn row_at(&self, share: f64) -> Option<u64> {
        let at = ((share.clamp(0.0, 1.0) * BARS as f64) as usize).min(BARS - 1);
        let after = self.bars.iter().skip(at).find(|bar| bar.count > 0);
        after.or_else(|| self.bars.iter().rev().find(|bar| bar.count > 0)).map(|bar| bar.row)
    }

    /// When the stretch of this number begins.
    pub fn begin(&self, bar: usize) -> i64 {
        let span = i128::from(self.end) - i128::from(self.start) + 1;
        (i128::from(self.start) + span * bar as i128 / BARS as i128) as i64
    }

    /// The bars, as many of them put together as leave at most `most`: when each begins, and how many entries it has.
    pub fn coarse(&self, most: usize) -> Vec<(i64, u64)> {
        let each = self.bars.len().div_ceil(most.max(1)).max(1);
        let sum = |(k, bars): (usize, &[Bar])| (self.begin(k * each), bars.iter().map(|bar| bar.count).sum());
        self.bars.chunks(each).enumerate().map(sum).collect()
    }
}

/// Steps of an axis, in seconds.
const STEPS: [i64; 18] =
    [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 7_776_000, 31_536_000];

/// Round times for an axis, at most `most` of them, each with its words in UTC.
pub fn ticks(start: i64, end: i64, most: usize) -> Vec<(i64, String)> {
    let fits = |step: &i64| (end - start) / (step * 1000) < most as i64;
    let step = STEPS.into_iter().find(fits).unwrap_or_else(|| (end - start) / 1000 / most.max(1) as i64 + 1);
    let first = start.div_euclid(step * 1000) + i64::from(start.rem_euclid(step * 1000) > 0);
    let words = |millis: i64| {
        let whole = text::moment(millis);
        // Where the hours begin anew, the day is said.
        let is_day = step >= 86_400 || millis.rem_euclid(86_400_000) == 0;
        let part = if is_day {
            whole.get(..10)
        } else if step < 60 {
            whole.get(11..19)
        } else {
            whole.get(11..16)
        };
        part.unwrap_or_default().to_owned()
    };
    (first..).map(|k| k * step * 1000).take_while(|millis| *millis <= end).map(|millis| (millis, words(millis))).collect()
}

/// The stretch that a time lies in. Times reach over ten thousand years, so that nothing here can overflow.
fn place(time: i64, start: i64, end: i64) -> usize {
    let span = i128::from(end) - i128::from(start) + 1;
    ((i128::from(time) - i128::from(start)) * BARS as i128 / span) as usize
}

/// The longest times without an entry. One is known exactly if it is longer than two stretches, because then a whole one is empty.
fn pauses(bars: &[Bar], hull: &[(i64, i64)], start: i64, end: i64) -> Vec<Pause> {
    let filled: Vec<_> = bars.iter().zip(hull).filter(|(bar, _)| bar.count > 0).collect();
    let between = filled.windows(2).filter_map(|pair| match pair {
        [(_, before), (bar, after)] => Some(Pause { from: before.1, to: after.0, row: bar.row }),
        _ => None,
    });
    let mut all: Vec<Pause> = between.collect();
    all.sort_by_key(|pause| pause.to - pause.from);
    let usual = all.get(all.len() / 2).map_or(0, |pause| pause.to - pause.from);
    // Where there are only two times, nothing is usual. Less than a second is no pause: it cannot be said in words.
    let unusual = if all.len() < 2 { 0 } else { ((end - start) / LEAST).max(usual.saturating_mul(UNUSUAL)) };
    let least = unusual.max(1000);
    let mut long: Vec<Pause> = all.into_iter().filter(|pause| pause.to - pause.from >= least).collect();
    long.sort_by_key(|pause| (core::cmp::Reverse(pause.to - pause.from), pause.from));
    long.truncate(PAUSES);
    long.sort_by_key(|pause| pause.from);
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(rows: &[Option<i64>]) -> Option<Times> {
        Times::of(rows.iter().copied())
    }

    #[test]
    fn every_entry_is_in_one_bar() {
        let rows: Vec<_> = (0..10_000).map(|k| (k % 7 != 0).then_some(1_767_605_040_000 + k * k)).collect();
        let times = times(&rows).unwrap();
        let timed = rows.iter().flatten().count() as u64;
        assert_eq!(times.bars.iter().map(|bar| bar.count).sum::<u64>(), timed);
        assert_eq!(times.untimed, rows.len() as u64 - timed);
        assert_eq!(times.coarse(24).iter().map(|(_, count)| count).sum::<u64>(), timed);
        assert!(times.coarse(24).len() <= 24 && times.coarse(24)[0].0 == times.start);
    }

    #[test]
    fn a_silent_hour_is_found_to_the_millisecond() {
        let minute = 60_000;
        let rows: Vec<_> = (0..120).map(|k| Some((k + if k < 47 { 0 } else { 60 }) * minute)).collect();
        let times = times(&rows).unwrap();
        assert_eq!(times.pauses, [Pause { from: 46 * minute, to: 107 * minute, row: 47 }]);
        assert_eq!((times.share(times.start), times.share(times.end)), (0.0, 1.0));
        // A click into the silence leads to what ends it.
        assert_eq!(times.row_at(0.4), Some(47));
        assert_eq!((times.row_at(0.0), times.row_at(-1.0), times.row_at(9.0)), (Some(0), Some(0), Some(119)));
    }

    #[test]
    fn less_than_a_second_is_no_pause() {
        let pauses = |second: i64| Times::of([Some(0), Some(second)].into_iter()).unwrap().pauses.len();
        assert_eq!((pauses(999), pauses(1000)), (0, 1));
    }

    #[test]
    fn the_longest_pauses_are_named_in_order() {
        let mut at = 0;
        let rows: Vec<_> = (0..400)
            .map(|k| {
                at += if k % 20 == 0 { 1000 + k } else { 60 };
                Some(at)
            })
            .collect();
        let times = times(&rows).unwrap();
        assert_eq!(times.pauses.len(), PAUSES);
        assert!(times.pauses.windows(2).all(|pair| pair[0].to <= pair[1].from));
        assert_eq!(times.pauses.last().map(|pause| pause.row), Some(380));
    }

    #[test]
    fn an_axis_has_round_times() {
        let words = |start: i64, end: i64| ticks(start * 1000, end * 1000, 8).into_iter().map(|(_, words)| words).collect::<Vec<_>>();
        assert_eq!(words(1_767_605_040, 1_767_606_060), ["09:25", "09:30", "09:35", "09:40"]);
        assert_eq!(
            words(1_767_605_040, 1_767_605_046),
            ["09:24:00", "09:24:01", "09:24:02", "09:24:03", "09:24:04", "09:24:05", "09:24:06"]
        );
        assert_eq!(words(1_767_605_040, 1_767_864_240), ["12:00", "2026-01-06", "12:00", "2026-01-07", "12:00", "2026-01-08"]);
        for (start, end) in [(0, 0), (5, 5), (-62_167_219_200, 253_402_300_799), (0, 253_402_300_799)] {
            assert!(words(start, end).len() <= 9, "{start} {end}");
        }
    }

    #[test]
    fn one_time_no_time_and_the_ends_of_the_calendar() {
        assert_eq!(times(&[]), None);
        assert_eq!(times(&[None, None]), None);
        let one = times(&[None, Some(5)]).unwrap();
        assert_eq!((one.start, one.end, one.bars[0], one.pauses.len(), one.untimed), (5, 5, Bar { count: 1, row: 1 }, 0, 1));
        // Years 0 and 9999, out of order.
        let far = times(&[Some(253_402_300_799_999), Some(-62_167_219_200_000)]).unwrap();
        assert_eq!((far.bars[0].row, far.bars[BARS - 1].row, far.pauses.len()), (1, 0, 1));
    }
}
