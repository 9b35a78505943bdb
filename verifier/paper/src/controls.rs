//! What frameworks ask of audit logs, beside what the claims of this report say about it: never more than they say.

use crate::log::{claim_look, four};
use crate::node::{Element, Tag, glyph};
use crate::text::{self, CONTROL_ROWS, CONTROLS, CONTROLS_ABOUT};
use crate::{given, words};
use unbroken::finding::Severity;
use unbroken::verdict::report::LogReport;

/// The section for one log.
pub fn section(log: &LogReport, named: bool) -> Element {
    let claims = four(log);
    let cell = |words: &str| Element::new(Tag::Td).text(words);
    let row = |control: &text::Control| {
        let said = control.claims.iter().filter_map(|at| claims.get(*at)).map(|claim| {
            let (class, mark, word) = claim_look(claim.state);
            let state = Element::new(Tag::B).class("st").text(format!("{}. ", words::known(word)));
            Element::new(Tag::P).class(format!("s-{class}")).with(glyph(mark)).with(state).sentence(&claim.sentence)
        });
        let supported = Element::new(Tag::Td).with_all(said);
        Element::new(Tag::Tr).with(cell(control.asked_by)).with(cell(control.about)).with(supported).with(cell(control.limit))
    };
    let damage = log.findings.iter().filter(|finding| finding.severity >= Severity::Error).count() as u64;
    let events = Element::new(Tag::Tr)
        .with(cell(text::EVENTS_ASKED_BY))
        .with(cell(text::EVENTS_ABOUT))
        .with(cell(&text::noticed(damage, log.findings.len() as u64)))
        .with(cell(text::EVENTS_LIMIT));
    let table = given::table(&["Asked by", "About", "This evidence says", "It cannot say"], CONTROL_ROWS.iter().map(row).chain([events]));
    Element::new(Tag::Section)
        .with(given::title(CONTROLS, log, named))
        .with(Element::new(Tag::P).class("rp sm").text(CONTROLS_ABOUT))
        .with(table.class("wide"))
}
