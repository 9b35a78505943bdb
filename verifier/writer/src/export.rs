//! What a log hands out: proofs, receipts, windows, the whole (BUNDLE §2.6 and §2.9).

use crate::event::json_string;
use crate::fault::Fault;
use crate::log::Log;
use base64ct::{Base64, Encoding};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// First line of a C2SP tlog-proof.
const PROOF_VERSION: &str = "c2sp.org/tlog-proof@v1";

/// Which entries an export holds.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Entries `[start, end)` with the proofs of both edges under the newest checkpoint; everything, with the proof of the last entry of
    /// every kept checkpoint, if absent.
    pub window: Option<(u64, u64)>,
    /// Entries that are not disclosed: a stub takes their place.
    pub withheld: BTreeSet<u64>,
}

impl Log {
    /// A tlog-proof of entry `index` under the kept checkpoint of `size`; with `extra`, the entry itself, it is a receipt.
    pub fn proof(&self, index: u64, size: u64, extra: bool) -> Result<String, Fault> {
        let note = self.notes.get(&size).ok_or(Fault::NoSuch { what: "checkpoint", index: size })?;
        let path = self.tree.path(index, size).ok_or(Fault::NoSuch { what: "entry", index })?;
        let mut text = format!("{PROOF_VERSION}\n");
        if extra {
            text.push_str(&format!("extra {}\n", Base64::encode_string(self.line(index)?.as_bytes())));
        }
        text.push_str(&format!("index {index}\n"));
        path.iter().for_each(|hash| text.push_str(&format!("{hash}\n")));
        Ok(format!("{text}\n{note}"))
    }

    /// The receipt of one entry under the newest kept checkpoint.
    pub fn receipt(&self, index: u64) -> Result<String, Fault> {
        self.proof(index, self.newest_size()?, true)
    }

    /// Writes a bundle: proof records, then lines.
    pub fn export(&self, selection: &Selection, out: &mut dyn Write) -> Result<(), Fault> {
        let (start, end) = match selection.window {
            Some((start, end)) => {
                let newest = self.newest_size()?;
                if start >= end || end > newest {
                    return Err(Fault::NoSuch { what: "entry", index: end });
                }
                for edge in start.checked_sub(1).into_iter().chain([end - 1]) {
                    self.proof_record(edge, newest, out)?;
                }
                (start, end)
            }
            None => {
                for &size in self.notes.keys() {
                    // The proof of its last entry carries the checkpoint and shows the root of exactly its size (Lemma 1).
                    self.proof_record(size.saturating_sub(1), size, out)?;
                }
                (0, self.size())
            }
        };
        for seq in start..end {
            let record = if selection.withheld.contains(&seq) { self.stub(seq)? } else { self.line(seq)? };
            put(out, &record)?;
        }
        Ok(())
    }

    /// Size of the newest kept checkpoint.
    fn newest_size(&self) -> Result<u64, Fault> {
        self.notes.keys().next_back().copied().ok_or(Fault::NoSuch { what: "checkpoint", index: self.size() })
    }

    fn proof_record(&self, index: u64, size: u64, out: &mut dyn Write) -> Result<(), Fault> {
        let leaf = self.leaf(index).ok_or(Fault::NoSuch { what: "entry", index })?;
        put(out, &format!("{{\"leaf\":\"{leaf}\",\"proof\":{}}}", json_string(&self.proof(index, size, false)?)))
    }

    fn stub(&self, seq: u64) -> Result<String, Fault> {
        let leaf = self.leaf(seq).ok_or(Fault::NoSuch { what: "entry", index: seq })?;
        Ok(format!("{{\"stub\":{{\"leaf\":\"{leaf}\",\"log\":{},\"seq\":{seq}}}}}", json_string(&self.origin)))
    }
}

fn put(out: &mut dyn Write, record: &str) -> Result<(), Fault> {
    out.write_all(record.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(Fault::io("write", Path::new("the bundle")))
}
