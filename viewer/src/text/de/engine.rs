//! What the engine says, in German: rebuilt from the values of its sentences by the phrases of three books.
//!
//! Of what no phrase fits the page shows the engine's own sentence. A finding that is longer than its list says so at its end; that is read
//! apart.

mod findings;
mod parts;
mod verdicts;

use super::{number, numbers, range};
use crate::text::phrase::{Grammar, Phrase};

const GERMAN: Grammar = Grammar {
    number,
    entries: range,
    dative: |start, end| if end == start + 1 { range(start, end) } else { format!("den Einträgen {}", numbers(start, end)) },
    joins: &[("a witness of unsupported type", "ein Zeuge nicht unterstützter Art"), (" and ", " und "), (" of ", " von ")],
    parts: &[parts::PARTS, findings::FINDINGS],
};

/// Ends that are added to sentences where a list was cut.
const ENDS: &[Phrase] = &[
    ("{n} more {is|are} not listed.", "{1} weitere {1?ist|sind} nicht aufgeführt."),
    ("{n} more {is|are} of this kind not listed.", "{1} weitere dieser Art {1?ist|sind} nicht aufgeführt."),
];

/// The sentence in German, by the phrases of one book.
fn rebuilt(book: &[Phrase], sentence: &str) -> Option<String> {
    GERMAN.rebuild(book, sentence).or_else(|| {
        // The end is a sentence of its own.
        let (before, end) = sentence.rsplit_once(". ")?;
        let end = GERMAN.rebuild(ENDS, end)?;
        Some(format!("{} {end}", GERMAN.rebuild(book, &format!("{before}."))?))
    })
}

/// The rule of a quorum.
pub fn quorum(words: &str) -> String {
    GERMAN.joined(words)
}

/// The headline of a report, or of one log.
pub fn verdict(sentence: &str) -> Option<String> {
    rebuilt(verdicts::VERDICTS, sentence)
}

/// What a claim says.
pub fn claim(sentence: &str) -> Option<String> {
    rebuilt(verdicts::CLAIMS, sentence)
}

/// What an incident says.
pub fn incident(sentence: &str) -> Option<String> {
    rebuilt(verdicts::INCIDENTS, sentence)
}

/// What a finding says.
pub fn finding(sentence: &str) -> Option<String> {
    rebuilt(findings::FINDINGS, sentence)
}

/// A value that a finding expected or found, where it is in words.
pub fn value(value: &str) -> Option<String> {
    rebuilt(parts::VALUES, value)
}

/// A step of the proof of an entry.
pub fn step(sentence: &str) -> Option<String> {
    rebuilt(verdicts::STEPS, sentence)
}

/// What a record of the log says.
pub fn record(sentence: &str) -> Option<String> {
    rebuilt(verdicts::RECORDS, sentence)
}

/// What is known of a source.
pub fn source(sentence: &str) -> Option<String> {
    rebuilt(verdicts::SOURCES, sentence)
}

/// What was not checked.
pub fn not_checked(sentence: &str) -> Option<String> {
    rebuilt(verdicts::NOT_CHECKED, sentence)
}

/// How two states belong together.
pub fn compared(sentence: &str) -> Option<String> {
    rebuilt(verdicts::COMPARED, sentence)
}

/// What the trees say before signatures are checked.
pub fn preview(sentence: &str) -> Option<String> {
    rebuilt(verdicts::PREVIEWS, sentence)
}

/// What is wrong with a line of what is trusted.
pub fn trust_fault(words: &str) -> Option<String> {
    rebuilt(parts::FAULTS, words)
}

/// Why there is no evidence file, what one cannot show, how an entry was recovered, which text is meant: parts of a sentence.
pub fn part(words: &str) -> Option<String> {
    rebuilt(parts::PARTS, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrase::fault;
    use unbroken::verdict::evidence::{EvidenceError, reach};
    use unbroken::{Code, Trust, TrustTexts};

    #[test]
    fn every_phrase_says_each_of_its_values_and_no_other() {
        let books = [
            ENDS,
            verdicts::VERDICTS,
            verdicts::CLAIMS,
            verdicts::INCIDENTS,
            verdicts::STEPS,
            verdicts::RECORDS,
            verdicts::SOURCES,
            verdicts::NOT_CHECKED,
            verdicts::COMPARED,
            verdicts::PREVIEWS,
            findings::FINDINGS,
            parts::PARTS,
            parts::VALUES,
            parts::FAULTS,
        ];
        let faults: Vec<String> = books.into_iter().flatten().filter_map(fault).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn evidence_files_have_words() {
        use EvidenceError::{InputChanged, NoSuchFinding, NotAlone, NotDamage, TooLarge};
        for error in [InputChanged, NoSuchFinding, NotAlone, NotDamage, TooLarge] {
            assert!(part(&error.to_string()).is_some(), "{error}");
        }
        for limit in Code::ALL.iter().filter_map(|code| reach(*code).limit()) {
            assert!(part(limit).is_some(), "{limit}");
        }
    }

    #[test]
    fn previews_and_comparisons_have_words() {
        for said in [
            "The entry is what the log committed to; its signature is not checked yet.",
            "All 24 present entries are what the log committed to; signatures of entries are not checked yet.",
            "20 of 24 present entries are shown to be what the log committed to, 1 is not what it committed to; signatures of entries are not checked yet.",
            "20 of 24 present entries are shown to be what the log committed to, 2 stand in blocks that were changed, 1 is here in two versions and \
             3 are missing; signatures of entries are not checked yet.",
        ] {
            assert!(preview(said).is_some(), "{said}");
        }
        for said in [
            "Cannot tell: neither side holds a checkpoint of a log that you trust anyone for.",
            "Cannot tell: no proof links the checkpoint of size 8 to that of size 24; ask for the proof of entry 7 under the newer one.",
            "Forked: the checkpoints of sizes 8 and 24 cannot both be true.",
            "Forked: The log signed 2 different checkpoints of size 1: they commit to different content, at least for entry 0.",
            "Grew: the checkpoint of size 24 extends that of size 8.",
            "Rolled back: the newer side ends at entry 15, in the middle of what the older side holds up to entry 23.",
            "The same history: both end with the same checkpoint of size 24.",
        ] {
            assert!(compared(said).is_some(), "{said}");
        }
    }

    #[test]
    fn what_was_cut_is_said_at_the_end() {
        let said = "A second line claims to be entry 3; the genuine one is proven and is also here. 1200 more are of this kind not listed.";
        let german = "Eine zweite Zeile gibt sich als Eintrag 3 aus; der echte ist bewiesen und ist auch hier. \
                      1\u{202f}200 weitere dieser Art sind nicht aufgeführt.";
        assert_eq!(finding(said).unwrap(), german);
        assert_eq!(finding("Something new is wrong."), None, "nothing is guessed at");
    }

    #[test]
    fn faults_of_the_trust_panel_have_words() {
        for policy in
            ["x\n", "log a\n", "log a+b+c\n", "witness w w\n", "group g 1 w\nquorum g\n", "quorum none\nquorum none\n", "log \u{7}\n", ""]
        {
            let texts = TrustTexts { policy: Some(policy), ..TrustTexts::default() };
            let error = Trust::read(&texts).unwrap_err();
            assert!(trust_fault(&error.fault.to_string()).is_some(), "{policy:?}: {error}");
            assert!(part(&error.text).is_some(), "{error}");
        }
    }
}
