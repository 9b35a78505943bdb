//! The fold on many machines: parts in any order give the report of one pass, byte for byte; parts that do not belong together are refused;
//! and what was not read accuses nobody.

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use unbroken::verify::{Part, PartError, join};
use unbroken::{Case, Code, Format, Question, Report, Severity, Trust, TrustTexts, Verdict, verify};
use unbroken_tests::build::{self, Log};
use unbroken_tests::corpus::cases;
use unbroken_tests::random::Random;
use unbroken_tests::split::part;

fn read(trust: &Trust, name: &str, data: &[u8], start: usize, end: usize) -> Part {
    read_for((trust, &Question::default()), name, data, start, end)
}

fn read_for((trust, question): (&Trust, &Question), name: &str, data: &[u8], start: usize, end: usize) -> Part {
    let segment = part(data, trust, question, start, end, &mut Vec::new());
    let part = Part::new(trust, name, data.len() as u64, Format::detect(data), (start as u64, end as u64), segment);
    // Across a disk and back.
    Part::from_bytes(&part.to_bytes()).expect("what was written is read")
}

fn parts(terms: (&Trust, &Question), files: &[(String, Vec<u8>)], random: &mut Random) -> Vec<Part> {
    let mut parts = Vec::new();
    for (name, data) in files {
        let mut cuts = vec![0, data.len()];
        if Format::detect(data).splits() {
            cuts.extend((0..1 + random.below(4)).map(|_| random.below(data.len() + 1)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let cuts = if cuts.len() == 1 { vec![0, 0] } else { cuts };
        parts.extend(cuts.windows(2).map(|cut| read_for(terms, name, data, cut[0], cut[1])));
    }
    random.shuffle(&mut parts);
    parts
}

fn damage(report: &Report) -> BTreeSet<Code> {
    let all = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    all.filter(|finding| finding.severity >= Severity::Error).map(|finding| finding.code).collect()
}

#[test]
fn the_corpus_in_parts() {
    let (mut random, mut wrong) = (Random(7), Vec::new());
    for (name, case) in cases().unwrap() {
        let Ok(trust) = case.read_trust().unwrap().read() else { continue };
        let (files, question) = (case.read_inputs().unwrap(), case.question());
        // A container is read as a whole, with what is inside, and by one machine.
        if files.iter().any(|(_, data)| Format::detect(data).is_container()) {
            continue;
        }
        let inputs: Vec<_> = files.iter().map(|(name, data)| unbroken::Input { name, data }).collect();
        let whole = verify(&inputs, &trust, &question);
        let digests: BTreeMap<String, [u8; 32]> = files.iter().map(|(name, data)| (name.clone(), Sha256::digest(data).into())).collect();
        for _ in 0..6 {
            let all = parts((&trust, &question), &files, &mut random);
            let (streams, gaps) = join(all.clone(), &digests, &trust).unwrap();
            assert_eq!(gaps, [], "{name}");
            assert_eq!(Case::assemble(streams, &trust, &question).into_report().to_json(), whole.to_json(), "{name}");
            // One part is lost.
            let mut fewer = all;
            let lost = fewer.remove(random.below(fewer.len()));
            if lost.start == lost.end || !fewer.iter().any(|part| part.name == lost.name) {
                continue;
            }
            let (streams, gaps) = join(fewer, &digests, &trust).unwrap();
            assert_eq!(gaps.iter().map(|gap| (gap.start, gap.end)).collect::<Vec<_>>(), [(lost.start, lost.end)], "{name}");
            let report = Case::assemble(streams, &trust, &question).into_report();
            if report.verdict == Verdict::Proven {
                wrong.push(format!("{name}: proven although a part was not read"));
            }
            assert!(report.not_checked.iter().any(|sentence| sentence.contains("not read to the end")), "{name}");
            let absence = [Code::EntriesMissing, Code::EntriesExpected, Code::Rollback, Code::DisclosureUnmatched];
            if damage(&report).iter().any(|code| absence.contains(code)) {
                wrong.push(format!("{name}: accused of what is absent: {:?}", damage(&report)));
            }
            // Where the whole is too tangled to be searched to the end, a part of it may be simple enough to show the damage.
            let capped = whole.logs.iter().flat_map(|log| &log.findings).any(|finding| finding.code == Code::LimitReached);
            if whole.verdict != Verdict::Broken && report.verdict == Verdict::Broken && !capped {
                wrong.push(format!("{name}: nothing is broken, and less was read: {:?}", damage(&report)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a file is may stand in an entry that was not read: another attachment of the same name, or no entry of a receipt.
#[test]
fn a_file_may_be_named_in_what_was_not_read() {
    let cases: BTreeMap<String, _> = cases().unwrap().into_iter().collect();
    for (name, accusation) in [("attachment-name-reused", Code::AttachmentAltered), ("receipt-beside-attachment", Code::EntryNotBound)] {
        let (trust, files) = (cases[name].read_trust().unwrap().read().unwrap(), cases[name].read_inputs().unwrap());
        let digests: BTreeMap<String, [u8; 32]> = files.iter().map(|(name, data)| (name.clone(), Sha256::digest(data).into())).collect();
        let bundle = &files[0].1;
        for cut in (1..bundle.len()).filter(|at| bundle[at - 1] == b'\n') {
            let end = |data: &Vec<u8>| if data == bundle { cut } else { data.len() };
            let parts = files.iter().map(|(name, data)| read(&trust, name, data, 0, end(data))).collect();
            let (streams, gaps) = join(parts, &digests, &trust).unwrap();
            let report = Case::assemble(streams, &trust, &Question::default()).into_report();
            assert_eq!((gaps.len(), report.verdict), (1, Verdict::Unproven), "{name} {cut}: {:?}", damage(&report));
            assert!(!damage(&report).contains(&accusation));
        }
    }
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let log = Log::of("acme.example/audit", 6);
    let data = build::file(&log.bundle());
    let none = BTreeMap::new();
    let trust = |quorum| Trust::read(&TrustTexts { policy: Some(&log.policy(quorum)), ..TrustTexts::default() }).unwrap();
    let (mine, other, middle) = (trust(2), trust(1), data.len() / 2);
    let first = read(&mine, "a", &data, 0, middle);
    let second = read(&mine, "a", &data, middle, data.len());
    let refused = |parts: &[&Part]| join(parts.iter().map(|part| (*part).clone()).collect(), &none, &mine).map(|_| ());
    assert_eq!(refused(&[&first, &second]), Ok(()));
    let overlap = |at| Err(PartError::Overlap { name: "a".into(), at });
    assert_eq!(refused(&[&first, &second, &second]), overlap(middle as u64));
    assert_eq!(refused(&[&first, &read(&mine, "a", &data, middle - 1, data.len())]), overlap(middle as u64 - 1));
    assert_eq!(refused(&[&read(&mine, "a", &data, 0, data.len()), &first]), overlap(0));
    assert_eq!(refused(&[&read(&mine, "a", b"", 0, 0), &read(&mine, "a", b"", 0, 0)]), overlap(0));
    assert_eq!(refused(&[&first, &read(&other, "a", &data, middle, data.len())]), Err(PartError::OtherTrust));
    let receipt = log.receipt(2, 6);
    assert_eq!(refused(&[&read(&mine, "r", &receipt, 0, 9)]), Err(PartError::Range { name: "r".into() }));
    // Of another file of the same name it is no part.
    let (streams, gaps) = join(vec![first.clone(), read(&mine, "a", &receipt, 0, receipt.len())], &none, &mine).unwrap();
    assert_eq!((streams.len(), gaps.len()), (2, 1));
}

#[test]
fn no_damaged_part_is_read() {
    let log = Log::of("acme.example/audit", 2);
    let data = build::file(&log.bundle());
    let bytes = read(&Trust::default(), "a", &data, 0, data.len()).to_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert_eq!(Part::from_bytes(&changed), Err(PartError::NotAPart), "byte {at}");
        assert_eq!(Part::from_bytes(&bytes[..at]), Err(PartError::NotAPart), "cut at {at}");
    }
    assert_eq!(Format::detect(&bytes), Format::Unknown, "among the evidence it is nothing");
}

/// A digest of trust changes with everything that is trusted.
#[test]
fn every_change_of_trust_is_another() {
    let log = Log::of("acme.example/audit", 6);
    let (a, b) = (log.witnessed(3), log.witnessed(5));
    let writers = log.writers();
    let bounded = format!("{} from=1\n", writers.trim_end());
    let named = format!("{} log=acme.example/audit\n", writers.trim_end());
    let logs = format!("{} other.example/log\n", log.key.vkey());
    let policies = [log.policy(0), log.policy(1), log.policy(2)];
    let digest = |texts: &TrustTexts<'_>| Trust::read(texts).unwrap().digest();
    let mut digests = vec![digest(&TrustTexts::default())];
    digests.extend(policies.iter().map(|policy| digest(&TrustTexts { policy: Some(policy), ..TrustTexts::default() })));
    digests.extend([&writers, &bounded, &named].map(|writers| digest(&TrustTexts { writers: Some(writers), ..TrustTexts::default() })));
    digests.push(digest(&TrustTexts { logs: Some(&logs), ..TrustTexts::default() }));
    for pins in [vec![a.as_bytes()], vec![b.as_bytes()], vec![a.as_bytes(), b.as_bytes()]] {
        digests.push(digest(&TrustTexts { pins: &pins, ..TrustTexts::default() }));
    }
    let distinct: BTreeSet<_> = digests.iter().collect();
    assert_eq!(distinct.len(), digests.len());
}
