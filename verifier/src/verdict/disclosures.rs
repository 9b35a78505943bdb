//! SD-JWT disclosures: each must fit a digest of a proven entry (RFC 9901; rule 14).

use crate::finding::Code;
use crate::json;
use crate::log::assemble::{Committed, Role};
use crate::log::coverage::Status;
use crate::log::draft::Draft;
use crate::log::entry::Redactable;
use crate::log::repair::Repair;
use crate::log::segment::RecordKind;
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64UrlUnpadded, Encoding};

/// Disclosures, in streams with entries of this log, that fit no proven entry of it.
pub fn check(log: &Committed<'_>, streams: &[Stream]) -> Vec<Draft> {
    let mut unmatched = Vec::new();
    let mut proven: Option<Digests<'_>> = None;
    for (index, stream) in streams.iter().enumerate().filter(|(_, stream)| stream.segment.logs.contains_key(&log.origin)) {
        for record in &stream.segment.records {
            let RecordKind::Disclosure(text) = &record.kind else { continue };
            let digests = proven.get_or_insert_with(|| digests(log));
            if !fits(text, digests) {
                let message = String::from("A supplied value fits no digest of any proven entry, or is not a value that could.");
                unmatched.push(
                    Draft::new(Code::DisclosureUnmatched, message)
                        .bytes(index, record.offset, u64::from(record.len))
                        .values("a digest of a proven entry", digest(text)),
                );
            }
        }
    }
    unmatched
}

/// The objects of proven entries by the digests they carry; `None` for a digest that occurs twice.
type Digests<'a> = BTreeMap<&'a str, Option<&'a Redactable>>;

fn digests<'a>(log: &Committed<'a>) -> Digests<'a> {
    let mut found = Digests::new();
    for (place, _) in log.lines.places().iter().zip(&log.status).filter(|(_, status)| **status == Status::Proven) {
        for line in log
            .lines
            .of(*place)
            .iter()
            .filter(|line| !matches!(log.roles.get(line), Some(Role::Differs(_) | Role::Impostor(_) | Role::Rival)))
        {
            let Some(source) = log.lines.sources().get(line.source()) else { continue };
            let repair = match log.roles.get(line) {
                Some(Role::Held(value)) => log.lines.way(*line, value).map_or(Repair::None, |way| way.repair),
                _ => Repair::None,
            };
            for object in source.rows.redactables(line.row(), repair) {
                for digest in &object.digests {
                    found.entry(digest).and_modify(|held| *held = None).or_insert(Some(object));
                }
            }
        }
    }
    found
}

/// Base64url of the SHA-256 over the disclosure's own text.
fn digest(text: &str) -> String {
    Base64UrlUnpadded::encode_string(&Hash::of(text.as_bytes()).0)
}

fn fits(text: &str, digests: &Digests<'_>) -> bool {
    let Some((salt, name)) = parts(text) else { return false };
    let Some(Some(object)) = digests.get(digest(text).as_str()) else { return false };
    let salt_bytes = Base64UrlUnpadded::decode_vec(&salt).map_or(salt.len(), |bytes| bytes.len());
    salt_bytes >= 16 && name != "_sd" && name != "..." && !object.names.contains(&name)
}

/// Salt and name of a disclosure `[salt, name, value]`.
fn parts(text: &str) -> Option<(String, String)> {
    let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
    let scan = json::scan(&bytes).ok()?;
    if scan.value.kind != json::Kind::Array {
        return None;
    }
    match json::elements(&bytes, scan.value).as_slice() {
        [salt, name, _value] => Some((salt.string(&bytes)?, name.string(&bytes)?)),
        _ => None,
    }
}
