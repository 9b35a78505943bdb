//! Checks by hand: the commands that show a finding again with openssl and a shell, with all values filled in.
//!
//! They are text for a person to read and run; nothing here runs anything. Of what strangers wrote only file names stand in them, quoted;
//! lines are cut out of the files by offset, notes are written in base64.

use super::case::Case;
use super::kept::Held;
use super::material::{Collector, Drawn, Ring};
use super::rows::Row;
use super::shell::{FUNCTIONS, assign, comment, print};
use crate::base64::encode_base64;
use crate::finding::Finding;
use crate::input::Format;
use crate::log::entry::{ENTRY_DOMAIN, SIGNATURE_SUFFIX};
use crate::log::repair::Repair;
use crate::log::segment::Seal;
use crate::tree::hash::Hash;
use crate::trust::cosignature;
use crate::trust::note::{Note, PublicKey};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Lines, proofs and notes of one finding that are worked through.
const SHOWN: usize = 8;

impl Case {
    /// Commands for a POSIX shell with openssl that show the finding with this id again, step by step, and what each must print. `None` if
    /// there is no such finding. They are run in the folder of the inputs.
    pub fn by_hand(&self, id: &str) -> Option<String> {
        let finding = self.finding(id)?;
        let mut script = Script { case: self, text: String::new(), inputs: BTreeSet::new(), steps: 0 };
        match self.collector(finding) {
            Some(collector) => script.write(&collector),
            None => script.place(finding),
        }
        let mut head = comment(&format!("{}: {}", finding.id, finding.message));
        head += &comment("Run this in the folder of the files, with any POSIX shell and openssl.");
        for input in &script.inputs {
            let Some(facts) = self.report.inputs.get(*input as usize) else { continue };
            if let Some(container) = &facts.inside {
                head += &comment(&format!("{} is inside {container}: unpack that first, and run this where it then lies.", facts.name));
            }
            head += &assign(&format!("F{input}"), &facts.name);
        }
        Some(head + FUNCTIONS + &script.text)
    }
}

struct Script<'s> {
    case: &'s Case,
    text: String,
    inputs: BTreeSet<u32>,
    steps: u32,
}

impl Script<'_> {
    fn write(&mut self, collector: &Collector<'_>) {
        let finding = collector.finding;
        let own = collector.collect(Ring::Own);
        let near = collector.collect(Ring::Neighbours);
        let rows: Vec<usize> = own.rows.iter().chain(near.rows.difference(&own.rows)).copied().take(SHOWN).collect();
        for index in rows {
            if let (Some(row), Some(held)) = (collector.log.rows.get(index), collector.log.held(index)) {
                self.line(&row, &held, own.rows.contains(&index));
            }
        }
        let mut notes: BTreeSet<String> = near.notes.clone();
        for drawn in near.drawn.iter().take(SHOWN) {
            self.path(drawn);
            notes.insert(drawn.note.clone());
        }
        if own.rows.is_empty() && near.drawn.is_empty() && finding.bytes.is_some() {
            self.place(finding);
        }
        notes.iter().take(SHOWN).for_each(|note| self.note(note));
        if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
            self.text += &comment(&format!("The finding: expected {expected}; found {actual}."));
        }
    }

    /// A step and what it must print.
    fn step(&mut self, what: &str, must: &str, command: &str) {
        self.steps = self.steps.saturating_add(1);
        self.text += &comment(&format!("{}. {what}; must print {must}", self.steps));
        self.text += command;
        self.text.push('\n');
    }

    /// Leaf hash, link and signature of one line.
    fn line(&mut self, row: &Row, held: &Held<'_>, own: bool) {
        self.inputs.insert(row.input);
        let (first, len) = (row.offset.saturating_add(1), u64::from(row.len));
        let is_receipt = self.case.streams.get(row.input as usize).is_some_and(|stream| stream.format == Format::Receipt);
        let source = if is_receipt { format!("extra \"$F{}\"", row.input) } else { format!("bytes \"$F{}\" {first} {len}", row.input) };
        let whose = if own { "the line" } else { "the neighbouring line" };
        self.step(&format!("The leaf hash of {whose} of entry {}", row.seq), &held.received.to_string(), &format!("{source} | leaf"));
        // What a tool rewrote or wrapped has its members somewhere else than the commands look for them.
        if held.repair != Repair::None || held.wrapped {
            return;
        }
        if let Some(prev) = held.prev.filter(|prev| *prev != Hash::ZERO) {
            self.step("The leaf hash that this line gives for the entry before", &prev.to_string(), &format!("{source} | prev"));
        }
        let must = match held.seal {
            Seal::Valid => "good",
            Seal::Invalid => "bad",
            _ => return,
        };
        let suffix = SIGNATURE_SUFFIX as u64;
        let key = held.signer.and_then(|label| self.case.trust.writers.iter().find(|writer| writer.vkey.label() == label));
        let (Some(writer), Some(covered)) = (key, len.checked_sub(suffix)) else { return };
        let message = format!("(printf '{ENTRY_DOMAIN}\\n'; {source} | head -c {covered})");
        let signature = format!("\"$({source} | tail -c 90 | head -c 88)\"");
        let key = encode_base64(&writer.vkey.key.raw_key());
        self.step("Its signature under the key you pinned for the signer it names", must, &format!("{message} | sig {key} {signature}"));
    }

    /// From a leaf hash up to a root.
    fn path(&mut self, drawn: &Drawn) {
        let mut command = format!("h={}", drawn.leaf);
        for (left, sibling) in &drawn.path {
            command += &if *left { format!("\nh=$(node {sibling} \"$h\")") } else { format!("\nh=$(node \"$h\" {sibling})") };
        }
        command += "\necho \"$h\"";
        let what = format!(
            "The log committed at position {} to leaf hash {}: from there to the root of the checkpoint of size {}",
            drawn.index, drawn.leaf, drawn.size
        );
        self.step(&what, &drawn.root.to_string(), &command);
    }

    /// Every signature of a note by a key that the reader trusts.
    fn note(&mut self, raw: &str) {
        let Ok(note) = Note::parse(raw.as_bytes()) else { return };
        let (origin, facts): (Option<&str>, Vec<&str>) = (note.text.lines().next(), note.text.lines().skip(1).take(2).collect());
        let trust = &self.case.trust;
        let (size, root) = (facts.first().copied().unwrap_or_default(), facts.get(1).copied().unwrap_or_default());
        let command = format!("{} | sed -n 3p", print(note.text.as_bytes()));
        self.step(&format!("The root that the checkpoint of size {size} states"), root, &command);
        let mut steps = Vec::new();
        for line in &note.lines {
            let log =
                trust.logs.iter().find(|log| log.vkey.name == line.name && log.vkey.id == line.id && Some(log.origin.as_str()) == origin);
            let witness = trust.witnesses.iter().find(|witness| witness.vkey.name == line.name && witness.vkey.id == line.id);
            let whose = format!("the checkpoint of size {size}");
            if let Some(log) = log.filter(|log| matches!(log.vkey.key, PublicKey::Note(_))) {
                let must = if log.vkey.verify_note(&note.text, &line.signature) { "good" } else { "bad" };
                steps.push((format!("The log's signature on {whose}"), must, note.text.clone(), &log.vkey, line.signature.clone()));
            }
            if let (Some(witness), Some((time, signature))) = (witness, cosignature::parse(&line.signature)) {
                let must = if cosignature::verify(&witness.vkey, &note.text, &line.signature).is_some() { "good" } else { "bad" };
                let message = cosignature::message(time, &note.text);
                steps.push((format!("A witness's cosignature on {whose}"), must, message, &witness.vkey, signature.to_vec()));
            }
        }
        for (what, must, message, vkey, signature) in steps {
            let (key, signature) = (encode_base64(&vkey.key.raw_key()), encode_base64(&signature));
            self.step(&what, must, &format!("{} | sig {key} {signature}", print(message.as_bytes())));
        }
    }

    /// The place of a finding that is about a stretch of an input and nothing else.
    fn place(&mut self, finding: &Finding) {
        let Some([start, end]) = finding.bytes else { return };
        let Some(input) = self.case.report.inputs.iter().zip(0u32..).find(|(input, _)| Some(&input.name) == finding.input.as_ref()) else {
            return;
        };
        self.inputs.insert(input.1);
        self.step(
            &format!("The length of input F{} in bytes", input.1),
            &input.0.size.to_string(),
            &format!("wc -c < \"$F{}\" | tr -d ' '", input.1),
        );
        let len = end.saturating_sub(start);
        self.text += &comment(&format!("Its bytes {start} to {end}, in hexadecimal (the first few):"));
        self.text += &format!("# bytes \"$F{}\" {} {} | od -An -tx1\n", input.1, start.saturating_add(1), len.min(256));
    }
}
