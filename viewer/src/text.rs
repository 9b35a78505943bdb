//! Every sentence of the interface, and how it writes numbers, sizes and times. What is said about evidence comes from the report.

use crate::bench::form::Kind;
use crate::bench::op::{Op, Signature, What};
use crate::bench::outcome::Outcome;
use crate::command::Command;
use crate::compare::{COMPARE_MOST, NoCompare};
use crate::found::Found;
use crate::query::Part;
use crate::query::read::{Fault, Why};
use crate::times::Times;
use crate::worker::protocol::{COPY_MOST, NoCopy, Pass};
use crate::{bench, escape};
use unbroken::verdict::evidence::Need;
use unbroken::verify::TreeStatus;
use unbroken::{Question, Requirement};
pub use unbroken_paper::words::{bytes, count, known, number, range, status, time};

/// The question of the first screen.
pub const ASK: &str = "Was anything in this audit log changed, removed or forged?";
/// What the page does.
pub const ABOUT: &str = "Drop an exported log, a proof or a checkpoint anywhere in this window. Every hash, link and signature is recomputed here, \
                         and you get an answer in words that you can defend.";
/// A folder that was dropped could not be read whole.
pub const FOLDER_UNREAD: &str = "A file of this folder could not be read, so none of it was. Choose the folder instead, or its files.";
/// What may be dropped.
pub const KINDS: &str = "A bundle of JSON Lines, a tlog-proof with its entry, checkpoints. Several files at once are fine. What you trust \
                         is given below, apart from the evidence.";
/// Choose files.
pub const CHOOSE: &str = "Choose files";
/// Choose a folder.
pub const FOLDER: &str = "Choose a folder";
/// Paste.
pub const PASTE: &str = "Paste";
/// What to do with the box for pasting.
pub const PASTE_HERE: &str = "Paste evidence here: a bundle, a tlog-proof, a checkpoint.";
/// Judge what was pasted.
pub const PASTE_GO: &str = "Judge it";
/// Name of evidence that was pasted.
pub const PASTED: &str = "pasted.txt";
/// Above the samples.
pub const SAMPLES: &str = "Or see what an answer looks like";
/// While dragging.
pub const DROP: &str = "Let go. It will be read here and nowhere else.";
/// Privacy, short.
pub const STAYS: &str = "Nothing leaves this page";
/// How the single file enforces it: before and after the directive.
pub const STAYS_FILE: (&str, &str) = ("Its own policy forbids every connection: ", ". Turn your network off and try.");
/// How the served page enforces it.
pub const STAYS_SITE: (&str, &str) = (
    "Evidence is read in this window. The policy of this page allows it to load itself and nothing else: ",
    ". The single-file edition forbids every connection.",
);
/// What a sample's trust texts come from.
pub const SAMPLE_SOURCE: &str = "the sample's own policy";
/// The trust panel.
pub const TRUST: &str = "What you trust";
/// What the panel is for.
pub const TRUST_ABOUT: &str =
    "Nothing in the evidence can add trust. Give keys and checkpoints that reached you by another way than the evidence.";
/// When trust comes from a sample.
pub const TRUST_SAMPLE: &str = "This is the sample's own policy. Your own evidence starts with an empty panel.";
/// Nothing is trusted.
pub const TRUST_EMPTY: &str = "Nothing is given, so nothing can be proven.";
/// Where did you get it?
pub const TRUST_SOURCE: &str = "Where did you get it?";
/// The question.
pub const QUESTION: &str = "What you ask";
/// About the question.
pub const QUESTION_ABOUT: &str =
    "Say which entries must be there, by number or by time. Without that, missing entries at the end cannot be noticed.";
/// Entries asked for.
pub const QUESTION_ENTRIES: &str = "Entries";
/// First entry.
pub const QUESTION_FROM: &str = "First entry";
/// One after the last.
pub const QUESTION_TO: &str = "Up to, not including";
/// Open end.
pub const QUESTION_OPEN: &str = "empty: up to the newest state";
/// Accept withheld entries.
pub const ACCEPT: &str = "Entries withheld on record are acceptable";
/// List what is redacted.
pub const LIST_REDACTED: &str = "List the entries whose values were withheld from this copy";
/// The entries cannot be read.
pub const BAD_ENTRIES: &str = "The range is not two whole numbers, the first below the second.";
/// Times asked for.
pub const QUESTION_TIMES: &str = "Times, in UTC";
/// First time.
pub const QUESTION_TIME_FROM: &str = "From";
/// How a time is written.
pub const A_TIME: &str = "2026-01-05T09:00:00Z";
/// Only one time is there.
pub const ONE_TIME: &str = "A range has two times, the second later than the first.";
/// The times are in the wrong order.
pub const BAD_TIMES: &str = "The second time is not later than the first.";

/// Something is no time.
pub fn bad_time(typed: &str) -> String {
    format!("{typed} is not a time; write it in UTC, as in {A_TIME}.")
}

/// How old the newest state may be.
pub const QUESTION_AGE: &str = "Not older than";
/// How a span of time is written.
pub const A_SPAN: &str = "90s, 5m, 36h, 7d";
/// A span cannot be read.
pub const BAD_SPAN: &str = "This is not a whole number of seconds, minutes, hours or days, as in 90s, 5m, 36h, 7d.";
/// An age without a present.
pub const NO_NOW: &str = "An age needs a present: say what time it is.";
/// The present.
pub const QUESTION_NOW: &str = "The present, in UTC";
/// Fill in the present.
pub const NOW: &str = "Now";
/// What that does.
pub const NOW_WHY: &str = "fills in the time of this computer; nothing else here asks a clock";
/// The present is no whole second.
pub const BAD_NOW: &str = "The present is not a whole second after 1970.";
/// Age and trace.
pub const QUESTION_STATE: &str = "Newest confirmed state";
/// Pauses and clocks.
pub const QUESTION_CLOCKS: &str = "Pauses and clocks";
/// How long the log may be without an entry.
pub const QUESTION_SILENCE: &str = "Longest time without an entry";
/// How far clocks may differ.
pub const QUESTION_SKEW: &str = "Clocks may differ by";
/// How late an entry may be in the witnessed state.
pub const QUESTION_DELAY: &str = "An entry may be confirmed late by";

/// What holds where a span is left out.
pub fn span_left_out(secs: u64) -> String {
    format!("empty: {secs}s")
}

/// Claims that must be proven.
pub const QUESTION_REQUIRE: &str = "Must be shown";
/// What belongs together.
pub const QUESTION_CORRELATION: &str = "One request across logs";
/// A correlation id.
pub const QUESTION_TRACE: &str = "List the entries with this correlation id";
/// Rules about content.
pub const QUESTION_EVENTS: &str = "Expected events";
/// What goes in.
pub const QUESTION_EVENTS_HINT: &str =
    "one rule per line: {\"id\":\"evt-7f3a\"} or {\"where\":{\"/event/action\":\"role.grant\"},\"count\":1}";
/// Pick a file.
pub const PICK: &str = "Pick a file";
/// A file is no text.
pub const NOT_TEXT: &str = "The file is not a text in UTF-8; nothing was taken from it.";

/// The rules about content cannot be used.
pub fn bad_events(why: &str) -> String {
    let mut why = why.to_owned();
    if let Some(first) = why.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{why}.")
}

/// What must be shown beside the entries, on its box.
pub fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Unaltered => "Unaltered",
        Requirement::Signed => "Signed by whom",
        Requirement::Complete => "Complete",
        Requirement::Dated => "Dated",
        Requirement::Witnessed => "Witnessed",
    }
}

/// A question in a few words.
pub fn asked(question: &Question) -> String {
    let parts = asked_parts(question);
    if parts.is_empty() { "no range".to_owned() } else { parts.join(" · ") }
}

fn asked_parts(question: &Question) -> Vec<String> {
    let entries = question.entries.map(|(from, to)| match to {
        Some(to) => range(from, to),
        None => format!("everything from entry {}", number(from)),
    });
    let times = question.time.map(|time| format!("{} up to {}", time.start(), time.end()));
    let require = (!question.require.is_empty())
        .then(|| format!("must be {}", question.require.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", ")));
    let age = question.max_age_secs.map(|secs| format!("not older than {} s", number(secs)));
    let events = question.events.as_ref().map(|events| count(events.len() as u64, "expected event", "expected events"));
    let trace = question.trace.as_ref().map(|id| format!("trace {id}"));
    let silence = question.max_silence_secs.map(|secs| format!("never silent for more than {} s", number(secs)));
    [entries, times, require, age, silence, events, trace].into_iter().flatten().collect()
}

/// The question cannot be read, in the summary.
pub const QUESTION_BAD: &str = "cannot be read";
/// The question cannot be read.
pub const MISASKED: (&str, &str) = ("No verdict:", "what you ask cannot be read.");
/// Why.
pub const MISASKED_WHY: &str =
    "Correct the field that says so, or empty it, and judge again. Nothing was judged with a part of the question.";
/// Judge with these.
pub const APPLY: &str = "Judge with this";
/// Trust files among the evidence.
pub const NOT_USED: &str = "found, not used";
/// Why not.
pub const NOT_USED_WHY: &str = "Trust files were found among the evidence. Nothing in them is believed. If you trust them, give them in the panel \
                                “What you trust”.";
/// No verdict yet.
pub const READING: &str = "No verdict yet:";
/// State of a claim in a preview if every present entry is in the tree.
pub const SO_FAR: &str = "In the tree";
/// The same where the tree says something bad.
pub const DAMAGE: &str = "Damage seen";
/// State of the signatures while a preview is shown.
pub const RUNNING: &str = "Not checked yet";
/// What it means.
pub const RUNNING_WHY: &str = "The signatures of entries are being checked now. Until all are, nothing is said about who wrote what.";
/// State of the claims of which a preview knows nothing.
pub const AT_THE_END: &str = "Not known yet";
/// Complete, while a preview is shown.
pub const COMPLETE_LATER: &str = "What accounts for absent entries is known when the signatures are checked.";
/// Complete, where a preview knows that something is missing.
pub const GAPS: &str = "Gaps seen";
/// What it means.
pub const GAPS_WHY: &str = "Entries that must be here are not. More is known when the signatures are checked.";
/// Dated, while a preview is shown.
pub const DATED_LATER: &str = "Said with the verdict.";

/// Further logs of a preview.
pub fn more_logs(n: u64) -> String {
    format!(" {} judged apart.", if n == 1 { "Another log here is".to_owned() } else { format!("{} other logs here are", number(n)) })
}

/// Cancel.
pub const CANCEL: &str = "Cancel";
/// Cancelled.
pub const CANCELLED: (&str, &str) = ("Cancelled:", "there is no verdict.");
/// Cancelled, explained.
pub const CANCELLED_WHY: &str = "The evidence was not read to its end, so nothing is said about it.";
/// Trust refused.
pub const REFUSED: (&str, &str) = ("No verdict:", "what you trust cannot be read.");
/// Refused, explained.
pub const REFUSED_WHY: &str = "Correct the line below, or take it out, and judge again. Nothing was judged with a part of it.";
/// Failed.
pub const FAILED: (&str, &str) = ("No verdict:", "the browser stopped the work.");
/// Failed, explained.
pub const FAILED_WHY: &str = "The worker that keeps the results died, perhaps for lack of memory. The command line has no such limit.";
/// A part was not read.
pub const PARTIAL: &str = "A part of the evidence was not read: a file changed meanwhile, or a worker died. That part is not checked, and the verdict cannot be Proven.";
/// A worker died, and no part of the evidence with it.
pub const DIED: &str = "A worker died. What it did not finish stands under “Not checked”.";
/// Nothing was checked.
pub const NOTHING: &str = "Nothing was checked.";
/// Report export.
pub const EXPORT: &str = "Save JSON";
/// Open the report as a sheet.
pub const OPEN_PAPER: &str = "Report";
/// The sheet.
pub const PAPER: &str = "Report as it will print";
/// Print it.
pub const PRINT: &str = "Print";
/// Save it.
pub const SAVE_HTML: &str = "Save HTML";
/// Back to the evidence.
pub const BACK: &str = "Back";
/// The word of a sample.
pub const SAMPLE_WORD: &str = "Sample, by a word of yours";
/// How many entries it has.
pub const SAMPLE_COUNT: &str = "entries";
/// Draw it.
pub const SAMPLE_DRAW: &str = "Draw";
/// What it is for.
pub const SAMPLE_WHY: &str = "A second auditor who has the same checkpoint and your word draws the same entries.";

/// A sample of this size cannot be drawn.
pub fn bad_sample(most: u64) -> String {
    format!("A whole number from 1 to {}.", number(most))
}

/// Start over.
pub const AGAIN: &str = "Start over";
/// Add files.
pub const ADD: &str = "Add files";
/// Claims.
pub const CLAIMS: [&str; 4] = ["Unaltered", "Signed by whom", "Complete", "Dated"];
/// Findings.
pub const FINDINGS: &str = "Findings";
/// No findings.
pub const NO_FINDINGS: &str = "none";
/// How far damage reaches.
pub const INCIDENTS: &str = "How far it reaches";

/// How many findings touch an incident.
pub fn incident_findings(n: u64) -> String {
    if n == 0 { String::new() } else { format!(" · {}", count(n, "finding", "findings")) }
}

/// What a list leaves out.
pub fn more(n: u64) -> String {
    format!("and {} more; the saved report has those it lists", number(n))
}

/// So many of so many.
pub fn of(some: u64, all: u64) -> String {
    format!("{} of {}", number(some), number(all))
}

/// Expectations that are met.
pub const MET: &str = "met";
/// That are not.
pub const UNMET: &str = "not met";
/// That could not be decided.
pub const UNDECIDED: &str = "not decided";
/// A trace.
pub const TRACE: &str = "Trace";
/// A trace without entries.
pub const NO_TRACE: &str = "No entry here carries this id; that proves nothing about entries that are not here.";
/// A trace that is not whole.
pub const TRACE_CUT: &str = "Not all entries with this id were looked at.";
/// Control records.
pub const RECORDS: &str = "The log about itself";
/// A record that counts.
pub const IN_EFFECT: &str = "in effect";
/// One that does not.
pub const NOT_IN_EFFECT: &str = "not in effect";
/// Sources.
pub const SOURCES: &str = "Sources that count";
/// Values that may be withheld.
pub const REDACTED: &str = "Values as digests";
/// Proven entries with digests.
pub const REDACTED_ENTRIES: &str = "proven entries with digests";
/// Digests in them.
pub const REDACTED_DIGESTS: &str = "digests in them";
/// Values that were supplied.
pub const REDACTED_DISCLOSED: &str = "values here that fit";
/// Values that were erased.
pub const REDACTED_ERASED: &str = "values erased on record";
/// What a digest without a value means.
pub const REDACTED_WHY: &str = "Any other digest may stand for no value at all.";
/// Attachments.
pub const ATTACHMENTS: &str = "Attachments";
/// What an input is to an entry.
pub const ATTACHED: &str = "named there as";
/// Records of access.
pub const ACCESS: &str = "Seen by others, as recorded";
/// Exported.
pub const EXPORTED: &str = "exported to";
/// Read.
pub const READ: &str = "read by";
/// A checkpoint that another one contradicts.
pub const CONTESTED: &str = "another checkpoint contradicts it";

/// A time that an entry claims.
pub fn claimed(millis: Option<i64>) -> String {
    let Some(millis) = millis else { return "no time".into() };
    match u64::try_from(millis.div_euclid(1000)) {
        Ok(secs) => format!("claimed {}", time(secs)),
        Err(_) => "claimed before 1970".into(),
    }
}

/// Between which times witnesses first saw an entry; nothing if no time is known.
pub fn bracket(not_before: Option<u64>, known_by: Option<u64>) -> Option<String> {
    Some(match (not_before, known_by) {
        (Some(start), Some(end)) => format!("Appended between {} and {}, as witnesses saw it.", time(start), time(end)),
        (None, Some(end)) => format!("Witnesses had seen it by {}.", time(end)),
        (Some(start), None) => format!("Witnesses had not seen it at {}.", time(start)),
        (None, None) => return None,
    })
}

/// Values of an entry that stand in it as digests.
pub const VALUES: &str = "Values";
/// What was checked of them.
pub const VALUES_FIT: &str = "supplied apart, each fits its digest in these bytes";
/// A value without a name.
pub const ELEMENT: &str = "element of a list";

/// Digests of an entry whose values are not here.
pub fn undisclosed(n: u64) -> String {
    format!("{} without a value here; it may stand for none.", count(n, "digest", "digests"))
}

/// Not checked.
pub const NOT_CHECKED: &str = "Not checked";
/// Entries.
pub const ENTRIES: &str = "Entries";
/// To an entry by its number.
pub const GO_TO: &str = "go to entry";

/// How many entries are here, and how many should be and are not.
pub fn present(rows: u64, missing: u64) -> String {
    let present = format!("{} in the evidence", number(rows));
    if missing > 0 { format!("{present}, {} missing", number(missing)) } else { present }
}

/// No entries.
pub const NO_ENTRIES: &str = "No entry of this log is in the evidence.";
/// The search.
pub const SEARCH: &str = "Search the entries";
/// What may stand in it, in the empty field.
pub const SEARCH_HINT: &str = "Search, or who:bob, status:altered, seq:100..200";
/// What may stand in it, under the empty field.
pub const SEARCH_HOW: &str = "Several terms must all fit; a minus before one excludes. More in the help.";
/// Empty the field.
pub const CLEAR: &str = "Clear";
/// Leave out what was not found.
pub const ONLY_HITS: &str = "only hits";
/// To the hit before.
pub const HIT_BEFORE: &str = "hit before (N)";
/// To the next hit.
pub const HIT_AFTER: &str = "next hit (n)";
/// A row that was found, for who cannot see its mark.
pub const A_HIT: &str = "hit";
/// The list when nothing was found.
pub const NO_HITS: &str = "Nothing was found.";
/// The columns of the list.
pub const COLUMNS: [&str; 6] = ["No.", "Time, claimed", "Who", "What", "Target", "Status"];

/// The head of the times where all of them have this date.
pub fn times_of(day: &str) -> String {
    format!("{day}, claimed")
}

/// A row with a bookmark, for who cannot see its mark.
pub const A_BOOKMARK: &str = "bookmark";
/// The button of a bookmark; whether it is pressed says whether there is one.
pub const BOOKMARK: &str = "Bookmark";
/// Take all of them away.
pub const CLEAR_MARKS: &str = "remove";
/// The neighbours of an entry.
pub const NEIGHBOURS: &str = "neighbours";

/// How many bookmarks the log has.
pub fn bookmarks(n: u64) -> String {
    count(n, "bookmark", "bookmarks")
}

/// A value in the list.
pub const VALUE: &str = "Click: only entries with this value. With Shift: without it.";
/// Search for a value.
pub const ONLY: &str = "only";
/// Exclude a value.
pub const WITHOUT: &str = "without";
/// The time that an entry claims, as one of its parts.
pub const PART_TIME: &str = "Claimed";
/// What is known about an entry, as one of its parts.
pub const PART_STATUS: &str = "Status";
/// The language of the search: a term, and what it finds.
pub const QUERIES: [(&str, &str); 11] = [
    ("two words", "entries with both, anywhere but in signatures and hashes"),
    ("\"two words\"", "entries with this phrase"),
    ("-word", "entries without it"),
    ("who:ali what:read target:doc", "part of the value; also outcome: id: corr:"),
    ("who=alice", "all of the value"),
    ("status:altered", "by what is known about the entry"),
    ("code:link-broken", "entries that a finding is about"),
    ("is:marked", "entries with a bookmark"),
    ("seq:41 seq:100..200", "by number; the end is not in the range"),
    ("time:2026-01-05", "by the time that the entry claims, in UTC"),
    ("time:2026-01-05..2026-01-06T12:00:00Z", "from, up to and not including"),
];

/// What a search has found so far.
pub fn found(found: &Found) -> String {
    let (hits, all) = (count(found.count(), "hit", "hits"), count(found.of, "entry", "entries"));
    let mut words = match (found.is_done(), found.count()) {
        (false, _) => format!("{hits} so far, {} of {all} looked at.", number(found.looked)),
        (true, 0) => format!("No hit in {all} looked at."),
        (true, _) => format!("{hits} in {all} looked at."),
    };
    if found.unread > 0 {
        words += &format!(" {} could not be read.", count(found.unread, "entry", "entries"));
    }
    if found.is_partial {
        words += " Of this finding the report lists only the first places.";
    }
    words
}

/// What is wrong with a query, and where.
pub fn query_fault(fault: &Fault, typed: &str) -> String {
    let word = typed.get(fault.start..fault.end).unwrap_or_default();
    let word = escape::flat(&escape::short(word, 24));
    let why = match fault.why {
        Why::NothingExcluded => "a minus needs something to exclude.".to_owned(),
        Why::NoValue => "a value is missing here.".to_owned(),
        Why::Unclosed => "these quotes are not closed.".to_owned(),
        Why::AfterQuote => "a space must follow the closing quote.".to_owned(),
        Why::Name => format!("there is no “{word}:”; as a text it stands between quotes."),
        Why::Status => format!("“{word}” is no status."),
        Why::Code => format!("“{word}” is no code of a finding."),
        Why::Seq => format!("“{word}” is no number and no range, as in 100..200."),
        Why::Time => format!("“{word}” is no time, as in 2026-01-05 or {A_TIME}."),
        Why::Is => format!("an entry can only be marked, not “{word}”."),
        Why::Backwards => "the range ends where it begins, or before.".to_owned(),
    };
    let at = typed.get(..fault.start).unwrap_or_default().chars().count() as u64 + 1;
    format!("At character {}: {why}", number(at))
}

/// The word for a part of an event.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Who => "Who",
        Part::What => "What",
        Part::Target => "Target",
        Part::Outcome => "Outcome",
        Part::Id => "Id",
        Part::Correlation => "Correlation",
    }
}

/// Search for a value, in full.
pub fn only_with(part: &str, value: &str) -> String {
    format!("Only entries with this: {part}, {value}")
}

/// Exclude a value, in full.
pub fn without(part: &str, value: &str) -> String {
    format!("Only entries without this: {part}, {value}")
}

/// Keep this.
pub const KEEP: &str = "Next time, bring this file";
/// Why.
pub const KEEP_WHY: &str =
    "The newest checkpoint that your keys stand behind. With it, no one can show you an older or another history without being noticed.";
/// What to do when nothing is pinned.
pub const COMPARE: &str = "Compare the fingerprint";
/// How.
pub const COMPARE_WHY: &str =
    "Ask the operator for it by another way than the one that brought you this file: a call, a contract, their website.";
/// Give it.
pub const PIN: &str = "Then give the key";
/// How.
pub const PIN_WHY: &str = "Put the full key into “What you trust”: as a policy line for the log, as a writers line for who signs entries.";
/// Whoever made it.
pub const SELF_MADE: &str = "Whoever made this file could have made all of it.";
/// The lane of times.
pub const TIMES: &str = "Claimed times";

/// What the lane of times shows.
pub fn times(times: &Times) -> String {
    let mut words = format!("{} {} to {}.", TIMES, moment(times.start), moment(times.end));
    if let Some(longest) = times.pauses.iter().max_by_key(|pause| pause.to - pause.from) {
        words += &format!(" The longest pause is {}, from {}.", pause(longest.to - longest.from), moment(longest.from));
    }
    if times.untimed > 0 {
        words += &format!(" {} without a time.", count(times.untimed, "entry", "entries"));
    }
    words
}

/// A time in milliseconds since 1970, also one before that.
pub fn moment(millis: i64) -> String {
    /// Seconds of 400 years, after which the calendar is the same again.
    const CYCLE: i64 = 146_097 * 86_400;
    let secs = millis.div_euclid(1000);
    let cycles = if secs < 0 { -secs.div_euclid(CYCLE) } else { 0 };
    let words = u64::try_from(secs + cycles * CYCLE).map(time).unwrap_or_default();
    match words.get(..4).and_then(|year| year.parse::<i64>().ok()) {
        Some(year) if cycles > 0 => format!("{:04}{}", year - 400 * cycles, words.get(4..).unwrap_or_default()),
        _ => words,
    }
}

/// How long a time without an entry is, in the largest unit that leaves at least two of it.
pub fn pause(millis: i64) -> String {
    let secs = millis.unsigned_abs() / 1000;
    match secs {
        0..120 => format!("{secs} s"),
        120..7200 => format!("{} min", number(secs / 60)),
        7200..172_800 => format!("{} h", number(secs / 3600)),
        _ => format!("{} days", number(secs / 86_400)),
    }
}

/// A time without an entry, on its picture.
pub fn no_entry_for(millis: i64) -> String {
    format!("no entry for {}", pause(millis))
}

/// What can be done with the lane.
pub const BRUSH: &str = "Click to go to an entry; pull to look closer.";

/// The lane shows a part of the log; a click shows all of it.
pub fn only_part(start: u64, end: u64) -> String {
    format!("{} only; show the whole log", range(start, end))
}

/// Lane table.
pub const AS_TABLE: &str = "as a table";
/// Lane picture.
pub const AS_PICTURE: &str = "as a picture";
/// An entry.
pub const EVENT: &str = "Event";
/// Whose words it is.
pub const EVENT_WHOSE: &str = "as the line says it; point at a value to see its bytes";
/// An event with more lines than are shown.
pub const EVENT_CUT: &str = "There is more; the bytes below have all of it.";
/// Its bytes.
pub const BYTES: &str = "Bytes";

/// How long the bytes of an entry are and where they lie; the name of the input follows.
pub fn where_bytes_lie(len: u64, offset: u64, in_receipt: bool) -> String {
    let place = if in_receipt { "in the extra data".to_owned() } else { format!("at offset {}", number(offset)) };
    format!(" {}, exactly as hashed, {place} of ", count(len, "byte", "bytes"))
}

/// Its proof.
pub const PROOF: &str = "Proof";
/// A second opinion.
pub const RECHECK: &str = "Check again with the browser";
/// What that is.
pub const RECHECK_WHY: &str = "Hashes and signatures of this entry once more, by the cryptography that is built into this browser.";
/// It cannot.
pub const RECHECK_UNABLE: &str = "This browser offers no cryptography of its own to this page.";
/// What a hash is compared with.
pub fn recheck_stated(what: &str) -> &'static str {
    if what == "root" { "the checkpoint says" } else { "the log committed to" }
}

/// What the browser says of a step; nothing fits where there is nothing to compare with.
pub fn rechecked(what: &str, fits: Option<bool>) -> &'static str {
    match (what, fits) {
        ("leaf", Some(true)) => "These bytes have the hash that the log committed to.",
        ("leaf", Some(false)) => "These bytes have another hash than the log committed to.",
        ("leaf", None) => "These bytes have this hash. What the log committed to was not shown.",
        ("root", Some(true)) => "With the hashes of the path this leads to the root that the checkpoint states.",
        ("root", Some(false)) => "With the hashes of the path this leads to another root than the checkpoint states.",
        ("log", Some(true)) => "The log's signature on that checkpoint is valid.",
        ("log", Some(false)) => "The log's signature on that checkpoint is not valid.",
        ("witness", Some(true)) => "The witness's signature on that checkpoint is valid.",
        ("witness", Some(false)) => "The witness's signature on that checkpoint is not valid.",
        ("writer", Some(true)) => "The writer's signature on these bytes is valid.",
        ("writer", Some(false)) => "The writer's signature on these bytes is not valid.",
        _ => "This browser does not know this kind of signature.",
    }
}

/// The way there.
pub const COMPARE_OPEN: &str = "Compare";
/// Two states beside each other.
pub const COMPARE_TITLE: &str = "Compare two states";
/// The older side.
pub const COMPARE_OLD: &str = "The older state";
/// The newer side.
pub const COMPARE_NEW: &str = "The newer state";
/// Exchange them.
pub const COMPARE_SWAP: &str = "Exchange";
/// While they are read.
pub const COMPARING: &str = "Both are being read.";
/// What was not done.
pub const COMPARE_LIMIT: &str =
    "Compared are the newest states that your keys stand behind. No entry was judged here; the verdict on the evidence does that.";
/// A side without a state.
pub const NO_STATE: &str = "No checkpoint here that your keys stand behind.";

/// A kept checkpoint among those that can be compared.
pub fn kept(at: usize, of: usize) -> String {
    if of == 1 { "the checkpoint you kept".into() } else { format!("checkpoint {} that you kept", at + 1) }
}

/// Why there is no answer, and what to do.
pub fn no_compare(why: NoCompare) -> String {
    match why {
        NoCompare::TooLong(size) => format!(
            "These have {}; the page compares up to {}. The command line has no such limit: unbroken diff OLD NEW.",
            bytes(size),
            bytes(COMPARE_MOST)
        ),
        NoCompare::Unread => "A file changed or vanished meanwhile. Go back, start over and give it again.".into(),
    }
}

/// What the answer means, and what to do.
pub fn relation(relation: &str) -> &'static str {
    match relation {
        "same" => "Both end with the same root, so they are one history of the same length.",
        "grew" => "The newer state begins with all of the older one. Keep the newer checkpoint, and bring it next time.",
        "rolled-back" => {
            "What was vouched for before is not in the newer state. Ask the operator where the rest is; a restored backup leaves the same trace."
        }
        "forked" => "At most one of them is the log. Keep both files, and show them to the operator and the witnesses.",
        _ => "Nothing here links the two. A bundle with the entries between them, or a receipt for the last entry of the older one, would.",
    }
}

/// How much is behind a state.
pub fn level(level: &str) -> &'static str {
    if level == "witnessed" {
        "signed by the log, seen by your witnesses"
    } else {
        "signed by a key of the log that you gave, or kept by you"
    }
}

/// Commands.
pub const BY_HAND: &str = "Check it by hand";
/// What shows a finding to others.
pub const EVIDENCE: &str = "Show it to somebody else";
/// Save it.
pub const SAVE_EVIDENCE: &str = "Save evidence";
/// Why there is no file.
pub fn no_evidence(why: &str) -> String {
    format!("No small file shows this: {why}.")
}

/// What an evidence file does, for whom, and what they must ask.
pub fn evidence_says(gives_again: bool, needs_keys: bool, question: &Question) -> String {
    let who = if needs_keys { "Whoever trusts what is listed here" } else { "Anybody, whatever they trust," };
    let does = if gives_again {
        "gets the same finding from the file alone"
    } else {
        "can check what the file holds, which is not all that the finding is about"
    };
    let parts = asked_parts(question);
    let asks = if parts.is_empty() { String::new() } else { format!(", asking: {}", parts.join(", ")) };
    let keys = if needs_keys { " Trust never comes with it: hand the keys over by another way." } else { "" };
    format!("{who} {does}{asks}.{keys}")
}

/// Something that the reader of an evidence file must trust.
pub fn need(need: &Need) -> String {
    match need {
        Need::Log(vkey) => format!("log {vkey}"),
        Need::Witness(vkey) => format!("witness {vkey}"),
        Need::Writer(vkey) => format!("writer {vkey}"),
        Need::Kept(note) => format!("the kept checkpoint of size {}", note.lines().nth(1).unwrap_or_default()),
    }
}

/// Save a receipt.
pub const RECEIPT: &str = "Save receipt";
/// Select something.
pub const SELECT: &str = "Select an entry to see its bytes and its proof.";
/// Close.
pub const CLOSE: &str = "close";
/// What a finding means.
pub const MEANS: &str = "What this means";
/// The tamper bench.
pub const BENCH: &str = "Tamper bench";
/// The way to it.
pub const BENCH_OPEN: &str = "Break it on purpose";
/// What it is for.
pub const BENCH_WHY: &str = "Change a copy of this log, and see what the verifier says.";
/// The way back.
pub const BENCH_BACK: &str = "Back to the evidence";
/// On every screen that is not evidence.
pub const BENCH_COPY: (&str, &str) = (
    "This is a copy.",
    "Break it as you like: the evidence stays as it was, nothing here enters a report, and the copy is gone when you leave.",
);
/// While the copy is made.
pub const BENCH_COPYING: &str = "The copy is being made and judged.";
/// There is no copy.
pub const BENCH_NO_COPY: &str = "There is no copy to break.";

/// Why there is no copy, and what to do.
pub fn bench_no_copy(why: NoCopy) -> String {
    match why {
        NoCopy::NoBundle => {
            "The entries of this log do not lie in a bundle. Only bundles (JSON Lines with entries and checkpoints) can be \
                             broken here; the command line can export one."
                .into()
        }
        NoCopy::TooLong(size) => format!(
            "The evidence has {}, and every try judges all of it again, so nothing above {} is copied. Export a shorter window of the log \
             and open that, or try with a sample.",
            bytes(size),
            bytes(COPY_MOST)
        ),
        NoCopy::Unread => "The file changed or vanished meanwhile. Go back, start over and give it again.".into(),
    }
}

/// The ways to break a copy.
pub fn bench_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Flip => "Flip a byte",
        Kind::Edit => "Edit a field",
        Kind::Delete => "Delete entries",
        Kind::Insert => "Insert an entry",
        Kind::Swap => "Swap two entries",
        Kind::Cut => "Cut the tail",
        Kind::Strip => "Strip a signature",
        Kind::Resign => "Re-sign with another key",
        Kind::RollBack => "Roll back to an older state",
        Kind::Rewrite => "Rewrite without the keys",
    }
}

/// What each way does.
pub fn bench_about(kind: Kind) -> String {
    match kind {
        Kind::Flip => "Turns the lowest bit of one byte of an entry. This is what a failing disk does as well.".into(),
        Kind::Edit => "Writes another value into an event, and leaves hashes and signatures as they are.".into(),
        Kind::Delete => "Takes entries out of the middle.".into(),
        Kind::Insert => "Puts in an entry that takes the place behind another one and links to it.".into(),
        Kind::Swap => "Exchanges two lines of the file.".into(),
        Kind::Cut => "Takes out every entry from one on, and leaves the checkpoints.".into(),
        Kind::Strip => "Takes one signature away: of an entry, or under a checkpoint.".into(),
        Kind::Resign => {
            format!("Signs one entry again with {}, a demonstration key that anybody can have.", bench::forge::label())
        }
        Kind::RollBack => "Takes out everything that an older checkpoint does not cover, newer checkpoints too.".into(),
        Kind::Rewrite => "Edits an entry, then writes the link of every entry behind it anew, so that the chain fits again.".into(),
    }
}

/// Fields of the form.
pub const BENCH_ENTRY: &str = "Entry";
/// The entry before an inserted one.
pub const BENCH_BEHIND: &str = "Behind entry";
/// Another entry.
pub const BENCH_WITH: &str = "With entry";
/// The first entry to go.
pub const BENCH_FIRST_TO_GO: &str = "First entry to go";
/// A byte.
pub const BENCH_BYTE: &str = "Byte of its line";
/// A value of the event.
pub const BENCH_FIELD: &str = "Field";
/// What it becomes.
pub const BENCH_VALUE: &str = "New value";
/// A signature.
pub const BENCH_SIGNATURE: &str = "Signature";
/// A checkpoint.
pub const BENCH_SIZE: &str = "Checkpoint over so many entries";
/// Positions are exchanged too.
pub const BENCH_RENUMBER: &str = "Exchange their numbers too";
/// What was rewritten is signed.
pub const BENCH_SIGN: &str = "Sign what was rewritten, with the demonstration key";
/// A change comes on top of others.
pub const BENCH_ON_TOP: &str = "On top of the changes before";
/// Apply and judge.
pub const BENCH_GO: &str = "Judge the copy";
/// Take it back.
pub const BENCH_UNDO: &str = "Undo";
/// A random change.
pub const BENCH_SURPRISE: &str = "Surprise me";
/// Before and after.
pub const BENCH_CHANGED: &str = "What you changed";
/// Nothing yet.
pub const BENCH_UNCHANGED: &str = "Nothing. The copy is the evidence, byte for byte.";
/// A side of a change.
pub const BENCH_BEFORE: &str = "before";
/// The other.
pub const BENCH_AFTER: &str = "after";
/// A line that was not there before.
pub const BENCH_NOT_THERE: &str = "not there";
/// A line that is not there any more.
pub const BENCH_GONE: &str = "gone";
/// The engine's answer.
pub const BENCH_SAYS: &str = "What the verifier says";
/// While it judges.
pub const BENCH_JUDGING: &str = "judging";
/// Why a change is noticed.
pub const BENCH_NOTICED: &str = "Why it is noticed.";
/// Why a change does no harm.
pub const BENCH_HARMLESS: &str = "Why it does no harm.";
/// The list of tries.
pub const BENCH_TRIES: &str = "Your tries";
/// None yet.
pub const BENCH_NO_TRIES: &str = "none yet";
/// Columns of the list.
pub const BENCH_COLUMNS: [&str; 5] = ["What you did", "Where", "What it said", "Finding", "Still proven"];
/// A try that nothing spoke against.
pub const BENCH_UNNOTICED: &str = "not noticed";
/// A try without a new finding.
pub const BENCH_NO_FINDING: &str = "none";
/// Positions that are still proven.
pub const BENCH_STILL: &str = "still proven";
/// None is.
pub const BENCH_NOTHING_PROVEN: &str = "nothing";
/// A number is missing at the bench.
pub const BENCH_NO_NUMBER: &str = "A whole number is missing here.";
/// A name for a forged value.
pub const BENCH_NAME: &str = "mallory";
/// Another one, where that stands already.
pub const BENCH_OTHER_NAME: &str = "trudy";
/// The keys of the bench besides those of its list.
pub const BENCH_KEYS: [(&str, &str); 4] =
    [("Enter", "judge the copy"), ("Ctrl Z", "undo"), ("r", "surprise me"), ("Esc", "back to the evidence")];

/// Why a change cannot be made.
pub fn bench_fault(fault: bench::op::Fault) -> String {
    use bench::op::Fault;
    match fault {
        Fault::NoEntry(seq) => format!("The copy has no entry {}.", number(seq)),
        Fault::NoByte(offset) => format!("The line of this entry has no byte {}.", number(offset as u64)),
        Fault::NoField => "This entry has no such field.".into(),
        Fault::Same => "This would change nothing.".into(),
        Fault::NoSignature => "There is no such signature.".into(),
        Fault::NoCheckpoint => "The copy has no older checkpoint of this size.".into(),
    }
}

/// Where a try was made, and on top of how many changes.
pub fn bench_place(op: &Op, below: usize) -> String {
    let value = |text: &str| escape::short(text, 40);
    let edit = |edit: &bench::op::Edit| format!("entry {}, {} → {}", number(edit.seq), value(&edit.pointer), value(&edit.value));
    let place = match op {
        Op::Flip { seq, offset } => format!("entry {}, byte {}", number(*seq), number(*offset as u64)),
        Op::Edit(one) => edit(one),
        Op::Delete { start, end } => range(*start, *end),
        Op::Insert { after } => format!("behind entry {}", number(*after)),
        Op::Swap { a, b, renumber } => {
            format!("entries {} and {}{}", number(*a), number(*b), if *renumber { ", numbers too" } else { "" })
        }
        Op::Cut { from } => format!("from entry {} on", number(*from)),
        Op::Strip(signature) => bench_signature(signature),
        Op::Resign { seq } => format!("entry {}", number(*seq)),
        Op::RollBack { size } => format!("to checkpoint {}", number(*size)),
        Op::Rewrite { edit: one, sign } => format!("{}{}", edit(one), if *sign { ", signed again" } else { "" }),
    };
    if below == 0 { place } else { format!("{place}, on top of {}", count(below as u64, "change", "changes")) }
}

/// A signature that can be taken away.
pub fn bench_signature(signature: &Signature) -> String {
    match signature {
        Signature::Entry(seq) => format!("of entry {}", number(*seq)),
        Signature::Note(size, key) => format!("under checkpoint {}: {key}", number(*size)),
    }
}

/// What a changed line is.
pub fn bench_what(what: What) -> String {
    match what {
        What::Entry(seq) => format!("entry {}", number(seq)),
        What::Place(seq) => format!("in the place of entry {}", number(seq)),
        What::Added(seq) => format!("another line for entry {}", number(seq)),
        What::Checkpoint(size) => format!("checkpoint {}", number(size)),
    }
}

/// Lines of a change that are not shown.
pub fn bench_more(n: u64) -> String {
    format!("and {} like this", count(n, "line", "lines"))
}

/// How long the engine took.
pub fn bench_took(millis: u64) -> String {
    if millis < 1_000 { format!("in {} ms", millis.max(1)) } else { format!("in {}.{:02} s", millis / 1_000, millis % 1_000 / 10) }
}

/// The tries and what became of them.
pub fn bench_totals(outcomes: &[Outcome]) -> String {
    let of = |wanted: &[Outcome]| outcomes.iter().filter(|outcome| wanted.contains(outcome)).count() as u64;
    let parts = [
        (of(&[Outcome::Broke]), "broke the log", "broke the log"),
        (of(&[Outcome::Doubted]), "left it unproven", "left it unproven"),
        (of(&[Outcome::Named, Outcome::Harmless]), "was harmless", "were harmless"),
        (of(&[Outcome::Unnoticed]), "was not noticed", "were not noticed"),
    ];
    let mut parts = parts.iter().filter(|(n, ..)| *n > 0);
    match (outcomes.len(), parts.clone().next()) {
        (_, None) => BENCH_NO_TRIES.into(),
        (1, Some((_, one, _))) => format!("1, which {one}"),
        (all, _) => {
            let parts: Vec<String> = parts.by_ref().map(|(n, one, more)| count(*n, one, more)).collect();
            format!("{}, of which {}", number(all as u64), parts.join(", "))
        }
    }
}

/// What stands in the way of hiding a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guards {
    /// Entries behind the first that was changed.
    pub later: u64,
    /// Checkpoints that cover it.
    pub checkpoints: u64,
    /// Witnesses of the policy.
    pub witnesses: u64,
}

/// Why a finding of this code is there: what the change ran into.
pub fn bench_why(code: &str, guards: Guards) -> String {
    match code {
        "entry-altered" => hiding(guards),
        "block-altered" => {
            "The links fit each other again. But a signed checkpoint fixes one hash over all entries before it, these entries \
                            no longer give it, and only the key of the log can sign another."
                .into()
        }
        "entries-missing" => {
            "Every entry carries its number and the hash of the one before it, and a signed checkpoint says how many there are.".into()
        }
        "entries-expected" => {
            "You said which entries you expect. The older state is genuine; it is only too short for your question.".into()
        }
        "rollback" => "You kept a newer checkpoint. No older state can be shown to you as the newest any more.".into(),
        "entry-impostor" => "A position has one entry, and the genuine one is proven. The other line stands in no tree.".into(),
        "entry-conflict" => "Two lines claim one position, and nothing you trust says which is genuine.".into(),
        "signature-invalid" => {
            "A signature covers every byte of its line, number and link included. Other bytes need another signature, and only the key of \
             the writer makes one."
                .into()
        }
        "link-broken" => "The entry behind it carries the hash of what was there before.".into(),
        "line-unreadable" | "entry-malformed" => {
            "The line is no entry any more, so that entry is missing here; its hash is still on record.".into()
        }
        "checkpoint-key-unknown" | "quorum-unmet" | "trust-too-low" | "checkpoint-malformed" => {
            "Without this signature nobody you trust stands behind the newest state. Nothing is contradicted, so nobody is accused; it is \
             only no longer proven."
                .into()
        }
        "signer-unpinned" => "You trust no such key. The signature of a stranger proves nothing, however well it fits.".into(),
        "out-of-order" => {
            "The order of lines in a file says nothing. Every entry carries its own number, so they were put in order.".into()
        }
        "entries-uncovered" => "No checkpoint covers this position. What stands there is newer than everything that is proven.".into(),
        _ => "What the copy says no longer fits what is on record.".into(),
    }
}

/// What it would take to hide a changed entry.
fn hiding(guards: Guards) -> String {
    let mut parts = Vec::new();
    if guards.later > 0 {
        parts.push(count(guards.later, "later entry", "later entries"));
    }
    if guards.checkpoints > 0 {
        parts.push(count(guards.checkpoints, "signed checkpoint", "signed checkpoints"));
    }
    if guards.witnesses > 0 {
        parts.push(format!("the memory of {}", count(guards.witnesses, "witness", "witnesses")));
    }
    let hidden = match parts.as_slice() {
        [] => return "Its hash is on record, and these bytes have another.".into(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    };
    format!("Its hash is on record, and these bytes have another. To hide this one change you would have to change {hidden}.")
}

/// Why a try without a finding did no harm.
pub const BENCH_NO_HARM: &str = "Every entry is still there as it was, and nothing that you asked depends on what was taken away.";
/// A verdict that fell without a new finding.
pub const BENCH_BY_VERDICT: &str = "Nothing new was found, but the verdict is not what it was; its reason stands above.";

/// Why a try became what it became: its beginning, and the rest. `finding` is why the first new finding is there, if there is one. Only what
/// left the verdict as it was is called harmless.
pub fn bench_because(outcome: Outcome, finding: Option<String>) -> (&'static str, String) {
    match (outcome, finding) {
        (Outcome::Harmless, _) => (BENCH_HARMLESS, BENCH_NO_HARM.into()),
        (Outcome::Named, Some(words)) => (BENCH_HARMLESS, words),
        (_, Some(words)) => (BENCH_NOTICED, words),
        (_, None) => (BENCH_NOTICED, BENCH_BY_VERDICT.into()),
    }
}

/// What a try that was not noticed means: its beginning, and the rest.
pub fn bench_unnoticed(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::RollBack | Kind::Cut => (
            "The last one was not noticed, and could not be.",
            "An older, honest state looks exactly like a log that is not longer yet. Only a checkpoint you kept, or a witness, can tell.",
        ),
        _ => (
            "The last one was not noticed.",
            "Nothing you trust says what stood there before. Only a key or a checkpoint that reached you by another way, or a witness, can tell.",
        ),
    }
}

/// Keys.
pub const KEYS: &str = "Keys";
/// The palette.
pub const COMMANDS: &str = "All commands";
/// What to do with its field.
pub const COMMANDS_HINT: &str = "Type what you want to do";
/// A command that needs something that is not on screen.
pub const NOT_NOW: &str = "not possible here";

/// How many commands fit.
pub fn commands(n: usize) -> String {
    if n == 0 { "No command is called so.".into() } else { count(n as u64, "command", "commands") }
}

/// A key as the page writes it.
pub fn key(key: &str) -> &str {
    match key {
        "ArrowDown" => "↓",
        "ArrowUp" => "↑",
        "Escape" => "Esc",
        other => other,
    }
}

/// What a command does.
pub fn command(command: Command) -> &'static str {
    match command {
        Command::Search => "search the entries",
        Command::HitAfter => "next hit",
        Command::HitBefore => "hit before",
        Command::OnlyHits => "list only hits, or all entries",
        Command::RowAfter => "next row of the list",
        Command::RowBefore => "row before in the list",
        Command::NeighbourAfter => "entry after this one in the log",
        Command::NeighbourBefore => "entry before this one in the log",
        Command::Open => "read the entry",
        Command::GoTo => "go to an entry by its number",
        Command::FindingAfter => "next finding",
        Command::FindingBefore => "finding before",
        Command::Bookmark => "set or remove a bookmark",
        Command::BookmarkAfter => "next bookmark",
        Command::BookmarkBefore => "bookmark before",
        Command::OnlyBookmarks => "search for bookmarks",
        Command::ClearBookmarks => "remove every bookmark of this log",
        Command::Table => "the log as a table, or as a picture",
        Command::Report => "the report, to print and to save",
        Command::SaveReport => "save the report as JSON",
        Command::Trust => "what you trust and ask",
        Command::ChooseFiles => "choose files",
        Command::StartOver => "start over",
        Command::Compare => "compare two states of a log",
        Command::Bench => "break a copy on purpose",
        Command::Theme => "light or dark",
        Command::Help => "keys and search terms",
        Command::Palette => "all commands",
        Command::Back => "close what is open",
    }
}

/// A span of time: `12 s`, `3 min 5 s`.
pub fn span(secs: u64) -> String {
    if secs < 60 { format!("{secs} s") } else { format!("{} min {} s", number(secs / 60), secs % 60) }
}

/// Progress in words: how much is read, how many entries, how fast, how long it will take.
pub fn progress(p: &crate::job::Progress, elapsed_secs: f64) -> String {
    let pass = match p.pass {
        None => "",
        Some(Pass::Tree) => "First without signatures: ",
        Some(Pass::Full) => "With signatures: ",
    };
    let mut words = format!("{pass}{} of {} read, {}", bytes(p.read), bytes(p.size), count(p.entries, "entry", "entries"));
    // The second pass did not begin when the work began.
    if elapsed_secs >= 1.0 && p.pass != Some(Pass::Full) {
        words += &format!(", {}/s", bytes((p.read as f64 / elapsed_secs) as u64));
    }
    if let Some(left) = p.seconds_left(elapsed_secs) {
        words += &format!(", about {} left", span(left));
    }
    words
}

/// How much is done, in the headline while reading.
pub fn share(percent: u64) -> String {
    format!("{percent} % of the work is done.")
}

/// Why the trust texts were refused.
pub fn refused(text: &str, line: u32, fault: &str) -> String {
    let place = if line == 0 { text.to_owned() } else { format!("{text}, line {line}") };
    format!("{place}: {fault}")
}

/// The headline of a receipt whose entry is proven.
pub fn receipt(index: u64, size: u64, signers: &str) -> String {
    format!("your entry is number {} of a log of {}, signed by {signers}.", number(index), count(size, "entry", "entries"))
}

/// A status of a preview in the words of a legend; none of them is a verdict.
pub fn tree_status(status: TreeStatus) -> &'static str {
    match status {
        TreeStatus::Disputed => "disputed",
        TreeStatus::Conflict => "in two versions",
        TreeStatus::Misplaced => "misplaced",
        TreeStatus::Altered => "altered",
        TreeStatus::Missing => "missing",
        TreeStatus::Suspect => "suspect",
        TreeStatus::Unproven => "not shown",
        TreeStatus::Withheld => "withheld",
        TreeStatus::Chained => "named by its successor",
        TreeStatus::Committed => "in a tree you trust less",
        TreeStatus::Uncovered => "newer than every checkpoint",
        TreeStatus::Recorded => "removed, says a record",
        TreeStatus::Shown => "in the tree, signature not checked",
    }
}

/// One sentence for what a status says about an entry.
pub fn status_sentence(word: &str) -> &'static str {
    match word {
        "disputed" => "Two histories cover this entry, both signed under trusted keys, and they differ here.",
        "conflict" => "Two different lines claim this position, and neither is proven.",
        "forged" => "A signature or a position in this line is false.",
        "altered" => "These bytes are not what the log recorded at this position.",
        "missing" => "This entry was asked for and is not here.",
        "suspect" => "At least one entry of this block was changed. Which one, this evidence does not say.",
        "unproven" => "Nothing contradicts this entry, but its proof runs through entries that are not here.",
        "withheld" => "This entry is withheld. Its hash is on record.",
        "chained" => "The entry after it carries its hash. Its place in the tree was not shown.",
        "committed" => "It stands in a signed tree, but not under keys you trust at the level you require.",
        "uncovered" => "No checkpoint that can be used covers this entry.",
        "erased" => "This entry is gone, and a proven record says so.",
        "pruned" => "This entry was pruned, and a proven record says so.",
        "proven" => "The log committed to exactly these bytes.",
        _ => "Nothing is known about this entry.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_in_a_few_words() {
        assert_eq!(asked(&Question::default()), "no range");
        let question = Question {
            entries: Some((0, None)),
            require: [Requirement::Signed, Requirement::Dated].into(),
            trace: Some("req-7".into()),
            ..Question::default()
        };
        assert_eq!(asked(&question), "everything from entry 0 · must be signed, dated · trace req-7");
    }

    #[test]
    fn faults_are_sentences() {
        assert_eq!(bad_events("line 2: there is no expectation here"), "Line 2: there is no expectation here.");
        assert_eq!(bad_events("é"), "é.");
    }

    #[test]
    fn only_a_verdict_that_stands_is_called_harmless() {
        for outcome in [Outcome::Broke, Outcome::Doubted] {
            for finding in [None, Some("a reason".to_owned())] {
                assert_eq!(bench_because(outcome, finding).0, BENCH_NOTICED, "{outcome:?}");
            }
        }
        assert_eq!(bench_because(Outcome::Harmless, None).0, BENCH_HARMLESS);
        assert_eq!(bench_because(Outcome::Named, Some("a reason".into())), (BENCH_HARMLESS, "a reason".into()));
    }

    #[test]
    fn moments_of_every_year_have_a_date() {
        assert_eq!(moment(1_767_605_040_999), "2026-01-05 09:24:00 UTC");
        assert_eq!(moment(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!(moment(-1_388_534_400_000), "1926-01-01 00:00:00 UTC");
        assert_eq!(moment(-62_167_219_200_000), "0000-01-01 00:00:00 UTC");
        assert_eq!(moment(253_402_300_799_000), "9999-12-31 23:59:59 UTC");
    }

    #[test]
    fn times_of_an_entry_say_whose_they_are() {
        assert_eq!(claimed(Some(1_767_605_040_999)), "claimed 2026-01-05 09:24:00 UTC");
        assert_eq!(claimed(Some(-1)), "claimed before 1970");
        assert_eq!(bracket(None, None), None);
        let both = bracket(Some(0), Some(1_767_605_040)).unwrap();
        assert_eq!(both, "Appended between 1970-01-01 00:00:00 UTC and 2026-01-05 09:24:00 UTC, as witnesses saw it.");
        assert!(bracket(None, Some(0)).unwrap().contains("by") && bracket(Some(0), None).unwrap().contains("not"));
    }

    #[test]
    fn progress_names_the_pass() {
        let at = |pass| crate::job::Progress { pass, read: 1_000_000, size: 2_000_000, entries: 7, work: 1, work_total: 3 };
        assert_eq!(progress(&at(None), 2.0), "1.0 MB of 2.0 MB read, 7 entries, 500.0 kB/s, about 4 s left");
        let first = "First without signatures: 1.0 MB of 2.0 MB read, 7 entries, 500.0 kB/s, about 4 s left";
        assert_eq!(progress(&at(Some(Pass::Tree)), 2.0), first);
        assert_eq!(progress(&at(Some(Pass::Full)), 2.0), "With signatures: 1.0 MB of 2.0 MB read, 7 entries, about 4 s left");
    }

    #[test]
    fn a_search_says_how_far_it_is() {
        let begun = Found::begin(crate::query::Query::default(), 1, 4_000);
        assert_eq!(found(&begun), "0 hits so far, 0 of 4,000 entries looked at.");
        let mut at = begun.clone();
        at.take(&crate::found::pack(&[7]), 4_000, 0);
        assert_eq!(found(&at), "1 hit in 4,000 entries looked at.");
        let mut ended = begun;
        ended.take(&[], 4_000, 3);
        ended.is_partial = true;
        let words =
            "No hit in 4,000 entries looked at. 3 entries could not be read. Of this finding the report lists only the first places.";
        assert_eq!(found(&ended), words);
    }

    #[test]
    fn faults_of_a_query_say_where() {
        let said = |typed: &str| query_fault(&crate::query::Query::read(typed).unwrap_err(), typed);
        assert_eq!(said("ž status:alterd"), "At character 10: “alterd” is no status.");
        assert_eq!(said("actr:x"), "At character 1: there is no “actr:”; as a text it stands between quotes.");
        assert_eq!(said("who:"), "At character 5: a value is missing here.");
        assert_eq!(said("is:old"), "At character 4: an entry can only be marked, not “old”.");
        assert!(said(&format!("seq:{}", "9".repeat(500))).len() < 200);
        assert!(!said("code:\u{202e}x").contains('\u{202e}'));
    }

    #[test]
    fn tries_are_counted_by_what_became_of_them() {
        use Outcome::{Broke, Doubted, Harmless, Named, Unnoticed};
        assert_eq!(bench_totals(&[]), "none yet");
        assert_eq!(bench_totals(&[Unnoticed]), "1, which was not noticed");
        let all = bench_totals(&[Broke, Named, Harmless, Doubted, Broke, Unnoticed]);
        assert_eq!(all, "6, of which 2 broke the log, 1 left it unproven, 2 were harmless, 1 was not noticed");
        assert_eq!((bench_took(0), bench_took(3_456)), ("in 1 ms".into(), "in 3.45 s".into()));
    }

    #[test]
    fn what_hides_a_change_is_counted() {
        let hide = |later, checkpoints, witnesses| bench_why("entry-altered", Guards { later, checkpoints, witnesses });
        assert!(hide(2, 1, 0).ends_with("you would have to change 2 later entries and 1 signed checkpoint."));
        assert!(hide(0, 1, 2).ends_with("you would have to change 1 signed checkpoint and the memory of 2 witnesses."));
        assert_eq!(hide(0, 0, 0), "Its hash is on record, and these bytes have another.");
    }

    #[test]
    fn every_query_of_the_help_can_be_read() {
        assert!(QUERIES.iter().all(|(query, _)| crate::query::Query::read(query).is_ok()));
    }

    #[test]
    fn every_status_has_words() {
        for status_ in unbroken::log::coverage::Status::ALL {
            let word = status_.as_str();
            assert_ne!(status(word), "Unknown");
            assert!(!status_sentence(word).starts_with("Nothing is known"));
        }
    }
}
