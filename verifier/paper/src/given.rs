//! What was given and asked, what was not checked, the inputs, the sample, the evidence; and the table that all of it is set in.

use crate::node::{Element, Node, Tag, glyph};
use crate::sample::draw;
use crate::sheet::SampleWish;
use crate::words::{bytes, number};
use crate::{escape, text};
use unbroken::finding::{Evidence, Severity};
use unbroken::log::coverage::Status;
use unbroken::tree::hash::Hash;
use unbroken::verdict::report::{CheckpointFacts, LogReport};
use unbroken::{Finding, Report};

/// Rows of a table; a document of more would not be read, and the JSON report has them.
pub const LISTED: usize = 200;

/// Findings whose evidence is printed, and how much of each piece, in characters.
const SHOWN: usize = 20;
const PIECE: usize = 4000;

/// A table; a column that begins with `#` holds numbers.
pub fn table(heads: &[&'static str], rows: impl IntoIterator<Item = Element>) -> Element {
    let head = |name: &&'static str| {
        let class = if name.starts_with('#') { "num" } else { "" };
        Element::new(Tag::Th).class(class).attr(crate::node::Attr::Scope, "col").text(name.trim_start_matches('#'))
    };
    let head = Element::new(Tag::Tr).with_all(heads.iter().map(head));
    Element::new(Tag::Table).class("rt").with(Element::new(Tag::Thead).with(head)).with(Element::new(Tag::Tbody).with_all(rows))
}

/// Says below a table how much of it was left out.
pub fn with_rest(section: Element, all: usize, what: &str) -> Element {
    match all.checked_sub(LISTED) {
        None | Some(0) => section,
        Some(rest) => section.with(Element::new(Tag::P).class("q sm").text(text::more(rest as u64, what))),
    }
}

/// A heading, with the log's origin where there are several.
pub fn title(words: &'static str, log: &LogReport, named: bool) -> Element {
    let title = Element::new(Tag::H2).text(words);
    if named { title.text(": ").said(&log.origin) } else { title }
}

fn pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, Vec<String>)>) -> Element {
    let mut list = Element::new(Tag::Dl).class("kv2");
    for (name, values) in pairs {
        let each = values.iter().map(|value| Element::new(Tag::P).said(value));
        list = list.with(Element::new(Tag::Dt).text(name)).with(Element::new(Tag::Dd).class("any").with_all(each));
    }
    list
}

/// Whom the reader trusts.
pub fn judged(report: &Report) -> Element {
    let policy = &report.policy;
    let logs = policy.logs.iter().map(|key| {
        if key.vkey.starts_with(&format!("{}+", key.origin)) { key.vkey.clone() } else { format!("{} for {}", key.vkey, key.origin) }
    });
    let pins = policy.pins.iter().map(|pin| format!("{}, size {}, root {}", pin.origin, number(pin.size), pin.root));
    let quorum = if policy.witnesses.is_empty() { Vec::new() } else { vec![policy.quorum.clone()] };
    let given = [
        ("log key", logs.collect()),
        ("witness", policy.witnesses.clone()),
        ("quorum", quorum),
        ("writer", policy.writers.clone()),
        ("kept checkpoint", pins.collect::<Vec<String>>()),
    ];
    let given: Vec<_> = given.into_iter().filter(|(_, values)| !values.is_empty()).collect();
    let section = Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::JUDGED));
    if given.is_empty() {
        return section.with(Element::new(Tag::P).class("rp").text(text::NOTHING_GIVEN));
    }
    section.with(pairs(given).class("mono"))
}

/// What was not checked.
pub fn not_checked(report: &Report) -> Element {
    let item = |words: &str| Element::new(Tag::Li).sentence(words);
    let list = Element::new(Tag::Ul).class("dash").with_all(report.not_checked.iter().map(|words| item(words)));
    Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::NOT_CHECKED)).with(list)
}

/// The question.
pub fn asked(report: &Report) -> Element {
    let lines = text::asked(&report.question).into_iter().map(|(name, words)| (name, vec![words]));
    Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::ASKED)).with(pairs(lines))
}

/// What was read, with the digests under which it can be found again.
pub fn inputs(report: &Report) -> Element {
    let row = |input: &unbroken::verdict::report::InputFacts| {
        let mut name = Element::new(Tag::Td).class("any").said(&input.name);
        if let Some(inside) = &input.inside {
            name = name.with(Element::new(Tag::P).class("q").text("in ").said(inside));
        }
        Element::new(Tag::Tr)
            .with(name)
            .with(Element::new(Tag::Td).text(input.format))
            .with(Element::new(Tag::Td).class("num nw").text(bytes(input.size)))
            .with(Element::new(Tag::Td).class("mono any").text(input.sha256.clone().unwrap_or_else(|| text::NOT_TAKEN.into())))
    };
    let table = table(&["File", "Read as", "#Size", "SHA-256"], report.inputs.iter().take(LISTED).map(row));
    let section = Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::INPUTS)).with(table);
    with_rest(section, report.inputs.len(), "inputs")
}

/// The checkpoint that a sample is drawn from: the newest trusted one that nothing contradicts.
fn newest(log: &LogReport) -> Option<&CheckpointFacts> {
    log.checkpoints
        .iter()
        .filter(|checkpoint| checkpoint.level != "unpinned" && !checkpoint.contested && checkpoint.size > 0)
        .max_by_key(|c| c.size)
}

/// Entries that a second auditor can draw again, in the order of the log, with what is known about each.
pub fn sample(log: &LogReport, wish: &SampleWish, named: bool) -> Element {
    let section = Element::new(Tag::Section).with(title(text::SAMPLE, log, named));
    let Some((from, root)) = newest(log).and_then(|from| Some((from, Hash::parse(&from.root)?))) else {
        return section.with(Element::new(Tag::P).class("rp").text(text::NO_ROOT));
    };
    let mut picks = draw(&root.0, &wish.word, from.size, wish.count);
    picks.sort_unstable();
    let item = |pick: &u64| {
        let status = log.coverage.iter().find(|run| (run.start..run.end).contains(pick)).map(|run| run.status);
        let word = status.map_or(text::NOT_HERE, Status::as_str);
        let class = status.map_or("unchecked", Status::as_str);
        let item = Element::new(Tag::Li).class(format!("s-{class}")).with(glyph(class)).text(number(*pick));
        if status == Some(Status::Proven) { item } else { item.text(" ").with(Element::new(Tag::B).class("st").text(word)) }
    };
    section
        .with(Element::new(Tag::P).class("rp").said(&text::drawn(picks.len() as u64, from.size, &wish.word)))
        .with(Element::new(Tag::Ul).class("picks").with_all(picks.iter().map(item)))
        .with(Element::new(Tag::P).class("q sm").text(text::RULE))
}

/// What a third party needs to see the gravest findings again, verbatim.
pub fn evidence<'f>(findings: impl Iterator<Item = &'f Finding>) -> Option<Element> {
    let grave: Vec<&Finding> = findings.filter(|finding| finding.severity >= Severity::Error && !finding.evidence.is_empty()).collect();
    if grave.is_empty() {
        return None;
    }
    let mut section = Element::new(Tag::Section).with(Element::new(Tag::H2).text(text::EVIDENCE));
    for finding in grave.iter().take(SHOWN) {
        section = section.with(Element::new(Tag::H3).text(finding.id.clone()));
        for piece in &finding.evidence {
            let (Evidence::Note(whole) | Evidence::Line(whole) | Evidence::Proof(whole)) = piece;
            let shown = escape::short(whole, PIECE);
            let is_cut = shown != *whole;
            section = section.with(verbatim(&shown));
            if is_cut {
                section = section.with(Element::new(Tag::P).class("q sm").text(text::CUT));
            }
        }
    }
    if grave.len() > SHOWN {
        section = section.with(Element::new(Tag::P).class("q sm").text(text::more((grave.len() - SHOWN) as u64, "findings with evidence")));
    }
    Some(section)
}

/// A text as it stands, with what hides spelled out.
fn verbatim(text: &str) -> Element {
    let mut out = Element::new(Tag::P).class("note");
    for piece in escape::block(text) {
        out.nodes.push(match piece {
            escape::Piece::Plain(text) => Node::Text(text),
            escape::Piece::Mark(code) => Node::Element(Element::new(Tag::Span).class("mark").text(code)),
        });
    }
    out
}
