//! Makes a change: each way is a pure function on lines, which changes what it says and no other byte.

use super::fields::{edited, quoted, with_member};
use super::forge::{linked, resigned, unsigned};
use super::lines::{Lines, Record};
use super::op::{Change, Edit, Fault, Op, Pair, Signature, What};
use std::collections::BTreeMap;
use unbroken::json::scan;

/// Lines of a change that are shown; of more, only how many.
const SHOWN: usize = 2;

impl Op {
    /// Makes the change.
    pub fn apply(&self, old: &Lines) -> Result<Change, Fault> {
        let mut draft = Draft { old, new: BTreeMap::new(), pairs: Vec::new(), count: 0 };
        match self {
            Op::Flip { seq, offset } => {
                let (at, mut line) = draft.entry(*seq)?;
                *line.get_mut(*offset).ok_or(Fault::NoByte(*offset))? ^= 1;
                draft.put(at, What::Entry(*seq), line);
            }
            Op::Edit(edit) => drop(draft.edit(edit)?),
            Op::Delete { start, end } => draft.take_entries(*start, *end)?,
            Op::Cut { from } => draft.take_entries(*from, u64::MAX)?,
            Op::Insert { after } => draft.insert(*after)?,
            Op::Swap { a, b, renumber } => draft.swap(*a, *b, *renumber)?,
            Op::Strip(signature) => draft.strip(signature)?,
            Op::Resign { seq } => {
                let (at, line) = draft.entry(*seq)?;
                draft.put(at, What::Entry(*seq), resigned(&line).ok_or(Fault::NoField)?);
            }
            Op::RollBack { size } => draft.roll_back(*size)?,
            Op::Rewrite { edit, sign } => draft.rewrite(edit, *sign)?,
        }
        draft.finish()
    }
}

/// A copy while it is changed.
struct Draft<'a> {
    old: &'a Lines,
    /// What takes the place of a line; a line that is gone is none.
    new: BTreeMap<usize, Option<Vec<u8>>>,
    pairs: Vec<Pair>,
    count: usize,
}

impl Draft<'_> {
    fn entry(&self, seq: u64) -> Result<(usize, Vec<u8>), Fault> {
        let at = self.old.at(seq).ok_or(Fault::NoEntry(seq))?;
        Ok((at, self.old.all()[at].clone()))
    }

    fn note(&mut self, pair: Pair) {
        self.count += 1;
        if self.pairs.len() < SHOWN {
            self.pairs.push(pair);
        }
    }

    fn put(&mut self, at: usize, what: What, line: Vec<u8>) {
        let before = self.old.all()[at].clone();
        if before != line {
            self.note(Pair { what, before: Some(before), after: Some(line.clone()) });
            self.new.insert(at, Some(line));
        }
    }

    fn take(&mut self, at: usize, what: What) {
        self.new.insert(at, None);
        self.note(Pair { what, before: Some(self.old.all()[at].clone()), after: None });
    }

    fn take_entries(&mut self, start: u64, end: u64) -> Result<(), Fault> {
        for (at, record) in self.old.records().iter().enumerate() {
            match record {
                Record::Entry { seq, .. } if (start..end).contains(seq) => self.take(at, What::Entry(*seq)),
                _ => {}
            }
        }
        if self.count == 0 { Err(Fault::NoEntry(start)) } else { Ok(()) }
    }

    fn edit(&mut self, edit: &Edit) -> Result<Vec<u8>, Fault> {
        let (at, line) = self.entry(edit.seq)?;
        let line = edited(&line, &edit.pointer, &edit.value).ok_or(Fault::NoField)?;
        self.put(at, What::Entry(edit.seq), line.clone());
        if self.count == 0 { Err(Fault::Same) } else { Ok(line) }
    }

    /// The new line has event, signer and signature of its model, its own id, and a link that fits.
    fn insert(&mut self, after: u64) -> Result<(), Fault> {
        let (at, model) = self.entry(after)?;
        let id = scan(&model).ok().and_then(|scan| scan.get(&model, "id")?.string(&model)).unwrap_or_default();
        let line = with_member(&model, "seq", &(after + 1).to_string())
            .and_then(|line| with_member(&line, "id", &quoted(&format!("{id}-inserted"))))
            .and_then(|line| linked(&line, &model))
            .ok_or(Fault::NoField)?;
        self.note(Pair { what: What::Added(after + 1), before: None, after: Some(line.clone()) });
        // Two lines in one place, parted again when the copy is read.
        self.new.insert(at, Some([model, line].join(&b'\n')));
        Ok(())
    }

    fn swap(&mut self, a: u64, b: u64, renumber: bool) -> Result<(), Fault> {
        let ((at_a, line_a), (at_b, line_b)) = (self.entry(a)?, self.entry(b)?);
        if a == b {
            return Err(Fault::Same);
        }
        let numbered = |line: Vec<u8>, seq: u64| {
            if renumber { with_member(&line, "seq", &seq.to_string()).ok_or(Fault::NoField) } else { Ok(line) }
        };
        self.put(at_a, What::Place(a), numbered(line_b, a)?);
        self.put(at_b, What::Place(b), numbered(line_a, b)?);
        Ok(())
    }

    fn strip(&mut self, signature: &Signature) -> Result<(), Fault> {
        match signature {
            Signature::Entry(seq) => {
                let (at, line) = self.entry(*seq)?;
                self.put(at, What::Entry(*seq), unsigned(&line));
            }
            Signature::Note(size, key) => {
                for (at, record) in self.old.records().iter().enumerate() {
                    match record {
                        Record::Note { size: own, keys } if own == size => {
                            let place = keys.iter().position(|own| own == key);
                            if let Some(line) = place.and_then(|place| without_signature(&self.old.all()[at], place)) {
                                self.put(at, What::Checkpoint(*size), line);
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        if self.count == 0 { Err(Fault::NoSignature) } else { Ok(()) }
    }

    fn roll_back(&mut self, size: u64) -> Result<(), Fault> {
        if !self.old.sizes().contains(&size) {
            return Err(Fault::NoCheckpoint);
        }
        for (at, record) in self.old.records().iter().enumerate() {
            match record {
                Record::Entry { seq, .. } if *seq >= size => self.take(at, What::Entry(*seq)),
                Record::Note { size: own, .. } if *own > size => self.take(at, What::Checkpoint(*own)),
                _ => {}
            }
        }
        if self.count == 0 { Err(Fault::Same) } else { Ok(()) }
    }

    fn rewrite(&mut self, edit: &Edit, sign: bool) -> Result<(), Fault> {
        let mut before = self.edit(edit)?;
        let signed = |line: &[u8]| if sign { resigned(line).ok_or(Fault::NoField) } else { Ok(line.to_vec()) };
        if sign {
            // The edited line is signed too; it is noted once.
            (self.pairs, self.count) = (Vec::new(), 0);
            before = signed(&before)?;
            let (at, _) = self.entry(edit.seq)?;
            self.put(at, What::Entry(edit.seq), before.clone());
        }
        for (seq, at) in self.old.entries().range(edit.seq + 1..) {
            let line = linked(&self.old.all()[*at], &before).ok_or(Fault::NoField)?;
            before = signed(&line)?;
            self.put(*at, What::Entry(*seq), before.clone());
        }
        Ok(())
    }

    fn finish(self) -> Result<Change, Fault> {
        if self.count == 0 {
            return Err(Fault::Same);
        }
        Ok(Change { lines: self.old.with(self.new), pairs: self.pairs, count: self.count })
    }
}

/// A record without one of the signature lines of its checkpoint.
fn without_signature(line: &[u8], place: usize) -> Option<Vec<u8>> {
    let scan = scan(line).ok()?;
    let (name, value) = ["proof", "checkpoint"].iter().find_map(|name| Some((*name, scan.get(line, name)?)))?;
    let text = value.string(line)?;
    let start = text.rfind("\n\n")? + 2;
    let (head, signatures) = text.split_at(start);
    let kept: String = signatures.split_inclusive('\n').enumerate().filter(|(at, _)| *at != place).map(|(_, line)| line).collect();
    with_member(line, name, &quoted(&format!("{head}{kept}")))
}
