//! What the reader types or picks into "What you trust", as texts for the engine.

use crate::worker::protocol::TrustInput;

/// Why nothing is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A folder that was dropped could not be read whole.
    Folder,
    /// A text of the panel cannot be used.
    Text {
        /// Which, in the engine's words.
        text: String,
        /// Line, from 1; 0 where it is no line.
        line: u32,
        /// What is wrong, in the engine's words.
        fault: String,
    },
}

/// The fields of the panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustForm {
    /// C2SP tlog-policy.
    pub policy: String,
    /// `<vkey> <origin>` per line.
    pub logs: String,
    /// Entry vkeys.
    pub writers: String,
    /// Kept checkpoints, one after the other.
    pub pins: String,
    /// Where each came from, in the reader's words: policy, logs, writers, pins.
    pub sources: [String; 4],
}

impl TrustForm {
    /// The texts for the engine; empty fields are not given.
    pub fn texts(&self) -> TrustInput {
        let given = |text: &String| (!text.trim().is_empty()).then(|| ended(text));
        TrustInput { policy: given(&self.policy), logs: given(&self.logs), writers: given(&self.writers), pins: split_notes(&self.pins) }
    }

    /// Replaces where texts came from, where that is said in these words and not in the reader's own.
    pub fn say_anew(&mut self, before: &str, now: &str) {
        self.sources.iter_mut().filter(|source| *source == before).for_each(|source| *source = now.to_owned());
    }

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        [&self.policy, &self.logs, &self.writers, &self.pins].iter().all(|text| text.trim().is_empty())
    }
}

fn ended(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Notes that stand one after the other. A note ends after its signature lines, which begin with an em dash and a space.
pub fn split_notes(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = String::new();
    let mut signed = false;
    for line in ended(text).lines() {
        let signature = line.starts_with("— ");
        if signed && !signature {
            notes.push(core::mem::take(&mut note));
            signed = false;
        }
        // Blank lines between notes belong to none of them.
        if note.is_empty() && line.trim().is_empty() {
            continue;
        }
        signed |= signature;
        note.push_str(line);
        note.push('\n');
    }
    if !note.is_empty() {
        notes.push(note);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_apart() {
        let one = "a.example/log\n3\nAAAA\n\n— a.example/log BBBB\n— w CCCC\n";
        let two = "a.example/log\n4\nDDDD\nextension\n\n— a.example/log EEEE\n";
        assert_eq!(split_notes(one), [one]);
        assert_eq!(split_notes(&format!("{one}{two}")), [one, two]);
        assert_eq!(split_notes(&format!("\n{one}\n\n{two}\n")), [one, two]);
        assert_eq!(split_notes(one.trim_end()), [one]);
        assert!(split_notes(" \n").is_empty());
    }

    #[test]
    fn a_text_that_is_no_note_is_not_dropped() {
        assert_eq!(split_notes("rubbish"), ["rubbish\n"]);
    }

    #[test]
    fn the_words_of_the_reader_stay() {
        let mut form =
            TrustForm { sources: ["the sample".into(), "by phone".into(), String::new(), String::new()], ..TrustForm::default() };
        form.say_anew("the sample", "das Beispiel");
        assert_eq!(form.sources, ["das Beispiel", "by phone", "", ""]);
    }

    #[test]
    fn empty_fields_grant_nothing() {
        assert_eq!(TrustForm { policy: " \n".into(), ..TrustForm::default() }.texts(), TrustInput::default());
        assert!(TrustForm { sources: ["by phone".into(), String::new(), String::new(), String::new()], ..TrustForm::default() }.is_empty());
    }
}
