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
/// How often a damaged array is read again from the next object on: each time costs at most one line.
pub const MAX_RESTARTS: usize = 64;
/// Bytes that one container may unpack to before its ratio is looked at: a short text compresses as well as it likes.
pub const UNPACKED_FREE: u64 = 16 << 20;
/// Bytes unpacked per packed byte beyond that. Every entry carries a hash that does not compress, so real logs stay below 30; deflate can
/// reach 1032.
pub const MAX_RATIO: u64 = 256;
/// Bytes that one container may unpack to in all, unless the host raises it: 35 million entries of usual size.
pub const MAX_UNPACKED: u64 = 16 << 30;
/// Members of one archive; the field that counts them in the end mark of a plain zip holds 65 535.
pub const MAX_MEMBERS: usize = 10_000;
/// Longest name of a member, and longest optional field of a gzip header, in bytes; file systems allow 255.
pub const MAX_NAME: usize = 4_096;
/// How often a log is put together again with checkpoints that its own entries record. Each round may show entries that record more of
/// them; the first finds all that an honest log holds.
pub const MAX_RECORDED_ROUNDS: usize = 4;
/// Rules of one expectations file; most are ids, which cost one look-up per entry.
pub const MAX_EXPECTATIONS: usize = 65_536;
/// Bytes of one expectations file: 256 per rule.
pub const MAX_EXPECTATIONS_BYTES: usize = 256 * MAX_EXPECTATIONS;
/// Pointers of all rules of an expectations file together: each is followed in every entry.
pub const MAX_CONDITIONS: usize = 1_024;
/// Longest JSON Pointer in bytes; four times the longest origin.
pub const MAX_POINTER: usize = 1_024;
/// Lines that are remembered per rule, log and stream, as many as ids are compared (unbroken-bundle, Algorithm); a rule that more lines fit
/// is not decided by what lies beyond.
pub const MAX_MATCHES: usize = 1 << 22;
/// Different spellings that are compared per rule, log and stream: more subjects than an organisation has.
pub const MAX_SPELLINGS: usize = 1 << 18;
/// Longest text that is taken for the id of a subject, in bytes: an origin is no longer.
pub const MAX_SPELLING: usize = 255;
/// Entries of a trace that a report lists.
pub const MAX_TRACED: usize = 1_024;
/// Records of access that a report lists per log.
pub const MAX_ACCESS: usize = 256;
