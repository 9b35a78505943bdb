//! What a log says about itself (c2sp.org/tlog-checkpoint): origin, tree size, root.

use crate::decimal::parse_decimal;
use crate::tree::hash::Hash;
use crate::tree::merkle::empty_root;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The text of a checkpoint. Nothing in it is believed before [`Trust::open`](super::policy::Trust::open) says by whom it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log; not always a URL, and not always the name of its key.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree of `size` leaves.
    pub root: Hash,
    /// Lines that follow, opaque. Witnesses vouch for none of them.
    pub extensions: Vec<String>,
}

/// Why a text is no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckpointError {
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong there.
    pub fault: CheckpointFault,
}

/// What is wrong with a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointFault {
    /// The last line has no LF.
    Unfinished,
    /// No origin, or an empty one.
    Origin,
    /// No size, or not a decimal number without leading zeros.
    Size,
    /// No root, or not canonical base64 of exactly 32 bytes.
    Root,
    /// A tree without leaves has the root SHA-256 of nothing, and this is another.
    EmptyRoot,
    /// An empty line.
    EmptyLine,
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl fmt::Display for CheckpointFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CheckpointFault::Unfinished => "the checkpoint's last line has no line end",
            CheckpointFault::Origin => "the checkpoint has no origin",
            CheckpointFault::Size => "the tree size is not a decimal number",
            CheckpointFault::Root => "the root is not 32 bytes of canonical base64",
            CheckpointFault::EmptyRoot => "the root of a tree without entries must be SHA-256 of nothing",
            CheckpointFault::EmptyLine => "an empty line in a checkpoint",
        })
    }
}

impl core::error::Error for CheckpointError {}

impl Checkpoint {
    /// Reads the text of a note, with its final LF.
    pub fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
        let fail = |line, fault| CheckpointError { line, fault };
        let Some(body) = text.strip_suffix('\n') else {
            return Err(fail(text.split('\n').count() as u32, CheckpointFault::Unfinished));
        };
        let mut lines = body.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty()).ok_or(fail(1, CheckpointFault::Origin))?;
        let size = lines.next().and_then(parse_decimal).ok_or(fail(2, CheckpointFault::Size))?;
        let root = lines.next().and_then(Hash::parse).ok_or(fail(3, CheckpointFault::Root))?;
        if size == 0 && root != empty_root() {
            return Err(fail(3, CheckpointFault::EmptyRoot));
        }
        let extensions: Vec<String> = lines.map(|line| line.to_string()).collect();
        if let Some((_, line)) = extensions.iter().zip(4..).find(|(extension, _)| extension.is_empty()) {
            return Err(fail(line, CheckpointFault::EmptyLine));
        }
        Ok(Checkpoint { origin: origin.to_string(), size, root, extensions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const GOOD: &str = "go.sum database tree\n58253265\nlIyLAEe4zJUQAda6pFFg3yOPf7j1SgfMEDrpgoX39JU=\n";

    fn fault(text: &str) -> (u32, CheckpointFault) {
        Checkpoint::parse(text).map_err(|error| (error.line, error.fault)).unwrap_err()
    }

    #[test]
    fn reads_what_is_there() {
        let text = format!("{GOOD}Timestamp: 5\nmore\n");
        let checkpoint = Checkpoint::parse(&text).unwrap();
        assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("go.sum database tree", 58253265));
        assert_eq!(checkpoint.root.to_string(), "lIyLAEe4zJUQAda6pFFg3yOPf7j1SgfMEDrpgoX39JU=");
        assert_eq!(checkpoint.extensions, ["Timestamp: 5", "more"]);
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(fault(""), (1, CheckpointFault::Unfinished));
        assert_eq!(fault(&format!("o\n5\n{root}")), (3, CheckpointFault::Unfinished));
        assert_eq!(fault(&format!("\n5\n{root}\n")), (1, CheckpointFault::Origin));
        for size in ["", "05", "+5", "-5", "5 ", "0x5", "18446744073709551616"] {
            assert_eq!(fault(&format!("o\n{size}\n{root}\n")), (2, CheckpointFault::Size));
        }
        assert_eq!(fault("o\n5\n"), (3, CheckpointFault::Root));
        assert_eq!(fault(&format!("o\n5\n{}\n", crate::base64::encode_base64(&[1; 48]))), (3, CheckpointFault::Root));
        assert_eq!(fault("o\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), (3, CheckpointFault::EmptyRoot));
        assert_eq!(fault(&format!("o\n5\n{root}\nx\n\ny\n")), (5, CheckpointFault::EmptyLine));
        assert!(Checkpoint::parse(&format!("o\n0\n{root}\n")).is_ok());
        assert_eq!(Checkpoint::parse(&format!("o\n{}\n{root}\n", u64::MAX)).unwrap().size, u64::MAX);
    }

    #[test]
    fn faults_in_words() {
        let error = Checkpoint::parse("o\n05\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2: the tree size is not a decimal number");
    }

    /// No other text of the same length, one byte apart, reads as the same checkpoint; no beginning reads as a checkpoint.
    #[test]
    fn every_changed_byte_and_every_prefix() {
        let good = Checkpoint::parse(GOOD).unwrap();
        for at in 0..GOOD.len() {
            assert!(Checkpoint::parse(&GOOD[..at]).is_err());
            for byte in (0..=127u8).filter(|byte| *byte != GOOD.as_bytes()[at]) {
                let mut changed = GOOD.as_bytes().to_vec();
                changed[at] = byte;
                assert_ne!(Checkpoint::parse(&String::from_utf8(changed).unwrap()).as_ref(), Ok(&good), "byte {at} as {byte:02x}");
            }
        }
    }
}
