//! Bounds on the work one input may cause, each with its source.

/// Largest entry index and tree size of a log with entries: 2^53-1, so that it is a JSON number everywhere (unbroken-bundle, Limits).
pub const MAX_INDEX: u64 = (1 << 53) - 1;
/// Longest line in bytes, line end excluded (unbroken-entry, Rules, rule 1).
pub const MAX_LINE: usize = 1_048_576;
/// Deepest nesting of a line (unbroken-entry, Rules, rule 2).
pub const MAX_DEPTH: usize = 64;
/// Largest receipt, checkpoint or trust file that is read as a whole: an entry of the largest size in base64, and its proof.
pub const MAX_SMALL_FILE: usize = 2 * MAX_LINE;
/// Findings that are listed per code and log; the count stays exact.
pub const MAX_LISTED: usize = 64;
/// Unreadable lines that are kept as possible preimages of committed leaves, per stream.
pub const MAX_ORPHANS: usize = 4_096;
/// Combinations of seam choices tried per authenticated range (unbroken-bundle, Algorithm, step 4).
pub const MAX_COMBINATIONS: usize = 1 << 12;
/// Leaf hashes that one proof is tried with (its own first, then the lines of its position), and checkpoints of one size under keys nobody
/// pinned that are looked at: anyone can make any number of either.
pub const MAX_CANDIDATES: usize = 64;
/// Entry lines in one evidence file, and records of proofs and checkpoints: as many as a block of the tree has leaves.
pub const MAX_EVIDENCE_LINES: usize = 1 << 10;
/// Longest evidence file in bytes: a few lines of the largest size.
pub const MAX_EVIDENCE_BYTES: usize = 4 * MAX_LINE;
/// Notes that one finding carries as evidence.
pub const MAX_EVIDENCE: usize = 16;
/// How often a log is put together again with checkpoints that its own entries record. Each round may show entries that record more of
/// them; the first finds all that an honest log holds.
pub const MAX_RECORDED_ROUNDS: usize = 4;
