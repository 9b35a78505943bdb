//! The sheet: what is judged, the headline, each log, then what holds for all of them, and a line to sign.

use crate::log::{log_sections, supports};
use crate::node::{Attr, Element, Tag, glyph};
use crate::{given, text};
use unbroken::verdict::report::Verdict;
use unbroken::{Finding, Report};

/// A wish for a sample of entries that somebody else can draw again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleWish {
    /// The word that the auditor chooses.
    pub word: String,
    /// How many entries.
    pub count: u64,
}

/// The document, as an `article`.
pub fn sheet(report: &Report, wish: Option<&SampleWish>) -> Element {
    let mut sheet = Element::new(Tag::Article).class("sheet").attr(Attr::Test, "sheet");
    sheet = sheet.with(running_head(report)).with(Element::new(Tag::P).class("q sm above").said(&text::subject(report)));
    sheet = sheet.with(headline(report.verdict, &report.sentence, Tag::H1));
    let several = report.logs.len() > 1;
    for log in &report.logs {
        if several {
            sheet = sheet.with(Element::new(Tag::H2).class("logname").said(&log.origin));
            sheet = sheet.with(headline(log.verdict, &log.sentence, Tag::H3));
        }
        sheet = sheet.with_all(log_sections(report, log));
    }
    if !report.findings.is_empty() || report.logs.is_empty() {
        sheet = sheet.with(findings(text::WHOLE, &report.findings));
    }
    let columns = [given::judged(report), given::not_checked(report)];
    sheet = sheet.with(Element::new(Tag::Section).class("rcols").with_all(columns)).with(given::asked(report));
    for log in &report.logs {
        sheet = sheet.with(supports(log, several));
    }
    sheet = sheet.with(given::inputs(report));
    if let Some(wish) = wish {
        sheet = sheet.with_all(report.logs.iter().map(|log| given::sample(log, wish, several)));
    }
    let all = || report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    if let Some(evidence) = given::evidence(all()) {
        sheet = sheet.with(evidence);
    }
    sheet.with(foot(report))
}

/// The class that gives a verdict its colour.
pub fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proven => "proven",
        Verdict::Unproven => "unproven",
        Verdict::Broken => "broken",
    }
}

fn running_head(report: &Report) -> Element {
    let word = Element::new(Tag::B).class("word").with(glyph("word")).text("Unbroken");
    Element::new(Tag::Header).class("rh").with(word).with(Element::new(Tag::Span).class("q sm").text(format!("Report {}", report.report)))
}

/// A headline; the part before its colon carries the colour.
fn headline(verdict: Verdict, sentence: &str, tag: Tag) -> Element {
    let (head, rest) = sentence.split_once(':').map_or(("", sentence), |(head, rest)| (head, rest));
    let mut words = Element::new(Tag::Span);
    if !head.is_empty() {
        words = words.with(Element::new(Tag::B).class("st").said(&format!("{head}:")));
    }
    let mark = glyph(&format!("v-{}", tone(verdict)));
    Element::new(tag).class(format!("verdictline s-{}", tone(verdict))).with(mark).with(words.sentence(rest))
}

/// Findings, one to a row, as the report orders them.
pub fn findings(title: &'static str, findings: &[Finding]) -> Element {
    let section = Element::new(Tag::Section).with(Element::new(Tag::H2).text(title));
    if findings.is_empty() {
        return section.with(Element::new(Tag::P).class("rp").text(text::NO_FINDINGS));
    }
    let rows = findings.iter().take(given::LISTED).map(|finding| {
        let entries = finding.entries.map_or(String::new(), |[start, end]| crate::words::range(start, end));
        let place = finding.input.as_ref().map(|input| match finding.bytes {
            Some([start, _]) => format!("{input}, at byte {}", crate::words::number(start)),
            None => input.clone(),
        });
        let mut under = Element::new(Tag::P).class("code").text(format!("{} · {}", finding.id, crate::words::severity(finding.severity)));
        if let Some(place) = place {
            under = under.text(" · ").said(&place);
        }
        let said = Element::new(Tag::Td).class("any").with(Element::new(Tag::P).sentence(&finding.message)).with(under);
        Element::new(Tag::Tr).with(Element::new(Tag::Td).class("nw").text(entries)).with(said)
    });
    let table = given::table(&["Where", "What was found"], rows);
    let section = section.with(table);
    given::with_rest(section, findings.len(), "findings")
}

fn foot(report: &Report) -> Element {
    let sign = Element::new(Tag::Section).with(Element::new(Tag::Span).class("sig")).with(Element::new(Tag::P).text(text::SIGNED));
    let made = Element::new(Tag::P).class("q any").text(text::made_by(report));
    Element::new(Tag::Footer).class("rf").with(sign).with(made)
}
