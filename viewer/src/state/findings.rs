//! The findings on screen: one is open, and what shows it to others is asked for when it is wanted.

use super::State;
use crate::report::{Finding, Log};
use crate::worker::host;
use crate::worker::protocol::ToWorker;
use leptos::prelude::*;

impl State {
    /// Asks for what shows a finding to others, once. Only when it is wanted: the worker judges the file before it hands it out.
    pub fn want_exhibit(self, finding: &str) {
        if self.exhibit.with_untracked(|exhibit| exhibit.as_ref().is_none_or(|exhibit| exhibit.finding != finding)) {
            host::ask(ToWorker::Show { finding: finding.to_owned() });
        }
    }

    /// The findings on screen: those of the log, then those of no log.
    pub fn findings(self) -> Vec<Finding> {
        self.report.with(|report| {
            let Some(report) = report else { return Vec::new() };
            let of_log = report.logs.get(self.log.get()).map(|log| log.findings.as_slice()).unwrap_or_default();
            of_log.iter().chain(&report.findings).cloned().collect()
        })
    }

    /// Opens a finding and goes to where it points.
    pub fn open_finding(self, index: usize) {
        let finding = untrack(|| self.findings().into_iter().nth(index));
        self.finding.set(finding.is_some().then_some(index));
        self.exhibit.set(None);
        if let Some([start, _]) = finding.and_then(|finding| finding.entries) {
            self.go_to(start);
        }
    }

    /// Opens the finding with this id, on the screen of its log.
    pub fn open_finding_named(self, id: &str) {
        let of_log = |log: &Log| log.findings.iter().any(|finding| finding.id == id);
        let log = self.report.with_untracked(|report| report.as_ref()?.logs.iter().position(of_log));
        if let Some(log) = log.filter(|log| *log != self.log.get_untracked()) {
            self.open_log(log);
        }
        if let Some(index) = untrack(|| self.findings().iter().position(|finding| finding.id == id)) {
            self.open_finding(index);
        }
    }

    /// Opens the finding before or after.
    pub fn step_finding(self, forward: bool) {
        let count = untrack(|| self.findings().len());
        if count > 0 {
            let index = match self.finding.get_untracked() {
                None if forward => 0,
                None => count - 1,
                Some(index) if forward => (index + 1) % count,
                Some(index) => (index + count - 1) % count,
            };
            self.open_finding(index);
        }
    }
}
