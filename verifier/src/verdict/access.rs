//! Who has seen which entries, as the logs themselves record it: `export` and `read` records (unbroken-bundle, Control records).
//!
//! A record may stand in the log it speaks about or in another, such as a separate access log. It explains; it never creates trust and
//! changes no verdict. Whether it is itself proven is said beside it; what nobody recorded is not here.

use super::report::{AccessFacts, AccessList};
use crate::budget::MAX_ACCESS;
use crate::log::control::{Access, Control};
use crate::log::coverage::Status;
use alloc::vec::Vec;

/// The access that a control record speaks of, and its word.
pub fn of(control: &Control) -> Option<(&'static str, &Access)> {
    match control {
        Control::Export(access) => Some(("export", access)),
        Control::Read(access) => Some(("read", access)),
        _ => None,
    }
}

/// Puts records in order: proven ones first, then by log and position.
pub fn sort(records: &mut [AccessFacts]) {
    records.sort_by(|a, b| {
        let key = |record: &AccessFacts| (record.status != Status::Proven, record.entry, record.from, record.to, record.status);
        (key(a), &a.log, &a.who, a.kind).cmp(&(key(b), &b.log, &b.who, b.kind))
    });
}

/// The records about one log as a report lists them. Where they are cut, the proven ones are kept: anyone can add any number of others.
pub fn list(mut records: Vec<AccessFacts>) -> AccessList {
    sort(&mut records);
    let count = records.len() as u64;
    records.truncate(MAX_ACCESS);
    AccessList { count, listed: records }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn record(entry: u64, status: Status) -> AccessFacts {
        AccessFacts { kind: "read", who: String::new(), from: 0, to: 1, log: String::from("a"), entry, time_millis: None, status }
    }

    #[test]
    fn proven_records_stand_first_and_none_of_them_is_cut_off_by_others() {
        let others = (0..MAX_ACCESS as u64).map(|entry| record(entry, Status::Uncovered));
        let list = list(others.chain([record(9_001, Status::Proven), record(9_000, Status::Proven)]).collect());
        assert_eq!((list.count, list.listed.len()), (MAX_ACCESS as u64 + 2, MAX_ACCESS));
        let first: Vec<_> = list.listed.iter().take(4).map(|record| (record.entry, record.status)).collect();
        assert_eq!(first, [(9_000, Status::Proven), (9_001, Status::Proven), (0, Status::Uncovered), (1, Status::Uncovered)]);
    }
}
