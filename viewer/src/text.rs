//! Every sentence of the interface: the table of what can be said. What is said about evidence comes from the report.
//!
//! A language is one file with all of these words and functions; one that lacks a sentence does not compile.

mod de;
mod en;
mod language;
mod phrase;
mod said;

use crate::bench;
use crate::bench::form::Kind;
use crate::bench::op::{Op, Signature, What};
use crate::bench::outcome::Outcome;
use crate::command::Command;
use crate::compare::NoCompare;
use crate::found::Found;
use crate::query::Part;
use crate::query::read::Fault;
use crate::question::Wrong;
use crate::times::Times;
use crate::trust::Refusal;
use crate::worker::protocol::{Lost, NoCopy, NoProof};
pub use language::{Language, language, speak};
pub use said::Said;
use unbroken::verdict::evidence::Need;
use unbroken::verify::TreeStatus;
use unbroken::{Code, Question, Requirement};
use unbroken_paper::Scope;
use unbroken_paper::next::Step;
pub use unbroken_paper::words::time;

/// The fixed words.
pub fn words() -> &'static Words {
    words_in(language())
}

/// The fixed words of one language.
pub fn words_in(language: Language) -> &'static Words {
    match language {
        Language::English => &en::WORDS,
        Language::German => &de::WORDS,
    }
}

/// Sentences that carry values: each language has a function of this name.
macro_rules! sentences {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $kind:ty),*) -> $out:ty;)*) => {
        $($(#[$doc])* pub fn $name($($arg: $kind),*) -> $out {
            match language() {
                Language::English => en::$name($($arg),*),
                Language::German => de::$name($($arg),*),
            }
        })*
    };
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

/// Words and sentences without values.
#[derive(serde::Serialize)]
pub struct Words {
    /// The question of the first screen.
    pub ask: &'static str,
    /// What the page does.
    pub about: &'static str,
    /// A folder that was dropped could not be read whole.
    pub folder_unread: &'static str,
    /// What may be dropped.
    pub kinds: &'static str,
    /// Choose files.
    pub choose: &'static str,
    /// Choose a folder.
    pub folder: &'static str,
    /// Paste.
    pub paste: &'static str,
    /// What to do with the box for pasting.
    pub paste_here: &'static str,
    /// Judge what was pasted.
    pub paste_go: &'static str,
    /// Name of evidence that was pasted.
    pub pasted: &'static str,
    /// Above the samples.
    pub samples: &'static str,
    /// While dragging.
    pub drop: &'static str,
    /// Privacy, short.
    pub stays: &'static str,
    /// How the single file enforces it: before and after the directive.
    pub stays_file: (&'static str, &'static str),
    /// How the served page enforces it.
    pub stays_site: (&'static str, &'static str),
    /// What a sample's trust texts come from.
    pub sample_source: &'static str,
    /// The trust panel.
    pub trust: &'static str,
    /// What the panel is for.
    pub trust_about: &'static str,
    /// When trust comes from a sample.
    pub trust_sample: &'static str,
    /// Nothing is trusted.
    pub trust_empty: &'static str,
    /// Where did you get it?
    pub trust_source: &'static str,
    /// The question.
    pub question: &'static str,
    /// About the question.
    pub question_about: &'static str,
    /// Entries asked for.
    pub question_entries: &'static str,
    /// First entry.
    pub question_from: &'static str,
    /// One after the last.
    pub question_to: &'static str,
    /// Open end.
    pub question_open: &'static str,
    /// Accept withheld entries.
    pub accept: &'static str,
    /// List what is redacted.
    pub list_redacted: &'static str,
    /// The entries cannot be read.
    pub bad_entries: &'static str,
    /// Times asked for.
    pub question_times: &'static str,
    /// First time.
    pub question_time_from: &'static str,
    /// How a time is written.
    pub a_time: &'static str,
    /// Only one time is there.
    pub one_time: &'static str,
    /// The times are in the wrong order.
    pub bad_times: &'static str,
    /// How old the newest state may be.
    pub question_age: &'static str,
    /// How a span of time is written.
    pub a_span: &'static str,
    /// A span cannot be read.
    pub bad_span: &'static str,
    /// An age without a present.
    pub no_now: &'static str,
    /// The present.
    pub question_now: &'static str,
    /// Fill in the present.
    pub now: &'static str,
    /// What that does.
    pub now_why: &'static str,
    /// The present is no whole second.
    pub bad_now: &'static str,
    /// Age and trace.
    pub question_state: &'static str,
    /// Pauses and clocks.
    pub question_clocks: &'static str,
    /// How long the log may be without an entry.
    pub question_silence: &'static str,
    /// How far clocks may differ.
    pub question_skew: &'static str,
    /// How late an entry may be in the witnessed state.
    pub question_delay: &'static str,
    /// Claims that must be proven.
    pub question_require: &'static str,
    /// What belongs together.
    pub question_correlation: &'static str,
    /// A correlation id.
    pub question_trace: &'static str,
    /// Rules about content.
    pub question_events: &'static str,
    /// What goes in.
    pub question_events_hint: &'static str,
    /// Pick a file.
    pub pick: &'static str,
    /// A file is no text.
    pub not_text: &'static str,
    /// The question cannot be read, in the summary.
    pub question_bad: &'static str,
    /// The question cannot be read.
    pub misasked: (&'static str, &'static str),
    /// Why.
    pub misasked_why: &'static str,
    /// Judge with these.
    pub apply: &'static str,
    /// Trust files among the evidence.
    pub not_used: &'static str,
    /// Why not.
    pub not_used_why: &'static str,
    /// The first lines.
    pub peek: &'static str,
    /// What they are worth.
    pub peek_why: &'static str,
    /// No verdict yet.
    pub reading: &'static str,
    /// State of a claim in a preview if every present entry is in the tree.
    pub so_far: &'static str,
    /// The same where the tree says something bad.
    pub damage: &'static str,
    /// State of the signatures while a preview is shown.
    pub running: &'static str,
    /// What it means.
    pub running_why: &'static str,
    /// State of the claims of which a preview knows nothing.
    pub at_the_end: &'static str,
    /// Complete, while a preview is shown.
    pub complete_later: &'static str,
    /// Complete, where a preview knows that something is missing.
    pub gaps: &'static str,
    /// What it means.
    pub gaps_why: &'static str,
    /// Dated, while a preview is shown.
    pub dated_later: &'static str,
    /// Cancel.
    pub cancel: &'static str,
    /// Cancelled.
    pub cancelled: (&'static str, &'static str),
    /// Cancelled, explained.
    pub cancelled_why: &'static str,
    /// Trust refused.
    pub refused: (&'static str, &'static str),
    /// Refused, explained.
    pub refused_why: &'static str,
    /// Failed.
    pub failed: (&'static str, &'static str),
    /// Failed, explained.
    pub failed_why: &'static str,
    /// A part was not read.
    pub partial: &'static str,
    /// A worker died, and no part of the evidence with it.
    pub died: &'static str,
    /// Nothing was checked.
    pub nothing: &'static str,
    /// Report export.
    pub export: &'static str,
    /// Open the report as a sheet.
    pub open_paper: &'static str,
    /// The sheet.
    pub paper: &'static str,
    /// Print it.
    pub print: &'static str,
    /// Save it.
    pub save_html: &'static str,
    /// Back to the evidence.
    pub back: &'static str,
    /// The word of a sample.
    pub sample_word: &'static str,
    /// How many entries it has.
    pub sample_count: &'static str,
    /// Draw it.
    pub sample_draw: &'static str,
    /// What it is for.
    pub sample_why: &'static str,
    /// Start over.
    pub again: &'static str,
    /// Add files.
    pub add: &'static str,
    /// Claims.
    pub claims: [&'static str; 4],
    /// Findings.
    pub findings: &'static str,
    /// No findings.
    pub no_findings: &'static str,
    /// How far damage reaches.
    pub incidents: &'static str,
    /// Expectations that are met.
    pub met: &'static str,
    /// That are not.
    pub unmet: &'static str,
    /// That could not be decided.
    pub undecided: &'static str,
    /// A trace.
    pub trace: &'static str,
    /// A trace without entries.
    pub no_trace: &'static str,
    /// A trace that is not whole.
    pub trace_cut: &'static str,
    /// Control records.
    pub records: &'static str,
    /// A record that counts.
    pub in_effect: &'static str,
    /// One that does not.
    pub not_in_effect: &'static str,
    /// Sources.
    pub sources: &'static str,
    /// Values that may be withheld.
    pub redacted: &'static str,
    /// Proven entries with digests.
    pub redacted_entries: &'static str,
    /// Digests in them.
    pub redacted_digests: &'static str,
    /// Values that were supplied.
    pub redacted_disclosed: &'static str,
    /// Values that were erased.
    pub redacted_erased: &'static str,
    /// What a digest without a value means.
    pub redacted_why: &'static str,
    /// Attachments.
    pub attachments: &'static str,
    /// What an input is to an entry.
    pub attached: &'static str,
    /// Records of access.
    pub access: &'static str,
    /// Exported.
    pub exported: &'static str,
    /// Read.
    pub read: &'static str,
    /// A checkpoint that another one contradicts.
    pub contested: &'static str,
    /// Values of an entry that stand in it as digests.
    pub values: &'static str,
    /// What was checked of them.
    pub values_fit: &'static str,
    /// A value without a name.
    pub element: &'static str,
    /// Not checked.
    pub not_checked: &'static str,
    /// Entries.
    pub entries: &'static str,
    /// To an entry by its number.
    pub go_to: &'static str,
    /// No entries.
    pub no_entries: &'static str,
    /// Where there is not even a log.
    pub no_log: &'static str,
    /// The search.
    pub search: &'static str,
    /// What may stand in it, in the empty field.
    pub search_hint: &'static str,
    /// What may stand in it, under the empty field.
    pub search_how: &'static str,
    /// Empty the field.
    pub clear: &'static str,
    /// Leave out what was not found.
    pub only_hits: &'static str,
    /// To the hit before.
    pub hit_before: &'static str,
    /// To the next hit.
    pub hit_after: &'static str,
    /// A row that was found, for who cannot see its mark.
    pub a_hit: &'static str,
    /// The list when nothing was found.
    pub no_hits: &'static str,
    /// The columns of the list that are always there: number, time, status.
    pub columns: [&'static str; 3],
    /// Choose the others.
    pub choose_columns: &'static str,
    /// A row with a bookmark, for who cannot see its mark.
    pub a_bookmark: &'static str,
    /// The button of a bookmark; whether it is pressed says whether there is one.
    pub bookmark: &'static str,
    /// Take all of them away.
    pub clear_marks: &'static str,
    /// The neighbours of an entry.
    pub neighbours: &'static str,
    /// A value in the list.
    pub value: &'static str,
    /// Search for a value.
    pub only: &'static str,
    /// Exclude a value.
    pub without: &'static str,
    /// The time that an entry claims, as one of its parts.
    pub part_time: &'static str,
    /// What is known about an entry, as one of its parts.
    pub part_status: &'static str,
    /// The language of the search: a term, and what it finds.
    pub queries: [(&'static str, &'static str); 11],
    /// Keep this.
    pub keep: &'static str,
    /// Why.
    pub keep_why: &'static str,
    /// What to do when nothing is pinned.
    pub compare: &'static str,
    /// How.
    pub compare_why: &'static str,
    /// Give it.
    pub pin: &'static str,
    /// How.
    pub pin_why: &'static str,
    /// Whoever made it.
    pub self_made: &'static str,
    /// The lane of times.
    pub times: &'static str,
    /// What can be done with the lane.
    pub brush: &'static str,
    /// Lane table.
    pub as_table: &'static str,
    /// Lane picture.
    pub as_picture: &'static str,
    /// An entry.
    pub event: &'static str,
    /// Whose words it is.
    pub event_whose: &'static str,
    /// An event with more lines than are shown.
    pub event_cut: &'static str,
    /// Its bytes.
    pub bytes: &'static str,
    /// Its proof.
    pub proof: &'static str,
    /// A second opinion.
    pub recheck: &'static str,
    /// What that is.
    pub recheck_why: &'static str,
    /// It cannot.
    pub recheck_unable: &'static str,
    /// The way there.
    pub compare_open: &'static str,
    /// Two states beside each other.
    pub compare_title: &'static str,
    /// The older side.
    pub compare_old: &'static str,
    /// The newer side.
    pub compare_new: &'static str,
    /// Exchange them.
    pub compare_swap: &'static str,
    /// While they are read.
    pub comparing: &'static str,
    /// What was not done.
    pub compare_limit: &'static str,
    /// A side without a state.
    pub no_state: &'static str,
    /// Commands.
    pub by_hand: &'static str,
    /// What shows a finding to others.
    pub evidence: &'static str,
    /// Save it.
    pub save_evidence: &'static str,
    /// Save a receipt.
    pub receipt: &'static str,
    /// Select something.
    pub select: &'static str,
    /// Close.
    pub close: &'static str,
    /// What a finding means.
    pub means: &'static str,
    /// The tamper bench.
    pub bench: &'static str,
    /// The way to it.
    pub bench_open: &'static str,
    /// What it is for.
    pub bench_why: &'static str,
    /// The way back.
    pub bench_back: &'static str,
    /// On every screen that is not evidence.
    pub bench_copy: (&'static str, &'static str),
    /// While the copy is made.
    pub bench_copying: &'static str,
    /// There is no copy.
    pub bench_no_copy: &'static str,
    /// Fields of the form.
    pub bench_entry: &'static str,
    /// The entry before an inserted one.
    pub bench_behind: &'static str,
    /// Another entry.
    pub bench_with: &'static str,
    /// The first entry to go.
    pub bench_first_to_go: &'static str,
    /// A byte.
    pub bench_byte: &'static str,
    /// A value of the event.
    pub bench_field: &'static str,
    /// What it becomes.
    pub bench_value: &'static str,
    /// A signature.
    pub bench_signature: &'static str,
    /// A checkpoint.
    pub bench_size: &'static str,
    /// Positions are exchanged too.
    pub bench_renumber: &'static str,
    /// What was rewritten is signed.
    pub bench_sign: &'static str,
    /// A change comes on top of others.
    pub bench_on_top: &'static str,
    /// Apply and judge.
    pub bench_go: &'static str,
    /// Take it back.
    pub bench_undo: &'static str,
    /// A random change.
    pub bench_surprise: &'static str,
    /// Before and after.
    pub bench_changed: &'static str,
    /// Nothing yet.
    pub bench_unchanged: &'static str,
    /// A side of a change.
    pub bench_before: &'static str,
    /// The other.
    pub bench_after: &'static str,
    /// A line that was not there before.
    pub bench_not_there: &'static str,
    /// A line that is not there any more.
    pub bench_gone: &'static str,
    /// The engine's answer.
    pub bench_says: &'static str,
    /// While it judges.
    pub bench_judging: &'static str,
    /// Why a change is noticed.
    pub bench_noticed: &'static str,
    /// Why a change does no harm.
    pub bench_harmless: &'static str,
    /// The list of tries.
    pub bench_tries: &'static str,
    /// None yet.
    pub bench_no_tries: &'static str,
    /// Columns of the list.
    pub bench_columns: [&'static str; 5],
    /// A try that nothing spoke against.
    pub bench_unnoticed: &'static str,
    /// A try without a new finding.
    pub bench_no_finding: &'static str,
    /// Positions that are still proven.
    pub bench_still: &'static str,
    /// None is.
    pub bench_nothing_proven: &'static str,
    /// A number is missing at the bench.
    pub bench_no_number: &'static str,
    /// A name for a forged value.
    pub bench_name: &'static str,
    /// Another one, where that stands already.
    pub bench_other_name: &'static str,
    /// The keys of the bench besides those of its list.
    pub bench_keys: [(&'static str, &'static str); 4],
    /// Why a try without a finding did no harm.
    pub bench_no_harm: &'static str,
    /// A verdict that fell without a new finding.
    pub bench_by_verdict: &'static str,
    /// The way to what this page is.
    pub about_open: &'static str,
    /// What this page is.
    pub about_title: &'static str,
    /// Its version.
    pub about_version: &'static str,
    /// The digest of its sources.
    pub about_source: &'static str,
    /// The page is the single file.
    pub about_file: &'static str,
    /// The page was served.
    pub about_site: &'static str,
    /// Have it as a file.
    pub about_download: &'static str,
    /// The published digests.
    pub about_sums: &'static str,
    /// Whether a copy is what was published.
    pub about_same: &'static str,
    /// How to tell.
    pub about_compare: &'static str,
    /// Another way.
    pub about_drop: &'static str,
    /// The licence of the fonts.
    pub about_fonts: &'static str,
    /// Keys.
    pub keys: &'static str,
    /// The palette.
    pub commands: &'static str,
    /// What to do with its field.
    pub commands_hint: &'static str,
    /// A command that needs something that is not on screen.
    pub not_now: &'static str,
    /// The button that exchanges light and dark.
    pub theme: &'static str,
    /// What it does.
    pub theme_why: &'static str,
    /// The help.
    pub help: &'static str,
    /// The button that shows the page in the other language, in that language.
    pub other_language: &'static str,
    /// The files on top.
    pub opened: &'static str,
    /// The tabs of several logs.
    pub logs: &'static str,
    /// The bar while reading.
    pub share_done: &'static str,
    /// What stands between and behind how many were checked and how many there are.
    pub checked_of: (&'static str, &'static str),
    /// The same for entries of a preview that are in a tree.
    pub in_tree_of: (&'static str, &'static str),
    /// The lane.
    pub glance: &'static str,
    /// A checkpoint, in the legend of the lane.
    pub checkpoint: &'static str,
    /// The columns of the lane as a table.
    pub lane_columns: [&'static str; 4],
    /// The columns of the lane of times as a table.
    pub times_columns: [&'static str; 2],
    /// Before what the reader does now.
    pub do_next: &'static str,
    /// The heading of that part of the page of a finding.
    pub do_next_heading: &'static str,
    /// The way to the next finding.
    pub next: &'static str,
    /// What a finding expected.
    pub finding_expected: &'static str,
    /// What it found.
    pub finding_found: &'static str,
    /// The input it is about.
    pub finding_in: &'static str,
    /// The checkpoints of a log.
    pub checkpoints: &'static str,
    /// One that the reader kept.
    pub checkpoint_kept: &'static str,
    /// One of the evidence.
    pub checkpoint_here: &'static str,
    /// The log of a checkpoint.
    pub origin: &'static str,
    /// How many entries it is over.
    pub size: &'static str,
    /// Its root.
    pub root: &'static str,
    /// How much is behind it.
    pub level: &'static str,
    /// Its signature by the log.
    pub log_signature: &'static str,
    /// No key that was given signed it.
    pub no_given_key: &'static str,
    /// Before the keys that did.
    pub valid_by: &'static str,
    /// Who cosigned it.
    pub witness: &'static str,
    /// Who else signed it.
    pub unknown_keys: &'static str,
    /// Save a checkpoint.
    pub save_it: &'static str,
    /// The panel of one entry.
    pub one_entry: &'static str,
    /// The bytes as digits.
    pub hexadecimal: &'static str,
    /// What the proof does.
    pub proof_way: &'static str,
    /// A step that fits.
    pub fits: &'static str,
    /// One that does not.
    pub does_not_fit: &'static str,
    /// One that was not checked.
    pub step_not_checked: &'static str,
    /// One that has nothing to be compared with.
    pub nothing_to_compare: &'static str,
    /// What a step expected.
    pub step_expected: &'static str,
    /// What it found.
    pub step_found: &'static str,
    /// The leaf, in the drawing of a path.
    pub path_leaf: &'static str,
    /// What the numbers of the drawing count.
    pub path_entries: &'static str,
    /// The root, in the drawing.
    pub path_root: &'static str,
    /// A sibling on the left, and one on the right.
    pub path_sides: (&'static str, &'static str),
    /// A position without a line, for which nobody asked.
    pub not_asked_for: &'static str,
    /// A character that is spelled out.
    pub hidden_character: &'static str,
    /// The fields of the trust panel: title, and what goes in.
    pub trust_fields: [(&'static str, &'static str); 4],
    /// The reason of the verdict at the bench.
    pub bench_reason: &'static str,
    /// The findings that are new there.
    pub bench_findings: &'static str,
    /// What the first of them expected.
    pub bench_expected: &'static str,
    /// What it found.
    pub bench_actual: &'static str,
    /// Between the last two of a list.
    pub and: &'static str,
    /// The title of the document.
    pub title: &'static str,
    /// Before the engine's own sentence, where another stands in its place.
    pub wording: &'static str,
    /// Above the sheet, where it is in another language than the page; empty where it is not.
    pub paper_language: &'static str,
    /// A palette entry that shows the page in the other language.
    pub in_other_language: &'static str,
}

sentences! {
    /// A number with its thousands apart.
    fn number(n: u64) -> String;
    /// A size in bytes, in units of 1000.
    fn bytes(n: u64) -> String;
    /// One entry, or the first and the last of several, for `[start, end)`.
    fn range(start: u64, end: u64) -> String;
    /// The same by numbers only, where it is clear that they are entries.
    fn numbers(start: u64, end: u64) -> String;
    /// So many entries.
    fn entries(n: u64) -> String;
    /// The state of a claim.
    fn known(state: &str) -> &'static str;
    /// A status in a list.
    fn status(word: &str) -> &'static str;
    /// A word of a list as it stands within a sentence.
    fn inside(word: &str) -> String;
    /// A stretch without lines in the list: its entries, and what is known of them.
    fn gap(start: u64, end: u64, status: Option<&str>) -> String;
    /// A stretch on the lane: its numbers, and the word of its legend.
    fn stretch(start: u64, end: u64, word: &str) -> String;
    /// What a step of the proof, or of the browser's check, is about.
    fn step_name(name: &str) -> String;
    /// How serious a finding is.
    fn severity(word: &str) -> &'static str;
    /// What a verdict speaks about.
    fn scope(scope: &Scope<'_>) -> String;
    /// A sample of the first screen: what it is, and what it shows.
    fn sample(name: &str) -> (&'static str, &'static str);
    /// Files on top that are not named.
    fn more_files(n: u64) -> String;
    /// Runs that the lane's table leaves out.
    fn more_runs(n: u64) -> String;
    /// Bytes of an entry that are not shown.
    fn more_bytes(n: u64) -> String;
    /// Where a finding is in its input.
    fn at_byte(n: u64) -> String;
    /// In how many places a finding is.
    fn places(n: u64) -> String;
    /// The head of an entry.
    fn entry_title(seq: u64) -> String;
    /// How an entry was recovered.
    fn recovered(how: &str) -> String;
    /// Save a file of this name.
    fn save_file(name: &str) -> String;
    /// The drawing of a path of so many hashes.
    fn path_of(hashes: u64) -> String;
    /// The entries that a hash of a path stands for.
    fn path_with(lo: u64, hi: u64) -> String;
    /// Where a text of trust came from: a file of this name.
    fn from_file(name: &str) -> String;
    /// So many stretches of entries.
    fn stretches(n: u64) -> String;
    /// A key as the page writes it.
    fn key(key: &'static str) -> &'static str;
    /// The headline of a report, or of one log.
    fn verdict_says(sentence: &str) -> Said;
    /// A claim.
    fn claim_says(sentence: &str) -> Said;
    /// An incident.
    fn incident_says(sentence: &str) -> Said;
    /// A finding.
    fn finding_says(sentence: &str) -> Said;
    /// A step of the proof of an entry.
    fn step_says(sentence: &str) -> Said;
    /// A record of the log about itself.
    fn record_says(sentence: &str) -> Said;
    /// A source that counts its own entries.
    fn source_says(sentence: &str) -> Said;
    /// Something that was not checked.
    fn not_checked_says(sentence: &str) -> Said;
    /// How two states belong together.
    fn diff_says(sentence: &str) -> Said;
    /// A log in a preview.
    fn preview_says(sentence: &str) -> Said;
    /// What an evidence file cannot show.
    fn limit_says(sentence: &str) -> Said;
    /// A value that was expected or found, where it is in words.
    fn value(value: &str) -> String;
    /// What the reader does now; `None` if the page of a finding says it.
    fn next_says(step: Step) -> Option<&'static str>;
    /// The page of a finding, in Markdown.
    fn finding_page(code: Code) -> &'static str;
    /// Why the reader's texts, or what was dropped, cannot be used.
    fn refusal(refusal: &Refusal) -> String;
    /// What is wrong with a field of the question.
    fn wrong(wrong: &Wrong) -> String;
    /// Why there is no receipt.
    fn no_proof(why: NoProof) -> &'static str;
    /// What went wrong while reading.
    fn lost(lost: Lost) -> &'static str;
    /// What holds where a span is left out.
    fn span_left_out(secs: u64) -> String;
    /// What must be shown beside the entries, on its box.
    fn requirement(requirement: Requirement) -> &'static str;
    /// A question in a few words.
    fn asked(question: &Question) -> String;
    /// Further logs of a preview.
    fn more_logs(n: u64) -> String;
    /// A sample of this size cannot be drawn.
    fn bad_sample(most: u64) -> String;
    /// The checkpoints that proven entries stand under; not `whole` if that is not all of them.
    fn by_checkpoints(sizes: &[u64], whole: bool) -> String;
    /// The same as a sentence.
    fn still_proven(start: u64, end: u64, sizes: &[u64], whole: bool) -> String;
    /// How many findings touch an incident.
    fn incident_findings(n: u64) -> String;
    /// What a list leaves out.
    fn more(n: u64) -> String;
    /// So many of so many.
    fn of(some: u64, all: u64) -> String;
    /// A time that an entry claims.
    fn claimed(millis: Option<i64>) -> String;
    /// Between which times witnesses first saw an entry; nothing if no time is known.
    fn bracket(not_before: Option<u64>, known_by: Option<u64>) -> Option<String>;
    /// Digests of an entry whose values are not here.
    fn undisclosed(n: u64) -> String;
    /// How many entries are here, and how many should be and are not.
    fn present(rows: u64, missing: u64) -> String;
    /// The head of the times where all of them have this date.
    fn times_of(day: &str) -> String;
    /// How many bookmarks the log has.
    fn bookmarks(n: u64) -> String;
    /// What a search has found so far.
    fn found(found: &Found) -> String;
    /// What is wrong with a query, and where.
    fn query_fault(fault: &Fault, typed: &str) -> String;
    /// The word for a part of an event.
    fn part(part: Part) -> &'static str;
    /// Search for a value, in full.
    fn only_with(part: &str, value: &str) -> String;
    /// Exclude a value, in full.
    fn without(part: &str, value: &str) -> String;
    /// What the lane of times shows.
    fn times(times: &Times) -> String;
    /// How long a time without an entry is, in the largest unit that leaves at least two of it.
    fn pause(millis: i64) -> String;
    /// A time without an entry, on its picture.
    fn no_entry_for(millis: i64) -> String;
    /// The lane shows a part of the log; a click shows all of it.
    fn only_part(start: u64, end: u64) -> String;
    /// How long the bytes of an entry are and where they lie; the name of the input follows.
    fn where_bytes_lie(len: u64, offset: u64, in_receipt: bool) -> String;
    /// What a hash is compared with.
    fn recheck_stated(what: &str) -> &'static str;
    /// What the browser says of a step; nothing fits where there is nothing to compare with.
    fn rechecked(what: &str, fits: Option<bool>) -> &'static str;
    /// A kept checkpoint among those that can be compared.
    fn kept(at: usize, of: usize) -> String;
    /// Why there is no answer, and what to do.
    fn no_compare(why: NoCompare) -> String;
    /// What the answer means, and what to do.
    fn relation(relation: &str) -> &'static str;
    /// How much is behind a state.
    fn level(level: &str) -> &'static str;
    /// Why there is no file.
    fn no_evidence(why: &str) -> String;
    /// What an evidence file does, for whom, and what they must ask.
    fn evidence_says(gives_again: bool, needs_keys: bool, question: &Question) -> String;
    /// Something that the reader of an evidence file must trust.
    fn need(need: &Need) -> String;
    /// Why there is no copy, and what to do.
    fn bench_no_copy(why: NoCopy) -> String;
    /// The ways to break a copy.
    fn bench_kind(kind: Kind) -> &'static str;
    /// What each way does.
    fn bench_about(kind: Kind) -> String;
    /// Why a change cannot be made.
    fn bench_fault(fault: bench::op::Fault) -> String;
    /// Where a try was made, and on top of how many changes.
    fn bench_place(op: &Op, below: usize) -> String;
    /// A signature that can be taken away.
    fn bench_signature(signature: &Signature) -> String;
    /// What a changed line is.
    fn bench_what(what: What) -> String;
    /// Lines of a change that are not shown.
    fn bench_more(n: u64) -> String;
    /// How long the engine took.
    fn bench_took(millis: u64) -> String;
    /// The tries and what became of them.
    fn bench_totals(outcomes: &[Outcome]) -> String;
    /// Why a finding of this code is there: what the change ran into.
    fn bench_why(code: &str, guards: Guards) -> String;
    /// Why a try became what it became: its beginning, and the rest. `finding` is why the first new finding is there, if there is one. Only what
    /// left the verdict as it was is called harmless.
    fn bench_because(outcome: Outcome, finding: Option<String>) -> (&'static str, String);
    /// What a try that was not noticed means: its beginning, and the rest.
    fn bench_unnoticed(kind: Kind) -> (&'static str, &'static str);
    /// How many commands fit.
    fn commands(n: usize) -> String;
    /// What a command does.
    fn command(command: Command) -> &'static str;
    /// A span of time: `12 s`, `3 min 5 s`.
    fn span(secs: u64) -> String;
    /// Progress in words: how much is read, how many entries, how fast, how long it will take.
    fn progress(p: &crate::job::Progress, elapsed_secs: f64) -> String;
    /// How much is done, in the headline while reading.
    fn share(percent: u64) -> String;
    /// The headline of a receipt whose entry is proven.
    fn receipt(index: u64, size: u64, signers: &str) -> String;
    /// A status of a preview in the words of a legend; none of them is a verdict.
    fn tree_status(status: TreeStatus) -> &'static str;
    /// One sentence for what a status says about an entry.
    fn status_sentence(word: &str) -> &'static str;
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
