//! The report as a document, for every case of the corpus: it says all that the report says, holds nothing but known elements, and is the
//! same every time.

use roxmltree::Document;
use std::collections::BTreeSet;
use unbroken::{Claim, Code, Evidence, Input, Question, Reason, Report, Severity, Trust, TrustTexts, Verdict, verify};
use unbroken_paper::SampleWish;
use unbroken_paper::escape::{Piece, line};
use unbroken_paper::next::{Step, next};
use unbroken_tests::corpus::cases;

/// Whatever may stand in the body of a document.
const ELEMENTS: [&str; 30] = [
    "article", "b", "code", "dd", "dl", "dt", "footer", "h1", "h2", "h3", "header", "li", "p", "path", "rect", "section", "span", "svg",
    "table", "tbody", "td", "text", "th", "thead", "tr", "ul", "use", "div", "g", "symbol",
];

fn reports() -> Vec<(String, Report)> {
    let judged = |(name, case): (String, unbroken_tests::corpus::Case)| {
        let trust = case.read_trust().expect("its trust can be read").read().ok()?;
        let files = case.read_inputs().expect("its inputs can be read");
        let inputs: Vec<_> = files.iter().map(|(name, data)| Input { name, data }).collect();
        Some((name, verify(&inputs, &trust, &case.question())))
    };
    cases().expect("the corpus can be read").into_iter().filter_map(judged).collect()
}

/// The text of the document's body, read back by a parser that knows nothing of it.
fn said(name: &str, html: &str) -> String {
    let start = html.find("<article").expect("an article");
    let end = html.rfind("</article>").expect("its end") + "</article>".len();
    let body = Document::parse(&html[start..end]).unwrap_or_else(|error| panic!("{name}: {error}"));
    let known: BTreeSet<&str> = ELEMENTS.into();
    for node in body.descendants().filter(|node| node.is_element()) {
        assert!(known.contains(node.tag_name().name()), "{name}: <{}>", node.tag_name().name());
        let href = node.attribute("href");
        assert!(href.is_none_or(|href| href.starts_with("#g-")), "{name}: {href:?}");
    }
    body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect()
}

/// A sentence as it is drawn: without the marks of quoting, and with what hides spelled out.
fn drawn(sentence: &str) -> String {
    let spell = |piece| match piece {
        Piece::Plain(text) | Piece::Mark(text) => text,
    };
    sentence.split('`').flat_map(line).map(spell).collect()
}

#[test]
fn every_report_is_said_whole() {
    let wish = SampleWish { word: "spring".into(), count: 3 };
    let reports = reports();
    assert!(reports.len() > 300);
    for (name, report) in &reports {
        let html = unbroken_paper::html(report, Some(&wish));
        assert_eq!(html, unbroken_paper::html(report, Some(&wish)), "{name}");
        let text = said(name, &html);
        let claims =
            report.logs.iter().flat_map(|log| [&log.claims.unaltered, &log.claims.signed, &log.claims.complete, &log.claims.dated]);
        let findings = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
        let mut sentences: Vec<&str> = vec![&report.sentence];
        sentences.extend(report.logs.iter().flat_map(|log| [log.origin.as_str(), &log.sentence]));
        sentences.extend(claims.map(|claim| claim.sentence.as_str()));
        sentences.extend(findings.flat_map(|finding| [finding.id.as_str(), &finding.message]));
        sentences.extend(report.logs.iter().flat_map(|log| &log.incidents).map(|incident| incident.sentence.as_str()));
        sentences.extend(report.not_checked.iter().map(String::as_str));
        sentences.extend(report.inputs.iter().flat_map(|input| [Some(input.name.as_str()), input.sha256.as_deref()]).flatten());
        sentences.extend(report.policy.logs.iter().map(|key| key.vkey.as_str()).chain(report.policy.writers.iter().map(String::as_str)));
        for reason in report.logs.iter().flat_map(|log| &log.reasons) {
            let word = serde_json::to_value(reason).expect("a word");
            assert!(word.as_str().is_some_and(|word| text.contains(word)), "{name} does not say {word}");
        }
        for sentence in sentences {
            assert!(text.contains(&drawn(sentence)), "{name} does not say: {sentence}");
        }
        assert_eq!(text.contains("Sample for a second auditor"), !report.logs.is_empty(), "{name}");
    }
}

#[test]
fn without_a_wish_there_is_no_sample() {
    let (_, report) = reports().swap_remove(0);
    assert!(!unbroken_paper::html(&report, None).contains("Sample for"));
}

/// What is only kept is not called signed, and a receipt is not asked which entries were expected.
#[test]
fn nothing_more_is_said_than_was_shown() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/samples");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let judged = |name: &str, texts: &TrustTexts<'_>| {
        let trust = Trust::read(texts).expect("usable trust");
        let report = verify(&[Input { name, data: &read(name) }], &trust, &Question::default());
        said(name, &unbroken_paper::html(&report, None))
    };
    let kept = read("kept.checkpoint");
    let text = judged("intact.jsonl", &TrustTexts { pins: &[&kept], ..TrustTexts::default() });
    assert!(text.contains("kept by you") && !text.contains("signed by the log"), "{text}");
    let policy = String::from_utf8(read("policy")).expect("UTF-8");
    let trusted = TrustTexts { policy: Some(&policy), ..TrustTexts::default() };
    assert!(judged("intact.jsonl", &trusted).contains("signed by the log, seen by your witnesses"));
    assert!(judged("receipt.tlog-proof", &trusted).contains("A receipt speaks about its own entry and no other."));
}

/// Evidence that is too long for paper is cut, and the document says so.
#[test]
fn what_is_cut_is_said() {
    let (_, mut report) = reports().into_iter().find(|(_, report)| has_note(report)).expect("a finding with evidence");
    let html = unbroken_paper::html(&report, None);
    assert!(!html.contains("cut here"));
    let note = report.logs.iter_mut().flat_map(|log| &mut log.findings).flat_map(|finding| &mut finding.evidence);
    note.for_each(|piece| *piece = Evidence::Note("a".repeat(5000)));
    assert!(unbroken_paper::html(&report, None).contains("cut here; the JSON report has all of it"));
}

fn has_note(report: &Report) -> bool {
    report.logs.iter().flat_map(|log| &log.findings).any(|finding| finding.severity >= Severity::Error && !finding.evidence.is_empty())
}

/// Whoever does not read Proven is told what to do, and where a finding says it, one that belongs to the verdict.
#[test]
fn there_is_a_next_step_unless_all_is_proven() {
    let mut pages = BTreeSet::new();
    for (name, report) in reports() {
        let next = next(&report);
        assert_eq!(next.step.is_some(), report.verdict != Verdict::Proven, "{name}: {next:?}");
        let Some(Step::Page(code)) = next.step else { continue };
        let finding = next.finding.unwrap_or_else(|| panic!("{name}: no finding"));
        assert_eq!(finding.code, code, "{name}");
        let all = || report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
        assert!(all().any(|other| other.id == finding.id), "{name}: {} is not in the report", finding.id);
        match report.reason {
            Reason::RolledBack => assert_eq!(code, Code::Rollback, "{name}"),
            Reason::Incomplete => assert_eq!(finding.claim, Claim::Complete, "{name}"),
            Reason::Forked => assert!(matches!(code, Code::SplitView | Code::LogContradiction), "{name}: {code}"),
            Reason::Tampered | Reason::Forged => assert!(finding.severity >= Severity::Error, "{name}: {code}"),
            _ => {}
        }
        pages.insert(code);
    }
    assert!(pages.len() > 20, "{pages:?}");
}
