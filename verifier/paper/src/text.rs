//! Every sentence of the document that the engine does not say itself.

use crate::escape;
use crate::words::{count, number, range, time};
use unbroken::Report;
use unbroken::verdict::report::{LogReport, QuestionFacts};

pub const CLAIMS: [&str; 4] = ["Unaltered", "Signed by whom", "Complete", "Dated"];
pub const CLAIMED: &str = "What is claimed, and what is known of it";
pub const REACH: &str = "How far it reaches";
pub const FINDINGS: &str = "Findings";
pub const NO_FINDINGS: &str = "Nothing was found beside what stands above.";
pub const WHOLE: &str = "Findings about the input as a whole";
pub const CHECKPOINTS: &str = "Checkpoints";
pub const EVIDENCE: &str = "Evidence";
pub const CUT: &str = "cut here; the JSON report has all of it";
pub const JUDGED: &str = "Judged with";
pub const NOTHING_GIVEN: &str = "nothing: no key and no checkpoint was given, so nothing can be proven";
pub const ASKED: &str = "Asked";
pub const NOT_CHECKED: &str = "Not checked";
pub const INPUTS: &str = "Inputs";
pub const NOT_TAKEN: &str = "digest not taken";
pub const SAMPLE: &str = "Sample for a second auditor";
pub const NO_ROOT: &str = "No sample can be drawn: no checkpoint of this log is trusted, so there is no root to draw from.";
pub const NOT_HERE: &str = "not in this evidence";
pub const SIGNED: &str = "Name, date, signature";
pub const CONTROLS: &str = "What this evidence supports";
pub const CONTROLS_ABOUT: &str = "What some frameworks ask of audit logs, and what of it can be read from this evidence. Nothing here says that \
                                  a control is well designed or operated, or that anybody complies with anything.";

/// What a framework asks, which claims speak about it, and what cannot be read from a log.
pub struct Control {
    pub asked_by: &'static str,
    pub about: &'static str,
    pub claims: &'static [usize],
    pub limit: &'static str,
}

pub const CONTROL_ROWS: [Control; 3] = [
    Control {
        asked_by: "ISO/IEC 27001:2022 A.8.15, PCI DSS 10.3, HIPAA §164.312(c)(1)",
        about: "records protected from change",
        claims: &[0],
        limit: "Who may reach the log, and what was changed before it was handed to the log.",
    },
    Control {
        asked_by: "ISO/IEC 27001:2022 A.8.15, PCI DSS 10.5",
        about: "records kept and available",
        claims: &[2],
        limit: "How long records have to be kept, and events that were never handed to the log.",
    },
    Control {
        asked_by: "HIPAA §164.312(b), SOC 2 CC7.2",
        about: "activity recorded, by whom and when",
        claims: &[1, 3],
        limit: "That every activity was recorded, and that what was recorded is true.",
    },
];
pub const EVENTS_ASKED_BY: &str = "SOC 2 CC7.2, CC7.3";
pub const EVENTS_ABOUT: &str = "anomalies noticed and evaluated";
pub const EVENTS_LIMIT: &str = "Whether anybody watched the log while it was written. To evaluate what was found is yours.";

/// Findings as something that was noticed.
pub fn noticed(damage: u64, all: u64) -> String {
    match (damage, all) {
        (_, 0) => "Nothing was found.".into(),
        (0, all) => format!("{}, none of them damage.", count(all, "finding", "findings")),
        (damage, all) => format!("{}, {} of them damage.", count(all, "finding", "findings"), number(damage)),
    }
}

/// The title of the document.
pub fn title(report: &Report) -> String {
    escape::flat(&format!("Unbroken: {}", report.sentence))
}

/// What is judged, above the headline.
pub fn subject(report: &Report) -> String {
    match report.logs.as_slice() {
        [] => "No log".into(),
        [log] => format!("Audit log {}", log.origin),
        logs => format!("{} audit logs", number(logs.len() as u64)),
    }
}

/// What the verdict on a log speaks about.
pub struct Scope<'a> {
    /// Its origin.
    pub origin: &'a str,
    /// First entry.
    pub start: Option<u64>,
    /// One after the last.
    pub end: Option<u64>,
    /// Size of the newest trusted checkpoint.
    pub size: Option<u64>,
    /// When witnesses had seen that, seconds since 1970.
    pub as_of_secs: Option<u64>,
    /// Keys given for this log.
    pub keys: u64,
    /// Witnesses given.
    pub witnesses: u64,
    /// Checkpoints of this log that were kept.
    pub pins: u64,
    /// The quorum rule, in words.
    pub quorum: &'a str,
    /// Whether the reader named entries.
    pub is_asked: bool,
    /// Whether only a receipt was given.
    pub is_receipt: bool,
}

/// The same in words: log, entries, time, keys, and who asked.
pub fn scope(scope: &Scope<'_>) -> String {
    let mut words = scope.origin.to_owned();
    if let (Some(start), Some(end)) = (scope.start, scope.end) {
        words += &format!(", {}", range(start, end));
    }
    if let Some(size) = scope.size {
        words += &format!(", of {} in the newest checkpoint you trust", count(size, "entry", "entries"));
    }
    if let Some(secs) = scope.as_of_secs {
        words += &format!(", as of {}", time(secs));
    }
    words.push('.');
    words += &judged(scope);
    words += match (scope.is_asked, scope.is_receipt) {
        (true, _) => " The range is yours.",
        (false, true) => " A receipt speaks about its own entry and no other.",
        (false, false) => " You did not say which entries you expected.",
    };
    words
}

/// With whose keys it was judged.
fn judged(scope: &Scope<'_>) -> String {
    let parts: Vec<String> = [
        (scope.keys, "log key", "log keys"),
        (scope.witnesses, "witness", "witnesses"),
        (scope.pins, "kept checkpoint", "kept checkpoints"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(n, one, more)| count(n, one, more))
    .collect();
    let given = match parts.as_slice() {
        [] => return " Judged without a key or a checkpoint of yours.".into(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    };
    let quorum = if scope.quorum == "none" || scope.witnesses == 0 { String::new() } else { format!("; quorum {}", scope.quorum) };
    format!(" Judged with {given} you gave{quorum}.")
}

/// The scope of a log of a report.
pub fn scope_of(report: &Report, log: &LogReport) -> String {
    let of_log = |origin: &String| *origin == log.origin;
    scope(&Scope {
        origin: &log.origin,
        start: log.scope.start,
        end: log.scope.end,
        size: log.scope.size,
        as_of_secs: log.scope.as_of_secs,
        keys: report.policy.logs.iter().filter(|key| of_log(&key.origin)).count() as u64,
        witnesses: report.policy.witnesses.len() as u64,
        pins: report.policy.pins.iter().filter(|pin| of_log(&pin.origin)).count() as u64,
        quorum: &report.policy.quorum,
        is_asked: report.question.from == "asked" && report.question.entries.is_some(),
        is_receipt: is_receipt(report),
    })
}

/// Whether only receipts, and files that go with them, were read.
fn is_receipt(report: &Report) -> bool {
    let formats = || report.inputs.iter().map(|input| input.format);
    formats().any(|format| format == "receipt") && formats().all(|format| matches!(format, "receipt" | "unknown" | "gzip" | "zip"))
}

/// The question, a line for each thing that was asked.
pub fn asked(question: &QuestionFacts) -> Vec<(&'static str, String)> {
    let entries = match question.entries {
        _ if question.from != "asked" => None,
        Some((from, Some(to))) => Some(range(from, to)),
        Some((from, None)) => Some(format!("everything from entry {}", number(from))),
        None => None,
    };
    let span = |secs: u64| format!("{} s", number(secs));
    let require = || question.require.iter().map(|wanted| wanted.as_str()).collect::<Vec<_>>().join(", ");
    let lines = [
        ("entries", Some(entries.unwrap_or_else(|| "none named; judged is what is here".into()))),
        ("times", question.time.map(|time| format!("{} up to, not including, {}", time.start(), time.end()))),
        ("must be shown", (!question.require.is_empty()).then(require)),
        ("withheld entries", question.accept_withheld.then(|| "accepted, if their hashes fit".into())),
        ("present", question.now_secs.map(time)),
        ("newest state", question.max_age_secs.map(|secs| format!("not older than {}", span(secs)))),
        ("silence", question.max_silence_secs.map(|secs| format!("at most {}", span(secs)))),
        (
            "clocks",
            Some(format!("may differ by {}; an entry may be confirmed {} late", span(question.skew_secs), span(question.delay_secs))),
        ),
        ("expected events", question.events_sha256.as_ref().map(|digest| format!("rules with SHA-256 {digest}"))),
        ("trace", question.trace.clone()),
    ];
    lines.into_iter().filter_map(|(name, words)| words.map(|words| (name, words))).collect()
}

/// What a list leaves out.
pub fn more(n: u64, what: &str) -> String {
    format!("and {} more {what}; the JSON report lists them", number(n))
}

/// How the sample was drawn.
pub fn drawn(count_: u64, size: u64, word: &str) -> String {
    let what = count(count_, "entry", "entries");
    format!("{what}, drawn from the root of checkpoint {} with the word “{word}”; whoever has both draws the same.", number(size))
}

/// How to draw it again.
pub const RULE: &str = "seed = SHA-256(\"unbroken/sample/v1\\n\" ‖ root ‖ word); pick k = first 8 bytes of SHA-256(seed ‖ u64be k) modulo the \
                        size of the tree, repeats skipped; here in the order of the log.";

/// What made the document.
pub fn made_by(report: &Report) -> String {
    format!(
        "{} {}, sources SHA-256 {}. The same inputs, trust and question give the same bytes of this report.",
        report.tool.name, report.tool.version, report.tool.source_sha256
    )
}
