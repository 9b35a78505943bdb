//! A case of the corpus as each face is given it: files, what is trusted, and what is asked. The tables here and in `case/asked.rs` are
//! the only place that knows how a person says it on the command line, in JavaScript and on the page.

mod asked;

pub use asked::Fill;

use crate::{Fault, while_doing};
use asked::{ASKED, Asked};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use unbroken::Question;
use unbroken_tests::corpus;

/// What is trusted: the member of the JavaScript options, the option of the command line, the field of the page.
pub struct Trusted {
    /// Member of the options.
    pub member: &'static str,
    option: &'static str,
    /// `data-test` of the page's field.
    pub field: &'static str,
    /// Several files, each one element of a list; the page takes them as files.
    pub several: bool,
}

/// Every kind of trust.
pub static TRUSTED: [Trusted; 4] = [
    Trusted { member: "policy", option: "--policy", field: "trust-policy", several: false },
    Trusted { member: "logs", option: "--logs", field: "trust-logs", several: false },
    Trusted { member: "writers", option: "--writers", field: "trust-writers", several: false },
    Trusted { member: "pins", option: "--pin", field: "trust-pins-file", several: true },
];

/// The members that differ from a question that asks nothing. One that the table does not know is a fault, never left out.
fn asked(question: &Question) -> Result<Vec<(&'static Asked, Value)>, Fault> {
    let (given, nothing) = (members(question)?, members(&Question::default())?);
    let differs = given.into_iter().filter(|(member, value)| nothing.get(member) != Some(value));
    differs
        .map(|(member, value)| {
            let known = ASKED.iter().find(|asked| asked.member == member);
            let known = known.ok_or_else(|| {
                format!(
                    "nobody said how the command line and the page are asked for {member:?}: add it to ASKED in tests/e2e/src/case/asked.rs"
                )
            })?;
            Ok((known, value))
        })
        .collect()
}

fn members(question: &Question) -> Result<Map<String, Value>, Fault> {
    match serde_json::to_value(question).map_err(while_doing("the question"))? {
        Value::Object(members) => Ok(members),
        other => Err(format!("the question is no object: {other}")),
    }
}

/// Evidence, trust and question.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Its name in the corpus.
    pub name: String,
    /// Evidence, in the order in which it is given.
    pub files: Vec<PathBuf>,
    /// Files with what is trusted, by the name of the member.
    pub trust: Vec<(&'static str, PathBuf)>,
    /// What is asked.
    pub question: Question,
    /// How the command line ends: 0 proven, 1 broken, 3 unproven, 2 when the trust input cannot be used.
    pub exit: i32,
}

impl Case {
    /// Whether terminal and page ask back before they read anything: an age has no meaning without a present. Library and package answer
    /// such a question, and say that the age was not checked.
    pub fn lacks_present(&self) -> bool {
        self.question.max_age_secs.is_some() && self.question.now_secs.is_none()
    }

    /// Every case of the corpus.
    pub fn all() -> Result<Vec<Case>, Fault> {
        let cases = corpus::cases().map_err(while_doing("the corpus"))?;
        cases.into_iter().map(|(name, case)| Case::of(name, &case)).collect()
    }

    /// One case of the corpus.
    pub fn named(name: &str) -> Result<Case, Fault> {
        Case::all()?.into_iter().find(|case| case.name == name).ok_or_else(|| format!("the corpus has no case {name}"))
    }

    fn of(name: String, case: &corpus::Case) -> Result<Case, Fault> {
        let lists = [
            ("policy", case.policy.as_slice()),
            ("logs", case.logs.as_slice()),
            ("writers", case.writers.as_slice()),
            ("pins", case.pins.as_slice()),
        ];
        let place = |file: &String| fs::canonicalize(case.folder.join(file)).map_err(while_doing(format!("{name}/{file}")));
        let mut trust = Vec::new();
        for (member, files) in lists {
            for file in files {
                trust.push((member, place(file)?));
            }
        }
        let exit = match case.expect.verdict.as_str() {
            "proven" => 0,
            "broken" => 1,
            "unproven" => 3,
            "refused" => 2,
            other => return Err(format!("{name}: {other:?} is no verdict")),
        };
        let files = case.inputs.iter().map(place).collect::<Result<_, _>>()?;
        Ok(Case { files, trust, question: case.question(), exit, name })
    }

    /// Whether the trust input cannot be used, so that no report is made.
    pub fn is_refused(&self) -> bool {
        self.exit == 2
    }

    /// What `unbroken verify --json` prints. It must end as the case says; nothing is printed where it refuses to begin.
    pub fn by_command_line(&self, cli: &Path) -> Result<Vec<u8>, Fault> {
        self.printed(cli, &["--json"])
    }

    /// What `unbroken verify` prints in a form, given by its options.
    pub fn printed(&self, cli: &Path, form: &[&str]) -> Result<Vec<u8>, Fault> {
        let folder = tempfile::tempdir().map_err(while_doing("a folder for the question"))?;
        let mut command = Command::new(cli);
        command.arg("verify").args(form).args(&self.files).stdin(Stdio::null()).stderr(Stdio::piped());
        for (member, file) in &self.trust {
            let option = TRUSTED.iter().find(|trusted| trusted.member == *member).ok_or("a kind of trust without an option")?.option;
            command.arg(option).arg(file);
        }
        for (asked, value) in asked(&self.question)? {
            command.args((asked.options)(&value, folder.path())?);
        }
        let output = command.output().map_err(while_doing(cli.display()))?;
        let exit = if self.lacks_present() { 2 } else { self.exit };
        let says = || String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(code) if code == exit && output.stdout.is_empty() == (exit == 2) => Ok(output.stdout),
            code => Err(format!("the command line ended with {code:?}, not {exit}, after {} bytes: {}", output.stdout.len(), says())),
        }
    }

    /// The second argument of `verify` in JavaScript.
    pub fn options(&self) -> Result<Value, Fault> {
        let mut options = json!({});
        for trusted in &TRUSTED {
            let files = self.trust.iter().filter(|(member, _)| *member == trusted.member).map(|(_, file)| text_of(file));
            let texts = files.collect::<Result<Vec<_>, _>>()?;
            match texts.as_slice() {
                [] => {}
                [text] if !trusted.several => options[trusted.member] = json!(text),
                texts => options[trusted.member] = json!(texts),
            }
        }
        let asked = asked(&self.question)?;
        if !asked.is_empty() {
            options["question"] = asked.into_iter().map(|(asked, value)| (asked.member.to_owned(), value)).collect::<Map<_, _>>().into();
        }
        Ok(options)
    }

    /// What is typed into the page for the question.
    pub fn on_page(&self) -> Result<Vec<Fill>, Fault> {
        Ok(asked(&self.question)?.into_iter().flat_map(|(asked, value)| (asked.page)(&value)).collect())
    }
}

/// The text of a trust file.
pub fn text_of(file: &Path) -> Result<String, Fault> {
    fs::read_to_string(file).map_err(while_doing(file.display()))
}

/// Where two reports differ, if they do; an empty one is like nothing.
pub fn same_bytes(face: &str, expected: &[u8], actual: &[u8]) -> Result<(), Fault> {
    if !expected.is_empty() && expected == actual {
        return Ok(());
    }
    let at = expected.iter().zip(actual).take_while(|(one, other)| one == other).count();
    let around =
        |bytes: &[u8]| String::from_utf8_lossy(&bytes[at.saturating_sub(60).min(bytes.len())..(at + 120).min(bytes.len())]).into_owned();
    Err(format!("the reports differ at byte {at}\n command line: …{}\n {face}: …{}", around(expected), around(actual)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn every_member_of_the_question_is_in_the_table() {
        for member in members(&Question::default()).unwrap().keys() {
            assert!(ASKED.iter().any(|asked| asked.member == member), "add {member} to ASKED");
        }
    }

    #[test]
    fn a_question_is_said_in_the_words_of_each_face() {
        let case = Case { question: Question { entries: Some((3, None)), ..Question::default() }, ..Case::default() };
        assert_eq!(case.options().unwrap(), json!({"question": {"entries": [3, null]}}));
        let fills = [Fill::Text("question-from", "3".into()), Fill::Text("question-to", String::new())];
        assert_eq!(case.on_page().unwrap(), fills);
        let (asked, value) = asked(&case.question).unwrap().remove(0);
        assert_eq!((asked.options)(&value, Path::new("")).unwrap(), ["--expect-entries", "3.."]);
        assert_eq!(Case::default().options().unwrap(), json!({}), "nothing asked is nothing said");
    }

    #[test]
    fn every_case_can_be_said() {
        for case in Case::all().unwrap() {
            case.options().unwrap();
            case.on_page().unwrap();
        }
    }

    #[test]
    fn reports_that_differ_by_a_byte_or_are_empty_are_told_apart() {
        assert!(same_bytes("page", b"abc", b"abc").is_ok());
        for (one, other) in [(&b"abc"[..], &b"abd"[..]), (b"abc", b"ab"), (b"ab", b"abc"), (b"", b"")] {
            assert!(same_bytes("page", one, other).is_err());
        }
    }
}
