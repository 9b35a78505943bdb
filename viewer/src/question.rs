//! What the reader types into "What you ask", as a question for the engine. A field that cannot be read says why, and
//! nothing is asked with a part of the form.

use std::collections::BTreeSet;
use unbroken::{Expectations, Question, Requirement, Time, TimeRange};

/// The question as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionForm {
    /// First entry.
    pub from: String,
    /// One after the last; empty is open.
    pub to: String,
    /// First time.
    pub time_from: String,
    /// The first time after it.
    pub time_to: String,
    /// Withheld entries are acceptable.
    pub accept_withheld: bool,
    /// What must be shown beside the entries.
    pub require: BTreeSet<Requirement>,
    /// How old the newest confirmed state may be.
    pub max_age: String,
    /// The present. The page asks a clock only when the reader wants it to.
    pub now: String,
    /// How long the log may be without an entry.
    pub silence: String,
    /// How far clocks may differ; empty is as the engine has it.
    pub skew: String,
    /// How late an entry may be confirmed; empty is as the engine has it.
    pub delay: String,
    /// Entries with redacted values are listed.
    pub list_redacted: bool,
    /// Rules about content, one per line.
    pub events: String,
    /// A correlation id.
    pub trace: String,
}

/// A field that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The entries.
    Entries,
    /// The times.
    Times,
    /// The age.
    Age,
    /// The present.
    Now,
    /// The longest silence.
    Silence,
    /// How far clocks may differ.
    Skew,
    /// How late an entry may be confirmed.
    Delay,
    /// The rules about content.
    Events,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No range of entries.
    Entries,
    /// A range of times with one end.
    OneTime,
    /// Not a time; as typed.
    Time(String),
    /// Times in the wrong order.
    Times,
    /// A present that is no whole second.
    Now,
    /// An age without a present.
    NoNow,
    /// Not a span of time.
    Span,
    /// A file that is no text.
    NotText,
    /// Rules about content that cannot be read; why, in the engine's words.
    Events(String),
}

/// What is wrong, field by field.
pub type Faults = Vec<(Field, Wrong)>;

impl QuestionForm {
    /// The question, unless a field cannot be read.
    pub fn read(&self) -> Result<Question, Faults> {
        let mut faults = Faults::new();
        let usual = Question::default();
        let question = Question {
            entries: taken(Field::Entries, self.entries(), &mut faults),
            time: taken(Field::Times, self.times(), &mut faults),
            accept_withheld: self.accept_withheld,
            require: self.require.clone(),
            now_secs: taken(Field::Now, self.present(), &mut faults),
            max_age_secs: taken(Field::Age, self.age(), &mut faults),
            max_silence_secs: taken(Field::Silence, seconds(&self.silence), &mut faults),
            skew_secs: taken(Field::Skew, seconds(&self.skew), &mut faults).unwrap_or(usual.skew_secs),
            delay_secs: taken(Field::Delay, seconds(&self.delay), &mut faults).unwrap_or(usual.delay_secs),
            list_redacted: self.list_redacted,
            events: taken(Field::Events, self.rules(), &mut faults),
            trace: (!self.trace.trim().is_empty()).then(|| self.trace.trim().to_owned()),
        };
        if faults.is_empty() { Ok(question) } else { Err(faults) }
    }

    /// The form that asks a question of a sample.
    pub fn of(question: &Question) -> QuestionForm {
        let (from, to) = question.entries.map_or((None, None), |(a, b)| (Some(a), b));
        let show = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
        QuestionForm { from: show(from), to: show(to), accept_withheld: question.accept_withheld, ..QuestionForm::default() }
    }

    /// Fills in the present, in whole seconds since 1970.
    pub fn set_now(&mut self, secs: u64) {
        self.now = Time::from_secs(secs).to_string();
    }

    fn entries(&self) -> Result<Option<(u64, Option<u64>)>, Wrong> {
        let (from, to) = (self.from.trim(), self.to.trim());
        if from.is_empty() && to.is_empty() {
            return Ok(None);
        }
        let from = if from.is_empty() { Some(0) } else { whole(from) };
        let to = if to.is_empty() { Some(None) } else { whole(to).map(Some) };
        let range = from.zip(to).filter(|(from, to)| to.is_none_or(|to| *from < to));
        range.map(Some).ok_or(Wrong::Entries)
    }

    fn times(&self) -> Result<Option<TimeRange>, Wrong> {
        let (from, to) = (self.time_from.trim(), self.time_to.trim());
        match (from.is_empty(), to.is_empty()) {
            (true, true) => Ok(None),
            (false, false) => {
                let read = |typed| Time::parse(typed).ok_or_else(|| Wrong::Time(typed.to_owned()));
                TimeRange::new(read(from)?, read(to)?).map(Some).ok_or(Wrong::Times)
            }
            _ => Err(Wrong::OneTime),
        }
    }

    fn present(&self) -> Result<Option<u64>, Wrong> {
        let typed = self.now.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let time = Time::parse(typed).ok_or_else(|| Wrong::Time(typed.to_owned()))?;
        let whole = u64::try_from(time.secs).ok().filter(|_| time.nanos == 0);
        whole.map(Some).ok_or(Wrong::Now)
    }

    fn age(&self) -> Result<Option<u64>, Wrong> {
        let age = seconds(&self.max_age)?;
        if age.is_some() && self.now.trim().is_empty() { Err(Wrong::NoNow) } else { Ok(age) }
    }

    fn rules(&self) -> Result<Option<Expectations>, Wrong> {
        if self.events.trim().is_empty() {
            return Ok(None);
        }
        Expectations::parse(&self.events).map(Some).map_err(|error| Wrong::Events(error.to_string()))
    }
}

/// What was read; what is wrong goes to the others.
fn taken<T>(field: Field, read: Result<Option<T>, Wrong>, faults: &mut Faults) -> Option<T> {
    read.unwrap_or_else(|wrong| {
        faults.push((field, wrong));
        None
    })
}

/// A whole number. Positions go up to 2^53-1: a larger number would be another one in the report.
fn whole(typed: &str) -> Option<u64> {
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|number| digits && *number < 1 << 53)
}

/// A span of time; nothing typed is nothing said.
fn seconds(typed: &str) -> Result<Option<u64>, Wrong> {
    match typed.trim() {
        "" => Ok(None),
        typed => span(typed).map(Some).ok_or(Wrong::Span),
    }
}

/// `90s`, `5m`, `36h`, `7d` in seconds; a day has 24 hours.
fn span(typed: &str) -> Option<u64> {
    let units = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400)];
    units.into_iter().find_map(|(unit, secs)| whole(typed.strip_suffix(unit)?.trim_end())?.checked_mul(secs)).filter(|secs| *secs < 1 << 53)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form in which one thing is typed.
    fn form(fill: impl FnOnce(&mut QuestionForm)) -> QuestionForm {
        let mut form = QuestionForm::default();
        fill(&mut form);
        form
    }

    fn faults(form: &QuestionForm) -> Vec<Field> {
        form.read().err().unwrap_or_default().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn an_empty_form_asks_nothing() {
        assert_eq!(QuestionForm::default().read(), Ok(Question::default()));
        let blanks = QuestionForm { events: "\n \n".into(), trace: "  ".into(), time_from: " ".into(), ..QuestionForm::default() };
        assert_eq!(blanks.read(), Ok(Question::default()));
    }

    #[test]
    fn ranges_of_entries() {
        let entries = |from: &str, to: &str| form(|f| (f.from, f.to) = (from.into(), to.into())).read().map(|q| q.entries);
        assert_eq!(entries("3", "7"), Ok(Some((3, Some(7)))));
        assert_eq!(entries(" 3 ", ""), Ok(Some((3, None))));
        assert_eq!(entries("", "7"), Ok(Some((0, Some(7)))));
        for (from, to) in [("7", "7"), ("8", "7"), ("", "0"), ("+3", ""), ("-1", ""), ("3.0", ""), ("x", "7"), ("9007199254740992", "")] {
            assert_eq!(entries(from, to).unwrap_err()[0].0, Field::Entries, "{from}..{to}");
        }
    }

    #[test]
    fn ranges_of_times() {
        let (one, two) = ("2026-01-05T09:00:00Z", "2026-01-05T17:00:00.5Z");
        let times = |from: &str, to: &str| form(|f| (f.time_from, f.time_to) = (from.into(), to.into())).read().map(|q| q.time);
        assert_eq!(times(one, two), Ok(TimeRange::new(Time::parse(one).unwrap(), Time::parse(two).unwrap())));
        for (from, to) in [(one, ""), ("", one), (two, one), (one, one), (one, "17:00"), ("2026-01-05", two)] {
            assert_eq!(times(from, to).unwrap_err()[0].0, Field::Times, "{from}..{to}");
        }
    }

    #[test]
    fn an_age_needs_a_present() {
        let age = |age: &str, now: &str| form(|f| (f.max_age, f.now) = (age.into(), now.into()));
        let asked = |f: &QuestionForm| f.read().map(|q| (q.max_age_secs, q.now_secs));
        for (typed, secs) in [("90s", 90), ("5m", 300), ("36 h", 129_600), ("7d", 604_800), ("0s", 0)] {
            assert_eq!(asked(&age(typed, "2026-01-05T09:24:00Z")), Ok((Some(secs), Some(1_767_605_040))), "{typed}");
        }
        assert_eq!(faults(&age("36h", "")), [Field::Age]);
        for typed in ["36", "h", "1.5h", "-1h", "36 hours", "9007199254740992s", "99999999999999999d", "1h30m"] {
            assert_eq!(faults(&age(typed, "2026-01-05T09:24:00Z")), [Field::Age], "{typed}");
        }
        for now in ["now", "2026-01-05T09:24:00.5Z", "1969-12-31T23:59:59Z"] {
            assert_eq!(faults(&age("36h", now)), [Field::Now], "{now}");
        }
        assert_eq!(faults(&age("x", "y")), [Field::Now, Field::Age], "each field has its own sentence");
    }

    #[test]
    fn pauses_and_clocks_have_their_own_sentences() {
        let asked =
            form(|f| (f.silence, f.skew, f.delay, f.list_redacted) = ("1h".into(), " 0s".into(), "10m".into(), true)).read().unwrap();
        assert_eq!((asked.max_silence_secs, asked.skew_secs, asked.delay_secs, asked.list_redacted), (Some(3_600), 0, 600, true));
        let wrong = form(|f| (f.silence, f.skew, f.delay) = ("1".into(), "-1s".into(), "soon".into()));
        assert_eq!(faults(&wrong), [Field::Silence, Field::Skew, Field::Delay]);
    }

    #[test]
    fn the_present_is_filled_in_as_it_is_read() {
        assert_eq!(form(|f| f.set_now(1_767_605_040)).read().unwrap().now_secs, Some(1_767_605_040));
    }

    #[test]
    fn rules_keep_every_byte() {
        let rules = "{\"id\":\"evt-7f3a\"}\r\n\n{\"where\":{\"/event/action\":\"role.grant\"},\"count\":1}\n";
        let asked = form(|f| f.events = rules.into()).read().unwrap().events.unwrap();
        assert_eq!(asked.text(), rules);
        let wrong = form(|f| f.events = "{\"id\":\"a\"}\n{\"ids\":1}".into()).read().unwrap_err();
        assert!(matches!(&wrong[..], [(Field::Events, Wrong::Events(why))] if why.starts_with("line 2: ")), "{wrong:?}");
    }

    #[test]
    fn requirements_and_trace_are_asked() {
        let asked = form(|f| (f.trace, f.require) = (" req-7 ".into(), BTreeSet::from([Requirement::Dated]))).read().unwrap();
        assert_eq!((asked.trace.as_deref(), asked.require), (Some("req-7"), BTreeSet::from([Requirement::Dated])));
    }

    #[test]
    fn the_form_of_a_question_asks_it() {
        for entries in [None, Some((0, None)), Some((3, Some(7)))] {
            let question = Question { entries, accept_withheld: true, ..Question::default() };
            assert_eq!(QuestionForm::of(&question).read(), Ok(question));
        }
    }
}
