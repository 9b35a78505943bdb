//! Text that shows something else than it says: told once per run of entries, and once for the name of the log.

use super::Bench;
use crate::deceptive;
use crate::finding::Code;
use crate::log::draft::{Draft, entries_words_capital};
use crate::log::lines::LineRef;
use alloc::format;
use alloc::vec::Vec;

impl Bench<'_, '_> {
    /// It changes no status: what was hashed is what was hashed, whatever it looks like.
    pub(super) fn judge_text(&self, drafts: &mut Vec<Draft>) {
        if let Some(found) = deceptive::first_plain(&self.log.origin) {
            let message = format!("The name of this log holds U+{:04X}, a character that hides or misleads.", u32::from(found));
            drafts.push(Draft::new(Code::TextDeceptive, message));
        }
        if self.log.lines.sources().iter().all(|source| source.rows.texts().all(|(_, told)| told.deceptive.is_empty())) {
            return;
        }
        // Start, end, the first line and its character.
        let mut runs: Vec<(u64, u64, LineRef, char)> = Vec::new();
        for place in self.log.lines.places() {
            let found = |line: &LineRef| {
                let told = self.log.lines.sources().get(line.source())?.rows.told(self.log.held_way(*line).repair.text());
                told.deceptive.of(line.row()).next().map(|found| (*line, *found))
            };
            let Some((line, found)) = self.log.lines.of(*place).iter().find_map(found) else { continue };
            match runs.last_mut() {
                Some(last) if last.1 == place.seq => last.1 = place.seq + 1,
                _ => runs.push((place.seq, place.seq + 1, line, found)),
            }
        }
        for (start, end, line, found) in runs {
            let holds = if end - start == 1 { "holds" } else { "each hold" };
            let message = format!(
                "{} {holds} characters that hide, reorder or imitate others, the first of them U+{:04X}.",
                entries_words_capital(start, end),
                u32::from(found)
            );
            drafts.push(self.at(line, Draft::new(Code::TextDeceptive, message)).entries(start, end).count(end - start));
        }
    }
}
