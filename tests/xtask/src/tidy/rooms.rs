//! What lies where: the top level holds only the rooms, every source file says what it is for, nothing names a machine it was made on.

use super::{Files, texts};

const ROOMS: [&str; 4] = ["tests", "verifier", "viewer", "www"];
const PAPERS: [&str; 8] =
    ["CHANGELOG.md", "Cargo.lock", "Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md", "rust-toolchain.toml"];

pub fn check(files: &Files) -> Vec<String> {
    [top_level(files), headers(files), machine_paths(files), manifests(files)].concat()
}

fn top_level(files: &Files) -> Vec<String> {
    let mut entries: Vec<_> =
        files.keys().map(|path| path.split_once('/').map_or((path.as_str(), false), |(room, _)| (room, true))).collect();
    entries.dedup();
    let allowed =
        |(name, folder): &(&str, bool)| name.starts_with('.') || if *folder { ROOMS.contains(name) } else { PAPERS.contains(name) };
    let strangers = entries.into_iter().filter(|entry| !allowed(entry));
    strangers.map(|(name, _)| format!("{name}: not one of the rooms of the top level")).collect()
}

/// A source file begins by saying what it is, and is written.
fn headers(files: &Files) -> Vec<String> {
    let empty = concat!("To be ", "written");
    let unsaid = texts(files, "", ".rs")
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| format!("{path}: does not begin with `//! `"));
    let unwritten =
        texts(files, "", "").filter(|(_, text)| text.contains(empty)).map(|(path, _)| format!("{path}: still says \"{empty}\""));
    unsaid.chain(unwritten).collect()
}

/// Paths of somebody's machine: an absolute path into a folder where people work.
fn machine_paths(files: &Files) -> Vec<String> {
    let folders = ["home", "root", "tmp", "Users", "work"].map(|name| format!("/{name}/"));
    let mut faults = Vec::new();
    for (path, text) in texts(files, "", "") {
        for (number, line) in text.lines().enumerate() {
            for folder in &folders {
                // `https://host/home/` and `src/work/` are not paths of a machine: something stands before them.
                let absolute = |at: usize| !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-~/}])>*$".contains(before));
                if line.match_indices(folder.as_str()).any(|(at, _)| absolute(at)) {
                    faults.push(format!("{path}:{}: names a folder of a machine ({folder})", number + 1));
                }
            }
        }
    }
    faults
}

/// Every crate shares the lints (unsafe code is forbidden there), and the verifier does not know the writer.
fn manifests(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in texts(files, "", "/Cargo.toml") {
        if !path.contains("/fuzz/") && !text.contains("[lints]\nworkspace = true") {
            faults.push(format!("{path}: does not share the lints of the workspace"));
        }
        if path == "verifier/Cargo.toml" && text.contains("unbroken-writer") {
            faults.push(format!("{path}: the verifier must not know the writer"));
        }
    }
    let workspace = files.get("Cargo.toml").and_then(Option::as_deref).unwrap_or_default();
    if !workspace.contains("unsafe_code = \"forbid\"") {
        faults.push("Cargo.toml: the lints of the workspace do not forbid unsafe code".into());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    #[test]
    fn strangers_at_the_top_level_are_named() {
        assert_eq!(top_level(&made_up(&[("README.md", ""), ("verifier/a", ""), (".ci/run", ""), ("tests/b/c", "")])), [""; 0]);
        assert_eq!(top_level(&made_up(&[("NOTES.md", ""), ("src/lib.rs", "")])).len(), 2);
        assert_eq!(top_level(&made_up(&[("verifier", "")])).len(), 1, "a room is a folder");
    }

    #[test]
    fn a_file_without_a_header_is_named() {
        assert_eq!(headers(&made_up(&[("tests/a.rs", "//! Says what.\n")])), [""; 0]);
        assert_eq!(headers(&made_up(&[("tests/a.rs", "fn main() {}\n")])).len(), 1);
        assert_eq!(headers(&made_up(&[("tests/a.md", concat!("To be ", "written."))])).len(), 1);
    }

    #[test]
    fn paths_of_a_machine_are_named() {
        for folder in ["home", "root", "Users"] {
            let line = format!("see `/{folder}/ann/x`");
            assert_eq!(machine_paths(&made_up(&[("README.md", &line)])).len(), 1, "{line}");
        }
        for line in ["https://host.example/home/x", "a/work/b", "$HOME/work/x", "/homely/"] {
            assert_eq!(machine_paths(&made_up(&[("README.md", line)])), [""; 0], "{line}");
        }
    }

    #[test]
    fn manifests_share_the_lints() {
        let root = ("Cargo.toml", "unsafe_code = \"forbid\"");
        let good = ("verifier/Cargo.toml", "[dependencies]\n[lints]\nworkspace = true\n");
        assert_eq!(manifests(&made_up(&[root, good])), [""; 0]);
        assert_eq!(manifests(&made_up(&[("Cargo.toml", ""), good])).len(), 1);
        assert_eq!(manifests(&made_up(&[root, ("tests/Cargo.toml", "[lints]\n")])).len(), 1);
        assert_eq!(
            manifests(&made_up(&[
                root,
                ("verifier/Cargo.toml", "[dev-dependencies]\nunbroken-writer.workspace = true\n[lints]\nworkspace = true\n")
            ]))
            .len(),
            1
        );
    }
}
