//! One entry, step by step, for people: what was hashed, what it links to, how it leads to a signed root.

use super::case::Case;
use super::kept::{Held, Kept, Log};
use super::rows::Row;
use crate::input::Format;
use crate::json;
use crate::log::assemble::Role;
use crate::log::coverage::Status;
use crate::log::entry::redactables;
use crate::log::repair::{self, Repair};
use crate::log::segment::Seal;
use crate::log::time::Time;
use crate::tree::hash::Hash;
use crate::tree::merkle::leaf_hash;
use crate::trust::policy::Level;
use crate::verdict::claims::utc;
use crate::verdict::report::QuestionFacts;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// One entry, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryView {
    /// Origin of its log.
    pub log: String,
    /// Its position.
    pub seq: u64,
    /// What is known about it.
    pub status: Status,
    /// Name of the input it lies in.
    pub input: String,
    /// Whether it is the extra data of a receipt; the offset then counts in these data, not in the file.
    pub in_receipt: bool,
    /// Where it starts.
    pub offset: u64,
    /// Length of what was received, in bytes.
    pub len: u64,
    /// The exact bytes that were hashed, as text; bytes that are not UTF-8 are replaced.
    pub text: String,
    /// How the bytes were recovered, if they are not those received.
    pub repaired: Option<&'static str>,
    /// When a quorum of witnesses had seen the log, and not yet this entry; seconds since 1970.
    pub not_before_secs: Option<u64>,
    /// By when a quorum of witnesses had seen this entry; seconds since 1970.
    pub known_by_secs: Option<u64>,
    /// Values that were supplied for digests of a proven entry and fit. They stand beside the bytes that were hashed, not in them.
    pub disclosed: Vec<Disclosed>,
    /// Digests whose value is not here; some may stand for no value at all.
    pub undisclosed: u64,
    /// Members of the outermost object: name and byte range of the value in `text`.
    pub members: Vec<Member>,
    /// Each check with what it expected and found.
    pub steps: Vec<Step>,
    /// From the leaf to the root.
    pub path: Vec<PathNode>,
    /// Shell commands that redo the check with standard tools.
    pub by_hand: String,
}

/// A member of the outermost object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// First byte of its value.
    pub start: u64,
    /// One after the last byte of its value.
    pub end: u64,
}

/// A value that was supplied and fits its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disclosed {
    /// Name of the member; `null` for an element of a list.
    pub name: Option<String>,
    /// The exact text of the value.
    pub value: String,
    /// The digest that the entry carries for it.
    pub digest: String,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// `leaf`, `link`, `path`, `checkpoint`, `cosignatures`, `time`, `signature`.
    pub name: &'static str,
    /// `good`, `bad`, or `unknown` when it was not checked.
    pub state: &'static str,
    /// What our computation or trust says.
    pub expected: Option<String>,
    /// What the evidence says.
    pub actual: Option<String>,
    /// One sentence.
    pub sentence: String,
}

/// One node of the path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathNode {
    /// The sibling stands on the left.
    pub left: bool,
    /// Its hash.
    pub sibling: String,
    /// First leaf it stands for.
    pub lo: u64,
    /// One after the last.
    pub hi: u64,
    /// The hash of both.
    pub above: String,
}

impl Case {
    /// Explains one row of a log; `line` is the exact stretch of the input that the row names. `None` if there is no such row, or the
    /// stretch is not what was read.
    pub fn entry(&self, log: usize, row: usize, line: &[u8]) -> Option<EntryView> {
        let known = &self.log(log)?;
        let (place, held) = (&known.rows.get(row)?, known.held(row)?);
        let extra = self.extra(place);
        let received = extra.unwrap_or(line);
        // What is shown is what was hashed: a file that changed since shows nothing.
        if leaf_hash(received) != held.received {
            return None;
        }
        let bytes: Cow<'_, [u8]> = match held.repair {
            Repair::None => Cow::Borrowed(received),
            other => Cow::Owned(repair::apply(other, received)?),
        };
        let origin = self.report.logs.get(log)?.origin.clone();
        let scan = json::scan(&bytes).ok();
        let members = scan.as_ref().map(|scan| members(&bytes, scan)).unwrap_or_default();
        let at = scan.and_then(|scan| scan.get(&bytes, "at").and_then(|value| value.string(&bytes)));
        let (disclosed, undisclosed) = self.disclosed(&bytes, place.status);
        let mut view = EntryView {
            log: origin,
            seq: place.seq,
            status: place.status,
            input: self.report.inputs.get(place.input as usize).map(|input| input.name.clone()).unwrap_or_default(),
            in_receipt: extra.is_some(),
            offset: place.offset,
            len: u64::from(place.len),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            repaired: held.repair.words(),
            not_before_secs: None,
            known_by_secs: None,
            disclosed,
            undisclosed,
            members,
            steps: alloc::vec![leaf_step(place, &held), link_step(known, place, &held)],
            path: Vec::new(),
            by_hand: by_hand(place, &held, extra.is_some(), self.container_of(place)),
        };
        path_steps(known, place, &held, &mut view);
        view.steps.push(time_step(known.kept, place, &held, at, &self.report.question));
        (view.not_before_secs, view.known_by_secs) = bounds(known.kept, place, &held);
        view.steps.push(signature_step(&held));
        Some(view)
    }

    /// What was supplied for the digests of an entry, and how many digests are left.
    fn disclosed(&self, bytes: &[u8], status: Status) -> (Vec<Disclosed>, u64) {
        let (mut disclosed, mut undisclosed) = (Vec::new(), 0);
        let event = json::scan(bytes).ok().and_then(|scan| scan.get(bytes, "event"));
        let mut open = event.map(|event| redactables(event.text(bytes))).unwrap_or_default();
        while let Some(object) = open.pop() {
            for digest in object.digests {
                // Only what a proven entry commits to was compared.
                let fits = self.disclosed.get(&digest).and_then(|held| held.said.as_ref()).filter(|_| status == Status::Proven);
                let Some(said) = fits else {
                    undisclosed += 1;
                    continue;
                };
                open.extend(said.inside.iter().cloned());
                disclosed.push(Disclosed { name: said.name.clone(), value: said.value.clone(), digest });
            }
        }
        (disclosed, undisclosed)
    }
}

impl Case {
    /// The format of the container that a row's stream was unpacked from.
    fn container_of(&self, place: &Row) -> Option<Format> {
        let inside = self.streams.get(place.input as usize)?.inside.as_ref()?;
        self.streams.iter().find(|stream| stream.format.is_container() && stream.name == *inside).map(|stream| stream.format)
    }
}

fn members(bytes: &[u8], scan: &json::Scan) -> Vec<Member> {
    let member = |member: &json::Member| {
        Some(Member { name: member.name.string(bytes)?, start: member.value.start as u64, end: member.value.end as u64 })
    };
    scan.members.iter().filter_map(member).collect()
}

fn leaf_step(place: &Row, held: &Held<'_>) -> Step {
    let (state, expected, sentence) = match held.role {
        Some(Role::Differs(value)) => ("bad", Some(value), format!("The log committed to another hash for entry {}.", place.seq)),
        Some(Role::Impostor(value)) => ("bad", Some(value), format!("The genuine entry {} has another hash.", place.seq)),
        Some(Role::Rival) => ("unknown", None, String::from("Another line claims this position, and nothing tells which is genuine.")),
        _ if matches!(place.status, Status::Proven | Status::Committed) => {
            ("good", Some(held.leaf), String::from("This is the hash that the log committed to."))
        }
        _ if place.status == Status::Suspect => ("bad", None, String::from("This hash does not lead to the root of the checkpoint.")),
        _ => ("unknown", None, String::from("What the log committed to at this position was not shown.")),
    };
    Step { name: "leaf", state, expected: expected.map(|hash| hash.to_string()), actual: Some(held.leaf.to_string()), sentence }
}

fn link_step(log: &Log<'_>, place: &Row, held: &Held<'_>) -> Step {
    let mut step =
        Step { name: "link", state: "unknown", expected: None, actual: held.prev.map(|prev| prev.to_string()), sentence: String::new() };
    if held.prev.is_none() {
        step.sentence = String::from("This entry does not name the one before it.");
        return step;
    }
    let Some(before) = place.seq.checked_sub(1) else {
        step.sentence = String::from("This is the first entry; it names none before it.");
        step.state = if held.prev == Some(Hash::ZERO) { "good" } else { "bad" };
        step.expected = Some(Hash::ZERO.to_string());
        return step;
    };
    let neighbours: Vec<Held<'_>> = log.held_at(before).collect();
    let fits = neighbours.iter().any(|neighbour| Some(neighbour.leaf) == held.prev);
    step.expected = neighbours.first().map(|neighbour| neighbour.leaf.to_string());
    (step.state, step.sentence) = match (neighbours.is_empty(), fits) {
        (true, _) => ("unknown", format!("Entry {before} is not here to compare with.")),
        (false, true) => ("good", format!("It names entry {before} by its hash.")),
        (false, false) => ("bad", format!("It names another hash for entry {before} than the entry here has.")),
    };
    step
}

fn path_steps(log: &Log<'_>, place: &Row, held: &Held<'_>, view: &mut EntryView) {
    let shown = |id: usize| log.kept.values.shown_by.get(&id).is_some_and(|shown| shown.contains(place.seq));
    let genuine = matches!(held.role, None | Some(Role::Held(_)));
    let found = log.kept.usable_roots(place.seq).into_iter().find_map(|root| {
        let id = log.kept.anchors.roots.iter().position(|other| other.size == root.size && other.hash == root.hash)?;
        (genuine && shown(id)).then(|| log.path(place.seq, root.size, &root.hash)).flatten().map(|path| (root, path))
    });
    let Some((root, path)) = found else {
        view.steps.push(Step {
            name: "path",
            state: if matches!(place.status, Status::Altered | Status::Suspect | Status::Forged) { "bad" } else { "unknown" },
            expected: None,
            actual: None,
            sentence: String::from("No path from this entry to the root of a checkpoint was shown."),
        });
        return;
    };
    view.path = path
        .iter()
        .map(|step| PathNode {
            left: step.left,
            sibling: step.sibling.to_string(),
            lo: step.lo,
            hi: step.hi,
            above: step.above.to_string(),
        })
        .collect();
    let top = path.last().map_or(held.leaf, |step| step.above);
    view.steps.push(Step {
        name: "path",
        state: "good",
        expected: Some(root.hash.to_string()),
        actual: Some(top.to_string()),
        sentence: format!("{} hashes lead from it to the root of the tree of {} entries.", path.len(), root.size),
    });
    let Some(anchor) = log.kept.anchors.best_note(root) else { return };
    let opened = &anchor.opened;
    let (state, sentence) = match (root.level, opened.log_signed.first(), root.kept) {
        (_, Some(key), _) => ("good", format!("The checkpoint of size {} is signed by {key}, which you trust for this log.", root.size)),
        (_, None, true) => ("good", format!("You kept this checkpoint of size {} yourself.", root.size)),
        _ => (
            "unknown",
            format!(
                "The checkpoint of size {} is signed in the name of a key that you did not pin; the signature was not checked.",
                root.size
            ),
        ),
    };
    view.steps.push(Step {
        name: "checkpoint",
        state,
        expected: None,
        actual: opened.log_signed.first().or(opened.unknown.first()).cloned(),
        sentence,
    });
    let witnesses: Vec<String> =
        opened.cosigned.iter().map(|cosigned| format!("{} ({})", cosigned.label, utc(cosigned.time_secs))).collect();
    view.steps.push(Step {
        name: "cosignatures",
        state: if root.level == Level::Witnessed { "good" } else { "unknown" },
        expected: None,
        actual: (!witnesses.is_empty()).then(|| witnesses.join(", ")),
        sentence: match (root.level, witnesses.len()) {
            (Level::Witnessed, count) => format!("{count} of your witnesses confirm it; that meets your quorum."),
            (_, 0) => String::from("No witness of your policy confirms it."),
            (_, count) => format!("{count} of your witnesses confirm it; your policy asks for more, or for none."),
        },
    });
}

/// From when and by when witnesses bound the coming of an entry into the log (rule T3).
fn bounds(kept: &Kept, place: &Row, held: &Held<'_>) -> (Option<u64>, Option<u64>) {
    let genuine = matches!(held.role, None | Some(Role::Held(_)));
    // From below a bound speaks about whatever stands at this position, so it needs an entry that does.
    let settled = genuine && matches!(place.status, Status::Proven | Status::Chained);
    let not_before = kept.brackets.not_before(place.seq).filter(|_| settled);
    let known_by = kept.brackets.known_by(place.seq).filter(|_| genuine);
    (not_before.map(|bound| bound.secs), known_by.map(|bound| bound.secs))
}

/// Between which times of witnesses the entry came into the log, and whether the time `at` that it gives itself fits (rule T2).
fn time_step(kept: &Kept, place: &Row, held: &Held<'_>, at: Option<String>, question: &QuestionFacts) -> Step {
    let (not_before, known_by) = bounds(kept, place, held);
    let time = at.as_deref().and_then(Time::parse);
    let late = time.zip(known_by).is_some_and(|(time, by)| time > Time::from_secs(by).plus(question.skew_secs));
    let early = time.zip(not_before).is_some_and(|(time, from)| time < Time::from_secs(from).minus(question.delay_secs));
    let between = match (not_before, known_by) {
        (Some(from), Some(by)) => format!("Your witnesses had not seen it at {}, and had seen it by {}", utc(from), utc(by)),
        (None, Some(by)) => format!("Your witnesses had seen it by {}; since when it was there they do not say", utc(by)),
        (Some(from), None) => format!("Your witnesses had not seen it at {}; by when they had they do not say", utc(from)),
        (None, None) => String::from("No witness you trust bounds when it came into the log"),
    };
    let (state, claim) = match (late || early, time, not_before.or(known_by)) {
        (true, _, _) => ("bad", "the time it gives itself does not fit that."),
        (false, Some(_), Some(_)) => ("good", "the time it gives itself is a claim that fits."),
        (false, Some(_), None) => ("unknown", "the time it gives itself is a claim."),
        (false, None, _) => ("unknown", "it gives itself no time that this format knows."),
    };
    let bounds = not_before.map(|from| format!("after {}", utc(from))).into_iter().chain(known_by.map(|by| format!("by {}", utc(by))));
    let expected = bounds.collect::<Vec<_>>().join(", ");
    Step { name: "time", state, expected: (!expected.is_empty()).then_some(expected), actual: at, sentence: format!("{between}; {claim}") }
}

fn signature_step(held: &Held<'_>) -> Step {
    let key = held.signer.unwrap_or_default();
    let (state, sentence) = match held.seal {
        Seal::Absent => ("unknown", String::from("The entry carries no signature of its own.")),
        Seal::Valid => ("good", format!("The entry is signed by {key}, which you pinned.")),
        Seal::Invalid => ("bad", format!("The signature in the name of {key} is not from that key over these bytes.")),
        Seal::OutOfRange => ("bad", format!("The entry is signed by {key}, which you pinned for other entries only.")),
        Seal::Weak => ("bad", format!("The signature in the name of {key} is cryptographically unusable.")),
        Seal::Unpinned => ("unknown", format!("The entry names {key}, a key that you did not pin; its signature was not checked.")),
    };
    Step { name: "signature", state, expected: None, actual: held.signer.map(String::from), sentence }
}

/// Commands for the leaf hash; the line is cut out of the input, so nothing of it stands in the command.
fn by_hand(place: &Row, held: &Held<'_>, in_receipt: bool, container: Option<Format>) -> String {
    let bytes = if in_receipt {
        String::from("sed -n 's/^extra //p' FILE | base64 -d")
    } else {
        // Of a container, the stream inside is meant; MEMBER is its name there.
        let unpacked = match container {
            Some(Format::Gzip) => "gzip -dc FILE | tail",
            Some(_) => "unzip -p FILE MEMBER | tail",
            None => "tail",
        };
        let file = if container.is_some() { "" } else { " FILE" };
        format!("{unpacked} -c +{}{file} | head -c {}", place.offset + 1, place.len)
    };
    format!(
        "# The leaf hash of entry {}; it must print {}\n(printf '\\0'; {bytes}) | openssl dgst -sha256 -binary | base64",
        place.seq, held.received
    )
}
