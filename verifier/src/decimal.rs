//! The one text form of unsigned numbers: decimal digits, no sign, no leading zeros.

/// The number that `text` spells, or `None` unless `text` is its only spelling.
pub fn parse_decimal(text: &str) -> Option<u64> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    if canonical { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::parse_decimal;
    use alloc::string::ToString;

    #[test]
    fn one_spelling_per_number() {
        for number in [0, 1, 9, 10, 1 << 53, u64::MAX] {
            assert_eq!(parse_decimal(&number.to_string()), Some(number));
        }
        for text in ["", "00", "01", "+1", "-1", "-0", " 1", "1 ", "1.0", "1e3", "0x1", "1_0", "18446744073709551616", "٣"] {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
    }
}
