//! The four claims, each with a state, a count and a sentence; and the headline in words.
//!
//! A claim that was not checked is never shown as a success, and a count never says more than was checked.

use super::judge::{Bench, FORGED, Judged, TAMPERED, several};
use super::report::{ClaimState, Claims, Known, Reason};
use crate::finding::Code;
use crate::log::coverage::Status;
use crate::log::draft::entries_words;
use crate::log::time::{Time, TimeRange};
use crate::trust::policy::Level;
use alloc::format;
use alloc::string::{String, ToString};

/// The four claims of one log.
pub fn claims(bench: &Bench<'_, '_>, judged: &Judged) -> Claims {
    Claims {
        unaltered: unaltered(bench, judged),
        signed: signed(bench, judged),
        complete: complete(bench, judged),
        dated: dated(bench, judged),
    }
}

/// The four claims where nothing was judged.
pub fn nothing() -> Claims {
    let claim = || ClaimState { state: Known::NotChecked, checked: 0, present: 0, sentence: String::from("Nothing here was judged.") };
    Claims { unaltered: claim(), signed: claim(), complete: claim(), dated: claim() }
}

/// Whether any of these was found.
pub fn has(judged: &Judged, codes: &[Code]) -> bool {
    judged.drafts.iter().any(|draft| codes.contains(&draft.code))
}

fn present(bench: &Bench<'_, '_>) -> u64 {
    bench.log.lines.places().len() as u64
}

/// Present positions that are proven.
pub fn proven(judged: &Judged) -> u64 {
    judged.status.iter().filter(|status| **status == Status::Proven).count() as u64
}

fn unaltered(bench: &Bench<'_, '_>, judged: &Judged) -> ClaimState {
    let (present, proven) = (present(bench), proven(judged));
    let broken = has(judged, TAMPERED)
        || has(judged, &[Code::SplitView, Code::LogContradiction, Code::WriterEquivocated, Code::EntryImpostor, Code::EntryMisplaced]);
    let (state, sentence) = if broken {
        (Known::Broken, format!("{proven} of {present} present entries are proven to be what the log committed to; something here is not."))
    } else if present == 0 {
        (Known::NotChecked, String::from("There is no entry to check."))
    } else if proven == present {
        (
            Known::Proven,
            match present {
                1 => String::from("The entry is what the log committed to."),
                _ => format!("All {present} present entries are what the log committed to."),
            },
        )
    } else {
        (
            Known::Unproven,
            format!(
                "{proven} of {present} present entries are proven to be what the log committed to; about the others nothing is proven."
            ),
        )
    };
    ClaimState { state, checked: bench.log.compared.min(present), present, sentence }
}

fn signed(bench: &Bench<'_, '_>, judged: &Judged) -> ClaimState {
    let present = present(bench);
    let signed = &judged.signed;
    let best = best(bench);
    let broken = has(
        judged,
        &[
            Code::SignatureInvalid,
            Code::SignatureInvalidCommitted,
            Code::SignerOutOfRange,
            Code::WriterEquivocated,
            Code::CheckpointSignatureInvalid,
            Code::SignatureMissing,
            Code::KeyWeak,
        ],
    );
    let by_log = match best {
        Some(Level::Witnessed) => "The log's checkpoint is signed by its key and confirmed by the witnesses you require",
        Some(Level::Pinned) if bench.trust.has_log_key(&bench.log.origin) => "The log's checkpoint is signed by its key",
        Some(Level::Pinned) => "The log's checkpoint is one that you kept",
        Some(Level::Unpinned) => "The log's checkpoint is signed in the name of a key that you did not pin, which was not checked",
        None => "There is no checkpoint that could be used",
    };
    let covered = signed.own + signed.vouched;
    let by_writers = match (signed.any, signed.own, signed.vouched) {
        (0, _, _) => String::from("the entries carry no signatures of their own"),
        (_, own, 0) => format!("{own} of {present} entries carry a signature by a writer you pinned"),
        (_, own, vouched) => format!(
            "{own} of {present} entries carry a signature by a writer you pinned, and {vouched} more are vouched for by a later one"
        ),
    };
    let doubted = match signed.doubted {
        0 => String::new(),
        count => format!(", not counting {count} by a key that the log does not want to be believed there"),
    };
    let state = if broken {
        Known::Broken
    } else if signed.any == 0 && bench.log.anchors.roots.is_empty() {
        Known::NotChecked
    } else if present > 0 && covered == present && best >= Some(bench.trust.required()) && !has(judged, &[Code::SignerCompromised]) {
        Known::Proven
    } else {
        Known::Unproven
    };
    let sentence =
        if state == Known::NotChecked { String::from("Nothing here is signed.") } else { format!("{by_log}; {by_writers}{doubted}.") };
    ClaimState { state, checked: covered, present, sentence }
}

/// The level of the best checkpoint that can be used.
pub fn best(bench: &Bench<'_, '_>) -> Option<Level> {
    let roots = bench.log.anchors.roots.iter().enumerate();
    roots.filter(|(id, _)| !bench.log.dropped.contains(id)).map(|(_, root)| root.level).max()
}

fn complete(bench: &Bench<'_, '_>, judged: &Judged) -> ClaimState {
    let asked = bench.asked.runs.count();
    let fine: u64 = judged
        .coverage
        .iter()
        .filter(|(status, _, _)| status.is_accounted_for())
        .map(|(_, start, end)| bench.asked.runs.intersect(&single(*start, *end)).count())
        .sum();
    let whole = bench.log.newest.is_some_and(|size| bench.asked.runs.covers(0, size));
    let (state, sentence) = if has(judged, &[Code::EntriesMissing, Code::EntriesExpected, Code::InputTruncated, Code::SourceGap]) {
        let lost =
            if fine == asked && has(judged, &[Code::SourceGap]) { "a source counts entries that never came" } else { "some are missing" };
        (Known::Broken, format!("{fine} of {asked} entries asked for are here and proven, or accounted for; {lost}."))
    } else if has(judged, &[Code::WindowEdgeOpen]) {
        (
            Known::Unproven,
            format!("{fine} of {asked} entries asked for are proven or accounted for; an edge of the time you asked for is open."),
        )
    } else if asked == 0 {
        (Known::NotChecked, String::from("No entry was asked for, and none is here."))
    } else if fine == asked && (bench.asked.explicit || whole) {
        (Known::Proven, nothing_missing(bench))
    } else if fine == asked && bench.asked.receipts_only {
        (Known::Unproven, String::from("A receipt speaks about its own entry only."))
    } else if fine == asked {
        (Known::Unproven, String::from("You did not say which entries you expected, so nothing is said about others."))
    } else {
        (Known::Unproven, format!("{fine} of {asked} entries asked for are proven or accounted for."))
    };
    ClaimState { state, checked: fine, present: asked, sentence }
}

/// What a proven claim of completeness says.
fn nothing_missing(bench: &Bench<'_, '_>) -> String {
    let what = bench.asked.runs.hull().map_or_else(String::new, |(start, end)| entries_words(start, end));
    let close = bench.records.closed.filter(|close| bench.asked.runs.hull().is_some_and(|(_, end)| end == close + 1));
    let to_the_end = close.map_or_else(String::new, |close| format!(" This is to the end: entry {close} closed the log."));
    let about = match &bench.asked.window {
        Some(window) if window.empty => return format!("By the times the log gives, no entry lies from {}.", range_words(window.range)),
        Some(window) => {
            format!("Nothing of what you asked for is missing: {what}, by the times the log gives from {}.", range_words(window.range))
        }
        None if bench.asked.explicit => format!("Nothing of what you asked for, {what}, is missing."),
        None => format!("This is the whole log up to its newest checkpoint: {what}."),
    };
    format!("{about}{to_the_end}")
}

/// `2026-01-05T09:00:00Z up to 2026-01-05T10:00:00Z`.
fn range_words(range: TimeRange) -> String {
    format!("{} up to {}", range.start(), range.end())
}

fn single(start: u64, end: u64) -> crate::log::coverage::Runs {
    let mut runs = crate::log::coverage::Runs::default();
    runs.add(start, end);
    runs
}

fn dated(bench: &Bench<'_, '_>, judged: &Judged) -> ClaimState {
    let present = present(bench);
    let timed = bench.log.lines.all().any(|line| bench.log.lines.row(line).at.is_some());
    let proven = bench.log.lines.places().iter().zip(&judged.status).filter(|(_, status)| **status == Status::Proven);
    let bounds = proven.filter_map(|(place, _)| bench.brackets.known_by(place.seq));
    let (checked, by) = bounds.fold((0u64, 0), |(count, latest), bound| (count + 1, bound.secs.max(latest)));
    let (state, sentence) = if has(judged, &[Code::TimeAfterWitness, Code::TimeBackdated]) {
        (Known::Broken, String::from("Times inside entries do not fit what your witnesses saw and when."))
    } else if present == 0 {
        (Known::NotChecked, String::from("There is no entry to date."))
    } else if has(judged, &[Code::TimeInFuture]) {
        (Known::Unproven, String::from("Some times here lie after the present that you gave."))
    } else if checked == present {
        (Known::Proven, format!("Your witnesses had seen every present entry by {}. The times inside the entries are claims.", utc(by)))
    } else if !timed {
        (Known::NotChecked, String::from("The entries carry no times that this format knows."))
    } else if checked > 0 {
        (
            Known::Unproven,
            format!(
                "Your witnesses had seen {checked} of {present} present entries at known times; the times inside the entries are claims."
            ),
        )
    } else {
        (Known::Unproven, String::from("Every time here is a claim; no witness you trust bounds it."))
    };
    ClaimState { state, checked, present, sentence }
}

/// When a quorum had seen the newest witnessed state, seconds since 1970.
pub fn known_by(bench: &Bench<'_, '_>) -> Option<u64> {
    let witnessed =
        bench.log.anchors.roots.iter().enumerate().filter(|(id, root)| root.level == Level::Witnessed && !bench.log.dropped.contains(id));
    let newest = witnessed.max_by_key(|(_, root)| root.size)?.1;
    newest.notes.iter().filter_map(|index| bench.log.anchors.notes.get(*index)?.opened.known_by).min()
}

/// `2026-01-05 09:05:10 UTC`.
pub fn utc(secs: u64) -> String {
    let text = Time::from_secs(secs).to_string();
    format!("{} UTC", text.trim_end_matches('Z').replacen('T', " ", 1))
}

/// The headline of one log.
pub fn headline(bench: &Bench<'_, '_>, judged: &Judged, reason: Reason) -> String {
    let log = bench.log;
    let first = |codes: &[Code]| judged.drafts.iter().filter(|draft| codes.contains(&draft.code)).filter_map(|draft| draft.entries).min();
    let asked = bench.asked.runs.hull().map_or_else(String::new, |(start, end)| entries_words(start, end));
    let count =
        |wanted: Status| judged.coverage.iter().filter(|(status, _, _)| *status == wanted).map(|(_, start, end)| end - start).sum::<u64>();
    match reason {
        Reason::Unreadable => String::from("Unproven: nothing here can be read as entries, proofs or checkpoints."),
        Reason::Forked => {
            let split = judged.drafts.iter().find(|draft| matches!(draft.code, Code::SplitView | Code::LogContradiction));
            format!("Broken: two histories. {}", split.map_or("", |draft| draft.message.as_str()))
        }
        Reason::RolledBack => String::from("Broken: this is an older state than the one you kept."),
        Reason::Tampered => {
            let altered = count(Status::Altered);
            let only = |codes: &[Code]| judged.drafts.iter().all(|draft| !TAMPERED.contains(&draft.code) || codes.contains(&draft.code));
            match (first(&[Code::EntryAltered]), first(TAMPERED)) {
                (Some((start, _)), _) if altered > 1 => {
                    format!("Broken: {altered} entries are not what the log committed to, the first is entry {start}.")
                }
                (Some((start, _)), _) => format!("Broken at entry {start}: its content is not what the log committed to."),
                (None, Some((start, end))) if has(judged, &[Code::EntryNotBound]) => {
                    format!("Broken: the proof is not about this {}, or one of the two was changed.", entries_words(start, end))
                }
                (None, Some((start, _))) if only(&[Code::AttachmentAltered]) => {
                    format!("Broken: a file has the name of an attachment of entry {start} and is not that attachment.")
                }
                (None, Some((start, end))) => format!("Broken: the evidence contradicts itself at {}.", entries_words(start, end)),
                (None, None) => String::from("Broken: the evidence contradicts itself."),
            }
        }
        Reason::Forged => match first(FORGED) {
            Some((start, end)) if first(&[Code::SignatureMissing]) == Some((start, end)) => {
                let carries = if end - start == 1 { "carries" } else { "carry" };
                format!("Broken: {} {carries} no signature, and you require one.", entries_words(start, end))
            }
            Some((start, end)) => {
                format!("Broken: something at {} claims an author or a place that is not its own.", entries_words(start, end))
            }
            None => String::from("Broken: a checkpoint carries a signature in the name of a key you trust, and it is not from that key."),
        },
        Reason::Incomplete => {
            let missing = count(Status::Missing);
            if let (0, Some((start, end))) = (missing, first(&[Code::SourceGap])) {
                return format!(
                    "Broken: between entries {start} and {} a source counts entries that are not in the log.",
                    end.saturating_sub(1)
                );
            }
            if missing == 0 {
                return String::from("Broken: the input ends in the middle of a record.");
            }
            let total = bench.asked.runs.count();
            format!(
                "Broken: {} of {total} asked for {} missing.",
                several(missing, "entry", "entries"),
                if missing == 1 { "is" } else { "are" }
            )
        }
        Reason::NoEntries => {
            let newest = log.anchors.roots.iter().filter(|root| root.level >= bench.trust.required()).map(|root| root.size).max();
            match newest {
                Some(size) => format!(
                    "Unproven: the checkpoint is genuine and commits to {}; none of them is here.",
                    several(size, "entry", "entries")
                ),
                None => String::from("Unproven: there is no entry here to prove."),
            }
        }
        Reason::SelfConsistent => String::from("Unproven: everything fits together, and nobody you trust vouches for it."),
        Reason::Unanchored => {
            let done = proven(judged);
            format!("Unproven: {done} of {} present entries are shown in a state of the log that you trust.", present(bench))
        }
        Reason::Withheld => format!(
            "Unproven: {} withheld; their committed hashes are known, their content is not here.",
            several(count(Status::Withheld), "entry is", "entries are")
        ),
        Reason::Unmet if present(bench) == 0 => format!("Unproven: the checkpoints agree, and not shown: {}.", judged.unmet.join("; ")),
        Reason::Unmet if bench.asked.runs.is_empty() => {
            format!("Unproven: no entry here gives itself a time that you asked for, and not shown: {}.", judged.unmet.join("; "))
        }
        Reason::Unmet => format!("Unproven: every entry asked for is proven, and not shown: {}.", judged.unmet.join("; ")),
        Reason::Slice => {
            let size = log.newest.map_or_else(|| String::from("an unknown number of"), |size| size.to_string());
            format!("Unproven: every entry shown ({asked}) is proven. The log has {size} entries; you did not say which you expected.")
        }
        Reason::Intact if bench.asked.receipts_only => {
            let size = log.newest.map_or_else(String::new, |size| format!(" in a log of {size} entries"));
            format!("Proven: {asked}{size} is what the log committed to.")
        }
        Reason::Intact => {
            let withheld = count(Status::Withheld);
            let note = if withheld > 0 { format!(", with {} withheld", several(withheld, "entry", "entries")) } else { String::new() };
            match &bench.asked.window {
                Some(window) if window.empty && bench.question.entries.is_none() => {
                    let are = if bench.asked.runs.count() == 1 { "is" } else { "are" };
                    format!(
                        "Proven: by the times the log gives, no entry lies from {}; {asked} next to it {are} proven.",
                        range_words(window.range)
                    )
                }
                Some(window) => format!(
                    "Proven for {asked}: nothing altered{note}, and by the times the log gives nothing missing from {}.",
                    range_words(window.range)
                ),
                None => format!("Proven for {asked}: nothing altered, nothing missing{note}."),
            }
        }
        Reason::Consistent => {
            let sizes: alloc::vec::Vec<String> = log.anchors.roots.iter().map(|root| root.size.to_string()).collect();
            match sizes.as_slice() {
                [first, .., last] => format!("Proven: checkpoint {last} extends {first}. No entries were checked."),
                _ => String::from("Proven: the checkpoints agree. No entries were checked."),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn civil_dates() {
        assert_eq!(utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(utc(1_767_603_910), "2026-01-05 09:05:10 UTC");
        assert_eq!(utc(951_868_799), "2000-02-29 23:59:59 UTC");
    }
}
