//! Whom the auditor trusts (skeleton).
use alloc::string::String;
use core::fmt;

/// The texts a reader brings, none of them taken from the evidence.
#[derive(Clone, Debug, Default)]
pub struct TrustTexts<'a> {
    /// C2SP tlog-policy.
    pub policy: Option<&'a str>,
    /// `<vkey> <origin>` per line.
    pub logs: Option<&'a str>,
    /// One entry vkey per line, optional `log=`, `from=`, `until=`.
    pub writers: Option<&'a str>,
    /// Checkpoints the reader kept, notes.
    pub pins: &'a [&'a [u8]],
}

/// What was read from [`TrustTexts`].
#[derive(Clone, Debug)]
pub struct Trust {}

impl Trust {
    /// Reads and checks the texts; refuses them as a whole when one line cannot be used.
    pub fn read(_texts: &TrustTexts<'_>) -> Result<Trust, TrustError> {
        Ok(Trust {})
    }
}

/// Why trust input cannot be used. `Display` is one sentence that names file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustError {
    /// Which text, in words: `policy`, `logs`, `writers`, `pin 2`.
    pub text: String,
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong with it.
    pub fault: String,
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.text, self.line, self.fault)
    }
}

impl core::error::Error for TrustError {}
