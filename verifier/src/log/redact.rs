//! Digests that stand for values which may be withheld (SD-JWT, RFC 9901, sections 4.2.4 and 4.2.5).

use crate::json::{self, Kind};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// An object or a list that carries digests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redactable {
    /// The digests, as they stand there.
    pub digests: Vec<String>,
    /// What the digests stand for.
    pub hidden: Hidden,
}

/// What a digest stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hidden {
    /// A member of an object (`_sd`); holds the names of the members that stand there.
    Members(Vec<String>),
    /// An element of a list (`{"...": digest}`).
    Elements,
}

/// Whether a text may carry digests. Most events have none; one look for the names, which may be spelled with escapes that begin alike, is
/// all they cost.
fn may_carry(text: &[u8]) -> bool {
    text.windows(5).any(|window| window == b"\"_sd\"" || window == b"\"...\"" || window.starts_with(b"\\u00"))
}

/// Every object and list inside a JSON text that carries digests.
pub fn redactables(text: &[u8]) -> Vec<Redactable> {
    let mut found = Vec::new();
    if !may_carry(text) {
        return found;
    }
    let mut open = alloc::vec![text];
    while let Some(text) = open.pop() {
        let Ok(scan) = json::scan(text) else { continue };
        if scan.value.kind == Kind::Array {
            let elements: Vec<&[u8]> = json::elements(text, scan.value).into_iter().map(|value| value.text(text)).collect();
            let digests: Vec<String> = elements.iter().filter_map(|element| element_digest(element)).collect();
            if !digests.is_empty() {
                found.push(Redactable { digests, hidden: Hidden::Elements });
            }
            open.extend(elements);
        }
        let containers = scan.members.iter().filter(|member| matches!(member.value.kind, Kind::Object | Kind::Array));
        open.extend(containers.map(|member| member.value.text(text)));
        if let Some(list) = scan.get(text, "_sd").filter(|value| value.kind == Kind::Array) {
            let digests = json::elements(text, list).into_iter().filter_map(|value| value.string(text)).collect();
            let names = scan.members.iter().filter_map(|member| member.name.string(text)).collect();
            found.push(Redactable { digests, hidden: Hidden::Members(names) });
        }
    }
    found
}

/// The digest of `{"...": digest}`, the only member of its object.
fn element_digest(text: &[u8]) -> Option<String> {
    let scan = json::scan(text).ok()?;
    match scan.members.as_slice() {
        [member] if member.is_named(text, "...") => member.value.string(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_without_the_names_costs_one_look() {
        for (text, may) in [
            (r#"{"action":"record.read","n":1}"#, false),
            (r#"{"_sd_alg":"..","sd":["a..."]}"#, false),
            (r#"{"_sd":[]}"#, true),
            (r#"[{"...":"a"}]"#, true),
            (r#"{"\u005fsd":[]}"#, true),
            (r#"{"\u1234":[]}"#, false),
        ] {
            assert_eq!(may_carry(text.as_bytes()), may, "{text}");
        }
    }

    #[test]
    fn digests_are_found_where_they_may_stand() {
        let count = |text: &str| redactables(text.as_bytes()).iter().map(|held| held.digests.len()).sum::<usize>();
        assert_eq!(count(r#"{"_sd":["a","b"],"x":{"_sd":["c"]},"y":[{"_sd":["d"]},[{"...":"e"}]]}"#), 5);
        assert_eq!(count(r#"{"\u005fsd":["a"],"y":[{"\u002e..":"b"}]}"#), 2);
        for none in [r#"{"x":"_sd"}"#, r#"{"_sd":"a"}"#, r#"{"_sd":[1]}"#, r#"{"...":"a"}"#, r#"[{"...":"a","x":1}]"#, r#"[{"...":1}]"#] {
            assert_eq!(count(none), 0, "{none}");
        }
        let names = redactables(br#"{"_sd":["a"],"x":1}"#).remove(0).hidden;
        assert_eq!(names, Hidden::Members(alloc::vec![String::from("_sd"), String::from("x")]));
    }
}
