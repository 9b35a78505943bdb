//! When two JSON values are equal, decided on their source text so that nothing is ever rounded.
//!
//! Two values are equal if they have the same type and
//! - strings: the same characters after unescaping, compared one by one; no case, no Unicode normalisation;
//! - numbers: the same number. `1`, `1.0`, `10e-1` are one number, `0` and `-0` too; `9007199254740993` and `9007199254740992` are two. An
//!   exponent of more than 18 digits equals only the same spelling;
//! - arrays: as many elements, equal one by one, in order;
//! - objects: the same names with equal values, in any order.

use super::{Kind, Span, inner, skim, unescape};
use alloc::string::String;
use alloc::vec::Vec;

/// A value and the text it stands in, which a scan accepted.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    /// The text.
    pub source: &'a [u8],
    /// The value.
    pub span: Span,
}

/// Whether two values are equal.
pub fn equal(a: Value<'_>, b: Value<'_>) -> bool {
    let (x, y) = (a.span.text(a.source), b.span.text(b.source));
    if a.span.kind != b.span.kind {
        return false;
    }
    if x == y {
        return true;
    }
    match a.span.kind {
        Kind::String => super::compare_strings(inner(x), inner(y)).is_eq(),
        Kind::Number => Number::read(x).zip(Number::read(y)).is_some_and(|(x, y)| x == y),
        Kind::Array => pairs_equal(a, b, skim::elements(a.source, a.span), skim::elements(b.source, b.span)),
        Kind::Object => {
            let (x, y) = (named(a), named(b));
            x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| x.0 == y.0) && {
                pairs_equal(a, b, x.iter().map(|(_, span)| *span), y.iter().map(|(_, span)| *span))
            }
        }
        Kind::True | Kind::False | Kind::Null => true,
    }
}

fn pairs_equal(a: Value<'_>, b: Value<'_>, mut x: impl Iterator<Item = Span>, mut y: impl Iterator<Item = Span>) -> bool {
    loop {
        match (x.next(), y.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if equal(Value { span: x, ..a }, Value { span: y, ..b }) => {}
            _ => return false,
        }
    }
}

/// Members by name; names are unique in text that a scan accepted.
fn named(object: Value<'_>) -> Vec<(String, Span)> {
    let name = |member: &super::Member| unescape(inner(member.name.text(object.source)));
    let mut members: Vec<_> = skim::members(object.source, object.span).map(|member| (name(&member), member.value)).collect();
    members.sort_by(|a, b| a.0.cmp(&b.0));
    members
}

/// A decimal number: digits without zeros around them, and the power of ten of the last one.
#[derive(PartialEq, Eq)]
struct Number {
    negative: bool,
    digits: Vec<u8>,
    power: i64,
}

impl Number {
    /// `None` if the exponent is too long to reckon with.
    fn read(text: &[u8]) -> Option<Number> {
        let (negative, text) = text.strip_prefix(b"-").map_or((false, text), |text| (true, text));
        let split = text.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(text.len());
        let (mantissa, exponent) = text.split_at(split);
        let fraction = mantissa.iter().position(|byte| *byte == b'.').map_or(0, |point| mantissa.len() - point - 1);
        let mut digits: Vec<u8> = mantissa.iter().copied().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').collect();
        if digits.is_empty() {
            return Some(Number { negative: false, digits, power: 0 });
        }
        let significant = digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        let zeros = digits.len() - significant;
        digits.truncate(significant);
        let power = read_exponent(exponent)? + i64::try_from(zeros).ok()? - i64::try_from(fraction).ok()?;
        Some(Number { negative, digits, power })
    }
}

/// `e-12`, or nothing.
fn read_exponent(text: &[u8]) -> Option<i64> {
    let text = text.get(1..).unwrap_or_default();
    let (sign, digits) = match text {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    let start = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    let digits = digits.get(start..).filter(|digits| digits.len() <= 18)?;
    Some(sign * digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit.wrapping_sub(b'0'))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn same(a: &str, b: &str) -> bool {
        let value = |text: &'static [u8]| Value { source: text, span: json::scan(text).unwrap().value };
        let leak = |text: &str| -> &'static [u8] { alloc::boxed::Box::leak(text.as_bytes().to_vec().into_boxed_slice()) };
        let (a, b) = (value(leak(a)), value(leak(b)));
        assert_eq!(equal(a, b), equal(b, a));
        assert!(equal(a, a) && equal(b, b));
        equal(a, b)
    }

    #[test]
    fn numbers_are_never_rounded() {
        let one = ["1", "1.0", "1.000", "1e0", "1E+00", "10e-1", "0.1e1", "0.01E2", "1e-0", "1000e-3"];
        let zero = ["0", "-0", "0.0", "-0.000e7", "0e99999999999999999999999"];
        for group in [&one[..], &zero] {
            group.iter().for_each(|a| group.iter().for_each(|b| assert!(same(a, b), "{a} {b}")));
        }
        for (a, b) in [
            ("9007199254740992", "9007199254740993"),
            ("0.1", "0.10000000000000000001"),
            ("1", "-1"),
            ("1", "10"),
            ("100", "10"),
            ("1e400", "1e401"),
            ("1e-400", "0"),
            ("12345678901234567890", "12345678901234567891"),
            ("1e9999999999999999999", "10e9999999999999999998"),
            ("1", "\"1\""),
            ("0", "false"),
            ("0", "null"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
        assert!(same("1e400", "10e399") && same("1e9999999999999999999", "1e9999999999999999999"));
        assert!(same("1e000000000000000000000000000007", "10000000"));
    }

    #[test]
    fn strings_are_their_characters() {
        assert!(same(r#""a\u0041\/""#, r#""aA/""#) && same(r#""\ud83d\ude00""#, "\"\u{1F600}\""));
        for (a, b) in [("\"a\"", "\"A\""), ("\"a\"", "\"a \""), ("\"\u{e9}\"", "\"e\u{301}\""), ("\"\"", "null"), ("\"\u{ff41}\"", "\"a\"")]
        {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn containers_compare_by_content() {
        assert!(same(r#"{"a":1,"b":[2,{"c":3.0}]}"#, r#"{ "b" : [2.0,{"\u0063":3}] , "a" : 1 }"#));
        assert!(same("[]", "[ ]") && same("{}", "{ }"));
        for (a, b) in [
            ("[1,2]", "[2,1]"),
            ("[1]", "[1,1]"),
            ("[1,1]", "[1]"),
            ("[]", "{}"),
            (r#"{"a":1}"#, r#"{"a":2}"#),
            (r#"{"a":1}"#, r#"{"b":1}"#),
            (r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
            (r#"{"":1}"#, "{}"),
            (r#"{"__proto__":{}}"#, "{}"),
            (r#"{"a":null}"#, "{}"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}
