//! The first look of `verify` at a long input: what the tree says, on standard error, while the signatures are still to be checked.
//!
//! Only for somebody who waits: on a terminal, for files, where the signatures take longer than a moment. The report never depends on it.

use crate::fault::Fault;
use crate::out;
use crate::progress::Progress;
use crate::read::{self, Plan};
use crate::text::count;
use std::io::{self, IsTerminal};
use unbroken::verify::{TreeFold, TreeStream, TreeTrust};
use unbroken::{Preview, Question, Trust};

/// Bytes that one core checks with their signatures in a second, measured with entries of 470 bytes; longer ones go faster.
const SECOND: u64 = 14_000_000;

/// Logs that are named; of more only the number.
const NAMED: usize = 2;

/// Says what the tree says, if somebody waits for it; whether anything was said.
pub fn look(plans: &[Plan<'_>], trust: &Trust, question: &Question) -> bool {
    let Some(tree) = trust.without_writers() else { return false };
    if !io::stderr().is_terminal() || !is_long(plans, read::cores()) {
        return false;
    }
    // Whatever cannot be read here is met again by the pass that counts.
    let Ok(streams) = read_tree(plans, &tree) else { return false };
    let Some(preview) = Preview::assemble(streams, &tree, question) else { return false };
    words(&preview).iter().for_each(|line| out::say(&out::visible(line)));
    true
}

/// Whether checking everything takes longer than a second. A pipe can be read only once.
fn is_long(plans: &[Plan<'_>], cores: usize) -> bool {
    let sizes: Option<Vec<u64>> = plans.iter().map(|plan| plan.size().map(|size| if plan.format.splits() { size } else { 0 })).collect();
    sizes.is_some_and(|sizes| sizes.iter().sum::<u64>() > SECOND.saturating_mul(cores as u64))
}

fn read_tree(plans: &[Plan<'_>], trust: &TreeTrust) -> Result<Vec<TreeStream>, Fault> {
    let parts = |(plan, it): (usize, &Plan<'_>)| it.parts(read::cores()).into_iter().map(move |part| (plan, part)).collect::<Vec<_>>();
    let jobs: Vec<(usize, (u64, u64))> = plans.iter().enumerate().flat_map(parts).collect();
    let progress = Progress::new(plans.iter().filter_map(Plan::size).sum(), "checking the tree");
    let done = read::work_off(&jobs, &progress, |(plan, (start, end)), stop| {
        let plan = &plans[*plan];
        let mut fold = TreeFold::new(trust, plan.format, *start, *end);
        let ended = plan.feed(fold.from(), stop, |bytes| {
            progress.add(bytes.len() as u64);
            fold.push(bytes)
        })?;
        Ok(fold.finish(ended))
    })?;
    let mut streams: Vec<TreeStream> =
        plans.iter().map(|plan| TreeStream { format: plan.format, segment: Default::default(), complete: true }).collect();
    for ((plan, _), segment) in jobs.iter().zip(done) {
        let stream = &mut streams[*plan];
        match segment {
            Some(segment) => stream.segment = std::mem::take(&mut stream.segment).merge(segment),
            None => stream.complete = false,
        }
    }
    Ok(streams)
}

/// A line per log, and what comes next.
fn words(preview: &Preview) -> Vec<String> {
    let mut lines: Vec<String> = preview.logs.iter().take(NAMED).map(|log| format!("{}: {}", log.origin, log.sentence)).collect();
    let more = preview.logs.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!("And {}.", count(more as u64, "more log", "more logs")));
    }
    lines.push("This is no verdict yet. Checking signatures …".to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use unbroken::verify::PreviewLog;

    #[test]
    fn a_line_per_log_and_no_verdict() {
        let log =
            |origin: &str| PreviewLog { origin: origin.into(), shown: 1, present: 1, sentence: "One sentence.".into(), coverage: vec![] };
        let said = |names: &[&str]| words(&Preview { logs: names.iter().map(|name| log(name)).collect() });
        let last = "This is no verdict yet. Checking signatures …";
        assert_eq!(said(&["a"]), ["a: One sentence.", last]);
        assert_eq!(said(&["a", "b", "c"]), ["a: One sentence.", "b: One sentence.", "And 1 more log.", last]);
    }
}
