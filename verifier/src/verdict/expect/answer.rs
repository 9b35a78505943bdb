//! The answer to every rule, and what it does to the verdict (unbroken-bundle, Verdict per log and Expected events).
//!
//! An expected event that is not proven makes a log incomplete. Every other rule that is not met, or cannot be decided, is a requirement
//! that is not shown: the log is at best Unproven. A rule is never met because of a limit, nor broken because of one.

use super::folding::{fold, shown};
use super::{Asks, Expectations, Rule, Seen};
use crate::finding::Code;
use crate::log::draft::{Draft, entries_words_capital};
use crate::verdict::judge::several;
use crate::verdict::report::{ExpectedFacts, Known, LogReport, Reason};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Characters of a rule that a message repeats.
const QUOTED: usize = 200;
/// Spellings of one subject that a message names.
const NAMED: usize = 4;

/// The answer to all rules.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// How many were met.
    pub facts: ExpectedFacts,
    /// Findings, each with the log it belongs to.
    drafts: Vec<(Option<String>, Draft)>,
    /// Reasons that apply to a log because of it, with the number of rules.
    reasons: BTreeMap<String, BTreeMap<Reason, u64>>,
}

/// What became of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Met,
    Missing,
    Unmet,
    /// Something that was asked for is not here to be looked at, or is not read here.
    Undecided,
    /// More fits than is remembered.
    Limit,
}

/// Answers every rule; `unread` says that a part of the input was not read.
pub fn answer(expectations: &Expectations, seen: &[&Seen], unread: bool) -> Answer {
    let mut answer = Answer::default();
    for rule in &expectations.rules {
        let about: Vec<&Seen> = seen
            .iter()
            .copied()
            .filter(|seen| match &rule.log {
                Some(log) => *log == seen.origin,
                None => seen.headline,
            })
            .collect();
        let blind = unread || about.is_empty() || about.iter().any(|seen| seen.foreign || !seen.judged);
        let question = Asked { expectations, rule, about: &about, blind };
        let outcome = match &rule.asks {
            Asks::Count(exact) => question.count(*exact, &mut answer.drafts),
            Asks::Require(pointers) => question.require(pointers, &mut answer.drafts),
            Asks::Same(pointer) => question.same(*pointer, &mut answer.drafts),
        };
        answer.take(outcome, &about);
    }
    answer
}

impl Answer {
    fn take(&mut self, outcome: Outcome, about: &[&Seen]) {
        self.facts.asked += 1;
        let (counter, reason) = match outcome {
            Outcome::Met => (&mut self.facts.met, None),
            Outcome::Missing => (&mut self.facts.unmet, Some(Reason::Incomplete)),
            Outcome::Unmet => (&mut self.facts.unmet, Some(Reason::Unmet)),
            Outcome::Undecided => (&mut self.facts.undecided, Some(Reason::Unmet)),
            Outcome::Limit => (&mut self.facts.undecided, Some(Reason::Unanchored)),
        };
        *counter += 1;
        for (seen, reason) in about.iter().zip(core::iter::repeat(reason)).filter_map(|(seen, reason)| Some((seen, reason?))) {
            *self.reasons.entry(seen.origin.clone()).or_default().entry(reason).or_default() += 1;
        }
    }

    /// Findings that belong to no single log.
    pub fn loose(&self) -> impl Iterator<Item = Draft> {
        self.drafts.iter().filter(|(log, _)| log.is_none()).map(|(_, draft)| draft.clone())
    }

    /// Adds to the answer for one log what follows from the rules.
    pub fn lay(&self, report: &mut LogReport, drafts: &mut Vec<Draft>) {
        drafts.extend(self.drafts.iter().filter(|(log, _)| log.as_ref() == Some(&report.origin)).map(|(_, draft)| draft.clone()));
        let Some(reasons) = self.reasons.get(&report.origin).filter(|_| report.reason != Reason::Unreadable) else { return };
        // That a requirement is not shown is said where nothing else stands in the way.
        let clear = report.reasons.iter().any(|reason| matches!(reason, Reason::Slice | Reason::Intact | Reason::Consistent));
        let apply: BTreeSet<Reason> = reasons.keys().copied().filter(|reason| *reason != Reason::Unmet || clear).collect();
        if apply.is_empty() {
            return;
        }
        report.reasons.retain(|reason| !matches!(reason, Reason::Intact | Reason::Consistent));
        report.reasons.extend(apply);
        report.reasons.sort_unstable();
        report.reasons.dedup();
        let missing = reasons.get(&Reason::Incomplete).copied().unwrap_or_default();
        if missing > 0 && report.claims.complete.state != Known::Broken {
            report.claims.complete.state = Known::Broken;
            report.claims.complete.sentence =
                format!("{} not among the proven entries.", several(missing, "expected event is", "expected events are"));
        }
        let Some(reason) = report.reasons.first().copied().filter(|reason| *reason != report.reason) else { return };
        report.reason = reason;
        report.verdict = reason.verdict();
        report.sentence = match reason {
            Reason::Incomplete => {
                format!("Broken: {} not among the proven entries.", several(missing, "expected event is", "expected events are"))
            }
            Reason::Unmet => String::from("Unproven: every entry asked for is proven, and a requirement you made is not shown."),
            _ => String::from("Unproven: more lines fit an expectation than are looked at, and it was not decided."),
        };
    }
}

/// One rule and the logs it is about.
struct Asked<'q> {
    expectations: &'q Expectations,
    rule: &'q Rule,
    about: &'q [&'q Seen],
    /// There is something among them that was not looked at.
    blind: bool,
}

impl Asked<'_> {
    fn count(&self, exact: Option<u64>, drafts: &mut Vec<(Option<String>, Draft)>) -> Outcome {
        let slot = self.rule.slot;
        let tallies = || self.about.iter().filter_map(|seen| Some((*seen, seen.tallies.get(&slot)?)));
        let proven: u64 = tallies().map(|(_, tally)| tally.count).sum();
        let wanted = exact.map_or_else(|| String::from("at least 1"), |exact| exact.to_string());
        let least = exact.unwrap_or(1);
        let more = exact.is_some_and(|exact| proven > exact);
        if proven < least {
            match self.undecided(slot) {
                Outcome::Met => {}
                Outcome::Limit => return self.limit(drafts),
                other => return other,
            }
            let mut message = format!("{} asks for {wanted}, and {proven} proven {} it.", self.words(), fits(proven));
            let others: u64 = tallies().map(|(_, tally)| tally.others).sum();
            let other = tallies().find_map(|(seen, tally)| Some((seen, tally.other?)));
            let mut draft = Draft::new(Code::ExpectedMissing, String::new()).values(wanted, proven.to_string());
            if let Some((seen, (seq, status))) = other {
                message = format!(
                    "{message} At {} a line fits that is not proven; the first is entry {seq}{}, which is {}.",
                    several(others, "other position", "other positions"),
                    self.of(seen),
                    status.as_str()
                );
                draft = draft.entries(seq, seq + 1);
            }
            draft.message = message;
            drafts.push((self.place(), draft));
            return Outcome::Missing;
        }
        if more {
            let code = if least == 0 { Code::UnexpectedPresent } else { Code::ExpectedTooMany };
            let first = tallies().find_map(|(seen, tally)| Some((seen, *tally.proven.first()?)));
            let mut message = format!("{} asks for {wanted}, and {proven} proven {} it", self.words(), fits(proven));
            let mut draft = Draft::new(code, String::new()).count(proven.saturating_sub(least)).values(wanted, proven.to_string());
            if let Some((seen, (start, _))) = first {
                message = format!("{message}; the first is entry {start}{}", self.of(seen));
                draft = draft.entries(start, start + 1);
            }
            draft.message = format!("{message}.");
            drafts.push((self.place(), draft));
            return Outcome::Unmet;
        }
        // At least one is there, whatever else may be; exactly so many are there only if nothing is hidden.
        match (exact, self.undecided(slot)) {
            (None, _) => Outcome::Met,
            (_, Outcome::Limit) => self.limit(drafts),
            (_, Outcome::Met) if self.about.iter().all(|seen| seen.shown) => Outcome::Met,
            _ => Outcome::Undecided,
        }
    }

    fn require(&self, pointers: &[usize], drafts: &mut Vec<(Option<String>, Draft)>) -> Outcome {
        let mut outcome = Outcome::Met;
        let mut found = false;
        for (slot, pointer) in (self.rule.slot..).zip(pointers) {
            let name = self.expectations.pointers.get(*pointer).map_or_else(String::new, ToString::to_string);
            for seen in self.about {
                for (start, end) in seen.tallies.get(&slot).map_or(&[][..], |tally| &tally.proven) {
                    let verb = if end - start == 1 { "has" } else { "have" };
                    let message =
                        format!("{} {verb} nothing at {name}. {} asks for it.", entries_words_capital(*start, *end), self.words());
                    let draft = Draft::new(Code::FieldMissing, message).entries(*start, *end).count(end - start);
                    drafts.push((Some(seen.origin.clone()), draft.values(name.clone(), "nothing")));
                    found = true;
                }
            }
            outcome = if outcome == Outcome::Limit { outcome } else { self.undecided(slot) };
        }
        match outcome {
            _ if found => Outcome::Unmet,
            Outcome::Limit => self.limit(drafts),
            Outcome::Met if self.about.iter().all(|seen| seen.proven) => Outcome::Met,
            _ => Outcome::Undecided,
        }
    }

    fn same(&self, pointer: usize, drafts: &mut Vec<(Option<String>, Draft)>) -> Outcome {
        let slot = self.rule.slot;
        let name = self.expectations.pointers.get(pointer).map_or_else(String::new, ToString::to_string);
        let mut limit = false;
        // Folded form, spelling, first entry with it.
        let mut subjects: BTreeMap<String, BTreeMap<&str, (u64, &Seen)>> = BTreeMap::new();
        for seen in self.about {
            match seen.subjects.get(&slot) {
                None => {}
                Some(None) => limit = true,
                Some(Some(spellings)) => {
                    for (text, first) in spellings {
                        let folded = fold(text);
                        if !folded.is_empty() {
                            subjects.entry(folded).or_default().entry(text).or_insert((*first, *seen));
                        }
                    }
                }
            }
        }
        let mut found = false;
        for spellings in subjects.values().filter(|spellings| spellings.len() > 1) {
            let mut order: Vec<_> = spellings.iter().map(|(text, (first, seen))| (*first, *seen, *text)).collect();
            order.sort_by(|a, b| (a.0, &a.1.origin, a.2).cmp(&(b.0, &b.1.origin, b.2)));
            let mut named: Vec<String> =
                order.iter().take(NAMED).map(|(first, seen, text)| format!("{} (entry {first}{})", shown(text), self.of(seen))).collect();
            if order.len() > NAMED {
                named.push(format!("{} more", order.len() - NAMED));
            }
            let message = format!("What may be one subject is spelled in {} ways at {name}: {}.", order.len(), named.join(", "));
            let mut draft = Draft::new(Code::IdSpelledDifferently, message).count(order.len() as u64 - 1);
            if let [(_, _, usual), (second, _, other), ..] = order.as_slice() {
                draft = draft.entries(*second, second + 1).values(shown(usual), shown(other));
            }
            drafts.push((self.place(), draft));
            found = true;
        }
        match self.undecided(slot) {
            _ if found => Outcome::Unmet,
            Outcome::Limit => self.limit(drafts),
            Outcome::Met if limit => self.limit(drafts),
            Outcome::Met if self.about.iter().all(|seen| seen.proven) => Outcome::Met,
            _ => Outcome::Undecided,
        }
    }

    /// Met, as far as every line was looked at.
    fn undecided(&self, slot: u32) -> Outcome {
        if self.about.iter().any(|seen| seen.cut.contains(&slot)) {
            Outcome::Limit
        } else if self.blind {
            Outcome::Undecided
        } else {
            Outcome::Met
        }
    }

    fn limit(&self, drafts: &mut Vec<(Option<String>, Draft)>) -> Outcome {
        let message = format!("More lines fit than are looked at. {} was not decided.", self.words());
        drafts.push((self.place(), Draft::new(Code::LimitReached, message)));
        Outcome::Limit
    }

    /// The log a finding belongs to, if there is one only.
    fn place(&self) -> Option<String> {
        match self.about {
            [seen] => Some(seen.origin.clone()),
            _ => self.rule.log.clone(),
        }
    }

    /// " of a/b", where the finding itself does not say which log.
    fn of(&self, seen: &Seen) -> String {
        if self.place().is_some() { String::new() } else { format!(" of {}", seen.origin) }
    }

    /// The rule, as it was written.
    fn words(&self) -> String {
        let text = self.expectations.text.get(self.rule.place.clone()).unwrap_or_default().trim();
        let mut quoted: String = text.chars().take(QUOTED).collect();
        if quoted.len() < text.len() {
            quoted.push('…');
        }
        format!("Line {} of your expectations ({quoted})", self.rule.line)
    }
}

fn fits(count: u64) -> &'static str {
    if count == 1 { "entry fits" } else { "entries fit" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::expect::tally::Tally;

    /// A log in which `count` proven entries fit the only rule.
    fn seen(count: u64, cut: bool, shown: bool) -> Seen {
        let tally = Tally { proven: alloc::vec![(0, count)], count, others: 0, other: None };
        Seen {
            headline: true,
            judged: true,
            proven: true,
            shown,
            tallies: BTreeMap::from([(0, tally)]),
            cut: cut.then_some(0).into_iter().collect(),
            ..Seen::nothing("a", true)
        }
    }

    /// A limit, a part that was not read and a position that is not shown: none of them makes a rule met or an event missing.
    #[test]
    fn nothing_is_decided_by_what_was_not_seen() {
        let (least, two, none) = (r#"{"id":"x"}"#, r#"{"id":"x","count":2}"#, r#"{"id":"x","count":0}"#);
        let (met, missing) = ((1, 0, 0, None), (0, 1, 0, Some(Reason::Incomplete)));
        let (unmet, open, limit) = ((0, 1, 0, Some(Reason::Unmet)), (0, 0, 1, Some(Reason::Unmet)), (0, 0, 1, Some(Reason::Unanchored)));
        for (rule, count, cut, shown, unread, expected) in [
            (least, 1, false, false, false, met),
            (least, 1, true, false, true, met),
            (least, 0, false, true, false, missing),
            (least, 0, false, false, false, missing),
            (least, 0, true, true, false, limit),
            (least, 0, false, true, true, open),
            (two, 2, false, true, false, met),
            (two, 2, false, false, false, open),
            (two, 2, false, true, true, open),
            (two, 2, true, true, false, limit),
            (two, 1, false, true, false, missing),
            (two, 1, true, true, false, limit),
            (two, 3, false, true, false, unmet),
            (two, 3, true, false, true, unmet),
            (none, 0, false, true, false, met),
            (none, 0, false, false, false, open),
            (none, 0, false, true, true, open),
            (none, 1, true, false, true, unmet),
        ] {
            let answer = answer(&Expectations::parse(rule).unwrap(), &[&seen(count, cut, shown)], unread);
            let ExpectedFacts { asked, met, unmet, undecided } = answer.facts;
            let reason = answer.reasons.get("a").and_then(|reasons| reasons.keys().next().copied());
            assert_eq!((asked, (met, unmet, undecided, reason)), (1, expected), "{rule} {count} {cut} {shown} {unread}");
        }
    }

    /// Nothing that was judged says nothing about what is missing.
    #[test]
    fn what_could_not_be_judged_misses_nothing() {
        let rules = Expectations::parse("{\"id\":\"x\"}\n{\"require\":[\"/a\"]}\n{\"same\":\"/a\"}\n{\"id\":\"x\",\"count\":0}").unwrap();
        for seen in [&[&Seen::nothing("a", true)][..], &[]] {
            let answer = answer(&rules, seen, false);
            assert_eq!((answer.facts.undecided, answer.drafts.len()), (4, 0));
        }
    }

    /// What a required field and a spelling say of a log of which nothing fits a slot: met only where something was looked at.
    #[test]
    fn nothing_found_is_met_only_where_something_was_seen() {
        for rule in [r#"{"require":["/event/actor","/event/action"]}"#, r#"{"same":"/event/actor"}"#] {
            let rules = Expectations::parse(rule).unwrap();
            let slots: &[u32] = if rule.contains("require") { &[0, 1] } else { &[0] };
            for (proven, cut, unread, expected) in [
                (true, None, false, (1, 0, None)),
                (false, None, false, (0, 1, Some(Reason::Unmet))),
                (true, None, true, (0, 1, Some(Reason::Unmet))),
                (true, slots.first(), false, (0, 1, Some(Reason::Unanchored))),
                (true, slots.last(), false, (0, 1, Some(Reason::Unanchored))),
                (true, slots.first(), true, (0, 1, Some(Reason::Unanchored))),
            ] {
                let seen = Seen { judged: true, proven, shown: true, cut: cut.copied().into_iter().collect(), ..Seen::nothing("a", true) };
                let answer = answer(&rules, &[&seen], unread);
                let reason = answer.reasons.get("a").and_then(|reasons| reasons.keys().next().copied());
                let found = (answer.facts.met, answer.facts.undecided, reason);
                assert_eq!(found, expected, "{rule} {proven} {cut:?} {unread}");
                let limits = answer.drafts.iter().filter(|(_, draft)| draft.code == Code::LimitReached).count();
                assert_eq!(limits, usize::from(reason == Some(Reason::Unanchored)), "{rule}: a limit is said once");
            }
        }
    }

    /// A log whose subjects are spelled so, each first at the position of its index.
    fn spelled(origin: &str, spellings: &[&str]) -> Seen {
        let spellings = spellings.iter().zip(0..).map(|(text, seq)| (String::from(*text), seq)).collect();
        let seen = Seen { judged: true, proven: true, shown: true, ..Seen::nothing(origin, true) };
        Seen { subjects: BTreeMap::from([(0, Some(spellings))]), ..seen }
    }

    /// As many spellings as are named, and one more; and of which log each is, where the finding is about several.
    #[test]
    fn spellings_are_named_with_their_logs() {
        let rules = Expectations::parse(r#"{"same":"/event/actor"}"#).unwrap();
        let said = |seen: &[&Seen]| {
            let drafts = answer(&rules, seen, false).drafts;
            assert_eq!(drafts.len(), 1);
            let (log, draft) = drafts.into_iter().next().unwrap();
            (log, draft.message, draft.count)
        };
        let name = String::from("a");
        let start = "ways at /event/actor: \"bob\" (entry 0), \"Bob\" (entry 1), \"BOB\" (entry 2), \"boB\" (entry 3)";
        let text = |count: u64, more: &str| format!("What may be one subject is spelled in {count} {start}{more}.");
        assert_eq!(said(&[&spelled("a", &["bob", "Bob", "BOB", "boB"])]), (Some(name.clone()), text(4, ""), 3));
        assert_eq!(said(&[&spelled("a", &["bob", "Bob", "BOB", "boB", "bOb"])]), (Some(name), text(5, ", 1 more"), 4));
        let (one, other) = (spelled("a", &["bob"]), spelled("b", &["", "Bob"]));
        let message = "What may be one subject is spelled in 2 ways at /event/actor: \"bob\" (entry 0 of a), \"Bob\" (entry 1 of b).";
        assert_eq!(said(&[&one, &other]), (None, String::from(message), 1));
    }
}
