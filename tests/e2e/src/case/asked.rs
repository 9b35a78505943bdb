//! How a member of the question is said on the command line and on the page. In JavaScript it is given as it is.

use crate::{Fault, while_doing};
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use unbroken::{Requirement, Time};

/// What a person does on the page.
#[derive(Debug, PartialEq, Eq)]
pub enum Fill {
    /// Types into a field.
    Text(&'static str, String),
    /// Sets or clears a box.
    Check(&'static str, bool),
}

/// A member of the question.
pub(super) struct Asked {
    pub member: &'static str,
    /// The options of the command line; what they want as a file is written into the folder.
    pub options: fn(&Value, &Path) -> Result<Vec<OsString>, Fault>,
    /// What is done on the page.
    pub page: fn(&Value) -> Vec<Fill>,
}

/// Every member of the question.
pub(super) static ASKED: [Asked; 12] = [
    Asked {
        member: "entries",
        options: |value, _| Ok(vec!["--expect-entries".into(), format!("{}..{}", number(&value[0]), number(&value[1])).into()]),
        page: |value| vec![Fill::Text("question-from", number(&value[0])), Fill::Text("question-to", number(&value[1]))],
    },
    Asked {
        member: "time",
        options: |value, _| Ok(vec!["--expect-time".into(), format!("{}..{}", text(&value[0]), text(&value[1])).into()]),
        page: |value| vec![Fill::Text("question-time-from", text(&value[0])), Fill::Text("question-time-to", text(&value[1]))],
    },
    Asked {
        member: "accept_withheld",
        options: |_, _| Ok(vec!["--accept-withheld".into()]),
        page: |value| vec![Fill::Check("accept-withheld", value == true)],
    },
    Asked {
        member: "require",
        options: |value, _| Ok(words(value).flat_map(|word| ["--require".into(), word.into()]).collect()),
        page: |value| requirements(value).map(|known| Fill::Check(box_of(known), true)).collect(),
    },
    Asked {
        member: "now_secs",
        options: |value, _| Ok(vec!["--now".into(), present(value).into()]),
        page: |value| vec![Fill::Text("question-now", present(value))],
    },
    Asked {
        member: "max_age_secs",
        options: |value, _| Ok(vec!["--max-age".into(), seconds(value).into()]),
        page: |value| vec![Fill::Text("question-max-age", seconds(value))],
    },
    Asked {
        member: "max_silence_secs",
        options: |value, _| Ok(vec!["--max-silence".into(), seconds(value).into()]),
        page: |value| vec![Fill::Text("question-silence", seconds(value))],
    },
    Asked {
        member: "skew_secs",
        options: |value, _| Ok(vec!["--skew".into(), seconds(value).into()]),
        page: |value| vec![Fill::Text("question-skew", seconds(value))],
    },
    Asked {
        member: "delay_secs",
        options: |value, _| Ok(vec!["--delay".into(), seconds(value).into()]),
        page: |value| vec![Fill::Text("question-delay", seconds(value))],
    },
    Asked {
        member: "list_redacted",
        options: |_, _| Ok(vec!["--list-redacted".into()]),
        page: |value| vec![Fill::Check("list-redacted", value == true)],
    },
    Asked {
        member: "events",
        options: |value, folder| {
            let file = folder.join("events.jsonl");
            fs::write(&file, text(value)).map_err(while_doing("the expected events"))?;
            Ok(vec!["--expect-events".into(), file.into()])
        },
        page: |value| vec![Fill::Text("question-events", text(value))],
    },
    Asked {
        member: "trace",
        options: |value, _| Ok(vec!["--trace".into(), text(value).into()]),
        page: |value| vec![Fill::Text("question-trace", text(value))],
    },
];

/// The digits of a number; nothing for null.
fn number(value: &Value) -> String {
    value.as_u64().map(|number| number.to_string()).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn words(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// A span of time.
fn seconds(value: &Value) -> String {
    format!("{}s", number(value))
}

/// A present, as entries spell times.
fn present(value: &Value) -> String {
    value.as_u64().map(|secs| Time::from_secs(secs).to_string()).unwrap_or_default()
}

fn requirements(value: &Value) -> impl Iterator<Item = Requirement> {
    words(value).filter_map(|word| Requirement::ALL.into_iter().find(|known| known.as_str() == word))
}

/// The box of a requirement.
fn box_of(known: Requirement) -> &'static str {
    match known {
        Requirement::Unaltered => "require-unaltered",
        Requirement::Signed => "require-signed",
        Requirement::Complete => "require-complete",
        Requirement::Dated => "require-dated",
        Requirement::Witnessed => "require-witnessed",
    }
}
