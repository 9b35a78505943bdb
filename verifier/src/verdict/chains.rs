//! The chains of sources: counters that an emitter assigned, and links between the entries of one source (unbroken-bundle, Secondary chains).
//!
//! A link of such a chain informs and proves no position: only its own entry is proven, not the one it names. A gap is found only between
//! two proven entries that are neighbours in the chain: the later one names the earlier, or every entry between the two is here and proven
//! and is of another source. Entries that are withheld or missing may belong to the chain, so nothing is said across them.

use super::judge::several;
use super::report::SourceFacts;
use crate::budget::MAX_LISTED;
use crate::finding::Code;
use crate::log::assemble::Committed;
use crate::log::draft::Draft;
use crate::log::lines::LineRef;
use crate::log::segment::ChainLink;
use crate::log::standing::Standing;
use crate::tree::hash::Hash;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What the chains of a log say.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    /// Per source, those with a proven entry first, then by name; the first few.
    pub listed: Vec<SourceFacts>,
    /// How many sources there are.
    pub count: u64,
    /// What was found.
    pub drafts: Vec<Draft>,
}

/// One entry of a chain.
#[derive(Clone, Copy)]
struct Member {
    place: usize,
    line: LineRef,
    /// Position in the log.
    at: u64,
    /// The source's counter.
    seq: u64,
    prev: Hash,
    leaf: Hash,
    proven: bool,
}

/// Reads the chains of a log.
pub fn read(log: &Committed<'_>) -> Chains {
    let (sources, unreadable) = members(log);
    let mut chains = Chains { count: sources.len() as u64, ..Chains::default() };
    let mut spans = None;
    for (name, members) in &sources {
        let proven: Vec<Member> = members.iter().filter(|member| member.proven).copied().collect();
        let mut gaps = 0;
        for pair in proven.windows(2) {
            let [a, b] = pair else { continue };
            let spans = spans.get_or_insert_with(|| proven_spans(log, &unreadable));
            let adjacent = spans.get(a.place).is_some_and(|span| span.is_some() && spans.get(b.place) == Some(span));
            if let Some(message) = gap(name, a, b, adjacent) {
                gaps += 1;
                let draft = Draft::new(Code::SourceGap, message).entries(a.at, b.at + 1);
                let row = log.lines.row(b.line);
                chains.drafts.push(draft.bytes(log.lines.stream(b.line), row.offset, u64::from(row.len)).values(
                    format!("{name} {}, after {}", a.seq.saturating_add(1), a.leaf),
                    format!("{name} {}, after {}", b.seq, b.prev),
                ));
            }
        }
        chains.listed.push(facts(name, members, &proven, gaps));
    }
    // Anyone may add entries that name sources; those of which something is proven stand first.
    chains.listed.sort_by_key(|source| source.proven == 0);
    chains.listed.truncate(MAX_LISTED);
    chains
}

/// The entries of every source in order of position, and the places whose chain cannot be read. Lines that are refuted say nothing.
fn members(log: &Committed<'_>) -> (BTreeMap<String, Vec<Member>>, BTreeSet<usize>) {
    let mut sources: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    let mut unreadable = BTreeSet::new();
    for heard in log.heard(|told| &told.chains).into_iter().filter(|heard| heard.standing > Standing::Refuted) {
        let ChainLink { name, seq, prev } = *heard.said;
        let rows = log.lines.sources().get(heard.line.source()).map(|source| source.rows);
        let Some(name) = name.and_then(|name| rows?.chain_names.get(name as usize)) else {
            unreadable.insert(heard.place);
            continue;
        };
        let proven = heard.standing == Standing::Proven;
        let member = Member { place: heard.place, line: heard.line, at: heard.seq, seq, prev, leaf: heard.leaf, proven };
        match sources.get_mut(name) {
            Some(members) => members.push(member),
            None => {
                sources.insert(name.clone(), alloc::vec![member]);
            }
        }
    }
    (sources, unreadable)
}

/// For each place the number of the run of neighbouring proven places it stands in; two with one number have nothing unknown between them.
fn proven_spans(log: &Committed<'_>, unreadable: &BTreeSet<usize>) -> Vec<Option<usize>> {
    let mut spans: Vec<Option<usize>> = Vec::with_capacity(log.lines.places().len());
    let (mut number, mut next) = (0, None);
    for (index, place) in log.lines.places().iter().enumerate() {
        let proven = log.lines.of(*place).iter().any(|line| log.standing(index, *line) == Standing::Proven);
        let open = !proven || unreadable.contains(&index);
        if open || next != Some(place.seq) {
            number += 1;
        }
        spans.push((!open).then_some(number));
        next = Some(place.seq + 1);
    }
    spans
}

/// What is wrong between two proven entries of one source, `b` the next proven one after `a`.
fn gap(name: &str, a: &Member, b: &Member, adjacent: bool) -> Option<String> {
    let (from, to) = (a.seq, b.seq);
    if b.prev != a.leaf {
        let message = || match b.prev {
            Hash::ZERO => format!(
                "Entry {} begins the chain of {name} anew, as after a restart that nobody declared; entry {} is of it too.",
                b.at, a.at
            ),
            _ => format!(
                "Entry {} names another entry before it in the chain of {name} than entry {}, and no entry between the two is of that source.",
                b.at, a.at
            ),
        };
        return adjacent.then(message);
    }
    // The later one names the earlier: they are neighbours, whatever stands between them in the log. The same number again is a repetition.
    if to > from.saturating_add(1) {
        let lost = several(to - from - 1, "number is", "numbers are");
        return Some(format!("The counter of {name} goes from {from} in entry {} to {to} in entry {}; {lost} missing.", a.at, b.at));
    }
    (to < from).then(|| {
        format!(
            "The counter of {name} goes back from {from} in entry {} to {to} in entry {}, as after a restart that nobody declared.",
            a.at, b.at
        )
    })
}

fn facts(name: &str, members: &[Member], proven: &[Member], gaps: u64) -> SourceFacts {
    let (first, last) = (proven.iter().map(|member| member.seq).min(), proven.iter().map(|member| member.seq).max());
    let followed = proven.last().map(|newest| follow(members, newest));
    let sentence = match (proven.last(), followed) {
        (Some(newest), Some((linked, reached, begins))) => {
            let back = match (linked, begins) {
                (0, true) => String::from("it is the first of its chain"),
                (0, false) => String::from("the entry it names before it is not here"),
                (_, true) => {
                    format!("the entries it leads back to reach the beginning of the chain, number {reached}, with none between missing")
                }
                (_, false) => format!(
                    "the entries it leads back to reach number {reached}, with none between missing; what it names before is not here"
                ),
            };
            let here = several(members.len() as u64, "entry is here", "entries are here");
            format!("{here}, {} of them proven; from the newest proven one, number {}, {back}.", proven.len(), newest.seq)
        }
        _ => format!(
            "{}, none of them proven; nothing is said about this source.",
            several(members.len() as u64, "entry is here", "entries are here")
        ),
    };
    SourceFacts {
        name: name.to_string(),
        entries: members.len() as u64,
        proven: proven.len() as u64,
        first,
        last,
        linked: followed.map_or(0, |(linked, _, _)| linked),
        gaps,
        sentence,
    }
}

/// Follows the chain from a proven entry backwards through the entries that are here: how many, the last number reached, and whether that
/// is the beginning of the chain. It stops where a number does not follow on.
fn follow(members: &[Member], newest: &Member) -> (u64, u64, bool) {
    let by_leaf: BTreeMap<Hash, &Member> = members.iter().map(|member| (member.leaf, member)).collect();
    let (mut at, mut linked) = (*newest, 0);
    // Each step leads to a smaller position, so it ends.
    while let Some(before) = by_leaf.get(&at.prev).filter(|before| before.at < at.at && before.seq.checked_add(1) == Some(at.seq)) {
        linked += 1;
        at = **before;
    }
    (linked, at.seq, at.prev == Hash::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain leads back to the entry that is named, if that lies before in the log and has the number before; and no further.
    #[test]
    fn a_chain_is_followed_step_by_step() {
        let hash = |number: u8| Hash([number; 32]);
        let member = |at: u64, seq: u64, leaf: u8, prev: u8| Member {
            place: 0,
            line: LineRef::new(0, 0),
            at,
            seq,
            prev: hash(prev),
            leaf: hash(leaf),
            proven: true,
        };
        let newest = member(9, 7, 3, 2);
        for (before, expected) in [
            (alloc::vec![member(4, 6, 2, 0)], (1, 6, true)),
            (alloc::vec![member(4, 6, 2, 1)], (1, 6, false)),
            (alloc::vec![member(2, 5, 1, 0), member(4, 6, 2, 1)], (2, 5, true)),
            // Two lines of one position, of which one names the other.
            (alloc::vec![member(4, 5, 1, 0), member(4, 6, 2, 1)], (1, 6, false)),
            // One that lies behind, another number, another entry.
            (alloc::vec![member(5, 5, 1, 0), member(4, 6, 2, 1)], (1, 6, false)),
            (alloc::vec![member(4, 5, 2, 0)], (0, 7, false)),
            (alloc::vec![member(4, 7, 2, 0)], (0, 7, false)),
            (alloc::vec![member(4, 6, 1, 0)], (0, 7, false)),
            (alloc::vec![], (0, 7, false)),
        ] {
            assert_eq!(follow(&before, &newest), expected);
        }
    }
}
