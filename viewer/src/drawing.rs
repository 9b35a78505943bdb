//! The sample that a report is to have, as it is typed: a word and how many entries.

use crate::text;
use unbroken_paper::sample::MOST;

/// As typed. Without a word there is no sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleForm {
    /// The word that the auditor chooses; every character counts.
    pub word: String,
    /// How many entries.
    pub count: String,
}

impl Default for SampleForm {
    fn default() -> SampleForm {
        SampleForm { word: String::new(), count: "12".into() }
    }
}

impl SampleForm {
    /// Word and number; an error says what is wrong with the number.
    pub fn read(&self) -> Result<Option<(String, u64)>, String> {
        if self.word.is_empty() {
            return Ok(None);
        }
        match self.count.trim().replace([',', ' ', '\u{202f}'], "").parse() {
            Ok(count) if (1..=MOST).contains(&count) => Ok(Some((self.word.clone(), count))),
            _ => Err(text::bad_sample(MOST)),
        }
    }

    /// What is wrong with it, if anything is.
    pub fn fault(&self) -> Option<String> {
        self.read().err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_a_number_are_a_sample() {
        let typed = |word: &str, count: &str| SampleForm { word: word.into(), count: count.into() }.read();
        assert_eq!(SampleForm::default().read(), Ok(None));
        assert_eq!(typed(" spring ", "1,000"), Ok(Some((" spring ".into(), 1000))));
        for count in ["", "0", "1001", "-1", "twelve", "1.5"] {
            assert!(typed("w", count).is_err(), "{count}");
            assert_eq!(typed("", count), Ok(None));
        }
    }
}
