//! SD-JWT disclosures: each must fit a digest of a proven entry, directly or inside another disclosed value (RFC 9901; rule 14).
//!
//! Anyone may add a disclosure to a file. One that fits nothing is refused; it speaks against a log only if it stands in a file of which
//! every entry is of that log. A digest without a value is a value that was withheld, or stands for nothing (a decoy); nobody can tell.

use super::records::Records;
use super::report::RedactedFacts;
use crate::finding::Code;
use crate::json;
use crate::log::assemble::Committed;
use crate::log::draft::{Draft, entries_words_capital};
use crate::log::entry::{Redactable, redactables};
use crate::log::redact::Hidden;
use crate::log::segment::RecordKind;
use crate::log::standing::Standing;
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::verdict::judge::several;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64UrlUnpadded, Encoding};

/// A disclosure that was supplied.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// What it says, if it can be read.
    pub said: Option<Said>,
    /// Where it stands: stream, offset, length.
    places: Vec<(usize, u64, u64)>,
}

/// What a disclosure says.
#[derive(Clone, Debug)]
pub struct Said {
    /// Bytes of its salt.
    salt_len: usize,
    /// Name of the member; `None` for an element of a list.
    pub name: Option<String>,
    /// Text of the value.
    pub value: String,
    /// What is redactable inside the value.
    pub inside: Vec<Redactable>,
}

/// Disclosures by their digest.
pub type Supplied = BTreeMap<String, Disclosure>;

/// What the digests of one log and the disclosures make of each other.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// Digests whose disclosure fits.
    pub fitting: BTreeSet<String>,
    /// Digests with a disclosure that entries carry which nothing speaks against and which are not proven.
    open: BTreeSet<String>,
    /// Counts.
    pub facts: RedactedFacts,
    /// Digests without a value, by proven entry.
    hidden: BTreeMap<u64, u64>,
}

/// All disclosures of all streams.
pub fn supplied(streams: &[Stream]) -> Supplied {
    let mut supplied = Supplied::new();
    for (index, stream) in streams.iter().enumerate() {
        for record in &stream.segment.records {
            let RecordKind::Disclosure(text) = &record.kind else { continue };
            let held = supplied.entry(digest(text)).or_insert_with(|| Disclosure { said: said(text), places: Vec::new() });
            held.places.push((index, record.offset, u64::from(record.len)));
        }
    }
    supplied
}

/// Base64url of the SHA-256 over the disclosure's own text.
fn digest(text: &str) -> String {
    Base64UrlUnpadded::encode_string(&Hash::of(text.as_bytes()).0)
}

/// `[salt, name, value]` for a member, `[salt, value]` for an element.
fn said(text: &str) -> Option<Said> {
    let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
    let scan = json::scan(&bytes).ok()?;
    if scan.value.kind != json::Kind::Array {
        return None;
    }
    let elements = json::elements(&bytes, scan.value);
    let (salt, name, value) = match elements.as_slice() {
        [salt, name, value] => (salt, Some(name.string(&bytes)?), value),
        [salt, value] => (salt, None, value),
        _ => return None,
    };
    let salt = salt.string(&bytes)?;
    let salt_len = Base64UrlUnpadded::decode_vec(&salt).map_or(salt.len(), |bytes| bytes.len());
    let value = value.text(&bytes);
    Some(Said { salt_len, name, value: String::from_utf8_lossy(value).into_owned(), inside: redactables(value) })
}

/// An object or a list of an entry, or inside a value that was disclosed of it.
struct Object<'a> {
    entry: u64,
    held: &'a Redactable,
    /// Digest of the disclosure it stands in.
    inside: Option<&'a str>,
}

/// Compares the digests of one log with the disclosures.
pub fn compare(log: &Committed<'_>, supplied: &Supplied, records: &Records) -> Redaction {
    let objects = reach(log, supplied, |standing| standing == Standing::Proven);
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let mut names: BTreeMap<(usize, &str), u64> = BTreeMap::new();
    for (number, object) in objects.iter().enumerate().filter(|_| !supplied.is_empty()) {
        for digest in &object.held.digests {
            *seen.entry(digest).or_default() += 1;
            if let Some(name) = supplied.get(digest).and_then(|held| held.said.as_ref()?.name.as_deref()) {
                *names.entry((number, name)).or_default() += 1;
            }
        }
    }
    let mut redaction = Redaction::default();
    let mut entries = BTreeSet::new();
    for (number, object) in objects.iter().enumerate() {
        entries.insert(object.entry);
        let parent = object.inside.is_none_or(|digest| redaction.fitting.contains(digest));
        for digest in &object.held.digests {
            redaction.facts.digests += 1;
            let said = supplied.get(digest).and_then(|held| held.said.as_ref());
            let once = |said: &Said| said.name.as_deref().is_none_or(|name| names.get(&(number, name)) == Some(&1));
            if said.is_some_and(|said| parent && seen.get(digest.as_str()) == Some(&1) && once(said) && fits(said, &object.held.hidden)) {
                redaction.fitting.insert(digest.clone());
                redaction.facts.disclosed += 1;
            } else if records.erased_digests.get(&object.entry).is_some_and(|erased| erased.contains(digest)) {
                redaction.facts.erased += 1;
            } else {
                *redaction.hidden.entry(object.entry).or_default() += 1;
            }
        }
    }
    redaction.facts.entries = entries.len() as u64;
    if supplied.keys().any(|digest| !redaction.fitting.contains(digest) && !seen.contains_key(digest.as_str())) {
        let unproven = reach(log, supplied, |standing| matches!(standing, Standing::Open | Standing::Believed));
        redaction.open = unproven.iter().flat_map(|object| object.held.digests.iter().cloned()).collect();
    }
    redaction
}

/// Whether a disclosure may stand where its digest stands.
fn fits(said: &Said, hidden: &Hidden) -> bool {
    let right = match (hidden, &said.name) {
        (Hidden::Members(names), Some(name)) => name != "_sd" && name != "..." && !names.contains(name),
        (Hidden::Elements, None) => true,
        _ => false,
    };
    right && said.salt_len >= 16
}

/// Every object with digests of the lines of some standing, and of the values disclosed inside them; what stands inside comes later.
fn reach<'a>(log: &Committed<'a>, supplied: &'a Supplied, wanted: impl Fn(Standing) -> bool) -> Vec<Object<'a>> {
    let heard = log.heard(|told| &told.redactables).into_iter().filter(|heard| wanted(heard.standing));
    let mut objects: Vec<Object<'a>> = heard.map(|heard| Object { entry: heard.seq, held: heard.said, inside: None }).collect();
    // Each disclosure is opened once, however often its digest stands somewhere.
    let mut opened: BTreeSet<&str> = BTreeSet::new();
    let mut next = 0;
    while let Some((entry, held)) = objects.get(next).map(|object| (object.entry, object.held)) {
        next += 1;
        for digest in held.digests.iter().filter(|_| !supplied.is_empty()) {
            let Some(said) = supplied.get(digest).and_then(|held| held.said.as_ref()) else { continue };
            if opened.insert(digest) {
                objects.extend(said.inside.iter().map(|held| Object { entry, held, inside: Some(digest) }));
            }
        }
    }
    objects
}

/// Disclosures that fit nothing: by the log they speak against, or `None` if that cannot be said.
pub fn unmatched(supplied: &Supplied, redactions: &[Redaction], streams: &[Stream]) -> Vec<(Option<String>, Draft)> {
    let mut drafts = Vec::new();
    for (digest, held) in supplied {
        if redactions.iter().any(|redaction| redaction.fitting.contains(digest) || redaction.open.contains(digest)) {
            continue;
        }
        for (stream, offset, len) in &held.places {
            let message = String::from("A supplied value fits no digest of any proven entry, or is not a value that could.");
            let draft = Draft::new(Code::DisclosureUnmatched, message)
                .bytes(*stream, *offset, *len)
                .values("a digest of a proven entry", digest.clone());
            let mut logs = streams.get(*stream).into_iter().flat_map(|stream| stream.segment.logs.keys());
            let only = logs.next().filter(|_| logs.next().is_none());
            drafts.push((only.cloned(), draft));
        }
    }
    drafts
}

/// One finding per run of neighbouring entries with values that are not here.
pub fn list(redaction: &Redaction) -> Vec<Draft> {
    let mut runs: Vec<(u64, u64, u64)> = Vec::new();
    for (entry, count) in &redaction.hidden {
        match runs.last_mut() {
            Some((_, end, sum)) if *end == *entry => (*end, *sum) = (entry + 1, *sum + count),
            _ => runs.push((*entry, entry + 1, *count)),
        }
    }
    let words = |(start, end, count): (u64, u64, u64)| {
        let holds = if end - start == 1 { "carries" } else { "carry" };
        let message = format!(
            "{} {holds} {} whose values are not here; some may stand for no value at all.",
            entries_words_capital(start, end),
            several(count, "digest", "digests")
        );
        Draft::new(Code::FieldRedacted, message).entries(start, end).count(count)
    };
    runs.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One finding per run of neighbours, in the number that it has.
    #[test]
    fn neighbours_are_listed_together() {
        let hidden = BTreeMap::from([(5, 1), (6, 2), (9, 1)]);
        let listed = list(&Redaction { hidden, ..Redaction::default() });
        let told: Vec<_> = listed.iter().map(|draft| (draft.entries, draft.count, draft.message.as_str())).collect();
        let end = "whose values are not here; some may stand for no value at all.";
        assert_eq!(
            told,
            [
                (Some((5, 7)), 3, format!("Entries 5 to 6 carry 3 digests {end}").as_str()),
                (Some((9, 10)), 1, format!("Entry 9 carries 1 digest {end}").as_str()),
            ]
        );
    }
}
