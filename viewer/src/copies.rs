//! Copies of this page among what was given: they are no evidence. Their digests are shown, to be compared with the published one.

use unbroken::tree::hash::Hash;

/// Longest file that is taken for a page, in bytes: it is hashed at once.
const PAGE_MOST: u64 = 32 << 20;
/// So many bytes of a file tell what it is.
pub const HEAD: u64 = 4096;
/// What stands in the head of every page.
const MARK: &[u8] = b"<meta name=\"application-name\" content=\"Unbroken audit viewer\">";

/// A copy of a page that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCopy {
    /// Name of the file.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

impl PageCopy {
    /// A file and its digest.
    pub fn of(name: &str, bytes: &[u8]) -> PageCopy {
        let Hash(digest) = Hash::of(bytes);
        PageCopy { name: name.to_owned(), size: bytes.len() as u64, sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect() }
    }
}

/// Whether a file may be a page, so that its beginning is worth a look.
pub fn may_be_page(name: &str, size: u64) -> bool {
    let name = name.to_ascii_lowercase();
    size <= PAGE_MOST && (name.ends_with(".html") || name.ends_with(".htm"))
}

/// Whether a file that begins so says of itself that it is one. That is no reason to believe it.
pub fn is_page(head: &[u8]) -> bool {
    head.starts_with(b"<!doctype html>") && head.windows(MARK.len()).any(|part| part == MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_itself_is_one() {
        let shell = include_bytes!("../../www/index.html");
        assert!(is_page(shell) && !is_page(&shell[1..]));
        let mark = shell.windows(MARK.len()).position(|part| part == MARK).unwrap();
        let policy = shell.windows(10).position(|part| part == b"<!--CSP-->").unwrap();
        assert!(mark < policy, "the mark stands before anything of unknown length");
        assert!(!is_page(b"<!doctype html><title>Unbroken: intact</title>"), "a saved report is none");
    }

    #[test]
    fn names_of_pages() {
        assert!(may_be_page("Unbroken.HTML", 2_000_000) && may_be_page("a.htm", 0));
        assert!(!may_be_page("a.html.jsonl", 1) && !may_be_page("a.html", PAGE_MOST + 1));
    }

    #[test]
    fn a_copy_has_its_digest() {
        // printf 'abc' | sha256sum
        let copy = PageCopy::of("x", b"abc");
        assert_eq!(copy.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(copy.size, 3);
    }
}
