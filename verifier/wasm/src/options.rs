//! What a caller gives beside the files, and how it becomes trust and question. No JavaScript here, so that it is tested natively.

use serde::Deserialize;
use unbroken::{Question, Trust, TrustError, TrustTexts};

/// The second argument of `verify`. Unknown members are refused: a misspelt `policy` must not silently trust nobody.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "read by the JavaScript side and by tests"))]
pub struct Options {
    /// C2SP tlog-policy.
    pub policy: Option<String>,
    /// `<vkey> <origin>` per line.
    pub logs: Option<String>,
    /// Entry vkeys.
    pub writers: Option<String>,
    /// Checkpoints the reader kept.
    pub pins: Vec<String>,
    /// What is asked.
    pub question: Question,
    /// Most bytes that one container may unpack to.
    pub max_unpacked: Option<u64>,
}

#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "read by the JavaScript side and by tests"))]
impl Options {
    /// Reads the trust texts.
    pub fn trust(&self) -> Result<Trust, TrustError> {
        let pins: Vec<&[u8]> = self.pins.iter().map(String::as_bytes).collect();
        Trust::read(&TrustTexts {
            policy: self.policy.as_deref(),
            logs: self.logs.as_deref(),
            writers: self.writers.as_deref(),
            pins: &pins,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_given_is_nothing_trusted() {
        assert!(Options::default().trust().is_ok());
    }

    #[test]
    fn a_misspelt_member_is_refused() {
        assert!(serde_json::from_str::<Options>(r#"{"polcy":"log x"}"#).is_err());
        assert!(serde_json::from_str::<Options>(r#"{"question":{"entris":[0,1]}}"#).is_err());
        let read = serde_json::from_str::<Options>(r#"{"question":{"entries":[3,null]},"pins":["a"]}"#).unwrap();
        assert_eq!((read.question.entries, read.pins.len()), (Some((3, None)), 1));
    }

    #[test]
    fn trust_that_cannot_be_read_is_refused() {
        let options = Options { policy: Some("frobnicate x\n".into()), ..Options::default() };
        assert_eq!(options.trust().map(|_| ()).map_err(|e| e.line), Err(1));
    }
}
