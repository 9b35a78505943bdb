//! The sentences of the engine in German, over every report of the corpus: each has one, each says the numbers of the English one and no
//! others, and none is still English.

use std::collections::BTreeSet;
use unbroken::verify::unpack;
use unbroken::{Case as Assembled, Input};
use unbroken_tests::corpus::cases;
use unbroken_viewer::report::Report;
use unbroken_viewer::text::{self, Language, Said};

/// Words of English sentences that no German one has. Names and rules from evidence are free to have them, so they are taken out first.
const ENGLISH: [&str; 24] = [
    "the", "is", "are", "not", "this", "that", "entry", "entries", "you", "your", "which", "with", "of", "and", "by", "from", "has",
    "have", "were", "no", "to", "every", "each", "here",
];

/// The numbers of a text; thousands may be apart in it.
fn numbers(text: &str) -> BTreeSet<String> {
    let joined = text.replace('\u{202f}', "");
    joined.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).map(str::to_owned).collect()
}

fn fault(said: &Said, english: &str) -> Option<String> {
    let wrong = |why: &str| Some(format!("{why}\n  {english}\n  {}", said.words));
    if said.is_foreign {
        return wrong("no German");
    }
    let invented: Vec<_> = numbers(&said.words).difference(&numbers(english)).cloned().collect();
    let dropped: Vec<_> = numbers(english).difference(&numbers(&said.words)).cloned().collect();
    if !invented.is_empty() || !dropped.is_empty() {
        return wrong(&format!("numbers {invented:?} invented, {dropped:?} dropped"));
    }
    // What both have came from the evidence.
    let own = english.split_whitespace().collect::<BTreeSet<_>>();
    let left = |word: &&&str| ENGLISH.contains(word) && own.contains(**word);
    let words: Vec<&str> = said.words.split_whitespace().collect();
    let quoted = said.words.contains('{');
    if !quoted && words.iter().any(|word| left(&word)) { wrong("English is left") } else { None }
}

fn faults(report: &Report) -> Vec<String> {
    let mut all: Vec<(Said, &str)> = vec![(text::verdict_says(&report.sentence), &report.sentence)];
    all.extend(report.not_checked.iter().map(|said| (text::not_checked_says(said), said.as_str())));
    let mut findings: Vec<_> = report.findings.iter().collect();
    for log in &report.logs {
        all.push((text::verdict_says(&log.sentence), &log.sentence));
        let claims = [&log.claims.unaltered, &log.claims.signed, &log.claims.complete, &log.claims.dated];
        all.extend(claims.map(|claim| (text::claim_says(&claim.sentence), claim.sentence.as_str())));
        all.extend(log.incidents.iter().map(|one| (text::incident_says(&one.sentence), one.sentence.as_str())));
        all.extend(log.records.iter().map(|one| (text::record_says(&one.sentence), one.sentence.as_str())));
        all.extend(log.sources.iter().map(|one| (text::source_says(&one.sentence), one.sentence.as_str())));
        findings.extend(&log.findings);
    }
    all.extend(findings.iter().map(|finding| (text::finding_says(&finding.message), finding.message.as_str())));
    all.iter().filter_map(|(said, english)| fault(said, english)).collect()
}

/// The steps of every entry of a case.
fn steps(assembled: &Assembled, files: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut faults = Vec::new();
    for log in 0..assembled.report().logs.len() {
        for (number, row) in assembled.rows(log).iter().enumerate() {
            let line = files.get(row.input as usize).and_then(|(_, data)| {
                let start = usize::try_from(row.offset).ok()?;
                data.get(start..start + row.len as usize)
            });
            let Some(view) = assembled.entry(log, number, line.unwrap_or_default()) else { continue };
            faults.extend(view.steps.iter().filter_map(|step| fault(&text::step_says(&step.sentence), &step.sentence)));
        }
    }
    faults
}

#[test]
fn every_sentence_of_the_corpus_says_the_same_in_german() {
    text::speak(Language::German);
    let mut all = BTreeSet::new();
    let mut seen = 0;
    for (name, case) in cases().unwrap() {
        let files = case.read_inputs().unwrap();
        let Ok(trust) = case.read_trust().unwrap().read() else { continue };
        let question = case.question();
        let streams = files.iter().flat_map(|(name, data)| unpack(&Input { name, data }, &trust, &question, None)).collect();
        let assembled = Assembled::assemble(streams, &trust, &question);
        let report: Report = serde_json::from_str(&assembled.report().to_json()).unwrap();
        all.extend(faults(&report).into_iter().map(|fault| format!("{name}: {fault}")));
        all.extend(steps(&assembled, &files));
        seen += 1;
    }
    text::speak(Language::English);
    assert!(all.is_empty(), "{}", all.into_iter().collect::<Vec<_>>().join("\n"));
    assert!(seen > 300, "{seen} cases");
}
