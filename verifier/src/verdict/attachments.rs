//! Attachments: bytes that travel beside a log and are named by their hash in an entry (unbroken-bundle, Attachments).
//!
//! An input is an attachment because of its hash, whatever it is called. One that only has the name of an attachment is altered if nothing
//! else is known about it: it is no other attachment, and nothing in it was understood as evidence. Only entries that somebody the reader
//! trusts stands behind are heard; if the reader trusts nobody, all that are not refuted (nothing can be proven then).

use super::judge::several;
use super::report::AttachedFacts;
use crate::finding::Code;
use crate::input::Format;
use crate::log::assemble::Committed;
use crate::log::draft::{Draft, entries_words};
use crate::log::entry::Attachment;
use crate::log::standing::Standing;
use crate::log::stream::Stream;
use crate::tree::hash::hex;
use crate::trust::policy::Trust;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Names that one finding repeats.
const SHOWN: usize = 3;

/// What became of the attachments.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    /// Inputs that are an attachment, by index.
    pub inputs: BTreeMap<usize, AttachedFacts>,
    /// Inputs that have the name of an attachment and other bytes.
    pub altered: BTreeSet<usize>,
    /// Streams inside containers of which each of that name is an attachment.
    inside: BTreeSet<usize>,
    /// What was found, by log.
    pub drafts: BTreeMap<String, Vec<Draft>>,
    /// Attachments of which nothing can be said, because the digest of an input was not taken.
    pub undecided: u64,
}

/// Digests that any entry names as an attachment, whoever stands behind it.
pub fn named(streams: &[Stream]) -> BTreeSet<[u8; 32]> {
    let rows = streams.iter().flat_map(|stream| stream.segment.logs.values());
    rows.flat_map(|rows| rows.texts()).flat_map(|(_, told)| told.attachments.iter().map(|(_, attachment)| attachment.sha256)).collect()
}

/// Looks for the attachments of every log among all inputs.
pub fn read<'a, 'l: 'a>(logs: impl Iterator<Item = &'a Committed<'l>>, streams: &[Stream], trust: &Trust) -> Attachments {
    let mut found = Attachments::default();
    let by_digest: BTreeMap<[u8; 32], usize> =
        streams.iter().enumerate().rev().filter_map(|(index, stream)| Some((stream.sha256?, index))).collect();
    let mut absent: Vec<(&str, u64, &Attachment)> = Vec::new();
    for log in logs {
        for (seq, attachment) in heard(log, trust) {
            let Some(first) = by_digest.get(&attachment.sha256) else {
                absent.push((&log.origin, seq, attachment));
                continue;
            };
            // Inputs with the same bytes are the same attachment.
            for (index, _) in streams.iter().enumerate().skip(*first).filter(|(_, stream)| stream.sha256 == Some(attachment.sha256)) {
                let facts = AttachedFacts { log: log.origin.clone(), entry: seq, name: attachment.name.clone() };
                found.inputs.entry(index).or_insert(facts);
            }
        }
    }
    found.judge(&absent, streams);
    found.inside = found.inside(streams);
    found
}

/// The attachments of the entries that are heard, by position.
fn heard<'a>(log: &Committed<'a>, trust: &Trust) -> Vec<(u64, &'a Attachment)> {
    let least = if trust.pins_anything() { Standing::Believed } else { Standing::Open };
    let heard = log.heard(|told| &told.attachments).into_iter().filter(|heard| heard.standing >= least);
    heard.map(|heard| (heard.seq, heard.said)).collect()
}

impl Attachments {
    /// Whether the bytes of an input are covered by the hash of an attachment, as a whole or inside one that is a container.
    pub fn covers(&self, index: usize) -> bool {
        self.inputs.contains_key(&index) || self.inside.contains(&index)
    }

    /// Streams that were not read to their end. Of a container that is an attachment, its hash covers what could not be unpacked.
    pub fn unread<'s>(&self, streams: &'s [Stream]) -> impl Iterator<Item = &'s Stream> {
        let is_attached = |index: usize, stream: &Stream| stream.format.is_container() && self.covers(index);
        streams.iter().enumerate().filter(move |(index, it)| !it.complete && !is_attached(*index, it)).map(|(_, stream)| stream)
    }

    /// Whether a stream that was given was not read to its end. A container says so for what is inside; what breaks off in it has ended.
    pub fn is_partial(&self, streams: &[Stream]) -> bool {
        self.unread(streams).any(|stream| stream.inside.is_none())
    }

    fn inside(&self, streams: &[Stream]) -> BTreeSet<usize> {
        let containers: Vec<(usize, &str)> =
            streams.iter().enumerate().filter(|(_, it)| it.format.is_container()).map(|(index, it)| (index, it.name.as_str())).collect();
        let is_covered = |name: &str| {
            let mut named = containers.iter().filter(|(_, other)| *other == name).peekable();
            named.peek().is_some() && named.all(|(index, _)| self.inputs.contains_key(index))
        };
        let inside = streams.iter().enumerate().filter(|(_, stream)| stream.inside.as_deref().is_some_and(is_covered));
        inside.map(|(index, _)| index).collect()
    }

    /// What is not here by its hash: under its name with other bytes, or not at all. What has the name may be something else, named in what
    /// was not read.
    fn judge(&mut self, absent: &[(&str, u64, &Attachment)], streams: &[Stream]) {
        let partial = self.is_partial(streams);
        let undigested = streams.iter().any(|stream| stream.sha256.is_none());
        let mut altered: BTreeMap<(&str, usize), Vec<(u64, &Attachment)>> = BTreeMap::new();
        let mut missing: BTreeMap<&str, Vec<(u64, &Attachment)>> = BTreeMap::new();
        for (log, seq, attachment) in absent {
            let name = attachment.name.rsplit(['/', '\\']).next().unwrap_or_default();
            let mut same_name = streams.iter().enumerate().filter(|(index, stream)| {
                !partial && stream.name == name && stream.sha256.is_some() && !self.inputs.contains_key(index) && is_nothing_else(stream)
            });
            match same_name.next() {
                _ if undigested => self.undecided += 1,
                Some((index, _)) => altered.entry((log, index)).or_default().push((*seq, attachment)),
                None => missing.entry(log).or_default().push((*seq, attachment)),
            }
        }
        for ((log, index), attachments) in altered {
            let Some(stream) = streams.get(index) else { continue };
            self.altered.insert(index);
            self.drafts.entry(log.to_string()).or_default().push(altered_draft(&attachments, index, stream));
        }
        for (log, attachments) in missing {
            self.drafts.entry(log.to_string()).or_default().push(missing_draft(&attachments));
        }
    }
}

/// Whether nothing in a stream was understood as evidence or as trust input.
fn is_nothing_else(stream: &Stream) -> bool {
    let understood = !stream.segment.logs.is_empty() || !stream.segment.records.is_empty();
    !understood && !matches!(stream.format, Format::Policy | Format::Keys)
}

fn hull(attachments: &[(u64, &Attachment)]) -> (u64, u64) {
    (attachments.first().map_or(0, |(seq, _)| *seq), attachments.last().map_or(0, |(seq, _)| seq + 1))
}

fn altered_draft(attachments: &[(u64, &Attachment)], index: usize, stream: &Stream) -> Draft {
    let (start, end) = hull(attachments);
    let expected: Vec<String> =
        attachments.iter().take(SHOWN).map(|(_, attachment)| format!("{} ({} bytes)", hex(&attachment.sha256), attachment.size)).collect();
    let actual = stream.sha256.map_or_else(String::new, |digest| format!("{} ({} bytes)", hex(&digest), stream.size));
    let message = format!(
        "The input {} has the name of an attachment of {}, and other bytes than the log committed to.",
        stream.name,
        entries_words(start, start + 1)
    );
    Draft::new(Code::AttachmentAltered, message).entries(start, end).bytes(index, 0, stream.size).values(expected.join(", "), actual)
}

fn missing_draft(attachments: &[(u64, &Attachment)]) -> Draft {
    let (start, end) = hull(attachments);
    let count = attachments.len() as u64;
    let names: Vec<String> =
        attachments.iter().take(SHOWN).map(|(seq, attachment)| format!("{} of entry {seq}", attachment.name)).collect();
    let more = if attachments.len() > SHOWN { " and others" } else { "" };
    let message = format!("{} not here: {}{more}.", several(count, "attachment is", "attachments are"), names.join(", "));
    Draft::new(Code::AttachmentMissing, message).entries(start, end).count(count)
}
