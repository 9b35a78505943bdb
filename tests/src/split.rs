//! Streams read in parts: what the laws and the robustness tests compare with one pass.

use crate::random::Random;
use sha2::{Digest, Sha256};
use unbroken::{Case, Fold, Format, Question, Report, Segment, Stream, Trust};

/// One pass over everything, names blanked.
pub fn whole(inputs: &[Vec<u8>], trust: &Trust, question: &Question) -> Report {
    let streams = inputs.iter().map(|data| stream(data, part(data, trust, question, 0, data.len(), &mut Vec::new()))).collect();
    Case::assemble(streams, trust, question).into_report()
}

/// A stream without a name.
pub fn stream(data: &[u8], segment: Segment) -> Stream {
    let sha256 = Some(Sha256::digest(data).into());
    Stream { name: String::new(), size: data.len() as u64, sha256, format: Format::detect(data), segment, complete: true, inside: None }
}

/// Folds `[start, end)` of a stream, pushing pieces of the given lengths, the last of which is used again and again.
pub fn part(data: &[u8], trust: &Trust, question: &Question, start: usize, end: usize, pieces: &mut Vec<usize>) -> Segment {
    let mut fold = Fold::new(trust, question, Format::detect(data), start as u64, end as u64);
    let mut at = fold.from() as usize;
    while at < data.len() {
        let piece = if pieces.len() > 1 { pieces.remove(0) } else { pieces.first().copied().unwrap_or(data.len()) };
        let next = (at + piece.max(1)).min(data.len());
        let more = fold.push(&data[at..next]);
        at = next;
        if !more {
            break;
        }
    }
    fold.finish(at == data.len())
}

/// Reads a stream in random parts, in random pieces, and merges them in the shape of a random tree, some of them as bytes and back.
pub fn in_parts(data: &[u8], trust: &Trust, question: &Question, random: &mut Random) -> Segment {
    let mut cuts = vec![0, data.len()];
    if Format::detect(data).splits() {
        cuts.extend((0..random.below(8)).map(|_| random.below(data.len() + 1)));
    }
    cuts.sort_unstable();
    let parts = cuts.windows(2).map(|cut| {
        let longest = [1, 7, 64, 4096][random.below(4)];
        let mut pieces = (0..16).map(|_| 1 + random.below(longest)).collect();
        part(data, trust, question, cut[0], cut[1], &mut pieces)
    });
    let mut parts: Vec<Segment> = parts.collect();
    if parts.is_empty() {
        return Segment::default();
    }
    while parts.len() > 1 {
        let at = random.below(parts.len() - 1);
        let next = carried(parts.remove(at + 1), random);
        let first = carried(std::mem::take(&mut parts[at]), random);
        parts[at] = first.merge(next);
    }
    parts.remove(0)
}

/// Across a worker's boundary and back, or beside nothing, or as it is.
fn carried(segment: Segment, random: &mut Random) -> Segment {
    match random.below(4) {
        // Bytes that do not come back leave a hole, which no report survives.
        0 => Segment::from_bytes(&segment.to_bytes()).unwrap_or_default(),
        1 => Segment::default().merge(segment),
        2 => segment.merge(Segment::default()),
        _ => segment,
    }
}
