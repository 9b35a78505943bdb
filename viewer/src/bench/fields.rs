//! Members of a line: the simple values of its event and where they stand, and changes to one member that leave every other byte alone.

use unbroken::json::pointer::Pointer;
use unbroken::json::{Kind, Scan, Span, scan, skim};

/// Values offered of one entry; an event with more is edited at one of the first.
const MOST: usize = 64;

/// A simple value of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its place in the line, as in `/event/actor`.
    pub pointer: String,
    /// Its text, without quotes and escapes.
    pub value: String,
}

/// The simple values of the event or control record of a line, in their order.
pub fn fields(line: &[u8]) -> Vec<Field> {
    let mut found = Vec::new();
    if let Ok(scan) = scan(line) {
        for name in ["event", "ctl"] {
            if let Some(value) = scan.get(line, name) {
                collect(line, value, &format!("/{name}"), &mut found);
            }
        }
    }
    found
}

fn collect(line: &[u8], value: Span, pointer: &str, found: &mut Vec<Field>) {
    if found.len() >= MOST {
        return;
    }
    match value.kind {
        Kind::Object => {
            for member in skim::members(line, value) {
                let name = member.name.string(line).unwrap_or_default().replace('~', "~0").replace('/', "~1");
                collect(line, member.value, &format!("{pointer}/{name}"), found);
            }
        }
        Kind::Array => {
            for (at, element) in skim::elements(line, value).enumerate() {
                collect(line, element, &format!("{pointer}/{at}"), found);
            }
        }
        _ => found.push(Field { pointer: pointer.to_owned(), value: shown(line, value) }),
    }
}

fn shown(line: &[u8], value: Span) -> String {
    value.string(line).unwrap_or_else(|| String::from_utf8_lossy(value.text(line)).into_owned())
}

/// The line with another value in a place. What was a text stays one; a number, `true`, `false` and `null` may become any of these.
pub fn edited(line: &[u8], pointer: &str, typed: &str) -> Option<Vec<u8>> {
    let root = scan(line).ok()?.value;
    let place = Pointer::parse(pointer).ok()?.find(line, root).filter(|span| !matches!(span.kind, Kind::Object | Kind::Array))?;
    let plain = || scan(typed.as_bytes()).is_ok_and(|scan| !matches!(scan.value.kind, Kind::Object | Kind::Array | Kind::String));
    let value = if place.kind != Kind::String && plain() { typed.trim().to_owned() } else { quoted(typed) };
    Some(spliced(line, place.start, place.end, value.as_bytes()))
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The line with a member of this name and this JSON text; a new one stands where the order of names wants it.
pub fn with_member(line: &[u8], name: &str, value: &str) -> Option<Vec<u8>> {
    let scan = scan(line).ok()?;
    if let Some(place) = scan.get(line, name) {
        return Some(spliced(line, place.start, place.end, value.as_bytes()));
    }
    let after = |member: &&unbroken::json::Member| member.name.string(line).is_some_and(|other| other.as_str() > name);
    Some(match scan.members.iter().find(after) {
        Some(next) => spliced(line, next.name.start, next.name.start, format!("{}:{value},", quoted(name)).as_bytes()),
        None => {
            let comma = if scan.members.is_empty() { "" } else { "," };
            let end = scan.value.end.checked_sub(1)?;
            spliced(line, end, end, format!("{comma}{}:{value}", quoted(name)).as_bytes())
        }
    })
}

/// The line without a member, and without the comma that parted it from the others; as it is if it has none of this name.
pub fn without_member(line: &[u8], name: &str) -> Vec<u8> {
    let Ok(scan) = scan(line) else { return line.to_vec() };
    let Some(at) = scan.members.iter().position(|member| member.is_named(line, name)) else { return line.to_vec() };
    let (start, end) = extent(&scan, at);
    spliced(line, start, end, b"")
}

/// From the end of the member before; the first one takes the comma behind it.
fn extent(scan: &Scan, at: usize) -> (usize, usize) {
    let member = scan.members[at];
    match (at.checked_sub(1).map(|k| scan.members[k]), scan.members.get(at + 1)) {
        (Some(before), _) => (before.value.end, member.value.end),
        (None, Some(next)) => (member.name.start, next.name.start),
        (None, None) => (member.name.start, member.value.end),
    }
}

fn spliced(line: &[u8], start: usize, end: usize, value: &[u8]) -> Vec<u8> {
    [line.get(..start).unwrap_or_default(), value, line.get(end..).unwrap_or_default()].concat()
}
