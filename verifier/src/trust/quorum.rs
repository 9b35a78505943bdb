//! Which sets of witnesses are enough (c2sp.org/tlog-policy), and what their times say together.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A rule over the witnesses of a policy, which it names by their place in the policy's list.
///
/// Every name is a member of at most one group, so the groups form a tree and a witness counts in one way only.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Quorum {
    /// In the order of the policy: a group's members stand before it.
    pub(crate) groups: Vec<Group>,
    /// What the quorum asks for; `None` for `quorum none`.
    pub(crate) asked: Option<Member>,
}

/// At least `threshold` of the members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) threshold: usize,
    pub(crate) members: Vec<Member>,
}

/// One that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    Witness(usize),
    Group(usize),
    /// A witness whose key type this version does not know: named by the policy, and never counted.
    Unsupported,
}

impl Quorum {
    /// Whether cosignatures are asked for, and the witnesses for which `cosigned` holds are enough.
    fn met(&self, cosigned: impl Fn(usize) -> bool) -> bool {
        let mut met = Vec::with_capacity(self.groups.len());
        let holds = |member: &Member, met: &[bool]| match *member {
            Member::Witness(witness) => cosigned(witness),
            Member::Group(group) => met.get(group).copied().unwrap_or(false),
            Member::Unsupported => false,
        };
        for group in &self.groups {
            let count = group.members.iter().filter(|member| holds(member, &met)).count();
            met.push(count >= group.threshold);
        }
        self.asked.is_some_and(|asked| holds(&asked, &met))
    }

    /// When the quorum had seen a state: `(known_by, not_before)`, or `None` if `times` (witness, seconds) are not enough.
    ///
    /// known_by is the smallest t such that the witnesses with a time ≤ t are enough, not_before the largest t such that those with a
    /// time ≥ t are. A witness with several times stands at its earliest for the one and at its latest for the other.
    pub(crate) fn bracket(&self, times: &[(usize, u64)]) -> Option<(u64, u64)> {
        let (mut earliest, mut latest) = (BTreeMap::new(), BTreeMap::new());
        for (witness, time) in times {
            earliest.entry(*witness).and_modify(|known: &mut u64| *known = (*known).min(*time)).or_insert(*time);
            latest.entry(*witness).and_modify(|known: &mut u64| *known = (*known).max(*time)).or_insert(*time);
        }
        let enough_by = |t: &u64| self.met(|witness| earliest.get(&witness).is_some_and(|time| time <= t));
        let enough_from = |t: &u64| self.met(|witness| latest.get(&witness).is_some_and(|time| time >= t));
        let known_by = earliest.values().filter(|t| enough_by(t)).min()?;
        let not_before = latest.values().filter(|t| enough_from(t)).max()?;
        Some((*known_by, *not_before))
    }

    /// The rule in words: `none`, `2 of 3`, or with groups inside groups `2 of (w1, 1 of 2)`. `name` gives a witness's name.
    pub(crate) fn words<'a>(&self, name: impl Fn(usize) -> &'a str) -> String {
        let mut words: Vec<String> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let flat = !group.members.iter().any(|member| matches!(member, Member::Group(_)));
            let members = match flat {
                true => group.members.len().to_string(),
                false => {
                    let parts = group.members.iter().map(|member| match *member {
                        Member::Witness(witness) => name(witness).to_string(),
                        // A group is a member once, so its words are needed once.
                        Member::Group(inner) => words.get_mut(inner).map(core::mem::take).unwrap_or_default(),
                        Member::Unsupported => "a witness of unsupported type".to_string(),
                    });
                    format!("({})", parts.collect::<Vec<_>>().join(", "))
                }
            };
            words.push(format!("{} of {members}", group.threshold));
        }
        match self.asked {
            None => "none".to_string(),
            Some(Member::Group(group)) => words.swap_remove(group),
            Some(Member::Witness(_) | Member::Unsupported) => "1 of 1".to_string(),
        }
    }
}
