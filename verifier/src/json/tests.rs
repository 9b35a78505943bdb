//! Tests of the scanner: every near miss, every prefix.

use super::*;
use alloc::{format, vec};

fn kind(text: &str) -> Option<JsonFaultKind> {
    scan(text.as_bytes()).err().map(|fault| fault.kind)
}

#[test]
fn members_are_spans() {
    let text = br#"{"a":1,"b":{"c":[true,null]},"d":"x\u0041"}"#;
    let scan = scan(text).unwrap();
    assert_eq!(scan.members.len(), 3);
    assert_eq!(scan.get(text, "b").unwrap().text(text), br#"{"c":[true,null]}"#);
    assert_eq!(scan.get(text, "d").unwrap().string(text).unwrap(), "xA");
    assert_eq!(scan.get(text, "c"), None);
}

#[test]
fn a_name_is_asked_for_as_it_stands() {
    let text = br#"{"a":1,"b\\c":2,"\u0064":3}"#;
    let scan = scan(text).unwrap();
    let found = |name| scan.get(text, name).and_then(|value| value.index(text));
    assert_eq!((found("a"), found(r"b\c"), found("d")), (Some(1), Some(2), Some(3)));
    for name in [r"\u0061", r"b\\c", r"\u0064", r"b\u005cc"] {
        assert_eq!(found(name), None, "{name}");
    }
}

#[test]
fn near_misses_are_refused() {
    use JsonFaultKind::*;
    for (text, expected) in [
        ("", Unfinished),
        ("{", Unfinished),
        ("{\"a\"", Unfinished),
        ("{\"a\":", Unfinished),
        ("{\"a\":1", Unfinished),
        ("{\"a\":1,}", Syntax),
        ("{,}", Syntax),
        ("{'a':1}", Syntax),
        ("{\"a\":01}", Syntax),
        ("{\"a\":+1}", Syntax),
        ("{\"a\":.5}", Syntax),
        ("{\"a\":1.}", Syntax),
        ("{\"a\":1e}", Syntax),
        ("{\"a\":NaN}", Syntax),
        ("{}{}", Syntax),
        ("{\"a\":\"\\x\"}", Syntax),
        ("{\"a\":\"\u{1}\"}", Syntax),
        ("{\"a\":\"\\ud800\"}", LoneSurrogate),
        ("{\"a\":\"\\udc00\"}", LoneSurrogate),
        ("{\"a\":\"\\ud800\\u0041\"}", LoneSurrogate),
        ("[1,]", Syntax),
        ("tru", Unfinished),
        ("{\"a\":1,\"a\":2}", DuplicateName),
        ("{\"a\":1,\"\\u0061\":2}", DuplicateName),
        ("{\"x\":{\"b\":1,\"c\":1,\"b\":2}}", DuplicateName),
        ("{\"z\":1,\"a\":2,\"z\":3}", DuplicateName),
    ] {
        assert_eq!(kind(text), Some(expected), "{text}");
    }
    assert_eq!(scan(b"{\"a\":\"\xff\"}").unwrap_err().kind, NotUtf8);
    for text in ["{}", "[]", "0", "-0", "1e400", "\"\\ud83d\\ude02\"", " { \"a\" : [ 1 , 2 ] } ", "{\"a\":{\"a\":1}}"] {
        assert_eq!(kind(text), None, "{text}");
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert_eq!(kind(&nested(MAX_DEPTH)), None);
    assert_eq!(kind(&nested(MAX_DEPTH + 1)), Some(JsonFaultKind::TooDeep));
}

#[test]
fn every_proper_prefix_is_refused() {
    let text = "{\"a\":[1,-2.5e+3,\"\\u00e9\\\"é\"],\"b\":{\"c\":null,\"d\":true}}";
    for end in 0..text.len() {
        assert!(scan(&text.as_bytes()[..end]).is_err(), "{end}");
    }
}

#[test]
fn canonical_is_never_claimed_wrongly() {
    for text in ["{\"b\":1,\"a\":2}", "{ }", "{\"a\":1.0}", "{\"a\":-0}", "{\"a\":\"\\/\"}", "{\"a\":1e3}", "{\"a\":9007199254740993}"] {
        assert!(!scan(text.as_bytes()).unwrap().canonical, "{text}");
    }
    assert!(scan(br#"{"a":1,"b":{"x":[1,2,"\n"]}}"#).unwrap().canonical);
}

#[test]
fn plain_numbers_only() {
    for (text, value) in [
        ("0", Some(0)),
        ("9007199254740991", Some(9007199254740991)),
        ("9007199254740992", None),
        ("01", None),
        ("-1", None),
        ("1.0", None),
        ("1e0", None),
        ("", None),
        ("99999999999999999", None),
    ] {
        assert_eq!(parse_index(text.as_bytes()), value, "{text}");
    }
}

/// Each fault is told in words of its own that fit into a sentence.
#[test]
fn faults_in_words() {
    use JsonFaultKind::*;
    let words = [NotUtf8, Syntax, Unfinished, DuplicateName, LoneSurrogate, TooDeep].map(JsonFaultKind::words);
    for (at, one) in words.iter().enumerate() {
        assert!(one.contains(' ') && !one.ends_with('.') && !words[..at].contains(one), "{one}");
    }
}

/// What is closed counts no more: siblings, however many, are as deep as one.
#[test]
fn siblings_add_no_depth() {
    for one in ["{}", "[]", r#"{"a":{}}"#, "[[1]]", r#"{"a":[],"b":{"c":1}}"#] {
        let many = vec![one; 3 * MAX_DEPTH].join(",");
        assert_eq!(kind(&format!("[{many}]")), None, "{one}");
        let named: Vec<String> = (0..3 * MAX_DEPTH).map(|at| format!("\"m{at}\":{one}")).collect();
        assert_eq!(kind(&format!("{{{}}}", named.join(","))), None, "{one}");
    }
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let nested = |levels: usize| open.repeat(levels) + "1" + &close.repeat(levels);
        assert_eq!(kind(&nested(MAX_DEPTH)), None);
        assert_eq!(kind(&nested(MAX_DEPTH + 1)), Some(JsonFaultKind::TooDeep));
        assert_eq!(kind(&format!("[{},{}]", nested(MAX_DEPTH - 1), nested(MAX_DEPTH - 1))), None);
    }
}

/// What is called canonical is in the order of UTF-16 units, every object by itself; and a plain text in that order is called so.
#[test]
fn the_order_of_names() {
    for (text, canonical) in [
        (r#"{"b":{"a":1},"c":[{"a":1},{"a":1}]}"#, true),
        (r#"{"a":{},"b":{"a":{"a":1}}}"#, true),
        (r#"{"b":1,"a":1}"#, false),
        (r#"{"a":{"c":1,"b":1}}"#, false),
        // By bytes U+FB33 stands before U+1F602, by units behind it.
        ("{\"\u{fb33}\":1,\"\u{1f602}\":1}", false),
        ("{\"\\n\":1,\"\\b\":1}", false),
        (r#"{"a":1, "b":1}"#, false),
    ] {
        assert_eq!(scan(text.as_bytes()).unwrap().canonical, canonical, "{text}");
    }
}
