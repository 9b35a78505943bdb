//! What a caller gives beside the files, and how it becomes trust and question. No JavaScript here, so that it is tested natively.

use serde::Deserialize;
use serde_json::Value;
use unbroken::{Question, Trust, TrustError, TrustTexts};

/// The second argument of `verify`, by way of JSON. Unknown members are refused: a misspelt `policy` must not silently trust nobody.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
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

impl Options {
    /// Reads the JSON; the error is a sentence.
    pub fn read(text: &str) -> Result<Options, String> {
        let given: Value = serde_json::from_str(text).map_err(|fault| fault.to_string())?;
        // A list would be read as the members in their order.
        if !given.is_object() || !given.get("question").is_none_or(Value::is_object) {
            return Err("The options, and the question in them, are objects with named members.".into());
        }
        let options: Options = serde_json::from_value(given).map_err(|fault| fault.to_string())?;
        // A range without an entry asks nothing, and everything would be an answer.
        match options.question.entries {
            Some((start, Some(end))) if end <= start => {
                Err(format!("The entries {start} to {end} hold no entry; the end is not included."))
            }
            _ => Ok(options),
        }
    }

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
        assert!(Options::read(r#"{"polcy":"log x"}"#).is_err());
        assert!(Options::read(r#"{"question":{"entris":[0,1]}}"#).is_err());
        let read = Options::read(r#"{"question":{"entries":[3,null]},"pins":["a"]}"#).unwrap();
        assert_eq!((read.question.entries, read.pins.len()), (Some((3, None)), 1));
        assert_eq!((read.question.skew_secs, read.question.delay_secs), (60, 300));
        let text = r#"{"question":{"time":["2026-01-05T09:00:00Z","2026-01-05T10:00:00Z"],"require":["signed","witnessed"],"now_secs":9}}"#;
        let read = serde_json::from_str::<Options>(text).unwrap().question;
        assert_eq!((read.time.is_some(), read.require.len(), read.now_secs), (true, 2, Some(9)));
        assert!(serde_json::from_str::<Options>(&text.replace("10:00:00", "10:00:60")).is_err());
        assert!(serde_json::from_str::<Options>(&text.replace("witnessed", "witness")).is_err());
        let read = Options::read(r#"{"question":{"events":"{\"id\":\"a\"}\n","trace":"t"}}"#).unwrap();
        assert_eq!(read.question.events.map(|events| events.len()), Some(1));
        let fault = Options::read(r#"{"question":{"events":"{\"id\":\"a\"}\n{}"}}"#).unwrap_err();
        assert!(fault.contains("line 2: a rule has id, where, require or same"), "{fault}");
    }

    #[test]
    fn members_without_names_are_refused() {
        for text in ["[]", "[null]", r#"{"question":[]}"#, r#"{"question":[[0,1]]}"#, "null", "1", r#""quorum none""#] {
            assert!(Options::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_question_that_is_not_whole_numbers_in_order_is_refused() {
        for entries in ["[0.5,1]", "[1.0,2]", "[-1,2]", "[5,5]", "[6,5]", "[1e2,null]", "[\"0\",1]", "[0]", "[0,1,2]", "[null,1]"] {
            assert!(Options::read(&format!(r#"{{"question":{{"entries":{entries}}}}}"#)).is_err(), "{entries}");
        }
    }

    #[test]
    fn trust_that_cannot_be_read_is_refused() {
        let options = Options { policy: Some("frobnicate x\n".into()), ..Options::default() };
        assert_eq!(options.trust().map(|_| ()).map_err(|e| e.line), Err(1));
    }
}
