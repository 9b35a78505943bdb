//! Whom the auditor trusts and what they expect, read from the files that the options name. Anything unusable there is exit 2, never a
//! finding.

use crate::args::Trusted;
use crate::fault::Fault;
use crate::read;
use std::path::{Path, PathBuf};
use unbroken::{Expectations, Trust, TrustError, TrustTexts};

/// Reads the trust options.
pub fn load(given: &Trusted) -> Result<Trust, Fault> {
    let policy = text(given.policy.as_deref())?;
    let logs = text(given.logs.as_deref())?;
    let writers = text(given.writers.as_deref())?;
    let pins = given.pins.iter().map(|path| read::whole(path)).collect::<Result<Vec<_>, _>>()?;
    let pins: Vec<&[u8]> = pins.iter().map(Vec::as_slice).collect();
    let texts = TrustTexts { policy: policy.as_deref(), logs: logs.as_deref(), writers: writers.as_deref(), pins: &pins };
    Trust::read(&texts).map_err(|fault| refused(given, &fault))
}

/// Reads the rules about content.
pub fn expectations(path: &Path) -> Result<Expectations, Fault> {
    let text = text(Some(path))?.unwrap_or_default();
    Expectations::parse(&text).map_err(|fault| {
        Fault::new(format!("{}, {fault}", path.display()))
            .hint("what you expect must be right before anything can be verified; nothing was read yet")
    })
}

fn text(path: Option<&Path>) -> Result<Option<String>, Fault> {
    let Some(path) = path else { return Ok(None) };
    match String::from_utf8(read::whole(path)?) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Fault::new(format!("{}: not a text file (UTF-8)", path.display())).hint("check that this is the right file")),
    }
}

/// The engine's sentence with the file's name in the place of the option's.
fn refused(given: &Trusted, fault: &TrustError) -> Fault {
    let path: Option<&PathBuf> = match fault.text.as_str() {
        "policy" => given.policy.as_ref(),
        "logs" => given.logs.as_ref(),
        "writers" => given.writers.as_ref(),
        other => other
            .strip_prefix("pin ")
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|number| given.pins.get(number.checked_sub(1)?)),
    };
    let place = path.map_or(fault.text.clone(), |path| path.display().to_string());
    Fault::new(format!("{place}, line {}: {}", fault.line, fault.fault))
        .hint("what you trust must be right before anything can be verified; nothing was read yet")
}
