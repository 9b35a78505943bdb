//! The report as JUnit XML for build servers: a test case per log and per claim. What was not checked is skipped, never passed.

use crate::out;
use crate::text::name;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;
use unbroken::verdict::report::{ClaimState, Known, LogReport};
use unbroken::{Finding, Report, Severity, Verdict};

/// What becomes of one test case.
enum Outcome {
    Passed,
    Skipped,
    Failed(String),
}

struct TestCase {
    name: &'static str,
    outcome: Outcome,
    sentence: String,
    /// Shown below a failure.
    details: String,
}

/// The whole report; one suite for the headline, one for each log.
pub fn report(report: &Report) -> String {
    let mut suites = vec![("unbroken".to_owned(), vec![headline(report)])];
    suites.extend(report.logs.iter().map(|log| (log.origin.clone(), log_cases(report, log))));
    // Writing into memory has no failing path.
    let mut text = write(&suites).unwrap_or_default();
    text.push('\n');
    text
}

fn headline(report: &Report) -> TestCase {
    let details = details(&report.findings);
    TestCase { name: "verdict", outcome: of_verdict(report.verdict, &name(&report.reason)), sentence: report.sentence.clone(), details }
}

fn log_cases(report: &Report, log: &LogReport) -> Vec<TestCase> {
    // Beside a proven headline, a log that is not proven does not belong to it.
    let beside = report.verdict == Verdict::Proven && log.verdict != Verdict::Proven;
    let outcome = if beside { Outcome::Skipped } else { of_verdict(log.verdict, &name(&log.reason)) };
    let mut cases = vec![TestCase { name: "verdict", outcome, sentence: log.sentence.clone(), details: details(&log.findings) }];
    let claims = [
        ("unaltered", &log.claims.unaltered),
        ("signed", &log.claims.signed),
        ("complete", &log.claims.complete),
        ("dated", &log.claims.dated),
    ];
    cases.extend(claims.map(|(name, claim)| of_claim(name, claim, beside)));
    cases
}

/// Unproven fails as broken does: a job must not go on with either.
fn of_verdict(verdict: Verdict, reason: &str) -> Outcome {
    if verdict == Verdict::Proven { Outcome::Passed } else { Outcome::Failed(reason.to_owned()) }
}

fn of_claim(name: &'static str, claim: &ClaimState, beside: bool) -> TestCase {
    let outcome = match claim.state {
        Known::Proven => Outcome::Passed,
        Known::Broken if !beside => Outcome::Failed("broken".to_owned()),
        _ => Outcome::Skipped,
    };
    TestCase { name, outcome, sentence: format!("{} ({} of {})", claim.sentence, claim.checked, claim.present), details: String::new() }
}

fn details(findings: &[Finding]) -> String {
    let damage = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    damage.map(|finding| format!("\n{} {}: {}", name(&finding.severity), finding.id, visible(&finding.message))).collect()
}

/// Nothing that moves a cursor, and nothing that XML 1.0 does not allow.
fn visible(text: &str) -> String {
    out::visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn write(suites: &[(String, Vec<TestCase>)]) -> io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let root = xml.create_element("testsuites").with_attribute(("name", "unbroken"));
    let [tests, failures, skipped] = counts(all());
    let root = root.with_attributes([("tests", tests.as_str()), ("failures", &failures), ("skipped", &skipped), ("errors", "0")]);
    root.write_inner_content(|xml| suites.iter().try_for_each(|(name, cases)| suite(xml, &visible(name), cases)))?;
    Ok(String::from_utf8_lossy(&xml.into_inner()).into_owned())
}

fn counts<'c>(cases: impl Iterator<Item = &'c TestCase> + Clone) -> [String; 3] {
    let failed = cases.clone().filter(|case| matches!(case.outcome, Outcome::Failed(_))).count();
    let skipped = cases.clone().filter(|case| matches!(case.outcome, Outcome::Skipped)).count();
    [cases.count(), failed, skipped].map(|count| count.to_string())
}

fn suite(xml: &mut Writer<Vec<u8>>, name: &str, cases: &[TestCase]) -> io::Result<()> {
    let [tests, failures, skipped] = counts(cases.iter());
    let attributes = [("name", name), ("tests", &tests), ("failures", &failures), ("skipped", &skipped), ("errors", "0")];
    let element = xml.create_element("testsuite").with_attributes(attributes);
    element.write_inner_content(|xml| cases.iter().try_for_each(|case| test_case(xml, name, case)))?;
    Ok(())
}

fn test_case(xml: &mut Writer<Vec<u8>>, suite: &str, case: &TestCase) -> io::Result<()> {
    let sentence = visible(&case.sentence);
    let element = xml.create_element("testcase").with_attributes([("classname", suite), ("name", case.name)]);
    match &case.outcome {
        Outcome::Passed => element.write_empty()?,
        Outcome::Skipped => element.write_inner_content(|xml| {
            xml.create_element("skipped").with_attribute(("message", sentence.as_str())).write_empty()?;
            Ok(())
        })?,
        Outcome::Failed(kind) => element.write_inner_content(|xml| {
            let failure = xml.create_element("failure").with_attributes([("type", kind.as_str()), ("message", &sentence)]);
            failure.write_text_content(BytesText::new(&format!("{sentence}{}", case.details)))?;
            Ok(())
        })?,
    };
    Ok(())
}
