//! The checkpoints of a log, and the keys nobody pinned.

use super::words::{count, range, utc};
use super::{RUNS, SHOWN};
use crate::out::{Page, Tone};
use unbroken::verdict::report::{CheckpointFacts, LogReport};

pub(super) fn checkpoints(page: &mut Page, log: &LogReport) {
    let used: Vec<_> = log.checkpoints.iter().filter(|checkpoint| checkpoint.level != "unpinned").collect();
    let unknown = log.checkpoints.len() - used.len();
    if used.is_empty() && unknown == 0 {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Checkpoints").end();
    let newest_first = used.iter().rev().take(SHOWN);
    newest_first.enumerate().for_each(|(at, checkpoint)| one_checkpoint(page, checkpoint, at == 0));
    if used.len() > SHOWN {
        page.line(&format!("  … and {} older", used.len() - SHOWN));
    }
    if unknown > 0 {
        page.line(&format!("  {} by keys you did not pin, not used", count(unknown as u64, "checkpoint", "checkpoints")));
    }
}

/// Who signed is said of the newest, and of those that need a closer look.
fn one_checkpoint(page: &mut Page, checkpoint: &CheckpointFacts, newest: bool) {
    let kept = if checkpoint.kept { ", kept by you" } else { "" };
    let contested = if checkpoint.contested { ", contested" } else { "" };
    let size = count(checkpoint.size, "entry", "entries");
    page.line(&format!("  {size}, root {}, {}{kept}{contested}", checkpoint.root, checkpoint.level));
    if !(newest || checkpoint.kept || checkpoint.contested) {
        return;
    }
    if checkpoint.contested {
        // The branch it is: what of the present lines stands in its tree.
        let runs: Vec<_> = checkpoint.shown.iter().take(RUNS).map(|[start, end]| range(*start, *end)).collect();
        let more = if checkpoint.shown.len() > RUNS { " and more" } else { "" };
        page.line(&match runs.is_empty() {
            true => "    none of the present entries is shown in its tree".to_owned(),
            false => format!("    in its tree: {}{more}", runs.join(", ")),
        });
    }
    for key in &checkpoint.signed_by {
        page.line(&format!("    signed by {key}"));
    }
    for witness in &checkpoint.cosigned_by {
        page.line(&format!("    cosigned by {} at {}", witness.key, utc(witness.time_secs)));
    }
}

/// Keys from the input only, to be compared with what the operator published.
pub(super) fn unpinned_keys(page: &mut Page, log: &LogReport) {
    let unpinned = log.checkpoints.iter().filter(|checkpoint| checkpoint.level == "unpinned");
    let mut keys: Vec<_> = unpinned.flat_map(|checkpoint| &checkpoint.unknown).map(|key| format!("{key}, under checkpoints")).collect();
    let signers = log.signers.iter().filter(|signer| !signer.pinned);
    keys.extend(signers.map(|signer| {
        let introduced = signer.introduced_at.map_or(String::new(), |entry| format!(", introduced by entry {entry} of the log"));
        format!("{}, under {}{introduced}", signer.key, count(signer.entries, "entry", "entries"))
    }));
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Keys in the input that you did not pin").end();
    keys.iter().take(RUNS).for_each(|key| {
        page.line(&format!("  {key}"));
    });
    if keys.len() > RUNS {
        page.line(&format!("  … and {} more", keys.len() - RUNS));
    }
}
