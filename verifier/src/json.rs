//! Strict one-pass reading of JSON text (RFC 8259) over exact bytes.
//!
//! Nothing is copied and no tree is built: a scan checks the whole text and lists the members of the outermost object as byte spans.
//! Stricter than the RFC where two readers could disagree: member names are unique in every object (compared after unescaping), no lone
//! surrogates, at most [`MAX_DEPTH`] levels, UTF-8 only. Numbers keep their digits; nothing is ever rounded.

pub mod equal;
pub mod pointer;
pub mod skim;

use crate::budget::MAX_DEPTH;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Where and why a text is not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// Byte offset in the text.
    pub at: usize,
    /// What is wrong there.
    pub kind: JsonFaultKind,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFaultKind {
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Not the grammar of RFC 8259.
    Syntax,
    /// The text ends too early.
    Unfinished,
    /// A member name that occurs twice in one object.
    DuplicateName,
    /// A `\u` escape that is half of a surrogate pair.
    LoneSurrogate,
    /// More than [`MAX_DEPTH`] levels.
    TooDeep,
}

impl JsonFaultKind {
    /// The fault in words, fitting into "… at byte 12".
    pub const fn words(self) -> &'static str {
        match self {
            JsonFaultKind::NotUtf8 => "bytes that are not UTF-8",
            JsonFaultKind::Syntax => "something that is not JSON",
            JsonFaultKind::Unfinished => "the end of the text in the middle of a value",
            JsonFaultKind::DuplicateName => "a member name that was already used in its object",
            JsonFaultKind::LoneSurrogate => "half of a surrogate pair",
            JsonFaultKind::TooDeep => "more levels of nesting than are allowed",
        }
    }
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the grammar")]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// A value: its type and the bytes `[start, end)` of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its type.
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// One after the last byte.
    pub end: usize,
}

impl Span {
    /// The text of the value.
    pub fn text<'a>(&self, source: &'a [u8]) -> &'a [u8] {
        source.get(self.start..self.end).unwrap_or_default()
    }

    /// The characters of a string value, unescaped; `None` for another type.
    pub fn string(&self, source: &[u8]) -> Option<String> {
        (self.kind == Kind::String).then(|| unescape(inner(self.text(source))))
    }

    /// A plain number `0|[1-9][0-9]*` up to 2^53-1, judged on its digits; `None` for anything else.
    pub fn index(&self, source: &[u8]) -> Option<u64> {
        if self.kind != Kind::Number {
            return None;
        }
        parse_index(self.text(source))
    }
}

/// `0|[1-9][0-9]{0,15}`, at most 2^53-1.
pub fn parse_index(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 16 || (digits.len() > 1 && digits.first() == Some(&b'0')) {
        return None;
    }
    let mut value = 0u64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u64::from(digit - b'0');
    }
    (value <= crate::budget::MAX_INDEX).then_some(value)
}

/// One member of the outermost object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, a string.
    pub name: Span,
    /// The value.
    pub value: Span,
}

impl Member {
    /// Whether the name, unescaped, is `name`.
    pub fn is_named(&self, source: &[u8], name: &str) -> bool {
        let text = inner(self.name.text(source));
        // `name` is meant as it stands: a backslash in it is a backslash.
        if text.contains(&b'\\') { unescape(text) == name } else { text == name.as_bytes() }
    }
}

/// What a scan found: the outermost value, and its members if it is an object.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The outermost value.
    pub value: Span,
    /// Its members in order of appearance; empty unless it is an object.
    pub members: Vec<Member>,
    /// Whether the text is certainly in the form of RFC 8785. A text that is in that form but holds fractions or unusual characters
    /// may be `false`.
    pub canonical: bool,
}

impl Scan {
    /// The value of the member called `name`.
    pub fn get(&self, source: &[u8], name: &str) -> Option<Span> {
        self.members.iter().find(|member| member.is_named(source, name)).map(|member| member.value)
    }
}

/// Checks a whole text.
pub fn scan(source: &[u8]) -> Result<Scan, JsonFault> {
    if let Err(error) = core::str::from_utf8(source) {
        return Err(JsonFault { at: error.valid_up_to(), kind: JsonFaultKind::NotUtf8 });
    }
    let mut scanner = Scanner { source, at: 0, depth: 0, names: Vec::new(), members: Vec::new(), canonical: true };
    scanner.blanks();
    let value = scanner.value()?;
    scanner.blanks();
    if scanner.at != source.len() {
        return Err(scanner.fault(JsonFaultKind::Syntax));
    }
    Ok(Scan { value, members: scanner.members, canonical: scanner.canonical })
}

/// The elements of an array that a scan accepted.
pub fn elements(source: &[u8], array: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut scanner = Scanner { source, at: array.start + 1, depth: 1, names: Vec::new(), members: Vec::new(), canonical: true };
    loop {
        scanner.blanks();
        match scanner.peek() {
            Some(b',') => scanner.at += 1,
            None | Some(b']') => return found,
            Some(_) => match scanner.value() {
                Ok(value) => found.push(value),
                Err(_) => return found,
            },
        }
    }
}

struct Scanner<'a> {
    source: &'a [u8],
    at: usize,
    depth: usize,
    /// Names of the objects that are open, innermost last.
    names: Vec<Span>,
    members: Vec<Member>,
    canonical: bool,
}

impl Scanner<'_> {
    fn fault(&self, kind: JsonFaultKind) -> JsonFault {
        let kind = if kind == JsonFaultKind::Syntax && self.at >= self.source.len() { JsonFaultKind::Unfinished } else { kind };
        JsonFault { at: self.at, kind }
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
            self.canonical = false;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), JsonFault> {
        if self.peek() != Some(byte) {
            return Err(self.fault(JsonFaultKind::Syntax));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self) -> Result<Span, JsonFault> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.object()?,
            Some(b'[') => self.array()?,
            Some(b'"') => self.string()?,
            Some(b't') => self.word(b"true", Kind::True)?,
            Some(b'f') => self.word(b"false", Kind::False)?,
            Some(b'n') => self.word(b"null", Kind::Null)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return Err(self.fault(JsonFaultKind::Syntax)),
        };
        Ok(Span { kind, start, end: self.at })
    }

    fn enter(&mut self) -> Result<(), JsonFault> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fault(JsonFaultKind::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        self.blanks();
        Ok(())
    }

    fn object(&mut self) -> Result<Kind, JsonFault> {
        self.enter()?;
        let outermost = self.depth == 1;
        let first_name = self.names.len();
        if self.peek() == Some(b'}') {
            self.at += 1;
            self.depth -= 1;
            return Ok(Kind::Object);
        }
        loop {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.fault(JsonFaultKind::Syntax));
            }
            self.string()?;
            let name = Span { kind: Kind::String, start, end: self.at };
            self.note_name(first_name, name);
            self.blanks();
            self.expect(b':')?;
            self.blanks();
            let value = self.value()?;
            if outermost {
                self.members.push(Member { name, value });
            }
            self.blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.fault(JsonFaultKind::Syntax)),
            }
            self.blanks();
        }
        self.at += 1;
        self.depth -= 1;
        self.unique_names(first_name)
    }

    /// Remembers a name; ascending plain names are unique by themselves and need no comparison at the end.
    fn note_name(&mut self, first_name: usize, name: Span) {
        if self.canonical && self.names.len() > first_name {
            let before = self.names.last().map(|last| inner(last.text(self.source))).unwrap_or_default();
            let this = inner(name.text(self.source));
            // Bytes and UTF-16 units sort alike below the surrogates; anything else is left to the slow path.
            let plain = |text: &[u8]| text.iter().all(|byte| byte.is_ascii() && *byte != b'\\');
            self.canonical = plain(before) && plain(this) && before < this;
        }
        self.names.push(name);
    }

    fn unique_names(&mut self, first_name: usize) -> Result<Kind, JsonFault> {
        let source = self.source;
        let names = self.names.get_mut(first_name..).unwrap_or_default();
        if !self.canonical {
            names.sort_by(|a, b| compare_strings(inner(a.text(source)), inner(b.text(source))).then(a.start.cmp(&b.start)));
            for pair in names.windows(2) {
                if let [a, b] = pair
                    && compare_strings(inner(a.text(source)), inner(b.text(source))) == Ordering::Equal
                {
                    return Err(JsonFault { at: b.start, kind: JsonFaultKind::DuplicateName });
                }
            }
        }
        self.names.truncate(first_name);
        Ok(Kind::Object)
    }

    fn array(&mut self) -> Result<Kind, JsonFault> {
        self.enter()?;
        if self.peek() != Some(b']') {
            loop {
                self.value()?;
                self.blanks();
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(self.fault(JsonFaultKind::Syntax)),
                }
                self.blanks();
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(Kind::Array)
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Result<Kind, JsonFault> {
        for byte in word {
            self.expect(*byte)?;
        }
        Ok(kind)
    }

    fn digits(&mut self) -> Result<(), JsonFault> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.fault(JsonFaultKind::Syntax));
        }
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Kind, JsonFault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
            self.canonical &= self.peek() != Some(b'0');
        }
        if self.peek() == Some(b'0') {
            self.at += 1
        } else {
            self.digits()?
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
            self.canonical = false;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
            self.canonical = false;
        }
        // Fifteen digits always fit a binary64 exactly; longer integers may not.
        self.canonical &= self.at - start <= 15;
        Ok(Kind::Number)
    }

    fn string(&mut self) -> Result<Kind, JsonFault> {
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0..0x20) | None => return Err(self.fault(JsonFaultKind::Syntax)),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Ok(Kind::String)
    }

    fn escape(&mut self) -> Result<(), JsonFault> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'/') => {
                self.at += 1;
                self.canonical = false;
            }
            Some(b'u') => {
                self.canonical = false;
                match self.unit()? {
                    0xD800..0xDC00 => {
                        let low = self.peek() == Some(b'\\') && {
                            self.at += 1;
                            self.peek() == Some(b'u')
                        };
                        if !low || !matches!(self.unit()?, 0xDC00..0xE000) {
                            return Err(JsonFault { at: start, kind: JsonFaultKind::LoneSurrogate });
                        }
                    }
                    0xDC00..0xE000 => return Err(JsonFault { at: start, kind: JsonFaultKind::LoneSurrogate }),
                    _ => {}
                }
            }
            _ => return Err(self.fault(JsonFaultKind::Syntax)),
        }
        Ok(())
    }

    /// `uXXXX`, standing on the `u`.
    fn unit(&mut self) -> Result<u32, JsonFault> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return Err(self.fault(JsonFaultKind::Syntax)) };
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

/// The text between the quotation marks.
fn inner(quoted: &[u8]) -> &[u8] {
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default()
}

fn compare_strings(a: &[u8], b: &[u8]) -> Ordering {
    if a.contains(&b'\\') || b.contains(&b'\\') { unescape(a).cmp(&unescape(b)) } else { a.cmp(b) }
}

/// Unescapes the inside of a string that a scan accepted.
fn unescape(text: &[u8]) -> String {
    let text = core::str::from_utf8(text).unwrap_or_default();
    if !text.contains('\\') {
        return String::from(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escaped.chars();
        match chars.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let unit = |text: Option<&str>| text.and_then(|hex| u16::from_str_radix(hex, 16).ok()).unwrap_or_default();
                let high = unit(escaped.get(1..5));
                let paired = (0xD800..0xDC00).contains(&high);
                let units = [high, if paired { unit(escaped.get(7..11)) } else { 0 }];
                out.extend(char::decode_utf16(units.into_iter().take(1 + usize::from(paired))).map(|c| c.unwrap_or('\u{FFFD}')));
                rest = escaped.get(if paired { 11 } else { 5 }..).unwrap_or_default();
                continue;
            }
            Some(other) => out.push(other),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
