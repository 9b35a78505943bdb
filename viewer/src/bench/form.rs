//! What is chosen at the bench: a way to break the copy, a place, a value. Read into one change, or a fault that says what is missing.

use super::fields::{Field, fields};
use super::lines::{Lines, Record};
use super::op::{Edit, Fault, Op, Signature};
use crate::text;

/// The ways, in the order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Flip a byte.
    Flip,
    /// Edit a field.
    #[default]
    Edit,
    /// Delete entries.
    Delete,
    /// Insert an entry.
    Insert,
    /// Swap two entries.
    Swap,
    /// Cut the tail.
    Cut,
    /// Strip a signature.
    Strip,
    /// Sign with another key.
    Resign,
    /// Roll back to an older checkpoint.
    RollBack,
    /// Rewrite what follows without the keys.
    Rewrite,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 10] = [
        Kind::Flip,
        Kind::Edit,
        Kind::Delete,
        Kind::Insert,
        Kind::Swap,
        Kind::Cut,
        Kind::Strip,
        Kind::Resign,
        Kind::RollBack,
        Kind::Rewrite,
    ];

    /// The way that a change goes.
    pub fn of(op: &Op) -> Kind {
        match op {
            Op::Flip { .. } => Kind::Flip,
            Op::Edit(_) => Kind::Edit,
            Op::Delete { .. } => Kind::Delete,
            Op::Insert { .. } => Kind::Insert,
            Op::Swap { .. } => Kind::Swap,
            Op::Cut { .. } => Kind::Cut,
            Op::Strip(_) => Kind::Strip,
            Op::Resign { .. } => Kind::Resign,
            Op::RollBack { .. } => Kind::RollBack,
            Op::Rewrite { .. } => Kind::Rewrite,
        }
    }

    /// Its key, and its name in attributes.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Flip => "f",
            Kind::Edit => "e",
            Kind::Delete => "d",
            Kind::Insert => "i",
            Kind::Swap => "s",
            Kind::Cut => "c",
            Kind::Strip => "u",
            Kind::Resign => "k",
            Kind::RollBack => "b",
            Kind::Rewrite => "w",
        }
    }
}

/// The form as typed. What a way does not need is left alone, so that it is still there for the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The entry.
    pub seq: String,
    /// Another entry: the second of two, or one after the last.
    pub other: String,
    /// A byte of the entry's line.
    pub offset: String,
    /// A place in the event.
    pub pointer: String,
    /// The new value.
    pub value: String,
    /// A signature, by its place among [`offered`].
    pub signature: usize,
    /// Size of a checkpoint.
    pub size: String,
    /// Exchange positions too; sign again too.
    pub also: bool,
}

impl Form {
    /// A form about an entry, with something to begin with in every field.
    pub fn about(lines: &Lines, seq: u64) -> Form {
        let size = lines.sizes().into_iter().rev().nth(1);
        let mut form = Form { size: size.map(|size| size.to_string()).unwrap_or_default(), ..Form::default() };
        form.choose(lines, seq.to_string());
        form
    }

    /// Chooses another entry, and what goes with it.
    pub fn choose(&mut self, lines: &Lines, seq: String) {
        self.seq = seq;
        let Some((at, line)) = self.entry().and_then(|seq| Some((seq, &lines.all()[lines.at(seq)?]))) else { return };
        self.other = (at + 1).to_string();
        self.offset = place_of_event(line).to_string();
        let all = fields(line);
        if all.iter().all(|field| field.pointer != self.pointer) {
            self.pointer = likely(&all).map(|field| field.pointer.clone()).unwrap_or_default();
        }
        self.suggest(lines);
    }

    /// A new value for the field that is chosen.
    pub fn suggest(&mut self, lines: &Lines) {
        let all = self.fields(lines);
        self.value = all.iter().find(|field| field.pointer == self.pointer).map(suggested).unwrap_or_default();
    }

    /// The simple values of the entry.
    pub fn fields(&self, lines: &Lines) -> Vec<Field> {
        self.entry().and_then(|seq| lines.at(seq)).map(|at| fields(&lines.all()[at])).unwrap_or_default()
    }

    /// The signatures that can be taken away: the entry's own, then those of checkpoints.
    pub fn offered(&self, lines: &Lines) -> Vec<Signature> {
        let own = self.entry().map(Signature::Entry);
        let notes = lines.records().iter().flat_map(|record| match record {
            Record::Note { size, keys } => keys.iter().map(|key| Signature::Note(*size, key.clone())).collect(),
            _ => Vec::new(),
        });
        own.into_iter().chain(notes).collect()
    }

    /// The fields that say this change.
    pub fn show(&mut self, lines: &Lines, op: &Op) {
        match op {
            Op::Flip { seq, offset } => {
                self.choose(lines, seq.to_string());
                self.offset = offset.to_string();
            }
            Op::Edit(edit) | Op::Rewrite { edit, .. } => {
                self.choose(lines, edit.seq.to_string());
                (self.pointer, self.value) = (edit.pointer.clone(), edit.value.clone());
                self.also = matches!(op, Op::Rewrite { sign: true, .. });
            }
            Op::Delete { start, end } => {
                self.choose(lines, start.to_string());
                self.other = end.to_string();
            }
            Op::Swap { a, b, renumber } => {
                self.choose(lines, a.to_string());
                (self.other, self.also) = (b.to_string(), *renumber);
            }
            Op::Insert { after: seq } | Op::Cut { from: seq } | Op::Resign { seq } | Op::Strip(Signature::Entry(seq)) => {
                self.choose(lines, seq.to_string());
                self.signature = 0;
            }
            Op::Strip(signature) => self.signature = self.offered(lines).iter().position(|offered| offered == signature).unwrap_or(0),
            Op::RollBack { size } => self.size = size.to_string(),
        }
    }

    fn entry(&self) -> Option<u64> {
        self.seq.trim().parse().ok()
    }

    /// The change, or what is wrong.
    pub fn read(&self, kind: Kind, lines: &Lines) -> Result<Op, Fault> {
        let number = |typed: &str| typed.trim().parse::<u64>().map_err(|_| Fault::NoNumber);
        let seq = || number(&self.seq);
        let edit = || seq().map(|seq| Edit { seq, pointer: self.pointer.clone(), value: self.value.clone() });
        Ok(match kind {
            Kind::Flip => Op::Flip { seq: seq()?, offset: number(&self.offset)? as usize },
            Kind::Edit => Op::Edit(edit()?),
            Kind::Delete => Op::Delete { start: seq()?, end: number(&self.other)? },
            Kind::Insert => Op::Insert { after: seq()? },
            Kind::Swap => Op::Swap { a: seq()?, b: number(&self.other)?, renumber: self.also },
            Kind::Cut => Op::Cut { from: seq()? },
            Kind::Strip => {
                let chosen = self.offered(lines).into_iter().nth(self.signature);
                Op::Strip(chosen.ok_or(Fault::NoSignature)?)
            }
            Kind::Resign => Op::Resign { seq: seq()? },
            Kind::RollBack => Op::RollBack { size: number(&self.size).map_err(|_| Fault::NoCheckpoint)? },
            Kind::Rewrite => Op::Rewrite { edit: edit()?, sign: self.also },
        })
    }
}

/// The entry to begin with: the one that is open, unless it is a record of the log about itself; else one in the middle.
pub fn first_place(lines: &Lines, open: Option<u64>) -> u64 {
    let entries = lines.entries();
    let has_event =
        |seq: &u64| entries.get(seq).is_some_and(|at| fields(&lines.all()[*at]).iter().any(|field| field.pointer.starts_with("/event/")));
    open.filter(has_event).or_else(|| entries.keys().nth(entries.len() / 2).copied()).unwrap_or(0)
}

/// Where a flipped byte tells something: in the event, behind its opening.
fn place_of_event(line: &[u8]) -> usize {
    let scan = unbroken::json::scan(line).ok();
    let value = scan.and_then(|scan| scan.get(line, "event").or_else(|| scan.get(line, "ctl")));
    value.map_or(line.len() / 2, |value| (value.start + value.end) / 2)
}

/// Who did it, if the event says so in a usual way.
fn likely(all: &[Field]) -> Option<&Field> {
    let named = |name: &&str| all.iter().find(|field| field.pointer.to_ascii_lowercase().ends_with(*name));
    ["/actor", "/user", "/username", "/who", "/name"].iter().find_map(named).or(all.first())
}

/// A value that is another one.
fn suggested(field: &Field) -> String {
    match field.value.parse::<u64>() {
        Ok(number) => number.wrapping_add(1).to_string(),
        Err(_) if field.value == text::words().bench_name => text::words().bench_other_name.to_owned(),
        Err(_) => text::words().bench_name.to_owned(),
    }
}
