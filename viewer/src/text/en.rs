//! The interface in English.

use super::{Guards, Said, Words, moment, time};
use crate::bench::form::Kind;
use crate::bench::op::{Op, Signature, What};
use crate::bench::outcome::Outcome;
use crate::command::Command;
use crate::compare::{COMPARE_MOST, NoCompare};
use crate::found::Found;
use crate::query::Part;
use crate::query::read::{Fault, Why};
use crate::question::Wrong;
use crate::times::Times;
use crate::trust::Refusal;
use crate::worker::protocol::{COPY_MOST, Lost, NoCopy, NoProof, Pass};
use crate::{bench, escape};
use unbroken::verdict::evidence::Need;
use unbroken::verify::TreeStatus;
use unbroken::{Code, Question, Requirement};
use unbroken_paper::next::Step;
pub use unbroken_paper::scope;
use unbroken_paper::words::count;
pub use unbroken_paper::words::{bytes, known, number, range, status};

pub const WORDS: Words = Words {
    ask: "Was anything in this audit log changed, removed or forged?",
    about: "Drop an exported log, a proof or a checkpoint anywhere in this window. Every hash, link and signature is recomputed here, \
                         and you get an answer in words that you can defend.",
    folder_unread: "A file of this folder could not be read, so none of it was. Choose the folder instead, or its files.",
    kinds: "A bundle of JSON Lines, a tlog-proof with its entry, checkpoints. Several files at once are fine. What you trust \
                         is given below, apart from the evidence.",
    choose: "Choose files",
    folder: "Choose a folder",
    paste: "Paste",
    paste_here: "Paste evidence here: a bundle, a tlog-proof, a checkpoint.",
    paste_go: "Judge it",
    pasted: "pasted.txt",
    samples: "Or see what an answer looks like",
    drop: "Let go. It will be read here and nowhere else.",
    stays: "Nothing leaves this page",
    stays_file: ("Its own policy forbids every connection: ", ". Turn your network off and try."),
    stays_site: (
        "Evidence is read in this window. The policy of this page allows it to load itself and nothing else: ",
        ". The single-file edition forbids every connection.",
    ),
    sample_source: "the sample's own policy",
    trust: "What you trust",
    trust_about: "Nothing in the evidence can add trust. Give keys and checkpoints that reached you by another way than the evidence.",
    trust_sample: "This is the sample's own policy. Your own evidence starts with an empty panel.",
    trust_empty: "Nothing is given, so nothing can be proven.",
    trust_source: "Where did you get it?",
    question: "What you ask",
    question_about: "Say which entries must be there, by number or by time. Without that, missing entries at the end cannot be noticed.",
    question_entries: "Entries",
    question_from: "First entry",
    question_to: "Up to, not including",
    question_open: "empty: up to the newest state",
    accept: "Entries withheld on record are acceptable",
    list_redacted: "List the entries whose values were withheld from this copy",
    bad_entries: "The range is not two whole numbers, the first below the second.",
    question_times: "Times, in UTC",
    question_time_from: "From",
    a_time: "2026-01-05T09:00:00Z",
    one_time: "A range has two times, the second later than the first.",
    bad_times: "The second time is not later than the first.",
    question_age: "Not older than",
    a_span: "90s, 5m, 36h, 7d",
    bad_span: "This is not a whole number of seconds, minutes, hours or days, as in 90s, 5m, 36h, 7d.",
    no_now: "An age needs a present: say what time it is.",
    question_now: "The present, in UTC",
    now: "Now",
    now_why: "fills in the time of this computer; nothing else here asks a clock",
    bad_now: "The present is not a whole second after 1970.",
    question_state: "Newest confirmed state",
    question_clocks: "Pauses and clocks",
    question_silence: "Longest time without an entry",
    question_skew: "Clocks may differ by",
    question_delay: "An entry may be confirmed late by",
    question_require: "Must be shown",
    question_correlation: "One request across logs",
    question_trace: "List the entries with this correlation id",
    question_events: "Expected events",
    question_events_hint: "one rule per line: {\"id\":\"evt-7f3a\"} or {\"where\":{\"/event/action\":\"role.grant\"},\"count\":1}",
    pick: "Pick a file",
    not_text: "The file is not a text in UTF-8; nothing was taken from it.",
    question_bad: "cannot be read",
    misasked: ("No verdict:", "what you ask cannot be read."),
    misasked_why: "Correct the field that says so, or empty it, and judge again. Nothing was judged with a part of the question.",
    apply: "Judge with this",
    not_used: "found, not used",
    not_used_why: "Trust files were found among the evidence. Nothing in them is believed. If you trust them, give them in the panel \
                                “What you trust”.",
    peek: "First lines",
    peek_why: "as the file says them; nothing of it is checked yet",
    reading: "No verdict yet:",
    so_far: "In the tree",
    damage: "Damage seen",
    running: "Not checked yet",
    running_why: "The signatures of entries are being checked now. Until all are, nothing is said about who wrote what.",
    at_the_end: "Not known yet",
    complete_later: "What accounts for absent entries is known when the signatures are checked.",
    gaps: "Gaps seen",
    gaps_why: "Entries that must be here are not. More is known when the signatures are checked.",
    dated_later: "Said with the verdict.",
    cancel: "Cancel",
    cancelled: ("Cancelled:", "there is no verdict."),
    cancelled_why: "The evidence was not read to its end, so nothing is said about it.",
    refused: ("No verdict:", "what you trust cannot be read."),
    refused_why: "Correct the line below, or take it out, and judge again. Nothing was judged with a part of it.",
    failed: ("No verdict:", "the browser stopped the work."),
    failed_why: "The worker that keeps the results died, perhaps for lack of memory. The command line has no such limit.",
    partial: "A part of the evidence was not read: a file changed meanwhile, or a worker died. That part is not checked, and the verdict cannot be Proven.",
    died: "A worker died. What it did not finish stands under “Not checked”.",
    nothing: "Nothing was checked.",
    export: "Save JSON",
    open_paper: "Report",
    paper: "Report as it will print",
    print: "Print",
    save_html: "Save HTML",
    back: "Back",
    sample_word: "Sample, by a word of yours",
    sample_count: "entries",
    sample_draw: "Draw",
    sample_why: "A second auditor who has the same checkpoint and your word draws the same entries.",
    again: "Start over",
    add: "Add files",
    claims: ["Unaltered", "Signed by whom", "Complete", "Dated"],
    findings: "Findings",
    no_findings: "none",
    incidents: "How far it reaches",
    met: "met",
    unmet: "not met",
    undecided: "not decided",
    trace: "Trace",
    no_trace: "No entry here carries this id; that proves nothing about entries that are not here.",
    trace_cut: "Not all entries with this id were looked at.",
    records: "The log about itself",
    in_effect: "in effect",
    not_in_effect: "not in effect",
    sources: "Sources that count",
    redacted: "Values as digests",
    redacted_entries: "proven entries with digests",
    redacted_digests: "digests in them",
    redacted_disclosed: "values here that fit",
    redacted_erased: "values erased on record",
    redacted_why: "Any other digest may stand for no value at all.",
    attachments: "Attachments",
    attached: "named there as",
    access: "Seen by others, as recorded",
    exported: "exported to",
    read: "read by",
    contested: "another checkpoint contradicts it",
    values: "Values",
    values_fit: "supplied apart, each fits its digest in these bytes",
    element: "element of a list",
    not_checked: "Not checked",
    entries: "Entries",
    go_to: "go to entry",
    no_log: "No entry, no receipt and no checkpoint was found in what you opened.",
    no_entries: "No entry of this log is in the evidence.",
    search: "Search the entries",
    search_hint: "Search, or who:bob, status:altered, seq:100..200",
    search_how: "Several terms must all fit; a minus before one excludes. More in the help.",
    clear: "Clear",
    only_hits: "only hits",
    hit_before: "hit before (N)",
    hit_after: "next hit (n)",
    a_hit: "hit",
    no_hits: "Nothing was found.",
    columns: ["No.", "Time, claimed", "Status"],
    choose_columns: "Columns",
    a_bookmark: "bookmark",
    bookmark: "Bookmark",
    clear_marks: "remove",
    neighbours: "neighbours",
    value: "Click: only entries with this value. With Shift: without it.",
    only: "only",
    without: "without",
    part_time: "Claimed",
    part_status: "Status",
    queries: [
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
    ],
    keep: "Next time, bring this file",
    keep_why: "The newest checkpoint that your keys stand behind. With it, no one can show you an older or another history without being noticed.",
    compare: "Compare the fingerprint",
    compare_why: "Ask the operator for it by another way than the one that brought you this file: a call, a contract, their website.",
    pin: "Then give the key",
    pin_why: "Put the full key into “What you trust”: as a policy line for the log, as a writers line for who signs entries.",
    self_made: "Whoever made this file could have made all of it.",
    times: "Claimed times",
    brush: "Click to go to an entry; pull to look closer.",
    as_table: "as a table",
    as_picture: "as a picture",
    event: "Event",
    event_whose: "as the line says it; point at a value to see its bytes",
    event_cut: "There is more; the bytes below have all of it.",
    bytes: "Bytes",
    proof: "Proof",
    recheck: "Check again with the browser",
    recheck_why: "Hashes and signatures of this entry once more, by the cryptography that is built into this browser.",
    recheck_unable: "This browser offers no cryptography of its own to this page.",
    compare_open: "Compare",
    compare_title: "Compare two states",
    compare_old: "The older state",
    compare_new: "The newer state",
    compare_swap: "Exchange",
    comparing: "Both are being read.",
    compare_limit: "Compared are the newest states that your keys stand behind. No entry was judged here; the verdict on the evidence does that.",
    no_state: "No checkpoint here that your keys stand behind.",
    by_hand: "Check it by hand",
    evidence: "Show it to somebody else",
    save_evidence: "Save evidence",
    receipt: "Save receipt",
    select: "Select an entry to see its bytes and its proof.",
    close: "close",
    means: "What this means",
    bench: "Tamper bench",
    bench_open: "Break it on purpose",
    bench_why: "Change a copy of this log, and see what the verifier says.",
    bench_back: "Back to the evidence",
    bench_copy: (
        "This is a copy.",
        "Break it as you like: the evidence stays as it was, nothing here enters a report, and the copy is gone when you leave.",
    ),
    bench_copying: "The copy is being made and judged.",
    bench_no_copy: "There is no copy to break.",
    bench_entry: "Entry",
    bench_behind: "Behind entry",
    bench_with: "With entry",
    bench_first_to_go: "First entry to go",
    bench_byte: "Byte of its line",
    bench_field: "Field",
    bench_value: "New value",
    bench_signature: "Signature",
    bench_size: "Checkpoint over so many entries",
    bench_renumber: "Exchange their numbers too",
    bench_sign: "Sign what was rewritten, with the demonstration key",
    bench_on_top: "On top of the changes before",
    bench_go: "Judge the copy",
    bench_undo: "Undo",
    bench_surprise: "Surprise me",
    bench_changed: "What you changed",
    bench_unchanged: "Nothing. The copy is the evidence, byte for byte.",
    bench_before: "before",
    bench_after: "after",
    bench_not_there: "not there",
    bench_gone: "gone",
    bench_says: "What the verifier says",
    bench_judging: "judging",
    bench_noticed: "Why it is noticed.",
    bench_harmless: "Why it does no harm.",
    bench_tries: "Your tries",
    bench_no_tries: "none yet",
    bench_columns: ["What you did", "Where", "What it said", "Finding", "Still proven"],
    bench_unnoticed: "not noticed",
    bench_no_finding: "none",
    bench_still: "still proven",
    bench_nothing_proven: "nothing",
    bench_no_number: "A whole number is missing here.",
    bench_name: "mallory",
    bench_other_name: "trudy",
    bench_keys: [("Enter", "judge the copy"), ("Ctrl Z", "undo"), ("r", "surprise me"), ("Esc", "back to the evidence")],
    bench_no_harm: "Every entry is still there as it was, and nothing that you asked depends on what was taken away.",
    bench_by_verdict: "Nothing new was found, but the verdict is not what it was; its reason stands above.",
    about_open: "About this page",
    about_title: "About this page",
    about_version: "Unbroken",
    about_source: "SHA-256 of its sources",
    about_file: "This is the single file. All that it needs is in it, and its own policy forbids every connection. Keep it beside the evidence: \
                 the same file gives the same report.",
    about_site: "This page was served to you. As a single file it does the same from your own disk, with the network off.",
    about_download: "Download this page",
    about_sums: "Its SHA-256",
    about_same: "Is a copy the published one?",
    about_compare: "No page can vouch for itself. Compute the digest of the file with a tool of your own system, and compare it with the one \
                    that is published beside the download.",
    about_drop: "Or drop the file into the window of a page that you trust already: its digest is shown here.",
    about_fonts: "Licence of the fonts",
    keys: "Keys",
    commands: "All commands",
    commands_hint: "Type what you want to do",
    not_now: "not possible here",
    theme: "Theme",
    theme_why: "Light or dark",
    help: "Help",
    other_language: "Diese Seite auf Deutsch",
    opened: "What was opened",
    logs: "Logs in the evidence",
    share_done: "share of the work done",
    checked_of: (" checked of ", ""),
    in_tree_of: (" in the tree, of ", ""),
    glance: "The log at a glance",
    checkpoint: "checkpoint",
    lane_columns: ["Mark", "Status", "Entries", "How many"],
    times_columns: ["From, claimed", "Entries"],
    do_next: "Next:",
    do_next_heading: "What to do next",
    next: "next",
    finding_expected: "Expected",
    finding_found: "Found",
    finding_in: "In",
    checkpoints: "Checkpoints",
    checkpoint_kept: "The checkpoint you kept",
    checkpoint_here: "A checkpoint in the evidence",
    origin: "Origin",
    size: "Size",
    root: "Root",
    level: "Trust",
    log_signature: "Log signature",
    no_given_key: "by no key you gave",
    valid_by: "valid, ",
    witness: "Witness",
    unknown_keys: "Unknown keys",
    save_it: "Save it",
    one_entry: "One entry",
    hexadecimal: "in hexadecimal",
    proof_way: "from these bytes down to the signatures",
    fits: "fits",
    does_not_fit: "does not fit",
    step_not_checked: "not checked",
    nothing_to_compare: "nothing to compare with",
    step_expected: "expected",
    step_found: "found",
    path_leaf: "leaf hash",
    path_entries: "entries",
    path_root: "root",
    path_sides: ("left", "right"),
    not_asked_for: "not in this evidence, and not asked for",
    hidden_character: "a character that is not shown as such",
    trust_fields: [
        ("Policy", "log, witness, group and quorum lines of a tlog-policy"),
        ("Logs", "vkey and origin, one log per line, where the origin is not the key's name"),
        ("Writers", "one vkey per line: who may sign entries"),
        ("Kept checkpoints", "checkpoints from an earlier audit, one after the other"),
    ],
    bench_reason: "reason",
    bench_findings: "finding",
    bench_expected: "expected",
    bench_actual: "actual",
    and: "and",
    title: "Unbroken: was anything in this audit log changed?",
    wording: "In the verifier's words (English)",
    paper_language: "",
    in_other_language: "language: Deutsch",
};

pub fn numbers(start: u64, end: u64) -> String {
    if end == start + 1 { number(start) } else { format!("{} to {}", number(start), number(end.saturating_sub(1))) }
}

pub fn entries(n: u64) -> String {
    count(n, "entry", "entries")
}

pub fn inside(word: &str) -> String {
    word.to_lowercase()
}

pub fn gap(start: u64, end: u64, known: Option<&str>) -> String {
    format!("{} {}", range(start, end), known.map_or_else(|| WORDS.not_asked_for.to_owned(), |word| inside(status(word))))
}

pub fn stretch(start: u64, end: u64, word: &str) -> String {
    format!("{} {}", numbers(start, end), inside(word))
}

pub fn step_name(name: &str) -> String {
    name.to_owned()
}

pub fn severity(word: &str) -> &'static str {
    match word {
        "critical" => "critical",
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    }
}

pub fn sample(name: &str) -> (&'static str, &'static str) {
    match name {
        "intact" => ("An intact log", "24 entries, 3 checkpoints, two witnesses"),
        "altered" => ("One altered entry", "an actor was exchanged afterwards"),
        "gap" => ("A gap", "3 entries cut out of the middle"),
        "fork" => ("A fork", "two histories, both signed by the same key"),
        "rollback" => ("A rolled-back copy", "older than the checkpoint its reader kept"),
        "unpinned" => ("No key pinned", "everything fits, and nobody vouches"),
        "empty" => ("An empty file", "nothing altered, because nothing is there"),
        "receipt" => ("A receipt", "one entry with its path to a witnessed root"),
        "sumdb" => ("A receipt from production", "one of 58,253,265 entries of sum.golang.org"),
        "armory" => ("A fork from production", "the test log of Armory Drive, July 2021"),
        _ => ("", ""),
    }
}

pub fn more_files(n: u64) -> String {
    format!("and {} more", number(n))
}

pub fn more_runs(n: u64) -> String {
    format!("and {} in the saved report", count(n, "more run", "more runs"))
}

pub fn more_bytes(n: u64) -> String {
    format!("{} more", bytes(n))
}

pub fn at_byte(n: u64) -> String {
    format!("at byte {}", number(n))
}

pub fn places(n: u64) -> String {
    count(n, "place", "places")
}

pub fn entry_title(seq: u64) -> String {
    format!("Entry {}", number(seq))
}

pub fn recovered(how: &str) -> String {
    format!("recovered from a changed copy: {how}")
}

pub fn save_file(name: &str) -> String {
    format!("Save {name}")
}

pub fn path_of(hashes: u64) -> String {
    format!("Path of {} from the entry to the root", count(hashes, "hash", "hashes"))
}

pub fn path_with(lo: u64, hi: u64) -> String {
    format!("with {}", numbers(lo, hi))
}

pub fn from_file(name: &str) -> String {
    format!("file {name}")
}

pub fn stretches(n: u64) -> String {
    count(n, "stretch", "stretches")
}

pub fn key(key: &'static str) -> &'static str {
    match key {
        "ArrowDown" => "↓",
        "ArrowUp" => "↑",
        "Escape" => "Esc",
        other => other,
    }
}

pub fn span_left_out(secs: u64) -> String {
    format!("empty: {secs}s")
}

pub fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Unaltered => "Unaltered",
        Requirement::Signed => "Signed by whom",
        Requirement::Complete => "Complete",
        Requirement::Dated => "Dated",
        Requirement::Witnessed => "Witnessed",
    }
}

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

pub fn more_logs(n: u64) -> String {
    format!(" {} judged apart.", if n == 1 { "Another log here is".to_owned() } else { format!("{} other logs here are", number(n)) })
}

pub fn bad_sample(most: u64) -> String {
    format!("A whole number from 1 to {}.", number(most))
}

pub fn by_checkpoints(sizes: &[u64], whole: bool) -> String {
    let names: Vec<String> = sizes.iter().map(|size| number(*size)).collect();
    let noun = if names.len() == 1 { "checkpoint" } else { "checkpoints" };
    match (names.as_slice(), whole) {
        ([], _) => String::new(),
        ([one], true) => format!("by {noun} {one}"),
        ([rest @ .., last], true) => format!("by {noun} {} and {last}", rest.join(", ")),
        (all, false) => format!("by {noun} {} and others", all.join(", ")),
    }
}

pub fn still_proven(start: u64, end: u64, sizes: &[u64], whole: bool) -> String {
    let verb = if end == start + 1 { "is" } else { "are" };
    format!("Still proven {verb} {} {}", range(start, end), by_checkpoints(sizes, whole)).trim_end().to_owned() + "."
}

pub fn incident_findings(n: u64) -> String {
    if n == 0 { String::new() } else { format!(" · {}", count(n, "finding", "findings")) }
}

pub fn more(n: u64) -> String {
    format!("and {} more; the saved report has those it lists", number(n))
}

pub fn of(some: u64, all: u64) -> String {
    format!("{} of {}", number(some), number(all))
}

pub fn claimed(millis: Option<i64>) -> String {
    let Some(millis) = millis else { return "no time".into() };
    match u64::try_from(millis.div_euclid(1000)) {
        Ok(secs) => format!("claimed {}", time(secs)),
        Err(_) => "claimed before 1970".into(),
    }
}

pub fn bracket(not_before: Option<u64>, known_by: Option<u64>) -> Option<String> {
    Some(match (not_before, known_by) {
        (Some(start), Some(end)) => format!("Appended between {} and {}, as witnesses saw it.", time(start), time(end)),
        (None, Some(end)) => format!("Witnesses had seen it by {}.", time(end)),
        (Some(start), None) => format!("Witnesses had not seen it at {}.", time(start)),
        (None, None) => return None,
    })
}

pub fn undisclosed(n: u64) -> String {
    format!("{} without a value here; it may stand for none.", count(n, "digest", "digests"))
}

pub fn present(rows: u64, missing: u64) -> String {
    let present = format!("{} in the evidence", number(rows));
    if missing > 0 { format!("{present}, {} missing", number(missing)) } else { present }
}

pub fn times_of(day: &str) -> String {
    format!("{day}, claimed")
}

pub fn bookmarks(n: u64) -> String {
    count(n, "bookmark", "bookmarks")
}

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
        Why::Time => format!("“{word}” is no time, as in 2026-01-05 or {}.", WORDS.a_time),
        Why::Is => format!("an entry can only be marked, not “{word}”."),
        Why::Backwards => "the range ends where it begins, or before.".to_owned(),
    };
    let at = typed.get(..fault.start).unwrap_or_default().chars().count() as u64 + 1;
    format!("At character {}: {why}", number(at))
}

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

pub fn only_with(part: &str, value: &str) -> String {
    format!("Only entries with this: {part}, {value}")
}

pub fn without(part: &str, value: &str) -> String {
    format!("Only entries without this: {part}, {value}")
}

pub fn times(times: &Times) -> String {
    let mut words = format!("{} {} to {}.", WORDS.times, moment(times.start), moment(times.end));
    if let Some(longest) = times.pauses.iter().max_by_key(|pause| pause.to - pause.from) {
        words += &format!(" The longest pause is {}, from {}.", pause(longest.to - longest.from), moment(longest.from));
    }
    if times.untimed > 0 {
        words += &format!(" {} without a time.", count(times.untimed, "entry", "entries"));
    }
    words
}

pub fn pause(millis: i64) -> String {
    let secs = millis.unsigned_abs() / 1000;
    match secs {
        0..120 => format!("{secs} s"),
        120..7200 => format!("{} min", number(secs / 60)),
        7200..172_800 => format!("{} h", number(secs / 3600)),
        _ => format!("{} days", number(secs / 86_400)),
    }
}

pub fn no_entry_for(millis: i64) -> String {
    format!("no entry for {}", pause(millis))
}

pub fn only_part(start: u64, end: u64) -> String {
    format!("{} only; show the whole log", range(start, end))
}

pub fn where_bytes_lie(len: u64, offset: u64, in_receipt: bool) -> String {
    let place = if in_receipt { "in the extra data".to_owned() } else { format!("at offset {}", number(offset)) };
    format!(" {}, exactly as hashed, {place} of ", count(len, "byte", "bytes"))
}

pub fn recheck_stated(what: &str) -> &'static str {
    if what == "root" { "the checkpoint says" } else { "the log committed to" }
}

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

pub fn kept(at: usize, of: usize) -> String {
    if of == 1 { "the checkpoint you kept".into() } else { format!("checkpoint {} that you kept", at + 1) }
}

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

pub fn level(level: &str) -> &'static str {
    if level == "witnessed" {
        "signed by the log, seen by your witnesses"
    } else {
        "signed by a key of the log that you gave, or kept by you"
    }
}

pub fn no_evidence(why: &str) -> String {
    format!("No small file shows this: {why}.")
}

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

pub fn need(need: &Need) -> String {
    match need {
        Need::Log(vkey) => format!("log {vkey}"),
        Need::Witness(vkey) => format!("witness {vkey}"),
        Need::Writer(vkey) => format!("writer {vkey}"),
        Need::Kept(note) => format!("the kept checkpoint of size {}", note.lines().nth(1).unwrap_or_default()),
    }
}

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

pub fn bench_fault(fault: bench::op::Fault) -> String {
    use bench::op::Fault;
    match fault {
        Fault::NoEntry(seq) => format!("The copy has no entry {}.", number(seq)),
        Fault::NoByte(offset) => format!("The line of this entry has no byte {}.", number(offset as u64)),
        Fault::NoField => "This entry has no such field.".into(),
        Fault::Same => "This would change nothing.".into(),
        Fault::NoSignature => "There is no such signature.".into(),
        Fault::NoCheckpoint => "The copy has no older checkpoint of this size.".into(),
        Fault::NoNumber => WORDS.bench_no_number.into(),
    }
}

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

pub fn bench_signature(signature: &Signature) -> String {
    match signature {
        Signature::Entry(seq) => format!("of entry {}", number(*seq)),
        Signature::Note(size, key) => format!("under checkpoint {}: {key}", number(*size)),
    }
}

pub fn bench_what(what: What) -> String {
    match what {
        What::Entry(seq) => format!("entry {}", number(seq)),
        What::Place(seq) => format!("in the place of entry {}", number(seq)),
        What::Added(seq) => format!("another line for entry {}", number(seq)),
        What::Checkpoint(size) => format!("checkpoint {}", number(size)),
    }
}

pub fn bench_more(n: u64) -> String {
    format!("and {} like this", count(n, "line", "lines"))
}

pub fn bench_took(millis: u64) -> String {
    if millis < 1_000 { format!("in {} ms", millis.max(1)) } else { format!("in {}.{:02} s", millis / 1_000, millis % 1_000 / 10) }
}

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
        (_, None) => WORDS.bench_no_tries.into(),
        (1, Some((_, one, _))) => format!("1, which {one}"),
        (all, _) => {
            let parts: Vec<String> = parts.by_ref().map(|(n, one, more)| count(*n, one, more)).collect();
            format!("{}, of which {}", number(all as u64), parts.join(", "))
        }
    }
}

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

pub fn bench_because(outcome: Outcome, finding: Option<String>) -> (&'static str, String) {
    match (outcome, finding) {
        (Outcome::Harmless, _) => (WORDS.bench_harmless, WORDS.bench_no_harm.into()),
        (Outcome::Named, Some(words)) => (WORDS.bench_harmless, words),
        (_, Some(words)) => (WORDS.bench_noticed, words),
        (_, None) => (WORDS.bench_noticed, WORDS.bench_by_verdict.into()),
    }
}

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

pub fn commands(n: usize) -> String {
    if n == 0 { "No command is called so.".into() } else { count(n as u64, "command", "commands") }
}

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
        Command::Language => WORDS.in_other_language,
        Command::Help => "keys and search terms",
        Command::About => "about this page, and a copy of it",
        Command::Palette => "all commands",
        Command::Back => "close what is open",
    }
}

pub fn span(secs: u64) -> String {
    if secs < 60 { format!("{secs} s") } else { format!("{} min {} s", number(secs / 60), secs % 60) }
}

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

pub fn share(percent: u64) -> String {
    format!("{percent} % of the work is done.")
}

pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Folder => WORDS.folder_unread.into(),
        Refusal::Text { text, line: 0, fault } => format!("{text}: {fault}"),
        Refusal::Text { text, line, fault } => format!("{text}, line {line}: {fault}"),
    }
}

pub fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Entries => WORDS.bad_entries.into(),
        Wrong::OneTime => WORDS.one_time.into(),
        Wrong::Time(typed) => format!("{typed} is not a time; write it in UTC, as in {}.", WORDS.a_time),
        Wrong::Times => WORDS.bad_times.into(),
        Wrong::Now => WORDS.bad_now.into(),
        Wrong::NoNow => WORDS.no_now.into(),
        Wrong::Span => WORDS.bad_span.into(),
        Wrong::NotText => WORDS.not_text.into(),
        Wrong::Events(why) => {
            let mut why = why.clone();
            if let Some(first) = why.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            format!("{why}.")
        }
    }
}

pub fn no_proof(why: NoProof) -> &'static str {
    match why {
        NoProof::NoEntry => "There is no such entry.",
        NoProof::NoCheckpoint => "No checkpoint that you trust covers this entry.",
        NoProof::NodesMissing => "The evidence does not hold the hashes that a receipt needs.",
    }
}

pub fn lost(lost: Lost) -> &'static str {
    match lost {
        Lost::Part => WORDS.partial,
        Lost::Worker => WORDS.died,
    }
}

pub fn verdict_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn claim_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn incident_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn finding_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn step_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn record_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn source_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn not_checked_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn diff_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn preview_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn limit_says(sentence: &str) -> Said {
    Said::own(sentence)
}

pub fn value(value: &str) -> String {
    value.to_owned()
}

pub fn next_says(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::CompareKeys => "Compare the fingerprints below with what the operator published by another way, then give the keys.",
        Step::GiveRange => "Say which entries you expected, under “What you ask”; without that, nobody can tell what is missing.",
        Step::CheckFiles => {
            "Ask for the export again, and compare its size and SHA-256 with what the sender states. Read here are exports of logs (JSON Lines, a \
             JSON array, CSV or a table dump, also in .gz or .zip), receipts (tlog-proof) with their entry beside them, and checkpoints. What is \
             encrypted must be decrypted first."
        }
        Step::GiveEntries => "Add the entries that belong to these checkpoints, or the entry of the receipt, as a second file.",
        Step::AskForEvidence => "Ask for the evidence that would show what is named here, or do not require it, and note that you did not.",
        Step::AskForWithheld => "Ask for the withheld entries, or accept them under “What you ask”, and note why.",
        Step::Page(_) => return None,
    })
}

pub fn finding_page(code: Code) -> &'static str {
    code.page()
}

pub fn receipt(index: u64, size: u64, signers: &str) -> String {
    format!("your entry is number {} of a log of {}, signed by {signers}.", number(index), count(size, "entry", "entries"))
}

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
    use super::super::status;
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
    fn what_is_still_proven_names_its_checkpoints() {
        assert_eq!((by_checkpoints(&[], true), by_checkpoints(&[8], true)), (String::new(), "by checkpoint 8".into()));
        assert_eq!(by_checkpoints(&[8, 16, 24], true), "by checkpoints 8, 16 and 24");
        assert_eq!(by_checkpoints(&[8], false), "by checkpoint 8 and others");
        assert_eq!(still_proven(0, 8, &[8], true), "Still proven are entries 0 to 7 by checkpoint 8.");
        assert_eq!(still_proven(4, 5, &[], true), "Still proven is entry 4.");
    }

    #[test]
    fn faults_are_sentences() {
        let events = |why: &str| wrong(&Wrong::Events(why.into()));
        assert_eq!(events("line 2: there is no expectation here"), "Line 2: there is no expectation here.");
        assert_eq!(events("é"), "é.");
    }

    #[test]
    fn only_a_verdict_that_stands_is_called_harmless() {
        for outcome in [Outcome::Broke, Outcome::Doubted] {
            for finding in [None, Some("a reason".to_owned())] {
                assert_eq!(bench_because(outcome, finding).0, WORDS.bench_noticed, "{outcome:?}");
            }
        }
        assert_eq!(bench_because(Outcome::Harmless, None).0, WORDS.bench_harmless);
        assert_eq!(bench_because(Outcome::Named, Some("a reason".into())), (WORDS.bench_harmless, "a reason".into()));
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
        assert!(WORDS.queries.iter().all(|(query, _)| crate::query::Query::read(query).is_ok()));
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
