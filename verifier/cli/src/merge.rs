//! `unbroken merge`: the parts that `segment` wrote become the report that `verify` would have made.

use crate::args::Merge;
use crate::fault::Fault;
use crate::{out, read, trusted, verify};
use std::collections::BTreeMap;
use std::path::Path;
use unbroken::tree::hash::Hash;
use unbroken::verify::{Part, PartError, join};
use unbroken::{Case, Verdict};

/// Merges and judges; the verdict becomes the exit code.
pub fn run(args: &Merge) -> Result<Verdict, Fault> {
    args.shown.check()?;
    let trust = trusted::load(&args.trusted)?;
    let digests = args.sha256sums.as_deref().map(digests).transpose()?.unwrap_or_default();
    let question = args.asked.question()?;
    let mut parts = Vec::new();
    for path in &args.segments {
        parts.push(Part::from_bytes(&read::whole(path)?).map_err(|error| refused(&error, Some(path)))?);
    }
    let (streams, gaps) = join(parts, &digests, &trust).map_err(|error| refused(&error, None))?;
    if !gaps.is_empty() {
        let list: Vec<String> = gaps.iter().take(8).map(ToString::to_string).collect();
        let more = if gaps.len() > 8 { format!(" and {} more", gaps.len() - 8) } else { String::new() };
        let missing = format!("no segment covers {}{more}", list.join(", "));
        if !args.partial {
            return Err(Fault::new(missing)
                .hint("make the segments that are missing; --partial makes a report about the others, which never says proven"));
        }
        out::say(&out::visible(&format!("unbroken: {missing}; the report says that the input was not read to the end")));
    }
    let case = Case::assemble(streams, &trust, &question);
    verify::show(case.report(), &args.shown)?;
    Ok(case.report().verdict)
}

fn refused(error: &PartError, path: Option<&Path>) -> Fault {
    let fault = Fault::new(path.map_or_else(|| error.to_string(), |path| format!("{}: {error}", path.display())));
    match error {
        PartError::NotAPart => fault.hint("name the files that `unbroken segment` wrote"),
        PartError::OtherVersion => fault.hint("one report is made by one version: use the same program on every machine"),
        PartError::OtherTrust => fault.hint("give `segment` and `merge` the same --policy, --logs, --writers and --pin, in the same order"),
        PartError::Range { .. } => fault.hint("make the segment again"),
        PartError::Overlap { .. } => fault.hint("name each segment once; files of one name and length are merged one by one"),
    }
}

/// Lines of sha256sum: `<hex>  <name>`, or `<hex> *<name>`; a backslash in front says that the name is escaped.
fn digests(path: &Path) -> Result<BTreeMap<String, [u8; 32]>, Fault> {
    let text = String::from_utf8(read::whole(path)?)
        .map_err(|_| Fault::new(format!("{} is not text", path.display())).hint("name what sha256sum printed"))?;
    let mut digests = BTreeMap::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.is_empty()) {
        let wrong = || {
            Fault::new(format!("{}, line {number}: not a line of sha256sum", path.display()))
                .hint("a line is 64 hex digits, two blanks, and a name")
        };
        let (name, digest) = sum(line).ok_or_else(wrong)?;
        if digests.insert(name.clone(), digest).is_some_and(|other| other != digest) {
            return Err(
                Fault::new(format!("{} holds two digests for {name}", path.display())).hint("keep the line of the file that was read")
            );
        }
    }
    Ok(digests)
}

/// The last component of the name, and the digest.
fn sum(line: &str) -> Option<(String, [u8; 32])> {
    let (escaped, line) = line.strip_prefix('\\').map_or((false, line), |rest| (true, rest));
    let (hex, name) = line.split_at_checked(64)?;
    let name = name.strip_prefix("  ").or_else(|| name.strip_prefix(" *"))?;
    let name = if escaped { name.replace("\\n", "\n").replace("\\\\", "\\") } else { name.to_owned() };
    let Hash(digest) = Hash::parse_hex(&hex.to_ascii_lowercase())?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    (!name.is_empty()).then_some((name, digest))
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn lines_of_sha256sum() {
        let hex = "0f".repeat(32);
        for line in [format!("{hex}  a.jsonl"), format!("{hex} *dir/a.jsonl"), format!("\\{hex}  x/a.jsonl")] {
            assert_eq!(sum(&line), Some(("a.jsonl".to_owned(), [15; 32])), "{line}");
        }
        for bad in ["", "0f  a", &format!("{hex} a"), &format!("{hex}  "), &format!("{}+f  a", &hex[2..]), &format!("é{hex}  a")] {
            assert_eq!(sum(bad), None, "{bad}");
        }
    }
}
