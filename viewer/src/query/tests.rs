//! The language from both sides: what is read and printed, what is refused and where, and what fits.

use super::read::Why;
use super::sieve::{Glance, Sieve};
use super::*;

fn read(text: &str) -> Query {
    Query::read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

/// Queries and how they are printed; empty where they are printed as they are.
const GOOD: [(&str, &str); 42] = [
    ("", ""),
    (" \t ", ""),
    ("alice", ""),
    ("Žluť 監査", ""),
    ("\"two words\" -three", ""),
    ("\"alice\"", "alice"),
    ("\"a \\\"b\\\" c\\\\d\\e\"", "\"a \\\"b\\\" c\\\\d\\\\e\""),
    ("a\"b\\c", ""),
    ("role=admin {\"a\":1} 10:30 x-y:z", ""),
    ("\"system:ci\" \"-x\" -\"-x\" --x", "\"system:ci\" \"-x\" -\"-x\" -\"-x\""),
    ("\"who=x\" \"WHO:y\"", ""),
    ("who:alice", ""),
    ("actor:alice", "who:alice"),
    ("ACTOR=alice", "who=alice"),
    ("who:\"a b\"", ""),
    ("who:\"ab\"", "who:ab"),
    ("who:-x", ""),
    ("-who=system:serviceaccount:ci", ""),
    ("what:read action=grant", "what:read what=grant"),
    ("target:/etc/passwd outcome:200", ""),
    ("id:evt-1 id=evt-0001", ""),
    ("corr:r-1 correlation=\"r 1\"", "corr:r-1 corr=\"r 1\""),
    ("status:altered", ""),
    ("-status:Proven", "-status:proven"),
    ("status=missing", "status:missing"),
    ("status:\"forged\"", "status:forged"),
    ("code:link-broken", ""),
    ("-code:Entry-Altered", "-code:entry-altered"),
    ("is:marked", ""),
    ("-IS=Marked", "-is:marked"),
    ("seq:41", ""),
    ("seq:041", "seq:41"),
    ("seq:100..200", ""),
    ("seq:0.. -seq:..9007199254740991", ""),
    ("time:2026-01-05", ""),
    ("time:2026-01-05..", ""),
    ("time:..2026-01-05", ""),
    ("time:2026-01-05..2026-01-06", ""),
    ("time:2026-01-05T09:24:00Z", ""),
    ("time:2026-01-05..2026-01-05T09:24:00.25Z", ""),
    ("time:2026-01-05T00:00:00Z", ""),
    ("  who:a   b  ", "who:a b"),
];

#[test]
fn good_queries_print_as_text_that_reads_the_same() {
    for (text, printed) in GOOD {
        let query = read(text);
        let shown = query.to_string();
        let expected = if printed.is_empty() && !text.trim().is_empty() { text } else { printed };
        assert_eq!(shown, expected, "{text}");
        assert_eq!(read(&shown), query, "{text}");
    }
}

#[test]
fn every_word_has_its_query() {
    for status in Status::ALL {
        assert_eq!(read(&format!("status:{}", status.as_str())).terms[0].want, Want::Status(status));
    }
    for code in Code::ALL {
        assert_eq!(read(&format!("-code:{}", code.as_str())).terms, [Term { excluded: true, want: Want::Code(*code) }]);
    }
    for (name, part) in Part::NAMES {
        assert_eq!(read(&format!("{name}=x")).terms[0].want, Want::Part(part, Extent::Whole, "x".into()));
    }
}

#[test]
fn faults_have_a_place_and_a_reason() {
    for (text, start, end, why) in [
        ("-", 0, 1, Why::NothingExcluded),
        ("a - b", 2, 3, Why::NothingExcluded),
        ("who:", 4, 4, Why::NoValue),
        ("who: alice", 4, 4, Why::NoValue),
        ("who=", 4, 4, Why::NoValue),
        ("a \"\"", 2, 4, Why::NoValue),
        ("-\"\"", 1, 3, Why::NoValue),
        ("who:\"\"", 4, 6, Why::NoValue),
        ("a \"b", 2, 4, Why::Unclosed),
        ("who:\"b\\\"", 4, 8, Why::Unclosed),
        ("\"", 0, 1, Why::Unclosed),
        ("\"a\"b c", 3, 4, Why::AfterQuote),
        ("who:\"a\"\"b\"", 7, 10, Why::AfterQuote),
        ("žx actr:alice", 4, 8, Why::Name),
        ("-whom:x", 1, 5, Why::Name),
        ("http://x", 0, 4, Why::Name),
        ("status:alterd", 7, 13, Why::Status),
        ("status:unchecked", 7, 16, Why::Status),
        ("code:linkbroken", 5, 15, Why::Code),
        ("code:", 5, 5, Why::NoValue),
        ("is:new", 3, 6, Why::Is),
        ("is:", 3, 3, Why::NoValue),
        ("seq:x", 4, 5, Why::Seq),
        ("seq:-1", 4, 6, Why::Seq),
        ("seq:+1", 4, 6, Why::Seq),
        ("seq:1.5", 4, 7, Why::Seq),
        ("seq:1,000", 4, 9, Why::Seq),
        ("seq:..", 4, 6, Why::Seq),
        ("seq:1...2", 4, 9, Why::Seq),
        ("seq:1..2..3", 4, 11, Why::Seq),
        ("seq:9007199254740992", 4, 20, Why::Seq),
        ("seq:5..5", 4, 8, Why::Backwards),
        ("seq:9..5", 4, 8, Why::Backwards),
        ("time:yesterday", 5, 14, Why::Time),
        ("time:2026-1-5", 5, 13, Why::Time),
        ("time:2026-02-29", 5, 15, Why::Time),
        ("time:2026-01-05T09:24Z", 5, 22, Why::Time),
        ("time:2026-01-05T09:24:00+01:00", 5, 30, Why::Time),
        ("time:..", 5, 7, Why::Time),
        ("time:2026-01-06..2026-01-05", 5, 27, Why::Backwards),
        ("time:2026-01-05..2026-01-05T00:00:00Z", 5, 37, Why::Backwards),
    ] {
        assert_eq!(Query::read(text), Err(Fault { start, end, why }), "{text}");
    }
}

#[test]
fn every_prefix_is_a_query_or_a_fault_with_a_place_in_it() {
    let all: String = GOOD.iter().map(|(text, _)| format!("{text} ")).collect();
    for text in GOOD.iter().map(|(text, _)| *text).chain([all.as_str()]) {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let prefix = &text[..end];
            match Query::read(prefix) {
                Ok(query) => assert_eq!(read(&query.to_string()), query, "{prefix}"),
                Err(fault) => assert!(prefix.get(fault.start..fault.end).is_some(), "{prefix}: {fault:?}"),
            }
        }
    }
}

/// Every text of up to four of the characters that mean something.
#[test]
fn short_texts_of_every_kind_are_queries_or_faults() {
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..4 {
        let until = texts.len();
        for k in from..until {
            let longer = ["a", "\"", "\\", "-", ":", "=", " ", ".", "1", "id:", "seq:", "…"].map(|piece| format!("{}{piece}", texts[k]));
            texts.extend(longer);
        }
        from = until;
    }
    for text in &texts {
        match Query::read(text) {
            Ok(query) => assert_eq!(read(&query.to_string()), query, "{text}"),
            Err(fault) => assert!(text.get(fault.start..fault.end).is_some(), "{text}: {fault:?}"),
        }
    }
}

#[test]
fn a_value_that_is_shown_becomes_a_term() {
    let query = read("who:al").with(Term::shown(Part::Who, "alice b", false)).with(Term::shown(Part::What, "a long…", true));
    assert_eq!(query.to_string(), "who:al who=\"alice b\" -what:\"a long\"");
    let turned = query.with(Term::shown(Part::Who, "alice b", true));
    assert_eq!(turned.to_string(), "who:al -what:\"a long\" -who=\"alice b\"");
    assert_eq!(turned.clone().with(Term::shown(Part::Who, "alice b", true)), turned);
    assert_eq!(read(&Query::default().with(Term::shown(Part::Who, "…", false)).to_string()).terms.len(), 1);
}

/// `RLO` stands for the mark that turns the direction of the text after it.
const LINE: &str = r#"{"at":"2026-01-05T09:24:00.5Z","event":{"action":"role.grant","actor":"Alice Žlutá","outcome":"denied","correlation_id":"r-7","note":"say \"hi\"","target":"api/9RLO"},"id":"evt-0041","seq":41}"#;

fn fits(text: &str, line: &str) -> bool {
    let sieve = Sieve::new(&read(text), |_| Vec::new(), &[]);
    assert_eq!(sieve.glance(0, Status::Proven), Glance::Read, "{text}");
    sieve.fits(line.replace("RLO", "\u{202e}").as_bytes())
}

#[test]
fn what_an_entry_says_decides() {
    for text in [
        "alice",
        "ŽLUTÁ",
        "\"alice žlutá\"",
        "role.GRANT seq",
        "\"say \\\"hi\\\"\"",
        "U+202E",
        "target=api/9⟨U+202E⟩",
        "\"9\u{202e}\"",
        "who:lice",
        "who=\"alice žlutá\"",
        "actor:alice action:grant -what:read",
        "outcome:denied corr=r-7 id=evt-0041",
        "id:0041",
        "time:2026-01-05",
        "time:2026-01-05T09:24:00.5Z",
        "time:2026-01-05T09:24:00.5Z..2026-01-05T09:24:00.6Z",
        "time:..2026-01-06 time:2026-01-05..",
        "-time:2026-01-06",
        "-bob",
    ] {
        assert!(fits(text, LINE), "{text}");
    }
    for text in [
        "bob",
        "alice bob",
        "-alice",
        "who=alice",
        "who:role.grant",
        "what=grant",
        "target:x",
        "id=evt-004",
        "time:2026-01-04",
        "time:2026-01-05T09:24:00Z",
        "time:..2026-01-05T09:24:00.5Z",
        "time:2026-01-05T09:24:00.6Z..",
        "-corr:r-7",
    ] {
        assert!(!fits(text, LINE), "{text}");
    }
}

#[test]
fn signatures_and_hashes_are_no_text() {
    let line = r#"{"event":{"actor":"bob","sig":"carol"},"prev":"aliCE/+","seq":1,"sig":"xDave=="}"#;
    assert!(fits("bob carol prev seq sig", line) && !fits("alice", line) && !fits("dave", line) && !fits("xdave", line));
    // What only looks like one is searched.
    assert!(fits("alice", r#"["prev","alice"]"#) && fits("alice", r#"{"prev":["alice"]}"#) && fits("alice", r#"{"sig":"x" alice"#));
}

#[test]
fn what_says_nothing_fits_only_what_excludes() {
    for line in ["", "not json", "{", "[1]", "{}", "{\"at\":7,\"id\":7}", "\u{0}\u{fffd}"] {
        for text in ["who:a", "id:7", "time:0000-01-01..", "corr:a"] {
            assert!(!fits(text, line), "{text}: {line}");
            assert!(fits(&format!("-{text}"), line), "-{text}: {line}");
        }
    }
    assert!(fits("JSON", "not json") && Sieve::new(&read("\u{fffd}"), |_| Vec::new(), &[]).fits(b"\xff"));
}

#[test]
fn the_index_decides_without_bytes() {
    let ranges = |code| if code == Code::LinkBroken { vec![[3, 5], [9, 10]] } else { Vec::new() };
    let glance = |text: &str, seq, status| Sieve::new(&read(text), ranges, &[4, 6]).glance(seq, status);
    for (text, seq, status, expected) in [
        ("", 0, Status::Proven, Glance::Hit),
        ("status:altered", 0, Status::Altered, Glance::Hit),
        ("status:altered", 0, Status::Proven, Glance::Out),
        ("-status:altered", 0, Status::Proven, Glance::Hit),
        ("status:altered x", 0, Status::Proven, Glance::Out),
        ("status:altered x", 0, Status::Altered, Glance::Read),
        ("code:link-broken", 2, Status::Proven, Glance::Out),
        ("code:link-broken", 3, Status::Proven, Glance::Hit),
        ("code:link-broken", 5, Status::Proven, Glance::Out),
        ("code:link-broken", 9, Status::Proven, Glance::Hit),
        ("-code:link-broken seq:9..", 9, Status::Proven, Glance::Out),
        ("code:entry-altered", 3, Status::Proven, Glance::Out),
        ("seq:41", 41, Status::Proven, Glance::Hit),
        ("seq:41", 42, Status::Proven, Glance::Out),
        ("seq:4..6", 3, Status::Proven, Glance::Out),
        ("seq:4..6", 4, Status::Proven, Glance::Hit),
        ("seq:4..6", 6, Status::Proven, Glance::Out),
        ("seq:..6 -seq:5", 5, Status::Proven, Glance::Out),
        ("seq:6..", 6, Status::Proven, Glance::Hit),
        ("is:marked", 6, Status::Proven, Glance::Hit),
        ("is:marked", 5, Status::Proven, Glance::Out),
        ("-is:marked seq:5", 5, Status::Proven, Glance::Hit),
        ("is:marked x", 4, Status::Proven, Glance::Read),
    ] {
        assert_eq!(glance(text, seq, status), expected, "{text} at {seq}, {status:?}");
    }
}
