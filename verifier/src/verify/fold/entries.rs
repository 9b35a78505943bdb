//! One entry: the row that it becomes, its other readings, and what its text says besides its place.

use super::Fold;
use super::seal::{Pinned, seal_of, unfit, writer_key};
use crate::budget::MAX_LINE;
use crate::deceptive;
use crate::format::native::{self, Line};
use crate::json;
use crate::log::entry::{Entry, Sealed};
use crate::log::hits::Hit;
use crate::log::repair::{self, Repair, Text};
use crate::log::segment::{self, ChainLink, Row, Rows, Seal, Way};
use crate::tree::hash::Hash;
use crate::tree::merkle::leaf_hash;
use crate::trust::policy::Trust;
use crate::verdict::expect::{Content, TRACE};
use crate::verdict::question::Question;
use crate::verify::beside;
use crate::wrapper::{self, Wrapper};
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::num::NonZeroU64;

impl<T: Borrow<Trust>, Q: Borrow<Question>> Fold<T, Q> {
    pub(super) fn add_entry(&mut self, entry: Entry, received: &[u8], bare: &[u8], (offset, len): (u64, u32)) {
        let mut others: Vec<(Repair, Vec<u8>)> = Vec::new();
        if bare.len() != received.len() {
            others.push((Repair::LineEnd, bare.to_vec()));
        }
        if let Some(canonical) = repair::canonical(bare).filter(|canonical| canonical != bare) {
            others.push((Repair::Reencoded, canonical));
        }
        let key = entry.by.as_deref().and_then(|label| writer_key(self.trust.borrow(), label, &entry));
        let seal = if bare.len() == received.len() { seal_of(&entry.sealed, bare, key) } else { unfit(&entry.sealed, key) };
        // Whether COPY text doubled its backslashes cannot be seen on a line that is an entry either way.
        let halved = wrapper::halved(bare).and_then(|text| same_entry(&entry, text));
        others.extend(halved.iter().map(|(text, _)| (Repair::Halved, text.clone())));
        let others = others.into_iter().map(|(repair, bytes)| Other::new(repair, bytes, key)).collect();
        let row = self.add_row(&entry, Received { bytes: received, offset, len, seal }, others);
        self.tell(row, entry, bare, Text::Plain);
        if let Some((text, entry)) = halved {
            self.tell(row, entry, &text, Text::Halved);
        }
    }

    /// An entry that was read out of its wrapping: the received bytes are none, so only a reading can be believed.
    pub(super) fn add_unwrapped(&mut self, entry: Entry, kind: Wrapper, received: &[u8], text: &[u8], (offset, len): (u64, u32)) {
        let mut others = alloc::vec![(Repair::Unwrapped(kind), text.to_vec())];
        if let Some(canonical) = repair::canonical(text).filter(|canonical| canonical != text) {
            others.push((Repair::UnwrappedReencoded(kind), canonical));
        }
        let key = entry.by.as_deref().and_then(|label| writer_key(self.trust.borrow(), label, &entry));
        let seal = unfit(&entry.sealed, key);
        let others = others.into_iter().map(|(repair, bytes)| Other::new(repair, bytes, key)).collect();
        let row = self.add_row(&entry, Received { bytes: received, offset, len, seal }, others);
        self.tell(row, entry, text, Text::Plain);
    }

    /// Adds the row of an entry with its other readings; its index.
    fn add_row(&mut self, entry: &Entry, received: Received<'_>, others: Vec<Other>) -> u32 {
        let rows = self.segment.logs.entry(entry.log.clone()).or_default();
        let signer = match (&entry.sealed, &entry.by) {
            (Sealed::Not, _) | (_, None) => None,
            // Nearly always the signer of the line before.
            (_, Some(label)) if rows.signers.last() == Some(label) => Some((rows.signers.len() - 1) as u32),
            (_, Some(label)) => {
                let known = self.signers.entry(entry.log.clone()).or_default();
                Some(*known.entry(label.clone()).or_insert_with(|| segment::add(&mut rows.signers, label)))
            }
        };
        let bare = Row::bare(entry.seq, (received.offset, received.len), leaf_hash(received.bytes));
        let id = entry.id.as_deref().map(short_hash);
        let row = rows.push(Row { seal: received.seal, signer, at: entry.at, id, ..bare }, entry.prev);
        for Other { repair, bytes, seal } in others {
            if repair.text() == Text::Canonical {
                let content = Content { log: &entry.log, id: entry.id.as_deref(), at: entry.at, line: &bytes };
                compare(self.question.borrow(), rows, row, &content, Text::Canonical);
            }
            rows.readings.push(row, Way { repair, leaf: leaf_hash(&bytes), seal });
        }
        row
    }

    /// Remembers what one text of a row says besides its place.
    fn tell(&mut self, row: u32, entry: Entry, line: &[u8], text: Text) {
        let rows = self.segment.logs.entry(entry.log.clone()).or_default();
        let question: &Question = self.question.borrow();
        let content = Content { log: &entry.log, id: entry.id.as_deref(), at: entry.at, line };
        compare(question, rows, row, &content, text);
        let correlation = beside::correlation(line, question.trace.as_deref());
        if correlation.is_some_and(|(_, asked)| asked) {
            rows.hits.push(row, Hit { slot: TRACE, text });
        }
        let link = entry.chain.map(|chain| {
            let Some(chain) = chain else { return ChainLink { name: None, seq: 0, prev: Hash::ZERO } };
            let known = self.chain_names.entry(entry.log.clone()).or_default();
            let name = known.get(&chain.name).copied().unwrap_or_else(|| {
                let name = segment::add(&mut rows.chain_names, &chain.name);
                known.insert(chain.name.clone(), name);
                name
            });
            ChainLink { name: Some(name), seq: chain.seq, prev: chain.prev }
        });
        let rule = if line.len() > MAX_LINE { Some("is longer than 1 MiB") } else { entry.breaks };
        let told = if text == Text::Halved { &mut rows.halved } else { &mut rows.plain };
        told.correlations.extend(correlation.map(|(mark, _)| (row, mark)));
        told.controls.extend(entry.control.map(|control| (row, control)));
        told.attachments.extend(entry.attachments.into_iter().map(|attachment| (row, attachment)));
        told.chains.extend(link.map(|link| (row, link)));
        told.redactables.extend(entry.redactable.into_iter().map(|redactable| (row, redactable)));
        told.breaks.extend(rule.map(|rule| (row, String::from(rule))));
        told.deceptive.extend(deceptive::first(line).map(|found| (row, found)));
    }
}

/// The received bytes of an entry line, and where they stand.
struct Received<'l> {
    bytes: &'l [u8],
    offset: u64,
    len: u32,
    seal: Seal,
}

/// Another reading of an entry line.
struct Other {
    repair: Repair,
    bytes: Vec<u8>,
    seal: Seal,
}

impl Other {
    fn new(repair: Repair, bytes: Vec<u8>, key: Option<Pinned<'_>>) -> Other {
        let seal = match json::scan(&bytes).map(|scan| native::read_scanned(&bytes, &scan)) {
            Ok(Line::Entry(read)) => seal_of(&read.sealed, &bytes, key),
            _ => Seal::Absent,
        };
        Other { repair, bytes, seal }
    }
}

/// Another reading of an entry, if it is an entry of the same place by the same writer: one that named another place would let whoever
/// wraps a line choose what it is taken for.
fn same_entry(entry: &Entry, text: Vec<u8>) -> Option<(Vec<u8>, Entry)> {
    match native::read_line(&text) {
        Line::Entry(other)
            if (&other.log, other.seq, other.prev, other.at, &other.by, &other.id)
                == (&entry.log, entry.seq, entry.prev, entry.at, &entry.by, &entry.id) =>
        {
            Some((text, *other))
        }
        _ => None,
    }
}

/// Remembers which rules about content one text of a row fits.
fn compare(question: &Question, rows: &mut Rows, row: u32, content: &Content<'_>, text: Text) {
    let Some(events) = &question.events else { return };
    let found = events.find(content);
    for slot in found.slots {
        rows.hits.push(row, Hit { slot, text });
    }
    for (slot, spelling) in found.spellings {
        rows.hits.spell(row, Hit { slot, text }, spelling);
    }
}

/// Zero, which no id is ever likely to have, counts as one: it stands for no id.
fn short_hash(text: &str) -> NonZeroU64 {
    let Hash(bytes) = Hash::of(text.as_bytes());
    NonZeroU64::new(bytes.iter().take(8).fold(0, |value, byte| value << 8 | u64::from(*byte))).unwrap_or(NonZeroU64::MIN)
}
