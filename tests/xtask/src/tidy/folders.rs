//! The order of the verifier's folders: ground floor ← tree ← trust ← log ← verdict ← verify. A folder uses what lies below it; what is not
//! named in the order is ground floor. `format` uses what it is allowed by name and nothing that judges, and only `verify` uses `format`.
//! And the verifier is `no_std` and safe.

use super::tokens::{code, inner, is_punct, paths};
use super::{Files, texts};
use proc_macro2::TokenTree;

const SRC: &str = "verifier/src/";
const ORDER: [&str; 5] = ["tree", "trust", "log", "verdict", "verify"];
/// What `format` may use above the ground floor.
const FORMAT_MAY: [&str; 4] = ["tree", "trust note", "trust checkpoint", "log entry"];

pub fn check(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let lib = files.get("verifier/src/lib.rs").and_then(Option::as_deref).unwrap_or_default();
    for line in ["#![no_std]", "#![forbid(unsafe_code)]"] {
        if !lib.lines().any(|found| found == line) {
            faults.push(format!("{SRC}lib.rs: {line} is missing"));
        }
    }
    let exports = exports(lib);
    for (path, text) in texts(files, SRC, ".rs").filter(|(path, _)| !path.ends_with("/tests.rs")) {
        match code(text) {
            Ok(tokens) => {
                if names_std(&tokens) {
                    faults.push(format!("{path}: uses std"));
                }
                // The paved path puts everything on show, so it may name everything.
                if path != "verifier/src/lib.rs" {
                    faults.extend(uses(path, &tokens, &exports));
                }
            }
            Err(sentence) => faults.push(format!("{path}: {sentence}")),
        }
    }
    faults
}

/// What `lib.rs` puts on show: the name at the root and where it really lives.
fn exports(lib: &str) -> Vec<(String, Vec<String>)> {
    let as_crate = lib.replace("pub use ", "pub use crate::");
    let found = code(&as_crate).map(|tokens| paths(&tokens)).unwrap_or_default();
    found.into_iter().filter_map(|path| Some((path.last()?.clone(), path.get(1..)?.to_vec()))).collect()
}

fn names_std(tokens: &[TokenTree]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Ident(word) => *word == "std" && (at == 0 || !is_punct(&tokens[at - 1], '.')),
        TokenTree::Group(group) => names_std(&inner(group)),
        _ => false,
    })
}

/// Every use of a folder that this file may not use.
fn uses(path: &str, tokens: &[TokenTree], exports: &[(String, Vec<String>)]) -> Vec<String> {
    let module: Vec<&str> = path.trim_start_matches(SRC).trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    let mut faults = Vec::new();
    for found in paths(tokens) {
        let Some(target) = resolve(&module, &found, exports) else { continue };
        let place = target.iter().take(2).cloned().collect::<Vec<_>>().join(" ");
        if !allowed(module[0], &place) {
            faults.push(format!("{path}: `{}` may not use `{}`", module[0], place.replace(' ', "::")));
        }
    }
    faults.dedup();
    faults
}

/// The path from the crate's root, `super` and re-exports resolved.
fn resolve(module: &[&str], found: &[String], exports: &[(String, Vec<String>)]) -> Option<Vec<String>> {
    let ups = found.iter().take_while(|word| *word == "super").count();
    let rest = if ups == 0 { &found[1..] } else { &found[ups..] };
    let mut target: Vec<String> =
        if ups == 0 { Vec::new() } else { module.get(..module.len().checked_sub(ups)?)?.iter().map(|word| (*word).to_owned()).collect() };
    target.extend_from_slice(rest);
    match exports.iter().find(|(name, _)| target.first() == Some(name)) {
        Some((_, real)) if !ORDER.contains(&target.first()?.as_str()) => Some(real.clone()),
        _ => Some(target),
    }
}

fn allowed(folder: &str, place: &str) -> bool {
    let used = place.split(' ').next().unwrap_or_default();
    let floor = |name: &str| ORDER.iter().position(|known| *known == name).map_or(0, |at| at + 1);
    match (folder, used) {
        ("format", "format") => true,
        ("format", _) if floor(used) > 0 => FORMAT_MAY.iter().any(|may| place == *may || place.starts_with(&format!("{may} "))),
        (_, "format") => folder == "verify",
        _ => floor(used) <= floor(folder),
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    const LIB: (&str, &str) =
        ("verifier/src/lib.rs", "#![no_std]\n#![forbid(unsafe_code)]\npub use trust::policy::Trust;\npub use finding::{Code, Finding};\n");

    fn faults(path: &str, text: &str) -> Vec<String> {
        check(&made_up(&[LIB, (path, text)]))
    }

    #[test]
    fn a_folder_uses_what_lies_below() {
        for (path, text) in [
            ("verifier/src/log/entry.rs", "use crate::{json, tree::hash::Hash, Finding};"),
            ("verifier/src/tree/tests.rs", "use crate::verify::verify;"),
            ("verifier/src/trust/policy.rs", "use super::note::Note; use crate::trust::checkpoint;"),
            ("verifier/src/verify.rs", "use crate::format; use crate::verdict::report::Report; use crate::Trust;"),
            ("verifier/src/format/native.rs", "use crate::log::entry::Entry; use crate::tree; use crate::json; use super::Reader;"),
        ] {
            assert_eq!(faults(path, text), [""; 0], "{path}");
        }
    }

    #[test]
    fn a_folder_that_looks_up_is_named() {
        for (path, text) in [
            ("verifier/src/json.rs", "use crate::tree::hash::Hash;"),
            ("verifier/src/tree/proof.rs", "fn f() { crate::trust::note::parse() }"),
            ("verifier/src/trust/note.rs", "use super::super::log::entry::Entry;"),
            ("verifier/src/trust/note.rs", "use super::super::super::x;\nuse crate::{verdict::report};"),
            ("verifier/src/tree/merkle.rs", "use crate::Trust;"),
            ("verifier/src/log/segment.rs", "use crate::format::native;"),
            ("verifier/src/format/native.rs", "use crate::trust::policy::Trust;"),
            ("verifier/src/format/native.rs", "use crate::log::assemble;"),
            ("verifier/src/somewhere.rs", "use crate::tree::hash;"),
        ] {
            assert_eq!(faults(path, text).len(), 1, "{path}: {text}");
        }
    }

    #[test]
    fn std_and_unsafe_are_named() {
        assert_eq!(faults("verifier/src/json.rs", "fn f() { std::process::exit(0) }").len(), 1);
        assert_eq!(faults("verifier/src/json.rs", "#[cfg(test)]\nmod tests { use std::fs; }"), [""; 0]);
        assert_eq!(check(&made_up(&[("verifier/src/lib.rs", "// #![no_std]\n")])).len(), 2);
    }
}
