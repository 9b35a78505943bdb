//! One log on paper: its lane, the four claims, how far damage reaches, what was found, its checkpoints; and what that supports.

use crate::node::{Element, Tag, glyph};
use crate::picture::picture;
use crate::sheet::findings;
use crate::words::{self, known, number, time};
use crate::{controls, given, text};
use unbroken::Report;
use unbroken::verdict::report::{CheckpointFacts, ClaimState, Known, LogReport};

/// Its sections, in the order in which they are read.
pub fn log_sections(report: &Report, log: &LogReport) -> Vec<Element> {
    let scope = Element::new(Tag::P).class("rp").with(reason(log)).said(&text::scope_of(report, log));
    let mut out = vec![scope];
    out.extend(picture(log));
    out.push(claims(log));
    if !log.incidents.is_empty() {
        out.push(incidents(log));
    }
    out.push(findings(text::FINDINGS, &log.findings));
    if !log.checkpoints.is_empty() {
        out.push(checkpoints(log));
    }
    out
}

/// What the log's evidence supports.
pub fn supports(log: &LogReport, named: bool) -> Element {
    controls::section(log, named)
}

fn reason(log: &LogReport) -> Element {
    let words: Vec<&str> = log.reasons.iter().map(|reason| words::reason(*reason)).collect();
    Element::new(Tag::Span).class("code").text(format!("{} ", words.join(", ")))
}

/// The class that gives a claim its colour, and the name of its glyph.
pub fn claim_look(state: Known) -> (&'static str, &'static str, &'static str) {
    match state {
        Known::Proven => ("proven", "proven", "proven"),
        Known::Unproven => ("unproven", "unproven", "unproven"),
        Known::Broken => ("broken", "no", "broken"),
        Known::NotChecked => ("unchecked", "unchecked", "not-checked"),
    }
}

/// The four claims in their order.
pub fn four(log: &LogReport) -> [&ClaimState; 4] {
    [&log.claims.unaltered, &log.claims.signed, &log.claims.complete, &log.claims.dated]
}

fn claims(log: &LogReport) -> Element {
    let row = |(title, claim): (&'static str, &ClaimState)| {
        let (class, mark, word) = claim_look(claim.state);
        let state = Element::new(Tag::Td).class("nw").with(glyph(mark)).with(Element::new(Tag::B).class("st").text(known(word)));
        let count = format!("{} of {}", number(claim.checked), number(claim.present));
        Element::new(Tag::Tr)
            .class(format!("s-{class}"))
            .with(Element::new(Tag::Td).class("nw").text(title))
            .with(state)
            .with(Element::new(Tag::Td).class("num nw").text(count))
            .with(Element::new(Tag::Td).sentence(&claim.sentence))
    };
    let rows = text::CLAIMS.into_iter().zip(four(log)).map(row);
    let table = given::table(&["Claim", "State", "#Checked of present", "In words"], rows);
    Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::CLAIMED)).with(table)
}

fn incidents(log: &LogReport) -> Element {
    let row = |incident: &unbroken::verdict::report::Incident| {
        let word = incident.worst.as_str();
        let state = Element::new(Tag::Td).class("nw").with(glyph(word)).with(Element::new(Tag::B).class("st").text(word));
        Element::new(Tag::Tr).class(format!("s-{word}")).with(state).with(Element::new(Tag::Td).sentence(&incident.sentence))
    };
    let table = given::table(&["Worst", "What stays proven on both sides"], log.incidents.iter().take(given::LISTED).map(row));
    let section = Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::REACH)).with(table);
    given::with_rest(section, log.incidents.len(), "stretches")
}

/// The newest first: it is the one that the verdict rests on.
fn checkpoints(log: &LogReport) -> Element {
    let row = |checkpoint: &CheckpointFacts| {
        // What is kept is believed as it stands, signed or not.
        let of_log = !checkpoint.signed_by.is_empty();
        let trust = [
            (checkpoint.contested, "contradicted by another"),
            (checkpoint.level == "unpinned", "by no key you trust"),
            (checkpoint.level != "unpinned" && of_log, "signed by the log"),
            (checkpoint.level == "witnessed", "seen by your witnesses"),
            (checkpoint.kept, "kept by you"),
        ];
        let trust: Vec<&str> = trust.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words).collect();
        let signed = checkpoint.signed_by.iter().map(|key| Element::new(Tag::P).said(key));
        let seen = checkpoint.cosigned_by.iter().map(|by| Element::new(Tag::P).said(&format!("{}, {}", by.key, time(by.time_secs))));
        Element::new(Tag::Tr)
            .with(Element::new(Tag::Td).class("num").text(number(checkpoint.size)))
            .with(Element::new(Tag::Td).text(trust.join(", ")))
            .with(Element::new(Tag::Td).class("mono any").text(checkpoint.root.clone()))
            .with(Element::new(Tag::Td).class("mono any").with_all(signed.chain(seen)))
    };
    let table = given::table(&["#Size", "Trust", "Root", "Signed by, seen by"], log.checkpoints.iter().rev().take(given::LISTED).map(row));
    let section = Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::CHECKPOINTS)).with(table);
    given::with_rest(section, log.checkpoints.len(), "older checkpoints")
}
